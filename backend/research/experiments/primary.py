"""The figures fixed beforehand: what an arm changes against its reference, with bootstrap intervals."""

from dataclasses import dataclass

import numpy as np

from . import msd

# key, heading; per clip and seed sums and counts of all, Q1 … Q4.
MEASURES = (("nll", "masked NLL"), ("mm", "refill error"))
# Where the gain is to be, and what it may cost.
PARTS = ((4, "liveliest quarter"), (1, "calmest quarter"), (0, "whole"))
DRAWS = 2000


@dataclass(frozen=True)
class Change:
    """Change in per cent, below 0 where the arm is better, with a 95 % interval; seeds: that both have."""

    value: float
    low: float
    high: float
    seeds: int


def change(arm, reference, part, draws=DRAWS):
    """Change of a ratio of sums, clips and seeds resampled together; None without a shared seed.

    arm, reference: {seed: (clips, 5, 2) sums and counts}, of the same clips.
    """
    shared = sorted(set(arm) & set(reference))
    if not shared:
        return None
    pair = [np.array([of[s] for s in shared], dtype=np.float64)[:, :, part] for of in (arm, reference)]
    seeds, clips, _ = pair[0].shape
    random = np.random.default_rng(0)
    by_seed = random.multinomial(seeds, np.full(seeds, 1 / seeds), draws)
    by_clip = random.multinomial(clips, np.full(clips, 1 / clips), draws)
    with np.errstate(invalid="ignore", divide="ignore"):
        drawn = _ratio(*(np.einsum("ds,dc,sck->dk", by_seed, by_clip, one) for one in pair))
        value = _ratio(*(one.sum((0, 1))[None] for one in pair))[0]
    low, high = np.nanpercentile(drawn, (2.5, 97.5)) if np.isfinite(drawn).any() else (np.nan, np.nan)
    return Change(float(value), float(low), float(high), seeds)


def _ratio(arm, reference):
    return 100.0 * ((arm[:, 0] / arm[:, 1]) / (reference[:, 0] / reference[:, 1]) - 1.0)


def stops(arm, reference):
    """Whether an arm is not worth further seeds: of {measure: {seed: sums}}, none gains 1 % in the liveliest
    quarter over the first two seeds.
    """
    trial = range(msd.TRIAL_SEEDS)
    gains = []
    for key, _ in MEASURES:
        if key in arm and all(s in arm[key] and s in reference.get(key, {}) for s in trial):
            pair = [{s: of[key][s] for s in trial} for of in (arm, reference)]
            gains.append(-change(*pair, 4, draws=1).value)
    return bool(gains) and max(gains) < 100.0 * msd.LEAST_GAIN


def compare(plan, sums):
    """{(arm, measure, part): Change} of all arms but the references; sums {arm: {measure: {seed: …}}}."""
    found = {}
    references = {arm.group: arm.name for arm in plan if arm.reference}
    for arm in plan:
        reference = references[arm.group]
        for key, _ in MEASURES:
            if arm.reference or key not in sums.get(arm.name, {}):
                continue
            for part, _ in PARTS:
                one = change(sums[arm.name][key], sums.get(reference, {}).get(key, {}), part)
                if one:
                    found[arm.name, key, part] = one
    return found


def markdown(plan, changes):
    """The table of `compare`'s result."""
    heads = [f"{heading}, {where}" for _, heading in MEASURES for _, where in PARTS]
    lines = ["## Primary figures: change against the reference, % (95 % interval)", ""]
    lines += ["| arm | seeds | " + " | ".join(heads) + " |", "|" + "---|" * (2 + len(heads))]
    for arm in plan:
        cells = [changes.get((arm.name, key, part)) for key, _ in MEASURES for part, _ in PARTS]
        if any(cells):
            seeds = max(one.seeds for one in cells if one)
            lines.append(f"| {arm.name} | {seeds} | " + " | ".join(_cell(one) for one in cells) + " |")
    return "\n".join(lines) + "\n"


def as_csv(changes):
    rows = ["arm,measure,part,seeds,change,low,high"]
    for (arm, key, part), one in changes.items():
        place = "all" if part == 0 else f"Q{part}"
        rows.append(f'"{arm}",{key},{place},{one.seeds},{one.value:.4f},{one.low:.4f},{one.high:.4f}')
    return "\n".join(rows) + "\n"


def _cell(one):
    if one is None or not np.isfinite(one.value):
        return "–"
    return f"{one.value:+.2f} ({one.low:+.2f} … {one.high:+.2f})".replace("-", "−")
