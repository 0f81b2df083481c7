"""Straight walks and runs led along other paths: circles, bends, zigzags and ways back, or played backwards.

The corpus walks backwards three times, two of them dribbling a ball. A slow step played backwards is a step
back, and a walk bent gently keeps its steps (motion path editing, Gleicher 2001); its feet are held again.
"""

import re
from dataclasses import replace

import numpy as np

from backend.motion.body import bending, features, quaternion, skeleton
from backend.motion.cleanup import foot_lock
from backend.motion.measure import metrics

from ..build import at_origin
from ..file import Caption
from ..language import verbs

# Of ways back, circles, zigzags and bends.
_WEIGHTS = {"backwards": 0.5, "360": 0.8, "back": 0.8, "zigzag": 0.5}
_BEND_WEIGHT = 0.15
# Degrees that the body turns at most on its straight way, and metres a second.
_STRAIGHT, _SLOWEST, _FASTEST, _FASTEST_BACK = 35.0, 0.5, {"walk": 1.9, "run": 4.5}, 1.35
# Metres of the tightest radius, and seconds of the shortest clips.
_TIGHTEST, _SHORTEST, _SHORTEST_CIRCLE = {"walk": 0.75, "run": 1.1}, 2.0, 4.0
# Metres of a way with a turn back, and of the turn itself.
_THERE_AND_BACK, _TURN = 4.5, 1.7
# Radians to either side of a zigzag, metres of each of its legs, and how many there are at least.
_ZIGZAG, _LEG, _LEGS = 0.9, 1.3, 3
# mm a frame: feet that slide more make no clip.
_SLIDE = 12.0
_UNUSUAL = re.compile(
    r"\b(?:terrain|ground|stairs?|steps?|ramp|back\w*|sideways|circle|turn\w*|curve\w*|stop\w*|stumbl\w*|limp\w*|"
    r"arm\w*|hand\w*|carr\w*|hold\w*|zombie|crouch\w*|bent|pick\w*|sits?|stool|ladder|balanc\w*|rope)\b",
    re.IGNORECASE,
)
_CIRCLE = (
    "a person walks in a circle",
    "a person walks in a circle to the {side}",
    "someone walks {clock} in a circle",
    "walk in a circle",
)
_BACK = (
    "a person walks forward, turns around and walks back",
    "a person walks forward, turns around to the {side} and walks back",
    "someone walks forward, then turns around and comes back",
)
_CURVE = "a person walks in a curve to the {side}", "someone walks in a wide bend to the {side}"
_HALF = "a person walks in a half circle to the {side}", "walks in a semicircle to the {side}"
_ZIGZAGS = (
    "a person walks in a zigzag",
    "a person walks forward in a zigzag pattern",
    "someone walks in an s shape, left and right",
    "walks snaking from side to side",
)
_BACKWARDS = (
    "a person walks backwards",
    "a person walks backward",
    "someone steps backwards",
    "walk backwards",
)


def paths(clips):
    """CorpusClips of such paths, from those of `clips` that walk or run straight on."""
    found = []
    straight = [(clip, gait) for clip in clips if (gait := _gait(clip))]
    for number, (clip, gait) in enumerate(straight):
        side, way = 1.0 if number % 2 == 0 else -1.0, _way(clip)
        arcs = [(0.25, "90", _CURVE), (0.5, "180", _HALF)]
        if len(clip) >= _SHORTEST_CIRCLE * skeleton.FPS:
            arcs.append((1.0, "360", _CIRCLE))
        for turns, name, sentences in arcs:
            if way[-1] / (2.0 * np.pi * turns) >= _TIGHTEST[gait]:
                said = [sentence.replace("walk", gait) for sentence in sentences]
                found.append(bent(clip, name, side * 2.0 * np.pi * turns * way / way[-1], said))
        if way[-1] >= _LEGS * _LEG:
            said = [sentence.replace("walk", gait) for sentence in _ZIGZAGS]
            found.append(bent(clip, "zigzag", side * _ZIGZAG * np.sin(np.pi * way / _LEG), said))
        if gait == "run":
            continue
        if way[-1] * skeleton.FPS / len(clip) < _FASTEST_BACK:
            found.append(_named(clip, "backwards", clip.rotations[::-1], clip.translation[::-1], _BACKWARDS))
        if way[-1] >= _THERE_AND_BACK:
            part = np.clip((way - way[-1] / 2.0) / _TURN + 0.5, 0.0, 1.0)
            found.append(bent(clip, "back", side * np.pi * part * part * (3.0 - 2.0 * part), _BACK))
    return [clip for clip in found if clip is not None]


def bent(clip, name, angle, sentences):
    """The CorpusClip with its path turned by angle (T,), radians to the left; None where feet slide."""
    rotations, translation = bending.bent(clip.rotations, clip.translation, angle)
    rotations, translation = foot_lock.lock_feet(rotations, translation)
    if metrics.physical(skeleton.forward_kinematics(rotations, translation)).slide > _SLIDE:
        return None
    side, clock = ("left", "counterclockwise") if angle[-1] > 0 else ("right", "clockwise")
    said = [sentence.format(side=side, clock=clock) for sentence in sentences]
    return _named(clip, name, rotations, translation, said)


def _named(clip, name, rotations, translation, said):
    rotations, translation = at_origin(quaternion.continuous(rotations), translation)
    return replace(
        clip, id=f"{clip.id}~{name}", source="path", kind="path", weight=_WEIGHTS.get(name, _BEND_WEIGHT),
        captions=tuple(Caption(text, origin="made") for text in said), rotations=rotations.astype(np.float32),
        translation=translation.astype(np.float32),
    )  # fmt: skip


def _way(clip):
    """Metres (T,) that the pelvis has gone along the floor."""
    step = np.linalg.norm(np.diff(clip.translation[:, [0, 2]].astype(np.float64), axis=0), axis=-1)
    return np.concatenate([[0.0], np.cumsum(step)])


def _gait(clip):
    """ "walk" or "run" if the clip does so straight on throughout, else None."""
    named = [verbs.actions(c.text) for c in clip.captions]
    gaits = set().union(*named)
    if len(gaits) != 1 or not gaits <= _FASTEST.keys() or not all(named):
        return None
    if len(clip) < _SHORTEST * skeleton.FPS or any(_UNUSUAL.search(c.text) for c in clip.captions):
        return None
    angle = np.degrees(features.heading(clip.positions))
    way, there = _way(clip)[-1], clip.translation[-1, [0, 2]] - clip.translation[0, [0, 2]]
    straight = np.linalg.norm(there) > 0.9 * way and np.ptp(angle) < 2 * _STRAIGHT
    (gait,) = gaits
    return gait if straight and _SLOWEST < way * skeleton.FPS / len(clip) < _FASTEST[gait] else None
