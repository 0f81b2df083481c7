"""The backend on Blender's own Python, with what the extension's zip brought along (no bpy)."""

import os
import re
import sys
from importlib.util import find_spec
from pathlib import Path

from . import interpreter

GRAPHS = Path("weights") / "starter" / "onnx"
PACKAGES = ("onnxruntime", "tokenizers", "numpy")
NO_RUNTIME = (
    "No Python for the DynMask backend: choose one in Preferences > Add-ons > DynMask, or install the zip "
    "that is made for this system and Blender, which needs none"
)
_FOR_PYTHON = re.compile(r"-cp(\d)(\d+)-")
# Where tokenizer.json is looked for (backend/text/minilm_files.py).
_TOKENIZER_FOLDER = "DYNMASK_MINILM"


def available(source_folder=interpreter.SOURCE_FOLDER):
    """Whether no other Python is needed here: the graphs came along and the wheels are there."""
    return (Path(source_folder) / GRAPHS / "export.json").is_file() and None not in map(folder_of, PACKAGES)


def missing(source_folder=interpreter.SOURCE_FOLDER):
    """Why there is no runtime without another Python, and what to do about it; "" where there is one."""
    if available(source_folder):
        return ""
    brought = sorted(
        (int(found[1]), int(found[2]))
        for path in (Path(source_folder) / "wheels").glob("onnxruntime-*")
        if (found := _FOR_PYTHON.search(path.name))
    )
    if brought and sys.version_info[:2] not in brought:
        named = ", ".join(f"{major}.{minor}" for major, minor in brought)
        return (
            "This Blender has Python {}.{}, ".format(*sys.version_info)
            + f"this DynMask runs by itself on {named}: install a newer DynMask, or choose a Python in "
            "Preferences > Add-ons > DynMask"
        )
    return NO_RUNTIME


def folder_of(package):
    """The folder on Blender's module path that holds a package, or None; nothing is imported."""
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return None
    return Path(spec.origin).parents[1] if spec and spec.origin else None


def python(executable=None, prefix=None):
    """Blender's own Python program. Raises InterpreterError where Blender comes without one."""
    executable = sys.executable if executable is None else executable
    prefix = Path(sys.base_prefix if prefix is None else prefix)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    names = (f"bin/{version}", "bin/python3", "bin/python.exe", "python.exe")
    for path in (Path(executable or ""), *(prefix / name for name in names)):
        if path.is_file() and path.name.lower().startswith("python"):
            return path
    raise interpreter.InterpreterError(
        "This Blender comes without a Python program: choose a Python in Preferences > Add-ons > DynMask"
    )


def launch(arguments=("serve",), blender="", source_folder=interpreter.SOURCE_FOLDER, environ=None):
    """The Launch of the backend, isolated from the user's Python settings and packages.

    Raises InterpreterError. blender: path of Blender's program; on Windows the C++ runtime lies beside it and
    may be nowhere else.
    """
    source_folder = Path(source_folder)
    folders = dict.fromkeys(str(folder) for name in PACKAGES if (folder := folder_of(name)))
    libraries = Path(blender).parent / "blender.crt" if blender else None
    start = interpreter.SOURCE_FOLDER / "backend" / "isolated.py"
    command = (
        str(python()), "-I", "-X", "utf8", "-u", str(start), str(source_folder), os.pathsep.join(folders),
        str(libraries) if libraries and libraries.is_dir() else "", *arguments,
    )  # fmt: skip
    environment = interpreter.environment(environ) | {_TOKENIZER_FOLDER: str(source_folder / GRAPHS)}
    return interpreter.Launch(command, environment)
