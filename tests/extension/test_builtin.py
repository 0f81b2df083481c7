"""The backend on Blender's own Python: what is started, and what it gets to see."""

import json
import os
import subprocess
import sys

import pytest
from dynmask.dynmask_blender.session import builtin_python, interpreter


def test_available_takes_the_graphs_and_every_wheel(tmp_path, monkeypatch):
    monkeypatch.setattr(builtin_python, "folder_of", lambda package: tmp_path)
    assert not builtin_python.available(tmp_path)
    stamp = tmp_path / builtin_python.GRAPHS / "export.json"
    stamp.parent.mkdir(parents=True)
    stamp.touch()
    assert builtin_python.available(tmp_path)
    monkeypatch.setattr(builtin_python, "folder_of", lambda package: tmp_path if package == "numpy" else None)
    assert not builtin_python.available(tmp_path)


def test_a_python_newer_than_the_wheels_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(builtin_python, "folder_of", lambda package: tmp_path if package == "numpy" else None)
    assert builtin_python.missing(tmp_path) == builtin_python.NO_RUNTIME
    (tmp_path / "wheels").mkdir()
    for tag in ("cp313", "cp311"):
        (tmp_path / "wheels" / f"onnxruntime-1.20.1-{tag}-{tag}-win_amd64.whl").touch()
    (tmp_path / "wheels" / "tokenizers-0.23.3-cp310-abi3-win_amd64.whl").touch()
    monkeypatch.setattr(builtin_python.sys, "version_info", (3, 15, 0))
    assert builtin_python.missing(tmp_path).startswith(
        "This Blender has Python 3.15, this DynMask runs by itself on 3.11, 3.13: install a newer "
    )
    # There is one for it: then it is not the Python that is at fault.
    monkeypatch.setattr(builtin_python.sys, "version_info", (3, 13, 2))
    assert builtin_python.missing(tmp_path) == builtin_python.NO_RUNTIME


def test_packages_are_found_and_not_imported(tmp_path, monkeypatch):
    (tmp_path / "lonely").mkdir()
    (tmp_path / "lonely" / "__init__.py").write_text("raise RuntimeError")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert builtin_python.folder_of("lonely") == tmp_path
    assert builtin_python.folder_of("nowhere_to_be_found") is None


def test_python_is_never_blender_itself(tmp_path):
    blender, own = tmp_path / "blender", tmp_path / "5.1" / "python" / "bin" / "python3"
    own.parent.mkdir(parents=True)
    blender.touch()
    with pytest.raises(interpreter.InterpreterError, match="choose a Python"):
        builtin_python.python(str(blender), tmp_path / "5.1" / "python")
    own.touch()
    assert builtin_python.python(str(blender), tmp_path / "5.1" / "python") == own
    assert builtin_python.python("", tmp_path / "5.1" / "python") == own
    assert builtin_python.python(str(own), "/nowhere") == own


@pytest.fixture
def started(tmp_path, monkeypatch):
    """What the started process says of itself; its backend is a stand-in, its packages' folder `wheels`."""
    main = tmp_path / "source" / "backend" / "cli" / "main.py"
    main.parent.mkdir(parents=True)
    main.write_text(
        "import json, os, sys\n"
        "def main(argv):\n"
        "    print(json.dumps({'argv': argv, 'path': sys.path, 'isolated': sys.flags.isolated,\n"
        "                      'utf8': sys.flags.utf8_mode, 'tokenizer': os.environ['DYNMASK_MINILM']}))\n"
        "    return 7\n"
    )
    monkeypatch.setattr(builtin_python, "folder_of", lambda package: tmp_path / "wheels")
    launch = builtin_python.launch(
        ["serve", "--runtime", "onnx"], str(tmp_path / "blender"), tmp_path / "source",
        {**os.environ, "PYTHONPATH": str(tmp_path / "strange"), "PYTHONHOME": "/nowhere"},
    )  # fmt: skip
    run = subprocess.run(launch.command, env=launch.environment, capture_output=True, text=True)
    assert run.returncode == 7, run.stderr
    return json.loads(run.stdout)


def test_process_sees_the_wheels_and_nothing_of_the_user(started, tmp_path):
    path = started["path"]
    assert path[0] == str(tmp_path / "source") and str(tmp_path / "strange") not in path
    own = [i for i, folder in enumerate(path) if folder.endswith(("site-packages", "dist-packages"))]
    assert path.index(str(tmp_path / "wheels")) < own[0]
    assert path.index(os.path.dirname(os.__file__)) < path.index(str(tmp_path / "wheels"))
    assert started["isolated"] and started["utf8"]


def test_process_is_told_its_command_and_the_tokenizer(started, tmp_path):
    assert started["argv"] == ["serve", "--runtime", "onnx"]
    assert started["tokenizer"] == str(tmp_path / "source" / "weights" / "starter" / "onnx")


def test_windows_finds_the_c_runtime_beside_blender(tmp_path, monkeypatch):
    monkeypatch.setattr(builtin_python, "folder_of", lambda package: tmp_path)
    (tmp_path / "blender.crt").mkdir()
    command = builtin_python.launch(["serve"], str(tmp_path / "blender.exe"), tmp_path).command
    assert command[-2:] == (str(tmp_path / "blender.crt"), "serve") and command[0] == sys.executable


@pytest.mark.parametrize("own", ["there", "missing", "broken"])
def test_a_broken_numpy_of_another_extension_is_passed_over(tmp_path, monkeypatch, own):
    """Blender's own comes before what lies in the extensions' common folder; that is the second choice."""
    source, wheels, home = tmp_path / "source", tmp_path / "wheels", tmp_path / "site-packages"
    main = source / "backend" / "cli" / "main.py"
    main.parent.mkdir(parents=True)
    main.write_text(
        "def main(argv):\n"
        "    import numpy, only_here\n"
        "    print(numpy.WHICH, numpy.inner.WHICH)\n"
        "    return 7\n"
    )
    broken = "import numpy.inner\nraise ImportError('wrong build')\n"
    for folder, label, is_broken in ((wheels, "wheels", own == "there"), (home, "own", own == "broken")):
        text = broken if is_broken else f"WHICH = {label!r}\nimport numpy.inner"
        if folder == wheels or own != "missing":
            (folder / "numpy").mkdir(parents=True)
            (folder / "numpy" / "__init__.py").write_text(text)
            (folder / "numpy" / "inner.py").write_text(f"WHICH = {label!r}")
    (wheels / "only_here.py").touch()
    monkeypatch.setattr(builtin_python, "folder_of", lambda package: wheels)
    launch = builtin_python.launch(["serve"], "", source)
    # As Blender's own Python: the standard library and one folder of packages.
    start = (
        "import runpy, sys; del sys.argv[0]; sys.path.append(sys.argv.pop(0));"
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    script = launch.command.index(str(interpreter.SOURCE_FOLDER / "backend" / "isolated.py"))
    command = [sys.executable, "-I", "-S", "-c", start, str(home), *launch.command[script:]]
    run = subprocess.run(command, env=launch.environment, capture_output=True, text=True)
    assert run.returncode == 7, run.stderr
    assert run.stdout.split() == (["own", "own"] if own == "there" else ["wheels", "wheels"])
