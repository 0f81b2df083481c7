"""What an act is: keys of where the wrists, the trunk and the head are, and how it is said."""

from dataclasses import dataclass, field, replace

import numpy as np

from backend.motion.body import skeleton

from .. import keys

# Of a Key: places and directions (to the acting hand's side, up, ahead), and numbers.
VECTORS = ("main", "off", "main_elbow", "off_elbow", "main_hand", "off_hand", "main_palm", "off_palm")
NUMBERS = (
    "twist", "lean", "tilt", "look", "nod", "shift", "sink", "main_foot", "off_foot", "tap", "heels",
)  # fmt: skip
PARTS = {
    "lean": keys.BEND,
    **dict.fromkeys(("tilt", "twist"), keys.TRUNK),
    **dict.fromkeys(("shift", "sink", "heels"), keys.PELVIS),
    **dict.fromkeys(("main_foot", "off_foot", "tap"), keys.GIVEN),
    "look": keys.LOOK,
    "nod": keys.NOD,
    **{name: replace(part, wide=True, spread=0.006) for name, part in keys.WRISTS.items()},
    **dict.fromkeys(("main_elbow", "off_elbow"), keys.ELBOW),
    **dict.fromkeys(("main_hand", "off_hand", "main_palm", "off_palm"), keys.FINGERS),
    # Acts that do not name it draw nothing for it.
    "shrug": replace(keys.GIVEN, lag=-1.0),
}
_START = dict.fromkeys(NUMBERS, 0.0) | dict.fromkeys((*VECTORS, "shrug"))
# Standard deviation of a key's seconds, as a share.
_TIMING = 0.05
# Seconds of a take that nothing is done in and that are noticed; that what is done is held, then let go in.
_SPARE, _HOLDS, _LETS_GO = 0.6, 0.6, 0.8


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
    degrees that the main toes are; heels: degrees that who kneels sits back; shrug: that the shoulders are
    lifted. loop: (first, last) numbers of the keys that are repeated. hips: the pelvis' share of a twist.
    stance: metres that the feet are set apart more, and that the main foot stands behind. folds: the
    pelvis' share of a lean of who sits, kneels or walks. shake: {name: ((3,) metres, times a second)}.
    kinds: of bases, in turn; seconds: of a take; takes: how many a library holds on each kind, 0: as of
    every act, on all kinds together. floor: whether the lowest places of the hands are on the floor.
    held: share by which a rope keeps who leans from falling.
    does, beside, labels, who, shakes: as in a Recipe.
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
    shakes: float = 1.2
    floor: bool = False
    held: float = 0.0


def key(after, **changed):
    """A Key; raises ValueError for a name that is none."""
    if wrong := set(changed) - {*VECTORS, *NUMBERS, "shrug"}:
        raise ValueError(f"a key of an act has no {', '.join(sorted(wrong))}")
    return Key(after, changed)


def played(act, random, seconds=None):
    """The Act's keys in a take's order: [(seconds, {name: value})] from 0, loops unrolled, times varied;
    seconds: of a base whose length is given."""
    shortest, longest = (seconds, seconds + 1.0) if seconds else act.seconds
    pace = random.uniform(0.92, 1.12)
    row = [(k.after, k.set) for k in act.keys]
    if act.loop:
        first, last = act.loop
        once = sum(after for after, _ in row)
        cycle = sum(after for after, _ in row[first : last + 1])
        most = int((longest / pace - once) / cycle) + 1
        least = int(np.ceil((shortest / pace - once) / cycle)) + 1
        repeats = int(random.integers(max(min(least, most), 1), max(most, 1) + 1))
        row = keys.unrolled(row, act.loop, repeats)
    return _filled(keys.played(row, _START, random, pace, _TIMING), shortest, random)


def _filled(row, seconds, random):
    """A row of states that takes `seconds` at least: who has done it earlier began later and lets go."""
    spare = seconds - row[-1][0]
    if spare < _SPARE:
        return row
    wait = random.uniform(0.25, 0.45) * spare
    row = [row[0], (wait, row[0][1]), *((wait + at, state) for at, state in row[1:])]
    end, first, last = row[-1][0], row[0][1], row[-1][1]
    if _free(first) and not _free(last) and end + _HOLDS + _LETS_GO <= seconds:
        row += [(end + _HOLDS, last), (end + _HOLDS + _LETS_GO, first)]
    return row


def _free(state):
    """Whether both hands hang as captured."""
    return state["main"] is None and state["off"] is None


def tracks(act, random, count=None):
    """(values {name: (T, 3) or (T,)}, weights {name: (T,)}, frames (n,) of the keys) of one take at 20 fps;
    count: frames of a base whose length is given."""
    row = played(act, random, count and count / skeleton.FPS)
    least = int(act.seconds[0] * skeleton.FPS)
    count = count or max(int(np.ceil(row[-1][0] * skeleton.FPS)) + 1, least)
    return keys.tracks(row, PARTS, random, count, strength=(0.88, 1.12), width=(0.93, 1.07), shake=act.shake)
