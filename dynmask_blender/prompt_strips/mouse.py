"""The mouse on the prompt strips of the timeline: move, resize, choose, edit, and add by a double click."""

import bpy

from .. import overrides
from ..complexity import mouse
from ..rig import targets
from . import model, spans

_keys = []


class DYNMASK_OT_drag_strip(mouse.Dragging, bpy.types.Operator):
    """Move a prompt strip or one of its edges"""

    bl_idname = "dynmask.drag_strip"
    bl_label = "Drag Prompt Strip"
    bl_options = {"UNDO", "INTERNAL"}

    def press(self, context, event, hit):
        if hit.kind != "prompt" or hit.obj.library or overrides.inherited(hit.obj, "strips"):
            return False
        self._index, self._part = hit.index, hit.part
        self._before = model.spans(hit.obj)
        return self.start(context, event, hit)

    def follow(self, context, obj, x):
        if len(obj.dynmask.strips) != len(self._before):
            return
        frame, begin = self._layout.frame(x), self._layout.frame(self._x)
        by, rate = round(frame - begin), targets.frame_rate(context.scene)
        if self._part == "body":
            found = spans.moved(self._before, self._index, by)
        else:
            edge = self._before[self._index][self._part == "last"] + by
            found = spans.resized(self._before, self._index, self._part, edge, spans.least(rate))
        model.put(obj, found)
        obj.dynmask.strip_active = self._index
        first, last = found[self._index]
        self.say(context, f"Strip {first}–{last}: {(last - first) / rate:.2f} s")

    def click(self, context, obj):
        changed = obj.dynmask.strip_active != self._index
        obj.dynmask.strip_active = self._index
        return changed

    def put_back(self, obj, scene):
        if len(obj.dynmask.strips) == len(self._before):
            model.put(obj, self._before)


class DYNMASK_OT_open_strip(mouse.OnOverlay, bpy.types.Operator):
    """Edit the prompt of a strip, or add a strip to an empty place"""

    bl_idname = "dynmask.open_strip"
    bl_label = "Open Prompt Strip"
    bl_options = {"INTERNAL"}

    def press(self, context, event, hit):
        if hit.kind == "prompt":
            bpy.ops.dynmask.edit_strip("INVOKE_DEFAULT", index=hit.index)
        elif hit.kind == "lane":
            frame = round(hit.layout.frame(event.mouse_region_x))
            bpy.ops.dynmask.add_strip("EXEC_DEFAULT", True, frame=frame)
        else:
            return False
        return {"FINISHED"}


def register():
    _keys.extend(mouse.add_keys(DYNMASK_OT_drag_strip.bl_idname, "LEFTMOUSE", "PRESS"))
    _keys.extend(mouse.add_keys(DYNMASK_OT_open_strip.bl_idname, "LEFTMOUSE", "DOUBLE_CLICK"))


def unregister():
    while _keys:
        keymap, item = _keys.pop()
        keymap.keymap_items.remove(item)


CLASSES = (DYNMASK_OT_drag_strip, DYNMASK_OT_open_strip)
