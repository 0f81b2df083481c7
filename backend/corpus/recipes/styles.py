"""Recipes of made motion that change the gait, the head or the whole body, and what a recipe is."""

from dataclasses import dataclass

from . import exaggerated, gaits, ground, heads, worn


@dataclass(frozen=True)
class Recipe:
    """change(puppet, random, side) makes the motion and says whether it could.

    kinds: of its bases; weight: its share of the made minutes; verbs: instead of a walk's; beside: how it is
    said of who walks so; does: verbs of who stands; labels: short names; who: roles; pose: of the arms, or
    None; shakes: times the jitter that other made motion may have; alone: how often its verbs stand without
    the captured way's words (1 where the way is another); act: an Act of mimes, or None; takes: clips of it
    in a library, 0 for as many as of others of its sort. {side} stands for the side in all of them, {other}
    for the other.
    """

    name: str
    change: object
    kinds: tuple
    weight: float = 1.0
    verbs: tuple = ()
    beside: tuple = ()
    labels: tuple = ()
    who: tuple = ()
    does: tuple = ()
    pose: object = None
    shakes: float = 1.0
    alone: float = 0.0
    act: object = None
    takes: int = 0


_GO = ("walk",)
STYLES = (
    Recipe(
        "crouched",
        gaits.crouched,
        ("walk", "turn", "run", "stand"),
        1.5,
        beside=("crouched", "in a crouch", "with bent knees"),
        labels=("crouched {base}", "crouch {base} cycle"),
        who=("a soldier",),
    ),
    Recipe(
        "sneaking",
        exaggerated.sneaking,
        _GO,
        1.5,
        verbs=(("sneak", ""), ("sneak", "quietly"), ("creep", ""), ("tiptoe", "in a crouch")),
        labels=("sneaking", "stealth walk", "sneak cycle"),
        who=("a thief", "a burglar", "a ninja"),
        shakes=1.3,
    ),
    Recipe(
        "bent over",
        gaits.bent_over,
        ("walk", "turn", "stand"),
        1.0,
        beside=("bent over", "with the upper body bent far forward", "bowed down low"),
        labels=("bent over {base}",),
        who=("an old man", "a hunchback"),
    ),
    Recipe(
        "leaning forward",
        gaits.leaning_forward,
        ("walk", "stand"),
        0.7,
        beside=("leaning forward", "leaning into the wind", "with the upper body tilted forward"),
        labels=("leaning {base}",),
    ),
    Recipe(
        "leaning back",
        gaits.leaning_back,
        ("walk", "stand"),
        0.7,
        beside=("leaning back", "with the upper body leaned backward"),
        labels=("leaning back {base}",),
    ),
    Recipe(
        "limping",
        worn.limping,
        _GO,
        2.0,
        verbs=(("limp", "on the {side} leg"), ("limp", ""), ("hobble", "on the {side} leg")),
        beside=("limping on the {side} leg", "with a limp on the {side} leg", "with a hurt {side} leg"),
        labels=("limp", "injured walk", "wounded walk cycle"),
        who=("an injured person", "a wounded soldier"),
    ),
    Recipe(
        "dragging",
        worn.dragging,
        _GO,
        1.2,
        beside=("dragging the {side} leg", "pulling the {side} leg after"),
        labels=("dragging the {side} leg", "zombie limp"),
        who=("a zombie", "an injured person"),
    ),
    Recipe(
        "marching",
        gaits.marching,
        _GO,
        1.5,
        verbs=(("march", ""), ("march", "like a soldier"), ("march", "with the knees high")),
        beside=("lifting the knees high", "with high knees and swinging arms"),
        labels=("march", "march cycle", "parade march"),
        who=("a soldier", "a toy soldier"),
    ),
    Recipe(
        "tiptoe",
        gaits.on_tiptoe,
        _GO,
        1.5,
        verbs=(("tiptoe", ""), ("walk", "on tiptoe"), ("walk", "on the toes")),
        beside=("on tiptoe", "on the tips of the toes"),
        labels=("tiptoe walk", "tiptoeing"),
    ),
    Recipe(
        "drunk",
        exaggerated.drunk,
        _GO,
        1.5,
        verbs=(("stagger", ""), ("stagger", "as if drunk"), ("lurch", "drunkenly"), ("walk", "drunk")),
        beside=("swaying from side to side", "lurching unsteadily", "unable to keep a straight line"),
        labels=("drunk walk", "stagger", "drunken walk"),
        who=("a drunk", "a drunk man"),
    ),
    Recipe(
        "weary",
        exaggerated.weary,
        _GO,
        1.5,
        verbs=(("trudge", ""), ("plod", "along"), ("walk", "tiredly"), ("walk", "wearily")),
        beside=("exhausted", "with a hanging head", "worn out, head and arms hanging"),
        labels=("tired walk", "exhausted walk", "weary walk"),
        who=("a tired person",),
    ),
    Recipe(
        "old",
        exaggerated.old,
        _GO,
        1.5,
        verbs=(("shuffle", ""), ("walk", "stooped"), ("walk", "like an old man"), ("totter", "along")),
        beside=("with a bent back and short steps", "stooped, with small shuffling steps"),
        labels=("old man walk", "elderly walk", "stooped walk"),
        who=("an old man", "an old woman", "a grandfather", "an elderly person"),
    ),
    Recipe(
        "strutting",
        gaits.strutting,
        _GO,
        1.2,
        verbs=(("strut", ""), ("swagger", ""), ("walk", "proudly"), ("strut", "like a model")),
        beside=("with the chest out and the chin up", "full of pride"),
        labels=("strut", "proud walk", "swagger walk", "confident walk"),
        who=("a proud man", "a show-off"),
    ),
    Recipe(
        "hurried",
        gaits.hurried,
        _GO,
        0.8,
        verbs=(("hurry", ""), ("walk", "hurriedly"), ("rush", "")),
        beside=("in a hurry", "hastily"),
        labels=("hurried walk", "fast walk"),
        who=("a late commuter",),
    ),
    Recipe(
        "nodding",
        heads.nodding,
        ("walk", "stand"),
        1.0,
        beside=("nodding", "while nodding the head"),
        does=(("nod", ""), ("nod", "the head"), ("say", "yes with the head")),
        labels=("nod", "agreeing"),
    ),
    Recipe(
        "shaking the head",
        heads.shaking,
        ("walk", "stand"),
        1.0,
        beside=("shaking the head",),
        does=(("shake", "the head"), ("say", "no with the head")),
        labels=("head shake", "disagreeing"),
    ),
    Recipe(
        "looking around",
        heads.looking_around,
        ("walk", "stand"),
        1.5,
        beside=("looking around", "looking left and right"),
        does=(("look", "around"), ("look", "left and right"), ("search", "around with the eyes")),
        labels=("look around", "alert idle", "searching"),
    ),
    Recipe(
        "looking up",
        heads.looking_up,
        ("walk", "stand"),
        0.5,
        beside=("looking up", "while looking up at the sky"),
        does=(("look", "up"), ("look", "up at the sky")),
        labels=("look up",),
    ),
    Recipe(
        "looking down",
        heads.looking_down,
        ("walk", "stand"),
        0.5,
        beside=("looking down", "with a lowered head"),
        does=(("look", "down"), ("look", "down at the ground")),
        labels=("look down", "sad idle"),
    ),
    Recipe(
        "kneeling",
        ground.kneeling,
        ("stand",),
        1.5,
        does=(
            ("kneel", "down on the {side} knee"),
            ("kneel", "down on one knee"),
            ("go", "down on the {side} knee"),
        ),
        labels=("kneel", "kneel down", "proposal"),
        who=("a knight", "a soldier"),
    ),
    Recipe(
        "kneeling on both",
        ground.kneeling_on_both,
        ("stand",),
        1.0,
        does=(("kneel", "down on both knees"), ("kneel", "down"), ("get", "down on the knees")),
        labels=("kneel on both knees", "kneel down to pray"),
    ),
    Recipe(
        "bow",
        heads.bowing,
        ("stand",),
        1.0,
        does=(("bow", ""), ("bow", "deeply"), ("take", "a bow"), ("bow", "politely")),
        labels=("bow", "bowing"),
        who=("an actor", "a servant"),
    ),
    Recipe(
        "idle",
        lambda puppet, random, side: True,
        ("stand",),
        2.5,
        does=(("stand", "breathing calmly"), ("stand", "idle"), ("wait", ""), ("stand", "still")),
        labels=("idle", "standing idle", "breathing idle", "idle loop", "neutral pose"),
    ),
)
