"""Acts on a seat at a table or at work: meals, writing, needles, reins."""

from functools import partial

from ..act import Act, key
from ..grips import ELBOWS_OUT, both

# Keys by the line, not by the value.
# fmt: off
_sat = partial(Act, kinds=("seat",), takes=1, folds=0.5)
# Elbows at the sides.
_TUCKED = {"main_elbow": (0.5, -1, -0.4), "off_elbow": (-0.5, -1, -0.4)}
_WRITES = {"main_palm": (-0.6, -1, 0), "off_palm": (0, -1, 0)}
ACTS = (
    _sat(
        "knit",
        (
            key(0, main=(0.09, -0.09, 0.28), off=(-0.09, -0.09, 0.28), **_TUCKED, main_hand=(-0.7, 0.6, 0.5),
                off_hand=(0.7, 0.6, 0.5), nod=32, lean=8),
            # In, round, through and off, four times.
            *(
                part
                for k in range(4)
                for part in (
                    key(0.13, main=(0.07, -0.11, 0.32), main_hand=(-0.9, 0.5, 0.2), off=(-0.08, -0.1, 0.28),
                        nod=32 + 3 * (k % 2)),
                    key(0.12, main=(0.05, -0.05, 0.34), main_hand=(-0.6, 0.9, 0.5), tilt=2),
                    key(0.12, main=(0.1, -0.03, 0.28), main_hand=(-0.4, 0.9, 0.2), off=(-0.1, -0.07, 0.27)),
                    key(0.12, main=(0.12, -0.09, 0.26), main_hand=(-0.7, 0.6, 0.5), off=(-0.08, -0.1, 0.29),
                        tilt=-1),
                )
            ),
            # More yarn drawn from the ball.
            key(0.24, main=(0.36, 0.1, 0.24), main_elbow=(1, -0.4, -0.2), nod=20, look=20, twist=6,
                main_hand=(0.3, 0.6, 0.5)),
            key(0.22, main=(0.14, -0.06, 0.28), main_elbow=(0.5, -1, -0.4), main_hand=(-0.7, 0.6, 0.5),
                nod=32, look=0, twist=0),
        ),
        (
            ("knit", "a scarf"),
            ("knit", "in an armchair"),
            ("sit", "and *work two knitting needles"),
            ("knit", "with quick small moves of both hands, looking down at them"),
        ),
        ("knitting", "knitting with two needles"),
        who=("a granny", "an old woman"),
        loop=(1, 18),
        seconds=(3.2, 5.2),
        takes=3,
    ),
    _sat(
        "sew",
        (
            key(0, main=(0.05, -0.08, 0.3), off=(-0.09, -0.1, 0.28), **_TUCKED, off_hand=(0.8, 0.2, 0.5),
                off_palm=(0, 1, 0), main_hand=(-0.8, -0.3, 0.4), nod=34, lean=14),
            # Down into the cloth, up from below, and the whole thread after it.
            *(
                part
                for k in range(3)
                for part in (
                    key(0.16, main=(0.04, -0.02, 0.31), main_hand=(-0.7, -0.5, 0.4)),
                    key(0.14, main=(0.02, -0.09, 0.31), main_hand=(-0.7, -0.7, 0.3)),
                    key(0.18, main=(0.06, -0.05, 0.31), main_hand=(-0.7, 0.4, 0.4)),
                    key(0.42, main=(0.36, 0.3 - 0.05 * k, 0.28), main_elbow=(1, -0.3, 0), nod=20, look=12,
                        main_hand=(-0.2, 0.6, 0.6), twist=5, lean=10),
                    key(0.1, main=(0.38, 0.32 - 0.05 * k, 0.26)),
                    key(0.32, main=(0.05, -0.05, 0.3), main_elbow=(0.5, -1, -0.4), nod=34, look=0, twist=0,
                        lean=14, main_hand=(-0.8, -0.3, 0.4)),
                )
            ),
            # The thread bitten off.
            key(0.3, main=(0.08, 0.16, 0.26), off=(-0.08, 0.16, 0.25), off_hand=(0.5, 0.8, 0.3), nod=40,
                lean=20, main_hand=(-0.4, 0.8, 0.3)),
            key(0.12, nod=28, main=(0.12, 0.17, 0.27), tilt=4),
        ),
        (
            ("sew", "with needle and thread"),
            ("sew", "on a button, pulling the thread out wide"),
            ("pull", "a thread through cloth"),
            ("sit", "and *sew, stitch after stitch"),
        ),
        ("sewing", "stitching with a needle"),
        who=("a tailor", "a seamstress"),
        seconds=(4.2, 5.2),
        takes=3,
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
            key(0, main=(0.13, -0.02, 0.42), off=(-0.1, -0.02, 0.42), **ELBOWS_OUT, lean=14, nod=22),
            *(key(0.18, main=(0.13, -0.02, 0.42 + d), twist=d * 60) for d in (0.07, -0.12) * 3),
            key(0.4, off=(-0.04, 0.26, 0.25), off_elbow=(-1, -0.1, 0.1), off_hand=(0.4, 0.4, -0.6), nod=0,
                lean=24,
                main=(0.22, -0.02, 0.38)),
            key(0.35, nod=6),
            key(0.4, off=(-0.16, 0.0, 0.38), off_hand=None, nod=-4, lean=2),
            # Chewed.
            key(0.15, nod=6),
            key(0.15, nod=-4),
            key(0.15, nod=6),
            key(0.3, main=(0.13, -0.02, 0.42), off=(-0.1, -0.02, 0.42), nod=22, lean=14),
        ),
        (
            ("eat", "with knife and fork"),
            ("cut", "meat on a plate and *eat it"),
            ("dine", "at a table"),
        ),
        ("eating with knife and fork", "eating at a table"),
        loop=(1, 13),
        seconds=(3.2, 5.0),
    ),
    _sat(
        "reins",
        (
            key(0, **both(0.06, -0.06, 0.38), lean=-4),
            *(part for _ in range(3) for part in (
                key(0.25, **both(0.08, 0.3, 0.34), lean=-12, nod=-10),
                key(0.14, **both(0.07, -0.2, 0.38), lean=20, nod=14),
                key(0.15))),
            # Reined in.
            key(0.4, **both(0.12, 0.0, 0.17), main_elbow=(0.8, -0.3, -1), off_elbow=(-0.8, -0.3, -1),
                lean=-32, nod=-4),
            key(0.5, lean=-36),
            key(0.4, **both(0.06, -0.06, 0.38), main_elbow=(0.5, -1, -0.1), off_elbow=(-0.5, -1, -0.1),
                lean=-4, nod=0),
        ),
        (
            ("flick", "the reins"),
            ("drive", "a coach, flicking and pulling the reins"),
            ("hold", "the reins in both hands"),
        ),
        ("coachman with the reins", "driving a carriage"),
        who=("a coachman", "a rider"),
        loop=(1, 12),
        seconds=(3.6, 5.2),
        shakes=2.0,
    ),
)
