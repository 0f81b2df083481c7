"""A trunk that gives way: to hands that are to be on the floor or a bar, and to a mass beside the feet."""

import numpy as np

from backend.motion.body import skeleton

from ..describe.body import unit
from . import arms
from .puppet import LEGS, SIDES, I, centre_of_mass, smooth

# Share of what a hand lacks that the spine bends for, the pelvis goes the rest; rounds of it.
_SPINE, _ROUNDS = 0.5, 6
# Metres from the line between ankle and toes to the foot's edge, and from the ankle back to the heel.
_EDGE, _HEEL = 0.05, 0.05
_ANGLES = np.arange(24) * 2.0 * np.pi / 24
_DIRECTIONS = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=1)


def lacking(puppet, side, goal):
    """Metres (T, 3) that a shoulder is too far from a wrist's goal (T, 3)."""
    line = goal - puppet.joints[:, I[f"{side}_shoulder"]]
    far = np.linalg.norm(line, axis=-1, keepdims=True)
    return line / np.maximum(far, 1e-9) * np.maximum(far - arms.REACH, 0.0)


def to_hands(puppet, goals):
    """Spine and pelvis brought so near to the goals {side: (places (T, 3), weights (T,))} that they are
    reached; whether that moved them."""
    moved = False
    for _ in range(_ROUNDS):
        lacks = [lacking(puppet, side, goal) * weight[:, None] for side, (goal, weight) in goals.items()]
        if not lacks or max(np.linalg.norm(lack, axis=-1).max() for lack in lacks) < 0.003:
            break
        moved = True
        # Both hands lack it: once is enough; one hand: the whole trunk goes there.
        count = np.maximum(sum(np.linalg.norm(lack, axis=-1) > 0.001 for lack in lacks), 1)
        way = smooth(sum(lacks) / count[:, None], 1.0)
        puppet.translation += (1.0 - _SPINE) * way
        joints = puppet.joints
        chest = joints[:, [I[f"{side}_shoulder"] for side in SIDES]].mean(axis=1) - joints[:, I["spine1"]]
        axis = np.cross(chest, _SPINE * way)
        angle = np.degrees(np.linalg.norm(axis, axis=-1) / np.sum(chest * chest, axis=-1))
        for joint in ("spine1", "spine2", "spine3"):
            puppet.turn(joint, unit(axis + 1e-12), angle / 2.0)
    return moved


def beyond_feet(joints):
    """Metres (T, 3) along the floor that the centre of mass of joints (T, 22, 3) is beyond the feet."""
    mass = centre_of_mass(joints)[:, [0, 2]] @ _DIRECTIONS.T
    edges = []
    for _, _, ankle, toe in LEGS:
        ahead = unit((joints[:, toe] - joints[:, ankle])[:, [0, 2]])
        for point in (joints[:, ankle][:, [0, 2]] - _HEEL * ahead, joints[:, toe][:, [0, 2]] + _EDGE * ahead):
            edges.append(point @ _DIRECTIONS.T + _EDGE)
    beyond = mass - np.max(edges, axis=0)
    most = beyond.argmax(axis=1)
    found = np.zeros((len(joints), 3))
    found[:, [0, 2]] = np.maximum(beyond.max(axis=1), 0.0)[:, None] * _DIRECTIONS[most]
    return found
