"""Arrays from files and pipes that may come from anywhere: no pickles, no memory without bytes for it."""

import io
import math
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from .arrays import Array

# numpy's functions carry no annotations.
_read_magic: Callable[[io.BytesIO], tuple[int, int]] = np.lib.format.read_magic
_HEADERS: dict[tuple[int, int], Callable[[io.BytesIO], tuple[tuple[int, ...], bool, np.dtype[Any]]]] = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}
_MOST_ENTRIES = 64


class NotData(ValueError):
    """Bytes that are no array which is read here; the message is the end of a sentence."""


def decode(blob: bytes) -> Array:
    """The array of some .npy bytes: numbers, truth values or text. Raises NotData."""
    buffer = io.BytesIO(blob)
    try:
        read_header = _HEADERS[_read_magic(buffer)]
        shape, _, dtype = read_header(buffer)
    except Exception as fault:
        raise NotData(f"it is not .npy data ({type(fault).__name__})") from fault
    if dtype.kind not in "biufU" or not dtype.itemsize:
        raise NotData(f"arrays of type {str(dtype)[:40]} are not accepted")
    # A header may promise any shape: believe it only if the bytes are there.
    if min(shape, default=0) < 0 or math.prod(shape) * dtype.itemsize != len(blob) - buffer.tell():
        raise NotData(f"it says {str(shape)[:80]} of {dtype}, but has other many bytes")
    # Above the last character, Python cannot make text of it.
    codes = np.frombuffer(blob, dtype.byteorder + "u4", offset=buffer.tell()) if dtype.kind == "U" else None
    if codes is not None and codes.max(initial=0) > sys.maxunicode:
        raise NotData("its text holds numbers that are no characters")
    buffer.seek(0)
    try:
        loaded: Array = np.load(buffer, allow_pickle=False)
        return loaded
    except Exception as fault:
        raise NotData(f"it cannot be read as {str(shape)[:80]} of {dtype}") from fault


def read(path: str | Path, what: str, most_bytes: int = 2**30) -> dict[str, Array]:
    """{name: array} of a .npz file of up to `most_bytes` unpacked.

    Raises FileNotFoundError, or ValueError with one sentence that says it is no readable `what`.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            if size > most_bytes or len(entries) > _MOST_ENTRIES:
                raise NotData(f"it has {len(entries)} arrays of {size / 1e6:,.0f} MB, which is too much")
            return {entry.filename.removesuffix(".npy"): decode(archive.read(entry)) for entry in entries}
    except FileNotFoundError:
        raise
    except OSError as fault:
        raise ValueError(f"{path} is not a readable {what}: {fault.strerror or 'it is damaged'}") from fault
    except NotData as fault:
        raise ValueError(f"{path} is not a readable {what}: {_printable(fault)}") from fault
    except Exception as fault:
        raise ValueError(
            f"{path} is not a readable {what}: it is damaged ({type(fault).__name__})"
        ) from fault


def numbers(path: str | Path) -> Array:
    """The numbers of a .npy file, as they are. Raises OSError or NotData."""
    found = decode(Path(path).read_bytes())
    if found.dtype.kind not in "iuf":
        raise NotData("it holds no numbers")
    return found


def text(value: Array) -> str:
    """The text of an array that holds one."""
    if value.shape != () or value.dtype.kind != "U":
        raise ValueError("text is expected")
    return str(value)


def number(value: Array) -> float:
    """The number of an array that holds one."""
    if value.shape != () or value.dtype.kind not in "iuf" or not np.isfinite(value):
        raise ValueError("one number is expected")
    found: float = value.item()
    return found


def _printable(fault: Exception) -> str:
    return "".join(c for c in str(fault) if c.isprintable())[:200]
