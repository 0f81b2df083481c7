"""Takes and actions exported in one go, a file each or one with a clip for each."""

import bpy
import numpy as np
import pytest
import steps
from dynmask.dynmask_blender.export import formats, verify
from dynmask.dynmask_blender.export import takes as export_takes
from dynmask.dynmask_blender.session import status
from dynmask.dynmask_blender.takes import takes
from test_export_readers import assert_same_motion, read


@pytest.fixture
def three(addon, rig):
    """The rig with a hand-keyed action and three takes of one sentence."""
    steps.hand_keyed(rig)
    steps.generate(addon, "a person waves, twice!", take_count=3, seed=5)
    assert [take.seed for take in rig.dynmask.takes] == [5, 6, 7]
    return rig


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_for_every_take_with_its_own_motion(three, tmp_path):
    shown = three.animation_data.action
    assert bpy.ops.dynmask.export_takes(directory=str(tmp_path)) == {"FINISHED"}
    assert names(tmp_path) == [f"a_person_waves_twice_{seed}.fbx" for seed in (5, 6, 7)]
    assert three.animation_data.action == shown and three.dynmask.active == 0
    for index, take in enumerate(three.dynmask.takes):
        takes.show(three, index)
        path = tmp_path / f"a_person_waves_twice_{take.seed}.fbx"
        assert verify.reimport_error_mm(bpy.context, three, path) < 1.0
    other = tmp_path / "a_person_waves_twice_5.fbx"
    assert verify.reimport_error_mm(bpy.context, three, other) > 1.0, "all files hold the same take"


def test_only_ticked_takes(three, tmp_path):
    ticks = [{"name": str(i), "chosen": i == 1, "clip": ""} for i in range(3)]
    bpy.ops.dynmask.export_takes(directory=str(tmp_path), file_format="GLTF", ticks=ticks)
    assert names(tmp_path) == ["a_person_waves_twice_6.glb"]
    ticks[1]["chosen"] = False
    steps.fails(
        lambda: bpy.ops.dynmask.export_takes(directory=str(tmp_path), ticks=ticks), "at least one take"
    )


def test_files_are_overwritten_only_when_told(three, tmp_path):
    mine = tmp_path / "a_person_waves_twice_6.fbx"
    mine.write_bytes(b"mine")
    steps.fails(
        lambda: bpy.ops.dynmask.export_takes(directory=str(tmp_path)),
        "a_person_waves_twice_6.fbx would be overwritten",
    )
    assert names(tmp_path) == [mine.name] and mine.read_bytes() == b"mine"
    bpy.ops.dynmask.export_takes(directory=str(tmp_path), overwrite=True)
    assert len(names(tmp_path)) == 3 and mine.read_bytes() != b"mine"


def test_the_rig_is_left_as_it_was(three, tmp_path):
    takes.discard_all(three)
    bone = three.pose.bones["Head"]
    bone.rotation_mode = "XYZ"
    steps.generate(bpy.context.scene.dynmask, "a person waves", take_count=2, seed=1)
    bone.location = (0.1, 0.2, 0.3)
    mine = three.dynmask.previous
    keys, location = steps.keys(three, mine), tuple(bone.location)
    listed = [(take.name, take.action) for take in three.dynmask.takes]
    blocks = len(bpy.data.objects), len(bpy.data.actions), len(bpy.data.armatures), len(bpy.data.scenes)
    bpy.ops.dynmask.export_takes(directory=str(tmp_path))
    assert tuple(bone.location) == location
    assert [(take.name, take.action) for take in three.dynmask.takes] == listed
    after = len(bpy.data.objects), len(bpy.data.actions), len(bpy.data.armatures), len(bpy.data.scenes)
    assert after == blocks
    assert steps.same(steps.keys(three, mine), keys)
    takes.discard_all(three)
    assert three.animation_data.action == mine


def test_names_of_any_prompt(addon, rig, tmp_path):
    for prompt, seed in (
        ("Läuft/../los: *schnell*", 1),
        ("läuft los schnell", 1),
        ("", 2),
        ("word " * 40, 3),
    ):
        take = rig.dynmask.takes.add()
        take.prompt, take.seed = prompt, seed
    names = [source.name for source, _ in export_takes.sources(rig)]
    found = [path.name for path in export_takes.paths(names, tmp_path, ".glb")]
    assert found[:3] == ["Läuft_los_schnell_1.glb", "läuft_los_schnell_1_2.glb", "take_2.glb"]
    assert found[3].startswith("word_word") and len(found[3]) < 70
    rig.dynmask.takes.clear()


