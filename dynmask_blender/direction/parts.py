"""Parts of the body on a rig: which of its bones, locations and switches a part moves, and no others."""

from dataclasses import replace

import numpy as np

from ...backend.direction import parts as body
from ...backend.direction.errors import DirectionError
from ...backend.motion.body import skeleton
from ...backend.motion.clip import Clip
from ...backend.motion.rig import families
from ..actions import origins
from ..rig import rigify
from ..session import status

ITEMS = (
    ("arms", "Arms", "Both arms from the collarbones on"),
    ("legs", "Legs", "Both legs; the hips stay"),
    ("upper", "Upper Body", "Everything above the hips"),
    ("lower", "Lower Body", "Legs and hips; the upper body keeps how it stands on them"),
    ("head", "Head", "Head and neck"),
    ("left", "Left Side", "The left arm and leg"),
    ("right", "Right Side", "The right arm and leg"),
)
NAMES = {identifier: name.lower() for identifier, name, _ in ITEMS}
# Words of control rigs' bones that hold a limb's switches, and the joint that the limb begins with.
_LIMBS = (("arm", "shoulder"), ("hand", "shoulder"), ("thigh", "hip"), ("foot", "hip"), ("leg", "hip"))


def merged(read, take, part, first, last):
    """The Clip of an edits.Read whose part of the body moves as a take of an answer does, first … last.

    Raises Problem where it cannot be.
    """
    new = Clip(
        np.asarray(take["rotations"], np.float64), np.asarray(take["translation"], np.float64),
        float(take["fps"]), sources=origins.read(origins.text(take.get("sources"))),
    )  # fmt: skip
    rate = read.clip.fps
    try:
        span = (first - read.first) / rate, (last + 1 - read.first) / rate
        return body.merge(read.clip, new, part, *span).clip
    except DirectionError as fault:
        raise status.Problem(str(fault)) from fault


def has_hips(part):
    return skeleton.INDEX["pelvis"] in body.PARTS[part]


def only(tracks, tree, roles, part):
    """PoseTracks of a part's bones alone. tree, roles: of the rig's RestPose."""
    bones = {tree.names[bone] for bone in range(len(tree)) if _belongs(tree, roles, part, bone)}
    moved = tracks.locations if has_hips(part) else {}
    return replace(
        tracks,
        rotations={bone: q for bone, q in tracks.rotations.items() if bone in bones},
        locations=moved,
        resting=tuple(bone for bone in tracks.resting if bone in bones),
        switches={key: value for key, value in tracks.switches.items() if _switches(*key, part)},
    )


def bones(tree, roles, part):
    """Names of the rig's bones that a part moves."""
    return [tree.names[bone] for bone in range(len(tree)) if _belongs(tree, roles, part, bone)]


def _belongs(tree, roles, part, bone):
    played = {number: role for role, number in roles.items()}
    if bone in played:
        return _moves(part, played[bone])
    if bone == rigify.torso(tree):
        return has_hips(part)
    # Between two of the mapped bones it goes with those that it carries, all or none.
    if below := _next_below(tree, played, bone):
        return all(_moves(part, role) for role in below)
    above = next((b for b in tree.ancestry(bone)[1:] if b in played), -1)
    return above >= 0 and played[above] != families.ROOT and _moves(part, played[above])


def _moves(part, role):
    """Whether a part moves the bone of a role; the root goes with the hips."""
    return has_hips(part) if role == families.ROOT else skeleton.INDEX[role] in body.PARTS[part]


def _next_below(tree, played, bone):
    """Roles of the nearest mapped bones under one that is not mapped."""
    found, todo = [], list(tree.children(bone))
    while todo:
        child = todo.pop()
        if child in played:
            found.append(played[child])
        else:
            todo += tree.children(child)
    return found


def _switches(bone, name, part):
    """Whether a control rig's switch, a custom property of a bone, is one of a part's limbs."""
    joints = {skeleton.JOINTS[joint] for joint in body.PARTS[part]}
    if name.startswith(("neck", "head")):
        return name.partition("_")[0] in joints
    if name.startswith("torso"):
        return "pelvis" in joints
    words = bone.lower()
    joint = next((joint for word, joint in _LIMBS if word in words), None)
    side = "right" if words.endswith((".r", "_r", ".right")) else "left"
    return joint is None or f"{side}_{joint}" in joints
