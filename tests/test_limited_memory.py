"""Real processes whose memory is limited (Linux): one clear sentence each, and the process goes on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from backend.cli.main import FAILED, NO_MEMORY
from backend.generation import errors
from backend.server import process
from tests.server.conftest import Conversation
from tests.weights import write_graphs, write_tiny

resource = pytest.importorskip("resource", reason="limits of Linux")
pytestmark = pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="limits of Linux")
ROOT = Path(__file__).resolve().parents[1]
RUNTIMES = ("torch", "onnx")
# Bytes of addresses in which Python and numpy start, but no runtime with its weights.
TOO_LITTLE = {"torch": 350 * 2**20, "onnx": 200 * 2**20}
SMALL = {"prompt": "a person walks", "seconds": 2.0, "seeds": [1], "steps": 2}
LARGE = {"prompt": "a person walks", "seconds": 9.8, "seeds": list(range(64)), "steps": 2}


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    return write_graphs(write_tiny(tmp_path_factory.mktemp("weights") / "tiny"))


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_a_runtime_that_does_not_fit(weights, tmp_path, runtime):
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (TOO_LITTLE[runtime],) * 2)

    run = subprocess.run(
        [sys.executable, "-m", "backend", "generate", "--weights", weights, "--runtime", runtime,
         "--device", "cpu", "--prompt", "walks", "--seconds", "2", "--out", tmp_path / "a.npz"],
        cwd=ROOT, env={**os.environ, "OMP_NUM_THREADS": "1"}, preexec_fn=limit, timeout=120,
        capture_output=True, text=True,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (FAILED, NO_MEMORY + "\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_a_generation_that_does_not_fit(weights, tmp_path, runtime):
    """A backend that has made a take gets hardly more memory than it has, and later all it wants."""
    one = Conversation(
        "--weights", weights, "--runtime", runtime, "--device", "cpu", log=tmp_path / "backend.log"
    )
    try:
        expected = one.call("generate", **SMALL)["result"]["takes"][0]
        mapped = int(Path(f"/proc/{one.child.pid}/statm").read_text().split()[0]) * resource.getpagesize()
        before = resource.prlimit(one.child.pid, resource.RLIMIT_AS)
        resource.prlimit(one.child.pid, resource.RLIMIT_AS, (mapped + 8 * 2**20, before[1]))
        fault = one.call("generate", **LARGE)["error"]["message"]
        assert fault == process.NO_MEMORY
        assert "result" in one.call("status")
        resource.prlimit(one.child.pid, resource.RLIMIT_AS, before)
        again = one.call("generate", **SMALL)["result"]["takes"][0]
        assert again["rotations"].tobytes() == expected["rotations"].tobytes()
        assert "Traceback" not in one.log.read_text()
    finally:
        one.close()


def test_words_of_libraries_without_room():
    assert errors.is_out_of_memory(RuntimeError("could not create a primitive"))
    assert errors.is_out_of_memory(RuntimeError("std::bad_alloc"))
    assert not errors.is_out_of_memory(RuntimeError("could not create a file"))
