"""Staged acts of tame animals: pets, poultry and what hops."""

from math import cos, radians, sin

from ..stage import Stage, both, elbows, feet, key, legs

# Hands on the floor under the shoulders of who goes on all fours, knees off the floor.
FOURS = {
    "at": (0, 0.5, -0.12),
    "pitch": 72,
    "bend": 14,
    "nod": -55,
    **feet(0.14, z=-0.55, down=55, out=8),
    **both(0.2, 0.07, 0.42, room=True),
    "main_hand": (0, 0, 1),
    "off_hand": (0, 0, 1),
    **elbows(0.8, -0.6, -0.3),
}
PAWS = {
    **both(0.13, -0.02, 0.27),
    **elbows(0.8, -1, 0.2),
    "main_hand": (0, -1, 0.4),
    "off_hand": (0, -1, 0.4),
}


_WINGS = {**both(0.17, -0.08, 0.07), **elbows(0.9, -0.6, -0.5)}


def _scratches(count, round_=0.45, each=28):
    """Keys of a hen's steps along an arc to the main side: a foot lifted high, the head drawn back and put
    forward as it comes down."""
    row = []

    def place(number, aside):
        a = radians(each * number)
        return round_ * (1.0 - cos(a)) + aside * cos(a), round_ * sin(a) - aside * sin(a)

    for number in range(1, count + 1):
        foot, other, x = ("main", "off", 0.1) if number % 2 else ("off", "main", -0.1)
        turn, (across, ahead) = each * number, place(number, 0.0)
        half, (foot_x, foot_z) = place(number - 0.5, -0.3 * x), place(number + 0.3, x)
        row += [
            key(0.24, at=(half[0], 0.86, half[1]), turn=turn - 0.5 * each, nod=-44,
                **{f"{foot}_leg": (x, -0.46, 0.3), f"{foot}_toe": (45, 20)}, **elbows(1, 0.4, -0.6)),
            key(0.22, at=(across, 0.8, ahead), turn=turn, nod=4,
                **{f"{foot}_foot": (foot_x, 0, foot_z), f"{foot}_toe": (0, 20 + turn * (1 if x > 0 else -1)),
                   f"{other}_toe": (0, 20 + turn * (-1 if x > 0 else 1))}, **elbows(0.8, -0.8, -0.5)),
        ]  # fmt: skip
    return tuple(row)


def _hops(count, far, high, wide, crouch, pitch, flight, down):
    """Keys of hops ahead with both feet, `far` metres each."""
    row = []
    for number in range(count):
        z = far * number
        row += [
            key(0.2, at=(0, crouch, z), pitch=pitch, **feet(wide, z=z)),
            key(0.2, at=(0, crouch + 0.12, z + 0.2 * far), pitch=pitch - 8, **feet(wide, z=z, down=55)),
            key(
                0.2,
                at=(0, crouch + high, z + 0.55 * far),
                pitch=pitch - 4,
                **legs(wide, *flight, down=40),
                **down,
            ),
            key(0.2, at=(0, crouch + 0.1, z + far), pitch=pitch, **feet(wide, z=z + far + 0.05)),
        ]
    return tuple(row)


