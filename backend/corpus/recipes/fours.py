"""On hands and knees, and a sumo wrestler's stamping: limbs aimed at the floor, not led by captured feet."""

import numpy as np

from backend.motion.body import quaternion, skeleton

from . import arms, footwork, manners, steps
from .footwork import Feet
from .pose import Pose
from .puppet import LEGS, SIDES, UP, I, drift, smooth

# Metres: of the knee, the wrist and the toes over the floor; of the thigh; from the hips to the hands ahead.
_KNEE, _WRIST, _TOES, _THIGH, _HANDS = 0.055, 0.06, 0.03, 0.3919, 0.5
_HAND = Pose((0.0, 0.0, 0.0), (0.5, -1.0, 0.0), (), frame="pelvis")
_KNEES = Pose((0.0, 0.0, 0.0), (1.0, 0.3, -0.3), (), frame="pelvis", droop=20.0)


def aim(puppet, joint, offset, direction):
    """The joint turned the short way so that `offset` (3,) from it points along direction (T, 3)."""
    world = skeleton.global_rotations(puppet.rotations)
    now = quaternion.rotate(world[:, I[joint]], np.asarray(offset, dtype=np.float64))
    swing = quaternion.between(now, direction)
    puppet.face(joint, quaternion.multiply(swing, world[:, I[joint]]), world)


def crawling(puppet, random, side):
    """A walk's steps taken by the knees, each with the other side's hand."""
    manners.paced(puppet, random.uniform(1.5, 1.9), random)
    marks = footwork.taken(puppet, Feet(random.uniform(0.22, 0.28), line=0.11, lift=0.0, roll=0.0))
    if marks is None:
        return False
    places = [steps.toes(puppet, k) * [1.0, 0.0, 1.0] for k in (0, 1)]
    ahead, left = puppet.body.forward, puppet.body.left
    rock = smooth((marks.lifts[:, 0] - marks.lifts[:, 1])[:, None], 1.5)[:, 0]
    manners.stiffened(puppet, 0.5)
    puppet.turn("pelvis", left, random.uniform(74.0, 80.0) + drift(random, len(puppet), 1.5, 1.5))
    puppet.turn("pelvis", ahead, 6.0 * rock)
    puppet.turn("spine2", ahead, -9.0 * rock)
    puppet.turn("neck", left, -34.0)
    puppet.turn("head", left, -26.0)
    puppet.turn("head", UP, drift(random, len(puppet), 1.5, 12.0))
    puppet.translation += 0.02 * rock[:, None] * -left
    hips = puppet.joints[:, [LEGS[0][0], LEGS[1][0]]]
    flat = np.stack([np.linalg.norm((hips[:, k] - places[k])[:, [0, 2]], axis=-1) for k in (0, 1)], axis=1)
    tall = (
        np.sqrt(np.maximum(_THIGH**2 - flat**2, 0.2**2)) + _KNEE - (hips[..., 1] - puppet.translation[:, 1:2])
    )
    puppet.translation[:, 1] = smooth(tall.mean(axis=1)[:, None], 2.0)[:, 0]
    for k, name in enumerate(SIDES):
        out, other = (1.0, 1) if name == "left" else (-1.0, 0)
        knee = places[k] + (_KNEE + 0.06 * marks.lifts[:, k])[:, None] * UP
        aim(puppet, f"{name}_hip", skeleton.OFFSETS[LEGS[k][1]], knee - puppet.joints[:, LEGS[k][0]])
        slope = 0.5 * marks.lifts[:, k] * 0.1
        aim(puppet, f"{name}_knee", skeleton.OFFSETS[LEGS[k][2]], -ahead + (0.03 - slope)[:, None] * UP)
        aim(puppet, f"{name}_ankle", skeleton.OFFSETS[LEGS[k][3]], -ahead - 0.28 * UP)
        place = places[other] + _HANDS * ahead + out * 0.28 * left
        hand = place + (_WRIST + 0.09 * marks.lifts[:, other])[:, None] * UP
        frame = skeleton.global_rotations(puppet.rotations)[:, 0]
        seen = quaternion.rotate(quaternion.inverse(frame), hand - puppet.joints[:, 0])
        arms.reach(puppet, name, seen, np.array([out * 0.5, -1.0, 0.2]), _HAND, np.ones(len(puppet)))
        aim(puppet, f"{name}_wrist", [out, 0.0, 0.0], ahead - 0.25 * UP + 0.2 * out * left)
    joints = puppet.joints
    puppet.translation[:, 1] += np.maximum(
        smooth((0.012 - joints[..., 1].min(axis=1))[:, None], 1.0)[:, 0], 0.0
    )
    return True


