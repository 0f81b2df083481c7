"""Acts of a street band and of a small stage: what is squeezed, shaken, bowed, sung and pulled from hats."""

from ..act import Act, key
from ..grips import FREE, both

# Keys by the line, not by the value.
# fmt: off
_SQUEEZES = {"main_elbow": (1, -0.3, -0.3), "off_elbow": (-1, -0.3, -0.3), "main_palm": (-1, 0, 0),
             "off_palm": (1, 0, 0)}
_HAT = {"off": (-0.08, -0.16, 0.32), "off_elbow": (-1, -0.3, -0.2), "off_hand": (0.6, 0, 0.6)}
_MIC = {"off": (-0.02, 0.27, 0.3), "off_elbow": (-1, -0.4, 0.1), "off_hand": (0.3, 0.6, -0.6)}
_NECK = {"off": (-0.4, 0.06, 0.27), "off_elbow": (-0.4, -1, -0.2), "off_palm": (0.3, 0.6, -0.8)}
_PALM = {"off": (-0.06, -0.14, 0.34), "off_elbow": (-1, -0.4, -0.2), "off_palm": (0, 1, 0),
         "off_hand": (0.8, 0, 0.5)}

ACTS = (
    Act(
        "accordion",
        (
            key(0, **both(0.17, -0.06, 0.28), **_SQUEEZES, nod=10, tilt=-6),
            key(0.8, main=(0.5, -0.1, 0.24), off=(-0.46, -0.02, 0.24), tilt=12, lean=-6, nod=-4, twist=8),
            key(0.15),
            key(0.8, **both(0.16, -0.08, 0.29), tilt=-10, lean=10, nod=14, twist=-8),
            key(0.15),
        ),
        (
            ("play", "the accordion"),
            ("play", "an accordion, pulling it wide and squeezing it together"),
            ("squeeze", "an accordion, swaying to the tune"),
        ),
        ("playing the accordion", "accordion player, squeezebox"),
        kinds=("stand", "seat"),
        who=("an accordionist", "a street musician"),
        loop=(1, 4),
        stance=(0.12, 0.0),
        takes=1,
        seconds=(3.8, 5.0),
    ),
    Act(
        "tambourine",
        (
            key(0, **_PALM, main=(0.44, 0.56, 0.16), main_elbow=(1, -0.3, 0), main_hand=(0.1, 1, 0.2),
                tilt=-4, nod=-10),
            *(part for _ in range(3) for part in (
                key(0.13, main=(0.32, 0.58, 0.18), main_hand=(-0.5, 1, 0.2), sink=0.04, shift=0.04),
                key(0.13, main=(0.5, 0.52, 0.16), main_hand=(0.7, 1, 0.2), sink=0.0))),
            # On the palm.
            *(part for _ in range(2) for part in (
                key(0.2, main=(0.34, 0.12, 0.4), main_hand=(-0.4, 0.6, 0.6), off=(-0.3, 0.0, 0.38), nod=8,
                    shift=-0.04),
                key(0.14, main=(0.06, 0.0, 0.42), main_hand=(-0.6, 0, 0.6), off=(-0.07, -0.02, 0.4),
                    sink=0.05))),
            # On the hip.
            key(0.24, main=(0.55, -0.12, 0.12), main_hand=(0.3, -1, 0), off=(-0.5, 0.2, 0.2), off_palm=None,
                shift=-0.05,
                nod=0, sink=0),
            key(0.16, main=(0.29, -0.27, 0.06), shift=0.1, tilt=-8, main_hand=(-0.2, -1, 0)),
            key(0.2, main=(0.55, -0.05, 0.12), shift=-0.04, tilt=0),
            key(0.16, main=(0.29, -0.27, 0.06), shift=0.1, tilt=-8),
            key(0.3, **_PALM, main=(0.5, 0.52, 0.16), main_elbow=(1, -0.3, 0), main_hand=(0.1, 1, 0.2),
                tilt=-4, nod=-10,
                shift=0),
        ),
        (
            ("shake", "a tambourine"),
            ("shake", "a tambourine beside the head and *beat it on the other palm"),
            ("play", "the tambourine"),
        ),
        ("playing a tambourine", "shaking and hitting a tambourine"),
        who=("a singer", "a street musician"),
        loop=(1, 15),
        stance=(0.18, 0.0),
        takes=2,
        shakes=4.0,
        seconds=(3.4, 5.0),
    ),
    Act(
        "windmill guitar",
        (
            key(0, **_NECK, main=(0.12, -0.16, 0.26), main_elbow=(1, -0.2, -0.4), nod=14, lean=-6, sink=0.05,
                look=-20),
            *(part for _ in range(3) for part in (
                key(0.14, main=(0.12, -0.28, 0.22), nod=24),
                key(0.14, main=(0.13, -0.08, 0.26), nod=6))),
            # Twice round.
            *(part for last in (False, True) for part in (
                key(0.16, main=(0.5, -0.2, 0.16), lean=-4, look=0, sink=0),
                key(0.14, main=(0.7, 0.16, 0.1), twist=10, nod=-10),
                key(0.14, main=(0.54, 0.52, 0.1), lean=-12, nod=-16),
                key(0.14, main=(0.26, 0.66, 0.12)),
                key(0.2 if last else 0.05),
                key(0.14, main=(0.04, 0.32, 0.4), twist=0, lean=0),
                key(0.14, main=(0.08, -0.26, 0.26), lean=18 if last else 4, twist=-8,
                    sink=0.14 if last else 0.03, nod=22))),
            key(0.4, sink=0.16),
            key(0.3, main=(0.12, -0.1, 0.26), lean=-6, sink=0.05, twist=0, nod=14, look=-20),
        ),
        (
            ("play", "the guitar, swinging the strumming arm round like a windmill"),
            ("windmill", "the arm over a guitar"),
            ("strum", "an electric guitar with big circles of the arm"),
        ),
        ("guitar windmill", "rock guitar, windmill strumming"),
        who=("a guitarist", "a rock star"),
        loop=(1, 22),
        stance=(0.34, 0.2),
        takes=2,
        shakes=4.0,
        seconds=(3.4, 5.0),
    ),
    Act(
        "rabbit from a hat",
        (
            key(0, **FREE),
            # Nothing in the hand.
            key(0.5, **_HAT, main=(0.66, 0.22, 0.2), main_elbow=(0.5, -1, 0), main_hand=(1, 0.4, 0),
                main_palm=(0, 0.3, 1),
                nod=0, look=16),
            key(0.3),
            key(0.3, main=(0.1, 0.12, 0.36), main_elbow=(1, 0, 0), main_hand=(-0.5, -0.6, 0.5),
                main_palm=None, look=-6,
                nod=14),
            key(0.15, main=(0.03, 0.0, 0.36)),
            key(0.2, main=(0.1, 0.14, 0.36)),
            key(0.15, main=(0.03, 0.0, 0.36)),
            key(0.3, main=(0.02, 0.16, 0.34), main_hand=(-0.1, -1, 0)),
            # Deep down and about.
            key(0.4, main=(-0.04, -0.2, 0.34), off=(-0.12, -0.24, 0.32), tilt=-10, lean=16, nod=16,
                main_elbow=(1, 0.5, 0.2)),
            key(0.2, main=(0.02, -0.22, 0.36), look=40, nod=-14),
            key(0.2, main=(-0.06, -0.18, 0.33)),
            # Out and up.
            key(0.45, main=(0.1, 0.3, 0.42), off=(-0.12, -0.2, 0.32), look=0, nod=-6, lean=0, tilt=0),
            key(0.35, main=(0.34, 0.64, 0.12), main_elbow=(1, 0.2, 0), main_hand=(0.2, 1, 0), look=20,
                nod=-26, lean=-8),
            key(0.8, off=(-0.44, -0.1, 0.28)),
        ),
        (
            ("pull", "a rabbit out of a hat"),
            ("tap", "a hat with a wand, *reach into it and *pull out a rabbit"),
            ("conjure", "something out of a hat and *hold it up high"),
        ),
        ("magic trick, rabbit out of a hat", "magician's hat trick"),
        who=("a magician", "a conjurer"),
        takes=2,
        seconds=(4.6, 5.3),
    ),
    Act(
        "sings with feeling",
        (
            key(0, **_MIC, main=(0.5, -0.1, 0.24), main_elbow=(0.8, -1, 0), nod=-6, shift=-0.08, tilt=-8),
            key(0.7, main=(0.68, 0.16, 0.22), main_hand=(1, 0.2, 0.3), main_palm=(0, 1, 0), shift=0.09,
                tilt=12, look=24,
                lean=-2),
            key(0.3),
            # Bent over the mic, a fist drawn in.
            key(0.6, main=(0.22, -0.12, 0.22), main_palm=None, main_hand=None, shift=-0.06, tilt=-8, look=-4,
                nod=22,
                lean=26, sink=0.12),
            key(0.25),
            key(0.7, main=(0.5, 0.58, 0.16), main_elbow=(1, -0.2, 0), shift=0.04, tilt=4, look=8, nod=-28,
                lean=-16, sink=0),
            key(0.5),
            key(0.6, main=(0.5, -0.1, 0.24), main_elbow=(0.8, -1, 0), nod=-6, lean=0, shift=-0.08, tilt=-8,
                look=0),
        ),
        (
            ("sing", "into a microphone, swaying with feeling"),
            ("sing", "a ballad, a hand at the mic and the other reaching out"),
            ("croon", "into a mic, swaying from side to side"),
        ),
        ("singer at the mic", "singing a ballad, swaying"),
        who=("a singer",),
        loop=(1, 7),
        stance=(0.24, 0.1),
        takes=2,
        seconds=(4.2, 5.2),
    ),
    Act(
        "rock paper scissors",
        (
            key(0, **_PALM, main=(0.1, 0.2, 0.34), main_elbow=(1, -0.5, -0.2), lean=6, nod=8),
            *(part for again in range(2) for part in (
                *(part for _ in range(3) for part in (
                    key(0.17, main=(0.0, -0.06, 0.38), sink=0.05, nod=12),
                    key(0.19, main=(0.1, 0.24, 0.36), sink=0.0, nod=4))),
                key(0.17, main=(0.05, -0.05, 0.46), main_hand=(-0.2, 0, 1), main_palm=(0, -1, 0), sink=0.06,
                    nod=14, lean=10),
                key(0.45),
                *((key(0.25, main=(0.1, 0.24, 0.36), main_hand=None, main_palm=None, sink=0,
                    lean=6),) if not again else ()))),
            # Won.
            key(0.25, main=(0.42, 0.56, 0.16), main_hand=None, main_palm=None, off=(-0.34, 0.0, 0.24),
                off_hand=None,
                off_palm=None, lean=-10, nod=-14, sink=0),
            key(0.4),
        ),
        (
            ("play", "rock paper scissors"),
            ("beat", "a fist on the palm three times and *show a hand, rock paper scissors"),
            ("pump", "the fist three times and *throw paper"),
        ),
        ("playing rock paper scissors", "rock, paper, scissors, shoot"),
        who=("a kid", "a boy"),
        stance=(0.08, 0.16),
        takes=2,
        seconds=(3.8, 5.2),
        shakes=2.5,
    ),
)
