"""Lines on the floor by their length, and smooth interpolation that never runs backwards."""

import numpy as np

from ..motion.arrays import Floats
from ..motion.body.features import gaussian_smooth

# The highest speed and acceleration of `ease`, per length and second.
FASTEST_EASE, HARDEST_EASE = 1.875, 5.7736
# Metres between the samples of a line, and of the Gaussian that rounds its corners.
_STEP, _ROUND = 0.02, 0.12


class Curve:
    """A line through points (n, 2), x and z in metres, by its length; corners are rounded by centimetres."""

    def __init__(self, points: Floats) -> None:
        points = np.asarray(points, dtype=np.float64)
        far = np.concatenate([[True], np.linalg.norm(np.diff(points, axis=0), axis=-1) > 1e-6])
        self.points = points[far]
        at = _lengths(self.points)
        self.drawn = float(at[-1])
        count = max(int(self.drawn / _STEP), 2) + 1
        even = np.linspace(0.0, self.drawn, count)
        line = np.stack([np.interp(even, at, self.points[:, k]) for k in range(2)], axis=1)
        self.line = smoothed(line, min(_ROUND, self.drawn / 8.0) / (self.drawn / (count - 1)))
        self.at = _lengths(self.line)
        self.length = float(self.at[-1])
        step = np.gradient(self.line, axis=0)
        self.angle = np.unwrap(np.arctan2(step[:, 0], step[:, 1]))

    def place(self, s: Floats) -> Floats:
        """Points (n, 2) at lengths s (n,)."""
        return np.stack([np.interp(s, self.at, self.line[:, k]) for k in range(2)], axis=-1)

    def direction(self, s: Floats) -> Floats:
        """Angle (n,) of the line at lengths s (n,) in radians, unwrapped; 0 is +z, left positive."""
        angle: Floats = np.interp(s, self.at, self.angle)
        return angle

    def nearest(self, point: Floats, expected: float, after: float = 0.0) -> tuple[float, float]:
        """(length, distance) of the place nearest to point (2,); of equal ones that nearest to `expected`."""
        far = np.linalg.norm(self.line - point, axis=-1)
        far = np.where(self.at >= after, far, np.inf)
        close = np.flatnonzero(far <= far.min() + 0.05)
        best = close[np.argmin(np.abs(self.at[close] - expected) + 20.0 * (far[close] - far.min()))]
        return float(self.at[best]), float(far[best])

    def distances(self, places: Floats) -> Floats:
        """Distances (n,) of places (n, 2) from the line as it was drawn."""
        a, b = self.points[:-1], self.points[1:]
        along = b - a
        square = np.maximum(np.sum(along**2, axis=-1), 1e-18)
        found = np.empty(len(places))
        for i, place in enumerate(places):
            t = np.clip(np.sum((place - a) * along, axis=-1) / square, 0.0, 1.0)
            found[i] = np.linalg.norm(a + t[:, None] * along - place, axis=-1).min()
        return found


def _lengths(points: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=-1))])


def smoothed(values: Floats, sigma: float) -> Floats:
    """values (n, d) after a Gaussian of sigma samples that keeps both ends and the slope there."""
    if sigma <= 0.0 or len(values) < 3:
        return np.array(values, dtype=np.float64)
    pad = min(int(4.0 * sigma + 0.5), len(values) - 1)
    before = 2.0 * values[0] - values[1 : pad + 1][::-1]
    after = 2.0 * values[-1] - values[-pad - 1 : -1][::-1]
    return gaussian_smooth(np.concatenate([before, values, after]), sigma)[pad:-pad]


def monotone(at: Floats, x: Floats, y: Floats) -> Floats:
    """Values at `at` of the smooth curve through x, y (n,), monotone as they are (Fritsch, Carlson 1980)."""
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    step = np.diff(x)
    slope = np.diff(y) / step
    if len(x) == 2:
        line: Floats = y[0] + slope[0] * (np.asarray(at) - x[0])
        return line
    w1, w2 = 2.0 * step[1:] + step[:-1], step[1:] + 2.0 * step[:-1]
    same = slope[:-1] * slope[1:] > 0.0
    safe = np.where(same, slope[:-1], 1.0), np.where(same, slope[1:], 1.0)
    inner = np.where(same, (w1 + w2) / (w1 / safe[0] + w2 / safe[1]), 0.0)
    tangent = np.concatenate([slope[:1], inner, slope[-1:]])
    i = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(x) - 2)
    t = (np.asarray(at) - x[i]) / step[i]
    value: Floats = (
        (1.0 + 2.0 * t) * (1.0 - t) ** 2 * y[i] + t * (1.0 - t) ** 2 * step[i] * tangent[i]
        + t**2 * (3.0 - 2.0 * t) * y[i + 1] + t**2 * (t - 1.0) * step[i] * tangent[i + 1]
    )  # fmt: skip
    return value


def ease(t: Floats) -> Floats:
    """0 … 1 with speed and acceleration zero at both ends."""
    t = np.clip(t, 0.0, 1.0)
    eased: Floats = t**3 * (10.0 - 15.0 * t + 6.0 * t * t)
    return eased
