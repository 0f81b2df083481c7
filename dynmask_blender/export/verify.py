"""Reads an exported FBX back and measures how far its motion is from the rig's."""

import bpy
import numpy as np

from ..retarget import to_rig
from . import bones, formats


def reimport_error_mm(context, armature_obj, filepath, frame_range=None):
    """Largest distance in millimetres between bone heads of the armature and of the FBX exported from it.

    Everything imported is removed again. Raises ValueError when the file does not hold the same bones.
    """
    scene = context.scene
    first, last = frame_range or formats.active_range(armature_obj)
    frames = np.arange(first, last + 1)
    wanted = _heads(armature_obj, frames, scene)
    written = bones.hierarchy(armature_obj)
    if written is not None:
        wanted = {name: wanted[name] for name in written}
    kept = {name: set(getattr(bpy.data, name)) for name in ("objects", "armatures", "actions")}
    rate = scene.render.fps, scene.render.fps_base
    try:
        bpy.ops.import_scene.fbx(filepath=str(filepath), anim_offset=0.0, ignore_leaf_bones=False)
        rigs = [o for o in bpy.data.objects if o not in kept["objects"] and o.type == "ARMATURE"]
        if len(rigs) != 1 or {b.name for b in rigs[0].data.bones} != set(wanted):
            raise ValueError(f"{filepath} does not hold the same bones as {armature_obj.name}.")
        # Blender's importer counts in scene.render.fps and forgets fps_base: its frames are that much longer.
        got = _heads(rigs[0], frames * scene.render.fps_base, scene)
    finally:
        scene.render.fps, scene.render.fps_base = rate
        for name, before in kept.items():
            collection = getattr(bpy.data, name)
            for block in [block for block in collection if block not in before]:
                collection.remove(block)
    metre = scene.unit_settings.scale_length
    return 1000.0 * metre * max(float(np.linalg.norm(wanted[b] - got[b], axis=1).max()) for b in wanted)


def _heads(armature_obj, frames, scene):
    """{bone: (T, 3)} heads in the world."""
    poses, objects = to_rig.sample(armature_obj, frames, scene)
    heads = np.einsum("tij,tbj->tbi", objects, poses[..., :4, 3])[..., :3]
    return {bone.name: heads[:, i] for i, bone in enumerate(armature_obj.pose.bones)}
