"""A day of work: many requests to one backend process, its memory flat. `make soak` makes them 2,000."""

import os

import numpy as np
import pytest

from tests.server.conftest import Conversation
from tests.weights import write_graphs, write_tiny

REQUESTS = int(os.environ.get("DYNMASK_REQUESTS", "40"))
ALLOWED = 24 * 2**20  # bytes by which a process may grow after it has settled
PROMPTS = ("a person walks", "she waves with the left hand", "", "ein Salto 🤸")


@pytest.fixture(params=("torch", "onnx"))
def backend(request, tmp_path):
    weights = write_tiny(tmp_path / "tiny")
    if request.param == "onnx":
        write_graphs(weights)
    one = Conversation(
        "--weights", weights, "--runtime", request.param, "--device", "cpu", log=tmp_path / "backend.log"
    )
    yield one
    one.close()


def motion(take):
    return {name: take[name] for name in ("rotations", "translation", "fps", "tokens")}


def test_memory_stays_flat(backend):
    """Takes of many lengths, edits, extensions, analyses, cancels and bad requests, in turn."""
    rng, last, memory = np.random.default_rng(0), None, []
    for number in range(REQUESTS):
        seed, seconds = int(rng.integers(2**31)), float(rng.uniform(0.5, 6.0))
        kind = ("generate", "regenerate", "extend", "analyse", "bad", "cancel", "generate")[number % 7]
        prompt = f"{PROMPTS[number % 4]} {number}"
        if kind == "generate" or last is None:
            last = backend.call("generate", prompt=prompt, seconds=seconds, seeds=[seed, 1], steps=3)[
                "result"
            ]
            last = last["takes"][0]
        elif kind == "regenerate":
            backend.call(
                "regenerate", motion=motion(last), start_s=0.1, stop_s=0.4, prompt=prompt, seeds=[seed]
            )
        elif kind == "extend":
            backend.call("extend", motion=motion(last), seconds=1.0, prompt=prompt, seeds=[seed], steps=2)
        elif kind == "analyse":
            backend.call("analyse", motion=motion(last))
        elif kind == "bad":
            assert "error" in backend.call("generate", prompt=prompt, seconds=-1, seeds=[seed])
        else:
            call = backend.send("generate", prompt=prompt, seconds=60.0, seeds=[seed], steps=100)
            backend.send("cancel", id=call)
            assert backend.answer(call)["error"]["message"] == "Cancelled."
        backend.messages.clear()
        memory.append(backend.call("status")["result"]["memory"]["process"])
    runtime = backend.call("status")["result"]["runtime"]
    settled = memory[len(memory) // 4]
    grown = max(memory[-len(memory) // 10 :]) - settled
    print(f"{runtime}, {REQUESTS} requests: {memory[0] / 2**20:.0f} MB at first, "
          f"{settled / 2**20:.0f} settled, {memory[-1] / 2**20:.0f} at the end")  # fmt: skip
    assert grown < ALLOWED, f"it grew by {grown / 2**20:.1f} MB"
    assert backend.log.stat().st_size < 600_000
