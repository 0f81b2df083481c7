"""Staged acts with what a level holds: levers, blocks, chests, ledges, ropes and walls."""

from ..stage import Stage, both, elbows, feet, key, legs

_PULLS = {"main_foot": (0.16, 0, 0.3), "off_foot": (-0.14, 0, -0.35), "off_toe": (0, 60)}


STAGES = (
    Stage(
        "pull lever",
        (
            key(0, main_foot=(0.16, 0, 0.16), off_foot=(-0.16, 0, -0.26), off_toe=(0, 40), at=(0, 0.92, 0)),
            key(0.4, at=(0, 0.92, 0.06), bend=-2, nod=-16, **both(0.09, 1.72, 0.46, room=True),
                **elbows(1, -0.6, 0)),
            key(0.25),
            key(0.3, at=(0, 0.84, -0.16), pitch=-8, bend=6, nod=-10, **both(0.09, 1.66, 0.46, room=True)),
            key(0.2),
            key(0.25, at=(0, 0.92, 0.04), pitch=0, bend=-2, **both(0.09, 1.72, 0.46, room=True)),
            key(0.3, at=(0, 0.8, -0.2), pitch=-10, bend=8, nod=-6, **both(0.09, 1.6, 0.48, room=True)),
            key(0.2),
            key(0.5, at=(0, 0.78, -0.06), pitch=6, bend=8, nod=4, **both(0.09, 1.24, 0.56, room=True)),
            key(0.4, at=(0, 0.8, 0.02), pitch=18, bend=16, nod=0, **both(0.09, 0.84, 0.44, room=True),
                **elbows(1, -0.2, -0.5)),
            key(0.9),
            key(0.5, at=(0, 0.93, 0), pitch=0, bend=0, nod=0, main=(0.24, -0.34, 0.1),
                off=(-0.24, -0.34, 0.1)),
        ),
        (
            ("pull", "a big lever down with both hands"),
            ("throw", "a switch, pulling it down with the whole weight"),
            ("grab", "a lever up high and *pull it down"),
        ),
        ("pull lever", "lever down, interact"),
        who=("an adventurer", "a worker"),
        takes=2,
    ),
    Stage(
        "push block",
        (
            key(0, at=(0, 0.82, 0), pitch=20, **both(0.2, 0.24, 0.46), main_foot=(0.13, 0, -0.06),
                off_foot=(-0.13, 0, -0.5), off_toe=(30, 5), **elbows(1, -0.6, 0),
                main_hand=(0, 1, 0.4), off_hand=(0, 1, 0.4)),
            key(0.3, at=(0, 0.78, 0.06), pitch=32, bend=4, nod=-14, **both(0.2, 0.3, 0.43),
                off_toe=(40, 5), main_toe=(20, 5)),
            key(0.4, at=(0, 0.76, 0.12), pitch=36),
            *(
                part
                for k in range(3)
                for part in (
                    key(0.5, at=(0, 0.8, 0.44 * k + 0.3), nod=20, tilt=4,
                        off_foot=(-0.13, 0, 0.44 * k + 0.12), off_toe=(0, 5), main_toe=(45, 5)),
                    key(0.3, at=(0, 0.76, 0.44 * k + 0.38), nod=-10, off_toe=(20, 5)),
                    key(0.5, at=(0, 0.8, 0.44 * k + 0.52), nod=20, tilt=-4,
                        main_foot=(0.13, 0, 0.44 * k + 0.34), main_toe=(0, 5), off_toe=(45, 5)),
                    key(0.3, at=(0, 0.76, 0.44 * k + 0.6), nod=-10, main_toe=(20, 5)),
                )
            ),
        ),
        (
            ("push", "a heavy block with all the weight"),
            ("push", "a stone block forward, bent low against it"),
            ("shove", "a huge crate along"),
        ),
        ("push block", "pushing a heavy crate, puzzle"),
        who=("an adventurer", "a strong man"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "open chest",
        (
            key(0, at=(0, 0.93, 0)),
            key(0.5, at=(0, 0.52, 0.1), off_foot=(-0.14, 0, 0.45), main_foot=(0.12, 0, -0.42),
                main_toe=(75, 5), pitch=12, bend=10, nod=20),
            key(0.4, **both(0.24, 0.42, 0.62, room=True), pitch=18, bend=20, main_hand=(0, 0, 1),
                off_hand=(0, 0, 1)),
            key(0.2),
            key(0.5, **both(0.24, 0.86, 0.72, room=True), pitch=6, bend=6, nod=14,
                main_hand=(0, 1, 0.6), off_hand=(0, 1, 0.6)),
            key(0.3, **both(0.24, 0.98, 0.86, room=True), pitch=14, bend=8),
            key(0.3, bend=-10, nod=16, **both(0.5, 0.2, 0.28), pitch=0),
            key(0.4),
            key(0.35, pitch=22, bend=26, nod=20, main_room=(0.2, 0.36, 0.7),
                off_room=(-0.24, 0.6, 0.6), main_hand=(0, -1, 0.5), off_hand=(0, -1, 0.5)),
            key(0.25, main_room=(0.24, 0.62, 0.56), off_room=(-0.14, 0.36, 0.72), tilt=-6),
            key(0.25, main_room=(0.1, 0.36, 0.72), off_room=(-0.1, 0.36, 0.72), tilt=0),
            key(0.5, pitch=0, bend=2, nod=8, **both(0.1, 0.14, 0.42), **elbows(1, -0.6, 0),
                main_hand=(0, 1, 0.6), off_hand=(0, 1, 0.6)),
            key(0.5),
            key(0.4, bend=-10, nod=-24, **both(0.1, 0.58, 0.24), **elbows(1, -0.2, 0.2),
                at=(0, 0.56, 0.1), main_hand=None, off_hand=None),
            key(0.6),
        ),
        (
            ("kneel", "at a chest, *open the lid and *lift the treasure up high"),
            ("open", "a treasure chest and *loot it"),
            ("loot", "a chest and *hold up what was found"),
        ),
        ("open chest", "loot chest, item found"),
        who=("an adventurer", "a pirate", "link"),
        shakes=3.0,
    ),
    Stage(
        "climb ledge",
        (
            key(0, at=(0, 1.06, 0), **legs(0.1, -0.82, -0.05, down=40), **both(0.26, 2.0, 0.3, room=True),
                **elbows(1, -0.2, -0.2), nod=-25),
            key(0.6, at=(0.05, 1.08, 0.02), main_leg=(0.12, -0.6, 0.24), off_leg=(-0.1, -0.8, -0.1)),
            key(0.5, at=(-0.04, 1.26, 0.0), main_leg=(0.1, -0.8, 0.0), off_leg=(-0.12, -0.46, 0.3),
                pitch=6),
            key(0.6, at=(0, 1.8, 0.02), pitch=34, bend=18, nod=0, main_leg=(0.1, -0.8, -0.14),
                off_leg=(-0.1, -0.78, -0.1), **elbows(1, 0.3, -0.7)),
            key(0.5, at=(0, 2.2, 0.3), pitch=60, bend=14, main_foot=(0.26, 1.84, 0.42), main_toe=(0, 20)),
            key(0.6, at=(0.05, 2.5, 0.5), pitch=40, off_foot=(-0.12, 1.84, 0.45), off_toe=(0, 10),
                main=(0.3, -0.3, 0.3), off=(-0.3, -0.3, 0.3)),
            key(0.5, at=(0, 2.78, 0.5), pitch=0, bend=0, main_foot=(0.12, 1.84, 0.5)),
            key(0.4),
        ),
        (
            ("hang", "from a ledge and *climb up onto it"),
            ("pull", "up on a ledge and *stand on top"),
            ("climb", "over the edge of a wall"),
        ),
        ("ledge climb", "hang and pull up onto a ledge", "mantle"),
        who=("a climber", "lara croft", "a parkour runner"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "haul a rope",
        (
            key(0, **_PULLS, at=(0, 0.84, -0.1), main=(0.05, -0.1, 0.46), off=(-0.04, -0.12, 0.3),
                **elbows(1, -0.8, 0)),
            key(0.4, at=(0, 0.66, -0.42), pitch=-26, bend=8, nod=20, main_toe=(-18, 10)),
            *(
                part
                for k in range(3)
                for part in (
                    key(0.5, at=(0.02, 0.56, -0.54), pitch=-40, bend=2, nod=34, tilt=6,
                        main=(0.05, -0.06, 0.4), off=(-0.04, -0.08, 0.24)),
                    key(0.5, at=(0, 0.7, -0.3), pitch=-16, bend=14, nod=10, tilt=-4,
                        main=(0.05, -0.08, 0.5), off=(-0.04, -0.1, 0.34)),
                )
            ),
            key(0.5, at=(0.02, 0.54, -0.56), pitch=-42, bend=0, nod=36, main=(0.05, -0.06, 0.4),
                off=(-0.04, -0.08, 0.24)),
            key(0.5),
        ),
        (
            ("pull", "in a tug of war, leaning far back"),
            ("haul", "on a rope with both hands, heels dug in"),
            ("lean", "back with the whole weight on a rope"),
        ),
        ("tug of war", "pulling a heavy rope, leaning back"),
        who=("a sailor", "a strong man"),
        takes=2,
    ),
    Stage(
        "lean on wall",
        (
            key(0, at=(0, 0.93, 0), **feet(0.11)),
            key(0.3),
            key(0.8, at=(0, 0.86, -0.36), pitch=-14, bend=2, nod=10, main_leg=(0.1, -0.5, -0.14),
                main_toe=(-10, 0), off_foot=(-0.08, 0, 0.02), main=(-0.12, -0.02, 0.22),
                off=(0.14, -0.07, 0.27), **elbows(1, -0.6, -0.2)),
            key(0.9),
            key(0.5, look=45),
            key(0.9),
            key(0.5, look=-30, nod=14),
            key(0.8),
        ),
        (
            ("lean", "back against a wall, arms crossed, one foot up on it"),
            ("wait", "leaning on a wall with crossed arms"),
            ("lean", "on a wall, cool"),
        ),
        ("lean on wall idle", "leaning back, arms crossed, foot on the wall"),
        who=("a cool guy", "a gangster", "a teenager"),
        takes=2,
    ),
    Stage(
        "peek round a corner",
        (
            key(0, at=(0, 0.84, 0), **feet(0.12), pitch=-4, **both(0.36, -0.24, -0.1),
                main_hand=(0.3, -0.4, -1), off_hand=(-0.3, -0.4, -1), **elbows(1, 0, -0.4)),
            key(0.4, main_foot=(0.3, 0, 0), at=(0.1, 0.82, 0)),
            key(0.4, off_foot=(0.06, 0, 0), at=(0.2, 0.84, 0), look=60),
            key(0.4),
            key(0.6, main_foot=(0.48, 0, 0.06), main_toe=(0, 45), at=(0.34, 0.74, 0.02), tilt=30, roll=16,
                look=75, nod=-8, turn=8),
            key(0.9),
            key(0.22, at=(0.16, 0.84, -0.02), tilt=-6, roll=-4, look=-10, nod=-20, turn=0),
            key(0.8),
        ),
        (
            ("press", "flat against a wall, *peek round the corner and *pull back"),
            ("peek", "around a corner"),
            ("hide", "behind a wall with the back to it and *look out"),
        ),
        ("wall peek", "cover idle, back to the wall, peek"),
        who=("a spy", "a thief", "solid snake"),
        shakes=3.0,
    ),
)  # fmt: skip
