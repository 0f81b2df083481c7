"""From the start of a process to its first take, and the memory that takes."""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import machine
from .stages import PROMPT

ROOT = Path(__file__).resolve().parents[3]
# What a runtime cannot do without, imported by a Python that does nothing else.
FRAMEWORKS = {
    "torch": "import torch, numpy, safetensors.torch, tokenizers",
    "onnx": "import onnxruntime, numpy, tokenizers",
}

# `python -m backend`, which ends by saying its peak memory: what the system tells its parent is never less
# than the parent's own.
_BACKEND = """
import atexit, pathlib, runpy, sys
status = pathlib.Path("/proc/self/status")
if status.exists():
    atexit.register(lambda: sys.stderr.write(status.read_text()))
runpy.run_module("backend", run_name="__main__", alter_sys=True)
"""


def measure(weights, cache, seconds, steps, repeats):
    """{runtime: {"bare", "first_take", "own", "peak_mb"}}

    bare: seconds until the frameworks are imported; first_take: until the motion is on the disk; own: what
    we add (medians).
    """
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for runtime, imports in FRAMEWORKS.items():
            command = [
                "-c", _BACKEND, "generate", "--prompt", PROMPT, "--seconds", str(seconds), "--seed", "1",
                "--steps", str(steps), "--runtime", runtime, "--device", "cpu", "--weights", str(weights),
                "--out", str(Path(folder) / "take.npz"),
            ]  # fmt: skip
            bare, first, memory = [], [], []
            for _ in range(repeats + 1):
                bare.append(_run(["-c", imports], cache)[0])
                taken, peak = _run(command, cache)
                first.append(taken)
                memory.append(peak)
            bare, first = machine.spread(bare[1:]), machine.spread(first[1:])
            found[runtime] = {"bare": bare, "first_take": first, "peak_mb": memory[-1],
                              "own": round(first["median"] - bare["median"], 3)}  # fmt: skip
    return found


def _run(arguments, cache):
    """(seconds, peak resident MB or None) of a Python process. Raises RuntimeError when it fails."""
    environment = {**os.environ, "DYNMASK_CACHE": str(cache)}
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    said = process.stderr.read()
    peak = re.search(r"^VmHWM:\s*(\d+) kB", said, re.MULTILINE)
    code = process.wait()
    taken = time.perf_counter() - started
    process.stderr.close()
    if code:
        raise RuntimeError(f"a cold start failed: {said.strip().splitlines()[-1:] or code}")
    return taken, peak and round(int(peak[1]) / 1024)
