"""How high the joints of the canonical body lie over what they rest on: joints are inside a body.

Heights in metres of joints that were lowest and slow in captured motion. Feet and ankles: 687 clips of CMU.
Trunk and head: 17 takes of HDM05 of four people who lie down, on the back and on the side. Knees, wrists and
elbows: 21, 60 and 29 clips of CMU, ACCAD, HDM05 and DeepMimic with somebody on them (medians 6, 2 and 2 cm;
a wrist is higher over a fist). `HIGHEST` of a foot allows for tiptoe.
"""

import numpy as np

from ..body import skeleton

# joint: usual height, and the lowest and highest (about the 2nd and 95th percentile)
_HEIGHTS = {
    "pelvis": (0.090, 0.065, 0.130),
    "hip": (0.100, 0.065, 0.140),
    "spine1": (0.090, 0.060, 0.120),
    "spine2": (0.090, 0.055, 0.120),
    "spine3": (0.090, 0.060, 0.120),
    "neck": (0.095, 0.065, 0.150),
    "head": (0.080, 0.040, 0.135),
    "collar": (0.090, 0.060, 0.135),
    "shoulder": (0.090, 0.045, 0.135),
    "elbow": (0.040, 0.005, 0.080),
    "wrist": (0.035, 0.000, 0.080),
    "knee": (0.060, 0.030, 0.100),
    "ankle": (0.055, 0.025, 0.100),
    "foot": (0.014, -0.003, 0.060),
}

USUAL, LOWEST, HIGHEST = np.array([_HEIGHTS[name.rpartition("_")[2]] for name in skeleton.JOINTS]).T
