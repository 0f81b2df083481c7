"""Staged exercises, runs and ball skills: off the blocks, dribbled, laid up, hopped, planked, marched."""

from ..stage import Stage, both, elbows, feet, key, legs

# Keys by the line, not by the value.
# fmt: off
_SIDES = (("main", "off", 1), ("off", "main", -1))
_HANG = {**both(0.24, -0.35, 0.06), **elbows(0.5, -0.6, -0.6)}


def _strides(count, start=0.0, long=0.85, pace=0.26, pitch=16, first=0, **held):
    """Keys of running steps ahead from a place; held: what the arms, trunk or head do instead of swinging."""
    row = []
    for k in range(count):
        near, far, x = _SIDES[(k + first) % 2]
        z = start + long * (k + 1)
        swing = {near: (0.25 * x, -0.2, -0.2), far: (-0.24 * x, -0.04, 0.32), "twist": 8}
        row.append(key(pace, at=(0, 0.87, z - 0.4 * long), pitch=pitch, **{
            f"{near}_foot": (0.09 * x, 0, z), f"{near}_toe": (0, 5), f"{far}_toe": (55, 5),
            **swing, "twist": -8 * x, **held}))
    return tuple(row)


def _marched(count, long, pace, arms, knee=-0.4):
    """Keys of marching steps, the knee up before each; arms(near, far, x): what they do while it is up."""
    row = []
    for k in range(count):
        near, far, x = _SIDES[k % 2]
        z = long * (k + 1)
        row += [
            key(pace, at=(0, 0.95, z - 0.75 * long), **{f"{near}_leg": (0.1 * x, knee, 0.34),
                f"{near}_toe": (15, 5), f"{far}_toe": (0, 5)}, **arms(near, far, x)),
            key(0.6 * pace, at=(0, 0.92, z - 0.35 * long), **{f"{near}_foot": (0.1 * x, 0, z),
                f"{near}_toe": (0, 5), f"{far}_toe": (28, 5)}),
        ]
    return tuple(row)


def _swung(near, far, x):
    return {far: (-0.16 * x, 0.14, 0.5), near: (0.26 * x, -0.26, -0.3), f"{far}_elbow": (-1 * x, -1, 0),
            f"{near}_elbow": (0.6 * x, -0.6, 0.3), "twist": 6 * x}


def _baton(near, far, x):
    high = {"main": (0.24, 0.64, 0.22), "main_elbow": (1, 0.1, 0.2), "main_hand": (0, 1, 0)}
    low = {"main": (0.24, 0.04, 0.34), "main_elbow": (1, -0.8, 0), "main_hand": (0, 1, 0.2)}
    return high if x > 0 else low


def _dribbled(k, low=0.0):
    """Both ends of a hand that pushes a ball down and meets it again."""
    return {"main": (0.4, -0.44 if k % 2 else -0.04 + low, 0.28), "main_elbow": (1, 0, -0.6),
            "main_hand": (0, -1 if k % 2 else -0.2, 0.4)}


_PLANK = {"at": (0, 0.33, 0), "pitch": 86, "nod": -14, **feet(0.1, z=-1.04, down=78, out=0),
          **both(0.2, 0.05, 0.72, room=True), **elbows(0.3, -0.6, 1), "main_hand": (0, 0, 1),
          "off_hand": (0, 0, 1)}  # fmt: skip

