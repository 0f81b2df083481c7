"""A trunk that gives way: to hands that are to be on the floor or on a bar."""

import numpy as np

from ..describe.body import unit
from . import arms
from .puppet import SIDES, I, smooth

# Rounds of giving way; metres that a hand may lack; frames before and after that it takes, and its low-pass'.
_ROUNDS, _LEAST, _AROUND, _SIGMA = 8, 0.002, 3, 1.5
# Metres that a wrist is off the shoulder more than that of an arm folded up.
_FOLDED = 0.06


def lacking(puppet, side, goal):
    """Metres (T, 3) that a shoulder is too far from a wrist's goal (T, 3), or too near to it."""
    line = goal - puppet.joints[:, I[f"{side}_shoulder"]]
    far = np.linalg.norm(line, axis=-1, keepdims=True)
    lacks = np.maximum(far - arms.REACH, 0.0) + np.minimum(far - arms.NEAREST - _FOLDED, 0.0)
    return line / np.maximum(far, 1e-9) * lacks


def to_hands(puppet, goals, spine=0.5):
    """Spine and pelvis brought so near to the goals {side: (places (T, 3), mask (T,))} that they are reached
    where the mask says. spine: the share that it bends for, the pelvis goes the rest."""
    for _ in range(_ROUNDS):
        lacks = [lacking(puppet, side, goal) * there[:, None] for side, (goal, there) in goals.items()]
        if not lacks or max(np.linalg.norm(lack, axis=-1).max() for lack in lacks) < _LEAST:
            break
        # Both hands lack it: once is enough; one hand: the whole trunk goes there.
        count = np.maximum(sum(np.linalg.norm(lack, axis=-1) > 0.001 for lack in lacks), 1)
        way = _eased(sum(lacks) / count[:, None])
        puppet.translation += (1.0 - spine) * way
        joints = puppet.joints
        chest = joints[:, [I[f"{side}_shoulder"] for side in SIDES]].mean(axis=1) - joints[:, I["spine1"]]
        axis = np.cross(chest, spine * way)
        angle = np.degrees(np.linalg.norm(axis, axis=-1) / np.sum(chest * chest, axis=-1))
        for joint in ("spine1", "spine2", "spine3"):
            puppet.turn(joint, unit(axis + 1e-12), angle / 2.0)


def _eased(way):
    """Ways (T, 3) begun before and ended after they are needed."""
    count = len(way)
    near = np.lib.stride_tricks.sliding_window_view(np.pad(way, ((_AROUND, _AROUND), (0, 0))), count, axis=0)
    far = np.linalg.norm(near, axis=1)
    most = np.take_along_axis(near, far.argmax(axis=0)[None, None], axis=0)[0].T
    return smooth(most, _SIGMA)
