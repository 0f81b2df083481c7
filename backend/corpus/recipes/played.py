"""Walks and runs of parts that are played: soldiers on parade, robots, penguins, models, puppets, apes."""

from .manners import Feet, Manner, Swing, changed
from .pose import Pose
from .styles import Recipe

_GO = ("walk",)
_WINGS = Pose((0.72, 0.16, 0.02), (0.0, -1.0, -0.5), ())
_FLIPPERS = Pose((0.42, -0.32, -0.04), (0.6, 0.2, -1.0), (), droop=65.0)
_STRINGS = Pose(
    (0.47, -0.08, 0.08),
    (1.0, 1.0, -0.1),
    (),
    swing=(0.02, 0.15, 0.08),
    alternate=True,
    droop=25.0,
    shrug=16.0,
)
_HIP = Pose((0.185, 0.06, 0.03), (1.0, 0.0, -0.5), (), both=False, frame="pelvis")
_PINCERS = Pose((0.4, 0.34, 0.2), (1.0, -0.9, 0.0), (), swing=(0.0, 0.05, 0.02), alternate=True, droop=30.0)
_APE = Pose((0.3, -0.42, 0.3), (1.0, 0.2, -0.4), (), frame="level", swing=(0.03, 0.05, 0.2), alternate=True)
_FISTS = Pose((0.28, -0.22, 0.16), (0.3, -0.6, -1.0), (), swing=(0.0, 0.06, 0.18), alternate=True)
_PISTONS = Pose((0.25, -0.1, 0.24), (0.3, -1.0, -0.7), (), swing=(0.0, 0.1, 0.17), alternate=True)

