"""Staged acts with guns: aimed, fired and reloaded, standing, kneeling, lying and behind cover."""

from ..stage import Stage, elbows, key

_STANCE = {
    "main_foot": (0.18, 0, -0.26),
    "off_foot": (-0.14, 0, 0.26),
    "main_toe": (0, 45),
    "off_toe": (0, 5),
}
# A rifle at the shoulder, at the hip, across the chest.
_AIM = {
    "main": (0.15, 0.14, 0.22),
    "off": (-0.02, 0.14, 0.48),
    "main_elbow": (1, -0.5, -0.2),
    "off_elbow": (-0.4, -1, 0),
    "twist": 22,
    "look": -20,
    "tilt": 4,
    "nod": 8,
}
_HIP = {
    "main": (0.25, -0.24, 0.06),
    "off": (0.04, -0.16, 0.42),
    "main_elbow": (0.5, -0.3, -1),
    "off_elbow": (-0.5, -1, 0),
}
_PORT = {"main": (0.17, -0.16, 0.25), "off": (-0.14, 0.12, 0.32), **elbows(1, -1, -0.2)}
_PISTOL = {
    "main": (0.035, 0.13, 0.5),
    "off": (-0.05, 0.1, 0.48),
    **elbows(1, -0.8, 0),
}
_KICK = {"main": (0.15, 0.17, 0.17), "off": (-0.02, 0.19, 0.43)}
_HELD = {name: _AIM[name] for name in ("main", "off")}
_KNEE = {
    "at": (0, 0.52, -0.1),
    "main_foot": (0.12, 0.0, -0.62),
    "main_toe": (75, 5),
    "off_foot": (-0.14, 0, 0.34),
    "off_toe": (0, 0),
    "pitch": 8,
}


def _shots(kick, held, count, lean=0):
    """Keys of shots, each throwing the weapon up and the trunk back."""
    row = []
    for _ in range(count):
        row += [key(0.06, bend=lean - 9, **kick), key(0.22, bend=lean, **held), key(0.3)]
    return tuple(row)


