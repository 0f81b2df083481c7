"""A small picture of a take's complexity: time to the right, one heat-coloured column for every stretch."""

import bpy
import bpy.utils.previews
import numpy as np

from ..actions import motion_store
from ..session.session import current as session
from . import pictures

SIZE = 32
BACK = (0.05, 0.05, 0.05, 1.0)
# Pictures that are kept; all are made again when there are more.
MOST = 256


def pixels(omega, size=SIZE):
    """Display RGBA (size, size, 4) float32, the first row at the bottom, of complexities (T,) in [0, 1]."""
    run = -(-len(omega) // (4 * size))
    rows = pictures.columns(np.asarray(omega, dtype=np.float64), run)
    edges = np.linspace(0, len(rows), size + 1)
    low = np.minimum(edges[:-1].astype(int), len(rows) - 1)
    high = np.maximum(np.ceil(edges[1:]).astype(int), low + 1)
    values = np.clip([rows[a:b].max() for a, b in zip(low, high, strict=True)], 0.0, 1.0)
    picture = np.tile(pictures.heat(values), (size, 1, 1))
    picture[np.arange(size)[:, None] > values * (size - 1)] = BACK
    return picture


def icon(action):
    """Icon number of the picture of an action, 0 where nothing is known of it; made at its first use."""
    key = motion_store.stamp(action) if action is not None else ""
    if not key or session.pictures is None:
        return 0
    if key not in session.pictures:
        stored = motion_store.read(action, motion=False)
        if stored is None or not len(stored):
            return 0
        colors = pixels(stored.omega).ravel()
        picture = session.pictures.new(key)
        picture.icon_size = picture.image_size = (SIZE, SIZE)
        picture.icon_pixels_float.foreach_set(colors)
        picture.image_pixels_float.foreach_set(colors)
    return session.pictures[key].icon_id


def tidy():
    """Give up all pictures when there are too many. Not for draw(): the icons drawn so far would go."""
    if session.pictures is not None and len(session.pictures) > MOST:
        session.pictures.clear()


@bpy.app.handlers.persistent
def _forget(*_):
    if session.pictures is not None:
        session.pictures.clear()


def register():
    session.pictures = bpy.utils.previews.new()
    bpy.app.handlers.load_pre.append(_forget)


def unregister():
    if _forget in bpy.app.handlers.load_pre:
        bpy.app.handlers.load_pre.remove(_forget)
    if session.pictures is not None:
        bpy.utils.previews.remove(session.pictures)
        session.pictures = None
