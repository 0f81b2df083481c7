"""Walks and runs of who is hurt, old with a cane, on crutches or at the end of the strength."""

from . import worn
from .manners import Feet, Manner, Swing, changed
from .pose import Pose
from .styles import Recipe

_GO = ("walk",)
_CANE = Pose((0.27, 0.02, 0.5), (0.4, -0.6, -1.0), (), both=False, frame="pelvis", swing=(0.0, 0.01, 0.09))
_SMALL_OF_BACK = Pose((0.1, 0.12, -0.2), (1.0, 0.0, -0.7), (), both=False, frame="pelvis")
_CRUTCHES = Pose((0.4, -0.26, 0.26), (0.7, -0.1, -1.0), (), frame="level", swing=(0.0, 0.03, 0.2), shrug=24.0)
_SIDE = Pose((0.18, -0.25, 0.2), (1.0, -0.2, -0.5), (), both=False)
_DANGLES = Pose((0.42, -0.3, 0.22), (0.5, 0.2, -1.0), (), both=False, frame="level", swing=(0.03, 0.05, 0.08))

HURT = (
    Recipe(
        "peg leg",
        changed(
            Manner(
                1.35,
                Feet(0.34, line=0.12, lift=0.07),
                balance=0.15,
                lame=True,
                jolt=0.02,
                lean=4.0,
                roll=5.0,
                hang=0.7,
                swing=Swing(14.0, 35.0, 18.0),
            )
        ),
        _GO,
        0.9,
        verbs=(("limp", "on a wooden leg"), ("hobble", "on a peg leg"), ("walk", "with a stiff {side} leg")),
        beside=("with a stiff {side} leg", "swinging the straight {side} leg around", "with a peg leg"),
        labels=("pirate walk", "peg leg walk", "stiff leg limp", "walking on a wooden leg"),
        who=("a pirate", "a pirate with a wooden leg", "captain Ahab"),
    ),
    Recipe(
        "cane",
        changed(
            Manner(
                1.1,
                Feet(0.24, line=0.09, lift=0.03, roll=0.25),
                lower=0.12,
                lean=54.0,
                pelvis=0.4,
                roll=5.0,
                nod=-6.0,
                hang=0.3,
                swing=Swing(5.0, 25.0),
                poses=(_CANE, _SMALL_OF_BACK),
            )
        ),
        _GO,
        1.2,
        verbs=(("hobble", "on a cane"), ("walk", "with a cane"), ("shuffle", "along with a walking stick")),
        beside=("bent over a walking stick", "leaning on a cane in the {side} hand", "with a cane"),
        labels=("old man walking with cane", "walking with a cane", "elderly walk with a stick"),
        who=("an old man", "an old woman", "a grandfather", "a frail old lady"),
    ),
    Recipe(
        "crutches",
        changed(
            Manner(
                1.3,
                Feet(0.5, line=0.05, lift=0.05, roll=0.6),
                held=True,
                lower=0.02,
                lean=22.0,
                pelvis=0.6,
                jolt=0.03,
                nod=14.0,
                hang=0.4,
                lag=0.0,
                poses=(_CRUTCHES,),
            )
        ),
        _GO,
        0.7,
        verbs=(("walk", "on crutches"), ("hobble", "on crutches"), ("go", "on crutches, one leg lifted")),
        beside=("on crutches with the {side} leg off the floor", "with a broken {side} leg on crutches"),
        labels=("walking on crutches", "crutches walk"),
        who=("a patient", "an injured man"),
    ),
    Recipe(
        "wounded",
        changed(
            Manner(
                speed=0.85,
                lower=0.02,
                lean=12.0,
                tilt=22.0,
                pelvis=0.3,
                nod=12.0,
                wobble=3.0,
                hang=0.3,
                poses=(_SIDE, _DANGLES),
            ),
            worn.limping,
        ),
        _GO,
        1.0,
        verbs=(
            ("stagger", "wounded, holding the {side} side"),
            ("limp", "wounded"),
            ("walk", "wounded, a hand on the {side} side"),
        ),
        beside=("holding the wounded {side} side", "clutching the bleeding {side} side with one hand"),
        labels=("wounded walk", "injured walk, holding the side", "hurt walk, hand on the ribs"),
        who=("a wounded soldier", "a shot man", "a bleeding man"),
    ),
    Recipe(
        "exhausted",
        changed(
            Manner(
                1.05,
                Feet(0.36, line=0.12, lift=0.035, roll=0.5),
                lower=0.05,
                lean=34.0,
                pelvis=0.1,
                roll=22.0,
                sway=0.05,
                jolt=0.05,
                twist=5.0,
                nod=60.0,
                wobble=3.0,
                hang=0.0,
                swing=Swing(9.0, 10.0),
            )
        ),
        _GO,
        1.2,
        verbs=(
            ("walk", "exhausted"),
            ("drag", "along, exhausted"),
            ("trudge", "along, worn out"),
            ("walk", "as if about to drop"),
        ),
        beside=(
            "totally exhausted, arms dangling",
            "completely worn out",
            "at the end of the strength, head hanging",
        ),
        labels=("exhausted walk", "worn out walk cycle", "weary walk"),
        who=("an exhausted man", "a tired runner", "a weary traveller"),
    ),
    Recipe(
        "exhausted run",
        changed(
            Manner(
                speed=0.8,
                lower=0.06,
                lean=16.0,
                pelvis=0.15,
                roll=20.0,
                nod=34.0,
                wobble=9.0,
                hang=0.0,
                balance=0.2,
                swing=Swing(12.0, 30.0, 6.0),
            )
        ),
        ("run",),
        0.8,
        verbs=(("jog", "exhausted"), ("jog", "tiredly"), ("run", "exhausted")),
        beside=("exhausted", "worn out, arms dangling", "out of breath, ready to drop"),
        labels=("exhausted run", "tired jog", "exhausted jog"),
        who=("a tired runner", "an exhausted jogger"),
    ),
)
