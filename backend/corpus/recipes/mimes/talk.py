"""Acts of talk: speeches, quarrels, secrets, and gestures that stand for words."""

from .act import Act, key
from .grips import BACK, ELBOWS_OUT, FREE, HIPS, both

# Keys by the line, not by the value.
# fmt: off
_FIST_UP = {"main": (0.24, 0.44, 0.24), "main_elbow": (1, -0.4, 0)}
_FIST_DOWN = {"main": (0.16, 0.02, 0.42), "main_elbow": (1, -0.6, 0)}
_JAB = {"main_hand": (0, 0.1, 1), "main_palm": (0, -1, 0)}
_PRESENT = {"main_palm": (0.2, 1, 0), "off_palm": (-0.2, 1, 0)}
ACTS = (
    Act(
        "speech",
        (
            key(0, **_FIST_UP, off=(-0.26, -0.16, 0.26), nod=-10, lean=-4),
            key(0.16, **_FIST_DOWN, lean=14, nod=8),
            key(0.4, **_FIST_UP, lean=-4, nod=-12, look=20),
            key(0.16, **_FIST_DOWN, lean=14, nod=6),
            key(0.45, **both(0.5, 0.24, 0.28), **_PRESENT, lean=-8, nod=-14, look=-25, twist=-14),
            key(0.7, **both(0.52, 0.3, 0.26), lean=-10, twist=16, look=25),
            key(0.5, **_FIST_UP, off=(-0.26, -0.16, 0.26), main_palm=None, off_palm=None, twist=0, look=0),
        ),
        (
            ("give", "a speech, beating the air with one fist"),
            ("preach", "with sweeping gestures"),
            ("speak", "to a crowd with big gestures of the arms"),
            ("hold", "a passionate speech"),
        ),
        ("passionate speech", "politician's speech", "preaching with grand gestures"),
        who=("a politician", "a preacher", "a general"),
        loop=(1, 6),
        stance=(0.1, 0.1),
        takes=1,
        seconds=(4.0, 5.0),
    ),
    Act(
        "jab finger",
        (
            key(0, main=(0.18, 0.2, 0.28), **_JAB, off=(-0.24, -0.26, 0.08), off_elbow=(-1, 0, -0.5), lean=8),
            key(0.16, main=(0.12, 0.34, 0.46), lean=20, twist=-14, nod=-4),
            key(0.25),
            key(0.2, main=(0.18, 0.12, 0.3), lean=10, twist=0),
            key(0.16, main=(0.12, 0.34, 0.46), lean=22, twist=-16, nod=-6),
            key(0.3),
            key(0.2, main=(0.2, 0.12, 0.3), lean=10, twist=4),
            key(0.16, main=(0.2, 0.36, 0.45), lean=24, twist=-12, nod=-6),
            key(0.45),
            key(0.25, main=(0.18, 0.12, 0.3), lean=6, twist=0, nod=0),
        ),
        (
            ("argue", "and *jab a finger at somebody"),
            ("argue", "heatedly, leaning in and jabbing the finger"),
            ("poke", "the air with one finger, angry"),
            ("tell", "somebody off with a pointed finger"),
        ),
        ("angry finger pointing", "arguing, jabbing a finger"),
        loop=(1, 9),
        stance=(0.0, 0.25),
        takes=1,
    ),
    Act(
        "quarrel",
        (
            key(0, **both(0.22, -0.1, 0.32), lean=6, **_PRESENT),
            key(0.25, **both(0.5, 0.14, 0.3), lean=14, nod=-8, look=10),
            key(0.3, **both(0.26, -0.1, 0.36), lean=8),
            key(0.25, **both(0.46, 0.46, 0.14), lean=-12, nod=-22, twist=20),
            key(0.4, **both(0.2, -0.08, 0.36), lean=18, nod=6, twist=-16),
            key(0.3, main=(0.62, 0.2, 0.2), off=(-0.22, -0.12, 0.34), twist=28, look=-16, lean=4),
            key(0.45, **both(0.22, -0.1, 0.32), twist=0, look=0, lean=6, nod=0),
        ),
        (
            ("argue", "with big wild gestures of both arms"),
            ("quarrel", "with somebody, arms flying"),
            ("argue", "furiously, throwing up both hands"),
            ("argue", "loudly, gesturing with both hands"),
        ),
        ("arguing with big gestures", "heated argument", "quarrel"),
        kinds=("stand", "seat"),
        who=("an angry Italian", "an angry woman"),
        loop=(1, 6),
        takes=1,
        seconds=(3.5, 5.0),
    ),
    Act(
        "wag finger",
        (
            key(0, main=(0.1, 0.22, 0.36), main_elbow=(0.8, -1, 0), main_hand=(0.4, 1, 0.2), off=HIPS["off"],
                off_elbow=HIPS["off_elbow"], lean=10, nod=8, main_palm=(0, 0, 1)),
            key(0.2, main=(0.26, 0.22, 0.36), main_hand=(0.8, 1, 0.2), tilt=4),
            key(0.2, main=(0.08, 0.22, 0.38), main_hand=(-0.6, 1, 0.2), tilt=-4),
        ),
        (
            ("shake", "a raised forefinger, scolding"),
            ("scold", "somebody, wagging the finger"),
            ("shake", "a finger, one hand on the hip"),
        ),
        ("scolding, wagging a finger", "finger wag", "no no with the finger"),
        who=("a teacher", "a mother"),
        loop=(1, 2),
        takes=1,
    ),
    Act(
        "count fingers",
        (
            key(0, main=(-0.02, 0.08, 0.36), off=(-0.1, 0.06, 0.34), **ELBOWS_OUT, nod=18,
                off_hand=(0.5, 1, 0.2),
                off_palm=(0, 0, -1), main_palm=(-0.4, -0.6, -0.4)),
            *(
                key(t, main=at, nod=nod)
                for _ in range(4)
                for t, at, nod in ((0.18, (0.0, 0.14, 0.34), 14), (0.3, (0.2, 0.06, 0.38), -2),
                                   (0.3, (-0.02, 0.09, 0.36), 18))
            ),
        ),
        (
            ("count", "on the fingers"),
            ("explain", "something, counting on the fingers"),
            ("tick", "points off on the fingers of the {other} hand"),
        ),
        ("counting on the fingers", "listing points"),
        takes=1,
    ),
    Act(
        "whisper",
        (
            key(0, **FREE),
            key(0.3),
            key(0.6, main=(0.0, 0.27, 0.27), main_elbow=(1, -0.9, 0.2), main_hand=(-0.1, 1, 0.1),
                main_palm=(-1, 0, -0.4), twist=-12, look=-50, lean=22, tilt=-16, nod=6, shift=-0.05),
            key(0.5, nod=12, tilt=-18),
            key(0.4, nod=5),
            key(0.5, nod=12),
            key(0.6, look=40, twist=10, nod=0, tilt=-4, lean=10),
            key(0.6, look=-50, twist=-12, tilt=-18, lean=22, nod=8),
        ),
        (
            ("whisper", "behind a raised hand"),
            ("lean", "over and *tell a secret behind the hand"),
            ("gossip", "behind one hand, looking around"),
            ("whisper", "in somebody's ear, a hand at the mouth"),
        ),
        ("whispering behind the hand", "telling a secret", "gossip"),
        takes=1,
        seconds=(3.0, 5.0),
    ),
    Act(
        "shush",
        (
            key(0, **FREE),
            key(0.3),
            key(0.4, main=(0.06, 0.2, 0.28), main_elbow=(0.9, -1, 0), main_hand=(-0.1, 1, 0.0),
                main_palm=(-1, 0, 0), lean=14, nod=6, sink=0.06),
            key(0.9, look=35),
            key(0.4, off=(-0.3, -0.1, 0.36), off_palm=(0, -1, 0.3), look=-30),
            key(0.35, off=(-0.3, -0.2, 0.36)),
            key(0.35, off=(-0.3, -0.1, 0.36), look=0),
            key(0.35, off=(-0.3, -0.2, 0.36)),
            key(0.5),
        ),
        (
            ("put", "a finger to the lips, shh"),
            ("shush", "the others with a finger on the lips"),
            ("ask", "for silence, one finger at the lips"),
        ),
        ("shush", "be quiet gesture"),
        takes=1,
    ),
    Act(
        "listen at door",
        (
            key(0, **FREE),
            key(0.3),
            key(0.8, main=(0.42, 0.24, 0.2), main_elbow=(1, -1, 0), main_hand=(0.2, 1, 0),
                main_palm=(1, 0, 0),
                off=(-0.1, -0.1, 0.3), lean=24, tilt=26, look=-34, shift=0.08, sink=0.1, nod=4),
            key(1.0, tilt=28),
            key(0.6, off=(-0.06, 0.18, 0.28), off_hand=(0.2, 1, 0), off_palm=(0, 0, -1)),
            key(1.2, tilt=30, lean=26),
        ),
        (
            ("listen", "at a door, the ear close to it"),
            ("stand", "with the ear at a door, eavesdropping"),
            ("lean", "over to the {side} and *listen at the wall"),
        ),
        ("listening at a door", "eavesdropping"),
        stance=(0.2, 0.0),
        takes=1,
    ),
    Act(
        "shoo",
        (
            key(0, main=(0.0, 0.1, 0.34), main_hand=(-0.6, -0.6, 0.3), main_palm=(0, 0, -1), nod=6, twist=-12,
                off=HIPS["off"], off_elbow=HIPS["off_elbow"]),
            key(0.22, main=(0.6, 0.18, 0.24), main_hand=(1, 0.6, 0.2), lean=10, twist=22, tilt=-6),
            key(0.2),
            key(0.35, main=(0.02, 0.1, 0.36), main_hand=(-0.6, -0.6, 0.3), lean=3, twist=-12, tilt=0),
        ),
        (("send", "somebody away with a sweep of the hand"),
         ("tell", "somebody to go away with sweeps of the arm"),
         ("wave", "somebody off, annoyed")),
        ("shoo away", "go away gesture"),
        loop=(1, 3),
        takes=1,
    ),
    Act(
        "thumb up",
        (
            key(0, **FREE),
            key(0.4),
            key(0.35, main=(0.26, 0.2, 0.5), main_hand=(0, 0.2, 1), main_palm=(-1, 0, 0), lean=8, twist=-16,
                nod=-4),
            key(0.25, main=(0.26, 0.26, 0.48), nod=10),
            key(0.25, nod=-4),
            key(1.0, tilt=8),
            key(0.6, main_hand=None, main_palm=None, **BACK),
        ),
        (("give", "a thumbs up"), ("show", "approval, thumb raised, arm stretched out"),
         ("hold", "the thumb up with one arm")),
        ("thumbs up", "approves, thumb up"),
        takes=1,
    ),
)
