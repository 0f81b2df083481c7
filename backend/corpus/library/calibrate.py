"""The nearness from which a sentence counts as known, from sentences that are and that aren't."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from backend.generation.library import known

from . import ways

SENTENCES = Path(__file__).parent / "known_sentences.json"
_FOLDS = 5
# Share of the known sentences that may get a notice all the same.
_MISSED = 0.05


@dataclass(frozen=True)
class Calibration:
    """missed: share of known sentences that count as unknown; passed: of unknown ones that count as known.
    held_out: both, of sentences that had no say in the threshold. wrong: what is judged wrongly."""

    threshold: float
    missed: float
    passed: float
    held_out: tuple[float, float]
    wrong: tuple[str, ...]

    def lines(self):
        return [
            f"threshold {self.threshold:g}: {100 * self.missed:.0f} % of the known sentences would get a "
            f"notice, {100 * self.passed:.0f} % of the unknown ones none; of sentences left out of the "
            f"calibration ({_FOLDS} folds) {100 * self.held_out[0]:.0f} % and {100 * self.held_out[1]:.0f} %",
            *self.wrong,
        ]  # fmt: skip


def sentences(path=None):
    """(known, unknown) of a JSON file. Raises ValueError that names it."""
    path = Path(path or SENTENCES)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        known_, unknown = ([str(text) for text in data[name]] for name in ("known", "unknown"))
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise ValueError(f"{path} holds no lists “known” and “unknown” of sentences.") from fault
    if not known_ or not unknown:
        raise ValueError(f"{path} needs sentences of both kinds.")
    return known_, unknown


def untrained(library, texts):
    """Those of the sentences that a library does not hold: neither its own nor judged."""
    held = {ways.key(text) for text in (*library.sentences, *library.judged.texts)}
    return [text for text in texts if ways.key(text) not in held]


def calibrated(search, known_, unknown):
    """A Calibration of a library's search on two lists of sentences."""
    near = np.array([known.judged(search, text).nearness for text in known_])
    far = np.array([known.judged(search, text).nearness for text in unknown])
    threshold = _best(near, far)
    folds = min(_FOLDS, len(near), len(far))
    held_out = [
        _errors(near[i::folds], far[i::folds], _best(_without(near, i, folds), _without(far, i, folds)))
        for i in range(folds)
        if folds > 1
    ] or [_errors(near, far, threshold)]
    wrong = [f"  missed {n:.2f}  {t}" for n, t in zip(near, known_, strict=True) if n < threshold]
    wrong += [f"  passed {n:.2f}  {t}" for n, t in zip(far, unknown, strict=True) if n >= threshold]
    missed, passed = _errors(near, far, threshold)
    return Calibration(threshold, missed, passed, tuple(np.mean(held_out, axis=0)), tuple(wrong))


def _without(values, fold, folds):
    return values[np.arange(len(values)) % folds != fold]


def _errors(near, far, threshold):
    return float(np.mean(near < threshold)), float(np.mean(far >= threshold))


def _best(near, far):
    """The threshold half-way between two scores at which few enough known sentences are missed and fewest
    unknown ones pass; of equals the middle one."""
    scores = np.unique(np.concatenate([near, far]))
    between = (scores[1:] + scores[:-1]) / 2.0
    errors = [_errors(near, far, t) for t in between]
    total = np.array([max(missed - _MISSED, 0.0) * len(near) + passed for missed, passed in errors])
    best = np.flatnonzero(total <= total.min() + 1e-9)
    return round(float(between[best[len(best) // 2]]), 4)
