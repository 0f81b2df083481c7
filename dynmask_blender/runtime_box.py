"""The box of the GPU runtime in the preferences. Drawing looks nothing up but a few names on the disk."""

from . import runtime_view, status
from .runtime_setup import folders

WIDTH = 110  # characters


def draw(layout, chosen, user_folder):
    """chosen: DynMaskPreferences; user_folder: the extension's, or None."""
    box, view = layout.box(), runtime_view.current
    box.label(text="GPU Runtime", icon="MEMORY")
    if view.stage:
        _under_way(box, view)
        return
    found = folders.find(folders.of(user_folder)) if user_folder else folders.Found()
    if found.trouble:
        box.label(text=found.trouble, icon="ERROR")
    elif found.state:
        box.label(text=f"Set up: {runtime_view.described(found.state)}", icon="CHECKMARK")
    else:
        box.label(text="Not set up: motion is made on the CPU, which needs nothing more", icon="INFO")
    if view.message:
        column = box.column(align=True)
        column.alert = view.level == "ERROR"
        for line in status.wrapped(view.message, WIDTH):
            column.label(text=line)
    box.prop(chosen, "wheels")
    box.prop(chosen, "index")
    row = box.row(align=True)
    if found.state is None and not found.trouble:
        row.operator("dynmask.setup_runtime", icon="IMPORT")
    else:
        row.operator("dynmask.repair_runtime", icon="FILE_REFRESH")
        row.operator("dynmask.remove_runtime", icon="TRASH")


def _under_way(box, view):
    column = box.column(align=True)
    for line in view.plan:
        for part in status.wrapped(line, WIDTH):
            column.label(text=part)
    row = box.row(align=True)
    if view.plan:
        row.operator("dynmask.install_runtime", icon="IMPORT")
        row.operator("dynmask.cancel_runtime", icon="X")
    else:
        row.progress(factor=view.progress, text=view.stage)
        row.operator("dynmask.cancel_runtime", text="", icon="X")
