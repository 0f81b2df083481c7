"""ACCAD's Open Motion Data: five kinds of skeleton, of which only Female1's zero pose is a T-pose."""

from dataclasses import replace

import numpy as np

from backend.motion.formats import bvh
from backend.motion.rig.source_skeletons import Source, swap_first, twists

from .reference import standing

_LIMBS = {
    "hip": "LeftUpLeg", "knee": "LeftLeg", "ankle": "LeftFoot", "foot": "LeftToeBase",
    "collar": "LeftShoulder", "shoulder": "LeftArm", "elbow": "LeftForeArm", "wrist": "LeftHand",
}  # fmt: skip
# Shoulders, wrists and hips, so that elbows and knees bend about the axes of CMU's; measured over the takes.
_TWISTS = {
    "accad_female1": twists((31.7, 27.7), (-30.0, -30.0)),
    "accad_male1": twists((31.3, 31.1), (-30.0, -30.0), (13.3, -10.4)),
    "accad_male2": twists((67.3, 58.1), (-30.0, -30.0), (15.2, -8.0)),
    "accad_martialarts": twists((74.2, 44.2), (-30.0, -30.0), (8.1, -2.3)),
}
_SPINES = {
    "accad_martialarts": {"spine1": "Spine1", "spine2": "Spine2", "spine3": "Spine4"},
}
_SPINE = {"spine1": "Spine", "spine2": "Spine1", "spine3": "Spine1"}
# The floor rises by so much along x and z; the resting feet of all three bodies say the same.
_TILT = np.array([0.0074, -0.0038])
_T_POSE = "accad_female1"
# Two files of Male2 lack a joint; their own standing frame isn't still.
_SAME_BODY = {"accad_male2_21": "accad_male2"}


def read(path, trial, skeletons):
    """Capture, Source and frames a second of a trial; skeletons: clips.json's, by name."""
    capture = bvh.read(path)
    # The root's OFFSET repeats the first position.
    offsets = np.array(capture.offsets)
    offsets[0] = 0.0
    translation = np.array(capture.translation)
    translation[:, 1] -= translation[:, [0, 2]] @ _TILT
    capture = replace(capture, offsets=offsets, translation=translation)
    body = _SAME_BODY.get(trial["skeleton"], trial["skeleton"])
    if body != _T_POSE:
        capture = capture.rezeroed(standing(skeletons[body], capture.names))
    middle = {"pelvis": "Hips", **_SPINES.get(body, _SPINE), "neck": "Neck", "head": "Head"}
    source = Source(body, middle, _LIMBS, swap_first("Left", "Right"), twist=_TWISTS[body])
    return capture, source, float(trial["fps"])
