"""What fills a take on its own, cut out of longer clips: sitting down and up again, ladders, dribbling.

Who asks for five seconds of "sits down and stands up" wants both in them; captured, the sitter rests between.
"""

import re
from dataclasses import replace

import numpy as np

from backend.motion.body import features, quaternion, skeleton
from backend.motion.measure import runs, windows

from ..build import MAX_FRAMES, at_origin
from ..file import Caption
from ..language import seat_heights
from . import joins
from . import moments as augment_moments

_WEIGHTS = {"sitting": 1.0, "high sitting": 0.1, "ladder": 1.2, "dribbling": 1.2}
# Seconds that the shortened sitter rests, at least; frames before and after.
_RESTS, _BEFORE, _AFTER = (1.0, 1.8), 16, 20
# Distance of the joints where the rest is cut, metres.
_NEAREST = 0.2
# Metres that a hand is under the shoulders at most for a quarter of the time: others climb no ladder.
_HANDS = -0.09
# Metres that the hand with the ball goes up and down at least.
_BEAT = 0.28
_DRIBBLES = re.compile(r"\bdribbl", re.IGNORECASE)
_BALL_AT_FOOT = re.compile(r"\bsoccer|\bfoot|\bbackwards?\b|\bsideways", re.IGNORECASE)
# Metres a second and seconds of walking with the ball.
_WALKS, _LEAST = 0.55, 2.0
_SAID = {
    "sitting": (
        "a person sits down on a stool and stands up",
        "someone sits on a stool and gets up",
        "a person sits down on a chair and stands up again",
        "sit down, then stand up",
    ),
    "ladder": ("a person climbs a ladder", "someone climbs up a ladder", "climb a ladder"),
    "dribbling": (
        "a person dribbles a basketball while walking",
        "a person walks forward and dribbles a ball",
        "someone walks dribbling a basketball",
    ),
}


def cuts(clips):
    """CorpusClips cut out of `clips`, of what their own sentences name."""
    found = []
    for clip in clips:
        found += [made for rest in _RESTS for made in _sitting(clip, rest)]
        found += _ladders(clip)
        found += _dribbling(clip)
    return found


def _sitting(clip, rest):
    """The clip from standing to standing, `rest` seconds of sitting between; none where poses do not meet."""
    found = []
    for down, up in augment_moments.seats(clip):
        # From where it is down to where it rises, cut out what is more than the rest.
        first, last = down[1], up[0] - joins.OVERLAP
        shorter = round(rest * skeleton.FPS)
        if last - first <= shorter:
            continue
        begin, stop = max(down[0] - _BEFORE, 0), min(up[1] + _AFTER, len(clip))
        ends = np.arange(first, min(first + shorter, last) + 1)
        begins = np.arange(max(last - shorter, first), last + 1)
        joints = clip.positions.astype(np.float64)
        i, j, cost = _nearest(joints, ends, begins, shorter)
        if cost > _NEAREST:
            continue
        rotations, translation = joins.blended(clip, begin, i, clip, j, stop)
        found.append(_cut(clip, f"sitting{begin}-{rest:g}", "sitting", rotations, translation))
    return found


def _nearest(joints, ends, begins, rest):
    """Frames (i, j) of ends and begins where the poses are nearest, `rest` frames kept; and the distance."""
    length = joins.OVERLAP
    a, b = windows.windows(joints, ends, length), windows.windows(joints, begins, length)
    cost = np.linalg.norm(a[:, None] - b[None], axis=-1)
    kept = (ends[:, None] - ends[0]) + (begins[-1] - begins[None])
    cost = np.where((kept >= rest) & (begins[None] >= ends[:, None]), cost, np.inf)
    i, j = np.unravel_index(cost.argmin(), cost.shape)
    return int(ends[i]), int(begins[j]), float(cost[i, j])


def _ladders(clip):
    found = []
    for kind, (start_s, stop_s) in augment_moments.moments(clip):
        if kind != "ladder":
            continue
        inside = slice(int(start_s * skeleton.FPS), int(stop_s * skeleton.FPS) + 1)
        hands = clip.positions[inside][:, [skeleton.INDEX["left_wrist"], skeleton.INDEX["right_wrist"]], 1]
        shoulders = clip.positions[inside][:, skeleton.INDEX["neck"], 1]
        if np.percentile(hands.max(axis=1) - shoulders, 75) > _HANDS:
            rotations, translation = clip.rotations[inside], clip.translation[inside]
            found.append(_cut(clip, f"ladder{inside.start}", "ladder", rotations, translation))
    return found


def _dribbling(clip):
    texts = " ".join(c.text for c in clip.captions)
    if not _DRIBBLES.search(texts) or _BALL_AT_FOOT.search(texts):
        return []
    positions = clip.positions.astype(np.float64)
    ahead = quaternion.rotate(features.facing(positions), np.array([0.0, 0.0, 1.0]))
    speed = np.sum(np.gradient(positions[:, 0], axis=0) * ahead, axis=-1) * skeleton.FPS
    walks = features.gaussian_smooth(speed[:, None], 6.0)[:, 0] > _WALKS
    wrists = [skeleton.INDEX["left_wrist"], skeleton.INDEX["right_wrist"]]
    hands = positions[:, wrists, 1] - positions[:, :1, 1]
    return [
        _cut(clip, f"dribbling{a}", "dribbling", clip.rotations[a:b], clip.translation[a:b])
        for a, b in runs.runs(walks)
        if b - a >= _LEAST * skeleton.FPS and _beaten(hands[a:b]) > _BEAT
    ]


def _beaten(hands):
    """How far the hand that moves more goes up and down, of heights (T, 2)."""
    low, high = np.percentile(hands, [10, 90], axis=0)
    return (high - low).max()


def _cut(clip, name, kind, rotations, translation):
    rotations, translation = at_origin(np.asarray(rotations), np.asarray(translation))
    said, weight = _SAID[kind], _WEIGHTS[kind]
    if kind == "sitting":
        seat = seat_heights.seat(skeleton.forward_kinematics(rotations, translation))
        said = [seat_heights.worded(text, seat) for text in said]
        weight = _WEIGHTS["high sitting"] if seat == seat_heights.HIGH else weight
    return replace(
        clip, id=f"{clip.id}!{name}", source="cut", weight=weight,
        captions=tuple(Caption(text, origin="made") for text in said),
        rotations=quaternion.continuous(rotations).astype(np.float32)[:MAX_FRAMES],
        translation=translation.astype(np.float32)[:MAX_FRAMES],
    )  # fmt: skip
