"""Which Python the backend gets, and what the preferences say of it."""

from pathlib import Path

import pytest
from dynmask.dynmask_blender.session import builtin_python, interpreter, options


@pytest.fixture
def choose(monkeypatch):
    """Set what there is: an environment's Python, the built-in runtime."""

    def there(environment, complete):
        monkeypatch.setattr(interpreter, "find", lambda *_: environment and Path(environment))
        monkeypatch.setattr(builtin_python, "available", lambda *_: complete)

    return there


def test_built_in_where_there_is_nothing_else(choose):
    choose(None, True)
    command = options.launch(options.Settings(weights="/w")).command
    assert command[1] == "-I" and command[-5:] == ("serve", "--weights", "/w", "--runtime", "onnx")
    assert options.in_use(options.Settings()).startswith("Built-in CPU runtime")


def test_an_environment_wins_over_the_built_in(choose):
    choose("/env/bin/python", True)
    command = options.launch(options.Settings(device="cpu")).command
    assert command == (str(Path("/env/bin/python")), "-m", "backend", "serve", "--device", "cpu")
    assert "/env/bin/python" in options.in_use(options.Settings()).replace("\\", "/")


def test_a_hand_picked_python_that_is_gone_is_named(tmp_path):
    gone = str(tmp_path / "gone")
    assert "gone" in options.in_use(options.Settings(python=gone))
    with pytest.raises(interpreter.InterpreterError, match="gone.*does not exist"):
        options.launch(options.Settings(python=gone))


def test_neither_is_a_sentence(choose):
    choose(None, False)
    assert options.in_use(options.Settings()) == builtin_python.NO_RUNTIME
    with pytest.raises(interpreter.InterpreterError, match="choose one in Preferences.*or install the zip"):
        options.launch(options.Settings())
