"""How the time of a request grows with takes and length, and shrinks with threads."""

import contextlib
import time

from ..generation.settings import DecodingSettings
from . import machine
from .stages import PROMPT


def with_takes(variants, counts, seconds, steps, repeats, floor):
    """{variant: {takes: {"median", …, "times_one", "least"}}}; least: what times_one would be if the takes
    took no longer than their multiply-adds, `floor` seconds each, at the rate of large products."""
    found = _table(variants, counts, repeats, lambda count: (seconds, count), steps)
    for table in found.values():
        one = next(iter(table.values()))["median"]
        for count, row in table.items():
            row["least"] = round(int(count) * floor / one, 3)
    return found


def with_seconds(variants, lengths, steps, repeats):
    """{variant: {seconds: {"median", …, "times_one"}}}"""
    return _table(variants, lengths, repeats, lambda length: (length, 1), steps)


def with_threads(weights, graphs, counts, seconds, steps, repeats):
    """{runtime: {threads: {"median", …, "times_one"}}}"""
    from ..generation.generator import Generator
    from ..generation.onnx_runtime import OnnxRuntime
    from ..generation.torch_runtime import TorchRuntime

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


def _table(variants, values, repeats, request, steps):
    return {
        v.name: _times_one({
            str(value): _timed(v.generator, *request(value), steps, repeats) for value in values
        })
        for v in variants
    }  # fmt: skip


def _timed(generator, seconds, takes, steps, repeats):
    found, settings = [], DecodingSettings(steps=steps)
    for _ in range(repeats + 1):
        started = time.perf_counter()
        generator.generate(PROMPT, seconds, list(range(takes)), settings=settings)
        found.append(time.perf_counter() - started)
    return machine.spread(found[1:])


def _times_one(table):
    first = next(iter(table.values()))["median"]
    return {key: {**row, "times_one": round(row["median"] / first, 3)} for key, row in table.items()}
