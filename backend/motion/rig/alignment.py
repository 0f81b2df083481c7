"""What carries a skeleton's bones from how it stands to the canonical T-pose.

Limbs are aligned so that they point where the T-pose's do, each by the smallest swing on top of its
parent's: an A-pose arm comes up as one piece and keeps its roll. Feet stay flat, as they rest.
Trunk, neck, head and collars keep the rig's own posture: rigs model those joints each in their own way.
"""

from collections.abc import Mapping

import numpy as np

from ..arrays import Floats
from ..body import quaternion, skeleton
from . import families
from .bone_tree import BoneTree

# The bone of a role points to the bone of the next role.
NEXT = {
    f"{side}_{part}": f"{side}_{after}"
    for side in ("left", "right")
    for part, after in (("hip", "knee"), ("knee", "ankle"), ("ankle", "foot"), ("shoulder", "elbow"),
                        ("elbow", "wrist"))
}  # fmt: skip
_TRUNK = (*families.AXIAL, "left_collar", "right_collar")
# How far a foot may point off the source's in order to stay flat on the floor.
_FOOT_TOLERANCE = np.radians(4.0)
_HAND_LIMIT = np.radians(50.0)
_UP = np.array([0.0, 1.0, 0.0])


def canonical_direction(role: str) -> Floats:
    """Unit vector (3,) along which the canonical T-pose's bone points, in backend axes."""
    offset: Floats = skeleton.OFFSETS[skeleton.INDEX[NEXT[role]]]
    return np.array(offset / np.linalg.norm(offset))


def directions(tree: BoneTree, numbers: Mapping[str, int]) -> dict[str, Floats]:
    """{role: (3,)} where limb bones point, unit vectors: to the next role's bone below, or along themselves.

    numbers: {role: bone}. A bone without any length points up.
    """
    found = {}
    for role in NEXT:
        if role in numbers:
            bone, after = numbers[role], numbers.get(NEXT[role], -1)
            ends_there = after >= 0 and bone in tree.ancestry(after)[1:]
            ends = [tree.heads[after]] if ends_there else []
            steps = [end - tree.heads[bone] for end in (*ends, tree.tails[bone])]
            found[role] = next((v / np.linalg.norm(v) for v in steps if np.linalg.norm(v) > 1e-9), _UP)
    return found


def is_split(tree: BoneTree, numbers: Mapping[str, int], role: str) -> bool:
    """Whether other bones lie between a limb's bone and the one it points to: it may bend there."""
    end = numbers.get(NEXT.get(role, ""), -1)
    return end >= 0 and len(tree.path(numbers[role], end)) > 2


def middle(heads: Mapping[str, Floats], part: str, otherwise: Floats) -> Floats:
    """The middle (3,) of a sided part of {role: (3,)}; `otherwise` where neither side is there."""
    pair = [heads[f"{side}_{part}"] for side in ("left", "right") if f"{side}_{part}" in heads]
    return np.array(np.mean(pair, axis=0)) if pair else otherwise


def of(
    tree: BoneTree, numbers: Mapping[str, int], points: Mapping[str, Floats], frame: Floats, *, at_rest: bool
) -> dict[str, Floats]:
    """{role: (4,)} from how the tree stands to the T-pose, in the tree's axes.

    numbers: {role: bone}; points: as from `directions`; frame: (4,) turns backend axes to the body's.
    at_rest: the feet are flat on the floor and the trunk is upright, as in a rest pose; otherwise the tree is
    posed, so that feet are limbs like others and a lean of the trunk is taken off.
    """
    align = {role: quaternion.IDENTITY for role in numbers}
    for side in ("left", "right"):
        leg = ("hip", "knee") if at_rest else ("hip", "knee", "ankle")
        for chain in (leg, ("shoulder", "elbow")):
            carried = quaternion.IDENTITY
            for role in (f"{side}_{part}" for part in chain):
                if role in points:
                    goal = quaternion.rotate(frame, canonical_direction(role))
                    swing = quaternion.between(quaternion.rotate(carried, points[role]), goal)
                    align[role] = carried = quaternion.multiply(swing, carried)
            if chain[0] == "shoulder" and f"{side}_wrist" in numbers:
                align[f"{side}_wrist"] = _hand(tree, numbers[f"{side}_wrist"], carried, frame, side)
            if chain[0] == "hip" and not at_rest:
                align[f"{side}_foot"] = carried
        if f"{side}_ankle" in points and at_rest:
            turn, pitch = _foot(points[f"{side}_ankle"], frame, f"{side}_ankle")
            align[f"{side}_ankle"] = quaternion.multiply(pitch, turn)
            align[f"{side}_foot"] = turn
    if not at_rest:
        lean = _lean({role: tree.heads[bone] for role, bone in numbers.items()}, frame)
        align |= {role: lean for role in _TRUNK}
    return {role: align[role] for role in numbers if role in align}


