"""Staged acts on boards, skis and skates: what glides keeps its height over the floor."""

from ..stage import Stage, both, elbows, feet, key

_BOARD = 0.1
_WIDE = {**both(0.62, 0.16, 0.05), **elbows(0.6, -1, -0.4)}


def _aboard(z, x=0.0, half=0.32, y=_BOARD):
    """Feet across a board that points ahead, the off foot in front."""
    return {
        "main_foot": (x - 0.1, y, z - half),
        "off_foot": (x - 0.1, y, z + half),
        "main_toe": (0, 75),
        "off_toe": (0, -60),
    }


def _push(z):
    """Keys of one push of the main foot beside a board, which goes on 1.7 m."""
    ahead = {"off_toe": (0, 0), "main_toe": (0, 0)}
    return (
        key(
            0.2, at=(0.02, 0.9, z), off_foot=(-0.06, _BOARD, z + 0.05), main_foot=(0.14, 0, z + 0.25), **ahead
        ),
        key(
            0.35,
            at=(0, 0.88, z + 0.75),
            pitch=26,
            off_foot=(-0.06, _BOARD, z + 0.78),
            main_foot=(0.14, 0, z + 0.25),
            main_toe=(60, 0),
            main=(0.35, -0.2, 0.35),
            off=(-0.4, -0.25, -0.25),
        ),
        key(0.1, at=(0, 0.89, z + 0.93), off_foot=(-0.06, _BOARD, z + 0.96), main_foot=(0.14, 0.16, z + 0.3)),
        key(
            0.22,
            at=(0, 0.9, z + 1.3),
            off_foot=(-0.06, _BOARD, z + 1.32),
            main_foot=(0.15, 0.3, z + 0.8),
            main_toe=(50, 0),
            main=(0.45, -0.25, -0.2),
            off=(-0.35, -0.2, 0.3),
        ),
    )


def _edges(count):
    """Keys of turns of who stands across a board: up between them, over the toes, back over the heels."""
    row = []
    for number in range(1, count + 1):
        toes, z = number % 2, 1.8 * number
        row += [
            key(0.3, at=(0, 0.82, z - 0.9), pitch=10, bend=8, tilt=0, roll=0, **both(0.56, 0.02, 0.12),
                **_aboard(z - 0.9, half=0.26)),
            key(0.4, at=(0.3, 0.7, z) if toes else (-0.42, 0.62, z), pitch=4 if toes else 36, bend=10,
                nod=-10,
                main=(0.64, 0.24, 0.05), off=(-0.62, 0.1, 0.12),
                **_aboard(z, x=0.06 if toes else -0.04, half=0.26)),
        ]  # fmt: skip
    return tuple(row)


def _slalom():
    """Keys of turns from gate to gate: up over the skis with a pole's plant, then down and far over."""
    row = []
    for number in range(1, 7):
        side, z = (1, -1)[number % 2], 2.0 * number
        plants, swings, out = ("main", "off", 1) if side > 0 else ("off", "main", -1)
        row += [
            key(
                0.3,
                at=(0, 0.84, z - 1.05),
                pitch=22,
                bend=12,
                roll=0,
                tilt=0,
                turn=8 * side,
                look=10 * side,
                main_foot=(0.1, 0.04, z - 1.0),
                off_foot=(-0.1, 0.04, z - 1.0),
                main_toe=(0, 0),
                off_toe=(0, 0),
                **{plants: (0.34 * out, -0.16, 0.52), swings: (-0.4 * out, -0.02, 0.3)},
            ),
            key(
                0.42,
                at=(0.5 * side, 0.62, z - 0.14),
                pitch=34,
                bend=18,
                roll=-30 * side,
                tilt=26 * side,
                turn=-16 * side,
                look=-12 * side,
                main_foot=(0.9 * side + 0.1, 0.04, z),
                off_foot=(0.9 * side - 0.1, 0.04, z),
                main_toe=(0, -16 * side),
                off_toe=(0, 16 * side),
                **{plants: (0.4 * out, -0.08, 0.3), swings: (-0.36 * out, 0.02, 0.44)},
            ),
        ]
    return tuple(row)


