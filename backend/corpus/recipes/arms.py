"""Poses of the arms: where the wrists are taken, and what that is called."""

from dataclasses import dataclass, field

import numpy as np

from backend.motion import quaternion, skeleton

from ..language.body import unit
from .puppet import SIDES, I, smooth

_UPPER, _LOWER = 0.26, 0.268
# Where the forearm goes when the elbow bends, on the T-pose; degrees that a collar rises with a lifted arm.
_BENDS, _SHRUG = np.array([0.0, 0.5, np.sqrt(0.75)]), 18.0
# Share of the captured wrists' own motion that stays, and metres that it may come to.
_OWN, _MOST = 0.3, 0.05
# Metres from a wrist or forearm to the skull's centre and to the trunk's middle line that nothing passes.
_SKULL, _TRUNK, _BENT = 0.115, 0.11, 155.0


@dataclass(frozen=True)
class Pose:
    """Wrists at `at` (out to their side, up, ahead) metres from the chest's joint, elbows towards `elbow`; both
    arms or one. frame: "chest" or "pelvis". swing: metres (3,) by which the wrists go to and fro `rate` times
    a second, opposite: by turns. droop: degrees that the hands hang. beside: how it is said of who walks so;
    does: verbs of who stands and does so; labels: short names. {side} is the arm's."""

    at: tuple
    elbow: tuple
    beside: tuple
    does: tuple = ()
    labels: tuple = ()
    both: bool = True
    frame: str = "chest"
    swing: tuple = (0.0, 0.0, 0.0)
    rate: float = 0.0
    droop: float = 0.0
    lean: float = 0.0
    look: float = 0.0
    other: tuple = field(default=())


