"""My Library without Blender: its rows, files that are added, and files that it writes."""

import os

import numpy as np
import pytest
from dynmask.backend.motion.clip import Clip
from dynmask.backend.motion.formats import bvh, moments
from dynmask.dynmask_blender.coroutines import finished
from dynmask.dynmask_blender.library import own as library_own


def clip(frames=40):
    rotations = np.zeros((frames, 22, 4))
    rotations[..., 0] = 1.0
    angle = np.sin(np.arange(frames) / 5.0)
    rotations[:, 16, 0], rotations[:, 16, 3] = np.cos(angle / 2), np.sin(angle / 2)
    translation = np.stack([0 * angle, 0.92 + 0 * angle, 0.03 * np.arange(frames)], axis=1)
    return Clip(rotations, translation)


@pytest.fixture
def files(tmp_path):
    place = tmp_path / "mocap"
    place.mkdir()
    for name in ("WalkLike_aRobot.bvh", "07_01.bvh", "sneak.bvh"):
        bvh.write(place / name, clip())
    (place / "sneak.txt").write_text("a person sneaks past a guard\n")
    (place / "torn.bvh").write_text("HIERARCHY ROOT")
    return sorted(place.glob("*.bvh"))


def test_rows_follow_the_folder(tmp_path):
    assert library_own.rows(tmp_path) == library_own.rows("") == []
    first = moments.add(tmp_path, clip(), "walks", "Mine")
    moments.add(tmp_path, clip(60), "crawls")
    (tmp_path / f"half{moments.SUFFIX}").write_bytes(b"PK")
    rows = library_own.rows(tmp_path)
    assert [(r.sentence, r.seconds) for r in rows] == [("crawls", 3.0), ("walks", 2.0)]
    assert (rows[1].key, rows[1].origin) == (first, "Mine")
    moments.rename(tmp_path, first, "a limp")
    assert [r.sentence for r in library_own.rows(tmp_path)] == ["a limp", "crawls"]
    moments.remove(tmp_path, first)
    assert [r.sentence for r in library_own.rows(tmp_path)] == ["crawls"]


def test_files_get_the_sentence_of_their_text_or_name(tmp_path, files):
    own = tmp_path / "own"
    count, left_out = finished(library_own.adding_files(own, files))
    assert count == 2 and [r.sentence for r in library_own.rows(own)] == [
        "a person sneaks past a guard", "walk like a robot",
    ]  # fmt: skip
    assert len(left_out) == 2
    assert left_out[0].startswith("07_01.bvh was left out: its name has no words")
    assert left_out[1].startswith("torn.bvh was left out:")


def test_a_sentence_given_is_that_of_all(tmp_path, files):
    own = tmp_path / "own"
    assert finished(library_own.adding_files(own, files[:2], "a person marches"))[0] == 2
    assert {r.sentence for r in library_own.rows(own)} == {"a person marches"}


def test_of_many_bad_files_three_are_named(tmp_path, files):
    missing = [tmp_path / f"gone{i}.bvh" for i in range(5)]
    count, left_out = finished(library_own.adding_files(tmp_path / "own", missing))
    assert count == 0 and len(left_out) == 4 and left_out[-1] == "2 more files were left out"


def test_a_full_disk_keeps_what_was_added(tmp_path, files, monkeypatch):
    own, sync, calls = tmp_path / "own", os.fsync, []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        finished(library_own.adding_files(own, files, "walks"))
    assert [r.sentence for r in library_own.rows(own)] == ["walks"]
    assert [p.name for p in own.iterdir()] == [f"{moments.keys(own)[0]}{moments.SUFFIX}"]


def test_what_is_exported_can_be_added_again(tmp_path):
    keys = [moments.add(tmp_path / "own", clip(), text) for text in ("Kicks 3 times!", "kicks 3 times?")]
    place = tmp_path / "out"
    place.mkdir()
    (place / "Kicks_3_times.bvh").write_text("mine")
    written = finished(library_own.exporting(tmp_path / "own", keys, place))
    assert [p.name for p in written] == ["Kicks_3_times_2.bvh", "kicks_3_times_3.bvh"]
    assert (place / "Kicks_3_times.bvh").read_text() == "mine"
    finished(library_own.adding_files(tmp_path / "again", written))
    rows = library_own.rows(tmp_path / "again")
    assert [r.sentence for r in rows] == ["Kicks 3 times!", "kicks 3 times?"]
    back = moments.read(tmp_path / "again", rows[0].key).clip
    kept = moments.read(tmp_path / "own", keys[0]).clip
    assert (np.abs((back.rotations * kept.rotations).sum(-1)) > 1.0 - 1e-6).all()
    assert np.abs(back.translation - kept.translation).max() < 1e-3
    with pytest.raises(ValueError, match="no folder"):
        finished(library_own.exporting(tmp_path / "own", keys, tmp_path / "nowhere"))
