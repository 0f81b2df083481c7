"""Staged acts of singers, dancers, choirs, anglers, guests, big cats and sleepers, and a run in panic."""

from ..stage import Stage, both, elbows, feet, key
from ..walking import walk

# Keys by the line, not by the value.
# fmt: off
_SIDES = (("main", "off", 1), ("off", "main", -1))
_HANG = {**both(0.23, -0.36, 0.05), **elbows(0.5, -0.6, -0.6), "main_hand": None, "off_hand": None}
_MIC = {"main": (0.04, 0.14, 0.3), "off": (-0.04, 0.02, 0.32), **elbows(1, -0.8, 0)}
_BEHIND_HEAD = {**both(0.1, 0.33, -0.14), **elbows(1, 0.3, 0.3)}


def _fled(count, long=0.85, pace=0.26):
    """Keys of running steps, the trunk turned back to the main side in the middle of them."""
    row = []
    for k in range(count):
        near, far, x = _SIDES[k % 2]
        z, back = long * (k + 1), 3 <= k <= 7
        held = {"twist": 52, "look": 70, "nod": -6} if back else {"twist": -8 * x, "look": 0, "nod": -8}
        row.append(key(pace, at=(0, 0.87, z - 0.4 * long), pitch=14, **held, **{
            f"{near}_foot": (0.09 * x, 0, z), f"{near}_toe": (0, 5), f"{far}_toe": (55, 5),
            near: (0.34 * x, 0.16, 0.0), far: (-0.3 * x, 0.26, 0.36)}))
    return tuple(row)


