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

from ...backend.motion import files
from .. import compat, coords
from ..session import status
from . import bones, skeleton
from . import clips as export_clips
from . import meshes as export_meshes

ENGINES = (
    ("UNITY", "Unity", "Units and axes as Unity imports them"),
    ("UNREAL", "Unreal Engine", "Units and axes as Unreal imports them"),
    ("GODOT", "Godot", "Units and axes as Godot imports them"),
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


# {format: (its exporter's class, the add-on that brings it, as the preferences call it)}
EXPORTERS = {
    "FBX": ("EXPORT_SCENE_OT_fbx", "io_scene_fbx", "FBX format"),
    "GLTF": ("EXPORT_SCENE_OT_gltf", "io_scene_gltf2", "glTF 2.0 format"),
}


def export_fbx(
    context, armature_obj, filepath, preset="UNITY", frame_range=None, *, clips=(), clip="", meshes=True,
    move_node=False,
):  # fmt: skip
    """Write an armature's animation as FBX for an engine: the bones as they are, a key a frame.

    Of a control rig only the bones that deform and the root are written (`bones`).
    frame_range: (first, last) whole frames, or None for the active action's range; clip: the clip's name,
    "" for the action's. clips: `export_clips.Clip`s that are written instead, several from time 0 on.
    The scene's frame rate is the file's. meshes: the meshes as well. move_node: put the body's travel over
    the ground on the object above the bones, for engines' root motion with rigs that have no root bone.
    Returns sentences about what stayed behind. Raises ValueError for what cannot be exported, status.Problem
    where Blender's exporter is switched off, OSError when the file cannot be written.
    """
    if preset not in PRESETS:
        raise ValueError(f"There is no export preset {preset!r}; there are {', '.join(PRESETS)}.")
    require_exporter("FBX")
    settings = PRESETS[preset]
    node = (settings.root_node if move_node else settings.node) or armature_obj.name
    clips = clips or [_active(context, armature_obj, frame_range, clip, move_node)]
    with _stand_in(context, armature_obj, clips, settings.per_metre, node, y_up=True, meshes=meshes) as (
        override,
        notices,
    ):
        _run(
            bpy.ops.export_scene.fbx, context, override, filepath, ".fbx",
            object_types={"ARMATURE", "MESH"}, use_selection=False,
            global_scale=1.0, apply_unit_scale=True, apply_scale_options=settings.scale_option,
            axis_forward="-Z", axis_up="Y", bake_space_transform=False,
            add_leaf_bones=False, primary_bone_axis="Y", secondary_bone_axis="X",
            use_armature_deform_only=False, armature_nodetype="NULL",
            bake_anim=True, bake_anim_use_all_bones=True, bake_anim_use_nla_strips=len(clips) > 1,
            bake_anim_use_all_actions=False, bake_anim_force_startend_keying=True,
            bake_anim_step=1.0, bake_anim_simplify_factor=0.0,
        )  # fmt: skip
    return notices


def export_gltf(
    context, armature_obj, filepath, frame_range=None, *, clips=(), clip="", meshes=True, move_node=False
):
    """Write an armature's animation as binary glTF (.glb). Arguments, value and errors as `export_fbx`."""
    require_exporter("GLTF")
    clips = clips or [_active(context, armature_obj, frame_range, clip, move_node)]
    with _stand_in(context, armature_obj, clips, 1.0, armature_obj.name, y_up=False, meshes=meshes) as (
        override,
        notices,
    ):
        override["scene"].render.fps_base = compat.gltf_fps_base(context.scene.render.fps_base)
        _run(
            bpy.ops.export_scene.gltf, context, override, bpy.path.ensure_ext(str(filepath), ".glb"), ".glb",
            export_format="GLB", use_selection=False, use_active_scene=True, export_yup=True,
            # Only the stand-in's own actions: the exporter would take every action that fits the bones.
            export_animations=True, export_anim_single_armature=False,
            export_animation_mode="NLA_TRACKS" if len(clips) > 1 else "ACTIVE_ACTIONS",
            export_nla_strips_merged_animation_name=override["scene"].name,
            export_frame_range=len(clips) == 1, export_force_sampling=True,
            export_optimize_animation_size=False,
        )  # fmt: skip
    return notices


def require_exporter(kind):
    """Raises status.Problem where the add-on that writes "FBX" or "GLTF" is switched off in Blender."""
    if not has_exporter(kind):
        name = EXPORTERS[kind][2]
        raise status.Problem(f"Blender's add-on '{name}' is off: enable it in the Export panel")


def has_exporter(kind):
    """Whether Blender can write "FBX" or "GLTF" now."""
    return hasattr(bpy.types, EXPORTERS[kind][0])


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


def _active(context, armature_obj, frame_range, name, move_node):
    """The Clip of the armature's action as it plays now."""
    export_clips.require_exportable(armature_obj)
    animation = armature_obj.animation_data
    name = name or (animation.action.name if animation and animation.action else "Motion")
    span = frame_range or active_range(armature_obj)
    return export_clips.sample(context, armature_obj, name, span, move_node=move_node)


@contextmanager
def _stand_in(context, armature_obj, clips, per_metre, node, *, y_up, meshes):
    """Context members of a scene that holds only the armature's stand-in, and sentences of what is missing.

    The scene and all in it are gone afterwards.
    """
    source, name = context.scene, clips[0].name
    with ExitStack() as stack:
        # Names are unique in a file, so they are lent; the exporters name a single clip after the scene.
        stack.enter_context(_reserved_name(bpy.data.scenes, name))
        scene = bpy.data.scenes.new(name)
        stack.callback(bpy.data.scenes.remove, scene)
        scene.render.fps, scene.render.fps_base = source.render.fps, source.render.fps_base
        scene.frame_start, scene.frame_end = _span(clips)
        scene.unit_settings.scale_length = 1.0 / per_metre
        unit = per_metre * coords.metres_per_unit(source)
        stack.enter_context(_reserved_name(bpy.data.objects, node))
        parents, notices = bones.hierarchy(armature_obj), []
        stand_in, place = skeleton.bake(
            armature_obj, clips, scene, name=node, unit=unit, y_up=y_up, parents=parents
        )
        stack.callback(skeleton.discard, stand_in)
        if meshes:
            copies, notices = export_meshes.copy_to(
                stand_in, place, armature_obj, source, scene, clips, parents
            )
            for copy, original in copies:
                name = original.name
                stack.enter_context(_reserved_name(bpy.data.objects, name))
                copy.name = name
            # Last in, first out: the copies go before the names return.
            stack.callback(export_meshes.discard, copies)
        scene.view_layers[0].objects.active = stand_in
        members = {"scene": scene, "view_layer": scene.view_layers[0], "active_object": stand_in,
                   "object": stand_in, "selected_objects": [stand_in]}  # fmt: skip
        yield members, notices


def _span(clips):
    """(first, last) frame of the scene that clips are written from."""
    if len(clips) == 1:
        return int(clips[0].frames[0]), int(clips[0].frames[-1])
    return 0, max(len(clip.frames) for clip in clips) - 1


@contextmanager
def _reserved_name(collection, name):
    """Free a name for a while; whoever has it gets it back."""
    # What is linked has names of its own library's.
    owner = collection.get((name, None))
    if owner is not None:
        # Short, so that Blender's cut at so many bytes leaves it another name.
        owner.name = ".lent"
    try:
        yield
    finally:
        if owner is not None:
            owner.name = name
