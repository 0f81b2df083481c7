"""A skeleton's bones at rest as plain arrays, and walks through their hierarchy."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array, Floats


@dataclass(frozen=True)
class BoneTree:
    """Bones at rest, parents before children.

    heads, tails (n, 3) in the skeleton's units and axes; parents (n,) with -1 for roots.
    """

    names: tuple[str, ...]
    parents: Array
    heads: Floats
    tails: Floats

    def __len__(self) -> int:
        return len(self.names)

    def number(self, name: str) -> int:
        """Index of a bone by name, or -1."""
        return self.names.index(name) if name in self.names else -1

    def ancestry(self, bone: int) -> list[int]:
        """The bone itself and its ancestors, nearest first."""
        line = []
        while bone >= 0:
            line.append(bone)
            bone = int(self.parents[bone])
        return line

    def children(self, bone: int) -> list[int]:
        """Indices of the direct children."""
        return [int(i) for i in np.flatnonzero(self.parents == bone)]

    def path(self, ancestor: int, descendant: int) -> list[int]:
        """Bones from `ancestor` down to `descendant`, both included; empty when they are not related."""
        line = self.ancestry(descendant)
        return line[: line.index(ancestor) + 1][::-1] if ancestor in line else []

    def common_ancestor(self, *bones: int) -> int:
        """The lowest bone that all of `bones` descend from (or are), or -1."""
        shared = self.ancestry(bones[0])
        for bone in bones[1:]:
            line = set(self.ancestry(bone))
            shared = [b for b in shared if b in line]
        return shared[0] if shared else -1
