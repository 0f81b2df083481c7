"""Staged acts of floor work and yoga: on the back, on the hands, in the splits, in poses that are held."""

from .stage import Stage, both, elbows, feet, key, legs

_HEAD = {**both(0.16, 0.36, -0.06), **elbows(1, 0.1, 0.25)}
_WIDE = {**both(0.72, 0.15, 0.0), **elbows(0.2, -0.3, -1)}
_HIGH = {**both(0.2, 0.66, 0.02), **elbows(1, 0, 0.3)}
_LOW = {**both(0.26, -0.36, 0.06), **elbows(0.5, -0.6, -0.6)}
_FLAT = {"main_hand": (0, 0, 1), "off_hand": (0, 0, 1), **elbows(0.8, -0.6, 0)}
_ON_HANDS = {**both(0.22, 0.07, 0.4, room=True), **_FLAT}


def _drives(count):
    """Keys of knees drawn in under the chest by turns, hands and toes on the floor."""
    row = []
    for number in range(count):
        knee, back, side = ("main", "off", 1) if number % 2 == 0 else ("off", "main", -1)
        row.append(
            key(
                0.3,
                at=(0, 0.46, 0.0),
                pitch=74,
                roll=4 * side,
                **{
                    f"{knee}_leg": (0.08 * side, -0.15, 0.09),
                    f"{knee}_toe": (45, 0),
                    f"{back}_foot": (-0.1 * side, 0, -0.95),
                    f"{back}_toe": (65, 0),
                },
            )
        )
    return tuple(row)


def _paces(count):
    """Keys of steps of the hands upside down, the legs over the back for balance."""
    row, place = [], {"main": 0.75, "off": 0.75}
    for number in range(count):
        hand, side = ("main", 1) if number % 2 == 0 else ("off", -1)
        place[hand] = 0.75 + 0.17 * (number + 1)
        z = (place["main"] + place["off"]) / 2
        row.append(
            key(
                0.38,
                at=(0.03 * side, 1.07, z + 0.02),
                roll=5 * side,
                main_room=(0.2, 0.07, place["main"]),
                off_room=(-0.2, 0.07, place["off"]),
                main_leg=(0.07, -0.74, -0.3 + 0.1 * side),
                off_leg=(-0.07, -0.74, -0.3 - 0.1 * side),
            )
        )
    return tuple(row)


def _kicks_up():
    """Keys of the way from standing to upside down on both hands 0.75 m ahead."""
    return (
        key(0, **_LOW),
        key(0.5, **_HIGH, bend=-6),
        key(0.45, main_foot=(0.11, 0, 0.42), at=(0, 0.82, 0.25), pitch=20, off_toe=(30, 10)),
        key(0.45, at=(0, 0.82, 0.42), pitch=105, bend=10, **both(0.2, 0.07, 0.75, room=True), **_FLAT,
            off_leg=(-0.08, -0.86, -0.05), off_toe=(50, 0), nod=-30),
        key(0.45, at=(0, 1.02, 0.68), pitch=165, bend=0, main_leg=(0.08, -0.7, 0.3), main_toe=(40, 0),
            off_leg=(-0.07, -0.84, -0.12)),
        key(0.35, at=(0, 1.08, 0.77), pitch=180, **legs(0.06, -0.9, 0.03, down=55)),
    )  # fmt: skip


_DOWN = (
    key(0.5, at=(0, 1.02, 0.66), pitch=160, off_leg=(-0.08, -0.6, 0.5), main_leg=(0.07, -0.88, -0.05)),
    key(0.45, at=(0, 0.8, 0.36), pitch=105, bend=10, off_foot=(-0.11, 0, 0.3), off_toe=(0, 10)),
    key(0.5, at=(0, 0.9, 0.22), pitch=10, bend=0, nod=0, main_foot=(0.11, 0, 0.05), main_toe=(0, 10),
        **_HIGH),
    key(0.4, at=(0, 0.95, 0.18), pitch=0, **_WIDE),
)  # fmt: skip

