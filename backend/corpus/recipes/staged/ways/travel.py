"""Staged acts of getting about: up a rope, on a bicycle, on horseback, in water."""

from ..stage import Stage, both, elbows, key, legs

_SADDLE = {
    "main_foot": (0.34, 0.42, 0.1),
    "off_foot": (-0.34, 0.42, 0.1),
    "main_toe": (0, 15),
    "off_toe": (0, 15),
}


def _climbs(count):
    """Keys of a climb up a rope, hand over hand, the legs wound round it."""
    row = []
    for number in range(count):
        hand, other = (("main", "off"), ("off", "main"))[number % 2]
        y = 0.28 * number
        row += [
            key(
                0.35,
                at=(0, 0.85 + y, 0),
                pitch=8,
                **{f"{hand}_room": (0.03, 1.86 + y, 0.34), f"{other}_room": (0.03, 1.6 + y, 0.34)},
                main_leg=(0.02, -0.38, 0.34),
                off_leg=(-0.03, -0.42, 0.32),
            ),
            key(
                0.35,
                at=(0, 1.12 + y, 0.02),
                pitch=0,
                main_leg=(0.02, -0.74, 0.22),
                off_leg=(-0.03, -0.76, 0.2),
            ),
        ]
    return tuple(row)


def _turns(count):
    """Keys of pedals turned by seated feet, a quarter at a time."""
    row = []
    for number in range(count):
        across, up = ((0, 1), (1, 0), (0, -1), (-1, 0))[number % 4]
        row.append(
            key(
                0.14,
                at=(0.02 * up, 0.92, -0.14),
                roll=3 * up,
                main_foot=(0.12, 0.26 + 0.17 * up, 0.16 + 0.17 * across),
                off_foot=(-0.12, 0.26 - 0.17 * up, 0.16 - 0.17 * across),
                main_toe=(14, 0),
                off_toe=(14, 0),
            )
        )
    return tuple(row)


STAGES = (
    Stage(
        "climb rope",
        (
            key(0, at=(0, 0.85, 0), main_room=(0.03, 1.6, 0.34), off_room=(-0.03, 1.86, 0.34), nod=-35,
                main_leg=(0.02, -0.7, 0.2), off_leg=(-0.03, -0.72, 0.18), main_toe=(30, 0),
                off_toe=(30, 0), **elbows(1, -0.8, -0.1)),
            key(0.2),
            *_climbs(6),
        ),
        (
            ("climb", "a rope hand over hand"),
            ("climb", "up a rope, pulling the knees up"),
            ("go", "up a rope, hand over hand"),
        ),
        ("rope climb", "climbing up a rope"),
        who=("a sailor", "a gymnast", "a recruit"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "cycling",
        (
            key(0, at=(0, 0.92, -0.14), pitch=30, bend=24, nod=-36, main_foot=(0.12, 0.26, 0.33),
                off_foot=(-0.12, 0.26, -0.01), main_toe=(14, 0), off_toe=(14, 0),
                **both(0.24, -0.12, 0.46), **elbows(1, -0.6, -0.2), main_hand=(0, -0.2, 1),
                off_hand=(0, -0.2, 1)),
            *_turns(28),
        ),
        (
            ("ride", "a bike, pedaling"),
            ("pedal", "a bicycle, hands on the handlebars"),
            ("cycle", ""),
        ),
        ("cycling", "riding a bicycle", "bike pedaling loop"),
        who=("a cyclist", "a courier", "a kid on a bike"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "gallop",
        (
            key(0, at=(0, 1.0, 0), pitch=14, bend=6, nod=-12, **_SADDLE, **both(0.08, -0.12, 0.36),
                **elbows(1, -0.6, -0.4)),
            *(
                part
                for k in range(8)
                for part in (
                    key(0.16, at=(0, 1.13, 0.1), pitch=34, bend=12, nod=-34, **both(0.08, 0.0, 0.5),
                        look=10 * (k % 3 - 1)),
                    key(0.12, at=(0, 1.1, 0.06), pitch=24, bend=6, nod=-24, **both(0.08, -0.08, 0.46)),
                    key(0.1, at=(0, 0.95, -0.06), pitch=4, bend=16, nod=2, **both(0.08, -0.16, 0.3)),
                    key(0.12, at=(0, 0.98, -0.08), pitch=2, bend=4, nod=-8, **both(0.08, -0.1, 0.28)),
                )
            ),
        ),
        (
            ("ride", "a galloping horse, reins in both hands"),
            ("gallop", "on horseback"),
            ("ride", "a horse, bouncing in the saddle"),
        ),
        ("horse riding gallop", "riding a horse", "mounted gallop"),
        who=("a cowboy", "a rider", "a knight", "a jockey"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "swim",
        (
            key(0, at=(0, 1.0, 0), pitch=80, bend=-8, nod=-30, **both(0.12, 0.66, 0.02),
                **legs(0.08, -0.88, -0.05, down=60)),
            *(
                part
                for k in range(3)
                for part in (
                    key(0.5, at=(0, 1.0, 1.1 * k + 0.4), **both(0.62, 0.1, 0.14), **elbows(1, 0.2, -0.5),
                        pitch=70, nod=-50, **legs(0.08, -0.86, -0.05, down=60)),
                    key(0.4, at=(0, 1.04, 1.1 * k + 0.6), **both(0.14, -0.02, 0.3), **elbows(1, -0.3, 0),
                        pitch=62, **legs(0.28, -0.4, -0.12, down=10, out=40)),
                    key(0.4, at=(0, 0.98, 1.1 * k + 1.1), **both(0.12, 0.66, 0.02), pitch=84, nod=-20,
                        **legs(0.3, -0.8, -0.06, down=40, out=20)),
                    key(0.3, at=(0, 0.98, 1.1 * k + 1.4), **legs(0.08, -0.88, -0.05, down=60)),
                )
            ),
        ),
        (
            ("swim", "the breaststroke"),
            ("swim", "like a frog, arms and legs opening wide"),
            ("swim", "under water"),
        ),
        ("swimming, breaststroke", "underwater swim cycle"),
        who=("a swimmer", "a diver"),
        shakes=3.0,
        takes=2,
    ),
)  # fmt: skip
