"""An animator's own moments on disk."""

import os

import numpy as np
import pytest

from backend.motion.clip import Clip
from backend.motion.formats import moments


def clip(frames=40, fps=20.0):
    rotations = np.zeros((frames, 22, 4))
    rotations[..., 0] = 1.0
    angle = np.linspace(0.0, 1.0, frames)
    rotations[:, 16, 0], rotations[:, 16, 3] = np.cos(angle / 2), np.sin(angle / 2)
    translation = np.stack([50.0 + 0 * angle, 0.9 + 0.1 * angle, -3.0 + angle], axis=1)
    return Clip(rotations, translation, fps)


def test_what_is_added_is_read_placed_at_the_origin(tmp_path):
    key = moments.add(tmp_path / "own", clip(), "  Salutes\nlike a  robot ", "Action")
    moment = moments.read(tmp_path / "own", key)
    assert key.startswith("salutes-like-a-robot-") and moments.keys(tmp_path / "own") == [key]
    assert (moment.sentence, moment.origin, moment.seconds) == ("Salutes like a robot", "Action", 2.0)
    np.testing.assert_allclose(moment.clip.translation[0], [0.0, 0.9, 0.0], atol=1e-6)
    np.testing.assert_allclose(moment.clip.translation[-1], [0.0, 1.0, 1.0], atol=1e-6)
    assert (np.abs((moment.clip.rotations * clip().rotations).sum(-1)) > 1.0 - 1e-7).all()


def test_other_rates_become_twenty(tmp_path):
    key = moments.add(tmp_path, clip(121, 60.0), "walks")
    assert len(moments.read(tmp_path, key).clip) == 41


@pytest.mark.parametrize("sentence", ["", "  \n", "12 …", "a" * 301])
def test_sentences_that_cannot_be_found(tmp_path, sentence):
    with pytest.raises(ValueError, match="sentence"):
        moments.add(tmp_path, clip(), sentence)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("frames", [1, 9, 20 * 601])
def test_lengths_that_cannot_be_used(tmp_path, frames):
    with pytest.raises(ValueError, match=r"lasts 0\.5 to 600 s"):
        moments.add(tmp_path, clip(frames), "walks")


def test_renaming_keeps_the_key_and_removing_the_others(tmp_path):
    first, second = (moments.add(tmp_path, clip(), text) for text in ("walks", "runs"))
    before = moments.stamp(tmp_path)
    moments.rename(tmp_path, first, "limps")
    assert moments.read(tmp_path, first).sentence == "limps" and moments.stamp(tmp_path) != before
    moments.remove(tmp_path, first)
    assert moments.keys(tmp_path) == [second]
    with pytest.raises(ValueError, match="any more"):
        moments.remove(tmp_path, first)
    with pytest.raises(ValueError, match="any more"):
        moments.rename(tmp_path, first, "walks")


def test_a_failing_disk_loses_nothing(tmp_path, monkeypatch):
    key = moments.add(tmp_path, clip(), "walks")
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for change in (
        lambda: moments.rename(tmp_path, key, "limps"), lambda: moments.add(tmp_path, clip(), "runs"),
    ):  # fmt: skip
        with pytest.raises(OSError, match="No space") as told:
            change()
        assert told.value.filename.endswith(moments.SUFFIX)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_odd_files_and_keys(tmp_path):
    (tmp_path / f"half{moments.SUFFIX}").write_bytes(b"PK\x03\x04 not whole")
    np.savez(tmp_path / f"other{moments.SUFFIX}", format="x")
    (tmp_path / "note.txt").write_text("mine")
    assert moments.keys(tmp_path) == ["half", "other"]
    for key in moments.keys(tmp_path):
        with pytest.raises(ValueError, match="not a readable motion of the library"):
            moments.read(tmp_path, key)
    for key in ("../note", "", "a/b", "half.npz"):
        with pytest.raises(ValueError, match="not in the library"):
            moments.path(tmp_path, key)
    assert moments.keys(tmp_path / "missing") == []


@pytest.mark.parametrize(
    "name, said",
    [("walk_likeARobot-01", "walk like a robot"), ("Sit Down", "sit down"), ("07_01", ""), ("02_a3", "")],
)
def test_sentences_of_file_names(name, said):
    assert moments.sentence_of(name) == said
