"""Staged outbursts and labours of the whole body: tantrums, frights, pains, sledgehammers, scythes, hoses."""

from ..stage import Stage, both, elbows, feet, key

_STOOL = {"at": (0, 0.44, 0), "main_foot": (0.2, 0, 0.56), "off_foot": (-0.2, 0, 0.56), "main_toe": (0, 30),
          "off_toe": (0, 30)}  # fmt: skip
_FISTS = {**both(0.28, -0.26, 0.1), **elbows(1, -0.2, -0.5)}

STAGES = (
    Stage(
        "foot stamping",
        (
            key(0, **feet(0.14), at=(0, 0.94, 0), **_FISTS, bend=8),
            *(
                part
                for step, x in (("main", 1), ("off", -1)) * 3
                for part in (
                    key(0.2, at=(-0.07 * x, 0.89, 0), bend=-4, nod=-14, roll=-4 * x,
                        **{f"{step}_leg": (0.15 * x, -0.42, 0.34), f"{step}_toe": (10, 10)},
                        **both(0.32, 0.34, 0.26)),
                    key(0.1),
                    key(0.1, at=(0, 0.94, 0), bend=20, nod=14, roll=0,
                        **{f"{step}_foot": (0.14 * x, 0, 0), f"{step}_toe": (0, 10)},
                        **both(0.34, -0.3, 0.08)),
                    key(0.2),
                )
            ),
            key(0.3, at=(0, 0.94, 0), main=(-0.09, -0.03, 0.22), off=(0.09, -0.06, 0.27),
                **elbows(1, -1, 0.1), bend=2, nod=-14, look=50, turn=-16),
            key(0.5),
        ),
        (
            ("stamp", "both feet in a tantrum"),
            ("throw", "a tantrum, stamping the feet and beating the fists down"),
            ("stamp", "angrily like a spoilt child and *cross the arms"),
        ),
        ("tantrum, stamping both feet", "stomping the feet in a temper"),
        who=("a child", "a toddler"),
        shakes=4.0, takes=2,
    ),
    Stage(
        "sledgehammer",
        (
            key(0, main_foot=(0.2, 0, -0.1), off_foot=(-0.2, 0, 0.16), main_toe=(0, 30), at=(0, 0.88, 0),
                pitch=14, main=(0.14, -0.2, 0.36), off=(0.02, -0.3, 0.3), **elbows(1, -0.6, 0)),
            key(0.3, main=(0.18, 0.24, 0.46), off=(0.08, 0.18, 0.44)),
            key(0.3, at=(0.03, 0.95, -0.08), pitch=-10, bend=-18, twist=12, main=(0.18, 0.66, 0.0),
                off=(0.1, 0.68, 0.08), **elbows(1, 0.2, 0.4), nod=-10),
            key(0.25, main=(0.18, 0.64, -0.14), off=(0.1, 0.67, -0.06)),
            key(0.16, at=(0, 0.86, 0.02), pitch=18, bend=14, twist=0, main=(0.08, 0.46, 0.38),
                off=(0.02, 0.4, 0.36)),
            key(0.12, at=(0, 0.7, 0.0), pitch=42, bend=30, main=(0.06, -0.06, 0.48), off=(-0.02, -0.12, 0.42),
                nod=0),
            key(0.3, at=(0, 0.7, 0.0)),
            key(0.3, at=(0, 0.82, 0), pitch=22, bend=12),
        ),
        (
            ("swing", "a sledgehammer down from over the head"),
            ("smash", "a rock with a big two-handed hammer"),
            ("strike", "down overhead with a heavy hammer in both hands"),
        ),
        ("sledgehammer swing", "overhead hammer blow, two-handed"),
        who=("a worker", "a convict"),
        loop=(1, 7),
        times=(3, 3),
        shakes=5.0, takes=2,
    ),
    Stage(
        "jump back",
        (
            key(0),
            key(0.6, look=10),
            key(0.14, at=(0, 0.88, 0), nod=-10, look=0, bend=10),
            key(0.22, at=(0, 1.08, -0.3), pitch=-12, bend=12, **both(0.34, 0.22, 0.32), **elbows(1, -0.6, 0),
                main_leg=(0.16, -0.7, 0.24), off_leg=(-0.16, -0.66, 0.16), main_hand=(0, 1, 0.2),
                off_hand=(0, 1, 0.2)),
            key(0.2, main_foot=(0.2, 0, -0.5), off_foot=(-0.2, 0, -0.75), at=(0, 0.8, -0.68), pitch=-10,
                bend=20),
            key(0.25, at=(0, 0.82, -0.74), pitch=-16, **both(0.3, 0.26, 0.3), nod=6),
            key(0.7, at=(0, 0.84, -0.72)),
            key(0.5, main=(0.04, 0.02, 0.24), main_elbow=(1, -0.6, 0), off=(-0.24, -0.34, 0.08), pitch=0,
                bend=14, main_hand=(-1, 0.2, 0), off_hand=None, nod=14, at=(0, 0.9, -0.66)),
            key(0.5),
        ),
        (
            ("jump", "back in alarm"),
            ("leap", "backwards in fright with both hands up, then *hold the heart"),
            ("get", "a fright and *jump back"),
        ),
        ("startled jump back", "jump scare reaction"),
        shakes=5.0, takes=2,
    ),
    Stage(
        "milking",
        (
            key(0, **_STOOL, pitch=14, bend=18, nod=4, look=16, tilt=6, main=(0.12, -0.16, 0.46),
                off=(-0.08, -0.06, 0.44), **elbows(1, -0.4, 0)),
            *(
                part
                for a, b, t in ((-0.3, 0.02, 3), (0.02, -0.3, -3)) * 6
                for part in (
                    key(0.26, main=(0.12, a, 0.44), off=(-0.1, b, 0.44), bend=18 + t, roll=t,
                        main_hand=(-0.2, -0.9, 0.4), off_hand=(0.2, -0.9, 0.4)),
                    key(0.1),
                )
            ),
        ),
        (
            ("milk", "a cow, sitting on a low stool"),
            ("sit", "low and *milk with both hands by turns"),
            ("milk", "a goat"),
        ),
        ("milking a cow", "milking, seated low"),
        who=("a farmer", "a milkmaid"),
        shakes=3.0, takes=2,
    ),
    Stage(
        "pancake",
        (
            key(0, **feet(0.16), at=(0, 0.9, 0), main=(0.14, -0.14, 0.48), main_hand=(0, 0, 1),
                main_elbow=(0.8, -1, 0), nod=16, off=(-0.24, -0.22, 0.0), off_elbow=(-1, 0, -0.6)),
            *(
                part
                for k, x in enumerate((0.0, 0.2, -0.02))
                for part in (
                    key(0.2, main=(0.2, -0.16, 0.38)),
                    key(0.2, main=(0.14, -0.16, 0.5), nod=20),
                    key(0.25, main=(0.16, -0.34, 0.38), at=(x, 0.86, 0), bend=14, nod=24),
                    key(0.16, main=(0.16, 0.3, 0.44), main_hand=(0, 1, 0.4), at=(x, 0.96, 0), bend=-10,
                        nod=-24),
                    key(0.3, main=(0.15, 0.12, 0.48), main_hand=(0, 0, 1), nod=-44),
                    key(0.2),
                    key(0.2, main=(0.15, -0.26, 0.44), at=(x, 0.86, 0), bend=10, nod=20),
                    key(0.2, main=(0.14, -0.14, 0.48), at=(x, 0.9, 0), bend=0),
                )
            ),
        ),
        (
            ("flip", "a pancake in a pan"),
            ("toss", "a pancake up and *catch it in the pan"),
            ("shake", "a frying pan and *flip what is in it"),
        ),
        ("flipping pancakes", "tossing a pancake"),
        who=("a cook", "a chef"),
        shakes=4.0, takes=2,
    ),
    Stage(
        "spyglass",
        (
            key(0),
            key(0.4, main=(0.14, -0.2, 0.3), off=(-0.1, -0.16, 0.32), **elbows(1, -0.6, 0), nod=12),
            key(0.5, main=(0.07, 0.3, 0.25), off=(0.0, 0.32, 0.47), main_hand=(-0.2, 0.5, 0.7),
                off_hand=(0.3, 0.4, 0.8),
                nod=-4, main_elbow=(1, -0.2, 0), off_foot=(-0.13, 0, 0.24), at=(0, 0.93, 0.1)),
            key(0.4),
            key(0.9, turn=35, twist=14, main_toe=(0, 40)),
            key(0.4),
            key(1.1, turn=-25, twist=-14),
            key(0.5),
            key(0.4, turn=0, twist=0, main=(0.16, -0.16, 0.3), off=(-0.1, -0.12, 0.34), main_hand=None,
                off_hand=None),
            key(0.2),
        ),
        (
            ("look", "through a spyglass, scanning the horizon"),
            ("raise", "a telescope to the eye and *search the sea"),
            ("search", "the distance with a spyglass in both hands"),
        ),
        ("looking through a spyglass", "pirate with a telescope"),
        who=("a pirate", "a captain"),
        shakes=3.0, takes=2,
    ),
    Stage(
        "fire hose",
        (
            key(0, main_foot=(0.2, 0, -0.24), off_foot=(-0.16, 0, 0.3), main_toe=(0, 45), at=(0, 0.84, 0.04),
                pitch=14, bend=6, main=(0.2, -0.2, 0.2), off=(-0.02, -0.08, 0.42), **elbows(1, -0.4, -0.4)),
            *(
                part
                for _ in range(2)
                for part in (
                    *(key(0.13, twist=t, turn=0.5 * t, look=0.4 * t, main=(0.2, -0.2 + d, 0.2),
                          off=(-0.02, -0.08 + d, 0.42), bend=6 - 60 * d)
                      for t, d in ((10, 0.02), (20, -0.01), (30, 0.02), (38, -0.01), (34, 0.02), (22, -0.01),
                      (8, 0.02),
                                   (-8, -0.01), (-22, 0.02), (-34, -0.01), (-40, 0.02), (-30, -0.01),
                                   (-16, 0.02),
                                   (0, -0.01))),
                )
            ),
        ),
        (
            ("spray", "a heavy hose from side to side"),
            ("fight", "a fire with a hose held at the hip"),
            ("hold", "a fire hose in both hands, sweeping the jet left and right"),
        ),
        ("spraying a fire hose", "firefighter with a hose"),
        who=("a firefighter", "a fireman"),
        shakes=5.0, takes=2,
    ),
    Stage(
        "scythe",
        (
            key(0, **feet(0.26), at=(0, 0.84, 0), pitch=22, bend=12, nod=10, main=(0.5, -0.12, 0.24),
                off=(0.1, -0.16, 0.36), **elbows(1, -0.5, -0.2), twist=38, turn=14),
            *(
                part
                for k in range(4)
                for part in (
                    key(0.5, at=(-0.05, 0.8, 0.16 * k + 0.04), main=(-0.1, -0.2, 0.44),
                        off=(-0.5, -0.14, 0.16), twist=-44, turn=-18, tilt=-6),
                    key(0.25, main=(-0.16, -0.14, 0.4)),
                    key(0.6, at=(0.05, 0.86, 0.16 * k + 0.12), main=(0.5, -0.12, 0.24),
                        off=(0.1, -0.16, 0.36), twist=38,
                        turn=14, tilt=4, **{("main_foot", "off_foot")[k % 2]: (0.26 - 0.52 * (k % 2), 0,
                                                                            0.16 * k + 0.2)}),
                )
            ),
        ),
        (
            ("mow", "grass with a scythe"),
            ("swing", "a scythe from side to side, stepping forward"),
            ("cut", "a meadow with wide scythe strokes"),
        ),
        ("scything a meadow", "mowing with a scythe"),
        who=("a farmer", "the grim reaper"),
        shakes=4.0, takes=2,
    ),
    Stage(
        "nodding hard",
        (
            key(0, nod=0),
            key(0.3),
            *(
                part
                for n in (36, 42, 32, 42, 34, 38)
                for part in (key(0.2, nod=n, bend=5), key(0.05), key(0.2, nod=-6, bend=-1), key(0.1))
            ),
            key(0.2, nod=0, bend=0),
        ),
        (
            ("nod", "the head several times: yes"),
            ("say", "yes by nodding"),
            ("nod", "eagerly in agreement"),
        ),
        ("nodding yes", "nods the head, agreeing"),
        shakes=4.0, takes=2,
    ),
    Stage(
        "head shaking no",
        (
            key(0),
            *(key(0.25, look=n, twist=0.12 * n) for n in (48, -48) * 5),
            key(0.25, look=0, twist=0),
        ),
        (
            ("shake", "the head: no"),
            ("say", "no by shaking the head"),
            ("shake", "the head from side to side, refusing"),
        ),
        ("shaking the head no", "head shake, disagreeing"),
        shakes=4.0, takes=2,
    ),
    Stage(
        "belly cramp",
        (
            key(0),
            key(0.2, **both(0.32, -0.2, 0.26)),
            key(0.3, at=(0, 0.92, -0.04), pitch=8, bend=20, nod=10, main=(-0.03, -0.12, 0.31),
                off=(0.05, -0.06, 0.35), **elbows(1, -0.4, -0.2)),
            key(0.3, at=(0, 0.86, -0.06), pitch=20, bend=40, nod=24, main_foot=(0.15, 0, 0.1), tilt=8),
            *(
                part
                for s in (1, -1, 1)
                for part in (
                    key(0.45, at=(0.05 * s, 0.9, -0.05), pitch=14, bend=32, tilt=10 * s, nod=-12),
                    key(0.3, at=(0.03 * s, 0.86, -0.06), pitch=22, bend=42, nod=26),
                )
            ),
            key(0.4, at=(0, 0.86, -0.05), pitch=20, tilt=0),
        ),
        (
            ("double", "over with stomach cramps, both arms pressed to the belly"),
            ("clutch", "the stomach in pain, bent double"),
            ("hold", "the aching belly and *rock from side to side"),
        ),
        ("stomach ache, doubled over", "belly pain, clutching the stomach"),
        who=("a sick man",),
        shakes=3.0, takes=2,
    ),
)  # fmt: skip
