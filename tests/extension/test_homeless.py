"""Real backend processes as the extension starts them, for a user whose home is unknown or of no use."""

import os
import re
import sys

import pytest
from dynmask.dynmask_blender.session import client, interpreter

from backend import protocol
from tests.weights import write_graphs, write_tiny

REQUEST = {"prompt": "a person walks", "seconds": 2.0, "seeds": [3], "steps": 2}
# Where homes, caches and settings are looked for.
NAMES = (
    "HOME",
    "LOCALAPPDATA",
    "APPDATA",
    "USERPROFILE",
    "HOMEDRIVE",
    "HOMEPATH",
    "DYNMASK_CACHE",
    "DYNMASK_CLIP",
)


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    return write_graphs(write_tiny(tmp_path_factory.mktemp("weights") / "tiny"))


@pytest.mark.parametrize("runtime", ("torch", "onnx"))
@pytest.mark.parametrize("home", (None, "a file"), ids=("none", "unusable"))
def test_it_generates(tmp_path, weights, runtime, home):
    environment = {k: v for k, v in os.environ.items() if k not in NAMES and not k.startswith("XDG_")}
    arguments = ["serve", "--weights", str(weights), "--runtime", runtime, "--device", "cpu"]
    if home:
        # Not even an administrator makes folders inside a file.
        (tmp_path / "file").write_text("")
        environment["HOME"] = environment["USERPROFILE"] = str(tmp_path / "file" / "home")
    else:
        # Otherwise it would log where the system says that the user is at home.
        arguments += ["--log", str(tmp_path / "backend.log")]
    launch = interpreter.launch(sys.executable, arguments=arguments, environ=environment)
    launch.environment["OMP_NUM_THREADS"] = "1"
    backend = client.Client(lambda: launch)
    try:
        takes = backend.call_blocking("generate", REQUEST, timeout=120)["takes"]
        assert takes[0]["rotations"].shape == (40, 22, 4)
        assert backend.hello["protocol"] == protocol.VERSION
        assert bool(backend.hello["log"]) == (home is None)
    finally:
        backend.close()
    left = [re.sub(r"\d+", "N", path.name) for path in tmp_path.iterdir()]
    assert left == ["file" if home else "backend-N.log"]
