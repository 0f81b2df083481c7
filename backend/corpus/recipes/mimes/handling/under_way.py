"""Acts of who walks: on the phone, with a map, a weapon, an umbrella, with child, pulled along."""

from functools import partial

from ..act import Act, key
from ..grips import BEHIND, FREE, both

# Keys by the line, not by the value.
# fmt: off
_walked = partial(Act, kinds=("way",), takes=1, folds=0.45)
ACTS = (
    _walked(
        "through a door",
        (
            key(0, **FREE),
            key(0.3, nod=8),
            key(0.4, main=(0.1, 0.1, 0.49), lean=16, main_hand=(0, 1, 0.3), main_palm=(0, 0, 1), twist=-14),
            key(0.7, main=(0.26, 0.1, 0.45), twist=6, lean=22, nod=0),
            key(0.4, main=(0.5, 0.04, 0.26), twist=26, lean=4),
            key(0.4, main=(0.46, -0.1, -0.2), twist=50, look=80, main_elbow=(0.6, 0.2, -1), main_hand=None,
                main_palm=None),
            key(0.5, main=(0.3, -0.16, -0.32), lean=-2),
            key(0.5, main=None, twist=0, look=0, lean=0),
            key(0.3),
        ),
        (
            ("open", "a door and *walk through"),
            ("push", "a door open, *walk in and *close it behind"),
            ("go", "through a door, pushing it open with the {side} hand"),
        ),
        ("opens a door and goes in", "walking through a door"),
    ),
    _walked(
        "umbrella",
        (
            key(0, main=(0.1, 0.5, 0.26), main_elbow=(0.7, -1, 0), main_hand=(0, 1, 0.1),
                off=(0.02, 0.3, 0.3), off_hand=(0, 1, 0.1), off_elbow=(-0.7, -1, 0), lean=16, nod=6,
                sink=0.04),
            key(0.7, tilt=8, lean=24, main=(0.06, 0.44, 0.36), off=(-0.02, 0.26, 0.38)),
            key(0.7, tilt=-6, lean=8, main=(0.12, 0.54, 0.2), off=(0.02, 0.34, 0.28)),
        ),
        (
            ("hold", "an umbrella in the rain with both hands"),
            ("walk", "under an umbrella, hunched"),
            ("hold", "an umbrella against the wind"),
        ),
        ("umbrella walk", "with an umbrella in the rain"),
        loop=(1, 2),
    ),
    _walked(
        "pregnant",
        (
            key(0, main=(0.15, -0.24, -0.16), main_elbow=(1, 0, -0.8), main_hand=(-1, -0.4, 0.1),
                off=(-0.08, -0.22, 0.27), lean=-26, off_elbow=(-1, -0.2, -0.3), nod=14, off_palm=(0, 0, -1),
                tilt=9, off_hand=(0.7, -0.6, 0.2)),
            key(0.6, tilt=-9),
            key(0.6, tilt=9),
        ),
        (
            ("walk", "heavily pregnant, a hand at the small of the back"),
            ("walk", "leaning back, one hand on the lower back, one on the belly"),
            ("waddle", "along pregnant, a hand on the back"),
        ),
        ("pregnant walk", "pregnant woman walking"),
        who=("a pregnant woman",),
        loop=(1, 2),
    ),
    _walked(
        "pulled along",
        (
            key(0, main=(0.08, 0.06, 0.5), off=(-0.44, 0.06, -0.2), off_elbow=(-0.8, 0, -0.8), lean=-30,
                sink=0.14, nod=-10, look=-60, twist=-30),
            key(0.25, lean=-4, twist=-38, tilt=-8, nod=10),
            key(0.6, lean=-34, twist=-24, tilt=8, nod=-14),
        ),
        (
            ("get", "dragged along by the arm, resisting"),
            ("resist", "being pulled along by one arm"),
            ("get", "pulled forward by the {side} arm, leaning back"),
        ),
        ("dragged away by the arm", "being pulled along, resisting"),
        who=("an arrested man", "a child"),
        loop=(1, 2),
    ),
    _walked(
        "pacing on the phone",
        (
            key(0, main=(0.19, 0.27, 0.1), main_hand=(-0.25, 1, -0.1), main_elbow=(0.7, -1, 0.1),
                off=(-0.4, -0.2, 0.2), tilt=4, off_palm=(0, 1, 0), nod=6),
            key(0.4, off=(-0.58, 0.0, 0.24), off_elbow=(-0.5, -1, -0.3), look=-16, nod=-6),
            key(0.3),
            key(0.4, off=(-0.36, -0.24, 0.26), look=10, nod=8),
            key(0.4, off=(-0.5, 0.2, 0.24), nod=-10, look=-10),
            key(0.3),
            key(0.5, off=(-0.4, -0.2, 0.2), nod=6, look=0),
        ),
        (
            ("talk", "on the phone, the free hand gesturing"),
            ("pace", "on the phone, gesturing with the {other} hand"),
            ("phone", "with the {side} hand at the ear, gesturing"),
        ),
        ("phone call, gesturing", "angry phone call"),
        kinds=("way", "seat", "stand"),
        loop=(1, 4),
    ),
    _walked(
        "read a map",
        (
            key(0, **both(0.32, 0.12, 0.37), main_hand=(-0.2, 1, 0.2), off_hand=(0.2, 1, 0.2), nod=24, lean=6,
                main_palm=(-1, 0, -0.3), off_palm=(1, 0, -0.3), look=-10),
            key(0.6, look=14, tilt=3),
            key(0.3, main=(-0.04, 0.14, 0.42), off=(-0.26, 0.12, 0.36), look=-4),
            key(0.35, **both(0.38, 0.14, 0.33), look=-8),
            key(0.5, look=12, tilt=-3),
            key(0.35, **both(0.28, -0.04, 0.36), look=40, nod=-10),
            key(0.4, look=-30),
            key(0.35, **both(0.32, 0.12, 0.37), look=-10, nod=24),
        ),
        (
            ("read", "a map held open with both hands"),
            ("hold", "a map open and *look around"),
            ("look", "at a newspaper held wide open"),
        ),
        ("reading a map", "reading a newspaper"),
        kinds=("way", "seat"),
        loop=(1, 7),
    ),
    _walked(
        "two-handed pistol",
        (
            key(0, main=(0.06, 0.24, 0.46), off=(-0.02, 0.21, 0.43), lean=12, nod=4, sink=0.12),
            key(0.4, twist=40, look=40),
            key(0.5),
            key(0.5, twist=-36, look=-36),
            key(0.5),
            key(0.4, twist=0, look=0),
        ),
        (
            ("aim", "a pistol straight ahead with both hands, checking the corners"),
            ("move", "forward with the gun raised in both hands"),
            ("walk", "with a pistol held out in both hands"),
        ),
        ("pistol aimed with both hands, cautious walk", "swat, gun raised"),
        who=("a policeman", "a SWAT officer"),
        loop=(1, 5),
    ),
    _walked(
        "rifle ready",
        (
            key(0, main=(0.16, -0.1, 0.2), off=(-0.16, 0.06, 0.36), lean=18, nod=-8,
                main_elbow=(1, -0.3, -0.5),
                off_elbow=(-1, -0.6, 0)),
            key(0.7, look=40),
            key(0.5),
            key(0.7, look=-40),
            key(0.5),
        ),
        (
            ("patrol", "with a rifle in both hands, looking left and right"),
            ("walk", "with a rifle across the chest"),
            ("carry", "a rifle at the ready"),
        ),
        ("rifle walk", "soldier on patrol with a rifle"),
        who=("a soldier", "a guard"),
        loop=(1, 4),
    ),
    _walked(
        "smoke way",
        (
            key(0, **FREE),
            key(0.3),
            key(0.5, main=(0.07, 0.26, 0.22), main_elbow=(1, -0.6, 0), main_hand=(-0.4, 1, -0.1),
                main_palm=(0, 0, -1), nod=6),
            key(0.6, nod=2),
            key(0.5, main=(0.34, 0.02, 0.2), nod=-24, lean=-4, main_hand=(0.3, 0.6, 0.6),
                main_elbow=(0.6, -1, -0.2)),
            key(0.5, look=-12, nod=-28),
            key(0.5, main=(0.07, 0.26, 0.22), main_elbow=(1, -0.6, 0), main_hand=(-0.4, 1, -0.1), nod=6,
                look=0,
                lean=0),
            key(0.6, nod=2),
            key(0.5, main=(0.34, -0.1, 0.16), nod=-20, main_hand=(0.3, 0.3, 0.6), main_elbow=(0.6, -1, -0.2)),
        ),
        (
            ("smoke", "a cigarette"),
            ("smoke", ""),
            ("take", "a drag from a cigarette"),
            ("puff", "on a cigarette"),
        ),
        ("smoking", "smoking a cigarette", "smoke idle"),
        who=("a smoker",),
    ),
    Act(
        "clasped behind",
        (
            key(0, **BEHIND, lean=-4, nod=-2, shift=0.02),
            key(0.6, look=24, tilt=2, shift=0.03),
            key(0.7, look=-18, nod=4, tilt=-2, shift=-0.03),
            # Rocking, in thought.
            key(0.5, look=-2, nod=14, lean=2, shift=0, sink=0.02),
            key(0.45, nod=8, lean=-7, sink=0),
            key(0.5, look=10, nod=-5, lean=-4, tilt=0, shift=0.02),
        ),
        (
            ("clasp", "the hands behind the back"),
            ("hold", "the hands clasped behind the back"),
            ("keep", "both hands clasped behind the back, looking around"),
        ),
        ("hands clasped behind the back", "hands behind back, pensive"),
        kinds=("stand", "way"),
        who=("a professor", "an officer"),
        loop=(1, 5),
        folds=0.45,
        takes=3,
        seconds=(3.2, 5.0),
    ),
)
