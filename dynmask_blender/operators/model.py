"""The drop-down of models."""

import bpy

from ..session import model_folders, options
from .common import Readable


class DYNMASK_OT_choose_model(Readable, bpy.types.Operator):
    """Use this model for the next generation"""

    bl_idname = "dynmask.choose_model"
    bl_label = "Choose Model"
    bl_options = {"REGISTER", "UNDO"}

    key: bpy.props.StringProperty(options={"HIDDEN"})

    def act(self, context):
        context.scene.dynmask.model = self.key


class DYNMASK_MT_models(bpy.types.Menu):
    bl_label = "Model"

    def draw(self, context):
        layout, picked = self.layout, options.current().weights
        for model in model_folders.found(options.user_folder(), picked):
            icon = "CHECKMARK" if context.scene.dynmask.model == model.key else "BLANK1"
            text = f"{model.name} ({model.origin})"
            layout.operator("dynmask.choose_model", text=text, icon=icon).key = model.key
        layout.separator()
        folder = options.user_folder()
        if folder:
            layout.label(text=f"More: weights folders in {folder}/models", icon="INFO")


def draw(layout, scene):
    """The row that shows the chosen model and opens the list."""
    row = layout.split(factor=0.4)
    row.label(text="Model")
    name = model_folders.name_of(scene.dynmask.model, options.current().weights)
    row.menu("DYNMASK_MT_models", text=name)


CLASSES = (DYNMASK_OT_choose_model, DYNMASK_MT_models)
