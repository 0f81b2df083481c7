"""An armature's rest bones as plain arrays."""

from dataclasses import dataclass

import numpy as np

from ...backend.motion.body import quaternion
from ...backend.motion.rig import bone_tree


@dataclass(frozen=True)
class BoneTree(bone_tree.BoneTree):
    """Rest bones in armature space, parents before children.

    heads, tails (n, 3) in armature units; rotations (n, 4) turn armature axes to the bone's; parents (n,)
    with -1 for roots; connected, inherits_rotation, local_location are Blender's bone options, (n,) bool.
    """

    rotations: np.ndarray
    connected: np.ndarray
    inherits_rotation: np.ndarray
    local_location: np.ndarray

    @classmethod
    def of(cls, armature_obj):
        """Read the rest pose of an armature object (its evaluated pose plays no part)."""
        bones = armature_obj.data.bones
        names = tuple(bone.name for bone in bones)
        number = {name: i for i, name in enumerate(names)}
        matrices = np.array([bone.matrix_local for bone in bones], dtype=np.float64).reshape(-1, 4, 4)
        axes = matrices[:, :3, :3]
        return cls(
            names,
            np.array([number[b.parent.name] if b.parent else -1 for b in bones], dtype=int),
            matrices[:, :3, 3],
            np.array([bone.tail_local for bone in bones], dtype=np.float64).reshape(-1, 3),
            quaternion.from_matrix(axes / np.linalg.norm(axes, axis=-2, keepdims=True)),
            np.array([bone.use_connect for bone in bones], dtype=bool),
            np.array([bone.use_inherit_rotation for bone in bones], dtype=bool),
            np.array([bone.use_local_location for bone in bones], dtype=bool),
        )
