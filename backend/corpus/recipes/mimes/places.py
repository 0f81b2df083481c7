"""Where acts are put besides on stands and walks: captured seats and jumps on the spot, and knees."""

import re
from dataclasses import replace

import numpy as np

from backend.motion.body import quaternion, skeleton

from ...describe import phases
from ...describe.body import Body
from .. import ground
from ..bases import Base, part
from ..puppet import Puppet

# Bases whose legs stay as captured, or as they knelt.
CARRIED = ("seat", "kneel", "jump")
_CLIMBS = re.compile(
    r"\b(?:playground|climb\w*|bar|swings?|dangl\w*|ladder|crouch\w*|ankle)\b", re.IGNORECASE
)
_JUMPS = re.compile(r"\bjump\w* (?:up and down|on the spot|rope)\b", re.IGNORECASE)
# Seconds of the shortest seat; metres of its feet over the floor, degrees of its trunk, metres that the
# feet and the pelvis move in it.
_SHORTEST, _FEET, _UPRIGHT, _MOVES = 1.3, 0.24, 24.0, 0.12
# Metres of a seated pelvis over the floor at most; that one who jumps on the spot gets about.
_SEAT, _SPOT = 0.65, 0.5
# Degrees that the shoulders of a stand turn at most.
_TURNED = 20.0
_ANKLES = skeleton.INDEX["left_ankle"], skeleton.INDEX["right_ankle"]


def of(clips, stands):
    """{kind: Bases} in captured CorpusClips and Bases of stands."""
    stands = [base for base in stands if _square(base)]
    kneel = [Base(base.clip, "kneel", base.row) for base in stands]
    return {"stand": stands, "seat": seats(clips), "jump": jumps(clips), "kneel": kneel}


def _square(base):
    """Whether who stands keeps the shoulders over the hips and to one side of the room."""
    body = Body(base.clip.positions)
    angles = []
    for joint in ("hip", "shoulder"):
        across = body.both(joint)[:, 0] - body.both(joint)[:, 1]
        angles.append(np.degrees(np.unwrap(np.arctan2(-across[:, 2], across[:, 0]))))
    twist = np.abs((angles[1] - angles[0] + 180.0) % 360.0 - 180.0)
    return max(np.ptp(angles[1]), twist.max()) < _TURNED


def seats(clips):
    """Bases of somebody sitting quietly on a seat, the feet near the floor."""
    found = []
    for clip in clips:
        if clip.translation[:, 1].min() > _SEAT or any(_CLIMBS.search(c.text) for c in clip.captions):
            continue
        row, _ = phases.of(clip.positions)
        for phase in row:
            start, stop = phase.start + 6 * bool(phase.start), phase.stop - 6 * (phase.stop < len(clip))
            if phase.kind != "sit" or stop - start < _SHORTEST * skeleton.FPS:
                continue
            start, stop = _stillest(clip.positions, start, stop)
            cut = part(clip, start, stop)
            body = Body(cut.positions)
            low = body.both("ankle")[..., 1].max() < _FEET
            still = _about(body.joints[:, [0, *_ANKLES]]) < _MOVES
            low = low and body.at("pelvis")[:, 1].max() < _SEAT
            if low and still and np.percentile(body.tilt, 90) < _UPRIGHT:
                found.append(_base(cut, "seat", phase))
    return found


def jumps(clips):
    """Bases of somebody who jumps up and down on the spot."""
    found = []
    for clip in clips:
        if not any(_JUMPS.search(c.text) for c in clip.captions):
            continue
        row, _ = phases.of(clip.positions)
        for phase in row:
            cut = part(clip, phase.start, phase.stop)
            stays = _about(cut.positions[:, [0]]) < _SPOT
            if phase.kind == "jump" and len(cut) > _SHORTEST * skeleton.FPS and stays:
                found.append(_base(cut, "jump", phase))
    return found


def kneeling(clip, random):
    """The CorpusClip of a held stand's (5 s or more) last second, gone down on both knees; None where it
    does not work."""
    puppet = Puppet(clip)
    if not ground.kneeling_on_both(puppet, random, "left"):
        return None
    rotations, translation = puppet.planted()
    rotations = quaternion.normalize(rotations[-30:])
    return replace(clip, rotations=rotations, translation=translation[-30:])


def _base(clip, kind, phase):
    phase = phases.Phase(replace(phase.fact, start=0, stop=len(clip)), 0, len(clip))
    return Base(clip, kind, (phase,))


def _stillest(positions, start, stop, seconds=2.5):
    """The part of that many seconds in which pelvis and ankles move least."""
    length = min(int(seconds * skeleton.FPS), stop - start)
    joints = positions[:, [0, *_ANKLES]]
    return min(
        ((a, a + length) for a in range(start, stop - length + 1)),
        key=lambda span: _about(joints[span[0] : span[1]]),
    )


def _about(joints):
    """Metres that joints (T, n, 3) get about along the floor at most."""
    return float(np.ptp(joints[..., [0, 2]], axis=0).max())
