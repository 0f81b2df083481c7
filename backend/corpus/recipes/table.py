"""Every recipe of made motion, those of the arms among them, and how often each is made."""

from . import keyed
from .acts import ACTS
from .deaths import DEATHS
from .hindered import HINDERED
from .hurt import HURT
from .mimes import elsewhere
from .mimes.feeling import fits, low, moods, people, talk
from .mimes.handling import carried, daily, doings, held, house, meals, seated, toil, under_way, work, worn
from .mimes.performing import bands, music, sport, stage
from .moods import MOODS
from .played import PLAYED
from .poses import POSES
from .staged import body
from .staged.characters import beasts, magic, monsters, outbursts, plights, roles, spells, standing
from .staged.everyday import (
    bathroom,
    bedside,
    chairs,
    errands,
    hauling,
    kitchen,
    loads,
    seats,
    settling,
    world,
)
from .staged.fighting import armed, blades, blows, combat, guns
from .staged.shows import ballet, couples, dances, scenes, singers, swagger
from .staged.sport import ball, boards, courts, drill, lifting, play, swims, track, training
from .staged.ways import afoot, climbs, downs, rough, strolls, stunts, travel, tumbles
from .struck import STRUCK
from .styles import STYLES, Recipe
from .suffering import SUFFERING
from .worn import limping

_ALL = ("walk", "stand", "turn")

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
    "thigh": 0.4,
    "watch": 1.0,
    "heart": 0.8,
    "beckon": 1.0,
    "surrender": 0.8,
    "shrug": 1.0,
    "pray": 0.8,
    "think": 1.0,
    "weep": 0.8,
    "stop": 0.8,
    "text": 0.8,
    "cheer": 1.0,
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
    "thigh": ("walk",),
    "watch": ("stand", "walk"),
    "heart": ("stand",),
    "beckon": ("stand",),
    "surrender": ("stand", "walk"),
    "shrug": ("stand",),
    "pray": ("stand",),
    "think": ("stand", "walk"),
    "weep": ("stand", "walk"),
    "stop": ("stand",),
    "text": ("stand", "walk"),
    "cheer": ("stand", "walk"),
}
# Who holds a leg favours it.
_LEGS = {"thigh": limping}


def _of_arms(name):
    pose = POSES[name]
    return Recipe(
        name,
        _LEGS.get(name),
        _KINDS.get(name, _ALL),
        _ARMS[name],
        beside=pose.beside,
        labels=tuple(f"{label}" for label in pose.labels),
        does=pose.does,
        pose=pose,
        who=("a zombie",) if name == "zombie" else (),
    )


# Parts that are played and acts of the whole body: fewer takes of each are told apart.
PARTS = (*PLAYED, *HURT, *HINDERED, *ACTS)
RECIPES = {recipe.name: recipe for recipe in (*STYLES, *map(_of_arms, _ARMS), *PARTS)}
# Two at once: a style of the legs, a pose of the arms.
PAIRS = (
    ("crouched", "guard"),
    ("crouched", "carry"),
    ("limping", "stomach"),
    ("limping", "thigh"),
    ("weary", "stomach"),
    ("dragging", "zombie"),
    ("tiptoe", "balance"),
    ("hurried", "phone"),
    ("limping", "carry"),
    ("weary", "carry"),
    ("drunk", "zombie"),
    ("strutting", "hips"),
)
PAIR_WEIGHT = 0.5


def _of_act(act):
    return Recipe(
        act.name,
        None,
        act.kinds,
        1.0,
        beside=act.beside,
        labels=act.labels,
        does=act.does,
        who=act.who,
        act=act,
        shakes=act.shakes,
    )


# Acts that no capture shows; of a library only.
_ACTS = (held, sport, music, work, house, daily, worn, people)
_ACTS += (moods, talk, fits, low, carried, under_way, doings, seated, meals, toil, stage, elsewhere, bands)
MIMES = {act.name: _of_act(act) for room in _ACTS for act in room.ACTS}


def _of_stage(stage):
    return Recipe(
        stage.name,
        body.changed(stage),
        ("stand",),
        labels=stage.labels,
        takes=stage.takes,
        does=stage.does,
        who=stage.who,
        shakes=stage.shakes,
    )


# Acts of the whole body; of a library only, too.
_STAGES = (lifting, boards, ball, magic, guns, blades, world, travel, beasts, monsters, roles)
_STAGES += (armed, blows, stunts, climbs, downs, track, drill, courts, spells, errands)
_STAGES += (afoot, chairs, kitchen, bathroom, swims, loads, settling, rough, outbursts)
_STAGES += (ballet, dances, play, bedside, seats, plights, strolls, standing)
_STAGES += (tumbles, combat, training, scenes, singers, hauling, swagger, couples)
STAGED = {stage.name: _of_stage(stage) for room in _STAGES for stage in room.STAGES}


def _of_whole(whole):
    return Recipe(
        whole.name,
        keyed.changed(whole),
        ("stand",),
        1.0,
        labels=whole.labels,
        who=whole.who,
        does=whole.does,
        shakes=whole.shakes,
        takes=whole.takes,
    )


# Of a library only, too: the whole body from keys, and moods.
WHOLE = {whole.name: _of_whole(whole) for whole in (*STRUCK, *DEATHS, *SUFFERING)}
WHOLE |= {recipe.name: recipe for recipe in MOODS}
WHOLE |= STAGED
