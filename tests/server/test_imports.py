"""What a real backend process imports: every package more is seconds until the first take."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from backend import protocol
from tests.weights import write_graphs, write_tiny

ROOT = Path(__file__).resolve().parents[2]
HELLO = (1, "hello", {"protocol": protocol.VERSION})
GENERATE = (2, "generate", {"prompt": "a person walks", "seconds": 2.0, "seeds": [1], "steps": 2})
# Parts of ours that neither an answer nor a take needs.
OURS = re.compile(
    r"backend\.(training|evaluation|corpus|preview|figures|experiments|bench|importing|cli\.(?!main|serve))"
)
# What training, export and pictures use.
HEAVY = {"scipy", "matplotlib", "onnx", "transformers", "PIL", "pandas", "requests", "bpy"}


def imported(folder, *arguments, requests=()):
    """(last answer, names of all modules that `python ARGUMENTS` imported until it had given that answer)"""
    with open(folder / "imports", "w+b") as told:
        child = subprocess.Popen(
            [sys.executable, "-X", "importtime", *map(str, arguments)], cwd=ROOT, stderr=told,
            env={**os.environ, "OMP_NUM_THREADS": "1"}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        try:
            writer, reader, answer = protocol.Writer(child.stdin), protocol.Reader(child.stdout), None
            for request in requests:
                writer.write(protocol.request(*request))
            while requests and (answer := reader.read()) is not None and answer.get("id") != requests[-1][0]:
                pass
            child.stdin.close()
            child.wait(60)
        finally:
            child.kill()
            child.wait()
            child.stdout.close()
        told.seek(0)
        lines = told.read().decode()
    return answer, set(re.findall(r"^import time:.*\| +(\S+)$", lines, re.MULTILINE))


def foreign(modules):
    """Packages of others among them; what was looked for and is not here does not count."""
    named = {name.partition(".")[0] for name in modules} - set(sys.stdlib_module_names)
    return {name for name in named if find_spec(name) is not None}


def test_the_first_answer_needs_numpy_only(tmp_path):
    serve = ("-m", "backend", "serve", "--log", tmp_path / "log")
    answer, modules = imported(tmp_path, *serve, requests=[HELLO])
    assert answer["result"]["protocol"] == protocol.VERSION
    assert "backend.server.process" in modules, "the imports were not seen"
    # What this Python imports for nothing at all, such as site's own hooks, is not ours.
    _, always = imported(tmp_path, "-c", "pass")
    assert foreign(modules) - foreign(always) == {"numpy", "backend"}
    assert list(filter(OURS.match, modules)) == []


@pytest.mark.parametrize("runtime", ("torch", "onnx"))
def test_a_take_needs_its_own_runtime_only(tmp_path, runtime):
    weights = write_graphs(write_tiny(tmp_path / "tiny"))
    serve = ("-m", "backend", "serve", "--log", tmp_path / "log", "--weights", weights)
    answer, modules = imported(tmp_path, *serve, "--runtime", runtime, requests=[HELLO, GENERATE])
    assert len(answer["result"]["takes"]) == 1
    found = foreign(modules)
    other = {"torch": {"onnxruntime"}, "onnx": {"torch", "safetensors", "tqdm"}}[runtime]
    assert {"torch": "torch", "onnx": "onnxruntime"}[runtime] in found
    assert found & (HEAVY | other) == set()
    assert list(filter(OURS.match, modules)) == []


def test_numpy_is_told_how_many_threads_before_it_is_loaded():
    code = "import backend.__main__, os, sys\nprint(os.environ[NAME], 'numpy' in sys.modules)"
    code = code.replace("NAME", repr("OPENBLAS_NUM_THREADS"))
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    for given, expected in (({}, "1 False"), ({"OPENBLAS_NUM_THREADS": "3"}, "3 False")):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment | given, capture_output=True, text=True
        )
        assert done.stdout.split("\n")[0] == expected, done.stderr
