"""Staged shows of skill and cheek: a lasso, a mouthful spat out, a taunt with the chest out, a combination
of punches, a walk that halts at once."""

from math import cos, radians, sin

from ..stage import Stage, both, elbows, feet, key

# Keys by the line, not by the value.
# fmt: off
_FEET = {"main_foot": (0.16, 0, -0.22), "off_foot": (-0.13, 0, 0.2), "main_toe": (14, 40), "off_toe": (0, 5)}
_FISTS = {"main": (0.11, 0.2, 0.24), "off": (-0.1, 0.18, 0.32), **elbows(0.5, -1, 0)}
_READY = {**_FEET, **_FISTS, "at": (0, 0.87, 0), "turn": 30, "look": -28, "pitch": 6, "bend": 8, "twist": 0,
          "roll": 0, "tilt": 0, "nod": 4}
_COIL = {"off": (-0.17, -0.14, 0.3), "off_elbow": (-1, -0.5, -0.4)}


def _whirls(count, steps=5):
    """A rope whirled over the head: the hand in a small circle, the wrist loose, the body with it."""
    row = []
    for k in range(count * steps):
        a = radians(360.0 * k / steps)
        wide = 0.13 + 0.06 * k / (count * steps)
        row.append(
            key(0.11, main=(0.18 + wide * sin(a), 0.59 - 0.03 * cos(a), 0.06 + wide * cos(a)),
                main_hand=(0.9 * sin(a + 0.9), 0.6, 0.9 * cos(a + 0.9)), main_elbow=(1, -0.1, 0.2),
                at=(0.025 * sin(a), 0.93, 0.02 * cos(a)), tilt=-4 - 3 * sin(a), twist=5 * cos(a))
        )  # fmt: skip
    return tuple(row)


def _jab():
    """The off fist straight out and back."""
    return (
        key(0.13, turn=46, look=-46, at=(-0.02, 0.85, 0.07), off=(-0.5, 0.19, 0.38), off_elbow=(-0.6, -1, 0),
            off_foot=(-0.13, 0, 0.2), bend=10),
        key(0.06),
        key(0.16, turn=30, look=-28, at=(0, 0.87, 0.02), off=(-0.1, 0.18, 0.32), bend=8),
    )  # fmt: skip


def _paced(count, long, after, swing=0.2, start=0.0):
    """Brisk steps, the arms swung against the legs."""
    row = []
    for k in range(count):
        step, other, x = (("main", "off", 1), ("off", "main", -1))[k % 2]
        z = start + long * (k + 1)
        row.append(
            key(after, at=(0.02 * x, 0.92, z - 0.5 * long), pitch=5, turn=-6 * x, twist=9 * x,
                **{f"{step}_foot": (0.09 * x, 0, z), f"{step}_toe": (-10, 8), f"{other}_toe": (36, 8),
                f"{step}": (0.24 * x, -0.32, -swing), f"{other}": (-0.24 * x, -0.26, swing + 0.06)})
        )  # fmt: skip
    return tuple(row)


