"""What annotations call arrays. They say what kind of numbers; shapes and units are in the docstrings."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.floating[Any]]
Complexes: TypeAlias = NDArray[np.complexfloating[Any, Any]]
Ints: TypeAlias = NDArray[np.integer[Any]]
Bools: TypeAlias = NDArray[np.bool_]
# Of a file or a frame, before anybody looked at what it holds.
Array: TypeAlias = NDArray[Any]
# rotations (T, 22, 4) and translation (T, 3)
Motion: TypeAlias = tuple[Floats, Floats]
# Half-open ranges of frames, (start, stop).
Ranges: TypeAlias = list[tuple[int, int]]
