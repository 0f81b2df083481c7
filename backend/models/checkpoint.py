"""A model's folder: manifest.json (SHA-256 of every file), config.json and one safetensors file a network.

Nothing in it is executable: safetensors and JSON only.
"""

import contextlib
import hashlib
import json
import os
import pickle
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save

from .. import locks
from ..motion import files
from .config import ModelConfig
from .length import LengthEstimator
from .masked import MaskedTransformer
from .residual import ResidualTransformer
from .tokenizer import Tokenizer
from .uninitialised import Uninitialised

FORMAT = "dynmask/1"
MANIFEST = "manifest.json"
_PART = ".part"
PARTS = ("tokenizer", "masked", "residual", "length")


class WeightsError(ValueError):
    """A weights folder that cannot be used; the message says why and what to do."""


@dataclass
class Weights:
    """A loaded model, in eval mode."""

    config: ModelConfig
    tokenizer: Tokenizer
    masked: MaskedTransformer
    residual: ResidualTransformer
    length: LengthEstimator
    digest: str

    def to(self, device):
        for part in PARTS:
            getattr(self, part).to(device)
        return self


def build(config):
    """The four networks of a configuration, by name, freshly initialised."""
    return {
        "tokenizer": Tokenizer(config.tokenizer),
        "masked": MaskedTransformer(config),
        "residual": ResidualTransformer(config),
        "length": LengthEstimator(config),
    }


