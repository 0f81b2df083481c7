"""Staged plights of the body: sick, hurt, dizzy, deafened, out of breath, in need, sneezing, laughing."""

from ..stage import Stage, both, elbows, feet, key

_MOUTH = {"main": (0.07, 0.22, 0.26), "main_elbow": (1, -0.6, 0.2), "main_hand": (-0.8, 0.4, -0.2)}
_EARS = {**both(0.19, 0.29, 0.1), **elbows(1, 0.2, 0.3), "main_hand": (-0.5, 1, 0), "off_hand": (0.5, 1, 0)}
_KNEES = {"main_room": (0.22, 0.63, 0.21), "off_room": (-0.22, 0.63, 0.21), **elbows(1, 0.1, -0.2)}
_CROTCH = {"main": (0.06, -0.34, 0.36), "off": (-0.05, -0.32, 0.39), **elbows(1, -0.2, -0.2)}

# Keys by the line, not by the value.
# fmt: off
STAGES = (
    Stage(
        "throws up",
        (
            key(0, at=(0, 0.93, 0), bend=12, nod=10, main=(0.04, -0.14, 0.25), off=(-0.05, -0.16, 0.26)),
            key(0.4, **_MOUTH, bend=18, roll=4),
            key(0.4, bend=-2, nod=-16, roll=-3),
            key(0.3, **feet(0.2, out=20), at=(0, 0.82, -0.1), pitch=48, bend=26, nod=-26, roll=0, **_KNEES,
                main_hand=None),
            *(
                part
                for _ in range(3)
                for part in (
                    key(0.35, bend=10, nod=-6, at=(0, 0.85, -0.1)),
                    key(0.16, bend=38, nod=-34, at=(0, 0.79, -0.12)),
                    key(0.3),
                )
            ),
            key(0.5, pitch=26, bend=20, nod=6, at=(0, 0.88, -0.06), **_MOUTH),
            key(0.3, main=(-0.08, 0.22, 0.27)),
            key(0.3),
        ),
        (
            ("throw", "up, bent over with the hands on the knees"),
            ("vomit", "on the ground"),
            ("bend", "over and *puke, then *wipe the mouth"),
        ),
        ("throwing up", "vomiting, being sick"),
        who=("a drunk man",),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "stubs a toe",
        (
            key(0, at=(0, 0.93, -0.4), **feet(0.1, z=-0.4)),
            key(0.4, off_foot=(-0.1, 0, -0.05), off_toe=(0, 8), main_toe=(22, 8), at=(0, 0.93, -0.2)),
            key(0.3, main_foot=(0.12, 0.04, 0.3), main_toe=(0, 0), at=(0, 0.92, 0.0)),
            key(0.15, at=(0, 0.9, -0.06), pitch=18, bend=14, main_foot=(0.13, 0.12, 0.2),
                **both(0.4, 0.0, 0.2)),
            key(0.4, main_leg=(-0.02, -0.28, 0.36), main_toe=(0, 60), pitch=24, bend=28, nod=10,
                at=(-0.06, 0.9, -0.06),
                main=(0.06, -0.26, 0.32), off=(-0.08, -0.3, 0.34), **elbows(1, -0.2, 0)),
            *(
                part
                for k, z in enumerate((-0.02, 0.06, 0.12, 0.18, 0.26))
                for part in (
                    key(0.14, at=(-0.06 - 0.03 * k, 1.02, z), off_foot=(-0.08 - 0.03 * k, 0.12, z),
                        off_toe=(34, 10),
                        nod=-20, turn=6 * k),
                    key(0.18, at=(-0.06 - 0.03 * k, 0.86, z + 0.03),
                        off_foot=(-0.08 - 0.03 * k, 0, z + 0.02), off_toe=(0, 10),
                        nod=4),
                    key(0.06),
                )
            ),
            key(0.3),
        ),
        (
            ("bump", "a toe and *jump about, holding the sore foot"),
            ("hop", "on one foot in pain, clutching the other one with both hands"),
            ("kick", "against something and *hop around on the other foot"),
        ),
        ("stubbing a toe", "hopping in pain, holding the foot"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "burns a hand",
        (
            key(0, main=(0.22, -0.2, 0.3), off=(-0.22, -0.36, 0.06)),
            key(0.4, main=(0.16, -0.06, 0.5), main_hand=(0, 0, 1), bend=14, nod=16, at=(0, 0.93, 0.06)),
            key(0.25),
            key(0.12, main=(0.36, 0.26, 0.06), main_hand=(0.2, 1, 0), bend=-16, nod=-14, at=(0, 0.95, -0.14),
                pitch=-6,
                off=(-0.5, 0.1, 0.1), main_elbow=(1, -0.6, -0.4), off_foot=(-0.12, 0, -0.3)),
            key(0.3, bend=10, nod=10, off=(-0.24, -0.2, 0.2), main=(0.38, 0.0, 0.34)),
            *(key(0.1, main=(0.4, 0.16 - 0.34 * (k % 2), 0.36), main_hand=(0.2, 0.9 - 1.8 * (k % 2), 0.6),
                  at=(0, 0.95 - 0.03 * (k % 2), -0.14)) for k in range(10)),
            key(0.35, main=(0.05, 0.1, 0.33), main_hand=(-0.4, 0.8, -0.2), off=(0.03, 0.0, 0.3),
                off_elbow=(-1, -0.6, 0),
                bend=22, nod=20, main_elbow=(1, -0.4, 0)),
            key(0.8, bend=24, at=(0, 0.92, -0.14)),
            key(0.3),
        ),
        (
            ("burn", "the fingers and *shake the hand"),
            ("touch", "something hot, *jerk the hand back and *shake it"),
            ("shake", "a burnt hand and *blow on it"),
        ),
        ("burning a hand on the stove", "ouch, hot: shaking the hand"),
        who=("a cook",),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "covers the ears",
        (
            key(0, at=(0, 0.94, 0)),
            key(0.25, bend=-6, nod=-8, **both(0.4, 0.1, 0.2)),
            key(0.3, **_EARS, bend=26, nod=24, at=(0, 0.86, 0), pitch=8),
            key(0.4),
            key(0.3, twist=16, look=20),
            key(0.3, twist=-16, look=-20),
            key(0.3, twist=14, look=18, bend=34),
            key(0.3, twist=-14, look=-18),
            key(0.4, twist=0, look=0, at=(0, 0.8, 0), bend=40, pitch=14),
            key(0.8),
        ),
        (
            ("cover", "both ears with the hands"),
            ("hold", "the ears shut against the noise, ducking"),
            ("press", "both hands to the ears and *shake the head"),
        ),
        ("covering the ears", "too loud, hands over the ears"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "needs the toilet",
        (
            key(0, **feet(0.1, out=-22), at=(0, 0.84, 0), pitch=22, bend=14, nod=-8, **_CROTCH),
            key(0.22, at=(0.06, 0.82, 0), roll=5, main_foot=(0.1, 0, 0), off_foot=(-0.1, 0.07, 0.02),
                off_toe=(20, -22)),
            key(0.22, at=(-0.06, 0.82, 0), roll=-5, off_foot=(-0.1, 0, 0), off_toe=(0, -22),
                main_foot=(0.1, 0.07, 0.02),
                main_toe=(20, -22), look=20),
            key(0.22, at=(0.06, 0.8, 0), roll=5, main_foot=(0.1, 0, 0), main_toe=(0, -22),
                off_foot=(-0.1, 0.07, 0.02),
                off_toe=(20, -22), nod=-24),
            key(0.22, at=(-0.06, 0.82, 0), roll=-5, off_foot=(-0.1, 0, 0), off_toe=(0, -22),
                main_foot=(0.1, 0.07, 0.02),
                main_toe=(20, -22), look=-20, nod=-8),
            key(0.22, at=(0, 0.8, 0), roll=0, main_foot=(0.1, 0, 0), main_toe=(0, -22), pitch=30, bend=20),
            key(0.4),
        ),
        (
            ("press", "the knees together and the hands in the crotch, needing to pee"),
            ("wriggle", "with squeezed knees, needing to pee"),
            ("hold", "it in, stepping from one foot to the other"),
        ),
        ("needs to pee", "desperate for the toilet, pee dance"),
        who=("a child",),
        loop=(1, 6),
        times=(3, 3),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "out of breath",
        (
            key(0, at=(0, 0.86, -0.5), pitch=14, bend=14, main_foot=(0.11, 0, -0.3),
                off_foot=(-0.11, 0.1, -0.8),
                off_toe=(40, 5), **both(0.28, -0.14, 0.2)),
            key(0.35, off_foot=(-0.18, 0, 0.0), off_toe=(0, 15), at=(0, 0.86, -0.2), main_toe=(24, 10)),
            key(0.35, main_foot=(0.18, 0, 0.04), main_toe=(0, 15), at=(0, 0.84, -0.06), pitch=30),
            key(0.4, at=(0, 0.83, -0.12), pitch=46, bend=8, nod=0, **_KNEES),
            *(
                part
                for _ in range(3)
                for part in (
                    key(0.28, bend=26, nod=16, at=(0, 0.81, -0.12)),
                    key(0.3, bend=4, nod=-14, at=(0, 0.845, -0.12)),
                )
            ),
            key(0.7, pitch=4, bend=-8, nod=-18, at=(0, 0.93, -0.03), **both(0.22, -0.25, 0.04),
                **elbows(1, 0, -0.6)),
            key(0.4, bend=6, nod=-4),
            key(0.4, bend=-10, nod=-20),
            key(0.2),
        ),
        (
            ("catch", "breath bent over, hands on the thighs, then *stand up"),
            ("pant", "bent over with both hands on the knees"),
            ("run", "up, *stop and *bend over panting, then *put the hands on the hips"),
        ),
        ("out of breath, hands on knees", "exhausted runner catching breath"),
        who=("a runner",),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "dizzy to the knees",
        (
            key(0, **feet(0.13), at=(0, 0.93, 0), main=(0.14, 0.32, 0.16), main_elbow=(1, -0.1, 0.2),
                main_hand=(-0.8, 0.5, 0), off=(-0.4, -0.16, 0.16), nod=10),
            key(0.45, at=(0.1, 0.92, 0.02), roll=10, tilt=8, look=10, off=(-0.5, 0.06, 0.1)),
            key(0.45, at=(-0.02, 0.91, 0.09), roll=0, tilt=0, pitch=12, bend=10, nod=20),
            key(0.45, at=(-0.11, 0.92, 0.0), roll=-11, tilt=-10, pitch=0, bend=0, look=-12),
            key(0.45, at=(0.0, 0.93, -0.08), roll=2, tilt=2, pitch=-10, bend=-10, nod=-20),
            key(0.4, at=(0.1, 0.9, 0.0), roll=10, tilt=12, pitch=4, bend=6, nod=20, main=(0.44, 0.0, 0.2)),
            key(0.4, at=(0, 0.74, 0.1), roll=0, tilt=0, pitch=4, bend=16, **feet(0.13, down=40)),
            key(0.25, at=(0, 0.5, 0.36), **feet(0.13, z=-0.04, y=0.02, down=82), pitch=-4, bend=20),
            key(0.4, at=(0, 0.36, 0.14), pitch=20, bend=34, nod=34, **both(0.2, 0.1, 0.66, room=True),
                main_hand=None),
            key(0.7, tilt=6),
        ),
        (
            ("sway", "giddily and *go down on the knees"),
            ("reel", "with a hand to the head and *collapse onto the knees"),
            ("feel", "faint, *totter in circles and *go down on both knees"),
        ),
        ("dizzy, sinking to the knees", "woozy, collapsing to the knees"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "sneezes and wipes",
        (
            key(0, nod=4),
            key(0.4, bend=-8, nod=-18, main=(0.2, 0.0, 0.32), off=(-0.24, -0.2, 0.2)),
            key(0.4, bend=-18, nod=-34, main=(0.16, 0.14, 0.34), off=(-0.2, 0.0, 0.3), at=(0, 0.96, -0.06)),
            key(0.2),
            key(0.12, pitch=30, bend=36, nod=24, main=(0.05, 0.22, 0.27), main_hand=(-0.8, 0.4, -0.2),
                off=(-0.4, -0.2, -0.2),
                at=(0, 0.86, -0.08), main_elbow=(1, -0.4, 0.3)),
            key(0.5),
            key(0.45, pitch=2, bend=4, nod=-8, at=(0, 0.94, 0), off=(-0.22, -0.36, 0.06),
                main=(0.14, 0.26, 0.26)),
            key(0.35, main=(-0.12, 0.27, 0.26), look=10),
            key(0.3, main=(0.14, 0.26, 0.26), look=-6),
            key(0.35, main=(-0.12, 0.27, 0.26), look=10),
            key(0.3),
        ),
        (
            ("sneeze", "hard and *wipe the nose with the sleeve"),
            ("sneeze", "standing and *wipe the nose on the forearm"),
            ("bend", "back for a sneeze, *explode forward and *wipe the nose"),
        ),
        ("sneezing and wiping the nose", "big sneeze, standing"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "laughs slapping the knee",
        (
            key(0, **feet(0.17, out=18), bend=-6, nod=-10, main=(0.1, -0.1, 0.27), off=(-0.08, -0.14, 0.27)),
            *(key(0.16, bend=-14 + 8 * (k % 2), nod=-28 + 8 * (k % 2),
                at=(0, 0.95 - 0.015 * (k % 2), 0)) for k in range(6)),
            key(0.35, pitch=40, bend=26, nod=-4, at=(0, 0.82, -0.12), main=(0.42, 0.02, 0.3),
                main_elbow=(1, 0, -0.2)),
            *(
                part
                for _ in range(4)
                for part in (
                    key(0.12, main_room=(0.21, 0.65, 0.18), bend=32, nod=8),
                    key(0.12),
                    key(0.2, main=(0.46, 0.0, 0.3), bend=22, nod=-10),
                )
            ),
            key(0.4, pitch=8, bend=0, nod=-16, at=(0, 0.93, 0), main=(0.1, -0.1, 0.27)),
            key(0.2),
        ),
        (
            ("laugh", "till it hurts, doubled over and slapping the knee"),
            ("double", "up with laughter and *slap the thigh"),
            ("slap", "the knee laughing"),
        ),
        ("laughing, slapping the knee", "doubled over with laughter"),
        shakes=5.0,
        takes=2,
    ),
)
