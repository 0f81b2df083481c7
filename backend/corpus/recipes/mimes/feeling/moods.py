"""Acts of feeling, done with the whole body: despair, rage, cold, boredom, shame, joy."""

from ..act import Act, key
from ..grips import BEHIND, CROSSED, ELBOWS_OUT, FACE, FREE, HEAD, both

# Keys by the line, not by the value.
# fmt: off
_STAMP = [
    part
    for main, off, side in ((0.22, 0, -0.05), (0, 0, 0), (0, 0.22, 0.05), (0, 0, 0))
    for part in ({"main_foot": main, "off_foot": off, "shift": side},)
]
ACTS = (
    Act(
        "despair",
        (
            key(0, **FREE, nod=10),
            key(0.4, **HEAD, nod=20, lean=14),
            key(0.45, lean=34, nod=30, twist=24, look=14, tilt=8, sink=0.1),
            key(0.5, twist=-24, look=-14, tilt=-8, lean=30),
            key(0.5, twist=20, look=12, tilt=6, lean=-10, nod=-24, sink=0),
            key(0.5, twist=-16, look=-10, tilt=-6),
            key(0.6, twist=0, look=0, tilt=0, lean=46, nod=36, sink=0.26),
            key(0.45, twist=10, lean=38),
            key(0.45, twist=-8, lean=46),
        ),
        (
            ("clutch", "the head in despair"),
            ("hold", "the head with both hands and *rock in despair"),
            ("despair", "with both hands on the head"),
            ("tear", "at the hair in despair"),
        ),
        ("despair", "hands on the head in despair", "tearing the hair"),
        takes=1,
        seconds=(3.5, 5.0),
    ),
    Act(
        "tantrum",
        (
            key(0, **both(0.3, -0.34, 0.06), nod=8, lean=8),
            *(
                key(0.27, **both(0.34, (-0.35, -0.05)[k % 2], (0.02, 0.22)[k % 2]), **step,
                    lean=(18, 4)[k % 2],
                tilt=(8, 0, -8, 0)[k % 4], nod=(16, -10)[k % 2])
                for k, step in enumerate(_STAMP)
            ),
            *(
                key(0.34, **both(0.34, (-0.3, 0.52)[k % 2], (0.16, 0.1)[k % 2]), lean=(14, -8)[k % 2],
                    nod=(24, -20)[k % 2],
                sink=(0.1, 0.0)[k % 2], tilt=0)
                for k in (1, 0, 1, 0)
            ),
        ),
        (
            ("throw", "a tantrum, stamping the feet"),
            ("stamp", "the feet in a tantrum, pumping both fists"),
            ("stomp", "the feet like an angry child"),
            ("have", "a tantrum"),
        ),
        ("tantrum", "tantrum, stamping feet", "angry stomping on the spot"),
        who=("an angry child", "a toddler", "a kid"),
        loop=(1, 8),
        takes=1,
        shakes=1.5,
        seconds=(3.5, 5.0),
    ),
    Act(
        "sulk",
        (
            key(0, **FREE),
            key(0.3, nod=10),
            key(0.25, main_foot=0.2, shift=-0.05, lean=-4),
            key(0.15, main_foot=0, shift=0, lean=8, sink=0.03),
            key(0.45, **CROSSED, lean=4, nod=14, twist=-30, look=-60, sink=0),
            key(0.5, nod=18, tilt=-5),
            key(1.0, nod=14, look=-70),
            key(0.8, look=-55, nod=20),
        ),
        (
            ("sulk", "with crossed arms"),
            ("stomp", "one foot, *cross the arms and *turn away"),
            ("turn", "away sulking with folded arms"),
        ),
        ("sulking", "stamps a foot and crosses the arms"),
        who=("a child", "an offended girl"),
        takes=1,
    ),
    Act(
        "freezing",
        (
            key(0, main=(-0.17, 0.07, 0.19), off=(0.17, 0.0, 0.24), **ELBOWS_OUT, lean=16, nod=16, sink=0.03),
            *(key(0.2, **step) for step in _STAMP),
        ),
        (
            ("freeze", "and *hug the own body, stamping the feet"),
            ("stamp", "the feet in the cold, arms wrapped around the body"),
            ("hug", "oneself, freezing"),
            ("rub", "the arms and *stamp, cold"),
        ),
        ("freezing idle", "cold, hugging oneself and stamping", "shivering in the cold"),
        loop=(1, 4),
        shake={"main": ((0.0, 0.035, 0.0), 2.2), "off": ((0.0, -0.03, 0.0), 2.2)},
        takes=1,
        seconds=(3.0, 4.5),
    ),
    Act(
        "hug oneself",
        (
            key(0, main=(-0.17, 0.07, 0.19), off=(0.17, 0.0, 0.24), **ELBOWS_OUT, lean=18, nod=18),
            key(1.0, lean=22, nod=22),
            key(1.0, lean=17, nod=16),
        ),
        (
            ("hug", "oneself, freezing cold"),
            ("walk", "with the arms wrapped around the body, freezing"),
            ("walk", "hunched in the cold, hugging the own body"),
        ),
        ("hugging oneself, freezing", "freezing walk, arms wrapped around the body"),
        kinds=("way",),
        loop=(1, 2),
        shake={"main": ((0.0, 0.03, 0.0), 2.2), "off": ((0.0, -0.025, 0.0), 2.2)},
        takes=1,
    ),
    Act(
        "shy",
        (
            key(0, **BEHIND, nod=34, look=25, twist=26, tilt=10, lean=6),
            key(0.6, twist=-30, look=-25, tilt=-12, sink=0.02),
            key(0.25, twist=-32),
            key(0.6, twist=30, look=28, tilt=12, sink=0),
            key(0.25, twist=32),
            key(0.5, twist=0, look=0, tilt=14, nod=-6, sink=0.04),
            key(0.3),
            key(0.4, nod=38, look=35, twist=26, tilt=8),
        ),
        (
            ("twist", "shyly from side to side, hands behind the back"),
            ("sway", "shyly left and right with the hands clasped behind"),
            ("look", "down shyly, twisting the body"),
        ),
        ("shy idle", "shy, hands behind the back", "bashful"),
        who=("a shy girl", "a child", "a bashful boy"),
        loop=(1, 7),
        takes=1,
    ),
    Act(
        "arm across",
        (
            key(0, main=(-0.2, -0.04, 0.13), main_elbow=(1, -0.6, 0), main_hand=(-1, 0.2, -0.2), nod=30,
                look=-30, twist=8, tilt=10,
                lean=8),
            key(0.4, main=(-0.2, 0.05, 0.12), nod=32),
            key(0.4, main=(-0.2, -0.08, 0.13)),
            key(0.4, main=(-0.2, 0.05, 0.12), shift=0.03),
            key(0.4, main=(-0.2, -0.06, 0.13)),
            key(0.6, nod=2, look=20),
            key(0.4),
            key(0.5, shift=-0.03, nod=32, look=-40, twist=-6),
        ),
        (
            ("hold", "the other arm shyly, looking down"),
            ("stand", "shyly with one arm across the body"),
            ("stand", "insecure, one hand holding the other arm"),
        ),
        ("shy, holding one arm", "insecure idle", "timid idle"),
        loop=(1, 7),
        takes=1,
    ),
    Act(
        "shock",
        (
            key(0, **FREE),
            key(0.3),
            key(0.2, **both(0.045, 0.26, 0.22), main_elbow=(0.6, -1, 0.1), off_elbow=(-0.6, -1, 0.1),
                main_hand=(-0.4, 1, -0.1), off_hand=(0.4, 1, -0.1), main_palm=(0, 0, -1), off_palm=(0, 0, -1),
                lean=-18, nod=4, sink=0.12),
            key(1.0, lean=-16),
            key(0.4, lean=-6, look=22, sink=0.06, nod=10),
            key(0.3, look=-22),
            key(0.3, look=18),
            key(0.4, look=0, lean=18, nod=22, sink=0.1),
            key(0.6),
        ),
        (
            ("cover", "the mouth with both hands in shock"),
            ("gasp", "with both hands at the mouth"),
            ("clap", "both hands over the mouth, shocked"),
        ),
        ("shocked, hands over the mouth", "gasp", "shock reaction"),
        takes=1,
    ),
    Act(
        "scream",
        (
            key(0, **both(0.15, 0.2, 0.15), main_elbow=(0.8, -1, 0.1), off_elbow=(-0.8, -1, 0.1),
                main_hand=(-0.2, 1, -0.1), off_hand=(0.2, 1, -0.1), main_palm=(-1, 0, 0), off_palm=(1, 0, 0),
                lean=6, nod=14, sink=0.06),
            key(0.3, **both(0.14, 0.24, 0.12), lean=-20, nod=-18, sink=0.04),
            key(0.5, lean=-22, tilt=5),
            key(0.5, lean=-18, tilt=-5, sink=0.08),
            key(0.4, lean=6, nod=-4, tilt=0, sink=0.12),
            key(0.4, lean=-20, nod=-20, sink=0.05),
            key(0.8, tilt=4),
        ),
        (
            ("scream", "with both hands on the cheeks"),
            ("shriek", "in horror, hands at the face"),
            ("scream", "in terror"),
        ),
        ("scream in horror", "screaming, hands on the cheeks"),
        takes=1,
        seconds=(3.0, 5.0),
    ),
    Act(
        "victory",
        (
            key(0, **both(0.22, -0.1, 0.2), lean=16, nod=10, sink=0.14),
            key(0.3, **both(0.34, 0.63, 0.08), lean=-12, nod=-30, sink=0),
            key(0.9, **both(0.4, 0.61, 0.04), lean=-14),
            key(0.3, **both(0.26, 0.1, 0.24), lean=12, nod=0, sink=0.1),
            key(0.22, **both(0.34, 0.63, 0.08), lean=-10, nod=-28, sink=0),
            key(0.5),
            key(0.3, **both(0.26, 0.1, 0.24), lean=10, nod=0, sink=0.1),
        ),
        (
            ("cheer", "in victory, both fists flung up"),
            ("celebrate", "a victory with both arms in the air"),
            ("throw", "both arms up in triumph"),
        ),
        ("victory", "victory pose, arms up", "win animation"),
        who=("a winner", "an athlete"),
        stance=(0.2, 0.0),
        takes=1,
        loop=(1, 6),
    ),
    Act(
        "sob",
        (
            key(0, **FACE, lean=26, nod=22),
            key(0.3, lean=34, nod=26),
            *(key(0.2, lean=34 - 7 * (k % 2), nod=26 - 4 * (k % 2), sink=0.015 * (k % 2)) for k in range(6)),
        ),
        (
            ("sob", "with the face buried in both hands"),
            ("cry", "with the face in the hands"),
            ("weep", "bent over, hands before the face"),
            ("cry", "bitterly into both hands"),
        ),
        ("sobbing", "crying, face in hands"),
        kinds=("seat", "kneel"),
        folds=0.5,
        loop=(2, 7),
        who=("a widow", "a sad man"),
        takes=1,
        seconds=(3.5, 5.0),
    ),
    Act(
        "hot",
        (
            key(0, main=(0.0, 0.47, 0.24), main_elbow=(1, 0.1, 0.3), main_palm=(0, -0.3, 1), nod=8, lean=8),
            key(0.7, main=(0.22, 0.46, 0.17), nod=-14, look=-10),
            key(0.3, main=(0.36, 0.0, 0.28), main_palm=None, main_elbow=(0.8, -1, 0)),
            *(
                key(0.16, main=((0.2, 0.3, 0.24), (0.27, 0.2, 0.38))[k % 2], nod=-24, look=16, lean=-6)
                for k in range(8)
            ),
            key(0.6, **both(0.2, -0.36, 0.22), lean=30, nod=20, look=0, sink=0.06),
            key(0.7),
        ),
        (
            ("wipe", "the brow and *fan the face in the heat"),
            ("suffer", "from the heat, fanning oneself"),
            ("wipe", "off sweat, *fan and *slump, hot"),
        ),
        ("hot idle, wiping the brow and fanning", "too hot"),
        takes=1,
        seconds=(4.0, 5.0),
    ),
)
