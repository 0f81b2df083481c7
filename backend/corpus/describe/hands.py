"""Where the hands are over time: over the head, out to the side, in front, at the face, on the hips, crossed,
behind the back, on the knees, together."""

import numpy as np

from .body import SIDES, Fact, spans

# What a posture of both arms is named before that of each.
ONE = ("over head", "out to side", "face", "front", "hip", "behind", "knee")
_SECONDS = 0.6


def found(body):
    """Facts of (T, 22, 3) named as in ONE with the side "left", "right" or "both", and "guard", "crossed",
    "together" of both hands."""
    each = [_one(body, k) for k in (0, 1)]
    facts, taken = [], np.zeros(len(body), bool)
    least = {"hip": 1.0}
    for name, mask in _two(body).items():
        for start, stop in spans(mask & ~taken, _SECONDS):
            facts.append(Fact(name, start, stop, "both"))
            taken[start:stop] = True
    for name in ONE:
        masks = [one[name] & ~taken for one in each]
        seconds = least.get(name, _SECONDS)
        facts += [Fact(name, a, b, "both") for a, b in spans(masks[0] & masks[1], seconds, 0.5)]
        for mask, side in zip((masks[0] & ~masks[1], masks[1] & ~masks[0]), SIDES, strict=True):
            facts += [Fact(name, a, b, side) for a, b in spans(mask, seconds, 0.5)]
    return facts


def _one(body, k):
    """{name: frames (T,)} of one hand; a hand is in one place at a time."""
    out = 1.0 if k == 0 else -1.0
    wrist, elbow, shoulder = (body.both(name)[:, k] for name in ("wrist", "elbow", "shoulder"))
    knee, hip = body.both("knee")[:, k], body.both("hip")[:, k]
    bend = body.elbow_bend[:, k]
    side, up, ahead = (body.from_chest(wrist, shoulder) * [out, 1.0, 1.0]).T
    over = wrist[:, 1] - body.at("head")[:, 1]
    upright = body.trunk[:, 1] > 0.3
    at_skull = np.linalg.norm(wrist - body.skull, axis=-1)
    # The waist's flank, a hand's breadth over the hip joint.
    flank = hip + 0.13 * body.chest[:, 1] + 0.07 * out * body.chest[:, 0]
    elbow_out = np.sum((elbow - wrist) * body.chest[:, 0], axis=-1) * out
    middle, _, back = (body.from_chest(wrist, body.at("pelvis")) * [out, 1.0, 1.0]).T
    masks = {
        "over head": (over > 0.12) & upright,
        "face": (at_skull < 0.24) & (bend > 70.0),
        "out to side": (side > 0.36) & (abs(up) < 0.22) & (bend < 50.0) & (abs(ahead) < 0.3),
        "front": (ahead > 0.36) & (abs(up) < 0.22) & (bend < 45.0) & (side < 0.25),
        "hip": (np.linalg.norm(wrist - flank, axis=-1) < 0.15) & (bend > 55.0) & (elbow_out > 0.06),
        "behind": (back < -0.1) & (middle < 0.16) & (up < -0.3) & (bend > 25.0),
        "knee": (np.linalg.norm(wrist - knee, axis=-1) < 0.17) & (wrist[:, 1] > 0.25),
    }
    calm, still = body.wrist_speed[:, k] < 0.9, body.wrist_speed[:, k] < 0.45
    free = np.ones(len(body), bool)
    for name, mask in masks.items():
        quiet = still if name == "hip" else calm if name in ("face", "behind", "knee") else True
        masks[name] = mask & free & quiet
        free &= ~mask
    return masks


def _two(body):
    """{name: frames (T,)} of what both hands do together."""
    wrists = body.both("wrist")
    calm = body.wrist_speed.max(axis=1) < 0.7
    seen = np.stack([body.from_chest(wrists[:, k], body.at("spine3")) for k in (0, 1)], axis=1)
    side, up, ahead = np.moveaxis(seen, -1, 0)
    bent = body.elbow_bend.min(axis=1)
    chest_high = (up > -0.2).all(axis=1) & (up < 0.25).all(axis=1) & (ahead > 0.05).all(axis=1)
    crossed = (side[:, 0] < side[:, 1] - 0.06) & chest_high & (ahead < 0.4).all(axis=1) & (bent > 50.0)
    guard = (up > 0.06).all(axis=1) & (up < 0.4).all(axis=1) & (ahead > 0.15).all(axis=1) & (bent > 75.0)
    apart = np.linalg.norm(wrists[:, 0] - wrists[:, 1], axis=-1)
    together = (apart < 0.16) & (ahead > 0.12).all(axis=1) & (up < 0.3).all(axis=1)
    return {
        "crossed": crossed & calm,
        "guard": guard & ~crossed & (apart < 0.5),
        "together": together & calm & ~crossed & ~guard,
    }
