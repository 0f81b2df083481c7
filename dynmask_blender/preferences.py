"""Add-on preferences: which Python runs the backend, on which device, with which weights."""

from dataclasses import dataclass

import bpy
from bpy.props import BoolProperty, EnumProperty, StringProperty

from . import builtin, interpreter, runtime_box, status
from .runtime_setup import folders

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
    # The GPU runtime in use: another one means another process.
    environment: str = ""


@dataclass(frozen=True)
class RuntimeSettings:
    """Where the GPU runtime's packages come from: a folder of wheels, or the package index and one more."""

    wheels: str = ""
    index: str = ""


class DynMaskPreferences(bpy.types.AddonPreferences):
    bl_idname = ADDON

    python: StringProperty(
        name="Python", subtype="FILE_PATH",
        description="Python 3.11 or newer with torch or onnxruntime, or its environment's folder; empty: the "
        "GPU runtime set up below, otherwise the built-in CPU runtime",
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
    early: BoolProperty(
        name="Start While Typing", default=True,
        description="Start the backend and load the model when a prompt is typed, so that the first motion "
        "comes sooner; off, that waits for Generate",
    )  # fmt: skip
    wheels: StringProperty(
        name="Folder of Wheels", subtype="DIR_PATH",
        description="Set the GPU runtime up from these files, without a network; empty: they are downloaded",
    )  # fmt: skip
    index: StringProperty(
        name="Package Index",
        description="Address of one more package index to download from, such as the one with torch for your "
        "GPU that the installation page on PyTorch's site shows; needed on Windows and for AMD GPUs",
    )  # fmt: skip

    def draw(self, context):
        layout = self.layout
        layout.use_property_split = True
        layout.prop(self, "python")
        width = runtime_box.characters(context)
        runtime_box.lines(layout, in_use(settings()), width)
        runtime_box.draw(layout, self, user_folder(), width)
        layout.prop(self, "weights")
        layout.prop(self, "device")
        layout.prop(self, "runtime")
        layout.prop(self, "early")
        row = layout.row(align=True)
        row.operator("dynmask.check_backend", icon="CHECKMARK")
        # Below all buttons: none moves under the mouse when it comes.
        text, level = status.current.backend, status.current.backend_level
        if text:
            runtime_box.lines(layout.box(), text, width, alert=level == "ERROR")


def settings():
    """The Settings in force; defaults where the add-on runs without preferences."""
    chosen, folder = _chosen(), user_folder()
    found = folders.find(folders.of(folder)) if folder else folders.Found()
    environment = found.state.folder if found.python else ""
    if chosen is None:
        return Settings(environment=environment)
    return Settings(
        bpy.path.abspath(chosen.python) if chosen.python else "",
        bpy.path.abspath(chosen.weights) if chosen.weights else "",
        "" if chosen.device == "AUTO" else chosen.device,
        "" if chosen.runtime == "AUTO" else chosen.runtime,
        environment,
    )


def runtime_settings():
    """The RuntimeSettings in force."""
    chosen = _chosen()
    if chosen is None:
        return RuntimeSettings()
    return RuntimeSettings(bpy.path.abspath(chosen.wheels) if chosen.wheels else "", chosen.index.strip())


def starts_early():
    """Whether the backend may start before it is asked for anything."""
    chosen = _chosen()
    return chosen is not None and chosen.early


def _chosen():
    addon = bpy.context.preferences.addons.get(ADDON)
    return addon.preferences if addon else None


def user_folder():
    """The folder the extension may write to, or None where it is not installed as an extension."""
    try:
        return bpy.utils.extension_path_user(ADDON)
    except ValueError:
        return None


def _python(chosen):
    """The Python for Settings, None being the built-in runtime. Raises InterpreterError."""
    own = chosen.environment and folders.of(user_folder()) / chosen.environment
    # What is set up for the GPU has torch only.
    if own and chosen.runtime == "onnx" and builtin.available():
        own = None
    return interpreter.find(chosen.python, interpreter.python_in(own) if own else None)


def launch(chosen):
    """The Launch of the backend for Settings. Raises InterpreterError."""
    python = _python(chosen)
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
        python = _python(chosen)
    except interpreter.InterpreterError as error:
        return str(error)
    if python is not None:
        return f"Environment in use: {python}"
    return "Built-in CPU runtime in use: nothing to set up" if builtin.available() else NO_RUNTIME


CLASSES = (DynMaskPreferences,)
