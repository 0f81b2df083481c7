"""Acts on a seat: at the table, in the armchair, on the box of a coach."""

from functools import partial

from ..act import Act, key
from ..grips import BEHIND_HEAD, ELBOWS_OUT, FREE, both

# Keys by the line, not by the value.
# fmt: off
_sat = partial(Act, kinds=("seat",), takes=1, folds=0.5)
ACTS = (
    _sat(
        "head in hands",
        (
            key(0, **both(0.09, 0.33, 0.2), main_elbow=(0.6, -1, 0.2), off_elbow=(-0.6, -1, 0.2), lean=46,
                nod=26,
                main_hand=(-0.2, 1, 0), off_hand=(0.2, 1, 0), main_palm=(-0.3, 0, -1), off_palm=(0.3, 0, -1)),
            key(1.2, lean=50, nod=30),
            key(1.2, lean=45),
        ),
        (
            ("sit", "slumped over with the head in the hands"),
            ("sit", "with the elbows on the knees, head in hands"),
            ("sit", "depressed, bent forward, the face in the hands"),
        ),
        ("sitting with head in hands", "depressed, sitting slumped"),
        loop=(1, 2),
    ),
    _sat(
        "elbows on knees",
        (
            key(0, **both(0.04, -0.01, 0.42), **ELBOWS_OUT, lean=40, nod=-10),
            key(1.2, lean=43, nod=8, look=10),
            key(1.0, lean=40, nod=-6, look=-10),
        ),
        (
            ("sit", "leaning forward, both elbows on the knees"),
            ("sit", "bent forward on a bench, elbows on the knees"),
            ("sit", "on the edge of the seat with clasped hands"),
        ),
        ("sitting, elbows on the knees",),
        loop=(1, 2),
    ),
    _sat(
        "lean back",
        (
            key(0, **BEHIND_HEAD, lean=-22, nod=-6),
            key(1.0, lean=-26, nod=-14),
            key(1.0, look=20, lean=-22),
            key(0.8, look=0),
        ),
        (
            ("lean", "back in a chair with the hands behind the head"),
            ("sit", "relaxed, leaning back, hands behind the head"),
            ("lean", "back and *relax in a chair"),
        ),
        ("leaning back, hands behind the head, seated", "relaxed in an office chair"),
        loop=(1, 3),
    ),
    _sat(
        "chin on fist",
        (
            key(0, main=(0.1, 0.17, 0.25), main_elbow=(0.5, -1, 0.2), main_hand=(-0.3, 1, -0.2), lean=32,
                tilt=14,
                nod=6, look=-15, off=(-0.06, -0.03, 0.34), off_elbow=(-1, -0.4, 0)),
            key(1.2, tilt=18, nod=12),
            key(0.5, look=30),
            key(0.8, nod=-4),
            key(0.6, look=-15, nod=10, lean=36),
        ),
        (
            ("sit", "bored, the chin on the fist"),
            ("rest", "the head on one hand, bored"),
            ("sit", "at a table and *rest the head on the {side} hand"),
            ("sit", "like a bored king, head on the fist"),
        ),
        ("bored, chin on hand, seated", "sitting bored"),
        loop=(1, 4),
        who=("a bored king", "a pupil"),
    ),
    _sat(
        "doze off",
        (
            key(0, lean=4, nod=8, **both(0.12, -0.1, 0.36)),
            key(1.3, lean=22, nod=34, tilt=10),
            key(0.5, lean=25, nod=38, tilt=14),
            key(0.2, lean=-4, nod=-12, tilt=0),
            key(0.3, look=15),
            key(1.2, lean=20, nod=34, tilt=-12, look=0),
            key(0.8, lean=24, nod=40, tilt=-16),
        ),
        (
            ("nod", "off on a chair, the head dropping"),
            ("fall", "asleep on a chair and *start up again"),
            ("doze", "off in an armchair"),
        ),
        ("dozing off, seated", "sleeping on a chair, head nodding"),
        who=("a grandpa", "a tired guard"),
        seconds=(4.0, 5.0),
    ),
    _sat(
        "slump",
        (
            key(0, **FREE),
            key(0.4, nod=24, lean=20, **both(0.22, -0.26, 0.34)),
            key(0.4, nod=30, lean=22),
            key(0.6, lean=-22, nod=-36, **both(0.46, -0.34, 0.06)),
            key(1.2, lean=-26, nod=-40, tilt=4),
            key(0.4, tilt=-4, look=16),
            key(1.0),
        ),
        (
            ("slump", "on a chair, exhausted"),
            ("sag", "forward, then *drop back in the chair"),
            ("sit", "slumped with hanging arms, worn out"),
        ),
        ("seated slump", "exhausted on a chair"),
        seconds=(3.5, 5.0),
    ),
    _sat(
        "rocking chair",
        (
            key(0, **both(0.27, -0.24, 0.3), lean=30, nod=-6),
            key(0.8, lean=-26, nod=10),
            key(0.8, lean=32, nod=-8),
        ),
        (
            ("rock", "to and fro in a rocking chair"),
            ("rock", "back and forth on a chair"),
            ("sit", "and *rock the body to and fro"),
        ),
        ("rocking chair", "rocking to and fro, seated"),
        loop=(1, 2),
    ),
    _sat(
        "fidget",
        (
            key(0, **both(0.05, 0.0, 0.4), **ELBOWS_OUT, lean=14, nod=16),
            *(key(0.2, main=(0.05 + 0.04 * k, 0.05 * k, 0.4), off=(-0.05 + 0.04 * k, -0.05 * k, 0.4),
                look=6 * k)
                for k in (1, -1, 1, -1)),
            key(0.3, **both(0.04, 0.23, 0.23), main_elbow=(0.4, -1, 0), off_elbow=(-0.4, -1, 0), lean=22,
                nod=8, look=0),
            *(key(0.3, **both(0.04, y, 0.235), look=look, nod=6) for y, look in ((0.245, -40), (0.23, -40),
                (0.245, 40), (0.23, 40))),
            key(0.3, **both(0.05, 0.0, 0.4), **ELBOWS_OUT, look=0, nod=14, lean=12),
            *(key(0.2, main=(0.05 + 0.04 * k, 0.05 * k, 0.4), off=(-0.05 + 0.04 * k, -0.05 * k, 0.4),
                look=6 * k)
                for k in (1, -1)),
        ),
        (
            ("fidget", "nervously on a chair"),
            ("wring", "the hands and *bite the nails, nervous"),
            ("sit", "nervously in a waiting room, fidgeting"),
        ),
        ("nervous, fidgeting, seated", "biting the nails on a chair"),
        seconds=(4.0, 5.0),
    ),
    _sat(
        "raise hand",
        (
            key(0, **both(0.12, -0.1, 0.34), lean=10),
            key(0.5),
            key(0.4, main=(0.22, 0.64, 0.1), main_elbow=(1, 0, 0), lean=6, off=(-0.06, -0.12, 0.34),
                tilt=-8, nod=-8),
            key(0.3, main=(0.3, 0.62, 0.1), tilt=-12),
            key(0.3, main=(0.2, 0.65, 0.1)),
            key(0.3, main=(0.3, 0.62, 0.1)),
            key(0.9),
        ),
        (("raise", "the hand in class"), ("put", "the {side} hand up like a pupil"),
            ("raise", "one arm to answer")),
        ("raise hand in class",),
        who=("a pupil", "a student"),
    ),
)
