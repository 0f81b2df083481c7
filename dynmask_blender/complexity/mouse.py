"""The mouse on the strip: a click takes a segment, a drag any range or an edge, hovering shows numbers."""

import bpy
from bpy.props import BoolProperty

from ..actions import ranges
from ..rig import targets
from ..session import jobs, status
from . import handlers, hit_test

DRAG_PIXELS = 5
# Over the lowest rows of these editors Blender asks the keys of the markers first, even where there is none.
KEYMAPS = (("Dopesheet", "DOPESHEET_EDITOR"), ("Graph Editor", "GRAPH_EDITOR"), ("Markers", "EMPTY"))

_keys = []


class OnOverlay:
    """Operators that a mouse event over the overlay starts; elsewhere the event goes on to others."""

    @classmethod
    def poll(cls, context):
        return context.region is not None and context.region.type == "WINDOW" and handlers.shown(context)

    def invoke(self, context, event):
        try:
            hit = hit_test.at(context, event.mouse_region_x, event.mouse_region_y)
            started = hit is not None and self.press(context, event, hit)
        except Exception:
            status.log.exception("%s", self.bl_idname)
            started = False
        if not started:
            return {"PASS_THROUGH"}
        if started == {"FINISHED"}:
            return started
        context.window_manager.modal_handler_add(self)
        return {"RUNNING_MODAL"}


class Dragging(OnOverlay):
    """A drag from press to release: `follow(context, x)`, `click(context)`, `put_back(obj, scene)`.

    Escape and the right button put back what was there.
    """

    def start(self, context, event, hit):
        self._layout, self._x, self._dragged = hit.layout, event.mouse_region_x, False
        self._target = targets.of(hit.obj, context.scene)
        return True

    def modal(self, context, event):
        try:
            obj, scene = self._target.resolve()
        except status.Problem:
            return self._end(context, {"CANCELLED"})
        if event.type in {"ESC", "RIGHTMOUSE"}:
            self.put_back(obj, scene)
            return self._end(context, {"CANCELLED"})
        x = event.mouse_region_x
        done = event.type == "LEFTMOUSE" and event.value == "RELEASE"
        # Of a quick drag only the release may arrive; otherwise the last move says where it ended.
        follows = event.type == "MOUSEMOVE" or (done and not self._dragged)
        if follows and abs(x - self._x) > DRAG_PIXELS * self._layout.scale:
            self._dragged = True
        changed = self._dragged
        if self._dragged and follows:
            self.follow(context, obj, x)
            jobs.redraw()
        elif done and not self._dragged:
            changed = self.click(context, obj)
        if not done:
            return {"RUNNING_MODAL"}
        return self._end(context, {"FINISHED"} if changed else {"CANCELLED"})

    def say(self, context, text):
        if context.area:
            context.area.header_text_set(text)

    def _end(self, context, outcome):
        self.say(context, None)
        jobs.redraw()
        return outcome


class DYNMASK_OT_pick_on_strip(Dragging, bpy.types.Operator):
    """Select the range on the complexity strip: click a segment, or drag"""

    bl_idname = "dynmask.pick_on_strip"
    bl_label = "Choose Range on Strip"
    bl_options = {"UNDO", "INTERNAL"}
    extend: BoolProperty(default=False, options={"SKIP_SAVE", "HIDDEN"})

    def press(self, context, event, hit):
        if hit.kind not in ("edge", "segment", "strip"):
            return False
        group, self._shape, self._segment = hit.obj.dynmask, hit.shape, hit.segment
        self._before = ranges.state(hit.obj, context.scene)
        self._fixed = hit.layout.frame(event.mouse_region_x)
        if hit.kind == "edge":
            self._fixed = group.range_last if hit.part == "first" else group.range_first
        elif self.extend and group.range_set:
            self._fixed = None
        return self.start(context, event, hit)

    def follow(self, context, obj, x):
        frames = [self._within(self._layout.frame(x))]
        if self._fixed is None:
            frames += self._before[0][1:]
        else:
            frames.append(self._within(self._fixed))
        self._choose(context, obj, min(frames), max(frames))

    def click(self, context, obj):
        if self.extend and self._before[0][0]:
            frame = self._within(self._layout.frame(self._x))
            frames = [*(self._segment or (frame, frame)), *self._before[0][1:]]
            self._choose(context, obj, min(frames), max(frames))
            return True
        if self._segment:
            self._choose(context, obj, *self._segment)
        return self._segment is not None

    def put_back(self, obj, scene):
        ranges.restore(obj, scene, self._before)

    def _within(self, frame):
        return min(max(frame, self._shape.first_frame), self._shape.last_frame)

    def _choose(self, context, obj, first, last):
        ranges.choose(obj, context.scene, first, last)
        low, high = self._shape.sample(self._within(first)), self._shape.sample(self._within(last))
        mean = float(self._shape.omega[low : high + 1].mean())
        length = (last - first) / targets.frame_rate(context.scene)
        self.say(context, f"Range {first:.0f}–{last:.0f}: {length:.2f} s, mean complexity {mean:.2f}")


