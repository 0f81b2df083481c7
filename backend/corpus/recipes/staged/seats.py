"""Staged acts of who sits: asleep at a desk, bored at a table, listening, stiff; down on a chair and up."""

from .loads import walk
from .stage import Stage, both, elbows, feet, key

_SAT = {"at": (0, 0.54, 0), **feet(0.13, z=0.42)}
_LAP = {**both(0.16, -0.18, 0.32), **elbows(0.9, -0.5, -0.4)}
_ASLEEP = {"pitch": 40, "bend": 40, "nod": 34, "main_room": (0.2, 0.72, 0.66), "off_room": (-0.2, 0.72, 0.66),
           **elbows(1, 0.3, 0)}  # fmt: skip

# Keys by the line, not by the value.
# fmt: off
STAGES = (
    Stage(
        "asleep at the desk",
        (
            key(0, **_SAT, **_ASLEEP),
            key(0.9, bend=37),
            key(0.9, bend=41),
            key(0.18, pitch=-8, bend=-8, nod=-14, **both(0.4, 0.04, 0.34), **elbows(1, -0.3, 0)),
            key(0.3),
            key(0.25, look=40, nod=0),
            key(0.3, look=-40),
            key(0.5, look=0, main=(0.08, 0.27, 0.26), main_elbow=(1, -0.6, 0.2), off=(-0.2, -0.14, 0.36),
                pitch=6, bend=14, nod=14),
            key(0.25, main=(-0.02, 0.27, 0.27)),
            key(0.25, main=(0.09, 0.27, 0.26)),
            key(0.2),
        ),
        (
            ("sleep", "with the head on the desk and *start up"),
            ("doze", "slumped over a desk, then *jerk awake"),
            ("jerk", "up from a nap on the table and *look round"),
        ),
        ("asleep at the desk, waking with a start", "falling asleep at work"),
        who=("a student",),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "elbows on the knees",
        (
            key(0, **_SAT, pitch=36, bend=22, nod=-24, main=(0.03, -0.12, 0.34), off=(-0.03, -0.13, 0.34),
                **elbows(1, -0.5, 0)),
            key(0.5),
            key(0.3, nod=-6),
            key(0.3, nod=-26),
            key(0.3, nod=-4),
            key(0.3, nod=-26),
            key(0.8, tilt=8, look=12),
            key(0.3, nod=-6),
            key(0.3, nod=-26),
            key(0.6, tilt=0, look=-8),
        ),
        (
            ("sit", "leaning forward with the elbows on the knees, listening"),
            ("listen", "sitting bent forward, forearms on the thighs"),
            ("sit", "with clasped hands between the knees and *nod"),
        ),
        ("seated, elbows on the knees", "leaning forward in the seat, listening"),
        takes=2,
    ),
    Stage(
        "head in hand",
        (
            key(0, **_SAT, pitch=18, bend=26, nod=10, tilt=10, twist=-6, main=(0.13, 0.24, 0.18),
                main_hand=(0, 1, -0.2), main_elbow=(0.7, -1, 0.4), off_room=(-0.24, 0.76, 0.5),
                off_elbow=(-1, -0.2, 0)),
            key(0.4),
            *(key(0.14, off_room=(-0.24, 0.82 - 0.06 * (k % 2), 0.5)) for k in range(10)),
            key(0.5, nod=-16, look=24),
            key(0.5, nod=10, look=0),
            *(key(0.14, off_room=(-0.24, 0.82 - 0.06 * (k % 2), 0.5)) for k in range(10)),
        ),
        (
            ("sit", "at a table with the head in one hand, drumming the fingers"),
            ("prop", "the head on a hand, sitting bored at a table"),
            ("wait", "at a desk, the cheek in the hand, tapping on the table"),
        ),
        ("bored at the table, head in hand", "drumming the fingers on the table, seated"),
        who=("a bored student",),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "walks to a chair",
        (
            key(0, at=(0, 0.93, 0)),
            *walk(3, long=0.44, after=0.44, main=(0.22, -0.35, 0.06)),
            key(0.36, off_foot=(-0.12, 0, 1.5), off_toe=(0, -80), at=(0, 0.92, 1.4), turn=80, look=40, main_toe=(15, 50)),
            key(0.4, main_foot=(-0.12, 0, 1.4), main_toe=(0, 176), turn=170, look=30, nod=16, at=(-0.01, 0.92, 1.44),
                off_toe=(10, -140)),
            key(0.34, off_foot=(0.12, 0, 1.4), off_toe=(0, -180), turn=180, look=0, at=(0, 0.86, 1.5), pitch=26,
                **both(0.24, -0.16, 0.22)),
            key(0.45, at=(0, 0.66, 1.74), pitch=40, bend=8, **both(0.2, -0.1, 0.34)),
            key(0.35, at=(0, 0.54, 1.82), pitch=22),
            key(0.4, pitch=-6, bend=4, nod=0, **_LAP),
            key(0.8),
        ),
        (
            ("walk", "to a chair, *turn round and *sit down"),
            ("go", "over to a seat, *turn and *take a seat"),
            ("walk", "up to a bench and *sit down on it"),
        ),
        ("walking to a chair and sitting down", "walk, turn, sit"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "up with an effort",
        (
            key(0, **_SAT, pitch=12, bend=30, nod=6, main=(0.18, -0.16, 0.33), off=(-0.18, -0.16, 0.33),
                **elbows(1, 0.0, -0.3)),
            key(0.4),
            key(0.4, pitch=40, at=(0, 0.58, 0.04), nod=-16),
            key(0.45, pitch=8, at=(0, 0.54, -0.02), nod=16),
            key(0.25),
            key(0.45, pitch=46, at=(0, 0.62, 0.12), nod=-16, main_foot=(0.14, 0, 0.34), off_foot=(-0.14, 0, 0.3)),
            key(0.8, pitch=52, at=(0, 0.76, 0.2), bend=34, nod=0),
            key(0.5, at=(0, 0.82, 0.22), main=(0.14, -0.28, -0.16), main_elbow=(0.8, -0.6, -0.5), off=(-0.16, -0.16, 0.34), pitch=44),
            key(0.8, at=(0, 0.88, 0.28), pitch=18, bend=30, nod=-10, off=(-0.3, -0.22, 0.2)),
            key(0.5, pitch=14),
        ),
        (
            ("get", "up from a chair with difficulty, a hand on the aching back"),
            ("struggle", "up from a chair like an old woman"),
            ("rise", "stiffly from a seat at the second try and *hold the back"),
        ),
        ("old person getting up from a chair", "struggling up from a seat, back pain"),
        who=("an old woman", "an old man"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "drink at the bar",
        (
            key(0, at=(0.0, 0.92, 0), roll=-10, pitch=12, tilt=-6, main_foot=(0.1, 0, 0.0), off_foot=(0.16, 0, -0.14),
                off_toe=(50, 0), off_room=(-0.34, 1.08, 0.3), off_elbow=(-1, -0.6, -0.2), main=(0.16, -0.06, 0.38),
                main_hand=(-0.6, 0, 0.6), main_elbow=(1, -0.8, 0)),
            key(0.5, look=-26),
            key(0.45, main=(0.11, 0.2, 0.27), main_hand=(-0.6, 0.6, -0.2), nod=4, look=0, main_elbow=(1, -0.3, 0.2)),
            key(0.35, main=(0.12, 0.27, 0.27), nod=-26, bend=-4),
            key(0.6),
            key(0.5, main=(0.16, -0.06, 0.38), nod=4, bend=0, look=30, main_elbow=(1, -0.8, 0),
                main_hand=(-0.6, 0, 0.6)),
            key(0.5),
        ),
        (
            ("lean", "on the bar with one elbow and *sip a drink"),
            ("drink", "at the bar, one elbow on the counter"),
            ("stand", "at a bar with crossed legs and *take a sip"),
        ),
        ("having a drink at the bar", "leaning on the bar, drinking"),
        who=("a bar guest",),
        loop=(1, 5),
        times=(2, 2),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "cocktail shaker",
        (
            key(0, main=(0.16, 0.3, 0.24), off=(0.02, 0.22, 0.28), **elbows(1, -0.3, 0.2), look=10),
            *(
                part
                for _ in range(7)
                for part in (
                    key(0.12, main=(0.24, 0.44, 0.22), off=(0.1, 0.36, 0.27), twist=8, at=(0, 0.95, 0)),
                    key(0.12, main=(0.14, 0.2, 0.36), off=(0.0, 0.12, 0.4), twist=-4, at=(0, 0.93, 0)),
                )
            ),
            key(0.5, main=(0.14, 0.32, 0.42), main_hand=(-0.6, -0.6, 0.4), off=(-0.06, -0.16, 0.38),
                off_hand=(0.4, 0.2, 0.8), main_elbow=(1, 0.2, 0), nod=14, look=0, twist=0, bend=8),
            key(0.9, main=(0.1, 0.38, 0.42), main_hand=(-0.4, -0.9, 0.2)),
            key(0.5, main=(0.22, -0.1, 0.34), main_hand=(-0.2, 0.2, 0.8), main_elbow=(1, -0.6, 0),
                off=(-0.1, -0.02, 0.52), nod=0),
            key(0.3),
        ),
        (
            ("shake", "a cocktail beside the head and *pour it out"),
            ("mix", "a drink in a shaker and *pour it into a glass"),
            ("shake", "a cocktail shaker, *pour and *serve the drink"),
        ),
        ("shaking a cocktail", "bartender mixing a drink"),
        who=("a bartender",),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "writes on the blackboard",
        (
            key(0, main_room=(-0.2, 1.5, 0.4), main_hand=(0, 0.7, 0.7), main_elbow=(1, -0.6, 0.1), twist=14, nod=-8),
            *(key(0.17, main_room=(-0.2 + 0.05 * k, 1.5 + 0.09 * (k % 2), 0.42), at=(-0.05 + 0.01 * k, 0.95, 0))
              for k in range(1, 13)),
            key(0.35, main=(0.3, -0.1, 0.24), main_hand=None, nod=0, twist=0, look=40),
            key(0.4, turn=90, off_foot=(0.1, 0, 0.14), off_toe=(0, -110), main_toe=(10, 70), look=20),
            key(0.4, turn=170, main_foot=(-0.1, 0, -0.04), main_toe=(0, 170), at=(0.02, 0.95, 0.04), off_toe=(5, -170),
                look=0),
            key(0.4, **both(0.4, 0.02, 0.36), **elbows(1, -0.8, 0)),
            key(0.7, main=(0.5, 0.16, 0.2)),
        ),
        (
            ("write", "on a blackboard and *turn to the class"),
            ("write", "on the board with the {side} hand, *turn round and *explain"),
            ("chalk", "something up on a blackboard and *turn round"),
        ),
        ("writing on the blackboard", "teacher at the whiteboard"),
        who=("a teacher",),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "stir and taste",
        (
            key(0, main_room=(0.08, 1.04, 0.34), off_room=(-0.22, 1.0, 0.34), **elbows(1, -0.4, 0), pitch=10,
                bend=14, nod=22),
            *(key(0.22, main_room=(0.08 + x, 1.04, 0.36 + z), tilt=40 * x)
              for x, z in ((0.14, 0.08), (0.0, 0.18), (-0.14, 0.08), (0.0, -0.04)) * 3),
            key(0.5, main=(0.14, 0.0, 0.42), main_hand=(-0.6, 0.1, 0.6), nod=10),
            key(0.5, main=(0.11, 0.2, 0.29), main_hand=(-0.7, 0.2, 0.1), main_elbow=(1, 0.1, 0.2), off=(-0.02, 0.06, 0.34),
                nod=6, bend=10, pitch=4),
            key(0.6, nod=-8),
            key(0.25, nod=12),
            key(0.25, nod=-6),
            key(0.25, nod=10),
        ),
        (
            ("stir", "a big pot and *taste from the spoon"),
            ("stir", "the soup, *lift the spoon and *taste it"),
            ("cook", "at the stove, stirring and tasting"),
        ),
        ("stirring and tasting the soup", "cook tasting from the pot"),
        who=("a cook", "a chef"),
        shakes=3.0,
        takes=2,
    ),
)
