"""Add-on preferences: which Python runs the backend, on which device, with which weights."""

import bpy
from bpy.props import BoolProperty, EnumProperty, StringProperty

from ..session import options, status
from . import runtime


class DynMaskPreferences(bpy.types.AddonPreferences):
    bl_idname = options.ADDON

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
        width = runtime.characters(context)
        runtime.lines(layout, options.in_use(options.current()), width)
        runtime.draw(layout, self, options.user_folder(), width)
        layout.prop(self, "weights")
        layout.prop(self, "device")
        layout.prop(self, "runtime")
        layout.prop(self, "early")
        row = layout.row(align=True)
        row.operator("dynmask.check_backend", icon="CHECKMARK")
        # Below all buttons: none moves under the mouse when it comes.
        text, level = status.current.backend, status.current.backend_level
        if text:
            runtime.lines(layout.box(), text, width, alert=level == "ERROR")


CLASSES = (DynMaskPreferences,)
