"""The columns of one spline on their own: each may do without keys that the others need."""

import numpy as np

from ..arrays import Floats
from .body import Fit
from .spline import Pull, Spline, State


class Columns:
    """A Spline taken apart; evaluates as it did, until keys of single columns are removed."""

    def __init__(self, spline: Spline, weights: Floats) -> None:
        """weights (T, c, c): what differences count in the fit."""
        self.keys, self.target = spline.keys, spline.target
        self.splines: list[Spline] = []
        for c in range(spline.target.shape[1]):
            one = slice(c, c + 1)
            # A column that nothing depends on must not make the fit singular.
            own = Spline(spline.target[:, one], spline.keys, weights[:, one, one] + 1e-12)
            own.restore((spline.keys, spline.values[:, one].copy(), spline.slopes[:, one].copy()))
            self.splines.append(own)

    def evaluated(self, first: int = 0, last: int | None = None) -> Floats:
        """Values (n, c) on frames first … last."""
        return np.concatenate([spline.evaluated(first, last) for spline in self.splines], axis=1)

    def is_still(self, column: int, least: float = 1e-6) -> bool:
        """Whether a column never changes."""
        spline = self.splines[column]
        return bool(np.ptp(spline.values) < least and np.abs(spline.slopes).max() < least)

    def remove(self, column: int, at: int, pull: Pull | None) -> tuple[State, tuple[int, int]]:
        """A column's key of an index goes: (what `restore` puts back, the frames that may be others now)."""
        spline = self.splines[column]
        before = spline.state()
        alone: Pull | None = None
        if pull is not None:
            together = pull

            def alone(window: slice) -> Floats:
                part: Floats = together(window)[:, column : column + 1]
                return part

        return before, spline.remove(at, alone)

    def fit(self) -> Fit:
        """The Fit of all columns: on keys that a column does without it says where that passes."""
        keys = np.unique(np.concatenate([spline.keys for spline in self.splines]))
        values, slopes = zip(*(spline.passed(keys) for spline in self.splines), strict=True)
        kept = np.stack([np.isin(keys, spline.keys) for spline in self.splines], axis=1)
        return Fit(keys, np.concatenate(values, axis=1), np.concatenate(slopes, axis=1), kept=kept)
