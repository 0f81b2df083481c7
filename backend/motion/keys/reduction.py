"""Few keys for a body: keys are added where the error is greatest, then those are dropped that nobody needs.

Errors of bones are carried to points of the body (hands, feet) along the chain, as small rotations about
the joints of the original movement; whoever applies the keys measures the true error afterwards.
"""

from collections.abc import Generator, Iterator
from dataclasses import replace

import numpy as np

from ..arrays import Floats, Ints
from ..body import quaternion
from . import measures
from .body import Fit, Point, Track, unmoved
from .columns import Columns
from .spline import Pull, Spline, turning

_ROUNDS = 80
# How often single columns are gone through: what others lose gives room.
_THINNED = 2
# How much of its own limit a bone gives to make up for the others.
_PULL = 0.6


def reducing(
    tracks: list[Track], points: list[Point], angle: float, distance: float, wanted: list[Ints] | None = None,
) -> Generator[None, None, list[Fit]]:  # fmt: skip
    """Steps whose value are Fits within `angle` radians a bone, `distance` metres of its place and the
    points' limits.

    wanted: frames of each track on which keys are tried before others, such as the ends of contacts.
    """
    work = _Work(tracks, points, angle, distance, wanted)
    yield from work.refine()
    yield from work.prune()
    yield from work.thin()
    return work.fits()


def spaced(tracks: list[Track], every: int) -> list[Fit]:
    """Fits with a key on every so many-th frame, and on the last."""
    fits = []
    for track in tracks:
        spline = Spline(track.values, np.arange(0, len(track.values), every))
        fits.append(Fit(spline.keys, spline.values, spline.slopes))
    return fits


