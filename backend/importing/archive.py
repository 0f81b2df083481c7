"""Opening what other people's training scripts left behind, without running any of it."""

import numpy as np
import torch

from ..models.checkpoint import WeightsError, load_state
from ..motion import npz
from ..motion.formats.capture import shown

_LONGEST = 10  # digits of a size


class ImportFailure(ValueError):
    """A checkpoint that cannot be taken over; the message names the file and what is wrong with it."""


def read_options(path):
    """{name: text} of an opt.txt, lines of `name: value`. Raises ImportFailure."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as fault:
        raise ImportFailure(f"{path} cannot be read ({fault.strerror}).") from fault
    except UnicodeDecodeError as fault:
        raise ImportFailure(f"{path} cannot be read: it is no UTF-8 text.") from fault
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name.strip(): shown(value.strip()) for name, _, value in pairs}


def whole_number(options, name, path, high=65536):
    """An option as an int from 1 to `high`. Raises ImportFailure that names it."""
    text = options.get(name)
    if text is None:
        raise ImportFailure(f"{path} says nothing about {name}: is it the opt.txt that MoMask wrote?")
    whole = text.isascii() and text.isdigit() and len(text) < _LONGEST
    if not whole or not 1 <= int(text) <= high:
        raise ImportFailure(f"{path}: {name} must be a whole number from 1 to {high}, not {text[:40]!r}.")
    return int(text)


def read_state(path, *keys):
    """Tensors {name: tensor} that a torch.save file holds under one of `keys`. Raises ImportFailure.

    Only tensors and plain containers are unpickled; a file that asks for anything else is refused.
    """
    try:
        data = load_state(path)
    except OSError as fault:
        raise ImportFailure(f"{path} cannot be read ({fault.strerror}).") from fault
    except WeightsError as fault:
        raise ImportFailure(str(fault)) from fault
    state = next((data[key] for key in keys if key in data), None) if isinstance(data, dict) else None
    if not isinstance(state, dict) or not all(isinstance(value, torch.Tensor) for value in state.values()):
        raise ImportFailure(f"{path} holds no parameters under {' or '.join(map(repr, keys))}.")
    return state


def read_vector(path, size):
    """A .npy of `size` finite numbers as a float32 tensor. Raises ImportFailure."""
    try:
        values = npz.numbers(path)
    except (OSError, npz.NotData) as fault:
        raise ImportFailure(f"{path} is missing or no .npy file of numbers.") from fault
    if values.shape != (size,) or values.dtype.kind != "f":
        raise ImportFailure(
            f"{path} holds {values.dtype} {str(values.shape)[:80]}, {size} numbers are needed."
        )
    with np.errstate(over="ignore"):
        values = values.astype(np.float32)
    if not np.isfinite(values).all():
        raise ImportFailure(f"{path} holds numbers that are not finite.")
    return torch.from_numpy(values)
