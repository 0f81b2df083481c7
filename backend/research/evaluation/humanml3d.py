"""Folders of HumanML3D and KIT-ML, as published:

new_joint_vecs/*.npy   features (T, 263 or 251)
texts/*.txt            lines of caption#word/POS word/POS …#from#to, seconds, 0 and 0 being the whole clip
train.txt, val.txt, test.txt, Mean.npy, Std.npy
"""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...motion import npz
from .protocol import Entry

HUMANML3D, KIT = 263, 251
# The published loader takes seconds for 20 frames each, in KIT-ML too.
SPAN_FPS = 20
_LATEST = 86_400.0  # seconds
SHORTEST, LONGEST = {HUMANML3D: 40, KIT: 24}, 199


@dataclass(frozen=True)
class Dataset:
    """A split: entries, one a clip or a described part of it, and the training data's mean and std (F,)."""

    entries: list
    mean: np.ndarray
    std: np.ndarray

    @property
    def features(self):
        return len(self.mean)


def load(folder, split="test", *, tokens=True):
    """The split's Dataset; with `tokens` the evaluator reads a sentence's word/POS list, else its text.

    Clips below 40 frames (KIT-ML 24) or of 200 and more are left out, as in published tables; so are those
    that are missing or not finite (the published data has one). Raises ValueError that says what is wrong
    with the folder.
    """
    folder = Path(folder)
    names = _lines(folder / f"{split}.txt")
    mean, std = _array(folder / "Mean.npy"), _array(folder / "Std.npy")
    if mean.shape != std.shape or mean.ndim != 1 or len(mean) not in (HUMANML3D, KIT):
        raise ValueError(f"{folder}/Mean.npy and Std.npy must hold 263 (HumanML3D) or 251 (KIT-ML) numbers.")
    if not (np.isfinite(mean).all() and np.isfinite(std).all()):
        raise ValueError(f"{folder}/Mean.npy or Std.npy holds numbers that are not finite.")
    entries = []
    for name in names:
        path = folder / "new_joint_vecs" / f"{name}.npy"
        if os.path.isfile(path):
            entries += _entries(_motion(path, len(mean)), folder / "texts" / f"{name}.txt", tokens)
    if not entries:
        raise ValueError(f"{folder} has no clip of its {split} split that can be used.")
    return Dataset(entries, mean, std)


def _entries(motion, path, tokens):
    shortest, whole, parts = SHORTEST[motion.shape[1]], [], []
    if not shortest <= len(motion) <= LONGEST or not np.isfinite(motion).all():
        return []
    for number, line in enumerate(_lines(path), start=1):
        caption, words, start, stop = _sentence(line, f"{path}, line {number}")
        text = (caption, tuple(words.split()) if tokens else caption)
        if start == 0.0 and stop == 0.0:
            whole.append(text)
            continue
        rows = motion[int(start * SPAN_FPS) : int(stop * SPAN_FPS)]
        if shortest <= len(rows) <= LONGEST:
            parts.append(Entry(rows, (text,)))
    return parts + ([Entry(motion, tuple(whole))] if whole else [])


def _sentence(line, where):
    fields = line.split("#")
    try:
        caption, words, start, stop = fields[0], fields[1], float(fields[2]), float(fields[3])
    except (IndexError, ValueError) as error:
        raise ValueError(f"{where} is not caption#words#from#to.") from error
    if max(abs(start), abs(stop)) > _LATEST:
        raise ValueError(f"{where} is not caption#words#from#to: it goes on for longer than a day.")
    return caption, words, *(0.0 if np.isnan(second) else second for second in (start, stop))


def _lines(path):
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read: it belongs to a HumanML3D or KIT-ML folder.") from error
    return [line.strip() for line in text.splitlines() if line.strip()]


def _array(path):
    try:
        with np.errstate(over="ignore"):
            return npz.numbers(path).astype(np.float32)
    except (OSError, npz.NotData) as error:
        raise ValueError(f"{path} is not a readable array of numbers.") from error


def _motion(path, size):
    motion = _array(path)
    if motion.ndim != 2 or motion.shape[1] != size:
        raise ValueError(f"{path} must hold (frames, {size}) numbers, it has {str(motion.shape)[:80]}.")
    return motion
