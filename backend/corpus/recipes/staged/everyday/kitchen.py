"""Staged housework: dishes, vegetables, tables, windows, rugs, bottles and cans."""

from ..stage import Stage, both, elbows, feet, key

# Keys by the line, not by the value.
# fmt: off

# At a counter: the hands at its height.
# A watering can in both hands.
_CAN = {"main": (0.16, -0.08, 0.3), "off": (-0.06, -0.22, 0.3), "main_elbow": (1, -0.3, -0.3),
"off_elbow": (-1, -0.6, -0.3), "main_hand": (-0.2, 0, 1), "off_hand": (0.4, 0, 0.9)}
_BENT = {"pitch": 8, "bend": 14, "nod": 22, **feet(0.13)}


def _circle(count, x, y, z, wide, high, after=0.18):
    """Keys of circles of the main hand in the room, upright ones, the trunk along."""
    row = []
    for _ in range(count):
        for u, v in ((0, 1), (0.75, 0.7), (1, 0), (0.75, -0.7), (0, -1), (-0.75, -0.7), (-1, 0),
        (-0.75, 0.7)):
            row.append(key(after, main_room=(x + wide * u, y + high * v, z), twist=8 * u, roll=4 * u))
    return tuple(row)


STAGES = (
    Stage(
        "dishes",
        (
            key(0, **_BENT, off_room=(-0.1, 1.16, 0.36), main_room=(0.08, 1.16, 0.4), **elbows(1, -0.5, -0.2),
                main_hand=(-0.6, -0.1, 0.6), off_hand=(0.4, 0.5, 0.8)),
            *(
                part
                for _ in range(2)
                for part in (
                    # Into the water, then round the plate.
                    key(0.3, off_room=(-0.1, 0.88, 0.4), main_room=(0.14, 0.86, 0.42), bend=22),
                    key(0.15, off_room=(-0.06, 0.92, 0.42)),
                    key(0.3, off_room=(-0.12, 1.16, 0.36), main_room=(0.02, 1.28, 0.4), bend=12),
                    *(key(0.11, main_room=(0.02 + 0.11 * u, 1.17 + 0.11 * v, 0.42)) for u, v in ((1, 0),
                        (0, -1), (-1, 0),
                        (0, 1)) * 3),
                    # On the rack.
                    key(0.4, off_room=(-0.58, 1.2, 0.26), off_hand=(-0.4, 0.7, 0.5), twist=-34, look=-40,
                        nod=6,
                        main_room=(0.06, 1.06, 0.38)),
                    key(0.25),
                    key(0.35, off_room=(-0.12, 1.08, 0.38), off_hand=(0.4, 0.5, 0.8), twist=20, look=30,
                        main_room=(0.5, 1.0, 0.34)),
                    key(0.3, twist=0, look=0, nod=22, main_room=(0.08, 1.1, 0.4)),
                )
            ),
            key(0.2),
        ),
        (
            ("wash", "dishes at the sink"),
            ("wash", "the dishes"),
            ("do", "the washing-up, scrubbing plates and setting them aside"),
            ("scrub", "a plate with a sponge and *put it on the rack"),
        ),
        ("dishwashing by hand", "washing up at the kitchen sink"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "vegetables",
        (
            key(0, **_BENT, off_room=(-0.16, 0.94, 0.4), off_hand=(0.5, -0.6, 0.6), **elbows(1, -0.4, -0.4),
                main_room=(0.1, 1.22, 0.36), main_hand=(-0.3, -0.1, 1)),
            *(
                key(0.13, main_room=(0.1 - 0.025 * (k // 2), (0.96, 1.22)[k % 2], 0.38), off_room=(
                    -0.16 - 0.012 * (k // 2), 0.94, 0.4))
                for k in range(14)
            ),
            key(0.3, main_room=(0.26, 1.02, 0.36), off_room=(-0.1, 0.94, 0.42), twist=10),
            key(0.3, main_room=(0.1, 1.22, 0.36), off_room=(-0.16, 0.94, 0.4), twist=0),
        ),
        (
            ("chop", "vegetables on a board"),
            ("cut", "up vegetables with quick strokes of a knife"),
            ("chop", "an onion at the kitchen counter"),
            ("slice", "carrots with a kitchen knife"),
        ),
        ("chopping vegetables", "cutting vegetables, cook"),
        who=("a cook", "a chef"),
        loop=(1, 16),
        times=(2, 2),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "wipe table",
        (
            key(0, at=(0.06, 0.9, -0.1), pitch=26, bend=16, nod=2, **feet(0.2), off=(-0.1, -0.3, -0.16),
                off_elbow=(-0.8, -0.1, -1), main_room=(0.56, 0.86, 0.34), main_elbow=(1, 0.2, -0.3),
                main_hand=(0, -0.2, 1),
                twist=10, look=10),
            *(key(0.26, main_room=(x, 0.86, z), twist=t, tilt=t * 0.4, look=t, at=(a, 0.89, -0.1))
              for x, z, t, a in ((0.46, 0.56, 8, 0.06), (0.16, 0.64, -12, 0), (-0.16, 0.54, -26, -0.08),
              (-0.1, 0.38, -24, -0.08),
              (0.2, 0.34, -6, 0), (0.56, 0.38, 12, 0.06))),
        ),
        (
            ("wipe", "a table with big strokes"),
            ("wipe", "down the counter with a cloth"),
            ("clean", "a table top, bent over it"),
            ("polish", "a table with one hand"),
        ),
        ("wiping a table", "wiping down the counter"),
        who=("a waiter", "a cleaner"),
        loop=(1, 6),
        times=(3, 3),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "window circles",
        (
            key(0, **feet(0.15), at=(0, 0.94, 0), main_room=(0.16, 1.82, 0.42), main_hand=(0, 1, 0.3),
                main_elbow=(1, -0.5, -0.2), nod=-12),
            *_circle(4, 0.16, 1.5, 0.44, 0.3, 0.3, 0.15),
        ),
        (
            ("clean", "a window with big circles of one arm"),
            ("wipe", "a window pane round and round"),
            ("polish", "a mirror with wide circling strokes"),
            ("wash", "a window with circling movements"),
        ),
        ("cleaning a window", "window cleaner, circling wipes"),
        who=("a window cleaner", "a maid"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "pour a drink",
        (
            key(0, **feet(0.12), main=(0.24, -0.2, 0.3), main_hand=(-0.2, 0.3, 0.9),
                main_elbow=(1, -0.6, -0.2),
                off=(-0.12, -0.12, 0.36), off_hand=(0.4, 0, 0.9), nod=16),
            key(0.3),
            key(0.5, main=(0.22, 0.24, 0.34), main_elbow=(1, 0.3, 0), main_hand=(-0.7, 0.2, 0.5)),
            key(0.3, main_hand=(-0.8, -0.7, 0.2), main=(0.16, 0.2, 0.36), tilt=-6, main_elbow=(1, 0.8, 0)),
            key(1.0, main=(0.14, 0.26, 0.37), off=(-0.12, -0.1, 0.36)),
            key(0.3, main=(0.22, 0.2, 0.34), main_hand=(-0.4, 0.6, 0.6), tilt=0, main_elbow=(1, -0.2, 0)),
            key(0.4, main=(0.3, -0.22, 0.32), main_hand=(-0.2, 0.2, 0.9)),
            key(0.3, off=(-0.12, 0.02, 0.36), nod=6),
            key(0.15),
        ),
        (
            ("pour", "a drink from a bottle into a glass"),
            ("pour", "wine into a glass, the bottle held high"),
            ("tip", "a bottle over the glass in the other hand"),
            ("fill", "a glass from a bottle"),
        ),
        ("pouring a drink", "pouring from a bottle into a glass"),
        who=("a waiter", "a bartender"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "water plants",
        (
            key(0, **_CAN, nod=16),
            *(
                part
                for z in (0.0, 0.42, 0.84)
                for part in (
                    key(0.4, main_foot=(0.12, 0, z + 0.2), at=(0, 0.9, z + 0.04), pitch=18, bend=20, nod=20,
                        main=(0.14, -0.04, 0.42), off=(-0.06, -0.18, 0.42)),
                    # Tipped, and along the bed.
                    key(0.35, main=(0.14, 0.1, 0.48), main_hand=(-0.2, -1, 0.5), main_elbow=(1, 0.1, 0),
                        off=(-0.05, -0.1, 0.5), off_hand=(0.3, -0.5, 0.8), twist=22, look=10),
                    key(0.8, twist=-24, look=-12),
                    key(0.3, **_CAN, twist=0, look=0, pitch=4, bend=2, off_foot=(-0.12, 0, z + 0.36),
                        at=(0, 0.94, z + 0.28)),
                )
            ),
            key(0.35, main_foot=(0.12, 0, 1.24), nod=6, at=(0, 0.95, 1.22), pitch=0),
        ),
        (
            ("water", "plants with a watering can"),
            ("walk", "along the flower beds, tipping a watering can"),
            ("water", "the flowers, one bed after the other"),
        ),
        ("watering plants", "watering the flowers with a can"),
        who=("a gardener", "an old lady"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "shake a rug",
        (
            key(0, **feet(0.22), **both(0.34, 0.0, 0.4), **elbows(1, -0.5, -0.2), nod=4),
            key(0.22, **both(0.34, 0.3, 0.36), bend=-10, nod=-6, look=30, at=(0, 0.95, -0.04)),
            key(0.16, **both(0.36, -0.14, 0.42), bend=8, nod=4, look=36, at=(0, 0.92, -0.06)),
        ),
        (
            ("shake", "out a rug with both arms"),
            ("shake", "the dust out of a blanket"),
            ("flap", "a bed sheet up and down with both hands"),
        ),
        ("shaking out a rug", "shaking out a cloth"),
        who=("a maid", "a housewife"),
        loop=(1, 2),
        times=(6, 8),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "fold a towel",
        (
            key(0, **both(0.5, 0.26, 0.3), **elbows(1, -0.5, -0.1), bend=-4),
            key(0.6),
            key(0.4, **both(0.05, 0.32, 0.4), nod=4),
            key(0.25),
            # The fold taken below, held out again and laid together.
            key(0.3, main=(0.08, -0.12, 0.4), nod=20, bend=8),
            key(0.35, main=(0.36, 0.22, 0.36), off=(-0.36, 0.22, 0.36), nod=4, bend=-2),
            key(0.35),
            key(0.35, **both(0.05, 0.24, 0.4)),
            key(0.25),
            # Down on the table, smoothed.
            key(0.4, **both(0.12, -0.12, 0.42), bend=24, pitch=16, nod=16, at=(0, 0.93, -0.06)),
            *(part for _ in range(2) for part in (
                key(0.25, **both(0.4, -0.12, 0.38)),
                key(0.25, **both(0.08, -0.12, 0.42)))),
            key(0.2),
        ),
        (
            ("fold", "a towel in half and *lay it down"),
            ("fold", "laundry"),
            ("hold", "up a shirt, *fold it and *smooth it down"),
        ),
        ("folding up a towel", "folding laundry"),
        who=("a maid",),
        shakes=3.0,
        takes=2,
    ),
)  # fmt: skip
