"""The wire format between the add-on and the backend process (standard library and numpy only).

A frame is a header, a JSON-RPC 2.0 body and the arrays it refers to:

    Content-Length: <bytes of the body>\\r\\n
    Content-Arrays: <number of arrays>\\r\\n
    \\r\\n
    <body, UTF-8 JSON>
    then for every array: <8-byte little-endian length><that many bytes of .npy>

In the body an array stands as {"$array": index}. Whatever can be said about a frame is checked before
memory is given to it; arrays are read with allow_pickle=False.
"""

import io
import json
import threading
from typing import Any, BinaryIO, TypeAlias

import numpy as np

from . import __version__
from .motion import npz
from .motion.arrays import Array

VERSION = 1
PACKAGE = __version__

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND = -32700, -32600, -32601
INVALID_PARAMS, INTERNAL_ERROR = -32602, -32603
USER_ERROR = -32000  # the message is a sentence for the user
CANCELLED = -32001

MAX_HEADER = 4096
MAX_BODY = 16 * 2**20
MAX_ARRAYS = 256
MAX_ARRAY_BYTES = 512 * 2**20  # of all arrays of one frame together
_ARRAY = "$array"
# JSON that may hold arrays, and what an answer names its call by.
Message: TypeAlias = dict[str, Any]
Identifier: TypeAlias = int | str | None
_LENGTH = 8


class FrameError(ValueError):
    """A frame that cannot be understood. `recoverable`: the stream can still be read on from here."""

    def __init__(self, message: str, recoverable: bool = True) -> None:
        super().__init__(message)
        self.recoverable = recoverable


def request(identifier: Identifier, method: str, params: Message | None = None) -> Message:
    """A call that expects an answer under the same id."""
    return {"jsonrpc": "2.0", "id": identifier, "method": method, "params": params or {}}


def notification(method: str, params: Message | None = None) -> Message:
    """A message that expects no answer."""
    return {"jsonrpc": "2.0", "method": method, "params": params or {}}


def result(identifier: Identifier, value: object) -> Message:
    """The answer to a call that went well."""
    return {"jsonrpc": "2.0", "id": identifier, "result": value}


def error(identifier: Identifier, code: int, message: str, data: object = None) -> Message:
    """The answer to a call that failed; `message` is one readable sentence."""
    body = {"code": code, "message": message}
    if data is not None:
        body["data"] = data
    return {"jsonrpc": "2.0", "id": identifier, "error": body}


def _lift_arrays(value: object, arrays: list[Array]) -> object:
    if isinstance(value, np.ndarray):
        if value.dtype.hasobject:
            raise TypeError("arrays of Python objects cannot be sent")
        arrays.append(value)
        return {_ARRAY: len(arrays) - 1}
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, dict):
        return {str(key): _lift_arrays(item, arrays) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_lift_arrays(item, arrays) for item in value]
    return value


def _lower_arrays(value: object, arrays: list[Array]) -> object:
    if isinstance(value, dict):
        if value.keys() == {_ARRAY}:
            index = value[_ARRAY]
            if type(index) is not int or not 0 <= index < len(arrays):
                raise FrameError(f"the body refers to an array that is not among the {len(arrays)} with it")
            return arrays[index]
        return {key: _lower_arrays(item, arrays) for key, item in value.items()}
    if isinstance(value, list):
        return [_lower_arrays(item, arrays) for item in value]
    return value


def encode(message: Message) -> bytes:
    """The bytes of one frame for `message`, a JSON-like object that may hold numpy arrays."""
    arrays: list[Array] = []
    body = json.dumps(_lift_arrays(message, arrays)).encode("utf-8")
    blobs = []
    for array in arrays:
        buffer = io.BytesIO()
        np.save(buffer, np.asarray(array, order="C"), allow_pickle=False)
        blobs.append(buffer.getvalue())
    if len(body) > MAX_BODY or len(blobs) > MAX_ARRAYS or sum(map(len, blobs)) > MAX_ARRAY_BYTES:
        raise ValueError("the message is larger than the protocol allows")
    parts = [f"Content-Length: {len(body)}\r\nContent-Arrays: {len(blobs)}\r\n\r\n".encode("ascii"), body]
    for blob in blobs:
        parts += [len(blob).to_bytes(_LENGTH, "little"), blob]
    return b"".join(parts)


