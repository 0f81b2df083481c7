"""Staged falls, rolls and dives of more than one move: tripped flat, sunk to the knees, up to aim."""

from ..stage import Stage, both, elbows, feet, key, legs
from ..walking import walk

# Keys by the line, not by the value.
# fmt: off


def _flat(z):
    """Keys of a trip over the main foot into lying face down, the pelvis at z in the end."""
    return (
        key(0.2, at=(0, 0.86, z - 0.85), pitch=34, bend=12, main_foot=(0.1, 0.04, z - 1.5), main_toe=(55, 5),
            **both(0.34, 0.3, 0.36), nod=-20),
        key(0.2, at=(0, 0.58, z - 0.4), pitch=62, bend=0, off_toe=(65, 5), **both(0.28, 0.5, 0.26),
            main_leg=(0.14, -0.66, -0.36), nod=-36),
        key(0.18, at=(0, 0.24, z - 0.06), pitch=86, bend=-8, **legs(0.14, -0.72, -0.34, down=50),
            **both(0.36, 0.08, z + 0.82, room=True), **elbows(1, 0.2, 0.2), main_hand=(0, 0, 1),
            off_hand=(0, 0, 1)),
        key(0.15, at=(0, 0.15, z), pitch=90, bend=0, nod=-4, **legs(0.14, -0.86, -0.06, down=70)),
        key(0.2, **legs(0.14, -0.87, 0.0, down=70)),
    )


def _face_down_up(z):
    """Keys of a slow way up from lying face down with the pelvis at z."""
    return (
        key(0.5),
        key(0.45, at=(0, 0.17, z), pitch=80, bend=-26, nod=-20, **both(0.26, 0.08, z + 0.38, room=True),
            **elbows(1, 0.2, -0.5)),
        key(0.5, at=(0, 0.44, z - 0.2), pitch=72, bend=0, **feet(0.12, z=z - 0.68, y=0.02, down=85, out=0),
            **both(0.24, 0.08, z + 0.38, room=True)),
        key(0.2, nod=10),
        key(0.4, main_foot=(0.14, 0, z + 0.1), main_toe=(0, 10), at=(0, 0.46, z - 0.2), pitch=48, nod=-10,
            off_toe=(60, 0)),
        key(0.45, at=(0, 0.62, z - 0.08), pitch=36, bend=22, main=(0.2, -0.3, 0.3), off=(-0.3, -0.3, 0.1),
            main_hand=None, off_hand=None),
        key(0.5, at=(0, 0.94, z + 0.06), off_foot=(-0.13, 0, z), off_toe=(0, 10), pitch=2, bend=4, nod=4,
            **both(0.24, -0.36, 0.06), **elbows(0.5, -0.6, -0.6)),
        key(0.3),
    )


_TRIPS = (key(0, at=(0, 0.94, 0)), *walk(2, long=0.62, after=0.36), *_flat(2.1))
_GUARD = {**both(0.12, 0.2, 0.26), **elbows(0.6, -1, 0)}
_ON_KNEES = {"at": (0, 0.5, 0.0), **feet(0.13, z=-0.4, y=0.02, down=82)}
_RIFLE = {"main": (0.17, -0.16, 0.25), "off": (-0.14, 0.12, 0.32), **elbows(1, -1, -0.2)}

