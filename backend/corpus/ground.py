"""The floor under a captured body: where its feet rest. Bodies that lie or crawl don't tell by their lowest
joint, for captured arms and backs on the floor are not those of the canonical body."""

import numpy as np

from backend.motion.body import quaternion, skeleton
from backend.motion.clip import Clip

_FEET = [skeleton.INDEX[f"{s}_{j}"] for s in ("left", "right") for j in ("ankle", "foot")]
_ARMS = [[skeleton.INDEX[f"{s}_{j}"] for j in ("shoulder", "elbow", "wrist")] for s in ("left", "right")]
_CORE = [i for i in range(len(skeleton.JOINTS)) if i not in [*_FEET, *sum((arm[1:] for arm in _ARMS), [])]]
_RESTING, _PERCENTILE, _FRAMES = 0.4, 4.0, 10
# Metres by which a trial's own floor may differ from that of the other trials of the same body.
_ODD = 0.08
# Metres over the floor of the middle of a wrist or elbow, and of joints deeper in the body, that lie on it.
_ARM_RADIUS, _BODY_RADIUS = 0.02, 0.05
# Frames over which a body that would sink into the floor is lifted and let down again.
_AROUND, _SIGMA = 6, 4.0
_ROUNDS = 3


def feet(positions, fps=skeleton.FPS):
    """Height at which a foot rests while it is the lowest of joints (T, 22, 3); None if it hardly does."""
    if len(positions) < 2:
        return None
    lowest = positions[..., 1].argmin(axis=1)
    at = np.take_along_axis(positions, lowest[:, None, None], axis=1)[:, 0]
    same = np.take_along_axis(positions[1:], lowest[:-1, None, None], axis=1)[:, 0]
    rests = np.linalg.norm(same - at[:-1], axis=1) * fps < _RESTING
    heights = at[:-1, 1][rests & np.isin(lowest[:-1], _FEET)]
    return float(np.percentile(heights, _PERCENTILE)) if len(heights) >= _FRAMES else None


def common(heights):
    """The floor of a body, from what its trials' feet say (None: nothing)."""
    known = [height for height in heights if height is not None]
    return float(np.median(known)) if known else 0.0


def own(positions, expected):
    """A trial's floor by its feet; `expected` where they hardly rest, or rest on something else."""
    height = feet(positions)
    return expected if height is None or abs(height - expected) > _ODD else height


def settled(clip, floor):
    """The Clip over a floor at that height, now y = 0: lifted where its trunk would sink in, arms raised."""
    translation = clip.translation - [0.0, floor, 0.0]
    core = skeleton.forward_kinematics(clip.rotations, translation)
    deep = np.maximum(
        np.maximum(_BODY_RADIUS - core[:, _CORE, 1], 0.0).max(axis=1),
        np.maximum(-0.01 - core[:, _FEET, 1], 0.0).max(axis=1),
    )
    translation[:, 1] += _eased(deep)
    return Clip(_arms_raised(clip.rotations, translation), translation, clip.fps)


def _eased(depth):
    """A smooth course (T,) that is nowhere much lower than `depth`."""
    if not depth.any():
        return depth
    count = len(depth)
    padded = np.pad(depth, _AROUND, mode="edge")
    highest = np.max([padded[i : i + count] for i in range(2 * _AROUND + 1)], axis=0)
    reach = int(3 * _SIGMA)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / _SIGMA) ** 2)
    return np.convolve(np.pad(highest, reach, mode="edge"), kernel / kernel.sum(), mode="valid")


def _arms_raised(rotations, translation):
    """Rotations (T, 22, 4) with elbows and wrists that are below the floor turned up to it, the short way."""
    result = np.array(rotations)
    for arm in _ARMS:
        for upper, lower in zip(arm[:-1], arm[1:], strict=True):
            for _ in range(_ROUNDS):
                joints = skeleton.forward_kinematics(result, translation)
                sunk = joints[:, lower, 1] < _ARM_RADIUS
                if not sunk.any():
                    break
                bone = joints[:, lower] - joints[:, upper]
                goal = np.array(bone)
                goal[:, 1] = np.maximum(joints[:, lower, 1], _ARM_RADIUS) - joints[:, upper, 1]
                swing = quaternion.between(bone, goal)
                world = skeleton.global_rotations(result)
                world[:, upper] = quaternion.multiply(swing, world[:, upper])
                turned = skeleton.local_rotations(world)
                result[sunk, upper], result[sunk, lower] = turned[sunk, upper], turned[sunk, lower]
    return quaternion.continuous(result)
