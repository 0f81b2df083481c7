"""The backend starts while a prompt is typed, without a word."""

from types import SimpleNamespace

import bpy
import pytest
from dynmask.dynmask_blender.session import interpreter, jobs, options, status, warmup


@pytest.fixture
def timers(monkeypatch):
    """What is registered with Blender's timers, as if there were a window."""
    found = []
    stand = SimpleNamespace(
        is_registered=found.__contains__, register=lambda call, first_interval: found.append(call),
        unregister=found.remove,
    )  # fmt: skip
    monkeypatch.setattr(warmup, "bpy", SimpleNamespace(app=SimpleNamespace(background=False, timers=stand)))
    monkeypatch.setattr(options, "starts_early", lambda: True)
    return found


def test_typing_starts_it_once(addon, timers):
    for text in ("a", "a person", "a person walks"):
        addon.prompt = text
    assert timers == [warmup.begin]


def test_nothing_starts_in_background_or_switched_off(addon, timers, monkeypatch):
    monkeypatch.setattr(options, "starts_early", lambda: False)
    addon.prompt = "a person walks"
    assert timers == []
    monkeypatch.setattr(options, "starts_early", lambda: True)
    warmup.bpy.app.background = True
    addon.prompt = "a person runs"
    assert timers == []


def test_generate_uses_the_process_that_was_started(rig, addon):
    warmup.begin()
    assert jobs.backend().running and not jobs.busy(), "Generate stays free"
    process = jobs.backend()._process
    addon.prompt = "a person walks"
    assert bpy.ops.dynmask.generate() == {"FINISHED"}
    jobs.wait(60)
    assert len(rig.dynmask.takes) == 1 and jobs.backend()._process is process
    warmup.begin()
    assert jobs.backend()._process is process and not jobs.backend().pending


def test_a_failure_is_silent_and_not_repeated(rig, addon, monkeypatch):
    asked = []

    def broken(chosen):
        asked.append(chosen)
        raise interpreter.InterpreterError("There is no Python at nowhere")

    monkeypatch.setattr(options, "launch", broken)
    warmup.begin()
    warmup.begin()
    assert len(asked) == 1 and not status.current.message
    addon.prompt = "a person walks"
    with pytest.raises(RuntimeError, match="There is no Python at nowhere"):
        bpy.ops.dynmask.generate()


def test_a_backend_that_dies_while_it_loads_is_not_started_again(addon, monkeypatch):
    started = options.launch

    def dying(chosen):
        launch = started(chosen)
        return interpreter.Launch((launch.command[0], "-c", "raise SystemExit(3)"), launch.environment,
                                  launch.folder)  # fmt: skip

    monkeypatch.setattr(options, "launch", dying)
    warmup.begin()
    jobs.wait(30)
    assert not jobs.backend().running and not status.current.message
    warmup.begin()
    assert not jobs.backend().running