STAGES = (
    Stage(
        "fire rifle",
        (
            key(0, **_STANCE, **_PORT, at=(0, 0.93, 0)),
            key(0.3),
            key(0.4, **_AIM, at=(0, 0.88, 0.06), pitch=8),
            key(0.5),
            *_shots(_KICK, _HELD, 4),
            key(0.3),
        ),
        (
            ("raise", "a rifle to the shoulder and *fire"),
            ("shoot", "a rifle, the recoil jerking the shoulder"),
            ("fire", "several shots with a gun held in both hands"),
        ),
        ("fire rifle", "rifle shooting, recoil"),
        who=("a soldier", "a marine"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "fire kneeling",
        (
            key(0, **_STANCE, **_PORT, at=(0, 0.93, 0)),
            key(0.6, **_KNEE, **_PORT),
            key(0.4, **_AIM),
            key(0.7),
            *_shots(_KICK, _HELD, 3),
            key(0.5),
        ),
        (
            ("kneel", "on one knee and *fire a rifle"),
            ("go", "down on one knee, *aim and *shoot"),
            ("aim", "a rifle kneeling"),
        ),
        ("kneeling rifle fire", "crouch aim rifle"),
        who=("a soldier", "a sniper", "a hunter"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "fire from the hip",
        (
            key(0, **_PORT, at=(0, 0.93, 0)),
            key(0.4, main_foot=(0.3, 0, -0.22), off_foot=(-0.28, 0, 0.22), main_toe=(0, 40),
                at=(0, 0.74, -0.05), pitch=-6, **_HIP, turn=30, look=-30),
            *(
                key(0.08, twist=-34 + 8 * k, main=(0.25, -0.24 + 0.035 * (k % 2), 0.06 - 0.05 * (k % 2)),
                    off=(0.04, -0.16 + 0.05 * (k % 2), 0.42 - 0.05 * (k % 2)), bend=-6 * (k % 2))
                for k in range(9)
            ),
            *(
                key(0.08, twist=38 - 8 * k, main=(0.25, -0.24 + 0.035 * (k % 2), 0.06 - 0.05 * (k % 2)),
                    off=(0.04, -0.16 + 0.05 * (k % 2), 0.42 - 0.05 * (k % 2)), bend=-6 * (k % 2))
                for k in range(9)
            ),
            key(0.8, twist=0, bend=0, **_HIP),
        ),
        (
            ("fire", "a machine gun from the hip, sweeping left and right"),
            ("spray", "bullets from the hip"),
            ("shoot", "a heavy gun held low with both hands"),
        ),
        ("machine gun, hip fire", "minigun firing, sweep"),
        who=("a gunner", "rambo"),
        shakes=9.0,
    ),
    Stage(
        "reload",
        (
            key(0, **_STANCE, **_AIM, at=(0, 0.9, 0)),
            key(0.4),
            key(0.4, main=(0.2, 0.02, 0.22), off=(0.0, -0.02, 0.36), nod=24, look=0, twist=12, bend=6),
            key(0.25, off=(-0.2, -0.3, 0.16)),
            key(0.3),
            key(0.3, off=(0.06, -0.08, 0.34)),
            key(0.12, off=(0.06, 0.0, 0.34)),
            key(0.3, off=(0.08, 0.08, 0.36)),
            key(0.15, off=(0.1, 0.1, 0.2), off_elbow=(-1, 0.2, 0)),
            key(0.15, off=(0.06, 0.08, 0.38)),
            key(0.35, **_AIM, bend=0),
            key(0.7),
        ),
        (
            ("reload", "a rifle and *aim again"),
            ("change", "the magazine of a gun"),
            ("take", "a clip from the belt and *reload"),
        ),
        ("reload rifle", "reloading, magazine change"),
        who=("a soldier",),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "crouch with pistol",
        (
            key(0, main_foot=(0.2, 0, -0.2), off_foot=(-0.18, 0, 0.22), main_toe=(0, 35)),
            key(0.5, at=(0, 0.62, -0.08), pitch=24, bend=4, nod=-20, **_PISTOL),
            key(0.5),
            key(0.5, turn=35, at=(0.04, 0.6, -0.08)),
            key(0.5),
            key(0.6, turn=-35, at=(-0.04, 0.62, -0.08)),
            key(0.4),
            key(0.06, main=(0.035, 0.24, 0.45), off=(-0.05, 0.21, 0.43)),
            key(0.25, **_PISTOL),
            key(0.06, main=(0.035, 0.24, 0.45), off=(-0.05, 0.21, 0.43)),
            key(0.25, **_PISTOL),
            key(0.6),
        ),
        (
            ("aim", "a pistol with both hands in a crouch, left and right"),
            ("crouch", "and *shoot a pistol"),
            ("clear", "a room with a drawn gun"),
        ),
        ("pistol crouch aim", "crouched, aiming a handgun"),
        who=("a policeman", "a secret agent", "a detective"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "shoot lying",
        (
            key(0, at=(0, 0.11, 0), pitch=86, bend=-24, nod=-48, main_leg=(0.3, -0.84, -0.02),
                off_leg=(-0.3, -0.84, -0.02), main_toe=(55, 40), off_toe=(55, 40),
                main_room=(0.13, 0.2, 0.72), off_room=(-0.04, 0.16, 0.92), **elbows(1, -0.4, 0.6)),
            key(0.8),
            *(
                part
                for _ in range(3)
                for part in (
                    key(0.06, main_room=(0.13, 0.23, 0.67), off_room=(-0.04, 0.2, 0.87), bend=-27),
                    key(0.25, main_room=(0.13, 0.2, 0.72), off_room=(-0.04, 0.16, 0.92), bend=-24),
                    key(0.55),
                )
            ),
        ),
        (
            ("lie", "on the belly and *shoot a rifle"),
            ("snipe", "lying prone, legs spread"),
            ("fire", "from the prone position"),
        ),
        ("prone rifle fire", "sniper prone aim and shoot"),
        who=("a sniper", "a soldier"),
        shakes=4.0,
    ),
    Stage(
        "behind cover",
        (
            key(0, at=(0, 0.4, -0.02), pitch=-10, bend=8, main_foot=(0.14, 0, 0.25),
                off_foot=(-0.14, 0, 0.1), off_toe=(40, 10), **_PORT, nod=10),
            key(0.8),
            key(0.3, look=50),
            key(0.5, look=40),
            key(0.45, at=(0.34, 0.62, 0.02), turn=150, pitch=12, roll=-16,
                **_AIM | {"look": 0, "tilt": 14}, main_foot=(0.02, 0, 0.0), off_foot=(0.52, 0, -0.1),
                main_toe=(10, 150), off_toe=(0, -150)),
            *_shots(_KICK, _HELD, 2),
            key(0.4, at=(0, 0.4, -0.02), turn=0, pitch=-10, tilt=0, roll=0, twist=0, look=0, nod=0,
                **_PORT, main_foot=(0.14, 0, 0.25), off_foot=(-0.14, 0, 0.1), main_toe=(0, 10),
                off_toe=(40, 10)),
            key(0.7, nod=10),
        ),
        (
            ("take", "cover crouched, *lean out to shoot and *duck back"),
            ("shoot", "around a corner from cover"),
            ("hide", "behind cover with a gun and *peek out to fire"),
        ),
        ("cover shooting", "take cover, peek and fire"),
        who=("a soldier",),
        shakes=6.0,
    ),
    Stage(
        "grenade",
        (
            key(0, **_KNEE, main=(0.08, 0.0, 0.3), off=(-0.04, 0.02, 0.3), **elbows(1, -0.6, 0), nod=18),
            key(0.5),
            key(0.25, off=(-0.5, 0.1, 0.2), main=(0.14, 0.0, 0.3)),
            key(0.5, at=(0.03, 0.56, -0.16), pitch=-14, twist=40, look=-40, nod=-10,
                main=(0.46, 0.2, -0.34), main_elbow=(1, -0.4, -0.2), off=(-0.3, 0.25, 0.5)),
            key(0.25),
            key(0.22, at=(0, 0.52, 0.0), pitch=20, twist=-26, look=20, main=(0.2, 0.55, 0.3),
                off=(-0.4, -0.1, 0.1)),
            key(0.25, main=(-0.02, 0.12, 0.5), pitch=30, bend=14),
            key(0.4, at=(0, 0.44, -0.12), pitch=40, bend=44, twist=0, look=0, nod=34,
                **{"main": (0.21, 0.5, 0.1), "off": (-0.21, 0.5, 0.1)}, **elbows(1, 0.3, 0.8)),
            key(1.4),
        ),
        (
            ("throw", "a grenade from one knee and *duck, arms over the head"),
            ("pull", "the pin, *throw a grenade and *take cover"),
            ("throw", "a grenade and *duck down"),
        ),
        ("grenade throw and duck", "toss grenade from cover"),
        who=("a soldier",),
        shakes=5.0,
        takes=2,
    ),
)  # fmt: skip
