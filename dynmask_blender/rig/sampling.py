"""What an armature does on given frames, whatever animates it; refused where Blender does not work it out."""

import bpy
import numpy as np

from . import snapshot


def sample(armature_obj, frames, scene=None):
    """Evaluated poses (T, bones, 4, 4) in armature space and object matrices (T, 4, 4) at scene frames.

    Whatever animates the armature counts. The scene goes back to the frame it was on, and the bones to the
    values they had, which need not be keyed yet. Raises ValueError, with what to switch on, where the
    armature is not evaluated.
    """
    count = len(armature_obj.pose.bones)
    poses = np.empty((len(frames), count * 16), dtype=np.float32)
    objects = np.empty((len(frames), 4, 4))

    def look(i, evaluated):
        evaluated.pose.bones.foreach_get("matrix", poses[i])
        objects[i] = evaluated.matrix_world

    visit(armature_obj, frames, scene or bpy.context.scene, look)
    # Blender stores matrices by columns.
    return poses.reshape(len(frames), count, 4, 4).swapaxes(-1, -2).astype(np.float64), objects


def visit(armature_obj, frames, scene, look):
    """look(number, evaluated object) on each of the scene's frames (T,); what `sample` keeps is kept."""
    check_evaluated(armature_obj)
    before, before_sub, pose = scene.frame_current, scene.frame_subframe, snapshot.pose(armature_obj)
    try:
        for i, frame in enumerate(np.asarray(frames, dtype=np.float64)):
            whole = int(np.floor(frame))
            scene.frame_set(whole, subframe=float(frame - whole))
            look(i, armature_obj.evaluated_get(bpy.context.evaluated_depsgraph_get()))
    finally:
        scene.frame_set(before, subframe=before_sub)
        snapshot.set_pose(armature_obj, pose)


def now(armature_obj):
    """The evaluated pose (1, bones, 4, 4) and the object's matrix (1, 4, 4) as they are now, keyed or not."""
    check_evaluated(armature_obj)
    evaluated = armature_obj.evaluated_get(bpy.context.evaluated_depsgraph_get())
    pose = np.empty(len(armature_obj.pose.bones) * 16, dtype=np.float32)
    evaluated.pose.bones.foreach_get("matrix", pose)
    found = pose.reshape(1, -1, 4, 4).swapaxes(-1, -2).astype(np.float64)
    return found, np.array(evaluated.matrix_world, dtype=np.float64)[None]


def check_evaluated(armature_obj):
    """Raises ValueError where Blender shows an armature at rest or leaves it out."""
    if armature_obj.data.pose_position == "REST":
        raise ValueError(resting(armature_obj))
    graph = bpy.context.evaluated_depsgraph_get()
    if not armature_obj.evaluated_get(graph).is_evaluated:
        raise ValueError(f"Blender does not move '{armature_obj.name}' now: {left_out(armature_obj)}")


def resting(armature_obj):
    """One sentence about an armature in Rest Position."""
    return (
        f"'{armature_obj.name}' is in Rest Position, where no action shows: "
        "set it to Pose Position in its Armature data tab"
    )


def left_out(armature_obj):
    """What to switch on so that an armature that Blender leaves out is seen and worked out."""
    if armature_obj.hide_viewport:
        return "it is disabled in viewports, switch that on in the Outliner"
    off = [c.name for c in armature_obj.users_collection if c.hide_viewport]
    if off:
        return f"its collection '{off[0]}' is disabled in viewports, switch that on in the Outliner"
    if armature_obj.name not in bpy.context.view_layer.objects:
        held = [c.name for c in armature_obj.users_collection]
        if held:
            return f"its collection '{held[0]}' is excluded from the view layer, tick it in the Outliner"
        return "it is in no collection of this scene"
    return "show it in the Outliner"
