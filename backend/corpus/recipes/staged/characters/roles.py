"""Staged acts of parts that are played: the undead, statues and puppets, small children."""

from ..stage import Stage, both, elbows, feet, key, legs

_STRUNG = {
    **both(0.42, 0.02, 0.16),
    **elbows(1, 0.9, -0.2),
    "main_hand": (0, -1, 0),
    "off_hand": (0, -1, 0),
}


def _toddles(count):
    """Keys of a small child's short steps, wide, swaying, the arms up for balance."""
    row = []
    for number in range(count):
        step, other = (("main", "off"), ("off", "main"))[number % 2]
        x, z = {"main": 1, "off": -1}, 0.16 * (number + 1)
        row.append(
            key(
                0.36,
                at=(0.1 * x[other], 0.84, z - 0.1),
                roll=14 * x[other],
                tilt=-8 * x[other],
                pitch=6 + 8 * (number % 3),
                twist=12 * x[step],
                **{
                    f"{step}_foot": (0.19 * x[step], 0, z),
                    step: (0.42 * x[step], 0.3, 0.16),
                    other: (0.42 * x[other], 0.46, 0.14),
                },
            )
        )
    return tuple(row)


STAGES = (
    Stage(
        "vampire rising",
        (
            key(0, at=(0, 0.13, 0), pitch=-90, **feet(0.07, z=0.86, y=-0.02, down=-65),
                main=(-0.1, 0.08, 0.23), off=(0.1, 0.02, 0.27), **elbows(1, -0.6, -0.3)),
            key(0.8),
            key(1.0, at=(0, 0.13, 0.08), pitch=-6, bend=4),
            key(0.7),
            key(0.35, look=50),
            key(0.35, look=-50),
            key(0.4, look=0),
            key(0.6, **both(0.2, 0.14, 0.5), bend=10, **elbows(1, -0.6, 0), main_hand=(0, -0.3, 1),
                off_hand=(0, -0.3, 1)),
            key(0.9),
        ),
        (
            ("rise", "from a coffin like a vampire, arms crossed on the chest"),
            ("sit", "up stiffly out of a grave"),
            ("wake", "in the coffin and *reach out"),
        ),
        ("vampire rises from the coffin", "Dracula waking up"),
        who=("a vampire", "dracula", "a corpse"),
    ),
    Stage(
        "out of the grave",
        (
            key(0, at=(0, 0.12, 0), pitch=88, bend=0, nod=-10, **legs(0.12, -0.86, -0.06, down=60),
                **both(0.3, 0.05, 0.5, room=True), **elbows(1, -0.2, 0)),
            key(0.4),
            key(0.6, main_room=(0.22, 0.05, 0.9), nod=-50, bend=-14, tilt=-12),
            key(0.6, at=(0, 0.12, 0.16), off_room=(-0.22, 0.05, 1.05), tilt=14),
            key(0.7, at=(0, 0.5, 0.5), pitch=60, bend=10, tilt=0,
                **feet(0.14, z=0.05, y=0.0, down=75, out=5), **both(0.2, 0.08, 0.98, room=True)),
            key(0.8, at=(0, 0.74, 0.5), pitch=50, bend=40, nod=30, off_foot=(-0.16, 0, 0.55),
                off_toe=(0, 10), tilt=20, main=(0.34, -0.02, 0.42), off=(-0.34, -0.02, 0.42)),
            key(0.8, at=(0.05, 0.9, 0.6), main_foot=(0.2, 0, 0.62), main_toe=(0, 30), pitch=8, bend=16,
                tilt=22, nod=16, **both(0.18, 0.06, 0.46), main_hand=(0, -1, 0.6), off_hand=(0, -1, 0.6)),
            key(0.7, tilt=-14, at=(-0.05, 0.9, 0.6), look=20),
        ),
        (
            ("crawl", "out of the grave and *rise like a zombie, arms in front"),
            ("creep", "along the floor, then *get up as a zombie"),
            ("rise", "from the dead"),
        ),
        ("zombie rising from the grave", "undead spawn"),
        who=("a zombie", "a skeleton"),
        shakes=3.0,
    ),
    Stage(
        "statue",
        (
            key(0, main_foot=(0.14, 0, -0.12), off_foot=(-0.1, 0, 0.2), at=(0.03, 0.93, 0), turn=15,
                main=(0.26, 0.64, 0.08), main_elbow=(1, 0, 0.2), off=(-0.24, -0.24, 0.02),
                off_elbow=(-1, 0, -0.7), look=30, nod=-16),
            key(1.3),
            key(0.12, look=0, nod=0),
            key(0.5),
            key(0.12, look=-40),
            key(0.4),
            key(0.15, main=(0.46, 0.34, 0.2), look=-20),
            key(0.35),
            key(0.2, main=(0.3, 0.02, 0.4), nod=30, look=20, main_hand=(0, 0.6, 1)),
            key(0.5),
            key(0.2, off=(-0.3, 0.02, 0.4), look=-20, off_hand=(0, 0.6, 1), off_elbow=(-0.5, -1, -0.2),
                main_elbow=(0.5, -1, -0.2)),
            key(0.5),
            key(0.3, main_foot=(0.14, 0, 0.3), at=(0.03, 0.9, 0.22), nod=0, look=0),
            key(0.5, **both(0.5, 0.1, 0.2)),
        ),
        (
            ("stand", "frozen like a statue with one arm up, then *come alive in jerks"),
            ("come", "to life from a pedestal, looking at the hands"),
            ("play", "a living statue"),
        ),
        ("statue comes alive", "living statue"),
        who=("a statue", "a street performer"),
        shakes=3.0,
    ),
    Stage(
        "puppet dance",
        (
            key(0, at=(0, 0.84, 0), pitch=6, bend=30, nod=40, **both(0.3, -0.34, 0.15),
                **feet(0.12, down=20)),
            key(0.6),
            key(0.25, at=(0, 0.98, 0), bend=0, nod=-10, pitch=0, **_STRUNG, **feet(0.12, down=40)),
            *(
                part
                for k in range(4)
                for part in (
                    key(0.3, at=(0.08, 0.96, 0), roll=10, tilt=-16, look=20, main=(0.5, 0.3, 0.16),
                        off=(-0.36, -0.2, 0.16), main_leg=(0.2, -0.5, 0.3), main_toe=(60, 20),
                        off_foot=(-0.08, 0, 0), off_toe=(40, 10)),
                    key(0.3, at=(-0.08, 0.96, 0), roll=-10, tilt=16, look=-20, off=(-0.5, 0.3, 0.16),
                        main=(0.36, -0.2, 0.16), off_leg=(-0.2, -0.5, 0.3), off_toe=(60, 20),
                        main_foot=(0.08, 0, 0), main_toe=(40, 10)),
                )
            ),
            key(0.35, at=(0, 0.6, -0.05), roll=0, tilt=0, look=0, pitch=24, bend=50, nod=40,
                **both(0.34, -0.3, 0.2), main_hand=None, off_hand=None, **feet(0.14, out=30)),
            key(0.6),
        ),
        (
            ("dance", "like a puppet on strings, then *collapse"),
            ("jerk", "arms and legs like a marionette"),
            ("hang", "slack and *get pulled up by strings"),
        ),
        ("marionette dance", "string puppet, strings cut"),
        who=("a puppet", "a marionette", "Pinocchio"),
        shakes=4.0,
    ),
    Stage(
        "first steps",
        (
            key(0, at=(0, 0.85, 0), pitch=10, bend=-4, **feet(0.19, out=20), **both(0.42, 0.34, 0.14),
                **elbows(1, -0.6, -0.2)),
            key(0.4),
            *_toddles(6),
            key(0.4, at=(0, 0.82, 0.84), pitch=-6, roll=0, tilt=0, twist=0, **both(0.5, 0.42, 0.1),
                **feet(0.19, z=0.96, out=20)),
            key(0.35, at=(0, 0.5, 0.66), pitch=16, bend=20, nod=6, **both(0.45, 0.1, 0.34)),
            key(0.3, at=(0, 0.14, 0.52), pitch=-12, bend=16, nod=-14, **both(0.42, 0.3, 0.2)),
            key(0.35, pitch=-4, nod=20, **both(0.3, -0.1, 0.3)),
            key(0.9),
        ),
        (
            ("take", "a toddler's first steps, arms up, and *fall on the bottom"),
            ("learn", "to walk, wobbling with the arms in the air"),
            ("toddle", "a few wobbly steps and *sit down hard"),
        ),
        ("toddler first steps", "baby learning to walk, falls on bottom"),
        who=("a toddler", "a baby"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "ghost drift",
        (
            key(0, at=(0, 0.96, 0), nod=20, bend=6, **feet(0.05), **both(0.2, 0.12, 0.5),
                **elbows(1, -0.2, 0), main_hand=(0, -1, 0.4), off_hand=(0, -1, 0.4)),
            key(0.8, at=(0, 1.26, 0.1), nod=4, bend=0, **legs(0.05, -0.88, -0.06, down=50)),
            *(
                key(0.75, at=(0.24 * s, 1.24 + 0.08 * (k % 2), 0.5 * k), turn=18 * s, roll=6 * s, tilt=-6 * s,
                    pitch=4, main=(0.22, 0.12 + 0.14 * s, 0.48), off=(-0.22, 0.12 - 0.14 * s, 0.48),
                    look=-14 * s, **legs(0.05, -0.88, -0.08 - 0.06 * (k % 2), down=55))
                for k, s in enumerate((1, -1, 1, -1), start=1)
            ),
            key(0.35, **both(0.42, 0.56, 0.24), bend=-12, pitch=-4, roll=0, tilt=0, turn=0, look=0, nod=10,
                main_hand=(0.1, 0.4, 1), off_hand=(-0.1, 0.4, 1), at=(0, 1.42, 2.5)),
            key(0.4, **both(0.44, 0.42, 0.34), bend=10, nod=-10, at=(0, 1.3, 2.7)),
            key(0.5),
        ),
        (
            ("drift", "over the ground like a ghost with hanging hands"),
            ("float", "along as a ghost and *scare somebody"),
            ("haunt", "a place, gliding without steps"),
        ),
        ("ghost float", "ghost drifting, boo"),
        who=("a ghost", "a spirit"),
        shakes=3.0,
    ),
    Stage(
        "monster walk",
        (
            key(0, at=(0, 0.88, 0), pitch=4, bend=8, nod=6, **feet(0.22, out=15),
                **both(0.46, 0.42, 0.26), **elbows(1, -0.4, -0.1), main_hand=(0, 0.2, 1),
                off_hand=(0, 0.2, 1)),
            *(
                part
                for k in range(3)
                for z in (0.7 * k,)
                for part in (
                    key(0.5, main_leg=(0.22, -0.36, 0.36), main_toe=(-10, 15), at=(-0.16, 0.94, z + 0.06),
                        roll=-14, tilt=-4, pitch=-6, main=(0.44, 0.56, 0.22), off=(-0.5, 0.3, 0.3)),
                    key(0.16, main_foot=(0.24, 0, z + 0.35), main_toe=(0, 15), at=(0.06, 0.78, z + 0.24),
                        roll=6, tilt=0, pitch=10, main=(0.48, 0.34, 0.34)),
                    key(0.26, at=(0.1, 0.86, z + 0.3), pitch=4),
                    key(0.5, off_leg=(-0.22, -0.36, 0.36), off_toe=(-10, 15), at=(0.16, 0.94, z + 0.41),
                        roll=14, tilt=4, pitch=-6, off=(-0.44, 0.56, 0.22), main=(0.5, 0.3, 0.3)),
                    key(0.16, off_foot=(-0.24, 0, z + 0.7), off_toe=(0, 15), at=(-0.06, 0.78, z + 0.59),
                        roll=-6, tilt=0, pitch=10, off=(-0.48, 0.34, 0.34)),
                    key(0.26, at=(-0.1, 0.86, z + 0.65), pitch=4),
                )
            ),
        ),
        (
            ("stomp", "heavily like a giant monster, arms raised like claws"),
            ("walk", "like a giant, shaking the ground with each step"),
            ("tramp", "along like an ogre with big slow steps"),
        ),
        ("monster stomp walk", "giant walk, heavy steps", "ogre walk"),
        who=("a monster", "a giant", "an ogre", "a troll"),
        shakes=4.0,
    ),
)  # fmt: skip
