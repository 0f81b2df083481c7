"""Draw handlers of guides in the 3D view, and the cache of what they draw.

A draw callback reads a few places and draws what is kept. What takes longer, the path and the action's
movement, is read between redraws: a redraw only asks for it.
"""

import bpy

from ..rig import targets
from ..session import status
from ..session.session import current as session
from . import guides, handlers

# Seconds until what a redraw missed is read.
_LATER = 0.05
# What reads guides of an armature object: `stamp`, `read` and `moving`, see direction.guides.
source = None
_handles = []
# {session_uid of the object: _Kept}
_kept = {}


class _Kept:
    """stamp: of what it was made of; read: what was read (a guides.Read); drawn: that on the graphics card;
    moving: the guides.Moving of the last redraw."""

    stamp = read = drawn = moving = None
    stale = True


def subject(context):
    """The armature object whose guides are drawn in a 3D view's context, or None."""
    obj = targets.candidate(context)
    settings = getattr(context.scene, "dynmask", None)
    if obj is None or source is None or settings is None or not settings.show_guides or obj.mode == "EDIT":
        return None
    return obj if context.space_data.overlay.show_overlays and obj.visible_get() else None


def refresh(obj, scene):
    """Read what is out of date of an armature object; outside of drawing only."""
    kept = _kept.setdefault(obj.session_uid, _Kept())
    kept.stamp, kept.stale = source.stamp(obj), False
    kept.read, kept.drawn = source.read(obj, scene, kept.read), None


def draw_in(context):
    """Draw the guides of the context's armature, and see to what is out of date."""
    obj = subject(context)
    if obj is None:
        return
    from . import guide_draw

    kept = _kept.setdefault(obj.session_uid, _Kept())
    if kept.stale or kept.stamp != source.stamp(obj):
        _ask()
    if kept.drawn is None and kept.read is not None:
        kept.drawn = guide_draw.Drawn(kept.read.still)
    kept.moving = source.moving(obj, context.scene, kept.read.leg if kept.read else guides.LEG)
    guide_draw.draw(kept.drawn, kept.moving)


def draw_texts_in(context):
    """Write the times of waypoints and the distances of pins, in pixels."""
    obj = subject(context)
    kept = _kept.get(obj.session_uid) if obj is not None else None
    # The lines of the same redraw come first.
    if kept is not None and kept.moving is not None and kept.moving.texts:
        from . import guide_draw

        scale = context.preferences.system.ui_scale
        guide_draw.draw_texts(kept.moving, context.region, context.region_data, scale)


def switched():
    """What the panel's toggle does."""
    session.guides_failed = False
    mark()
    handlers.redraw()


def mark(*_):
    """What is kept may be out of date."""
    for kept in _kept.values():
        kept.stale = True


def _ask():
    if not bpy.app.timers.is_registered(_refresh):
        bpy.app.timers.register(_refresh, first_interval=_LATER)


def _refresh():
    obj = targets.candidate(bpy.context)
    try:
        if obj is not None and source is not None:
            refresh(obj, bpy.context.scene)
    except Exception:
        status.log.exception("reading guides; they are read again when something changes")
    handlers.redraw()


def _guarded(paint):
    until = "they are switched on again"
    return lambda: status.drawing("guides_failed", lambda: paint(bpy.context), "guides", until)


@bpy.app.handlers.persistent
def _updated(scene, depsgraph):
    if _kept and scene.dynmask.show_guides:
        kinds = (bpy.types.Action, bpy.types.Curve)
        if any(isinstance(u.id, kinds) or getattr(u.id, "type", "") == "CURVE" for u in depsgraph.updates):
            mark()


@bpy.app.handlers.persistent
def _undone(*_):
    mark()


@bpy.app.handlers.persistent
def _loading(*_):
    _kept.clear()
    session.guides_failed = False


_LISTS = (
    (bpy.app.handlers.depsgraph_update_post, _updated), (bpy.app.handlers.undo_post, _undone),
    (bpy.app.handlers.redo_post, _undone), (bpy.app.handlers.load_pre, _loading),
)  # fmt: skip


def register():
    _loading()
    for handlers_, handler in _LISTS:
        handlers_.append(handler)
    if not bpy.app.background:
        for paint, when in ((draw_in, "POST_VIEW"), (draw_texts_in, "POST_PIXEL")):
            _handles.append(bpy.types.SpaceView3D.draw_handler_add(_guarded(paint), (), "WINDOW", when))


def unregister():
    while _handles:
        bpy.types.SpaceView3D.draw_handler_remove(_handles.pop(), "WINDOW")
    for handlers_, handler in _LISTS:
        if handler in handlers_:
            handlers_.remove(handler)
    if bpy.app.timers.is_registered(_refresh):
        bpy.app.timers.unregister(_refresh)
    _loading()
