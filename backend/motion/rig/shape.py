"""Roles of a skeleton's bones from its hierarchy and the shape of its rest pose alone."""

from collections.abc import Sequence

import numpy as np

from ..arrays import Floats
from ..body import skeleton
from . import families
from .bone_tree import BoneTree

_LEVEL = 0.4


def mapped_parent(role: str, roles: dict[str, str]) -> str | None:
    """The nearest canonical ancestor of `role` that is mapped, or None."""
    joint = skeleton.INDEX.get(role, 0)
    while (joint := skeleton.PARENTS[joint]) >= 0:
        if skeleton.JOINTS[joint] in roles:
            return skeleton.JOINTS[joint]
    return None


def axial_roles(tree: BoneTree, pelvis: int, chest: int, head: int) -> dict[str, str]:
    """Roles of the trunk from the bones at its joints; `head` may be -1, and so may the pelvis.

    With fewer than three spine bones the upper roles are kept; with more, three are chosen evenly.
    """
    roles = {"pelvis": tree.names[pelvis]} if pelvis >= 0 else {}
    spine = tree.path(pelvis, chest)[1:] if pelvis >= 0 else tree.ancestry(chest)[::-1]
    roles |= families.spine_roles([tree.names[bone] for bone in spine])
    if head >= 0:
        roles["head"] = tree.names[head]
        neck = tree.path(chest, head)[1:-1]
        if neck:
            roles["neck"] = tree.names[neck[0]]
    return roles


def guess_roles(tree: BoneTree, up: Floats, front: Floats) -> dict[str, str]:
    """Roles from shape: the two lowest tips are toes, the outermost tips hands, the highest one the head.

    up, front: (3,) unit vectors in armature space; the body faces the front where its feet do not tell.
    Empty when the shape is not a two-legged, two-armed body.
    """
    if len(tree) < 10:
        return {}
    tips = [i for i in range(len(tree)) if not tree.children(i)]
    height = tree.tails @ up
    across = _lateral_axis(tree, up)
    offset = (tree.tails - tree.tails[tips].mean(axis=0)) @ across
    span = np.abs(offset[tips]).max() or 1.0
    low, high = height[tips].min(), height[tips].max()
    legs = _pair([t for t in tips if height[t] < low + 0.15 * (high - low)], offset, -height)
    arms = _pair(
        [t for t in tips if abs(offset[t]) > 0.5 * span and height[t] > low + 0.3 * (high - low)],
        offset,
        np.abs(offset),
    )
    if legs is None or arms is None:
        return {}
    chest = tree.common_ancestor(*arms)
    pelvis = tree.common_ancestor(*legs, chest) if chest >= 0 else -1
    if pelvis < 0 or chest == pelvis:
        return {}
    middle = [t for t in tips if tree.path(chest, t) and abs(offset[t]) < 0.25 * span]
    crown = max(middle, key=lambda t: height[t], default=-1)
    head = _head_of(tree, chest, crown)
    roles = axial_roles(tree, pelvis, chest, head)
    forward = _forward(tree, pelvis, legs, up, front)
    left_is_plus = float(np.cross(up, forward) @ across) > 0.0
    for which in (0, 1):
        side = "left" if (which == 1) == left_is_plus else "right"
        roles |= _limb(tree, pelvis, legs[which], side, ("hip", "knee", "ankle", "foot"))
        roles |= _limb(tree, chest, arms[which], side, ("shoulder", "elbow", "wrist", ""), before="collar")
    return roles


def _lateral_axis(tree: BoneTree, up: Floats) -> Floats:
    """The one of two horizontal directions (3,) in which the bones' heads are more symmetric."""
    first = np.cross(up, np.eye(3)[np.argmin(np.abs(up))])
    first = first / np.linalg.norm(first)
    spread = []
    for axis in (first, np.cross(up, first)):
        along = tree.heads @ axis
        along = along - np.median(along)
        mirrored = tree.heads - 2.0 * np.outer(along, axis)
        gaps = np.linalg.norm(mirrored[:, None] - tree.heads[None], axis=-1).min(axis=1)
        spread.append((gaps.mean() - 0.5 * np.abs(along).mean(), axis))
    return min(spread, key=lambda pair: pair[0])[1]


def _pair(tips: Sequence[int], offset: Floats, merit: Floats) -> tuple[int, int] | None:
    """(tip at negative offset, tip at positive offset) of most merit, or None."""
    pair = [[t for t in tips if offset[t] < 0], [t for t in tips if offset[t] > 0]]
    if not all(pair):
        return None
    left, right = (max(side, key=lambda t: float(merit[t])) for side in pair)
    return left, right


def _head_of(tree: BoneTree, chest: int, crown: int) -> int:
    """The head bone on the way to the crown: where the face's bones branch off, else the last one."""
    line = tree.path(chest, crown)[1:] if crown >= 0 else []
    for bone in line[1:]:
        if len(tree.children(bone)) > 1:
            return bone
    return line[-1] if line else -1


def _forward(tree: BoneTree, pelvis: int, legs: Sequence[int], up: Floats, front: Floats) -> Floats:
    """Where the body faces (3,), level: along its feet; `front` where those point down rather than ahead."""
    feet = np.zeros(3)
    for tip in legs:
        leg = _limb(tree, pelvis, tip, "", ("hip", "knee", "ankle"))
        if "_ankle" in leg:
            feet += tree.tails[tip] - tree.heads[tree.number(leg["_ankle"])]
    level = feet - up * (feet @ up)
    return level if np.linalg.norm(level) > _LEVEL * np.linalg.norm(feet) else front


def _limb(
    tree: BoneTree, trunk: int, tip: int, side: str, parts: Sequence[str], before: str = ""
) -> dict[str, str]:  # fmt: skip
    """Roles of one limb: its two longest bones in a row are the upper and the lower one."""
    line = tree.path(trunk, tip)[1:]
    branching = [i for i, bone in enumerate(line) if len(tree.children(bone)) >= 3]
    if branching and branching[0] >= 2:
        line = line[: branching[0] + 1]
    if len(line) < 3:
        return {}
    length = np.linalg.norm(np.diff(tree.heads[line], axis=0), axis=1)
    upper = int(np.argmax(length[:-1] + length[1:])) if len(length) > 1 else 0
    roles = {}
    if before and upper >= 1:
        roles[f"{side}_{before}"] = tree.names[line[upper - 1]]
    for part, bone in zip(parts, line[upper:], strict=False):
        if part:
            roles[f"{side}_{part}"] = tree.names[bone]
    return roles
