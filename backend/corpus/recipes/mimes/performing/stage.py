"""Acts for those who watch: jugglers, bodybuilders, rock stars, mimes, mages."""

from ..act import Act, key
from ..grips import FREE, both

# Keys by the line, not by the value.
# fmt: off
_STRUM = {"off": (-0.6, 0.14, 0.22), "off_elbow": (-0.3, -1, -0.2), "off_hand": (-0.6, 1, 0.2)}
# Dumbbells hang, the palms ahead.
_HANGS = {**both(0.25, -0.36, 0.05), "main_elbow": (0.3, -0.3, -1), "off_elbow": (-0.3, -0.3, -1),
          "main_palm": (-0.2, 0, 1), "off_palm": (0.2, 0, 1)}


def _curl(hand, x, lean):
    """One forearm up about an elbow that stays at the side, a squeeze, and slowly down again."""

    def at(y, z, palm, **more):
        return {hand: (x * (0.25 - 0.1 * max(y, 0.0)), y, z), f"{hand}_palm": palm, **more}

    return (
        key(0.24, **at(-0.14, 0.26, (0, 1, 0.2), lean=lean - 3, look=14 * x, nod=10, tilt=3 * x)),
        key(0.24, **at(0.1, 0.21, (0, 0.5, -1), lean=lean - 6, shift=0.012 * x)),
        key(0.22, **at(0.13, 0.18, (0, 0.3, -1), nod=12)),
        key(0.34, **at(-0.14, 0.26, (0, 1, 0.2), lean=lean - 2, tilt=0, shift=0)),
        key(0.3, **at(-0.36, 0.05, (-0.2 * x, 0, 1), lean=lean, look=0, nod=2)),
    )


