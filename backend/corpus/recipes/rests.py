"""Lying and sitting otherwise than captured: rolled over, on the side, one leg over the other."""

import numpy as np

from backend.motion.body import quaternion, skeleton
from backend.motion.clip import Clip

from .. import ground
from . import arms, fours
from .pose import Pose
from .puppet import LEGS, SIDES, UP, I, drift, smooth

# Directions in the pelvis' frame (left, up the trunk, ahead) that bones point in: on the right side, on the
# belly. The spine's bend and the head's turn in degrees.
_ON_SIDE = {
    "left_hip": (-0.1, 0.05, 1.0), "left_knee": (-0.1, -0.85, -0.52),
    "right_hip": (0.04, -0.3, 0.95), "right_knee": (0.0, -0.85, -0.52),
    "left_shoulder": (-0.25, -0.55, 0.8), "left_elbow": (-0.75, 0.05, 0.65),
    "right_shoulder": (0.12, 0.35, 0.93), "right_elbow": (0.1, 0.75, -0.62),
}  # fmt: skip
_ON_BELLY = {
    "left_hip": (0.12, -0.99, -0.03), "left_knee": (0.05, -1.0, -0.05),
    "right_hip": (-0.12, -0.99, -0.03), "right_knee": (-0.05, -1.0, -0.05),
    "left_ankle": (0.1, -0.99, -0.12), "right_ankle": (-0.1, -0.99, -0.12),
    "left_shoulder": (0.96, 0.25, 0.0), "left_elbow": (-0.15, 0.98, 0.1),
    "right_shoulder": (-0.96, 0.25, 0.0), "right_elbow": (0.15, 0.98, 0.1),
}  # fmt: skip
# Bones' ends by the joint that turns them.
_ENDS = {"hip": "knee", "knee": "ankle", "ankle": "foot", "shoulder": "elbow", "elbow": "wrist"}
# Metres of flesh around joints: what lies on the floor is that far above it.
_FLESH = {"pelvis": 0.09, "hip": 0.1, "spine1": 0.09, "spine2": 0.09, "spine3": 0.1, "neck": 0.06,
          "head": 0.08, "collar": 0.06, "shoulder": 0.06, "elbow": 0.03, "wrist": 0.02, "knee": 0.05,
          "ankle": 0.04, "foot": 0.02}  # fmt: skip
_AROUND = np.array([_FLESH[name.split("_")[-1]] for name in skeleton.JOINTS])
_CORE = [j for j, name in enumerate(skeleton.JOINTS) if name.split("_")[-1] not in ("elbow", "wrist")]
_RADIUS = 0.15
_ON_KNEE = Pose((0.0, 0.0, 0.0), (1.0, -0.6, -0.5), (), frame="pelvis", droop=35.0)


def rolled(keys):
    """change(puppet, random, side) of a Recipe: keys of (part of the time, degrees): 0 on the back, 90 on the
    recipe's side, 180 on the belly."""
    return lambda puppet, random, side: _roll(puppet, keys, random, side)


def _roll(puppet, keys, random, side):
    sign = 1.0 if side == "left" else -1.0
    count = len(puppet)
    if count < 3.4 * skeleton.FPS:
        return False
    shift = random.uniform(-0.04, 0.04)
    parts = [part + (shift if 0.0 < part < 1.0 else 0.0) for part, _ in keys]
    degrees = np.interp(np.linspace(0.0, 1.0, count), parts, [angle for _, angle in keys])
    degrees = smooth(degrees[:, None], 4.0)[:, 0]
    far = np.abs(degrees)
    lies = quaternion.rotate(puppet.rotations[0, 0], UP) * [1.0, 0.0, 1.0]
    along = lies / max(np.linalg.norm(lies), 1e-6)
    level = quaternion.from_matrix(np.stack([np.cross(along, UP), along, UP], axis=-1))
    leaves = np.clip(far / 60.0, 0.0, 1.0)
    root = quaternion.slerp(puppet.rotations[:, 0], np.tile(level, (count, 1)), leaves)
    # To the recipe's side: the left hand goes down where the body turns about its length to the left.
    about = quaternion.from_axis_angle(along, np.radians(sign * degrees))
    root = quaternion.multiply(about, root)
    right = _posed(_ON_SIDE, 18.0, 0.0)
    left, _ = skeleton.mirror(right[None], np.zeros((1, 3)))
    on_side = {1: left[0], -1: right}
    on_belly = _posed(_ON_BELLY, 0.0, sign * 70.0)
    whole = np.clip((far - 90.0) / 80.0, 0.0, 1.0)
    part = np.clip(far / 80.0, 0.0, 1.0)
    for j in range(1, len(skeleton.JOINTS)):
        for_side = np.where((sign * degrees >= 0.0)[:, None], on_side[1][j], on_side[-1][j])
        now = quaternion.slerp(puppet.rotations[:, j], for_side, _eased(part))
        puppet.rotations[:, j] = quaternion.slerp(now, np.tile(on_belly[j], (count, 1)), _eased(whole))
    puppet.rotations[:, 0] = root
    across = np.cross(along, UP)
    puppet.translation += (-_RADIUS * np.radians(sign * degrees))[:, None] * -across
    _breathe(puppet, random)
    # Arms that would be under the body are turned up to the floor after that.
    low = (_AROUND - puppet.joints[..., 1])[:, _CORE].max(axis=1)
    puppet.translation[:, 1] += smooth(low[:, None], 1.5)[:, 0]
    settled = ground.settled(Clip(puppet.rotations, puppet.translation, skeleton.FPS), 0.0)
    puppet.rotations, puppet.translation = np.array(settled.rotations), np.array(settled.translation)
    return True


