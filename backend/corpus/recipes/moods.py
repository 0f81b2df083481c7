"""Walks of who is afraid, cold, gloomy, cheerful, loaded,
newly on its feet or undead: the arms tell which."""

from . import worn
from .manners import Feet, Manner, Swing, changed
from .pose import Pose
from .styles import Recipe

_GO = ("walk",)
_CLAWS = Pose((0.17, 0.3, 0.42), (0.8, -0.8, 0.0), (), other=(0.2, 0.12, 0.42), droop=45.0, shrug=8.0)
_TODDLES = Pose((0.42, 0.34, 0.1), (1.0, -0.9, -0.2), (), swing=(0.04, 0.1, 0.06), alternate=True)
_HUGS = Pose((-0.15, 0.0, 0.18), (0.8, -1.0, 0.3), (), other=(-0.13, -0.07, 0.21), shrug=16.0)
_CHIN = Pose(
    (0.1, 0.24, 0.24), (0.2, -1.0, 0.1), (), droop=-30.0, shrug=28.0, swing=(0.0, 0.015, 0.0), rate=3.0
)
_POCKETS = Pose((0.22, 0.0, 0.09), (1.0, 0.2, -0.9), (), frame="pelvis")
_HEAVY = Pose((0.17, -0.26, 0.33), (0.7, -0.8, -0.5), (), shrug=-6.0)

MOODS = (
    Recipe(
        "undead",
        changed(
            Manner(lower=0.04, lean=16.0, tilt=16.0, roll=10.0, wobble=6.0, nod=-10.0, hang=0.6,
                balance=0.3,
                   poses=(_CLAWS,)),
            worn.dragging,
        ),
        _GO,
        verbs=(("shamble", "like a zombie"), ("lurch", "like the undead"), ("stagger", "as a zombie")),
        beside=("with one leg dragging and the claws out ahead", "as one of the walking dead"),
        labels=("zombie shamble", "undead walk, arms ahead"),
        who=("a zombie", "the undead", "a monster"),
        takes=2,
    ),
    Recipe(
        "toddler",
        changed(
            Manner(1.7, Feet(0.2, line=0.15, lift=0.11, toes_out=18.0, roll=0.0), lower=0.05, sway=0.05,
                jolt=0.03,
                   roll=14.0, lean=-5.0, bank=8.0, nod=8.0, hang=0.8, poses=(_TODDLES,))
        ),
        _GO,
        verbs=(("toddle", ""), ("totter", "like a toddler"), ("take", "a baby's first steps")),
        beside=("on wide unsteady legs, both arms up", "like a small child that learns to walk"),
        labels=("toddler walk", "baby's first steps"),
        who=("a toddler", "a small child"),
        takes=2,
    ),
    Recipe(
        "freezing",
        changed(
            Manner(2.0, Feet(0.3, line=0.06, lift=0.06, roll=0.6), lower=0.1, lean=38.0, pelvis=0.15,
                roll=4.0,
                   nod=18.0, hang=1.0, poses=(_HUGS,))
        ),
        _GO,
        verbs=(("walk", "freezing"), ("hurry", "along in the cold, hugging oneself")),
        beside=("hugging oneself in the cold", "shivering, both arms wrapped round the body"),
        labels=("cold walk", "freezing walk, arms wrapped round oneself"),
        who=("a freezing man",),
        takes=2,
    ),
    Recipe(
        "frightened",
        changed(
            Manner(1.7, Feet(0.25, line=0.07, lift=0.07, roll=0.4), lower=0.1, lean=-8.0, pelvis=0.2,
                scan=75.0,
                   hang=1.0, wobble=3.0, poses=(_CHIN,))
        ),
        _GO,
        verbs=(("walk", "frightened"), ("walk", "scared, looking about"), ("creep", "along in fear")),
        beside=("scared, both hands at the chin", "afraid, looking left and right"),
        labels=("scared walk", "frightened walk"),
        who=("a scared girl", "a coward"),
        takes=2,
    ),
    Recipe(
        "gloomy",
        changed(
            Manner(0.95, Feet(0.3, line=0.08, lift=0.03, roll=0.5), lower=0.02, lean=24.0, pelvis=0.0,
                roll=5.0,
                   nod=42.0, hang=0.6, poses=(_POCKETS,))
        ),
        _GO,
        verbs=(("walk", "sadly"), ("mope", "along"), ("trudge", "along, sad")),
        beside=("sad, hands in the pockets, head down", "depressed, with a hanging head"),
        labels=("sad walk, hands in pockets", "depressed walk"),
        who=("a sad man", "a loser"),
        takes=2,
    ),
    Recipe(
        "cheerful",
        changed(
            Manner(1.9, Feet(0.55, lift=0.24, ahead=0.12, point=30.0, roll=0.8), jolt=0.05, lean=-8.0,
                roll=-9.0,
                   twist=12.0, nod=-8.0, hang=1.0, swing=Swing(62.0, 30.0, 12.0))
        ),
        _GO,
        verbs=(("walk", "happily"), ("bounce", "along"), ("stroll", "cheerfully, swinging the arms")),
        beside=("happy, with springing steps", "cheerfully, arms swinging high"),
        labels=("happy walk", "bouncy walk", "cheerful walk"),
        who=("a happy boy",),
        shakes=1.8,
        takes=2,
    ),
    Recipe(
        "heavy load",
        changed(
            Manner(1.25, Feet(0.28, line=0.18, lift=0.04, toes_out=26.0, roll=0.2), lower=0.16, lean=-19.0,
                pelvis=0.25, roll=11.0, sway=0.06, jolt=0.05, twist=-6.0, wobble=6.0, nod=-10.0, hang=1.0,
                balance=0.1, poses=(_HEAVY,))
        ),
        _GO,
        verbs=(("carry", "a heavy box"), ("lug", "a heavy crate along"), ("walk", "with a heavy load")),
        beside=("carrying something very heavy", "leaning back under a heavy load in both arms"),
        labels=("heavy carry walk", "carrying a heavy box"),
        who=("a mover", "a worker"),
        shakes=1.4,
        takes=2,
    ),
)  # fmt: skip
