"""The corpus from trials: windows, captions, splits, origin, and its file."""

import numpy as np
import pytest

from backend.cli import corpus as command
from backend.corpus import build, file, report
from backend.corpus.describe import moments
from backend.motion.body import features, skeleton


@pytest.fixture
def clips(tiny_corpus):
    return build.build(tiny_corpus)


def test_windows_cover_the_trials(clips):
    by_id = {clip.id: clip for clip in clips}
    described = by_id["000007"]
    assert len(described) == 197 and described.source == "000007" and described.split == "train"
    labelled = [c for c in clips if c.trial == "01_01" and c.source == "label"]
    # 25 s less 10 described: 2 s before, 13 s after in two windows of equal length
    assert sorted(len(c) for c in labelled) == [40, 129, 130]
    assert {c.split for c in clips if c.trial == "02_01"} == {"test"}
    assert max(map(len, clips)) <= 197


def test_captions(clips):
    by_id = {clip.id: clip for clip in clips}
    first, second = by_id["000007"].captions
    assert (first.text, first.start_s, first.stop_s) == ("a person waves with the left hand", 0.0, 0.0)
    assert (second.text, second.start_s, second.stop_s) == ("turns clockwise", 1.0, 3.0)
    texts = [c.text for c in clips[-1].captions]
    assert texts[0] == "A human walks." and "a person walks forward." in texts


def test_motion_is_right_way_round_at_the_origin(clips):
    for clip in clips:
        joints = clip.positions
        np.testing.assert_allclose(joints[0, 0, [0, 2]], 0.0, atol=1e-6)
        np.testing.assert_allclose(features.facing(joints)[0, 0], 1.0, atol=1e-3)
        assert abs(np.median(joints[..., 1].min(axis=1))) < 0.01
    walk = clips[-1]
    step = np.diff(walk.translation, axis=0)
    np.testing.assert_allclose(step.mean(axis=0) * 20, [0, 0, 1.0], atol=0.02)
    swing = walk.positions[:, skeleton.INDEX["left_wrist"], 1]
    assert swing.max() - swing.min() > 0.3
    still = walk.positions[:, skeleton.INDEX["right_wrist"], 1]
    assert still.max() - still.min() < 1e-3


def test_a_window_keeps_its_height_over_the_floor(clips):
    """A window cut from the middle of a jump does not land."""
    walk = clips[-1]
    raised = walk.translation.astype(float) + [2.0, 0.7, 3.0]
    _, moved = build.at_origin(walk.rotations, raised)
    np.testing.assert_allclose(moved[:, 1], raised[:, 1])
    np.testing.assert_allclose(moved[0, [0, 2]], 0.0, atol=1e-12)


def test_clip_starts_at_its_second(tiny_corpus, clips):
    """The described clip begins 2 s into its trial: the arm is where sin(3·2) puts it."""
    clip = {c.id: c for c in clips}["000007"]
    arm = clip.positions[0, skeleton.INDEX["left_elbow"]] - clip.positions[0, skeleton.INDEX["left_shoulder"]]
    np.testing.assert_allclose(np.degrees(np.arcsin(arm[1] / 0.26)), 30 * np.sin(6.0), atol=1.0)


def test_file_round_trip_and_mirror(clips, tmp_path):
    file.save(tmp_path / "c.npz", clips)
    loaded = file.load(tmp_path / "c.npz")
    assert [c.id for c in loaded] == [c.id for c in clips]
    assert loaded[0].captions == clips[0].captions and loaded[0].rotations.dtype == np.float32
    for a, b in zip(loaded, clips, strict=True):
        assert np.abs(a.positions - b.positions).max() < 5e-4
    both = file.load(tmp_path / "c.npz", mirrored=True)
    assert len(both) == 2 * len(loaded) and [c.mirrored for c in both[:2]] == [False, True]
    described, twin = next((a, b) for a, b in zip(both[::2], both[1::2], strict=True) if a.id == "000007")
    assert [c.text for c in twin.captions] == ["a person waves with the right hand", "turns counterclockwise"]
    seen = described.positions[:, list(skeleton.MIRROR)] * [-1, 1, 1]
    assert np.abs(twin.positions - seen).max() < 1e-5
    again = twin.mirror()
    np.testing.assert_array_equal(again.rotations, described.rotations)
    assert again.captions == described.captions


