"""Staged acts of swimmers: the body lies level, the water's surface half a metre over the floor or more."""

from .stage import Stage, both, elbows, key

# Wrists in a stroke of the crawl and of the backstroke, a quarter of the circle each.
_CRAWL = ((0.17, 0.67, 0.1), (0.16, 0.15, 0.5), (0.22, -0.37, 0.1), (0.42, 0.12, -0.26))
_BACK = ((0.2, -0.37, 0.06), (0.2, 0.14, 0.53), (0.2, 0.66, 0.0), (0.62, 0.06, -0.06))
_PADDLE = ((0.13, 0.5, 0.36), (0.13, 0.1, 0.5), (0.15, -0.02, 0.3), (0.13, 0.3, 0.24))
_PEDAL = ((0.08, -0.58, 0.16), (0.09, -0.83, 0.02), (0.1, -0.79, -0.2), (0.09, -0.6, -0.12))
# An ankle's circle in the eggbeater kick.
_BEATS = ((0.24, -0.36, 0.16), (0.44, -0.56, -0.04), (0.26, -0.76, -0.06), (0.1, -0.6, 0.12))


def _off(place):
    return -place[0], place[1], place[2]


def _strokes(places, quarters, way, height, rolls, look=0.0):
    """Keys of arms half a circle apart, with a kick of the legs each quarter; metres of way a quarter."""
    row = []
    for n in range(quarters):
        up = 0.11 if n % 2 else -0.12
        row.append(
            key(
                0.3,
                at=(0, height, way * (n + 1)),
                main=places[n % 4],
                off=_off(places[(n + 2) % 4]),
                roll=(0, 1, 0, -1)[n % 4] * rolls,
                look=look if n % 8 == 3 else 0,
                main_leg=(0.07, -0.87, up),
                off_leg=(-0.07, -0.87, -up),
                main_toe=(55, 0),
                off_toe=(55, 0),
            )
        )
    return tuple(row)


def _paddles(quarters, way):
    return tuple(
        key(
            0.2,
            at=(0.0, 1.0 + 0.02 * (n % 2), way * (n + 1)),
            main=_PADDLE[n % 4],
            off=_off(_PADDLE[(n + 2) % 4]),
            main_leg=_PEDAL[n % 4],
            off_leg=_off(_PEDAL[(n + 2) % 4]),
            roll=(4, 0, -4, 0)[n % 4],
            main_toe=(45, 0),
            off_toe=(45, 0),
        )
        for n in range(quarters)
    )


def _treads(quarters):
    row = []
    for n in range(quarters):
        wide = n % 4 < 2
        row.append(
            key(
                0.24,
                at=(0.03 * (1, 0, -1, 0)[n % 4], 1.22 + 0.04 * (n % 2), 0),
                main_leg=_BEATS[n % 4],
                off_leg=_off(_BEATS[(n + 2) % 4]),
                main_toe=(25, 45),
                off_toe=(25, 45),
                **both(0.6 if wide else 0.3, -0.02 if wide else -0.08, 0.26 if wide else 0.42),
                **elbows(1, -0.6, -0.3),
            )
        )
    return tuple(row)


STAGES = (
    Stage(
        "front crawl",
        (
            key(0, at=(0, 1.0, 0), pitch=87, main=_CRAWL[3], off=_off(_CRAWL[1]), **elbows(1, 0.1, -0.5),
                main_leg=(0.07, -0.87, 0.1), off_leg=(-0.07, -0.87, -0.1), main_toe=(55, 0),
                off_toe=(55, 0)),
            *_strokes(_CRAWL, 14, 0.3, 1.0, 22, 60),
        ),
        (
            ("swim", "the front crawl"),
            ("swim", "face down with the arms windmilling over the water"),
            ("crawl", "through the water with kicking legs"),
        ),
        ("front crawl swimming", "swimmer, crawl stroke, lying in the water"),
        who=("a swimmer", "a triathlete"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "backstroke",
        (
            key(0, at=(0, 1.0, 0), pitch=-86, main=_BACK[3], off=_off(_BACK[1]), **elbows(1, -0.3, -0.4),
                main_leg=(0.07, -0.87, 0.1), off_leg=(-0.07, -0.87, -0.1), main_toe=(55, 0),
                off_toe=(55, 0), nod=12),
            *_strokes(_BACK, 14, -0.28, 1.0, -16),
        ),
        (
            ("swim", "the backstroke"),
            ("swim", "on the back, the arms reaching over by turns"),
            ("do", "the backstroke, lying on the back in the water"),
        ),
        ("backstroke swimming", "swimmer on the back"),
        who=("a swimmer",),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "doggy paddle",
        (
            key(0, at=(0, 1.0, 0), pitch=76, bend=-18, nod=-45, main=_PADDLE[3], off=_off(_PADDLE[1]),
                **elbows(0.9, -0.6, -0.2), main_leg=_PEDAL[3], off_leg=_off(_PEDAL[1]), main_toe=(45, 0),
                off_toe=(45, 0)),
            *_paddles(20, 0.09),
        ),
        (
            ("swim", "the doggy paddle"),
            ("paddle", "like a dog with the head out of the water"),
            ("paddle", "along with short strokes of the hands under the chin"),
        ),
        ("doggy paddle swimming", "dog paddle, head above water"),
        who=("a child learning to swim", "a beginner in the pool"),
        shakes=4.0,
    ),
    Stage(
        "tread water",
        (
            key(0, at=(0, 1.22, 0), pitch=12, main_leg=_BEATS[3], off_leg=_off(_BEATS[1]), main_toe=(25, 45),
                off_toe=(25, 45), **both(0.3, -0.08, 0.42), **elbows(1, -0.6, -0.3), nod=-12),
            *_treads(18),
        ),
        (
            ("tread", "water to stay afloat"),
            ("stay", "afloat in deep water, legs working and hands sculling"),
            ("keep", "the head above water with circling legs"),
        ),
        ("treading water, legs working", "floating upright in deep water"),
        who=("a swimmer", "a lifeguard", "a castaway"),
        shakes=4.0,
        takes=2,
    ),
)  # fmt: skip
