"""Staged swimming: strokes on the front and the back, treading water, the dive."""

from ..stage import Stage, both, elbows, feet, key, legs


def _kicks(k, wide=0.16, back=-0.02):
    """The legs of flutter kicks, straight, one up and one down."""
    d = wide if k % 2 else -wide
    return {"main_leg": (0.07, -0.86, back + d), "off_leg": (-0.07, -0.86, back - d), "main_toe": (60, 0),
            "off_toe": (60, 0)}  # fmt: skip


# A wrist's way in a crawl: entry, pull, hip, out, over the head; seen from the chest of who lies prone.
_CRAWL = ((0.16, 0.66, 0.06), (0.16, 0.3, 0.42), (0.22, -0.32, 0.2), (0.32, -0.3, -0.16), (0.42, 0.16, -0.34),
          (0.24, 0.56, -0.16))  # fmt: skip
# On the back: up over the head by the ear, down beside the body, under the water to the hip.
_BACK = ((0.2, 0.66, -0.06), (0.52, 0.3, -0.16), (0.42, -0.16, -0.1), (0.24, -0.38, 0.06), (0.2, -0.1, 0.44),
         (0.18, 0.4, 0.4))  # fmt: skip


def _strokes(count, way, fast, height, **held):
    """Keys of alternating arms round a way of six places, the legs fluttering."""
    row = []
    for k in range(count):
        (x, y, z), (u, v, w) = way[k % 6], way[(k + 3) % 6]
        row.append(
            key(0.17, at=(0, height, fast * k), main=(x, y, z), off=(-u, v, w),
                roll=(0, 14, 10, 0, -14, -10)[k % 6],
                **_kicks(k), **held)
        )  # fmt: skip
    return tuple(row)


STAGES = (
    Stage(
        "front crawl",
        (
            key(0, at=(0, 0.9, -0.1), pitch=84, nod=-24, bend=-4, main=_CRAWL[0], off=(-0.22, -0.32, 0.2),
                **elbows(1, 0.3, -0.8), **_kicks(1)),
            *_strokes(25, _CRAWL, 0.16, 0.9),
        ),
        (
            ("swim", "the front crawl"),
            ("swim", "freestyle, lying flat in the water"),
            ("swim", "crawl, the arms turning over by turns and the legs kicking"),
        ),
        ("front crawl", "freestyle swimming", "crawl swim cycle"),
        who=("a swimmer",),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "backstroke",
        (
            key(0, at=(0, 0.9, 0.1), pitch=-86, nod=10, bend=2, main=_BACK[0], off=(-0.24, -0.38, 0.06),
                **elbows(1, -0.3, 0.3), **_kicks(1)),
            *_strokes(25, _BACK, -0.14, 0.9),
        ),
        (
            ("swim", "backstroke"),
            ("swim", "on the back, the arms turning over the head by turns"),
            ("swim", "the back crawl, face up"),
        ),
        ("backstroke", "swimming on the back"),
        who=("a swimmer",),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "tread water",
        (
            key(0, at=(0, 0.94, 0), **both(0.34, -0.26, 0.16), nod=-8),
            key(0.5, at=(0, 1.3, 0.05), pitch=4, **both(0.66, 0.06, 0.2), **elbows(0.4, -0.6, -0.6), nod=-16,
                **legs(0.16, -0.8, 0.0, down=30, out=20)),
            *(
                key(0.3, at=(0, 1.26 + 0.07 * (k % 2), 0.05), tilt=5 - 10 * (k % 2),
                    main_leg=((0.26, -0.78, -0.06), (0.2, -0.6, 0.16))[k % 2],
                    off_leg=((-0.2, -0.6, 0.16), (-0.26, -0.78, -0.06))[k % 2],
                    **both(*((0.64, 0.0, 0.16), (0.3, -0.02, 0.44))[k % 2]), look=24 - 48 * (k // 6 % 2))
                for k in range(13)
            ),
        ),
        (
            ("tread", "water"),
            ("keep", "afloat upright in deep water, arms sculling and legs pedalling"),
            ("float", "upright in the water, paddling with arms and legs"),
        ),
        ("treading water, upright", "water idle, swim in place"),
        who=("a swimmer",),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "dog paddle",
        (
            key(0, at=(0, 0.94, 0), **both(0.2, 0.04, 0.32), **elbows(0.8, -0.6, -0.3), nod=-10),
            key(0.3, at=(0, 0.82, 0.06), pitch=26, **both(0.12, 0.2, 0.4)),
            key(0.4, at=(0, 1.05, 0.3), pitch=66, bend=-14, nod=-46, main=(0.12, 0.26, 0.36),
                off=(-0.12, 0.02, 0.32), **legs(0.1, -0.84, -0.12, down=60)),
            *(
                key(0.2, at=(0, 1.05 + 0.02 * (k % 2), 0.42 + 0.12 * k), roll=8 - 16 * (k % 2),
                    pitch=66, main=((0.13, -0.02, 0.28), (0.12, 0.34, 0.3))[k % 2],
                    off=((-0.12, 0.34, 0.3), (-0.13, -0.02, 0.28))[k % 2],
                    main_leg=((0.09, -0.78, 0.1), (0.09, -0.78, -0.3))[k % 2],
                    off_leg=((-0.09, -0.78, -0.3), (-0.09, -0.78, 0.1))[k % 2], look=14 - 28 * (k // 6 % 2))
                for k in range(17)
            ),
        ),
        (
            ("swim", "a doggy paddle"),
            ("dog-paddle", "with the head up"),
            ("paddle", "along in the water like a dog"),
        ),
        ("doggy-paddle swim", "dog paddle swimming"),
        who=("a child",),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "head first dive",
        (
            key(0, **feet(0.09, y=0.7), at=(0, 1.65, 0)),
            key(0.3, **both(0.26, 0.16, 0.46), **elbows(1, -0.3, 0)),
            key(0.35, **both(0.2, 0.68, 0.08), **elbows(1, 0, 0.4), nod=-6),
            key(0.25, **both(0.4, 0.14, 0.3), at=(0, 1.55, 0)),
            key(0.4, at=(0, 1.38, -0.02), pitch=42, bend=24, **both(0.36, -0.26, -0.3),
                **elbows(1, -0.3, -0.5)),
            key(0.16, at=(0, 1.5, 0.2), pitch=44, bend=16, **both(0.34, 0.0, 0.4)),
            key(0.2, at=(0, 1.8, 0.55), pitch=52, bend=0, **both(0.15, 0.66, 0.16), **elbows(1, 0.2, 0.3),
                nod=8,
                **legs(0.06, -0.88, -0.06, down=65)),
            key(0.3, at=(0, 1.92, 1.15), pitch=96, bend=14, **legs(0.05, -0.88, 0.0, down=70)),
            key(0.3, at=(0, 1.5, 1.65), pitch=138, bend=0),
            key(0.25, at=(0, 0.98, 1.95), pitch=140, bend=-6),
            key(0.4, at=(0, 0.7, 2.6), pitch=100, bend=-14, nod=-10),
            key(0.5, at=(0, 0.7, 3.4), pitch=86, bend=-4),
        ),
        (
            ("dive", "in head first"),
            ("dive", "into a pool"),
            ("spring", "off the edge and *plunge head first, arms ahead"),
            ("take", "a header into the water"),
        ),
        ("dive into the pool", "head-first dive"),
        who=("a swimmer", "a diver"),
        shakes=6.0,
        takes=2,
    ),
)  # fmt: skip
