"""Staged washing and dressing: at the sink, under the shower, in and out of clothes."""

from ..stage import Stage, both, elbows, feet, key

# Keys by the line, not by the value.
# fmt: off

_FACE = {**both(0.08, 0.24, 0.25), **elbows(0.8, -0.8, 0.2), "main_hand": (-0.1, 1, 0),
"off_hand": (0.1, 1, 0)}
_HAIR = {**both(0.17, 0.44, 0.06), **elbows(1, 0.1, 0.3), "main_hand": (-0.8, 0.5, 0),
"off_hand": (0.8, 0.5, 0)}

STAGES = (
    Stage(
        "wash face",
        (
            key(0, **feet(0.14), at=(0, 0.92, -0.08), pitch=14, bend=14, nod=14),
            key(0.4, at=(0, 0.88, -0.16), pitch=34, bend=26, nod=10, **both(0.05, -0.06, 0.46),
                **elbows(1, -0.5, 0)),
            key(0.3),
            key(0.35, **_FACE, nod=22),
            key(0.16, **both(0.09, 0.3, 0.25)),
            key(0.16, **both(0.08, 0.2, 0.26)),
            key(0.16, **both(0.09, 0.3, 0.25)),
            key(0.16, **both(0.08, 0.2, 0.26)),
            key(0.3, **both(0.05, -0.06, 0.46), main_hand=(0, 0, 1), off_hand=(0, 0, 1), nod=10),
        ),
        (
            ("wash", "the face at the sink"),
            ("bend", "over a basin and *splash water in the face with both hands"),
            ("splash", "water into the face"),
            ("wash", "the face with both hands, bent over the basin"),
        ),
        ("washing the face", "splashing water on the face"),
        loop=(1, 8),
        times=(3, 3),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "shower",
        (
            key(0, **feet(0.14), **_HAIR, nod=10),
            *(
                key(0.17, main=(0.17, 0.44 + d, 0.06 + e), off=(-0.17, 0.44 - d, 0.06 - e), nod=n, tilt=t)
                for d, e, n, t in ((0.05, 0.05, 16, 4), (-0.04, -0.05, 20, -4)) * 5
            ),
            key(0.4, nod=-26, bend=-12, main=(0.16, 0.36, 0.2), off=(-0.16, 0.36, 0.2)),
            key(0.35, main=(0.16, 0.5, 0.02), off=(-0.16, 0.5, 0.02)),
            key(0.5, main=(0.14, 0.36, -0.1), off=(-0.14, 0.36, -0.1)),
            key(0.4, **_HAIR, nod=10, bend=0),
        ),
        (
            ("wash", "the hair with both hands under the shower"),
            ("shower", "and *scrub the hair with both hands"),
            ("wash", "the hair and *rinse it, the head back"),
            ("scrub", "the scalp with both hands"),
        ),
        ("taking a shower", "showering, washing the hair"),
        shakes=3.0,
        loop=(1, 14),
        times=(1, 2),
        takes=2,
    ),
    Stage(
        "shave",
        (
            key(0, **feet(0.12), pitch=2, off=(-0.17, 0.3, 0.2), off_elbow=(-1, -0.3, 0.1),
                off_hand=(0.5, 0.8, 0),
                main=(0.2, 0.1, 0.3), nod=0),
            # The cheek turned to the mirror, strokes from the ear down.
            *(part for _ in range(3) for part in (
                key(0.25, main=(0.17, 0.4, 0.2), main_elbow=(1, -0.2, 0.1), main_hand=(-0.6, 0.8, 0),
                    look=-36, nod=-10, tilt=-4),
                key(0.4, main=(0.13, 0.2, 0.24), main_hand=(-0.6, 0.6, -0.2)))),
            key(0.35, main=(0.14, -0.1, 0.44), main_hand=(0, -0.4, 1), main_elbow=(1, -0.6, -0.2), nod=16,
                look=0, tilt=0, bend=8),
            *(key(0.12, main=(x, -0.1, 0.44)) for x in (0.22, 0.12, 0.2)),
            # The throat, the chin up.
            *(part for _ in range(3) for part in (
                key(0.3, main=(0.06, 0.1, 0.25), main_elbow=(1, -0.3, 0.1), main_hand=(-0.7, 0.6, 0),
                    nod=-36, bend=-8),
                key(0.35, main=(0.06, 0.26, 0.26)))),
            # Both cheeks patted.
            key(0.35, **both(0.24, 0.28, 0.24), main_hand=(-0.3, 0.9, 0), off_hand=(0.3, 0.9, 0), nod=0,
                bend=0),
            *(key(0.15, **both(x, 0.31, 0.18)) for x in (0.15, 0.22, 0.15)),
            key(0.25),
        ),
        (
            ("shave", "in front of the mirror"),
            ("shave", "the cheeks with a razor"),
            ("draw", "a razor down the cheek and *rinse it in the basin"),
        ),
        ("shaving", "man shaving at the mirror"),
        who=("a man",),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "blow the nose",
        (
            key(0),
            key(0.3, main=(0.22, -0.3, 0.1), main_elbow=(1, 0, -0.6), tilt=6, nod=10),
            # The handkerchief spread out.
            key(0.35, main=(0.2, 0.0, 0.36), off=(-0.06, 0.0, 0.36), main_elbow=(1, -0.6, 0),
                off_elbow=(-1, -0.6, 0), tilt=0),
            key(0.2, **both(0.22, 0.04, 0.34), nod=6),
            *(
                part
                for n in range(2)
                for part in (
                    key(0.3, **both(0.05, 0.27, 0.22), **elbows(0.6, -1, 0), main_hand=(-0.3, 1, 0),
                        off_hand=(0.3, 1, 0),
                        nod=10, bend=6),
                    # Blown, held long.
                    key(0.12, bend=24, pitch=6, nod=26),
                    key(0.5, bend=26),
                    # Wiped from side to side.
                    *(key(0.14, main=(0.05 + d, 0.27, 0.22), off=(-0.05 + d, 0.27, 0.22), look=300 * d,
                        nod=8, bend=6, pitch=0)
                      for d in (0.05, -0.05) * 2),
                    key(0.15, look=0, main=(0.05, 0.27, 0.22), off=(-0.05, 0.27, 0.22)),
                )
            ),
            key(0.35, **both(0.1, 0.04, 0.34), **elbows(1, -0.6, 0), bend=2, nod=20),
            key(0.35, main=(0.22, -0.3, 0.1), off=(-0.24, -0.34, 0.08), main_hand=None, off_hand=None,
                bend=0, nod=0, tilt=5,
                main_elbow=(1, 0, -0.6)),
        ),
        (
            ("blow", "the nose into a tissue"),
            ("blow", "the nose hard with both hands at the face"),
            ("take", "out a handkerchief and *blow the nose"),
        ),
        ("blowing the nose", "having a cold, blow nose"),
        who=("a sick man",),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "t-shirt off",
        (
            key(0, **feet(0.15)),
            key(0.3, **both(0.28, -0.2, 0.28), nod=10),
            key(0.35, main=(-0.11, -0.2, 0.26), off=(0.12, -0.18, 0.31), **elbows(1, -0.3, 0.2), bend=12,
                nod=24),
            key(0.35),
            key(0.4, main=(-0.1, 0.1, 0.32), off=(0.11, 0.12, 0.37), **elbows(1, 0.3, 0.4), bend=4),
            key(0.4, main=(-0.04, 0.56, 0.3), off=(0.06, 0.58, 0.34), **elbows(1, 0.6, 0.4), bend=-10, nod=0),
            key(0.4, **both(0.2, 0.68, 0.04), **elbows(1, 0.2, 0.3), bend=-14, nod=-10),
            key(0.2),
            key(0.35, **both(0.22, 0.3, 0.36), bend=6, **elbows(1, -0.3, 0)),
            key(0.3, **both(0.24, 0.02, 0.36), nod=14),
            key(0.3, main=(0.44, -0.16, 0.16), off=(-0.24, -0.34, 0.06), twist=18, bend=0, nod=0),
            key(0.2),
        ),
        (
            ("pull", "a T-shirt off over the head"),
            ("pull", "a sweater off over the head with crossed arms"),
            ("undress", "by pulling the shirt up over the head"),
            ("strip", "off a jumper and *throw it aside"),
        ),
        ("taking off a shirt", "pulling a sweater over the head"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "trousers on",
        (
            key(0),
            key(0.25, **both(0.34, -0.2, 0.24)),
            key(0.4, at=(0, 0.8, -0.1), pitch=48, bend=26, nod=0, **both(0.27, -0.02, 0.44),
                **elbows(1, -0.3, 0)),
            key(0.45, at=(-0.1, 0.86, -0.06), main_leg=(0.12, -0.14, 0.54), main_toe=(30, 0)),
            key(0.4, main_foot=(0.13, 0, 0.06), main_toe=(0, 10), at=(0.06, 0.84, -0.06)),
            key(0.45, at=(0.1, 0.86, -0.06), off_leg=(-0.12, -0.14, 0.54), off_toe=(30, 0)),
            key(0.4, off_foot=(-0.13, 0, 0.06), off_toe=(0, 10), at=(0, 0.84, -0.06)),
            key(0.25, **both(0.27, -0.08, 0.4)),
            key(0.5, at=(0, 0.96, 0.02), pitch=0, bend=-4, nod=14, **both(0.24, -0.3, 0.1),
                **elbows(1, 0.2, -0.4)),
            key(0.18, at=(0, 0.92, 0.02), twist=8),
            key(0.18, at=(0, 0.97, 0.02), twist=-8, **both(0.23, -0.24, 0.1)),
            key(0.35, **both(0.07, -0.28, 0.22), twist=0, bend=8, nod=26, **elbows(1, -0.5, -0.3)),
            key(0.35),
            key(0.35, **both(0.24, -0.35, 0.06), bend=0, nod=0),
        ),
        (
            ("put", "on trousers, one leg after the other"),
            ("step", "into a pair of trousers and *pull them up"),
            ("pull", "up trousers and *button them"),
            ("get", "dressed, stepping into jeans"),
        ),
        ("putting on trousers", "pulling up the pants"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "scarf",
        (
            key(0, **both(0.22, -0.1, 0.34), **elbows(1, -0.5, 0)),
            key(0.3),
            key(0.4, **both(0.24, 0.4, 0.22), **elbows(1, 0.1, 0.2)),
            key(0.35, **both(0.2, 0.3, -0.06), nod=14),
            key(0.35, **both(0.2, 0.1, 0.26), nod=0, **elbows(1, -0.4, 0)),
            key(0.4, main=(0.0, 0.24, 0.3), main_elbow=(1, 0.2, 0.3), main_hand=(-1, 0.1, 0.2), nod=-12,
                twist=-8),
            key(0.35, main=(-0.12, 0.3, 0.24), twist=-16),
            key(0.35, main=(0.22, 0.28, 0.2), off=(-0.1, 0.02, 0.28), twist=0, main_hand=(-0.6, 0.4, -0.4)),
            key(0.4, **both(0.09, 0.16, 0.26), main_hand=(-0.4, 0.6, 0.1), off_hand=(0.4, 0.6, 0.1)),
            key(0.25, **both(0.15, 0.04, 0.3)),
            key(0.2, **both(0.09, 0.15, 0.26)),
            key(0.2, **both(0.14, 0.02, 0.3)),
            key(0.4, **both(0.24, -0.34, 0.06), main_hand=None, off_hand=None, nod=0),
        ),
        (
            ("wrap", "a scarf round the throat"),
            ("put", "on a scarf, throwing the end over the shoulder"),
            ("wind", "a scarf round the neck and *pull it tight"),
        ),
        ("putting on a scarf", "tying a scarf"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "straighten the tie",
        (
            key(0),
            # Both hands at the knot, the chin up out of the way.
            key(0.4, main=(0.05, 0.13, 0.24), off=(-0.05, 0.08, 0.25), **elbows(1, -0.3, -0.1), nod=-26,
                bend=-4,
                main_hand=(-0.6, 0.7, -0.2), off_hand=(0.6, 0.6, -0.2)),
            key(0.2),
            key(0.3, off=(-0.02, -0.2, 0.26), main=(0.04, 0.17, 0.23), off_hand=(0.5, -0.6, 0)),
            key(0.2),
            *(key(0.22, main=(0.05 + d, 0.16, 0.23), look=a, tilt=a * 0.25, off=(-0.02, -0.14, 0.26))
              for d, a in ((0.04, 28), (-0.03, -28), (0.04, 24), (0, 0))),
            # The collar, then the jacket.
            key(0.35, **both(0.15, 0.19, 0.18), **elbows(1, -0.4, 0.1), main_hand=(-0.3, 0.9, 0),
                off_hand=(0.3, 0.9, 0), nod=-10),
            key(0.3),
            key(0.4, **both(0.14, -0.22, 0.22), **elbows(1, -0.2, -0.3), nod=14, main_hand=(0, -1, 0),
                off_hand=(0, -1, 0)),
            key(0.16, **both(0.15, -0.16, 0.22), bend=-8, nod=-4),
            key(0.16, **both(0.15, -0.25, 0.2), bend=-8),
            key(0.3),
            key(0.35, **both(0.24, -0.36, 0.06), main_hand=None, off_hand=None, bend=-4, nod=-4),
        ),
        (
            ("straighten", "the tie in front of a mirror"),
            ("adjust", "a necktie with both hands"),
            ("tie", "a tie and *smooth down the jacket"),
            ("fix", "the tie and collar"),
        ),
        ("straightening a tie", "adjusting the necktie"),
        who=("a businessman",),
        shakes=3.0,
        takes=2,
    ),
)  # fmt: skip
