"""Hostile bytes for the pipe: cut, oversized, malformed, and well-formed but absurd frames, by number."""

import io
import json
import random

import numpy as np

from backend import protocol
from tests.fuzz import mutation
from tests.fuzz.targets import TARGETS

GOOD = protocol.encode(protocol.request("good", "status"))
_SEEDS = TARGETS["frames"].seeds()
_METHODS = ("hello", "status", "cancel", "analyse", "load", "unload", "generate", "regenerate", "nothing", "")


def _frame(body, blobs=(), head=None):
    head = head or b"Content-Length: %d\r\nContent-Arrays: %d\r\n\r\n" % (len(body), len(blobs))
    return head + body + b"".join(len(blob).to_bytes(8, "little") + blob for blob in blobs)


def _npy(header, data=b"", version=b"\x01\x00"):
    text = header.encode("latin-1")
    size = len(text).to_bytes(2 if version == b"\x01\x00" else 4, "little")
    return b"\x93NUMPY" + version + size + text + data


# Four bytes as text that are no character.
NO_TEXT = _npy("{'descr': '<U1', 'fortran_order': False, 'shape': (1,), }\n", b"\xff" * 4)


def _random_bytes(rng):
    return rng.randbytes(rng.randint(1, 3000)) + rng.choice((b"", b"\n", b"\r\n\r\n"))


def _mutated(rng):
    return mutation.mutated(rng, _SEEDS)


def _cut(rng):
    frame = rng.choice(_SEEDS)
    return frame[: rng.randrange(1, len(frame))]


def _sizes(rng):
    size = rng.choice((2, 0, -1, 2**24, 2**24 + 1, 2**63, 10**30, 1e9, "٣", "0x10", "+5", "1_0", " 7 7"))
    count = rng.choice((0, 1, 256, 257, -1, 2**40, "x", ""))
    return f"Content-Length: {size}\r\nContent-Arrays: {count}\r\n\r\n".encode() + b"{}" * rng.randint(0, 5)


def _headers(rng):
    lines = [b"Content-Length: 2", b"content-length:2", b"Content-Length", b"Content-" + b"x" * 5000,
             b"Host: here", b"\0", b"Content-Arrays: 0", b"Content-Type: " + b"y" * 4000, b""]  # fmt: skip
    chosen = [rng.choice(lines) for _ in range(rng.randint(1, 12))]
    return rng.choice((b"\r\n", b"\n", b"\r")).join(chosen) + b"\r\n\r\n{}"


def _array(rng):
    shape = rng.choice(
        ("(999999999999,)", "(2,)", "(-1,)", "(0, 10**18)", f"(0, {2**62})", "()", "(1,)" * 50, "[2]")
    )
    kind = rng.choice(
        ("<f8", "|O", "<U0", "|S0", "|V8", "<f16", "<c16", "<M8[ns]", ">i2", "[('a', '<f4')]", "<U1")
    )
    order = rng.choice(("False", "True", "None"))
    header = f"{{'descr': '{kind}', 'fortran_order': {order}, 'shape': {shape}, }}"
    blob = rng.choice((
        _npy(header + "\n", b"\0" * rng.choice((0, 2, 8, 16))), NO_TEXT,
        _npy("(" * rng.choice((50, 5000)) + "\n"),
        _npy(header, b"\0" * 16, b"\x02\x00"), _npy(header, b"", b"\x07\x00"),
        b"\x93NUMPY\x01\x00\xff\xff", b"\x80\x04\x95cos\nsystem\n.", rng.randbytes(40),
    ))  # fmt: skip
    if rng.random() < 0.2:
        length = rng.choice((2**63, 2**30, len(blob) + 5)).to_bytes(8, "little")
        return b"Content-Length: 2\r\nContent-Arrays: 1\r\n\r\n{}" + length + blob
    method, name = rng.choice((("analyse", "positions"), ("generate", "seeds")))
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": {name: {"$array": 0}}})
    return _frame(body.encode(), [blob])