def save_weights(folder, config, states, *, half=True):
    """Write state dicts (by part name) to a folder; `half` stores floats in 16 bits, except normalisation."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    contents = {"config.json": config.to_json().encode()}
    for part in PARTS:
        keep = {
            name: (
                tensor.half()
                if half and tensor.is_floating_point() and name not in ("mean", "std")
                else tensor
            )
            .cpu()
            .contiguous()
            for name, tensor in states[part].items()
        }
        contents[f"{part}.safetensors"] = save(keep)
    manifest = {
        "format": FORMAT,
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()},
    }
    contents = {"manifest.json": (json.dumps(manifest, indent=2) + "\n").encode(), **contents}
    with _alone(folder / "manifest.json"):
        for name, data in contents.items():
            _write_through(_scratch(folder / name), data)
        # A kill before the manifest is in place leaves the old weights; after it, check_folder does the rest.
        for name in contents:
            _put_in_place(folder / name)


def write_atomically(path, data):
    """Write bytes so that a kill at any moment leaves the old file or the new one, never half of one."""
    path = Path(path)
    with _alone(path):
        _write_through(_scratch(path), data)
        _put_in_place(path)


def _alone(path):
    """Of several writers one at a time: files of two, even whole ones, make no weights."""
    return locks.alone(path.with_name(path.name + ".lock"))


def _scratch(path):
    return path.with_name(path.name + _PART)


def _write_through(path, data):
    # Of a disk that is full Python names no file.
    with files.naming(str(path).removesuffix(_PART)), open(path, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(path):
    with files.naming(path):
        os.replace(_scratch(path), path)


def load_state(path, device="cpu"):
    """What torch.save wrote: tensors, numbers and plain containers; nothing in the file is run.

    Raises FileNotFoundError, or WeightsError with a readable sentence.
    """
    try:
        return torch.load(path, map_location=device, weights_only=True)
    except FileNotFoundError:
        raise
    except pickle.UnpicklingError as error:
        raise WeightsError(
            f"{path} is refused: opening it would run code, or it is no checkpoint; get it again."
        ) from error
    except Exception as error:
        raise WeightsError(
            f"{path} cannot be read as a checkpoint ({type(error).__name__}): copy it again."
        ) from error


def check_folder(folder):
    """Verify a folder against its manifest. Returns (ModelConfig, digest). Raises WeightsError."""
    folder = Path(folder)
    try:
        return _check(folder)
    except WeightsError:
        # Another process is writing it, or was killed when it had begun to put the new files in place.
        if not any(folder.glob("*" + _PART)):
            return _check(folder)
        with contextlib.suppress(OSError), _alone(folder / "manifest.json"):
            _finish(folder)
            return _check(folder)
        raise


def _check(folder):
    if not folder.is_dir():
        raise WeightsError(f"There are no weights at {folder}: choose a folder that holds a manifest.json.")
    try:
        manifest_bytes = (folder / "manifest.json").read_bytes()
        manifest = json.loads(manifest_bytes)
        kind, named = manifest["format"], dict(manifest["files"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise WeightsError(
            f"{folder} has no readable manifest.json ({type(error).__name__}): copy the weights again."
        ) from error
    if kind != FORMAT:
        raise WeightsError(
            f'{folder} holds weights of format {repr(kind)[:40]}, this version reads "{FORMAT}".'
        )
    for name in ("config.json", *(f"{part}.safetensors" for part in PARTS)):
        if name not in named:
            raise WeightsError(f"{folder}/manifest.json does not list {name}: copy the weights again.")
        path = folder / name
        if _is_whole(path, named[name]):
            continue
        if not path.is_file():
            raise WeightsError(f"{path} is missing: copy the weights again.")
        raise WeightsError(f"{path} is damaged or was changed (checksum differs): copy the weights again.")
    try:
        config = ModelConfig.load(folder / "config.json")
    except ValueError as error:
        raise WeightsError(str(error)) from error
    return config, hashlib.sha256(manifest_bytes).hexdigest()


def _finish(folder):
    """Put in place what the manifest names and only its scratch file holds."""
    with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
        named = json.loads((folder / "manifest.json").read_bytes())["files"]
        for name in ("config.json", *(f"{part}.safetensors" for part in PARTS)):
            path = folder / name
            if not _is_whole(path, named[name]) and _is_whole(_scratch(path), named[name]):
                _put_in_place(path)


def _is_whole(path, digest):
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def load(folder, device="cpu"):
    """Weights of a folder, verified, in fp32 and eval mode. Raises WeightsError with a readable sentence."""
    folder = Path(folder)
    config, digest = check_folder(folder)
    _check_size(folder, config)
    with Uninitialised():
        parts = build(config)
    for name, module in parts.items():
        load_part(folder / f"{name}.safetensors", module)
        module.eval().requires_grad_(False)
    return Weights(config, **parts, digest=digest).to(device)


def _check_size(folder, config):
    """Before memory is given to a configuration's networks: whether the files can hold them."""
    with torch.device("meta"), Uninitialised():
        numbers = sum(t.numel() for module in build(config).values() for t in module.state_dict().values())
    held = sum((folder / f"{part}.safetensors").stat().st_size for part in PARTS)
    # A tensor that is a little too large is named later; this is about numbers that fill the memory.
    if 2 * numbers > 4 * held + 2**24:
        raise WeightsError(
            f"{folder}/config.json describes {numbers / 1e6:.1f} million numbers, more than the files hold: "
            "these weights are of another architecture."
        )


def load_part(path, module):
    """Fill one network from a safetensors file, naming the first tensor that does not fit."""
    try:
        state = load_file(path)
    except (OSError, SafetensorError) as error:
        raise WeightsError(f"{path} is not a readable safetensors file: copy the weights again.") from error
    expected = module.state_dict()
    for name in sorted(expected.keys() | state.keys()):
        if name not in state:
            raise WeightsError(f"{path} lacks the tensor {name}: these weights are of another architecture.")
        if name not in expected:
            raise WeightsError(
                f"{path} has an unknown tensor {name}: these weights are of another architecture."
            )
        if state[name].shape != expected[name].shape:
            raise WeightsError(
                f"{path}: {name} is {tuple(state[name].shape)}, the configuration says "
                f"{tuple(expected[name].shape)}."
            )
    # Copied, not assigned: the tensors read are the file itself, which Windows then lets nobody replace.
    module.load_state_dict(state)
    if not all(torch.isfinite(t).all() for t in module.state_dict().values() if t.is_floating_point()):
        raise WeightsError(f"{path} holds numbers that are not finite.")
