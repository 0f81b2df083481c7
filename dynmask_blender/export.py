"""FBX for game engines, and glTF, of an armature's animation.

What goes wrong between Blender and engines is the object above the bones. FBX counts centimetres and has y
up, so Blender scales that object by 100 and turns it; engines then scale root motion with it, or make a bone
of it. What is exported here is a stand-in whose bones are in the engine's unit and axes, under an object that
neither turns nor scales.
"""

import os
import re
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import bpy
import numpy as np

from ..backend.motion import files
from . import (
    compat,
    coords,
    export_bones,
    export_meshes,
    export_skeleton,
    motion_action,
    retarget,
    root_motion,
)

_ERRNO = re.compile(r"\[Errno (\d+)\]")


@dataclass(frozen=True)
class Preset:
    """per_metre: the file's units in a metre; node: name of the object above the bones ("" = the armature's);
    root_node: the same when that object carries root motion.
    """

    label: str
    per_metre: float
    scale_option: str
    node: str = ""
    root_node: str = ""


PRESETS = {
    # Unity and Godot read the file's unit (metres) and keep every node at scale 1.
    "UNITY": Preset("Unity", 1.0, "FBX_SCALE_ALL"),
    "GODOT": Preset("Godot", 1.0, "FBX_SCALE_ALL"),
    # Unreal counts centimetres and makes a bone of the object above the bones, unless its name is Armature.
    "UNREAL": Preset("Unreal", 100.0, "FBX_SCALE_NONE", "Armature", "root"),
}


def export_fbx(
    context, armature_obj, filepath, preset="UNITY", frame_range=None, *, meshes=True, move_node=False
):
    """Write an armature's animation as FBX for an engine: the bones as they are, one clip, a key a frame.

    Of a control rig only the bones that deform and the root are written (`export_bones`).
    frame_range: (first, last) whole frames, or None for the active action's range. The scene's frame rate is
    the file's. meshes: the skinned meshes as well. move_node: put the body's travel over the ground on the
    object above the bones, for engines' root motion with rigs that have no root bone. Raises ValueError for
    what cannot be exported, OSError when the file cannot be written.
    """
    if preset not in PRESETS:
        raise ValueError(f"There is no export preset {preset!r}; there are {', '.join(PRESETS)}.")
    settings = PRESETS[preset]
    node = (settings.root_node if move_node else settings.node) or armature_obj.name
    with _stand_in(
        context,
        armature_obj,
        frame_range,
        settings.per_metre,
        node,
        y_up=True,
        meshes=meshes,
        move_node=move_node,
    ) as override:
        _run(
            bpy.ops.export_scene.fbx, context, override, filepath, ".fbx",
            object_types={"ARMATURE", "MESH"}, use_selection=False,
            global_scale=1.0, apply_unit_scale=True, apply_scale_options=settings.scale_option,
            axis_forward="-Z", axis_up="Y", bake_space_transform=False,
            add_leaf_bones=False, primary_bone_axis="Y", secondary_bone_axis="X",
            use_armature_deform_only=False, armature_nodetype="NULL",
            bake_anim=True, bake_anim_use_all_bones=True, bake_anim_use_nla_strips=False,
            bake_anim_use_all_actions=False, bake_anim_force_startend_keying=True,
            bake_anim_step=1.0, bake_anim_simplify_factor=0.0,
        )  # fmt: skip


def export_gltf(context, armature_obj, filepath, frame_range=None, *, meshes=True, move_node=False):
    """Write an armature's animation as binary glTF (.glb). Arguments and errors as `export_fbx`."""
    with _stand_in(
        context,
        armature_obj,
        frame_range,
        1.0,
        armature_obj.name,
        y_up=False,
        meshes=meshes,
        move_node=move_node,
    ) as override:
        override["scene"].render.fps_base = compat.gltf_fps_base(context.scene.render.fps_base)
        _run(
            bpy.ops.export_scene.gltf, context, override, bpy.path.ensure_ext(str(filepath), ".glb"), ".glb",
            export_format="GLB", use_selection=False, use_active_scene=True, export_yup=True,
            # Only the stand-in's own action: the exporter would take every action that fits the bones.
            export_animations=True, export_animation_mode="ACTIVE_ACTIONS", export_anim_single_armature=False,
            export_nla_strips_merged_animation_name=override["scene"].name,
            export_frame_range=True, export_force_sampling=True,
            export_optimize_animation_size=False,
        )  # fmt: skip


