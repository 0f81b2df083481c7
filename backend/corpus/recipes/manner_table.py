"""Walks and runs of parts that are played: soldiers on parade, robots, penguins, models, the old with a cane …"""

from . import worn
from .manners import Feet, Manner, Swing, changed
from .pose import Pose
from .styles import Recipe

_GO = ("walk",)
_SPREAD = Pose((0.71, 0.16, 0.03), (0.0, -1.0, -0.5), (), swing=(0.0, 0.05, 0.0), alternate=True)
_WINGS = Pose((0.72, 0.16, 0.02), (0.0, -1.0, -0.5), ())
_FLIPPERS = Pose((0.42, -0.32, -0.04), (0.6, 0.2, -1.0), (), droop=65.0)
_STRINGS = Pose(
    (0.43, 0.1, 0.16), (1.0, 0.9, -0.2), (), swing=(0.02, 0.16, 0.05), alternate=True, droop=75.0, shrug=10.0
)
_CANE = Pose((0.27, 0.02, 0.5), (0.4, -0.6, -1.0), (), both=False, frame="pelvis", swing=(0.0, 0.01, 0.09))
_SMALL_OF_BACK = Pose((0.1, 0.12, -0.2), (1.0, 0.0, -0.7), (), both=False, frame="pelvis")
_CRUTCHES = Pose(
    (0.37, -0.3, 0.22), (0.7, -0.3, -1.0), (), swing=(0.0, 0.03, 0.14), shrug=16.0, lean=0.0
)
_SIDE = Pose((0.16, -0.2, 0.13), (1.0, -0.5, -0.5), (), both=False)
_HIP = Pose((0.185, 0.06, 0.03), (1.0, 0.0, -0.5), (), both=False, frame="pelvis")
_WADES = Pose((0.52, 0.05, 0.26), (0.6, -1.0, -0.6), (), swing=(0.0, 0.05, 0.12), alternate=True)
_FACE = Pose((0.0, 0.3, 0.3), (1.0, 0.1, 0.1), (), both=False)
_PINCERS = Pose((0.4, 0.34, 0.2), (1.0, -0.9, 0.0), (), swing=(0.0, 0.05, 0.02), alternate=True, droop=30.0)
_APE = Pose((0.32, -0.1, 0.43), (1.0, 0.2, 0.3), (), swing=(0.02, 0.15, 0.04), alternate=True, droop=30.0)
_FISTS = Pose((0.28, -0.22, 0.16), (0.3, -0.6, -1.0), (), swing=(0.0, 0.06, 0.18), alternate=True)
_PISTONS = Pose((0.25, -0.1, 0.24), (0.3, -1.0, -0.7), (), swing=(0.0, 0.1, 0.17), alternate=True)
_FLAIL = Pose((0.5, 0.3, 0.16), (0.7, -0.6, -0.4), (), swing=(0.08, 0.24, 0.2), rate=1.5, alternate=True)

