"""Arms of one clip on the body of another: "a person walks forward while waving with the left hand"."""

import re
from dataclasses import dataclass

import numpy as np

from backend.motion.body import quaternion, skeleton

from ..file import Caption, CorpusClip, terms
from ..language.paraphrases import where
from ..language.phrases import Phrase, phrase

WEIGHT = 0.4
# A sentence that was made from a label counts half.
_LABEL_SHARE = 0.5
ARMS = tuple(skeleton.INDEX[f"{side}_{part}"] for side in ("left", "right")
             for part in ("collar", "shoulder", "elbow", "wrist"))  # fmt: skip
_HEAD = (skeleton.INDEX["neck"], skeleton.INDEX["head"])
_WRISTS = (20, 21)
# No boxing: without the torso only the guard is left of it.
_ARM_WORDS = re.compile(
    r"\b(?:wav(?:es?|ing)|punch\w*|jab\w*|claps?|throw\w*|drinks?|wash\w*|wip\w+|gestur\w+"
    r"|laughs?|flap\w*|salut\w+|points?|arms?|hands?|binoculars|signals|sword|scratch\w*)\b"
)  # fmt: skip
# The rest of the body takes part, or the arms hold on to something.
_NOT_ARMS = re.compile(
    r"\b(?:kick\w*|legs?|foot|feet|steps?|stepp\w+|walk\w*|r[ua]n\w*|jog\w*|jump\w*|hop\w*|leap\w*"
    r"|bend\w*|squat\w*|sits?|sitting|climb\w*|ladder|danc\w*|turns?|turning|floor|knees?|toes|body|spin\w*"
    r"|crouch\w*|stand\w*|neck|stretch\w*|pose\w*|moves? forward|moving forward|cartwheel|roll\w*|hips?"
    r"|sway\w*|ball|boat|bow\w*|moves|motions|animal|scene|skip\w*|twirl\w*|thing|while|exercis\w*"
    r"|hang\w*|drop\w*|holds?)\b"
)  # fmt: skip
_WALK_WORDS = re.compile(r"^(?:\w+ly )?(?:walks|strides|strolls|sidesteps|runs|jogs)\b")
_NOT_WALK = re.compile(
    r"\b(?:arms?|hands?|swing\w*|while|stops?|ducks?|jumps?|stairs|danc\w+|sits?|and|then|hips?|doing|bounc\w+)\b"
)
_UPRIGHT = np.cos(np.radians(25.0))
# The donor's pelvis may turn and travel this much (radians, metres) within the part that is used.
_TURN, _TRAVEL = 1.2, 1.2
# The wrists move at least this fast (m/s) relative to the chest: something is done with the arms.
_BUSY = 0.35
# One hand does it where its wrist is this many times as fast as the other.
_LOPSIDED = 2.5
_ONE_HANDED = {"wash", "wave", "drink"}
_SHORTEST = 36
_MOST, _PER_ARMS, _PER_LEGS, _PER_SENTENCE = 160, 14, 4, 16


@dataclass(frozen=True)
class _Part:
    clip: CorpusClip
    phrases: tuple


def recombinations(clips, random, most=_MOST):
    """CorpusClips with the arms of one train clip on a walking or running one."""
    arms = [part for clip in clips if (part := _arms(clip))]
    legs = [part for clip in clips if (part := _legs(clip))]
    pairs = [(a, b) for a in range(len(arms)) for b in range(len(legs))]
    found, used = [], {}
    for k in random.permutation(len(pairs)):
        a, b = pairs[k]
        donor, base = arms[a], legs[b]
        said = donor.phrases[random.integers(len(donor.phrases))]
        runs = "run" in base.phrases[0].actions
        limits = {("arms", a): _PER_ARMS, ("legs", b): _PER_LEGS, said.third: _PER_SENTENCE}
        if runs:
            limits["runs"] = most // 4
        if any(used.get(key, 0) >= limit for key, limit in limits.items()):
            continue
        made = combine(donor.clip, said, base.clip, base.phrases[random.integers(len(base.phrases))])
        if made is None:
            continue
        for key in limits:
            used[key] = used.get(key, 0) + 1
        found.append(made)
        if len(found) == most:
            break
    return found


