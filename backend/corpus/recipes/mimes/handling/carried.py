"""Acts of who walks with a load: on shoulder, head, back and tray, in both arms, pulled and pushed."""

from functools import partial

from ..act import Act, key
from ..grips import ELBOWS_OUT, both

# Keys by the line, not by the value.
# fmt: off
_walked = partial(Act, kinds=("way",), takes=1, folds=0.45)
_ON = {"main_palm": (0, 1, 0), "off_palm": (0, 1, 0)}
_ARMS = {"main_elbow": (1, -0.8, -0.2), "off_elbow": (-1, -0.8, -0.2)}
ACTS = (
    _walked(
        "tray",
        (
            key(0, main=(0.5, 0.28, 0.12), main_elbow=(0.2, -1, 0), main_hand=(1, 0.2, 0.2),
                main_palm=(0, 1, 0), off=(-0.05, -0.28, -0.17), off_elbow=(-0.7, -0.1, -1), lean=-8, nod=-4,
                tilt=-3),
            key(1.2, tilt=2, look=15),
            key(1.2, tilt=-5, look=-10),
        ),
        (
            ("carry", "a tray at shoulder height on one hand"),
            ("balance", "a tray on the raised {side} hand"),
            ("carry", "a tray like a waiter"),
            ("walk", "with a tray of drinks on one palm"),
        ),
        ("waiter with a tray", "carrying a tray on one raised hand"),
        kinds=("way", "stand"),
        who=("a waiter", "a waitress"),
        loop=(1, 2),
    ),
    _walked(
        "sack on shoulder",
        (
            key(0, main=(0.18, 0.3, 0.22), main_elbow=(0.5, -0.3, 1), main_hand=(0, 0.5, -1), lean=34,
                sink=0.08, tilt=-16, nod=2, look=-24, off=(-0.34, -0.28, 0.2), off_elbow=(-1, 0, -0.5)),
            key(0.6, tilt=-6, lean=28, off=(-0.4, -0.22, 0.1)),
            key(0.6, tilt=-16, lean=34, off=(-0.34, -0.28, 0.2)),
        ),
        (
            ("carry", "a sack over one shoulder"),
            ("carry", "something heavy on the {side} shoulder"),
            ("lug", "a sack on the shoulder, bent to the side"),
        ),
        ("carrying something on the shoulder", "sack over the shoulder walk"),
        loop=(1, 2),
    ),
    _walked(
        "person over shoulder",
        (
            key(0, main=(0.19, 0.3, 0.2), main_elbow=(0.4, -0.3, 1), main_hand=(0, 0.5, -1), lean=40,
                sink=0.13, tilt=-18, off=(0.08, 0.06, 0.37), off_elbow=(-0.8, -0.8, 0),
                off_hand=(0.7, 0.4, 0.3), nod=-18, look=-24),
            key(0.6, tilt=-4, lean=32, sink=0.08),
            key(0.6, tilt=-18, lean=40, sink=0.13),
        ),
        (
            ("carry", "a person over the shoulder like a fireman"),
            ("carry", "a wounded comrade over the shoulder"),
            ("carry", "somebody over the {side} shoulder, bent forward"),
        ),
        ("fireman's carry", "carrying a wounded person over the shoulder"),
        who=("a fireman", "a soldier"),
        loop=(1, 2),
    ),
    _walked(
        "on the head",
        (
            key(0, main=(0.2, 0.53, 0.06), main_elbow=(1, 0.1, 0), main_hand=(-0.6, 0.8, 0), nod=-4,
                main_palm=(-1, 0.2, 0)),
            key(1.5, tilt=2),
        ),
        (
            ("carry", "something on the head, one hand up to it"),
            ("carry", "a jar on the head"),
            ("balance", "a basket on the head, holding it with the {side} hand"),
        ),
        ("carrying something on the head", "water jar on the head"),
        who=("an African woman", "a porter"),
    ),
    _walked(
        "bride",
        (
            key(0, main=(0.3, 0.0, 0.36), off=(-0.16, -0.16, 0.39), **_ARMS, **_ON,
                main_hand=(-0.5, 0.2, 1), off_hand=(0.3, 0, 1), lean=-22, nod=20, look=24, sink=0.1),
            key(0.6, tilt=8),
            key(0.6, tilt=-6),
        ),
        (
            ("carry", "a bride in both arms"),
            ("carry", "somebody in both arms"),
            ("carry", "a person in the arms in front of the body, leaning back"),
        ),
        ("princess carry", "bridal carry", "carrying somebody in both arms"),
        who=("a groom", "a fireman", "a hero"),
        loop=(1, 2),
    ),
    _walked(
        "baby",
        (
            key(0, main=(-0.1, -0.02, 0.24), off=(0.0, -0.11, 0.27), **ELBOWS_OUT, nod=26, tilt=5, look=20,
                main_palm=(0, 0.6, -0.8), off_palm=(0, 1, 0), twist=6),
            key(0.8, main=(-0.1, 0.0, 0.24), off=(0.0, -0.09, 0.27), twist=-12, tilt=-4),
            key(0.8, main=(-0.1, -0.03, 0.24), off=(0.0, -0.12, 0.27), twist=12, tilt=5),
        ),
        (
            ("carry", "a baby in the arms"),
            ("rock", "a baby in both arms"),
            ("cradle", "a sleeping baby"),
            ("rock", "a baby to sleep, looking down at it"),
        ),
        ("rocking a baby", "cradling a baby in the arms"),
        kinds=("stand", "way", "seat"),
        who=("a mother", "a father"),
        loop=(1, 2),
    ),
    _walked(
        "piggyback",
        (
            key(0, **both(0.2, -0.31, -0.03), main_elbow=(1, 0, -0.6), off_elbow=(-1, 0, -0.6), lean=44,
                sink=0.1, nod=-30),
            key(0.9, lean=48, tilt=4),
            key(0.25, lean=28, **both(0.21, -0.26, -0.05), sink=0.02, look=24),
            key(0.5, lean=44, **both(0.2, -0.31, -0.03), sink=0.1, tilt=-4, look=0),
        ),
        (
            ("carry", "somebody on the back"),
            ("give", "a child a piggyback ride"),
            ("carry", "a child piggyback, bent forward"),
        ),
        ("piggyback ride", "carrying somebody on the back"),
        who=("a father", "a soldier"),
        loop=(1, 3),
    ),
    _walked(
        "drag body",
        (
            key(0, **both(0.16, 0.0, 0.5), lean=40, nod=-6, sink=0.16, main_elbow=(1, -0.4, -0.3),
                off_elbow=(-1, -0.4, -0.3)),
            key(0.6, **both(0.16, -0.06, 0.46), lean=12, sink=0.1, nod=4),
            key(0.2),
            key(0.6, **both(0.16, 0.0, 0.5), lean=40, sink=0.16, look=0, nod=-6),
        ),
        (
            ("drag", "a body by the arms"),
            ("drag", "an unconscious man by the shoulders"),
            ("pull", "something heavy along the ground with both hands"),
            ("drag", "a heavy sack along the floor, bent over"),
        ),
        ("dragging a body backwards", "dragging something heavy backwards"),
        kinds=("back",),
        loop=(1, 3),
    ),
    _walked(
        "sled rope",
        (
            key(0, main=(0.2, 0.18, 0.24), main_elbow=(1, -0.6, 0.2), off=(-0.26, -0.06, 0.42),
                off_elbow=(-1, 0, -0.3), lean=62, nod=-34, sink=0.14),
            key(0.5, lean=46, sink=0.1, twist=10, off=(-0.34, -0.24, 0.16)),
            key(0.5, lean=64, sink=0.16, twist=-10, off=(-0.26, -0.06, 0.42)),
        ),
        (
            ("pull", "a rope over the shoulder, leaning forward"),
            ("pull", "a sledge on a rope over the shoulder"),
            ("haul", "something heavy behind, the rope over the {side} shoulder"),
        ),
        ("pulling a sledge", "hauling a rope over the shoulder"),
        loop=(1, 2),
    ),
    _walked(
        "suitcase",
        (
            key(0, main=(0.44, -0.2, -0.26), main_elbow=(0.6, 0.2, -1), twist=18, lean=10, look=-10,
                main_hand=(0, -0.6, -1)),
            key(1.2, look=10),
        ),
        (
            ("pull", "a suitcase behind"),
            ("pull", "a trolley with the {side} hand"),
            ("drag", "a suitcase along with one arm behind"),
        ),
        ("pulling a suitcase", "tourist with a trolley"),
    ),
)
