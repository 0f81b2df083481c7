"""Features of the corpus for training: per clip, normalisation, and random windows."""

from dataclasses import dataclass

import numpy as np

from backend.motion.body import features, skeleton

# The root and the contacts are few numbers that matter much: their share of the loss is raised by this.
ROOT_WEIGHT = 5.0
# Faster than this (metres a frame, 10 m/s) is a fault of the capture, not a body.
FASTEST_STEP = 0.5
_GROUPS = (features.YAW, features.VELOCITY_XZ, features.HEIGHT, features.POSITIONS, features.ROTATIONS,
           slice(193, 196), slice(196, 259), features.CONTACTS)  # fmt: skip
_RAISED = (features.YAW, features.VELOCITY_XZ, features.HEIGHT, features.CONTACTS)


@dataclass(frozen=True)
class FeatureClip:
    """A corpus clip's features (T, 263), with its captions and where they hold; weight: its share."""

    id: str
    features: np.ndarray
    captions: tuple
    split: str
    mirrored: bool
    labelled_only: bool
    weight: float = 1.0
    trial: str = ""


def clip_features(rotations, translation):
    """Features (T, 263) of a motion of T+1 frames, placed at the origin facing +z, floor kept."""
    height = translation[:, 1].copy()
    rotations, translation = features.place_at_origin(rotations, translation)
    translation[:, 1] = height
    return features.from_motion(skeleton.forward_kinematics(rotations, translation), rotations)


def corpus_features(path, split, *, mirrored=True):
    """FeatureClips of a compact corpus file's split."""
    from backend.corpus import file

    found = []
    for clip in file.load(path, mirrored=mirrored):
        if clip.split == split and len(clip.rotations) >= 17:
            rows = clip_features(clip.rotations.astype(np.float64), clip.translation.astype(np.float64))
            if np.abs(rows[:, features.VELOCITY_XZ]).max() > FASTEST_STEP:
                continue
            found.append(
                FeatureClip(
                    clip.id,
                    rows,
                    clip.captions,
                    clip.split,
                    clip.mirrored,
                    clip.source == "label",
                    clip.weight,
                    clip.trial,
                )
            )
    if not found:
        raise ValueError(f"{path} holds no clips of the {split} split")
    return found


def normalisation(clips):
    """Mean and standard deviation (263,), the latter one number per group of features, as in HumanML3D."""
    rows = np.concatenate([clip.features for clip in clips])
    mean, std = rows.mean(0), rows.std(0)
    for group in _GROUPS:
        std[group] = std[group].mean()
    for group in _RAISED:
        std[group] /= ROOT_WEIGHT
    return mean.astype(np.float32), std.astype(np.float32)


class Windows:
    """Random windows of fixed length from clips of at least that length. Raises ValueError without one."""

    def __init__(self, clips, length):
        self.length = length
        self.rows = [clip.features for clip in clips if len(clip.features) >= length]
        if not self.rows:
            seconds = length / skeleton.FPS
            raise ValueError(f"The corpus has no training clip of {seconds:g} s: add longer ones.")
        starts = np.array([len(rows) - length + 1 for rows in self.rows])
        self.share = np.cumsum(starts) / starts.sum()

    def draw(self, count, random):
        """(count, length, 263)"""
        which = np.searchsorted(self.share, random.random(count), side="right")
        picked = []
        for i in np.minimum(which, len(self.rows) - 1):
            at = random.integers(0, len(self.rows[i]) - self.length + 1)
            picked.append(self.rows[i][at : at + self.length])
        return np.stack(picked)