@pytest.mark.parametrize("kind", ["FBX", "GLTF"])
@pytest.mark.parametrize("fps, base", [(24, 1.0), (30, 1.0), (60, 1.0)])
def test_one_file_with_a_clip_for_each(three, tmp_path, kind, fps, base):
    """Names, lengths, rate and every pose, by readers that are no part of Blender."""
    scene = bpy.context.scene
    takes.discard_all(three)
    scene.render.fps, scene.render.fps_base = fps, base
    steps.generate(scene.dynmask, "a person waves", take_count=2, seed=5)
    names = ("Wave Hello", "a_person_waves_6", "Swing")
    ticks = [{"name": "", "chosen": True, "clip": name if name != names[1] else ""} for name in names]
    shown, keys = three.animation_data.action, steps.keys(three, three.dynmask.previous)
    bpy.ops.dynmask.export_takes(
        directory=str(tmp_path), file_format=kind, together=True, file_name="all", ticks=ticks
    )
    assert three.animation_data.action == shown
    assert steps.same(steps.keys(three, three.dynmask.previous), keys)
    (path,) = tmp_path.iterdir()
    assert path.stem == "all" and status.current.message == f"Exported '{path.name}' with 3 clips"
    assert len(bpy.data.actions) == 3 and len(bpy.data.armatures) == 1
    for index, name in enumerate(names):
        if index < 2:
            takes.show(three, index)
        else:
            takes.discard_all(three)
        first, last = formats.active_range(three)
        frames, said = np.arange(first, last + 1), read(path, name)
        assert set(said["clips"]) == set(names)
        assert said["fps"] is None or abs(said["fps"] - fps) < 1e-3
        np.testing.assert_allclose(said["clips"][name], [0.0, (last - first) / fps], atol=1e-5)
        np.testing.assert_allclose(said["keys"], (frames - first) / fps, atol=1e-5)
        assert_same_motion(three, frames, said)


def test_accepted_actions_are_offered_too(three, tmp_path):
    """Once a take is accepted, what DynMask made is proposed; the animator's own actions can be ticked."""
    takes.accept(three, 1)
    assert {(s.name, proposed) for s, proposed in export_takes.sources(three)} == {
        ("Mine", False), ("a_person_waves_twice_6", True),
    }  # fmt: skip
    bpy.data.actions.new("Lamp")
    bpy.ops.dynmask.export_takes(directory=str(tmp_path))
    assert names(tmp_path) == ["a_person_waves_twice_6.fbx"]
    order = [source.name for source, _ in export_takes.sources(three)]
    ticks = [{"name": name, "chosen": name == "Mine", "clip": "Swing, right!"} for name in order]
    bpy.ops.dynmask.export_takes(directory=str(tmp_path), file_format="GLTF", ticks=ticks)
    assert names(tmp_path) == ["Swing_right.glb", "a_person_waves_twice_6.fbx"]
    assert list(read(tmp_path / "Swing_right.glb")["clips"]) == ["Swing, right!"]


def test_the_file_of_one_clip_is_called_like_it(three):
    """The whole sentence of a take that is shown, else the action's name."""
    for number, seed in enumerate((5, 6, 7)):
        takes.show(three, number)
        assert export_takes.name_of_shown(three) == f"a_person_waves_twice_{seed}"
    takes.discard_all(three)
    assert export_takes.name_of_shown(three) == "Mine"
    three.animation_data.action = None
    assert export_takes.name_of_shown(three) == "Motion"


def test_clips_of_one_name_get_numbers(three, tmp_path):
    ticks = [{"name": "", "chosen": i < 2, "clip": "Wave"} for i in range(4)]
    bpy.ops.dynmask.export_takes(
        directory=str(tmp_path), file_format="GLTF", together=True, ticks=ticks, file_name=""
    )
    assert set(read(tmp_path / "Rig.glb")["clips"]) == {"Wave", "Wave_2"}


def test_refusals_before_anything_is_written(three, tmp_path):
    steps.fails(lambda: bpy.ops.dynmask.export_takes(directory=str(tmp_path / "none")), "There is no folder")
    bpy.data.actions.remove(three.dynmask.takes[2].action)
    steps.fails(lambda: bpy.ops.dynmask.export_takes(directory=str(tmp_path)), "take 3 was deleted")
    assert not names(tmp_path)


def test_without_takes_there_is_nothing_to_press(addon, rig):
    assert not bpy.ops.dynmask.export_takes.poll()
