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
