"""Arms taken to a pose: wrists to their places, elbows to the side, nothing through the body."""

import numpy as np

from backend.motion.body import quaternion, skeleton
from backend.motion.measure import runs

from ..describe.body import Body, unit
from . import clearing
from .puppet import SIDES, UP, I, smooth

_UPPER, _LOWER = 0.26, 0.268
# Metres from the shoulder that a wrist is taken to at most and at least.
REACH, NEAREST = 0.985 * (_UPPER + _LOWER), 0.12
# Where the forearm goes when the elbow bends, on the T-pose; degrees that a collar rises with a lifted arm.
_BENDS, _SHRUG = np.array([0.0, 0.5, np.sqrt(0.75)]), 18.0
# Share of the captured wrists' own motion that stays, and metres that it may come to.
_OWN, _MOST = 0.3, 0.05
# Metres a second up to which a body stands.
_STANDS = 0.15
# Degrees that who stands upright leans forward.
_UPRIGHT = 8.0
# Degrees that an elbow bends at most.
_BENT = 155.0


def apply(puppet, pose, random, side="right", weight=None, beat=None):
    """The puppet's arms taken to a Pose; weight (T,) from 0 as captured to 1; beat (T,): between -1 and 1, by
    what hands swing instead of their own rate; False where a hand would go through the body."""
    count = len(puppet)
    weight = np.ones(count) if weight is None else weight
    shift = random.normal(size=3) * 0.012
    phase, rate = random.uniform(0, 2 * np.pi), pose.rate * random.uniform(0.85, 1.15)
    swing = np.sin(phase + 2 * np.pi * rate * np.arange(count) / skeleton.FPS)
    swing = swing if beat is None else beat
    _stood(puppet, pose, "left" if pose.both else side, weight, swing)
    if pose.look:
        puppet.turn("neck", _up(puppet), (1 if side == "left" else -1) * 0.5 * pose.look * weight)
        puppet.turn("head", _up(puppet), (1 if side == "left" else -1) * 0.5 * pose.look * weight)
    if pose.nod:
        chest = skeleton.global_rotations(puppet.rotations)[:, I["spine3"]]
        across = quaternion.rotate(chest, np.array([1.0, 0.0, 0.0]))
        puppet.turn("neck", across, 0.5 * pose.nod * weight)
        puppet.turn("head", across, 0.5 * pose.nod * weight)
    rise = pose.shrug * (0.6 + 0.4 * swing) if pose.rate and not pose.alternate else pose.shrug
    sides = SIDES if pose.both else (side,)
    own = own_motion(puppet, sides)
    if pose.both:
        # What both hands hold does not change its width.
        own = {s: (own["left"] + own["right"]) / 2.0 for s in SIDES}
    for k, name in enumerate(sides):
        at = pose.other if pose.other and k == 1 else pose.at
        out = 1.0 if name == "left" else -1.0
        turns = -1.0 if pose.alternate and k == 1 else 1.0
        target = np.asarray(at) + shift + turns * swing[:, None] * pose.swing
        target = target * [out, 1.0, 1.0] + own[name]
        reach(puppet, name, target, np.asarray(pose.elbow) * [out, 1.0, 1.0], pose, weight, rise)
    return clear(puppet)


def _stood(puppet, pose, side, weight, swing):
    """Trunk and legs as the pose has them, the foot and the shoulder of that side ahead."""
    if not (pose.lean or pose.rock or pose.sink or pose.stance or pose.twist):
        return
    k, out = SIDES.index(side), 1.0 if side == "left" else -1.0
    puppet.lower(pose.sink * weight)
    if float(np.median(puppet.body.speed)) < _STANDS:
        apart = 0.5 * pose.stance * puppet.body.forward
        puppet.ankles[:, k] += apart
        puppet.ankles[:, 1 - k] -= apart
    for joint, share in (("pelvis", 0.3), ("spine2", 0.35), ("spine3", 0.35)) if pose.twist else ():
        puppet.turn(joint, UP, -out * share * pose.twist * weight)
    if pose.twist:
        puppet.turn("neck", UP, out * 0.9 * pose.twist * weight)
    lean = pose.lean
    if lean > 0.0:
        # Who is bent already is bent no further.
        bent = np.degrees(np.arcsin(np.clip(np.sum(_up(puppet) * puppet.body.forward, axis=-1), -1.0, 1.0)))
        lean = np.maximum(lean - smooth(np.maximum(bent - _UPRIGHT, 0.0)[:, None], 2.0)[:, 0], 0.0)
    puppet.lean(forward=(lean + pose.rock * swing) * weight, arms=1.0, head=0.2)
    puppet.stand()


