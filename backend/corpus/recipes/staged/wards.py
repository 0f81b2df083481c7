"""Staged acts of adventures: spells, pistols, fishing, locks, counters, cowering, and little shows."""

from .stage import Stage, both, elbows, feet, key, legs

# Keys by the line, not by the value.
# fmt: off
_STANCE = {"main_foot": (0.16, 0, -0.2), "off_foot": (-0.12, 0, 0.2), "main_toe": (0, 35), "off_toe": (0, 5)}

STAGES = (
    Stage(
        "one-hand fireball",
        (
            key(0, **_STANCE, at=(0, 0.9, 0), off=(-0.24, -0.2, 0.2)),
            key(0.25),
            key(0.5, at=(0.04, 0.82, -0.12), turn=40, look=-60, twist=25, main=(0.34, -0.12, -0.1), main_elbow=(0.6, -0.2, -1), off=(-0.16, 0.16, 0.46)),
            key(0.35, main=(0.34, -0.06, -0.12)),
            key(0.2, at=(0, 0.7, 0.3), off_foot=(-0.14, 0, 0.6), turn=-15, look=0, twist=-25, bend=10, main=(0.1, 0.12, 0.56), main_elbow=(0.6, -1, 0),
                main_hand=(0, 1, 0.3), off=(-0.4, -0.05, -0.1), main_toe=(40, 20)),
            key(0.08, bend=4),
            key(0.75),
            key(0.55, at=(0, 0.9, 0.3), main_foot=(0.16, 0, 0.2), main_toe=(0, 20), turn=0, twist=0, bend=0, main=(0.24, -0.2, 0.2), main_hand=None,
                off=(-0.24, -0.2, 0.1)),
        ),
        (
            ("cast", "a fireball, pushing the {side} palm forward"),
            ("hurl", "a ball of fire with one hand"),
            ("draw", "one hand back and *shoot a spell from the palm"),
        ),
        ("fireball spell, one hand", "casting a fireball", "magic attack, palm thrust"),
        who=("a mage", "a wizard"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "spinning spell",
        (
            key(0, **feet(0.14), at=(0, 0.92, 0), **both(0.24, -0.1, 0.3)),
            key(0.3, at=(0, 0.84, 0), twist=35, main=(0.5, 0.0, 0.0), off=(-0.1, 0.05, 0.4)),
            key(0.25, turn=-120, twist=10, at=(0.02, 0.9, 0.04), main_foot=(-0.1, 0, 0.2), main_toe=(20, -120), off_foot=(0.1, 0, -0.06), off_toe=(20, 120),
                main=(0.56, 0.2, 0.1), off=(-0.56, 0.2, 0.1)),
            key(0.25, turn=-250, main_foot=(-0.12, 0, -0.06), main_toe=(20, -250), off_foot=(0.06, 0, 0.2), off_toe=(20, 250)),
            key(0.25, turn=-345, twist=20, main_foot=(0.16, 0, -0.22), main_toe=(0, -330), off_foot=(-0.12, 0, 0.3), off_toe=(0, 365), at=(0, 0.84, 0),
                main=(0.42, 0.3, -0.1), main_elbow=(1, 0, -0.5), off=(-0.3, 0.1, 0.36)),
            key(0.2, turn=-372, twist=-25, at=(0, 0.74, 0.14), main=(0.08, 0.12, 0.56), main_hand=(0, 1, 0.3), main_elbow=(0.6, -1, 0), off=(-0.44, 0.0, -0.1)),
            key(0.9),
        ),
        (
            ("spin", "around and *cast a spell forward"),
            ("whirl", "round and *thrust a palm out"),
            ("turn", "on the spot and *throw a spell"),
        ),
        ("spinning spell cast", "spin, then magic attack"),
        who=("a witch", "a mage"),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "healing hands",
        (
            key(0, at=(0, 0.92, 0)),
            key(0.7, at=(0, 0.5, 0.06), **feet(0.13, z=-0.32, y=0.02, down=80, out=0), pitch=10, bend=10, nod=24, **both(0.24, -0.1, 0.34)),
            key(0.5, at=(0, 0.44, 0.0), pitch=26, bend=20, main_room=(0.2, 0.4, 0.62), off_room=(-0.2, 0.4, 0.62), main_hand=(0, -0.3, 1), off_hand=(0, -0.3, 1),
                **elbows(1, -0.4, 0)),
            key(0.7, main_room=(0.28, 0.46, 0.6), off_room=(-0.12, 0.38, 0.64)),
            key(0.7, main_room=(0.12, 0.38, 0.64), off_room=(-0.28, 0.46, 0.6)),
            key(0.7, main_room=(0.2, 0.42, 0.64), off_room=(-0.2, 0.42, 0.64)),
            key(0.5, bend=-4, pitch=4, nod=-30, main_room=(0.36, 0.9, 0.5), off_room=(-0.36, 0.9, 0.5), main_hand=(0, 1, 0.5), off_hand=(0, 1, 0.5)),
            key(0.6),
        ),
        (
            ("kneel", "and *hold the hands over a wounded body, healing it"),
            ("heal", "somebody on the ground with both hands"),
            ("cast", "a healing spell over someone who lies there"),
        ),
        ("healing spell, kneeling", "healer, hands over the wounded"),
        who=("a healer", "a priest"),
        takes=2,
    ),
    Stage(
        "two-hand pistol",
        (
            key(0, **_STANCE, at=(0, 0.88, 0), main=(0.06, -0.2, 0.36), off=(-0.06, -0.2, 0.35), nod=8),
            key(0.4),
            key(0.3, main=(0.055, 0.2, 0.54), off=(-0.06, 0.16, 0.52), **elbows(0.8, -0.8, 0), nod=4, at=(0, 0.84, 0.04), pitch=6),
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
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "gunslinger draw",
        (
            key(0, **feet(0.24, out=20), at=(0, 0.88, 0), main=(0.38, -0.2, 0.06), off=(-0.38, -0.2, 0.06), **elbows(1, 0, -0.5), nod=4),
            key(0.8, at=(0, 0.86, 0)),
            key(0.14, main=(0.25, -0.34, 0.04), main_elbow=(0.4, 0, -1), at=(0, 0.82, 0)),
            key(0.18, main=(0.2, 0.16, 0.54), main_elbow=(0.5, -1, 0), turn=-20, look=20, twist=-14, at=(0, 0.78, 0.0), off=(-0.46, -0.14, -0.05)),
            key(0.15),
            key(0.08, main=(0.2, 0.3, 0.46), bend=-5),
            key(0.2, main=(0.2, 0.16, 0.54), bend=0),
            key(0.5),
            key(0.5, main=(0.25, -0.32, 0.06), main_elbow=(0.4, 0, -1), turn=0, look=0, twist=0, at=(0, 0.88, 0), off=(-0.34, -0.24, 0.06)),
        ),
        (
            ("draw", "a revolver from the hip in a flash and *shoot"),
            ("quick-draw", "like a gunslinger"),
            ("draw", "fast from the holster and *fire with a straight arm"),
        ),
        ("quick draw duel", "gunslinger draws and shoots"),
        who=("a cowboy", "a gunslinger"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "crouched reload",
        (
            key(0, at=(0, 0.42, -0.05), main_foot=(0.14, 0, -0.3), main_toe=(70, 5), off_foot=(-0.14, 0, 0.2), pitch=20, bend=16, main=(0.18, 0.04, 0.3),
                off=(-0.06, 0.02, 0.44), **elbows(0.6, -1, 0), nod=10),
            *(
                part
                for _ in range(2)
                for part in (
                    key(0.2, nod=-14, look=44),
                    key(0.25, look=-40),
                    key(0.25, look=0, nod=30, off=(-0.46, 0.0, 0.16), tilt=-8),
                    key(0.25, off=(-0.04, -0.1, 0.4), tilt=0),
                    key(0.12, off=(-0.02, 0.0, 0.36)),
                    key(0.2, main=(0.14, 0.06, 0.3)),
                    key(0.15, off=(-0.04, 0.1, 0.36), main=(0.18, 0.04, 0.3)),
                )
            ),
            key(0.3, main=(0.12, 0.18, 0.22), off=(-0.1, 0.16, 0.45), nod=4, pitch=8, at=(0, 0.5, -0.03), main_elbow=(1, -0.5, 0)),
            key(0.5),
        ),
        (
            ("reload", "hastily, crouching in cover"),
            ("crouch", "down, fumbling to reload a gun, and *aim again"),
            ("reload", "in a panic behind cover"),
        ),
        ("crouched reload", "panicked reload behind cover"),
        who=("a soldier",),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "back scabbard",
        (
            key(0, at=(0, 0.93, 0), main=(0.24, -0.04, 0.38), off=(-0.25, -0.3, 0.1), main_elbow=(0.5, -1, 0)),
            key(0.35),
            key(0.5, main=(0.34, 0.46, 0.14), main_elbow=(1, 0.2, 0.3), bend=4, look=-10),
            key(0.35, main=(0.24, 0.4, -0.12), main_elbow=(0.8, 1, 0.3), tilt=-8, nod=10, bend=12, twist=14, look=30),
            key(0.35, main=(0.24, 0.26, -0.12)),
            key(0.35),
            key(0.55, main=(0.24, -0.34, 0.1), main_elbow=(0.5, -0.6, -0.6), tilt=0, nod=0, bend=0, twist=0, look=0),
            key(0.2),
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
        "cast a line",
        (
            key(0, **_STANCE, at=(0, 0.9, 0), main=(0.1, -0.12, 0.36), off=(-0.06, -0.16, 0.3)),
            key(0.35),
            key(0.5, main=(0.26, 0.5, -0.1), main_elbow=(1, 0.2, 0.3), off=(-0.12, 0.2, 0.3), turn=20, look=-20, bend=-10, at=(0.03, 0.9, -0.08)),
            key(0.2),
            key(0.22, main=(0.12, 0.16, 0.54), main_elbow=(0.6, -1, 0), off=(-0.08, -0.05, 0.3), turn=-5, look=0, bend=14, at=(0, 0.84, 0.1), main_toe=(30, 25)),
            key(0.5),
            key(0.5, main=(0.1, -0.08, 0.4), off=(-0.04, -0.12, 0.32), bend=2, at=(0, 0.9, 0), main_toe=(0, 35)),
            key(1.0, tilt=4),
            key(0.8, tilt=-3),
        ),
        (
            ("cast", "a fishing rod and *wait for a bite"),
            ("throw", "out a fishing line"),
            ("swing", "the rod back over the shoulder and *cast, then *hold it still"),
        ),
        ("casting a fishing rod", "fishing, cast and wait"),
        who=("a fisherman", "an angler"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "pick a lock",
        (
            key(0, at=(0, 0.93, 0)),
            key(0.6, **_STANCE, at=(0, 0.74, -0.1), pitch=44, bend=18, nod=-24, main_room=(0.09, 0.94, 0.62), off_room=(-0.08, 0.9, 0.62), **elbows(1, -0.5, -0.2)),
            *(
                part
                for k in range(3)
                for part in (
                    key(0.22, main_room=(0.12, 0.99, 0.6)),
                    key(0.22, main_room=(0.08, 0.92, 0.63), tilt=5),
                    key(0.2, main_room=(0.12, 0.97, 0.58)),
                    key(0.25, main_room=(0.09, 0.94, 0.62), tilt=-4, look=(0, 0, 50)[k]),
                )
            ),
            key(0.5, look=-50),
            key(0.3, look=0),
            key(0.3, off_room=(-0.12, 0.96, 0.6), main_room=(0.13, 0.88, 0.6)),
            key(0.4),
        ),
        (
            ("pick", "a lock, bent over"),
            ("bend", "down to a door and *fiddle with the lock"),
            ("work", "at a lock with a pick, looking round"),
        ),
        ("lock picking", "burglar picks a lock"),
        who=("a thief", "a burglar"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "lean on a counter",
        (
            key(0, at=(0, 0.93, 0.0)),
            key(0.7, at=(0, 0.9, -0.12), pitch=38, bend=14, nod=-36, **both(0.24, 1.02, 0.42, room=True), **elbows(1, -0.3, -0.3), main_foot=(0.1, 0, -0.2),
                off_foot=(-0.11, 0, -0.1)),
            key(0.8, look=20),
            key(0.6, at=(0.04, 0.9, -0.12), roll=4, look=-30),
            key(0.7, look=10, nod=-30),
            key(0.3, nod=-20),
            key(0.3, nod=-36),
            key(0.3, nod=-22),
            key(0.4, nod=-34),
        ),
        (
            ("lean", "on a counter with both hands"),
            ("lean", "forward over a shop counter, waiting for customers"),
            ("stand", "behind a bar, *lean on it with both arms and *nod"),
        ),
        ("leaning on a counter", "shopkeeper at the counter, idle"),
        who=("a shopkeeper", "a barkeeper"),
        takes=2,
    ),
    Stage(
        "cower",
        (
            key(0, at=(0, 0.9, 0)),
            key(0.3, at=(0, 0.4, -0.1), pitch=44, bend=40, nod=30, main_foot=(0.13, 0, -0.1), off_foot=(-0.13, 0, 0.1), main_toe=(50, 5), off_toe=(30, 5),
                **both(0.2, 0.42, 0.2), **elbows(1, -0.4, 0.6)),
            key(0.3, at=(0, 0.36, -0.1)),
            *(
                part
                for _ in range(4)
                for part in (
                    key(0.16, at=(0.015, 0.37, -0.1), tilt=3, bend=44),
                    key(0.16, at=(-0.015, 0.36, -0.1), tilt=-3, bend=40),
                )
            ),
            key(0.4, nod=-6, look=30, bend=30),
            key(0.4),
            key(0.25, nod=34, look=0, bend=44),
            key(0.4),
        ),
        (
            ("cower", "with the arms over the head"),
            ("crouch", "down in fear, covering the head, trembling"),
            ("huddle", "on the ground, arms over the head"),
        ),
        ("cowering in fear", "cower, arms over the head"),
        who=("a villager", "an NPC"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "stir a cauldron",
        (
            key(0, **feet(0.24), at=(0, 0.8, -0.12), pitch=36, bend=30, nod=-10, main_room=(0.1, 0.74, 0.78), off_room=(-0.06, 0.86, 0.74), **elbows(1, -0.3, -0.3)),
            key(0.35, main_room=(0.32, 0.72, 0.6), off_room=(0.14, 0.85, 0.58), tilt=6),
            key(0.35, main_room=(0.12, 0.72, 0.46), off_room=(-0.08, 0.84, 0.47), bend=24),
            key(0.35, main_room=(-0.12, 0.73, 0.6), off_room=(-0.3, 0.84, 0.58), tilt=-6),
            key(0.35, main_room=(0.1, 0.74, 0.78), off_room=(-0.08, 0.86, 0.74), bend=30, tilt=0),
        ),
        (
            ("stir", "a big cauldron, hunched over it"),
            ("stir", "a kettle with both hands in wide circles, bent low"),
            ("brew", "a potion, stirring round and round"),
        ),
        ("stirring a cauldron", "witch stirs the cauldron"),
        who=("a witch",),
        loop=(1, 4),
        times=(3, 3),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "curtsy and kiss",
        (
            key(0, at=(0, 0.94, 0), **both(0.3, -0.3, 0.06)),
            key(0.6, main_foot=(-0.16, 0, -0.32), main_toe=(50, 0), at=(0, 0.64, -0.06), pitch=14, nod=24, **both(0.5, -0.22, 0.1)),
            key(0.5),
            key(0.6, main_foot=(0.11, 0, 0), main_toe=(0, 10), at=(0, 0.94, 0), pitch=0, nod=0, **both(0.26, -0.3, 0.1)),
            key(0.4, main=(0.08, 0.26, 0.24), main_elbow=(1, -0.6, 0), nod=6),
            key(0.3),
            key(0.5, main=(0.5, 0.24, 0.34), main_elbow=(0.6, -1, 0), main_hand=(0.4, 0.5, 0.7), bend=8, nod=-8, at=(0.03, 0.94, 0.05)),
            key(0.6),
        ),
        (
            ("curtsy", "and *blow a kiss"),
            ("make", "a deep curtsy, then *blow a kiss to the audience"),
            ("bow", "with a curtsy and *throw a kiss"),
        ),
        ("curtsy, then blows a kiss", "curtsy and kiss to the audience"),
        who=("a ballerina", "a princess"),
        takes=2,
    ),
    Stage(
        "plie",
        (
            key(0, **feet(0.16, out=60), at=(0, 0.94, 0), **both(0.3, -0.26, 0.22), **elbows(1, -0.2, -0.2)),
            key(0.3),
            key(1.1, **feet(0.18, out=70, down=25), at=(0, 0.46, 0), **both(0.62, 0.1, 0.14)),
            key(0.4),
            key(1.1, **feet(0.16, out=60), at=(0, 0.94, 0), **both(0.22, 0.6, 0.14), **elbows(1, 0, 0.1)),
            key(0.4),
            key(0.5, **both(0.3, -0.26, 0.22), **elbows(1, -0.2, -0.2)),
        ),
        (
            ("do", "a deep plie in ballet"),
            ("bend", "the knees outward into a grand plie, arms opening"),
            ("sink", "slowly into a deep plie and *rise with the arms overhead"),
        ),
        ("ballet, grand plie", "ballerina does a deep plie"),
        who=("a ballerina", "a dancer"),
        takes=2,
    ),
    Stage(
        "trapeze knees",
        (
            key(0, at=(0, 1.95, 0), pitch=180, main_leg=(0.12, -0.06, 0.02), off_leg=(-0.12, -0.06, 0.02), main_toe=(50, 0), off_toe=(50, 0), **both(0.16, 0.62, 0.06),
                **elbows(1, 0, 0.3)),
            *(
                part
                for _ in range(3)
                for part in (
                    key(0.7, at=(0, 2.0, 0.28), pitch=150, bend=-8, **both(0.34, 0.54, 0.1)),
                    key(0.7, at=(0, 2.0, -0.28), pitch=206, bend=8, **both(0.16, 0.62, 0.06)),
                )
            ),
        ),
        (
            ("hang", "upside down by the knees and *swing"),
            ("hang", "head down from a trapeze by the knees"),
            ("swing", "upside down from a bar, hanging by the knees"),
        ),
        ("hanging upside down by the knees", "trapeze, knee hang"),
        who=("a circus artist", "an acrobat"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "leapfrog",
        (
            key(0, at=(0, 0.9, 0)),
            key(0.25, off_foot=(-0.12, 0, 0.5), at=(0, 0.86, 0.3), pitch=12),
            key(0.25, **feet(0.13, z=0.75), at=(0, 0.64, 0.66), pitch=34, **both(0.36, 0.04, 0.4)),
            key(0.25, at=(0, 1.1, 1.05), pitch=52, **both(0.15, 0.86, 1.35, room=True), main_leg=(0.5, -0.54, -0.2), off_leg=(-0.5, -0.54, -0.2), main_toe=(30, 0), off_toe=(30, 0),
                nod=-20),
            key(0.2, at=(0, 1.3, 1.5), pitch=36, **both(0.2, -0.06, 0.42), main_leg=(0.62, -0.38, 0.2), off_leg=(-0.62, -0.38, 0.2)),
            key(0.2, at=(0, 1.2, 1.95), pitch=10, **both(0.5, 0.1, 0.1), main_leg=(0.3, -0.7, 0.2), off_leg=(-0.3, -0.7, 0.2), main_toe=(0, 0), off_toe=(0, 0)),
            key(0.22, at=(0, 0.62, 2.25), **feet(0.16, z=2.32), pitch=26, bend=10, **both(0.4, 0, 0.2), nod=0),
            key(0.6, at=(0, 0.93, 2.3), pitch=0, bend=0, **both(0.24, -0.34, 0.08)),
            key(0.1),
        ),
        (
            ("leap", "over somebody's back with straddled legs"),
            ("play", "leapfrog: hands on the back and over"),
            ("vault", "over a low thing with the legs apart"),
        ),
        ("leapfrog", "straddle vault"),
        who=("a child",),
        shakes=6.0,
        takes=2,
    ),
)
