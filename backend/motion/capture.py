"""A captured motion as its file has it: any skeleton, local rotations relative to the file's zero pose."""

from dataclasses import dataclass

import numpy as np

from . import quaternion

MAX_JOINTS = 1024
MAX_FRAMES = 1_000_000


@dataclass(frozen=True)
class Capture:
    """One motion on its own skeleton, in the file's units.

    names, parents: per joint, parents first (-1 for the root). offsets (J, 3): rest position from the parent.
    tips (J, 3): rest end of the joint's own bone, zero where the file gives none.
    rotations (T, J, 4): local, identity in the zero pose. translation (T, 3): root. fps: 0 where unknown.
    """

    names: tuple
    parents: tuple
    offsets: np.ndarray
    tips: np.ndarray
    rotations: np.ndarray
    translation: np.ndarray
    fps: float = 0.0

    def __len__(self):
        return len(self.rotations)

    def at(self, frames):
        """The same motion with only `frames` (a slice or indices)."""
        return Capture(
            self.names, self.parents, self.offsets, self.tips,
            self.rotations[frames], self.translation[frames], self.fps,
        )  # fmt: skip

    def world(self):
        """World rotations (T, J, 4) and joint positions (T, J, 3) in the file's units."""
        rotations = np.empty_like(self.rotations)
        positions = np.empty(self.rotations.shape[:2] + (3,))
        for joint, parent in enumerate(self.parents):
            if parent < 0:
                rotations[:, joint] = self.rotations[:, joint]
                positions[:, joint] = self.translation + self.offsets[joint]
                continue
            above = rotations[:, parent]
            rotations[:, joint] = quaternion.multiply(above, self.rotations[:, joint])
            positions[:, joint] = positions[:, parent] + quaternion.rotate(above, self.offsets[joint])
        return rotations, positions

    def rest(self):
        """Joint positions (J, 3) in the zero pose, the root at its offset."""
        positions = np.array(self.offsets)
        for joint, parent in enumerate(self.parents):
            if parent >= 0:
                positions[joint] += positions[parent]
        return positions


def euler(degrees, axes):
    """Quaternions (..., 4) of Euler angles (..., n): the rotation about axes[0] is the outermost.

    axes: a string such as "ZXY", matrix product R = R_Z · R_X · R_Y.
    """
    degrees = np.asarray(degrees, dtype=np.float64)
    result = np.broadcast_to(quaternion.IDENTITY, degrees.shape[:-1] + (4,))
    for column, axis in enumerate(axes):
        unit = np.eye(3)["XYZ".index(axis)]
        turn = quaternion.from_axis_angle(unit, np.radians(degrees[..., column]))
        result = quaternion.multiply(result, turn)
    return result


def numbers(words, where):
    """Words to a float array; raises ValueError naming `where` for a word that is no finite number."""
    try:
        values = np.array(words, dtype=np.float64)
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from None
    if not np.isfinite(values).all():
        raise ValueError(f"{where}: it holds numbers that are not finite")
    return values
