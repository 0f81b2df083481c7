"""Staged stunts: walls, beams, gaps, slides and rolls."""

from ..stage import Stage, both, elbows, feet, key, legs


# Keys by the line, not by the value.
# fmt: off
def _vaults(count, far):
    """Keys of a short run, hands put on a back and the legs flung apart over it, `far` metres each time."""
    row = []
    for k in range(count):
        z = far * k
        row += [
            key(0.24, off_foot=(-0.12, 0, z + 0.36), off_toe=(0, 10), at=(0, 0.88, z + 0.24), pitch=12,
                bend=0,
                **both(0.3, -0.1, 0.3)),
            key(0.24, **feet(0.12, z=z + 0.62), at=(0, 0.76, z + 0.58), pitch=30, **both(0.26, 0.16, 0.42)),
            key(0.24, at=(0, 1.16, z + 0.84), pitch=56, bend=14, **both(0.14, 0.92, z + 1.24, room=True),
                main_leg=(0.5, -0.52, -0.12), off_leg=(-0.5, -0.52, -0.12), main_toe=(30, 0), off_toe=(30, 0),
                nod=-30),
            key(0.22, at=(0, 1.36, z + 1.12), pitch=40, bend=20, main_leg=(0.74, -0.3, 0.16),
                off_leg=(-0.74, -0.3, 0.16)),
            key(0.2, at=(0, 1.32, z + 1.42), pitch=14, bend=6, **both(0.46, 0.3, 0.2)),
            key(0.18, at=(0, 1.12, z + 1.68), pitch=4, main_leg=(0.3, -0.72, 0.2), off_leg=(-0.3, -0.72, 0.2),
                main_toe=(0, 0), off_toe=(0, 0)),
            key(0.2, at=(0, 0.74, z + 1.86), **feet(0.15, z=z + 1.9), pitch=20, bend=8, **both(0.4, 0, 0.2),
                nod=0),
        ]  # fmt: skip
    return tuple(row)


