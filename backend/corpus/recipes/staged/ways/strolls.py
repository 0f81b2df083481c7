"""Staged manners of walking: down a catwalk, skipping, on a cane, stopping to cough."""

from ..stage import Stage, both, feet, key
from ..walking import walk

_HIP = {"main": (0.22, -0.25, 0.05), "main_elbow": (1, 0, -0.5)}


def _struts(count, long=0.56):
    """Steps one before the other, the hip out over the foot that stands."""
    row = []
    for k in range(count):
        step, other, x = (("main", "off", 1), ("off", "main", -1))[k % 2]
        z = long * (k + 1)
        row.append(
            key(0.46, at=(0.07 * x, 0.94, z - 0.42 * long), roll=9 * x, tilt=-13 * x, turn=-14 * x,
                twist=16 * x,
                off=(-0.3, -0.34, -0.2 * x), look=8 * x,
                **{f"{step}_foot": (-0.02 * x, 0, z), f"{step}_toe": (0, 4), f"{other}_toe": (34, 4)})
        )  # fmt: skip
    return tuple(row)


def _skips(count, long=0.62):
    """Hops from one foot to the other, the knee and the other arm flung up."""
    row = []
    for k in range(count):
        step, other, x = (("main", "off", 1), ("off", "main", -1))[k % 2]
        z = long * (k + 1)
        row += [
            key(0.2, at=(0.0, 0.86, z - 0.1), **{f"{step}_foot": (0.09 * x, 0, z), f"{step}_toe": (0, 6),
                f"{other}_toe": (40, 6), f"{step}": (0.26 * x, -0.26, -0.16),
                    f"{other}": (-0.26 * x, -0.26, 0.16)},
                bend=8, nod=0),
            key(0.2, at=(0.0, 1.12, z + 0.16), **{f"{step}_foot": (0.09 * x, 0.17, z + 0.12),
                f"{step}_toe": (50, 6),
                f"{other}_leg": (-0.1 * x, -0.4, 0.32), f"{other}_toe": (40, 0),
                    f"{step}": (0.24 * x, 0.22, 0.44),
                f"{other}": (-0.34 * x, -0.3, -0.26)}, bend=-6, nod=-10),
            key(0.16, at=(0.0, 0.92, z + 0.3), **{f"{step}_foot": (0.09 * x, 0, z + 0.22),
                f"{step}_toe": (12, 6)}),
        ]  # fmt: skip
    return tuple(row)


def _hobbles(count, long=0.3):
    """Steps of who leans on a cane: it goes ahead with the off foot, and stays while the main one follows."""
    row = []
    for k in range(count):
        z = long * k
        row += [
            key(0.5, at=(0.0, 0.93, z + 0.1), main_room=(0.3, 0.98, z + 0.8), off_foot=(-0.12, 0, z + 0.3),
                off_toe=(0, 8), main_toe=(22, 12), roll=-3, pitch=16),
            key(0.5, at=(0.05, 0.9, z + 0.3), main_room=(0.3, 0.94, z + 0.8), main_foot=(0.12, 0, z + 0.32),
                main_toe=(0, 12), off_toe=(20, 8), roll=7, pitch=24),
        ]  # fmt: skip
    return tuple(row)


# Keys by the line, not by the value.
# fmt: off
STAGES = (
    Stage(
        "catwalk strut",
        (
            key(0, at=(0, 0.94, 0), **_HIP, off=(-0.28, -0.34, 0.1), bend=-8, nod=-6),
            *_struts(5),
            key(0.4, off_foot=(-0.14, 0, 2.84), off_toe=(0, 24), main_toe=(0, 20), at=(0.1, 0.93, 2.76),
                roll=13, tilt=-18,
                turn=0, twist=-12, look=34, off=(-0.22, -0.25, 0.05), off_elbow=(-1, 0, -0.5)),
            key(0.6),
            key(0.4, look=-34, twist=12),
        ),
        (
            ("strut", "down a catwalk, swaying the hips"),
            ("walk", "down the runway with a hand on the hip and *pose"),
            ("sashay", "along, one foot before the other, hips swinging"),
        ),
        ("catwalk, model walk", "runway walk with swaying hips"),
        who=("a model", "a fashion model"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "skip along",
        (
            key(0, at=(0, 0.92, 0)),
            *_skips(6),
            key(0.25, at=(0, 0.9, 4.06), **feet(0.1, z=4.08), bend=6, **both(0.26, -0.3, 0.1)),
            key(0.2, at=(0, 0.95, 4.06), bend=0, nod=0),
        ),
        (
            ("skip", "along happily"),
            ("skip", "like a child, knees and arms swinging high"),
            ("go", "skipping along the street"),
        ),
        ("skipping forward", "happy skip cycle"),
        who=("a happy child", "a kid"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "walks on a cane",
        (
            key(0, at=(0, 0.93, 0), pitch=18, bend=26, nod=-16, main_room=(0.3, 0.94, 0.44),
                main_elbow=(1, -0.6, -0.3),
                off=(-0.12, -0.3, -0.09), off_elbow=(-0.8, -0.6, -0.5), main_hand=(-0.2, -0.3, 0.9)),
            *_hobbles(4),
        ),
        (
            ("walk", "with a cane, stooped, a hand on the back"),
            ("hobble", "along on a walking stick in the {side} hand"),
            ("walk", "slowly, leaning on a cane"),
        ),
        ("cane walk", "old man with a walking stick"),
        who=("an old man", "an old woman"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "stops to cough",
        (
            key(0, at=(0, 0.88, 0), pitch=12, bend=30, nod=-10, main=(0.2, -0.3, 0.16),
                off=(-0.2, -0.34, 0.16)),
            *walk(3, long=0.26, after=0.6, high=0.88),
            key(0.5, off_foot=(-0.12, 0, 0.7), off_toe=(0, 8), main_toe=(0, 8), at=(0, 0.88, 0.72),
                main=(0.06, 0.2, 0.28),
                main_elbow=(0.4, -1, 0), main_hand=(-0.8, 0.4, 0), off=(-0.1, -0.2, 0.26)),
            *(
                part
                for _ in range(3)
                for part in (
                    key(0.28, bend=22, nod=-12),
                    key(0.1, bend=46, nod=18, at=(0, 0.84, 0.72)),
                    key(0.22, bend=40, nod=12, at=(0, 0.86, 0.72)),
                )
            ),
            key(0.5, main=(0.18, -0.1, 0.3), bend=30, nod=-6),
            key(0.2),
        ),
        (
            ("trudge", "along stooped, *halt and *cough into the hand"),
            ("cough", "bent over after a few slow steps, the fist at the mouth"),
            ("hobble", "along and *stop for a fit of coughing"),
        ),
        ("old man stops and coughs", "stooped walk, coughing fit"),
        who=("an old man",),
        shakes=4.0,
        takes=2,
    ),
)
