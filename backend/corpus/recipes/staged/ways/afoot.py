"""Staged ways of getting about: sidesteps, crawls, over obstacles, down from a height, through water."""

from ..stage import Stage, both, elbows, feet, key, legs

# Keys by the line, not by the value.
# fmt: off

_WIDE = {**both(0.55, 0.1, 0.12), **elbows(1, -0.2, -0.3)}


def _sidesteps(count, wide=0.42):
    """Keys of side steps to the main side: one foot out, the other after it."""
    row = []
    for k in range(count):
        x = wide * k
        row += [
            key(0.36, main_foot=(0.11 + x + wide, 0, 0), at=(x + 0.55 * wide, 0.9, 0), roll=3,
                main=(0.3, -0.3, 0.06), off=(-0.34, -0.3, 0.08)),
            key(0.36, off_foot=(-0.11 + x + wide, 0, 0), at=(x + wide, 0.95, 0), roll=-2,
                main=(0.26, -0.34, 0.06), off=(-0.24, -0.36, 0.06)),
        ]  # fmt: skip
    return tuple(row)


def _tiptoes(count, long=0.4):
    """Keys of steps on the toes, the knee drawn up high before each, the paws at the chest."""
    row = []
    for k in range(count):
        step, other = (("main", "off"), ("off", "main"))[k % 2]
        x, z = {"main": 1, "off": -1}, long * (k + 1)
        row += [
            key(0.32, at=(0.05 * x[other], 1.03, z - 0.75 * long),
                **{f"{step}_leg": (0.08 * x[step], -0.52, 0.24),
                f"{step}_toe": (40, 0)}, pitch=4, twist=6 * x[other]),
            key(0.34, at=(0, 1.0, z - 0.4 * long), **{f"{step}_foot": (0.08 * x[step], 0, z),
                f"{step}_toe": (52, 5)}, pitch=14, twist=0),
        ]  # fmt: skip
    return tuple(row)


def _side_gallops(count, wide=0.75):
    """Keys of gallops to the main side: out, up with the feet together, down on the other foot."""
    row = []
    for k in range(count):
        x = wide * k
        row += [
            key(0.24, main_foot=(0.3 + x + 0.25, 0, 0), at=(x + 0.3, 0.82, 0), roll=4,
                **both(0.62, 0.05, 0.05)),
            key(0.2, at=(x + 0.55, 1.12, 0), roll=0, **legs(0.05, -0.78, 0.0, down=45),
                **both(0.6, 0.32, 0.05)),
            key(0.2, main_foot=(0.1 + x + wide, 0, 0), off_foot=(-0.12 + x + wide, 0, 0), main_toe=(0, 10),
                off_toe=(0, 10), at=(x + wide, 0.86, 0), **both(0.6, 0.1, 0.05)),
        ]  # fmt: skip
    return tuple(row)


def _wades(count, long=0.26):
    """Keys of slow short steps against water, both arms held up out of it,
    the trunk pushed on and swaying."""
    row = []
    for k in range(count):
        step, other = (("main", "off"), ("off", "main"))[k % 2]
        x, z = {"main": 1, "off": -1}, long * (k + 1)
        row += [
            key(0.5, at=(0.12 * x[other], 0.91, z - 0.8 * long), pitch=6, twist=-24 * x[step],
                tilt=-12 * x[step],
                **{f"{step}_leg": (0.2 * x[step], -0.72, 0.06), f"{step}_toe": (30, 10)}),
            key(0.5, at=(0.06 * x[step], 0.84, z - 0.2 * long), pitch=18, tilt=0, twist=10 * x[step],
                **{f"{step}_foot": (0.17 * x[step], 0, z), f"{step}_toe": (0, 10)}),
        ]  # fmt: skip
    return tuple(row)


def _crawl(count, long, knees):
    """Keys of a crawl: a hand and the opposite knee (or foot) at a time."""
    row = []
    high, tall, front, rear = (0.46, 78, 0.46, -0.7) if knees else (0.74, 104, 0.5, -0.5)
    for k in range(count):
        hand, other = (("main", "off"), ("off", "main"))[k % 2]
        x, z = {"main": 1, "off": -1}, long * (k + 0.5)
        lift = (0.16 if knees else 0.2)
        row += [
            key(0.2, at=(0, high, z - 0.3 * long), roll=5 * x[other],
                **{f"{hand}_room": (0.2 * x[hand], lift, front + z)}),
            key(0.22, at=(0, high, z), pitch=tall, roll=0,
                **{f"{hand}_room": (0.17 * x[hand], 0.06, front + z + 0.5 * long),
                   f"{other}_foot": (0.13 * x[other], 0, rear + z + 0.5 * long)}),
        ]  # fmt: skip
    return tuple(row)