STAGES = (
    Stage(
        "beam walk",
        (
            key(0, at=(0, 0.93, 0), **both(0.68, 0.14, 0.02), **elbows(0, -1, -0.3), nod=14,
                main_foot=(0.02, 0, -0.2),
                off_foot=(-0.02, 0, 0.1), main_toe=(0, 0), off_toe=(0, 0)),
            *(
                part
                for k in range(3)
                for part in (
                    key(0.6, main_foot=(0.02, 0, 0.6 * k + 0.4), at=(-0.02, 0.93, 0.6 * k + 0.2), tilt=-8,
                        roll=-3,
                        main=(0.64, 0.34, 0.02), off=(-0.66, -0.04, 0.02)),
                    key(0.15),
                    key(0.6, off_foot=(-0.02, 0, 0.6 * k + 0.7), at=(0.02, 0.93, 0.6 * k + 0.5), tilt=8,
                        roll=3,
                        main=(0.66, -0.04, 0.02), off=(-0.64, 0.34, 0.02)),
                    key(0.15),
                )
            ),
        ),
        (
            ("walk", "along a narrow beam, arms spread"),
            ("balance", "on a tightrope, one foot before the other"),
            ("balance", "along a beam with the arms out"),
        ),
        ("balance beam walk", "tightrope walk, arms out"),
        who=("a tightrope walker", "a gymnast"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "squeeze through",
        (
            key(0, at=(0, 0.92, 0), look=60, **both(0.42, -0.1, 0.12), **elbows(0.4, -1, -0.2), bend=-6),
            *(
                part
                for k in range(3)
                for part in (
                    key(0.45, main_foot=(0.36 * k + 0.4, 0, 0), at=(0.36 * k + 0.2, 0.9, 0), tilt=10,
                        twist=-6,
                        main=(0.6, 0.1, 0.16), off=(-0.46, -0.06, 0.14), bend=-12, look=76),
                    key(0.2),
                    key(0.55, off_foot=(0.36 * k + 0.22, 0, 0), at=(0.36 * k + 0.34, 0.93, 0), tilt=-4,
                        twist=4,
                        main=(0.56, -0.1, 0.16), off=(-0.4, -0.2, 0.12), bend=-4),
                    key(0.15),
                )
            ),
        ),
        (
            ("squeeze", "sideways through a narrow gap"),
            ("edge", "sideways along a wall, flat against it"),
            ("sidle", "through a tight crack, step by step"),
        ),
        ("squeezing through a gap", "sidling along a narrow ledge"),
        who=("an explorer", "a thief"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "flat to the wall",
        (
            key(0, at=(0, 0.93, 0.12), main_foot=(0.12, 0, 0.12), off_foot=(-0.12, 0, 0.18)),
            key(0.3, at=(0, 0.9, 0.05), nod=4),
            key(0.3, at=(0, 0.92, -0.22), main_foot=(0.16, 0, -0.1), off_foot=(-0.14, 0, 0.0), bend=-10,
                nod=-12, **both(0.6, 0.02, -0.1),
                **elbows(0, -1, -0.2), main_hand=(0.8, -0.6, 0), off_hand=(-0.8, -0.6, 0)),
            key(0.6),
            key(0.35, look=76, nod=0),
            key(0.7),
            key(0.4, look=-76),
            key(0.8),
        ),
        (
            ("press", "back against a wall, arms spread flat"),
            ("flatten", "against a wall and *look both ways"),
            ("step", "back and *press flat to a wall, hiding"),
        ),
        ("back against the wall", "pressed flat to a wall, hiding"),
        who=("a spy", "a fugitive"),
        takes=2,
    ),
    Stage(
        "slide under",
        (
            key(0, at=(0, 0.9, 0), pitch=16, main=(0.24, -0.1, 0.3), off=(-0.26, -0.2, -0.2),
                main_foot=(0.1, 0, -0.3),
                off_foot=(-0.1, 0, 0.2)),
            key(0.28, main_foot=(0.1, 0, 0.75), at=(0, 0.88, 0.45), off=(-0.24, -0.1, 0.3),
                main=(0.26, -0.2, -0.2)),
            key(0.28, off_foot=(-0.1, 0, 1.4), at=(0, 0.8, 1.05), main=(0.24, -0.1, 0.3),
                off=(-0.26, -0.2, -0.2)),
            key(0.3, main_foot=(0.1, 0.08, 2.3), at=(0, 0.36, 1.65), pitch=-40, bend=20, main_toe=(-15, 10),
                off_leg=(-0.14, -0.34, 0.26),
                off_toe=(40, 0), main=(0.4, 0.2, 0.2), off=(-0.5, -0.1, -0.1), nod=20),
            key(0.22, at=(0, 0.19, 2.1), main_foot=(0.1, 0.06, 2.9), pitch=-66, bend=16, nod=34,
                off=(-0.5, 0.3, 0.0), main=(0.3, 0.3, 0.2)),
            key(0.6, at=(0, 0.19, 3.3), main_foot=(0.1, 0.06, 4.1)),
            key(0.3, at=(0, 0.3, 3.75), pitch=-20, bend=34, off_foot=(-0.12, 0, 3.72), off_toe=(50, 10),
                main_foot=(0.1, 0, 4.25),
                main_toe=(0, 10), nod=10, off=(-0.4, -0.3, 0.1)),
            key(0.35, at=(0, 0.72, 4.05), pitch=34, bend=14, main=(0.26, -0.2, -0.2), off=(-0.24, -0.1, 0.3)),
            key(0.3, off_foot=(-0.1, 0, 4.7), off_toe=(0, 10), at=(0, 0.88, 4.5), pitch=14, nod=0),
            key(0.3, main_foot=(0.1, 0, 4.75), at=(0, 0.93, 4.7), pitch=0, bend=0, main=(0.22, -0.34, 0.1),
                off=(-0.22, -0.34, 0.1)),
        ),
        (
            ("run", "and *slide on the back under an obstacle, then *get up"),
            ("slide", "feet first under a low barrier and *rise again"),
            ("slide", "along the ground under something"),
        ),
        ("slide under an obstacle", "running ground slide", "power slide under a bar"),
        who=("a parkour runner", "an action hero"),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "wall jump",
        (
            key(0, at=(0, 0.9, 0), pitch=14, main=(0.24, -0.1, 0.3), off=(-0.26, -0.2, -0.2)),
            key(0.28, main_foot=(0.1, 0, 0.6), at=(0, 0.84, 0.4), off=(-0.24, -0.1, 0.3),
                main=(0.26, -0.2, -0.2)),
            key(0.22, at=(0, 0.74, 0.66), off_leg=(-0.1, -0.6, -0.1), pitch=8),
            key(0.3, at=(0, 1.45, 1.0), main_leg=(0.1, -0.75, -0.2), off_leg=(-0.1, -0.36, 0.42),
                main_toe=(40, 0), off_toe=(-40, 0),
                pitch=-10, main=(0.3, 0.5, 0.2), off=(-0.3, 0.2, 0.3)),
            key(0.15, at=(0, 1.5, 1.08), off_leg=(-0.1, -0.3, 0.4)),
            key(0.3, at=(0, 1.9, 0.7), turn=-90, off_leg=(-0.14, -0.78, -0.1), main_leg=(0.12, -0.4, 0.3),
                pitch=10, main=(0.3, 0.56, 0.2),
                off=(-0.36, 0.4, 0.1), off_toe=(30, 0), main_toe=(10, 0)),
            key(0.3, at=(0, 1.5, 0.1), turn=-175, **legs(0.14, -0.72, 0.1, down=20), **both(0.44, 0.2, 0.2)),
            key(0.26, at=(0, 0.95, -0.25), main_foot=(-0.18, 0, -0.3), off_foot=(0.18, 0, -0.3),
                main_toe=(0, -170), off_toe=(0, 170),
                turn=-180),
            key(0.16, at=(0, 0.5, -0.25), pitch=36, bend=20, **both(0.36, -0.1, 0.3)),
            key(0.2),
            key(0.5, at=(0, 0.92, -0.28), pitch=2, bend=0, **both(0.24, -0.34, 0.1)),
        ),
        (
            ("jump", "against a wall, *push off with one foot and *land the other way round"),
            ("kick", "off a wall and *leap back"),
            ("do", "a wall jump"),
        ),
        ("wall jump", "wall kick off, parkour"),
        who=("a ninja", "a parkour runner"),
        shakes=7.0,
        takes=2,
    ),
    Stage(
        "side roll",
        (
            key(0, **feet(0.16), at=(0, 0.86, 0), **both(0.3, 0.0, 0.3)),
            key(0.3, at=(0.1, 0.46, -0.04), pitch=30, bend=30, nod=20, roll=16, **feet(0.18, down=20)),
            key(0.22, at=(0.45, 0.52, 0), roll=80, bend=44, nod=30, **legs(0.1, -0.27, 0.34, down=0),
                **both(0.2, 0.2, 0.32),
                **elbows(1, -0.2, 0.6)),
            key(0.22, at=(0.9, 0.6, 0), roll=180, pitch=10, nod=44),
            key(0.22, at=(1.35, 0.44, 0), roll=280, pitch=20),
            key(0.25, at=(1.75, 0.4, -0.04), roll=350, main_foot=(1.95, 0, 0), off_foot=(1.58, 0, 0),
                main_toe=(20, 10), off_toe=(20, 10),
                pitch=34, bend=26, **both(0.36, 0.0, 0.3), **elbows(0.5, -0.6, -0.6)),
            key(0.4, at=(1.78, 0.8, 0), roll=360, pitch=12, bend=6, nod=0, main_toe=(0, 10), off_toe=(0, 10)),
            key(0.6),
        ),
        (
            ("roll", "sideways to the {side} over the ground"),
            ("dodge", "with a roll to the {side} and *come up again"),
            ("do", "a sideways roll to the {side}"),
        ),
        ("side roll {side}", "dodge roll {side}", "roll to the {side}"),
        who=("a soldier", "a fighter"),
        shakes=7.0,
        takes=4,
    ),
    Stage(
        "hard landing",
        (
            key(0, at=(0, 2.5, 0), **legs(0.16, -0.7, 0.1, down=25), main=(0.5, 0.4, 0.1),
                off=(-0.5, 0.4, 0.1), pitch=6, nod=24),
            key(0.34, at=(0, 1.3, 0.06), **legs(0.16, -0.8, 0.08, down=15), main=(0.5, 0.5, 0.1),
                off=(-0.5, 0.5, 0.1)),
            key(0.12, **feet(0.2, z=0.1), at=(0, 0.86, 0.06), pitch=12),
            key(0.14, at=(0, 0.36, -0.02), pitch=44, bend=34, nod=20, **feet(0.22, z=0.1, out=20),
                **both(0.22, 0.09, 0.5, room=True)),
            key(0.14, at=(0, 0.32, -0.02)),
            key(0.7, at=(0, 0.38, 0), nod=0, pitch=40),
            key(0.5, at=(0, 0.5, 0.02), pitch=34, nod=-34, bend=22, **both(0.34, -0.1, 0.26)),
            key(0.3),
        ),
        (
            ("fall", "from high up and *land hard in a deep crouch"),
            ("land", "heavily from a great height, hands on the ground"),
            ("drop", "down from above and *land crouched"),
        ),
        ("hard landing", "landing from a high fall into a crouch"),
        who=("a super hero", "a parkour runner"),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "leapfrog",
        (
            key(0, at=(0, 0.9, 0), nod=8),
            *_vaults(2, 1.9),
            key(0.5, at=(0, 0.93, 3.86), pitch=0, bend=0, **both(0.26, -0.32, 0.1)),
            key(0.1),
        ),
        (
            ("leap", "over somebody's back with straddled legs"),
            ("play", "leapfrog: hands on the back and over"),
            ("vault", "over a low thing with the legs apart"),
        ),
        ("leapfrog", "straddle vault"),
        who=("a child",),
        shakes=6.0,
        takes=2,
    ),
)