PLAYED = (
    Recipe(
        "goose step",
        changed(
            Manner(
                1.5,
                Feet(0.6, lift=0.16, ahead=0.1, apex=0.62, point=30.0, roll=0.3),
                kick=64.0,
                balance=0.15,
                lower=-0.1,
                lean=-5.0,
                jolt=0.015,
                stiff=0.6,
                hang=1.0,
                swing=Swing(46.0, 6.0),
            )
        ),
        _GO,
        0.8,
        verbs=(
            ("goose-step", ""),
            ("march", "in goose step"),
            ("march", "kicking the straight legs up high"),
        ),
        beside=("goose-stepping", "kicking up straight legs like a soldier on parade"),
        shakes=1.8,
        labels=("goose step walk", "goose step march", "military parade march, straight legs"),
        who=("a soldier", "a guard on parade", "a dictator's soldier"),
    ),
    Recipe(
        "stomping",
        changed(
            Manner(
                1.6,
                Feet(0.52, line=0.13, lift=0.36, ahead=0.12, apex=0.66, roll=0.4),
                jolt=0.07,
                lean=15.0,
                roll=8.0,
                twist=14.0,
                nod=16.0,
                shrug=10.0,
                hang=0.9,
                poses=(_FISTS,),
            )
        ),
        _GO,
        1.0,
        verbs=(("stomp", "angrily"), ("storm", "off"), ("stomp", "off in anger"), ("walk", "angrily")),
        beside=("stomping the feet in anger", "furious, with clenched fists", "like an angry child"),
        shakes=1.6,
        labels=("angry walk", "stomping walk", "storming off angrily", "angry stomp"),
        who=("an angry man", "a furious woman", "a spoilt child"),
    ),
    Recipe(
        "robot",
        changed(
            Manner(
                1.25,
                Feet(0.36, line=0.1, lift=0.2, ahead=0.1, roll=0.0),
                stiff=1.0,
                ratchet=6,
                roll=5.0,
                hang=1.0,
                poses=(_PISTONS,),
            )
        ),
        _GO,
        1.2,
        verbs=(("walk", "like a robot"), ("walk", "stiffly like a robot"), ("walk", "mechanically")),
        beside=("with stiff jerky robotic movements", "like a machine, elbows at right angles"),
        shakes=2.6,
        labels=("robot walk", "robotic walk cycle", "android walking stiffly", "mechanical walk"),
        who=("a robot", "an android", "a tin man"),
    ),
    Recipe(
        "penguin",
        changed(
            Manner(
                1.9,
                Feet(0.17, line=0.1, lift=0.07, out=0.05, toes_out=45.0, roll=0.0),
                lower=-0.12,
                sway=0.07,
                roll=22.0,
                pelvis=0.5,
                stiff=0.7,
                lean=-4.0,
                hang=1.0,
                poses=(_FLIPPERS,),
            )
        ),
        _GO,
        0.9,
        verbs=(
            ("waddle", "like a penguin"),
            ("walk", "like a penguin"),
            ("waddle", "along"),
            ("waddle", "like a duck"),
        ),
        beside=("waddling from side to side, arms at the sides", "with penguin steps, feet turned out"),
        labels=("penguin walk", "waddle", "penguin waddle cycle"),
        who=("a penguin", "a man dressed as a penguin"),
    ),
    Recipe(
        "catwalk",
        changed(
            Manner(
                1.6,
                Feet(0.58, line=-0.03, lift=0.12, ahead=0.05, point=20.0),
                lower=-0.06,
                sway=0.05,
                hip=19.0,
                twist=17.0,
                roll=-4.0,
                lean=-7.0,
                nod=-6.0,
                hang=0.8,
                swing=Swing(34.0, 10.0, 6.0),
                poses=(_HIP,),
            )
        ),
        _GO,
        1.2,
        verbs=(
            ("strut", "down the catwalk"),
            ("catwalk", "like a model"),
            ("walk", "like a model on the runway"),
            ("sashay", ""),
            ("walk", "sassily, swaying the hips"),
        ),
        beside=(
            "with a hand on the {side} hip, swaying the hips",
            "like a fashion model",
            "one hand on the hip",
        ),
        shakes=1.2,
        labels=("catwalk", "model walk", "runway walk, hand on hip", "sassy walk", "female hip sway walk"),
        who=("a model", "a fashion model", "a diva", "a sexy woman"),
    ),
    Recipe(
        "marionette",
        changed(
            Manner(
                1.35,
                Feet(0.38, line=0.1, lift=0.32, ahead=0.1, point=55.0, roll=0.0, toes_out=12.0),
                jolt=0.06,
                lean=5.0,
                roll=12.0,
                twist=12.0,
                nod=28.0,
                wobble=12.0,
                shrug=14.0,
                hang=0.6,
                poses=(_STRINGS,),
            )
        ),
        _GO,
        0.8,
        verbs=(
            ("walk", "like a marionette"),
            ("walk", "like a puppet on strings"),
            ("dangle", "along like a puppet"),
        ),
        beside=("like a puppet on strings", "hanging from strings like a marionette"),
        shakes=1.4,
        labels=("marionette walk", "puppet on strings walking", "string puppet walk"),
        who=("a marionette", "a wooden puppet", "Pinocchio"),
    ),
    Recipe(
        "crab",
        changed(
            Manner(
                1.6,
                Feet(0.3, line=0.24, lift=0.11, toes_out=28.0, roll=0.0, across=True),
                lower=0.2,
                lean=9.0,
                pelvis=0.6,
                roll=5.0,
                hang=1.0,
                poses=(_PINCERS,),
            )
        ),
        _GO,
        0.7,
        verbs=(
            ("scuttle", "sideways like a crab"),
            ("walk", "sideways like a crab"),
            ("move", "sideways like a crab"),
        ),
        alone=1.0,
        labels=("crab walk upright", "crab walk sideways, claws up"),
        who=("a crab", "a man in a crab costume"),
    ),
    Recipe(
        "gorilla",
        changed(
            Manner(
                1.4,
                Feet(0.4, line=0.2, lift=0.09, toes_out=28.0, roll=0.2),
                lower=0.3,
                lean=78.0,
                pelvis=0.55,
                roll=14.0,
                twist=10.0,
                sway=0.05,
                nod=-22.0,
                hang=0.2,
                poses=(_APE,),
            )
        ),
        _GO,
        0.9,
        verbs=(
            ("walk", "like a gorilla"),
            ("walk", "like an ape"),
            ("lumber", "along like a gorilla"),
            ("walk", "like a monkey"),
        ),
        beside=("like an ape, knuckles near the ground", "hunched, with swinging arms like a gorilla"),
        labels=("gorilla walk", "ape walk", "caveman walk", "monkey walk"),
        who=("a gorilla", "an ape", "king kong", "a caveman"),
    ),
    Recipe(
        "airplane",
        changed(Manner(bank=24.0, lean=10.0, hang=1.0, balance=0.3, poses=(_WINGS,))),
        ("run",),
        0.9,
        beside=(
            "with the arms spread like an airplane",
            "playing airplane",
            "like a plane, arms out to the sides",
        ),
        labels=("airplane run", "airplane arms {base}"),
        who=("a child", "a kid playing airplane", "a footballer celebrating a goal"),
    ),
)
