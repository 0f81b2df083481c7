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
    """Per clip and offset (tokens (n, levels) int16, omega (n,) float32); None without such a file."""
    path = Path(path)
    if not path.is_file():
        return None
    try:
        data = npz.read(path, "token cache", _MAX_BYTES)
        if npz.text(data["key"]) != wanted:
            return None
        ends = np.cumsum(data["counts"])
        tokens, omega, offsets = data["tokens"], data["omega"], int(data["offsets"])
    except (ValueError, KeyError):
        # Damaged: made again.
        return None
    parts = [(tokens[a:b], omega[a:b]) for a, b in zip([0, *ends[:-1]], ends, strict=True)]
    return [parts[i : i + offsets] for i in range(0, len(parts), offsets)]


def save(path, name, parts):
    """Write what `load` returns, all at once or not at all."""
    flat = [part for of_clip in parts for part in of_clip]
    with files.replacing(path) as file:
        np.savez(
            file, key=name, offsets=len(parts[0]), counts=[len(tokens) for tokens, _ in flat],
            tokens=np.concatenate([t for t, _ in flat]), omega=np.concatenate([o for _, o in flat]),
        )  # fmt: skip
