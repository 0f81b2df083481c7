"""Rotations and paths of many motions in few bytes: three of a quaternion's four numbers, as differences."""

import numpy as np

from ...motion.arrays import Array, Floats, Ints
from ...motion.body import quaternion, skeleton

Packed = dict[str, Array]

# Of a number from −1 to 1: 0.02 degrees at most.
_HALF = 2**11 - 1
# Metres of one step of a path.
_STEP = 0.0005
_KEPT = np.array([[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]])
_ROOT2 = np.sqrt(2.0)


def pack(rotations: Floats, translation: Floats) -> dict[str, Array]:
    """Arrays of one motion (T, 22, 4), (T, 3), frames last: "largest" (22, T) uint8, differences in time
    "low", "high" (66, T) uint8, "path" (3, T) int16.

    Raises ValueError for a path that moves more than 16 metres in a frame.
    """
    q = quaternion.normalize(np.asarray(rotations, dtype=np.float64))
    largest = np.argmax(np.abs(q), axis=-1)
    q = q * np.where(np.take_along_axis(q, largest[..., None], axis=-1) < 0, -1.0, 1.0)
    three = np.take_along_axis(q, _KEPT[largest], axis=-1)
    numbers = np.round(three * _ROOT2 * _HALF).astype(np.int64).reshape(len(q), -1)
    signed = np.diff(numbers, axis=0, prepend=0)
    # Small ones of either sign become small ones without: the upper bytes are nearly all 0 then.
    folded = np.where(signed < 0, -2 * signed - 1, 2 * signed).astype(np.uint16).T
    path = np.diff(np.round(np.asarray(translation, np.float64) / _STEP).astype(np.int64), axis=0, prepend=0)
    if np.abs(path).max(initial=0) > np.iinfo(np.int16).max:
        raise ValueError("the path of a motion leaps")
    return {
        "largest": largest.astype(np.uint8).T, "low": (folded & 255).astype(np.uint8),
        "high": (folded >> 8).astype(np.uint8), "path": path.astype(np.int16).T,
    }  # fmt: skip


def unpack(packed: dict[str, Array], start: int, stop: int) -> tuple[Floats, Floats]:
    """Rotations (T, 22, 4) and translation (T, 3) of the motion in frames start … stop − 1 of `pack`'s
    arrays, one motion after the other."""
    return _rotations(packed, start, stop, len(skeleton.JOINTS)), path(packed, start, stop)


def steps(numbers: Floats, most: int) -> tuple[Array, Floats]:
    """Rows (…, d) as whole numbers up to `most` (int8), and what one step of each row (…,) is worth."""
    worth = np.abs(numbers).max(axis=-1, initial=1e-9) / most
    return np.round(numbers / worth[..., None]).astype(np.int8), worth.astype(np.float32)


def from_steps(found: Array, worth: Array) -> Floats:
    """The rows of `steps`, nearly. Raises ValueError where they do not fit."""
    rows: Floats = found.astype(np.float32) * worth.astype(np.float32)[..., None]
    return rows


def headings(packed: dict[str, Array], start: int, stop: int) -> Floats:
    """Degrees (T,) that the pelvis faces, without jumps; 0 is +z, left positive."""
    pelvis = _rotations(packed, start, stop, 1)[:, 0]
    across = quaternion.rotate(pelvis, np.array([1.0, 0.0, 0.0]))
    found: Floats = np.degrees(np.unwrap(np.arctan2(-across[:, 2], across[:, 0])))
    return found


def _rotations(packed: dict[str, Array], start: int, stop: int, joints: int) -> Floats:
    """Rotations (T, joints, 4) of the first joints."""
    rows, inside = slice(0, 3 * joints), slice(start, stop)
    low, high = (packed[name][rows, inside].astype(np.int64) for name in ("low", "high"))
    folded = low + 256 * high
    signed: Ints = np.where(folded & 1, -(folded + 1) // 2, folded // 2)
    numbers = np.cumsum(signed, axis=1).T.reshape(-1, joints, 3)
    three = numbers / (_HALF * _ROOT2)
    largest = packed["largest"][:joints, inside].T.astype(np.int64)
    rotations = np.zeros((*three.shape[:2], 4))
    np.put_along_axis(rotations, _KEPT[largest], three, axis=-1)
    rest = np.sqrt(np.maximum(1.0 - (three**2).sum(axis=-1), 0.0))
    np.put_along_axis(rotations, largest[..., None], rest[..., None], axis=-1)
    return quaternion.continuous(quaternion.normalize(rotations))


def path(packed: dict[str, Array], start: int, stop: int) -> Floats:
    """Translation (T, 3) alone, as of `unpack`."""
    found: Floats = np.cumsum(packed["path"][:, start:stop].astype(np.int64), axis=1).T * _STEP
    return found
