"""Draws figures with the gpu module. Made for POST_VIEW handlers: no bpy, no lookups.

What never changes goes to the graphics card once a take, the vertices of a frame once a frame.
"""

import gpu
import numpy as np
from mathutils import Matrix

from ..complexity import pictures
from ..session.session import current as session
from . import figures

_OPAQUE, _WAY_OPAQUE = 0.92, 0.75
_POINTS = {"comp_type": "F32", "fetch_mode": "FLOAT"}


class Drawn:
    """A Figure on the graphics card, in a colour (3,)."""

    def __init__(self, figure, color):
        session.uploads += 1
        self._figure, self._at, self._batch = figure, None, None
        self._shader = gpu.shader.from_builtin("SMOOTH_COLOR")
        lit = figure.shades[:, None] * np.asarray(color)
        lit = np.where(figure.shades[:, None] < 0, figures.PLANTED, lit)
        self._colors = _with_alpha(lit, _OPAQUE)
        self._indices = gpu.types.GPUIndexBuf(type="TRIS", seq=figure.triangles)
        heat = figure.way_heat[:, None]
        ground = np.where(heat < 0, color, pictures.heat(figure.way_heat)[:, :3])
        self._way = self._new(figure.way, _with_alpha(ground, _WAY_OPAQUE), gpu.types.GPUIndexBuf(
            type="TRIS", seq=figure.way_triangles)) if len(figure.way_triangles) else None  # fmt: skip

    def draw(self, frame, way):
        """Draw it as it is on a frame, in the present coordinates; way: also its way over the floor."""
        at = self._figure.sample(frame)
        if at != self._at:
            session.uploads += 1
            self._batch = self._new(self._figure.vertices[at], self._colors, self._indices)
            self._at = at
        self._shader.bind()
        if way and self._way is not None:
            self._way.draw(self._shader)
        self._batch.draw(self._shader)

    def _new(self, points, colors, indices):
        shape = gpu.types.GPUVertFormat()
        shape.attr_add(id="pos", len=3, **_POINTS)
        shape.attr_add(id="color", len=4, **_POINTS)
        buffer = gpu.types.GPUVertBuf(shape, len(points))
        buffer.attr_fill("pos", np.ascontiguousarray(points))
        buffer.attr_fill("color", colors)
        return gpu.types.GPUBatch(type="TRIS", buf=buffer, elem=indices)


def draw(rows, frame, *, over, way):
    """Draw rows of (Drawn, matrix to the world (4, 4), step (3,) in the world) on a frame.

    over: through everything, as they stand in the rig; way: also their ways over the floor.
    """
    gpu.state.blend_set("ALPHA")
    gpu.state.depth_test_set("NONE" if over else "LESS_EQUAL")
    gpu.state.depth_mask_set(not over)
    try:
        for drawn, world, step in rows:
            with gpu.matrix.push_pop():
                gpu.matrix.multiply_matrix(Matrix.Translation(step) @ world)
                drawn.draw(frame, way)
    finally:
        gpu.state.depth_mask_set(False)
        gpu.state.depth_test_set("NONE")
        gpu.state.blend_set("NONE")


def _with_alpha(rgb, alpha):
    rgb = np.broadcast_to(rgb, (len(rgb), 3))
    return np.concatenate([rgb, np.full((len(rgb), 1), alpha)], axis=1).astype(np.float32)
