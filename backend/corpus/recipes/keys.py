"""Keys of a body: what changes by when, and the living curves of one take that pass through them."""

from dataclasses import dataclass, replace

import numpy as np

from backend.motion.body import skeleton

from .puppet import drift, smooth

# Frames after a fast arrival at which it has gone too far, and at which it rests; of the fastest arrival that
# goes as far as it may, and of the slowest that goes too far at all.
_OVER, _RESTS, _FAST, _SLOW = 2.0, 7.0, 4.0, 10.0
# Metres or degrees that it goes too far at most.
_FARTHEST = {3: 0.03, 1: 6.0}
# Metres from the shoulder to the wrist of an arm that is bent.
_BENT = 0.32
# Share of the time to the next key that a part may be late or early.
_LATE = 0.3
# Frames that a step takes at most; metres of a way along the floor that is one.
_STRIDE, _STEPS = 12.0, 0.03
# Share of a drift that both hands have in common, of a shake's amount that comes and goes.
_COMMON, _UNEVEN = 0.85, 0.2
# Standard deviation by which a key is done more or less each time, as a share.
_ONCE = 0.03
# Seconds of a take at least; share of what is done before that its last pose is held.
_SHORTEST, _HELD = 2.6, 0.5
# Breaths a second; (seconds, share) of slow and quicker drifts, as of captured stands.
_BREATH = (0.22, 0.3)
_DRIFTS = ((1.6, 1.0), (0.5, 0.45))


@dataclass(frozen=True)
class Part:
    """How what a name of a key moves is moved in every take.

    lag: frames that it comes after its key (negative: before); settle: share of a fast way that it goes too
    far before it rests (outwards: away from the body only); drift: standard deviation by which it stirs,
    however still its keys are (together: main and off nearly alike); breath: what a breath moves it by.
    wide: places spread about their middle by a take's width; spread: metres by which they differ from key to
    key; strong: scaled by a take's strength. step: (share, most, floor): the share of a way along the floor,
    and metres at most, that it is lifted on it; metres up to which it is on it. about: a place that a way
    from one side of it to the other goes round in front.
    """

    lag: float = 0.0
    settle: float = 0.0
    outwards: bool = False
    drift: float | tuple = 0.0
    breath: float | tuple = 0.0
    together: bool = False
    wide: bool = False
    spread: float = 0.0
    strong: bool = False
    step: tuple = ()
    about: tuple = ()


# The trunk leads, head, elbows and fingers follow.
TRUNK = Part(lag=-1.0, settle=0.07, drift=1.2, strong=True)
BEND = replace(TRUNK, breath=1.0)
PELVIS = Part(settle=0.05, strong=True)
GIVEN = Part(strong=True)
LOOK = Part(lag=-1.0, settle=0.06, drift=2.4, strong=True)
NOD = Part(lag=1.5, settle=0.1, drift=1.3, breath=-0.9, strong=True)
# The main shoulder as seen from the chest's joint.
_SHOULDER = tuple(sum(skeleton.OFFSETS[skeleton.INDEX[name]] for name in ("left_collar", "left_shoulder")))
WRIST = Part(
    settle=0.08, outwards=True, drift=0.006, breath=(0.0, 0.002, 0.001), together=True, about=_SHOULDER
)
WRISTS = {"main": WRIST, "off": replace(WRIST, about=(-_SHOULDER[0], *_SHOULDER[1:]))}
ELBOW = Part(lag=1.0, drift=0.04)
FINGERS = Part(lag=1.5, settle=0.06, drift=0.03)
FOOT = Part(step=(0.4, 0.13, 0.021))
HAND_DOWN = Part(step=(0.3, 0.09, 0.12))


def unrolled(keys, loop, times):
    """keys with those from the first to the last number in loop `times` times."""
    first, last = loop
    return [*keys[:first], *list(keys[first : last + 1]) * times, *keys[last + 1 :]]


def played(keys, start, random, pace, timing, instead=None):
    """[(seconds, state {name: value or None})] of keys [(seconds after the last, changes)], from 0.

    start: the state before; timing: standard deviation of a key's seconds, as a share; instead: {name: name
    that ends it}.
    """
    state, now, row = dict(start), 0.0, []
    for number, (after, changed) in enumerate(keys):
        state = state | changed
        for name, usual in (instead or {}).items():
            if usual in changed and name not in changed:
                state[name] = None
        if number:
            now += after * pace * (1.0 + timing * np.clip(random.normal(), -2.0, 2.0))
        row.append((now, state))
    return _released(row)


def _released(row):
    """A played row whose last pose is held for a third of it at most, where that leaves it long enough."""
    first = len(row) - 1
    while first and row[first - 1][1] == row[-1][1]:
        first -= 1
    done, held = row[first][0], row[-1][0] - row[first][0]
    share = min(1.0, max(_HELD * done, _SHORTEST - done) / max(held, 1e-9))
    return [(at if at <= done else done + share * (at - done), state) for at, state in row]


