"""Seconds per stage of one warm take, runtimes in turn, beside the floor of the same work."""

import time

from ...generation.decoding.settings import DecodingSettings
from . import counting, machine

PROMPT = "a person walks forward and waves"
# A variant that is this many times slower than the first is measured once only.
_HOPELESS = 6.0


def measure(variants, seconds, steps, repeats, size=1024):
    """Seconds {variant: {stage: {"median", "low", "high"}}}, "total" being the whole request, and the rates
    {"device dtype": {"best", "median", "low"}} of products (size, size)² meanwhile, in 10⁹ multiply-adds a
    second.

    A processor's clock goes up and down: the rate is measured once a round, between the requests.
    """
    settings = DecodingSettings(steps=steps)
    runs = {variant.name: [_run(variant, seconds, settings)] for variant in variants}
    rates = {f"{v.device} {v.dtype}": [] for v in variants}
    limit = _HOPELESS * runs[variants[0].name][0]["total"]
    for _ in range(repeats):
        for kind, found in rates.items():
            found.append(machine.matmul_rate(*kind.split(), size, repeats=3)["best"])
        for variant in variants:
            found = runs[variant.name]
            if len(found) == 1 or found[-1]["total"] < limit:
                found.append(_run(variant, seconds, settings))
    seconds = {
        name: {stage: machine.spread([run[stage] for run in found[1:]]) for stage in found[0]}
        for name, found in runs.items()
    }
    return seconds, {kind: machine.spread_of_rates(found) for kind, found in rates.items()}


def _run(variant, seconds, settings):
    variant.generator.runtime.encode_text.clear()
    started = time.perf_counter()
    made = variant.generator.generate(PROMPT, seconds, 1, settings=settings)
    return {**made.timings, "total": time.perf_counter() - started}


def floors(work, rate):
    """{stage: seconds} of multiply-adds {stage: count} at 10⁹ · rate a second, and their total."""
    found = {stage: round(count / rate / 1e9, 6) for stage, count in work.items()}
    return {**found, "total": round(sum(work.values()) / rate / 1e9, 6)}


def ratios(seconds, floor):
    """{stage: median / floor} where there is a floor; "networks": all stages with one together."""
    known = [stage for stage in counting.STAGES if floor.get(stage)]
    found = {stage: seconds[stage]["median"] / floor[stage] for stage in known}
    found["networks"] = sum(seconds[s]["median"] for s in known) / sum(floor[s] for s in known)
    found["total"] = seconds["total"]["median"] / floor["total"]
    return {stage: round(value, 3) for stage, value in found.items()}
