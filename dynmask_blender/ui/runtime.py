"""The box of the GPU runtime in the preferences. Drawing looks nothing up but a few names on the disk."""

from ..runtime_setup import state
from ..session import environments, status

CHARACTER_PIXELS, MARGIN = 7.0, 8


def characters(context):
    """How many fit into a line of the preferences: labels do not wrap by themselves."""
    scale = context.preferences.system.ui_scale
    return max(30, int(context.region.width / (CHARACTER_PIXELS * scale)) - MARGIN)


def draw(layout, chosen, user_folder, width):
    """chosen: DynMaskPreferences; user_folder: the extension's, or None; width: characters a line."""
    box, view = layout.box(), state.current
    box.label(text="GPU Runtime", icon="MEMORY")
    if view.stage:
        _under_way(box, view, width)
        return
    root = environments.of(user_folder) if user_folder else None
    found = environments.find(root) if root else environments.Found()
    if found.trouble:
        lines(box, found.trouble, width, alert=True)
    elif found.state:
        box.label(text=f"Set up: {state.described(found.state)}", icon="CHECKMARK")
    else:
        box.label(text="Not set up: motion is made on the CPU", icon="INFO")
    if view.message:
        lines(box, view.message, width, alert=view.level == "ERROR")
    box.prop(chosen, "wheels")
    box.prop(chosen, "index")
    row = box.row(align=True)
    nothing = found.state is None and not found.trouble
    if nothing:
        row.operator("dynmask.setup_runtime", icon="IMPORT")
    else:
        row.operator("dynmask.repair_runtime", icon="FILE_REFRESH")
    if nothing and root and environments.keeps_downloads(root):
        row.operator("dynmask.remove_runtime", text="Delete Kept Downloads", icon="TRASH")
    elif not nothing:
        row.operator("dynmask.remove_runtime", icon="TRASH")


def _under_way(box, view, width):
    for line in view.plan:
        lines(box, line, width)
    row = box.row(align=True)
    if view.plan:
        row.operator("dynmask.install_runtime", icon="IMPORT")
        row.operator("dynmask.cancel_runtime", icon="X")
    else:
        row.progress(factor=view.progress, text=view.stage)
        row.operator("dynmask.cancel_runtime", text="", icon="X")


def lines(layout, text, width, alert=False):
    """A sentence as a column of labels."""
    column = layout.column(align=True)
    column.alert = alert
    for line in status.wrapped(text, width):
        column.label(text=line)
