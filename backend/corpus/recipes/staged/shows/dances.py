"""Staged acts of dancers: tap, stamping heels, hips that circle, poses that are struck."""

from math import cos, radians, sin

from ..stage import Stage, both, elbows, feet, key

# Metres from the ankle to the ball of the foot.
_BALL = 0.134
_WIDE = {**both(0.66, 0.12, 0.16), **elbows(0.5, -0.5, -0.8)}


def _taps(count):
    """Keys of a heel dug in ahead, a toe tapped behind and a stamp by turns; the arms stay out low."""
    row = []
    for number in range(count):
        foot, other, x = ("main", "off", 1) if number % 2 == 0 else ("off", "main", -1)
        rest = {f"{other}_foot": (-0.1 * x, 0, 0), f"{other}_toe": (0, 12)}
        row += [
            key(0.08, **rest, at=(-0.05 * x, 0.92, 0), **{f"{foot}_foot": (0.14 * x, 0.1, 0.24),
                f"{foot}_toe": (-24, 12)}),
            key(0.08, bend=-8, **{f"{foot}_foot": (0.16 * x, 0.03, 0.48), f"{foot}_toe": (-38, 12)}),
            key(0.2, at=(-0.05 * x, 0.91, -0.02)),
            key(0.12, at=(-0.05 * x, 0.92, 0), **{f"{foot}_foot": (0.1 * x, 0.12, 0.0),
                f"{foot}_toe": (20, 12)}),
            key(0.1, **{f"{foot}_foot": (-0.18 * x, 0.04, -0.26), f"{foot}_toe": (62, 12)}, bend=6),
            key(0.14, at=(-0.05 * x, 0.91, 0)),
            key(0.08, **{f"{foot}_foot": (0.04 * x, 0.12, -0.06), f"{foot}_toe": (10, 12)}),
            key(0.06, **{f"{foot}_foot": (0.1 * x, 0, 0), f"{foot}_toe": (0, 12)}, at=(0, 0.92, 0), bend=0),
        ]  # fmt: skip
    return tuple(row)


def _stamps(count, hold):
    """Keys of heels stamped by turns; hold: what the last one changes."""
    row = []
    for number in range(count):
        foot, other, side = ("main", "off", 1) if number % 2 == 0 else ("off", "main", -1)
        row += [
            key(
                0.13,
                **{
                    f"{foot}_foot": (0.09 * side, 0.2, -0.08),
                    f"{foot}_toe": (40, 20),
                    f"{other}_foot": (-0.09 * side, 0, 0),
                    f"{other}_toe": (0, 20),
                },
                at=(-0.04 * side, 0.9, 0),
            ),
            key(
                0.11,
                **{f"{foot}_foot": (0.09 * side, 0, 0), f"{foot}_toe": (0, 20)},
                **(hold if number == count - 1 else {}),
            ),
        ]
    return tuple(row)


def _hips(count):
    """Keys of hips swung out to one side, up and round by turns, the chest left where it is."""
    row = []
    for number in range(count):
        side = 1 if number % 2 == 0 else -1
        row += [
            key(0.26, at=(0.13 * side, 0.88, 0.0), roll=-15 * side, tilt=20 * side, turn=-14 * side,
                twist=14 * side),
            key(0.22, at=(0.02 * side, 0.85, 0.11), roll=0, tilt=0, turn=0, twist=0, pitch=-8, bend=8),
        ]  # fmt: skip
    return tuple(row)


def _pivoted(degrees):
    """Both feet turned about their balls, the heels lifted a little."""
    x, z = _BALL * sin(radians(degrees)), _BALL * (1.0 - cos(radians(degrees)))
    return {
        "main_foot": (0.16 - x, 0.026, z),
        "off_foot": (-0.16 - x, 0.026, z),
        "main_toe": (20, degrees),
        "off_toe": (20, -degrees),
    }


def _twists(count):
    """Keys of knees and toes turned one way, the arms the other, sinking and rising again."""
    row = []
    for number in range(count):
        side = 1 if number % 2 == 0 else -1
        low = 0.86 - 0.22 * min(number, count - 1 - number) / (count / 2)
        row.append(
            key(
                0.3,
                at=(0.07 * side, low, -0.04),
                turn=42 * side,
                twist=-70 * side,
                look=20 * side,
                pitch=14,
                main=(0.3 - 0.14 * side, -0.02, 0.3 + 0.06 * side),
                off=(-0.3 - 0.14 * side, -0.02, 0.3 - 0.06 * side),
                **_pivoted(33 * side),
            )
        )
    return tuple(row)


