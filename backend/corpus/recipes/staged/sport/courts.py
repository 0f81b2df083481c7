"""Staged acts of courts, lanes, greens and water."""

from ..stage import Stage, both, elbows, feet, key, legs

# Keys by the line, not by the value.
# fmt: off


def _stroke(k):
    """Two crawl strokes, the main arm first; k: which."""
    z = 1.3 * k
    return (
        key(0.28, at=(0, 1.0, z + 0.3), roll=-24, main=(0.3, 0.36, -0.2), main_elbow=(1, 0.4, -0.6),
            off=(-0.14, 0.2, 0.34),
            look=20, main_leg=(0.1, -0.84, -0.14), off_leg=(-0.1, -0.84, 0.12)),
        key(0.28, at=(0, 1.0, z + 0.65), roll=16, main=(0.14, 0.64, 0.06), off=(-0.2, -0.3, 0.2),
            off_elbow=(-1, 0, -0.4), look=0,
            main_leg=(0.1, -0.84, 0.12), off_leg=(-0.1, -0.84, -0.14)),
        key(0.28, at=(0, 1.0, z + 0.95), roll=24, off=(-0.3, 0.36, -0.2), off_elbow=(-1, 0.4, -0.6),
            main=(0.14, 0.2, 0.34),
            main_leg=(0.1, -0.84, -0.14), off_leg=(-0.1, -0.84, 0.12)),
        key(0.28, at=(0, 1.0, z + 1.3), roll=-16, off=(-0.14, 0.64, 0.06), main=(0.2, -0.3, 0.2),
            main_elbow=(1, 0, -0.4),
            main_leg=(0.1, -0.84, 0.12), off_leg=(-0.1, -0.84, -0.14)),
    )


