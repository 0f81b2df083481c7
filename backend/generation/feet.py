"""Clean feet after decoding (SPEC section 8)."""

from typing import Protocol

from ..motion import foot_lock
from ..motion.arrays import Bools, Floats, Motion


class Cleaner(Protocol):
    def __call__(
        self, rotations: Floats, translation: Floats, fps: float, labels: Floats | Bools | None = None,
        floor: float = 0.0,
    ) -> Motion: ...  # fmt: skip


def cleaner(enabled: bool) -> Cleaner | None:
    """A function (rotations, translation, fps, labels=None, floor=0.0) -> both, or None when switched off.

    labels: predicted contacts (T, 4) of the frames, or None where only speed and height can tell.
    """
    if not enabled:
        return None

    def clean(
        rotations: Floats,
        translation: Floats,
        fps: float,
        labels: Floats | Bools | None = None,
        floor: float = 0.0,
    ) -> Motion:
        return foot_lock.lock_feet(rotations, translation, fps, labels, floor=floor)

    return clean
