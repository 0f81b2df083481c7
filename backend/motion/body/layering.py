"""One body's trunk, arms and head over another's legs, or its head alone over all the rest: what is done
while walking, sitting, kneeling, folding the arms."""

import numpy as np

from ..arrays import Bools, Floats, Motion
from . import quaternion, skeleton

_UP = np.array([0.0, 1.0, 0.0])
_PELVIS, _SPINE, _NECK = (skeleton.INDEX[name] for name in ("pelvis", "spine1", "neck"))
_HEAD = tuple(skeleton.INDEX[name] for name in ("neck", "head"))
_BACK = tuple(skeleton.INDEX[name] for name in ("spine1", "spine2", "spine3"))
_TRUNK = tuple(skeleton.INDEX[name] for name in ("spine1", "spine2", "spine3", "neck", "head"))
_ARMS = tuple(
    tuple(skeleton.INDEX[f"{side}_{name}"] for name in ("collar", "shoulder", "elbow", "wrist"))
    for side in ("left", "right")
)
_FEET = tuple(skeleton.INDEX[name] for name in ("left_ankle", "right_ankle"))
# Metres that the root goes, rises and sinks, and feet go: of who stands still, and of who hardly leaves the
# place. Both are upright.
_STILL_ROOT, _STILL_RISE, _STILL_FOOT = 0.25, 0.15, 0.15
_THERE_ROOT, _THERE_RISE, _THERE_FOOT = 0.6, 0.25, 0.6
_UPRIGHT = 0.7
# Cosine with the vertical of a trunk that is upright, and share of the time in which hands are low.
_TRUNK_UP, _MOSTLY = 0.5, 0.9
# An arm hangs whose wrist stays lower than this above the pelvis, and within so many metres of one place.
_HANGING, _SWINGS = 0.05, 0.2
# Degrees, most of the time, that the head of who only moves the head moves at least, and the back at most.
_NODS, _UPRIGHT_BACK, _NEARLY_ALL = 10.0, 12.0, 95
# Frames in which what is done besides fades out where it ends early.
_FADE = 6


def stands(positions: Floats) -> bool:
    """Whether a body (T, 22, 3) stands still all the while, so that its legs say nothing."""
    return _within(positions, _STILL_ROOT, _STILL_RISE, _STILL_FOOT)


def stays(positions: Floats) -> bool:
    """Whether a body (T, 22, 3) hardly leaves its place, so that its upper body says what it does."""
    return _within(positions, _THERE_ROOT, _THERE_RISE, _THERE_FOOT)


def _within(positions: Floats, way: float, rise: float, step: float) -> bool:
    root, feet = positions[:, _PELVIS], positions[:, list(_FEET)]
    return bool(
        root[:, 1].min() > _UPRIGHT
        and np.ptp(root[:, 1]) < rise
        and np.linalg.norm((root - root[0])[:, [0, 2]], axis=-1).max() < way
        and np.linalg.norm(feet - np.median(feet, axis=0), axis=-1).max() < step
    )


def arms_are_free(positions: Floats) -> bool:
    """Whether a body (T, 22, 3) stays upright and its hands are low, so that it does without its arms."""
    trunk = positions[:, _NECK] - positions[:, _PELVIS]
    upright = trunk[:, 1] / np.maximum(np.linalg.norm(trunk, axis=-1), 1e-9)
    low = positions[:, [arm[-1] for arm in _ARMS], 1] < positions[:, [arm[1] for arm in _ARMS], 1]
    return bool(upright.min() > _TRUNK_UP and low.mean() > _MOSTLY)


def only_head(motion: Motion, positions: Floats) -> bool:
    """Whether a body, whose joints are (T, 22, 3), stands and does nothing but with its head."""
    rotations = motion[0]
    return bool(
        stands(positions)
        and not _arms_used(motion)
        and _moved(rotations[:, _HEAD]) > _NODS
        and _moved(rotations[:, _BACK]) < _UPRIGHT_BACK
    )