def _json(rng):
    depth = rng.choice((10, 900, 100_000))
    return _frame(rng.choice((
        b"[" * depth + b"]" * depth, b'{"a":' * depth + b"1" + b"}" * depth, b'{"id": ' + b"9" * 5000 + b"}",
        b'{"id": NaN, "method": "status", "jsonrpc": "2.0"}',
        b'{"jsonrpc": "2.0", "method": "status", "id": "\\ud800"}',
        b"null", b'"text"', b"3", b"{", b"", b"\xff\xfe{}", b'{"a": {"$array": 1e3}}', b'{"$array": 0}',
        b'{"a": {"$array": 99999999999999999999}}', b'{"id":1,"id":2,"method":"status","method":"hello"}',
    )))  # fmt: skip


def _value(rng, depth=0):
    plain = (
        None,
        True,
        -1,
        0,
        2**31,
        10**400,
        1.5,
        float("nan"),
        float("inf"),
        "",
        "x" * 5000,
        "\0",
        "\ud800",
        "舞",
    )
    kind = rng.randrange(6 if depth < 3 else 4)
    if kind == 4:
        return [_value(rng, depth + 1) for _ in range(rng.randrange(4))]
    if kind == 5:
        names = ("motion", "rotations", "fps", "seeds", "x", "protocol", "id")
        return {rng.choice(names): _value(rng, depth + 1) for _ in range(rng.randrange(4))}
    if kind == 3:
        shape = rng.choice(((0,), (2,), (2, 22, 4), (1, 3), (0, 22, 3), (3, 22, 3)))
        return rng.choice(
            (np.zeros(shape), np.full(shape, np.nan), np.ones(shape, np.int8), np.full(shape, "a"))
        )
    return rng.choice(plain)


def _request(rng):
    names = (
        "motion",
        "positions",
        "fps",
        "prompt",
        "seconds",
        "seeds",
        "start_s",
        "weights",
        "protocol",
        "id",
    )
    params = {rng.choice(names): _value(rng) for _ in range(rng.randint(1, 6))}
    message = {
        "jsonrpc": rng.choice(("2.0", "2.0", "2.0", "1.0", None)), "id": _value(rng),
        "method": rng.choice((*_METHODS, _value(rng))),
        "params": rng.choice((_value(rng), params, params)),
    }  # fmt: skip
    for name in rng.sample(sorted(message), rng.choice((0, 0, 0, 1))):
        del message[name]
    try:
        return protocol.encode(message)
    except (ValueError, TypeError):
        return _frame(json.dumps({"id": 1}).encode())


_KINDS = (
    _mutated,
    _mutated,
    _cut,
    _sizes,
    _headers,
    _array,
    _array,
    _json,
    _request,
    _request,
    _random_bytes,
)


def hostile(number):
    """The hostile bytes of a number; the same number, the same bytes."""
    rng = random.Random(number)
    return b"".join(rng.choice(_KINDS)(rng) for _ in range(rng.choice((1, 1, 1, 2))))


class Stream(io.BytesIO):
    """Notes the most that was asked for at once."""

    most = 0

    def read(self, size=-1):
        self.most = max(self.most, size if size >= 0 else 2**62)
        return super().read(size)


def _values(node):
    """A message as plain Python values: every array in it can be looked into."""
    if isinstance(node, dict):
        return {key: _values(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_values(value) for value in node]
    return node.tolist() if isinstance(node, np.ndarray) else node


def outcome(data):
    """What a reader makes of `data`: (messages, recoverable errors, "end" or why it stopped)."""
    stream, messages, refused = Stream(data), [], 0
    reader = protocol.Reader(stream)
    while True:
        try:
            message = reader.read()
        except protocol.FrameError as fault:
            assert str(fault).isprintable() and len(str(fault)) < 300, str(fault)
            if not fault.recoverable:
                return messages, refused, str(fault)
            refused += 1
            continue
        finally:
            assert stream.most <= 2**20, "more was asked for at once than a megabyte"
        if message is None:
            return messages, refused, "end"
        _values(message)
        messages.append(message)
