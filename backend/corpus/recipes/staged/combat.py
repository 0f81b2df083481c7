"""Staged moves of fighters: weaving, sweeping low, drawing and sheathing, a pistol drawn, waving on."""

from .stage import Stage, both, elbows, feet, key

# Keys by the line, not by the value.
# fmt: off
_GUARD = {**both(0.12, 0.2, 0.26), **elbows(0.6, -1, 0)}
_STANCE = {"main_foot": (0.16, 0, -0.2), "off_foot": (-0.15, 0, 0.2), "main_toe": (0, 30), "off_toe": (0, 0)}
_SCABBARD = {"main": (-0.17, -0.26, 0.24), "off": (-0.24, -0.3, 0.06), "main_elbow": (1, 0.2, 0.3),
             "off_elbow": (-1, 0, -0.5), "main_hand": None}

STAGES = (
    Stage(
        "bob and weave",
        (
            key(0, **_GUARD, main_foot=(0.26, 0, -0.1), off_foot=(-0.26, 0, 0.12), main_toe=(0, 30),
                at=(0, 0.84, 0), pitch=8, bend=10),
            key(0.24, at=(-0.16, 0.8, 0), roll=-8, tilt=-18),
            key(0.22, at=(-0.08, 0.56, 0.02), roll=0, tilt=-4, pitch=24, bend=24, nod=-20),
            key(0.2, at=(0.1, 0.58, 0.02), tilt=6),
            key(0.22, at=(0.18, 0.82, 0), roll=8, tilt=18, pitch=8, bend=10, nod=0),
            key(0.2, at=(0.16, 0.84, 0)),
            key(0.22, at=(0.08, 0.56, 0.02), roll=0, tilt=4, pitch=24, bend=24, nod=-20),
            key(0.2, at=(-0.1, 0.58, 0.02), tilt=-6),
            key(0.22, at=(-0.18, 0.82, 0), roll=-8, tilt=-18, pitch=8, bend=10, nod=0),
            key(0.3, at=(0, 0.84, 0), roll=0, tilt=0),
        ),
        (
            ("bob", "and *weave with the guard up"),
            ("weave", "under punches from side to side, fists at the chin"),
            ("dip", "down and *roll under hooks, left and right"),
        ),
        ("bob and weave", "boxing, weaving under punches"),
        who=("a boxer",),
        loop=(2, 8),
        times=(2, 2),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "spinning sweep",
        (
            key(0, **_GUARD, **_STANCE, at=(0, 0.86, 0), bend=8),
            key(0.4, turn=20),
            key(0.3, at=(-0.04, 0.4, 0.1), pitch=26, bend=16, nod=-20, off_foot=(-0.05, 0, 0.12),
                off_toe=(40, 0),
                main_foot=(0.5, 0, -0.1), main_toe=(0, 40), main=(0.4, -0.1, 0.2), off=(-0.42, -0.1, 0.2)),
            key(0.25, turn=30, main_foot=(0.86, 0, 0.0), main_toe=(0, 60), at=(-0.02, 0.36, 0.06)),
            *(
                key(0.13, turn=30 - 60 * (k + 1), off_toe=(40, 60 * (k + 1) - 30),
                    main_leg=(0.74, -0.14, 0.22), main_toe=(0, 30), at=(-0.04, 0.38, 0.08), main=(0.5, 0.05, 0.1),
                    off=(-0.5, 0.05, 0.1))
                for k in range(12)
            ),
            key(0.2, turn=-700, off_toe=(30, 700), main_foot=(0.44, 0, -0.05), main_toe=(0, 30), pitch=30),
            # The same foot, counted two turns further.
            key(0.05, main_toe=(0, -690)),
            key(0.4, turn=-720, off_toe=(0, 720), main_foot=(0.18, 0, -0.2), at=(0, 0.84, 0.0), pitch=4,
                bend=8, nod=0, off_foot=(-0.15, 0, 0.2), **_GUARD),
            key(0.5),
        ),
        (
            ("sweep", "a leg along the floor, spinning in a deep crouch"),
            ("drop", "low and *sweep the opponent's feet away with a full turn"),
            ("spin", "on one foot in a crouch, the other leg sweeping round"),
        ),
        ("spinning low sweep", "leg sweep, full spin", "kung fu ground sweep"),
        who=("a kung fu fighter", "a capoeira fighter"),
        shakes=8.0,
        takes=2,
    ),
    Stage(
        "draw, cut, sheathe",
        (
            key(0, at=(0, 0.93, 0)),
            key(0.4, **_SCABBARD, **_STANCE, at=(0, 0.88, 0), twist=-24, nod=14, look=-14),
            key(0.3),
            key(0.3, main=(0.36, 0.4, 0.24), main_elbow=(1, -0.2, 0), twist=16, nod=0, look=0, bend=-4),
            key(0.25, main=(0.26, 0.62, -0.04), main_elbow=(1, 0.2, 0.4), off=(-0.3, 0.0, 0.3), bend=-12,
                at=(0, 0.92, -0.05)),
            key(0.2),
            key(0.18, main_foot=(0.16, 0, 0.55), main_toe=(0, 5), at=(0, 0.74, 0.28), bend=28, pitch=12,
                main=(0.0, -0.1, 0.5), main_elbow=(1, -0.5, 0), twist=-18, off=(-0.4, -0.2, -0.1),
                off_toe=(20, 20)),
            key(0.5),
            key(0.5, main_foot=(0.14, 0, 0.1), at=(0, 0.92, 0.12), bend=4, pitch=0, twist=0, off_toe=(0, 20),
                main=(0.34, 0.1, 0.36), **{"off": (-0.24, -0.3, 0.06), "off_elbow": (-1, 0, -0.5)}),
            key(0.5, main=(0.0, 0.16, 0.42), main_elbow=(1, 0.2, 0), twist=-20, nod=22, look=-24),
            key(0.25),
            key(0.6, main=(-0.17, -0.25, 0.25), main_elbow=(1, 0.2, 0.3), bend=10),
            key(0.3),
            key(0.4, main=(0.24, -0.35, 0.06), off=(-0.23, -0.36, 0.04), **elbows(0.5, -0.6, -0.6), twist=0,
                nod=0, look=0, bend=0),
        ),
        (
            ("draw", "a sword from the hip, *cut down and *sheathe it again"),
            ("pull", "a sword, *strike once and *put it back in the scabbard"),
            ("unsheathe", "a blade, *slash and *slide it back at the hip"),
        ),
        ("sword draw, cut and sheathe", "iaido, draw, strike and resheathe"),
        who=("a samurai", "a swordsman"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "draw a pistol",
        (
            key(0, **feet(0.16), at=(0, 0.93, 0), main=(0.34, -0.26, 0.02), main_elbow=(0.8, 0, -0.8)),
            key(0.5, nod=6),
            key(0.2, main=(0.27, -0.24, -0.06), main_elbow=(0.5, 0.1, -1), off=(-0.16, -0.14, 0.3)),
            key(0.2, main=(0.1, -0.04, 0.26), off=(-0.02, -0.06, 0.28), **elbows(1, -0.8, 0),
                **feet(0.24, out=15), at=(0, 0.86, 0), nod=0),
            key(0.16, main=(0.035, 0.14, 0.5), off=(-0.05, 0.11, 0.48), pitch=6, main_hand=(0, 0, 1),
                off_hand=(0.2, 0, 1)),
            key(0.7),
            key(0.4, turn=22, twist=10),
            key(0.5),
            key(0.5, turn=-22, twist=-10),
            key(0.5),
            key(0.35, turn=0, twist=0),
            key(0.4),
        ),
        (
            ("draw", "a pistol from the hip and *aim it with both hands"),
            ("pull", "a gun from the holster, *aim and *cover the room"),
            ("whip", "out a handgun and *hold it out in both hands"),
        ),
        ("quick draw, two-handed aim", "draw a pistol and aim"),
        who=("a police officer", "a detective"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "guard bounce",
        (
            key(0, **_GUARD, **_STANCE, at=(0, 0.86, 0), bend=12, nod=6),
            *(
                part
                for k in range(10)
                for part in (
                    key(0.2, at=(0.03 * (-1) ** k, 0.93, 0.05 * (-1) ** (k // 2)), main_toe=(32, 30),
                        off_toe=(26, 0), main=(0.12, 0.23, 0.27), off=(-0.12, 0.22, 0.29)),
                    key(0.2, at=(0.03 * (-1) ** k, 0.82, 0.05 * (-1) ** (k // 2)), main_toe=(14, 30),
                        off_toe=(4, 0), main=(0.12, 0.17, 0.26), off=(-0.12, 0.16, 0.28),
                        twist=8 * (-1) ** k),
                )
            ),
            key(0.2, at=(0, 0.86, 0)),
        ),
        (
            ("bounce", "on the toes in a fighting stance, guard up"),
            ("stay", "light on the feet with both fists up, bouncing"),
            ("wait", "in guard, bobbing up and down on the balls of the feet"),
        ),
        ("combat idle, bouncing", "boxing stance bounce, fight idle loop"),
        who=("a boxer", "a kickboxer"),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "punch in mid air",
        (
            key(0, **_GUARD, **_STANCE, at=(0, 0.86, 0), bend=10),
            key(0.4),
            key(0.25, main_foot=(0.14, 0, 0.3), main_toe=(0, 5), at=(0, 0.84, 0.2), off_toe=(30, 0)),
            key(0.25, off_foot=(-0.14, 0, 0.72), off_toe=(0, 0), at=(0, 0.68, 0.56), pitch=14,
                main_toe=(50, 5),
                main=(0.3, 0.06, -0.06), main_elbow=(0.6, 0, -1), twist=26),
            key(0.2, at=(0, 1.22, 0.95), pitch=0, bend=-8, twist=40, main_leg=(0.12, -0.45, 0.3),
                off_leg=(-0.12, -0.78, -0.2), off_toe=(50, 0), main=(0.34, 0.22, -0.1)),
            key(0.18, at=(0, 1.36, 1.35), pitch=24, bend=10, twist=-36, main=(0.1, 0.12, 0.54),
                off=(-0.3, -0.06, 0.06), main_leg=(0.14, -0.62, -0.46), main_toe=(55, 0),
                off_leg=(-0.14, -0.5, 0.12),
                main_elbow=(1, -0.3, 0), main_hand=(0, 0, 1), nod=-14),
            key(0.18, at=(0, 1.24, 1.75)),
            key(0.2, at=(0, 0.7, 2.15), off_foot=(-0.16, 0, 2.3), off_toe=(0, 0), main_foot=(0.16, 0, 1.85),
                main_toe=(40, 20), bend=20, pitch=20, twist=-20, main=(0.14, -0.04, 0.48)),
            key(0.4, at=(0, 0.86, 2.12), pitch=4, bend=10, twist=0, nod=0, main_hand=None, **_GUARD,
                main_toe=(0, 30)),
            key(0.5),
        ),
        (
            ("throw", "a superman punch, leaping into it"),
            ("leap", "and *punch while in the air"),
            ("jump", "forward with a flying punch"),
        ),
        ("superman punch", "flying punch", "jumping punch"),
        who=("a fighter",),
        shakes=7.0,
        takes=2,
    ),
    Stage(
        "waves the troops on",
        (
            key(0, at=(0, 0.86, 0), pitch=8, off_foot=(-0.12, 0, 0.2), off_toe=(0, 0),
                main_foot=(0.14, 0, -0.2),
                main_toe=(0, 60)),
            key(0.3, turn=24, twist=24, look=60),
            *(part for _ in range(3) for part in (
                key(0.26, main=(0.42, 0.44, -0.1), main_elbow=(1, 0.1, 0.2), twist=30, bend=-6),
                key(0.14, main=(0.36, 0.6, 0.16)),
                key(0.2, main=(0.14, 0.1, 0.5), main_elbow=(1, -0.2, 0), twist=-4, bend=10),
                key(0.16, main=(0.3, -0.16, 0.2)))),
            key(0.2, turn=0, twist=0, look=0, at=(0, 0.86, 0.1), pitch=14),
            *(
                key(0.27, at=(0, 0.87, 0.3 + 0.8 * k), pitch=16, **{
                    f"{near}_foot": (0.09 * x, 0, 0.65 + 0.8 * k), f"{near}_toe": (0, 5),
                    f"{far}_toe": (50, 5),
                    near: (0.25 * x, -0.2, -0.2), far: (-0.24 * x, -0.06, 0.32),
                    f"{near}_elbow": (0.5 * x, -0.6, -0.6), f"{far}_elbow": (-0.5 * x, -0.6, -0.6)})
                for k, (near, far, x) in enumerate((("main", "off", 1), ("off", "main", -1)) * 3)
            ),
        ),
        (
            ("wave", "the troops forward and *charge ahead"),
            ("look", "back, *wave the others on and *run off"),
            ("signal", "to advance with big swings of the arm, then *run"),
        ),
        ("wave the squad forward, then run", "follow me signal and charge"),
        who=("an officer", "a squad leader"),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "peeks over cover",
        (
            key(0, at=(0, 0.34, -0.05), pitch=24, bend=34, nod=20, **feet(0.16, z=0.0, down=30),
                **both(0.16, -0.06, 0.34), **elbows(1, -0.6, 0)),
            key(0.5),
            *(part for x, hold in ((1, 0.7), (-1, 0.7)) for part in (
                key(0.45, at=(0.05 * x, 0.64, 0.02), pitch=14, bend=6, nod=-14, look=20 * x,
                    **both(0.24, 0.1, 0.36)),
                key(hold, look=-24 * x),
                key(0.16, at=(0, 0.32, -0.06), pitch=30, bend=44, nod=34, look=0, **both(0.16, -0.02, 0.34)),
                key(0.5))),
        ),
        (
            ("crouch", "behind cover, *peek over it and *duck back down"),
            ("peek", "over a low wall twice, ducking back each time"),
            ("stick", "the head up over cover and *drop down again"),
        ),
        ("peek over cover and duck", "crouched behind cover, peeking"),
        who=("a soldier", "a scout"),
        shakes=5.0,
        takes=2,
    ),
)
