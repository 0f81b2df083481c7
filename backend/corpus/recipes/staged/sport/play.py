"""Staged acts of gym hall, circus and playground: a roundoff, one wheel, chalk squares, a slide."""

from ..stage import Stage, both, elbows, feet, key, legs

_SLACK = {**both(0.26, -0.36, 0.06), **elbows(0.5, -0.6, -0.6)}
_HIGH = {**both(0.2, 0.66, 0.02), **elbows(1, 0, 0.3)}
_FLAT = {"main_hand": (0, 0, 1), "off_hand": (0, 0, 1), **elbows(0.8, -0.6, 0)}
# Metres of a unicycle's hub over the floor.
_HUB = 0.44


def _pedals(count):
    """Keys of quarters of a wheel below the seat, the arms balancing, who rides it tipping to and fro."""
    row = []
    for number in range(count):
        across, up = ((1, 0), (0, 1), (-1, 0), (0, -1))[number % 4]
        z, sway = 0.2 + 0.2 * (number + 1), (1, 0.3, -1, -0.3)[number % 4]
        row.append(
            key(
                0.22,
                at=(0.03 * sway, 1.34, z),
                roll=8 * sway,
                pitch=6 + 9 * (1 - 2 * (number // 2 % 2)),
                tilt=-10 * sway,
                main=(0.64, 0.18 - 0.3 * sway, 0.1),
                off=(-0.64, 0.18 + 0.3 * sway, 0.1),
                main_foot=(0.1, _HUB - 0.19 * across, z - 0.19 * up),
                off_foot=(-0.1, _HUB + 0.19 * across, z + 0.19 * up),
                main_toe=(10, 0),
                off_toe=(10, 0),
            )
        )
    return tuple(row)


def _squares(pattern, step=0.42):
    """Keys of hops from square to square: "1" on the off foot, "2" on both feet apart."""
    row = []
    for number, kind in enumerate(pattern):
        z = step * (number + 1)
        arms = both(0.5, 0.06, 0.12) if kind == "2" else both(0.4, -0.12, 0.2)
        air = {"at": (-0.06 if kind == "1" else 0, 1.12, z - step / 2), "pitch": 6, **both(0.5, 0.16, 0.1)}
        if kind == "2":
            row += [
                key(0.2, **air, **legs(0.2, -0.74, -0.02, down=40)),
                key(0.17, at=(0, 0.8, z), pitch=12, **feet(0.27, z=z), **arms),
                key(0.16, at=(0, 0.78, z + 0.03)),
            ]
        else:
            row += [
                key(0.2, **air, main_leg=(0.1, -0.5, -0.3), main_toe=(40, 0),
                    off_leg=(-0.02, -0.78, 0.04), off_toe=(40, 0)),
                key(0.17, at=(-0.06, 0.84, z), pitch=14, off_foot=(-0.07, 0, z), off_toe=(0, 10),
                    main_leg=(0.1, -0.42, -0.36), **arms),
                key(0.16, at=(-0.06, 0.8, z + 0.03)),
            ]  # fmt: skip
    return tuple(row)


STAGES = (
    Stage(
        "roundoff",
        (
            key(0, **_SLACK),
            key(0.4, **_HIGH, off_foot=(-0.11, 0, 0.3), main_toe=(30, 10), at=(0, 0.93, 0.15)),
            key(0.35, main_foot=(0.1, 0, 0.85), main_toe=(0, 10), at=(0, 0.78, 0.68), pitch=30,
                off_toe=(40, 10)),
            key(0.28, at=(0, 0.86, 0.9), pitch=115, turn=25, main_room=(0.16, 0.07, 1.28), **_FLAT,
                off=(-0.2, 0.62, 0.15), off_leg=(-0.1, -0.84, -0.15), off_toe=(45, 0),
                main_toe=(30, 0), nod=-20),
            key(0.13, at=(0, 0.99, 1.15), pitch=146, turn=55, off_room=(-0.04, 0.07, 1.76),
                main_leg=(0.12, -0.74, 0.2), off_leg=(-0.2, -0.84, -0.1)),
            key(0.16, at=(0, 1.08, 1.45), pitch=174, turn=90, nod=-30,
                main_leg=(0.25, -0.82, 0.05), off_leg=(-0.25, -0.82, 0.0), main_toe=(50, 0)),
            key(0.25, at=(0, 1.02, 1.75), pitch=140, turn=180, **legs(0.06, -0.76, 0.42, down=40)),
            key(0.25, at=(0, 0.76, 2.15), pitch=42, main_foot=(-0.1, 0, 2.3), off_foot=(0.1, 0, 2.3),
                main_toe=(0, 180), off_toe=(0, -180), **both(0.26, 0.5, 0.35)),
            key(0.3, at=(0, 1.16, 2.4), pitch=-4, nod=0, **legs(0.08, -0.86, 0.0, down=45), **_HIGH),
            key(0.3, at=(0, 0.8, 2.5), pitch=12, main_foot=(-0.1, 0, 2.5), off_foot=(0.1, 0, 2.5),
                main_toe=(0, 180), off_toe=(0, -180)),
            key(0.35, at=(0, 0.95, 2.5), pitch=0),
            key(0.2),
        ),
        (
            ("do", "a roundoff"),
            ("turn", "over on the hands like a cartwheel and *land on both feet, facing back"),
            ("do", "a gymnastics roundoff with a jump at the end"),
        ),
        ("roundoff, tumbling", "gymnastics roundoff"),
        who=("a gymnast", "a cheerleader"),
        shakes=5.0,
    ),
    Stage(
        "unicycle",
        (
            key(0, at=(0, 0.94, 0), main_foot=(0.11, 0, 0), off_foot=(-0.11, 0, 0.06),
                **both(0.4, -0.16, 0.2),
                nod=20),
            key(0.3, main_foot=(0.1, 0.34, 0.16), at=(0, 0.96, 0.05), **elbows(0.6, -0.6, -0.5)),
            key(0.4, at=(0, 1.34, 0.2), pitch=6, main_foot=(0.1, 0.25, 0.2), off_foot=(-0.1, 0.63, 0.2),
                **both(0.66, 0.14, 0.1), nod=0, main_toe=(10, 0), off_toe=(10, 0)),
            *_pedals(16),
        ),
        (
            ("ride", "a unicycle"),
            ("pedal", "along on one wheel with the arms spread for balance"),
            ("wobble", "on a unicycle, pedalling upright"),
        ),
        ("riding a unicycle", "unicycle, circus"),
        who=("a clown", "a circus artist"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "hopscotch",
        (
            key(0, **feet(0.11), at=(0, 0.93, 0), **_SLACK),
            key(0.3, at=(-0.05, 0.78, 0.02), pitch=16, **both(0.32, -0.25, -0.15)),
            *_squares("112121"),
            key(0.35, at=(0, 0.95, 2.52), pitch=0, **feet(0.12, z=2.52), **_SLACK),
        ),
        (
            ("play", "hopscotch"),
            ("hop", "forward on one leg, on both and on one again, from square to square"),
            ("jump", "through the chalk squares of hopscotch"),
        ),
        ("a game of hopscotch", "hopscotch, hopping forward on one foot and two"),
        who=("a girl", "a child", "a kid"),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "playground slide",
        (
            key(0, at=(0, 1.55, 0), pitch=-12, **legs(0.1, -0.2, 0.74, down=-30), **both(0.26, -0.26, 0.05),
                **elbows(0.8, 0, -0.8)),
            key(0.35),
            key(0.3, at=(0, 1.5, 0.2), pitch=14, bend=16, **both(0.28, -0.2, 0.2)),
            key(0.35, at=(0, 1.16, 0.75), pitch=-30, bend=8, **legs(0.1, -0.12, 0.76),
                **both(0.34, 0.6, 0.05), **elbows(1, 0, 0)),
            key(0.55, at=(0, 0.44, 2.0), pitch=-34),
            key(0.35, at=(0, 0.36, 2.7), pitch=-8, bend=6, **feet(0.14, z=3.2), **both(0.42, 0.0, 0.2),
                **elbows(1, -0.5, -0.3)),
            key(0.5, at=(0, 0.6, 2.98), pitch=38, bend=14),
            key(0.45, at=(0, 0.94, 3.2), pitch=0, bend=0, **_SLACK),
        ),
        (
            ("slide", "down a playground slide"),
            ("slide", "down sitting with the arms up, then *get up"),
            ("whizz", "down a slide, seated, hands in the air"),
        ),
        ("playground slide", "going down the slide"),
        who=("a child", "a kid", "a boy"),
        shakes=4.0,
        takes=2,
    ),
)  # fmt: skip