STAGES = (
    Stage(
        "falls flat",
        (*_TRIPS, key(0.9)),
        (
            ("trip", "over something and *fall flat on the face"),
            ("stumble", "and *crash down full length on the belly"),
            ("take", "a faceplant while walking"),
        ),
        ("trip and fall flat", "faceplant", "tripping, falls on the face"),
        who=("a clumsy man", "a clown"),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "falls flat, gets up",
        (*_TRIPS, *_face_down_up(2.1)),
        (
            ("trip", "while walking, *fall flat on the face and *get up again"),
            ("stumble", "over an obstacle, *land on the belly and *push up again"),
            ("fall", "flat and slowly *stand up"),
        ),
        ("trip, fall flat and get up", "faceplant and recovery"),
        who=("a clumsy man",),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "knees and topple",
        (
            key(0, **feet(0.13), bend=8, nod=12),
            key(0.4, at=(0.03, 0.92, 0), bend=14, tilt=6, nod=20),
            key(0.35, at=(0, 0.72, 0.08), pitch=14, bend=4, nod=10, **feet(0.13, down=30)),
            key(0.25, at=(0, 0.5, 0.24), pitch=-4, **feet(0.13, z=-0.16, y=0.02, down=82), bend=16, nod=30,
                **both(0.24, -0.36, 0.02)),
            key(0.7, at=(0.02, 0.5, 0.24), tilt=4, bend=20),
            key(0.5, at=(-0.08, 0.48, 0.24), roll=-14, tilt=-10),
            key(0.3, at=(-0.26, 0.38, 0.22), roll=-46, off=(-0.3, -0.1, 0.3)),
            key(0.22, at=(-0.5, 0.19, 0.18), roll=-86, pitch=10, **legs(0.12, -0.5, -0.42, down=60),
                main=(0.06, -0.1, 0.42), off=(0.0, 0.3, 0.42), off_elbow=(0.2, 0.3, 1), nod=24, bend=24),
            key(0.15, main=(0.02, -0.16, 0.4)),
            key(0.8),
        ),
        (
            ("fall", "to both knees and *topple to the side"),
            ("sink", "to the knees and *keel over onto the side"),
            ("collapse", "onto the knees and *tip over to one side, lifeless"),
        ),
        ("falls to the knees and topples over", "collapse, knees first then sideways"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "gut punched to the knees",
        (
            key(0, main_foot=(0.15, 0, -0.12), off_foot=(-0.15, 0, 0.14), at=(0, 0.9, 0), bend=6, **_GUARD),
            key(0.4, at=(0, 0.88, 0.02)),
            key(0.14, at=(0, 0.86, -0.2), pitch=26, bend=44, nod=20, main=(0.04, -0.17, 0.31),
                off=(-0.07, -0.09, 0.335), **elbows(1, -0.4, 0)),
            key(0.28, main_foot=(0.15, 0, -0.42), at=(0, 0.84, -0.26), pitch=34, bend=48),
            key(0.5, at=(0, 0.82, -0.2), nod=34),
            key(0.4, at=(0, 0.5, -0.1), **feet(0.14, z=-0.5, y=0.02, down=82), pitch=18, bend=46),
            key(0.4, pitch=22, bend=52),
            key(0.4, pitch=18, bend=40, nod=-10),
            key(0.7, at=(0, 0.46, -0.16), pitch=38, bend=50, nod=36, main=(0.06, -0.14, 0.35)),
            key(0.7),
        ),
        (
            ("take", "a punch in the stomach, *double over and *sink to the knees"),
            ("get", "hit in the gut and *go down on the knees, holding the belly"),
            ("fold", "up from a blow to the belly and *drop to the knees"),
        ),
        ("gut punch, falls to the knees", "hit in the stomach, drop to the knees"),
        who=("a boxer", "a fighter"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "dives and crawls",
        (
            key(0, at=(0, 0.86, 0), pitch=18, **_RIFLE, main_toe=(30, 5)),
            key(0.28, at=(0, 0.84, 0.5), off_foot=(-0.1, 0, 0.75), main_toe=(50, 5), twist=10),
            key(0.28, at=(0, 0.82, 1.1), main_foot=(0.1, 0, 1.4), main_toe=(0, 5), off_toe=(50, 5), pitch=24,
                twist=-10),
            key(0.22, at=(0, 0.62, 1.7), pitch=58, off_leg=(-0.12, -0.8, -0.2), main_toe=(60, 5), twist=0,
                **both(0.24, 0.4, 0.36), nod=-30),
            key(0.22, at=(0, 0.28, 2.3), pitch=84, **legs(0.14, -0.82, -0.14, down=60), bend=-10,
                **both(0.26, 0.08, 3.0, room=True), main_hand=(0, 0, 1), off_hand=(0, 0, 1),
                **elbows(1, 0.1, 0.2)),
            key(0.18, at=(0, 0.15, 2.5), pitch=88, bend=-8, nod=-30),
            key(0.3),
            *(
                key(0.42, at=(0.02 * x, 0.16, 2.5 + 0.26 * (k + 1)), tilt=12 * x, look=-10 * x,
                    **{f"{near}_room": (0.32 * x, 0.07, 3.66 + 0.26 * k),
                       f"{near}_leg": (0.14 * x, -0.86, 0.0), f"{far}_leg": (-0.36 * x, -0.5, 0.02),
                       f"{far}_toe": (60, 75), f"{near}_toe": (70, 0)})
                for k, (near, far, x) in enumerate((("main", "off", 1), ("off", "main", -1)) * 3)
            ),
            key(0.2),
        ),
        (
            ("run", "a few steps, *dive to the ground and *crawl on"),
            ("throw", "the body flat on the ground and *crawl forward on the elbows"),
            ("hit", "the dirt and *crawl along on the belly"),
        ),
        ("dive to prone and crawl", "hit the dirt, low crawl"),
        who=("a soldier", "a recruit"),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "roll into aim",
        (
            key(0, at=(0, 0.84, 0), pitch=16, **_RIFLE, main_foot=(0.12, 0, -0.2), main_toe=(30, 5),
                off_foot=(-0.12, 0, 0.14)),
            key(0.3, at=(0, 0.5, 0.1), pitch=60, bend=40, nod=30, main_toe=(50, 5), **both(0.2, 0.06, 0.5)),
            key(0.22, at=(0, 0.5, 0.5), pitch=140, bend=64, nod=44, **legs(0.12, -0.36, 0.34, down=0)),
            key(0.2, at=(0, 0.3, 0.9), pitch=235, bend=60, **legs(0.12, -0.26, 0.36, down=0),
                **both(0.2, 0.0, 0.4)),
            key(0.2, at=(0, 0.3, 1.25), pitch=310, bend=50, nod=30),
            key(0.25, at=(0, 0.5, 1.5), pitch=368, bend=10, nod=0, main_foot=(0.12, 0.0, 1.0),
                main_toe=(75, 5), off_foot=(-0.14, 0, 1.94), off_toe=(0, 0), **_RIFLE),
            key(0.3, main=(0.15, 0.14, 0.22), off=(-0.02, 0.14, 0.48), main_elbow=(1, -0.5, -0.2),
                off_elbow=(-0.4, -1, 0), twist=22, look=-20, tilt=4, nod=8, bend=4),
            key(0.6),
            *(part for _ in range(2) for part in (
                key(0.06, bend=-5, main=(0.15, 0.17, 0.17), off=(-0.02, 0.19, 0.43)),
                key(0.22, bend=4, main=(0.15, 0.14, 0.22), off=(-0.02, 0.14, 0.48)), key(0.25))),
            key(0.4),
        ),
        (
            ("roll", "forward, *come up on one knee and *aim a rifle"),
            ("do", "a combat roll and *fire kneeling"),
            ("dive", "into a roll and *come up aiming"),
        ),
        ("combat roll to kneeling aim", "dodge roll into aiming"),
        who=("a soldier", "a commando"),
        shakes=7.0,
        takes=2,
    ),
    Stage(
        "throws and ducks",
        (
            key(0, main_foot=(0.16, 0, -0.2), off_foot=(-0.14, 0, 0.2), at=(0, 0.9, 0),
                **both(0.06, 0.0, 0.28), **elbows(1, -0.6, 0), nod=14),
            key(0.3),
            key(0.4, main=(0.44, 0.34, -0.22), main_elbow=(1, -0.1, -0.3), off=(-0.24, 0.28, 0.42), turn=45,
                look=-45, pitch=-6, at=(0.04, 0.86, -0.16), nod=0),
            key(0.22, main=(0.24, 0.52, 0.26), turn=-10, look=0, twist=-16, bend=18, at=(0, 0.88, 0.1),
                main_toe=(45, 10)),
            key(0.16, main=(-0.04, -0.04, 0.48), bend=34, pitch=14, off=(-0.3, -0.2, 0)),
            key(0.3, at=(0, 0.4, -0.05), turn=0, twist=0, pitch=46, bend=44, nod=36, off_toe=(25, 5),
                main_foot=(0.16, 0, -0.12), main_toe=(50, 5), **both(0.17, 0.42, 0.18),
                **elbows(1, -0.3, 0.7)),
            key(1.0, at=(0, 0.38, -0.05)),
            key(0.12, at=(0, 0.34, -0.08), bend=52),
            key(0.5, at=(0, 0.38, -0.05), bend=46),
            key(0.5),
        ),
        (
            ("throw", "a grenade and *duck, covering the head"),
            ("toss", "a hand grenade and *drop down for cover"),
            ("hurl", "something and *crouch down with both arms over the head"),
        ),
        ("throw a grenade and duck", "grenade throw, take cover"),
        who=("a soldier",),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "sits hugging the knees",
        (
            key(0, **feet(0.12), nod=14),
            key(0.5, at=(0, 0.6, -0.18), pitch=34, bend=16, **both(0.3, -0.2, 0.3)),
            key(0.45, at=(0.04, 0.3, -0.4), pitch=6, roll=12, bend=14, main_room=(0.34, 0.08, -0.7),
                main_hand=(0.3, 0, -1)),
            key(0.35, at=(0.02, 0.13, -0.44), pitch=-22, roll=8, bend=12),
            key(0.3, at=(0, 0.13, -0.44), pitch=-14, roll=0, main_room=(0.36, 0.34, -0.1),
                off_room=(-0.36, 0.34, -0.1), **elbows(1, -0.2, 0)),
            key(0.35, pitch=-6, bend=34, nod=10, **feet(0.1, z=0.06), main_room=(-0.01, 0.3, 0.08),
                off_room=(0.03, 0.24, 0.07), **elbows(1, -0.3, 0.2), main_hand=(-1, -0.3, 0),
                off_hand=(1, -0.3, 0)),
            key(0.5, bend=40, nod=34),
            key(1.0, tilt=3),
            key(0.9, tilt=-3),
        ),
        (
            ("sit", "down on the floor and *hug the knees"),
            ("sit", "on the ground with the arms round the legs, head down"),
            ("huddle", "on the floor, knees drawn up to the chest"),
        ),
        ("sitting on the floor hugging the knees", "sit, knees to the chest"),
        who=("a lonely child", "a teenager"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "floored, gets up slowly",
        (
            key(0, main_foot=(0.15, 0, -0.12), off_foot=(-0.15, 0, 0.14), at=(0, 0.9, 0), bend=6, **_GUARD),
            key(0.3),
            key(0.12, nod=-30, look=30, bend=-14, tilt=10, at=(0.04, 0.9, -0.06), **both(0.36, 0.1, 0.1)),
            key(0.3, at=(0.3, 0.6, -0.2), roll=42, pitch=-40, **both(0.5, 0.16, 0.0),
                off_leg=(-0.16, -0.7, 0.3)),
            key(0.2, at=(0.5, 0.17, -0.25), roll=84, pitch=-80, bend=10, tilt=0, nod=16, look=0,
                **legs(0.16, -0.72, 0.3, down=20)),
            key(0.15, at=(0.52, 0.15, -0.25), pitch=-86, **legs(0.16, -0.84, 0.02, down=20),
                **both(0.5, 0.0, -0.02)),
            key(0.7),
            key(0.5, at=(0.52, 0.2, -0.08), pitch=-6, bend=20, main=(0.12, 0.6, 0.16), main_elbow=(0, 0.2, 1),
                off=(-0.2, -0.1, 0.3),
                **legs(0.1, -0.6, 0.24)),
            key(0.5, at=(0.52, 0.16, 0.12), pitch=82, bend=0, nod=-6, **legs(0.12, -0.8, 0.0, down=60),
                **both(0.32, 0.18, 0.08), main_elbow=(1, -0.2, 0.2)),
            key(0.5),
            key(0.7, at=(0.5, 0.42, 0.1), pitch=80, roll=44, **legs(0.12, -0.42, 0.1, down=60),
                **both(0.18, -0.1, 0.42), nod=14),
            key(0.6, at=(0.46, 0.46, 0.1), pitch=66, roll=0, main_foot=(0.58, 0.02, -0.3),
                off_foot=(0.34, 0.02, -0.3), main_toe=(85, 0), off_toe=(85, 0), **both(0.18, -0.16, 0.42)),
            key(0.4, nod=20),
            key(0.5, main_foot=(0.58, 0, 0.4), main_toe=(0, 10), pitch=40, bend=16, off_toe=(60, 0),
                main=(0.16, -0.2, 0.36), nod=0),
            key(0.4),
            key(0.6, at=(0.46, 0.9, 0.4), off_foot=(0.32, 0, 0.4), off_toe=(0, 10), pitch=14, bend=20, nod=16,
                **both(0.24, -0.34, 0.1), **elbows(0.5, -0.6, -0.6)),
            key(0.2),
        ),
        (
            ("get", "knocked down, *roll over and slowly *get back up"),
            ("go", "down from a punch, *turn onto the belly and *struggle up"),
            ("fall", "on the back, *roll over and *rise heavily"),
        ),
        ("knockdown and slow recovery", "floored, rolls over, gets up"),
        who=("a boxer",),
        shakes=6.0,
        takes=2,
    ),
)
