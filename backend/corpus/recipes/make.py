"""Made clips: a recipe applied to a captured clip, its feet planted, its sentences, and how many of each."""

from dataclasses import replace
from zlib import crc32

import numpy as np

from backend.motion.body import quaternion, skeleton
from backend.motion.body.resampling import vectors
from backend.motion.measure import metrics

from ..build import at_origin
from ..file import CAPTURED, Caption
from . import arms, bases, ground, heads, saying
from .mimes import acting, places
from .mimes.act import tracks
from .puppet import SIDES, Puppet, smooth
from .table import MIMES, PAIR_WEIGHT, PAIRS, PARTS, RECIPES, WHOLE

WEIGHT = 0.6
# Of the captured minutes.
_SHARE = 0.5
# mm a frame, mm and m/s³: what slides, sinks or shakes more than captured motion at its worst is not kept.
_SLIDE, _SINKS, _JITTER = 9.0, 4.0, 120.0
# Seconds of made stands; share of them among what is done standing, besides those drawn anyway.
_STANDS, _STANDING = (3.5, 8.5), 0.7
# Frames of an act on a base that is played, at most.
_LONGEST = 100


def made(clips, seed=0, minutes=None):
    """CorpusClips made from captured train clips, about `minutes` of them (default: half the captured)."""
    train = [clip for clip in clips if clip.split == "train" and clip.kind == CAPTURED]
    found = bases.of(train)
    budget = _SHARE * sum(map(len, train)) if minutes is None else minutes * 60.0 * skeleton.FPS
    jobs = [((recipe,), recipe.weight) for recipe in RECIPES.values()]
    jobs += [((RECIPES[a], RECIPES[b]), PAIR_WEIGHT) for a, b in PAIRS if a in RECIPES and b in RECIPES]
    total, result = sum(weight for _, weight in jobs), []
    for recipes, weight in jobs:
        result += _some(recipes, found, _chance(seed, *recipes), budget * weight / total)
    return result + _ways_up(train, _chance(seed), 0.04 * budget)


def library(clips, seed=0, each=6, pairs=3, played=4, acts=4):
    """CorpusClips made from captured train clips: so many of every recipe, of every pair of them,
    of every part that is played and of every act from keys, and what it asks for of every other one."""
    train = [clip for clip in clips if clip.split == "train" and clip.kind == CAPTURED]
    found = bases.of(train)
    jobs = [((recipe,), played if recipe in PARTS else each) for recipe in RECIPES.values()]
    jobs += [((RECIPES[a], RECIPES[b]), pairs) for a, b in PAIRS]
    result = []
    for recipes, count in jobs:
        result += _some(recipes, found, _chance(seed, *recipes), np.inf, count)
    result += _ways_up(train, _chance(seed), np.inf)[:each]
    found |= places.of(train, found)
    for recipe in MIMES.values():
        count = recipe.act.takes * len(recipe.kinds) or acts
        result += _some((recipe,), found, _chance(seed, recipe), np.inf, count)
    for recipe in WHOLE.values():
        result += _some((recipe,), found, _chance(seed, recipe), np.inf, recipe.takes)
    return result


def _chance(seed, *recipes):
    """By name: made clips of recipes stay the same when others come or go. None are those of getting up."""
    return np.random.default_rng((seed, crc32("+".join(recipe.name for recipe in recipes).encode())))


def _ways_up(train, random, frames):
    """CorpusClips of getting up, about `frames` of them at most."""
    found = ground.ways_up(train, random)
    result = []
    for k in random.permutation(len(found)):
        if sum(map(len, result)) > frames:
            break
        clip = found[k]
        rotations, translation = at_origin(
            quaternion.continuous(clip.rotations.astype(np.float64)), clip.translation.astype(np.float64)
        )
        texts = ground.said_of(clip, random)
        if texts and _sound(skeleton.forward_kinematics(rotations, translation)):
            result.append(replace(
                clip, id=f"{clip.id}§getting-up", source="made", kind="getting up", weight=WEIGHT,
                captions=tuple(Caption(text, origin="made") for text in texts),
                rotations=rotations.astype(np.float32), translation=translation.astype(np.float32),
            ))  # fmt: skip
    return result


def _some(recipes, found, random, frames, most=np.inf):
    """CorpusClips of one job, about `frames` of them and at most `most`; every base is used twice at most.

    What is done standing is made of somebody who stands half the time at least: there it is seen best.
    """
    kinds = [kind for kind in recipes[0].kinds if kind in recipes[-1].kinds and found.get(kind)]
    if any(recipe.verbs for recipe in recipes):
        # A gait shows where nothing else happens: turns hide it.
        found = {kind: [base.moving for base in found[kind] if base.straight] for kind in kinds}
    queues = {kind: [i for _ in (0, 1) for i in random.permutation(len(found[kind]))] for kind in kinds}
    stands = any(recipe.does for recipe in recipes)
    result, done = [], 0
    while done < frames and len(result) < most and any(queues.values()):
        left = [kind for kind in kinds if queues[kind]]
        if recipes[0].act:
            # One that is done seated or standing is made of both.
            kind = left[len(result) % len(left)]
        else:
            kind = (
                "stand" if stands and "stand" in left and random.random() < _STANDING else random.choice(left)
            )
        clip = make(found[kind][queues[kind].pop()], recipes, random)
        if clip is not None:
            clip = replace(clip, id=f"{clip.id}{len(result)}")
            result.append(clip)
            done += len(clip)
    return result


