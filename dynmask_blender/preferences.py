"""Add-on preferences: which Python runs the backend, on which device, with which weights."""

from dataclasses import dataclass

import bpy
from bpy.props import EnumProperty, StringProperty

from . import interpreter, status

ADDON = __package__.rpartition(".")[0]


@dataclass(frozen=True)
class Settings:
    """What a request needs to know; empty strings mean: the backend decides."""

    python: str = ""
    weights: str = ""
    device: str = ""
    runtime: str = ""


class DynMaskPreferences(bpy.types.AddonPreferences):
    bl_idname = ADDON

    python: StringProperty(
        name="Python", subtype="FILE_PATH",
        description="Python 3.11 or newer with torch or onnxruntime, or its environment's folder",
    )  # fmt: skip
    weights: StringProperty(
        name="Model Folder", subtype="DIR_PATH",
        description="Weights to use; empty: those that come with DynMask",
    )  # fmt: skip
    device: EnumProperty(
        name="Device",
        items=(
            ("AUTO", "Automatic", "The fastest that is there"),
            ("cuda", "GPU (CUDA or ROCm)", ""),
            ("mps", "GPU (Apple)", ""),
            ("cpu", "CPU", ""),
        ),
    )
    runtime: EnumProperty(
        name="Runtime",
        items=(
            ("AUTO", "Automatic", "torch where it is installed, otherwise ONNX Runtime"),
            ("torch", "torch", ""),
            ("onnx", "ONNX Runtime", "On the CPU, without torch"),
        ),
    )

    def draw(self, context):
        layout = self.layout
        layout.use_property_split = True
        layout.prop(self, "python")
        row = layout.row(align=True)
        row.operator("dynmask.check_backend", icon="CHECKMARK")
        text, level = status.current.backend, status.current.backend_level
        if text:
            box = layout.box().column(align=True)
            box.alert = level == "ERROR"
            for line in status.wrapped(text, 110):
                box.label(text=line)
        layout.prop(self, "weights")
        layout.prop(self, "device")
        layout.prop(self, "runtime")


def settings():
    """The Settings in force; defaults where the add-on runs without preferences."""
    addon = bpy.context.preferences.addons.get(ADDON)
    chosen = addon.preferences if addon else None
    if chosen is None:
        return Settings()
    return Settings(
        bpy.path.abspath(chosen.python) if chosen.python else "",
        bpy.path.abspath(chosen.weights) if chosen.weights else "",
        "" if chosen.device == "AUTO" else chosen.device,
        "" if chosen.runtime == "AUTO" else chosen.runtime,
    )


def user_folder():
    """The folder the extension may write to, or None where it is not installed as an extension."""
    try:
        return bpy.utils.extension_path_user(ADDON)
    except ValueError:
        return None


def launch(chosen):
    """The Launch of the backend for Settings. Raises InterpreterError."""
    python = interpreter.find(chosen.python, user_folder())
    arguments = ["serve"]
    for name in ("weights", "device", "runtime"):
        if value := getattr(chosen, name):
            arguments += [f"--{name}", value]
    return interpreter.launch(python, arguments=arguments)


CLASSES = (DynMaskPreferences,)