STAGES = (
    Stage(
        "sprint start",
        (
            key(0, at=(0, 0.5, 0), pitch=58, bend=16, nod=10, main_foot=(0.1, 0, -0.12), main_toe=(35, 0),
                off_foot=(-0.1, 0.02, -0.5), off_toe=(80, 0), **both(0.24, 0.07, 0.48, room=True),
                **elbows(1, 0, -0.5), main_hand=(0.5, 0, 0.8), off_hand=(-0.5, 0, 0.8)),
            key(0.9),
            key(0.4, at=(0, 0.8, 0.08), pitch=84, bend=10, nod=-16, off_foot=(-0.1, 0, -0.5),
                off_toe=(50, 0)),
            key(0.8),
            key(0.2, at=(0, 0.72, 0.4), pitch=52, bend=0, main=(0.28, -0.1, -0.25), off=(-0.2, 0.2, 0.42),
                off_leg=(-0.1, -0.4, 0.34), off_toe=(40, 0), main_toe=(60, 0), main_hand=None, off_hand=None),
            key(0.2, at=(0, 0.76, 0.8), off_foot=(-0.1, 0, 0.85), off_toe=(15, 0), pitch=46, nod=-10,
                off=(-0.26, -0.16, -0.22), main=(0.22, 0.12, 0.42)),
            *_strides(1, start=0.95, long=0.9, pace=0.24, pitch=36),
            *_strides(1, start=1.85, long=1.0, pace=0.24, pitch=28, first=1),
            *_strides(4, start=2.85, long=1.1, pace=0.24, pitch=20),
        ),
        (
            ("crouch", "in the set position, *push off and *sprint"),
            ("start", "a sprint from the blocks"),
            ("go", "down on the marks, *rise to set and *run off"),
        ),
        ("sprint start", "on your marks, set, go", "start from the blocks"),
        who=("a sprinter",),
        shakes=7.0,
        takes=2,
    ),
    Stage(
        "runs dribbling",
        (
            key(0, at=(0, 0.86, 0), pitch=14, **_dribbled(0), off=(-0.3, -0.05, 0.26)),
            *(_strides(1, start=0.72 * k, long=0.72, pace=0.27, first=k, pitch=18, nod=-10,
                off=(-0.4, 0.0, 0.24), **_dribbled(k))[0] for k in range(10)),
        ),
        (
            ("run", "ahead dribbling a ball"),
            ("dribble", "a basketball at a run"),
            ("bounce", "a ball along while running"),
        ),
        ("running dribble", "basketball dribble, running"),
        who=("a basketball player",),
        shakes=7.0,
        takes=2,
    ),
    Stage(
        "layup",
        (
            key(0, at=(0, 0.74, 0), pitch=26, **feet(0.2), **_dribbled(0, -0.1), off=(-0.36, -0.05, 0.26)),
            *(key(0.22, **_dribbled(k, -0.1), at=(0.02 * (-1) ** k, 0.74, 0)) for k in (1, 2, 3, 4)),
            *_strides(2, start=0.1, long=0.85, pace=0.28, pitch=16, **both(0.08, 0.02, 0.3),
            **elbows(1, -0.6, 0)),
            key(0.24, at=(0, 1.0, 1.9), pitch=-4, main_leg=(0.11, -0.4, 0.34), main_toe=(20, 0),
                off_toe=(55, 0), main=(0.16, 0.4, 0.3), off=(-0.02, 0.3, 0.34), twist=-6, nod=-24),
            key(0.22, at=(0, 1.42, 2.3), off_leg=(-0.1, -0.84, -0.1), off_toe=(50, 0),
                main=(0.22, 0.66, 0.14),
                main_elbow=(1, 0.1, 0.3), main_hand=(0, 1, 0.4), off=(-0.34, 0.0, 0.2), tilt=-8, nod=-34),
            key(0.16, at=(0, 1.46, 2.5), main=(0.2, 0.66, 0.2)),
            key(0.3, **feet(0.15, z=2.85), at=(0, 0.72, 2.78), pitch=18, bend=10, tilt=0,
                **both(0.34, 0.0, 0.3), main_hand=None, nod=-10, twist=0),
            key(0.5, at=(0, 0.93, 2.85), pitch=2, bend=2, nod=-6, **_HANG),
            key(0.3),
        ),
        (
            ("dribble", "low, *take two steps and *lay the ball up"),
            ("go", "up for a layup"),
            ("drive", "to the basket and *jump off one foot to lay the ball in"),
        ),
        ("layup", "basketball lay-up"),
        who=("a basketball player",),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "bounces and shoots",
        (
            key(0, at=(0, 0.84, 0), pitch=18, **feet(0.2), **_dribbled(0), off=(-0.3, -0.1, 0.26)),
            *(key(0.25, **_dribbled(k), at=(0, 0.84 - 0.04 * (k % 2), 0)) for k in (1, 2, 3, 4, 5, 6)),
            key(0.35, **both(0.1, -0.1, 0.32), **elbows(1, -0.6, 0), at=(0, 0.68, -0.05), pitch=26, bend=8,
                nod=-26, main_hand=None),
            key(0.3, main=(0.1, 0.42, 0.22), off=(-0.06, 0.4, 0.26), at=(0, 0.98, 0), pitch=2, bend=-6,
                **feet(0.18, down=35)),
            key(0.2, at=(0, 1.24, 0.02), **legs(0.13, -0.84, -0.02, down=48), main=(0.14, 0.64, 0.26),
                main_elbow=(1, 0, 0.4), main_hand=(0, 0.1, 1), off=(-0.14, 0.5, 0.28)),
            key(0.2, at=(0, 1.2, 0.04)),
            key(0.2, at=(0, 0.82, 0.06), **feet(0.18, z=0.05), pitch=10, main=(0.14, 0.58, 0.32)),
            key(0.4, at=(0, 0.92, 0.06), pitch=2),
            key(0.5, **_HANG, main_hand=None, nod=-10),
        ),
        (
            ("bounce", "a ball a few times, then *jump and *shoot at the basket"),
            ("dribble", "on the spot and *take a jump shot"),
            ("shoot", "a free throw after bouncing the ball"),
        ),
        ("bounce and shoot, basketball", "free throw"),
        who=("a basketball player",),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "plank leg raises",
        (
            key(0, **_PLANK),
            key(0.5),
            *(part for near, far, x in _SIDES * 2 for part in (
                key(0.45, **{f"{near}_leg": (0.11 * x, -0.8, -0.36), f"{near}_toe": (50, 0)}),
                key(0.35),
                key(0.4, **{f"{near}_foot": (0.1 * x, 0, -1.04), f"{near}_toe": (78, 0)}),
                key(0.1))),
        ),
        (
            ("hold", "a plank and *lift the legs by turns"),
            ("lift", "one leg and then the other in a plank"),
            ("do", "a plank with leg raises"),
        ),
        ("plank leg raises", "plank with alternating leg lifts"),
        who=("a woman at the gym",),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "parade march",
        (
            key(0, at=(0, 0.95, 0), **feet(0.09), **_HANG),
            key(0.4),
            *_marched(8, 0.6, 0.3, _swung),
            key(0.35, at=(0, 0.95, 4.8), main_foot=(0.09, 0, 4.8), main_toe=(0, 10), off_toe=(0, 10), twist=0,
                **_HANG),
            key(0.3),
        ),
        (
            ("march", "with the knees high and the arms swinging up to the shoulders"),
            ("march", "like a soldier on parade, swinging straight arms high"),
            ("parade", "ahead, arms and knees swinging high"),
        ),
        ("parade march, arms swung high", "soldier marching, high arm swing"),
        who=("a soldier", "a toy soldier"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "drum major",
        (
            key(0, at=(0, 0.95, 0), bend=-8, nod=-10, off=(-0.215, -0.26, 0.0), off_elbow=(-1, 0, -0.7),
                main=(0.24, 0.04, 0.34), main_elbow=(1, -0.8, 0), main_hand=(0, 1, 0.2)),
            key(0.3),
            *_marched(9, 0.42, 0.32, _baton, knee=-0.3),
            key(0.3, at=(0, 0.95, 3.78), off_foot=(-0.1, 0, 3.78), off_toe=(0, 5), main_toe=(0, 5),
                main=(0.24, 0.64, 0.2)),
            key(0.3),
        ),
        (
            ("lead", "a marching band, pumping a baton up and down"),
            ("march", "with high knees, one arm pumping a mace"),
            ("strut", "ahead of a parade with a baton, the other hand on the hip"),
        ),
        ("drum major", "marching band leader, baton"),
        who=("a drum major", "a majorette"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "jogs punching",
        (
            key(0, at=(0, 0.92, 0), **both(0.2, 0.02, 0.2), **elbows(0.6, -1, 0)),
            *(part for k in range(9) for near, far, x in (_SIDES[k % 2],) for part in (
                key(0.17, at=(-0.05 * x, 0.97, 0), pitch=6, **{
                    f"{near}_leg": (0.1 * x, -0.42, 0.3), f"{near}_toe": (25, 0), f"{far}_toe": (22, 5),
                    far: (-0.14 * x, 0.4, 0.46), near: (0.22 * x, 0.04, 0.16), "twist": 16 * x}),
                key(0.15, at=(0, 0.9, 0), **{f"{near}_foot": (0.11 * x, 0, 0), f"{near}_toe": (12, 5),
                    f"{far}_toe": (10, 5), far: (-0.2 * x, 0.1, 0.24)}))),
        ),
        (
            ("jog", "on the spot, punching the air"),
            ("run", "in place and *throw punches upwards"),
            ("warm", "up for a fight, running on the spot with punches"),
        ),
        ("jog in place with punches", "boxer warm-up, jogging and punching the air"),
        who=("a boxer",),
        shakes=7.0,
        takes=2,
    ),
    Stage(
        "hops holding a foot",
        (
            key(0, at=(0, 0.93, 0)),
            key(0.25, bend=20, nod=30, at=(-0.06, 0.9, 0), main_leg=(0.08, -0.5, 0.24), main_toe=(0, 20)),
            key(0.35, at=(-0.1, 0.86, -0.02), pitch=6, bend=44, nod=0, main_leg=(-0.02, -0.1, 0.36),
                main_toe=(0, 50),
                main=(0.08, -0.1, 0.47), off=(-0.05, -0.08, 0.48), main_hand=(-1, 0, 0.3), off_hand=(1, 0,
                0.4),
                **elbows(1, -0.2, 0)),
            *(part for k in range(6) for z in (-0.12 * (k + 1),) for part in (
                key(0.1, at=(-0.1, 0.78, z + 0.12)),
                key(0.16, at=(-0.1, 0.97, z + 0.05), off_foot=(-0.11, 0.13, z + 0.05), off_toe=(35, 10),
                    nod=-24),
                key(0.16, at=(-0.1, 0.84, z), off_foot=(-0.11, 0, z), off_toe=(0, 10), nod=8))),
            key(0.2),
        ),
        (
            ("hop", "on one leg, holding the other foot"),
            ("jump", "about on the {other} foot, clutching the hurt {side} one"),
            ("hold", "a sore foot with both hands and *hop on the other"),
        ),
        ("stubbed toe, hopping on one foot", "hops on the {other} foot holding the {side} one"),
        shakes=7.0,
        takes=2,
    ),
    Stage(
        "crouch and jump up",
        (
            key(0, **feet(0.16), at=(0, 0.94, 0)),
            key(0.3),
            key(0.5, at=(0, 0.44, -0.12), pitch=38, bend=20, nod=-20, main=(0.34, -0.3, -0.3),
                off=(-0.34, -0.3, -0.3)),
            key(0.6, at=(0, 0.42, -0.12)),
            key(0.16, at=(0, 1.0, 0), pitch=4, bend=-4, **feet(0.16, down=50), **both(0.22, 0.5, 0.3)),
            key(0.2, at=(0, 1.5, 0), pitch=0, bend=-10, **legs(0.1, -0.86, -0.04, down=60),
                **both(0.2, 0.67, 0.04), **elbows(1, 0, 0.3), nod=-26),
            key(0.14, at=(0, 1.54, 0)),
            key(0.2, at=(0, 1.05, 0), **legs(0.13, -0.84, 0.06, down=30)),
            key(0.16, at=(0, 0.66, -0.08), **feet(0.17), pitch=26, bend=18, **both(0.36, -0.05, 0.3)),
            key(0.45, at=(0, 0.94, 0), pitch=0, bend=0, nod=0, **_HANG),
            key(0.3),
        ),
        (
            ("crouch", "low and *jump straight up"),
            ("squat", "down, *swing the arms up and *leap high"),
            ("jump", "up from a deep crouch, arms overhead"),
        ),
        ("crouch, then vertical jump", "squat jump, arms up"),
        shakes=6.0,
        takes=2,
    ),
)