def _decode_array(blob: bytes) -> Array:
    try:
        return npz.decode(blob)
    except ValueError as fault:
        raise FrameError(f"an array of the frame cannot be read: {fault}") from fault


class Reader:
    """Reads frames from a binary stream (`read`, `readline`); one thread at a time."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lost = False

    def read(self) -> Message | None:
        """The next message, or None where the stream ends.

        Raises FrameError; if it is recoverable, the next call goes on with the next frame.
        """
        header = self._header()
        if header is None:
            return None
        body_size = self._number(header, b"content-length", MAX_BODY)
        count = self._number(header, b"content-arrays", MAX_ARRAYS, default=0)
        body = self._exactly(body_size)
        blobs, total = [], 0
        for _ in range(count):
            size = int.from_bytes(self._exactly(_LENGTH), "little")
            total += size
            if total > MAX_ARRAY_BYTES:
                raise FrameError("the arrays of a frame are larger than allowed", recoverable=False)
            blobs.append(self._exactly(size))
        try:
            message = json.loads(body.decode("utf-8"))
        except (ValueError, RecursionError) as fault:
            raise FrameError(f"the body of a frame is not JSON ({type(fault).__name__})") from fault
        arrays = [_decode_array(blob) for blob in blobs]
        try:
            message = _lower_arrays(message, arrays)
        except RecursionError as fault:
            raise FrameError("the body of a frame is nested too deeply") from fault
        if not isinstance(message, dict):
            raise FrameError("the body of a frame must be one JSON object")
        return message

    def _header(self) -> dict[bytes, bytes] | None:
        """The header's fields {lower-case name: value}, or None at the end of the stream."""
        fields: dict[bytes, bytes] = {}
        size = 0
        while True:
            line = self._stream.readline(MAX_HEADER)
            if not line:
                if fields:
                    raise FrameError("the stream ended inside a frame", recoverable=False)
                return None
            size += len(line)
            name, colon, value = line.partition(b":")
            name = name.strip().lower()
            if self._lost:
                # After nonsense, say nothing more until something looks like a header again.
                if name != b"content-length" or not value.strip().isdigit():
                    continue
                self._lost, fields, size = False, {}, len(line)
            if line in (b"\r\n", b"\n"):
                if fields:
                    return fields
                continue
            if not colon or not name.startswith(b"content-") or not line.endswith(b"\n") or size > MAX_HEADER:
                self._lost = True
                raise FrameError("the stream holds something that is not a frame")
            fields[name] = value.strip()

    def _number(self, header: dict[bytes, bytes], name: bytes, limit: int, default: int | None = None) -> int:
        text = header.get(name)
        if text is None and default is not None:
            return default
        if text is None or not text.isdigit() or len(text) > 20:
            self._lost = True
            raise FrameError(f"the header of a frame has no valid {name.decode()}")
        if int(text) > limit:
            raise FrameError(f"{name.decode()} is {int(text)}, more than {limit}", recoverable=False)
        return int(text)

    def _exactly(self, size: int) -> bytes:
        parts, left = [], size
        while left:
            part = self._stream.read(min(left, 2**20))
            if not part:
                raise FrameError("the stream ended inside a frame", recoverable=False)
            parts.append(part)
            left -= len(part)
        return b"".join(parts)


class Writer:
    """Writes frames to a binary stream; safe to call from several threads."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def write(self, message: Message) -> None:
        """Send one message. Raises OSError when the other side is gone."""
        frame = encode(message)
        with self._lock:
            self._stream.write(frame)
            self._stream.flush()
