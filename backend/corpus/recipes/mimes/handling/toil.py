"""Acts of force: ropes, levers, wheels, reaching up, and blows with what both hands hold."""

from math import cos, radians, sin

from ..act import Act, key
from ..grips import ELBOWS_OUT, FREE, HIPS, both, grip


def _helm(degrees):
    """Both wrists on a big upright wheel turned to the main side."""
    x, y = 0.36 * cos(radians(degrees)), 0.33 * sin(radians(degrees))
    return {"main": (x, 0.08 - y, 0.36), "off": (-x, 0.08 + y, 0.36)}


# Keys by the line, not by the value.
# fmt: off
ACTS = (
    Act(
        "tug of war",
        (
            key(0, **grip(0.06, -0.04, 0.44), lean=-14, sink=0.2, twist=-12, nod=6),
            key(0.35, **grip(0.09, -0.08, 0.2), lean=-34, sink=0.3, twist=16, nod=16, tilt=8),
            key(0.45, lean=-38, sink=0.32, twist=18),
            key(0.3, **grip(0.06, -0.02, 0.5), lean=0, sink=0.2, twist=-20, nod=-8, tilt=-6),
            key(0.25, **grip(0.07, -0.04, 0.44), lean=-12, sink=0.24, twist=-8),
            key(0.3, **grip(0.09, -0.08, 0.18), lean=-36, sink=0.3, twist=18, nod=18, tilt=8),
            key(0.5, **grip(0.08, -0.06, 0.28), lean=-26, sink=0.26, twist=6, nod=10, tilt=0),
            key(0.35, **grip(0.06, -0.03, 0.44), lean=-12, sink=0.2, twist=-12, nod=4),
        ),
        (
            ("pull", "on a rope in a tug of war, leaning back"),
            ("haul", "on a rope with all the might"),
            ("heave", "on a rope, digging in the heels"),
        ),
        ("tug of war", "pulling hard on a rope"),
        stance=(0.14, 0.5),
        loop=(1, 7),
        held=0.85,
        takes=1,
        seconds=(3.5, 5.0),
    ),
    Act(
        "hand over hand",
        (
            key(0, main=(0.04, 0.06, 0.46), off=(-0.22, -0.2, 0.04), off_elbow=(-0.6, -0.2, -1), lean=-10,
                twist=-26,
                sink=0.2),
            key(0.35, main=(0.02, -0.06, 0.3), off=(-0.05, 0.12, 0.34), main_elbow=(0.7, -0.8, -0.4),
                twist=0, lean=-4,
                sink=0.18),
            key(0.3, main=(0.22, -0.2, 0.04), off=(-0.04, 0.06, 0.46), main_elbow=(0.6, -0.2, -1),
                off_elbow=(-0.7, -0.8, -0.4), twist=26, lean=-22, sink=0.26),
            key(0.1),
            key(0.35, main=(0.05, 0.12, 0.34), off=(-0.02, -0.06, 0.3), twist=0, lean=-4, sink=0.18),
            key(0.3, main=(0.04, 0.06, 0.46), off=(-0.22, -0.2, 0.04), main_elbow=(0.7, -0.8, -0.4),
                off_elbow=(-0.6, -0.2, -1), twist=-26, lean=-22, sink=0.26),
            key(0.1),
        ),
        (
            ("pull", "a rope in hand over hand"),
            ("haul", "in a rope, one hand after the other"),
            ("pull", "on a rope hand over hand"),
        ),
        ("pulling a rope hand over hand",),
        who=("a sailor", "a fisherman"),
        stance=(0.14, 0.5),
        loop=(1, 6),
        takes=1,
        held=0.8,
        seconds=(3.4, 5.0),
    ),
    Act(
        "bell rope",
        (
            key(0, **grip(0.0, 0.6, 0.16), nod=-26, lean=-4),
            key(0.5, **grip(0.0, -0.1, 0.26), nod=6, lean=34, sink=0.26),
            key(0.25),
            key(0.6, **grip(0.0, 0.6, 0.16), nod=-26, lean=-4, sink=0),
        ),
        (
            ("pull", "a rope down from above with both hands"),
            ("ring", "a church bell by its rope"),
            ("haul", "down on a rope with the whole body"),
        ),
        ("pulling a rope down", "bell ringer", "raising a flag or sail"),
        loop=(1, 3),
        stance=(0.16, 0.0),
        takes=1,
    ),
    Act(
        "lever",
        (
            key(0, **FREE),
            key(0.6, **grip(0.04, 0.5, 0.3), nod=-26, lean=-4),
            key(0.2),
            # It sticks: twice hung on.
            *(part for _ in range(2) for part in (
                key(0.2, sink=0.14, lean=-14, tilt=5),
                key(0.25, sink=0.02, lean=-2, tilt=0))),
            key(0.22, **grip(0.04, 0.22, 0.46), lean=6, nod=-4, sink=0.1),
            key(0.2, **grip(0.04, -0.26, 0.36), lean=30, nod=6, sink=0.2),
            key(0.5),
            key(0.5, lean=16, sink=0.1, nod=-30),
            key(0.4),
        ),
        (
            ("pull", "a lever down with both hands"),
            ("pull", "a big lever"),
            ("throw", "a switch lever down hard"),
        ),
        ("pulling a lever", "pull lever"),
        stance=(0.12, 0.3),
        takes=1,
        seconds=(3.4, 4.6),
    ),
    Act(
        "ship wheel",
        (
            key(0, **_helm(0), lean=6, nod=-4, sink=0.06),
            key(0.55, **_helm(64), tilt=22, shift=0.13, look=16, sink=0.1),
            key(0.3),
            key(0.5, **_helm(0), tilt=0, shift=0, look=0, sink=0.06),
            key(0.55, **_helm(-64), tilt=-22, shift=-0.13, look=-16, sink=0.1),
            key(0.3),
            key(0.5, **_helm(0), tilt=0, shift=0, look=0, sink=0.06),
        ),
        (
            ("turn", "a big ship's wheel"),
            ("steer", "a ship at the wheel"),
            ("turn", "a large valve wheel with both hands"),
        ),
        ("steering a ship", "turning a big wheel"),
        who=("a pirate captain", "a helmsman"),
        stance=(0.4, 0.0),
        loop=(1, 6),
        takes=1,
        seconds=(3.4, 5.0),
    ),
    Act(
        "laundry",
        (
            key(0, **both(0.16, -0.1, 0.42), lean=58, sink=0.2, nod=0, twist=26),
            # Shaken out.
            key(0.5, **both(0.36, 0.28, 0.34), lean=-6, sink=0, nod=-6, twist=0),
            key(0.16, **both(0.34, -0.12, 0.4), lean=14, nod=8),
            key(0.2, **both(0.36, 0.28, 0.34), lean=-6, nod=-6),
            key(0.16, **both(0.34, -0.12, 0.4), lean=14, nod=8),
            key(0.4, **both(0.4, 0.46, 0.24), lean=-2, nod=-20),
            # Pegged at the one end, then at the other.
            key(0.3, main=(0.44, 0.48, 0.22), off=(0.1, 0.44, 0.32), off_elbow=(-0.3, -1, 0.3), look=30,
                twist=14, shift=0.08),
            key(0.3),
            key(0.5, main=(-0.1, 0.44, 0.32), off=(-0.44, 0.48, 0.22), main_elbow=(0.3, -1, 0.3),
                off_elbow=(-0.5, -1, -0.1),
                look=-30, twist=-14, shift=-0.08),
            key(0.3),
            key(0.5, **both(0.16, -0.1, 0.42), main_elbow=(0.5, -1, -0.1), lean=58, sink=0.2, nod=0,
                twist=26, look=0,
                shift=0),
        ),
        (
            ("hang", "laundry up on a line"),
            ("bend", "down to a basket and *hang the wash on a line overhead"),
            ("peg", "out laundry"),
        ),
        ("hanging laundry", "hanging up the washing"),
        stance=(0.2, 0.1),
        loop=(1, 10),
        takes=1,
        seconds=(4.2, 5.2),
        shakes=2.0,
    ),
    Act(
        "light bulb",
        (
            key(0, main=(0.16, 0.64, 0.12), main_elbow=(1, 0, 0), nod=-36, lean=-6, off=HIPS["off"],
                off_elbow=HIPS["off_elbow"], main_hand=(0, 1, 0), main_palm=(-1, 0, 0.2)),
            key(0.35, main_palm=(0.6, 0, 1)),
            key(0.25, main=(0.16, 0.6, 0.12), main_palm=(-1, 0, -0.4)),
            key(0.2, main=(0.16, 0.64, 0.12)),
        ),
        (
            ("screw", "in a light bulb overhead"),
            ("change", "a light bulb in the ceiling"),
            ("reach", "straight up and *screw in a bulb"),
        ),
        ("changing a light bulb",),
        loop=(1, 3),
        takes=1,
    ),
    Act(
        "machine gun",
        (
            key(0, main=(0.27, -0.2, 0.04), off=(0.0, -0.14, 0.41), main_elbow=(0.6, 0, -1),
                off_elbow=(-0.8, -0.7, 0), lean=-14, sink=0.2, nod=8, twist=56, look=36),
            key(0.3),
            key(1.0, twist=6, look=-28),
            key(0.3),
            key(1.0, twist=56, look=36),
        ),
        (
            ("fire", "a machine gun from the hip, sweeping from side to side"),
            ("spray", "bullets from the hip"),
            ("shoot", "from the hip with a heavy gun"),
        ),
        ("machine gun from the hip",),
        who=("an action hero", "a soldier"),
        stance=(0.4, 0.25),
        loop=(1, 4),
        shake={"main": ((0.0, 0.012, 0.03), 5.0), "off": ((0.0, 0.012, 0.03), 5.0), "twist": (2.5, 5.0),
               "lean": (2.0, 5.0)},
        takes=1,
        hips=0.5,
        shakes=4.0,
    ),
    Act(
        "strangle",
        (
            key(0, **both(0.16, 0.14, 0.34), **ELBOWS_OUT, main_palm=(-1, 0, 0), off_palm=(1, 0, 0),
                main_hand=(-0.2, 0.6, 0.8), off_hand=(0.2, 0.6, 0.8), lean=2),
            key(0.2, **both(0.06, 0.26, 0.45), lean=12, nod=10, sink=0.1),
            key(0.2),
            *(part for t in (10, -10, 10) for part in (
                key(0.22, **both(0.06, 0.24, 0.24), lean=-4, twist=t, nod=-6),
                key(0.2, **both(0.06, 0.26, 0.46), lean=18, nod=16))),
            # Down with him.
            key(0.5, **both(0.06, 0.1, 0.47), lean=34, sink=0.26, twist=0, nod=16),
            *(key(0.18, twist=t, tilt=t * 0.4) for t in (9, -9) * 3),
            key(0.4, twist=0, tilt=0),
        ),
        (
            ("strangle", "somebody with both hands"),
            ("choke", "somebody with straight arms, shaking him"),
            ("throttle", "the victim with both hands round the throat"),
        ),
        ("strangling somebody", "choking somebody with both hands"),
        stance=(0.16, 0.45),
        loop=(3, 8),
        takes=1,
        shakes=2.5,
        seconds=(4.2, 5.2),
    ),
    Act(
        "hitchhike",
        (
            key(0, **FREE),
            key(0.4, main=(0.66, 0.02, 0.22), main_elbow=(0.5, -1, -0.3), main_hand=(0.5, 0.9, 0),
                main_palm=(0, 0, -1),
                off=HIPS["off"], off_elbow=HIPS["off_elbow"], look=-50, shift=-0.06, lean=8),
            # The thumb swung to and fro.
            *(part for _ in range(3) for part in (
                key(0.2, main=(0.62, 0.34, 0.1), tilt=5),
                key(0.25, main=(0.67, 0.02, 0.22), tilt=-4))),
            # The car goes by.
            key(0.25, look=10, twist=8, tilt=0),
            key(0.35, look=70, twist=20, shift=0.06),
            key(0.35),
            key(0.4, main=(0.32, -0.3, 0.1), main_hand=None, main_palm=None, nod=26, look=10, twist=0,
                lean=14),
            key(0.3),
        ),
        (
            ("hitchhike", "with the thumb out"),
            ("stick", "the thumb out at the roadside"),
            ("thumb", "a lift, one arm stretched out to the side"),
        ),
        ("hitchhiking", "hitchhiker, thumb out"),
        takes=1,
        seconds=(4.0, 5.2),
    ),
)
