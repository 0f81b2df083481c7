"""FBX for game engines, and glTF, of an armature's animation.

What goes wrong between Blender and engines is the object above the bones. FBX counts centimetres and has y
up, so Blender scales that object by 100 and turns it; engines then scale root motion with it, or make a bone
of it. What is exported here is a stand-in whose bones are in the engine's unit and axes, under an object that
neither turns nor scales.
"""

from contextlib import contextmanager
from dataclasses import dataclass

import bpy
import numpy as np

from . import export_skeleton


@dataclass(frozen=True)
class Preset:
    """unit: file units in a Blender unit; node: name of the object above the bones ("" = the armature's)."""

    label: str
    unit: float
    scale_option: str
    node: str = ""


PRESETS = {
    # Unity and Godot read the file's unit (metres) and keep every node at scale 1.
    "UNITY": Preset("Unity", 1.0, "FBX_SCALE_ALL"),
    "GODOT": Preset("Godot", 1.0, "FBX_SCALE_ALL"),
    # Unreal counts centimetres and makes a bone of the object above the bones, unless its name is Armature.
    "UNREAL": Preset("Unreal", 100.0, "FBX_SCALE_NONE", "Armature"),
}


def export_fbx(context, armature_obj, filepath, preset="UNITY", frame_range=None):
    """Write an armature's animation as FBX for an engine: the bones as they are, one clip, a key a frame.

    frame_range: (first, last) whole frames, or None for the active action's range. The scene's frame rate is
    the file's. Raises ValueError for what cannot be exported, OSError when the file cannot be written.
    """
    if preset not in PRESETS:
        raise ValueError(f"There is no export preset {preset!r}; there are {', '.join(PRESETS)}.")
    settings = PRESETS[preset]
    with _stand_in(context, armature_obj, frame_range, settings.unit, settings.node, y_up=True) as override:
        _run(
            bpy.ops.export_scene.fbx, context, override, filepath,
            object_types={"ARMATURE"}, use_selection=False,
            global_scale=1.0, apply_unit_scale=True, apply_scale_options=settings.scale_option,
            axis_forward="-Z", axis_up="Y", bake_space_transform=False,
            add_leaf_bones=False, primary_bone_axis="Y", secondary_bone_axis="X",
            use_armature_deform_only=False, armature_nodetype="NULL",
            bake_anim=True, bake_anim_use_all_bones=True, bake_anim_use_nla_strips=False,
            bake_anim_use_all_actions=False, bake_anim_force_startend_keying=True,
            bake_anim_step=1.0, bake_anim_simplify_factor=0.0,
        )  # fmt: skip


def export_gltf(context, armature_obj, filepath, frame_range=None):
    """Write an armature's animation as binary glTF (.glb). Arguments and errors as `export_fbx`."""
    with _stand_in(context, armature_obj, frame_range, 1.0, "", y_up=False) as override:
        _run(
            bpy.ops.export_scene.gltf, context, override, filepath,
            export_format="GLB", use_selection=False, use_active_scene=True, export_yup=True,
            export_animations=True, export_frame_range=True, export_force_sampling=True,
            export_optimize_animation_size=False,
        )  # fmt: skip


def active_range(armature_obj):
    """(first, last) whole frames of the armature's action, or of its scene when it has none."""
    animation = armature_obj.animation_data
    if animation and animation.action:
        first, last = animation.action.frame_range
        return int(np.floor(first)), int(np.ceil(last))
    scene = bpy.context.scene
    return scene.frame_start, scene.frame_end


def _run(operator, context, override, filepath, **options):
    with context.temp_override(**override):
        try:
            result = operator(filepath=str(filepath), **options)
        except RuntimeError as error:
            reason = str(error).strip().splitlines()[-1] if str(error).strip() else "the exporter failed"
            raise OSError(f"Could not write {filepath}: {reason}") from error
    if "FINISHED" not in result:
        raise OSError(f"Could not write {filepath}: the exporter gave up.")


@contextmanager
def _stand_in(context, armature_obj, frame_range, unit, node, *, y_up):
    """Context members of a scene that holds only a stand-in of the armature; gone again afterwards."""
    if armature_obj.type != "ARMATURE":
        raise ValueError(f"{armature_obj.name} is not an armature.")
    if armature_obj.mode == "EDIT":
        raise ValueError(f"{armature_obj.name} is in edit mode: leave it before exporting.")
    if not len(armature_obj.data.bones):
        raise ValueError(f"{armature_obj.name} has no bones.")
    source = context.scene
    first, last = frame_range or active_range(armature_obj)
    if last < first:
        raise ValueError(f"The range {first} to {last} holds no frames.")
    animation = armature_obj.animation_data
    clip = animation.action.name if animation and animation.action else "Motion"
    # The exporters name the clip after the scene.
    scene = bpy.data.scenes.new(clip)
    names = {"object": armature_obj.name, "data": armature_obj.data.name}
    stand_in = None
    try:
        scene.render.fps, scene.render.fps_base = source.render.fps, source.render.fps_base
        scene.frame_start, scene.frame_end = first, last
        scene.unit_settings.scale_length = source.unit_settings.scale_length / unit
        frames = np.arange(first, last + 1)
        # Names are unique in a file: the armature lends its own to the stand-in.
        wanted = node or names["object"]
        with _lent_name(wanted):
            stand_in = export_skeleton.bake(
                armature_obj, source, frames, scene, name=wanted, unit=unit, y_up=y_up
            )
            scene.view_layers[0].objects.active = stand_in
            yield {"scene": scene, "view_layer": scene.view_layers[0], "active_object": stand_in,
                   "object": stand_in, "selected_objects": [stand_in]}  # fmt: skip
            export_skeleton.discard(stand_in)
            stand_in = None
    finally:
        if stand_in is not None:
            export_skeleton.discard(stand_in)
        bpy.data.scenes.remove(scene)


@contextmanager
def _lent_name(name):
    """Free an object name for a while; whoever has it gets it back."""
    owner = bpy.data.objects.get(name)
    if owner is not None:
        owner.name = name + ".lent"
    try:
        yield
    finally:
        if owner is not None:
            owner.name = name
