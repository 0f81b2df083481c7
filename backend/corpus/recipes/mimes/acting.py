"""An act put on a captured body: the trunk, the feet under it, then the head, the arms and the hands."""

import numpy as np

from backend.motion.body import quaternion, skeleton

from ...describe.body import Body, unit
from .. import arms, clearing, giving
from ..puppet import SIDES, UP, I, smooth

# Degrees that a neck turns, a wrist bends and a forearm and a hand roll at most.
_NECK, _WRIST, _ROLL = 82.0, 62.0, 115.0
# The pelvis' share of a lean.
_PELVIS = 0.35
# Share of a seated chest's slouch that is taken off.
_UPRIGHT = 0.7
# Where a hand rests: share of the way from hip to knee, metres above.
_LAP = (0.6, 0.12)
# Share of a captured look that is taken back.
_LOOK = 0.75
# Who squats: metres of the pelvis down, that the feet stand wider, degrees of lean, the pelvis' share.
_SQUAT = {"down": 0.42, "wide": 0.14, "lean": 30.0, "pelvis": 0.75}
# Metres of a wrist over the floor that its palm is on; above its lowest place that are on it, and that come
# down with it; by which the keys of one that stays there differ.
_PALM, _ON, _NEAR, _STAYS = 0.06, 0.08, 0.14, 0.06
# Share from which on a hand is where it should be.
_THERE = 0.98
# Metres from the feet to the pelvis of who leans on what holds.
_HELD = 0.5
# Metres from the ankle back to the heel that a foot with lifted toes stands on.
_HEEL = 0.05
# Kinds of bases whose feet are planted by the legs' solver; those of others stay as captured.
STANDING = ("stand", "squat")
# Kinds that an act is as long as; others are held as long as the act.
WALKING = ("walk", "way", "back")
PLAYED = (*WALKING, "jump")
KNEELING = ("kneel", "knee")


def perform(puppet, act, track, side, kind):
    """The puppet doing an act as `track` (values, weights, frames) says, the main hand at `side`; False where
    a hand would go through the body."""
    values, weights, _ = track
    sign = 1.0 if side == "left" else -1.0
    level = _level(puppet)
    if kind not in PLAYED:
        _face_ahead(puppet)
    _trunk(puppet, act, values, sign, kind)
    _head(puppet, values, sign)
    own = arms.own_motion(puppet, SIDES)
    own = (own["left"] + own["right"]) / 2.0
    other = SIDES[1 - SIDES.index(side)]
    hands = {name: hand for name, hand in (("main", side), ("off", other)) if name in values}

    def keyed():
        origin, axes = level if act.frame == "room" else _chest(puppet)
        origin = origin + _seen(axes, own, 1.0)
        return axes, {name: origin + _seen(axes, values[name], sign) for name in hands}

    axes, goals = keyed()
    if act.floor:
        down = {name: _down(goals[name], values[name]) for name in hands}
        there = {hands[name]: (goal, weights[name] * share > _THERE) for name, (goal, share) in down.items()}
        # Who kneels bends only: the knees stay.
        giving.to_hands(puppet, there, 0.5 if kind in STANDING else 1.0)
        if kind in STANDING:
            puppet.stand(0.0)
        axes, goals = keyed()
        for name, (goal, share) in down.items():
            goals[name] += share[:, None] * (goal - goals[name])
    for name, hand in hands.items():
        _arm(puppet, hand, name, goals[name], axes, values, weights, sign)
    for hand in {*SIDES} - {*hands.values()}:
        if kind == "seat":
            _rest(puppet, hand)
    return arms.clear(puppet) and clearing.outside(puppet)


def _down(goal, keyed):
    """(the goal (T, 3) of a wrist whose lowest places are on the floor, shares (T,) by which it is there);
    keyed (T, 3): as the keys have it."""
    goal = goal.copy()
    high = goal[:, 1] - goal[:, 1].min()
    share = smooth(np.clip(2.0 - high / _NEAR, 0.0, 1.0)[:, None], 1.0)[:, 0]
    goal[:, 1] = _PALM + np.maximum(high - _ON, 0.0)
    if np.ptp(keyed, axis=0).max() < _STAYS:
        # It carries: there it stays.
        goal[:, [0, 2]] = goal[:, [0, 2]].mean(axis=0)
    return goal, share


