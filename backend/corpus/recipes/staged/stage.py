"""What a staged act is: keys of pelvis, trunk, head, wrists and feet, and how it is said."""

from dataclasses import dataclass, replace

from .. import keys
from ..keys import Part

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
PARTS = {
    "at": Part(settle=0.05, drift=(0.009, 0.0, 0.007), breath=(0.0, 0.002, 0.0)),
    "turn": Part(lag=-1.0, settle=0.07, drift=0.8),
    **dict.fromkeys(("pitch", "roll"), Part(settle=0.05)),
    "bend": replace(keys.BEND, strong=False),
    **dict.fromkeys(("tilt", "twist"), replace(keys.TRUNK, strong=False)),
    "look": keys.LOOK,
    "nod": keys.NOD,
    **{name: replace(part, wide=True, spread=0.004) for name, part in keys.WRISTS.items()},
    **dict.fromkeys(("main_room", "off_room"), keys.HAND_DOWN),
    **dict.fromkeys(("main_foot", "off_foot"), keys.FOOT),
    **dict.fromkeys(("main_leg", "off_leg"), Part(drift=0.003)),
    **dict.fromkeys(("main_toe", "off_toe"), Part()),
    **dict.fromkeys(("main_elbow", "off_elbow"), keys.ELBOW),
    **dict.fromkeys(("main_hand", "off_hand"), keys.FINGERS),
}
# Standard deviation of a key's seconds, as a share; frames after the last key.
_TIMING, _TAIL = 0.04, 6


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
    row, pace = list(stage.keys), random.uniform(0.94, 1.1)
    if stage.loop:
        again = int(random.integers(stage.times[0], stage.times[1] + 1))
        row = keys.unrolled(row, stage.loop, again)
    return keys.played(row, dict.fromkeys(NAMES) | START, random, pace, _TIMING, INSTEAD)


def tracks(stage, random):
    """(values {name: (T, n) or (T,)}, weights {name: (T,)}) of a take at 20 fps, a moment's rest after
    it; weights: of names that a key may leave out."""
    values, weights, _ = keys.tracks(
        played(stage, random), PARTS, random, tail=_TAIL, strength=(0.94, 1.06), width=(0.97, 1.03)
    )
    return values, weights
