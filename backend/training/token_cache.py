"""Tokens of a corpus on disk: making them takes minutes, and every stage and resumed run needs the same."""

import hashlib
from pathlib import Path

import numpy as np

from backend.motion import files, npz

_MAX_BYTES = 2**33


def key(tokenizer, clips, *settings):
    """Names what tokens depend on: the tokenizer's weights, the clips' features, longest clip and window."""
    digest = hashlib.sha256(repr(settings).encode())
    for name, tensor in tokenizer.state_dict().items():
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(tensor.detach().cpu().numpy()).tobytes())
    for clip in clips:
        digest.update(np.ascontiguousarray(clip.features).tobytes())
    return digest.hexdigest()


def load(path, wanted):
    """Per clip and offset (tokens (n, levels) int16, omega, energy (n,) float32); None without a file."""
    path = Path(path)
    if not path.is_file():
        return None
    try:
        data = npz.read(path, "token cache", _MAX_BYTES)
        if npz.text(data["key"]) != wanted:
            return None
        ends = np.cumsum(data["counts"])
        arrays, offsets = [data[name] for name in ("tokens", "omega", "energy")], int(data["offsets"])
    except (ValueError, KeyError):
        # Damaged, or of a version that kept no energy: made again.
        return None
    parts = [tuple(a[i:j] for a in arrays) for i, j in zip([0, *ends[:-1]], ends, strict=True)]
    return [parts[i : i + offsets] for i in range(0, len(parts), offsets)]


def save(path, name, parts):
    """Write what `load` returns, all at once or not at all."""
    flat = [part for of_clip in parts for part in of_clip]
    with files.replacing(path) as file:
        np.savez(
            file, key=name, offsets=len(parts[0]), counts=[len(part[0]) for part in flat],
            **{n: np.concatenate([p[i] for p in flat]) for i, n in enumerate(("tokens", "omega", "energy"))},
        )  # fmt: skip
