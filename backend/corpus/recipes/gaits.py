"""Styles of walking, running, standing and turning: crouched, bent over, leaning, limping, on tiptoe …

Each takes a Puppet and changes it; False where the motion does not bear it.
"""

import numpy as np

from backend.motion.body import quaternion, skeleton
from backend.motion.measure import contacts

from ..describe import gait
from ..describe.body import unit
from .puppet import LEGS, SIDES, I, drift, smooth

# Metres of the toe's joint over the floor in standing, and of the ankle's over the toe's.
_TOE, _HEEL = 0.015, float(-skeleton.OFFSETS[10, 1])


def crouched(puppet, random, side):
    puppet.lower(random.uniform(0.16, 0.27))
    puppet.lean(forward=random.uniform(18.0, 32.0), arms=0.35, head=0.15)
    puppet.stand()
    return True


def sneaking(puppet, random, side):
    if not _slower(puppet, random.uniform(0.6, 0.75)):
        return False
    crouched(puppet, random, side)
    for name in SIDES:
        out = 1.0 if name == "left" else -1.0
        # Forearms lifted before the body.
        _elbow(puppet, name, random.uniform(35.0, 60.0), out)
    puppet.turn("neck", np.array([0.0, 1.0, 0.0]), drift(random, len(puppet), 1.5, 12.0))
    return True


def bent_over(puppet, random, side):
    puppet.lower(random.uniform(0.02, 0.06))
    puppet.lean(forward=random.uniform(58.0, 75.0), pelvis=0.55, arms=0.25, head=0.35)
    puppet.stand()
    return True


def leaning_forward(puppet, random, side):
    puppet.lean(forward=random.uniform(34.0, 44.0), pelvis=0.35, arms=0.4, head=0.3)
    puppet.stand(0.6)
    return True


def leaning_back(puppet, random, side):
    puppet.lower(0.03)
    puppet.lean(forward=-random.uniform(23.0, 30.0), pelvis=0.4, arms=0.5, head=0.3)
    puppet.stand(0.8)
    return True


def limping(puppet, random, side):
    """The leg of that side is stood on shortly, the body falling on it and leaning over it."""
    lame = _lame(puppet, side, random.uniform(1.5, 1.8), 0.8)
    if lame is None:
        return False
    amount = random.uniform(0.8, 1.2)
    out = 1.0 if side == "left" else -1.0
    puppet.lower(0.02 + 0.035 * amount * lame)
    puppet.lean(left=out * 9.0 * amount * lame, forward=6.0, arms=0.6, head=0.2)
    puppet.stand(0.5)
    return True


def dragging(puppet, random, side):
    """The leg of that side stays near the floor and is pulled after."""
    lame = _lame(puppet, side, random.uniform(1.4, 1.6), 0.75)
    if lame is None:
        return False
    k, out = SIDES.index(side), 1.0 if side == "left" else -1.0
    toe = puppet.body.both("foot")[:, k]
    yaw = _flat(puppet, k)
    pulled = np.clip(smooth((toe[:, 1] - 0.02)[:, None], 1.0)[:, 0] / 0.05, 0.0, 1.0)
    down = quaternion.from_axis_angle(puppet.body.left, np.radians(22.0 * pulled))
    puppet.feet[:, k] = quaternion.multiply(down, yaw)
    ahead = quaternion.rotate(puppet.feet[:, k], skeleton.OFFSETS[LEGS[k][3]])
    floor = np.minimum(toe[:, 1], 0.025)
    puppet.ankles[:, k, 1] = floor - ahead[:, 1]
    puppet.lower(0.01)
    puppet.lean(left=-out * 5.0 - out * 4.0 * (1.0 - lame), forward=8.0, arms=0.5, head=0.2)
    puppet.turn("pelvis", np.array([0.0, 1.0, 0.0]), smooth(out * 8.0 * (lame - 0.5), 2.0))
    puppet.stand(0.5)
    return True


