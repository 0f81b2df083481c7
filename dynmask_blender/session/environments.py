"""Where environments lie, and the one that is in use: `state.json` names it and is written last.

runtime/state.json, env-STAMP/ (one in use, others half-made); wheels/, temp/: of a set-up under way.
"""

import contextlib
import hashlib
import json
import os
import shutil
import time
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from . import interpreter

NAME = "runtime"
LOG = "gpu-runtime.log"
PREFIX = "env-"
_LONGEST = 200  # characters


@dataclass(frozen=True)
class State:
    """The environment in use. size: bytes on disk; base: the Python it was made from."""

    folder: str
    base: str = ""
    torch: str = ""
    device: str = ""
    size: int = 0


@dataclass(frozen=True)
class Found:
    """What there is: a Python that can be used, its State, and what is wrong or left over ("" if nothing)."""

    python: Path | None = None
    state: State | None = None
    trouble: str = ""


def of(user_folder):
    """The folder of everything here, inside the extension's user folder."""
    return Path(user_folder) / NAME


def find(root):
    """The Found of a runtime folder; looks at a handful of names and never raises."""
    state = _read(root / "state.json")
    if state is None:
        if _environments(root) or (root / "state.json").exists():
            return Found(trouble="A set-up of the GPU runtime was not finished: repair or remove it")
        return Found()
    python = interpreter.python_in(root / state.folder)
    if python is None:
        return Found(None, state, "The GPU runtime is damaged: repair or remove it")
    if state.base and not os.path.isfile(state.base):
        gone = f"The GPU runtime was made with {state.base[:_LONGEST]}, which is gone: repair it"
        return Found(None, state, gone)
    return Found(python, state)


def keeps_downloads(root):
    """Whether a set-up that was cancelled or killed left finished downloads, which the next one uses."""
    return (root / "wheels").is_dir()


def new(root):
    """A folder for a new environment, made. Raises OSError."""
    for attempt in range(100):
        folder = root / f"{PREFIX}{time.strftime('%Y%m%d-%H%M%S')}{f'-{attempt}' if attempt else ''}"
        with contextlib.suppress(FileExistsError):
            folder.mkdir(parents=True)
            return folder
    raise FileExistsError(f"no free name in {root}")


def use(root, state):
    """From now on this environment is the one. Raises OSError; then the one before stays in use."""
    scratch = root / "state.json.new"
    with open(scratch, "w", encoding="utf-8") as file:
        json.dump(asdict(state), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(scratch, root / "state.json")


def sweep(root, wheels=False):
    """Delete environments that are not in use and temporary files, with `wheels` also downloads.

    What another program holds open stays for the next time.
    """
    state = _read(root / "state.json")
    for name in ("temp", "wheels") if wheels else ("temp",):
        shutil.rmtree(root / name, ignore_errors=True)
    # Last: as long as one is there, `find` tells of what a killed set-up left.
    for folder in _environments(root):
        if state is None or folder.name != state.folder:
            shutil.rmtree(folder, ignore_errors=True)


def remove(root):
    """Give it up. Returns whether all is gone; what is left is not used any more. Raises OSError."""
    (root / "state.json").unlink(missing_ok=True)
    sweep(root, wheels=True)
    return not _environments(root)


def size(folder):
    """Bytes of all files below a folder; what vanishes meanwhile counts nothing."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(place, name)).st_size
    return total


def sha256(path):
    """Hex digest of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _environments(root):
    try:
        return sorted(path for path in root.iterdir() if path.name.startswith(PREFIX))
    except OSError:
        return []


def _read(path):
    """The State in a file, or None where there is none that can be trusted."""
    try:
        values = json.loads(path.read_text("utf-8"))
        state = State(**{field.name: values[field.name] for field in fields(State)})
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if not all(type(getattr(state, field.name)) is field.type for field in fields(State)):
        return None
    if not (state.base + state.torch + state.device).isprintable():
        return None
    # Only a folder beside the file: what is deleted and started is ours.
    name = state.folder
    right = name.startswith(PREFIX) and name == os.path.basename(name) and len(name) <= _LONGEST
    return state if right and 0 <= state.size < 2**63 else None
