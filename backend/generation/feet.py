"""Clean feet after decoding (SPEC section 8)."""

from ..motion import foot_lock


def cleaner(enabled):
    """A function (rotations, translation, fps, labels=None, floor=0.0) -> both, or None when switched off.

    labels: predicted contacts (T, 4) of the frames, or None where only speed and height can tell.
    """
    if not enabled:
        return None

    def clean(rotations, translation, fps, labels=None, floor=0.0):
        return foot_lock.lock_feet(rotations, translation, fps, labels, floor=floor)

    return clean
