"""Staged acts with blades, staffs, pistols and a bow."""

from ..stage import Stage, elbows, feet, key

# Keys by the line, not by the value.
# fmt: off
_STANCE = {"main_foot": (0.16, 0, -0.2), "off_foot": (-0.12, 0, 0.2), "main_toe": (0, 35), "off_toe": (0, 5)}

_FEET = {"main_foot": (0.16, 0, -0.24), "off_foot": (-0.12, 0, 0.22), "main_toe": (0, 40), "off_toe": (0, 5)}
# A sword in both hands, its point at the eyes of who stands opposite.
_SWORD = {"main": (0.06, -0.03, 0.47), "off": (-0.03, -0.12, 0.41), **elbows(0.8, -1, 0)}

STAGES = (
    Stage(
        "horizontal cut",
        (
            key(0, **_FEET, **_SWORD, at=(0, 0.82, 0), turn=10, look=-10),
            key(0.5),
            key(0.35, at=(0.04, 0.86, -0.08), turn=48, look=-80, twist=34, main=(0.26, 0.16, 0.26),
                off=(0.14, 0.12, 0.3), main_elbow=(1, -0.2, -0.5), off_elbow=(-0.6, -0.8, 0.6)),
            key(0.3),
            key(0.12, turn=24, look=-40, twist=10, main=(0.14, 0.12, 0.48), off=(0.06, 0.1, 0.46),
                at=(0, 0.8, 0.06)),
            key(0.12, at=(0, 0.72, 0.2), turn=-14, look=10, twist=-34, bend=10, main=(-0.08, 0.08, 0.48),
                off=(-0.16, 0.06, 0.46), off_foot=(-0.14, 0, 0.46), main_toe=(40, 30)),
            key(0.14, turn=-26, look=26, twist=-46, main=(-0.14, 0.06, 0.42), off=(-0.22, 0.04, 0.42)),
            key(0.8),
            key(0.5, **_FEET | {"main_foot": (0.16, 0, -0.06), "off_foot": (-0.12, 0, 0.4)}, **_SWORD, bend=0,
                at=(0, 0.82, 0.18), turn=10, look=-10, twist=0),
            key(0.4),
        ),
        (
            ("slash", "with a sword from {side} to {other}"),
            ("cut", "sideways with a sword, {side} to {other}"),
            ("swing", "a sword level across the body from the {side}"),
        ),
        ("horizontal sword slash, {side} to {other}", "sword slash", "sideways sword cut from the {side}"),
        who=("a knight", "a swordsman"),
        shakes=5.0, takes=4,
    ),
    Stage(
        "sword combo",
        (
            key(0, **_FEET, **_SWORD, at=(0, 0.82, 0), turn=10, look=-10),
            key(0.35),
            key(0.25, twist=34, turn=44, look=-70, main=(0.26, 0.2, 0.24), off=(0.14, 0.16, 0.3),
                main_elbow=(1, -0.2, -0.4), off_elbow=(-0.6, -0.8, 0.6)),
            key(0.2, twist=-40, turn=-14, look=10, main=(-0.12, 0.0, 0.44), off=(-0.2, -0.02, 0.44),
                at=(0, 0.76, 0.14), bend=10, main_elbow=(1, -0.4, 0.4)),
            key(0.2),
            key(0.2, main_foot=(0.2, 0, 0.45), at=(0, 0.8, 0.3), main=(-0.14, 0.1, 0.42),
                off=(-0.22, 0.08, 0.4), main_toe=(0, 10)),
            key(0.22, twist=40, turn=14, look=-30, bend=-2, main=(0.24, 0.06, 0.42), off=(0.14, 0.04, 0.42),
                main_elbow=(1, -0.4, -0.4)),
            key(0.15),
            key(0.26, twist=0, turn=0, look=0, main=(0.07, 0.64, 0.04), off=(-0.03, 0.58, 0.02),
                bend=-14, nod=-8, at=(0, 0.93, 0.32), **elbows(1, 0.4, 0.3)),
            key(0.2),
            key(0.16, bend=26, pitch=14, nod=-10, at=(0, 0.7, 0.44), main=(0.06, -0.06, 0.5),
                off=(-0.04, -0.14, 0.44), off_foot=(-0.14, 0, 0.1), off_toe=(40, 5), **elbows(1, -0.8, 0)),
            key(0.35),
            key(0.3, turn=-120, twist=20, bend=0, pitch=0, nod=0, look=-20, at=(0.04, 0.86, 0.4),
                main=(0.22, 0.1, 0.42), off=(0.12, 0.08, 0.42),
                main_toe=(0, -120), off_foot=(0.2, 0, 0.1), off_toe=(0, 120)),
            key(0.28, turn=-300, at=(0.04, 0.84, 0.42), main_toe=(0, -290), off_foot=(-0.12, 0, 0.7),
                off_toe=(0, 320)),
            key(0.22, turn=-380, twist=-44, look=20, at=(0, 0.7, 0.54), main=(-0.12, 0.04, 0.46),
                off=(-0.2, 0.02, 0.44), bend=10, main_toe=(30, -320), off_toe=(0, 360)),
            key(0.7),
        ),
        (
            ("do", "a sword combo: two cuts, a blow from above and a spinning slash"),
            ("cut", "left and right with a sword, *strike down and *spin into a last slash"),
            ("attack", "with several sword cuts and *finish with a spin"),
        ),
        ("sword combo with a spin", "sword combo attack, spinning finisher"),
        who=("a knight", "a samurai"),
        shakes=6.0, takes=2,
    ),
    Stage(
        "dagger stab down",
        (
            key(0, **_FEET, at=(0, 0.87, 0), turn=10, look=-10, main=(0.3, -0.2, 0.2), off=(-0.2, 0.1, 0.3)),
            key(0.3, off=(-0.06, 0.1, 0.5), off_elbow=(-1, -0.6, 0), nod=6, at=(0, 0.87, 0.06)),
            *(
                part
                for _ in range(4)
                for part in (
                    key(0.28, main=(0.3, 0.54, 0.1), main_elbow=(1, 0.2, 0.2), bend=-10, twist=16,
                        at=(0, 0.83, 0.02), pitch=0),
                    key(0.12),
                    key(0.15, main=(0.1, 0.14, 0.5), main_elbow=(1, 0, -0.1), bend=14, twist=-14, pitch=8,
                        at=(0, 0.87, 0.06)),
                    key(0.15),
                )
            ),
            key(0.5, main=(0.26, -0.3, 0.14), off=(-0.24, -0.24, 0.16), main_elbow=(0.6, -0.8, -0.4),
                bend=4, pitch=2, twist=0, at=(0, 0.87, 0)),
            key(0.3),
        ),
        (
            ("stab", "down with a dagger"),
            ("raise", "a knife overhead and *stab downward"),
            ("stab", "with a knife from above, again and again"),
        ),
        ("stabbing down with a dagger", "overhead knife stab"),
        who=("a murderer", "a woman"),
        shakes=5.0, takes=2,
    ),
    Stage(
        "backstab",
        (
            key(0, at=(0, 0.64, 0), pitch=30, bend=14, nod=-34, main=(0.34, -0.16, 0.1),
                off=(-0.26, 0.0, 0.42),
                main_foot=(0.12, 0, -0.1), off_foot=(-0.12, 0, 0.15), main_elbow=(1, -0.2, -0.8)),
            key(0.5, main_foot=(0.12, 0, 0.5), at=(0, 0.64, 0.3)),
            key(0.5, off_foot=(-0.12, 0, 0.85), at=(0, 0.66, 0.6)),
            key(0.35, main_foot=(0.16, 0, 0.62), at=(0, 0.87, 0.66), pitch=2, bend=0,
                nod=8, turn=14, look=-14,
                off=(0.06, 0.2, 0.42), off_elbow=(-1, 0, 0.6), main=(0.34, -0.26, -0.16),
                main_elbow=(0.5, 0, -1)),
            key(0.15),
            *(
                part
                for _ in range(3)
                for part in (
                    key(0.13, main=(0.2, 0.0, 0.46), turn=-10, look=10, at=(0, 0.93, 0.74), bend=6,
                        off=(0.06, 0.16, 0.34), main_elbow=(0.8, -0.6, -0.6)),
                    key(0.3),
                    key(0.2, main=(0.36, -0.2, -0.12), turn=16, look=-16, at=(0, 0.88, 0.68), bend=0,
                        main_elbow=(0.5, 0, -1)),
                )
            ),
            key(0.5, turn=0, look=0, bend=18, pitch=12, nod=14, at=(0, 0.74, 0.6), off=(-0.04, -0.06, 0.38),
                main=(0.36, -0.28, 0.04)),
            key(0.3),
        ),
        (
            ("creep", "up and *stab somebody from behind"),
            ("sneak", "up behind a guard and *stab him in the back"),
            ("grab", "somebody from behind and *stab"),
        ),
        ("backstab", "sneak attack, stab from behind", "assassination with a knife"),
        who=("an assassin", "a thief"),
        shakes=5.0, takes=2,
    ),
    Stage(
        "back scabbard",
        (
            key(0, main_foot=(0.16, 0, -0.24), off_foot=(-0.14, 0, 0.2), main_toe=(0, 35),
                at=(0, 0.8, 0), pitch=8,
                main=(0.16, -0.06, 0.48), off=(-0.4, -0.02, 0.14), main_elbow=(0.6, -1, 0),
                off_elbow=(-1, -0.4, -0.4)),
            key(0.6, main=(0.16, 0.0, 0.5)),
            key(0.4, main_foot=(0.13, 0, 0.14), off_foot=(-0.13, 0, 0.2), main_toe=(0, 10),
                at=(0, 0.94, 0.16), pitch=0,
                main=(0.5, -0.16, 0.2), off=(-0.24, -0.36, 0.04), off_elbow=(-0.5, -0.6, -0.6)),
            key(0.45, main=(0.28, 0.62, 0.06), main_elbow=(1, 0.2, 0.3), bend=-4, look=-10),
            key(0.35, main=(0.26, 0.5, -0.1), main_elbow=(0.7, 1, 0.5), nod=12, bend=10, twist=10, look=40),
            key(0.45, main=(0.24, 0.26, -0.12), tilt=-8),
            key(0.4),
            key(0.35, main=(0.46, 0.2, 0.06), main_elbow=(1, -0.2, 0), tilt=0, bend=0, nod=0, look=0,
                twist=0),
            key(0.35, main=(0.24, -0.36, 0.04), main_elbow=(0.5, -0.6, -0.6)),
            key(0.7),
        ),
        (
            ("put", "a sword away in a scabbard on the back"),
            ("sheathe", "a sword over the shoulder"),
            ("slide", "a greatsword into the sheath on the back"),
        ),
        ("sheathing a sword on the back", "sheathe over the shoulder"),
        who=("a knight", "a ninja"),
        takes=2,
    ),
    Stage(
        "bow and arrow",
        (
            key(0, main_foot=(0.2, 0, -0.06), off_foot=(-0.2, 0, 0.06), main_toe=(0, 30), off_toe=(0, 40),
                at=(0, 0.9, 0), turn=40, look=-30, nod=14, off=(-0.3, -0.16, 0.3), main=(0.24, -0.2, 0.2)),
            key(0.4, main=(0.36, 0.34, -0.06), main_elbow=(1, 0.6, 0), nod=0),
            key(0.2),
            key(0.5, main=(-0.06, 0.0, 0.32), off=(-0.36, 0.0, 0.32), main_elbow=(1, -0.4, 0), nod=14),
            key(0.2),
            key(0.4, turn=70, look=-70, nod=0, off=(-0.7, 0.14, 0.08), off_elbow=(0, -1, 0),
                main=(-0.2, 0.16, 0.31), main_elbow=(1, 0.4, 0)),
            key(0.8, main=(0.14, 0.16, 0.24), main_elbow=(1, 0.35, -0.4)),
            key(0.7),
            key(0.12, main=(0.4, 0.2, 0.04), off=(-0.72, 0.12, 0.04)),
            key(0.6),
            key(0.6, turn=40, look=-30, off=(-0.3, -0.16, 0.3), main=(0.24, -0.2, 0.2),
                main_elbow=(0.5, -0.6, -0.6)),
        ),
        (
            ("shoot", "an arrow with a bow, drawing an arrow from the back"),
            ("take", "an arrow from the quiver, *draw the bow and *shoot"),
            ("draw", "a longbow at full stretch and *let the arrow fly"),
        ),
        ("longbow shot", "draws a bow and releases an arrow"),
        who=("an archer", "an elf", "robin hood"),
        shakes=4.0, takes=2,
    ),
    Stage(
        "two-hand pistol",
        (
            key(0, **_STANCE, at=(0, 0.88, 0), main=(0.06, -0.2, 0.36), off=(-0.06, -0.2, 0.35), nod=8),
            key(0.4),
            key(0.3, main=(0.055, 0.2, 0.54), off=(-0.06, 0.16, 0.52), **elbows(0.8, -0.8, 0), nod=4,
                at=(0, 0.84, 0.04), pitch=6),
            key(0.4),
            *(
                part
                for _ in range(3)
                for part in (
                    key(0.08, main=(0.055, 0.29, 0.48), off=(-0.06, 0.25, 0.47), bend=-6),
                    key(0.2, main=(0.055, 0.2, 0.54), off=(-0.06, 0.16, 0.52), bend=0),
                    key(0.2),
                )
            ),
            key(0.4, main=(0.06, -0.14, 0.38), off=(-0.06, -0.14, 0.37), pitch=2, at=(0, 0.88, 0)),
        ),
        (
            ("shoot", "a pistol with both hands, arms stretched"),
            ("aim", "a handgun with both hands and *fire three shots"),
            ("fire", "a pistol, two-handed"),
        ),
        ("two-handed pistol shots", "handgun aim and fire, both hands"),
        who=("a cop", "an agent"),
        shakes=5.0, takes=2,
    ),
    Stage(
        "gunslinger draw",
        (
            key(0, **feet(0.24, out=20), at=(0, 0.88, 0), main=(0.38, -0.2, 0.06), off=(-0.38, -0.2, 0.06),
                **elbows(1, 0, -0.5), nod=4),
            key(0.8, at=(0, 0.86, 0)),
            key(0.14, main=(0.25, -0.34, 0.04), main_elbow=(0.4, 0, -1), at=(0, 0.82, 0)),
            key(0.18, main=(0.2, 0.16, 0.54), main_elbow=(0.5, -1, 0), turn=-20, look=20, twist=-14,
                at=(0, 0.78, 0.0), off=(-0.46, -0.14, -0.05)),
            key(0.15),
            key(0.08, main=(0.2, 0.3, 0.46), bend=-5),
            key(0.2, main=(0.2, 0.16, 0.54), bend=0),
            key(0.5),
            key(0.5, main=(0.25, -0.32, 0.06), main_elbow=(0.4, 0, -1), turn=0, look=0, twist=0,
                at=(0, 0.88, 0), off=(-0.34, -0.24, 0.06)),
        ),
        (
            ("draw", "a revolver from the hip in a flash and *shoot"),
            ("quick-draw", "like a gunslinger"),
            ("draw", "fast from the holster and *fire with a straight arm"),
        ),
        ("quick draw duel", "gunslinger draws and shoots"),
        who=("a cowboy", "a gunslinger"),
        shakes=5.0, takes=2,
    ),
    Stage(
        "crouched reload",
        (
            key(0, at=(0, 0.5, -0.03), main_foot=(0.14, 0, -0.3), main_toe=(70, 5), off_foot=(-0.14, 0, 0.24),
                pitch=6, bend=6, turn=14, look=-10, nod=8, main=(0.12, 0.12, 0.2), off=(-0.06, 0.14, 0.48),
                main_elbow=(1, -0.3, 0), off_elbow=(-0.4, -1, 0), tilt=4),
            *(
                part
                for _ in range(3)
                for part in (
                    key(0.08, main=(0.12, 0.14, 0.15), off=(-0.06, 0.17, 0.43), bend=1),
                    key(0.14, main=(0.12, 0.12, 0.2), off=(-0.06, 0.14, 0.48), bend=6),
                    key(0.12),
                )
            ),
            key(0.3, at=(0, 0.38, -0.1), pitch=26, bend=26, nod=-6, turn=0, look=50, tilt=0,
                main=(0.2, 0.0, 0.34), off=(-0.06, 0.04, 0.42)),
            key(0.25, look=-40),
            key(0.25, look=0, nod=30, off=(-0.4, -0.26, 0.1), off_elbow=(-1, 0, -0.6), tilt=-10),
            key(0.3),
            key(0.3, off=(0.06, -0.14, 0.42), off_elbow=(-0.6, -1, 0), tilt=0),
            key(0.1, off=(0.08, 0.02, 0.38)),
            key(0.15, off=(0.02, -0.16, 0.4)),
            key(0.1, off=(0.08, 0.02, 0.38)),
            key(0.2, main=(0.22, 0.08, 0.42)),
            key(0.2, main=(0.3, 0.0, 0.14), main_elbow=(0.8, 0, -1)),
            key(0.3, at=(0, 0.5, -0.03), pitch=6, bend=6, turn=14, look=-10, nod=8, main=(0.12, 0.12, 0.2),
                off=(-0.06, 0.14, 0.48), main_elbow=(1, -0.3, 0), tilt=4),
            key(0.3),
            key(0.08, main=(0.12, 0.14, 0.15), off=(-0.06, 0.17, 0.43), bend=1),
            key(0.14, main=(0.12, 0.12, 0.2), off=(-0.06, 0.14, 0.48), bend=6),
            key(0.5),
        ),
        (
            ("reload", "hastily, crouching in cover"),
            ("crouch", "down, fumbling to reload a gun, and *aim again"),
            ("reload", "in a panic behind cover"),
        ),
        ("crouched reload", "panicked reload behind cover"),
        who=("a soldier",),
        shakes=5.0, takes=2,
    ),
)
