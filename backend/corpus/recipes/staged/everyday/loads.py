"""Staged acts with doors and loads: shut, barged and slid doors, sacks, suitcases, jars, babies, carts."""

from ..stage import Stage, both, elbows, feet, key
from ..walking import walk


def _rams(count):
    """Keys of a run against a door with the main shoulder, pressed against it, thrown back each time."""
    row = []
    for _ in range(count):
        row += [
            key(0.24, main_foot=(0.13, 0, -0.2), main_toe=(0, 10), at=(0, 0.9, -0.4), turn=-20, pitch=8,
                main=(0.24, -0.24, 0.2), off=(-0.1, 0.0, 0.28), main_elbow=(1, -0.6, 0.1),
                off_elbow=(-0.8, -0.8, 0.2)),
            key(0.2, off_foot=(-0.12, 0, -0.1), off_toe=(0, 30), at=(0, 0.88, -0.06), turn=-60,
                off=(-0.04, 0.06, 0.26)),
            key(0.18, main_foot=(0.14, 0, 0.44), main_toe=(0, -60), at=(0, 0.82, 0.34), turn=-84, roll=36,
                tilt=4, look=60, off_toe=(45, 40), main=(0.22, -0.22, 0.16)),
            key(0.1, at=(0, 0.84, 0.28), roll=26, tilt=10, look=20, nod=20),
            key(0.26, at=(0, 0.8, 0.32), roll=38, tilt=2, look=56, nod=0),
            key(0.24, at=(0, 0.9, -0.1), off_foot=(-0.14, 0, -0.4), off_toe=(0, 10), roll=-16, tilt=-8,
                turn=-46, main=(0.44, -0.1, 0.2), off=(-0.5, 0.1, 0.16)),
            key(0.28, main_foot=(0.14, 0, -0.6), main_toe=(0, 10), at=(0, 0.92, -0.62), roll=0, tilt=0,
                turn=-10,
                look=10, off_foot=(-0.12, 0, -0.66)),
        ]  # fmt: skip
    return tuple(row)


_CRADLE = {"main": (-0.12, -0.06, 0.24), "off": (0.06, -0.12, 0.32), **elbows(1, -0.9, 0.3),
           "main_hand": (-1, 0, 0.2), "off_hand": (1, 0, 0.2)}  # fmt: skip