STAGES = (
    Stage(
        "dog begging",
        (
            key(0, at=(0, 0.53, 0.02), pitch=-4, bend=-4, nod=-14,
                **feet(0.14, z=-0.42, y=0.03, down=85, out=0),
                **PAWS | both(0.14, 0.14, 0.3)),
            key(0.3),
            *(
                part
                for k in range(4)
                for part in (
                    key(0.22, at=(0, 0.55, 0.02), **both(0.14, 0.2, 0.34), main_hand=(0, -0.3, 1),
                        off_hand=(0, -0.3, 1), nod=-22, tilt=10 * (1 - 2 * (k % 2))),
                    key(0.22, at=(0, 0.5, 0.0), **both(0.14, 0.1, 0.3), main_hand=(0, -1, 0.2),
                        off_hand=(0, -1, 0.2), nod=-10),
                )
            ),
            key(0.5, look=30, tilt=16, **both(0.14, 0.16, 0.32)),
            key(0.6),
            key(0.4, look=-25, tilt=-14),
            key(0.5),
        ),
        (
            ("beg", "like a dog, sitting up with the paws in front"),
            ("sit", "up and *beg with hanging paws"),
            ("pant", "like a dog, begging"),
        ),
        ("dog begging", "sit up and beg, paws up"),
        who=("a dog", "a man playing a dog"),
    ),
    Stage(
        "dog at a tree",
        (
            key(0, **FOURS),
            key(0.25, look=40, nod=-30),
            key(0.25, look=-20),
            key(0.5, look=40, nod=-50, main_leg=(0.62, -0.1, -0.36), main_toe=(45, 20), roll=-22,
                at=(-0.08, 0.58, -0.14)),
            key(0.8, look=10, nod=-60),
            key(0.9, look=45),
            key(0.35, **FOURS, roll=0, look=0),
            *(
                key(0.22, nod=-20, **({"off_leg": (-0.12, -0.7, -0.36), "off_toe": (50, 0),
                    "main_foot": (0.14, 0, -0.55),
                    "main_toe": (55, 8)} if k % 2 else {"main_leg": (0.12, -0.7, -0.36), "main_toe": (50, 0),
                    "off_foot": (-0.14, 0, -0.55), "off_toe": (55, 8)}))
                for k in range(4)
            ),
            key(0.3, **FOURS),
        ),
        (
            ("lift", "a leg at a tree like a dog"),
            ("pee", "like a dog on all fours, one leg up"),
            ("stand", "on all fours and *lift one leg aside"),
        ),
        ("dog peeing", "dog, leg up on all fours"),
        who=("a dog", "a man on all fours"),
    ),
    Stage(
        "cat stretch",
        (
            key(0, **FOURS),
            key(0.4),
            key(1.0, at=(0, 0.62, -0.34), pitch=116, bend=-24, nod=-50, **both(0.2, 0.06, 0.62, room=True)),
            key(1.0),
            key(0.8, at=(0, 0.5, -0.12), pitch=66, bend=70, nod=30, **both(0.2, 0.06, 0.26, room=True)),
            key(0.9),
            key(0.7, **FOURS, look=0),
        ),
        (
            ("stretch", "like a cat, chest down and bottom up, then *arch the back"),
            ("arch", "the back like a cat on all fours"),
            ("wake", "up and *stretch like a cat"),
        ),
        ("cat stretch", "cat arching its back"),
        who=("a cat", "catwoman"),
    ),
    Stage(
        "chicken",
        (
            key(0, at=(0, 0.82, -0.06), pitch=30, bend=-10, nod=-30, **feet(0.12, out=30), **_WINGS),
            *(
                part
                for _ in range(4)
                for part in (
                    key(0.17, **elbows(0.8, -1, -0.4), **both(0.17, -0.14, 0.06), nod=-6,
                        at=(0, 0.78, -0.06)),
                    key(0.17, **elbows(1, 0.6, -0.6), **both(0.19, 0.03, 0.1), nod=-40, at=(0, 0.86, -0.06)),
                )
            ),
            *_scratches(6),
            key(0.3, pitch=76, bend=30, nod=-10),
            key(0.14, nod=30),
            key(0.14, nod=-14),
            key(0.14, nod=30),
            key(0.35, pitch=28, bend=-10, nod=-36),
            *(
                key(0.17, **elbows(0.9, y, -0.5), **both(0.18, -0.05 + 0.1 * y, 0.08))
                for y in (-0.9, 0.6) * 2
            ),
            key(0.2),
        ),
        (
            ("flap", "the elbows like a chicken and *peck the ground"),
            ("strut", "and *peck like a hen"),
            ("act", "like a chicken"),
        ),
        ("chicken flap and peck", "chicken dance, wings"),
        who=("a chicken", "a hen", "a rooster"),
        shakes=4.0,
    ),
    Stage(
        "kangaroo",
        (
            key(0, at=(0, 0.7, 0), pitch=26, nod=-26, **feet(0.11), **PAWS),
            *_hops(4, 0.85, 0.42, 0.11, 0.66, 28, (-0.55, -0.1), PAWS),
            key(0.4, at=(0, 0.76, 3.4), pitch=14),
        ),
        (
            ("hop", "like a kangaroo, paws in front of the chest"),
            ("bound", "along with both feet together like a kangaroo"),
            ("hop", "like a bunny"),
        ),
        ("kangaroo hop", "bunny hops, paws up"),
        who=("a kangaroo", "a rabbit", "the easter bunny"),
        shakes=4.0,
    ),
    Stage(
        "frog",
        (
            key(0, at=(0, 0.3, -0.05), pitch=48, nod=-46, **feet(0.3, down=35, out=48),
                **both(0.09, 0.07, 0.33, room=True)),
            key(0.5),
            key(0.25, at=(0, 0.85, 0.5), pitch=46, **legs(0.3, -0.68, -0.12, down=50, out=40),
                **both(0.26, 0.3, 0.42)),
            key(0.25, at=(0, 0.3, 0.95), pitch=48, **feet(0.3, z=1.0, down=35, out=48),
                **both(0.09, 0.07, 1.33, room=True)),
            key(0.5),
            key(0.25, at=(0, 0.85, 1.5), pitch=46, **legs(0.3, -0.68, -0.12, down=50, out=40),
                **both(0.26, 0.3, 0.42)),
            key(0.25, at=(0, 0.3, 1.95), pitch=48, **feet(0.3, z=2.0, down=35, out=48),
                **both(0.09, 0.07, 2.33, room=True)),
            key(0.9),
        ),
        (
            ("leap", "like a frog from a deep squat"),
            ("squat", "with the hands between the feet and *jump like a frog"),
            ("hop", "like a frog"),
        ),
        ("frog jumps", "leapfrog, frog hop"),
        who=("a frog", "a child playing frog"),
        shakes=5.0,
    ),
)  # fmt: skip
