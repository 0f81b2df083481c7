"""What the complexity strip shows, in plain arrays: pictures of a stretch of the motion.

No bpy, no gpu. A picture holds up to twice what an editor shows, at a resolution that suits its zoom, so that
panning and zooming need a new one only now and then; playing and redrawing need none.
"""

from dataclasses import dataclass

import numpy as np

from ...backend.motion.measure import spectral
from ..takes import segments

# Columns in a picture; an editor shows at most half of them, at least a quarter unless it shows all samples.
TILE = 4096
# Rows of the strip's picture: as many are bright as the body moves much, the lowest always.
ROWS = 7
_DIM = 0.3
# Calm to complex: deep blue, teal, yellow, red; most real motion lies from 0.25 to 0.75. Display RGB.
_STOPS = np.array([0.0, 0.35, 0.55, 0.85])
_COLORS = np.array([[0.03, 0.05, 0.16], [0.05, 0.38, 0.42], [0.95, 0.70, 0.10], [0.90, 0.08, 0.05]])


@dataclass(frozen=True)
class Picture:
    """pixels (rows, columns, 4) float32 RGBA, row 0 at the bottom; first, last: the frames at its edges."""

    pixels: np.ndarray
    first: float
    last: float


@dataclass(frozen=True)
class Geometry:
    """What is drawn of one action: complexity omega (T,), movement (T,) and bands (T, W) in [0, 1]; frames
    of first and last sample.
    """

    omega: np.ndarray
    movement: np.ndarray
    bands: np.ndarray
    first_frame: float
    last_frame: float
    fps: float
    step: float

    def segments(self, threshold):
        """Frame ranges [(first, last), …] where the complexity is at least `threshold`."""
        return [
            (self.first_frame + start * self.step, self.first_frame + (stop - 1) * self.step)
            for start, stop in segments.above(self.omega, threshold, self.fps)
        ]

    def sample(self, frame):
        """Index of the sample nearest to a frame, or None outside the motion."""
        at = (frame - self.first_frame) / self.step
        return int(round(at)) if -0.5 <= at <= len(self.omega) - 0.5 else None

    def bucket(self, left, right):
        """(samples a column, first column) of the picture that an editor showing these frames needs."""
        low, high = sorted((frame - self.first_frame) / self.step for frame in (left, right))
        low, high = max(low, 0.0), min(high, len(self.omega) - 1.0)
        run = 1
        while max(0.0, high - low) / run > TILE // 2 - 2:
            run *= 2
        return run, int(max(0.0, low) / run) // (TILE // 2) * (TILE // 2)

    def picture(self, name, bucket):
        """The Picture of "omega" or "bands" for a bucket; the largest sample of each column is shown.

        That of omega has its colour up to the height of the movement, and is dim above.
        """
        run, start = bucket
        at = slice(start * run, (start + TILE) * run)
        values = getattr(self, name)
        rows = columns(values.reshape(len(values), -1)[at], run)
        edge = self.first_frame + (start * run - 0.5) * self.step
        pixels = heat(rows.T)
        if name == "omega":
            pixels = np.repeat(pixels, ROWS, axis=0)
            height = 0.5 + columns(self.movement[at], run) * (ROWS - 1)
            pixels[np.arange(ROWS)[:, None] > height, :3] *= _DIM
        return Picture(np.ascontiguousarray(pixels), edge, edge + len(rows) * run * self.step)


def heat(values, alpha=1.0):
    """Colours (..., 4) float32 of values in [0, 1]; what is not a number reads as 0."""
    values = np.clip(np.nan_to_num(np.asarray(values, dtype=np.float64)), 0.0, 1.0)
    rgb = np.stack([np.interp(values, _STOPS, channel) for channel in _COLORS.T], axis=-1)
    return np.concatenate([rgb, np.full(values.shape + (1,), alpha)], axis=-1).astype(np.float32)


def columns(values, run):
    """(T, …) reduced to ⌈T / run⌉ rows by the largest of each run."""
    if run == 1:
        return values
    padding = [(0, -len(values) % run)] + [(0, 0)] * (values.ndim - 1)
    padded = np.pad(values, padding, mode="edge")
    return padded.reshape(-1, run, *values.shape[1:]).max(axis=1)


def loudness(phi, energy):
    """Bands (T, W): the spectrum phi (T, W), dimmed where the energy (T,) is low."""
    loud = max(1e-9, float(np.percentile(energy, 75)))
    return np.asarray(phi) * np.clip(np.asarray(energy) / loud, 0.0, 1.0)[:, None]


def build(stored, place=None):
    """Geometry of a motion_store.Stored that plays at an nla.Place, None for the active action."""
    first, last, step = stored.first_frame, stored.last_frame, stored.step
    if place is not None:
        first, last, step = place.to_scene(first), place.to_scene(last), step * place.scale
    return Geometry(
        np.asarray(stored.omega), spectral.movement(np.nan_to_num(stored.energy)),
        loudness(stored.phi, stored.energy), first, last, stored.fps, step,
    )  # fmt: skip


class Cache:
    """The last few values by key, the least recently used dropped first."""

    def __init__(self, size=8):
        self._size, self._values = size, {}
        self.built = 0

    def get(self, key, make):
        """The value of `key`, made by `make()` when it is not there."""
        if key in self._values:
            self._values[key] = self._values.pop(key)
            return self._values[key]
        value = self._values[key] = make()
        self.built += 1
        while len(self._values) > self._size:
            self._values.pop(next(iter(self._values)))
        return value

    def __contains__(self, key):
        return key in self._values

    def clear(self):
        self._values.clear()
