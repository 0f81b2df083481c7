"""Staged dances with a partner who is not there: salsa and waltz, the arms in hold."""

from math import cos, radians, sin

from ..stage import Stage, key

# Keys by the line, not by the value.
# fmt: off
# The off hand holds the partner's, the main one lies on the partner's back.
_HOLD = {"main": (0.15, 0.05, 0.36), "off": (-0.42, 0.12, 0.34), "main_elbow": (1, -0.1, 0),
         "off_elbow": (-0.7, -1, -0.2), "main_hand": (-0.9, 0.1, 0.3), "off_hand": (-0.4, 0.6, 0.4)}
_FRAME = {"main": (0.2, 0.08, 0.36), "off": (-0.56, 0.2, 0.26), "main_elbow": (1, 0.3, 0),
          "off_elbow": (-0.6, -0.9, -0.2), "main_hand": (-0.9, 0.1, 0.3), "off_hand": (-0.5, 0.5, 0.5)}
_BEAT = 0.29
# Metres from the ankle to the ball of the foot; degrees that a foot points out.
_BALL, _OUT = 0.134, 8.0


def _basic(changes=({},) * 8):
    """Eight beats of salsa: ahead, back in place, together, wait; back, in place, together, wait. What each
    beat changes besides: changes."""

    def beat(number, x, z, **moved):
        # The hip goes out over the foot that stands, the chest stays over the middle.
        return key(_BEAT, at=(0.08 * x, 0.9, z), roll=-12 * x, tilt=17 * x, turn=9 * x, twist=-11 * x,
                   **moved | changes[number])

    return (
        beat(0, -1, 0.13, off_foot=(-0.09, 0, 0.27), off_toe=(0, 10), main_toe=(30, 12)),
        beat(1, 1, 0.02, main_toe=(0, 12), off_toe=(14, 10)),
        beat(2, -1, 0.0, off_foot=(-0.09, 0, 0.0), off_toe=(0, 10), main_toe=(22, 12)),
        beat(3, -0.4, 0.0, main_toe=(32, 12)),
        beat(4, 1, -0.14, main_foot=(0.09, 0, -0.27), main_toe=(16, 12), off_toe=(0, 10)),
        beat(5, -1, -0.02, off_toe=(0, 10), main_toe=(30, 12)),
        beat(6, 1, 0.0, main_foot=(0.09, 0, 0.0), main_toe=(0, 12), off_toe=(22, 10)),
        beat(7, 0.4, 0.0, off_toe=(32, 10)),
    )


# A turn led: the hand up, round over the partner's head, and down into the hold again.
_LED = (
    {"main": (0.3, -0.06, 0.3), "off": (-0.3, 0.3, 0.38)},
    {"off": (-0.24, 0.56, 0.22), "off_hand": (0, 1, 0.2), "off_elbow": (-1, -0.2, 0.1), "nod": -6},
    {"off": (-0.32, 0.58, 0.14), "look": -14},
    {"off": (-0.22, 0.56, 0.08)},
    {"off": (-0.14, 0.56, 0.2), "look": 10},
    {"off": (-0.26, 0.54, 0.28)},
    {"off": (-0.4, 0.24, 0.36), "off_elbow": (-0.7, -1, -0.2), "off_hand": (-0.4, 0.6, 0.4), "look": 0,
     "nod": 0},
    {**_HOLD},
)


def _waltz(bars, turned=50.0, long=0.44, wide=0.36):
    """Bars of three steps, ahead and back by turns: a long one down, one to the side up, and together; the
    couple turns on to the off side from bar to bar."""
    row, middle, heading = [], (0.0, 0.0), 0.0
    balls = {"main": (0.08, 0.0), "off": (-0.08, 0.0)}

    def put(aside, ahead):
        a = radians(heading)
        return (middle[0] + aside * cos(a) + ahead * sin(a), middle[1] - aside * sin(a) + ahead * cos(a))

    def foot(name, down=0):
        # It turns on its ball.
        way = heading + (_OUT if name == "main" else -_OUT)
        (x, z), a = balls[name], radians(way)
        toe = (down, way if name == "main" else -way)
        return {f"{name}_foot": (x - _BALL * sin(a), 0, z - _BALL * cos(a) + _BALL), f"{name}_toe": toe}

    def at(aside, high, ahead):
        x, z = put(aside, ahead)
        return {"at": (x, high, z + 0.5 * _BALL)}

    for bar in range(bars):
        goes, follows, x, way = (("off", "main", -1, 1), ("main", "off", 1, -1))[bar % 2]
        balls[goes] = put(0.08 * x, way * long)
        row.append(key(0.5, **at(0.03 * x, 0.87, 0.6 * way * long), **foot(goes),
                       **foot(follows, 28 if way > 0 else 10), turn=heading + 4 * x, tilt=-3 * x))
        middle = put(0.08 * x, way * long)
        heading -= turned / 2.0
        balls[follows] = put(-wide * x, 0.0)
        row.append(key(0.42, **at(-0.5 * wide * x, 0.95, 0.0), **foot(follows, 16), **foot(goes, 16),
                       turn=heading, tilt=5 * x))
        middle = put(-wide * x + 0.08 * x, 0.0)
        heading -= turned / 2.0
        balls[goes] = put(0.08 * x, 0.0)
        row.append(key(0.36, **at(0.0, 0.98, 0.0), **foot(goes, 18), **foot(follows, 18), turn=heading,
                       tilt=0))
        row.append(key(0.14, **at(0.0, 0.93, 0.0), **foot(goes), **foot(follows)))
    return tuple(row)


STAGES = (
    Stage(
        "salsa in hold",
        (
            key(0, at=(0.03, 0.91, 0), main_foot=(0.09, 0, 0), off_foot=(-0.09, 0, 0), main_toe=(0, 12),
                off_toe=(20, 10), bend=-3, nod=2, **_HOLD),
            *_basic(),
            *_basic(_LED),
        ),
        (
            ("dance", "salsa with a partner"),
            ("dance", "a salsa, the arms in hold, hips swaying"),
            ("dance", "salsa and *lead a turn under the raised hand"),
            ("do", "salsa steps forward and back with an invisible partner"),
        ),
        ("salsa dance with a partner", "salsa, closed hold", "couple dance, salsa"),
        who=("a salsa dancer",),
        shakes=4.0,
        takes=3,
    ),
    Stage(
        "waltz in hold",
        (
            key(0, at=(0, 0.93, 0), main_foot=(0.08, 0, 0), off_foot=(-0.08, 0, 0), main_toe=(0, 8),
                off_toe=(0, 8), bend=-7, nod=-8, look=-24, **_FRAME),
            *_waltz(4),
            key(0.3),
        ),
        (
            ("waltz", "with a partner"),
            ("dance", "a waltz, the arms in hold, turning round"),
            ("dance", "a slow waltz with an invisible partner"),
            ("turn", "in waltz steps, one arm out and one round the partner's back"),
            ("dance", "at a ball in waltz time"),
        ),
        ("waltz", "ballroom dance, waltz in closed hold", "waltzing"),
        who=("a ballroom dancer", "a groom"),
        shakes=4.0,
        takes=3,
    ),
)  # fmt: skip