def tracks(row, parts, random, count=None, tail=0, strength=(1.0, 1.0), width=(1.0, 1.0), shake=None):
    """(values {name: (T,) or (T, n)}, weights {name: (T,)}, frames (n,) of the keys) of a row
    played at 20 fps.

    parts: {name: Part}; weights are of names that a key leaves out, and 1 elsewhere. count: frames of the
    take, otherwise up to `tail` frames after the last key. strength, width: what the take's are drawn from.
    shake: {name: (amount, times a second[, first key, last key])}.
    """
    # At a frame each: between two frames an accent would not be reached.
    marks = np.round(np.array([seconds for seconds, _ in row]) * skeleton.FPS)
    marks = np.maximum.accumulate(marks + np.arange(len(marks)) * 1e-6)
    t = np.arange(count or int(marks[-1]) + 1 + tail, dtype=np.float64)
    breath = np.sin(2.0 * np.pi * (random.uniform(*_BREATH) * t / skeleton.FPS + random.random()))
    strong, wide = random.uniform(*strength), random.uniform(*width)
    values, weights, stirs = {}, {}, {}
    for name, part in parts.items():
        given = [state.get(name) for _, state in row]
        known = [k for k, value in enumerate(given) if value is not None]
        if not known:
            continue
        near = [min(known, key=lambda k, i=i: abs(k - i)) for i in range(len(given))]
        points = np.array([given[k] for k in near], dtype=np.float64)
        if part.wide:
            points = points.mean(axis=0) + wide * (points - points.mean(axis=0))
        if part.spread:
            points = points + part.spread * np.clip(random.normal(size=points.shape), -2.0, 2.0)
        if part.strong:
            uneven = 1.0 + _ONCE * np.clip(random.normal(size=len(points)), -2.0, 2.0)
            points = points * strong * uneven.reshape(-1, *[1] * (points.ndim - 1))
        weights[name] = curve(marks, np.array([0.0 if value is None else 1.0 for value in given]), t)
        when, through = _late(marks, part.lag), points
        if part.step:
            when, through = _stepping(marks, points, part.step[2])
        if part.settle:
            when, through = _settling(when, through, part)
        values[name] = curve(when, through, t)
        if part.about:
            values[name] = _round(values[name], marks, points, t, np.array(part.about))
        if part.step:
            values[name][:, 1] += _lifted(when, through, t, *part.step)
        values[name] += _alive(part, random, breath, points.shape[1:], stirs)
    for name, shaken in (shake or {}).items():
        values[name] = values[name] + _shaken(random, t, marks, *shaken)
    return values, weights, marks.astype(int)


def _round(path, marks, points, t, middle):
    """The path (T, 3) with arcs from key to key, in front and outside, where it would come nearer to a middle
    than its keys are and than an arm that is bent."""
    path = path.copy()
    aside = np.array([0.45 * np.sign(middle[0]), 0.0, 0.9])
    aside /= np.linalg.norm(aside)
    for k, (start, stop) in enumerate(zip(marks, marks[1:], strict=False)):
        u = np.clip((t - start) / max(stop - start, 1.0), 0.0, 1.0)
        far = min(_BENT, 0.9 * np.linalg.norm(points[k : k + 2] - middle, axis=-1).min())
        away = path - middle
        short = np.where((u > 0.0) & (u < 1.0), far - np.linalg.norm(away, axis=-1), 0.0)
        if short.max() > 0.0:
            n = short.argmax()
            along = away[n] @ aside
            lead = np.sqrt(along**2 + far**2 - away[n] @ away[n]) - along
            arc = np.sin(np.pi * u) ** 2
            path += (min(lead, far) * arc / max(arc[n], 0.5))[:, None] * aside
    return path


def _late(marks, lag):
    gaps = np.diff(marks, prepend=marks[0], append=np.inf)
    return marks + np.sign(lag) * np.minimum(abs(lag), _LATE * np.minimum(gaps[:-1], gaps[1:]))


def _settling(marks, points, part):
    """(marks, points) with one more where a fast way ends in a rest: a little too far, then back."""
    flat = points.reshape(len(points), -1)
    gaps = np.diff(marks, append=marks[-1] + 2.0 * _RESTS)
    more = []
    for k in range(1, len(marks)):
        way = flat[k] - flat[k - 1]
        far, here = np.linalg.norm(way), gaps[k - 1]
        on = flat[k + 1] - flat[k] if k + 1 < len(marks) else np.zeros_like(way)
        fast = np.clip((_SLOW - here) / (_SLOW - _FAST), 0.0, 1.0)
        # What goes on quickly, or is there for a moment only, doesn't come to rest.
        if not fast or not far or gaps[k] < _RESTS or np.linalg.norm(on) / gaps[k] > 0.3 * far / here:
            continue
        if part.outwards and flat[k] @ way < 0.0:
            continue
        over = min(part.settle * fast * far, _FARTHEST.get(len(way), np.inf))
        rests = min(_RESTS, 0.8 * gaps[k])
        back = curve(marks, flat, np.array([marks[k] + _OVER, marks[k] + rests]))
        more += [(marks[k] + _OVER, back[0] + over / far * way), (marks[k] + rests, back[1])]
    if not more:
        return marks, points
    at = np.concatenate([marks, [mark for mark, _ in more]])
    through = np.concatenate([flat, [point for _, point in more]])
    order = np.argsort(at, kind="stable")
    return at[order], through[order].reshape(-1, *points.shape[1:])


