"""Draw handler of compared takes in the 3D view, and the cache of what it draws.

A draw callback reads the list of takes, takes what is drawn from the cache and draws; what is not there yet
is worked out of the action's curves, one take a redraw. It changes nothing of Blender's and raises nothing.
"""

import bpy

from .. import nla
from ..rig import targets
from ..session import status
from ..session.session import current as session
from ..takes import takes
from . import figures, joints, shown

PLAIN = (0.6, 0.6, 0.6)
_handles = []
# {(session_uid of the object, of the action, its nla.Place): (fingerprint, Drawn or None, Movement or None)}
_made = {}
# Figures that are kept; all are made again when there are more.
MOST = 64
# Keys of those whose actions may have changed.
_stale = set()


def redraw():
    """Redraw all 3D views."""
    for window in getattr(bpy.context.window_manager, "windows", ()):
        for area in window.screen.areas:
            for region in area.regions if area.type == "VIEW_3D" else ():
                if region.type == "WINDOW":
                    region.tag_redraw()


def toggle(on):
    """Begin or end comparing; what was worked out is worked out again."""
    shown.current().on, session.compare_failed = on, False
    forget()
    redraw()


def forget():
    _made.clear()
    _stale.clear()


def color(context, row):
    """Display colour (3,) of a shown.Row: the theme's for collections, as icons have it."""
    if row.color == shown.OWN:
        return PLAIN
    return tuple(context.preferences.themes[0].collection_color[row.color].color)


def _draw():
    status.drawing(
        "compare_failed", lambda: draw_in(bpy.context), "compared takes", "Compare is pressed again"
    )


def draw_in(context):
    """Draw the compared takes of the context's armature on the scene's frame."""
    space, obj = context.space_data, targets.candidate(context)
    if obj is None or not shown.current().on or not space.overlay.show_overlays or not obj.visible_get():
        return
    if obj.mode == "EDIT":
        # Its bones at rest may be others afterwards.
        forget()
        return
    from . import draw

    group, scene = obj.dynmask, context.scene
    rows, world, missing = [], obj.matrix_world, 1
    place = nla.drawn(obj) if group.strip else nla.Place()
    if len(_made) > MOST:
        forget()
    for row in shown.drawn(obj, nla.action(obj, group.strip)):
        key = obj.session_uid, row.action.session_uid, place
        made = _made.get(key)
        if made is None and not missing:
            redraw()
            continue
        if made is None or key in _stale:
            missing -= made is None
            made = _made[key] = _of(context, obj, row, made)
            _stale.discard(key)
        if made[1] is not None:
            step = shown.step(world, made[2].left, made[2].leg, row.number)
            rows.append((made[1], world, step))
    draw.draw(rows, scene.frame_current_final, over=shown.current().over, way=shown.current().way)


def _of(context, obj, row, made):
    """(fingerprint, Drawn, Movement) of a Row, `made` where its keys are the same."""
    from . import draw

    stamp = takes.fingerprint(nla.owner(obj, obj.dynmask.strip), row.action)
    if made is not None and made[0] == stamp:
        return made
    try:
        movement = joints.read(obj, row.action, obj.dynmask.strip)
    except (ValueError, status.Problem) as error:
        status.log.info("'%s' is not drawn: %s", row.action.name, error)
        return stamp, None, None
    figure = figures.build(movement, targets.frame_rate(context.scene))
    return stamp, draw.Drawn(figure, color(context, row)), movement


@bpy.app.handlers.persistent
def _updated(scene, depsgraph):
    if shown.current().on:
        changed = {u.id.original.session_uid for u in depsgraph.updates if isinstance(u.id, bpy.types.Action)}
        _stale.update(key for key in _made if key[1] in changed)


@bpy.app.handlers.persistent
def _undone(*_):
    _stale.update(_made)


@bpy.app.handlers.persistent
def _loading(*_):
    session.comparison = None
    forget()


_LISTS = (
    (bpy.app.handlers.depsgraph_update_post, _updated), (bpy.app.handlers.undo_post, _undone),
    (bpy.app.handlers.redo_post, _undone), (bpy.app.handlers.load_pre, _loading),
)  # fmt: skip


def register():
    session.comparison, session.compare_failed = None, False
    for handlers, handler in _LISTS:
        handlers.append(handler)
    if not bpy.app.background:
        _handles.append(bpy.types.SpaceView3D.draw_handler_add(_draw, (), "WINDOW", "POST_VIEW"))


def unregister():
    while _handles:
        bpy.types.SpaceView3D.draw_handler_remove(_handles.pop(), "WINDOW")
    for handlers, handler in _LISTS:
        if handler in handlers:
            handlers.remove(handler)
    session.comparison = None
    forget()
