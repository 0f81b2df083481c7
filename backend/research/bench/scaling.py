"""How the time of a request grows with takes and length, and shrinks with threads."""

import contextlib
import statistics
import time

from ...generation.decoding.settings import DecodingSettings
from . import machine
from .stages import PROMPT


def with_takes(variants, counts, seconds, steps, repeats, work, size=1024):
    """{variant: {takes: {"median", …, "times_one", "floor", "least"}}}; floor: seconds that the takes'
    multiply-adds, `work` for one, need at the rate of products (size, size)² meanwhile; least: what times_one
    would be if many took no longer than that."""
    rates = []
    found = _table(
        variants, counts, repeats, lambda count: (seconds, count), steps,
        lambda: rates.append(machine.matmul_rate(size=size, repeats=3)["best"]),
    )  # fmt: skip
    floor = work / statistics.median(rates) / 1e9
    for table in found.values():
        one = next(iter(table.values()))["median"]
        for count, row in table.items():
            row |= {"floor": round(int(count) * floor, 5), "least": round(int(count) * floor / one, 3)}
    return found


def with_seconds(variants, lengths, steps, repeats):
    """{variant: {seconds: {"median", …, "times_one"}}}"""
    return _table(variants, lengths, repeats, lambda length: (length, 1), steps)


def with_threads(weights, graphs, counts, seconds, steps, repeats):
    """{runtime: {threads: {"median", …, "times_one"}}}"""
    from ...generation.generator import Generator
    from ...generation.runtimes.onnx_runtime import OnnxRuntime
    from ...generation.runtimes.torch_runtime import TorchRuntime

    found = {"torch": {}, "onnx": {}}
    reference = Generator(TorchRuntime.load(weights, "cpu"))
    for count in counts:
        with threads(count):
            found["torch"][str(count)] = _timed(reference, seconds, 1, steps, repeats)
        graph = Generator(OnnxRuntime(graphs, threads=count))
        found["onnx"][str(count)] = _timed(graph, seconds, 1, steps, repeats)
    return {name: _times_one(table) for name, table in found.items()}


@contextlib.contextmanager
def threads(count):
    """Torch's threads for a while."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _table(variants, values, repeats, request, steps, before_round=lambda: None):
    """The values in turn, so that all see the same changes of the processor's clock."""
    found = {v.name: {str(value): [] for value in values} for v in variants}
    for _ in range(repeats + 1):
        before_round()
        for v in variants:
            for value in values:
                found[v.name][str(value)].append(once(v.generator, *request(value), steps))
    return {
        name: _times_one({value: machine.spread(seconds[1:]) for value, seconds in table.items()})
        for name, table in found.items()
    }


def _timed(generator, seconds, takes, steps, repeats):
    return machine.spread([once(generator, seconds, takes, steps) for _ in range(repeats + 1)][1:])


def once(generator, seconds, takes, steps):
    """Seconds of one request for so many takes."""
    started = time.perf_counter()
    generator.generate(PROMPT, seconds, list(range(takes)), settings=DecodingSettings(steps=steps))
    return time.perf_counter() - started


def _times_one(table):
    first = next(iter(table.values()))["median"]
    return {key: {**row, "times_one": round(row["median"] / first, 3)} for key, row in table.items()}
