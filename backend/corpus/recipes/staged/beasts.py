"""Staged acts of tame animals: pets, poultry and what hops."""

from .stage import Stage, both, elbows, feet, key, legs

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
            key(0, at=(0, 0.34, -0.05), pitch=4, bend=8, nod=-18, **feet(0.2, z=0.1, down=38, out=55),
                **PAWS | both(0.13, 0.1, 0.29)),
            key(0.4),
            *(
                part
                for _ in range(4)
                for part in (
                    key(0.2, at=(0, 0.38, -0.05), main_hand=(0, -0.2, 1), off_hand=(0, -0.2, 1), look=14),
                    key(0.2, at=(0, 0.34, -0.05), main_hand=(0, -1, 0.2), off_hand=(0, -1, 0.2), look=-14),
                )
            ),
            key(0.5, look=0, tilt=12),
            key(0.7),
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
            key(0.4, look=30),
            key(0.5, look=0, main_leg=(0.66, -0.16, 0.0), main_toe=(20, 20), roll=-16,
                at=(-0.04, 0.52, -0.12)),
            key(1.4),
            key(0.4, **FOURS, roll=0),
            key(0.25, look=18),
            key(0.25, look=-18),
            key(0.25, look=18),
            key(0.4, look=0),
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
            key(0, at=(0, 0.74, -0.1), pitch=42, bend=-6, nod=-40, **feet(0.13, out=25),
                **both(0.22, -0.02, -0.06), **elbows(1, 0.1, 0)),
            *(
                part
                for k in (0, 1, 2)
                for part in (
                    key(0.16, **elbows(1, -0.9, -0.1), **both(0.24, -0.1, -0.02), nod=-10,
                        at=(0, 0.7, -0.1)),
                    key(0.16, **elbows(1, 0.5, -0.1), **both(0.26, 0.06, -0.06), nod=-50,
                        at=(0, 0.76, -0.1)),
                )
            ),
            key(0.3, main_foot=(0.13, 0, 0.3), at=(0, 0.72, 0.05), nod=-5),
            key(0.2, nod=-50),
            key(0.3, off_foot=(-0.13, 0, 0.32), at=(0, 0.72, 0.22), nod=-5),
            key(0.3, at=(0, 0.6, 0.05), pitch=80, bend=46, nod=10),
            key(0.15, nod=40),
            key(0.15, nod=5),
            key(0.15, nod=40),
            key(0.4, at=(0, 0.74, 0.14), pitch=38, bend=-6, nod=-45),
            key(0.3),
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
