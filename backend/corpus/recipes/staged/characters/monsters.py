"""Staged acts of wild beasts and monsters: they roar, rear, stalk and slither."""

from ..stage import Stage, both, elbows, feet, key, legs
from .beasts import FOURS, PAWS


def _beats(count):
    row = []
    for number in range(count):
        hits, lifts = (("main", "off"), ("off", "main"))[number % 2]
        out = {"main": 1, "off": -1}
        row.append(
            key(
                0.14,
                **{
                    hits: (0.1 * out[hits], 0.04, 0.24),
                    lifts: (0.5 * out[lifts], 0.16, 0.24),
                    "tilt": 6 * out[hits],
                },
            )
        )
    return tuple(row)


def _stalks(count, far):
    """Keys of a spider's steps on hands and feet, the limbs crosswise, wide and low."""
    row = []
    for number in range(count):
        z, fore = far * number, ("main", "off")[number % 2]
        aft = {"main": "off", "off": "main"}[fore]
        x = {"main": 1, "off": -1}
        row.append(
            key(
                0.32,
                at=(0.05 * x[fore], 0.32, z - 0.06),
                turn=10 * x[aft],
                roll=8 * x[fore],
                look=-14 * x[fore],
                **{
                    f"{fore}_room": (0.54 * x[fore], 0.07, z + 0.66),
                    f"{aft}_room": (0.54 * x[aft], 0.07, z + 0.66 - far),
                    f"{aft}_foot": (0.44 * x[aft], 0, z + 0.15),
                    f"{fore}_foot": (0.44 * x[fore], 0, z + 0.15 - far),
                },
            )
        )
    return tuple(row)


