"""Exported files come back with the same motion, size, bones and frame rate."""

import json
import os

import bpy
import numpy as np
import pytest
import rigs
import steps
from dynmask.dynmask_blender.actions import new_action
from dynmask.dynmask_blender.export import formats, names, verify
from dynmask.dynmask_blender.retarget import to_rig


def moving_rig(scene, rig, root="hips", name="Spin", start=1):
    mapping = to_rig.detect_mapping(rig)
    tracks = to_rig.retarget(rig, *rigs.wild_motion(40), mapping, root=root)
    new_action.write_action(rig, tracks, 20.0, scene, name, start)
    return range(start, start + 40)


def imported(operator, path, **options):
    before = set(bpy.data.objects)
    operator(filepath=str(path), **options)
    (rig,) = (o for o in bpy.data.objects if o not in before and o.type == "ARMATURE")
    return rig


def import_fbx(path):
    return imported(bpy.ops.import_scene.fbx, path, anim_offset=0.0, ignore_leaf_bones=False)


def error_mm(rig, other, frames):
    seen, again = rigs.poses(rig, frames), rigs.poses(other, frames)
    assert seen.keys() == again.keys()
    return 1000 * max(np.abs(seen[bone][:, 0] - again[bone][:, 0]).max() for bone in seen)


@pytest.mark.parametrize("preset", formats.PRESETS)
@pytest.mark.parametrize("kind", ["metarig", "turned", "centimetres"])
def test_fbx_comes_back(scene, tmp_path, preset, kind):
    if kind == "metarig":
        rig = rigs.metarig()
    elif kind == "turned":
        rig = rigs.mixamo(matrix=rigs.object_matrix((0, 0, 70), (0.5, 0.5, 0.5), (3, 2, 1)))
    else:
        to_y_up = np.array([[1, 0, 0], [0, 0, 1], [0, -1, 0]]) * 100.0
        rig = rigs.mixamo(turn=to_y_up, matrix=rigs.object_matrix((90, 0, 0), (0.01,) * 3))
    frames = moving_rig(scene, rig)
    before = {o.name for o in bpy.data.objects}, rig.matrix_world.copy(), len(bpy.data.actions)
    path = tmp_path / "take.fbx"
    formats.export_fbx(bpy.context, rig, path, preset)
    assert ({o.name for o in bpy.data.objects}, rig.matrix_world, len(bpy.data.actions)) == before
    assert len(bpy.data.scenes) == 1 and len(bpy.data.armatures) == 1
    again = import_fbx(path)
    assert error_mm(rig, again, frames) < 1.0
    assert tuple(again.animation_data.action.frame_range) == (frames[0], frames[-1])
    assert again.animation_data.action.name.split("|")[-1].startswith("Spin")


def fbx_nodes(path, kind):
    """{name: {property: values}} of the models of one kind in a binary FBX, by Blender's own reader."""
    import importlib

    parser = importlib.import_module("io_scene_fbx.parse_fbx")
    root, _ = parser.parse(str(path))
    objects = next(e for e in root.elems if e.id == b"Objects")
    found = {}
    for model in objects.elems:
        if model.id == b"Model" and model.props[2] == kind:
            name = model.props[1].split(b"\x00")[0].decode()
            table = next((e for e in model.elems if e.id == b"Properties70"), None)
            found[name] = {p.props[0].decode(): p.props[4:] for p in table.elems} if table else {}
    settings = next(e for e in root.elems if e.id == b"GlobalSettings")
    table = next(e for e in settings.elems if e.id == b"Properties70")
    return found, {p.props[0].decode(): p.props[4:] for p in table.elems}


@pytest.mark.parametrize(
    "preset, unit, per_metre", [("UNITY", 100, 1), ("GODOT", 100, 1), ("UNREAL", 1, 100)]
)
def test_nothing_above_the_bones_turns_or_scales(scene, tmp_path, preset, unit, per_metre):
    """Root motion would be turned and scaled with it."""
    rig = rigs.mixamo(matrix=rigs.object_matrix((0, 0, 0), (1, 1, 1)))
    moving_rig(scene, rig)
    path = tmp_path / "take.fbx"
    formats.export_fbx(bpy.context, rig, path, preset)
    nodes, settings = fbx_nodes(path, b"Null")
    assert list(nodes) == ["Armature" if preset == "UNREAL" else rig.name]
    (node,) = nodes.values()
    np.testing.assert_allclose(node.get("Lcl Rotation", (0, 0, 0)), 0.0, atol=1e-4)
    np.testing.assert_allclose(node.get("Lcl Scaling", (1, 1, 1)), 1.0, atol=1e-6)
    assert settings["UnitScaleFactor"][0] == unit
    assert settings["UpAxis"][0] == 1
    bones, _ = fbx_nodes(path, b"LimbNode")
    assert set(bones) == {bone.name for bone in rig.data.bones}
    shin = np.linalg.norm(np.subtract(rigs.T_POSE["left_knee"], rigs.T_POSE["left_ankle"]))
    np.testing.assert_allclose(
        np.linalg.norm(bones["mixamorig:LeftFoot"]["Lcl Translation"]), shin * per_metre, rtol=1e-4
    )


