"""How well sentences that were judged, and never trained on, find captions that show them."""

from dataclasses import dataclass, replace

import numpy as np

# Share of the sentences whose first caption is right that may be told to be unknown.
_TOLD = 0.05


@dataclass(frozen=True)
class Found:
    """Shares of sentences whose first caption shows them (`yes`), or nearly does at least (`nearly`); of
    those that any caption shows (`yes_of_shown`); the probability that a first caption that shows its
    sentence is nearer than one that does not (`told_apart`); and the share of the latter that a notice
    would be told of, where one in twenty of the former is (`noticed`)."""

    sentences: int
    shown: float
    yes: float
    yes_of_shown: float
    nearly: float
    told_apart: float
    noticed: float


def there(judged, captions):
    """Of what was judged only captions that a library has; sentences that none are left of go, and those that
    are captions themselves."""
    found = [replace(one, grades={c: g for c, g in one.grades.items() if c in captions}) for one in judged]
    return [one for one in found if one.grades and one.text not in captions]


def measured(judged, nearness):
    """Found of [Judged] (corpus/library/judgements.py); nearness(text, captions) -> (c,): of the captions
    that were looked at for it. Raises ValueError where all are right, or none."""
    first, near, best = [], [], []
    for one in judged:
        captions = list(one.grades)
        values = np.asarray(nearness(one.text, captions))
        first.append(one.grades[captions[int(values.argmax())]])
        near.append(float(values.max()))
        best.append(max(one.grades.values()))
    first, near, best = np.array(first), np.array(near), np.array(best)
    right, wrong = near[first == 2], near[first == 0]
    if not len(right) or not len(wrong):
        raise ValueError("There must be sentences that are found and others that are not.")
    apart = (right[:, None] > wrong).mean() + 0.5 * (right[:, None] == wrong).mean()
    return Found(
        len(judged), float(np.mean(best == 2)), float(np.mean(first == 2)),
        float(np.mean(first[best == 2] == 2)), float(np.mean(first >= 1)), float(apart),
        float(np.mean(wrong < np.quantile(right, _TOLD))),
    )  # fmt: skip


def lines(results):
    """A table's lines of {name: Found}."""
    rows = [
        f"| {name} | {found.yes:.3f} | {found.yes_of_shown:.3f} | {found.nearly:.3f} "
        f"| {found.told_apart:.3f} | {found.noticed:.3f} |"
        for name, found in results.items()
    ]
    any_one = next(iter(results.values()))
    return [
        f"{any_one.sentences} sentences, of which {100 * any_one.shown:.0f} % are shown by a caption that "
        "was looked at",
        "| nearness by | first yes | of those shown | first nearly | told apart | noticed |",
        "| --- | --- | --- | --- | --- | --- |",
        *rows,
    ]  # fmt: skip