def eased(count, random, start_s=0.4, rest=0.5):
    """Weights (count,) from 0 up to 1 and mostly back again, over about half a second each."""
    t = np.arange(count) / skeleton.FPS
    last = (count - 1) / skeleton.FPS
    up, stop = start_s + random.uniform(0, 0.3), last - start_s - random.uniform(0, 0.3)
    rise = np.clip((t - up) / random.uniform(0.45, 0.7), 0.0, 1.0)
    fall = np.clip((stop - t) / random.uniform(0.45, 0.7), 0.0, 1.0) if random.random() < rest else 1.0
    part = np.minimum(rise, fall)
    return part * part * (3.0 - 2.0 * part)


def again(count, random):
    """Weights (count,) from 0 to 1 and back, time after time."""
    row, now = [(0.0, 0.0)], random.uniform(0.2, 0.5)
    while now < count / skeleton.FPS:
        stays = now + 0.35 + random.uniform(0.8, 1.1)
        row += [(now, 0.0), (now + 0.35, 1.0), (stays, 1.0), (stays + 0.45, 0.0)]
        now = stays + 0.45 + random.uniform(0.3, 0.6)
    times, weights = zip(*row, strict=True)
    return smooth(np.interp(np.arange(count) / skeleton.FPS, times, weights)[:, None], 1.2)[:, 0]


def swung(puppet, phase, degrees, bent):
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


def _up(puppet):
    world = skeleton.global_rotations(puppet.rotations)
    return quaternion.rotate(world[:, I["spine3"]], np.array([0.0, 1.0, 0.0]))


def own_motion(puppet, sides):
    """{side: (T, 3)} small movements of the captured wrists as seen from the chest."""
    found = {}
    for side in sides:
        k = SIDES.index(side)
        seen = puppet.body.from_chest(puppet.body.both("wrist")[:, k], puppet.body.at("spine3"))
        move = smooth(seen - smooth(seen, 14.0), 1.0)
        found[side] = _MOST * np.tanh(_OWN * move / _MOST)
    return found


def reach(puppet, side, target, pole, pose, weight, shrug=None):
    """One arm solved to a wrist target (T, 3) in the pose's frame, the elbow towards pole (3,); shrug (T,):
    instead of the pose's."""
    out = 1.0 if side == "left" else -1.0
    before = puppet.rotations.copy()
    world = skeleton.global_rotations(puppet.rotations)
    base = 0 if pose.frame == "pelvis" else I["spine3"]
    frame = _upright(world[:, base]) if pose.frame == "level" else world[:, base]
    goal = puppet.joints[:, base] + quaternion.rotate(frame, target)
    solve(
        puppet,
        side,
        goal,
        quaternion.rotate(world[:, I["spine3"]], pole),
        pose.shrug if shrug is None else shrug,
    )
    bent = quaternion.from_axis_angle(np.cross([out, 0.0, 0.0], -_BENDS), np.radians(pose.droop))
    puppet.rotations[:, I[f"{side}_wrist"]] = bent
    blend(puppet, side, before, weight)


def _upright(world):
    """World rotations (T, 4) that turn about the vertical only."""
    ahead = quaternion.rotate(world, np.array([0.0, 0.0, 1.0]))
    return quaternion.from_axis_angle(UP, np.arctan2(ahead[:, 0], ahead[:, 2]))


