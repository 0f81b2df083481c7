import io
import json

import numpy as np
import pytest

from backend import protocol


def frame(body, blobs=(), head=None):
    head = head or f"Content-Length: {len(body)}\r\nContent-Arrays: {len(blobs)}\r\n\r\n".encode()
    return head + body + b"".join(len(b).to_bytes(8, "little") + b for b in blobs)


def npy(array):
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def read(data):
    return protocol.Reader(io.BytesIO(data)).read()


GOOD = protocol.encode(protocol.request(1, "hello", {"protocol": 1}))


def test_bytes_on_the_wire():
    assert protocol.encode({"id": 1, "x": "é"}) == (
        b'Content-Length: 24\r\nContent-Arrays: 0\r\n\r\n{"id": 1, "x": "\\u00e9"}'
    )


def test_round_trip_keeps_values_types_and_text():
    message = protocol.request(
        "a", "regenerate",
        {"motion": {"rotations": np.arange(12.0).reshape(3, 4), "tokens": np.array([[1, 2]], np.int32)},
         "seeds": [np.int64(3)], "prompt": "пляшет 舞 😀", "none": None},
    )  # fmt: skip
    back = read(protocol.encode(message))
    np.testing.assert_array_equal(back["params"]["motion"]["rotations"], np.arange(12.0).reshape(3, 4))
    assert back["params"]["motion"]["tokens"].dtype == np.int32
    assert back["params"]["seeds"] == [3] and back["params"]["prompt"] == message["params"]["prompt"]
    assert back["id"] == "a" and back["params"]["none"] is None


def test_frames_follow_one_another_and_the_end_is_none():
    reader = protocol.Reader(io.BytesIO(GOOD + GOOD))
    assert reader.read() == reader.read() == protocol.request(1, "hello", {"protocol": 1})
    assert reader.read() is None


def bad_shape():
    blob = bytearray(npy(np.zeros(4, np.float64)))
    at = blob.index(b"(4,)")
    return bytes(blob[:at] + b"(999999999999,)" + blob[at + 4 : -11] + blob[-11:])


RECOVERABLE = {
    "not json": frame(b"{nope"),
    "not utf-8": frame(b'{"a": "\xff"}'),
    "a list": frame(b"[1, 2]"),
    "nested deep": frame(b"[" * 100_000 + b"]" * 100_000),
    "huge integer": frame(b'{"id": ' + b"9" * 10_000 + b"}"),
    "array that did not come": frame(b'{"a": {"$array": 0}}'),
    "negative array": frame(b'{"a": {"$array": -1}}', [npy(np.zeros(3))]),
    "array index of another type": frame(b'{"a": {"$array": true}}', [npy(np.zeros(3)), npy(np.zeros(3))]),
    "pickle inside": frame(b"{}", [npy(np.array([{}], dtype=object))]),
    "bytes that are no npy": frame(b"{}", [b"\x93NUMPY what"]),
    "empty array blob": frame(b"{}", [b""]),
    "shape larger than its bytes": frame(b"{}", [bad_shape()]),
    "structured type": frame(b"{}", [npy(np.zeros(2, dtype=[("a", "f4")]))]),
    "a line of nonsense": b"hello there\r\n",
    "binary nonsense": bytes(range(256)) * 40 + b"\n",
    "length in words": b"Content-Length: many\r\n\r\n",
    "negative length": b"Content-Length: -5\r\n\r\n",
    "no length": b"Content-Arrays: 0\r\n\r\n",
    "a print from a library": b"Loading weights: 100%\r\n",
}  # fmt: skip


@pytest.mark.parametrize("name", RECOVERABLE)
def test_after_a_bad_frame_the_next_good_one_is_read(name):
    reader = protocol.Reader(io.BytesIO(RECOVERABLE[name] + GOOD))
    with pytest.raises(protocol.FrameError) as caught:
        reader.read()
    assert caught.value.recoverable and len(str(caught.value)) < 300
    assert reader.read() == protocol.request(1, "hello", {"protocol": 1})
    assert reader.read() is None


FATAL = {
    "absurd length": b"Content-Length: 99999999999999\r\n\r\n{}",
    "absurd number of arrays": b"Content-Length: 2\r\nContent-Arrays: 100000\r\n\r\n{}",
    "absurd array": frame(b"{}", [], b"Content-Length: 2\r\nContent-Arrays: 1\r\n\r\n") + b"\xff" * 8,
    "cut in the body": GOOD[:-3],
    "cut in the header": b"Content-Length: 10\r\n",
    "cut in an array": protocol.encode({"a": np.zeros(100)})[:-7],
}


@pytest.mark.parametrize("name", FATAL)
def test_frames_that_end_the_conversation(name):
    with pytest.raises(protocol.FrameError) as caught:
        read(FATAL[name])
    assert not caught.value.recoverable


def test_an_absurd_array_is_refused_before_it_is_read():
    with pytest.raises(protocol.FrameError, match="larger than allowed"):
        read(FATAL["absurd array"])


def test_a_pickle_is_never_run(tmp_path):
    class Bomb:
        def __reduce__(self):
            return (open, (str(tmp_path / "ran"), "w"))

    with pytest.raises(protocol.FrameError):
        read(frame(b"{}", [npy(np.array([Bomb()], dtype=object))]))
    assert not (tmp_path / "ran").exists()


def test_objects_are_not_sent():
    with pytest.raises(TypeError):
        protocol.encode({"a": np.array([None])})


def test_nonsense_is_reported_once():
    reader = protocol.Reader(io.BytesIO(b"one\ntwo\nthree\n" + GOOD))
    with pytest.raises(protocol.FrameError):
        reader.read()
    assert reader.read()["method"] == "hello"


def test_error_carries_code_and_sentence():
    message = protocol.error(4, protocol.USER_ERROR, "The seed must be positive.", {"seed": -1})
    assert json.loads(json.dumps(message))["error"] == {
        "code": -32000, "message": "The seed must be positive.", "data": {"seed": -1},
    }  # fmt: skip
