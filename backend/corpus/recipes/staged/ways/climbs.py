"""Staged acts of who climbs, hangs and swings."""

from math import cos, radians, sin

from ..stage import Stage, both, elbows, key, legs

# Keys by the line, not by the value.
# fmt: off
_BAR = {**both(0.2, 2.0, 0.04, room=True), **elbows(1, 0, 0.3)}
_HOOKED = {"main_leg": (0.1, -0.42, -0.34), "off_leg": (-0.1, -0.42, -0.34), "main_toe": (50, 0),
           "off_toe": (50, 0)}
# Metres of a bar over the floor, of the knees that hang on it from the pelvis.
_HIGH, _THIGH = 2.04, 0.47


def _hung(degrees):
    """Where the pelvis is of who hangs on the bar by the knees, turned over by so many degrees."""
    a = radians(degrees)
    return {"at": (0, _HIGH + _THIGH * cos(a), _THIGH * sin(a)), "pitch": degrees}


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
            key(0, at=(0, 0.95, 0), main_foot=(0.11, 0, 0), off_foot=(-0.11, 0, 0), **_BAR, nod=-24),
            key(0.3),
            key(0.35, at=(0, 1.25, -0.05), pitch=-20, bend=10, main_leg=(0.1, -0.45, 0.4),
                off_leg=(-0.1, -0.45, 0.4), main_toe=(40, 0), off_toe=(40, 0), nod=0),
            key(0.35, at=(0, 1.5, 0.0), pitch=-60, bend=30, main_leg=(0.1, -0.2, 0.45),
                off_leg=(-0.1, -0.2, 0.45)),
            key(0.35, at=(0, 1.66, -0.02), pitch=-80, bend=40, main_leg=(0.1, -0.28, 0.355),
                off_leg=(-0.1, -0.28, 0.355)),
            key(0.15),
            key(0.6, **_hung(-168), **_HOOKED, **both(0.3, 0.62, 0.1), bend=0, nod=-10),
            *(
                part
                for _ in range(3)
                for part in (
                    key(0.6, **_hung(-150), bend=-14, **both(0.36, 0.54, 0.14), nod=-20),
                    key(0.6, **_hung(-208), bend=14, **both(0.4, 0.5, 0.1), nod=10),
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