class DYNMASK_OT_hover(OnOverlay, bpy.types.Operator):
    """Show the values of the complexity strip under the mouse"""

    bl_idname = "dynmask.hover"
    bl_label = "Look at Strip"
    bl_options = {"INTERNAL"}

    def press(self, context, event, hit):
        if handlers.hovered() is not None:
            return False
        self._show(context, event, hit)
        return True

    def modal(self, context, event):
        if event.type not in {"MOUSEMOVE", "INBETWEEN_MOUSEMOVE", "WINDOW_DEACTIVATE", "TIMER"}:
            return {"PASS_THROUGH"}
        try:
            if handlers.hovered() is not None and context.region is not None and handlers.shown(context):
                if event.type == "TIMER":
                    return {"PASS_THROUGH"}
                x, y = event.mouse_region_x, event.mouse_region_y
                inside = 0 <= x < context.region.width and event.type != "WINDOW_DEACTIVATE"
                hit = hit_test.at(context, x, y) if inside else None
                if hit is not None:
                    self._show(context, event, hit)
                    return {"PASS_THROUGH"}
        except Exception:
            status.log.exception("%s", self.bl_idname)
        self.cancel(context)
        return {"CANCELLED", "PASS_THROUGH"}

    def cancel(self, context):
        handlers.hover(None)
        if context.window is not None:
            context.window.cursor_modal_restore()
        jobs.redraw()

    def _show(self, context, event, hit):
        handlers.hover((context.region.as_pointer(), event.mouse_region_x, event.mouse_region_y))
        if hit.resizes:
            context.window.cursor_modal_set("MOVE_X")
        else:
            context.window.cursor_modal_restore()
        context.region.tag_redraw()


def add_keys(idname, event_type, value, **more):
    """A keymap item in every editor that shows the strip; properties after `values`."""
    keyconfig = bpy.context.window_manager.keyconfigs.addon
    if bpy.app.background or keyconfig is None:
        return []
    values, found = more.pop("values", {}), []
    for name, space in KEYMAPS:
        keymap = keyconfig.keymaps.new(name=name, space_type=space)
        item = keymap.keymap_items.new(idname, event_type, value, **more)
        for prop, wanted in values.items():
            setattr(item.properties, prop, wanted)
        found.append((keymap, item))
    return found


def register():
    pick = DYNMASK_OT_pick_on_strip.bl_idname
    _keys.extend(add_keys(pick, "LEFTMOUSE", "PRESS"))
    _keys.extend(add_keys(pick, "LEFTMOUSE", "PRESS", shift=True, values={"extend": True}))
    _keys.extend(add_keys(DYNMASK_OT_hover.bl_idname, "MOUSEMOVE", "ANY", any=True))


def unregister():
    while _keys:
        keymap, item = _keys.pop()
        keymap.keymap_items.remove(item)


CLASSES = (DYNMASK_OT_pick_on_strip, DYNMASK_OT_hover)
