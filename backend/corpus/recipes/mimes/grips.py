"""Places of both hands that several acts have in common, as parts of keys."""

from math import cos, radians, sin

FREE = {"main": None, "off": None}
# The main arm and the trunk as captured again.
BACK = {"main": None, "twist": 0, "lean": 0, "tilt": 0, "look": 0, "nod": 0}
PALMS_DOWN = {"main_palm": (0, -1, 0), "off_palm": (0, -1, 0)}


def both(x, y, z):
    """Both wrists, mirror images of each other."""
    return {"main": (x, y, z), "off": (-x, y, z)}


def grip(x, y, z, apart=0.07):
    """Both hands on one handle, the main one below."""
    return {"main": (x + apart / 2, y - apart / 2, z), "off": (x - apart / 2, y + apart / 2, z)}


def wheel(degrees):
    """Both wrists on a steering wheel turned to the main side."""
    x, y = 0.19 * cos(radians(degrees)), -0.19 * sin(radians(degrees))
    return {"main": (x, y, 0.4), "off": (-x, -y, 0.4)}


# Both hands: folded arms, on the hips, at the small of the back, over the face, at the ears, on the head.
CROSSED = {
    "main": (-0.09, -0.03, 0.185),
    "off": (0.085, -0.06, 0.23),
    "main_elbow": (1, -1, 0.1),
    "off_elbow": (-1, -1, 0.1),
}
HIPS = {**both(0.2, -0.25, 0.06), "main_elbow": (1, 0, -0.5), "off_elbow": (-1, 0, -0.5)}
BEHIND = {**both(0.04, -0.3, -0.17), "main_elbow": (0.7, -0.1, -1), "off_elbow": (-0.7, -0.1, -1)}
FACE = {
    **both(0.06, 0.33, 0.22),
    "main_elbow": (0.6, -1, 0.1),
    "off_elbow": (-0.6, -1, 0.1),
    "main_hand": (-0.1, 1, 0),
    "off_hand": (0.1, 1, 0),
    "main_palm": (0, 0, -1),
    "off_palm": (0, 0, -1),
}
HEAD = {
    **both(0.18, 0.45, 0.05),
    "main_elbow": (1, 0.1, 0.2),
    "off_elbow": (-1, 0.1, 0.2),
    "main_hand": (-0.7, 0.7, 0),
    "off_hand": (0.7, 0.7, 0),
    "main_palm": (-1, -0.3, 0),
    "off_palm": (1, -0.3, 0),
}
BEHIND_HEAD = {
    **both(0.15, 0.36, -0.1),
    "main_elbow": (1, 0.1, 0.1),
    "off_elbow": (-1, 0.1, 0.1),
    "main_hand": (-1, 0.1, 0),
    "off_hand": (1, 0.1, 0),
}
ELBOWS_OUT = {"main_elbow": (1, -0.3, 0), "off_elbow": (-1, -0.3, 0)}
# No direction of hands and palms any more.
LOOSE = {"main_hand": None, "off_hand": None, "main_palm": None, "off_palm": None}
EASE = {**LOOSE, **FREE, "twist": 0, "lean": 0, "tilt": 0, "look": 0, "nod": 0, "shift": 0, "sink": 0}
