"""The GPU runtime's operators and its box in the preferences, with tiny made-up wheels."""

import sys
from types import SimpleNamespace

import bpy
import pytest
from dynmask.dynmask_blender.operators import runtime as operators
from dynmask.dynmask_blender.runtime_setup import installer, packages, state
from dynmask.dynmask_blender.session import builtin_python, environments, options, status
from dynmask.dynmask_blender.ui import runtime as panel

from tests import wheelhouse

view = state.current


@pytest.fixture
def chosen(addon, tmp_path, monkeypatch):
    """Settings to change; the extension's folder is the test's own, and the wheels are made up."""
    settings = {"wheels": "", "index": ""}
    monkeypatch.setattr(options, "user_folder", lambda: str(tmp_path / "user"))
    monkeypatch.setattr(options, "runtime_settings", lambda: options.RuntimeSettings(**settings))
    real = installer.Order
    monkeypatch.setattr(
        installer, "Order",
        lambda root, task, source, index: real(root, task, source, index, **wheelhouse.ORDER),
    )  # fmt: skip
    monkeypatch.setattr(builtin_python, "python", lambda *_: sys.executable)
    (tmp_path / "user").mkdir()
    return settings


class Layout:
    """Notes what is drawn: texts of labels, operators and progress."""

    def __init__(self):
        self.drawn, self.alert = [], False

    def box(self, **_):
        return self

    row = column = box

    def label(self, text="", **_):
        self.drawn.append(text)

    def operator(self, name, **_):
        self.drawn.append(name)

    def prop(self, _, name):
        self.drawn.append(name)

    def progress(self, factor, text):
        self.drawn.append(f"{factor:.0%} {text}")


def drawn():
    layout = Layout()
    panel.draw(layout, SimpleNamespace(), options.user_folder(), 200)
    return layout.drawn


def test_offline_and_foreign_gpus_are_told_before_anything_starts(chosen, monkeypatch):
    assert not bpy.app.online_access
    with pytest.raises(RuntimeError, match="Blender is offline.*or choose a folder of wheels"):
        bpy.ops.dynmask.setup_runtime()
    assert any(text.startswith("Blender is offline") for text in drawn())
    monkeypatch.setattr(operators, "online", lambda: True)
    monkeypatch.setattr(packages, "missing_index", lambda kind: "torch is elsewhere")
    with pytest.raises(status.Problem, match="elsewhere"):
        operators.order("install")
    chosen["index"] = "https://somewhere"
    assert operators.order("install").index == "https://somewhere"
    chosen["index"] = "http://me:secret@somewhere/whl"
    with pytest.raises(RuntimeError) as caught:
        bpy.ops.dynmask.setup_runtime()
    assert "Package Index must be an address that begins with https://" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert not operators.running()


def test_from_the_button_to_an_environment_in_use_and_back(chosen, tmp_path):
    chosen["wheels"] = str(wheelhouse.fill(tmp_path / "wheels"))
    assert "dynmask.setup_runtime" in drawn() and "dynmask.remove_runtime" not in drawn()
    before = options.current()
    assert bpy.ops.dynmask.setup_runtime() == {"FINISHED"}
    assert not bpy.ops.dynmask.setup_runtime.poll()
    operators.wait(lambda: view.plan)
    assert "3 packages" in drawn()[1] and "dynmask.install_runtime" in drawn()
    assert options.current() == before
    assert bpy.ops.dynmask.install_runtime() == {"FINISHED"}
    assert not bpy.ops.dynmask.install_runtime.poll()
    operators.wait()
    assert view.message == "Set up: motion is now made on fake-gpu" and view.level == "INFO"
    assert options.current() != before, "the backend would go on in the old process"
    found = environments.find(environments.of(options.user_folder()))
    assert any("torch 2.13.0 on fake-gpu" in text for text in drawn()) and "dynmask.repair_runtime" in drawn()

    assert bpy.ops.dynmask.remove_runtime("EXEC_DEFAULT") == {"FINISHED"}
    operators.wait()
    assert view.message.startswith("Removed") and not found.python.exists()
    assert options.current() == before


def test_cancel_and_unregister_leave_nothing(chosen, tmp_path):
    chosen["wheels"] = str(wheelhouse.fill(tmp_path / "wheels"))
    bpy.ops.dynmask.setup_runtime()
    assert bpy.ops.dynmask.cancel_runtime() == {"FINISHED"}
    operators.wait()
    assert view.message == "Cancelled: nothing was changed" and not operators.running()
    bpy.ops.dynmask.setup_runtime()
    process = operators.session.runtime_job._child
    operators.unregister()
    assert process.wait(300) == 0 and not bpy.app.timers.is_registered(operators._tick)
    assert [path.name for path in (tmp_path / "user" / "runtime").iterdir() if path.name != "lock"] == []


def test_the_gpu_runtime_is_what_the_backend_starts_with(chosen, tmp_path, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(options, "user_folder", lambda: str(tmp_path / "user"))
    monkeypatch.setattr(options.interpreter, "SOURCE_FOLDER", tmp_path)
    monkeypatch.setattr(options.interpreter.find, "__defaults__", ("", None, {}, tmp_path))
    monkeypatch.setattr(builtin_python, "available", lambda *_: True)
    root = environments.of(options.user_folder())
    python = root / "env-1" / "bin" / "python3"
    python.parent.mkdir(parents=True)
    python.touch()
    environments.use(root, environments.State("env-1"))
    chosen = options.current()
    assert chosen.environment == "env-1"
    assert options.launch(chosen).command[:3] == (str(python), "-m", "backend")
    assert str(python) in options.in_use(chosen)
    onnx = options.Settings(runtime="onnx", environment="env-1")
    assert options.in_use(onnx).startswith("Built-in")
    python.unlink()
    assert options.in_use(options.current()).startswith("Built-in")
    assert any("damaged" in text for text in drawn())
