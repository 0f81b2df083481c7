"""My Library in Blender: add, rename, remove, export; failing disks and bad input."""

import os

import bpy
import numpy as np
import pytest
from dynmask.backend.motion.formats import bvh, moments
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.library import own as library_own
from dynmask.dynmask_blender.session import jobs, libraries, options, status
from steps import fails, generate, hand_keyed, keys, same


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setattr(options, "user_folder", lambda: str(tmp_path / "user"))
    libraries.forget()
    yield tmp_path / "user" / "library"
    libraries.forget()


def sentences(folder):
    return [row.sentence for row in library_own.rows(folder)]


def added(**values):
    assert bpy.ops.dynmask.add_to_library(**values) == {"FINISHED"}
    jobs.wait(60)
    assert status.current.level == "INFO", status.current.message


def test_a_take_is_added_as_it_was_made(addon, rig, scene, own):
    generate(addon)
    stored = motion_store.read(rig.animation_data.action)
    added(sentence="a person greets")
    assert sentences(own) == ["a person greets"] and "a person greets" in status.current.message
    clip = moments.read(own, library_own.rows(own)[0].key).clip
    assert len(clip) == len(stored.clip) and clip.fps == 20.0
    assert (np.abs((clip.rotations[:, 1:] * stored.clip.rotations[:, 1:]).sum(-1)) > 1.0 - 1e-6).all()


def test_her_own_action_is_read_and_stays(addon, rig, scene, own):
    mine = hand_keyed(rig)
    before = keys(rig, mine)
    added(sentence="swings an arm")
    row = library_own.rows(own)[0]
    assert (row.sentence, row.origin) == ("swings an arm", "Mine")
    assert row.seconds == pytest.approx(2.45, abs=0.1)
    assert rig.animation_data.action == mine and same(before, keys(rig, mine))
    clip = moments.read(own, row.key).clip
    moved = np.ptp(clip.rotations, axis=0).max(axis=-1)
    assert moved[17] > 0.1 and moved[4] < 1e-3


def test_a_range(addon, rig, scene, own):
    generate(addon, seconds=4.0, set_length=True)
    stored = motion_store.read(rig.animation_data.action)
    rig.dynmask.range_first, rig.dynmask.range_last = 21, 60
    added(sentence="a part", part="RANGE")
    clip = moments.read(own, library_own.rows(own)[0].key).clip
    start, stop = stored.samples_within(21, 60)
    assert len(clip) == stop - start
    inside = stored.clip.rotations[start:stop]
    assert (np.abs((clip.rotations[:, 16] * inside[:, 16]).sum(-1)) > 1.0 - 1e-6).all()


def test_bad_input_is_one_sentence(addon, rig, scene, own):
    fails(lambda: bpy.ops.dynmask.add_to_library(sentence="walks"), "has no action yet")
    generate(addon)
    fails(lambda: bpy.ops.dynmask.add_to_library(sentence=" "), "Say in a sentence what the body does")
    fails(lambda: bpy.ops.dynmask.add_to_library(sentence="a" * 400), "longer than 300 characters")
    rig.dynmask.range_first, rig.dynmask.range_last = 1, 6
    fails(lambda: bpy.ops.dynmask.add_to_library(sentence="walks", part="RANGE"), "lasts 0.5 to 600 s")
    fails(lambda: bpy.ops.dynmask.rename_moment(key="gone", sentence="walks"), "not in the library any more")
    fails(lambda: bpy.ops.dynmask.remove_moment(key="../x"), "not in the library")
    fails(lambda: bpy.ops.dynmask.preview_moment(key="gone"), "not in the library any more")
    fails(lambda: bpy.ops.dynmask.export_moments(directory=str(own)), "My Library is empty")
    assert not own.exists() and not jobs.busy()


def test_without_a_user_folder_it_says_so(addon, rig, scene, monkeypatch):
    monkeypatch.setattr(options, "user_folder", lambda: None)
    generate(addon)
    fails(lambda: bpy.ops.dynmask.add_to_library(sentence="walks"), "installed as an extension")


def test_a_full_disk_is_told_and_loses_nothing(addon, rig, scene, own, monkeypatch):
    generate(addon)
    added(sentence="a person greets")
    key = library_own.rows(own)[0].key

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    fails(lambda: bpy.ops.dynmask.add_to_library(sentence="walks"), "is full: free some space")
    fails(lambda: bpy.ops.dynmask.rename_moment(key=key, sentence="waves"), "is full: free some space")
    assert sentences(own) == ["a person greets"] and len(list(own.iterdir())) == 1


def test_rename_and_remove(addon, rig, scene, own):
    generate(addon)
    for text in ("walks", "waves"):
        added(sentence=text)
    by_name = {row.sentence: row.key for row in library_own.rows(own)}
    assert bpy.ops.dynmask.rename_moment(key=by_name["walks"], sentence="a person limps") == {"FINISHED"}
    assert sentences(own) == ["a person limps", "waves"]
    assert bpy.ops.dynmask.remove_moment(key=by_name["waves"]) == {"FINISHED"}
    assert sentences(own) == ["a person limps"] and len(rig.dynmask.takes) == 1


def test_one_of_hers_is_previewed_without_the_backend(addon, rig, scene, own):
    generate(addon)
    added(sentence="a person greets")
    bpy.ops.dynmask.discard_all()
    jobs.close_backend()
    assert bpy.ops.dynmask.preview_moment(key=library_own.rows(own)[0].key) == {"FINISHED"}
    jobs.wait(30)
    assert [t.prompt for t in rig.dynmask.takes] == ["a person greets"] and status.current.level == "INFO"
    assert motion_store.origins(rig.animation_data.action)[0]["kind"] == "own"


def test_a_folder_of_files_comes_in_and_goes_out(addon, rig, scene, own, tmp_path):
    generate(addon)
    clip = motion_store.read(rig.animation_data.action).clip
    place, out = tmp_path / "mocap", tmp_path / "out"
    place.mkdir(), out.mkdir()
    for name in ("walk_slowly.bvh", "02_01.bvh"):
        bvh.write(place / name, clip)
    assert bpy.ops.dynmask.add_files_to_library(directory=str(place)) == {"FINISHED"}
    jobs.wait(60)
    assert sentences(own) == ["walk slowly"]
    assert status.current.message.startswith("1 motion added")
    assert "02_01.bvh was left out" in status.current.message
    chosen = {"directory": str(place), "files": [{"name": "02_01.bvh"}], "sentence": "a person turns"}
    assert bpy.ops.dynmask.add_files_to_library(**chosen) == {"FINISHED"}
    jobs.wait(60)
    assert sentences(own) == ["a person turns", "walk slowly"]
    assert bpy.ops.dynmask.export_moments(directory=str(out)) == {"FINISHED"}
    jobs.wait(60)
    assert sorted(p.name for p in out.iterdir()) == [
        "a_person_turns.bvh", "a_person_turns.txt", "walk_slowly.bvh", "walk_slowly.txt",
    ]  # fmt: skip
    fails(lambda: bpy.ops.dynmask.add_files_to_library(directory=str(own)), "There are no BVH files")
