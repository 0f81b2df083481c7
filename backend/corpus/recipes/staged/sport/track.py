"""Staged acts of track and field: throws and jumps with their run-up."""

from ..stage import Stage, both, feet, key, legs

# Keys by the line, not by the value.
# fmt: off


def _run(steps, stride, pace, hand=None):
    """Keys of a run of so many steps; the main foot lands first; hand: places that the arms have instead."""
    keys = []
    for k in range(steps):
        main = k % 2 == 0
        z = (k + 0.6) * stride
        near, far = ("main", "off") if main else ("off", "main")
        sign = 1 if main else -1
        swing = {near: (sign * 0.25, -0.2, -0.2), far: (-sign * 0.24, -0.08, 0.3)}
        keys.append(key(pace, at=(0, 0.87, (k + 0.2) * stride), pitch=14,
            **{f"{near}_foot": (sign * 0.09, 0, z)},
                        **{f"{near}_toe": (0, 5), f"{far}_toe": (50, 5)}, **(hand or swing)))
    return keys


def _crossed(steps):
    """Keys of steps that cross, side on, the throwing arm stretched back and the other one ahead."""
    keys = []
    for k in range(steps):
        main = k % 2 == 0
        z = 1.75 + 0.5 * k
        keys.append(key(0.2, at=(0, 0.9, z - 0.1), turn=70, look=-66, pitch=0, tilt=8, bend=-4,
            main=(0.71, 0.12, -0.04), off=(-0.64, 0.36, 0.12), main_elbow=(1, -0.3, -0.3),
            **({"main_foot": (0.06, 0, z + 0.25), "main_toe": (0, 40), "off_toe": (40, 0)} if main else
               {"off_foot": (-0.06, 0, z + 0.25), "off_toe": (0, 0), "main_toe": (40, 40)})))
    return keys


