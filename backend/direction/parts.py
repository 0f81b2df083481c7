"""Part of the body from another motion; every other joint keeps its bits."""

from dataclasses import replace

import numpy as np

from ..motion.arrays import Floats
from ..motion.body import features, quaternion, skeleton
from ..motion.cleanup import planting
from ..motion.clip import Clip
from .curves import HARDEST_EASE, ease
from .errors import DirectionError
from .result import Directed, edited

_ARM, _LEG = ("collar", "shoulder", "elbow", "wrist"), ("hip", "knee", "ankle", "foot")
# Seconds in which a range runs over from one motion to the other at its ends: at least, and at most; longer
# where joints are far apart, so that none is accelerated by more than so many m/s² for it.
_BLEND, _SLOWEST, _HARDEST = 0.3, 1.0, 12.0


def _both(joints: tuple[str, ...]) -> set[str]:
    return {f"{side}_{joint}" for side in ("left", "right") for joint in joints}


_SIDES = {side: {f"{side}_{joint}" for joint in _ARM + _LEG} for side in ("left", "right")}
_NAMES = {
    "arms": _both(_ARM), "legs": _both(_LEG), "head": {"neck", "head"},
    "upper": {"spine1", "spine2", "spine3", "neck", "head", *_both(_ARM)},
    "lower": {"pelvis", *_both(_LEG)}, **_SIDES,
}  # fmt: skip
PARTS = {part: tuple(sorted(skeleton.INDEX[name] for name in names)) for part, names in _NAMES.items()}


def merge(base: Clip, new: Clip, part: str, start_s: float = 0.0, stop_s: float | None = None) -> Directed:
    """`base` with a part of its body (a name of PARTS) as `new` moves it from start_s on, until stop_s or the
    end of either; "lower" takes the way of the pelvis along.

    All other joints, and all frames outside, are bit-identical to base's. sources: of both, as late as they
    are there. measured: joints_changed.
    """
    if new.fps != base.fps:
        new = new.resampled(base.fps)
    start = round(start_s * base.fps)
    stop = len(base) if stop_s is None else min(round(stop_s * base.fps), len(base))
    stop = min(stop, start + len(new))
    if stop - start < 2:
        raise DirectionError(
            f"There is no motion to change from {start_s:g} s on: "
            f"the motion ends at {(len(base) - 1) / base.fps:.2f}."
        )
    joints = list(PARTS[part])
    mine = np.array(base.rotations[start:stop], dtype=np.float64)
    path = np.array(base.translation[start:stop], dtype=np.float64)
    theirs = _as_seen(mine, np.array(new.rotations[: stop - start], dtype=np.float64), part)
    share = weight(len(base), start, stop, base.fps, ramps(mine, theirs, joints, base.fps))[start:stop]
    if part == "lower":
        theirs, path = _placed(mine, path, theirs, new.translation[: stop - start], share)
    mixed = np.array(mine)
    mix = np.repeat(share[:, None], len(joints), axis=1)
    mixed[:, joints] = quaternion.slerp(mine[:, joints], theirs[:, joints], mix)
    if {1, 2} & set(joints):
        mixed = _over_floor(mixed, path, joints, base.fps)
    rotations, translation = np.array(base.rotations), np.array(base.translation)
    changed = np.flatnonzero(share > 0.0) + start
    inside = changed - start
    for joint in joints:
        flip = np.sum(mixed[inside, joint] * mine[inside, joint], axis=-1, keepdims=True) < 0
        rotations[changed, joint] = np.where(flip, -mixed[inside, joint], mixed[inside, joint])
    if part == "lower":
        translation[changed] = path[inside]
        # What follows goes on from where the body has got to only inside of the range.
    sources = *base.sources, *new.sources_from(-start / base.fps, stop / base.fps)
    made = replace(edited(base, rotations, translation), sources=sources)
    return Directed(made, [], {"joints_changed": float(len(joints))})


def ramps(mine: Floats, theirs: Floats, joints: list[int], fps: float) -> tuple[float, float]:
    """Seconds in which joints run over at the begin and at the end of a range, from `mine` to `theirs`
    (T, 22, 4): long enough for what is far apart."""
    other = np.array(mine)
    other[:, joints] = theirs[:, joints]
    still = np.zeros((len(mine), 3))
    apart = np.linalg.norm(
        skeleton.forward_kinematics(other, still) - skeleton.forward_kinematics(mine, still), axis=-1
    ).max(axis=-1)
    near = max(round(_BLEND * fps), 1)
    far = float(apart[:near].max()), float(apart[-near:].max())
    first, last = (float(np.clip(np.sqrt(HARDEST_EASE * one / _HARDEST), _BLEND, _SLOWEST)) for one in far)
    return first, last


def weight(
    count: int, start: int, stop: int, fps: float, seconds: tuple[float, float] = (_BLEND, _BLEND)
) -> Floats:
    """Share of the new motion (T,), rising and falling in seconds; the whole motion's ends need no blend."""
    rise, fall = (min(one * fps, (stop - start) / 3.0) for one in seconds)
    at = np.arange(count, dtype=np.float64)
    share = np.where((at >= start) & (at < stop), 1.0, 0.0)
    if start > 0:
        share *= ease((at - start + 1) / (rise + 1))
    if stop < count:
        share *= ease((stop - at) / (fall + 1))
    return share


def _as_seen(mine: Floats, theirs: Floats, part: str) -> Floats:
    """The new rotations, with the chest as upright on the pelvis that stays as it was on its own."""
    if part != "upper":
        return theirs
    tilts = []
    for rotations in (mine, theirs):
        facing = features.heading(skeleton.forward_kinematics(rotations, np.zeros((len(rotations), 3))))
        tilts.append(quaternion.multiply(quaternion.about_up(-facing), rotations[:, 0]))
    spine = skeleton.INDEX["spine1"]
    held = quaternion.multiply(quaternion.inverse(tilts[0]), tilts[1])
    result = np.array(theirs)
    result[:, spine] = quaternion.multiply(held, theirs[:, spine])
    return result


def _placed(mine: Floats, path: Floats, theirs: Floats, way: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """The new lower body where and as the old one faces, step by step along the old one's way."""
    facing = [
        features.heading(skeleton.forward_kinematics(rotations, np.zeros((len(rotations), 3))))
        for rotations in (mine, theirs)
    ]
    result = np.array(theirs)
    result[:, 0] = quaternion.multiply(quaternion.about_up(facing[0] - facing[1]), theirs[:, 0])
    moved = np.array(path)
    # Along the floor the old way stays: what follows, and the upper body, keep to it.
    moved[:, 1] += weight * (np.asarray(way)[:, 1] - path[:, 1])
    return result, moved


def _over_floor(rotations: Floats, translation: Floats, joints: list[int], fps: float) -> Floats:
    """Rotations whose legs among `joints` are bent where their feet would be in the floor."""
    positions = skeleton.forward_kinematics(rotations, translation)
    world = skeleton.global_rotations(rotations)
    targets = positions[:, [7, 8]].copy()
    for side, toe in enumerate((10, 11)):
        if side + 1 in joints:
            low = np.minimum(positions[:, toe, 1], positions[:, 7 + side, 1] - 0.03)
            targets[:, side, 1] += np.maximum(-low, 0.0)
    return planting.legs_to(rotations, translation, targets, world[:, [7, 8]], fps, sink=False)[0]
