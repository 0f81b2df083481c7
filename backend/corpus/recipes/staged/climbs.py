"""Staged acts of who climbs, hangs and swings."""

from .stage import Stage, both, elbows, key, legs

# Keys by the line, not by the value.
# fmt: off
_HANG = {**both(0.22, 2.1, 0.12, room=True), **elbows(1, -0.2, 0.2)}

STAGES = (
    Stage(
        "shimmy",
        (
            key(0, at=(0, 1.12, 0), **legs(0.1, -0.84, -0.06, down=40), **_HANG, nod=-20),
            *(
                part
                for k in range(3)
                for part in (
                    key(0.4, main_room=(0.3 * k + 0.56, 2.1, 0.12), at=(0.3 * k + 0.16, 1.15, 0), roll=12,
                        look=40,
                        **legs(0.1, -0.82, -0.06, down=40) | {"main_leg": (0.26, -0.78, -0.04)}),
                    key(0.12),
                    key(0.4, off_room=(0.3 * k + 0.08, 2.1, 0.12), main_room=(0.3 * k + 0.52, 2.1, 0.12),
                        at=(0.3 * k + 0.3, 1.1, 0),
                        roll=-8, **legs(0.1, -0.84, -0.06, down=40)),
                    key(0.12),
                )
            ),
        ),
        (
            ("hang", "from a ledge and *shimmy sideways to the {side}"),
            ("move", "hand over hand along a ledge, hanging"),
            ("shimmy", "along a ledge to the {side}"),
        ),
        ("ledge shimmy {side}", "hanging from a ledge, moving sideways"),
        who=("a climber", "an assassin"),
        shakes=4.0,
        takes=4,
    ),
    Stage(
        "rock climbing",
        (
            key(0, at=(0, 0.92, 0), **both(0.26, 1.7, 0.34, room=True), **elbows(1, -0.3, -0.3), nod=-24,
                main_foot=(0.2, 0.06, 0.2), off_foot=(-0.2, 0.16, 0.2),
                main_toe=(20, 40), off_toe=(20, 40)),
            *(
                part
                for k in range(3)
                for part in (
                    key(0.5, main_room=(0.3, 0.5 * k + 2.06, 0.34), off_foot=(-0.24, 0.5 * k + 0.46, 0.22),
                        at=(-0.05, 0.5 * k + 1.05, 0.0), roll=6, look=14),
                    key(0.3, at=(-0.03, 0.5 * k + 1.2, 0.04)),
                    key(0.5, off_room=(-0.28, 0.5 * k + 2.26, 0.34), main_foot=(0.24, 0.5 * k + 0.62, 0.22),
                        at=(0.05, 0.5 * k + 1.3, 0.0), roll=-6, look=-14),
                    key(0.3, at=(0.03, 0.5 * k + 1.42, 0.04)),
                )
            ),
        ),
        (
            ("climb", "up a rock wall"),
            ("climb", "a cliff, hand and foot by turns"),
            ("go", "up a climbing wall"),
        ),
        ("rock climbing", "climbing up a wall", "bouldering"),
        who=("a climber",),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "scramble up",
        (
            key(0, at=(0, 0.62, 0), pitch=58, bend=8, nod=-40, main_room=(0.22, 0.34, 0.62),
                off_room=(-0.22, 0.5, 0.82),
                main_foot=(0.14, 0, -0.3), off_foot=(-0.14, 0, 0.05), main_toe=(45, 10), off_toe=(30, 10)),
            *(
                part
                for k in range(4)
                for part in (
                    key(0.4, main_room=(0.22, 0.26 * k + 0.68, 0.5 * k + 1.06),
                        off_foot=(-0.14, 0.26 * k + 0.1, 0.5 * k + 0.3),
                        at=(0.03, 0.26 * k + 0.76, 0.5 * k + 0.26), roll=8, twist=-14, off_toe=(10, 10),
                        main_toe=(50, 10)),
                    key(0.4, off_room=(-0.22, 0.26 * k + 0.8, 0.5 * k + 1.3),
                        main_foot=(0.14, 0.26 * k + 0.22, 0.5 * k + 0.5),
                        at=(-0.03, 0.26 * k + 0.88, 0.5 * k + 0.5), roll=-8, twist=14, main_toe=(10, 10),
                        off_toe=(50, 10)),
                )
            ),
        ),
        (
            ("scramble", "up a steep slope on hands and feet"),
            ("climb", "a hillside on all fours"),
            ("crawl", "up a steep bank, hands and feet by turns"),
        ),
        ("scrambling up a slope", "steep climb on hands and feet"),
        who=("a hiker",),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "trapeze knees",
        (
            key(0, at=(0, 1.95, 0), pitch=180, main_leg=(0.12, -0.06, 0.02), off_leg=(-0.12, -0.06, 0.02),
                main_toe=(50, 0), off_toe=(50, 0), **both(0.16, 0.62, 0.06),
                **elbows(1, 0, 0.3)),
            *(
                part
                for _ in range(3)
                for part in (
                    key(0.7, at=(0, 2.0, 0.28), pitch=150, bend=-8, **both(0.34, 0.54, 0.1)),
                    key(0.7, at=(0, 2.0, -0.28), pitch=206, bend=8, **both(0.16, 0.62, 0.06)),
                )
            ),
        ),
        (
            ("hang", "upside down by the knees and *swing"),
            ("hang", "head down from a trapeze by the knees"),
            ("swing", "upside down from a bar, hanging by the knees"),
        ),
        ("hanging upside down by the knees", "trapeze, knee hang"),
        who=("a circus artist", "an acrobat"),
        shakes=5.0,
        takes=2,
    ),
)
