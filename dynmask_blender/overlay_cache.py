"""Geometry of the complexity strip in plain arrays: x in frames from the motion's start, y from 0 to 1.

No bpy, no gpu. It is built once for every take and looked up by a key afterwards; panning and zooming
only change the transform it is drawn with.
"""

from dataclasses import dataclass

import numpy as np

from . import segments

MAX_COLUMNS = 2000
# Calm to complex: deep blue, teal, yellow, red; most real motion lies from 0.25 to 0.75. Display RGB.
_STOPS = np.array([0.0, 0.35, 0.55, 0.85])
_COLORS = np.array([[0.03, 0.05, 0.16], [0.05, 0.38, 0.42], [0.95, 0.70, 0.10], [0.90, 0.08, 0.05]])


@dataclass(frozen=True)
class Mesh:
    """Triangles: positions (n, 2) float32, colors (n, 4) float32, indices (m, 3) int32."""

    positions: np.ndarray
    colors: np.ndarray
    indices: np.ndarray


@dataclass(frozen=True)
class Geometry:
    """Everything drawn for one action; segments are (first frame, last frame) pairs."""

    strip: Mesh
    bands: Mesh
    first_frame: float
    last_frame: float
    omega: np.ndarray
    fps: float
    step: float

    def segments(self, threshold):
        """Frame ranges [(first, last), …] where the complexity is at least `threshold`."""
        return [
            (self.first_frame + start * self.step, self.first_frame + (stop - 1) * self.step)
            for start, stop in segments.above(self.omega, threshold, self.fps)
        ]


def heat(values, alpha=1.0):
    """Colours (..., 4) float32 of values in [0, 1]; what is not a number reads as 0."""
    values = np.clip(np.nan_to_num(np.asarray(values, dtype=np.float64)), 0.0, 1.0)
    rgb = np.stack([np.interp(values, _STOPS, channel) for channel in _COLORS.T], axis=-1)
    return np.concatenate([rgb, np.full(values.shape + (1,), alpha)], axis=-1).astype(np.float32)


def columns(values, limit=MAX_COLUMNS):
    """(T, …) reduced to at most `limit` rows by the largest of each run; returns rows and the run length."""
    run = -(-len(values) // limit)
    if run == 1:
        return values, 1
    padding = [(0, -len(values) % run)] + [(0, 0)] * (values.ndim - 1)
    padded = np.pad(values, padding, mode="edge")
    return padded.reshape(-1, run, *values.shape[1:]).max(axis=1), run


def _mesh(positions, colors, base, corners):
    triangles = (base[:, None, None] + np.array(corners)).reshape(-1, 3)
    return Mesh(positions.astype(np.float32), colors, triangles.astype(np.int32))


def strip_mesh(omega, step):
    """A quad strip from the first sample to the last, colours blended between samples."""
    rows, run = columns(np.asarray(omega))
    x = np.minimum(np.arange(len(rows)) * run, len(omega) - 1) * step
    if len(rows) == 1:
        rows, x = np.repeat(rows, 2), np.array([x[0], x[0] + step])
    positions = np.stack([np.repeat(x, 2), np.tile([0.0, 1.0], len(x))], axis=1)
    colors = np.repeat(heat(rows), 2, axis=0)
    return _mesh(positions, colors, 2 * np.arange(len(x) - 1), [[0, 1, 2], [1, 3, 2]])


def band_mesh(phi, energy, step):
    """The band picture: a cell for every sample and band, slow bands at the bottom, dimmed where still."""
    loud = max(1e-9, float(np.percentile(energy, 75)))
    strength = np.clip(np.asarray(energy) / loud, 0.0, 1.0)
    rows, run = columns(np.asarray(phi) * strength[:, None], MAX_COLUMNS // 2)
    count, bands = rows.shape
    left = (np.arange(count) - 0.5) * run * step
    x = np.stack([left, left + run * step], axis=1)[:, None, [0, 1, 0, 1]] + np.zeros((1, bands, 1))
    low = np.arange(bands) / bands
    y = np.stack([low, low, low + 1 / bands, low + 1 / bands], axis=1)[None] + np.zeros((count, 1, 1))
    positions = np.stack([x, y], axis=-1).reshape(-1, 2)
    colors = np.repeat(heat(rows).reshape(-1, 4), 4, axis=0)
    return _mesh(positions, colors, 4 * np.arange(count * bands), [[0, 1, 2], [1, 3, 2]])


def build(stored):
    """Geometry of a motion_store.Stored."""
    return Geometry(
        strip_mesh(stored.omega, stored.step), band_mesh(stored.phi, stored.energy, stored.step),
        stored.first_frame, stored.last_frame, np.asarray(stored.omega), stored.fps, stored.step,
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

    def clear(self):
        self._values.clear()
