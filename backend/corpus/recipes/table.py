"""Every recipe of made motion: its name, what it does, what it starts from and how often it is made."""

from dataclasses import dataclass

from . import gaits, ground, heads
from .poses import POSES


@dataclass(frozen=True)
class Recipe:
    """change(puppet, random, side) makes the motion and says whether it could.

    kinds: of its bases; weight: its share of the made minutes; verbs: instead of a walk's; beside: how it is
    said of who walks so; does: verbs of who stands; labels: short names; who: roles; pose: of the arms, or
    None. {side} stands for the side in all of them.
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


_GO, _ALL = ("walk",), ("walk", "stand", "turn")
_STYLES = (
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
        gaits.sneaking,
        _GO,
        1.5,
        verbs=(("sneak", ""), ("sneak", "quietly"), ("creep", ""), ("tiptoe", "in a crouch")),
        labels=("sneaking", "stealth walk", "sneak cycle"),
        who=("a thief", "a burglar", "a ninja"),
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
        gaits.limping,
        _GO,
        2.0,
        verbs=(("limp", "on the {side} leg"), ("limp", ""), ("hobble", "on the {side} leg")),
        beside=("limping on the {side} leg", "with a limp on the {side} leg", "with a hurt {side} leg"),
        labels=("limp", "injured walk", "wounded walk cycle"),
        who=("an injured person", "a wounded soldier"),
    ),
    Recipe(
        "dragging",
        gaits.dragging,
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
        "swaying",
        gaits.swaying,
        _GO,
        1.2,
        verbs=(("stagger", ""), ("stagger", "as if drunk"), ("sway", "from side to side")),
        beside=("swaying from side to side", "unsteadily"),
        labels=("drunk walk", "stagger"),
        who=("a drunk", "a drunk man"),
    ),
    Recipe(
        "tired",
        gaits.tired,
        _GO,
        1.2,
        verbs=(("trudge", ""), ("plod", "along"), ("walk", "tiredly")),
        beside=("exhausted", "with a hanging head", "tiredly"),
        labels=("tired walk", "exhausted walk"),
        who=("a tired person", "an old man"),
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
        _ALL,
        1.0,
        beside=("nodding", "while nodding the head"),
        does=(("nod", ""), ("nod", "the head"), ("say", "yes with the head")),
        labels=("nod", "agreeing"),
    ),
    Recipe(
        "shaking the head",
        heads.shaking,
        _ALL,
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
        "idle",
        lambda puppet, random, side: True,
        ("stand",),
        2.5,
        does=(("stand", "breathing calmly"), ("stand", "idle"), ("wait", ""), ("stand", "still")),
        labels=("idle", "standing idle", "breathing idle", "idle loop", "neutral pose"),
    ),
)

# Poses of arms that go with walks, runs and turns, and how often each is made.
_ARMS = {
    "over head": 1.2,
    "hips": 1.2,
    "crossed": 1.0,
    "carry": 1.2,
    "push": 1.0,
    "point ahead": 0.8,
    "point aside": 0.8,
    "salute": 1.0,
    "shade eyes": 0.8,
    "phone": 1.0,
    "clap": 1.0,
    "guard": 1.5,
    "wave both": 1.0,
    "wave": 1.5,
    "behind back": 1.0,
    "zombie": 1.2,
    "balance": 1.0,
    "stomach": 0.8,
}
# These are done by somebody who stands: walking they look staged.
_KINDS = {
    "push": ("walk",),
    "over head": ("walk", "run", "stand", "turn"),
    "guard": ("walk", "stand", "turn"),
    "zombie": ("walk",),
    "salute": ("walk", "stand"),
    "point ahead": ("walk", "stand"),
    "point aside": ("walk", "stand"),
    "shade eyes": ("walk", "stand"),
    "wave both": ("walk", "stand"),
    "balance": ("walk", "stand"),
    "stomach": ("walk", "stand"),
    "clap": ("walk", "stand"),
    "wave": ("walk", "stand"),
}


def _of_arms(name):
    pose = POSES[name]
    return Recipe(
        name,
        None,
        _KINDS.get(name, _ALL),
        _ARMS[name],
        beside=pose.beside,
        labels=tuple(f"{label}" for label in pose.labels),
        does=pose.does,
        pose=pose,
        who=("a zombie",) if name == "zombie" else (),
    )


RECIPES = {recipe.name: recipe for recipe in (*_STYLES, *map(_of_arms, _ARMS))}
# Two at once: a style of the legs, a pose of the arms.
PAIRS = (
    ("crouched", "guard"),
    ("crouched", "carry"),
    ("limping", "stomach"),
    ("tired", "stomach"),
    ("dragging", "zombie"),
    ("swaying", "balance"),
    ("tiptoe", "balance"),
    ("bent over", "behind back"),
    ("hurried", "phone"),
    ("limping", "carry"),
    ("tired", "carry"),
    ("swaying", "zombie"),
    ("tired", "phone"),
)
PAIR_WEIGHT = 0.5