class _Work:
    def __init__(
        self, tracks: list[Track], points: list[Point], angle: float, distance: float,
        wanted: list[Ints] | None,
    ) -> None:  # fmt: skip
        self.tracks, self.points, self.angle, self.distance = tracks, points, angle, distance
        self.of_track = [[e for e, p in enumerate(points) if i in p.chain] for i in range(len(tracks))]
        self.splines: list[Spline] = []
        # From when keys of single columns are dropped on, what is shown.
        self.columns: dict[int, Columns] = {}
        self.liked: list[set[int]] = []
        self.turned: list[Ints] = []
        count = len(tracks[0].values) if tracks else 0
        still = np.tile(quaternion.IDENTITY, (count, 1))
        self.original = [
            quaternion.normalize(t.rotation(t.values[:, : t.turns])) if t.turns else still for t in tracks
        ]
        self.turn_error = np.zeros((len(tracks), count, 3))
        self.move_error = np.zeros((len(tracks), count, 3))
        # What never moves is not set in motion to make up for others.
        self.still = [unmoved(t) for t in tracks]
        self.weights: list[Floats] = []
        self.inverses: list[Floats] = []
        self.turn: list[Floats] = []
        self.reach: dict[tuple[int, int], Floats] = {}
        self.parts = {(e, i): np.zeros((count, 3)) for i in range(len(tracks)) for e in self.of_track[i]}
        self.off = np.zeros((len(points), count, 3))
        for i, track in enumerate(tracks):
            turned = turning(self._turn_vectors(i), 2.0 * angle)
            extra = wanted[i] if wanted else np.zeros(0, dtype=np.int64)
            liked = np.unique(np.r_[turned, extra]).astype(np.int64)
            self.turned.append(turned)
            self.liked.append(set(liked.tolist()))
            self._weigh(i)
            self.splines.append(Spline(track.values, liked, self.weights[i]))
            self._measure(i, 0, count - 1)

    def fits(self) -> list[Fit]:
        found = [self.columns[i].fit() for i in range(len(self.splines))]
        return [replace(fit, turned=turned) for fit, turned in zip(found, self.turned, strict=True)]

    def refine(self) -> Iterator[None]:
        """Add keys until every error is within its limit, or there is no frame left to key."""
        for _ in range(_ROUNDS):
            places = self._needed()
            if not places:
                return
            for i, frame in places:
                self._measure(i, *self.splines[i].add(frame, self._pull(i)))
            self._settle()
            yield

    def prune(self) -> Iterator[None]:
        """Drop keys as long as all errors stay within their limits: first those where nothing turns."""
        for turning_too in (False, True):
            for i, spline in enumerate(self.splines):
                at = 1
                while at < len(spline.keys) - 1:
                    if (int(spline.keys[at]) in self.liked[i]) != turning_too or not self._drop(i, at):
                        at += 1
                yield

    def thin(self) -> Iterator[None]:
        """Drop keys of single columns, where a bone moves about one axis more than about the others."""
        for i, spline in enumerate(self.splines):
            self.columns[i] = Columns(spline, self.weights[i])
        for _ in range(_THINNED):
            for i, columns in self.columns.items():
                for c in range(len(columns.splines)):
                    at = 1
                    while not columns.is_still(c) and at < len(columns.splines[c].keys) - 1:
                        at += not self._drop_single(i, c, at)
                yield

    def _drop_single(self, i: int, c: int, at: int) -> bool:
        columns = self.columns[i]
        before, frames = columns.remove(c, at, self._pull(i))
        self._measure(i, *frames)
        if self._holds(i, *frames):
            return True
        columns.splines[c].restore(before)
        self._measure(i, *frames)
        return False

    def _settle(self) -> None:
        """Fit every track again to what the others leave: errors along a chain make up for each other."""
        for i, spline in enumerate(self.splines):
            spline.relax_all(self._pull(i))
            self._measure(i, 0, len(spline.target) - 1)

    def _weigh(self, i: int) -> None:
        """What differences of a track's values count: by the errors they make, in parts of the limits."""
        track = self.tracks[i]
        count, size = track.values.shape
        turn, move = np.zeros((count, 3, size)), np.zeros((count, 3, size))
        for column in range(track.turns):
            step = np.zeros(track.turns)
            step[column] = 1e-5
            now = quaternion.normalize(track.rotation(track.values[:, : track.turns] + step))
            local = measures.small(quaternion.multiply(quaternion.inverse(self.original[i]), now)) / 1e-5
            turn[:, :, column] = np.einsum("tij,tj->ti", track.axes, local)
        if size > track.turns:
            move[:, :, track.turns :] = track.moves
        self.turn.append(turn)
        weights = measures.square(turn) / self.angle**2 + measures.square(move) / self.distance**2
        for e in self.of_track[i]:
            arm = self.points[e].place - track.pivot
            reach = np.cross(turn, arm[:, :, None], axis=1) + move
            self.reach[e, i] = reach
            weights += measures.square(reach) / self.points[e].limits[:, None, None] ** 2
        # Numbers that mean the same rotation (a quaternion's length) stay what they are.
        mean = np.trace(weights, axis1=1, axis2=2)[:, None, None] / size
        weights = weights + 1e-2 * mean * np.eye(size)
        weights[:, self.still[i][:, None] != self.still[i][None]] = 0.0
        self.weights.append(weights)
        self.inverses.append(np.linalg.inv(self.weights[i]))

    def _pull(self, i: int) -> Pull | None:
        """For frames: which differences (n, c) of a track would make up for the points' errors by others."""
        if not self.of_track[i] or self.still[i].all():
            return None

        def pull(window: slice) -> Floats:
            wanted = np.zeros(self.tracks[i].values[window].shape)
            for e in self.of_track[i]:
                others = self.off[e, window] - self.parts[e, i][window]
                others = others / self.points[e].limits[window, None] ** 2
                wanted -= (self.reach[e, i][window] * others[:, :, None]).sum(axis=1)
            wanted[:, self.still[i]] = 0.0
            steps = (self.inverses[i][window] @ wanted[..., None])[..., 0]
            turned = measures.lengths((self.turn[i][window] @ steps[..., None])[..., 0])
            result: Floats = steps / np.maximum(turned / (_PULL * self.angle), 1.0)[:, None]
            return result

        return pull

    def _turn_vectors(self, i: int) -> Floats:
        """Rotations of a track as vectors (T, 3) about their middle, or its places where it never turns."""
        q = quaternion.continuous(self.original[i])
        middle = quaternion.normalize(q.mean(axis=0) + 1e-9)
        vectors = measures.small(quaternion.multiply(quaternion.inverse(middle), q))
        turns = self.tracks[i].turns
        if np.ptp(vectors, axis=0).max(initial=0.0) > 1e-6 or self.tracks[i].values.shape[1] == turns:
            return vectors
        places: Floats = np.einsum("tij,tj->ti", self.tracks[i].moves, self.tracks[i].values[:, turns:])
        return places

    def _measure(self, i: int, first: int, last: int) -> None:
        """Errors of a track on frames first … last, and of the points that it carries."""
        track, window = self.tracks[i], slice(first, last + 1)
        values = self.columns.get(i, self.splines[i]).evaluated(first, last)
        if track.turns:
            now = quaternion.normalize(track.rotation(values[:, : track.turns]))
            local = measures.small(quaternion.multiply(quaternion.inverse(self.original[i][window]), now))
            self.turn_error[i, window] = (track.axes[window] @ local[..., None])[..., 0]
        if values.shape[1] > track.turns:
            step = values[:, track.turns :] - track.values[window, track.turns :]
            self.move_error[i, window] = (track.moves[window] @ step[..., None])[..., 0]
        for e in self.of_track[i]:
            arm = self.points[e].place[window] - track.pivot[window]
            new = np.cross(self.turn_error[i, window], arm) + self.move_error[i, window]
            part = self.parts[e, i]
            self.off[e, window] += new - part[window]
            part[window] = new

    def _needed(self) -> list[tuple[int, int]]:
        """(track, frame) of keys to add: one for every stretch of frames on which a limit is exceeded."""
        places: set[tuple[int, int]] = set()
        for i in range(len(self.tracks)):
            over = np.maximum(
                measures.lengths(self.turn_error[i]) / self.angle,
                measures.lengths(self.move_error[i]) / self.distance,
            )
            for _, peak in measures.peaks(over):
                frame = self._room(i, peak, over)
                if frame is not None:
                    places.add((i, frame))
        if places:
            return sorted(places)
        for e, point in enumerate(self.points):
            for _, peak in measures.peaks(measures.lengths(self.off[e]) / point.limits):
                way = self.off[e, peak]
                shares = sorted(point.chain, key=lambda i: -float(self.parts[e, i][peak] @ way))
                for i in shares:
                    frame = self._room(i, peak, measures.lengths(self.parts[e, i]))
                    if frame is not None:
                        places.add((i, frame))
                        break
        return sorted(places)

    def _room(self, i: int, peak: int, error: Floats) -> int | None:
        """The frame to key in the segment around a peak, or None where its keys are neighbours."""
        keys = self.splines[i].keys
        at = int(np.clip(np.searchsorted(keys, peak, side="right") - 1, 0, max(len(keys) - 2, 0)))
        for segment in (at, at - 1 if peak == keys[at] else at + 1):
            if 0 <= segment < len(keys) - 1:
                first, last = int(keys[segment]) + 1, int(keys[segment + 1])
                if last > first:
                    return first + int(np.argmax(error[first:last]))
        return None

    def _drop(self, i: int, at: int) -> bool:
        spline = self.splines[i]
        before = spline.state()
        first, last = spline.remove(at, self._pull(i))
        self._measure(i, first, last)
        if self._holds(i, first, last):
            return True
        spline.restore(before)
        self._measure(i, first, last)
        return False

    def _holds(self, i: int, first: int, last: int) -> bool:
        window = slice(first, last + 1)
        if (measures.lengths(self.turn_error[i, window]) > self.angle).any():
            return False
        if (measures.lengths(self.move_error[i, window]) > self.distance).any():
            return False
        return all(
            bool((measures.lengths(self.off[e, window]) <= self.points[e].limits[window]).all())
            for e in self.of_track[i]
        )
