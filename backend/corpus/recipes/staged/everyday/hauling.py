"""Staged labour with a weight: logs split, a barrow wheeled, a heavy box lifted and carried away."""

from ..stage import Stage, both, elbows, feet, key

# Keys by the line, not by the value.
# fmt: off
_BARROW = {**both(0.27, -0.34, 0.13), **elbows(0.5, -0.2, -1), "main_hand": None, "off_hand": None}
_BOX = {**both(0.2, -0.16, 0.28), **elbows(1, -0.6, -0.6), "main_hand": (-0.2, -0.3, 1),
        "off_hand": (0.2, -0.3, 1)}


def _wheeled(count, long=0.36):
    """Short strong steps behind a barrow, its weight over to the one side and to the other."""
    row = []
    for k in range(count):
        step, other, x = (("main", "off", 1), ("off", "main", -1))[k % 2]
        z = long * (k + 1)
        row.append(
            key(0.4, at=(0.03 * x, 0.88 + 0.02 * (k % 2), z - 0.3 * long), pitch=24, bend=12, nod=-22,
                tilt=7 * x, roll=3 * x, **_BARROW,
                **{f"{step}_foot": (0.11 * x, 0, z), f"{step}_toe": (0, 10), f"{other}_toe": (34, 10)})
        )  # fmt: skip
    return tuple(row)


def _lugged(count, long=0.38):
    """Short heavy steps of who leans back from what the arms hold, rocking from foot to foot."""
    row = []
    for k in range(count):
        step, other, x = (("main", "off", 1), ("off", "main", -1))[k % 2]
        z = long * (k + 1)
        row.append(
            key(0.42, at=(0.05 * x, 0.88, z - 0.5 * long), pitch=-9, bend=-12, nod=4, roll=4 * x,
                tilt=-6 * x, **{f"{step}_foot": (0.15 * x, 0, z), f"{step}_toe": (0, 20),
                f"{other}_toe": (22, 20)})
        )  # fmt: skip
    return tuple(row)


