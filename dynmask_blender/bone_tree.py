"""An armature's rest bones as plain arrays, and walks through their hierarchy."""

from dataclasses import dataclass

import numpy as np

from ..backend.motion import quaternion


@dataclass(frozen=True)
class BoneTree:
    """Rest bones in armature space, parents before children.

    heads, tails (n, 3) in armature units; rotations (n, 4) turn armature axes to the bone's; parents (n,)
    with -1 for roots; connected, inherits_rotation, local_location are Blender's bone options, (n,) bool.
    """

    names: tuple
    parents: np.ndarray
    heads: np.ndarray
    tails: np.ndarray
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

    def __len__(self):
        return len(self.names)

    def number(self, name):
        """Index of a bone by name, or -1."""
        return self.names.index(name) if name in self.names else -1

    def ancestry(self, bone):
        """The bone itself and its ancestors, nearest first."""
        line = []
        while bone >= 0:
            line.append(bone)
            bone = int(self.parents[bone])
        return line

    def children(self, bone):
        """Indices of the direct children."""
        return [int(i) for i in np.flatnonzero(self.parents == bone)]

    def path(self, ancestor, descendant):
        """Bones from `ancestor` down to `descendant`, both included; empty when they are not related."""
        line = self.ancestry(descendant)
        return line[: line.index(ancestor) + 1][::-1] if ancestor in line else []

    def common_ancestor(self, *bones):
        """The lowest bone that all of `bones` descend from (or are), or -1."""
        shared = self.ancestry(bones[0])
        for bone in bones[1:]:
            line = set(self.ancestry(bone))
            shared = [b for b in shared if b in line]
        return shared[0] if shared else -1
