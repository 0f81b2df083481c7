"""Staged spells, claws and cauldrons."""

from ..stage import Stage, both, elbows, feet, key

# Keys by the line, not by the value.
# fmt: off
_STANCE = {"main_foot": (0.16, 0, -0.2), "off_foot": (-0.12, 0, 0.2), "main_toe": (0, 35), "off_toe": (0, 5)}
_CLAWS = {"main_hand": (-0.1, -0.6, 1), "off_hand": (0.1, -0.6, 1)}

STAGES = (
    Stage(
        "one-hand fireball",
        (
            key(0, **feet(0.16), at=(0, 0.92, 0), main=(0.16, 0.04, 0.34), main_hand=(0, 0.4, 1),
                off=(-0.3, -0.24, 0.1), nod=14, main_elbow=(0.6, -1, -0.2)),
            key(0.3, main=(0.14, 0.1, 0.36), main_hand=(0.3, 0.8, 0.6)),
            key(0.3, main=(0.17, 0.06, 0.34)),
            key(0.45, at=(0.02, 0.86, -0.1), turn=20, look=-30, twist=18, nod=0,
                main=(0.38, 0.08, -0.06), main_elbow=(0.8, -0.4, -1), off=(-0.16, 0.1, 0.48),
                off_foot=(-0.14, 0, 0.2)),
            key(0.25),
            key(0.16, at=(0, 0.8, 0.2), off_foot=(-0.14, 0, 0.42), turn=0, look=0, twist=-4, bend=6,
                main=(0.18, 0.14, 0.56), main_elbow=(0.6, -1, 0), main_hand=(0, 1, 0.2),
                off=(-0.42, -0.12, 0.0), main_toe=(20, 20)),
            key(0.08, main=(0.16, 0.16, 0.5), bend=-2, at=(0, 0.8, 0.16)),
            key(0.16, main=(0.16, 0.14, 0.56)),
            key(0.9, bend=2),
            key(0.5, at=(0, 0.92, 0.2), main_foot=(0.16, 0, 0.2), main_toe=(0, 10),
                off_foot=(-0.16, 0, 0.3), turn=0, twist=0, look=0, main=(0.26, -0.3, 0.1),
                main_hand=None, off=(-0.26, -0.3, 0.1)),
        ),
        (
            ("cast", "a fireball, pushing the {side} palm forward"),
            ("hurl", "a ball of fire with one hand"),
            ("draw", "one hand back and *shoot a spell from the palm"),
        ),
        ("fireball spell, one hand", "casting a fireball", "magic attack, palm thrust"),
        who=("a mage", "a wizard"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "spinning spell",
        (
            key(0, **feet(0.14), at=(0, 0.92, 0), **both(0.24, -0.1, 0.3)),
            key(0.3, at=(0, 0.84, 0), twist=35, main=(0.5, 0.0, 0.0), off=(-0.1, 0.05, 0.4)),
            key(0.25, turn=-120, twist=10, at=(0.02, 0.9, 0.04), main_foot=(-0.1, 0, 0.2),
                main_toe=(20, -120), off_foot=(0.1, 0, -0.06), off_toe=(20, 120),
                main=(0.56, 0.2, 0.1), off=(-0.56, 0.2, 0.1)),
            key(0.25, turn=-250, main_foot=(-0.12, 0, -0.06), main_toe=(20, -250), off_foot=(0.06, 0, 0.2),
                off_toe=(20, 250)),
            key(0.25, turn=-345, twist=20, main_foot=(0.16, 0, -0.22), main_toe=(0, -330),
                off_foot=(-0.12, 0, 0.3), off_toe=(0, 365), at=(0, 0.84, 0),
                main=(0.42, 0.3, -0.1), main_elbow=(1, 0, -0.5), off=(-0.3, 0.1, 0.36)),
            key(0.2, turn=-372, twist=-25, at=(0, 0.74, 0.14), main=(0.08, 0.12, 0.56),
                main_hand=(0, 1, 0.3), main_elbow=(0.6, -1, 0), off=(-0.44, 0.0, -0.1)),
            key(0.9),
        ),
        (
            ("spin", "around and *cast a spell forward"),
            ("whirl", "round and *thrust a palm out"),
            ("turn", "on the spot and *throw a spell"),
        ),
        ("spinning spell cast", "spin, then magic attack"),
        who=("a witch", "a mage"),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "healing hands",
        (
            key(0, **feet(0.13), at=(0, 0.93, 0)),
            key(0.9, at=(0, 0.46, 0.06), **feet(0.13, z=-0.32, y=0.02, down=80, out=0), pitch=6, bend=6,
                nod=24, **both(0.24, -0.1, 0.34)),
            key(0.5, at=(0, 0.46, 0.02), pitch=14, bend=14, nod=28, **both(0.16, 0.56, 0.58,
                room=True), main_hand=(0, 0.3, 1), off_hand=(0, 0.3, 1), **elbows(0.8, -0.6, 0)),
            *(
                key(0.5, **both(0.16, y, 0.6, room=True))
                for y in (0.48, 0.58, 0.48, 0.58, 0.48)
            ),
            key(0.6, bend=2, pitch=4, nod=10, **both(0.2, 0.84, 0.56, room=True),
                main_hand=(0, 1, 0.6), off_hand=(0, 1, 0.6)),
            key(0.4),
        ),
        (
            ("kneel", "and *hold the hands over a wounded body, healing it"),
            ("heal", "somebody on the ground with both hands"),
            ("cast", "a healing spell over someone who lies there"),
        ),
        ("healing spell, kneeling", "healer, hands over the wounded"),
        who=("a healer", "a priest"),
        takes=2,
    ),
    Stage(
        "slam a staff",
        (
            key(0, at=(0, 0.95, 0), main=(0.3, 0.12, 0.36), off=(-0.26, -0.34, 0.06),
                main_elbow=(0.8, -1, 0)),
            key(0.3),
            key(0.4, main=(0.1, 0.54, 0.32), off=(-0.0, 0.26, 0.38), bend=-6, nod=-10, at=(0, 0.97, 0),
                **elbows(1, -0.4, 0), off_hand=(0.6, 0, 0.6), **feet(0.2)),
            key(0.3),
            key(0.16, main=(0.1, 0.16, 0.4), off=(0.0, -0.14, 0.4), bend=8, pitch=4, nod=-4, at=(0, 0.84, 0)),
            key(0.5),
            key(0.4, main=(0.1, 0.54, 0.32), off=(0.0, 0.26, 0.38), bend=-6, nod=-10, at=(0, 0.97, 0),
                pitch=0),
            key(0.25),
            key(0.16, main=(0.1, 0.16, 0.4), off=(0.0, -0.14, 0.4), bend=8, pitch=4, nod=-4, at=(0, 0.82, 0)),
            key(0.3),
            key(0.4, main=(0.3, 0.16, 0.38), off=(-0.56, 0.16, 0.24), off_elbow=(-0.6, -1, 0),
                off_hand=(-0.4, 1, 0.2), bend=-4, pitch=0, at=(0, 0.9, 0)),
            key(0.8),
        ),
        (
            ("slam", "a staff on the ground"),
            ("raise", "a staff with both hands and *strike the ground with it"),
            ("bang", "a staff down hard"),
        ),
        ("staff slam", "wizard slams the staff down", "you shall not pass"),
        who=("a wizard", "a mage"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "rake with claws",
        (
            key(0, at=(0, 0.78, 0), pitch=20, bend=18, nod=-26, main_foot=(0.18, 0, -0.1),
                off_foot=(-0.18, 0, 0.15), **both(0.34, 0.24, 0.3), **elbows(1, -0.1, -0.2), **_CLAWS),
            key(0.3),
            *(
                part
                for k, (hand, x) in enumerate((("main", 1), ("off", -1)) * 2)
                for part in (
                    key(0.35, twist=36 * x, bend=6, at=(0.03 * x, 0.8, 0.28 * k + 0.06),
                        **{hand: (0.58 * x, 0.34, 0.06), f"{hand}_foot": (0.18 * x, 0, 0.28 * k + 0.34)}),
                    key(0.12),
                    key(0.18, twist=-34 * x, bend=24, at=(0, 0.78, 0.28 * k + 0.16),
                        **{hand: (-0.16 * x, 0.1, 0.46)}),
                    key(0.14),
                    key(0.14, **{hand: (0.34 * x, 0.24, 0.3)}),
                )
            ),
            key(0.35, twist=0, bend=-10, pitch=0, nod=-24, at=(0, 0.88, 0.98), **both(0.42, 0.46, 0.16)),
            key(0.7),
        ),
        (
            ("claw", "at somebody with both hands by turns"),
            ("slash", "with the claws, one hand after the other"),
            ("swipe", "with both claws"),
        ),
        ("claw attack", "monster claw swipes, both hands"),
        who=("a ghoul", "a werewolf", "a monster"),
        loop=(1, 6),
        times=(2, 2),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "stir a cauldron",
        (
            key(0, **feet(0.24), at=(0, 0.9, -0.1), pitch=10, bend=14, nod=10,
                main_room=(0.08, 1.02, 0.6), off_room=(-0.02, 0.84, 0.54), **elbows(0.8, -1, -0.3)),
            key(0.4, main_room=(0.4, 1.02, 0.44), off_room=(0.24, 0.84, 0.42), tilt=10, twist=18,
                at=(0.07, 0.9, -0.1)),
            key(0.4, main_room=(0.08, 1.06, 0.3), off_room=(-0.02, 0.88, 0.3), bend=4, tilt=0, twist=0,
                at=(0, 0.93, -0.16)),
            key(0.4, main_room=(-0.24, 1.02, 0.44), off_room=(-0.34, 0.84, 0.42), tilt=-10, twist=-18,
                at=(-0.07, 0.9, -0.1)),
            key(0.4, main_room=(0.08, 1.02, 0.62), off_room=(-0.02, 0.84, 0.56), bend=20, tilt=0,
                twist=0, at=(0, 0.88, -0.02)),
        ),
        (
            ("stir", "a big cauldron, hunched over it"),
            ("stir", "a kettle with both hands in wide circles, bent low"),
            ("brew", "a potion, stirring round and round"),
        ),
        ("stirring a cauldron", "witch stirs the cauldron"),
        who=("a witch",),
        loop=(1, 4),
        times=(3, 3),
        shakes=3.0,
        takes=2,
    ),
)