POSES = {
    "over head": Pose((0.19, 0.61, 0.06), (1.0, 0.1, -0.3),
        ("with both hands over the head", "with the arms raised above the head", "with hands up"),
        (("raise", "both arms over the head"), ("put", "the hands up"), ("surrender", "")), ("hands up", "surrender idle")),
    "hips": Pose((0.165, 0.07, 0.02), (1.0, 0.0, -0.6),
        ("with hands on the hips", "with both hands on hips"),
        (("put", "both hands on the hips"),), ("hands on hips", "impatient idle"), frame="pelvis"),
    "crossed": Pose((-0.09, -0.03, 0.185), (1.0, -1.0, 0.1),
        ("with crossed arms", "with arms crossed in front of the chest"),
        (("cross", "the arms"), ("fold", "the arms in front of the chest")), ("arms crossed", "arms crossed idle"),
        other=(-0.085, -0.06, 0.23)),
    "carry": Pose((0.15, -0.12, 0.34), (0.35, -1.0, -0.2),
        ("carrying a box in front", "while carrying a box with both hands", "holding a heavy box in front of the body"),
        (("hold", "a box in front of the body"), ("carry", "a box")), ("carry box", "carrying a crate"), lean=-5.0),
    "push": Pose((0.15, 0.06, 0.43), (0.6, -1.0, 0.0),
        ("pushing something with both hands", "pushing a cart", "while pushing a heavy object forward"),
        (("push", "against something with both hands"),), ("push", "pushing a cart"), lean=14.0),
    "point ahead": Pose((0.2, 0.15, 0.515), (0.5, -1.0, 0.0),
        ("pointing forward with the {side} hand", "with the {side} arm pointing ahead"),
        (("point", "forward with the {side} hand"), ("point", "straight ahead")), ("point forward",), both=False),
    "point aside": Pose((0.71, 0.17, 0.08), (0.0, -1.0, -0.5),
        ("pointing to the {side}", "pointing to the {side} with the {side} arm"),
        (("point", "to the {side}"), ("point", "to the {side} with the {side} hand")), ("point {side}",),
        both=False, look=35.0),
    "salute": Pose((0.19, 0.4, 0.14), (1.0, -0.3, -0.2),
        ("saluting with the {side} hand", "while saluting"),
        (("salute", ""), ("salute", "like a soldier"), ("give", "a military salute with the {side} hand")),
        ("salute", "soldier salute"), both=False),
    "shade eyes": Pose((0.13, 0.45, 0.19), (1.0, -0.4, 0.1),
        ("shading the eyes with the {side} hand", "with the {side} hand over the eyes"),
        (("shade", "the eyes with the {side} hand"), ("look", "into the distance, the {side} hand over the eyes")),
        ("lookout", "scouting"), both=False),
    "phone": Pose((0.13, 0.34, 0.09), (0.6, -1.0, 0.15),
        ("with a phone at the {side} ear", "talking on the phone", "with the {side} hand at the ear"),
        (("talk", "on the phone"), ("hold", "a phone to the {side} ear")), ("phone call",), both=False),
    "clap": Pose((0.12, 0.02, 0.34), (0.6, -1.0, -0.1),
        ("clapping", "while clapping the hands"), (("clap", "the hands"), ("applaud", ""), ("clap", "")),
        ("clapping", "applause"), swing=(0.065, 0.0, 0.0), rate=2.0),
    "guard": Pose((0.12, 0.17, 0.24), (0.3, -1.0, -0.1),
        ("with both fists up", "in a boxing guard", "with raised fists"),
        (("hold", "both fists up"), ("take", "a fighting stance"), ("guard", "like a boxer")),
        ("guard", "fighting idle", "boxing stance", "combat idle"), other=(0.1, 0.13, 0.31)),
    "wave both": Pose((0.34, 0.53, 0.08), (1.0, -0.5, -0.2),
        ("waving both arms over the head", "while waving with both hands"),
        (("wave", "both arms"), ("wave", "with both hands over the head")), ("wave both arms", "calling for help"),
        swing=(0.13, 0.0, 0.0), rate=1.3),
    "wave": Pose((0.32, 0.4, 0.14), (0.8, -1.0, -0.1),
        ("waving with the {side} hand", "while waving the {side} hand"),
        (("wave", "with the {side} hand"), ("wave", "hello"), ("greet", "somebody, waving the {side} hand")),
        ("wave", "greeting"), both=False, swing=(0.11, 0.0, 0.0), rate=1.6),
    "behind back": Pose((0.03, -0.27, -0.16), (0.6, -0.1, -1.0),
        ("with hands behind the back", "with both hands behind the back"),
        (("hold", "both hands behind the back"),), ("hands behind back", "at ease")),
    "zombie": Pose((0.15, 0.08, 0.48), (0.5, -1.0, 0.0),
        ("like a zombie", "with both arms stretched out in front like a zombie"),
        (("hold", "both arms out in front"),), ("zombie", "zombie walk"), droop=35.0),
    "balance": Pose((0.705, 0.15, 0.07), (0.0, -1.0, -0.6),
        ("with both arms out to the sides", "with arms spread wide, balancing"),
        (("stretch", "both arms out to the sides"),), ("balancing", "arms out"), swing=(0.0, 0.04, 0.0), rate=0.5),
    "stomach": Pose((0.0, -0.2, 0.2), (1.0, -0.8, -0.2),
        ("holding the stomach with both hands", "while holding the belly in pain"),
        (("hold", "the stomach with both hands"),), ("injured", "hurt, holding the stomach"), lean=16.0,
        other=(0.02, -0.25, 0.22)),
}  # fmt: skip


def apply(puppet, pose, random, side="right", weight=None):
    """The puppet's arms taken to a Pose; weight (T,) from 0 as captured to 1; False where a hand would go
    through the body."""
    count = len(puppet)
    weight = np.ones(count) if weight is None else weight
    if pose.lean:
        puppet.lean(forward=pose.lean * weight, arms=1.0, head=0.2)
        puppet.stand()
    if pose.look:
        puppet.turn("neck", _up(puppet), (1 if side == "left" else -1) * 0.5 * pose.look * weight)
        puppet.turn("head", _up(puppet), (1 if side == "left" else -1) * 0.5 * pose.look * weight)
    shift = random.normal(size=3) * 0.012
    phase, rate = random.uniform(0, 2 * np.pi), pose.rate * random.uniform(0.85, 1.15)
    swing = np.sin(phase + 2 * np.pi * rate * np.arange(count) / skeleton.FPS)
    sides = SIDES if pose.both else (side,)
    own = _own(puppet, sides)
    if pose.both:
        # What both hands hold does not change its width.
        own = {s: (own["left"] + own["right"]) / 2.0 for s in SIDES}
    for k, name in enumerate(sides):
        at = pose.other if pose.other and k == 1 else pose.at
        out = 1.0 if name == "left" else -1.0
        target = np.asarray(at) + shift + swing[:, None] * pose.swing
        target = target * [out, 1.0, 1.0] + own[name]
        _reach(puppet, name, target, np.asarray(pose.elbow) * [out, 1.0, 1.0], pose, weight)
    return _clear(puppet)