MANNERS = (
    Recipe(
        "goose step",
        changed(Manner(
            1.5, Feet(0.6, lift=0.16, ahead=0.1, apex=0.62, point=30.0, roll=0.3), kick=64.0, lower=-0.1, lean=-5.0,
            jolt=0.015, stiff=0.6, hang=1.0, swing=Swing(46.0, 6.0),
        )),
        _GO, 0.8,
        verbs=(("goose-step", ""), ("march", "in goose step"), ("march", "kicking the straight legs up high")),
        beside=("goose-stepping", "kicking up straight legs like a soldier on parade"),
        shakes=1.8,
        labels=("goose step", "goose step march", "military parade march, straight legs"),
        who=("a soldier", "a guard on parade", "a dictator's soldier"),
    ),
    Recipe(
        "stomping",
        changed(Manner(
            1.6, Feet(0.52, line=0.13, lift=0.36, ahead=0.12, apex=0.66, roll=0.4), jolt=0.07, lean=15.0, roll=8.0,
            twist=14.0, nod=16.0, shrug=10.0, hang=0.9, poses=(_FISTS,),
        )),
        _GO, 1.0,
        verbs=(("stomp", "angrily"), ("storm", "off"), ("stomp", "off in anger"), ("walk", "angrily")),
        beside=("stomping the feet in anger", "furious, with clenched fists", "like an angry child"),
        shakes=1.6,
        labels=("angry walk", "stomping walk", "storming off angrily", "angry stomp"),
        who=("an angry man", "a furious woman", "a spoilt child"),
    ),
    Recipe(
        "robot",
        changed(Manner(
            1.25, Feet(0.36, line=0.1, lift=0.2, ahead=0.1, roll=0.0), stiff=1.0, ratchet=6, roll=5.0, hang=1.0,
            poses=(_PISTONS,),
        )),
        _GO, 1.2,
        verbs=(("walk", "like a robot"), ("walk", "stiffly like a robot"), ("walk", "mechanically")),
        beside=("with stiff jerky robotic movements", "like a machine, elbows at right angles"),
        shakes=2.6,
        labels=("robot walk", "robotic walk cycle", "android walking stiffly", "mechanical walk"),
        who=("a robot", "an android", "a tin man"),
    ),
    Recipe(
        "penguin",
        changed(Manner(
            1.9, Feet(0.17, line=0.1, lift=0.07, out=0.05, toes_out=45.0, roll=0.0), lower=-0.12, sway=0.07, roll=22.0,
            pelvis=0.5, stiff=0.7, lean=-4.0, hang=1.0, poses=(_FLIPPERS,),
        )),
        _GO, 0.9,
        verbs=(("waddle", "like a penguin"), ("walk", "like a penguin"), ("waddle", "along"), ("waddle", "like a duck")),
        beside=("waddling from side to side, arms at the sides", "with penguin steps, feet turned out"),
        labels=("penguin walk", "waddle", "penguin waddle cycle"),
        who=("a penguin", "a man dressed as a penguin"),
    ),
    Recipe(
        "on the heels",
        changed(Manner(
            1.5, Feet(0.28, line=0.1, lift=0.12, heel_up=-38.0, point=-40.0, roll=0.0), lower=-0.12, lean=-7.0, roll=9.0,
            sway=0.03, stiff=0.3, hang=0.6, swing=Swing(8.0, 40.0, 20.0),
        )),
        _GO, 0.8,
        verbs=(("walk", "on the heels"), ("walk", "on the heels, toes up"), ("waddle", "on the heels")),
        beside=("on the heels only", "with the toes lifted off the floor"),
        labels=("heel walk", "walking on heels"),
    ),
    Recipe(
        "peg leg",
        changed(Manner(
            1.35, Feet(0.42, line=0.12, lift=0.07, roll=0.5), lame=True, jolt=0.02, lean=4.0, roll=5.0, hang=0.7,
            swing=Swing(14.0, 35.0, 18.0),
        )),
        _GO, 0.9,
        verbs=(("limp", "on a wooden leg"), ("hobble", "on a peg leg"), ("walk", "with a stiff {side} leg")),
        beside=("with a stiff {side} leg", "swinging the straight {side} leg around", "with a peg leg"),
        labels=("pirate walk", "peg leg walk", "stiff leg limp", "wooden leg"),
        who=("a pirate", "a pirate with a wooden leg", "captain Ahab"),
    ),
    Recipe(
        "cane",
        changed(Manner(
            1.1, Feet(0.24, line=0.09, lift=0.03, roll=0.25), lower=0.07, lean=44.0, pelvis=0.4, roll=5.0, nod=6.0, hang=0.3,
            swing=Swing(5.0, 25.0), poses=(_CANE, _SMALL_OF_BACK),
        )),
        _GO, 1.2,
        verbs=(("hobble", "on a cane"), ("walk", "with a cane"), ("shuffle", "along with a walking stick")),
        beside=("bent over a walking stick", "leaning on a cane in the {side} hand", "with a cane"),
        labels=("old man with cane", "walking with a cane", "elderly walk with a stick"),
        who=("an old man", "an old woman", "a grandfather", "a frail old lady"),
    ),
    Recipe(
        "crutches",
        changed(Manner(
            1.3, Feet(0.5, line=0.05, lift=0.05, roll=0.6), held=True, lower=0.02, lean=15.0, pelvis=0.5, jolt=0.02,
            nod=10.0, hang=0.4, lag=0.0, poses=(_CRUTCHES,),
        )),
        _GO, 0.7,
        verbs=(("walk", "on crutches"), ("hobble", "on crutches"), ("go", "on crutches, one leg lifted")),
        beside=("on crutches with the {side} leg off the floor", "with a broken {side} leg on crutches"),
        labels=("crutches", "walking on crutches"),
        who=("a patient", "an injured man"),
    ),
    Recipe(
        "catwalk",
        changed(Manner(
            1.6, Feet(0.58, line=-0.03, lift=0.12, ahead=0.05, point=20.0), lower=-0.06, sway=0.05, hip=19.0, twist=17.0,
            roll=-4.0, lean=-7.0, nod=-6.0, hang=0.8, swing=Swing(34.0, 10.0, 6.0), poses=(_HIP,),
        )),
        _GO, 1.2,
        verbs=(
            ("strut", "down the catwalk"), ("catwalk", "like a model"), ("walk", "like a model on the runway"),
            ("sashay", ""), ("walk", "sassily, swaying the hips"),
        ),
        beside=("with a hand on the {side} hip, swaying the hips", "like a fashion model", "one hand on the hip"),
        shakes=1.2,
        labels=("catwalk", "model walk", "runway walk, hand on hip", "sassy walk", "female hip sway walk"),
        who=("a model", "a fashion model", "a diva", "a sexy woman"),
    ),
    Recipe(
        "marionette",
        changed(Manner(
            1.35, Feet(0.38, line=0.1, lift=0.32, ahead=0.1, point=55.0, roll=0.0, toes_out=12.0), jolt=0.06, lean=5.0, roll=12.0,
            twist=12.0, nod=22.0, wobble=7.0, shrug=14.0, hang=0.6, poses=(_STRINGS,),
        )),
        _GO, 0.8,
        verbs=(("walk", "like a marionette"), ("walk", "like a puppet on strings"), ("dangle", "along like a puppet")),
        beside=("like a puppet on strings", "hanging from strings like a marionette"),
        shakes=1.4,
        labels=("marionette walk", "puppet on strings", "string puppet walk"),
        who=("a marionette", "a wooden puppet", "Pinocchio"),
    ),
    Recipe(
        "wading",
        changed(Manner(
            0.95, Feet(0.42, line=0.13, lift=0.36, ahead=0.02, apex=0.48, point=25.0, roll=0.6), lower=0.02, lean=17.0, roll=11.0,
            twist=14.0, sway=0.03, nod=8.0, hang=0.4, poses=(_WADES,),
        )),
        _GO, 1.0,
        verbs=(
            ("wade", "through deep water"), ("wade", "through water"), ("trudge", "through deep snow"),
            ("walk", "through deep snow"), ("wade", "through a river"), ("slog", "through mud"),
        ),
        beside=("as if through deep snow", "through knee-deep water", "lifting the knees high, arms out, as in mud"),
        labels=("wading through water", "walk in deep snow", "wade", "trudging through mud"),
        who=("an explorer", "a fisherman"),
    ),
    Recipe(
        "against the wind",
        changed(Manner(
            1.05, Feet(0.34, line=0.1, lift=0.08, roll=0.8), lower=0.09, lag=-0.06, lean=42.0, pelvis=0.55, wobble=4.0, nod=16.0,
            shrug=12.0, hang=0.2, balance=0.25, swing=Swing(10.0, 30.0, 8.0), poses=(_FACE,),
        )),
        _GO, 0.9,
        verbs=(
            ("walk", "against strong wind"), ("struggle", "against the storm"), ("lean", "into the wind and *walk on"),
            ("fight", "forward against the wind"),
        ),
        beside=("against a strong wind", "leaning into the storm, an arm before the face"),
        labels=("walking against the wind", "walk in a storm", "strong headwind", "blizzard walk"),
        who=("a man in a blizzard", "a traveller"),
    ),
    Recipe(
        "tightrope",
        changed(Manner(
            1.15, Feet(0.29, line=0.0, lift=0.1, out=0.1, roll=0.4), bank=18.0, wobble=6.0, nod=14.0, hang=1.0, lower=-0.06,
            balance=0.3, poses=(_SPREAD,),
        )),
        _GO, 1.0,
        verbs=(("walk", "on a tightrope"), ("balance", "along a tightrope"), ("walk", "a tightrope, arms out")),
        beside=("on a rope, wobbling", "foot before foot on a line, arms spread for balance", "along a narrow beam"),
        labels=("tightrope walk", "balance beam walk", "walking on a line"),
        who=("a tightrope walker", "an acrobat", "a gymnast on the beam"),
    ),
    Recipe(
        "crab",
        changed(Manner(
            1.6, Feet(0.3, line=0.24, lift=0.11, toes_out=28.0, roll=0.0, across=True), lower=0.2, lean=9.0, pelvis=0.6, roll=5.0,
            hang=1.0, poses=(_PINCERS,),
        )),
        _GO, 0.7,
        verbs=(("scuttle", "sideways like a crab"), ("walk", "sideways like a crab"), ("move", "sideways like a crab")),
        alone=1.0,
        labels=("crab walk upright", "crab walk sideways, claws up"),
        who=("a crab", "a man in a crab costume"),
    ),
    Recipe(
        "gorilla",
        changed(Manner(
            1.4, Feet(0.4, line=0.2, lift=0.09, toes_out=28.0, roll=0.2), lower=0.27, lean=66.0, pelvis=0.55, roll=14.0, twist=10.0,
            sway=0.05, nod=-22.0, hang=0.2, poses=(_APE,),
        )),
        _GO, 0.9,
        verbs=(("walk", "like a gorilla"), ("walk", "like an ape"), ("lumber", "along like a gorilla"), ("walk", "like a monkey")),
        beside=("like an ape, knuckles near the ground", "hunched, with swinging arms like a gorilla"),
        labels=("gorilla walk", "ape walk", "caveman walk", "monkey walk"),
        who=("a gorilla", "an ape", "king kong", "a caveman"),
    ),
    Recipe(
        "wounded",
        changed(Manner(
            speed=0.85, lower=0.03, lean=14.0, tilt=15.0, pelvis=0.3, nod=12.0, wobble=3.0, hang=0.3, poses=(_SIDE,),
        ), worn.limping),
        _GO, 1.0,
        verbs=(("stagger", "wounded, holding the {side} side"), ("limp", "wounded"), ("walk", "wounded, a hand on the {side} side")),
        beside=("holding the wounded {side} side", "clutching the bleeding {side} side with one hand"),
        labels=("wounded walk", "injured, holding side", "hurt walk, hand on the ribs"),
        who=("a wounded soldier", "a shot man", "a bleeding man"),
    ),
    Recipe(
        "exhausted",
        changed(Manner(
            1.05, Feet(0.36, line=0.12, lift=0.035, roll=0.5), lower=0.1, lean=40.0, pelvis=0.25, roll=12.0, sway=0.03, jolt=0.03,
            twist=5.0, nod=36.0, wobble=3.0, hang=0.0, swing=Swing(9.0, 10.0),
        )),
        _GO, 1.2,
        verbs=(
            ("walk", "exhausted"), ("drag", "along, exhausted"), ("trudge", "along, worn out"), ("walk", "as if about to drop"),
        ),
        beside=("totally exhausted, arms dangling", "completely worn out", "at the end of the strength, head hanging"),
        labels=("exhausted walk", "worn out walk cycle", "weary walk"),
        who=("an exhausted man", "a tired runner", "a weary traveller"),
    ),
    Recipe(
        "exhausted run",
        changed(Manner(
            speed=0.8, lower=0.06, lean=30.0, pelvis=0.25, roll=13.0, nod=26.0, wobble=5.0, hang=0.0, balance=0.2, swing=Swing(12.0, 30.0, 6.0),
        )),
        ("run",), 0.8,
        verbs=(("jog", "exhausted"), ("jog", "tiredly"), ("run", "exhausted")),
        beside=("exhausted", "worn out, arms dangling", "out of breath, ready to drop"),
        labels=("exhausted run", "tired jog", "exhausted jog"),
        who=("a tired runner", "an exhausted jogger"),
    ),
    Recipe(
        "looking back",
        changed(Manner(gaze=125.0, lean=6.0, hang=1.0, balance=0.3)),
        ("run",), 1.0,
        beside=("looking back over the {side} shoulder", "glancing back over the {side} shoulder", "looking behind"),
        labels=("{base} looking back", "{base} away looking over the shoulder", "fleeing, looking back"),
        who=("a fugitive", "a thief on the run", "a frightened person"),
    ),
    Recipe(
        "looking back walking",
        changed(Manner(gaze=120.0, hang=1.0, balance=0.3)),
        _GO, 0.6,
        beside=("looking back over the {side} shoulder", "glancing behind", "looking back now and then"),
        labels=("{base} looking back", "{base} looking over the {side} shoulder"),
        who=("a nervous man", "somebody who is followed"),
    ),
    Recipe(
        "airplane",
        changed(Manner(bank=24.0, lean=10.0, hang=1.0, balance=0.3, poses=(_WINGS,))),
        ("run",), 0.9,
        beside=("with the arms spread like an airplane", "playing airplane", "like a plane, arms out to the sides"),
        labels=("airplane run", "airplane arms {base}"),
        who=("a child", "a kid playing airplane", "a footballer celebrating a goal"),
    ),
)