STAGES = (
    Stage(
        "sit ups",
        (
            key(0, at=(0, 0.12, 0), pitch=-90, **feet(0.14, z=0.46), **_HEAD),
            key(0.2),
            key(0.55, pitch=-42, bend=52, at=(0, 0.12, 0.02), nod=16),
            key(0.15),
            key(0.6, pitch=-90, bend=0, at=(0, 0.12, 0), nod=0),
            key(0.1),
        ),
        (
            ("do", "sit-ups on the floor"),
            ("lie", "on the back with bent knees and *sit up, hands behind the head, again and again"),
            ("do", "ab crunches, lying on the back"),
        ),
        ("sit-ups on the mat", "abdominal crunches on the mat"),
        who=("a soldier in training", "a woman at the gym"),
        loop=(2, 5),
        times=(3, 3),
        shakes=3.0,
    ),
    Stage(
        "mountain climbers",
        (
            key(0, at=(0, 0.36, 0), pitch=82, **feet(0.1, z=-0.97, down=65, out=0), nod=-25, **_ON_HANDS),
            key(0.3),
            *_drives(8),
            key(0.35, at=(0, 0.36, 0), pitch=82, roll=0, **feet(0.1, z=-0.97, down=65, out=0)),
            key(0.2),
        ),
        (
            ("do", "mountain climbers on the floor"),
            ("drive", "the knees to the chest by turns in a plank"),
            ("run", "on the spot in a push-up position"),
        ),
        ("mountain climber exercise", "plank with running legs"),
        who=("a woman at the gym", "a man in boot camp"),
        shakes=4.0,
    ),
    Stage(
        "handstand",
        (*_kicks_up(), key(1.0), key(0.8), *_DOWN),
        (
            ("do", "a handstand"),
            ("kick", "up into a handstand and *hold it"),
            ("stand", "upside down on both hands"),
        ),
        ("handstand", "handstand hold, gymnastics"),
        who=("a gymnast", "an acrobat"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "hand walk",
        (*_kicks_up()[-2:], *_paces(8)),
        (
            ("walk", "on the hands"),
            ("walk", "upside down on both hands, the legs in the air"),
            ("take", "steps in a handstand"),
        ),
        ("walking on the hands", "handstand walk, upside down"),
        who=("an acrobat", "a circus artist"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "roundoff",
        (
            key(0, **_LOW),
            key(0.4, **_HIGH, off_foot=(-0.11, 0, 0.3), main_toe=(30, 10), at=(0, 0.93, 0.15)),
            key(0.35, main_foot=(0.1, 0, 0.85), main_toe=(0, 10), at=(0, 0.78, 0.68), pitch=30,
                off_toe=(40, 10)),
            key(0.28, at=(0, 0.86, 0.9), pitch=115, turn=25, main_room=(0.16, 0.07, 1.28), **_FLAT,
                off=(-0.2, 0.62, 0.15), off_leg=(-0.1, -0.84, -0.15), off_toe=(45, 0),
                main_toe=(30, 0), nod=-20),
            key(0.13, at=(0, 0.99, 1.15), pitch=146, turn=55, off_room=(-0.04, 0.07, 1.76),
                main_leg=(0.12, -0.74, 0.2), off_leg=(-0.2, -0.84, -0.1)),
            key(0.16, at=(0, 1.08, 1.45), pitch=174, turn=90, nod=-30,
                main_leg=(0.25, -0.82, 0.05), off_leg=(-0.25, -0.82, 0.0), main_toe=(50, 0)),
            key(0.25, at=(0, 1.02, 1.75), pitch=140, turn=180, **legs(0.06, -0.76, 0.42, down=40)),
            key(0.25, at=(0, 0.76, 2.15), pitch=42, main_foot=(-0.1, 0, 2.3), off_foot=(0.1, 0, 2.3),
                main_toe=(0, 180), off_toe=(0, -180), **both(0.26, 0.5, 0.35)),
            key(0.3, at=(0, 1.16, 2.4), pitch=-4, nod=0, **legs(0.08, -0.86, 0.0, down=45), **_HIGH),
            key(0.3, at=(0, 0.8, 2.5), pitch=12, main_foot=(-0.1, 0, 2.5), off_foot=(0.1, 0, 2.5),
                main_toe=(0, 180), off_toe=(0, -180)),
            key(0.35, at=(0, 0.95, 2.5), pitch=0),
            key(0.2),
        ),
        (
            ("do", "a roundoff"),
            ("turn", "over on the hands like a cartwheel and *land on both feet, facing back"),
            ("do", "a gymnastics roundoff with a jump at the end"),
        ),
        ("roundoff, tumbling", "gymnastics roundoff"),
        who=("a gymnast", "a cheerleader"),
        shakes=5.0,
    ),
    Stage(
        "splits",
        (
            key(0, **_LOW),
            key(0.5, **_WIDE, main_foot=(0.08, 0, 0.3), off_foot=(-0.08, 0, -0.25), off_toe=(40, 5),
                at=(0, 0.85, 0)),
            key(1.3, at=(0, 0.16, 0.0), main_foot=(0.07, 0.0, 0.92), main_toe=(-35, 0),
                off_foot=(-0.07, 0.0, -1.02), off_toe=(88, 0), pitch=8),
            key(0.4),
            key(0.6, **_HIGH, bend=-10),
            key(0.9),
        ),
        (
            ("slide", "down into the splits"),
            ("do", "the splits on the floor"),
            ("sink", "into the front splits and *raise the arms"),
        ),
        ("the splits", "front splits, legs stretched apart on the floor"),
        who=("a gymnast", "a dancer", "a cheerleader"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "warrior two",
        (
            key(0, **_LOW),
            key(0.7, main_foot=(0.58, 0, 0), off_foot=(-0.58, 0, 0), at=(0, 0.78, 0), **_WIDE,
                main_toe=(0, 50), off_toe=(0, 10)),
            key(0.9, at=(0.17, 0.6, 0), main_toe=(0, 88), look=80),
            key(2.2),
            key(0.2),
        ),
        (
            ("hold", "the warrior two pose"),
            ("lunge", "wide to the {side} and *look over the stretched arm, a yoga warrior"),
            ("do", "yoga, the warrior pose with both arms out level"),
        ),
        ("yoga warrior pose II", "warrior two, wide lunge with the arms spread"),
        who=("a yoga teacher", "a yogi"),
        takes=2,
    ),
    Stage(
        "tree pose",
        (
            key(0, **_LOW),
            key(0.4, at=(-0.09, 0.955, 0)),
            key(0.8, main_leg=(0.0, -0.46, 0.05), main_toe=(55, 85), at=(-0.11, 0.955, 0), roll=-3,
                **both(0.03, 0.06, 0.28), **elbows(1, -0.1, 0), main_hand=(-0.2, 1, 0),
                off_hand=(0.2, 1, 0)),
            key(0.4),
            key(0.8, **both(0.035, 0.64, 0.04), **elbows(1, 0, 0.2)),
            key(2.0),
            key(0.2),
        ),
        (
            ("hold", "the tree pose"),
            ("stand", "on one leg with the foot against the other thigh and the hands together overhead"),
            ("balance", "on the {other} leg in a yoga tree pose"),
        ),
        ("yoga tree pose", "tree pose, balancing on one leg"),
        who=("a yoga teacher", "a yogi"),
        takes=2,
    ),
    Stage(
        "down dog",
        (
            key(0, at=(0, 0.5, -0.12), pitch=80, **feet(0.12, z=-0.5, y=0.0, down=75, out=0), nod=-20,
                **both(0.2, 0.07, 0.46, room=True), **_FLAT),
            key(0.5),
            key(1.0, at=(0, 0.84, -0.16), pitch=138, nod=8, **feet(0.12, z=-0.5, y=0.0, down=12, out=0)),
            key(0.5),
            key(1.6, at=(0, 0.86, -0.18)),
            key(0.2),
        ),
        (
            ("do", "the downward dog"),
            ("push", "the hips up from all fours, hands and feet on the floor"),
            ("hold", "a yoga downward dog with straight legs"),
        ),
        ("downward facing dog", "yoga downward dog, hips high"),
        who=("a yoga teacher", "a yogi"),
        takes=2,
    ),
)  # fmt: skip
