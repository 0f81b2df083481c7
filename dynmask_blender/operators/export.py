"""FBX for game engines and glTF."""

import addon_utils
import bpy
from bpy.props import BoolProperty, CollectionProperty, EnumProperty, StringProperty
from bpy_extras.io_utils import ExportHelper

from ..actions import names as action_names
from ..export import formats, takes
from ..export import names as export_names
from ..rig import targets
from ..session import status
from ..takes import history
from ..takes.short_prompt import short
from .common import NeedsArmature, Readable


class _Export(NeedsArmature, ExportHelper):
    bl_options = {"REGISTER"}

    clip: StringProperty(
        name="Clip", description="Name of the animation in the file; empty: the action's",
        options={"SKIP_SAVE"},
    )  # fmt: skip
    meshes: BoolProperty(
        name="Meshes", default=True, description="The meshes that the armature deforms or carries too"
    )
    move_node: BoolProperty(
        name="Root Motion on Object", default=False,
        description="Put the travel on the object above the bones, for rigs without a root bone",
    )  # fmt: skip

    def invoke(self, context, event):
        self.clip = self.clip or takes.name_of_shown(targets.candidate(context))
        if not self.filepath:
            self.filepath = self.clip + self.filename_ext
        return super().invoke(context, event)

    def draw(self, context):
        # Blender's own way has half the file browser's sidebar for a label, and the preset last.
        if hasattr(self, "preset"):
            self.layout.prop(self, "preset")
        self.layout.prop(self, "clip", text="", icon="ANIM")
        self.layout.prop(self, "meshes")
        self.layout.prop(self, "move_node")

    def act(self, context):
        if not self.filepath:
            raise status.Problem("Give a file to export to")
        path = bpy.path.ensure_ext(self.filepath, self.filename_ext)
        targets.check_time(context.scene)
        options = {"clip": self.clip, "meshes": self.meshes, "move_node": self.move_node}
        notices = self.write(context, targets.armature(context, reading=True), path, options)
        _tell(self, f"Exported '{bpy.path.basename(path)}'", notices)


class DYNMASK_OT_export_fbx(_Export, bpy.types.Operator):
    """Export the armature with its current action as FBX for a game engine"""

    bl_idname = "dynmask.export_fbx"
    bl_label = "Export FBX"

    filename_ext = ".fbx"
    filter_glob: StringProperty(default="*.fbx", options={"HIDDEN"})
    preset: EnumProperty(name="For", items=formats.ENGINES)

    def invoke(self, context, event):
        self.preset = context.scene.dynmask.export_preset
        return super().invoke(context, event)

    def write(self, context, obj, path, options):
        return formats.export_fbx(context, obj, path, preset=self.preset, **options)


class DYNMASK_OT_export_gltf(_Export, bpy.types.Operator):
    """Export the armature with its current action as binary glTF"""

    bl_idname = "dynmask.export_gltf"
    bl_label = "Export glTF"

    filename_ext = ".glb"
    filter_glob: StringProperty(default="*.glb", options={"HIDDEN"})

    def write(self, context, obj, path, options):
        return formats.export_gltf(context, obj, path, **options)


class DynMaskTick(bpy.types.PropertyGroup):
    """Whether the take or action of this number is exported, and its name in the file."""

    chosen: BoolProperty(name="Export", default=True, description="Export this one")
    clip: StringProperty(name="Clip", description="Name of the animation and of its file")