def _moved(chain: Floats) -> float:
    """Degrees that joints (T, n, 4), each in the one before it, turn from where they mostly are."""
    turned = quaternion.continuous(_along(chain))
    middle = quaternion.normalize(np.median(turned, axis=0))
    return float(np.percentile(np.degrees(quaternion.angle_between(turned, middle)), _NEARLY_ALL))


def _along(chain: Floats) -> Floats:
    """Rotations (T, 4) of the last of joints (T, n, 4), each in the one before it."""
    found = chain[:, 0]
    for joint in range(1, chain.shape[1]):
        found = quaternion.multiply(found, chain[:, joint])
    return found


def with_head(base: Motion, nodding: Motion) -> Motion:
    """The base (T, 22, 4), (T, 3) with what the other's head does beside looking straight ahead, while that
    lasts."""
    (rotations, translation), (other, _) = base, nodding
    made, share = np.array(rotations, dtype=np.float64), _share(base, nodding)
    heads = np.array(other[: len(share)][:, _HEAD], dtype=np.float64)
    ahead = heads[int(np.argmax(np.abs(_along(heads)[:, 0])))]
    beside = quaternion.multiply(quaternion.inverse(ahead), heads)
    still = np.broadcast_to(quaternion.IDENTITY, beside.shape)
    beside = quaternion.slerp(still, beside, share[:, None])
    made[: len(share), _HEAD] = quaternion.multiply(made[: len(share), _HEAD], beside)
    return quaternion.continuous(made), np.array(translation)


def _share(base: Motion, upper: Motion) -> Floats:
    """How much (t,) of the other is shown as long as both last; what ends before the base does fades out."""
    count = min(len(base[0]), len(upper[0]))
    share = np.ones(count)
    if count < len(base[0]):
        last = min(_FADE, count)
        share[count - last :] = np.linspace(1.0, 0.0, last + 1)[1:]
    return share


def layered(base: Motion, upper: Motion) -> Motion:
    """The base (T, 22, 4), (T, 3) with the trunk, head and arms of `upper`, as long as that lasts. The base's
    pelvis keeps its way and lean; what the other's leans beyond its most upright is done by the trunk. An arm
    that hangs there swings on as the base's does."""
    (rotations, translation), (other, _) = base, upper
    made, share = np.array(rotations, dtype=np.float64), _share(base, upper)
    count = len(share)
    taken = [*_TRUNK, *(joint for arm in _arms_used(upper) for joint in arm)]
    wanted = np.array(other[:count], dtype=np.float64)
    lean = _lean(other[:count, _PELVIS])
    upright = lean[int(np.argmax(quaternion.rotate(lean, _UP)[:, 1]))]
    bent = quaternion.multiply(lean, quaternion.inverse(upright))
    wanted[:, _SPINE] = quaternion.multiply(bent, wanted[:, _SPINE])
    made[:count, taken] = quaternion.slerp(made[:count, taken], wanted[:, taken], share[:, None])
    return quaternion.continuous(made), np.array(translation)


def _lean(pelvis: Floats) -> Floats:
    """Rotations (T, 4) without their turn about the vertical, seen from the body."""
    turn = quaternion.swing_twist(pelvis, _UP)[1]
    return quaternion.continuous(quaternion.multiply(quaternion.inverse(turn), pelvis))


def _arms_used(upper: Motion) -> list[tuple[int, ...]]:
    """Joints of the arms that do something."""
    positions = skeleton.forward_kinematics(*upper)
    found = []
    for arm in _ARMS:
        wrist = positions[:, arm[-1]] - positions[:, _PELVIS]
        still = np.linalg.norm(wrist - np.median(wrist, axis=0), axis=-1).max() < _SWINGS
        hanging: Bools = wrist[:, 1] < _HANGING
        if not (still and hanging.all()):
            found.append(arm)
    return found
