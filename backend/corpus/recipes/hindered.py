"""Walks and runs that something makes hard: water, snow, wind, a rope, heels, who follows behind."""

from .manners import Feet, Manner, Swing, changed
from .pose import Pose
from .styles import Recipe

_GO = ("walk",)
_SPREAD = Pose((0.71, 0.16, 0.03), (0.0, -1.0, -0.5), (), swing=(0.0, 0.05, 0.0), alternate=True)
_WADES = Pose((0.46, -0.02, 0.22), (0.7, -0.8, -0.3), (), swing=(0.03, 0.06, 0.08), alternate=True)
_BLOWN = Pose((0.34, -0.2, -0.26), (0.4, 0.2, -1.0), (), both=False, frame="level", swing=(0.03, 0.06, 0.03))
_FACE = Pose((0.0, 0.3, 0.3), (1.0, 0.1, 0.1), (), both=False)

HINDERED = (
    Recipe(
        "on the heels",
        changed(
            Manner(
                1.5,
                Feet(0.28, line=0.1, lift=0.12, heel_up=-56.0, point=-56.0, roll=0.0),
                lower=-0.12,
                lag=0.03,
                lean=-14.0,
                roll=9.0,
                sway=0.03,
                stiff=0.3,
                hang=0.6,
                swing=Swing(6.0, 25.0, 16.0),
            )
        ),
        _GO,
        0.8,
        verbs=(("walk", "on the heels"), ("walk", "on the heels, toes up"), ("waddle", "on the heels")),
        beside=("on the heels only", "with the toes lifted off the floor"),
        labels=("heel walk", "walking on heels"),
    ),
    Recipe(
        "wading",
        changed(
            Manner(
                0.8,
                Feet(0.42, line=0.13, lift=0.3, ahead=0.02, apex=0.48, point=25.0, roll=0.6),
                lower=0.02,
                lean=24.0,
                roll=14.0,
                twist=18.0,
                sway=0.03,
                nod=8.0,
                hang=0.4,
                poses=(_WADES,),
            )
        ),
        _GO,
        1.0,
        verbs=(
            ("wade", "through deep water"),
            ("wade", "through water"),
            ("trudge", "through deep snow"),
            ("walk", "through deep snow"),
            ("wade", "through a river"),
            ("slog", "through mud"),
        ),
        beside=(
            "as if through deep snow",
            "through knee-deep water",
            "lifting the knees high, arms out, as in mud",
        ),
        labels=("wading through water", "walk in deep snow", "wade", "trudging through mud"),
        who=("an explorer", "a fisherman"),
    ),
    Recipe(
        "against the wind",
        changed(
            Manner(
                1.05,
                Feet(0.34, line=0.1, lift=0.08, roll=0.8),
                lower=0.07,
                lag=-0.2,
                lean=46.0,
                pelvis=0.8,
                wobble=4.0,
                nod=16.0,
                shrug=12.0,
                hang=0.2,
                balance=0.0,
                poses=(_FACE, _BLOWN),
            )
        ),
        _GO,
        0.9,
        verbs=(
            ("walk", "against strong wind"),
            ("struggle", "against the storm"),
            ("lean", "into the wind and *walk on"),
            ("fight", "forward against the wind"),
        ),
        beside=("against a strong wind", "leaning into the storm, an arm before the face"),
        labels=(
            "walking against the wind",
            "walk in a storm",
            "walking into a strong headwind",
            "blizzard walk",
        ),
        who=("a man in a blizzard", "a traveller"),
    ),
    Recipe(
        "tightrope",
        changed(
            Manner(
                1.15,
                Feet(0.29, line=0.0, lift=0.1, out=0.1, roll=0.4),
                bank=18.0,
                wobble=6.0,
                nod=14.0,
                hang=1.0,
                lower=-0.06,
                balance=0.3,
                poses=(_SPREAD,),
            )
        ),
        _GO,
        1.0,
        verbs=(
            ("walk", "on a tightrope"),
            ("balance", "along a tightrope"),
            ("walk", "a tightrope, arms out"),
        ),
        beside=(
            "on a rope, wobbling",
            "foot before foot on a line, arms spread for balance",
            "along a narrow beam",
        ),
        labels=("tightrope walk", "balance beam walk", "walking on a line"),
        who=("a tightrope walker", "an acrobat", "a gymnast on the beam"),
    ),
    Recipe(
        "looking back",
        changed(Manner(gaze=125.0, lean=6.0, hang=1.0, balance=0.3)),
        ("run",),
        1.0,
        beside=(
            "looking back over the {side} shoulder",
            "glancing back over the {side} shoulder",
            "looking behind",
        ),
        labels=("{base} looking back", "{base} away looking over the shoulder", "fleeing, looking back"),
        who=("a fugitive", "a thief on the run", "a frightened person"),
    ),
    Recipe(
        "looking back walking",
        changed(Manner(gaze=120.0, hang=1.0, balance=0.3)),
        _GO,
        0.6,
        beside=("looking back over the {side} shoulder", "glancing behind", "looking back now and then"),
        labels=("{base} looking back", "{base} looking over the {side} shoulder"),
        who=("a nervous man", "somebody who is followed"),
    ),
)
