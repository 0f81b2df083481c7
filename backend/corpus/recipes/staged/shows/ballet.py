"""Staged acts of ballet and figure skating: turns on one foot."""

from ..stage import Stage, both, elbows, key

_WIDE = {**both(0.66, 0.12, 0.16), **elbows(0.5, -0.5, -0.8)}
_RING = {**both(0.12, 0.02, 0.36), **elbows(1, -0.2, 0.1)}

STAGES = (
    Stage(
        "pirouette",
        (
            key(0, main_foot=(0.09, 0, -0.26), off_foot=(-0.06, 0, 0.16), main_toe=(0, 45),
                off_toe=(0, 30), at=(0, 0.93, 0), main=(0.12, 0.02, 0.36), off=(-0.64, 0.12, 0.12),
                **elbows(1, -0.2, 0.1)),
            key(0.5, at=(0, 0.78, 0.0), turn=-18),
            key(0.3, at=(-0.04, 1.04, 0.06), turn=120, off_leg=(-0.01, -0.86, -0.06), off_toe=(60, 0),
                main_leg=(0.03, -0.5, 0.1), main_toe=(55, 75), **_RING),
            key(0.3, turn=330),
            key(0.34, turn=560),
            key(0.4, turn=720),
            key(0.3, at=(0, 0.8, 0), main_foot=(0.14, 0, -0.34), off_foot=(-0.05, 0, 0.16),
                main_toe=(20, 40), off_toe=(0, 15), **_WIDE),
            key(0.7, at=(0, 0.86, 0)),
        ),
        (
            ("do", "a double pirouette"),
            ("spin", "on the toes of one foot, the other foot at the knee"),
            ("turn", "twice on one leg, a ballet pirouette"),
        ),
        ("ballet pirouette", "pirouette on pointe, double turn"),
        who=("a ballerina", "a ballet dancer"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "ice spin",
        (
            key(0, at=(-0.05, 1.0, 0), off_leg=(-0.02, -0.85, -0.07), off_toe=(0, 0),
                main_leg=(0.3, -0.7, -0.4), main_toe=(30, 20), **_WIDE, pitch=6),
            key(0.6, turn=220, at=(-0.03, 1.0, 0), main_leg=(0.3, -0.66, 0.34), pitch=0),
            key(0.45, turn=520, main_leg=(-0.05, -0.58, 0.2), main_toe=(40, 10), **_RING),
            key(0.45, turn=960, **both(0.09, 0.09, 0.24), main_leg=(-0.07, -0.7, 0.1)),
            key(0.45, turn=1420),
            key(0.45, turn=1860, main=(0.06, 0.62, 0.08), off=(-0.06, 0.62, 0.08)),
            key(0.5, turn=2160, **_WIDE, main_leg=(0.25, -0.74, -0.2)),
            key(0.5, turn=2200, at=(-0.05, 1.0, 0), main_leg=(0.12, -0.68, -0.52), pitch=10, bend=-14),
            key(0.4, turn=2206),
        ),
        (
            ("spin", "fast on the spot on one skate, the arms drawn in"),
            ("do", "a scratch spin on the ice"),
            ("whirl", "round and round on one leg, pulling the arms in, then *open them"),
        ),
        ("figure skating spin", "ice skater's spin"),
        who=("a figure skater", "an ice skater"),
        shakes=5.0,
        takes=2,
    ),
)  # fmt: skip
