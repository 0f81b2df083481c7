"""16 bits against 32 on one device: seconds and the device's peak memory for one take and for many."""

from . import machine, scaling, variants

DTYPES = ("float32", "float16", "bfloat16")


def device():
    """Where it is worth knowing: a GPU where torch has one."""
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def measure(weights, takes, seconds, steps, repeats, place=None, dtypes=DTYPES):
    """{dtype: {"weights_mb", "notices", "takes": {count: {"median", "low", "high", "peak_mb"}}, "parity"}}

    place: "cuda", "cpu" (default: device()). Memory is None where the device does not tell it. parity: see
    variants.parity, with 32 bits on the same device.
    """
    import torch

    from ...generation.generator import Generator
    from ...generation.runtimes.torch_runtime import TorchRuntime

    place, found, reference = place or device(), {}, None
    for dtype in dtypes:
        runtime = TorchRuntime.load(weights, place, getattr(torch, dtype))
        variant = variants.Variant(f"torch {place} {dtype}", Generator(runtime), place, dtype)
        held = runtime.memory()
        row = {"weights_mb": _mb(held), "takes": {}}
        for count in takes:
            taken = []
            for _ in range(repeats + 1):
                _reset_peak(place)
                taken.append(scaling.once(variant.generator, seconds, count, steps))
            row["takes"][str(count)] = {**machine.spread(taken[1:]), "peak_mb": _mb(_peak(place))}
        reference = reference or variant
        row["parity"] = variants.parity(variant, reference)
        row["notices"] = list(runtime.notices)
        found[dtype] = row
        if variant is not reference:
            runtime.close()
    reference.generator.runtime.close()
    return found


def _mb(count):
    return None if count is None else round(count / 2**20, 1)


def _reset_peak(place):
    import torch

    if place.startswith("cuda"):
        torch.cuda.reset_peak_memory_stats(place)


def _peak(place):
    import torch

    return torch.cuda.max_memory_allocated(place) if place.startswith("cuda") else None