def _steps(start, stop, floor):
    """Metres along the floor from place to place (3,), 0 where neither end is on it or there is no step."""
    far = float(np.linalg.norm((stop - start)[[0, 2]]))
    return far if far > _STEPS and max(start[1], stop[1]) < floor else 0.0


def _stepping(marks, points, floor):
    """(marks, points) where a step that has much time rests before and after."""
    at, through = [marks[0]], [points[0]]
    for mark, following, start, stop in zip(marks, marks[1:], points, points[1:], strict=False):
        spare = (following - mark - _STRIDE) / 2.0
        if spare > 0.0 and _steps(start, stop, floor):
            at += [mark + spare, following - spare]
            through += [start, stop]
        at.append(following)
        through.append(stop)
    return np.array(at), np.array(through)


def _lifted(marks, points, t, share, most, floor):
    """Metres (T,) that what steps from place to place along the floor is lifted."""
    lift = np.zeros(len(t))
    for mark, following, start, stop in zip(marks, marks[1:], points, points[1:], strict=False):
        if far := _steps(start, stop, floor):
            u = np.clip((t - mark) / max(following - mark, 1.0), 0.0, 1.0)
            lift += min(share * far, most) * np.sin(np.pi * u) ** 2
    return lift


def _alive(part, random, breath, shape, stirs):
    """What a part stirs by (T, …): breath, and a slow drift; together: nearly alike in all such parts."""
    size = int(np.prod(shape, dtype=int))

    def stir():
        rows = [[drift(random, len(breath), s, a) for _ in range(size)] for s, a in _DRIFTS]
        return np.sum(rows, axis=0).T

    found = np.multiply.outer(breath, np.broadcast_to(part.breath, size))
    if np.any(part.drift):
        moved = stir()
        if part.together:
            common = stirs.setdefault(part.drift, moved)
            moved = common + np.sqrt(1.0 - _COMMON) * (moved - common)
        found = found + moved * part.drift
    return found.reshape(len(breath), *shape)


def _shaken(random, t, marks, amount, rate, first=None, last=None):
    """A shake (T, …) from a key to another one, or all the time."""
    turns = rate * random.uniform(0.88, 1.12) * t / skeleton.FPS + random.random()
    swing = np.sin(2.0 * np.pi * turns) * (1.0 + drift(random, len(t), 0.6, _UNEVEN))
    if first is not None:
        on = ((t >= marks[first]) & (t <= marks[last])).astype(float)
        swing = swing * smooth(on[:, None], 1.5)[:, 0]
    return np.multiply.outer(swing, np.asarray(amount, dtype=np.float64))


def curve(marks, points, t):
    """Points (n, ...) at marks (n,) interpolated at t (T,): smooth, without overshoot (Fritsch–Carlson)."""
    points = np.asarray(points, dtype=np.float64)
    if len(marks) < 2:
        return np.repeat(points[:1], len(t), axis=0)
    flat = points.reshape(len(marks), -1)
    gaps = np.maximum(np.diff(marks), 1e-6)[:, None]
    slopes = np.diff(flat, axis=0) / gaps
    tangents = np.zeros_like(flat)
    before, after = slopes[:-1], slopes[1:]
    w1, w2 = 2 * gaps[1:] + gaps[:-1], gaps[1:] + 2 * gaps[:-1]
    same = before * after > 0
    safe = np.where(same, before, 1.0), np.where(same, after, 1.0)
    tangents[1:-1] = np.where(same, (w1 + w2) / (w1 / safe[0] + w2 / safe[1]), 0.0)
    at = np.clip(np.searchsorted(marks, t, side="right") - 1, 0, len(marks) - 2)
    gap = gaps[at]
    u = np.clip((t[:, None] - np.asarray(marks)[at][:, None]) / gap, 0.0, 1.0)
    h00, h10 = (1 + 2 * u) * (1 - u) ** 2, u * (1 - u) ** 2
    h01, h11 = u * u * (3 - 2 * u), u * u * (u - 1)
    found = h00 * flat[at] + h10 * gap * tangents[at] + h01 * flat[at + 1] + h11 * gap * tangents[at + 1]
    return found.reshape(len(t), *points.shape[1:])
