"""The complexity strip in the timeline, dope sheet and graph editors: handlers, and what they look up.

A draw callback reads the active action's stamp, takes plain arrays from the cache and draws; it keeps no
reference to Blender data, raises nothing and starts nothing.
"""

import bpy

from . import motion_store, overlay_cache, overlay_layout, status

SPACES = ("SpaceDopeSheetEditor", "SpaceGraphEditor")

_handles = []
_geometry = overlay_cache.Cache()
_segments = overlay_cache.Cache()
_drawn = overlay_cache.Cache()
_failed = False


def subject(context):
    """The object whose action the strip shows, and that action; (None, None) without one."""
    obj = context.active_object
    animation = obj.animation_data if obj else None
    action = animation.action if animation else None
    return (obj, action) if action else (None, None)


def geometry(action):
    """(key, Geometry) of an action, from the cache; (key, None) where nothing is stored on it."""
    key = (action.session_uid, motion_store.stamp(action))
    if not key[1]:
        return key, None

    def make():
        stored = motion_store.read(action, motion=False)
        return overlay_cache.build(stored) if stored and len(stored) else None

    return key, _geometry.get(key, make)


def segments(key, shape, threshold):
    """Segments (first, last) of a Geometry above a threshold, from the cache."""
    threshold = round(threshold, 4)
    return _segments.get((*key, threshold), lambda: shape.segments(threshold))


def layout(context):
    """The Layout of the strip in the context's region, or None."""
    region, scene = context.region, context.scene
    markers = bool(scene.timeline_markers) and context.space_data.show_markers
    # The region's own edges always lie in view; single frames may not, and then come rounded or clipped.
    left, _ = region.view2d.region_to_view(0, 0)
    right, _ = region.view2d.region_to_view(region.width, 0)
    return overlay_layout.layout(
        region.width, region.height, left, right, context.preferences.system.ui_scale,
        bands=scene.dynmask.show_bands, markers=markers,
    )  # fmt: skip


def shown(context):
    """Whether the strip belongs in the context's editor."""
    space = context.space_data
    if getattr(context.scene, "dynmask", None) is None or not context.scene.dynmask.show_overlay:
        return False
    return space.type == "DOPESHEET_EDITOR" or (space.type == "GRAPH_EDITOR" and space.mode == "FCURVES")


def _draw():
    global _failed
    if _failed:
        return
    try:
        _draw_in(bpy.context)
    except Exception:
        # Once is enough: an exception in a draw callback would come back with every redraw.
        _failed = True
        status.log.exception("drawing the complexity strip; it stays off until the add-on is enabled again")


def _draw_in(context):
    if not shown(context):
        return
    obj, action = subject(context)
    if action is None:
        return
    key, shape = geometry(action)
    where = layout(context) if shape else None
    if where is None:
        return
    from . import overlay_draw

    batches = _drawn.get(key, lambda: overlay_draw.Batches(shape))
    painter = _drawn.get("painter", overlay_draw.Painter)
    settings, takes = context.scene.dynmask, obj.dynmask
    first, last = takes.range_first, takes.range_last
    selected = (first, last) if takes.range_set and last > first else None
    overlay_draw.draw(
        where, batches, painter, segments(key, shape, settings.threshold), selected,
        context.preferences.system.ui_scale,
    )  # fmt: skip


@bpy.app.handlers.persistent
def _forget(*_):
    for cache in (_geometry, _segments, _drawn):
        cache.clear()


def register():
    global _failed
    _failed = False
    bpy.app.handlers.load_pre.append(_forget)
    if bpy.app.background:
        return
    for name in SPACES:
        space = getattr(bpy.types, name)
        _handles.append((space, space.draw_handler_add(_draw, (), "WINDOW", "POST_PIXEL")))


def unregister():
    while _handles:
        space, handle = _handles.pop()
        space.draw_handler_remove(handle, "WINDOW")
    if _forget in bpy.app.handlers.load_pre:
        bpy.app.handlers.load_pre.remove(_forget)
    _forget()
