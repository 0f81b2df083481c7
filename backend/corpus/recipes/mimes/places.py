"""Where acts are put besides stands and seats: long walks, forwards and back, jumps, knees, squats."""

import re
from dataclasses import replace

import numpy as np

from backend.motion.body import quaternion, skeleton

from ...describe import phases
from ...describe.body import Body
from .. import ground
from ..bases import Base, about, part
from ..puppet import Puppet

# Bases whose legs stay as captured, or as they knelt.
CARRIED = ("seat", "kneel", "knee", "jump")
_JUMPS = re.compile(r"\bjump\w* (?:up and down|on the spot|rope)\b", re.IGNORECASE)
# Seconds of the shortest jump; metres that one who jumps on the spot gets about.
_SHORTEST, _SPOT = 1.3, 0.5
# Seconds of a walk that an act is put on; that somebody stands who is to go down on one knee.
_WAY, _KNEELS = 2.8, 4.4
# Degrees that the shoulders of a stand turn at most.
_TURNED = 20.0


def of(clips, found):
    """{kind: Bases} in captured CorpusClips and what bases.of found in them."""
    stands = [base for base in found["stand"] if _square(base)]
    ways = [base.moving for base in found["walk"] if base.straight]
    ways = [base for base in ways if len(base.clip) >= _WAY * skeleton.FPS]
    as_kind = {kind: [replace(base, kind=kind) for base in stands] for kind in ("kneel", "knee", "squat")}
    return {
        "stand": stands, "jump": jumps(clips), "way": [replace(base, kind="way") for base in ways],
        "back": [_backwards(base) for base in ways], **as_kind,
    }  # fmt: skip


def _backwards(base):
    """A walk played backwards: the feet go the way of one who walks backwards."""
    clip = base.clip
    clip = replace(clip, rotations=clip.rotations[::-1], translation=clip.translation[::-1])
    return Base(clip, "back", base.row)


def _square(base):
    """Whether who stands keeps the shoulders over the hips and to one side of the room."""
    body = Body(base.clip.positions)
    angles = []
    for joint in ("hip", "shoulder"):
        across = body.both(joint)[:, 0] - body.both(joint)[:, 1]
        angles.append(np.degrees(np.unwrap(np.arctan2(-across[:, 2], across[:, 0]))))
    twist = np.abs((angles[1] - angles[0] + 180.0) % 360.0 - 180.0)
    return max(np.ptp(angles[1]), twist.max()) < _TURNED


def jumps(clips):
    """Bases of somebody who jumps up and down on the spot."""
    found = []
    for clip in clips:
        if not any(_JUMPS.search(c.text) for c in clip.captions):
            continue
        row, _ = phases.of(clip.positions)
        for phase in row:
            cut = part(clip, phase.start, phase.stop)
            stays = about(cut.positions[:, [0]]) < _SPOT
            if phase.kind == "jump" and len(cut) > _SHORTEST * skeleton.FPS and stays:
                found.append(_base(cut, "jump", phase))
    return found


def seconds_of_kneeling(kind):
    """How long who stands must stand to get down: on both knees ("kneel") or on one ("knee")."""
    return 5.0 if kind == "kneel" else _KNEELS


def kneeling(clip, random, kind="kneel", side="left"):
    """The CorpusClip of a held stand's last second, gone down on both knees or on that side's; None where it
    does not work."""
    puppet = Puppet(clip)
    goes_down = ground.kneeling_on_both if kind == "kneel" else ground.kneeling
    if not goes_down(puppet, random, side):
        return None
    rotations, translation = puppet.planted()
    rotations = quaternion.normalize(rotations[-30:])
    return replace(clip, rotations=rotations, translation=translation[-30:])


def _base(clip, kind, phase):
    phase = phases.Phase(replace(phase.fact, start=0, stop=len(clip)), 0, len(clip))
    return Base(clip, kind, (phase,))
