"""Staged acts of who stands: sighs, nods, wrung hands, a call, a handshake, a yawn, a monster at rest."""

from ..stage import Stage, both, elbows, feet, key

_CUPPED = {**both(0.11, 0.2, 0.27), **elbows(1, -0.2, 0.3), "main_hand": (-0.2, 0.7, 0.7),
    "off_hand": (0.2, 0.7, 0.7)}
_CLAWS = {**both(0.38, -0.3, 0.24), **elbows(1, 0.1, -0.4), "main_hand": (0.1, -0.8, 0.5),
    "off_hand": (-0.1, -0.8, 0.5)}

# Keys by the line, not by the value.
# fmt: off
STAGES = (
    Stage(
        "sighs",
        (
            key(0),
            key(0.7, at=(0, 0.96, 0), bend=-12, nod=-20, **both(0.26, -0.26, 0.02), **elbows(1, -0.2, -0.4)),
            key(0.3),
            key(0.5, at=(0, 0.9, 0), pitch=6, bend=30, nod=30, **both(0.17, -0.42, 0.14),
                **elbows(0.5, -0.6, -0.6)),
            key(0.9, bend=33, nod=36),
            key(0.5, look=16),
            key(0.5, look=-16),
            key(0.4, look=0),
        ),
        (
            ("sigh", "and *let the shoulders drop"),
            ("take", "a deep breath and *sag with a sigh"),
            ("heave", "a sigh, head and arms hanging in disappointment"),
        ),
        ("sighing, sagging", "disappointed sigh"),
        takes=2,
    ),
    Stage(
        "listens nodding",
        (
            key(0, at=(0.05, 0.93, 0), roll=4, tilt=-4, main=(0.03, 0.13, 0.28), main_elbow=(0.3, -1, 0.3),
                main_hand=(-0.3, 0.9, -0.2), off=(0.12, -0.1, 0.26), off_elbow=(-0.8, -0.8, 0.2),
                    off_hand=(1, 0, 0.1), bend=12,
                nod=2, look=20),
            key(0.6),
            key(0.25, nod=40, bend=26),
            key(0.28, nod=-14, bend=4),
            key(0.25, nod=40, bend=26),
            key(0.28, nod=-14, bend=4),
            key(0.6, at=(-0.05, 0.93, 0), roll=-4, tilt=6, look=26),
            key(0.25, nod=40, bend=26),
            key(0.28, nod=-14, bend=4),
            key(0.25, nod=40, bend=26),
            key(0.28, nod=-4, bend=10),
            key(0.3),
        ),
        (
            ("listen", "with a hand on the chin and *nod"),
            ("stand", "listening and *nod thoughtfully"),
            ("follow", "a talk, nodding in agreement, chin in hand"),
        ),
        ("listening and nodding", "attentive listener, nods"),
        takes=2,
    ),
    Stage(
        "wrings the hands",
        (
            key(0, **feet(0.09, out=-14), at=(0, 0.92, 0), bend=20, nod=32, main=(0.04, -0.18, 0.3),
                off=(-0.03, -0.2, 0.33),
                **elbows(0.9, -0.8, -0.2)),
            *(
                part
                for x in (1, -1, 1, -1)
                for part in (
                    key(0.25, twist=12 * x, at=(0.03 * x, 0.92, 0), main=(0.07, -0.15, 0.3),
                        off=(-0.02, -0.22, 0.33)),
                    key(0.25, main=(0.01, -0.22, 0.33), off=(-0.06, -0.15, 0.3), tilt=7 * x),
                )
            ),
            key(0.4, nod=-8, look=16, twist=0, bend=12, **both(0.22, -0.06, 0.36)),
            key(0.9, nod=34, look=-10, bend=22, main=(0.04, -0.18, 0.3), off=(-0.03, -0.2, 0.33)),
            key(0.3, main=(0.07, -0.15, 0.3), off=(-0.02, -0.22, 0.33), main_toe=(40, -20)),
            key(0.3, main=(0.01, -0.22, 0.33), off=(-0.06, -0.15, 0.3)),
        ),
        (
            ("wring", "the hands, looking at the floor, and *say something shyly"),
            ("fidget", "nervously with the fingers, head down"),
            ("stand", "shyly with the toes turned in, fidgeting with the hands"),
        ),
        ("wringing the hands nervously", "shy talk, fidgeting"),
        who=("a shy girl",),
        takes=2,
    ),
    Stage(
        "monster at rest",
        (
            key(0, **feet(0.26, out=22), at=(0, 0.82, -0.04), pitch=22, bend=30, nod=-34, **_CLAWS),
            key(0.55, bend=16, at=(0, 0.88, -0.04), nod=-26, **both(0.46, -0.2, 0.22)),
            key(0.6, bend=36, at=(0, 0.8, -0.04), nod=-38, look=22, **both(0.36, -0.32, 0.26)),
            key(0.55, bend=16, at=(0.05, 0.88, -0.04), nod=-26, look=0, **both(0.46, -0.2, 0.22)),
            key(0.6, bend=36, at=(-0.03, 0.8, -0.04), nod=-38, look=-24, tilt=6, **both(0.36, -0.32, 0.26)),
        ),
        (
            ("stand", "hunched like a monster, arms hanging, breathing heavily"),
            ("lurk", "with heaving shoulders and dangling claws"),
            ("breathe", "heavily, hunched like a beast"),
        ),
        ("monster idle, breathing", "creature idle, heaving shoulders"),
        who=("a monster", "an orc"),
        loop=(1, 4),
        times=(2, 2),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "shouts far",
        (
            key(0),
            key(0.4, **_CUPPED, bend=-14, nod=-18, at=(0, 0.95, -0.04)),
            key(0.25, pitch=12, bend=12, nod=-22, at=(0, 0.95, 0.06), main_toe=(14, 10), off_toe=(14, 10)),
            key(0.6),
            key(0.35, bend=-14, nod=-18, pitch=-2, at=(0, 0.95, -0.04), main_toe=(0, 10), off_toe=(0, 10)),
            key(0.25, pitch=12, bend=12, nod=-22, at=(0, 0.95, 0.06), main_toe=(14, 10), off_toe=(14, 10)),
            key(0.7),
            key(0.4, main=(0.2, 0.3, 0.12), main_elbow=(1, 0, -0.1), main_hand=(-0.3, 1, 0.2),
                off=(-0.22, -0.3, 0.0),
                off_hand=None, pitch=8, bend=4, nod=0, look=-44, off_elbow=(-0.5, -0.6, -0.6)),
            key(0.7),
        ),
        (
            ("shout", "through cupped hands over a great distance"),
            ("call", "out with both hands round the mouth and *listen for an answer"),
            ("yell", "into the distance, hands cupped to the mouth"),
        ),
        ("shouting with cupped hands", "calling out over a distance"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "shakes hands",
        (
            key(0, at=(0, 0.95, -0.3), **feet(0.11, z=-0.3)),
            key(0.4, main_foot=(0.1, 0, 0.14), main_toe=(0, 8), off_toe=(24, 10), at=(0.02, 0.93, 0.0),
                pitch=6,
                main=(0.16, -0.08, 0.46), main_hand=(-0.1, 0.1, 1), main_elbow=(0.6, -1, 0)),
            key(0.25, main=(0.1, -0.06, 0.53), bend=10, nod=6),
            *(key(0.18, main=(0.1, -0.02 - 0.14 * (k % 2), 0.53), nod=4 + 8 * (k % 2)) for k in range(8)),
            key(0.4, nod=-4, bend=6),
            key(0.5, main=(0.22, -0.36, 0.06), main_hand=None, bend=0, pitch=0, off_foot=(-0.1, 0, 0.1),
                off_toe=(0, 8),
                at=(0, 0.95, 0.1)),
        ),
        (
            ("step", "up and *shake hands"),
            ("shake", "somebody's hand heartily"),
            ("greet", "somebody with a firm handshake"),
        ),
        ("handshake", "shaking hands, greeting"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "yawns and scratches",
        (
            key(0),
            key(0.6, bend=-8, nod=-18, **both(0.34, 0.5, 0.06), **elbows(1, 0.1, 0.2)),
            key(0.4, bend=-18, nod=-34, **both(0.22, 0.62, -0.04), at=(0, 0.98, 0), main_toe=(14, 10),
                off_toe=(14, 10)),
            key(0.5, tilt=8),
            key(0.5, **both(0.5, 0.0, 0.1), bend=4, nod=6, tilt=0, at=(0, 0.93, 0), main_toe=(0, 10),
                off_toe=(0, 10)),
            key(0.5, main=(0.1, -0.24, -0.13), main_elbow=(0.8, -0.6, -0.6), off=(-0.22, -0.4, 0.1), bend=16,
                nod=20,
                off_elbow=(-0.5, -0.6, -0.6), twist=14),
            *(key(0.16, main=(0.08, -0.16 - 0.16 * (k % 2), -0.13), twist=16 - 6 * (k % 2),
                at=(0.02 * (k % 2), 0.92, 0))
              for k in range(10)),
            key(0.2),
        ),
        (
            ("yawn", "with a big stretch and *scratch the back"),
            ("stretch", "yawning and *scratch the back"),
            ("scratch", "the back after a long yawn"),
        ),
        ("sleepy stretch and scratch", "just out of bed, yawn and scratch"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "juggles on one leg",
        (
            key(0, at=(0.09, 0.94, 0), main_foot=(0.06, 0, 0), off_leg=(-0.1, -0.42, 0.26), off_toe=(30, 0),
                nod=-24,
                **both(0.2, -0.04, 0.36), **elbows(0.8, -1, 0), main_hand=(0, 0.4, 1), off_hand=(0, 0.4, 1)),
            *(
                part
                for k in range(7)
                for part in (
                    key(0.22, main=(0.17, 0.12, 0.38), off=(-0.26, -0.12, 0.36), look=-10, roll=2, tilt=2),
                    key(0.22, main=(0.28, -0.12, 0.36), off=(-0.17, 0.12, 0.38), look=10, roll=-2, tilt=-2),
                )
            ),
        ),
        (
            ("juggle", "on one leg"),
            ("stand", "on one leg, the other knee raised, juggling"),
            ("juggle", "balls balancing on one foot"),
        ),
        ("juggling on one leg", "one-legged juggler"),
        who=("a clown", "a juggler"),
        shakes=4.0,
        takes=2,
    ),
)
