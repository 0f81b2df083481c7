"""Channels as one cubic spline with common keys, fitted to values on every frame by least squares.

Between keys Bézier handles lie at thirds of the time, so each segment is a cubic in time: keys are
frames, values and slopes a frame, and the fit is linear.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from ..arrays import Floats, Ints

State: TypeAlias = tuple[Ints, Floats, Floats]
Pull: TypeAlias = Callable[[slice], Floats]

# Keys on either side of a changed one that move with it; the influence of farther ones is hardly to be seen.
REACH = 3
# How much slopes that hardly matter to the frames are drawn to the movement's own.
_RIDGE = 1e-3


class Spline:
    """keys (k,) ascending frames of the values (T, c), with the first and the last; the ends stay exact.

    weights (T, c, c): what a difference on a frame counts in the fit; every one the same where left out.
    """

    def __init__(self, target: Floats, keys: Ints, weights: Floats | None = None) -> None:
        self.target: Floats = np.asarray(target, dtype=np.float64)
        count, size = self.target.shape
        self._own: Floats = np.gradient(self.target, axis=0) if count > 1 else np.zeros_like(self.target)
        self._weights: Floats = (
            np.broadcast_to(np.eye(size), (count, size, size)) if weights is None else weights
        )
        self.keys: Ints = np.unique(np.r_[0, keys, count - 1]).astype(np.int64)
        self.values: Floats = self.target[self.keys]
        self.slopes: Floats = self._own[self.keys]
        self.relax_all()

    def state(self) -> State:
        """What `restore` puts back."""
        return self.keys, self.values.copy(), self.slopes.copy()

    def restore(self, state: State) -> None:
        self.keys, self.values, self.slopes = state

    def add(self, frame: int, pull: Pull | None = None) -> tuple[int, int]:
        """One more key; returns the frames (first, last) whose values may be others now."""
        at = int(np.searchsorted(self.keys, frame))
        self.keys = np.insert(self.keys, at, frame)
        self.values = np.insert(self.values, at, self.target[frame], axis=0)
        self.slopes = np.insert(self.slopes, at, self._own[frame], axis=0)
        return self.relax(at - REACH, at + REACH, pull)

    def remove(self, at: int, pull: Pull | None = None) -> tuple[int, int]:
        """The key of an index goes; returns frames as `add` does."""
        self.keys = np.delete(self.keys, at)
        self.values, self.slopes = np.delete(self.values, at, axis=0), np.delete(self.slopes, at, axis=0)
        return self.relax(at - REACH, at + REACH - 1, pull)

    def relax_all(self, pull: Pull | None = None) -> None:
        """Fit all keys again, some at a time."""
        for start in range(0, len(self.keys), 2 * REACH):
            self.relax(start - REACH, start + 2 * REACH, pull)

    def relax(self, low: int, high: int, pull: Pull | None = None) -> tuple[int, int]:
        """Fit the keys of indices low … high again, the others held; returns frames as `add` does.

        pull(slice of frames): what (n, c) is wanted beyond the target.
        """
        count, channels = len(self.keys), self.target.shape[1]
        low, high = max(low, 0), min(high, count - 1)
        outer = max(low - 1, 0), min(high + 1, count - 1)
        first, last = int(self.keys[outer[0]]), int(self.keys[outer[1]])
        if low > high or first == last:
            return first, last
        window = slice(first, last + 1)
        segment, basis = self._basis(np.arange(first, last + 1), outer[1] - 1)
        # Unknowns in order: value and slope of each key from outer[0] to outer[1].
        size = 2 * (outer[1] - outer[0] + 1)
        matrix = np.zeros((last - first + 1, size))
        rows, column = np.arange(len(matrix)), 2 * (segment - outer[0])
        for i in range(4):
            matrix[rows, column + i] = basis[:, i]
        known = np.empty((size, channels))
        known[0::2] = self.values[outer[0] : outer[1] + 1]
        known[1::2] = self.slopes[outer[0] : outer[1] + 1]
        free = np.zeros(size, bool)
        free[2 * (low - outer[0]) : 2 * (high - outer[0]) + 2] = True
        # The first and the last value of all are exact.
        free[0] &= outer[0] > 0 or low > 0
        free[-2] &= outer[1] < count - 1 or high < count - 1
        wanted = self.target[window] if pull is None else self.target[window] + pull(window)
        rest = wanted - matrix[:, ~free] @ known[~free]
        part, weights = matrix[:, free], self._weights[window]
        used = part.shape[1]
        pairs = (part[:, :, None] * part[:, None, :]).reshape(len(part), -1)
        normal = (pairs.T @ weights.reshape(len(part), -1)).reshape(used, used, channels, channels)
        right = part.T @ np.einsum("tij,tj->ti", weights, rest)
        slopes = np.flatnonzero(np.arange(size)[free] % 2)
        ridge = _RIDGE * np.diagonal(weights, axis1=1, axis2=2).mean()
        own = self._own[self.keys[outer[0] + np.flatnonzero(free)[slopes] // 2]]
        normal[slopes, slopes] += ridge * np.eye(channels)
        right[slopes] += ridge * own
        flat = normal.transpose(0, 2, 1, 3).reshape(used * channels, used * channels)
        known[free] = np.linalg.solve(flat, right.reshape(-1)).reshape(used, channels)
        self.values[outer[0] : outer[1] + 1] = known[0::2]
        self.slopes[outer[0] : outer[1] + 1] = known[1::2]
        return first, last

    def evaluated(self, first: int = 0, last: int | None = None) -> Floats:
        """Values (n, c) on frames first … last."""
        last = len(self.target) - 1 if last is None else last
        if len(self.keys) == 1:
            return np.repeat(self.values, last - first + 1, axis=0)
        segment, basis = self._basis(np.arange(first, last + 1))
        result: Floats = (
            basis[:, :1] * self.values[segment] + basis[:, 1:2] * self.slopes[segment]
            + basis[:, 2:3] * self.values[segment + 1] + basis[:, 3:] * self.slopes[segment + 1]
        )  # fmt: skip
        return result

    def passed(self, frames: Ints) -> tuple[Floats, Floats]:
        """Values and slopes a frame (n, c) on frames: keys there would change nothing."""
        if len(self.keys) == 1:
            return np.repeat(self.values, len(frames), axis=0), np.repeat(self.slopes, len(frames), axis=0)
        segment, basis = self._basis(frames)
        length = (self.keys[segment + 1] - self.keys[segment]).astype(np.float64)
        u = (frames - self.keys[segment]) / length
        v = 1.0 - u
        turn = np.stack([-6 * u * v / length, v * (1 - 3 * u), 6 * u * v / length, u * (3 * u - 2)], axis=1)
        ends = np.stack([self.values[segment], self.slopes[segment],
                         self.values[segment + 1], self.slopes[segment + 1]], axis=1)  # fmt: skip
        return np.einsum("ni,nic->nc", basis, ends), np.einsum("ni,nic->nc", turn, ends)

    def _basis(self, frames: Ints, most: int | None = None) -> tuple[Ints, Floats]:
        """(segment (n,), weights (n, 4) of its first key's value and slope, and of its second's)."""
        most = len(self.keys) - 2 if most is None else most
        segment = np.clip(np.searchsorted(self.keys, frames, side="right") - 1, 0, most)
        length = (self.keys[segment + 1] - self.keys[segment]).astype(np.float64)
        u = (frames - self.keys[segment]) / length
        v = 1.0 - u
        weights = [v * v * (1 + 2 * u), length * u * v * v, u * u * (3 - 2 * u), -length * u * u * v]
        return segment, np.stack(weights, axis=1)


def turning(values: Floats, least: float) -> Ints:
    """Frames (n,) on which the main movement of values (T, c) turns round, by more than `least` each time."""
    values = np.asarray(values, dtype=np.float64)
    if len(values) < 3:
        return np.zeros(0, dtype=np.int64)
    centred = values - values.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    line = centred @ axes[0]
    found, extreme, way = [], 0, 0
    for t, here in enumerate(line):
        step = here - line[extreme]
        if way == 0 and abs(step) > least:
            way, extreme = (1 if step > 0 else -1), t
        elif way * step > 0:
            extreme = t
        elif way and -way * step > least:
            found.append(extreme)
            way, extreme = -way, t
    return np.array(found, dtype=np.int64)