STAGES = (
    Stage(
        "javelin throw",
        (
            key(0, at=(0, 0.92, 0), main=(0.34, 0.34, -0.06), main_elbow=(0.6, -0.2, 1),
                off=(-0.24, -0.2, 0.2)),
            *_run(2, 0.8, 0.24, {"main": (0.36, 0.36, -0.1), "off": (-0.28, 0.0, 0.3)}),
            *_crossed(4),
            key(0.26, main_foot=(0.14, 0, 3.9), main_toe=(0, 60), at=(0, 0.86, 3.6), turn=70, look=-66,
                tilt=10, main=(0.71, 0.1, -0.04), off=(-0.66, 0.34, 0.12), off_toe=(30, 0)),
            key(0.26, off_foot=(-0.12, 0, 4.75), off_toe=(0, 0), at=(0, 0.78, 4.1), bend=-14, turn=60,
                roll=10,
                tilt=18),
            key(0.16, turn=0, look=0, twist=-10, at=(0, 0.84, 4.4), bend=-8, roll=0, tilt=0,
                main=(0.22, 0.62, -0.06), off=(-0.36, 0, -0.1), main_toe=(50, 20), main_elbow=(1, 0.2, 0.4)),
            key(0.12, turn=-20, twist=-20, bend=20, pitch=12, main=(0.12, 0.42, 0.44), at=(0, 0.82, 4.6)),
            key(0.14, turn=-30, twist=-30, bend=36, pitch=20, main=(-0.06, -0.1, 0.46), at=(0, 0.8, 4.72),
                main_leg=(0.12, -0.62, -0.4)),
            key(0.35, main_foot=(0.1, 0, 5.4), main_toe=(0, 10), at=(0, 0.76, 5.06), off_toe=(40, 0), bend=30,
                nod=-24),
            key(0.3, off_leg=(-0.14, -0.6, -0.5), at=(-0.02, 0.8, 5.24), pitch=34, bend=10,
                main=(0.5, -0.1, 0.2), off=(-0.56, 0.1, 0.1)),
            key(0.5, off_foot=(-0.14, 0, 5.2), off_toe=(0, 10), at=(0, 0.93, 5.26), turn=0, twist=0, bend=0,
                pitch=0, nod=-14, main=(0.24, -0.3, 0.16), off=(-0.24, -0.3, 0.1)),
        ),
        (
            ("run", "up and *throw a javelin"),
            ("hurl", "a javelin after a run-up"),
            ("throw", "a spear far, running up to it"),
        ),
        ("javelin throw with run-up", "javelin, track and field"),
        who=("a javelin thrower", "an athlete"),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "discus throw",
        (
            key(0, **feet(0.24, out=15), at=(0, 0.82, 0), **both(0.1, -0.1, 0.34)),
            key(0.4, twist=50, turn=30, main=(0.6, 0.1, -0.1), off=(-0.1, 0.1, 0.46),
                main_elbow=(1, 0, -0.4), at=(0.04, 0.78, 0)),
            key(0.45, twist=-40, turn=-20, main=(0.0, 0.1, 0.46), off=(-0.5, 0.1, 0.1), at=(-0.04, 0.8, 0)),
            key(0.45, twist=55, turn=40, main=(0.62, 0.14, -0.12), off=(-0.1, 0.1, 0.46), at=(0.06, 0.72, 0),
                pitch=12),
            key(0.15),
            key(0.28, turn=-90, twist=45, at=(-0.12, 0.74, 0.06), off_toe=(20, 100),
                main_leg=(0.34, -0.56, 0.1), main_toe=(10, 0)),
            key(0.26, turn=-220, at=(-0.1, 0.76, 0.45), main_foot=(-0.08, 0, 0.6), main_toe=(20, -220),
                off_leg=(-0.2, -0.54, -0.2)),
            key(0.26, turn=-320, at=(-0.05, 0.74, 0.6), off_foot=(-0.3, 0, 1.15), off_toe=(0, 330),
                main_toe=(40, -300)),
            key(0.22, turn=-390, twist=-30, bend=-8, at=(-0.12, 0.92, 0.8), main=(0.5, 0.34, 0.34),
                main_toe=(55, -350),
                off=(-0.5, 0, -0.1), nod=-14),
            key(0.16, turn=-420, twist=-45, main=(0.0, 0.36, 0.46), at=(-0.12, 0.92, 0.84)),
            key(0.6),
            key(0.5, turn=-375, twist=-10, bend=0, nod=0, at=(-0.1, 0.9, 0.8), main=(0.26, -0.2, 0.2),
                off=(-0.26, -0.3, 0.1), main_toe=(10, -350)),
        ),
        (
            ("throw", "a discus with a full spin"),
            ("spin", "round and *hurl a discus"),
            ("wind", "up, *whirl around and *throw the discus"),
        ),
        ("discus throw", "discus, track and field"),
        who=("a discus thrower", "an athlete"),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "shot put",
        (
            key(0, at=(0, 0.9, 0), turn=150, look=-20, main=(0.2, 0.27, 0.14), main_elbow=(1, -0.1, -0.1),
                off=(-0.3, 0.3, 0.3),
                main_foot=(0.1, 0, -0.1), main_toe=(0, 150), off_foot=(-0.05, 0, 0.14), off_toe=(30, -150)),
            key(0.35),
            key(0.5, at=(0.0, 0.68, -0.1), pitch=40, bend=10, off_foot=(-0.05, 0, 0.3),
                off=(-0.14, -0.1, 0.44)),
            key(0.2),
            key(0.35, main_foot=(0.08, 0, 0.34), main_toe=(10, 130), off_foot=(-0.2, 0, 1.0),
                off_toe=(0, -70), at=(0, 0.7, 0.4), turn=130,
                pitch=24),
            key(0.3, turn=20, look=0, pitch=-10, bend=-10, at=(0, 0.86, 0.66), main_toe=(35, 40),
                off=(-0.5, 0.2, 0.1), nod=-16, off_toe=(0, -20)),
            key(0.17, turn=-40, look=30, pitch=6, main=(0.16, 0.46, 0.42), at=(0, 0.95, 0.82),
                main_toe=(55, 20), main_elbow=(1, -0.4, 0), bend=0,
                off=(-0.4, -0.1, -0.05)),
            key(0.4),
            key(0.35, main_foot=(0.1, 0, 1.0), main_toe=(0, 10), off_leg=(-0.14, -0.66, -0.36),
                off_toe=(40, 0), at=(0.04, 0.8, 0.95), turn=-40,
                pitch=24, main=(0.14, 0.0, 0.46)),
            key(0.5, off_foot=(-0.2, 0, 0.75), off_toe=(0, 10), at=(0, 0.9, 0.9), pitch=4, turn=0, look=0,
                nod=0, main=(0.24, -0.3, 0.14)),
        ),
        (
            ("put", "the shot with the {side} hand"),
            ("push", "a heavy shot away from the neck"),
            ("crouch", "backwards, *turn and *put the shot"),
        ),
        ("shot put", "shot put, {side} hand", "putting the shot"),
        who=("a shot putter", "an athlete"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "running long jump",
        (
            key(0, at=(0, 0.9, 0)),
            *_run(5, 1.0, 0.22),
            key(0.2, at=(0, 1.2, 5.1), off_leg=(-0.1, -0.44, 0.34), main_leg=(0.1, -0.82, -0.24),
                main_toe=(45, 0), pitch=-6,
                main=(0.3, 0.4, 0.24), off=(-0.3, 0.1, 0.3)),
            key(0.22, at=(0, 1.42, 6.1), pitch=-10, bend=-10, **legs(0.12, -0.74, -0.26, down=30),
                **both(0.34, 0.56, 0.06)),
            key(0.22, at=(0, 1.2, 7.1), pitch=10, bend=40, **legs(0.12, -0.3, 0.72, down=-20),
                **both(0.26, 0.2, 0.46)),
            key(0.14, at=(0, 0.8, 7.7), **feet(0.14, z=8.35), pitch=6, **both(0.28, 0.0, 0.5)),
            key(0.2, at=(0, 0.36, 8.2), pitch=22, bend=30, **both(0.34, -0.1, 0.3)),
            key(0.3, at=(0, 0.5, 8.4), pitch=40),
            key(0.5, at=(0, 0.9, 8.4), pitch=4, bend=0, **both(0.24, -0.34, 0.1)),
        ),
        (
            ("run", "up and *jump far, landing on both feet"),
            ("do", "a long jump with a run-up"),
            ("sprint", "and *leap into the sand pit"),
        ),
        ("long jump with run-up", "running long jump, track and field"),
        who=("a long jumper", "an athlete"),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "fosbury flop",
        (
            key(0, at=(0, 0.9, 0)),
            *_run(3, 0.85, 0.25),
            key(0.22, at=(0, 1.0, 2.5), turn=60, off_leg=(-0.1, -0.44, 0.36), off_toe=(30, 0), pitch=-6,
                **both(0.24, 0.5, 0.2)),
            key(0.26, at=(0, 1.5, 3.0), turn=130, pitch=-30, main_leg=(0.1, -0.7, -0.2),
                off_leg=(-0.1, -0.6, 0.2), bend=-14,
                main=(0.3, 0.4, 0), off=(-0.3, 0.2, 0.2), nod=-20),
            key(0.24, at=(0, 1.75, 3.5), turn=180, pitch=-80, bend=-34, **legs(0.14, -0.62, -0.46, down=40),
                **both(0.5, 0.1, -0.1), nod=-30),
            key(0.24, at=(0, 1.55, 4.0), pitch=-108, bend=-6, **legs(0.14, -0.5, 0.5), nod=20),
            key(0.26, at=(0, 0.75, 4.35), pitch=-112, bend=30, **legs(0.14, -0.5, 0.62), nod=44,
                **both(0.6, 0.1, 0.1)),
            key(0.16, at=(0, 0.5, 4.45), pitch=-100),
            key(0.4, at=(0, 0.36, 4.5), pitch=-84, bend=14, nod=20, **legs(0.16, -0.84, 0.06)),
            key(0.4),
        ),
        (
            ("jump", "over a high bar backwards"),
            ("do", "a high jump, going over on the back"),
            ("run", "up, *turn and *arch backwards over the bar"),
        ),
        ("high jump, fosbury flop", "fosbury flop"),
        who=("a high jumper", "an athlete"),
        shakes=7.0,
        takes=2,
    ),
)
