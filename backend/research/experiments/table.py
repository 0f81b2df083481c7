"""The experiment's secondary table: means ± spreads over seeds, per quarter, and paired differences."""

import csv
import io
from statistics import mean, stdev

# key, heading, digits
MEASURES = (
    ("fid", "FID ↓", 3),
    ("r1", "R@1 ↑", 3),
    ("r3", "R@3 ↑", 3),
    ("mm_dist", "MM-Dist ↓", 3),
    ("diversity", "Diversity →", 3),
    ("multimodality", "MultiModality", 3),
    ("kinetic_fid", "kinetic FID ↓", 3),
    ("geometric_fid", "geometric FID ↓", 3),
    ("dynamics", "dynamics → 1", 3),
    ("obedience", "obedience ↑", 3),
    ("nll", "masked NLL ↓", 3),
    ("accuracy", "accuracy ↑", 4),
    ("mm", "refill error, mm ↓", 2),
)
REAL = "real motion"
PARTS = ("all", "Q1", "Q2", "Q3", "Q4")


def spread(values, digits):
    """ "mean ± standard deviation" over seeds; the mean alone when there is one."""
    values = [v for v in values if v is not None]
    if not values:
        return "–"
    text = f"{mean(values):.{digits}f}"
    return text if len(values) < 2 else f"{text} ± {stdev(values):.{digits}f}"


def values(scores, variant, key, part=0):
    """One number a seed, in the order of the seeds; None where it was not measured."""
    found = []
    for seed in sorted(scores[variant]):
        value = scores[variant][seed].get(key)
        if isinstance(value, list):
            value = value[part] if part < len(value) else None
        elif part:
            value = None
        found.append(value)
    return found


def differences(scores, variant, reference, key, part=0):
    """Variant minus reference, seed by seed, over the seeds that both have."""
    shared = sorted(set(scores[variant]) & set(scores[reference]))
    both = {name: {s: scores[name][s] for s in shared} for name in {variant, reference}}
    pairs = zip(values(both, variant, key, part), values(both, reference, key, part), strict=True)
    return [a - b for a, b in pairs if a is not None and b is not None]


def markdown(scores, references):
    """The whole report of scores {arm: {seed: {measure: number or five numbers}}}; references: {arm: which it
    is held against}.
    """
    lines = ["## Overall", ""]
    shown = [m for m in MEASURES if any(v is not None for n in scores for v in values(scores, n, m[0]))]
    lines += _head(["arm", "seeds"] + [heading for _, heading, _ in shown])
    for name in scores:
        cells = [spread(values(scores, name, key), digits) for key, _, digits in shown]
        lines.append(_row([name, str(len(scores[name])), *cells]))
    lines += ["", "## Differences against the reference, seed by seed", ""]
    lines += _head(["arm", "seeds"] + [heading for _, heading, _ in shown])
    for name in scores:
        reference = references.get(name, name)
        if reference == name or reference not in scores:
            continue
        cells = [_signed(differences(scores, name, reference, key), digits) for key, _, digits in shown]
        count = len(set(scores[name]) & set(scores[reference]))
        lines.append(_row([name, str(count), *cells]))
    for key, heading, digits in shown:
        if not any(v is not None for n in scores for v in values(scores, n, key, 4)):
            continue
        lines += ["", f"## {heading} by how much the capture moves (Q4 the liveliest)", ""]
        lines += _head(["arm", *PARTS])
        for name in scores:
            cells = [spread(values(scores, name, key, part), digits) for part in range(5)]
            lines.append(_row([name, *cells]))
    return "\n".join(lines) + "\n"


def as_csv(scores):
    """Every number: arm, seed, measure, part, value."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["arm", "seed", "measure", "part", "value"])
    for name, by_seed in scores.items():
        for seed, measured in sorted(by_seed.items()):
            for key, value in measured.items():
                for part, number in zip(PARTS, value if isinstance(value, list) else [value], strict=False):
                    writer.writerow([name, seed, key, part, number])
    return out.getvalue()


def _signed(numbers, digits):
    if not numbers:
        return "–"
    text = f"{mean(numbers):+.{digits}f}"
    return text if len(numbers) < 2 else f"{text} ± {stdev(numbers):.{digits}f}"


def _head(cells):
    return [_row(cells), "|" + "---|" * len(cells)]


def _row(cells):
    return "| " + " | ".join(cells) + " |"
