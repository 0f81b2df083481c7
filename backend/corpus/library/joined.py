"""Clips that overlap in their trial, as one motion: a library holds every captured frame once."""

from dataclasses import dataclass

import numpy as np

from backend.motion.body import quaternion, skeleton

from ..file import CAPTURED

_UP = np.array([0.0, 1.0, 0.0])


@dataclass
class Run:
    """A motion (T, 22, 4), (T, 3) of one trial, and the CorpusClips in it with their first frames there."""

    rotations: np.ndarray
    translation: np.ndarray
    clips: list

    @property
    def first(self):
        """The CorpusClip that it begins with."""
        return self.clips[0][0]


def runs(clips):
    """Runs of CorpusClips. Made motion stays by itself: it is no part of its trial."""
    groups, found = {}, []
    for clip in clips:
        key = (clip.dataset, clip.trial) if clip.kind == CAPTURED and clip.source != "event" else clip.id
        groups.setdefault(key, []).append(clip)
    for group in groups.values():
        run = None
        for clip in sorted(group, key=lambda c: (c.start_s, -len(c))):
            at = None if run is None else round((clip.start_s - run.first.start_s) * skeleton.FPS)
            if run is None or at >= len(run.rotations):
                run = Run(clip.rotations, clip.translation, [])
                found.append(run)
                at = 0
            elif at + len(clip) > len(run.rotations):
                _lengthen(run, clip, at)
            run.clips.append((clip, at))
    return found


def _lengthen(run, clip, at):
    """Put what a clip that begins at frame `at` has more at the end of a run, turned and moved to fit."""
    shared = len(run.rotations) - at
    here, there = run.rotations[-1, 0], clip.rotations[shared - 1, 0]
    between = quaternion.multiply(here, quaternion.inverse(there)).astype(np.float64)
    turn = quaternion.swing_twist(between, _UP)[1]
    rotations = np.array(clip.rotations[shared:], dtype=np.float64)
    rotations[:, 0] = quaternion.multiply(turn, rotations[:, 0])
    moved = clip.translation[shared:] - clip.translation[shared - 1] * [1.0, 0.0, 1.0]
    moved = quaternion.rotate(turn, moved.astype(np.float64)) + run.translation[-1] * [1.0, 0.0, 1.0]
    run.rotations = np.concatenate([run.rotations, rotations.astype(np.float32)])
    run.translation = np.concatenate([run.translation, moved.astype(np.float32)])
