"""Whether a motion repeats itself, and rows of features repeated without a jump."""

import numpy as np

from ...motion.arrays import Floats
from ...motion.body import features, quaternion
from ...motion.body.skeleton import FPS

# Seconds of the shortest period. Metres between joints: where the motion may go on as it did a period before,
# and over most of it for it to count as repeating; a body that never differs more is still.
_SHORTEST, _SEAM, _ALIKE, _STILL = 0.5, 0.08, 0.13, 0.03
# How many periods there must be, nearly, and how much farther apart the motion is half-way through one.
_PERIODS, _BETWEEN = 1.5, 1.8
# Metres from every other pose.
_NOWHERE_ELSE = 0.08
# Metres a second of joints' speed count as this many metres apart.
_SPEED_WEIGHT = 0.1
# Frames over which the difference at a seam fades out, and where it is larger.
_FADE, SLOW_FADE = 6, 12
# Metres between joints, on average and any, and degrees turned, at most, of a motion that ends as it begins;
# seconds that it lasts at least.
_CLOSES, _ANY, _TURNED, _ACT = 0.18, 0.45, 45.0, 1.0
# Metres between joints at both ends of a motion that was made to be repeated, and metres a second of the
# joints there: who rests there does something once.
_LOOPS, _MOVES = 0.05, 0.2


def find(rows: Floats) -> tuple[int, int] | None:
    """(first, last): rows (T, 263) from `first` may follow row last − 1, again and again; None where nothing
    repeats."""
    body = _bodies(rows)
    frames = len(rows)
    longest, shortest = int(frames / _PERIODS), round(_SHORTEST * FPS)
    if longest < shortest:
        return None
    apart = np.array(
        [np.percentile(_distance(body[lag:], body[: frames - lag]), 85) for lag in range(longest + 1)]
    )
    farthest = np.maximum.accumulate(apart)
    repeats = (apart < _ALIKE) & ((_BETWEEN * apart < farthest) | (farthest < _STILL))
    repeats[:shortest] = False
    if not repeats.any():
        return None
    period = int(np.argmin(np.where(repeats, apart, np.inf)))
    if _happens_once(body, period):
        return None
    apart_at = _distance(body[period:], body[:-period])
    # As many whole periods as there are, so that what differs between them comes back as well.
    for periods in range((frames - 1) // period, 0, -1):
        length = periods * period
        seams = _distance(body[length:], body[: frames - length]) if periods > 1 else apart_at
        first = int(np.argmin(seams))
        if seams[first] < _SEAM:
            return first, first + length
    return None


def _bodies(rows: Floats) -> Floats:
    """Joints and, weighed, their speeds (T, 63 + 66)."""
    speeds = rows[:, features.VELOCITIES] * FPS * _SPEED_WEIGHT
    found: Floats = np.concatenate([rows[:, features.POSITIONS], speeds], axis=1).astype(np.float64)
    return found


def _happens_once(body: Floats, period: int) -> bool:
    """Whether rows that no other row is a period away from hold poses that are nowhere else."""
    frames = len(body)
    alone = np.arange(frames - period, period)
    if not len(alone):
        return False
    others = np.concatenate([body[: frames - period], body[period:]])
    nearest = [float(_distance(others, body[i]).min()) for i in alone]
    return max(nearest) > _NOWHERE_ELSE


def loops(rows: Floats) -> bool:
    """Whether rows (T, 263) end as they begin, moving on as they do there."""
    if not closes(rows):
        return False
    speeds = rows[[1, -2], features.VELOCITIES].astype(np.float64) * FPS
    ends = np.concatenate([rows[[0, -1], features.POSITIONS], speeds * _SPEED_WEIGHT], axis=1)
    moves = np.linalg.norm(speeds.reshape(2, -1, 3), axis=-1).mean(axis=1).min()
    return bool(moves > _MOVES and _distance(ends[:1], ends[1:])[0] < _LOOPS)


def closes(rows: Floats) -> bool:
    """Whether rows (T, 263) end as they begin, so that what is done in them can be done again; where they are
    as short as a stride, they also move as at their begin."""
    if len(rows) < _ACT * FPS and (len(rows) < _SHORTEST * FPS or _apart(rows) > _CLOSES):
        return False
    ends = rows[[0, -1], features.POSITIONS].astype(np.float64)
    apart = np.linalg.norm((ends[0] - ends[1]).reshape(-1, 3), axis=-1)
    turned = float(np.degrees(2.0 * rows[:-1, 0].astype(np.float64).sum()))
    return bool(apart.mean() < _CLOSES and apart.max() < _ANY and abs(turned) < _TURNED)


def _apart(rows: Floats) -> float:
    ends = _bodies(rows[[0, -1]])
    return float(_distance(ends[:1], ends[1:])[0])


def repeated(rows: Floats, first: int, last: int, frames: int, fade: int = _FADE) -> Floats:
    """Rows (frames, 263) in which what lies between first and last comes again until they suffice; `fade`:
    frames over which the difference at a seam fades out."""
    pieces, count = [rows[:last]], last
    while count < frames:
        pieces.append(_joined(rows[first:last], rows[last - 1] if last == len(rows) else rows[last], fade))
        count += last - first
    found: Floats = np.concatenate(pieces)[:frames]
    return found


def _joined(rows: Floats, expected: Floats, frames: int) -> Floats:
    """Rows (n, 263) that begin as `expected` (263,) would have gone on, the difference fading out."""
    result = np.array(rows, dtype=np.float64)
    fade = np.zeros(len(rows))
    count = min(frames, len(rows))
    share = np.arange(count) / frames
    fade[:count] = 1.0 - share * share * (3.0 - 2.0 * share)
    for part in (features.HEIGHT, features.POSITIONS, features.ROTATIONS):
        result[:, part] += fade[:, None] * (expected[part] - result[0, part])
    six = result[:, features.ROTATIONS].reshape(len(rows), -1, 6)
    result[:, features.ROTATIONS] = quaternion.to_six(quaternion.from_six(six)).reshape(len(rows), -1)
    return result


def _distance(a: Floats, b: Floats) -> Floats:
    """Mean over joints of the distance (n,) between bodies (n, 63 + 66)."""
    found: Floats = np.linalg.norm((a - b).reshape(len(a), -1, 3), axis=-1).mean(axis=-1)
    return found