def eased(count, random, start_s=0.4, rest=0.5):
    """Weights (count,) from 0 up to 1 and mostly back again, over about half a second each."""
    t = np.arange(count) / skeleton.FPS
    last = (count - 1) / skeleton.FPS
    up, stop = start_s + random.uniform(0, 0.3), last - start_s - random.uniform(0, 0.3)
    rise = np.clip((t - up) / random.uniform(0.45, 0.7), 0.0, 1.0)
    fall = np.clip((stop - t) / random.uniform(0.45, 0.7), 0.0, 1.0) if random.random() < rest else 1.0
    part = np.minimum(rise, fall)
    return part * part * (3.0 - 2.0 * part)


def _up(puppet):
    world = skeleton.global_rotations(puppet.rotations)
    return quaternion.rotate(world[:, I["spine3"]], np.array([0.0, 1.0, 0.0]))


def _own(puppet, sides):
    """{side: (T, 3)} small movements of the captured wrists as seen from the chest."""
    found = {}
    for side in sides:
        k = SIDES.index(side)
        seen = puppet.body.from_chest(puppet.body.both("wrist")[:, k], puppet.body.at("spine3"))
        move = smooth(seen - smooth(seen, 14.0), 1.0)
        found[side] = _MOST * np.tanh(_OWN * move / _MOST)
    return found


def _reach(puppet, side, target, pole, pose, weight):
    """One arm solved to a wrist target (T, 3) in the frame of chest or pelvis, the elbow towards pole (3,)."""
    out = 1.0 if side == "left" else -1.0
    before = puppet.rotations.copy()
    world = skeleton.global_rotations(puppet.rotations)
    joints = puppet.joints
    base = I["spine3"] if pose.frame == "chest" else 0
    frame = world[:, base]
    goal = joints[:, base] + quaternion.rotate(frame, target)
    chest = world[:, I["spine3"]]
    collar = f"{side}_collar"
    rise = np.clip((goal - joints[:, I[f"{side}_shoulder"]])[:, 1] / 0.5, 0.0, 1.0)
    puppet.rotations[:, I[collar]] = quaternion.IDENTITY
    puppet.turn(collar, quaternion.rotate(chest, np.array([0.0, 0.0, 1.0])), out * _SHRUG * rise)
    shoulder = puppet.joints[:, I[f"{side}_shoulder"]]
    line = goal - shoulder
    far = np.clip(np.linalg.norm(line, axis=-1), 0.12, 0.985 * (_UPPER + _LOWER))
    along = unit(line)
    aside = quaternion.rotate(chest, pole)
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
    bent = quaternion.from_axis_angle(np.cross([out, 0.0, 0.0], -_BENDS), np.radians(pose.droop))
    puppet.rotations[:, I[f"{side}_wrist"]] = bent
    for part in ("collar", "shoulder", "elbow", "wrist"):
        j = I[f"{side}_{part}"]
        puppet.rotations[:, j] = quaternion.slerp(before[:, j], puppet.rotations[:, j], weight)


def _framed(along, bend, out):
    """World rotations (T, 4) of an upper arm that points along (T, 3), its forearm bending to bend (T, 3)."""
    bend = unit(bend - np.sum(bend * along, axis=-1, keepdims=True) * along)
    now = np.stack([along, bend, np.cross(along, bend)], axis=-1)
    rest = np.stack([[out, 0.0, 0.0], _BENDS, np.cross([out, 0.0, 0.0], _BENDS)], axis=-1)
    return quaternion.from_matrix(now @ rest.T)


def _clear(puppet):
    """Whether hands and forearms keep clear of head and trunk, and elbows bend no further than they can."""
    from ..language.body import Body

    body = Body(puppet.joints)
    low, high = body.at("pelvis"), body.at("neck")
    axis = high - low
    for k in (0, 1):
        wrist, elbow = body.both("wrist")[:, k], body.both("elbow")[:, k]
        for share in (0.0, 0.4):
            point = wrist * (1 - share) + elbow * share
            if np.linalg.norm(point - body.skull, axis=-1).min() < _SKULL:
                return False
            part = np.clip(np.sum((point - low) * axis, -1) / np.sum(axis * axis, -1), 0.0, 1.0)
            if np.linalg.norm(point - low - part[:, None] * axis, axis=-1).min() < _TRUNK:
                return False
    return body.elbow_bend.max() < _BENT