def _strides():
    """Keys of a skater's strides: the leg behind pushed out far aside, the arms swung across."""
    row = []
    for number in range(1, 7):
        side, z = (1, -1)[number % 2], 1.6 * number
        glides, pushes, out = ("main", "off", 1) if side > 0 else ("off", "main", -1)
        row.append(
            key(
                0.62,
                at=(0.22 * out, 0.68, z - 0.12),
                pitch=50,
                bend=20,
                roll=8 * out,
                nod=-40,
                twist=-20 * out,
                **{
                    f"{glides}_foot": (0.26 * out, 0.045, z),
                    f"{pushes}_foot": (-0.5 * out, 0.08, z - 0.35),
                    f"{glides}_toe": (0, 5),
                    f"{pushes}_toe": (10, 40),
                    f"{glides}": (0.48 * out, -0.22, -0.38),
                    f"{pushes}": (-0.2 * out, 0.08, 0.46),
                },
            )
        )
    return tuple(row)


def _poling():
    row, feet = [], lambda z: {"main_foot": (0.1, 0.03, z), "off_foot": (-0.1, 0.03, z)}
    for number in range(4):
        z = 2.0 * number
        row += [
            key(0.5, at=(0, 0.95, z), pitch=14, bend=0, **both(0.22, 0.25, 0.45), **feet(z), nod=0),
            key(
                0.5,
                at=(0, 0.78, z + 0.9),
                pitch=62,
                bend=26,
                nod=-30,
                **both(0.3, -0.3, -0.38),
                **feet(z + 1.0),
            ),
            key(0.15, at=(0, 0.8, z + 1.3), **feet(z + 1.35)),
        ]
    return tuple(row)


_SIDEWAYS = {"turn": 75, "pitch": 8, "bend": 8, "look": -70, **both(0.4, -0.2, 0.12), **elbows(0.7, -1, -0.2)}
_CROUCH = {"turn": 70, "pitch": 20, "bend": 16, "look": -65, **_WIDE}