def _jigs(count, far=0.12):
    """Keys of a toe pointed straight ahead, and hops with that leg kicked up straight; the arms stay down."""
    row = []
    for number in range(count):
        foot, other, x = ("main", "off", 1) if number % 2 == 0 else ("off", "main", -1)
        z = far * number
        row += [
            key(0.16, at=(0, 0.93, z), **{f"{other}_foot": (-0.02 * x, 0, z), f"{other}_toe": (0, 30),
                f"{foot}_leg": (-0.04 * x, -0.68, 0.5), f"{foot}_toe": (45, 15)}),
            key(0.14, at=(0, 0.91, z)),
            key(0.18, at=(0, 1.1, z + 0.03), pitch=-4,
                **{f"{foot}_leg": (0.0, -0.3, 0.82), f"{foot}_toe": (40, 0),
                f"{other}_leg": (-0.03 * x, -0.85, -0.04), f"{other}_toe": (50, 10)}),
            key(0.08, at=(0, 1.1, z + 0.03)),
            key(0.16, at=(0, 0.93, z), pitch=0, **{f"{other}_foot": (-0.02 * x, 0, z),
                f"{other}_toe": (10, 30),
                f"{foot}_leg": (-0.06 * x, -0.66, 0.4), f"{foot}_toe": (45, 15)}),
            key(0.12, at=(0, 0.95, z + 0.08), **{f"{foot}_foot": (0.02 * x, 0, z + far),
                f"{foot}_toe": (0, 30)}),
        ]  # fmt: skip
    return tuple(row)


def _struts(count):
    """Keys of long low steps forward."""
    row = []
    for number in range(count):
        foot, other, side = ("main", "off", 1) if number % 2 == 0 else ("off", "main", -1)
        z = 0.5 * (number + 1)
        row += [
            key(0.5, at=(0, 0.82, z - 0.16), turn=-8 * side, **{f"{foot}_foot": (0.05 * side, 0, z),
                f"{foot}_toe": (0, 8), f"{other}_toe": (35, 8)}),
            key(0.16, at=(0, 0.84, z - 0.04)),
        ]  # fmt: skip
    return tuple(row)


_CLOSED = {
    "main": (0.16, 0.04, 0.36),
    "off": (-0.58, 0.2, 0.26),
    "main_elbow": (1, 0.2, 0),
    "off_elbow": (-0.5, -1, -0.2),
}

