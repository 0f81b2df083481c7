"""Staged rests: asleep, squatting, off the floor, tired, cold, on the phone."""

from ..stage import Stage, both, elbows, feet, key
from ..walking import walk

_HUGS = {"main": (-0.15, 0.12, 0.21), "off": (0.15, 0.2, 0.25), **elbows(0.3, -1, 0.3)}
_EAR = {"main": (0.19, 0.3, 0.12), "main_elbow": (1, -0.8, 0.1), "main_hand": (-0.3, 1, 0)}
_CURLED = {"main": (0.0, 0.3, 0.27), "off": (-0.1, 0.24, 0.3), **elbows(0.4, -0.8, 0.4)}


STAGES = (
    Stage(
        "curled asleep",
        (
            key(0, at=(0, 0.17, 0), roll=88, bend=44, nod=24, **_CURLED, main_leg=(0.04, -0.14, 0.36),
                off_leg=(-0.06, -0.1, 0.32), main_toe=(30, 0), off_toe=(30, 0)),
            *(key(0.9, bend=44 - 5 * (k % 2), nod=24 - 3 * (k % 2)) for k in range(1, 5)),
        ),
        (
            ("sleep", "curled up on the side"),
            ("lie", "on the side with the knees drawn up, asleep"),
            ("sleep", "on the floor in a ball, the hands under the cheek"),
        ),
        ("sleeping curled up on the side", "fetal position, asleep"),
        takes=2,
    ),
    Stage(
        "squat and stay",
        (
            key(0, **feet(0.17, out=25)),
            key(0.3),
            key(0.7, at=(0, 0.4, -0.1), pitch=22, bend=22, **both(0.3, -0.02, 0.4), **elbows(1, -0.6, 0)),
            key(0.4, nod=-10, **both(0.06, -0.02, 0.45)),
            key(0.8, look=24),
            key(0.8, look=-24, bend=26),
            key(0.6, look=0),
        ),
        (
            ("squat", "down and *stay low"),
            ("crouch", "down low and *wait"),
            ("go", "down into a deep squat and *hold it"),
        ),
        ("squatting down, squat idle", "crouch down and stay"),
        takes=2,
    ),
    Stage(
        "up off the floor",
        (
            key(0, at=(0, 0.12, 0), pitch=-22, bend=16, main_room=(0.3, 0.06, -0.28), main_hand=(0.4, 0, -1),
                off=(-0.2, -0.2, 0.34), main_foot=(0.14, 0, 0.62), off_foot=(-0.14, 0, 0.56),
                **elbows(1, -0.4, -0.6)),
            key(0.5),
            key(0.5, off_foot=(-0.16, 0, 0.34), main_foot=(0.05, 0, 0.34), main_toe=(0, 60), pitch=0, bend=16,
                at=(0.03, 0.14, 0), off=(-0.24, 0.02, 0.4), roll=10),
            key(0.5, at=(0.02, 0.42, 0.08), pitch=44, roll=22, bend=10, main_room=(0.36, 0.06, -0.1)),
            key(0.45, main_foot=(0.16, 0, -0.15), main_toe=(40, 20), at=(0, 0.52, 0.1), pitch=50, roll=14),
            key(0.25),
            key(0.5, at=(0, 0.8, 0.16), pitch=28, roll=0, bend=6, main=(0.3, -0.28, 0.1),
                off=(-0.22, -0.1, 0.3),
                main_hand=None),
            key(0.45, main_foot=(0.12, 0, 0.3), main_toe=(0, 10), at=(0, 0.95, 0.3), pitch=0, bend=0,
                **both(0.22, -0.36, 0.04)),
            key(0.15),
        ),
        (
            ("get", "up from the floor with a push of one hand"),
            ("rise", "from sitting on the floor, propped on the {side} hand"),
            ("push", "up from the ground with one hand and *stand up"),
        ),
        ("getting up from the floor on one hand", "sit on the floor to stand"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "phone pacing",
        (
            key(0, **_EAR, off=(-0.24, -0.3, 0.1)),
            *walk(3, long=0.46, nod=6, off=(-0.34, 0.02, 0.3), off_hand=(-0.4, 0.6, 0.6)),
            key(0.4, off_foot=(-0.1, 0, 1.5), off_toe=(0, -70), at=(0, 0.93, 1.4), turn=90, main_toe=(10, 40),
                off=(-0.26, -0.24, 0.2)),
            key(0.4, main_foot=(-0.12, 0, 1.34), main_toe=(0, 170), turn=170, at=(-0.02, 0.93, 1.36),
                off_toe=(10, -120)),
            *(
                key(0.42, at=(-0.02, 0.93, z + 0.23), turn=180, **{f"{s}_foot": (x, 0, z), f"{s}_toe": (0, t),
                    "off": o, "look": k})
                for s, x, z, t, o, k in (
                    ("off", 0.1, 0.9, -180, (-0.36, 0.06, 0.3), 20),
                    ("main", -0.1, 0.44, 180, (-0.2, -0.1, 0.34), -10),
                    ("off", 0.1, 0.0, -180, (-0.36, 0.04, 0.3), 10),
                    ("main", -0.1, -0.05, 180, (-0.26, -0.3, 0.1), 0))
            ),
        ),
        (
            ("talk", "on the phone while pacing up and down"),
            ("pace", "to and fro with a phone at the ear, gesturing with the free hand"),
            ("walk", "up and down on the phone"),
        ),
        ("pacing on the phone", "phone call, walking to and fro"),
        who=("a businessman",),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "thumbs texting",
        (
            key(0, **both(0.055, 0.0, 0.37), **elbows(0.3, -1, -0.3), nod=34, bend=6,
                main_hand=(-0.2, 0.7, 0.6), off_hand=(0.2, 0.7, 0.6)),
            *(
                key(0.15, main=(0.055, d, 0.37), off=(-0.055, 0.015 - d, 0.37), nod=34 - n)
                for d, n in ((0.02, 0), (0.0, 0), (0.02, 2), (0.0, 0), (0.015, 0), (0.0, 3)) * 3
            ),
            key(0.35, nod=-4, look=26),
            key(0.35),
            key(0.35, nod=36, look=0, **both(0.055, 0.08, 0.36), bend=2),
            *(
                key(0.15, main=(0.055, 0.08 + d, 0.36), off=(-0.055, 0.095 - d, 0.36))
                for d in (0.02, 0.0) * 5
            ),
        ),
        (
            ("text", "with both thumbs, the head bent over the phone"),
            ("type", "a message on a phone with the thumbs"),
            ("stand", "texting, *look up once and *type on"),
        ),
        ("two-thumb texting", "typing on the phone, standing"),
        who=("a teenager",),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "cold shiver",
        (
            key(0, **feet(0.08, out=-6), at=(0, 0.86, 0), **_HUGS, bend=28, nod=14),
            *(
                key(0.1, twist=(4, -4)[k % 2], at=(0.01 * (1 - 2 * (k % 2)), 0.86 - 0.012 * (k % 3), 0),
                    main=(-0.15, 0.22 - 0.1 * ((k // 3) % 2), 0.21),
                    off=(0.15, 0.1 + 0.1 * ((k // 3) % 2), 0.25),
                    nod=14 + 5 * (k % 2), look=(-24, 24)[(k // 9) % 2])
                for k in range(36)
            ),
        ),
        (
            ("shiver", "in the cold, rubbing both arms"),
            ("freeze", "and *hug the body, shivering"),
            ("tremble", "with cold and *rub the upper arms"),
        ),
        ("shivering in the cold", "freezing, rubbing the arms warm"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "dead tired",
        (
            key(0, **feet(0.14), at=(0, 0.91, 0), pitch=2, bend=14, nod=20, **both(0.24, -0.36, 0.08),
                **elbows(1, -0.4, -0.4)),
            key(0.7, at=(0.05, 0.89, 0), roll=5, tilt=6, bend=18, nod=40, look=10),
            key(0.18, nod=-4, bend=6, at=(0.02, 0.93, 0), look=0),
            key(0.4, main=(0.08, 0.28, 0.26), off=(-0.08, 0.28, 0.26), **elbows(1, -0.5, 0.2),
                main_hand=(-0.8, 0.6, 0), off_hand=(0.8, 0.6, 0), nod=10, roll=0, tilt=0),
            *(key(0.16, **both(x, 0.28, 0.27)) for x in (0.05, 0.09, 0.05, 0.09)),
            key(0.5, **both(0.46, 0.5, -0.04), **elbows(1, -0.2, -0.3), at=(0, 0.95, 0), bend=-22,
                nod=-30, main_hand=None, off_hand=None),
            key(0.4, **both(0.4, 0.58, -0.06), tilt=8),
            key(0.4, tilt=-6),
            key(0.5, **both(0.25, -0.36, 0.08), **elbows(1, -0.4, -0.4), bend=18, nod=30,
                at=(-0.05, 0.89, 0), roll=-5, tilt=-6),
            key(0.6, bend=20, nod=42),
        ),
        (
            ("stand", "dead tired, nodding off and rubbing the eyes"),
            ("sag", "with tiredness, the shoulders drooping"),
            ("sway", "sleepily on the spot with drooping arms and head"),
        ),
        ("tired idle", "sleepy idle, drooping head"),
        takes=2,
    ),
)  # fmt: skip
