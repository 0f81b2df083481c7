"""AIST++'s dances as rotations of VRM bones (JSON): no bone lengths, no travel, every frame twice."""

import json
from dataclasses import replace

import numpy as np

from backend.motion.body import quaternion, skeleton
from backend.motion.formats.capture import MAX_FRAMES, Capture, check_size, read_text, shown
from backend.motion.measure import metrics
from backend.motion.rig.source_skeletons import Source, swap_first, twists

from .reference import facing

_LIMBS = {
    "hip": "leftUpperLeg", "knee": "leftLowerLeg", "ankle": "leftFoot", "foot": "leftFoot",
    "collar": "leftShoulder", "shoulder": "leftUpperArm", "elbow": "leftLowerArm", "wrist": "leftHand",
}  # fmt: skip
_SOURCE = Source(
    "vrm",
    {"pelvis": "hips", "spine1": "spine", "spine2": "chest", "spine3": "chest", "neck": "neck",
     "head": "head"},
    _LIMBS, swap_first("left", "right"), twist=twists((30.0, 30.0), (-30.0, -30.0)),
)  # fmt: skip
# The bones, parents first; each sits where the canonical joint does.
_JOINTS = {
    "hips": "pelvis", "spine": "spine1", "chest": "spine2", "neck": "neck", "head": "head",
    **{
        bone.replace("left", side): f"{side}_{limb}"
        for side in ("left", "right") for limb, bone in _LIMBS.items() if limb != "foot"
    },
}  # fmt: skip
_PARENT = {"spine": "hips", "chest": "spine", "neck": "chest", "head": "neck", "UpperLeg": "hips",
           "LowerLeg": "UpperLeg", "Foot": "LowerLeg", "Shoulder": "chest", "UpperArm": "Shoulder",
           "LowerArm": "UpperArm", "Hand": "LowerArm"}  # fmt: skip
_HALF_TURN = np.array([-1.0, 1.0, -1.0])
# Metres a second of the joints below which a window is a pose, not the dance that its label says. Slide (mm a
# frame) and jitter (m/s³) above which the conversion's clipped speeds and the found travel show.
_STILL, _SLIDING, _SHAKING = 0.15, 15.0, 300.0
ROUGH = "rough"


def usable(clips):
    """The CorpusClips of dances that dance, those that slide or shake flagged ROUGH; others as they are."""
    kept = []
    for clip in clips:
        if clip.dataset == "aistpp" and ROUGH not in clip.flags:
            seen = metrics.physical(clip.positions)
            if seen.dynamics < _STILL:
                continue
            if seen.slide > _SLIDING or seen.jitter > _SHAKING:
                clip = replace(clip, flags=(*clip.flags, ROUGH))
        kept.append(clip)
    return kept


def read(path, trial):
    """Capture, Source and frames a second of a dance; the hips stay over one place."""
    rotations, height = parse(read_text(path, "utf-8"), str(path))
    step = round(trial["fps"] / trial["real_fps"])
    return _capture(rotations[::step], height[::step]), _SOURCE, float(trial["real_fps"])


def parse(text, where):
    """Local rotations (T, 19, 4), w first, in the order of _JOINTS, and the hips' place (T, 3).

    Raises ValueError, one sentence, for anything else.
    """
    try:
        told = json.loads(text)
        bones = {name: np.array(told["bones"][name], dtype=np.float64).reshape(-1, 4) for name in _JOINTS}
        hips = np.array(told["hips"], dtype=np.float64).reshape(-1, 3)
    except (KeyError, TypeError, RecursionError, OverflowError):
        raise ValueError(f"{where} is no dance of AIST++: bones or hips are not all there") from None
    except ValueError as fault:
        raise ValueError(f"{where} is no dance of AIST++: {shown(str(fault))}") from None
    counts = {len(hips), *map(len, bones.values())}
    if len(counts) > 1 or not 0 < len(hips) <= MAX_FRAMES:
        raise ValueError(f"{where} is malformed: its bones have {min(counts)} to {max(counts)} frames")
    check_size(len(hips), len(bones), where)
    rotations = np.stack(list(bones.values()), axis=1)[..., [3, 0, 1, 2]]
    if not (np.isfinite(rotations).all() and np.isfinite(hips).all()):
        raise ValueError(f"{where}: it holds numbers that are not finite")
    return quaternion.normalize(rotations), hips


def _capture(rotations, hips):
    names = tuple(_JOINTS)
    parents = [-1] + [names.index(_parent(name)) for name in names[1:]]
    rest = skeleton.forward_kinematics(np.tile(quaternion.IDENTITY, (22, 1)), np.zeros(3)) * _HALF_TURN
    places = np.array([rest[skeleton.INDEX[joint]] for joint in _JOINTS.values()])
    offsets = np.array([places[i] - (places[p] if p >= 0 else 0.0) for i, p in enumerate(parents)])
    tips = np.zeros((len(names), 3))
    for side in ("left", "right"):
        tips[names.index(f"{side}Foot")] = skeleton.OFFSETS[skeleton.INDEX[f"{side}_foot"]] * _HALF_TURN
    capture = Capture(names, tuple(parents), offsets, tips, rotations, hips)
    # Its zero pose faces -z.
    return capture.rezeroed(facing(180.0, len(names)))


def _parent(name):
    for side in ("left", "right"):
        if name.startswith(side):
            above = _PARENT[name[len(side) :]]
            return above if above in ("hips", "chest") else side + above
    return _PARENT[name]
