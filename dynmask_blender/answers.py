"""What an answer of the backend must hold before anything of Blender's is touched (no bpy).

The backend may be another release's, or not ours at all: what it says is read like a file from elsewhere.
"""

import math

import numpy as np

MAKE_TAKES = ("generate", "regenerate", "inbetween", "extend")
MAX_FRAMES, MAX_TAKES = 100_000, 1000
JOINTS = 22
LONGEST = 1000  # characters of a sentence


def fault(method, result):
    """What is wrong with the result of a call, in words, or ""."""
    if not isinstance(result, dict):
        return "it holds no result"
    notices = result.get("notices")
    if notices is not None and not (isinstance(notices, list) and all(isinstance(n, str) for n in notices)):
        return "its notices are no sentences"
    if method not in MAKE_TAKES:
        return ""
    takes = result.get("takes")
    if not isinstance(takes, list) or not 1 <= len(takes) <= MAX_TAKES:
        return "it holds no takes"
    for number, take in enumerate(takes, 1):
        if wrong := _of_take(take):
            return f"take {number} {wrong}"
    return ""


def _of_take(take):
    if not isinstance(take, dict):
        return "is no take"
    rotations = take.get("rotations")
    frames = len(rotations) if _is_array(rotations, "f") and rotations.ndim else 0
    if not 1 <= frames <= MAX_FRAMES:
        return "has no rotations"
    # −1: as many as there are.
    for name, shape in {
        "rotations": (JOINTS, 4), "translation": (3,), "omega": (), "phi": (-1,), "energy": (),
    }.items():  # fmt: skip
        array = take.get(name)
        if not _is_array(array, "f") or array.ndim != 1 + len(shape) or len(array) != frames:
            return f"has no {name} for its {frames} frames"
        if any(wanted not in (size, -1) for size, wanted in zip(array.shape[1:], shape, strict=True)):
            return f"has {name} of another shape"
        if not array.size or not np.isfinite(array).all():
            return f"has {name} that are not numbers"
    lengths = np.linalg.norm(rotations.astype(np.float64), axis=-1)
    if not (abs(lengths - 1.0) < 0.1).all():
        return "has rotations that are none"
    fps, seed, tokens = take.get("fps"), take.get("seed", 0), take.get("tokens")
    if not is_number(fps) or not 1.0 <= fps <= 1000.0:
        return "has no frame rate"
    if type(seed) is not int or not -1 <= seed < 2**31:
        return "has no seed"
    if tokens is not None and not (_is_array(tokens, "iu") and tokens.ndim == 2 and tokens.size):
        return "has tokens that are none"
    if not all(isinstance(take.get(name), str | None) for name in ("prompt", "model")):
        return "has a prompt or model that is no text"
    return ""


def _is_array(value, kinds):
    return isinstance(value, np.ndarray) and value.dtype.kind in kinds


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