def places(act, puppet, values, side):
    """{"main", "off": (T, 3)} wrists of a puppet where an act's places are given, in the act's own frame."""
    sign = 1.0 if side == "left" else -1.0
    origin, axes = _level(puppet) if act.frame == "room" else _chest(puppet)
    other = SIDES[1 - SIDES.index(side)]
    found = {}
    for name, hand in (("main", side), ("off", other)):
        if name in values:
            away = puppet.joints[:, I[f"{hand}_wrist"]] - origin
            found[name] = np.einsum("tij,tj->ti", axes, away) * [sign, 1.0, 1.0]
    return found


def _level(puppet):
    """Origin (T, 3) and axes (T, 3, 3; left, up, ahead) of the room: the captured chest, without its tilt."""
    body = puppet.body
    forward = unit(smooth(body.forward, 6.0))
    left = np.cross(UP, forward)
    up = np.broadcast_to(UP, left.shape)
    return smooth(body.at("spine3"), 8.0), np.stack([left, up, forward], axis=1)


def _chest(puppet):
    """Origin and axes of the chest as it is now."""
    turned = skeleton.global_rotations(puppet.rotations)[:, I["spine3"]]
    axes = [quaternion.rotate(turned, np.eye(3)[k]) for k in range(3)]
    return puppet.joints[:, I["spine3"]], np.stack(axes, axis=1)


def _seen(axes, vector, sign):
    """World vectors (T, 3) of vectors to the main side, up, ahead along axes."""
    return np.einsum("tij,ti->tj", axes, np.broadcast_to(vector * [sign, 1.0, 1.0], (len(axes), 3)))


def _trunk(puppet, act, values, sign, kind):
    free = kind in STANDING
    hips = act.hips if free else 0.0
    wide, behind = act.stance if free else (0.0, 0.0)
    squats = kind == "squat"
    if squats:
        wide += _SQUAT["wide"]
    if free:
        puppet.lower(values["sink"] + squats * _SQUAT["down"])
        puppet.mass += (sign * values["shift"])[:, None] * puppet.body.left
        for k, out in enumerate((1.0, -1.0)):
            away = wide * out * puppet.body.left[:1] - sign * out * behind * puppet.body.forward[:1]
            puppet.ankles[:, k] += away / 2.0
        _lift(puppet, values, sign)
    lean = values["lean"] + squats * _SQUAT["lean"]
    if act.held:
        # Who is held leans from the feet up.
        puppet.translation += (act.held * _HELD * np.sin(np.radians(lean)))[:, None] * puppet.body.forward
    before = skeleton.global_rotations(puppet.rotations)
    if not free:
        # Who sits and does something sits up.
        lean = lean - _UPRIGHT * np.median(_pitch(puppet))
    if hips:
        puppet.turn("pelvis", UP, sign * hips * values["twist"])
    if lean.any() or values["tilt"].any():
        pelvis = _SQUAT["pelvis"] if squats else _PELVIS if free else act.folds
        puppet.lean(forward=lean, left=sign * values["tilt"], pelvis=pelvis, arms=1.0, head=1.0)
    for joint in ("spine1", "spine2", "spine3"):
        axis = _chest(puppet)[1][:, 1]
        puppet.turn(joint, axis, sign * (1.0 - hips) / 3.0 * values["twist"])
    if free:
        puppet.stand(1.0 - act.held)
    elif act.folds and kind != "jump":
        # The pelvis tips, the thighs do not.
        if kind == "kneel":
            _sit_back(puppet, before, values["heels"])
        else:
            for side in SIDES:
                puppet.hold(f"{side}_hip", before, 0.0)
            puppet.lower(values["sink"] * (kind in WALKING))
            puppet.stand(0.0)


def _lift(puppet, values, sign):
    """Feet lifted, and the main foot's toes."""
    for k, out in enumerate((1.0, -1.0)):
        name = "main_foot" if out == sign else "off_foot"
        puppet.ankles[:, k] += values[name][:, None] * UP
        if name == "main_foot" and values["tap"].any():
            axis = np.broadcast_to(puppet.body.left[:1], (len(puppet), 3))
            turn = quaternion.from_axis_angle(axis, -np.radians(values["tap"]))
            puppet.ankles[:, k] += (_HEEL * np.sin(np.radians(values["tap"])))[:, None] * UP
            puppet.feet[:, k] = quaternion.multiply(turn, puppet.feet[:, k])


def _sit_back(puppet, before, degrees):
    """Who kneels, towards the heels: the thighs turn about the knees, shins and feet stay as `before`."""
    ankles = puppet.body.both("ankle").mean(axis=1)
    for side in SIDES:
        puppet.hold(f"{side}_hip", before, 0.0)
        puppet.turn(f"{side}_hip", puppet.body.left[:1], -degrees)
        puppet.hold(f"{side}_knee", before, 0.0)
    puppet.translation += ankles - Body(puppet.joints).both("ankle").mean(axis=1)


