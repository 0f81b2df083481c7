"""What a staged act is: keys of pelvis, trunk, head, wrists and feet, and how it is said."""

from dataclasses import dataclass

import numpy as np

from backend.motion.body import skeleton

from ..mimes.act import curve

# Where the body is at first: metres (to the main side, up, ahead of the middle between the feet), degrees.
START = {
    "at": (0.0, 0.95, 0.0),
    "turn": 0.0,
    "pitch": 0.0,
    "roll": 0.0,
    "bend": 0.0,
    "tilt": 0.0,
    "twist": 0.0,
    "look": 0.0,
    "nod": 0.0,
    "main_foot": (0.11, 0.0, 0.0),
    "off_foot": (-0.11, 0.0, 0.0),
    "main_toe": (0.0, 10.0),
    "off_toe": (0.0, 10.0),
    "main": (0.22, -0.37, 0.04),
    "off": (-0.22, -0.37, 0.04),
    "main_elbow": (0.5, -0.6, -0.6),
    "off_elbow": (-0.5, -0.6, -0.6),
}
# These take the place of a part's usual frame; a key that sets the one ends the other.
INSTEAD = {
    "main_room": "main",
    "off_room": "off",
    "main_leg": "main_foot",
    "off_leg": "off_foot",
}
NAMES = {*START, *INSTEAD, "main_hand", "off_hand"}
# Standard deviations: share of a key's seconds and metres of a hand's place by which takes differ.
_TIMING, _PLACES = 0.04, 0.005
# Metres that a stepping foot is lifted: share of the step's length, at most.
_LIFT, _HIGHEST = 0.4, 0.13


@dataclass(frozen=True)
class Stage:
    """Keys [(seconds after the last, {name: value})] of an act whose main hand is at one side.

    at: the pelvis' place; turn, pitch, roll: its degrees to the main side, forward, over to the main side.
    bend, tilt, twist: the trunk's forward, to the main side and about itself; look, nod: the head's to the
    main side and down. main, off: wrists from the chest in its axes, main_room, off_room: in the room;
    elbow: their direction in the chest's axes; hand: the fingers' in the room, or None. main_foot, off_foot:
    ankles in the room, 0 high on the floor; main_leg, off_leg: from the pelvis in its axes; toe: degrees that
    the toes point down and out. loop: (first, last) numbers of keys that come again, times: how often at
    least and at most. takes: how many of them a library holds. does, labels,
    who, shakes: as in a Recipe.
    """

    name: str
    keys: tuple
    does: tuple
    labels: tuple
    who: tuple = ()
    loop: tuple = ()
    times: tuple = (2, 3)
    shakes: float = 2.0
    takes: int = 1


def key(after, **changed):
    """(seconds, values) of a key; raises ValueError for a name that is none."""
    if wrong := set(changed) - NAMES:
        raise ValueError(f"a key of a stage has no {', '.join(sorted(wrong))}")
    return after, changed


def both(x, y, z, room=False):
    """Both wrists, mirror images of each other."""
    end = "_room" if room else ""
    return {f"main{end}": (x, y, z), f"off{end}": (-x, y, z)}


def feet(x, z=0.0, y=0.0, down=0.0, out=10.0):
    """Both feet side by side, x metres from the middle each."""
    return {
        "main_foot": (x, y, z),
        "off_foot": (-x, y, z),
        "main_toe": (down, out),
        "off_toe": (down, out),
    }


def legs(x, y, z, down=0.0, out=0.0):
    """Both ankles from the pelvis, mirror images of each other."""
    return {
        "main_leg": (x, y, z),
        "off_leg": (-x, y, z),
        "main_toe": (down, out),
        "off_toe": (down, out),
    }


def elbows(x, y, z):
    return {"main_elbow": (x, y, z), "off_elbow": (-x, y, z)}


def played(stage, random):
    """[(seconds, state {name: value})] of a take: loops unrolled, times varied."""
    keys, pace = list(stage.keys), random.uniform(0.94, 1.1)
    if stage.loop:
        first, last = stage.loop
        again = int(random.integers(stage.times[0], stage.times[1] + 1))
        keys = keys[:first] + keys[first : last + 1] * again + keys[last + 1 :]
    state, now, row = dict.fromkeys(NAMES) | START, 0.0, []
    for number, (after, changed) in enumerate(keys):
        state = dict(state)
        for name, value in changed.items():
            state[name] = value
            for instead, usual in INSTEAD.items():
                if name == usual:
                    state[instead] = None
        if number:
            now += after * pace * (1.0 + _TIMING * np.clip(random.normal(), -2.0, 2.0))
        row.append((now, state))
    return row


def tracks(stage, random):
    """(values {name: (T, n) or (T,)}, weights {name: (T,)}) of a take at 20 fps, half a second's rest after
    it; weights: of names that a key may leave out."""
    row = played(stage, random)
    marks = np.round(np.array([t for t, _ in row]) * skeleton.FPS)
    marks = np.maximum.accumulate(marks + np.arange(len(marks)) * 1e-6)
    t = np.arange(int(marks[-1]) + 7, dtype=np.float64)
    values, weights = {}, {}
    for name in sorted(NAMES):
        given = [state[name] for _, state in row]
        known = [k for k, value in enumerate(given) if value is not None]
        if not known:
            continue
        near = [min(known, key=lambda k, i=i: abs(k - i)) for i in range(len(given))]
        points = np.array([given[k] for k in near], dtype=np.float64)
        if name in ("main", "off"):
            points = points + _PLACES * np.clip(random.normal(size=3), -2.0, 2.0)
        values[name] = curve(marks, points, t)
        if name in ("main_foot", "off_foot"):
            values[name][:, 1] += _steps(marks, points, t)
        weights[name] = curve(marks, np.array([0.0 if value is None else 1.0 for value in given]), t)
    return values, weights


def _steps(marks, points, t):
    """Metres (T,) that a foot is lifted between two places on the floor."""
    lift = np.zeros(len(t))
    for k in range(len(marks) - 1):
        far = np.linalg.norm((points[k + 1] - points[k])[[0, 2]])
        if far < 0.03 or points[k : k + 2, 1].max() > 0.02:
            continue
        u = np.clip((t - marks[k]) / max(marks[k + 1] - marks[k], 1.0), 0.0, 1.0)
        lift += min(_LIFT * far, _HIGHEST) * np.sin(np.pi * u) ** 2
    return lift
