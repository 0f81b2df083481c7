"""Captured clips that recipes start from: plain walks, runs, turns and stands, arms and head free."""

import re
from dataclasses import dataclass, replace

import numpy as np

from backend.motion.body import features, skeleton
from backend.motion.measure import contacts, runs

from ..describe import phases, shown
from ..describe.body import Body
from ..file import CorpusClip

# Seconds of the shortest one; degrees of a trunk that is upright.
_SHORTEST, _UPRIGHT = {"walk": 1.6, "run": 1.0, "turn": 1.6, "stand": 1.0, "lie": 0.8}, 16.0
# Of who sits on a seat: seconds at least, and how many of the stillest are kept; metres of the pelvis over
# the floor, metres that it and the ankles get about at most, degrees of the trunk at most,
# metres that both knees are ahead of their hips.
_SITS, _SEAT, _MOVES, _SAT_UP, _AHEAD = (1.3, 2.5), (0.38, 0.65), 0.12, 24.0, 0.2
_CLIMBS = re.compile(
    r"\b(?:playground|climb\w*|bar|swings?|dangl\w*|ladder|crouch\w*|ankle)\b", re.IGNORECASE
)
_FLOOR = (0, skeleton.INDEX["left_ankle"], skeleton.INDEX["right_ankle"])
# Degrees that who goes straight turns at most.
_STRAIGHT = 60.0
# Words of what is done besides, or of what carries the body.
_BESIDE = re.compile(
    r"\b(?:terrain|stairs?|ramp|slope|hill|stumbl\w*|limp\w*|trip\w*|carr\w*|hold\w*|zombie|mummy|monster|old|"
    r"crouch\w*|sneak\w*|danc\w*|salsa|ballet|moonwalk\w*|ball|dribbl\w*|basketball|stool|chair|ladder|"
    r"climb\w*|rope|kick\w*|box\w*|jump\w*|hop\w*|exercis\w*|sad\w*|drunk\w*|injur\w*|playground|animal|"
    r"like an?|duck\w*|cartwheel\w*|exaggerated|strides|uneven|steps? over|downhill|uphill|lift\w*|pick\w*|"
    r"push\w*|pull\w*|throw\w*)\b",
    re.IGNORECASE,
)
RESTS = ("stand", "seat", "lie")
_PLAIN = {"straight", "arc", "veer", "circle", "there and back", "steps", "still", "zigzag", "turn", "curve"}


@dataclass(frozen=True)
class Base:
    """A captured clip of one kind ("walk", "run", "turn" or one of RESTS; of acts those of mimes.places, too)
    with the phases that a sentence tells."""

    clip: CorpusClip
    kind: str
    row: tuple

    @property
    def straight(self):
        """Whether the body goes one way, without turning."""
        return float(shown.turns(Body(self.clip.positions)).max()) < _STRAIGHT

    @property
    def moving(self):
        """The part without the stands before and after, or the base itself where that is too short."""
        row = [phase for phase in self.row if phase.kind != "stand"]
        if self.kind in RESTS or not row or len(row) == len(self.row):
            return self
        start, stop = row[0].start, min(row[-1].stop + 6, len(self.clip))
        if stop - start < _SHORTEST[self.kind] * skeleton.FPS:
            return self
        row = [replace(p, start=p.start - start, stop=min(p.stop, stop) - start) for p in row]
        return replace(self, clip=part(self.clip, start, stop), row=tuple(row))


def of(clips):
    """{kind: Bases} found in captured CorpusClips."""
    found = {"walk": [], "run": [], "turn": [], "stand": [], "seat": [], "lie": []}
    for clip in clips:
        base = _moving(clip)
        if base:
            found[base.kind].append(base)
        elif stand := _standing(clip):
            found["stand"].append(stand)
        found["turn"] += _turning(clip)
        for rest in (_seated(clip), _lying(clip)):
            if rest:
                found[rest.kind].append(rest)
    return found


def _turning(clip):
    """Turns on the spot cut out of a clip, with half a second around each."""
    if any(_BESIDE.search(c.text) for c in clip.captions):
        return []
    row, body = phases.of(clip.positions)
    bases = []
    for phase in row:
        start, stop = max(phase.start - 10, 0), min(phase.stop + 10, len(clip))
        if phase.kind != "turn" or stop - start < _SHORTEST["turn"] * skeleton.FPS:
            continue
        cut = part(clip, start, stop)
        seen = Body(cut.positions)
        low = seen.joints[..., 1].min() > -0.05 and seen.joints[:, 0, 1].min() > 0.8
        if body.carried < 0.02 and low and seen.tilt.max() < _UPRIGHT and _arms_hang(seen, "turn"):
            bases.append(Base(cut, "turn", (_said_plainly(phase),)))
    return bases