STAGES = (
    Stage(
        "axe",
        (
            key(0, **feet(0.25, out=18), at=(0, 0.87, -0.02), pitch=20, bend=18, nod=-4,
                main=(0.1, -0.22, 0.34), off=(-0.02, -0.3, 0.26), **elbows(1, -0.6, 0)),
            # The upper hand slides up to the blade, then down again to the other one.
            key(0.36, at=(0.05, 0.92, 0.0), pitch=6, bend=2, twist=22, main=(0.36, 0.12, 0.3),
                off=(0.08, -0.18, 0.32), nod=6),
            key(0.3, at=(0, 0.95, 0.07), pitch=-7, bend=-16, twist=4, main=(0.08, 0.66, 0.06),
                off=(-0.03, 0.62, 0.1), **elbows(1, 0.3, 0.4), nod=-4, main_toe=(14, 18), off_toe=(14, 18)),
            key(0.16, at=(0, 0.95, 0.09), bend=-20, main=(0.07, 0.62, -0.08), off=(-0.02, 0.64, 0.0)),
            key(0.17, at=(0, 0.86, 0.0), pitch=18, bend=14, twist=0, main=(0.06, 0.5, 0.34),
                off=(-0.03, 0.44, 0.32), main_toe=(0, 18), off_toe=(0, 18)),
            key(0.17, at=(0, 0.7, -0.12), pitch=48, bend=36, main=(0.06, -0.06, 0.46),
                off=(-0.03, -0.13, 0.4), **elbows(1, -0.6, 0), nod=-18),
            key(0.1, at=(0, 0.72, -0.12), pitch=45, bend=33, main=(0.06, 0.0, 0.46), nod=-10),
            key(0.26, main=(0.06, -0.04, 0.45)),
            # Out of the wood with a jerk.
            key(0.16, at=(0, 0.76, -0.14), pitch=40, bend=26, main=(0.08, -0.12, 0.36),
                off=(-0.02, -0.2, 0.3)),
            key(0.24, at=(0, 0.85, -0.04), pitch=22, bend=20, nod=-4),
        ),
        (
            ("swing", "an axe"),
            ("chop", "wood"),
            ("chop", "wood with an axe"),
            ("split", "a log with an axe"),
            ("bring", "an axe down from over the head"),
            ("hew", "at a log with an axe, both hands swung from high over the head"),
        ),
        ("chopping wood", "axe chop", "axe swing", "splitting logs with an axe"),
        who=("a lumberjack", "a woodcutter"),
        loop=(1, 9),
        times=(2, 3),
        shakes=5.0,
        takes=4,
    ),
    Stage(
        "wheelbarrow",
        (
            key(0, **feet(0.13), at=(0, 0.94, 0), nod=20, **both(0.25, -0.35, 0.06)),
            key(0.5, at=(0, 0.58, -0.06), pitch=42, bend=22, main_room=(0.3, 0.4, 0.1),
                off_room=(-0.3, 0.4, 0.1), **elbows(0.6, 0, -1), main_toe=(16, 10), off_toe=(16, 10), nod=0),
            key(0.2, at=(0, 0.56, -0.06), nod=-16),
            key(0.5, at=(0, 0.9, 0), pitch=12, bend=6, **_BARROW, main_toe=(0, 10), off_toe=(0, 10)),
            key(0.16, at=(0, 0.87, 0.06), pitch=22, bend=10, nod=-20),
            *_wheeled(7),
        ),
        (
            ("push", "a wheelbarrow"),
            ("push", "a loaded wheelbarrow, arms straight down"),
            ("wheel", "a barrow along"),
            ("lift", "the handles of a wheelbarrow and *push it along"),
            ("take", "hold of a wheelbarrow and *walk off with it"),
        ),
        ("pushing a wheelbarrow", "wheelbarrow walk", "wheeling a barrow"),
        who=("a bricklayer", "a gardener"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "heavy box",
        (
            key(0, **feet(0.16, out=14), at=(0, 0.94, -0.02), nod=22, bend=4),
            key(0.25, at=(0, 0.95, -0.02), bend=-4, nod=14, **both(0.28, -0.28, 0.12)),
            key(0.55, at=(0, 0.46, -0.14), pitch=40, bend=26, nod=-2, main_room=(0.27, 0.2, 0.4),
                off_room=(-0.27, 0.2, 0.4), **elbows(1, -0.2, 0), main_toe=(10, 20), off_toe=(10, 20),
                main_hand=(0, -0.5, 1), off_hand=(0, -0.5, 1)),
            # Gripped at both sides; a first pull that does not do.
            key(0.16, main_room=(0.21, 0.14, 0.4), off_room=(-0.21, 0.14, 0.4)),
            key(0.2, at=(0, 0.52, -0.16), bend=34, nod=14),
            key(0.2, at=(0, 0.46, -0.14), bend=28, nod=-8),
            key(0.7, at=(0, 0.8, -0.1), pitch=24, bend=10, nod=0, **_BOX | both(0.2, -0.34, 0.28),
                main_toe=(0, 20), off_toe=(0, 20)),
            # Hitched up on the belly.
            key(0.3, at=(0, 0.84, -0.08), pitch=4, bend=0),
            key(0.2, at=(0, 0.95, -0.1), pitch=-8, bend=-14, nod=-4, **_BOX),
            key(0.16, at=(0, 0.9, -0.08)),
            *_lugged(6),
        ),
        (
            ("lift", "a heavy box from the floor and *carry it away"),
            ("squat", "down, *pick up a heavy box and *walk off with it, leaning back"),
            ("pick", "a heavy crate up off the ground with both hands and *carry it"),
            ("heave", "a heavy box up from the floor and *lug it along"),
        ),
        ("lifting a heavy box and carrying it", "pick up heavy box, carry", "heavy lifting, crate"),
        who=("a mover", "a worker"),
        shakes=4.0,
        takes=3,
    ),
)  # fmt: skip
