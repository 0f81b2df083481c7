"""Clips of an export: what the armature does on an action's frames, sampled before any file is written."""

from dataclasses import dataclass

import numpy as np

from .. import compat
from ..actions import names
from ..retarget import to_rig
from . import root_motion


@dataclass(frozen=True)
class Clip:
    """frames (T,) whole scene frames; poses (T, bones, 4, 4), objects (T, 4, 4) as from `retarget.sample`.

    travel: (T, 4, 4) motion that the object above the bones makes, or None.
    """

    name: str
    frames: np.ndarray
    poses: np.ndarray
    objects: np.ndarray
    travel: np.ndarray | None = None

    def objects_below(self):
        """`objects` without what `travel` makes of them: what is left to the bones."""
        return self.objects if self.travel is None else np.linalg.inv(self.travel) @ self.objects


def sample(context, armature_obj, name, frame_range, *, move_node=False):
    """The Clip of what the armature does now in the context's scene from first to last frame.

    move_node: the object makes the body's travel over the ground. Raises ValueError for an empty range or an
    armature that cannot be exported.
    """
    require_exportable(armature_obj)
    scene, (first, last) = context.scene, frame_range
    if last < first:
        raise ValueError(f"The range {first} to {last} holds no frames.")
    frames = np.arange(first, last + 1)
    poses, objects = to_rig.sample(armature_obj, frames, scene)
    travel = None
    if move_node:
        mapping = to_rig.load_mapping(armature_obj) or to_rig.detect_mapping(armature_obj)
        fps = compat.scene_fps(scene)
        travel = root_motion.travel(armature_obj, mapping.roles, poses, objects, fps, stance=mapping.stance)
    return Clip(names.fitting(name), frames, poses, objects, travel)


def require_exportable(armature_obj):
    """Raises ValueError where an object is no armature with bones out of edit mode."""
    if armature_obj.type != "ARMATURE":
        raise ValueError(f"{armature_obj.name} is not an armature.")
    if armature_obj.mode == "EDIT":
        raise ValueError(f"{armature_obj.name} is in edit mode: leave it before exporting.")
    if not len(armature_obj.data.bones):
        raise ValueError(f"{armature_obj.name} has no bones.")
