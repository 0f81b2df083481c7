"""A captured motion as its file has it: any skeleton, local rotations relative to the file's zero pose."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Floats, Ints
from ..body import quaternion

MAX_JOINTS = 1024
MAX_FRAMES = 1_000_000
# A few bytes of a file can announce a joint in every frame: 512 MB of rotations are enough.
MAX_JOINT_FRAMES = 2**24
MAX_FILE_BYTES = 2**28


@dataclass(frozen=True)
class Capture:
    """One motion on its own skeleton, in the file's units.

    names, parents: per joint, parents first (-1 for the root). offsets (J, 3): rest position from the parent.
    tips (J, 3): rest end of the joint's own bone, zero where the file gives none.
    rotations (T, J, 4): local, identity in the zero pose. translation (T, 3): root. fps: 0 where unknown.
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    offsets: Floats
    tips: Floats
    rotations: Floats
    translation: Floats
    fps: float = 0.0

    def __len__(self) -> int:
        return len(self.rotations)

    def at(self, frames: slice | Ints) -> "Capture":
        """The same motion with only `frames` (a slice or indices)."""
        return Capture(
            self.names, self.parents, self.offsets, self.tips,
            self.rotations[frames], self.translation[frames], self.fps,
        )  # fmt: skip

    def world(self) -> tuple[Floats, Floats]:
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

    def rezeroed(self, reference: Floats) -> "Capture":
        """The same motion told from another zero pose: the one in which the joints have the world rotations
        `reference` (J, 4). It should be upright and face +z."""
        parents = np.array(self.parents)
        inside = parents >= 0
        above = np.where(inside[:, None], reference[parents], quaternion.IDENTITY)
        before = quaternion.multiply(above, self.rotations)
        return replace(
            self,
            offsets=quaternion.rotate(above, self.offsets),
            tips=quaternion.rotate(reference, self.tips),
            rotations=quaternion.multiply(before, quaternion.inverse(reference)),
        )

    def rest(self) -> Floats:
        """Joint positions (J, 3) in the zero pose, the root at its offset."""
        positions = np.array(self.offsets)
        for joint, parent in enumerate(self.parents):
            if parent >= 0:
                positions[joint] += positions[parent]
        return positions


def euler(degrees: ArrayLike, axes: str) -> Floats:
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


def read_text(path: str | Path, encoding: str) -> str:
    """Text of a motion file. Raises ValueError for one that is larger than MAX_FILE_BYTES."""
    path = Path(path)
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise ValueError(f"{path} has {size / 1e6:,.0f} MB; expected at most {MAX_FILE_BYTES / 1e6:,.0f}")
    return path.read_text(encoding=encoding, errors="replace")


def check_size(frames: int, joints: int, where: str) -> None:
    """Raises ValueError where a motion of so many frames and joints is larger than MAX_JOINT_FRAMES."""
    if frames * joints > MAX_JOINT_FRAMES:
        raise ValueError(
            f"{where} has {frames:,} frames of {joints:,} joints, too much to read: cut it in pieces"
        )


def shown(word: str) -> str:
    """A word of a file as a message can quote it."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in word[:40])


def numbers(words: list[str], where: str) -> Floats:
    """Words to a float array; raises ValueError naming `where` for a word that is no finite number."""
    try:
        values = np.array(words, dtype=np.float64)
    except ValueError:
        wrong = next((word for word in words if not _is_number(word)), "")
        raise ValueError(f"{where}: “{shown(wrong)}” stands where a number is expected") from None
    if not np.isfinite(values).all():
        raise ValueError(f"{where}: it holds numbers that are not finite")
    return values


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
