"""What cannot be followed."""


class DirectionError(ValueError):
    """A direction that no body can follow or that holds wrong values; the message is one sentence."""
