"""Who cannot help it: tickled, choking."""

from .keyed import Whole, key

_CLAMPED = {"main": (0.17, -0.16, 0.2), "off": (-0.17, -0.16, 0.2), "main_elbow": (0.25, -1, -0.3),
            "off_elbow": (-0.25, -1, -0.3)}  # fmt: skip
_THROAT = {"main": (0.05, 0.15, 0.175), "off": (-0.05, 0.13, 0.18), "main_elbow": (1, -0.5, 0.3),
           "off_elbow": (-1, -0.5, 0.3)}  # fmt: skip

SUFFERING = (
    Whole(
        "tickled",
        (
            key(0),
            key(0.2),
            key(0.25, **_CLAMPED, side=26, twist=20, bend=-4, nod=-34, at=(0.05, -0.08, 0), tilt=14),
            key(0.35, side=-32, twist=-30, bend=12, nod=-20, at=(-0.08, -0.1, -0.03), tilt=-14, main_toe=20),
            key(0.35, side=32, twist=34, bend=0, nod=-36, at=(0.1, -0.06, 0), main_toe=0, off_toe=30,
                main_foot=(0.12, 0, 0)),
            key(0.35, side=-30, twist=-36, bend=16, pitch=6, nod=-18, at=(-0.06, -0.14, -0.05), off_toe=0,
                off_foot=(-0.1, 0, -0.1), main_toe=25),
            key(0.35, side=32, twist=30, bend=-2, pitch=0, nod=-38, at=(0.12, -0.08, 0), main_toe=0),
            key(0.35, side=-32, twist=-30, bend=14, pitch=4, nod=-24, at=(-0.06, -0.14, -0.05), off_toe=20),
            key(0.35, side=28, twist=24, bend=0, pitch=0, nod=-34, at=(0.06, -0.1, 0), off_toe=0),
            key(0.4, side=-14, twist=-16, bend=20, nod=-10, at=(0, -0.12, -0.04)),
        ),
        (
            ("get", "tickled and *squirm"),
            ("squirm", "and *wriggle from being tickled"),
            ("writhe", "with laughter, elbows pressed to the sides"),
            ("twist", "and *squirm, ticklish"),
        ),
        ("tickled", "squirming, being tickled", "ticklish"),
        who=("a child", "a girl"),
    ),
    Whole(
        "choking",
        (
            key(0),
            key(0.3),
            key(0.35, **_THROAT, nod=-16, bend=10),
            key(0.35, bend=30, nod=6, at=(0, -0.08, -0.03)),
            key(0.3, bend=6, nod=-26, side=10, at=(0.04, -0.05, -0.04), main_foot=(0.06, 0, -0.2)),
            key(0.3, bend=38, nod=10, side=-8, at=(-0.02, -0.14, -0.08), off_foot=(-0.06, 0, -0.16)),
            key(0.3, bend=12, nod=-26, side=8, at=(0.03, -0.12, -0.08)),
            key(0.6, bend=34, nod=8, side=0, pitch=8, at=(0, -0.4, 0.46), main_toe=72, off_toe=72),
            key(0.35, bend=14, nod=-24, side=8),
            key(0.35, bend=42, nod=12, side=-6, at=(0, -0.42, 0.45)),
            key(0.35, bend=20, nod=-20, side=6),
            key(0.4, bend=44, nod=14, side=0),
        ),
        (
            ("choke", "with both hands at the throat"),
            ("choke", "and *sink to the knees"),
            ("grab", "the throat, unable to breathe"),
            ("suffocate", "holding the throat"),
        ),
        ("choking", "choking, hands at the throat", "suffocating"),
        who=("a diner", "a poisoned man"),
    ),
)  # fmt: skip
