"""Mesh2Motion's hand-keyed animations: two binary glTF files with different joint names."""

from backend.motion.formats import gltf
from backend.motion.rig.source_skeletons import Source, twists

_BASE = Source(
    "mesh2motion base",
    {"pelvis": "DEF-hips", "spine1": "DEF-spine.001", "spine2": "DEF-spine.002", "spine3": "DEF-spine.003",
     "neck": "DEF-neck", "head": "DEF-head"},
    {"hip": "DEF-thigh.L", "knee": "DEF-shin.L", "ankle": "DEF-foot.L", "foot": "DEF-toe.L",
     "collar": "DEF-shoulder.L", "shoulder": "DEF-upper_arm.L", "elbow": "DEF-forearm.L",
     "wrist": "DEF-hand.L"},
    lambda name: name.removesuffix(".L") + ".R" if name.endswith(".L") else name,
    "DEF-f_middle.01.L",
    twist=twists((10.5, 23.6), (-10.5, -23.6)),
)  # fmt: skip
_ADDON = Source(
    "mesh2motion addon",
    {"pelvis": "pelvis", "spine1": "spine_01", "spine2": "spine_02", "spine3": "spine_03",
     "neck": "neck_01", "head": "head"},
    {"hip": "thigh_l", "knee": "calf_l", "ankle": "foot_l", "foot": "ball_l", "collar": "clavicle_l",
     "shoulder": "upperarm_l", "elbow": "lowerarm_l", "wrist": "hand_l"},
    lambda name: name.removesuffix("_l") + "_r" if name.endswith("_l") else name,
    "middle_01_l",
    twist=twists((47.5, 47.5), (-47.5, -47.5)),
)  # fmt: skip
_SOURCES = {"mesh2motion_base": _BASE, "mesh2motion_addon": _ADDON}


def read(path, trial):
    """Capture, Source and frames a second of one animation of a file."""
    source, fps = _SOURCES[trial["skeleton"]], float(trial["fps"])
    return gltf.read(path, trial["animation"], source.middle["pelvis"], fps), source, fps
