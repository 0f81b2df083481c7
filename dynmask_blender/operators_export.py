"""FBX for game engines and glTF."""

import bpy
from bpy.props import BoolProperty, CollectionProperty, EnumProperty, StringProperty
from bpy_extras.io_utils import ExportHelper

from . import export, export_takes, history, status, targets
from .operators_common import NamedAfterRig, NeedsArmature
from .properties import ENGINES
from .short_prompt import short


class _Export(NamedAfterRig, NeedsArmature, ExportHelper):
    bl_options = {"REGISTER"}

    meshes: BoolProperty(name="Meshes", default=True, description="The meshes that hang on the armature too")
    move_node: BoolProperty(
        name="Root Motion on Object", default=False,
        description="Put the travel on the object above the bones, for rigs without a root bone",
    )  # fmt: skip

    def draw(self, context):
        # Blender's own way has half the file browser's sidebar for a label, and the preset last.
        if hasattr(self, "preset"):
            self.layout.prop(self, "preset")
        self.layout.prop(self, "meshes")
        self.layout.prop(self, "move_node")

    def act(self, context):
        if not self.filepath:
            raise status.Problem("Give a file to export to")
        path = bpy.path.ensure_ext(self.filepath, self.filename_ext)
        targets.check_time(context.scene)
        self.write(context, targets.armature(context, reading=True), path)
        self.say(f"Exported '{bpy.path.basename(self.filepath)}'")


class DYNMASK_OT_export_fbx(_Export, bpy.types.Operator):
    """Export the armature with its present action as FBX for a game engine; no key is changed"""

    bl_idname = "dynmask.export_fbx"
    bl_label = "Export FBX"

    filename_ext = ".fbx"
    filter_glob: StringProperty(default="*.fbx", options={"HIDDEN"})
    preset: EnumProperty(name="For", items=ENGINES)

    def invoke(self, context, event):
        self.preset = context.scene.dynmask.export_preset
        return super().invoke(context, event)

    def write(self, context, obj, path):
        options = {"meshes": self.meshes, "move_node": self.move_node}
        export.export_fbx(context, obj, path, preset=self.preset, **options)


class DYNMASK_OT_export_gltf(_Export, bpy.types.Operator):
    """Export the armature with its present action as binary glTF; no key is changed"""

    bl_idname = "dynmask.export_gltf"
    bl_label = "Export glTF"

    filename_ext = ".glb"
    filter_glob: StringProperty(default="*.glb", options={"HIDDEN"})

    def write(self, context, obj, path):
        export.export_gltf(context, obj, path, meshes=self.meshes, move_node=self.move_node)


class DynMaskTick(bpy.types.PropertyGroup):
    """Whether the take of this number is exported."""

    chosen: BoolProperty(name="Export", default=True, description="Export this take")


class DYNMASK_OT_export_takes(NeedsArmature, bpy.types.Operator):
    """Export takes to a folder, a file each, named after prompt and seed; no key and no take is changed"""

    bl_idname = "dynmask.export_takes"
    bl_label = "Export Takes"
    bl_options = {"REGISTER"}

    directory: StringProperty(subtype="DIR_PATH", options={"SKIP_SAVE"})
    filter_folder: BoolProperty(default=True, options={"HIDDEN"})
    file_format: EnumProperty(
        name="Format", items=(("FBX", "FBX", "For the engine chosen below"), ("GLTF", "glTF", "Binary glTF"))
    )
    preset: EnumProperty(name="For", items=ENGINES)
    meshes: BoolProperty(
        name="Meshes", default=False, description="Put the meshes that hang on the armature into every file"
    )
    move_node: BoolProperty(
        name="Root Motion on Object", default=False,
        description="Put the travel on the object above the bones, for rigs without a root bone",
    )  # fmt: skip
    overwrite: BoolProperty(
        name="Overwrite", default=False, options={"SKIP_SAVE"},
        description="Write over files of the same name; off, nothing is written where there are any",
    )  # fmt: skip
    ticks: CollectionProperty(type=DynMaskTick, options={"SKIP_SAVE"})

    @classmethod
    def poll(cls, context):
        if not super().poll(context):
            return False
        if not targets.candidate(context).dynmask.takes:
            cls.poll_message_set("There are no takes")
            return False
        return True

    def invoke(self, context, event):
        self.preset = context.scene.dynmask.export_preset
        self.ticks.clear()
        for take in targets.candidate(context).dynmask.takes:
            # The seed first: the end of a long sentence is cut off.
            facts = history.facts(take, " ", length=False)
            self.ticks.add().name = f"{facts} {short(take.prompt) or take.name}"
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def draw(self, context):
        layout = self.layout
        layout.prop(self, "file_format", expand=True)
        if self.file_format == "FBX":
            layout.prop(self, "preset")
        for name in ("meshes", "move_node", "overwrite"):
            layout.prop(self, name)
        column = layout.column(align=True)
        for tick in self.ticks:
            column.prop(tick, "chosen", text=tick.name)

    def act(self, context):
        obj = targets.armature(context)
        targets.check_time(context.scene)
        count = len(obj.dynmask.takes)
        # From a script, without ticks, all takes are meant.
        indices = [i for i in range(count) if i >= len(self.ticks) or self.ticks[i].chosen]
        options = {"meshes": self.meshes, "move_node": self.move_node}

        def write(path):
            if self.file_format == "GLTF":
                export.export_gltf(context, obj, path, **options)
            else:
                export.export_fbx(context, obj, path, preset=self.preset, **options)

        folder, suffix = bpy.path.abspath(self.directory), ".glb" if self.file_format == "GLTF" else ".fbx"
        files = export_takes.export(obj, folder, indices, suffix, write, overwrite=self.overwrite)
        self.say(f"Exported {len(files)} takes" if len(files) > 1 else f"Exported '{files[0].name}'")


CLASSES = (DynMaskTick, DYNMASK_OT_export_fbx, DYNMASK_OT_export_gltf, DYNMASK_OT_export_takes)
