"""Chooses and loads a runtime for a weights folder."""

import contextlib
import hashlib
import json
import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ...paths import cache_folder
from ..errors import UserError
from . import drivers
from .interface import Runtime

DEFAULT_WEIGHTS = Path(__file__).resolve().parents[3] / "weights" / "starter"
RUNTIMES = ("auto", "torch", "onnx")
# Of the ONNX graphs: raised whenever those of the same weights would come out different.
GRAPHS_VERSION = 3


def load_runtime(weights: str | Path | None = None, runtime: str = "auto", device: str = "auto") -> Runtime:
    """A Runtime for a weights folder (default: the one that comes along).

    runtime: "torch", "onnx", or "auto", the faster one of those installed: torch on a GPU; on the CPU ONNX
    Runtime where these weights have graphs, otherwise torch. Raises UserError.
    """
    folder = Path(weights) if weights else DEFAULT_WEIGHTS
    if runtime not in RUNTIMES:
        raise UserError(f"The runtime must be one of {', '.join(RUNTIMES)}, not {str(runtime)[:40]!r}.")
    has_torch, has_onnx = (find_spec(name) is not None for name in ("torch", "onnxruntime"))
    if runtime == "auto" and has_torch and has_onnx:
        return _faster(folder, device)
    if runtime == "auto":
        runtime = "onnx" if has_onnx else "torch"
    if runtime == "torch":
        if not has_torch:
            raise UserError(f"PyTorch is not installed in {sys.executable}: install it or use ONNX.")
        from .torch_runtime import TorchRuntime

        return TorchRuntime.load(folder, device)
    if not has_onnx:
        raise UserError(f"onnxruntime is not installed in {sys.executable}: install it or use torch.")
    if device not in ("auto", "cpu"):
        raise UserError(f"The ONNX runtime runs on the CPU, not on {str(device)[:40]!r}.")
    return _load_onnx(folder, has_torch)


def _faster(folder: Path, device: str) -> Runtime:
    """Of torch and ONNX Runtime, both installed; torch also where ONNX Runtime fails, which is told."""
    from_graphs = str(device) in ("auto", "cpu")
    if device == "auto" and drivers.present():
        # A torch that is broken is no torch here.
        with contextlib.suppress(ImportError, OSError):
            from .torch_runtime import pick_device

            # A GPU that cannot be used is told by torch's runtime.
            from_graphs = pick_device(device) == ("cpu", None)
    fault = None
    if from_graphs:
        try:
            if (place := _graphs(weights_digest(folder), folder)) is not None:
                from .onnx_runtime import OnnxRuntime

                return OnnxRuntime(place)
        except UserError as caught:
            fault = caught
    runtime = load_runtime(folder, "torch", device)
    if fault is not None:
        runtime.notices.append(f"Running on torch: {fault}")
    return runtime


def weights_digest(folder: Path) -> str:
    """SHA-256 of a weights folder's manifest, which holds the checksums of all else."""
    try:
        return hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
    except OSError as fault:
        raise UserError(f"There are no weights at {folder}: choose a folder with a manifest.json.") from fault


def _load_onnx(folder: Path, has_torch: bool) -> Runtime:
    from .onnx_runtime import OnnxRuntime

    digest = weights_digest(folder)
    if (place := _graphs(digest, folder)) is not None:
        return OnnxRuntime(place)
    if not has_torch:
        raise UserError(
            "These weights have no ONNX graphs yet, and making them takes PyTorch: run "
            "`python -m backend export` once where PyTorch is installed."
        )
    from . import onnx_export

    made = onnx_export.export(folder, graphs_folder(digest))
    for version in range(1, GRAPHS_VERSION):
        shutil.rmtree(graphs_folder(digest, version), ignore_errors=True)
    return OnnxRuntime(made)


def _graphs(digest: str, folder: Path) -> Path | None:
    """The weights' graphs: those shipped in their folder, or made here earlier."""
    places = folder / "onnx", graphs_folder(digest)
    return next((place for place in places if is_made_of(place, digest)), None)


def graphs_folder(digest: str, version: int = GRAPHS_VERSION) -> Path:
    """Where the graphs of weights with this digest are kept."""
    return cache_folder() / "onnx" / f"{digest[:16]}-{version}"


def is_made_of(folder: Path, digest: str) -> bool:
    """Whether a folder holds this version's graphs of weights with this digest. Raises UserError for damaged
    ones."""
    stamp = _stamp(folder)
    if stamp.get("weights") != digest or stamp.get("version") != GRAPHS_VERSION:
        return False
    _verify(folder, stamp.get("files", {}))
    return True


def _stamp(folder: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((folder / "export.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):
        return {}


def _verify(folder: Path, checksums: object) -> None:
    """Raises UserError when a shipped file is not what its SHA-256 says."""
    if not isinstance(checksums, dict) or not all(
        _is_plain(name) and isinstance(digest, str) for name, digest in checksums.items()
    ):
        raise UserError(f"{folder / 'export.json'} is damaged: install again.")
    for name, expected in checksums.items():
        try:
            digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except (OSError, ValueError):
            digest = None
        if digest != expected:
            raise UserError(f"{folder / name} is missing or damaged (checksum differs): install again.")


def _is_plain(name: str) -> bool:
    """Whether it names a file in the folder itself, in letters that a message can show."""
    return os.path.basename(name) == name and name.isprintable() and len(name) <= 100