STAGES = (
    Stage(
        "lasso",
        (
            key(0, **feet(0.17, out=14), at=(0, 0.93, 0), **_COIL, main=(0.26, -0.3, 0.14), nod=4),
            key(0.3, main=(0.42, -0.1, 0.34), twist=-8),
            key(0.25, main=(0.4, 0.36, 0.22), main_elbow=(1, -0.1, 0), nod=-8, twist=0),
            *_whirls(4),
            # Back over the shoulder, then thrown.
            key(0.2, main=(0.36, 0.5, -0.2), main_hand=(0.2, 0.6, -1), at=(0.07, 0.9, -0.1), pitch=-4,
                bend=-8, twist=32, look=-4, tilt=0, off_toe=(12, 8)),
            key(0.2, main=(0.14, 0.46, 0.42), main_hand=(0, 0.4, 1), off_foot=(-0.14, 0, 0.42),
                off_toe=(0, 5), at=(0, 0.88, 0.2), pitch=10, bend=10, twist=-22, look=0, main_toe=(30, 10)),
            key(0.15, main=(0.06, 0.16, 0.56), main_hand=(0, -0.1, 1), at=(0, 0.86, 0.26), pitch=14, bend=16,
                twist=-32, main_toe=(42, 10)),
            key(0.4, nod=-8),
            # The noose drawn tight.
            key(0.3, main=(0.1, 0.0, 0.5), off=(-0.04, -0.04, 0.42), main_hand=None, twist=-6, bend=10,
                pitch=8),
            key(0.2, main=(0.2, -0.1, 0.2), off=(-0.06, -0.1, 0.3), at=(0.02, 0.84, 0.06), pitch=-10,
                bend=-6, twist=18, main_toe=(0, 20), off_toe=(-10, 5), **elbows(1, -0.4, -0.6)),
            key(0.35, at=(0.02, 0.86, 0.08), pitch=-8, twist=12),
        ),
        (
            ("swing", "a lasso overhead and *throw it"),
            ("whirl", "a rope over the head and *throw the loop"),
            ("twirl", "a lasso with the {side} hand, then *hurl it forward and *pull it tight"),
            ("throw", "a lasso"),
            ("lasso", "a cow"),
        ),
        ("lasso", "cowboy swinging a lasso", "rope throw, lasso overhead"),
        who=("a cowboy", "a rancher"),
        shakes=4.0,
        takes=3,
    ),
    Stage(
        "spits out",
        (
            key(0, **feet(0.15), at=(0, 0.94, 0), main=(0.16, -0.06, 0.3), main_elbow=(0.7, -1, 0)),
            # A sip.
            key(0.4, main=(0.05, 0.25, 0.24), main_elbow=(0.9, -0.8, 0.1), main_hand=(-0.6, 0.7, 0.2),
                nod=-12, bend=-4),
            key(0.35, nod=-20, bend=-8),
            key(0.3, main=(0.24, -0.08, 0.34), main_elbow=(0.7, -1, 0), main_hand=None, nod=2, bend=0),
            # It tastes of something: stiff, then the head back, then out with it.
            key(0.12, at=(0, 0.95, -0.03), nod=-6, bend=-6, off=(-0.3, -0.2, 0.16)),
            key(0.3, look=14),
            key(0.22, at=(0, 0.95, -0.05), nod=-26, bend=-16, look=-6, main=(0.36, -0.12, 0.3)),
            key(0.13, off_foot=(-0.14, 0, 0.2), at=(0, 0.88, 0.08), pitch=14, bend=24, nod=12,
                main=(0.42, -0.06, 0.3), off=(-0.3, -0.28, -0.08), off_elbow=(-0.4, -0.3, -1),
                main_toe=(18, 10)),
            key(0.28, bend=22, nod=8),
            key(0.2, bend=8, nod=-14),
            key(0.12, bend=30, nod=18, pitch=18),
            key(0.3, bend=28, nod=14),
            # The mouth wiped with the back of the hand.
            key(0.4, at=(0, 0.92, 0.08), pitch=6, bend=14, nod=8, off=(-0.02, 0.24, 0.22), main_toe=(0, 10),
                off_elbow=(-1, -0.1, 0.3), off_hand=(0.9, 0.2, 0.1), main=(0.28, -0.24, 0.16)),
            key(0.2, off=(-0.18, 0.24, 0.18), nod=4, look=16, bend=6),
            key(0.3, off=(-0.26, -0.28, 0.1), off_elbow=(-0.5, -0.6, -0.6), off_hand=None, look=0, bend=8,
                nod=14),
        ),
        (
            ("spit", "out a mouthful"),
            ("take", "a sip and *spit it out in disgust"),
            ("spit", "out a drink, the head jerking forward"),
            ("spit", "on the ground and *wipe the mouth"),
        ),
        ("spit take", "spitting out a mouthful", "spits out a drink"),
        shakes=5.0,
        takes=3,
    ),
    Stage(
        "chest out taunt",
        (
            key(0, **feet(0.2, out=20), at=(0, 0.92, 0), nod=4),
            key(0.3, at=(0, 0.87, -0.02), pitch=8, bend=14, nod=12, **both(0.14, -0.1, 0.3)),
            key(0.24, off_foot=(-0.22, 0, 0.3), off_toe=(0, 20), at=(0, 0.92, 0.18), pitch=2, bend=-22,
                nod=-6, **both(0.64, 0.02, -0.04), **elbows(0.2, -1, -0.3), main_hand=(1, -0.1, 0.4),
                off_hand=(-1, -0.1, 0.4), main_toe=(14, 20)),
            key(0.4, at=(0, 0.93, 0.2), bend=-26, nod=-8),
            *(
                part
                for k in range(3)
                for part in (
                    key(0.15, **both(0.46, 0.16, 0.26), main_hand=(-0.5, 0.8, -0.4),
                        off_hand=(0.5, 0.8, -0.4), bend=-14, nod=2, at=(0, 0.9, 0.2)),
                    key(0.17, **both(0.62, 0.02, 0.1), main_hand=(0.8, 0.2, 0.7), off_hand=(-0.8, 0.2, 0.7),
                        bend=-24, nod=-9, at=(0, 0.92, 0.22 + 0.01 * k)),
                )
            ),
            # On with the other foot, first one shoulder, then the other.
            key(0.3, main_foot=(0.22, 0, 0.56), main_toe=(0, 20), off_toe=(20, 20), at=(0.02, 0.92, 0.44),
                turn=-14, twist=-12, **both(0.66, -0.04, -0.02), bend=-24),
            # The chest thumped: here.
            key(0.22, main=(0.05, 0.0, 0.21), main_elbow=(1, -0.3, 0.2), main_hand=(-1, 0.1, 0.2), bend=-20,
                nod=-4, turn=-4, twist=-4),
            key(0.12, main=(0.14, 0.03, 0.3)),
            key(0.11, main=(0.05, 0.0, 0.21), bend=-22),
            key(0.12),
            key(0.26, turn=8, twist=12, tilt=4, **both(0.65, 0.04, 0.0), main_elbow=(0.2, -1, -0.3),
                main_hand=(1, 0, 0.4), bend=-27, nod=-10),
            key(0.2, bend=-22, nod=-2, **both(0.63, 0.1, 0.06)),
            key(0.24, bend=-27, nod=-10, **both(0.66, 0.0, 0.0), twist=6, tilt=0),
            key(0.2),
        ),
        (
            ("throw", "the arms wide in a taunt, chest out and chin up"),
            ("taunt", "with open arms, waving 'come on' with both hands"),
            ("spread", "the arms, *push the chest forward and *dare somebody to come"),
            ("taunt", "somebody, chest out"),
            ("step", "up with arms thrown wide and *call 'come on'"),
        ),
        ("taunt, chest out, arms wide", "come on taunt, arms spread", "provoke, bring it on"),
        who=("a brawler", "a footballer"),
        shakes=4.0,
        takes=3,
    ),
    Stage(
        "jab jab hook",
        (
            key(0, **_READY),
            key(0.18, at=(0, 0.89, 0.0)),
            key(0.18, at=(0, 0.86, 0.0)),
            *_jab(),
            key(0.08),
            *_jab(),
            # The other fist drawn out wide and round.
            key(0.16, turn=44, look=-44, at=(0.04, 0.82, -0.02), main=(0.38, 0.06, 0.12),
                main_elbow=(1, -0.2, -0.4), bend=14, tilt=6),
            key(0.14, turn=4, look=-4, twist=-16, at=(-0.02, 0.84, 0.08), main=(0.36, 0.16, 0.36),
                main_elbow=(1, 0.3, 0.1), main_toe=(40, 0), tilt=-4),
            key(0.12, turn=-22, look=22, twist=-34, at=(-0.05, 0.84, 0.12), main=(0.0, 0.16, 0.36),
                main_toe=(46, -20), bend=10, off=(-0.12, 0.2, 0.24)),
            key(0.14, twist=-42, main=(-0.1, 0.14, 0.3)),
            # Out of reach again, the head off the line.
            key(0.3, **_READY | {"at": (0.05, 0.82, -0.06), "tilt": 10, "bend": 14}),
            key(0.2, at=(-0.02, 0.9, -0.02), tilt=-4, bend=8),
            key(0.2, at=(0, 0.85, 0), tilt=0),
        ),
        (
            ("throw", "a jab, jab, hook combo"),
            ("fire", "off two jabs and a hook"),
            ("jab", "twice and *throw a hook with the {side} hand"),
            ("punch", "jab, jab, hook"),
            ("throw", "two straight punches, then *swing a wide hook"),
        ),
        ("jab jab hook", "boxing combo, two jabs and a {side} hook", "punch combo, jab jab hook"),
        who=("a boxer", "a fighter"),
        shakes=6.0,
        takes=3,
    ),
    Stage(
        "halts abruptly",
        (
            key(0, at=(0, 0.92, 0.0), main_foot=(0.09, 0, -0.22), main_toe=(30, 8), off_foot=(-0.09, 0, 0.24),
                off_toe=(0, 8), main=(0.24, -0.26, 0.24), off=(-0.24, -0.32, -0.18), pitch=4),
            *_paced(4, 0.6, 0.4, start=0.24),
            # The heel dug in, the trunk goes on and is caught.
            key(0.26, main_foot=(0.12, 0, 2.96), main_toe=(-16, 10), off_toe=(30, 8), at=(0, 0.86, 2.62),
                pitch=-6, bend=-4, turn=0, twist=0, **both(0.3, -0.26, 0.12)),
            key(0.16, at=(0, 0.83, 2.8), main_toe=(0, 10), off_toe=(46, 8), pitch=18, bend=18, nod=-10,
                **both(0.4, -0.02, 0.3), **elbows(1, -0.6, -0.3)),
            key(0.22, off_foot=(-0.12, 0, 2.94), off_toe=(24, 10), main_toe=(18, 10), at=(0, 0.94, 2.99),
                pitch=10, bend=10, nod=-6, **both(0.46, 0.04, 0.12)),
            key(0.24, off_toe=(0, 10), main_toe=(0, 10), at=(0, 0.92, 2.93), pitch=-5, bend=-4, nod=2,
                **both(0.36, -0.16, 0.16)),
            key(0.3, at=(0, 0.94, 2.96), pitch=0, bend=0, nod=0, **both(0.25, -0.35, 0.06),
                **elbows(0.5, -0.6, -0.6)),
            key(0.3, look=14),
            key(0.2),
        ),
        (
            ("halt", "abruptly while walking"),
            ("walk", "and *stop abruptly"),
            ("stop", "dead in the middle of a walk"),
            ("come", "to a sudden halt"),
            ("walk", "briskly, then *stop short"),
        ),
        ("walk, sudden stop", "abrupt halt", "stop short while walking"),
        shakes=4.0,
        takes=3,
    ),
)  # fmt: skip