def active_range(armature_obj):
    """(first, last) whole frames of the armature's action, or of its scene when it has none."""
    animation = armature_obj.animation_data
    found = animation and animation.action and compat.key_range(armature_obj, animation.action)
    if found:
        return int(np.floor(found[0])), int(np.ceil(found[1]))
    scene = bpy.context.scene
    return scene.frame_start, scene.frame_end


def _run(operator, context, override, filepath, suffix, **options):
    """Raises OSError that names `filepath`; the file that was there before is kept then."""
    path = Path(bpy.path.abspath(str(filepath)))
    if not path.parent.is_dir():
        raise OSError(f"Could not write {path}: there is no folder {path.parent}.")
    with context.temp_override(**override), files.written_aside(path, suffix) as part:
        try:
            result = operator(filepath=str(part), **options)
        except RuntimeError as error:
            raise _fault(str(error).replace(str(part), str(path)), path) from error
        if "FINISHED" not in result or not part.exists():
            raise OSError(f"Could not write {path}: the exporter gave up.")


def _fault(said, path):
    """The OSError of what an exporter said when it failed."""
    numbers = _ERRNO.findall(said)
    if numbers:
        return OSError(int(numbers[-1]), os.strerror(int(numbers[-1])), str(path))
    lines = [line for line in said.strip().splitlines() if not line.startswith("Location:")]
    return OSError(f"Could not write {path}: {lines[-1] if lines else 'the exporter failed'}")


@contextmanager
def _stand_in(context, armature_obj, frame_range, per_metre, node, *, y_up, meshes, move_node):
    """Context members of a scene that holds only a stand-in of the armature; gone again afterwards."""
    _require_exportable(armature_obj)
    source = context.scene
    first, last = frame_range or active_range(armature_obj)
    if last < first:
        raise ValueError(f"The range {first} to {last} holds no frames.")
    frames = np.arange(first, last + 1)
    poses, objects = retarget.sample(armature_obj, frames, source)
    travel = None
    if move_node:
        mapping = retarget.load_mapping(armature_obj) or retarget.detect_mapping(armature_obj)
        fps = motion_action.scene_fps(source)
        travel = root_motion.travel(armature_obj, mapping.roles, poses, objects, fps)
    animation = armature_obj.animation_data
    clip = animation.action.name if animation and animation.action else "Motion"
    with ExitStack() as stack:
        # Names are unique in a file, so they are lent; the exporters name the clip after the scene.
        stack.enter_context(_lent_name(bpy.data.scenes, clip))
        scene = bpy.data.scenes.new(clip)
        stack.callback(bpy.data.scenes.remove, scene)
        scene.render.fps, scene.render.fps_base = source.render.fps, source.render.fps_base
        scene.frame_start, scene.frame_end = first, last
        scene.unit_settings.scale_length = 1.0 / per_metre
        unit = per_metre * coords.metres_per_unit(source)
        stack.enter_context(_lent_name(bpy.data.objects, node))
        stand_in, inward = export_skeleton.bake(
            armature_obj, frames, poses, objects, scene, name=node, unit=unit, y_up=y_up, travel=travel,
            parents=export_bones.hierarchy(armature_obj),
        )  # fmt: skip
        stack.callback(export_skeleton.discard, stand_in)
        if meshes:
            copies = export_meshes.copy_to(stand_in, armature_obj, source, scene, inward)
            for copy, original in copies:
                name = original.name
                stack.enter_context(_lent_name(bpy.data.objects, name))
                copy.name = name
            # Last in, first out: the copies go before the names return.
            stack.callback(export_meshes.discard, copies)
        scene.view_layers[0].objects.active = stand_in
        yield {"scene": scene, "view_layer": scene.view_layers[0], "active_object": stand_in,
               "object": stand_in, "selected_objects": [stand_in]}  # fmt: skip


def _require_exportable(armature_obj):
    if armature_obj.type != "ARMATURE":
        raise ValueError(f"{armature_obj.name} is not an armature.")
    if armature_obj.mode == "EDIT":
        raise ValueError(f"{armature_obj.name} is in edit mode: leave it before exporting.")
    if not len(armature_obj.data.bones):
        raise ValueError(f"{armature_obj.name} has no bones.")


@contextmanager
def _lent_name(collection, name):
    """Free a name for a while; whoever has it gets it back."""
    # What is linked has names of its own library's.
    owner = collection.get((name, None))
    if owner is not None:
        owner.name = name[:55] + ".lent"
    try:
        yield
    finally:
        if owner is not None:
            owner.name = name