STAGES = (
    Stage(
        "door behind",
        (
            key(0, at=(0, 0.93, 0)),
            key(0.42, main_foot=(0.11, 0, 0.42), at=(0, 0.92, 0.24), off_toe=(22, 8)),
            key(0.42, off_foot=(-0.11, 0, 0.8), off_toe=(0, 5), at=(0, 0.92, 0.62), main_toe=(20, 20)),
            key(0.4, main_foot=(0.15, 0, 0.86), main_toe=(0, 60), at=(0.0, 0.94, 0.82), turn=30, twist=40,
                look=60,
                main_room=(0.5, 1.05, 0.42), main_elbow=(1, -0.2, 0.3)),
            key(0.25),
            key(0.45, at=(0.04, 0.93, 0.76), turn=60, twist=50, look=70, main_room=(0.12, 1.05, 0.34)),
            key(0.2, main_room=(0.08, 1.05, 0.24), at=(0.03, 0.92, 0.7)),
            key(0.35),
            key(0.5, at=(0, 0.95, 0.82), turn=10, twist=0, look=0, main=(0.24, -0.34, 0.06), main_toe=(0, 20),
                main_elbow=(0.5, -0.6, -0.6)),
            key(0.15),
        ),
        (
            ("close", "the door behind, reaching back without turning round"),
            ("come", "in and *pull the door shut behind"),
            ("walk", "through a door and *close it behind"),
        ),
        ("closing the door behind", "enter and shut the door behind"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "shoulder charge",
        (
            key(0, at=(0, 0.92, -0.55), main_foot=(0.11, 0, -0.55), off_foot=(-0.11, 0, -0.55), pitch=2),
            *_rams(2),
            key(0.24, main_foot=(0.13, 0, -0.1), main_toe=(0, 10), at=(0, 0.86, -0.25), turn=-25, pitch=8,
                main=(0.24, -0.2, 0.24), off=(-0.2, 0.0, 0.26)),
            key(0.2, off_foot=(-0.12, 0, 0.45), off_toe=(0, 10), at=(0, 0.84, 0.2), turn=-50),
            key(0.2, main_foot=(0.16, 0, 1.05), main_toe=(0, -50), at=(0.0, 0.78, 0.8), turn=-78, roll=24,
                tilt=2, look=50, off_toe=(35, 10), main=(0.22, -0.22, 0.16), off=(-0.04, 0.06, 0.26)),
            key(0.22, off_foot=(-0.06, 0, 1.6), off_toe=(0, 10), at=(0, 0.78, 1.4), turn=-30, roll=6, look=0,
                pitch=24, main=(0.5, 0.2, 0.3), off=(-0.5, 0.3, 0.3), main_toe=(40, 0)),
            key(0.28, main_foot=(0.16, 0, 2.2), main_toe=(0, 10), at=(0, 0.78, 1.95), turn=0, roll=0,
                pitch=30,
                off_toe=(40, 10)),
            key(0.3, off_foot=(-0.13, 0, 2.42), off_toe=(0, 10), at=(0, 0.86, 2.32), pitch=12,
                **both(0.46, 0.06, 0.2)),
            key(0.3, main_foot=(0.13, 0, 2.46), at=(0, 0.93, 2.42), pitch=2, look=40,
                **both(0.28, -0.3, 0.1)),
            key(0.3, look=-30),
        ),
        (
            ("shoulder", "a door open"),
            ("ram", "a door with the shoulder and *burst through"),
            ("break", "down a door with a shoulder charge"),
            ("throw", "the shoulder against a locked door twice"),
        ),
        ("shoulder barge, breaking a door open", "door ram with the shoulder"),
        who=("a cop", "a detective"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "slide a door",
        (
            key(0, **feet(0.2), at=(-0.1, 0.92, 0)),
            key(0.5, at=(-0.16, 0.86, 0.04), main_room=(-0.3, 1.15, 0.46), off_room=(-0.38, 1.0, 0.44),
                twist=-28,
                look=-10, main_hand=(0, 0.4, 1), off_hand=(0, 0.4, 1), **elbows(1, -0.5, 0)),
            key(0.3, at=(-0.1, 0.8, 0.0), roll=10),
            key(0.6, at=(0.2, 0.74, 0.0), roll=26, tilt=8, main_foot=(0.55, 0, 0), off_toe=(0, 30),
                main_room=(0.0, 1.12, 0.46), off_room=(-0.08, 0.98, 0.44)),
            key(0.4, off_foot=(0.0, 0, 0), at=(0.3, 0.8, 0), roll=16),
            key(0.6, at=(0.55, 0.74, 0.0), roll=26, main_foot=(0.9, 0, 0), main_room=(0.4, 1.12, 0.46),
                off_room=(0.32, 0.98, 0.44), twist=-20),
            key(0.4, off_foot=(0.4, 0, 0), at=(0.66, 0.82, 0), roll=12),
            key(0.45, at=(0.86, 0.78, 0.0), main_foot=(1.1, 0, 0), main_room=(0.74, 1.12, 0.46), roll=20,
                off_room=(0.66, 0.98, 0.44)),
            key(0.5, at=(0.9, 0.94, 0), off_foot=(0.8, 0, 0), roll=0, tilt=0, twist=0, look=0,
                main=(0.24, -0.34, 0.1),
                off=(-0.24, -0.34, 0.1), main_hand=None, off_hand=None),
        ),
        (
            ("slide", "a heavy door open sideways"),
            ("push", "a sliding door to the {side} with both hands"),
            ("drag", "a barn door to the side, leaning into it"),
        ),
        ("sliding a heavy door open", "sliding door, pulled sideways"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "hoist a sack",
        (
            key(0),
            key(0.6, **feet(0.22), at=(0, 0.56, -0.1), pitch=50, bend=16, **both(0.15, 0.24, 0.56, room=True),
                **elbows(1, -0.3, 0), nod=10),
            key(0.3),
            key(0.45, at=(0, 0.8, -0.06), pitch=22, bend=6, **both(0.17, -0.04, 0.42), roll=-6),
            key(0.2, at=(0, 0.7, -0.06)),
            key(0.4, at=(0, 0.93, 0), pitch=-4, bend=-6, main=(0.26, 0.26, 0.24), off=(0.1, 0.14, 0.3),
                twist=20,
                roll=0, main_elbow=(1, -0.2, 0.4), nod=0),
            key(0.3, main=(0.24, 0.34, 0.12), off=(-0.3, -0.16, 0.2), tilt=-16, twist=0, bend=10,
                at=(0, 0.86, 0)),
            key(0.25, at=(0, 0.9, 0)),
            *walk(4, long=0.36, after=0.45, high=0.89, tilt=-14, bend=12, off=(-0.4, -0.2, 0.1)),
        ),
        (
            ("hoist", "a sack onto the {side} shoulder"),
            ("heave", "a heavy sack up onto the shoulder and *walk off bent"),
            ("lift", "a sack of grain from the ground to the {side} shoulder"),
        ),
        ("hoisting a sack onto the {side} shoulder", "sack up to the shoulder, carry"),
        who=("a farmer", "a docker"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "heavy suitcase",
        (
            key(0, at=(0, 0.93, 0)),
            key(0.5, at=(0.02, 0.68, 0), tilt=34, roll=10, pitch=12, bend=6, nod=8,
                main_room=(0.36, 0.36, 0.06),
                off=(-0.56, 0.1, 0.1), off_elbow=(-0.3, -1, -0.2)),
            key(0.25),
            key(0.6, at=(-0.02, 0.92, 0), tilt=-16, roll=-6, pitch=2, bend=0, nod=-6,
                main=(0.27, -0.36, 0.02),
                off=(-0.62, 0.1, 0.06), main_elbow=(0.4, 0, -1)),
            *(
                part
                for k in range(3)
                for part in (
                    *walk(1, start=0.56 * k, long=0.28, after=0.34, high=0.86, tilt=-9, roll=-3, pitch=4,
                          main=(0.27, -0.365, 0.06), off=(-0.62, 0.06, 0.06)),
                    *walk(1, start=0.56 * k + 0.28, long=0.28, after=0.38, high=0.9, first=1, tilt=-18,
                          roll=-8, main=(0.27, -0.36, -0.02), off=(-0.62, 0.2, 0.06)),
                )
            ),
            key(0.3, main_foot=(0.12, 0, 1.68), main_toe=(0, 8), off_toe=(0, 8), at=(0, 0.9, 1.66)),
            key(0.5, at=(0.02, 0.68, 1.66), tilt=34, roll=10, pitch=12, bend=6, nod=8,
                main_room=(0.36, 0.36, 1.72)),
            key(0.3),
            key(0.5, at=(0, 0.95, 1.66), tilt=0, roll=0, pitch=-4, bend=-8, nod=-12, main=(0.24, -0.36, 0.05),
                off=(-0.24, -0.36, 0.05)),
        ),
        (
            ("carry", "a heavy suitcase in the {side} hand"),
            ("lug", "a heavy bag in the {side} hand, leaning to the other side"),
            ("walk", "along with a heavy suitcase, the free arm held out for balance"),
            ("pick", "up a heavy suitcase, *carry it a few steps and *put it down"),
        ),
        ("walk with a heavy suitcase, {side} hand", "carrying a heavy bucket in the {side} hand"),
        who=("a traveller",),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "high shelf",
        (
            key(0),
            key(0.35, nod=-30),
            key(0.5, at=(0, 1.0, 0.08), **feet(0.1, down=42, out=5), **both(0.1, 0.66, 0.2),
                **elbows(1, 0, 0.3),
                bend=-6, nod=-34),
            key(0.4, main=(0.14, 0.7, 0.24)),
            key(0.3, **both(0.1, 0.68, 0.24)),
            key(0.5, at=(0, 0.94, 0), **feet(0.11), **both(0.13, 0.24, 0.34), bend=0, nod=-4,
                **elbows(1, -0.5, 0)),
            key(0.35, **both(0.12, -0.04, 0.3), nod=22, bend=6),
            key(0.6),
        ),
        (
            ("take", "a jar down from a high shelf with both hands"),
            ("reach", "up on tiptoe and *take something off the top shelf"),
            ("stretch", "for a high shelf, *take a box down and *look at it"),
        ),
        ("taking something from a high shelf", "reach the top shelf, take it down"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "rock a baby",
        (
            key(0, **feet(0.15), **_CRADLE, nod=26, bend=6),
            *(
                key(0.5, at=(0.07 * s, 0.93, 0), turn=14 * s, tilt=6 * s, twist=8 * s, nod=26 + 6 * (s > 0))
                for s in (1, -1) * 5
            ),
            key(0.4, at=(0, 0.94, 0), turn=0, tilt=0, twist=0, nod=32),
        ),
        (
            ("rock", "a baby in the arms"),
            ("cradle", "a baby, swaying from side to side"),
            ("lull", "an infant to sleep, looking down at it"),
        ),
        ("rocking a baby", "cradling a baby, gentle sway"),
        who=("a mother", "a father"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "shopping cart",
        (
            key(0, **both(0.2, -0.18, 0.42), **elbows(1, -0.6, -0.3), pitch=6, bend=6, main_hand=(0, 0, 1),
                off_hand=(0, 0, 1)),
            *walk(5, long=0.5, look=0, nod=4),
            *walk(2, start=2.5, long=0.46, first=1, look=45, nod=0),
            *walk(2, start=3.42, long=0.46, first=1, look=-40),
            key(0.4, main_foot=(0.1, 0, 4.26), off_toe=(0, 8), main_toe=(0, 8), at=(0, 0.94, 4.2), look=0),
        ),
        (
            ("push", "a shopping cart, looking at the shelves"),
            ("push", "a trolley along the aisle"),
            ("walk", "along pushing a pram"),
        ),
        ("pushing a shopping trolley", "pushing a stroller"),
        who=("a shopper",),
        shakes=3.0,
        takes=2,
    ),
)  # fmt: skip