def _moving(clip):
    if any(_BESIDE.search(c.text) for c in clip.captions):
        return None
    row, body = phases.of(clip.positions)
    if body.carried > 0.02 or len(row) > 3 or body.joints[..., 1].min() < -0.06:
        return None
    kinds = {phase.kind for phase in row}
    kind = "run" if "run" in kinds else "walk" if "walk" in kinds else "turn" if "turn" in kinds else ""
    if not kind or kinds - {kind, "stand", "turn"} or len(clip) < _SHORTEST[kind] * skeleton.FPS:
        return None
    beside = {fact.name for phase in row for fact in phase.meanwhile} - _PLAIN
    gaits = [phase for phase in row if phase.kind in ("walk", "run")]
    forward = all(phase.fact.side == "forward" for phase in gaits) and len(gaits) <= 1
    upright = np.percentile(body.tilt, 90) < (_UPRIGHT if kind != "run" else 30.0)
    if beside - ({"lean", "crouch"} if kind == "run" else set()) or not forward:
        return None
    if not upright or not _arms_hang(body, kind):
        return None
    return Base(clip, kind, tuple(map(_said_plainly, row)))


def _arms_hang(body, kind):
    wrists, neck = body.both("wrist")[..., 1], body.at("spine3" if kind == "run" else "spine2")[:, 1]
    return (wrists < neck[:, None] + 0.12).mean() > 0.9


def _said_plainly(phase):
    """The phase without pace and posture: a recipe changes them."""
    pace = {"walk": 1.1, "run": 3.0}.get(phase.kind)
    fact = replace(phase.fact, value=pace) if pace else phase.fact
    kept = tuple(f for f in phase.meanwhile if f.name in _PLAIN - {"still"})
    return replace(phase, fact=fact, meanwhile=kept)


def _standing(clip):
    """The longest part of a clip in which somebody stands quietly and plainly, or None."""
    body = Body(clip.positions)
    hang = body.both("wrist")[..., 1].max(axis=1) < body.at("spine1")[:, 1] + 0.05
    near = np.linalg.norm(np.diff(body.both("ankle")[..., [0, 2]], axis=1)[:, 0], axis=-1)
    down = contacts.detect(body.joints, skeleton.FPS)[:, [0, 2]].all(axis=1)
    straight = (body.tilt < 12.0) & (body.knee_bend.max(axis=1) < 30.0) & (body.at("pelvis")[:, 1] > 0.85)
    moves = features.gaussian_smooth(np.linalg.norm(np.gradient(body.joints, axis=0), axis=-1), 2.0).max(
        axis=1
    )
    plain = hang & down & straight & (near < 0.45) & (moves * skeleton.FPS < 0.5)
    spans = runs.runs(plain)
    start, stop = max(spans, key=lambda span: span[1] - span[0], default=(0, 0))
    if stop - start < _SHORTEST["stand"] * skeleton.FPS:
        return None
    stand = phases.Phase(phases.Fact("stand", 0, stop - start), 0, stop - start)
    return Base(part(clip, start, stop), "stand", (stand,))


def _seated(clip):
    """The stillest seconds of a clip in which somebody sits upright on a seat, the feet down; or None."""
    body = Body(clip.positions)
    height = body.at("pelvis")[:, 1]
    if height.min() > _SEAT[1] or any(_CLIMBS.search(c.text) for c in clip.captions):
        return None
    thighs = body.both("hip")[..., 1] - body.both("knee")[..., 1]
    mask = (height > _SEAT[0]) & (height < _SEAT[1]) & (np.abs(thighs).max(axis=1) < 0.22) & _still(body)
    mask &= (body.tilt < _SAT_UP) & (body.both("ankle")[..., 1].max(axis=1) < 0.2)
    legs = body.both("knee") - body.both("hip")
    mask &= np.einsum("tkj,tj->tk", legs, body.forward).min(axis=1) > _AHEAD
    start, stop = max(runs.runs(mask), key=lambda span: span[1] - span[0], default=(0, 0))
    if stop - start < _SITS[0] * skeleton.FPS:
        return None
    length = min(int(_SITS[1] * skeleton.FPS), stop - start)
    joints = body.joints[:, _FLOOR]
    start = min(range(start, stop - length + 1), key=lambda at: about(joints[at : at + length]))
    if about(joints[start : start + length]) > _MOVES:
        return None
    return _rest(clip, "seat", "sit", start, start + length)


def _lying(clip):
    """The longest part of a clip in which somebody lies on the back and hardly moves, or None."""
    body = Body(clip.positions)
    height = body.at("pelvis")[:, 1]
    if height.min() > _SEAT[1]:
        return None
    lie = (body.chest[:, 2, 1] > 0.8) & (height < 0.2) & (body.at("head")[:, 1] < 0.4) & _still(body)
    start, stop = max(runs.runs(lie), key=lambda span: span[1] - span[0], default=(0, 0))
    return _rest(clip, "lie", "lie", start, stop) if stop - start >= _SHORTEST["lie"] * skeleton.FPS else None


def _still(body):
    return np.linalg.norm(np.gradient(body.joints, axis=0), axis=-1).max(axis=1) * skeleton.FPS < 0.6


def about(joints):
    """Metres that joints (T, n, 3) get about along the floor at most."""
    return float(np.ptp(joints[..., [0, 2]], axis=0).max())


def _rest(clip, kind, name, start, stop):
    phase = phases.Phase(phases.Fact(name, 0, stop - start), 0, stop - start)
    return Base(part(clip, start, stop), kind, (phase,))


def part(clip, start, stop):
    """The CorpusClip of frames start … stop − 1."""
    return replace(
        clip, id=f"{clip.id}#{start}", start_s=clip.start_s + start / skeleton.FPS,
        rotations=clip.rotations[start:stop], translation=clip.translation[start:stop],
    )  # fmt: skip