STAGES = (
    Stage(
        "jumping spike",
        (
            key(0, at=(0, 0.9, 0), pitch=8, nod=-20),
            key(0.3),
            key(0.3, off_foot=(-0.12, 0, 0.5), at=(0, 0.86, 0.3)),
            key(0.25, main_foot=(0.14, 0, 0.95), off_foot=(-0.14, 0, 0.8), at=(0, 0.68, 0.7), pitch=26,
                **both(0.3, -0.2, -0.3),
                **elbows(0.4, -0.4, -1), nod=-34),
            key(0.28, at=(0, 1.35, 1.05), pitch=-14, bend=-22, twist=30, **legs(0.12, -0.66, -0.4, down=40),
                main=(0.36, 0.42, -0.14), off=(-0.16, 0.58, 0.24),
                main_elbow=(1, 0.4, -0.4), nod=-20),
            key(0.14, at=(0, 1.42, 1.12)),
            key(0.15, at=(0, 1.42, 1.16), bend=20, pitch=10, twist=-24, main=(0.16, 0.6, 0.28),
                off=(-0.3, 0.0, 0.2), **legs(0.12, -0.78, 0.08, down=30)),
            key(0.14, at=(0, 1.34, 1.22), bend=34, main=(-0.02, 0.0, 0.5)),
            key(0.24, at=(0, 0.7, 1.3), **feet(0.18, z=1.34), pitch=24, bend=14, twist=0, nod=-20,
                **both(0.3, -0.2, 0.2), main_elbow=(0.5, -0.6, -0.6)),
            key(0.5, at=(0, 0.9, 1.34), pitch=6, bend=2, nod=0),
        ),
        (
            ("jump", "up and *spike a volleyball"),
            ("leap", "and *smash the ball down over the net"),
            ("run", "up, *jump and *hit a volleyball hard from above"),
        ),
        ("volleyball jump spike", "spike with approach, volleyball"),
        who=("a volleyball player",),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "double backhand",
        (
            key(0, **feet(0.24), at=(0, 0.8, 0), pitch=14, main=(0.08, -0.1, 0.34), off=(-0.02, -0.06, 0.36)),
            key(0.4, turn=-60, look=55, twist=-26, main_foot=(-0.1, 0, 0.36), main_toe=(0, -30),
                off_toe=(0, 50), at=(-0.08, 0.78, 0.06),
                main=(-0.2, -0.12, 0.3), off=(-0.36, -0.08, 0.2)),
            key(0.25),
            key(0.18, turn=-20, look=10, twist=6, at=(0, 0.76, 0.2), main=(0.12, -0.02, 0.46),
                off=(0.02, -0.02, 0.48), off_toe=(30, 30)),
            key(0.18, turn=20, look=-20, twist=30, main=(0.3, 0.2, 0.3), off=(0.14, 0.2, 0.38),
                at=(0.04, 0.84, 0.2)),
            key(0.16, main=(0.26, 0.36, 0.14), off=(0.1, 0.36, 0.26), off_toe=(50, 20)),
            key(0.45),
            key(0.5, **feet(0.24, z=0.12), at=(0, 0.8, 0.12), turn=0, look=0, twist=0,
                main=(0.08, -0.1, 0.34), off=(-0.02, -0.06, 0.36), pitch=14),
        ),
        (
            ("hit", "a two-handed backhand"),
            ("swing", "a racket with both hands from the {other}"),
            ("play", "a double-handed backhand in tennis"),
        ),
        ("two-handed tennis backhand", "double-handed backhand"),
        who=("a tennis player",),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "bowling approach",
        (
            key(0, at=(0, 0.92, 0), main=(0.08, -0.02, 0.28), off=(-0.08, -0.02, 0.29), pitch=6),
            key(0.3),
            key(0.38, main_foot=(0.12, 0, 0.35), at=(0, 0.9, 0.2), main=(0.16, -0.14, 0.44),
                off=(-0.1, -0.1, 0.4)),
            key(0.34, off_foot=(-0.1, 0, 0.8), at=(0, 0.86, 0.6), main=(0.25, -0.4, 0.1),
                off=(-0.5, 0.05, 0.14), pitch=18),
            key(0.34, main_foot=(0.12, 0, 1.25), at=(0, 0.8, 1.05), main=(0.28, -0.16, -0.4), pitch=34,
                main_elbow=(0.4, 0, -1), nod=-20, off_toe=(30, 5)),
            key(0.34, off_foot=(-0.06, 0, 2.1), off_toe=(0, 5), at=(0, 0.6, 1.75), main=(0.24, -0.44, 0.06),
                pitch=42, main_leg=(-0.12, -0.66, -0.48), main_toe=(40, 0),
                off=(-0.6, 0.06, 0.05)),
            key(0.18, at=(0, 0.6, 1.95), off_foot=(-0.06, 0, 2.3), main=(0.14, -0.02, 0.5), nod=-34),
            key(0.22, main=(0.12, 0.46, 0.36), at=(0, 0.64, 2.0), pitch=32),
            key(0.6),
            key(0.6, main_foot=(0.14, 0, 2.2), main_toe=(0, 10), at=(0, 0.92, 2.2), pitch=2, nod=0,
                main=(0.24, -0.34, 0.1), off=(-0.24, -0.34, 0.08),
                main_elbow=(0.5, -0.6, -0.6)),
        ),
        (
            ("bowl", "with a run-up and a slide on the {other} foot"),
            ("take", "a few steps and *roll a bowling ball down the lane"),
            ("step", "up, *swing the arm back and *bowl low"),
        ),
        ("bowling with approach", "bowling a ball down the lane, four steps and slide"),
        who=("a bowler",),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "putt",
        (
            key(0, **feet(0.18, down=20, out=20), at=(0, 0.6, -0.06), pitch=34, bend=20, nod=-30,
                **both(0.36, 0.02, 0.3)),
            key(0.3, at=(0, 0.46, -0.08)),
            key(0.7, tilt=12),
            key(0.4, tilt=-8),
            key(0.7, **feet(0.2, out=8), at=(0, 0.88, -0.04), pitch=34, bend=14, nod=24, tilt=0,
                main_room=(0.02, 0.64, 0.36), off_room=(-0.04, 0.71, 0.34)),
            key(0.5),
            key(0.6, main_room=(0.22, 0.67, 0.34), off_room=(0.16, 0.74, 0.32), twist=12),
            key(0.15),
            key(0.4, main_room=(-0.2, 0.68, 0.34), off_room=(-0.26, 0.75, 0.32), twist=-12),
            key(0.5, look=-40),
            key(0.5),
        ),
        (
            ("crouch", "to read the green, then *putt gently"),
            ("putt", "a golf ball"),
            ("line", "up a putt and *tap the ball"),
        ),
        ("golf putt", "reading the green, then a putt"),
        who=("a golfer",),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "defensive shuffle",
        (
            key(0, **feet(0.34, out=20), at=(0, 0.7, -0.06), pitch=20, nod=-18, main=(0.56, 0.36, 0.24),
                off=(-0.6, 0.02, 0.26), **elbows(0.4, -1, 0)),
            *(
                part
                for k, side in enumerate((1, 1, 1, -1, -1, -1))
                for x in (0.44 * min(k + 1, 5 - k),)
                for part in (
                    key(0.24, **{"main_foot" if side > 0 else "off_foot": (x + side * 0.36, 0, 0)},
                        at=(x - side * 0.12, 0.74, -0.06), roll=side * 5, look=12 * side,
                        main=(0.6, 0.4 if k % 2 else 0.02, 0.26), off=(-0.6, 0.02 if k % 2 else 0.4, 0.26)),
                    key(0.24, main_foot=(x + 0.34, 0, 0), off_foot=(x - 0.34, 0, 0), at=(x, 0.68, -0.06),
                        roll=0),
                )
            ),
            key(0.25, at=(0, 0.84, 0.0), pitch=2, bend=-6, look=0, nod=-14, main=(0.3, 0.6, 0.16),
                off=(-0.34, 0.58, 0.16)),
            key(0.4),
            key(0.25, at=(0, 0.7, -0.06), pitch=20, bend=0, main=(0.6, 0.3, 0.24), off=(-0.6, 0.1, 0.24)),
        ),
        (
            ("shuffle", "sideways in a low defensive stance, arms spread"),
            ("defend", "in basketball, sliding from side to side"),
            ("guard", "an opponent with wide arms, shuffling sideways"),
        ),
        ("basketball defense slide", "defensive shuffle, arms wide"),
        who=("a basketball player", "a defender"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "crawl stroke",
        (
            key(0, at=(0, 1.0, 0), pitch=86, bend=-6, nod=-20, **legs(0.1, -0.86, 0, down=60),
                main=(0.2, -0.3, 0.2), off=(-0.14, 0.64, 0.06),
                **elbows(1, 0, -0.4)),
            *(part for k in range(4) for part in _stroke(k)),
        ),
        (
            ("swim", "freestyle"),
            ("swim", "the front crawl, one arm after the other"),
            ("swim", "fast on the belly with crawl strokes"),
        ),
        ("front crawl swimming", "freestyle swim cycle"),
        who=("a swimmer",),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "surf pop-up",
        (
            key(0, at=(0, 0.16, 0), pitch=84, bend=-16, nod=-34, **legs(0.09, -0.86, 0, down=70),
                main=(0.3, 0.5, 0.3), off=(-0.4, -0.1, 0.3), **elbows(1, 0.3, -0.4)),
            *(
                part
                for _ in range(2)
                for part in (
                    key(0.4, main=(0.4, -0.05, 0.28), off=(-0.34, 0.3, 0.04), roll=4),
                    key(0.3, main=(0.36, 0.3, 0.04), off=(-0.28, 0.52, 0.26), roll=0),
                    key(0.4, main=(0.28, 0.52, 0.26), off=(-0.4, -0.05, 0.28), roll=-4),
                    key(0.3, roll=0, off=(-0.36, 0.3, 0.04), main=(0.38, 0.2, 0.26)),
                )
            ),
            key(0.35, **both(0.26, 0.08, 0.34, room=True), bend=-24),
            key(0.25, at=(0, 0.54, 0.02), pitch=60, bend=0, main_leg=(0.1, -0.3, 0.22),
                off_leg=(-0.1, -0.34, 0.14), main_toe=(10, 0), off_toe=(10, 0)),
            key(0.3, at=(0, 0.6, 0.05), turn=60, look=-55, pitch=24, bend=10, main_foot=(0.0, 0, -0.3),
                main_toe=(0, 70), off_foot=(0.0, 0, 0.36),
                off_toe=(0, -50), main=(0.6, 0.06, 0.1), off=(-0.6, 0.1, 0.1), nod=0),
            key(0.5, at=(0, 0.66, 0.02), roll=6),
            key(0.5, at=(0, 0.62, 0.05), roll=-6),
            key(0.4, roll=0),
        ),
        (
            ("paddle", "on a surfboard, then *pop up to standing"),
            ("lie", "on a surfboard, *paddle and *jump up to ride the wave"),
            ("catch", "a wave: paddling on the belly, then up on the feet"),
        ),
        ("surfing, paddle and pop up", "surfer pops up on the board"),
        who=("a surfer",),
        shakes=5.0,
        takes=2,
    ),
)
