"""How a body holds itself over time: crouched, bent over, leaning, kneeling, on all fours, sitting, lying,
upside down."""

import numpy as np

from backend.motion.body import skeleton

from .body import SIDES, STANDING, Fact, spans

# Degrees of the trunk: bent over, leaning, hardly leaning.
_BENT, _LEANS, _LEANS_BACK = 50.0, 24.0, 17.0
# Parts of a standing pelvis' height, and degrees of both knees.
_CROUCHED, _SQUATS, _KNEES = 0.87, 0.62, 38.0
# Metres: a knee on the floor, a hand on the floor, a pelvis on the floor, the chest of one who lies.
_KNEE, _HAND, _SEAT, _CHEST = 0.14, 0.2, 0.3, 0.5
# Degrees of thighs from hanging down; metres of the pelvis behind the heels where something carries it.
_THIGHS, _BEHIND = 50.0, 0.12
# Metres of the ankle of a leg that carries nothing.
_LIFTED = 0.26
# Metres of the lower foot over the floor from which a body stands on something else.
_ON_SOMETHING = 0.15


def found(body):
    """Facts of (T, 22, 3): "lie" (on the back, belly, side), "upside down", "all fours", "kneel" (left,
    right, both), "sit floor", "sit", "squat", "crouch", "bend", "lean" (forward, back, left, right),
    "one leg" (the one that carries)."""
    masks = {key: spans(mask) for key, mask in _masks(body).items()}
    facts = [Fact(name, a, b, side) for (name, side), found in masks.items() for a, b in found]
    # A leg in mid-step is lifted, too.
    return [f for f in facts if f.name != "one leg" or f.stop - f.start >= skeleton.FPS]


def _masks(body):
    pelvis, chest = body.at("pelvis")[:, 1], body.at("spine3")[:, 1]
    front = body.chest[:, 2, 1]
    free = np.ones(len(body), bool)

    def claim(mask):
        nonlocal free
        own, free = mask & free, free & ~mask
        return own

    lies = (body.tilt > 60.0) & (pelvis < _SEAT) & (chest < _CHEST)
    masks = {
        ("lie", "back"): claim(lies & (front > 0.5)),
        ("lie", "belly"): claim(lies & (front < -0.5)),
        ("lie", "side"): claim(lies),
    }
    ankles = body.both("ankle")[..., 1]
    masks["upside down", ""] = claim((body.tilt > 110.0) & (ankles.max(axis=1) > pelvis))
    hands = body.both("wrist")[..., 1].max(axis=1) < _HAND
    knees = body.both("knee")[..., 1]
    # Not a deep squat with the hands on the floor.
    carried = (knees.min(axis=1) < 0.2) | (pelvis > 0.42)
    masks["all fours", ""] = claim(hands & carried & (body.tilt > 45.0) & (body.trunk[:, 1] > -0.5))
    shins = np.sum((body.both("ankle") - body.both("knee")) * body.forward[:, None], axis=-1)
    down = (knees < _KNEE) & (ankles < 0.2) & (shins < 0.1)
    upright = body.tilt < 60.0
    masks["kneel", "both"] = claim(down.all(axis=1) & upright)
    for k, side in enumerate(SIDES):
        other = (knees[:, 1 - k] > 0.3) & (ankles[:, 1 - k] < 0.16)
        masks["kneel", side] = claim(down[:, k] & other & upright & (pelvis > _SEAT - 0.08))
    masks["sit floor", ""] = claim((pelvis < _SEAT) & (body.tilt < 50.0))
    masks["sit", ""] = claim(_seated(body))
    standing = ankles.min(axis=1) < _ON_SOMETHING
    bent_knees = (body.knee_bend.min(axis=1) > _KNEES) & standing
    masks["squat", ""] = claim(bent_knees & (pelvis < _SQUATS * STANDING))
    over = (body.tilt > _BENT) & (np.sum(body.trunk * body.forward, axis=-1) > 0.5)
    crouched = bent_knees & (pelvis < _CROUCHED * STANDING)
    masks["bend", ""] = claim(over & standing)
    masks["crouch", ""] = crouched & free
    lean = {"forward": body.forward, "back": -body.forward, "left": body.left, "right": -body.left}
    for side, way in lean.items():
        least = _LEANS if side == "forward" else _LEANS_BACK
        mask = np.sum(body.trunk * way, axis=-1) > np.sin(np.radians(least))
        masks["lean", side] = claim(mask & standing)
    slow = body.speed < 0.3
    for k, side in enumerate(SIDES):
        lifted = (ankles[:, 1 - k] > _LIFTED) & (ankles[:, k] < _ON_SOMETHING) & slow
        masks["one leg", side] = lifted & free & (body.tilt < 80.0)
    return masks


def _seated(body):
    """Frames (T,) in which both thighs lie and the pelvis is too far behind the feet to be carried."""
    thigh = body.both("knee") - body.both("hip")
    down = np.degrees(np.arccos(np.clip(-thigh[..., 1] / np.linalg.norm(thigh, axis=-1), -1.0, 1.0)))
    ahead = np.sum(thigh.mean(axis=1) * body.forward, axis=-1) > 0.2
    weight = 0.5 * body.at("pelvis") + 0.35 * body.at("spine3") + 0.15 * body.both("knee").mean(axis=1)
    feet = body.both("ankle")
    behind = np.sum((feet - weight[:, None]) * body.forward[:, None], axis=-1).min(axis=1)
    # Feet that hang carry nobody.
    hanging = feet[..., 1].min(axis=1) > _ON_SOMETHING
    steady = np.abs(np.gradient(body.at("pelvis")[:, 1])) * 20.0 < 0.5
    carried = (behind > _BEHIND) | (hanging & (down.min(axis=1) > 60.0))
    return (down.min(axis=1) > _THIGHS) & ahead & carried & steady & (body.tilt < 45.0) & (body.speed < 0.4)
