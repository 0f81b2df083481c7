"""Feet that stand in the source stand on the target's own legs: foot lock with the armature's proportions.

Worked out on the canonical skeleton with the target's leg and foot lengths, in metres of the source's size,
before any bone is touched.
"""

from dataclasses import replace

import numpy as np

from ...backend.motion.body import quaternion, skeleton
from ...backend.motion.cleanup import foot_lock
from ...backend.motion.measure import contacts
from ...backend.motion.rig import alignment
from ..rig import rest_pose

_LEG = ("hip", "knee", "ankle")
_LARGEST_PITCH = np.radians(15.0)
_FEWEST = 0.2
# The source's contacts are clean already: a foot is held from their first frame to the last.
_ARRIVING_SPEED = contacts.ContactSettings().speed_off


def plant(rest, rotations, translation, fps):
    """The motion with its feet standing still on an armature: rotations (T, 22, 4), translation (T, 3).

    rest: the armature's RestPose. Contacts are the source's. An armature without whole legs, or scaled
    differently along its axes, gets the motion as it is.
    """
    legs = [f"{side}_{part}" for side in ("left", "right") for part in _LEG]
    if rest.is_stretched or any(role not in rest.roles for role in legs) or len(rotations) < 3:
        return rotations, translation
    source = skeleton.forward_kinematics(rotations, translation)
    touching = contacts.detect(source, fps)
    offsets = own_offsets(rest)
    drops = _drops(rest, offsets)
    rotations = _level(rotations, touching, fps, offsets, drops)
    toes = rest_pose.ANKLE_HEIGHT + float(np.mean(drops))
    settings = foot_lock.LockSettings()
    toe_height = tuple(toes + slack for slack in settings.toe_height)
    settings = replace(settings, toe_height=toe_height, arriving_speed=_ARRIVING_SPEED)
    return foot_lock.lock_feet(
        rotations, translation, fps, offsets=offsets, touching=touching, reference=source, settings=settings
    )


def own_offsets(rest):
    """Rest offsets (22, 3) of the canonical skeleton with the armature's hips, legs and feet.

    In metres of the source's size, the middle of the hips and the ankles' rest height where the source has
    them.
    """
    offsets = np.array(skeleton.OFFSETS)
    heads = {role: rest.stretch @ rest.stand.heads[bone] for role, bone in rest.roles.items()}
    back, middle = quaternion.inverse(rest.frame), (heads["left_hip"] + heads["right_hip"]) / 2.0
    centre = skeleton.OFFSETS[[1, 2]].mean(axis=0)
    for side in ("left", "right"):
        hip = skeleton.INDEX[f"{side}_hip"]
        offsets[hip] = centre + quaternion.rotate(back, heads[f"{side}_hip"] - middle) / rest.scale
        for role, after in ((f"{side}_{p}", alignment.NEXT[f"{side}_{p}"]) for p in _LEG):
            if after in heads:
                at_rest = quaternion.inverse(rest.turns[rest.roles[role]])
                along = quaternion.rotate(at_rest, heads[after] - heads[role])
                along = quaternion.rotate(rest.align[role], along)
                offsets[skeleton.INDEX[after]] = quaternion.rotate(back, along) / rest.scale
    return offsets


def _drops(rest, offsets):
    """Heights of the (left, right) toes over the ankles as the armature rests, in the offsets' metres."""
    drops = []
    for side in ("left", "right"):
        bones = [rest.roles.get(f"{side}_{part}", -1) for part in ("ankle", "foot")]
        down = float(offsets[skeleton.INDEX[f"{side}_foot"], 1])
        if min(bones) >= 0:
            ankle, toe = (rest.stretch @ rest.stand.heads[bone] for bone in bones)
            down = float((toe - ankle) @ rest.up) / rest.scale
        drops.append(down)
    return drops


def _level(rotations, touching, fps, offsets, drops):
    """Rotations (T, 22, 4) whose feet, where sole and toes stand, lie as flat as the armature's at rest.

    A captured foot points a few degrees off, where its toe marker sat, and an armature's foot bone slopes in
    its own way. The whole foot turns by the median, never past flat, fading out where it does not stand.
    """
    result = np.array(rotations)
    world = skeleton.global_rotations(rotations)
    for side, columns, drop in (("left", (0, 1), drops[0]), ("right", (2, 3), drops[1])):
        ankle, toe = skeleton.INDEX[f"{side}_ankle"], skeleton.INDEX[f"{side}_foot"]
        flat = touching[:, columns[0]] & touching[:, columns[1]]
        if flat.sum() < _FEWEST * fps:
            continue
        length = np.linalg.norm(offsets[toe])
        height = quaternion.rotate(world[:, ankle], offsets[toe])[:, 1]
        slope = np.arcsin(np.clip(height / length, -1.0, 1.0)) - np.arcsin(np.clip(drop / length, -1.0, 1.0))
        pitch = float(np.median(slope[flat]))
        if abs(pitch) < _LARGEST_PITCH:
            angle = np.clip(slope, min(pitch, 0.0), max(pitch, 0.0)) * _near(flat, fps)
            turn = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), angle)
            result[:, ankle] = quaternion.multiply(result[:, ankle], turn)
    return result


def _near(flat, fps):
    """Weights (T,): 1 where `flat` (T,) holds, falling smoothly to 0 within the foot lock's ramp."""
    at = np.arange(len(flat), dtype=np.float64)
    before = np.maximum.accumulate(np.where(flat, at, -np.inf))
    after = np.minimum.accumulate(np.where(flat, at, np.inf)[::-1])[::-1]
    steps = np.minimum(at - before, after - at)
    part = np.clip(1.0 - steps / (foot_lock.LockSettings().ramp * fps + 1.0), 0.0, 1.0)
    return part * part * (3.0 - 2.0 * part)