@pytest.mark.parametrize("fps, base", [(24, 1.001), (30, 1.0), (60, 1.0)])
def test_frame_rate_of_the_scene(scene, tmp_path, fps, base):
    scene.render.fps, scene.render.fps_base = fps, base
    rig = rigs.mixamo()
    moving_rig(scene, rig)
    first, last = formats.active_range(rig)
    formats.export_fbx(bpy.context, rig, tmp_path / "take.fbx", "UNITY")
    assert verify.reimport_error_mm(bpy.context, rig, tmp_path / "take.fbx") < 1.0
    assert (scene.render.fps, round(scene.render.fps_base, 6)) == (fps, base)
    assert len(bpy.data.objects) == len(bpy.data.armatures) == len(bpy.data.actions) == 1
    again = import_fbx(tmp_path / "take.fbx")
    seconds = np.array(again.animation_data.action.frame_range) / fps
    np.testing.assert_allclose(seconds, np.array((first, last)) * base / fps, atol=1e-4)


def test_root_motion_stays_on_the_root_bone(scene, tmp_path):
    rig = rigs.mixamo(root="root")
    frames = moving_rig(scene, rig, root="root")
    formats.export_fbx(bpy.context, rig, tmp_path / "take.fbx", "UNREAL")
    again = import_fbx(tmp_path / "take.fbx")
    assert error_mm(rig, again, frames) < 1.0
    heads = rigs.poses(again, frames)
    travel = np.ptp(heads["root"][:, 0], axis=0)
    assert travel[:2].max() > 1.0 and travel[2] < 1e-3


def vertices(obj, frames):
    result = []
    for frame in frames:
        bpy.context.scene.frame_set(frame)
        evaluated = obj.evaluated_get(bpy.context.evaluated_depsgraph_get())
        result.append([evaluated.matrix_world @ v.co for v in evaluated.data.vertices])
    return np.array(result)


@pytest.mark.parametrize("preset", ["UNITY", "UNREAL"])
def test_skinned_meshes_come_along(scene, tmp_path, preset):
    rig = rigs.mixamo(matrix=rigs.object_matrix((0, 0, 70), (0.5, 0.5, 0.5), (3, 2, 1)))
    frames = moving_rig(scene, rig)
    cube = rigs.skinned_cube(scene, rig, "mixamorig:LeftHand")
    formats.export_fbx(bpy.context, rig, tmp_path / "take.fbx", preset, meshes=True)
    assert sorted(o.name for o in bpy.data.objects) == ["Glove", "Rig"] and len(bpy.data.meshes) == 1
    import_fbx(tmp_path / "take.fbx")
    other = bpy.data.objects["Glove.001"]
    np.testing.assert_allclose(vertices(other, frames), vertices(cube, frames), atol=1e-3)
    nodes, _ = fbx_nodes(tmp_path / "take.fbx", b"Mesh")
    assert list(nodes) == ["Glove"]


@pytest.mark.parametrize("preset, node", [("UNITY", "Rig"), ("UNREAL", "root"), ("GODOT", "Rig")])
def test_travel_on_the_node_for_rigs_without_a_root_bone(scene, tmp_path, preset, node):
    rig = rigs.mixamo(matrix=rigs.object_matrix((0, 0, 70), (0.5, 0.5, 0.5), (3, 2, 1)))
    frames = moving_rig(scene, rig)
    formats.export_fbx(bpy.context, rig, tmp_path / "take.fbx", preset, move_node=True)
    assert list(fbx_nodes(tmp_path / "take.fbx", b"Null")[0]) == [node]
    again = import_fbx(tmp_path / "take.fbx")
    assert error_mm(rig, again, frames) < 1.0
    heights, hips = [], []
    for frame in frames:
        scene.frame_set(frame)
        heights.append(again.matrix_world.translation.z)
        bone = again.evaluated_get(bpy.context.evaluated_depsgraph_get()).pose.bones["mixamorig:Hips"]
        hips.append(again.matrix_world.to_3x3() @ bone.head)
    # Over the ground the node moves and the hips stay; up and down it is the other way round.
    assert np.ptp(heights) < 1e-4
    assert np.ptp(np.linalg.norm(np.array(hips)[:, :2], axis=1)) < 1e-3
    assert np.ptp(np.array(hips)[:, 2]) > 0.01