def _arms(clip):
    said = [p for c in clip.captions if not c.stop_s and (p := phrase(c.text))]
    said = [p for p in said if _ARM_WORDS.search(p.third) and not _NOT_ARMS.search(p.third)]
    return _Part(clip, tuple(said)) if said and len(clip) >= _SHORTEST else None


def _legs(clip):
    said = [p for c in clip.captions if not c.stop_s and (p := phrase(c.text))]
    said = [p for p in said if _WALK_WORDS.match(p.third) and not _NOT_WALK.search(p.third)]
    upright = _up(clip.rotations)[:, :2].min() > _UPRIGHT
    return _Part(clip, tuple(said)) if said and upright and len(clip) >= _SHORTEST else None


def _up(rotations):
    """Cosines (T, 2) between straight up and the pelvis' and the chest's own axes."""
    world = skeleton.global_rotations(rotations.astype(np.float64))
    up = quaternion.rotate(world[:, [0, skeleton.INDEX["spine3"]]], np.array([0.0, 1.0, 0.0]))
    return up[..., 1]


def combine(donor, said, base, legs):
    """`base` with the donor's busiest stretch of arms, or None where the bodies do not fit."""
    count = min(len(base), len(donor))
    if count < max(_SHORTEST, 0.8 * len(base)):
        return None
    start = busiest(donor, count)
    if start is None:
        return None
    part = slice(start, start + count)
    rotations = base.rotations[:count].astype(np.float64)
    rotations[:, list(ARMS)] = donor.rotations[part][:, list(ARMS)]
    if re.search(r"\b(?:drink|binoculars|laugh|sip)", said.third):
        rotations[:, list(_HEAD)] = donor.rotations[part][:, list(_HEAD)]
    labelled = [clip.source == "label" for clip in (donor, base)]
    weight = WEIGHT * _LABEL_SHARE ** sum(labelled)
    return CorpusClip(
        f"{base.id}^{donor.id}", base.trial, "train", "parts", captions(legs, _sided(said, donor, part)),
        quaternion.continuous(rotations).astype(np.float32), base.translation[:count], weight=weight,
        start_s=base.start_s, kind="parts", **terms(base, donor),
    )  # fmt: skip


def _sided(said, donor, part):
    """The Phrase with the hand named where one hand alone moves and the sentence names none."""
    if not said.actions & _ONE_HANDED or where(said.third) or re.search(r"\b(?:hands|arms?)\b", said.third):
        return said
    left, right = _wrist_speeds(donor.positions[part].astype(np.float64)).mean(axis=0)
    if max(left, right) < _LOPSIDED * min(left, right):
        return said
    hand = f"with the {'left' if left > right else 'right'} hand"
    if "with one hand" in said.third:
        said = Phrase(
            *(t.replace("with one hand", hand) for t in (said.third, said.progressive, said.order)),
            said.actions,
        )
        return said
    return said.added(hand)


def _wrist_speeds(joints):
    """Speeds (T-1, 2) in m/s of the left and the right wrist as seen from the chest."""
    wrists = joints[:, list(_WRISTS)] - joints[:, [skeleton.INDEX["spine3"]]]
    return np.linalg.norm(np.diff(wrists, axis=0), axis=-1) * skeleton.FPS


def busiest(donor, count):
    """First frame of the `count` frames in which the donor's wrists move most, or None if none will do."""
    joints = donor.positions.astype(np.float64)
    speed = _wrist_speeds(joints).max(axis=1)
    upright = _up(donor.rotations).min(axis=1) > _UPRIGHT
    across = joints[:, 16] - joints[:, 17]
    yaw = np.unwrap(np.arctan2(across[:, 2], across[:, 0]))
    best, found = _BUSY, None
    for start in range(0, len(donor) - count + 1, 4):
        part = slice(start, start + count)
        travelled = np.ptp(donor.translation[part][:, [0, 2]], axis=0).max()
        fits = upright[part].all() and np.ptp(yaw[part]) < _TURN and travelled < _TRAVEL
        busy = speed[start : start + count - 1].mean()
        if fits and busy > best:
            best, found = busy, start
    return found


def captions(legs, arms):
    """Sentences of both Phrases."""
    return (
        Caption(f"a person {legs.third} while {arms.progressive}", origin="made"),
        Caption(f"a person {legs.third} and {arms.third}", origin="made"),
        Caption(f"{legs.order} while {arms.progressive}", origin="made"),
        Caption(f"someone {arms.third} while {legs.progressive}", origin="made"),
    )
