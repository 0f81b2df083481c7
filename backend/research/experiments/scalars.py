"""Which scalar of a refilled take, the flatness or the energy of its joints, tells where it went wrong."""

import numpy as np

from backend.generation.decoding.settings import DecodingSettings
from backend.generation.runtimes.torch_runtime import TorchRuntime
from backend.motion.body import features
from backend.motion.measure import spectral
from backend.text.minilm import MiniLM

from . import refill

# The worst tenth of the tokens, sought in the highest quarter by a scalar.
WORST, HIGHEST = 0.1, 0.25


def measure(bench, takes, seed=0):
    """{scalar: {"all", "within", "found", "found_within"}} of `takes` refilled spans of test clips.

    all: Spearman's correlation of the scalar with the error (mm) over all tokens; within: its mean over the
    clips, each by itself; found: the share of the worst tenth of all tokens in the scalar's highest quarter,
    found_within: of each clip's own worst tenth in its own highest quarter.
    "captured …": the scalar of the capture itself, which nobody has who looks at a take.
    """
    runtime = TorchRuntime(bench.base, MiniLM.load(), bench.device)
    filled = refill.fill(bench, runtime, DecodingSettings(guidance=bench.guidance), seed, takes)
    levels = [
        of_take(one.rows) | {f"captured {name}": v for name, v in of_take(_captured(bench, one)).items()}
        for one in filled
    ]
    return compare(levels, [one.error for one in filled], [one.clip for one in filled])


def _captured(bench, one):
    rows = bench.test.clips[one.clip].features
    return rows[refill.quarters.PER_TOKEN * one.start :][: len(one.rows)]


def of_take(rows):
    """{scalar: (n,)} of a take's feature rows (T, 263), one number a token: what the strip can show."""
    found = spectral.analyse(features.recover_positions(np.asarray(rows, dtype=np.float64)))
    of_frames = {
        "flatness": spectral.normalized_complexity(found.phi), "gated flatness": found.omega,
        "energy": spectral.log_energy(found.energy, spectral.STILL_ENERGY),
    }  # fmt: skip
    per_token = refill.quarters.PER_TOKEN
    return {name: values.reshape(-1, per_token).mean(1) for name, values in of_frames.items()}


def compare(levels, errors, clips):
    """`measure`'s result of takes' scalars and errors, lists of one array a take, and the clip of each."""
    parts = [np.flatnonzero(np.array(clips) == clip) for clip in dict.fromkeys(clips)]
    every = np.concatenate(errors)
    result = {}
    for name in levels[0]:
        values = [of_take[name] for of_take in levels]
        joined = np.concatenate(values)
        of_clips = [[np.concatenate([x[i] for i in part]) for x in (values, errors)] for part in parts]
        within = [spearman(v, e) for v, e in of_clips if len(v) > 2]
        result[name] = {
            "all": spearman(joined, every),
            "within": float(np.nanmean(within)) if np.isfinite(within).any() else float("nan"),
            "found": found(joined, every),
            "found_within": float(np.mean([found(v, e) for v, e in of_clips])),
        }
    return result


def found(values, errors):
    """Share of the worst tenth by errors (n,) that is in the highest quarter by values (n,)."""
    worst = errors >= np.quantile(errors, 1.0 - WORST)
    return float((values[worst] >= np.quantile(values, 1.0 - HIGHEST)).mean())


def spearman(a, b):
    """Rank correlation; NaN where one of both does not vary."""
    from scipy.stats import rankdata

    ranks = [rankdata(x) for x in (a, b)]
    if min(np.ptp(r) for r in ranks) == 0.0:
        return float("nan")
    return float(np.corrcoef(*ranks)[0, 1])


def markdown(result):
    heads = (
        "scalar", "correlation with the error", "within a clip", "worst tenth in the highest quarter",
        "within a clip",
    )  # fmt: skip
    lines = [f"| {' | '.join(heads)} |", "|---|---|---|---|---|"]
    for name, one in result.items():
        shares = " | ".join(f"{100 * one[key]:.0f} %" for key in ("found", "found_within"))
        lines.append(f"| {name} | {one['all']:+.2f} | {one['within']:+.2f} | {shares} |")
    return "\n".join(lines) + "\n"
