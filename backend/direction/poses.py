"""Poses at moments: the motion passes through them, or near them."""

from dataclasses import dataclass

import numpy as np

from ..motion.arrays import Floats
from ..motion.body import features, quaternion, skeleton
from ..motion.clip import Clip
from .curves import ease
from .errors import DirectionError
from .result import Directed, edited


@dataclass(frozen=True)
class Pose:
    """At `seconds` the body takes rotations (22 of w, x, y, z, local) and, where given, its pelvis' place.

    share: 1 takes the pose exactly, less goes only that far towards it. ease_s: seconds before and after.
    placed: False turns the pose to where the body faces and stands then, keeping its height.
    """

    seconds: float
    rotations: tuple[tuple[float, float, float, float], ...]
    translation: tuple[float, float, float] | None = None
    share: float = 1.0
    ease_s: float = 0.4
    placed: bool = False


def strike(clip: Clip, poses: tuple[Pose, ...]) -> Directed:
    """The Clip led through the poses; frames beyond their easing stay bit-identical.

    measured: pose_worst_deg, how far any joint is from an exact pose. Raises DirectionError.
    """
    frames = [round(pose.seconds * clip.fps) for pose in poses]
    for pose, frame in zip(poses, frames, strict=True):
        if frame > len(clip) - 1:
            raise DirectionError(
                f"A pose is at {pose.seconds:g} s, but the motion ends at {(len(clip) - 1) / clip.fps:.2f}."
            )
    rotations, translation = np.array(clip.rotations), np.array(clip.translation)
    turned, worst = np.array(clip.rotations, dtype=np.float64), 0.0
    moved = np.array(clip.translation, dtype=np.float64)
    touched = np.zeros(len(clip), dtype=bool)
    ordered = sorted(zip(frames, poses, strict=True), key=lambda one: one[0])
    for number, (frame, pose) in enumerate(ordered):
        target, place = _aimed(clip, frame, pose)
        turn = quaternion.to_vector(quaternion.multiply(quaternion.inverse(clip.rotations[frame]), target))
        before = ordered[number - 1][0] if number else None
        after = ordered[number + 1][0] if number + 1 < len(ordered) else None
        weight = pose.share * _share(len(clip), frame, pose.ease_s * clip.fps, before, after)
        turned = quaternion.multiply(turned, quaternion.from_vector(weight[:, None, None] * turn))
        moved += weight[:, None] * (place - clip.translation[frame])
        touched |= weight > 0.0
    turned = quaternion.normalize(turned)
    rotations[touched], translation[touched] = turned[touched], moved[touched]
    for frame, pose in ordered:
        if pose.share == 1.0:
            off = quaternion.angle_between(rotations[frame], _aimed(clip, frame, pose)[0])
            worst = max(worst, float(np.degrees(off.max())))
    return Directed(edited(clip, rotations, translation), [], {"pose_worst_deg": worst})


def _aimed(clip: Clip, frame: int, pose: Pose) -> tuple[Floats, Floats]:
    """Rotations (22, 4) and pelvis (3,) that a pose means at a frame."""
    target = quaternion.normalize(np.array(pose.rotations, dtype=np.float64))
    here = np.array(clip.translation[frame], dtype=np.float64)
    place = here.copy() if pose.translation is None else np.array(pose.translation, dtype=np.float64)
    if not pose.placed:
        joints = skeleton.forward_kinematics(np.stack([clip.rotations[frame], target]), np.zeros((2, 3)))
        facing = features.heading(joints)
        target[0] = quaternion.multiply(quaternion.about_up(facing[0] - facing[1]), target[0])
        place[[0, 2]] = here[[0, 2]]
    return target, place


def _share(count: int, frame: int, ramp: float, before: int | None, after: int | None) -> Floats:
    """1 at the frame, falling to 0 within `ramp` frames, and where the poses before and after are."""
    at = np.arange(count, dtype=np.float64) - frame
    back = ramp if before is None else min(ramp, frame - before)
    on = ramp if after is None else min(ramp, after - frame)
    reach = np.where(at < 0, max(back, 1.0), max(on, 1.0))
    return 1.0 - ease(np.abs(at) / reach)
