"""A built corpus with its captured bodies on the floor: what `corpus.footing` does, without the raw files."""

from dataclasses import replace

import numpy as np

from backend.motion.body import quaternion

from .. import footing
from . import joined


def stood(clips, progress=None):
    """The CorpusClips in their order, captured ones with their feet on what carries them; overlapping ones
    agree, for their trial is looked at as a whole. Made clips, which stand on captured ones, stay as they
    are, and so do animations. progress(done, total) counts stretches of trials."""
    found = list(clips)
    chosen = [(number, clip) for number, clip in enumerate(clips) if _is_captured(clip)]
    number_of = {id(clip): number for number, clip in chosen}
    stretches = joined.runs([clip for _, clip in chosen])
    for done, run in enumerate(stretches, start=1):
        rotations, translation = footing.stood(run.rotations, run.translation)
        stays = rotations is run.rotations and translation is run.translation
        for clip, at in () if stays else run.clips:
            inside = slice(at, at + len(clip))
            found[number_of[id(clip)]] = _with(clip, rotations[inside], translation[inside, 1])
        if progress:
            progress(done, len(stretches))
    return found


def _is_captured(clip):
    return clip.source != "made" and not clip.mirrored and "hand_keyed" not in clip.flags


def _with(clip, rotations, height):
    """The clip with the limbs and the pelvis' height of its stretch; it faces and goes where it did."""
    limbs = np.array(rotations, dtype=np.float64)
    limbs[:, 0] = clip.rotations[:, 0]
    translation = np.array(clip.translation)
    translation[:, 1] = height
    return replace(clip, rotations=quaternion.continuous(limbs).astype(np.float32), translation=translation)
