"""Whatever hangs on an armature is in its file where it is in the scene, or it is said why not."""

import bpy
import numpy as np
import pytest
import rigs
import steps
from dynmask.dynmask_blender.export import clips as export_clips
from dynmask.dynmask_blender.export import formats
from dynmask.dynmask_blender.session import status
from test_export import import_fbx, imported, moving_rig, vertices
from test_export_control_rigs import animated
from test_export_readers import read

HAND = "mixamorig:LeftHand"


def box(scene, name="Sword", size=0.1):
    """A box that stands somewhere, turned and scaled, and hangs on nothing."""
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([(0, 0, 0), (size, 0, 0), (0, 2 * size, 0), (0, 0, 3 * size)], [], [
        (0, 2, 1), (0, 1, 3), (1, 2, 3), (0, 3, 2)
    ])  # fmt: skip
    obj = bpy.data.objects.new(name, mesh)
    scene.collection.objects.link(obj)
    obj.matrix_basis = rigs.object_matrix((20, -30, 50), (1.5, 1.0, 0.5), (0.3, 0.2, 1.1))
    return obj


def on_bone(scene, rig, bone=HAND, name="Sword"):
    obj = box(scene, name)
    obj.parent, obj.parent_type, obj.parent_bone = rig, "BONE", bone
    return obj


def below(scene, rig):
    """On an empty that hangs on a bone."""
    empty = bpy.data.objects.new("Socket", None)
    scene.collection.objects.link(empty)
    empty.parent, empty.parent_type, empty.parent_bone = rig, "BONE", HAND
    obj = box(scene)
    obj.parent = empty
    return obj


def child_of(scene, rig):
    obj = box(scene)
    constraint = obj.constraints.new("CHILD_OF")
    constraint.target, constraint.subtarget = rig, HAND
    return obj


def with_old_weights(scene, rig):
    """It was skinned once: its groups play no part any more."""
    obj = on_bone(scene, rig)
    for name in (HAND, "mixamorig:Hips"):
        obj.vertex_groups.new(name=name).add(range(4), 0.5, "REPLACE")
    return obj


def on_the_object(scene, rig):
    obj = box(scene, "Hat")
    obj.parent = rig
    return obj


def without_modifier(scene, rig):
    obj = rigs.skinned_cube(scene, rig, HAND)
    obj.modifiers.clear()
    obj.parent_type = "ARMATURE"
    return obj


HANGING = (on_bone, below, child_of, with_old_weights, on_the_object, without_modifier)


@pytest.mark.parametrize("kind", ["UNITY", "UNREAL", "GLTF"])
@pytest.mark.parametrize("hang", HANGING)
def test_meshes_that_hang_on_the_rig_come_along(scene, tmp_path, hang, kind):
    rig = rigs.mixamo(matrix=rigs.object_matrix((0, 0, 70), (0.5, 0.5, 0.5), (3, 2, 1)))
    frames = moving_rig(scene, rig)
    mesh = hang(scene, rig)
    scene.frame_set(17)
    wanted = vertices(mesh, frames)
    travelled = np.ptp(wanted, axis=0).max()
    assert travelled < 1e-6 if hang is on_the_object else travelled > 0.5
    before = {o.name for o in bpy.data.objects}, len(bpy.data.meshes)
    if kind == "GLTF":
        said = formats.export_gltf(bpy.context, rig, tmp_path / "x.glb")
        assert ({o.name for o in bpy.data.objects}, len(bpy.data.meshes)) == before
        imported(bpy.ops.import_scene.gltf, tmp_path / "x.glb")
    else:
        said = formats.export_fbx(bpy.context, rig, tmp_path / "x.fbx", kind)
        assert ({o.name for o in bpy.data.objects}, len(bpy.data.meshes)) == before
        import_fbx(tmp_path / "x.fbx")
    assert said == []
    got = vertices(bpy.data.objects[f"{mesh.name}.001"], frames)
    # glTF's importer gives every face corners of its own.
    nearest = np.linalg.norm(got[:, :, None] - wanted[:, None], axis=-1).min(axis=1)
    assert got.shape[1] >= wanted.shape[1] and nearest.max() < 1e-3


