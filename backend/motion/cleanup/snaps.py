"""Single-frame turns and leaps of a limb that no body makes, taken out of decoded motion.

A decoder's yaw rate and its body may disagree about the frame in which a cartwheel or a twirl turns the
facing round: the body then snaps round and goes on in another direction.
"""

import numpy as np

from ..arrays import Floats, Motion
from ..body import quaternion, skeleton
from ..measure import runs

# Radians a second. Of 687 captured clips seven turn faster, six of them by a fault of the capture and one
# in a cartwheel.
FASTEST = 15.0
_UP = np.array([0.0, 1.0, 0.0])
# Metres a second of any joint. Of 687 captured clips twelve are faster, most by a fault of the capture; a
# sprinter's foot and a boxer's fist reach 12.
_FASTEST_JOINT = 13.0
# Frames on both sides of a snap over which the pose passes from the one to the other: as many as it takes for
# the body to turn no faster than this, radians a second.
_EASED, _CALM = (4, 6, 8, 10), 9.0


def remove(rotations: Floats, translation: Floats, fps: float = skeleton.FPS) -> Motion:
    """Rotations (T, 22, 4) and translation (T, 3) in which the pelvis turns no faster about the vertical than
    it may; what follows a snap turns back with it, path included. Poses pass over snaps, those of a limb
    too, without a jolt."""
    rotations, translation = np.array(rotations, dtype=np.float64), np.array(translation, dtype=np.float64)
    limit, found = FASTEST / fps, []
    for frame in np.flatnonzero(_steps(rotations[:, 0])[0] > limit) + 1:
        angle, turn = _steps(rotations[frame - 1 : frame + 1, 0])
        if angle[0] <= limit:
            continue
        before = _twist(_steps(rotations[frame - 2 : frame, 0])[1])[0] if frame > 1 else 0.0
        back = quaternion.from_axis_angle(_UP, np.clip(before, -limit, limit) - _twist(turn)[0])
        turned = np.stack([rotations[frame - 1, 0], quaternion.multiply(back, rotations[frame, 0])])
        if _steps(turned)[0] >= angle:
            continue  # It tumbles: turning about the vertical would not calm it.
        found.append(frame)
        rotations[frame:, 0] = quaternion.multiply(back, rotations[frame:, 0])
        path = translation[frame:] - translation[frame]
        translation[frame:] = translation[frame] + quaternion.rotate(back, path)
    joints = skeleton.forward_kinematics(rotations, translation)
    snapped = np.zeros(len(rotations), dtype=bool)
    snapped[1:] = np.linalg.norm(np.diff(joints, axis=0), axis=-1).max(axis=1) > _FASTEST_JOINT / fps
    snapped[found] = True
    for start, stop in runs.runs(runs.without_gaps(snapped, 2 * _EASED[0])):
        _lead_over(rotations, start, stop, _CALM / fps)
    return rotations, translation


def _lead_over(rotations: Floats, start: int, stop: int, calm: float) -> None:
    """Ease rotations (T, 22, 4) over the snaps in frames start … stop − 1, in place, with turns of at most
    `calm` radians a frame where that can be had."""
    best = np.inf
    for frames in _EASED:
        first, last = max(start - frames - 1, 0), min(stop + frames - 1, len(rotations) - 1)
        trial = np.array(rotations)
        ease(trial, first, last)
        fastest = _steps(trial[first : last + 1, 0])[0].max()
        if fastest < best:
            best, found = fastest, trial
        if fastest <= calm:
            break
    rotations[:] = found


def ease(rotations: Floats, start: int, stop: int) -> None:
    """Rotations (T, 22, 4) between frames start and stop led from the one to the other, in place, as fast at
    both ends as they come and go there."""
    at = np.clip([start - 1, start, stop, stop + 1], 0, len(rotations) - 1)
    known = quaternion.continuous(rotations[at])
    frames = stop - start
    arriving, leaving = frames * (known[1] - known[0]), frames * (known[3] - known[2])
    x = ((np.arange(start + 1, stop) - start) / frames)[:, None, None]
    path = (
        (1 + 2 * x) * (1 - x) ** 2 * known[1] + x * (1 - x) ** 2 * arriving
        + x**2 * (3 - 2 * x) * known[2] - x**2 * (1 - x) * leaving
    )  # fmt: skip
    rotations[start + 1 : stop] = quaternion.normalize(path)


def turns(pelvis: Floats) -> Floats:
    """Radians (T − 1,) about the vertical from frame to frame of orientations (T, 4), −π … π."""
    return _twist(_steps(pelvis)[1])


def _steps(pelvis: Floats) -> tuple[Floats, Floats]:
    """Angles (T − 1,) between successive orientations (T, 4), and the turns (T − 1, 4) in the world."""
    turn = quaternion.normalize(quaternion.multiply(pelvis[1:], quaternion.inverse(pelvis[:-1])))
    return 2.0 * np.arccos(np.clip(np.abs(turn[:, 0]), 0.0, 1.0)), turn


def _twist(turn: Floats) -> Floats:
    """Angles (n,) about the vertical of turns (n, 4), −π … π."""
    angle = 2.0 * np.arctan2(turn[:, 2], turn[:, 0])
    return (angle + np.pi) % (2.0 * np.pi) - np.pi