STAGES = (
    Stage(
        "sidestep",
        (key(0), key(0.1), *_sidesteps(4), key(0.25)),
        (
            ("sidestep", "to the {side}"),
            ("take", "four steps sideways to the {side}"),
            ("walk", "sideways to the {side}, one foot closing to the other"),
            ("step", "sideways to the {side} several times, facing forward"),
        ),
        ("sidesteps {side}", "side steps to the {side}, facing forward"),
        takes=4,
    ),
    Stage(
        "tiptoe steps",
        (
            key(0, at=(0, 0.92, 0), **feet(0.08), **both(0.13, 0.02, 0.27), **elbows(0.9, -0.9, 0),
                main_hand=(0, -0.8, 0.6), off_hand=(0, -0.8, 0.6)),
            key(0.4, at=(0, 1.0, 0), pitch=12, bend=10, **feet(0.08, down=52, out=5)),
            *_tiptoes(6),
            key(0.34, main_foot=(0.08, 0, 2.4), main_toe=(0, 5), off_toe=(0, 5), at=(0, 0.93, 2.4), pitch=4),
        ),
        (
            ("tiptoe", "forward"),
            ("sneak", "on the tips of the toes, the hands at the chest"),
            ("creep", "on tiptoe, lifting the knees high"),
            ("tiptoe", "away with careful cartoon steps"),
        ),
        ("tiptoe walk", "cartoon tiptoe, sneaking on the toes"),
        who=("a burglar", "a cartoon character"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "side gallop",
        (key(0, **_WIDE, at=(0, 0.9, 0)), key(0.15), *_side_gallops(4), key(0.25, at=(3.0, 0.93, 0))),
        (
            ("gallop", "sideways to the {side}"),
            ("do", "side gallops to the {side} with the arms out"),
            ("skip", "sideways to the {side}, the feet clicking together"),
        ),
        ("side gallop {side}", "sideways gallops, chassé to the {side}"),
        who=("a child", "a dancer"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "deep wade",
        (
            key(0, at=(0, 0.9, 0), **both(0.54, 0.28, 0.16), **elbows(0.8, 0.3, -0.4), nod=-6),
            *_wades(5),
            key(0.4, at=(0, 0.92, 1.3), off_foot=(-0.14, 0, 1.3), pitch=4, twist=0, tilt=0),
        ),
        (
            ("wade", "through deep water, the arms held up at the sides"),
            ("wade", "forward slowly, chest high in the river"),
            ("push", "on against deep water with slow heavy steps"),
        ),
        ("wading in deep water", "wade, slow heavy steps"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "hands and knees",
        (
            key(0, at=(0, 0.46, 0), pitch=78, bend=-6, nod=-40, **feet(0.13, z=-0.7, down=140, out=0),
                **both(0.17, 0.06, 0.46, room=True), **elbows(1, -0.2, -0.5), main_hand=(0, 0, 1),
                off_hand=(0, 0, 1)),
            *_crawl(10, 0.2, knees=True),
            key(0.3),
        ),
        (
            ("crawl", "forward on hands and knees"),
            ("crawl", "on all fours"),
            ("go", "along on hands and knees"),
        ),
        ("crawl on hands and knees", "crawling on all fours"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "bear crawl",
        (
            key(0, at=(0, 0.74, 0), pitch=104, bend=6, nod=-36, **feet(0.14, z=-0.5, down=35),
                **both(0.17, 0.06, 0.5, room=True), **elbows(1, -0.2, -0.5), main_hand=(0, 0, 1),
                off_hand=(0, 0, 1)),
            *_crawl(10, 0.23, knees=False),
            key(0.3),
        ),
        (
            ("do", "a bear crawl"),
            ("crawl", "on hands and feet with the hips high, knees off the floor"),
            ("walk", "on hands and feet like a bear, the bottom up"),
        ),
        ("bear crawl exercise", "crawl on hands and feet"),
        who=("a recruit", "an athlete"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "step over",
        (
            key(0),
            key(0.3, nod=28, at=(0, 0.95, 0.02)),
            key(0.45, main_leg=(0.1, -0.42, 0.36), main_toe=(0, 5), at=(-0.08, 0.95, 0.05), pitch=4,
                **both(0.5, 0.0, 0.12)),
            key(0.3, main_leg=(0.1, -0.5, 0.56), at=(-0.06, 0.94, 0.2)),
            key(0.35, main_foot=(0.11, 0, 0.8), at=(0.02, 0.88, 0.45), pitch=10, off_toe=(30, 5)),
            key(0.35, off_leg=(-0.16, -0.5, -0.3), off_toe=(40, 25), at=(0.09, 0.94, 0.76), pitch=18, nod=36),
            key(0.35, off_leg=(-0.2, -0.42, 0.26), off_toe=(0, 20), at=(0.09, 0.95, 0.82), pitch=2),
            key(0.35, off_foot=(-0.11, 0, 1.02), off_toe=(0, 10), at=(0, 0.93, 0.92), pitch=4, nod=0,
                **both(0.28, -0.3, 0.08)),
            key(0.35, main_foot=(0.11, 0, 1.06), at=(0, 0.95, 1.04), pitch=0, **both(0.22, -0.37, 0.04)),
        ),
        (
            ("step", "over a knee-high obstacle, one leg after the other"),
            ("lift", "one leg high over a low wall, then the other"),
            ("step", "carefully over a tripwire"),
            ("climb", "over a low fence, lifting the knees"),
        ),
        ("step over obstacle", "stepping over something knee high"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "drop from ledge",
        (
            key(0, at=(0, 1.85, 0), **feet(0.12, y=0.9)),
            key(0.35, nod=36, bend=8),
            key(0.4, at=(0, 1.52, 0.06), pitch=34, bend=10, **both(0.34, -0.3, -0.22)),
            key(0.26, at=(0, 1.95, 0.45), pitch=4, bend=0, **legs(0.12, -0.66, 0.16, down=25),
                **both(0.5, 0.42, 0.12), nod=20),
            key(0.3, at=(0, 1.0, 0.85), pitch=6, **legs(0.14, -0.76, 0.1, down=15), **both(0.56, 0.3, 0.1)),
            key(0.18, **feet(0.2, z=1.0), at=(0, 0.48, 0.86), pitch=42, bend=20, nod=-16,
                main_room=(0.12, 0.12, 1.22), off=(-0.55, 0.1, -0.1), main_hand=(0, -0.4, 1)),
            key(0.6),
            key(0.55, at=(0, 0.93, 1.0), pitch=4, bend=0, nod=0, main=(0.26, -0.34, 0.08),
                off=(-0.26, -0.34, 0.08), main_hand=None),
        ),
        (
            ("jump", "down from a ledge and *land in a deep crouch"),
            ("drop", "down off a wall, landing crouched with one hand on the ground"),
            ("leap", "down from a height and *land low"),
        ),
        ("jump down, crouched landing", "drop from a ledge"),
        who=("a ninja", "a parkour runner"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "one hand vault",
        (
            key(0, at=(0, 0.92, 0), pitch=4),
            key(0.25, pitch=14),
            key(0.28, main_foot=(0.11, 0, 0.5), at=(0, 0.88, 0.35), off_toe=(40, 5), main=(0.26, -0.3, -0.2),
                off=(-0.24, -0.2, 0.24)),
            key(0.28, off_foot=(-0.11, 0, 0.95), off_toe=(0, 10), at=(0, 0.8, 0.75), pitch=16,
                main_room=(0.42, 0.86, 1.2), off=(-0.34, -0.2, -0.1)),
            key(0.26, at=(-0.05, 1.16, 1.05), roll=26, pitch=12, main_room=(0.42, 0.84, 1.26),
                main_leg=(-0.2, -0.5, 0.3), off_leg=(-0.42, -0.48, 0.34), main_toe=(30, 0), off_toe=(30, 0),
                off=(-0.5, -0.05, 0.2)),
            key(0.24, at=(-0.08, 1.2, 1.45), roll=34, pitch=-4, main_room=(0.42, 0.84, 1.28),
                main_leg=(-0.24, -0.56, 0.34), off_leg=(-0.5, -0.44, 0.36)),
            key(0.24, at=(-0.06, 1.05, 1.85), roll=8, pitch=2, main=(0.5, -0.1, -0.2),
                **legs(0.12, -0.74, 0.18),
                off=(-0.5, 0.1, 0.1)),
            key(0.2, **feet(0.15, z=2.1), at=(0, 0.66, 2.0), roll=0, pitch=28, bend=12,
                **both(0.42, -0.14, 0.26)),
            key(0.5, at=(0, 0.93, 2.1), pitch=2, bend=0, **both(0.24, -0.35, 0.08)),
        ),
        (
            ("vault", "over a fence with the {side} hand on it"),
            ("jump", "sideways over a railing, propped on one hand"),
            ("run", "up and *vault over a low wall, both legs swinging to the side"),
        ),
        ("fence vault with one hand", "speed vault over a low wall"),
        who=("a parkour runner", "a thief"),
        shakes=5.0,
        takes=2,
    ),
)  # fmt: skip