def test_export_from_pose_mode_with_a_full_house_of_names(scene, tmp_path):
    rig = rigs.mixamo()
    frames = moving_rig(scene, rig, name="Scene")
    scene.name = rig.animation_data.action.name
    bpy.data.objects.new("Armature", None)
    bpy.context.view_layer.objects.active = rig
    bpy.ops.object.mode_set(mode="POSE")
    formats.export_fbx(bpy.context, rig, tmp_path / "take.fbx", "UNREAL")
    assert rig.mode == "POSE" and "Armature" in bpy.data.objects and scene.name == "Scene"
    bpy.ops.object.mode_set(mode="OBJECT")
    again = import_fbx(tmp_path / "take.fbx")
    assert error_mm(rig, again, frames) < 1.0
    assert again.animation_data.action.name.endswith("|Scene")
    assert list(fbx_nodes(tmp_path / "take.fbx", b"Null")[0]) == ["Armature"]


def test_glb_comes_back(scene, tmp_path):
    rig = rigs.mixamo(matrix=rigs.object_matrix((0, 0, 70), (0.5, 0.5, 0.5), (3, 2, 1)))
    moving_rig(scene, rig, name="Another")
    frames = moving_rig(scene, rig, start=0)
    formats.export_gltf(bpy.context, rig, tmp_path / "take.glb")
    assert [animation["name"] for animation in glb(tmp_path / "take.glb")["animations"]] == ["Spin"]
    again = imported(bpy.ops.import_scene.gltf, tmp_path / "take.glb")
    assert error_mm(rig, again, frames) < 1.0


def test_the_check_sees_another_motion(scene, tmp_path):
    rig = rigs.mixamo()
    moving_rig(scene, rig)
    formats.export_fbx(bpy.context, rig, tmp_path / "take.fbx")
    moving_rig(scene, rig, start=2)
    assert verify.reimport_error_mm(bpy.context, rig, tmp_path / "take.fbx", (2, 30)) > 50.0


def test_errors_say_what_is_wrong(scene, tmp_path):
    rig = rigs.mixamo()
    with pytest.raises(ValueError, match="no export preset 'MAYA'"):
        formats.export_fbx(bpy.context, rig, tmp_path / "x.fbx", "MAYA")
    with pytest.raises(OSError, match="Could not write"):
        formats.export_fbx(bpy.context, rig, tmp_path / "no" / "such" / "folder" / "x.fbx")
    with pytest.raises(ValueError, match="holds no frames"):
        formats.export_fbx(bpy.context, rig, tmp_path / "x.fbx", frame_range=(5, 1))
    assert len(bpy.data.scenes) == 1 and len(bpy.data.objects) == 1


@pytest.mark.parametrize("kind, operator", [("FBX", "export_fbx"), ("GLTF", "export_gltf")])
def test_a_switched_off_exporter_is_told_and_can_be_enabled(addon, rig, tmp_path, kind, operator):
    import addon_utils

    _, module, name = formats.EXPORTERS[kind]
    steps.hand_keyed(rig)
    path = tmp_path / ("x.fbx" if kind == "FBX" else "x.glb")
    write, told = getattr(bpy.ops.dynmask, operator), f"add-on '{name}' is off: enable it in the Export panel"
    addon_utils.disable(module, default_set=True)
    try:
        assert not formats.has_exporter(kind)
        steps.fails(lambda: write(filepath=str(path)), told)
        listed = {"directory": str(tmp_path), "file_format": kind}
        steps.fails(lambda: bpy.ops.dynmask.export_takes(**listed), told)
        assert not os.listdir(tmp_path)
        assert bpy.ops.dynmask.enable_exporter(file_format=kind) == {"FINISHED"}
        assert formats.has_exporter(kind)
    finally:
        addon_utils.enable(module, default_set=True)
    write(filepath=str(path))
    assert os.listdir(tmp_path) == [path.name]


def test_the_proposed_file_is_called_like_the_clip(addon, rig, tmp_path):
    """And a clip that is named is called so in the file."""
    action = steps.hand_keyed(rig, "waves · 1 [17 [231–278] 0")
    assert names.of_action(action) == "waves_1"
    bpy.ops.dynmask.export_gltf(filepath=str(tmp_path / "x.glb"), clip="Wave Hello")
    assert [a["name"] for a in glb(tmp_path / "x.glb")["animations"]] == ["Wave Hello"]
    assert action.name == "waves · 1 [17 [231–278] 0"


def glb(path):
    data = path.read_bytes()
    return json.loads(data[20 : 20 + int.from_bytes(data[12:16], "little")])
