"""Acts of who walks: on the phone, with a map, a weapon, an umbrella, with child, pulled along."""

from functools import partial

from .act import Act, key
from .grips import FREE, both

# Keys by the line, not by the value.
# fmt: off
_walked = partial(Act, kinds=("way",), takes=1, folds=0.45)
ACTS = (
    _walked(
        "through a door",
        (
            key(0, **FREE),
            key(0.3, nod=8),
            key(0.5, main=(0.1, 0.02, 0.5), lean=12, main_hand=(0, 0.6, 1), main_palm=(0, 0, 1)),
            key(0.6, main=(0.46, 0.0, 0.3), twist=22, lean=4, nod=0),
            key(0.5, main=(0.48, -0.1, -0.06), twist=44, look=70, main_elbow=(0.6, 0.2, -1)),
            key(0.4, main=(0.3, -0.12, -0.2), twist=46, look=70),
            key(0.5, main=None, main_hand=None, main_palm=None, twist=0, look=0, lean=0),
            key(0.4),
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
            key(0, main=(0.12, 0.16, 0.32), main_elbow=(0.7, -1, 0), main_hand=(0, 1, 0.1),
                off=(-0.02, 0.08, 0.27),
                off_elbow=(-1, -0.5, 0), lean=12, nod=10),
            key(0.9, tilt=4, lean=16),
            key(0.9, tilt=-4, lean=10),
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
            key(0, main=(0.13, -0.22, -0.17), main_elbow=(0.9, 0, -0.8), main_hand=(-1, -0.4, 0.1),
                off=(-0.04, -0.22, 0.24), lean=-20,
                off_elbow=(-1, -0.3, 0), nod=6, off_palm=(0, 0, -1), tilt=3),
            key(1.2, tilt=-3),
        ),
        (
            ("walk", "heavily pregnant, a hand at the small of the back"),
            ("walk", "leaning back, one hand on the lower back, one on the belly"),
            ("waddle", "along pregnant, a hand on the back"),
        ),
        ("pregnant walk", "pregnant woman walking"),
        who=("a pregnant woman",),
    ),
    _walked(
        "pulled along",
        (
            key(0, main=(0.12, 0.0, 0.52), off=(-0.34, -0.1, 0.0), off_elbow=(-1, -0.3, -0.6), lean=-24,
                sink=0.1, nod=12,
                twist=-22),
            key(0.4, lean=-10, twist=-30, tilt=-6),
            key(0.5, lean=-28, twist=-18, tilt=6),
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
            key(0, **both(0.27, 0.06, 0.36), nod=26, lean=8, main_palm=(-0.6, 0, -1), off_palm=(0.6, 0, -1)),
            key(0.8, look=8, tilt=3),
            key(0.4, look=50, nod=-4),
            key(0.5),
            key(0.4, look=0, nod=26),
            key(0.6, tilt=-4),
        ),
        (
            ("read", "a map held open with both hands"),
            ("hold", "a map open and *look around"),
            ("look", "at a newspaper held wide open"),
        ),
        ("reading a map", "reading a newspaper"),
        kinds=("way", "seat"),
        loop=(1, 5),
    ),
    _walked(
        "two-handed pistol",
        (
            key(0, main=(0.05, 0.15, 0.5), off=(-0.02, 0.12, 0.47), lean=10, nod=4),
            key(0.5, twist=35, look=35),
            key(0.5),
            key(0.6, twist=-35, look=-35),
            key(0.5),
            key(0.5, twist=0, look=0),
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
)