STAGES = (
    Stage(
        "skateboard",
        (
            key(0, at=(0.02, 0.92, 0), off_foot=(-0.06, _BOARD, 0.05), main_foot=(0.14, 0, 0.2)),
            *_push(0.05),
            *_push(1.75),
            key(0.35, at=(-0.04, 0.84, 4.1), **_SIDEWAYS, **_aboard(4.1, half=0.24)),
            key(0.5, at=(-0.1, 0.78, 5.3), **_aboard(5.3, half=0.24)),
            key(0.3, at=(-0.04, 0.6, 6.0), pitch=26, bend=24, **both(0.5, -0.24, 0.16),
                **_aboard(6.0, half=0.24)),
            key(0.22, at=(-0.06, 1.12, 6.55), pitch=16, bend=14, **both(0.6, 0.26, 0.1),
                **_aboard(6.55, half=0.24, y=0.34)),
            key(0.2, at=(-0.08, 1.24, 7.05), **_aboard(7.05, half=0.26, y=0.62), nod=24),
            key(0.24, at=(-0.06, 0.98, 7.6), **_aboard(7.6, half=0.26, y=0.3)),
            key(0.14, at=(-0.06, 0.62, 7.95), pitch=26, bend=22, **both(0.56, 0.0, 0.12),
                **_aboard(7.95, half=0.25)),
            key(0.45, at=(-0.08, 0.82, 9.0), **_SIDEWAYS, nod=0, **_aboard(9.0, half=0.24)),
            key(0.4, at=(-0.06, 0.84, 9.9), **_aboard(9.9, half=0.24)),
        ),
        (
            ("ride", "a skateboard"),
            ("push", "off with one foot and *glide on a skateboard"),
            ("skate", "along, pushing off twice, then *stand sideways with the arms out"),
            ("ride", "a skateboard and *jump an ollie"),
        ),
        ("skateboarding", "skateboard push and glide"),
        who=("a skateboarder", "a skater"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "surf",
        (
            key(0, at=(0, 0.66, 0), **_CROUCH, **_aboard(0, half=0.4)),
            key(0.8, at=(0.2, 0.56, 0), pitch=44, twist=-20, main=(0.5, 0.45, 0.0), off=(-0.66, 0.05, 0.1)),
            key(0.9, at=(-0.16, 0.66, 0), pitch=2, twist=15, main=(0.66, 0.0, 0.05),
                off=(-0.55, 0.45, 0.0)),
            key(0.8, at=(0.1, 0.46, 0), pitch=52, twist=0, main=(0.5, 0.5, 0.05), off=(-0.6, -0.05, 0.2)),
            key(0.9, at=(0, 0.62, 0), pitch=14, **_WIDE),
        ),
        (
            ("surf", "on a wave, crouched sideways with the arms out"),
            ("ride", "a surfboard, weaving"),
            ("surf", ""),
        ),
        ("surfing", "surfer riding a wave"),
        who=("a surfer",),
        takes=2,
    ),
    Stage(
        "snowboard",
        (
            key(0, at=(0, 0.92, 0), **feet(0.13, y=_BOARD), nod=10),
            key(0.4, at=(0.05, 0.76, 0.5), **_SIDEWAYS, nod=0, **_aboard(0.5, half=0.26)),
            *_edges(5),
            key(0.3, at=(0, 0.6, 9.6), roll=0, pitch=20, bend=18, tilt=0, **_aboard(9.5, half=0.26)),
            key(0.25, at=(0, 1.2, 10.5), pitch=16, bend=14, **_aboard(10.4, half=0.26, y=0.5)),
            key(0.25, at=(0, 1.3, 11.3), pitch=30, bend=36, main=(0.5, 0.36, 0.0), off=(-0.2, -0.42, 0.26),
                **_aboard(11.2, half=0.26, y=0.84)),
            key(0.3, at=(0, 1.1, 12.3), pitch=14, bend=12, **both(0.6, 0.2, 0.1),
                **_aboard(12.2, half=0.26, y=0.4)),
            key(0.2, at=(0, 0.6, 12.9), pitch=20, bend=18, **_aboard(12.8, half=0.26)),
            key(0.5, at=(0, 0.76, 14.0), **_SIDEWAYS, **_aboard(13.9, half=0.26)),
        ),
        (
            ("snowboard", "down a slope, carving from side to side"),
            ("ride", "a snowboard"),
            ("carve", "turns on a board, knees bent and arms out"),
            ("carve", "down a slope on a snowboard and *jump, grabbing the board"),
        ),
        ("snowboarding", "snowboard carving turns"),
        who=("a snowboarder",),
        shakes=3.0,
    ),
    Stage(
        "ski slalom",
        (
            key(0, at=(0, 0.72, -0.1), pitch=30, bend=16, nod=-25, **both(0.36, -0.05, 0.36),
                **elbows(1, -0.6, -0.3), main_foot=(0.1, 0.04, 0), off_foot=(-0.1, 0.04, 0)),
            *_slalom(),
        ),
        (
            ("ski", "downhill, swinging from side to side"),
            ("ski", "a slalom with bent knees, fists in front"),
            ("carve", "down the slope on skis"),
        ),
        ("skiing", "ski slalom", "downhill ski turns"),
        who=("a skier",),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "ski poling",
        (key(0, at=(0, 0.95, 0)), *_poling()),
        (
            ("push", "off with both ski poles"),
            ("ski", "across the flat, swinging both poles back"),
            ("pole", "along on cross-country skis"),
        ),
        ("cross-country skiing", "double poling on skis"),
        who=("a cross-country skier", "a biathlete"),
        shakes=3.0,
    ),
    Stage(
        "speed skating",
        (key(0, at=(0, 0.7, -0.1), pitch=50, bend=20, nod=-40, **feet(0.11, y=0.045)), *_strides()),
        (
            ("skate", "on ice, bent low, with long strides to the sides"),
            ("speed-skate", "with swinging arms"),
            ("glide", "over the ice, pushing each leg far out"),
        ),
        ("ice skating", "speed skating, inline skating strides"),
        who=("a speed skater", "an ice skater"),
        shakes=3.0,
        takes=2,
    ),
)  # fmt: skip
