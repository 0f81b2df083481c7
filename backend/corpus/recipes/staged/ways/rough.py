"""Staged ways over bad ground: ice, stairs by twos, ledges, gaps, and the gait of the undead."""

from ..stage import Stage, both, elbows, feet, key, legs


def _shuffles(count, long=0.26):
    """Keys of a dragging gait: the main foot steps, the other is drawn after it."""
    row = []
    for k in range(count):
        z = long * (k + 1)
        row += [
            key(0.36, main_foot=(0.13, 0, z + 0.1), at=(0.06, 0.9, z - 0.08), roll=8, tilt=10, look=16,
                nod=-6, main=(0.18, 0.22, 0.48), off=(-0.18, 0.28, 0.46)),
            key(0.15),
            key(0.45, off_foot=(-0.13, 0.03, z - 0.06), off_toe=(34, 50), at=(-0.03, 0.88, z), roll=-8,
                tilt=-12, look=-8, nod=14, main=(0.18, 0.3, 0.45), off=(-0.18, 0.18, 0.5)),
            key(0.1),
        ]  # fmt: skip
    return tuple(row)


def _stairs(count, rise=0.34, tread=0.5):
    """Keys of a run up stairs, two of them at a time."""
    row = []
    for k in range(count):
        step, other = (("main", "off"), ("off", "main"))[k % 2]
        x, y, z = {"main": 1, "off": -1}, rise * (k + 1), tread * (k + 1)
        row += [
            key(0.2, at=(0, 0.93 + y - rise, z - 0.72 * tread), pitch=24,
                **{f"{step}_leg": (0.1 * x[step], -0.2, 0.44), f"{step}_toe": (20, 5),
                f"{other}_toe": (30, 5),
                   step: (0.26 * x[step], -0.24, -0.24), other: (0.2 * x[other], -0.02, 0.34)}),
            key(0.16, at=(0, 0.84 + y - 0.4 * rise, z - 0.3 * tread), pitch=28,
                **{f"{step}_foot": (0.1 * x[step], y, z), f"{step}_toe": (0, 5)}),
        ]  # fmt: skip
    return tuple(row)


def _ice(count, start=0.0, long=0.17):
    """Keys of tiny careful steps, the arms wide."""
    row = []
    for k in range(count):
        step, other = (("main", "off"), ("off", "main"))[k % 2]
        x, z = {"main": 1, "off": -1}, start + long * (k + 1)
        row.append(
            key(0.34, at=(0.03 * x[step], 0.84, z - 0.09), roll=4 * x[step], tilt=-7 * x[step],
                **{f"{step}_foot": (0.16 * x[step], 0, z), step: (0.58 * x[step], 0.0, 0.2),
                   other: (0.58 * x[other], 0.2, 0.2)})
        )  # fmt: skip
    return tuple(row)


