"""Where the time of a request goes, operator by operator: what stands between it and its floor."""

import statistics
import time

from ...generation.decoding.settings import DecodingSettings
from .stages import PROMPT

# Torch's names of operators, the first that fits.
GROUPS = {
    "products": ("mm", "bmm", "matmul", "linear", "conv"),
    "softmax": ("softmax",),
    "activations": ("gelu", "relu"),
    "norms": ("norm",),
    "copies": ("copy", "cat", "clone", "index", "embedding", "gather", "contiguous", "zero", "fill", "empty"),
    "sums": ("add", "mul", "div", "sub", "sum"),
}
_UNWATCHED = 3


def with_takes(variant, counts, seconds, steps):
    """{takes: {group of operators: seconds, "other": …, "outside": …, "total": …}} of a torch variant.

    total: of requests nobody watches; "outside": what of it passes in no operator, in numpy and Python.
    """
    return {str(count): _profiled(variant.generator, seconds, count, steps) for count in counts}


def _profiled(generator, seconds, takes, steps):
    from torch.profiler import ProfilerActivity, profile

    settings, seeds = DecodingSettings(steps=steps), list(range(takes))

    def once():
        started = time.perf_counter()
        generator.generate(PROMPT, seconds, seeds, settings=settings)
        return time.perf_counter() - started

    once()
    # Watching takes time of its own, between the operators.
    total = statistics.median(once() for _ in range(_UNWATCHED))
    with profile(activities=[ProfilerActivity.CPU]) as watched:
        once()
    found = dict.fromkeys((*GROUPS, "other"), 0.0)
    for event in watched.key_averages():
        found[group_of(event.key)] += event.self_cpu_time_total * 1e-6
    found["outside"] = max(total - sum(found.values()), 0.0)
    return {group: round(value, 4) for group, value in {**found, "total": total}.items()}


def group_of(operator):
    """The group of an operator's name, as "aten::addmm_"."""
    name = operator.rpartition("::")[2].strip("_")
    for group, parts in GROUPS.items():
        if any(part in name for part in parts):
            return group
    return "other"