def test_with_several_clips_and_root_motion(scene, tmp_path):
    """What is on the object goes where its root motion goes; what is on a bone stays in the hand."""
    rig = rigs.mixamo()
    frames = moving_rig(scene, rig)
    sword, hat = on_bone(scene, rig), on_the_object(scene, rig)
    clips = [
        export_clips.sample(bpy.context, rig, name, span, move_node=True)
        for name, span in (("a", (1, 20)), ("b", (11, 40)))
    ]
    wanted = vertices(sword, frames)
    said = formats.export_gltf(bpy.context, rig, tmp_path / "x.glb", clips=clips)
    assert said == []
    again = imported(bpy.ops.import_scene.gltf, tmp_path / "x.glb")
    tracks = {track.name: track.strips[0].action for track in again.animation_data.nla_tracks}
    for name, start in (("a", 0), ("b", 10)):
        steps.compat.assign_action(again, tracks[name])
        got = vertices(bpy.data.objects["Sword.001"], range(0, 20))
        nearest = np.linalg.norm(got[:, :, None] - wanted[start : start + 20, None], axis=-1).min(axis=1)
        assert nearest.max() < 1e-3
    assert np.ptp(vertices(bpy.data.objects[f"{hat.name}.001"], (0, 29)), axis=0).max() > 0.3


def test_a_mesh_on_a_control_goes_with_the_bone_that_deforms(scene, tmp_path):
    rig, frames = animated(scene, "Rigify")
    mesh = on_bone(scene, rig, "hand_fk.L")
    wanted = vertices(mesh, frames)
    assert formats.export_fbx(bpy.context, rig, tmp_path / "x.fbx") == []
    import_fbx(tmp_path / "x.fbx")
    np.testing.assert_allclose(vertices(bpy.data.objects["Sword.001"], frames), wanted, atol=1e-3)


def test_what_stays_behind_is_said(scene, tmp_path):
    rig = rigs.mixamo()
    moving_rig(scene, rig)
    curve = bpy.data.objects.new("Braid", bpy.data.curves.new("Braid", "CURVE"))
    scene.collection.objects.link(curve)
    curve.parent, curve.parent_type, curve.parent_bone = rig, "BONE", "mixamorig:Head"
    tied = box(scene, "Cape")
    tied.constraints.new("COPY_TRANSFORMS").target = rig
    on_bone(scene, rig, name="Collider").hide_render = True
    eye = box(scene, "Eye")
    eye.parent, eye.parent_type = rigs.skinned_cube(scene, rig, "mixamorig:Head"), "VERTEX"
    shape = box(scene, "WGT-hand")
    shape.parent = rig
    rig.pose.bones[HAND].custom_shape = shape
    box(scene, "Floor")
    balloon = without_modifier(scene, rig)
    balloon.name = "Balloon"
    balloon.vertex_groups.clear()
    assert formats.export_gltf(bpy.context, rig, tmp_path / "x.glb") == [
        "'Braid' stays behind: it is a curve: convert it to a mesh",
        "'Cape' stays behind: it follows by a constraint: parent it to a bone",
        "'Collider' stays behind: it is hidden in renders",
        "2 more objects stay behind",
    ]
    names = {o.name for o in bpy.data.objects}
    imported(bpy.ops.import_scene.gltf, tmp_path / "x.glb")
    meshes = {o.data.name for o in bpy.data.objects if o.name not in names and o.type == "MESH"}
    assert {name.split(".")[0] for name in meshes} - {"Icosphere"} == {"Glove"}
    assert formats.export_gltf(bpy.context, rig, tmp_path / "x.glb", meshes=False) == []


def test_the_operator_says_it(addon, rig, tmp_path):
    steps.hand_keyed(rig)
    box(bpy.context.scene, "Cape").constraints.new("COPY_LOCATION").target = rig
    bpy.ops.dynmask.export_fbx(filepath=str(tmp_path / "x.fbx"))
    assert status.current.message.startswith("Exported 'x.fbx'; 'Cape' stays behind: it follows")
    assert status.current.level == "WARNING"


def test_on_an_object_that_moves_itself(scene, tmp_path):
    rig = rigs.mixamo()
    moving_rig(scene, rig)
    on_the_object(scene, rig)
    for frame, place in ((1, 0.0), (20, 2.0)):
        rig.location.x = place
        rig.keyframe_insert("location", frame=frame)
    assert formats.export_fbx(bpy.context, rig, tmp_path / "x.fbx") == [
        "'Hat' stands still in the file: parent it to a bone, the armature's object moves"
    ]


@pytest.mark.parametrize("name", ["あ" * 21, "Glove", "é" * 31])
def test_names_of_any_length_are_the_files(scene, tmp_path, name):
    """Blender cuts names at so many bytes: a long one is put back all the same."""
    rig = rigs.mixamo()
    moving_rig(scene, rig)
    mesh = on_bone(scene, rig)
    rig.name, mesh.name = name, name[:-1] + "!"
    rig.animation_data.action.name = name
    names = [o.name for o in (rig, mesh, rig.animation_data.action)]
    said = formats.export_fbx(bpy.context, rig, tmp_path / "x.fbx")
    assert [o.name for o in (rig, mesh, rig.animation_data.action)] == names and said == []
    file = read(tmp_path / "x.fbx")
    assert list(file["clips"]) == [names[2]] and list(file["above"]) == [names[0]]
