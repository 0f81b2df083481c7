"""Clean feet after decoding (SPEC section 8)."""


def cleaner(enabled):
    """A function (rotations, translation, fps, labels=None) -> (rotations, translation), or None when off.

    labels: predicted contacts (T, 4) of the frames, or None where only speed and height can tell.
    """
    if not enabled:
        return None
    try:
        from ..motion import foot_lock
    except ImportError:
        return None

    def clean(rotations, translation, fps, labels=None):
        return foot_lock.lock_feet(rotations, translation, fps, labels)

    return clean
