"""What tests of the registered add-on do again and again."""

import bpy
import numpy as np
import pytest
from dynmask.dynmask_blender import compat, coroutines, nla
from dynmask.dynmask_blender.rig import targets
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.takes import apply_answer


def generate(settings, prompt="a person waves", **values):
    settings.prompt = prompt
    for name, value in values.items():
        setattr(settings, name, value)
    assert bpy.ops.dynmask.generate() == {"FINISHED"}
    jobs.wait(30)


def keys(obj, action):
    """{(path, index): keys (n, 2)} of an action."""
    found = {}
    for curve in compat.fcurves(obj, action):
        co = np.empty(2 * len(curve.keyframe_points), np.float32)
        curve.keyframe_points.foreach_get("co", co)
        found[curve.data_path, curve.array_index] = co.reshape(-1, 2)
    return found


def same(a, b):
    return a.keys() == b.keys() and all(np.array_equal(a[k], b[k]) for k in a)


def hand_keyed(obj, name="Mine"):
    """An action of the animator's own: the right arm swings."""
    bone = obj.pose.bones["RightArm"]
    for frame, angle in ((1, 0.0), (13, 1.0), (21, -0.8), (25, 0.9), (49, 0.0)):
        bone.rotation_mode = "QUATERNION"
        bone.rotation_quaternion = (np.cos(angle / 2), 0, 0, np.sin(angle / 2))
        bone.keyframe_insert("rotation_quaternion", frame=frame)
    obj.animation_data.action.name = name
    return obj.animation_data.action


def fails(operator, said):
    with pytest.raises(RuntimeError, match=said):
        operator()
    assert status.current.level == "ERROR" and "\n" not in status.current.message
    assert "Traceback" not in status.current.message


def relinked(folder):
    """The file's one object, linked into a new file and active; the file becomes a library in `folder`."""
    library = str(folder / "library.blend")
    bpy.ops.wm.save_as_mainfile(filepath=library)
    bpy.ops.wm.read_homefile(use_empty=True)
    bpy.context.scene.render.fps = 20
    with bpy.data.libraries.load(library, link=True) as (inside, wanted):
        wanted.objects = list(inside.objects)
    found = wanted.objects[0]
    bpy.context.scene.collection.objects.link(found)
    bpy.context.view_layer.objects.active = found
    return found


def reopened(path):
    """The file saved and opened again: its rig that can be changed, active."""
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    bpy.ops.wm.open_mainfile(filepath=str(path))
    rig = next(o for o in bpy.data.objects if o.type == "ARMATURE" and not o.library)
    bpy.context.view_layer.objects.active = rig
    return rig


def spans(rig):
    return [(s.prompt, s.first, s.last) for s in rig.dynmask.strips]


def apply_generated(obj, scene, result, *, first_frame):
    """All steps of `applying_generated` at once, with the scene's settings."""
    asked = targets.Asked.of(scene)
    making = apply_answer.applying_generated(lambda: (obj, scene), result, asked, first_frame=first_frame)
    return coroutines.finished(making)


def apply_regenerated(obj, scene, result, stored, action, *span):
    """All steps of `applying_regenerated` at once, for the active action."""
    asked, find = targets.Asked.of(scene, stored.root), lambda: (obj, scene)
    return coroutines.finished(
        apply_answer.applying_regenerated(find, result, asked, stored, lambda: action, *span)
    )


def stored_motion(obj, scene):
    """motion_store.Stored of the object's action, with its clip: what was kept, or read from the keys."""
    kept = apply_answer.kept_motion(obj, scene)
    return kept or coroutines.finished(apply_answer.reading(lambda: (obj, scene), nla.place(obj).strip))
