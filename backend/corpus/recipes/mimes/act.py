"""What an act is: keys of where the wrists, the trunk and the head are, and how it is said."""

from dataclasses import dataclass, field

import numpy as np

from backend.motion.body import skeleton

# Of a Key: places and directions (to the acting hand's side, up, ahead), and numbers.
VECTORS = ("main", "off", "main_elbow", "off_elbow", "main_hand", "off_hand", "main_palm", "off_palm")
NUMBERS = (
    "twist", "lean", "tilt", "look", "nod", "shift", "sink", "main_foot", "off_foot", "tap", "heels",
)  # fmt: skip
# Standard deviations: share of a key's seconds, metres by which a key's places differ in each take.
_TIMING, _PLACES = 0.05, 0.006


@dataclass(frozen=True)
class Key:
    """after: seconds since the key before; set: what changes in it by then, by the names in VECTORS and
    NUMBERS; what is not named stays. A hand's place None: it hangs as captured."""

    after: float
    set: dict


@dataclass(frozen=True)
class Act:
    """Keys of one act done with the main hand at `side`, the off hand opposite.

    main, off: places of the wrists in metres from the chest's joint, in the axes of the chest ("chest") or
    level ones along the captured pelvis ("room"); elbow, hand, palm: directions of the elbow, the fingers and
    the palm. twist, look: degrees to the main side; lean, nod: forward; tilt: to the main side; shift, sink:
    metres of the pelvis to the main side and down; main_foot, off_foot: metres that a foot is lifted; tap:
    degrees that the main toes are; heels: degrees that who kneels sits back. loop: (first, last) numbers of
    the keys that are repeated. hips: the pelvis' share of a twist. stance: metres that the feet are set apart
    more, and that the main foot stands behind. folds: the pelvis' share of a lean of who sits, kneels or
    walks. shake: {name: ((3,) metres, times a second)}. kinds: of bases, in turn; seconds: of a take; takes:
    how many a library holds on each kind, 0: as of every act, on all kinds together. does, beside, labels,
    who, shakes: as in a Recipe.
    """

    name: str
    keys: tuple
    does: tuple
    labels: tuple
    kinds: tuple = ("stand",)
    beside: tuple = ()
    who: tuple = ()
    frame: str = "chest"
    loop: tuple = ()
    hips: float = 0.35
    stance: tuple = (0.0, 0.0)
    folds: float = 0.0
    shake: dict = field(default_factory=dict)
    seconds: tuple = (2.5, 5.0)
    takes: int = 0
    shakes: float = 1.0


def key(after, **changed):
    """A Key; raises ValueError for a name that is none."""
    if wrong := set(changed) - {*VECTORS, *NUMBERS}:
        raise ValueError(f"a key of an act has no {', '.join(sorted(wrong))}")
    return Key(after, changed)


def played(act, random, seconds=None):
    """The Act's keys in a take's order: [(seconds, {name: value})] from 0, loops unrolled, times varied;
    seconds: of a base whose length is given."""
    shortest, longest = (seconds, seconds + 1.0) if seconds else act.seconds
    pace = random.uniform(0.92, 1.12)
    keys, repeats = list(act.keys), 1
    if act.loop:
        first, last = act.loop
        once = sum(k.after for k in keys)
        cycle = sum(k.after for k in keys[first : last + 1])
        most = int((longest / pace - once) / cycle) + 1
        least = int(np.ceil((shortest / pace - once) / cycle)) + 1
        repeats = int(random.integers(max(min(least, most), 1), max(most, 1) + 1))
        keys = keys[:first] + keys[first : last + 1] * repeats + keys[last + 1 :]
    state, now, row = {name: 0.0 for name in NUMBERS} | {name: None for name in VECTORS}, 0.0, []
    for number, k in enumerate(keys):
        state = state | k.set
        if number:
            now += k.after * pace * (1.0 + _TIMING * np.clip(random.normal(), -2.0, 2.0))
        row.append((now, state))
    return row


def tracks(act, random, count=None):
    """(values {name: (T, 3) or (T,)}, weights {name: (T,)}, frames (n,) of the keys) of one take at 20 fps;
    count: frames of a base whose length is given."""
    row = played(act, random, count and count / skeleton.FPS)
    least = int(act.seconds[0] * skeleton.FPS)
    count = count or max(int(np.ceil(row[-1][0] * skeleton.FPS)) + 1, least)
    # At a frame each: between two frames an accent would not be reached.
    marks = np.round(np.array([t for t, _ in row]) * skeleton.FPS)
    marks = np.maximum.accumulate(marks + np.arange(len(marks)) * 1e-6)
    t = np.arange(count, dtype=np.float64)
    wide = random.uniform(0.93, 1.07)
    strong = random.uniform(0.88, 1.12)
    values, weights = {}, {}
    for name in NUMBERS:
        values[name] = curve(marks, np.array([state[name] for _, state in row]) * strong, t)
    for name in VECTORS:
        given = [state[name] for _, state in row]
        known = [k for k, value in enumerate(given) if value is not None]
        if not known:
            continue
        near = [min(known, key=lambda k, i=i: abs(k - i)) for i in range(len(given))]
        points = np.array([given[k] for k in near], dtype=np.float64)
        if name in ("main", "off"):
            points = points.mean(axis=0) + wide * (points - points.mean(axis=0))
            points = points + _PLACES * np.clip(random.normal(size=points.shape), -2.0, 2.0)
        values[name] = curve(marks, points, t)
        if name in act.shake:
            amount, rate = act.shake[name]
            rate = rate * random.uniform(0.88, 1.12)
            swing = np.sin(2 * np.pi * (rate * t / skeleton.FPS + random.random()))
            values[name] = values[name] + swing[:, None] * np.asarray(amount)
        weights[name] = curve(marks, np.array([0.0 if value is None else 1.0 for value in given]), t)
    return values, weights, marks.astype(int)


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
