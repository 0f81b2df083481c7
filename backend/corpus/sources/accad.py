"""ACCAD's Open Motion Data: five kinds of skeleton, of which only Female1's zero pose is a T-pose."""

from dataclasses import replace

import numpy as np

from backend.motion import bvh
from backend.motion.source_skeletons import Source, swap_first

from .reference import standing

_LIMBS = {
    "hip": "LeftUpLeg", "knee": "LeftLeg", "ankle": "LeftFoot", "foot": "LeftToeBase",
    "collar": "LeftShoulder", "shoulder": "LeftArm", "elbow": "LeftForeArm", "wrist": "LeftHand",
}  # fmt: skip
_RIGHT = swap_first("Left", "Right")
_BODY = Source(
    "accad",
    {"pelvis": "Hips", "spine1": "Spine", "spine2": "Spine1", "spine3": "Spine1", "neck": "Neck",
     "head": "Head"},
    _LIMBS, _RIGHT,
)  # fmt: skip
_MARTIAL_ARTS = Source(
    "accad martial arts",
    {"pelvis": "Hips", "spine1": "Spine1", "spine2": "Spine2", "spine3": "Spine4", "neck": "Neck",
     "head": "Head"},
    _LIMBS, _RIGHT,
)  # fmt: skip
_T_POSE = "accad_female1"
# Two files of Male2 lack a joint; their own standing frame isn't still.
_SAME_BODY = {"accad_male2_21": "accad_male2"}


def read(path, trial, skeletons):
    """Capture, Source and frames a second of a trial; skeletons: clips.json's, by name."""
    capture = bvh.read(path)
    # The root's OFFSET repeats the first position.
    offsets = np.array(capture.offsets)
    offsets[0] = 0.0
    capture = replace(capture, offsets=offsets)
    name = trial["skeleton"]
    if name != _T_POSE:
        capture = capture.rezeroed(standing(skeletons[_SAME_BODY.get(name, name)], capture.names))
    source = _MARTIAL_ARTS if "Spine4" in capture.names else _BODY
    return capture, source, float(trial["fps"])
