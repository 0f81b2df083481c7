"""Which Python runs the backend, and the command line and environment it is started with (no bpy)."""

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT_VARIABLE = "DYNMASK_PYTHON"
SOURCE_FOLDER = Path(__file__).resolve().parents[2]
# Variables by which a host program, or an activated environment, would bend another Python.
_DROPPED = ("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "PYTHONINSPECT", "__PYVENV_LAUNCHER__")


class InterpreterError(Exception):
    """No usable Python for the backend; the text says what to do."""


@dataclass(frozen=True)
class Launch:
    """How the backend process is started: argument vector, environment, working folder.

    folder: not the extension's, which Windows would not let be replaced while a process works in it, so that
    no other Blender could update the extension.
    """

    command: tuple[str, ...]
    environment: dict[str, str]
    folder: Path = Path(tempfile.gettempdir())


def python_in(environment_folder):
    """The interpreter of a virtual environment folder, or None."""
    folder = Path(environment_folder)
    for relative in ("bin/python3", "bin/python", "Scripts/python.exe", "python.exe"):
        if (folder / relative).is_file():
            return folder / relative
    return None


def find(configured="", gpu_runtime=None, environ=None, source_folder=SOURCE_FOLDER):
    """Path of the Python for the backend, or None where there is no other than Blender's.

    Asked in this order: the configured path (a file or a virtual environment's folder), the variable
    DYNMASK_PYTHON, `.venv` beside the sources, the GPU runtime's (its Python, where it is set up).
    Raises InterpreterError: a configured path that does not exist is named, never passed over.
    """
    environ = os.environ if environ is None else environ
    for value, place in (
        (configured, "in the DynMask preferences"),
        (environ.get(ENVIRONMENT_VARIABLE, ""), f"in {ENVIRONMENT_VARIABLE}"),
    ):
        if value.strip():
            return _existing(Path(value.strip()).expanduser().absolute(), place)
    return python_in(source_folder / ".venv") or gpu_runtime


def _existing(path, place):
    if path.is_dir():
        inside = python_in(path)
        if inside is None:
            raise InterpreterError(f"The folder {path} given {place} holds no Python")
        return inside
    if not path.is_file():
        raise InterpreterError(f"The Python {path} given {place} does not exist")
    return path


def launch(python, source_folder=SOURCE_FOLDER, environ=None, arguments=("serve",)):
    """The Launch of `python -m backend serve`, which sees the extension's folder and not that it works in."""
    more = {
        "PYTHONPATH": str(source_folder), "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"
    }  # fmt: skip
    return Launch((str(python), "-m", "backend", *arguments), environment(environ) | more)


def environment(environ=None):
    """The environment for another Python: Blender's, less what would bend it."""
    environ = os.environ if environ is None else environ
    return {name: value for name, value in environ.items() if name not in _DROPPED}


def hidden_window():
    """Keyword arguments for subprocess.Popen that keep Windows from opening a console."""
    if sys.platform != "win32":
        return {}
    import subprocess

    return {"creationflags": subprocess.CREATE_NO_WINDOW}