STAGES = (
    Stage(
        "tap dance",
        (
            key(0, **feet(0.1), at=(0, 0.93, 0), **both(0.5, -0.1, 0.2), **elbows(0.7, -0.6, -0.5)),
            *_taps(6),
            key(0.25, at=(0, 0.92, 0), main_foot=(0.14, 0.03, 0.4), main_toe=(-32, 15), off_foot=(-0.1, 0, 0),
                off_toe=(0, 15), bend=-10, pitch=-4, **_WIDE),
            key(0.7),
        ),
        (
            ("tap dance", "with fast feet"),
            ("tap", "and *shuffle the feet quickly on the spot"),
            ("do", "a tap dance, brushing and stamping the feet"),
        ),
        ("tap dancing", "tap dance, fast footwork"),
        who=("a tap dancer", "a showman"),
        shakes=5.0,
    ),
    Stage(
        "belly dance",
        (
            key(0, **feet(0.1), at=(0, 0.87, 0), **both(0.6, 0.3, 0.16), **elbows(0.8, -0.6, -0.2)),
            key(0.3),
            *_hips(5),
            key(0.45, **both(0.12, 0.62, 0.06), **elbows(1, 0.1, 0.2)),
            *_hips(5),
            key(0.3, at=(0, 0.88, 0), pitch=0, bend=0),
        ),
        (
            ("do", "a belly dance, hips swinging"),
            ("circle", "the hips, arms raised, a belly dance"),
            ("swing", "the hips from side to side like a belly dancer"),
        ),
        ("belly dance", "belly dancing, hips circling"),
        who=("a belly dancer",),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "twist",
        (
            key(0, **_pivoted(0), at=(0, 0.9, -0.03), **both(0.3, 0, 0.3),
                **elbows(0.8, -0.8, -0.3)),
            *_twists(14),
            key(0.3, turn=0, twist=0, look=0, at=(0, 0.93, 0), pitch=0, **_pivoted(0)),
        ),
        (
            ("dance", "the twist"),
            ("twist", "on both feet, hips one way and arms the other"),
            ("twist", "down and up again with swinging arms, a sixties dance"),
        ),
        ("the twist, sixties dance", "twist dance, rock and roll"),
        who=("a rock and roll dancer",),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "irish dance",
        (
            key(0, main_foot=(0.04, 0, -0.12), off_foot=(-0.02, 0, 0), main_toe=(0, 30),
                off_toe=(0, 30), at=(0, 0.95, -0.04), **both(0.2, -0.37, 0.0), **elbows(0.3, 0, -1)),
            key(0.2),
            *_jigs(6),
            key(0.25, main_foot=(0.04, 0, 0.6), off_foot=(-0.02, 0, 0.72), main_toe=(0, 30),
                off_toe=(0, 30), at=(0, 0.95, 0.66)),
            key(0.3),
        ),
        (
            ("dance", "an Irish jig, the arms straight down"),
            ("hop", "and *kick the legs up in front, arms still at the sides, as in Irish step dance"),
            ("do", "an Irish step dance with high kicks"),
        ),
        ("irish step dance", "irish jig, riverdance"),
        who=("an Irish dancer",),
        shakes=6.0,
    ),
    Stage(
        "disco pointing",
        (
            key(0, **feet(0.24, out=15), at=(0, 0.9, 0), off=(-0.215, -0.26, 0.0), off_elbow=(-1, 0, -0.7),
                main=(-0.12, -0.3, 0.32), main_elbow=(1, 0, 0.2)),
            key(0.4, main=(0.55, 0.56, 0.1), main_hand=(0.7, 0.75, 0), main_elbow=(1, -0.3, -0.3),
                at=(0.1, 0.9, 0), roll=-8, tilt=-10, look=30, nod=-18, off_toe=(30, 20)),
            key(0.25),
            key(0.4, main=(-0.16, -0.28, 0.32), main_hand=(-0.6, -0.8, 0.2), at=(-0.1, 0.84, 0), roll=8,
                tilt=8, look=-22, nod=14, off_toe=(0, 15), main_toe=(30, 20), main_elbow=(1, 0, 0.2)),
            key(0.25, main_toe=(0, 15)),
        ),
        (
            ("dance", "disco, pointing up and down"),
            ("point", "up to the side and down across the body in turn, a hand on the hip"),
            ("do", "the disco point"),
        ),
        ("disco pointing dance", "disco move, finger up and down"),
        who=("a disco dancer",),
        loop=(1, 4),
        times=(3, 3),
        takes=2,
    ),
    Stage(
        "tango",
        (
            key(0, **feet(0.06), at=(0, 0.93, 0), **_CLOSED, bend=-6, look=-10),
            *_struts(4),
            key(0.3, at=(0, 0.7, 2.06), main_foot=(0.06, 0, 2.4), main_toe=(0, 5), off_toe=(50, 5),
                turn=8),
            key(0.35),
            key(0.14, look=-75, twist=-14),
            key(0.6),
            key(0.16, look=70, twist=10),
            key(0.6),
        ),
        (
            ("dance", "a tango, *stop sharply and *jerk the head round"),
            ("walk", "a tango in long low steps with the arms in hold"),
            ("step", "forward as in a tango and *turn the head sharply to the side"),
        ),
        ("tango walk", "tango with a head snap"),
        who=("a tango dancer",),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "flamenco",
        (
            key(0, **feet(0.09, out=20), at=(0, 0.93, 0), bend=-14, nod=-8, main=(0.16, 0.62, 0.04),
                off=(-0.08, 0.0, 0.32), **elbows(1, 0, 0.2)),
            *_stamps(8, {}),
            key(0.5, off=(-0.16, 0.62, 0.04), main=(0.08, 0.0, 0.32), turn=25, look=-30, bend=-18),
            *_stamps(8, {}),
            key(0.3, **both(0.14, 0.64, 0.04), turn=0, look=0, nod=-14, bend=-18, at=(0, 0.95, 0)),
            key(0.5),
        ),
        (
            ("dance", "flamenco, stamping the heels"),
            ("stamp", "the heels fast, proud, one arm curved overhead, in flamenco"),
            ("do", "flamenco footwork with raised arms"),
        ),
        ("flamenco", "flamenco dance, heels stamping"),
        who=("a flamenco dancer",),
        shakes=5.0,
        takes=2,
    ),
)  # fmt: skip