STAGES = (
    Stage(
        "chest beat",
        (
            key(0, **feet(0.3, out=30), at=(0, 0.7, -0.04), pitch=40, bend=20, nod=-40,
                **both(0.3, -0.28, 0.34)),
            key(0.5),
            key(0.5, at=(0, 0.84, 0), pitch=-8, bend=-16, nod=-24, **both(0.5, 0.16, 0.24),
                **elbows(1, -0.1, -0.2)),
            *_beats(14),
            key(0.3, **both(0.62, 0.3, 0.05), tilt=0, bend=-22),
            key(0.7),
        ),
        (
            ("beat", "the chest with both fists like a gorilla"),
            ("drum", "on the chest and *roar"),
            ("beat", "the chest like King Kong"),
        ),
        ("gorilla chest beat", "ape drumming on its chest, roar"),
        who=("a gorilla", "king kong", "tarzan"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "spider",
        (
            key(0, at=(0, 0.3, -0.06), pitch=56, bend=30, nod=-70, main_foot=(0.44, 0, 0.0),
                off_foot=(-0.44, 0, 0.15), main_toe=(20, 75), off_toe=(20, 75),
                main_room=(0.54, 0.07, 0.5), off_room=(-0.54, 0.07, 0.36), **elbows(1, 0, -0.8),
                main_hand=(0.3, 0, 1), off_hand=(-0.3, 0, 1)),
            key(0.4),
            *_stalks(9, 0.3),
            key(0.5),
        ),
        (
            ("crawl", "like a spider, low on hands and feet"),
            ("creep", "along like Spider-Man, limbs wide"),
            ("scuttle", "over the ground like a spider"),
        ),
        ("spider crawl", "spiderman crouch crawl"),
        who=("a spider", "spider-man", "a demon"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "bear",
        (
            key(0, **FOURS),
            key(0.5),
            key(0.8, at=(0, 0.84, -0.35), pitch=0, bend=-12, nod=-10, **feet(0.26, z=-0.4, out=25),
                **both(0.5, 0.5, 0.2), **elbows(1, -0.4, 0), main_hand=(0.2, 0.2, 1),
                off_hand=(-0.2, 0.2, 1)),
            key(0.7, at=(0, 0.88, -0.35)),
            key(0.3, twist=30, main=(0.56, 0.55, 0.0)),
            key(0.2, twist=-36, main=(-0.02, 0.02, 0.48), bend=10),
            key(0.3),
            key(0.3, main=(0.5, 0.5, 0.2), off=(-0.56, 0.55, 0.0), twist=-30, bend=-6),
            key(0.2, off=(0.02, 0.02, 0.48), twist=36, bend=10),
            key(0.6),
        ),
        (
            ("rear", "up like a bear and *strike with both paws"),
            ("rise", "from all fours and *roar like a bear, claws up"),
            ("attack", "like a bear on its hind legs"),
        ),
        ("bear attack", "bear rearing up, paw swipes"),
        who=("a bear", "a grizzly"),
        shakes=4.0,
    ),
    Stage(
        "dinosaur",
        (
            key(0, at=(0, 0.72, 0), pitch=50, bend=-6, nod=-45, **feet(0.16), **PAWS),
            *(
                part
                for k in range(3)
                for part in (
                    key(0.3, main_foot=(0.17, 0, 0.9 * k + 0.45), at=(-0.08, 0.78, 0.9 * k + 0.2),
                        look=16, roll=-8, turn=-10),
                    key(0.1, at=(0.02, 0.66, 0.9 * k + 0.32)),
                    key(0.3, off_foot=(-0.17, 0, 0.9 * k + 0.9), at=(0.08, 0.78, 0.9 * k + 0.65),
                        look=-16, roll=8, turn=10),
                    key(0.1, at=(-0.02, 0.66, 0.9 * k + 0.77)),
                )
            ),
            key(0.35, at=(0, 0.74, 2.6), pitch=20, bend=-16, nod=-40, look=0, roll=0, turn=0),
            key(0.2, pitch=64, nod=-60, at=(0, 0.68, 2.56)),
            key(0.9),
        ),
        (
            ("stomp", "along like a T-rex with tiny arms and *roar"),
            ("walk", "like a dinosaur, bent forward with small claws"),
            ("act", "like a tyrannosaurus"),
        ),
        ("t-rex walk and roar", "dinosaur walk, small arms"),
        who=("a dinosaur", "a t-rex", "a velociraptor"),
        shakes=4.0,
    ),
    Stage(
        "snake",
        (
            key(0, at=(0, 0.1, 0), pitch=88, bend=-30, nod=-40, **both(0.34, -0.28, -0.1),
                **elbows(1, 0, -0.6), **legs(0.06, -0.88, -0.05, down=60)),
            *(
                key(0.45, at=(0.07 * s, 0.1, 0.28 * k), turn=-24 * s, tilt=34 * s, look=26 * s, bend=-34)
                for k, s in enumerate((1, -1, 1, -1, 1, -1, 1))
            ),
            key(0.6, bend=-64, **both(0.36, -0.2, -0.12), tilt=0, turn=0, look=0,
                nod=-30),
            key(0.7),
        ),
        (
            ("slither", "over the floor like a snake, arms at the sides"),
            ("crawl", "on the belly like a snake and *rear up"),
            ("wriggle", "along like a worm without using the hands"),
        ),
        ("snake slither", "worm crawl, belly on the floor"),
        who=("a snake", "a worm"),
        shakes=3.0,
    ),
    Stage(
        "werewolf",
        (
            key(0, **feet(0.16)),
            key(0.4, at=(0, 0.88, 0), pitch=24, bend=24, nod=20, **both(0.04, -0.06, 0.27),
                **elbows(1, -0.4, 0)),
            key(0.3, tilt=16, turn=14),
            key(0.25, tilt=-16, turn=-14),
            key(0.4, at=(0, 0.5, -0.05), tilt=0, turn=0, pitch=50, bend=50, nod=30,
                **both(0.38, 0.1, 0.56, room=True), main_toe=(30, 20), off_toe=(30, 20)),
            key(0.2, tilt=8),
            key(0.2, tilt=-8),
            key(0.35, bend=10, tilt=0, nod=-20),
            key(0.9, **feet(0.3, out=30), at=(0, 0.76, 0), pitch=-12, bend=-34, nod=-42,
                **both(0.54, 0.06, 0.12), **elbows(1, -0.2, -0.5), main_hand=(0.2, 1, 0.5),
                off_hand=(-0.2, 1, 0.5)),
            key(1.2),
        ),
        (
            ("turn", "into a werewolf: *double over in pain, then *howl at the moon"),
            ("transform", "into a monster and *howl"),
            ("cramp", "down on the ground and *rise as a beast"),
        ),
        ("werewolf transformation", "transforming into a monster, howl"),
        who=("a werewolf", "a cursed man", "dr jekyll"),
        shakes=3.0,
    ),
)  # fmt: skip