def _lean(heads: Mapping[str, Floats], frame: Floats) -> Floats:
    """Rotation (4,) that takes the trunk upright."""
    hips = middle(heads, "hip", heads["pelvis"])
    top = heads.get("neck", heads.get("head", middle(heads, "shoulder", hips)))
    return quaternion.between(top - hips, quaternion.rotate(frame, _UP))


def _hand(tree: BoneTree, hand: int, carried: Floats, frame: Floats, side: str) -> Floats:
    """The hand goes on along the forearm; its direction is that of the fingers, if there are any."""
    fingers = [tree.heads[child] for child in tree.children(hand)]
    end = np.mean(fingers, axis=0) if len(fingers) >= 3 else tree.tails[hand]
    direction = quaternion.rotate(carried, end - tree.heads[hand])
    goal = quaternion.rotate(frame, np.array([1.0 if side == "left" else -1.0, 0.0, 0.0]))
    swing = quaternion.between(direction, goal)
    if np.linalg.norm(direction) < 1e-9 or quaternion.angle_between(quaternion.IDENTITY, swing) > _HAND_LIMIT:
        return carried
    return quaternion.multiply(swing, carried)


def _foot(direction: Floats, frame: Floats, role: str) -> tuple[Floats, Floats]:
    """(turn about the vertical that takes off toe-out, what is left of the pitch beyond the tolerance)."""
    goal = quaternion.rotate(frame, canonical_direction(role))
    up = quaternion.rotate(frame, _UP)
    flat, flat_goal = (v - up * (v @ up) for v in (direction, goal))
    if np.linalg.norm(flat) < 0.2:
        return quaternion.IDENTITY, quaternion.IDENTITY
    turn = quaternion.between(flat, flat_goal)
    whole = quaternion.between(quaternion.rotate(turn, direction), goal)
    angle = float(quaternion.angle_between(quaternion.IDENTITY, whole))
    part = max(angle - _FOOT_TOLERANCE, 0.0) / max(angle, 1e-9)
    return turn, quaternion.slerp(quaternion.IDENTITY, whole, np.array(part))


def fill_unmapped(world: Floats) -> None:
    """Give joints without a bone (NaN in world rotations (T, 22, 4)) those of their neighbours, in place."""
    known = {j: not np.isnan(world[0, j, 0]) for j in range(len(skeleton.JOINTS))} if len(world) else {}
    trunk = [skeleton.INDEX[role] for role in families.AXIAL]
    mapped = [i for i, joint in enumerate(trunk) if known.get(joint)]
    for low, high in zip(mapped, mapped[1:], strict=False):
        for i in range(low + 1, high):
            part = np.array((i - low) / (high - low))
            world[:, trunk[i]] = quaternion.slerp(world[:, trunk[low]], world[:, trunk[high]], part)
            known[trunk[i]] = True
    for joint, parent in enumerate(skeleton.PARENTS):
        if not known.get(joint):
            world[:, joint] = world[:, parent] if parent >= 0 else quaternion.IDENTITY
