"""What this machine is, and how many multiply-adds it does in a second."""

import os
import platform
import statistics
import time

import numpy as np


def describe():
    """Processor, cores, load and versions: what a figure belongs to."""
    import torch

    facts = {
        "processor": _processor(), "cores": os.cpu_count(), "system": platform.system(),
        "python": platform.python_version(), "numpy": np.__version__, "torch": torch.__version__,
    }  # fmt: skip
    if hasattr(os, "getloadavg"):
        facts["load"] = [round(value, 2) for value in os.getloadavg()]
    if torch.cuda.is_available():
        facts["gpu"] = torch.cuda.get_device_name(0)
    return facts


def matmul_rate(device="cpu", dtype="float32", size=1024, repeats=15):
    """Multiply-adds per second of one matrix product (size, size)² in torch, at the threads torch now has.

    Returns {"best", "median", "low"} in 10⁹ a second.
    """
    import torch

    a, b = (torch.rand(size, size).to(device, getattr(torch, dtype)) for _ in range(2))
    rates = []
    for _ in range(repeats + 2):
        started = time.perf_counter()
        a @ b
        if device.startswith("cuda"):
            torch.cuda.synchronize()
        rates.append(size**3 / (time.perf_counter() - started) / 1e9)
    return spread_of_rates(rates[2:])


def spread_of_rates(rates):
    """{"best", "median", "low"} of measured rates."""
    return {"best": round(max(rates), 3), "median": round(statistics.median(rates), 3),
            "low": round(min(rates), 3)}  # fmt: skip


def spread(seconds):
    """{"median", "low", "high"} of measured seconds."""
    return {"median": round(statistics.median(seconds), 5), "low": round(min(seconds), 5),
            "high": round(max(seconds), 5)}  # fmt: skip


def _processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
        return names[0]
    except (OSError, IndexError):
        return platform.processor() or platform.machine()