def test_damaged_files(tmp_path, clips):
    file.save(tmp_path / "c.npz", clips)
    data = (tmp_path / "c.npz").read_bytes()
    (tmp_path / "cut.npz").write_bytes(data[: len(data) // 2])
    with pytest.raises(ValueError, match="cut.npz is not a readable corpus"):
        file.load(tmp_path / "cut.npz")
    np.savez(tmp_path / "other.npz", x=np.zeros(3))
    with pytest.raises(ValueError, match="format"):
        file.load(tmp_path / "other.npz")


def test_missing_parts_are_named(tiny_corpus):
    (tiny_corpus / "cmu/02/02_01.bvh").unlink()
    with pytest.raises(FileNotFoundError, match="02_01.bvh"):
        build.build(tiny_corpus)
    (tiny_corpus / "clips.json").unlink()
    with pytest.raises(FileNotFoundError, match="clips.json"):
        build.build(tiny_corpus)


def test_command_prints_clips_minutes_and_measures(tiny_corpus, tmp_path, capsys, monkeypatch):
    import argparse

    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    # The made-up trials have names of real ones, of which sentences are written.
    monkeypatch.setattr(moments, "all_moments", dict)
    out = tmp_path / "made.npz"
    assert command.run(parser.parse_args(["build", str(tiny_corpus), "--out", str(out)])) == 0
    said = capsys.readouterr().out
    assert "train: 4 clips" in said and "test: 1 clips" in said
    assert "slide" in said and "dynamics" in said and out.exists()


def test_directions_are_reported(tiny_corpus, capsys):
    import argparse

    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    command.run(parser.parse_args(["directions", str(tiny_corpus)]))
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "motionbuilder:"
    shoulder = next(line for line in said if "left_shoulder →" in line)
    assert "worst   0.00°" in shoulder
    with pytest.raises(ValueError, match="--out"):
        command.run(parser.parse_args(["build", str(tiny_corpus)]))


def test_report_measures_the_motion(clips):
    found = report.physical(clips)
    assert found.dynamics > 0.5 and found.frames == sum(map(len, clips))


def _second(folder, tiny, **change):
    """A second folder with a trial of a skeleton of its own, listed as HDM05's."""
    import json
    import shutil

    folder.mkdir()
    shutil.copytree(tiny / "cmu" / "02", folder / "hdm05")
    trial = {"trial": "HDM_1", "file": "hdm05/02_01.bvh", "asf": None, "fps": 60, "label": "walk",
             "cmu_label": "walk", "kit_captions": [], "split": "train", "source": "hdm05",
             "licence": "CC BY-SA 3.0", "skeleton": "hdm05_x", "in_place": True} | change  # fmt: skip
    clip = {"id": "x1", "trial": trial["trial"], "start_s": 0.0, "end_s": 3.0, "split": "train",
            "captions": [{"text": "he walks", "from_s": 0.0, "to_s": 0.0}]}  # fmt: skip
    (folder / "clips.json").write_text(json.dumps({"clips": [clip], "trials": [trial], "skeletons": {}}))
    return folder


def test_folders_are_merged_with_what_is_owed_to_each(tiny_corpus, tmp_path, clips):
    second = _second(tmp_path / "second", tiny_corpus)
    merged = build.build([tiny_corpus, second])
    ours, theirs = merged[: len(clips)], merged[len(clips) :]
    assert [c.id for c in ours] == [c.id for c in clips] and {c.dataset for c in ours} == {"cmu"}
    assert {(c.dataset, c.licence, c.flags[:1]) for c in theirs} == {("hdm05", "CC BY-SA 3.0", ("in_place",))}
    assert all("HDM05" in c.credit for c in theirs) and all("mocap.cs" in c.credit for c in ours)
    assert {c.origin for clip in theirs for c in clip.captions} >= {"humanml3d", "label"}
    by_id = {clip.id: clip for clip in theirs}
    assert by_id["HDM_1@61"].start_s == 61 / 20 and by_id["x1"].start_s == 0.0
    np.testing.assert_allclose(theirs[0].rotations[:60], clips[-1].rotations[:60], atol=1e-6)
    assert any("hdm05: train" in line for line in report.lines(merged))


def test_splits_stay_apart_over_all_listings(tiny_corpus, tmp_path):
    again = _second(tmp_path / "again", tiny_corpus, trial="01_01")
    with pytest.raises(ValueError, match="01_01, which is listed already"):
        build.build([tiny_corpus, again])
    crossed = _second(tmp_path / "crossed", tiny_corpus, split="test")
    with pytest.raises(ValueError, match="clip x1 is in train, its trial HDM_1 is not"):
        build.build([tiny_corpus, crossed])


def test_each_folder_has_its_listing(tiny_corpus):
    with pytest.raises(ValueError, match="2 folders, but 1 times --clips"):
        build.build([tiny_corpus, tiny_corpus], [tiny_corpus / "clips.json"])


def test_whole_trials(tiny_corpus):
    whole = build.build(tiny_corpus, whole=True)
    assert [(c.id, len(c)) for c in whole] == [("01_01", 500), ("02_01", 120)]