def _pitch(puppet):
    """Degrees (T,) that the chest is tipped forward."""
    return np.degrees(np.arcsin(np.clip(-_chest(puppet)[1][:, 2, 1], -1.0, 1.0)))


def _face_ahead(puppet):
    """A captured look aside, up or down taken back but for a part: the act says where the eyes go."""
    ahead = np.tile(quaternion.IDENTITY, (len(puppet), 1))
    for joint in ("neck", "head"):
        j, share = I[joint], np.full(len(puppet), _LOOK)
        puppet.rotations[:, j] = quaternion.slerp(puppet.rotations[:, j], ahead, share)


def _head(puppet, values, sign):
    up = _chest(puppet)[1][:, 1]
    # Where it looks is told from the pelvis; the chest has turned the head already.
    angle = np.clip(values["look"] - values["twist"], -_NECK, _NECK)
    for joint, share in (("neck", 0.4), ("head", 0.6)):
        puppet.turn(joint, up, sign * share * angle)
    world = skeleton.global_rotations(puppet.rotations)
    across = quaternion.rotate(world[:, I["head"]], np.array([1.0, 0.0, 0.0]))
    for joint, share in (("neck", 0.5), ("head", 0.5)):
        puppet.turn(joint, across, share * values["nod"])


def _arm(puppet, hand, name, goal, axes, values, weights, sign):
    before = puppet.rotations.copy()
    pole = values.get(f"{name}_elbow")
    # Authored as seen from the acting side; without a hint the elbow hangs a little to its own side.
    pole = np.array([0.5 if name == "main" else -0.5, -1.0, -0.1]) if pole is None else pole
    pole = _seen(_chest(puppet)[1], pole, sign)

    def solve(goal):
        arms.solve(puppet, hand, goal, pole, values.get("shrug", 0.0))
        if f"{name}_hand" in values:
            fingers = _seen(axes, values[f"{name}_hand"], sign)
            arms.pointed(puppet, hand, fingers, weights[f"{name}_hand"], _WRIST)
        if f"{name}_palm" in values:
            _roll(puppet, hand, _seen(axes, values[f"{name}_palm"], sign), weights[f"{name}_palm"])
        arms.blend(puppet, hand, before, weights[name])

    clearing.led_out(puppet, hand, solve, goal, np.zeros(len(puppet)))


def _rest(puppet, hand):
    """A hand that has nothing to do lies along its own thigh."""
    body, out = puppet.body, 1.0 if hand == "left" else -1.0
    lap = (1.0 - _LAP[0]) * body.at(f"{hand}_hip") + _LAP[0] * body.at(f"{hand}_knee") + _LAP[1] * UP
    aside = _seen(_chest(puppet)[1], np.array([0.7, -0.3, -0.6]), out)
    arms.solve(puppet, hand, lap, aside)
    forearm = skeleton.global_rotations(puppet.rotations)[:, I[f"{hand}_elbow"]]
    thigh = body.at(f"{hand}_knee") - body.at(f"{hand}_hip")
    turn = quaternion.between(quaternion.rotate(forearm, np.array([out, 0.0, 0.0])), thigh)
    puppet.face(f"{hand}_wrist", quaternion.multiply(turn, forearm))


def _roll(puppet, hand, palm, weight):
    """Forearm and hand rolled, half each, until the palm faces palm (T, 3) as well as it can."""
    out = np.array([1.0 if hand == "left" else -1.0, 0.0, 0.0])
    world = skeleton.global_rotations(puppet.rotations)
    wrist, elbow = world[:, I[f"{hand}_wrist"]], world[:, I[f"{hand}_elbow"]]
    fingers = quaternion.rotate(wrist, out)
    now = quaternion.rotate(wrist, np.array([0.0, -1.0, 0.0]))
    across = np.cross(fingers, now)
    angle = np.arctan2(np.sum(across * palm, -1), np.sum(now * palm, -1))
    angle = smooth(np.unwrap(angle), 1.0)
    limit = np.radians(_ROLL)
    angle = np.clip(angle, -limit, limit) * weight
    rolled = quaternion.multiply(quaternion.from_axis_angle(fingers, angle), wrist)
    forearm = quaternion.from_axis_angle(unit(quaternion.rotate(elbow, out)), angle / 2.0)
    puppet.face(f"{hand}_elbow", quaternion.multiply(forearm, elbow), world)
    puppet.face(f"{hand}_wrist", rolled)
