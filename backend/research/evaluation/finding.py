"""How well a metric of acts finds wordings and acts that it never saw, and tells what isn't known."""

from dataclasses import dataclass, replace

import numpy as np

# Shares of the acts and of the missing acts that are held out, and one wording of every other act that has so
# many.
_ACTS, _MISSING, _WORDINGS = 0.12, 0.3, 3
# Share of the sentences that are found which may be told to be unknown.
_TOLD = 0.05
_CLOSE = 5


@dataclass(frozen=True)
class Split:
    """Rows of Examples: of training; those that are looked through; and what is looked for: wordings of acts
    that are trained on, those of acts that aren't, those of missing acts that aren't; and the wordings of
    the other missing acts (`named`)."""

    training: np.ndarray
    shown: np.ndarray
    wordings: np.ndarray
    acts: np.ndarray
    missing: np.ndarray
    named: np.ndarray


def split(examples, own, seed=0):
    """A Split of Examples; own (n,): the texts that are the library's own sentences. Raises ValueError."""
    rng = np.random.default_rng(seed)
    rows = np.arange(len(examples.of))
    worded = np.unique(examples.of[~own & ~examples.contrasts & examples.known[examples.of]])
    none = np.flatnonzero(~examples.known)
    held = rng.choice(worded, round(_ACTS * len(worded)), replace=False)
    unknown = rng.choice(none, round(_MISSING * len(none)), replace=False)
    ways = rows[~own & ~examples.contrasts]
    of = examples.of[ways]
    acts, missing = ways[np.isin(of, held)], ways[np.isin(of, unknown)]
    rest = [act for act in np.setdiff1d(worded, held) if (of == act).sum() >= _WORDINGS]
    single = [rng.choice(ways[of == act]) for act in rest]
    wordings = np.array(single, dtype=np.int64)
    out = np.concatenate([acts, missing, wordings])
    training = np.setdiff1d(rows[~np.isin(examples.of, held)], out)
    shown = np.setdiff1d(rows[examples.known[examples.of] & ~examples.contrasts], out)
    if not min(len(wordings), len(acts), len(missing)):
        raise ValueError("There are too few acts and wordings to hold some out.")
    named = np.setdiff1d(rows[~examples.known[examples.of]], missing)
    return Split(training, shown, wordings, acts, missing, named)


def part(examples, rows):
    """Examples of some rows alone; acts keep their numbers."""
    texts = [examples.texts[i] for i in rows]
    return replace(examples, texts=texts, of=examples.of[rows], contrasts=examples.contrasts[rows])


def measured(examples, held, nearness):
    """{name: number} of nearness(asked rows, rows that are looked through) -> (a, b)."""
    found, near, right = {}, {}, {}
    for name in ("wordings", "acts"):
        asked = getattr(held, name)
        scores = nearness(asked, held.shown)
        order = np.argsort(-scores, axis=1, kind="stable")
        same = ~examples.apart[examples.of[asked][:, None], examples.of[held.shown][order]]
        distinct = [list(dict.fromkeys(row)) for row in examples.of[held.shown][order[:, :200]].tolist()]
        close = [set(row[:_CLOSE]) for row in distinct]
        hit = [
            any(not examples.apart[act, other] for other in others)
            for act, others in zip(examples.of[asked], close, strict=True)
        ]
        near[name], right[name] = scores.max(axis=1), np.array(hit)
        found |= {f"{name}_first": float(same[:, 0].mean()), f"{name}_close": float(np.mean(hit))}
    near["missing"] = nearness(held.missing, held.shown).max(axis=1)
    # As known.py has it: who is nearer to an act that is missing is known less.
    known, far = (
        near[name] - np.maximum(nearness(getattr(held, name), held.named).max(axis=1) - near[name], 0.0)
        for name in ("wordings", "missing")
    )
    below = (far[:, None] < known).mean() + 0.5 * (far[:, None] == known).mean()
    hits, lost = known[right["wordings"]], known[~right["wordings"]]
    threshold = np.quantile(hits, _TOLD) if len(hits) else -np.inf
    return found | {
        "told_apart": float(below), "missing_told": float(np.mean(far < threshold)),
        "not_found_told": float((lost < threshold).sum() / max(1, len(lost))),
        "wordings_told": float(np.mean(known < threshold)),
    }  # fmt: skip


def lines(results):
    """Text of {label: what `measured` gives}."""
    names = {
        "wordings_first": "new wordings of trained acts: act found first",
        "wordings_close": f"… among the first {_CLOSE}",
        "acts_first": "wordings of untrained acts: act found first",
        "acts_close": f"… among the first {_CLOSE}",
        "told_apart": "untrained missing acts told from new wordings (AUC)",
        "missing_told": f"… told, where {100 * _TOLD:.0f} % of the found wordings are",
        "not_found_told": "… of the wordings that were not found told",
        "wordings_told": "… of all wordings told",
    }  # fmt: skip
    head = " " * 60 + "".join(f"{label:>12}" for label in results)
    return [head, *(
        f"{said:<60}" + "".join(f"{values[name]:12.3f}" for values in results.values())
        for name, said in names.items()
    )]  # fmt: skip