def sumo(puppet, random, side):
    """Squatting wide, hands on the knees; a leg lifted far aside and stamped down; then the other."""
    count, seconds = len(puppet), len(puppet) / skeleton.FPS
    # Seen from one side, only the leg on the other one shows.
    stamps = 2
    if seconds < 7.4:
        return False
    t = np.arange(count) / skeleton.FPS
    body, ahead, left = puppet.body, puppet.body.forward[:1], puppet.body.left[:1]
    first = SIDES.index(side)

    def track(points):
        times, values = zip(*points, strict=True)
        return smooth(np.interp(t, times, values)[:, None], 2.2)[:, 0]

    opened = [track([(0.2 + 0.35 * k, 0.0), (0.55 + 0.35 * k, 1.0)]) for k in (0, 1)]
    squats, over = [(0.9, 0.0), (1.3, 1.0), (1.6, 1.0)], [(0.0, 0.0)]
    lifted, begin = [[(0.0, 0.0)], [(0.0, 0.0)]], 1.7
    for number in range(stamps):
        k = first if number == 0 else 1 - first
        sign = -1.0 if k == 0 else 1.0
        over += [(begin, 0.0), (begin + 0.5, sign), (begin + 1.75, sign), (begin + 2.05, 0.0)]
        lifted[k] += [(begin + 0.4, 0.0), (begin + 0.95, 1.0), (begin + 1.8, 1.0), (begin + 2.05, 0.0)]
        squats += [(begin + 0.5, 0.2), (begin + 1.8, 0.15), (begin + 2.2, 1.15), (begin + 2.7, 1.0)]
        begin += 2.9
    squat, aside = track(squats), track(over)
    wide = 0.36
    middle = puppet.ankles[:1].mean(axis=1)
    for k in (0, 1):
        out = 1.0 if k == 0 else -1.0
        goal = middle + out * wide * left
        goal[:, 1] = puppet.ankles[0, k, 1]
        hop = (4.0 * opened[k] * (1.0 - opened[k]))[:, None] * 0.06 * UP
        puppet.ankles[:, k] += opened[k][:, None] * (goal - puppet.ankles[:, k]) + hop
        turned = quaternion.from_axis_angle(UP, np.radians(out * 38.0 * opened[k]))
        puppet.feet[:, k] = quaternion.multiply(turned, puppet.feet[:, k])
    puppet.lower(0.12 * opened[0] + 0.27 * squat)
    puppet.translation += (aside * 0.3)[:, None] * left
    puppet.lean(forward=22.0 * squat, left=34.0 * aside, pelvis=0.75, arms=0.7, head=0.5)
    for k in (0, 1):
        out, up = (
            (1.0 if k == 0 else -1.0),
            smooth(np.interp(t, *zip(*lifted[k], strict=True))[:, None], 1.0)[:, 0],
        )
        hip = puppet.joints[:, LEGS[k][0]]
        angle = np.radians(84.0 * up)
        leg = np.sin(angle)[:, None] * (0.8 * out * left + 0.6 * ahead) - np.cos(angle)[:, None] * UP
        goal = hip + 0.78 * leg
        share = np.clip(2.5 * up, 0.0, 1.0)[:, None]
        share = share * share * (3.0 - 2.0 * share)
        goal[:, 1] = np.maximum(goal[:, 1], puppet.ankles[:, k, 1])
        puppet.ankles[:, k] += share * (goal - puppet.ankles[:, k])
        tip = quaternion.from_axis_angle(np.repeat(body.forward[:1], count, 0), np.radians(out * 45.0 * up))
        puppet.feet[:, k] = quaternion.multiply(tip, puppet.feet[:, k])
    puppet.stand(0.0)
    joints, frame = puppet.joints, skeleton.global_rotations(puppet.rotations)[:, 0]
    for k, name in enumerate(SIDES):
        out = 1.0 if k == 0 else -1.0
        hand = joints[:, LEGS[k][1]] + 0.09 * UP + 0.04 * ahead
        seen = quaternion.rotate(quaternion.inverse(frame), hand - joints[:, 0])
        weight = np.clip(opened[1] * np.clip(squat * 1.6, 0.25, 1.0), 0.0, 1.0)
        arms.reach(puppet, name, seen, np.asarray(_KNEES.elbow) * [out, 1.0, 1.0], _KNEES, weight)
    return True
