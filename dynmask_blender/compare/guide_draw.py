"""Draws guides with the gpu module. Made for POST_VIEW and POST_PIXEL handlers: no bpy, no lookups."""

import blf
import gpu
from bpy_extras import view3d_utils
from gpu_extras.batch import batch_for_shader

from ..session.session import current as session

_WIDTH, _SIZE, _BESIDE = 2.5, 12, 8
_FONT = 0


class Drawn:
    """A guides.Still on the graphics card."""

    def __init__(self, still):
        session.uploads += 1
        self._lines = _lines(still.lines, still.line_colors)
        self._shader = gpu.shader.from_builtin("SMOOTH_COLOR")
        content = {"pos": still.corners, "color": still.corner_colors}
        self._prints = batch_for_shader(self._shader, "TRIS", content) if len(still.corners) else None

    def draw(self):
        if self._prints is not None:
            self._prints.draw(self._shader)
        if self._lines is not None:
            self._lines.draw(_polyline())


def draw(drawn, moving):
    """Draw a Drawn (or None) and a guides.Moving in the world, through everything."""
    gpu.state.blend_set("ALPHA")
    gpu.state.depth_test_set("NONE")
    try:
        if drawn is not None:
            drawn.draw()
        lines = _lines(moving.ends, moving.colors)
        if lines is not None:
            lines.draw(_polyline())
    finally:
        gpu.state.blend_set("NONE")


def draw_texts(moving, region, view, scale):
    """Write the texts of a guides.Moving beside their places; view: RegionView3D; scale: of the interface."""
    blf.size(_FONT, _SIZE * scale)
    for place, text, color in moving.texts:
        at = view3d_utils.location_3d_to_region_2d(region, view, place)
        if at is not None:
            blf.color(_FONT, *color, 1.0)
            blf.position(_FONT, at[0] + _BESIDE * scale, at[1] + _BESIDE * scale, 0.0)
            blf.draw(_FONT, text)


def _lines(points, colors):
    if not len(points):
        return None
    return batch_for_shader(gpu.shader.from_builtin("POLYLINE_SMOOTH_COLOR"), "LINES",
                            {"pos": points, "color": colors})  # fmt: skip


def _polyline():
    shader = gpu.shader.from_builtin("POLYLINE_SMOOTH_COLOR")
    shader.bind()
    _, _, width, height = gpu.state.viewport_get()
    shader.uniform_float("viewportSize", (width, height))
    shader.uniform_float("lineWidth", _WIDTH)
    return shader