ACTS = (
    Act(
        "juggle",
        (
            key(0, main=(0.26, -0.16, 0.3), off=(-0.24, 0.3, 0.36), nod=-22, look=-8, main_palm=(0, 1, 0),
                off_palm=(0, 1, 0)),
            key(0.26, main=(0.16, 0.1, 0.36), off=(-0.32, 0.0, 0.32), nod=-26),
            key(0.14, main=(0.24, 0.32, 0.36), off=(-0.26, -0.16, 0.3), look=8),
            key(0.26, main=(0.32, 0.0, 0.32), off=(-0.16, 0.1, 0.36), nod=-22),
            key(0.14, main=(0.26, -0.16, 0.3), off=(-0.24, 0.32, 0.36), look=-8),
        ),
        (("juggle", "three balls"), ("juggle", ""), ("juggle", "clubs, looking up")),
        ("juggling", "juggler"),
        who=("a juggler", "a clown"),
        loop=(1, 4),
        takes=1,
    ),
    Act(
        "curls",
        (
            key(0, **_HANGS, nod=2),
            *_curl("main", 1, lean=2),
            *_curl("off", -1, lean=2),
        ),
        (
            ("do", "biceps curls"),
            ("curl", "dumbbells by turns"),
            ("lift", "dumbbells, bending the elbows"),
            ("curl", "one dumbbell after the other, the elbows at the sides"),
        ),
        ("biceps curls", "dumbbell curls", "alternating dumbbell curls"),
        who=("a bodybuilder",),
        stance=(0.14, 0.0),
        loop=(1, 10),
        takes=2,
        seconds=(4.3, 5.3),
    ),
    Act(
        "overhead press",
        (
            key(0, **both(0.22, -0.02, 0.34), lean=58, sink=0.4, nod=-14),
            key(0.6, **both(0.24, 0.16, 0.2), lean=-4, sink=0.12, nod=-4),
            key(0.5),
            key(0.3, sink=0.2),
            key(0.35, **both(0.3, 0.65, 0.06), lean=-8, sink=0.06, nod=-12),
            key(1.2, **both(0.3, 0.66, 0.04), sink=0.0),
        ),
        (
            ("lift", "a barbell from the floor to over the head"),
            ("do", "a clean and jerk"),
            ("jerk", "a barbell overhead and *hold it"),
        ),
        ("clean and jerk", "weightlifter"),
        who=("a weightlifter",),
        stance=(0.3, 0.0),
        takes=1,
        seconds=(3.5, 5.0),
    ),
    Act(
        "flex",
        (
            key(0, **both(0.34, -0.2, 0.12), lean=8, sink=0.06),
            key(0.45, **both(0.4, 0.42, -0.02), main_elbow=(1, -0.3, -0.1), off_elbow=(-1, -0.3, -0.1),
                main_hand=(-0.7, 0.4, 0), off_hand=(0.7, 0.4, 0), lean=-6, nod=-4, sink=0),
            key(0.5),
            key(0.25, **both(0.48, 0.4, 0.02), look=40),
            key(0.25, **both(0.38, 0.42, -0.02), look=50, tilt=6),
            key(0.5),
            key(0.25, **both(0.48, 0.4, 0.02), look=-40, tilt=0),
            key(0.25, **both(0.38, 0.42, -0.02), look=-50, tilt=-6),
            key(0.6),
            key(0.45, **both(0.1, -0.2, 0.3), main_elbow=(1, 0.2, 0), off_elbow=(-1, 0.2, 0), lean=24,
                look=0, nod=4,
                tilt=0, main_hand=None, off_hand=None, sink=0.06),
            key(0.7, lean=28),
        ),
        (
            ("flex", "both biceps like a bodybuilder"),
            ("show", "off the muscles, both arms bent and raised"),
            ("pose", "as a bodybuilder"),
        ),
        ("flexing the biceps", "bodybuilder poses"),
        who=("a bodybuilder", "a strongman"),
        stance=(0.12, 0.1),
        takes=1,
        seconds=(3.5, 5.0),
    ),
    Act(
        "air guitar",
        (
            key(0, main=(0.12, -0.1, 0.3), **_STRUM, twist=-28, lean=-16, nod=-10, sink=0.1, tilt=-10),
            *(
                key(0.17, main=((0.06, -0.3, 0.3), (0.3, -0.04, 0.26))[k % 2], nod=(24, -10)[k % 2],
                lean=(-12, -20)[k % 2])
                for k in range(4)
            ),
            *(
                key(0.2, main=((0.08, -0.16, 0.34), (0.3, -0.04, 0.26))[k % 2], nod=(42, -6)[k % 2],
                lean=(34, 12)[k % 2], off_foot=(0.14, 0.0)[k % 2])
                for k in range(4)
            ),
            key(0.3, main=(0.4, 0.12, 0.3), lean=-14, nod=-24),
            key(0.2, main=(0.06, -0.28, 0.3), lean=4, nod=24),
            key(0.25, main=(0.12, -0.1, 0.3), lean=-16, nod=-10),
        ),
        (
            ("play", "air guitar, banging the head"),
            ("play", "air guitar like a rock star, the strumming arm swinging"),
            ("bang", "the head and *strum an air guitar"),
        ),
        ("air guitar", "rocking out on air guitar"),
        who=("a rock fan", "a rock star"),
        stance=(0.3, 0.2),
        loop=(1, 11),
        shakes=1.4,
        takes=1,
        seconds=(3.5, 5.0),
    ),
    Act(
        "headbang",
        (
            key(0, main=(0.36, 0.6, 0.08), main_elbow=(1, 0, 0), lean=-12, nod=-24, sink=0.06,
                off=(-0.32, -0.34, 0.04)),
            key(0.3, lean=58, nod=46, sink=0.16),
            key(0.08),
            key(0.3, lean=-12, nod=-24, sink=0.06),
            key(0.08),
        ),
        (
            ("bang", "the head to metal, one fist up"),
            ("headbang", "wildly"),
            ("throw", "the head up and down at a concert"),
        ),
        ("headbanging", "headbanging to metal"),
        who=("a metal fan",),
        stance=(0.22, 0.25),
        loop=(1, 4),
        shakes=1.5,
        takes=1,
        seconds=(3.0, 4.5),
    ),
    Act(
        "mime wall",
        (
            key(0, **both(0.24, 0.22, 0.44), main_palm=(0, 0, 1), off_palm=(0, 0, 1), main_hand=(0, 1, 0.05),
                off_hand=(0, 1, 0.05), nod=-4),
            key(0.35),
            key(0.3, main=(0.36, 0.46, 0.32), nod=-16, look=20),
            key(0.3),
            key(0.3, off=(-0.1, 0.5, 0.34), look=-10),
            key(0.3),
            key(0.3, main=(0.46, 0.08, 0.32), look=30, nod=4),
            key(0.3),
            key(0.3, off=(-0.46, 0.1, 0.32), look=-30),
            key(0.3),
            key(0.4, **both(0.24, -0.1, 0.42), look=0, nod=12, sink=0.2),
            key(0.35),
            key(0.4, **both(0.22, 0.18, 0.36), nod=0, sink=0.08, lean=10),
            key(0.3, **both(0.2, 0.2, 0.47), nod=18, lean=26),
            key(0.7),
        ),
        (
            ("feel", "along the invisible walls of a glass box"),
            ("mime", "an invisible wall with flat palms"),
            ("press", "both palms on an invisible wall"),
        ),
        ("mime wall", "mime trapped in a box"),
        who=("a mime", "a pantomime"),
        stance=(0.1, 0.2),
        takes=1,
        seconds=(4.0, 5.0),
    ),
    Act(
        "dab",
        (
            key(0, **FREE),
            key(0.3, sink=0.05, nod=-6),
            key(0.24, main=(-0.2, 0.34, 0.24), off=(-0.6, 0.46, 0.02), main_elbow=(1, 0.5, 0.6), nod=40,
                look=24,
                lean=8, tilt=12, twist=-10, main_hand=(-1, 0.3, 0), off_hand=(-1, 0.5, 0), sink=0.02),
            key(0.9),
            key(0.4, sink=0.04, lean=0, nod=0, look=0, tilt=0, twist=0, **both(0.3, -0.1, 0.2)),
            key(0.24, main=(0.6, 0.46, 0.02), off=(0.2, 0.34, 0.24), off_elbow=(-1, 0.5, 0.6), nod=40,
                look=-24,
                main_hand=(1, 0.5, 0), off_hand=(1, 0.3, 0), lean=8, tilt=-12, twist=10, sink=0.02,
                main_elbow=(0.5, -1, 0)),
            key(1.0),
        ),
        (("dab", ""), ("do", "the dab, the face in the elbow"),
            ("celebrate", "with a dab, one arm straight out")),
        ("dab", "dabbing"),
        takes=1,
    ),
    Act(
        "slow clap",
        (
            key(0, **both(0.42, 0.1, 0.36), main_palm=(-1, 0, 0), off_palm=(1, 0, 0), main_hand=(0.2, 0.4, 1),
                off_hand=(-0.2, 0.4, 1), lean=-12, nod=-12, tilt=6),
            key(0.16),
            key(0.2, **both(0.045, 0.12, 0.42), nod=12, lean=-4),
            key(0.4),
            key(0.3, **both(0.42, 0.1, 0.36), nod=-12, lean=-12),
        ),
        (
            ("clap", "slowly and sarcastically"),
            ("do", "a slow clap, leaning back"),
            ("applaud", "mockingly with slow wide claps"),
        ),
        ("slow clap", "sarcastic applause"),
        loop=(1, 4),
        takes=1,
    ),
    Act(
        "telekinesis",
        (
            key(0, **both(0.34, -0.26, 0.3), main_palm=(0, 1, 0), off_palm=(0, 1, 0), lean=12, sink=0.04,
                nod=8),
            key(1.5, **both(0.42, 0.36, 0.32), lean=-12, sink=0.0, nod=-20),
            key(0.5, **both(0.46, 0.4, 0.28), lean=-14),
            key(0.3, **both(0.16, 0.14, 0.51), main_palm=(0, 0, 1), off_palm=(0, 0, 1), lean=22, nod=-6,
                sink=0.1, main_hand=(0, 1, 0.3), off_hand=(0, 1, 0.3)),
            key(1.0, lean=24),
        ),
        (
            ("lift", "something by the power of the mind and *hurl it away"),
            ("raise", "both arms slowly, palms up, then *thrust them forward"),
            ("cast", "a spell: the arms rise slowly, then *push out"),
        ),
        ("telekinesis", "casting a spell with both arms"),
        who=("a mage", "a sorceress", "a wizard"),
        stance=(0.2, 0.12),
        takes=1,
        seconds=(3.5, 5.0),
    ),
)