def solve(puppet, side, goal, aside, shrug=0.0):
    """The arm solved so that its wrist is at goal (T, 3) in the world, its elbow towards aside (T, 3)."""
    out = 1.0 if side == "left" else -1.0
    joints, chest = puppet.joints, skeleton.global_rotations(puppet.rotations)[:, I["spine3"]]
    collar = f"{side}_collar"
    rise = np.clip((goal - joints[:, I[f"{side}_shoulder"]])[:, 1] / 0.5, 0.0, 1.0)
    puppet.rotations[:, I[collar]] = quaternion.IDENTITY
    lifted = out * np.maximum(_SHRUG * rise, shrug)
    puppet.turn(collar, quaternion.rotate(chest, np.array([0.0, 0.0, 1.0])), lifted)
    shoulder = puppet.joints[:, I[f"{side}_shoulder"]]
    line = goal - shoulder
    far = np.clip(np.linalg.norm(line, axis=-1), NEAREST, REACH)
    along = unit(line)
    aside = unit(aside - np.sum(aside * along, axis=-1, keepdims=True) * along)
    cosine = np.clip((far**2 + _UPPER**2 - _LOWER**2) / (2.0 * far * _UPPER), -1.0, 1.0)
    elbow = _UPPER * (cosine[:, None] * along + np.sqrt(1.0 - cosine**2)[:, None] * aside)
    wrist = far[:, None] * along
    upper = _framed(unit(elbow), wrist - elbow, out)
    lower = quaternion.multiply(
        quaternion.between(quaternion.rotate(upper, np.array([out, 0.0, 0.0])), wrist - elbow), upper
    )
    puppet.face(f"{side}_shoulder", upper)
    puppet.face(f"{side}_elbow", lower)
    puppet.rotations[:, I[f"{side}_wrist"]] = quaternion.IDENTITY


def pointed(puppet, side, fingers, weight, most):
    """A hand bent at the wrist by `most` degrees, so that it points along fingers (T, 3), by a weight."""
    world, wrist = skeleton.global_rotations(puppet.rotations), I[f"{side}_wrist"]
    along = quaternion.rotate(world[:, wrist], np.array([1.0 if side == "left" else -1.0, 0.0, 0.0]))
    turn = quaternion.between(along, fingers)
    angle = 2.0 * np.degrees(np.arccos(np.clip(np.abs(turn[:, 0]), 0.0, 1.0)))
    share = np.minimum(1.0, most / np.maximum(angle, 1e-6)) * weight
    still = np.tile(quaternion.IDENTITY, (len(puppet), 1))
    turned = quaternion.multiply(quaternion.slerp(still, turn, share), world[:, wrist])
    puppet.face(f"{side}_wrist", turned, world)


def blend(puppet, side, before, weight):
    """The arm's joints between their rotations `before` (weight 0) and now (1)."""
    between = runs.runs((weight > 0.0) & (weight < 1.0))
    for part in ("collar", "shoulder", "elbow", "wrist"):
        j = I[f"{side}_{part}"]
        turn = quaternion.multiply(quaternion.inverse(before[:, j]), puppet.rotations[:, j])
        turn = quaternion.continuous(quaternion.normalize(turn))
        # The way round that is the shorter one on the whole: the other one from a frame on would be a jump.
        for start, stop in between:
            turn[start:stop] *= np.sign(turn[start:stop, 0].sum()) or 1.0
        angle = weight * np.arccos(np.clip(turn[:, 0], -1.0, 1.0))
        shares = np.cos(angle)[:, None], np.sin(angle)[:, None] * unit(turn[:, 1:])
        turned = quaternion.multiply(before[:, j], np.concatenate(shares, axis=1))
        puppet.rotations[:, j] = quaternion.normalize(turned)


def _framed(along, bend, out):
    """World rotations (T, 4) of an upper arm that points along (T, 3), its forearm bending to bend (T, 3)."""
    bend = unit(bend - np.sum(bend * along, axis=-1, keepdims=True) * along)
    now = np.stack([along, bend, np.cross(along, bend)], axis=-1)
    rest = np.stack([[out, 0.0, 0.0], _BENDS, np.cross([out, 0.0, 0.0], _BENDS)], axis=-1)
    return quaternion.from_matrix(now @ rest.T)


def clear(puppet):
    """Whether hands and forearms keep clear of head and trunk, and elbows bend no further than they can."""
    return clearing.outside(puppet, clearing.ARM) and Body(puppet.joints).elbow_bend.max() < _BENT
