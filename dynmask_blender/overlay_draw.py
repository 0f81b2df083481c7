"""Draws a layout and its geometry with the gpu module. Made for POST_PIXEL handlers: no bpy, no lookups."""

import gpu
import numpy as np
from gpu_extras.batch import batch_for_shader

BACK = (0.0, 0.0, 0.0, 0.55)
SEGMENT = (1.0, 0.45, 0.1, 1.0)
RANGE = (1.0, 1.0, 1.0, 0.95)
RANGE_FILL = (1.0, 1.0, 1.0, 0.10)


class Batches:
    """GPU copies of the geometry of one action, made at its first drawing."""

    def __init__(self, geometry):
        self.geometry = geometry
        self._made = {}

    def draw(self, name):
        """Draw the mesh called `name` ("strip" or "bands") in its own coordinates."""
        if name not in self._made:
            mesh = getattr(self.geometry, name)
            shader = gpu.shader.from_builtin("SMOOTH_COLOR")
            content = {"pos": np.pad(mesh.positions, ((0, 0), (0, 1))), "color": mesh.colors}
            self._made[name] = shader, batch_for_shader(shader, "TRIS", content, indices=mesh.indices)
        shader, batch = self._made[name]
        batch.draw(shader)


class Painter:
    """Rectangles of one colour from a single unit quad."""

    def __init__(self):
        self._shader = gpu.shader.from_builtin("UNIFORM_COLOR")
        corners = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0]], np.float32)
        self._quad = batch_for_shader(
            self._shader, "TRIS", {"pos": corners}, indices=np.array([[0, 1, 2], [1, 3, 2]], np.int32)
        )

    def rectangle(self, x, y, width, height, color):
        """Fill a rectangle in pixels."""
        with gpu.matrix.push_pop():
            gpu.matrix.translate((x, y))
            gpu.matrix.scale((width, height))
            self._shader.uniform_float("color", color)
            self._quad.draw(self._shader)

    def outline(self, x, y, width, height, line, color):
        """A frame of `line` pixels inside a rectangle."""
        for edge in (
            (x, y, width, line), (x, y + height - line, width, line),
            (x, y, line, height), (x + width - line, y, line, height),
        ):  # fmt: skip
            self.rectangle(*edge, color)


def draw(layout, batches, painter, segments, selected, scale):
    """Draw everything; segments and selected are frame ranges, selected may be None."""
    geometry = batches.geometry
    left, right = layout.x(geometry.first_frame), layout.x(geometry.last_frame)
    if right < 0 or left > layout.width:
        return
    bottom, height = layout.strip_bottom, layout.strip_height
    gpu.state.blend_set("ALPHA")
    try:
        _mesh(layout, batches, "strip", left, bottom, height)
        if layout.bands_height > 4:
            painter.rectangle(left, layout.bands_bottom, right - left, layout.bands_height, BACK)
            _mesh(layout, batches, "bands", left, layout.bands_bottom, layout.bands_height)
        painter.rectangle(left, bottom - layout.segment_height, right - left, layout.segment_height, BACK)
        for first, last in segments:
            x = layout.x(first)
            width = layout.x(last) - x
            painter.rectangle(x, bottom - layout.segment_height, width, layout.segment_height, SEGMENT)
        if selected:
            x, width = layout.x(selected[0]), layout.x(selected[1]) - layout.x(selected[0])
            low = bottom - layout.segment_height
            top = layout.bands_bottom + layout.bands_height if layout.bands_height else bottom + height
            painter.rectangle(x, low, width, top - low, RANGE_FILL)
            painter.outline(x, low, width, top - low, max(1.0, 1.5 * scale), RANGE)
    finally:
        gpu.state.blend_set("NONE")


def _mesh(layout, batches, name, x, y, height):
    with gpu.matrix.push_pop():
        gpu.matrix.translate((x, y))
        gpu.matrix.scale((layout.pixels_per_frame, height))
        batches.draw(name)
