"""Arrays of .npy bytes and .npz files: what is believed, and what is refused in a sentence."""

import io
import json

import numpy as np
import pytest

from backend import protocol
from backend.corpus import file as corpus_file
from backend.motion import npz
from backend.motion.load import load_motion

NO_CHARACTERS = "its text holds numbers that are no characters"


def raw_text(codes, order="<"):
    """An array of one text of these code points, whether or not they are characters."""
    return np.array(codes, f"{order}u4").view(f"{order}U{len(codes)}").reshape(())


def npy(array):
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()


@pytest.mark.parametrize("order", "<>")
def test_text_of_characters_is_read(order):
    last = raw_text([0x77, 0x821E, 0x10FFFF], order)
    assert npz.text(npz.decode(npy(last))) == "w舞\U0010ffff"
    assert npz.decode(npy(np.array([["a", "bc"]]).T)).tolist() == [["a"], ["bc"]]
    assert npz.decode(npy(np.zeros(0, "<U3"))).shape == (0,)


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("code", [0x110000, 0xFFFFFFFF])
def test_text_that_is_no_text_is_refused(order, code):
    with pytest.raises(ValueError, match=f"^{NO_CHARACTERS}$"):
        npz.decode(npy(raw_text([0x77, code], order)))


def test_every_reader_refuses_it_in_a_sentence(tmp_path):
    path, wrong = tmp_path / "motion.npz", raw_text([0x110000])
    rotations = np.tile([1.0, 0, 0, 0], (3, 22, 1))
    arrays = {"rotations": rotations, "translation": np.zeros((3, 3))}
    np.savez(path, **arrays, fps=20.0, prompt=wrong)
    with pytest.raises(ValueError) as caught:
        load_motion(path)
    assert str(caught.value) == f"{path} is not a readable motion .npz: {NO_CHARACTERS}"
    np.savez(path, **arrays, format=np.array(corpus_file.FORMAT), meta=wrong)
    with pytest.raises(ValueError) as caught:
        corpus_file.load(path)
    assert str(caught.value) == f"{path} is not a readable corpus file: {NO_CHARACTERS}"


def test_an_archive_whose_names_are_no_text_is_damaged(tmp_path):
    path = tmp_path / "motion.npz"
    np.savez(path, fps=20.0, **{"é": 1})
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xff\xff"))
    with pytest.raises(ValueError) as caught:
        npz.read(path, "motion .npz")
    said = f"{path} is not a readable motion .npz: it is damaged (UnicodeDecodeError)"
    assert str(caught.value) == said


def test_a_seed_on_the_pipe_is_refused_and_the_next_message_read():
    body = json.dumps(protocol.request(1, "generate", {"seeds": {"$array": 0}})).encode()
    blob = npy(raw_text([0xFFFFFFFF]))
    head = b"Content-Length: %d\r\nContent-Arrays: 1\r\n\r\n" % len(body)
    good = protocol.encode(protocol.request(2, "status"))
    reader = protocol.Reader(io.BytesIO(head + body + len(blob).to_bytes(8, "little") + blob + good))
    with pytest.raises(protocol.FrameError, match=NO_CHARACTERS) as caught:
        reader.read()
    assert caught.value.recoverable and reader.read()["id"] == 2
