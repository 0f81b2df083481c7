"""Acts on a seat at a table or at work: meals, writing, needles, reins."""

from functools import partial

from .act import Act, key
from .grips import ELBOWS_OUT, both

# Keys by the line, not by the value.
# fmt: off
_sat = partial(Act, kinds=("seat",), takes=1, folds=0.5)
_WRITES = {"main_palm": (-0.6, -1, 0), "off_palm": (0, -1, 0)}
ACTS = (
    _sat(
        "knit",
        (
            key(0, main=(0.1, -0.02, 0.28), off=(-0.1, -0.02, 0.28), **ELBOWS_OUT, nod=22, lean=6),
            *(
                part
                for _ in range(4)
                for part in (
                    key(0.2, main=(0.05, 0.06, 0.33), off=(-0.14, -0.06, 0.27), twist=-3, tilt=2),
                    key(0.14, main=(0.1, 0.0, 0.34), off=(-0.08, 0.0, 0.31)),
                    key(0.2, main=(0.17, -0.07, 0.26), off=(-0.05, 0.05, 0.33), twist=3, tilt=-2),
                )
            ),
            # The thread drawn after.
            key(0.4, main=(0.36, 0.16, 0.3), nod=12, look=18, twist=8),
            key(0.3, main=(0.1, -0.02, 0.3), off=(-0.1, -0.02, 0.28), nod=22, look=0, twist=0),
        ),
        (
            ("knit", "a scarf"),
            ("knit", "in an armchair"),
            ("sit", "and *work two knitting needles"),
        ),
        ("knitting",),
        who=("a granny", "an old woman"),
        loop=(1, 14),
    ),
    _sat(
        "sew",
        (
            key(0, main=(0.06, -0.02, 0.3), off=(-0.08, -0.06, 0.3), **ELBOWS_OUT, nod=26, lean=12),
            key(0.4, main=(-0.03, -0.04, 0.31)),
            key(0.6, main=(0.42, 0.32, 0.24), nod=14, look=16),
            key(0.2),
            key(0.5, main=(0.06, -0.02, 0.3), nod=26, look=0),
        ),
        (
            ("sew", "with needle and thread"),
            ("sew", "on a button, pulling the thread out wide"),
            ("pull", "a thread through cloth"),
        ),
        ("sewing", "stitching with a needle"),
        who=("a tailor", "a seamstress"),
        loop=(1, 4),
    ),
    _sat(
        "write",
        (
            key(0, main=(0.12, -0.05, 0.4), off=(-0.2, -0.05, 0.36), **_WRITES, lean=22, nod=22, tilt=-4),
            key(0.9, main=(0.24, -0.05, 0.42), look=10),
            key(0.35, main=(0.1, -0.06, 0.38), look=0),
            key(0.9, main=(0.22, -0.06, 0.4), look=10),
            key(0.5, main=(0.14, 0.17, 0.28), nod=-16, lean=4, main_palm=None, look=30),
            key(0.7),
            key(0.5, main=(0.12, -0.05, 0.4), main_palm=(-0.6, -1, 0), nod=22, lean=22, look=0),
        ),
        (
            ("write", "at a desk"),
            ("jot", "down notes at the desk, then *look up thinking"),
            ("sit", "and *write a letter"),
            ("sign", "papers at a desk"),
        ),
        ("writing at a desk", "taking notes"),
        shake={"main": ((0.012, 0.0, 0.008), 2.6)},
        loop=(1, 6),
    ),
    _sat(
        "eat soup",
        (
            key(0, main=(0.14, -0.2, 0.38), off=(-0.2, -0.18, 0.34), off_palm=(0, -1, 0), lean=10, nod=24),
            key(0.3, main=(0.04, -0.22, 0.36)),
            key(0.45, main=(0.06, 0.28, 0.22), main_elbow=(1, -0.5, 0), lean=22, nod=10),
            key(0.45, nod=4),
            key(0.45, main=(0.14, -0.2, 0.38), lean=10, nod=24),
        ),
        (
            ("eat", "soup with a spoon"),
            ("spoon", "soup at a table"),
            ("eat", "at a table, leaning over the plate"),
        ),
        ("eating soup", "eating with a spoon, seated"),
        loop=(1, 4),
    ),
    _sat(
        "knife and fork",
        (
            key(0, main=(0.11, -0.07, 0.36), off=(-0.11, -0.07, 0.36), **ELBOWS_OUT, lean=16, nod=22),
            *(key(0.2, main=(0.11, -0.07, 0.36 + d)) for d in (0.05, -0.05) * 3),
            key(0.5, off=(-0.08, 0.2, 0.27), nod=0, lean=20),
            key(0.35),
            key(0.5, off=(-0.11, -0.07, 0.36), nod=18, lean=12),
        ),
        (
            ("eat", "with knife and fork"),
            ("cut", "meat on a plate and *eat it"),
            ("dine", "at a table"),
        ),
        ("eating with knife and fork", "eating at a table"),
        loop=(1, 9),
    ),
    _sat(
        "reins",
        (
            key(0, **both(0.1, 0.0, 0.38), lean=-4),
            key(0.25, **both(0.13, 0.2, 0.34), lean=-12, nod=-6),
            key(0.12, **both(0.1, -0.14, 0.46), lean=18, nod=8),
            key(0.2, **both(0.11, 0.06, 0.4), lean=4, nod=0),
            key(0.12, **both(0.1, -0.1, 0.46), lean=14, nod=6),
            key(0.35, **both(0.1, 0.0, 0.4), lean=0, nod=0),
            key(0.6, main=(0.15, 0.0, 0.18), off=(-0.1, 0.06, 0.36), lean=-20, twist=22, look=14, nod=-8),
            key(0.4, lean=-24),
            key(0.5, **both(0.1, 0.02, 0.38), lean=-4, twist=0, look=0, nod=0),
        ),
        (
            ("flick", "the reins"),
            ("drive", "a coach, flicking and pulling the reins"),
            ("hold", "the reins in both hands"),
        ),
        ("coachman with the reins", "driving a carriage"),
        who=("a coachman", "a rider"),
        loop=(1, 8),
    ),
)
