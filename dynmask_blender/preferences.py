"""Add-on preferences: which Python runs the backend, on which device, with which weights."""

from dataclasses import dataclass

import bpy
from bpy.props import EnumProperty, StringProperty

from . import builtin, interpreter, status

ADDON = __package__.rpartition(".")[0]
NO_RUNTIME = (
    "No Python for the DynMask backend: choose one in Preferences > Add-ons > DynMask, or install the zip "
    "that is made for this system and Blender, which needs none"
)


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
        description="Python 3.11 or newer with torch or onnxruntime, or its environment's folder; empty: an "
        "environment made for DynMask, otherwise the built-in CPU runtime",
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
        layout.label(text=in_use(settings()), icon="INFO")
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
    if python is None and not builtin.available():
        raise interpreter.InterpreterError(NO_RUNTIME)
    values = {name: getattr(chosen, name) for name in ("weights", "device", "runtime")}
    if python is None:
        values["runtime"] = values["runtime"] or "onnx"
    arguments = ["serve"]
    for name, value in values.items():
        if value:
            arguments += [f"--{name}", value]
    if python is None:
        return builtin.launch(arguments, bpy.app.binary_path)
    return interpreter.launch(python, arguments=arguments)


def in_use(chosen):
    """One line: what the backend will run on."""
    try:
        python = interpreter.find(chosen.python, user_folder())
    except interpreter.InterpreterError as error:
        return str(error)
    if python is not None:
        return f"Environment in use: {python}"
    return "Built-in CPU runtime in use: nothing to set up" if builtin.available() else NO_RUNTIME


CLASSES = (DynMaskPreferences,)