def marching(puppet, random, side):
    """Knees lifted to the hips, arms swung straight."""
    if not _slower(puppet, random.uniform(0.7, 0.85)):
        return False
    lift, height = random.uniform(0.26, 0.36), []
    for k in (0, 1):
        swing = _swing(puppet, k)
        if swing is None:
            return False
        profile = np.zeros(len(puppet))
        for start, stop in swing:
            t = (np.arange(start, stop) - start + 0.5) / (stop - start)
            profile[start:stop] = np.sin(np.pi * np.clip(t, 0, 1)) ** 2
        height.append(profile)
        puppet.ankles[:, k] += lift * profile[:, None] * (np.array([0, 1.0, 0]) + 0.22 * puppet.body.forward)
        share = np.clip(1.3 * profile, 0.0, 1.0)
        puppet.feet[:, k] = quaternion.slerp(puppet.feet[:, k], _flat(puppet, k), share)
    puppet.lean(forward=-3.0, arms=1.0, head=0.5)
    _swing_arms(
        puppet, smooth(height[0] - height[1], 1.0), random.uniform(30.0, 42.0), random.uniform(8.0, 25.0)
    )
    puppet.stand(0.7)
    return True


def on_tiptoe(puppet, random, side):
    """Heels up all the time, on the toes where they stood."""
    rise, before = random.uniform(28.0, 38.0), puppet.ankles.copy()
    for k in (0, 1):
        toe = puppet.body.both("foot")[:, k]
        up = quaternion.from_axis_angle(puppet.body.left, np.full(len(puppet), np.radians(rise)))
        puppet.feet[:, k] = quaternion.multiply(up, _flat(puppet, k))
        ankle_lift = np.maximum(puppet.ankles[:, k, 1] - (_TOE + _HEEL), 0.0)
        stand = contacts.detect(puppet.body.joints, skeleton.FPS)[:, 2 * k : 2 * k + 2].any(axis=1)
        free = np.clip(smooth((~stand).astype(float)[:, None], 1.0)[:, 0], 0.0, 1.0)
        place = toe.copy()
        place[:, 1] = _TOE + 0.7 * free * ankle_lift
        puppet.ankles[:, k] = place - quaternion.rotate(puppet.feet[:, k], skeleton.OFFSETS[LEGS[k][3]])
    lifted = np.median(puppet.ankles[:, :, 1].min(axis=1) - before[:, :, 1].min(axis=1))
    puppet.lower(-0.75 * max(lifted, 0.0))
    puppet.lean(forward=4.0, arms=0.8, head=0.4)
    for name in SIDES:
        _elbow(puppet, name, random.uniform(15.0, 35.0), 1.0 if name == "left" else -1.0)
    puppet.stand(0.8)
    return True


def swaying(puppet, random, side):
    """Drunk: the trunk sways from side to side, the head lags, the pace is uneven."""
    count = len(puppet)
    pace = 0.78 * np.exp(drift(random, count, 1.5, 0.18))
    at = np.concatenate([[0.0], np.cumsum(pace)])
    _retime(puppet, at[at < count - 1])
    count = len(puppet)
    puppet.lower(0.03)
    left, ahead = drift(random, count, 1.6, 9.0), drift(random, count, 1.8, 6.0)
    puppet.lean(forward=6.0 + ahead, left=left, arms=0.35, head=1.3)
    puppet.turn("neck", puppet.body.left, 12.0 + drift(random, count, 1.5, 6.0))
    puppet.stand(0.25)
    return True


def tired(puppet, random, side):
    if not _slower(puppet, random.uniform(0.62, 0.75)):
        return False
    puppet.lower(random.uniform(0.03, 0.05))
    puppet.lean(forward=random.uniform(16.0, 24.0), pelvis=0.15, arms=0.15, head=1.0)
    puppet.turn("neck", puppet.body.left, random.uniform(12.0, 20.0))
    puppet.stand(0.8)
    return True


def hurried(puppet, random, side):
    speed = float(np.median(puppet.body.speed))
    if not 1.0 < speed < 1.7:
        return False
    _retime(puppet, np.arange(0.0, len(puppet) - 1, random.uniform(1.2, 1.32)))
    puppet.lean(forward=random.uniform(6.0, 10.0), pelvis=0.5, arms=1.0, head=0.4)
    for name in SIDES:
        _elbow(puppet, name, random.uniform(40.0, 60.0), 1.0 if name == "left" else -1.0)
    puppet.stand(0.4)
    return True