class DYNMASK_OT_export_takes(NeedsArmature, bpy.types.Operator):
    """Export takes and actions to a folder, a file each or one for all, named after prompt and seed"""

    bl_idname = "dynmask.export_takes"
    bl_label = "Export Takes"
    bl_options = {"REGISTER"}

    directory: StringProperty(subtype="DIR_PATH", options={"SKIP_SAVE"})
    filter_folder: BoolProperty(default=True, options={"HIDDEN"})
    file_format: EnumProperty(
        name="Format", items=(("FBX", "FBX", "For the engine chosen below"), ("GLTF", "glTF", "Binary glTF"))
    )
    preset: EnumProperty(name="For", items=formats.ENGINES)
    meshes: BoolProperty(
        name="Meshes", default=False,
        description="Put the meshes that the armature deforms or carries into every file",
    )  # fmt: skip
    move_node: BoolProperty(
        name="Root Motion on Object", default=False,
        description="Put the travel on the object above the bones, for rigs without a root bone",
    )  # fmt: skip
    overwrite: BoolProperty(
        name="Overwrite", default=False, options={"SKIP_SAVE"},
        description="Write over files of the same name; off, nothing is written where there are any",
    )  # fmt: skip
    together: BoolProperty(
        name="One File", default=False, description="One file with a clip for each instead of a file each"
    )
    file_name: StringProperty(
        name="File", description="Name of the one file; empty: the armature's", options={"SKIP_SAVE"}
    )
    ticks: CollectionProperty(type=DynMaskTick, options={"SKIP_SAVE"})

    @classmethod
    def poll(cls, context):
        if not super().poll(context):
            return False
        obj = targets.candidate(context)
        if not obj.dynmask.takes and not (obj.animation_data and obj.animation_data.action):
            cls.poll_message_set("There are no takes and no action")
            return False
        return True

    def invoke(self, context, event):
        obj = targets.armature(context)
        self.preset = context.scene.dynmask.export_preset
        self.file_name = self.file_name or export_names.clean(obj.name)
        self.ticks.clear()
        listed = obj.dynmask.takes
        for number, (source, proposed) in enumerate(takes.sources(obj)):
            tick = self.ticks.add()
            tick.chosen, tick.clip, tick.name = proposed, source.name, source.label.strip("'")
            if number < len(listed):
                # The seed first: the end of a long sentence is cut off.
                facts = history.short_summary(listed[number], " ", length=False)
                tick.name = f"{facts} {short(listed[number].prompt) or listed[number].name}"
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
            if tick.chosen:
                column.prop(tick, "clip", text="", icon="ANIM")
        layout.prop(self, "together")
        if self.together:
            layout.prop(self, "file_name", text="", icon="FILE")

    def act(self, context):
        obj = targets.armature(context)
        targets.check_time(context.scene)
        formats.require_exporter(self.file_format)
        chosen = self._chosen(obj)
        folder, suffix = bpy.path.abspath(self.directory), ".glb" if self.file_format == "GLTF" else ".fbx"
        names = [source.name for source in chosen]
        if self.together:
            names = [self.file_name.removesuffix(suffix) or obj.name]
        files = takes.paths(names, folder, suffix) if chosen else []
        takes.check(chosen, folder, files, overwrite=self.overwrite)

        def write(path, **options):
            options |= {"meshes": self.meshes, "move_node": self.move_node}
            if self.file_format == "GLTF":
                return formats.export_gltf(context, obj, path, **options)
            return formats.export_fbx(context, obj, path, preset=self.preset, **options)

        if self.together:
            notices = takes.export_together(
                context, obj, chosen, files[0], lambda path, clips: write(path, clips=clips),
                move_node=self.move_node,
            )  # fmt: skip
            said = f"Exported '{files[0].name}' with {status.counted(len(chosen), 'clip')}"
        else:
            notices = takes.export_each(obj, chosen, files, lambda path, name: write(path, clip=name))
            said = f"Exported {len(files)} files" if len(files) > 1 else f"Exported '{files[0].name}'"
        _tell(self, said, notices)

    def _chosen(self, obj):
        """The Sources that are ticked, with the names that were typed; without ticks what is proposed."""
        chosen = []
        for number, (source, proposed) in enumerate(takes.sources(obj)):
            tick = self.ticks[number] if number < len(self.ticks) else None
            if tick.chosen if tick else proposed and not self.ticks:
                name = (tick.clip.strip() if tick else "") or source.name
                chosen.append(takes.Source(source.action, name, source.label))
        names = export_names.different([action_names.fitting(source.name) for source in chosen])
        return [
            takes.Source(source.action, name, source.label)
            for source, name in zip(chosen, names, strict=True)
        ]


class DYNMASK_OT_enable_exporter(Readable, bpy.types.Operator):
    """Enable the add-on of Blender that writes this format, in the preferences"""

    bl_idname = "dynmask.enable_exporter"
    bl_label = "Enable Add-on"
    bl_options = {"INTERNAL"}

    file_format: EnumProperty(items=[(kind, kind, "") for kind in formats.EXPORTERS])

    def act(self, context):
        _, module, name = formats.EXPORTERS[self.file_format]
        addon_utils.enable(module, default_set=True)
        if not formats.has_exporter(self.file_format):
            raise status.Problem(f"Blender's add-on '{name}' could not be enabled: see Blender's console")
        self.say(f"Enabled Blender's add-on '{name}'")


def draw(layout, scene):
    """The Export panel: the engine, the formats, and what to enable for a format that cannot be written."""
    layout.prop(scene.dynmask, "export_preset")
    row = layout.row(align=True)
    for kind, idname in (("FBX", "dynmask.export_fbx"), ("GLTF", "dynmask.export_gltf")):
        part = row.row(align=True)
        part.enabled = formats.has_exporter(kind)
        part.operator(idname, icon="EXPORT")
    for kind, (_, _, name) in formats.EXPORTERS.items():
        if not formats.has_exporter(kind):
            enable = layout.operator("dynmask.enable_exporter", text=f"Enable {name}", icon="PLUGIN")
            enable.file_format = kind
    layout.operator("dynmask.export_takes", icon="FILE_FOLDER")


def _tell(operator, said, notices):
    operator.say(said, *notices, level="WARNING" if notices else "INFO")


CLASSES = (
    DynMaskTick, DYNMASK_OT_export_fbx, DYNMASK_OT_export_gltf, DYNMASK_OT_export_takes,
    DYNMASK_OT_enable_exporter,
)  # fmt: skip
