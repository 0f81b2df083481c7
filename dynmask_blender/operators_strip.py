"""The mouse on the strip: a click takes a segment, a drag takes any range."""

import bpy

from . import jobs, overlay, overlay_layout, status
from .operators_edit import choose_range

DRAG_PIXELS = 5
KEYMAPS = (("Dopesheet", "DOPESHEET_EDITOR"), ("Graph Editor", "GRAPH_EDITOR"))

_keys = []


class DYNMASK_OT_pick_on_strip(bpy.types.Operator):
    """Click a segment of the complexity strip, or drag, to choose the range; no key is changed"""

    bl_idname = "dynmask.pick_on_strip"
    bl_label = "Choose Range on Strip"
    bl_options = {"UNDO", "INTERNAL"}

    @classmethod
    def poll(cls, context):
        return context.region is not None and context.region.type == "WINDOW" and overlay.shown(context)

    def invoke(self, context, event):
        try:
            if not self._press(context, event.mouse_region_x, event.mouse_region_y):
                return {"PASS_THROUGH"}
        except Exception:
            status.log.exception("clicking the complexity strip")
            return {"PASS_THROUGH"}
        context.window_manager.modal_handler_add(self)
        return {"RUNNING_MODAL"}

    def modal(self, context, event):
        if event.type in {"ESC", "RIGHTMOUSE"}:
            return {"CANCELLED"}
        x = event.mouse_region_x
        done = event.type == "LEFTMOUSE" and event.value == "RELEASE"
        # Of a quick drag only the release may arrive; otherwise the last move says where it ended.
        follows = event.type == "MOUSEMOVE" or (done and not self._dragged)
        if follows and abs(x - self._x) > DRAG_PIXELS * self._scale:
            self._dragged = True
        obj, _ = overlay.subject(context)
        if obj is None:
            return {"CANCELLED"}
        if self._dragged and follows:
            frames = sorted((self._layout.frame(self._x), self._layout.frame(x)))
            choose_range(obj, *(min(max(f, self._first), self._last) for f in frames))
            jobs.redraw()
        elif done and not self._dragged and self._segment:
            choose_range(obj, *self._segment)
            jobs.redraw()
        if not done:
            return {"RUNNING_MODAL"}
        return {"FINISHED"} if self._dragged or self._segment else {"CANCELLED"}

    def _press(self, context, x, y):
        """Whether the press at a pixel of the region belongs to the strip."""
        _, action = overlay.subject(context)
        key, shape = overlay.geometry(action) if action else (None, None)
        where = overlay.layout(context) if shape else None
        if where is None or not where.in_strip(y):
            return False
        self._first, self._last = shape.first_frame, shape.last_frame
        if not where.x(self._first) - 3 <= x <= where.x(self._last) + 3:
            return False
        found = overlay.segments(key, shape, context.scene.dynmask.threshold)
        self._segment = overlay_layout.segment_at(where, found, x, y)
        self._layout, self._x, self._dragged = where, x, False
        self._scale = context.preferences.system.ui_scale
        return True


def register():
    keyconfig = bpy.context.window_manager.keyconfigs.addon
    if bpy.app.background or keyconfig is None:
        return
    for name, space in KEYMAPS:
        keymap = keyconfig.keymaps.new(name=name, space_type=space)
        item = keymap.keymap_items.new(DYNMASK_OT_pick_on_strip.bl_idname, "LEFTMOUSE", "PRESS")
        _keys.append((keymap, item))


def unregister():
    while _keys:
        keymap, item = _keys.pop()
        keymap.keymap_items.remove(item)


CLASSES = (DYNMASK_OT_pick_on_strip,)