def _slower(puppet, speed):
    count = int((len(puppet) - 1) / speed) + 1
    if count > 197:
        return False
    _retime(puppet, np.linspace(0.0, len(puppet) - 1.0, count))
    return True


def _retime(puppet, at):
    puppet.retimed(at)


def _elbow(puppet, side, degrees, out):
    """The elbow bent by degrees more."""
    bend = np.array([0.0, 0.5, np.sqrt(0.75)])
    axis = np.cross([out, 0.0, 0.0], bend)
    turn = quaternion.from_axis_angle(axis, np.radians(degrees))
    j = I[f"{side}_elbow"]
    bent = quaternion.multiply(puppet.rotations[:, j], turn)
    most = puppet.body.elbow_bend[:, SIDES.index(side)] + degrees < 120.0
    puppet.rotations[:, j] = np.where(most[:, None], bent, puppet.rotations[:, j])


def _flat(puppet, k):
    """World rotations (T, 4) of a foot that lies flat, pointing where it points."""
    ahead = quaternion.rotate(puppet.feet[:, k], np.array([0.0, 0.0, 1.0]))
    yaw = np.unwrap(np.arctan2(ahead[:, 0], ahead[:, 2]))
    return quaternion.from_axis_angle(np.array([0.0, 1.0, 0.0]), smooth(yaw[:, None], 1.0)[:, 0])


def _swing(puppet, k):
    """Ranges of frames in which a foot is in the air, or None where it never is."""
    stand = contacts.detect(puppet.body.joints, skeleton.FPS)[:, 2 * k : 2 * k + 2].any(axis=1)
    from backend.motion.measure import runs

    found = [(a, b) for a, b in runs.runs(~stand) if 5 <= b - a <= 1.3 * skeleton.FPS]
    return found or None


def _lame(puppet, side, faster, slower):
    """Play the time on the leg of that side `faster`, the other's `slower`; weights (T,) of that leg
    carrying, or None where there are too few steps."""
    marks = gait.steps(puppet.body, 0, len(puppet))
    if len(marks) < 4 or any(a[1] == b[1] for a, b in zip(marks, marks[1:], strict=False)):
        return None
    carrying = np.zeros(len(puppet))
    edges = [*marks, (len(puppet), "")]
    for (start, landed), (stop, _) in zip(edges, edges[1:], strict=False):
        carrying[start:stop] = landed == side
    carrying[: marks[0][0]] = marks[0][1] != side
    carrying = np.clip(smooth(carrying[:, None], 1.5)[:, 0], 0.0, 1.0)
    pace = 0.9 * slower * (faster / slower) ** carrying
    at = [0.0]
    while at[-1] < len(puppet) - 2 and len(at) < 197:
        at.append(at[-1] + pace[int(at[-1])])
    weight = np.interp(at, np.arange(len(puppet)), carrying)
    _retime(puppet, at)
    return smooth(weight[:, None], 1.0)[:, 0]


def _swing_arms(puppet, phase, degrees, bent):
    """Arms straight, swung opposite to the legs: phase (T,) is 1 where the left leg is lifted."""
    world = skeleton.global_rotations(puppet.rotations)
    chest = world[:, I["spine3"]]
    across = quaternion.rotate(chest, np.array([1.0, 0.0, 0.0]))
    for name, sign in (("left", -1.0), ("right", 1.0)):
        out = 1.0 if name == "left" else -1.0
        down = quaternion.from_axis_angle(np.array([0.0, 0.0, -out]), np.radians(80.0))
        # The palm's side to the body, the elbow's bend to the front.
        turned = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), np.radians(-30.0))
        hanging = quaternion.multiply(chest, quaternion.multiply(down, turned))
        swung = quaternion.from_axis_angle(unit(across), -np.radians(sign * degrees * phase + 6.0))
        puppet.face(f"{name}_shoulder", quaternion.multiply(swung, hanging))
        axis = np.cross([out, 0.0, 0.0], [0.0, 0.5, np.sqrt(0.75)])
        puppet.rotations[:, I[f"{name}_elbow"]] = quaternion.from_axis_angle(axis, np.radians(bent))
        puppet.rotations[:, I[f"{name}_wrist"]] = quaternion.IDENTITY
