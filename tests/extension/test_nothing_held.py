"""A running backend holds no file of the extension's folder: on Windows none of that could be replaced then,
so that an update would fail while any Blender generates."""

import os
import sys
from pathlib import Path

import pytest
from dynmask.dynmask_blender.session import client, interpreter

from backend.generation.runtimes.loading import DEFAULT_WEIGHTS

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux says what is open")


@pytest.fixture
def started():
    made = []

    def start(weights, runtime):
        arguments = ("serve", "--weights", str(weights), "--runtime", runtime, "--device", "cpu")
        made.append(client.Client(lambda: interpreter.launch(sys.executable, arguments=arguments)))
        made[0].call_blocking("generate", {"prompt": "a person waves", "seeds": [1], "seconds": 2.0})
        return Path("/proc") / str(made[0].hello["pid"])

    yield start
    made[0].close()


def held(process):
    """What it has open, mapped, and works in."""
    found = {os.readlink(process / "cwd")}
    for entry in (process / "fd").iterdir():
        try:
            found.add(os.readlink(entry))
        except FileNotFoundError:
            continue
    for line in (process / "maps").read_text().splitlines():
        found.add(line.split(maxsplit=5)[5] if len(line.split()) > 5 else "")
    return found


@pytest.mark.parametrize("runtime", ["torch", "onnx"])
def test_nothing_of_the_extension_is_open_once_it_has_generated(started, runtime, tmp_path):
    if runtime == "torch":
        weights = DEFAULT_WEIGHTS
    else:
        from tests.weights import write_graphs, write_tiny

        weights = write_graphs(write_tiny(tmp_path / "weights"))
    process, root = started(weights, runtime), interpreter.SOURCE_FOLDER
    found = held(process)
    assert any("python" in path.lower() for path in found), "what is open was not seen"
    ours = [str(root / name) for name in ("backend", "dynmask_blender", "weights")] + [str(weights)]
    assert str(root) not in found
    assert not [path for path in found if path.startswith(tuple(ours))]