STAGES = (
    Stage(
        "mic stand ballad",
        (
            key(0, **_MIC, main_foot=(0.14, 0, -0.1), off_foot=(-0.14, 0, 0.2), main_toe=(0, 25),
                at=(0, 0.92, 0.08), bend=10, nod=-4),
            key(0.5, tilt=8, at=(0.05, 0.92, 0.06)),
            key(0.5, tilt=-8, at=(-0.05, 0.92, 0.06)),
            key(0.5, at=(0, 0.84, 0.16), bend=26, nod=6, tilt=0),
            key(0.6, at=(0, 0.84, 0.06), pitch=-24, bend=-16, nod=-24, main=(0.04, 0.24, 0.28),
                off=(-0.04, 0.08, 0.32)),
            key(0.5, tilt=5),
            key(0.5, tilt=-5),
            key(0.35, off=(-0.36, 0.54, 0.14), off_elbow=(-1, 0.1, 0.2), off_hand=(0, 1, 0), pitch=-20),
            key(0.9),
            key(0.5, **_MIC, off_hand=None, pitch=0, bend=16, nod=10, at=(0, 0.9, 0.08)),
        ),
        (
            ("hold", "the microphone stand, *lean back and *belt out a note"),
            ("sing", "at the mic stand with a fist in the air"),
            ("belt", "out a song, leaning far back with the microphone"),
        ),
        ("singer at the microphone stand", "rock ballad, leaning back at the mic"),
        who=("a singer", "a rock star"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "gospel choir",
        (
            key(0, **feet(0.1), at=(0, 0.93, 0), **both(0.3, 0.1, 0.3), **elbows(1, -0.6, 0)),
            *(part for _ in range(2) for near, far, x in _SIDES for part in (
                key(0.34, at=(0.14 * x, 0.86, 0), **{f"{near}_foot": (0.1 * x + 0.26 * x, 0, 0)},
                    **both(0.34, 0.06, 0.26), roll=0, tilt=0),
                key(0.26, at=(0.28 * x, 0.95, 0),
                    **{f"{far}_foot": (0.16 * x, 0, 0.02), f"{far}_toe": (26, 5),
                    f"{near}_toe": (0, 10)}, main=(0.04 + 0.08 * x, 0.3, 0.38),
                    off=(-0.04 + 0.08 * x, 0.3, 0.38), tilt=12 * x, nod=-8),
                key(0.42, tilt=14 * x),
                key(0.02, **{f"{far}_toe": (20, 10)}),
                key(0.26, at=(0.1 * x, 0.88, 0), **both(0.32, 0.1, 0.28), tilt=0, nod=4,
                    **{f"{far}_foot": (-0.1 * x, 0, 0), f"{far}_toe": (0, 10)}),
                key(0.2, **{f"{near}_foot": (0.1 * x, 0, 0)}, at=(0, 0.92, 0)))),
        ),
        (
            ("sway", "from side to side, stepping and clapping"),
            ("step", "left and right with a clap like a gospel choir"),
            ("sing", "in a gospel choir, side steps and claps"),
        ),
        ("gospel choir, step and clap", "side step and clap"),
        who=("a gospel singer", "a choir singer"),
        shakes=5.0,
        takes=2,
    ),
    Stage(
        "body roll",
        (
            key(0, **_BEHIND_HEAD, **feet(0.2, out=18), at=(0, 0.9, 0)),
            key(0.35, pitch=6, bend=-24, nod=-14, at=(0, 0.88, 0.04)),
            key(0.3, pitch=-20, bend=-4, nod=0, at=(0, 0.84, 0.14)),
            key(0.3, pitch=-18, bend=34, nod=16, at=(0, 0.82, 0.1)),
            key(0.35, pitch=26, bend=22, nod=6, at=(0, 0.8, -0.14)),
            key(0.3, pitch=22, bend=-24, nod=-20, at=(0, 0.86, -0.06)),
            key(0.3, pitch=0, bend=0, nod=0, at=(0, 0.92, 0)),
        ),
        (
            ("do", "body rolls with both hands behind the head"),
            ("roll", "the body like a wave, hands behind the head"),
            ("dance", "with slow body waves, chest to hips"),
        ),
        ("body roll", "body wave dance"),
        who=("a dancer",),
        loop=(1, 5),
        times=(3, 3),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "bows on stage",
        (
            key(0, at=(0, 0.94, 0)),
            *walk(4, long=0.58, after=0.4),
            key(0.35, at=(0, 0.95, 2.32), main_foot=(0.09, 0, 2.32), main_toe=(0, 10), off_toe=(0, 10)),
            key(0.25, **both(0.5, 0.1, 0.2), bend=-4, nod=-6),
            key(0.5, pitch=58, bend=34, nod=20, at=(0, 0.92, 2.2), main=(0.02, -0.16, 0.3),
                off=(-0.3, -0.28, 0.16), main_elbow=(1, -0.4, 0)),
            key(0.7),
            key(0.5, pitch=0, bend=-4, nod=-10, at=(0, 0.95, 2.32), main=(0.3, 0.58, 0.1),
                main_elbow=(1, 0, 0.2), main_hand=(0, 1, 0), off=(-0.24, -0.34, 0.06)),
            *(key(0.18, main=(x, 0.56, 0.1)) for x in (0.48, 0.2) * 4),
        ),
        (
            ("walk", "on stage, *bow deeply and *wave to the crowd"),
            ("come", "on, *take a bow and *wave overhead"),
            ("step", "out before the audience, *bow and *wave"),
        ),
        ("walks on, bows and waves", "curtain call, bow and wave"),
        who=("an actor", "a showman"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "reels in a fish",
        (
            key(0, main_foot=(0.16, 0, -0.14), off_foot=(-0.15, 0, 0.22), main_toe=(0, 35), at=(0, 0.9, 0),
                main=(0.14, -0.06, 0.34), off=(-0.06, -0.12, 0.34), **elbows(1, -0.6, 0)),
            key(0.4, main=(0.26, 0.5, -0.1), main_elbow=(1, 0.2, 0.3), off=(-0.1, 0.24, 0.28), bend=-10,
                turn=16, look=-16),
            key(0.2),
            key(0.22, main=(0.12, 0.14, 0.54), main_elbow=(0.6, -1, 0), off=(-0.06, -0.02, 0.34), turn=0,
                look=0, bend=14),
            key(0.6),
            key(0.35, main=(0.1, 0.14, 0.34), main_elbow=(1, -0.8, 0), main_hand=(0, 1, 0.4),
                off=(-0.14, 0.0, 0.32), pitch=-20, bend=-10, at=(0, 0.82, -0.1)),
            *(part for lean in (-14, -22, -14) for part in (
                *(key(0.13, off=(-0.16 + 0.12 * x, 0.0 + 0.13 * y, 0.36), off_elbow=(-1, -0.4, 0),
                    pitch=lean - 2 * y)
                  for _ in range(2) for x, y in ((0, 1), (1, 0), (0, -1), (-1, 0))),)),
            key(0.4, main=(0.24, 0.46, 0.24), main_hand=(0, 1, 0), off=(-0.2, 0.3, 0.36), pitch=-8, bend=-12,
                at=(0, 0.94, 0), nod=-20),
            key(0.5),
        ),
        (
            ("cast", "a fishing line and *reel it in"),
            ("reel", "in a fish, leaning back and cranking"),
            ("fight", "a fish on the line, turning the reel"),
        ),
        ("fishing, cast and reel in", "reeling in a fish"),
        who=("a fisherman", "an angler"),
        shakes=6.0,
        takes=2,
    ),
    Stage(
        "flees looking back",
        (key(0, at=(0, 0.88, 0), pitch=14, **both(0.32, 0.1, 0.2), **elbows(1, -0.6, -0.4)), *_fled(11)),
        (
            ("run", "away in panic, looking back over the {side} shoulder"),
            ("flee", "with raised arms, looking behind"),
            ("sprint", "off in terror and *glance back"),
        ),
        ("panic run, looking back", "fleeing, glance over the shoulder"),
        who=("a victim", "a thief"),
        shakes=7.0,
        takes=2,
    ),
    Stage(
        "long deep bow",
        (
            key(0, **feet(0.07), at=(0, 0.975, 0), **both(0.2, -0.37, 0.02)),
            key(0.5),
            key(0.8, pitch=72, bend=24, nod=6, at=(0, 0.95, -0.16), **both(0.13, -0.38, 0.2),
                **elbows(1, 0, -0.4)),
            key(1.5),
            key(0.9, pitch=0, bend=0, nod=0, at=(0, 0.975, 0), **both(0.2, -0.37, 0.02)),
            key(0.3),
        ),
        (
            ("bow", "very low and *stay down for a while"),
            ("make", "a long deep bow from the hips"),
            ("bend", "down in a respectful bow, holding it"),
        ),
        ("deep formal bow", "japanese bow, held low"),
        who=("a butler", "a humble servant"),
        shakes=3.0,
        takes=2,
    ),
    Stage(
        "prowls like a panther",
        (
            key(0, at=(0, 0.6, 0), pitch=92, bend=-4, nod=-44, **feet(0.14, z=-0.42, down=35),
                **both(0.15, 0.06, 0.5, room=True), **elbows(1, -0.2, -0.5), main_hand=(0, 0, 1), off_hand=(0,
                0, 1)),
            *(key(0.42, at=(0.05 * x, 0.6, 0.2 * (k + 1)), roll=7 * x, twist=8 * x, tilt=-6 * x, look=16 * x,
                **{
                f"{near}_room": (0.1 * x, 0.06, 0.5 + 0.2 * (k + 2)),
                f"{far}_foot": (-0.12 * x, 0, -0.42 + 0.2 * (k + 2))})
              for k, (near, far, x) in enumerate(_SIDES * 5)),
            key(0.3, nod=-50),
        ),
        (
            ("slink", "along on hands and feet like a panther"),
            ("stalk", "along on hands and feet like a big cat, shoulders rolling"),
            ("creep", "forward like a tiger, on hands and feet"),
        ),
        ("panther prowl", "big cat stalking on all fours"),
        shakes=4.0,
        takes=2,
    ),
    Stage(
        "wakes up",
        (
            key(0, at=(0, 0.15, 0), pitch=-87, main_foot=(0.12, 0, 0.86), off_foot=(-0.12, 0, 0.86),
                main_toe=(0, 15), off_toe=(0, 15), **both(0.3, -0.3, 0.06)),
            key(0.7, look=30),
            key(0.7, pitch=-40, bend=34, nod=10, at=(0, 0.14, 0), look=0, **both(0.34, -0.2, 0.0),
                **elbows(0.8, -0.2, -0.6)),
            key(0.4, pitch=-6, bend=18, nod=16, at=(0, 0.13, 0)),
            key(0.4, **both(0.075, 0.26, 0.24), **elbows(1, -0.7, 0.2), main_hand=(-0.4, 1, -0.3),
                off_hand=(0.4, 1, -0.3)),
            *(key(0.2, **both(x, 0.26 + y, 0.24), nod=16 + 200 * y)
              for x, y in ((0.06, 0.03), (0.09, 0.0), (0.06, -0.02), (0.08, 0.02), (0.06, 0.0))),
            key(0.3, **both(0.36, 0.2, 0.1), main_hand=None, off_hand=None, nod=0),
            key(0.5, **both(0.42, 0.58, 0.0), **elbows(1, 0.1, -0.2), bend=-8, nod=-30),
            key(0.5),
            key(0.5, **both(0.3, -0.26, 0.2), **elbows(0.8, -0.4, -0.4), bend=22, nod=6),
        ),
        (
            ("wake", "up, *sit up in bed and *rub the eyes"),
            ("sit", "up from lying, *rub both eyes and *stretch"),
            ("sit", "up in bed, still sleepy, and *stretch the arms"),
        ),
        ("waking up, rubbing the eyes", "sit up in bed and stretch"),
        who=("a sleepy child",),
        shakes=3.0,
        takes=2,
    ),
)
