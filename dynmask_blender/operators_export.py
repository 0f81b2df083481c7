"""FBX for game engines and glTF."""

import bpy
from bpy.props import BoolProperty, EnumProperty, StringProperty
from bpy_extras.io_utils import ExportHelper

from . import export, status, targets
from .operators_common import NamedAfterRig, NeedsArmature
from .properties import ENGINES


class _Export(NamedAfterRig, NeedsArmature, ExportHelper):
    bl_options = {"REGISTER"}

    meshes: BoolProperty(name="Meshes", default=True, description="The meshes that hang on the armature too")
    move_node: BoolProperty(
        name="Root Motion on Object", default=False,
        description="Put the travel on the object above the bones, for rigs without a root bone",
    )  # fmt: skip

    def act(self, context):
        if not self.filepath:
            raise status.Problem("Give a file to export to")
        self.write(context, targets.armature(context), bpy.path.ensure_ext(self.filepath, self.filename_ext))
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


CLASSES = (DYNMASK_OT_export_fbx, DYNMASK_OT_export_gltf)
