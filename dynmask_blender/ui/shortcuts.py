"""Default shortcuts, in the add-on's own keymap: they can be changed in the preferences."""

import bpy

KEYMAPS = (("Dopesheet", "DOPESHEET_EDITOR"), ("Graph Editor", "GRAPH_EDITOR"), ("Pose", "EMPTY"))
# Operator, key (with Shift and Alt), Ctrl too, its properties.
KEYS = (
    ("dynmask.most_complex", "M", False, {}),
    ("dynmask.next_segment", "N", False, {}),
    ("dynmask.next_segment", "N", True, {"backwards": True}),
)


def register():
    keyconfig = bpy.context.window_manager.keyconfigs.addon
    if keyconfig is None:
        return
    for name, space in KEYMAPS:
        keymap = keyconfig.keymaps.new(name=name, space_type=space)
        for operator, key, ctrl, values in KEYS:
            item = keymap.keymap_items.new(operator, key, "PRESS", shift=True, alt=True, ctrl=ctrl)
            for prop, value in values.items():
                setattr(item.properties, prop, value)


def unregister():
    keyconfig = bpy.context.window_manager.keyconfigs.addon
    if keyconfig is None:
        return
    operators = {operator for operator, *_ in KEYS}
    for name, space in KEYMAPS:
        keymap = keyconfig.keymaps.find(name, space_type=space)
        for item in list(keymap.keymap_items) if keymap else ():
            if item.idname in operators:
                keymap.keymap_items.remove(item)
