"""Whether a path is one that a body can go."""

import numpy as np

from ..arrays import Floats
from ..body.skeleton import FPS

# Metres a second squared on average. Who falls has 9.8, the fastest roll or somersault captured 19 to 23.
_MOST = 30.0


def is_broken(path: Floats, fps: float = FPS) -> bool:
    """Whether a pelvis (T, 3), metres, is shaken as no body is: a capture that was solved wrongly."""
    if len(path) < 3:
        return False
    return float(np.linalg.norm(np.diff(path, 2, axis=0), axis=1).mean()) * fps**2 > _MOST
