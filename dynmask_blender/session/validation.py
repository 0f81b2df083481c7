"""What an answer of the backend must hold before anything of Blender's is touched (no bpy).

The backend may be another release's, or not ours at all: what it says is read like a file from elsewhere.
"""

import math

import numpy as np

MAKE_TAKES = ("generate", "regenerate", "inbetween", "extend", "loop", "direct", "join")
MAX_FRAMES, MAX_TAKES = 100_000, 1000
LONGEST = 1000  # characters of a sentence


def fault(method, result):
    """What is wrong with the result of a call, in words, or ""."""
    if not isinstance(result, dict):
        return "it holds no result"
    notices, takes = result.get("notices") or [], result.get("takes")
    if not isinstance(notices, list) or not all(isinstance(text, str) for text in notices):
        return "its notices are no sentences"
    if method not in MAKE_TAKES:
        return ""
    if not isinstance(takes, list) or not 1 <= len(takes) <= MAX_TAKES:
        return "it holds no takes"
    for number, take in enumerate(takes, 1):
        if not isinstance(take, dict):
            return f"take {number} is no take"
        frames = len(take["rotations"]) if np.ndim(take.get("rotations")) == 3 else 0
        for name, is_usable in _FIELDS.items():
            if not is_usable(take.get(name), frames):
                return f"take {number} has no usable {name}"
    return ""


def _numbers(value, frames, *shape):
    """Whether a value is an array (frames, *shape) of finite floats; −1: as many as there are."""
    return (
        isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.ndim == 1 + len(shape)
        and len(value) == frames and bool(value.size) and bool(np.isfinite(value).all())
        and all(wanted in (size, -1) for size, wanted in zip(value.shape[1:], shape, strict=True))
    )  # fmt: skip


def _are_rotations(value, frames):
    if not 1 <= frames <= MAX_FRAMES or not _numbers(value, frames, 22, 4):
        return False
    return bool((abs(np.linalg.norm(value.astype(np.float64), axis=-1) - 1.0) < 0.1).all())


def _are_tokens(value):
    return isinstance(value, np.ndarray) and value.dtype.kind in "iu" and value.ndim == 2 and value.size > 0


# What a take holds: whether a value under a name is usable, for so many frames.
_FIELDS = {
    "rotations": _are_rotations,
    "translation": lambda value, frames: _numbers(value, frames, 3),
    "omega": _numbers, "energy": _numbers, "phi": lambda value, frames: _numbers(value, frames, -1),
    "fps": lambda value, _: is_number(value) and 1.0 <= value <= 1000.0,
    "seed": lambda value, _: value is None or (type(value) is int and -1 <= value < 2**31),
    "tokens": lambda value, _: value is None or _are_tokens(value),
    "prompt": lambda value, _: isinstance(value, str | None),
    "model": lambda value, _: isinstance(value, str | None),
}  # fmt: skip


def is_number(value):
    """Whether a value is a finite int or float, and no bool."""
    if type(value) not in (int, float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def is_progress(params):
    """Whether the parameters of a progress notification are what they should be."""
    if not isinstance(params, dict) or not isinstance(params.get("stage", ""), str):
        return False
    if not isinstance(params.get("notice", ""), str):
        return False
    return all(is_number(params.get(name, 0)) for name in ("step", "steps"))


def sentence(error):
    """The message of a JSON-RPC answer's error as one line of bounded length, or None where there is none."""
    if error is None:
        return None
    text = error.get("message") if isinstance(error, dict) else error
    return line(text if isinstance(text, str) else "", LONGEST) or "The backend reported an error"


def line(text, longest):
    """A text as one line of printable characters."""
    shown = "".join(c if c.isprintable() else " " for c in text[: 4 * longest])
    return " ".join(shown.split())[:longest]
