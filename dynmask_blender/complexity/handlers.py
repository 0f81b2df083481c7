"""The complexity strip in the timeline, dope sheet and graph editors: handlers, and what they look up.

A draw callback reads the active action's stamp, takes plain arrays from the cache and draws; it keeps no
reference to Blender data, raises nothing and starts nothing.
"""

import bpy

from .. import nla
from ..actions import motion_store
from ..rig import targets
from ..session import status
from ..session.session import current as session
from . import layout as overlay_layout
from . import marks, pictures, tooltip

SPACES = ("SpaceDopeSheetEditor", "SpaceGraphEditor")
MODES = ("DOPESHEET", "ACTION", "TIMELINE", "FCURVES")

PLAIN = nla.Place()

_handles = []
_geometry = pictures.Cache()
_segments = pictures.Cache()
_drawn = pictures.Cache(32)
# Looks drawn once, and whole pictures of those that were drawn again: about one for every editor in sight.
_seen = pictures.Cache(16)
_sheets = pictures.Cache(8)


def subject(context):
    """The armature whose strip is shown, and its action, either may be None."""
    obj = targets.candidate(context)
    return obj, (nla.action(obj, nla.drawn(obj).strip) if obj else None)


def geometry(action, place=PLAIN):
    """(key, Geometry) of an action, from the cache; (key, None) where nothing is stored on it.

    place: the nla.Place where it plays; the Geometry is on the scene's frames.
    """
    key = (action.session_uid, motion_store.stamp(action), place)
    if not key[1]:
        return key, None

    def make():
        stored = motion_store.read(action, motion=False)
        return pictures.build(stored, place) if stored and len(stored) else None

    return key, _geometry.get(key, make)


def segments(key, shape, threshold):
    """Segments (first, last) of a Geometry above a threshold, from the cache."""
    threshold = round(threshold, 4)
    return _segments.get((*key, threshold), lambda: shape.segments(threshold))


def layout(context, obj=None, strips=None, strip=True):
    """The Layout of the strip in the context's region, or None. Its frames are the scene's.

    obj, strips: what `subject` and `lane` give, where they are known already. strip: whether there is
    complexity to show.
    """
    region, scene = context.region, context.scene
    obj = obj or targets.candidate(context)
    strips = lane(obj) if strips is None else strips
    markers = bool(scene.timeline_markers) and context.space_data.show_markers
    # The region's own edges always lie in view; single frames may not, and then come rounded or clipped.
    left, _ = region.view2d.region_to_view(0, 0)
    right, _ = region.view2d.region_to_view(region.width, 0)
    return overlay_layout.layout(
        region.width, region.height, left, right, context.preferences.system.ui_scale,
        bands=scene.dynmask.show_bands, markers=markers, lane=bool(strips), strip=strip,
    )  # fmt: skip


def lane(obj):
    """The prompt strips that are shown: (first, last, text) each. None while an NLA strip is tweaked."""
    if obj is None or (obj.animation_data and obj.animation_data.use_tweak_mode):
        return ()
    return tuple((s.first, s.last, s.prompt) for s in obj.dynmask.strips)


def chosen_range(obj):
    """The range to regenerate as frames (first, last), or None."""
    group = obj.dynmask
    if group.range_set and group.range_last > group.range_first:
        return group.range_first, group.range_last
    return None


def hover(where):
    """Show the tip at (region's address, x, y), or none."""
    session.hover = where


def hovered():
    return session.hover


def shown(context):
    """Whether the strip belongs in the context's editor."""
    if getattr(context.scene, "dynmask", None) is None or not context.scene.dynmask.show_overlay:
        return False
    # The markers' keys are asked in editors that have no modes too.
    return getattr(context.space_data, "mode", "") in MODES


def _draw():
    status.drawing(
        "strip_failed", lambda: _draw_in(bpy.context), "the complexity strip", "the add-on is enabled again"
    )


def _draw_in(context):
    if not shown(context):
        return
    obj, action = subject(context)
    if obj is None:
        return
    key, shape = geometry(action, nla.drawn(obj)) if action else (None, None)
    strips = lane(obj)
    where = layout(context, obj, strips, bool(shape)) if shape or strips else None
    if where is None:
        return
    from . import draw

    settings = context.scene.dynmask
    over = marks.Shown(
        chosen_range(obj) if shape else None, strips, obj.dynmask.strip_active, settings.show_legend,
        settings.threshold,
    )  # fmt: skip
    _paint((where, key, over), shape)
    tip = _tip(context, where, shape, key)
    if tip is not None:
        draw.draw_marks(
            _drawn.get(
                (where, tip),
                lambda: draw.Drawing(marks.build_tip(where, tip, draw.measure)),
            )
        )


def _paint(look, shape):
    """Draw a look (Layout, key, Shown). One that is asked for again is kept as a whole, as a Sheet."""
    from . import draw

    if look in _sheets:
        _sheets.get(look, None).draw()
        return
    parts = _parts(look, shape)
    draw.draw(look[0], *parts)
    if look in _seen:
        _sheets.get(look, lambda: draw.Sheet(look[0], lambda: draw.draw(look[0], *parts)))
    # While the view moves every look is new, and a sheet would be drawn in vain.
    _seen.get(look, lambda: True)


def _parts(look, shape):
    """Arguments of draw.draw after the Layout, from the cache."""
    from . import draw

    where, key, over = look
    row, images, first, last = None, [None, None], 0.0, 0.0
    if shape:
        first, last = shape.first_frame, shape.last_frame
        bucket = shape.bucket(where.frame_left, where.frame_right)
        for i, name in enumerate(("omega", "bands")):
            if name == "omega" or where.bands_height:
                images[i] = _drawn.get(
                    (*key, name, bucket),
                    lambda name=name: draw.Image(shape.picture(name, bucket), first, last),
                )
        found = segments(key, shape, over.threshold)
        row = _drawn.get(
            (*key, "row", over.threshold),
            lambda: draw.Drawing(marks.segment_row(first, last, found)),
        )
    marked = _drawn.get(
        (where, over),
        lambda: draw.Drawing(marks.build(where, over, draw.measure)),
    )
    return first, last, *images, row, marked


def _tip(context, where, shape, key):
    """The Tip under the mouse, or None."""
    if session.hover is None or shape is None or session.hover[0] != context.region.as_pointer():
        return None
    _, x, y = session.hover
    sample = shape.sample(where.frame(x))
    if sample is None or not where.in_strip(y):
        return None
    found = segments(key, shape, context.scene.dynmask.threshold)
    return marks.Tip(x, y, tooltip.lines(shape, sample, where.frame(x), found))


@bpy.app.handlers.persistent
def _forget(*_):
    hover(None)
    for cache in (_geometry, _segments, _drawn, _seen, _sheets):
        cache.clear()


def register():
    session.strip_failed = False
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