STAGES = (
    Stage(
        "slippery ice",
        (
            key(0, **feet(0.16, out=25), at=(0, 0.84, 0), pitch=8, bend=8, nod=20, **both(0.58, 0.1, 0.2),
                **elbows(1, -0.3, -0.3)),
            *_ice(6),
            key(0.18, main_foot=(0.2, 0.16, 1.5), at=(-0.04, 0.8, 0.95), pitch=-26, bend=-10,
                **both(0.5, 0.5, -0.1)),
            key(0.2, at=(-0.06, 0.78, 0.94), pitch=-10, bend=30, **both(0.6, 0.1, 0.34), tilt=-16),
            key(0.3, main_foot=(0.18, 0, 1.14), at=(0, 0.78, 1.0), pitch=30, tilt=10, **both(0.6, 0.3, 0.1)),
            key(0.3, pitch=8, bend=8, tilt=-6, **both(0.58, 0.0, 0.2)),
            *_ice(4, start=1.0, long=0.16),
        ),
        (
            ("walk", "carefully on slippery ice"),
            ("shuffle", "over ice with the arms out, nearly slipping"),
            ("take", "tiny careful steps on ice, *slip and *catch the balance"),
        ),
        ("walking on ice", "careful steps on slippery ground"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "stairs two at a time",
        (key(0, pitch=10, at=(0, 0.92, 0)), *_stairs(6),
         key(0.3, main_foot=(0.12, 2.04, 3.1), main_toe=(0, 5), at=(0, 2.97, 3.04), pitch=2,
             **both(0.26, -0.32, 0.1))),
        (
            ("run", "up the stairs two at a time"),
            ("bound", "up the stairs, taking two at once"),
            ("dash", "up a staircase with long strides"),
        ),
        ("running up the stairs, two at a time", "run upstairs with big strides"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "undead shuffle",
        (
            key(0, at=(0, 0.9, 0), pitch=2, bend=10, nod=10, main=(0.18, 0.26, 0.47),
                off=(-0.18, 0.16, 0.5), **elbows(1, -0.5, 0), main_hand=(0, -0.8, 0.7),
                off_hand=(0, -0.8, 0.7)),
            *_shuffles(5),
        ),
        (
            ("shuffle", "like a zombie, dragging one leg"),
            ("drag", "a foot behind with outstretched arms like the undead"),
            ("stagger", "along like a zombie, the arms reaching ahead"),
        ),
        ("shuffle of a zombie", "undead walk, dragging the leg"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "ledge shimmy",
        (
            key(0, at=(0, 1.06, 0), **legs(0.08, -0.84, -0.06, down=40), **both(0.26, 2.0, 0.3, room=True),
                **elbows(1, -0.2, -0.2), nod=-20),
            *(
                part
                for k in range(4)
                for part in (
                    key(0.36, at=(0.3 * k + 0.1, 1.04, 0), main_room=(0.3 * k + 0.6, 2.0, 0.3), roll=10,
                        look=40,
                        main_leg=(0.24, -0.8, -0.04), off_leg=(0.06, -0.84, -0.08)),
                    key(0.4, at=(0.3 * k + 0.32, 1.08, 0), off_room=(0.3 * k + 0.06, 2.0, 0.3), roll=-8,
                        main_leg=(0.04, -0.84, -0.06), off_leg=(-0.16, -0.8, -0.04)),
                )
            ),
            key(0.3, at=(1.22, 1.06, 0), roll=0, main_room=(1.46, 2.0, 0.3), look=0),
        ),
        (
            ("shimmy", "along a ledge to the {side}, hanging by the hands"),
            ("hang", "from a ledge and *move hand over hand to the {side}"),
            ("edge", "{side} along a ledge, dangling from both hands"),
        ),
        ("ledge shimmy {side}", "hanging traverse to the {side}"),
        who=("a climber", "lara croft"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "narrow gap",
        (
            key(0, **feet(0.11, out=30), at=(0, 0.94, 0), pitch=-6, look=70, nod=-8,
                **both(0.62, 0.08, -0.06), **elbows(0.3, -0.6, -1), main_hand=(0.6, 0.8, -0.1),
                off_hand=(-0.6, 0.8, -0.1)),
            *(
                part
                for k in range(4)
                for part in (
                    key(0.4, main_foot=(0.24 * k + 0.38, 0, 0), at=(0.24 * k + 0.14, 0.92, 0),
                        main=(0.64, 0.1, -0.04), off=(-0.5, 0.14, -0.08)),
                    key(0.25),
                    key(0.4, off_foot=(0.24 * k + 0.14, 0, 0), at=(0.24 * k + 0.26, 0.94, 0),
                        main=(0.5, 0.14, -0.08), off=(-0.64, 0.08, -0.04), look=(70, -20, 70, 70)[k]),
                )
            ),
            key(0.2),
        ),
        (
            ("squeeze", "through a narrow gap sideways"),
            ("edge", "sideways along a wall with the back flat against it"),
            ("inch", "sideways on a narrow ledge, pressed to the wall"),
        ),
        ("squeezing through a gap", "sidling along a ledge, back to the wall"),
        who=("an adventurer", "a thief"),
        shakes=3.0,
        takes=2,
    ),
)  # fmt: skip
