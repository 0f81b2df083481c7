"""Staged acts of thieves, anglers, shopkeepers and dancers."""

from ..stage import Stage, both, elbows, key

# Keys by the line, not by the value.
# fmt: off
_STANCE = {"main_foot": (0.16, 0, -0.2), "off_foot": (-0.12, 0, 0.2), "main_toe": (0, 35), "off_toe": (0, 5)}

STAGES = (
    Stage(
        "pick a lock",
        (
            # Nobody about.
            key(0, at=(0, 0.92, 0), pitch=6, twist=20, look=60),
            key(0.3),
            key(0.4, twist=-20, look=-60),
            key(0.25),
            key(0.5, **_STANCE, at=(0, 0.68, -0.14), pitch=30, bend=20, twist=0, look=0, nod=-18,
                main_room=(0.07, 1.0, 0.42),
                off_room=(-0.06, 0.95, 0.44), **elbows(1, -0.4, -0.2), main_hand=(-0.4, 0, 1),
                off_hand=(0.4, 0, 1)),
            *(
                part
                for k in range(2)
                for part in (
                    key(0.22, main_room=(0.12, 1.06, 0.4), off_room=(-0.08, 0.93, 0.44)),
                    key(0.22, main_room=(0.05, 0.98, 0.43), tilt=6),
                    key(0.22, main_room=(0.1, 0.94, 0.4), off_room=(-0.05, 1.0, 0.44)),
                    key(0.25, main_room=(0.07, 1.02, 0.42), tilt=-4),
                    *((key(0.3, look=66, twist=14), key(0.25), key(0.3, look=0, twist=0)) if not k else ()),
                )
            ),
            # It gives: the door drawn open.
            key(0.4, off_room=(-0.2, 1.0, 0.2), off_hand=None, main_room=(0.14, 1.02, 0.44),
                at=(0, 0.8, -0.14), pitch=16, bend=8,
                nod=0),
            key(0.6, main=(0.5, -0.1, 0.16), off=(-0.22, -0.3, 0.1), main_elbow=(1, -0.2, -0.6),
                at=(0.04, 0.9, -0.2), twist=26,
                look=-10, pitch=4, bend=0, main_hand=None),
            key(0.3, look=-40),
        ),
        (
            ("pick", "a lock, bent over"),
            ("bend", "down to a door and *fiddle with the lock"),
            ("work", "at a lock with a pick, looking round"),
        ),
        ("lock picking", "burglar picks a lock"),
        who=("a thief", "a burglar"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "cast a line",
        (
            key(0, **_STANCE, at=(0, 0.9, 0), main=(0.1, -0.12, 0.36), off=(-0.06, -0.16, 0.3)),
            key(0.35),
            key(0.5, main=(0.26, 0.5, -0.1), main_elbow=(1, 0.2, 0.3), off=(-0.12, 0.2, 0.3), turn=20,
                look=-20, bend=-10, at=(0.03, 0.9, -0.08)),
            key(0.2),
            key(0.22, main=(0.12, 0.16, 0.54), main_elbow=(0.6, -1, 0), off=(-0.08, -0.05, 0.3), turn=-5,
                look=0, bend=14, at=(0, 0.84, 0.1), main_toe=(30, 25)),
            key(0.5),
            key(0.5, main=(0.1, -0.08, 0.4), off=(-0.04, -0.12, 0.32), bend=2, at=(0, 0.9, 0),
                main_toe=(0, 35)),
            key(1.0, tilt=4),
            key(0.8, tilt=-3),
        ),
        (
            ("cast", "a fishing rod and *wait for a bite"),
            ("throw", "out a fishing line"),
            ("swing", "the rod back over the shoulder and *cast, then *hold it still"),
        ),
        ("casting a fishing rod", "fishing, cast and wait"),
        who=("a fisherman", "an angler"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "lean on a counter",
        (
            key(0, at=(0, 0.93, 0.0)),
            key(0.7, at=(0, 0.9, -0.12), pitch=38, bend=14, nod=-36, **both(0.24, 1.02, 0.42, room=True),
                **elbows(1, -0.3, -0.3), main_foot=(0.1, 0, -0.2),
                off_foot=(-0.11, 0, -0.1)),
            key(0.8, look=20),
            key(0.6, at=(0.04, 0.9, -0.12), roll=4, look=-30),
            key(0.7, look=10, nod=-30),
            key(0.3, nod=-20),
            key(0.3, nod=-36),
            key(0.3, nod=-22),
            key(0.4, nod=-34),
        ),
        (
            ("lean", "on a counter with both hands"),
            ("lean", "forward over a shop counter, waiting for customers"),
            ("stand", "behind a bar, *lean on it with both arms and *nod"),
        ),
        ("leaning on a counter", "shopkeeper at the counter, idle"),
        who=("a shopkeeper", "a barkeeper"),
        takes=2,
    ),
    Stage(
        "curtsy and kiss",
        (
            key(0, at=(0, 0.94, 0), **both(0.38, -0.26, 0.06)),
            # The skirt held out wide.
            key(0.35, **both(0.5, -0.16, 0.1), **elbows(1, 0.1, -0.6), main_hand=(0.6, -0.8, 0),
                off_hand=(-0.6, -0.8, 0), nod=-4),
            key(0.55, main_foot=(-0.14, 0, -0.34), main_toe=(50, 0), at=(-0.02, 0.7, -0.1), pitch=2, bend=6,
                nod=22,
                **both(0.58, -0.04, 0.08)),
            key(0.5),
            key(0.5, main_foot=(0.11, 0, 0), main_toe=(0, 10), at=(0, 0.94, 0), pitch=0, bend=0, nod=-4,
                **both(0.5, -0.16, 0.1)),
            # Two kisses, from one hand and from both.
            key(0.35, main=(0.06, 0.26, 0.25), main_elbow=(1, -0.4, 0.1), main_hand=(-0.3, 0.8, -0.3), nod=6),
            key(0.3),
            key(0.4, main=(0.56, 0.34, 0.28), main_elbow=(0.6, -1, 0), main_hand=(0.7, 0.5, 0.4), bend=-6,
                nod=-12, look=20,
                at=(0.04, 0.94, 0.03)),
            key(0.3),
            key(0.4, **both(0.05, 0.26, 0.25), **elbows(1, -0.4, 0.1), main_hand=(-0.3, 0.9, -0.3),
                off_hand=(0.3, 0.9, -0.3),
                nod=8, look=0, bend=6, at=(0, 0.93, 0)),
            key(0.3),
            key(0.4, **both(0.6, 0.36, 0.22), **elbows(0.6, -1, 0), main_hand=(0.8, 0.5, 0.3),
                off_hand=(-0.8, 0.5, 0.3),
                bend=-10, nod=-14, at=(0, 0.95, 0.05)),
            key(0.5),
        ),
        (
            ("curtsy", "and *blow a kiss"),
            ("make", "a deep curtsy, then *blow a kiss to the audience"),
            ("bow", "with a curtsy and *throw a kiss"),
        ),
        ("curtsy, then blows a kiss", "curtsy and kiss to the audience"),
        who=("a ballerina", "a princess"),
        takes=2,
    ),
)