def make(base, recipes, random):
    """The CorpusClip of recipes (one, or two at once) on a Base, or None where the body does not bear it."""
    side = SIDES[random.integers(2)]
    if recipes[0].act:
        return _acted(base, recipes[0], random, side)
    stands = base.kind == "stand"
    clip = base.clip
    if base.kind in bases.RESTS:
        clip = _held(clip, random, int(random.uniform(*_STANDS) * skeleton.FPS))
    puppet = Puppet(clip)
    if stands:
        heads.breathing(puppet, random)
        puppet.remember()
    ease = False
    for recipe in recipes:
        moves = recipe.change and (not recipe.pose or len(recipes) == 1)
        if moves and not recipe.change(puppet, random, side):
            return None
        if recipe.pose:
            ease = stands and len(recipes) == 1 and (recipe.pose.brief or random.random() < 0.5)
            eased = arms.again if recipe.pose.brief else arms.eased
            weight = eased(len(puppet), random) if ease else None
            if not arms.apply(puppet, recipe.pose, random, side, weight):
                return None
    return _finished(base, clip, puppet, recipes, side, random, ease)


def _acted(base, recipe, random, side):
    """The CorpusClip of an act on a Base: quiet ones are held as long as it lasts."""
    clip, count = base.clip, None
    if base.kind in acting.PLAYED:
        clip = bases.part(clip, 0, min(len(clip), _LONGEST))
        count = len(clip)
    track = tracks(recipe.act, random, count)
    if base.kind in acting.KNEELING:
        count = int(places.seconds_of_kneeling(base.kind) * skeleton.FPS)
        clip = places.kneeling(_held(clip, random, count), random, base.kind, side)
        if clip is None:
            return None
    if base.kind not in acting.PLAYED:
        clip = _held(clip, random, len(track[0]["lean"]))
    puppet = Puppet(clip)
    if base.kind in acting.STANDING:
        heads.breathing(puppet, random)
        puppet.remember()
    if not acting.perform(puppet, recipe.act, track, side, base.kind):
        return None
    return _finished(base, clip, puppet, (recipe,), side, random)


def _finished(base, clip, puppet, recipes, side, random, ease=False):
    """The puppet's motion as a CorpusClip with its sentences, or None where it isn't sound."""
    rotations, translation = puppet.rotations, puppet.translation
    # Who lies has no feet to plant; an act leaves the legs of who sits or kneels as they are.
    if base.kind != "lie" and not (recipes[0].act and base.kind in places.CARRIED):
        rotations, translation = puppet.planted()
    # A captured run shakes more than a walk.
    shakes = max(1.0, metrics.physical(clip.positions).jitter * 1.15 / _JITTER)
    shakes *= max(recipe.shakes for recipe in recipes)
    if not _sound(skeleton.forward_kinematics(rotations, translation), shakes):
        return None
    rotations, translation = at_origin(quaternion.continuous(rotations), translation)
    names = "+".join(recipe.name for recipe in recipes)
    return replace(
        clip, id=f"{base.clip.id}§{names.replace(' ', '-')}", source="made", kind=names, weight=WEIGHT,
        captions=tuple(Caption(t, origin="made") for t in saying.said(base, recipes, side, random, ease)),
        rotations=rotations.astype(np.float32), translation=translation.astype(np.float32),
    )  # fmt: skip


def _held(clip, random, count):
    """A quiet clip played to and fro for count frames, slowing down where it turns over."""
    last = len(clip) - 1.0
    way = np.arange(-40, count + 40) + random.uniform(0.0, 2.0 * last)
    at = last - np.abs(way % (2.0 * last) - last)
    at = smooth(at, min(4.0, last / 4.0))[40 : 40 + count]
    rotations = quaternion.normalize(vectors(quaternion.continuous(clip.rotations.astype(np.float64)), at))
    return replace(clip, rotations=rotations, translation=vectors(clip.translation, at))


def _sound(joints, shakes=1.0):
    measured = metrics.physical(joints)
    step = np.linalg.norm(np.diff(joints[:, 0], axis=0), axis=-1).max()
    sinks = 1000.0 * max(-float(np.percentile(joints[..., 1].min(axis=1), 2)), 0.0)
    return (
        measured.slide < _SLIDE and sinks < 10.0 * _SINKS and measured.penetration < _SINKS
        and measured.jitter < shakes * _JITTER and step < 0.45
    )  # fmt: skip
