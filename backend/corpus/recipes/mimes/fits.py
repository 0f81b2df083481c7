"""Fits: sneezes, coughs, yawns, laughter, and waiting that shows."""

from .act import Act, key
from .grips import CROSSED, EASE, ELBOWS_OUT, FREE, HIPS, both

# Keys by the line, not by the value.
# fmt: off
ACTS = (
    Act(
        "itch",
        (
            key(0, off=(-0.1, -0.02, 0.34), off_elbow=(-1, -0.6, 0), main=(0.06, 0.0, 0.36), nod=16),
            *(key(0.13, main=((-0.02, 0.0, 0.38), (0.1, 0.02, 0.34))[k % 2], nod=18, lean=8)
              for k in range(6)),
            key(0.3, main=(0.4, 0.2, 0.22), nod=8),
            key(0.3, main=(0.16, 0.28, -0.1), main_elbow=(1, 0.2, 0), off=(-0.26, -0.2, 0.16), tilt=-14,
                nod=8,
                twist=16),
            *(key(0.13, main=((0.14, 0.22, -0.13), (0.16, 0.3, -0.1))[k % 2], tilt=-16 + 8 * (k % 2))
              for k in range(6)),
            key(0.3, main=(0.42, 0.2, 0.1), lean=20, tilt=0),
            key(0.35, main=(0.3, -0.14, 0.4), main_elbow=(1, -0.4, 0), lean=52, tilt=8, twist=0, sink=0.16),
            *(key(0.13, main=((0.3, -0.06, 0.42), (0.3, -0.18, 0.38))[k % 2]) for k in range(6)),
        ),
        (
            ("scratch", "all over, itching"),
            ("scratch", "the arm, the neck and the leg"),
            ("itch", "and *scratch everywhere"),
        ),
        ("itching, scratching all over",),
        takes=1,
        seconds=(4.0, 5.0),
    ),
    Act(
        "sneeze",
        (
            key(0, **FREE),
            key(0.3, lean=-4, nod=-8),
            key(0.35, lean=-12, nod=-24, main=(0.2, 0.16, 0.3)),
            key(0.35, lean=-18, nod=-34, main=(0.14, 0.24, 0.3)),
            key(0.15, lean=44, nod=30, sink=0.1, main=(0.08, 0.25, 0.23), main_elbow=(1, -0.4, 0.2)),
            key(0.35, lean=40),
            key(0.5, lean=0, nod=-6, sink=0),
            key(0.4, lean=-18, nod=-34, main=(0.14, 0.24, 0.3)),
            key(0.15, lean=48, nod=32, sink=0.12, main=(0.08, 0.25, 0.23)),
            key(0.4, lean=42),
            key(0.7, lean=4, nod=6, main=(0.14, 0.18, 0.3)),
        ),
        (
            ("sneeze", "hard so that the whole body jerks"),
            ("sneeze", ""),
            ("throw", "the head back and *sneeze into the hand"),
            ("have", "a sneezing fit"),
        ),
        ("sneeze", "sneezing", "achoo"),
        takes=1,
        seconds=(3.5, 5.0),
    ),
    Act(
        "cough",
        (
            key(0, main=(0.06, 0.2, 0.26), main_elbow=(1, -0.6, 0), lean=18, nod=8, off=(-0.06, -0.02, 0.2),
                off_elbow=(-1, -0.7, 0)),
            *(
                key(t, lean=lean, nod=nod, sink=sink)
                for t, lean, nod, sink in ((0.12, 44, 24, 0.08), (0.22, 32, 12, 0.05), (0.12, 48, 26, 0.1),
                                           (0.22, 34, 12, 0.06), (0.12, 50, 26, 0.1), (0.7, 16, 0, 0.0))
            ),
        ),
        (
            ("cough", "violently, bent forward, a fist at the mouth"),
            ("cough", ""),
            ("have", "a coughing fit, bent over"),
        ),
        ("coughing", "coughing fit", "sick, coughing"),
        shakes=1.3,
        loop=(1, 6),
        takes=1,
    ),
    Act(
        "yawn and stretch",
        (
            key(0, **FREE),
            key(0.3, nod=6),
            key(0.7, main=(0.06, 0.24, 0.23), main_elbow=(1, -0.6, 0), nod=-22, lean=-6,
                off=(-0.4, 0.1, 0.0), off_elbow=(-1, 0, 0)),
            key(0.6, nod=-28, lean=-10),
            key(0.8, **both(0.26, 0.65, -0.02), **ELBOWS_OUT, lean=-16, nod=-34, main_foot=0.0),
            key(0.5, **both(0.36, 0.61, -0.06), tilt=12),
            key(0.5, tilt=-12),
            key(0.8, **EASE),
        ),
        (
            ("yawn", "and *stretch both arms over the head"),
            ("stretch", "and *yawn with a hand before the mouth"),
            ("yawn", "sleepily and *stretch"),
        ),
        ("yawning and stretching", "tired, yawn"),
        kinds=("stand", "seat"),
        takes=1,
        seconds=(4.0, 5.0),
    ),
    Act(
        "laugh",
        (
            key(0, **both(0.12, -0.08, 0.25), nod=10, lean=12),
            key(0.5, main=(0.1, -0.1, 0.26), off=(-0.06, -0.08, 0.26), lean=-18, nod=-30),
            *(key(0.14, lean=-18 + 5 * (k % 2), nod=-30 + 8 * (k % 2), sink=0.02 * (k % 2))
              for k in range(7)),
            key(0.5, lean=38, nod=24, sink=0.1),
            *(key(0.14, lean=38 - 6 * (k % 2), nod=24 - 6 * (k % 2), sink=0.1 - 0.02 * (k % 2))
              for k in range(6)),
            key(0.25, main=(0.32, -0.12, 0.4), lean=42),
            key(0.14, main=(0.3, -0.18, 0.3)),
            key(0.2, main=(0.32, -0.08, 0.4)),
            key(0.14, main=(0.3, -0.18, 0.3)),
        ),
        (
            ("laugh", "out loud, holding the belly"),
            ("laugh", "and *bend over, slapping the thigh"),
            ("throw", "back the head laughing and *double over"),
            ("laugh", "hard, holding the stomach"),
        ),
        ("laughing out loud", "laughing, bent over", "hearty laugh"),
        kinds=("stand", "seat"),
        takes=1,
        seconds=(4.0, 5.0),
    ),
    Act(
        "impatient",
        (
            key(0, **CROSSED, nod=-4, look=25),
            *(key(0.15, tap=14 * (k % 2 == 0)) for k in range(6)),
            key(0.3, main=(-0.02, 0.08, 0.3), off=(-0.22, -0.12, 0.28)),
            key(0.3, main=(0.0, 0.1, 0.3), main_elbow=(1, -0.5, 0), off=HIPS["off"],
                off_elbow=HIPS["off_elbow"], nod=28, look=0, lean=8),
            key(0.6),
            key(0.3, main=(0.24, -0.06, 0.28), lean=-4, nod=-10),
            key(0.3, lean=-8, nod=-26, **HIPS, look=-20),
            key(0.5, look=50, nod=0, lean=0),
            *(key(0.15, tap=14 * (k % 2 == 0)) for k in range(4)),
        ),
        (
            ("check", "the watch and *tap the foot impatiently"),
            ("wait", "impatiently, tapping one foot and looking at the watch"),
            ("tap", "the foot with crossed arms, then *look at the watch"),
        ),
        ("impatient, checks the watch and taps the foot", "impatient foot tapping"),
        takes=1,
        seconds=(4.0, 5.0),
    ),
    Act(
        "bored",
        (
            key(0, **FREE, nod=6),
            key(0.4, lean=-10, nod=-28, look=20),
            key(0.7, lean=-14, nod=-34, **both(0.28, -0.26, 0.2)),
            key(0.5, lean=28, nod=30, look=0, **both(0.24, -0.34, 0.28), sink=0.05),
            key(0.9, lean=30, tilt=8),
            key(0.7, lean=4, nod=0, **HIPS, tilt=10, shift=0.06, look=40),
            key(0.9, tilt=-10, shift=-0.06, look=-40),
            key(0.5),
        ),
        (
            ("wait", "bored, sighing and slumping"),
            ("sigh", "and *slump, bored"),
            ("stand", "around bored, shifting the weight"),
            ("let", "the head and arms hang, bored"),
        ),
        ("bored idle", "idle bored", "bored waiting, sighing"),
        takes=1,
        seconds=(4.0, 5.0),
    ),
)