def _breathe(puppet, random):
    count = len(puppet)
    t = np.arange(count) / skeleton.FPS
    breath = np.sin(2 * np.pi * random.uniform(0.22, 0.3) * t + random.uniform(0.0, 6.0))
    for joint, degrees in (
        ("spine2", 1.5 * breath),
        ("spine3", 1.5 * breath),
        ("head", drift(random, count, 1.5, 4.0)),
    ):
        turn = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), np.radians(degrees))
        puppet.rotations[:, I[joint]] = quaternion.multiply(puppet.rotations[:, I[joint]], turn)
    for side in SIDES:
        for joint in ("shoulder", "elbow", "hip", "knee"):
            turn = quaternion.from_axis_angle(
                np.array([1.0, 0.0, 0.0]), np.radians(drift(random, count, 1.5, 2.0))
            )
            j = I[f"{side}_{joint}"]
            puppet.rotations[:, j] = quaternion.multiply(puppet.rotations[:, j], turn)


def _eased(part):
    return part * part * (3.0 - 2.0 * part)


def _posed(directions, bend, look):
    """Local rotations (22, 4) of a body whose bones point where `directions` say, in the pelvis' frame."""
    world = np.tile(quaternion.IDENTITY, (1, 22, 1)).astype(float)
    local = world.copy()
    for joint in ("spine1", "spine2", "neck"):
        local[0, I[joint]] = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), np.radians(bend / 2.0))
    local[0, I["neck"]] = quaternion.multiply(
        quaternion.from_axis_angle(UP, np.radians(look)), local[0, I["neck"]]
    )
    for name, direction in directions.items():
        side, part = name.split("_")
        world = skeleton.global_rotations(local)
        j, end = I[name], I[f"{side}_{_ENDS[part]}"]
        parent = world[:, skeleton.PARENTS[j]]
        now = quaternion.rotate(world[:, j], skeleton.OFFSETS[end])
        turned = quaternion.multiply(quaternion.between(now, np.array([direction])), world[:, j])
        local[:, j] = quaternion.multiply(quaternion.inverse(parent), turned)
    return local[0]


def crossed(crosses):
    """change(puppet, random, side) of a Recipe: the leg of that side laid over the other, from the
    beginning or (crosses) after a while."""
    return lambda puppet, random, side: _cross(puppet, random, side, crosses)


def _cross(puppet, random, side, crosses):
    count, k = len(puppet), SIDES.index(side)
    if crosses and count < 3.2 * skeleton.FPS:
        return False
    out, other = (1.0 if side == "left" else -1.0), 1 - k
    t = np.arange(count) / skeleton.FPS
    start = random.uniform(0.5, 0.9)
    part = _eased(np.clip((t - start) / 1.0, 0.0, 1.0)) if crosses else np.ones(count)
    before = puppet.rotations.copy()
    joints, left, ahead = puppet.joints, puppet.body.left, puppet.body.forward
    # The other thigh level and ahead, its foot under the knee.
    hip, knee = joints[:, LEGS[k][0]], joints[:, LEGS[other][1]]
    over = knee + 0.115 * UP + 0.05 * ahead - 0.03 * out * left
    lift = 4.0 * part * (1.0 - part)
    bob = drift(random, count, 0.7, 0.06)
    fours.aim(puppet, f"{side}_hip", skeleton.OFFSETS[LEGS[k][1]], over - hip + 0.1 * lift[:, None] * UP)
    shin = -0.32 * out * left - (0.9 + 0.0 * t)[:, None] * UP + (0.28 + bob + 0.6 * lift)[:, None] * ahead
    fours.aim(puppet, f"{side}_knee", skeleton.OFFSETS[LEGS[k][2]], shin)
    foot = -0.25 * out * left + (-0.45 + bob)[:, None] * UP + 0.85 * ahead
    fours.aim(puppet, f"{side}_ankle", skeleton.OFFSETS[LEGS[k][3]], foot)
    for joint in ("hip", "knee", "ankle"):
        j = I[f"{side}_{joint}"]
        puppet.rotations[:, j] = quaternion.slerp(before[:, j], puppet.rotations[:, j], part)
    puppet.turn("spine1", left, -5.0)
    top, frame = puppet.joints[:, LEGS[k][1]], skeleton.global_rotations(puppet.rotations)[:, 0]
    for n, name in enumerate(SIDES):
        sign = 1.0 if name == "left" else -1.0
        hand = top + 0.07 * UP - 0.07 * ahead + 0.05 * sign * left + 0.02 * n * UP
        seen = quaternion.rotate(quaternion.inverse(frame), hand - puppet.joints[:, 0])
        arms.reach(puppet, name, seen, np.asarray(_ON_KNEE.elbow) * [sign, 1.0, 1.0], _ON_KNEE, part)
    return True
