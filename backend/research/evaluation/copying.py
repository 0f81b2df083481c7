"""How near motion is to what was captured: each second's distance to the most alike one of training clips."""

import numpy as np

from backend.motion.body import features, skeleton

# Frames of a window at 20 fps, of which every fourth counts; and between a training clip's windows.
_WINDOW, _EVERY, _APART = 20, 4, 2
# Between the windows of what is measured.
_STEP = 10


def windows(positions, apart):
    """Windows (n, 6 · 22 · 3) of a body (T, 22, 3), T > 20, `apart` frames from each other: over the place
    and in the heading of the pelvis in their middle."""
    positions = np.asarray(positions, dtype=np.float64)
    starts = np.arange(0, len(positions) - _WINDOW, apart)
    frames = starts[:, None] + np.arange(0, _WINDOW + 1, _EVERY)
    middle = starts + _WINDOW // 2
    found = positions[frames] - (positions[middle, 0] * [1.0, 0.0, 1.0])[:, None, None]
    angle = -features.heading(positions)[middle]
    cos, sin = np.cos(angle)[:, None, None], np.sin(angle)[:, None, None]
    x, z = found[..., 0] * cos + found[..., 2] * sin, found[..., 2] * cos - found[..., 0] * sin
    return np.stack([x, found[..., 1], z], axis=-1).reshape(len(starts), -1).astype(np.float32)


def distances(motions, training):
    """Millimetres (m,) root mean square over joints from each motion's (T, 22, 3) seconds to the most alike
    ones of the training CorpusClips or their mirror images, averaged over the motion's seconds.

    Raises ValueError for motions of a second or less, and without a training clip that is longer.
    """
    if any(len(motion) <= _WINDOW for motion in motions):
        raise ValueError("Only motions longer than a second can be compared.")
    asked = [windows(motion, _STEP) for motion in motions]
    rows = np.concatenate(asked)
    best = np.full(len(rows), np.inf, dtype=np.float32)
    for clip in training:
        for one in (clip, clip.mirror()):
            if len(one) <= _WINDOW:
                continue
            there = windows(one.positions, _APART)
            squares = (rows**2).sum(1)[:, None] + (there**2).sum(1) - 2.0 * rows @ there.T
            best = np.minimum(best, squares.min(axis=1))
    if not np.isfinite(best).all():
        raise ValueError("There is no training clip that is longer than a second.")
    joints = len(skeleton.JOINTS) * (_WINDOW // _EVERY + 1)
    near = 1000.0 * np.sqrt(np.maximum(best, 0.0) / joints)
    bounds = np.cumsum([0, *map(len, asked)])
    return np.array([near[a:b].mean() for a, b in zip(bounds[:-1], bounds[1:], strict=True)])


def measured(generator, clips, count, seed=0):
    """{row: {quartile: mm}} of at most `count` test clips and of a take of each one's sentence and length,
    both to the train split. Raises ValueError as `distances` does."""
    training = [clip for clip in clips if clip.split == "train" and not clip.mirrored]
    asked = [clip for clip in clips if clip.split == "test" and not clip.mirrored and len(clip) > 2 * _WINDOW]
    some = [asked[i] for i in np.random.default_rng(seed).permutation(len(asked))[:count]]
    if not some or not any(len(clip) > _WINDOW for clip in training):
        raise ValueError("Distances need training clips over a second, and test clips over two.")
    takes = [
        generator.generate(clip.captions[0].text, len(clip) / skeleton.FPS, seed + i)[0].positions
        for i, clip in enumerate(some)
    ]
    rows = {"captured test clips": [clip.positions for clip in some], "takes": takes}
    return {name: _quartiles(distances(motions, training)) for name, motions in rows.items()}


def lines(rows):
    """The table as text."""
    found = [f"{name}: " + ", ".join(f"{q} {mm:.0f}" for q, mm in one.items()) for name, one in rows.items()]
    return ["distance of a second to the most alike one of the train split, mm", *found]


def _quartiles(values):
    names = ("lower quartile", "median", "upper quartile")
    return dict(zip(names, np.quantile(values, (0.25, 0.5, 0.75)).tolist(), strict=True))
