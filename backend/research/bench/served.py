"""A warm take as Blender gets it: asked for over the pipe of a backend process, its arrays read back."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ... import protocol
from . import machine
from .cold import FRAMEWORKS, ROOT
from .stages import PROMPT


def measure(weights, cache, seconds, steps, repeats):
    """{runtime: {"request": {"median", "low", "high"}, "memory_mb"}}; memory: the process', afterwards."""
    return {runtime: _measured(runtime, weights, cache, seconds, steps, repeats) for runtime in FRAMEWORKS}


def _measured(runtime, weights, cache, seconds, steps, repeats):
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "backend", "serve", "--runtime", runtime, "--device", "cpu",
             "--weights", str(weights), "--log", str(Path(folder) / "backend.log")],
            cwd=ROOT, env={**os.environ, "DYNMASK_CACHE": str(cache)}, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            call = _caller(process)
            call("hello", protocol=protocol.VERSION)
            found = []
            for _ in range(repeats + 1):
                started = time.perf_counter()
                call("generate", prompt=PROMPT, seconds=seconds, seeds=[1], steps=steps)
                found.append(time.perf_counter() - started)
            memory = call("status")["memory"]["process"]
        finally:
            process.kill()
            process.communicate()
    return {"request": machine.spread(found[1:]), "memory_mb": round(memory / 2**20)}


def _caller(process):
    """call(method, **params) -> its result. Raises RuntimeError with what went wrong instead."""
    writer, reader, count = (
        protocol.Writer(process.stdin),
        protocol.Reader(process.stdout),
        iter(range(1, 10**6)),
    )

    def call(method, **params):
        identifier = next(count)
        writer.write(protocol.request(identifier, method, params))
        while (message := reader.read()) is not None:
            if message.get("id") == identifier:
                break
        if message is None or "result" not in message:
            raise RuntimeError(f"{method} failed in the backend: {message and message['error']['message']}")
        return message["result"]

    return call
