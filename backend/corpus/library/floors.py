"""A built corpus with its captured bodies on the floor: what `corpus.footing` does, without the raw files."""

from dataclasses import replace

import numpy as np

from backend.motion.body import quaternion, skeleton

from .. import footing
from . import joined

_UP = np.array([0.0, 1.0, 0.0])
# Frames that may lie between two stretches of a trial that are looked at together.
_GAP = 2


def stood(clips, progress=None):
    """The CorpusClips in their order, captured ones with their feet on what carries them; overlapping ones
    agree, for their trial is looked at as a whole. Made clips, which stand on captured ones, stay as they
    are, and so do animations. progress(done, total) counts stretches of trials."""
    found = list(clips)
    chosen = [(number, clip) for number, clip in enumerate(clips) if _is_captured(clip)]
    number_of = {id(clip): number for number, clip in chosen}
    stretches = _chains(joined.runs([clip for _, clip in chosen]))
    for done, runs in enumerate(stretches, start=1):
        rotations, translation = _in_a_row(runs)
        stand = footing.stood(rotations, translation)
        begin = 0
        for run in runs:
            for clip, at in run.clips if stand[1] is not translation or stand[0] is not rotations else ():
                inside = slice(begin + at, begin + at + len(clip))
                found[number_of[id(clip)]] = _with(clip, stand[0][inside], stand[1][inside, 1])
            begin += len(run.rotations)
        if progress:
            progress(done, len(stretches))
    return found


def _is_captured(clip):
    return clip.source != "made" and not clip.mirrored and "hand_keyed" not in clip.flags


def _chains(runs):
    """Lists of joined.Runs, those together that go on from each other in their trial."""
    chains = []
    for run in runs:
        before = chains[-1][-1] if chains else None
        if (
            before is not None
            and before.first.trial == run.first.trial
            and before.first.kind == run.first.kind
        ):
            ends = before.first.start_s + len(before.rotations) / skeleton.FPS
            if 0 <= round((run.first.start_s - ends) * skeleton.FPS) <= _GAP:
                chains[-1].append(run)
                continue
        chains.append([run])
    return chains


def _in_a_row(runs):
    """Rotations (T, 22, 4) and translation (T, 3) of runs one after the other, each turned and moved on to
    where the one before it was going."""
    rotations, translation = runs[0].rotations, runs[0].translation
    for run in runs[1:]:
        here, there = rotations[-1, 0].astype(np.float64), run.rotations[0, 0].astype(np.float64)
        turn = quaternion.swing_twist(quaternion.multiply(here, quaternion.inverse(there)), _UP)[1]
        more = np.array(run.rotations, dtype=np.float64)
        more[:, 0] = quaternion.multiply(turn, more[:, 0])
        step = translation[-1] - translation[-2] if len(translation) > 1 else np.zeros(3)
        goes = (translation[-1] + step) * [1.0, 0.0, 1.0]
        way = quaternion.rotate(
            turn, (run.translation - run.translation[0] * [1.0, 0.0, 1.0]).astype(np.float64)
        )
        rotations = np.concatenate([rotations, more.astype(np.float32)])
        translation = np.concatenate([translation, (way + goes).astype(np.float32)])
    return rotations, translation


def _with(clip, rotations, height):
    """The clip with the limbs and the pelvis' height of its stretch; it faces and goes where it did."""
    limbs = np.array(rotations, dtype=np.float64)
    limbs[:, 0] = clip.rotations[:, 0]
    translation = np.array(clip.translation)
    translation[:, 1] = height
    return replace(clip, rotations=quaternion.continuous(limbs).astype(np.float32), translation=translation)
