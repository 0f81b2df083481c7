"""Draws pictures and marks with the gpu module. Made for POST_PIXEL handlers: no bpy, no lookups.

Everything sent to the graphics card is made once and drawn from a cache; the session counts it.
"""

import blf
import gpu
import numpy as np
from gpu_extras.batch import batch_for_shader
from mathutils import Matrix

from ..session.session import current as session

FONT = 0
_CORNERS = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0]], np.float32)
_TRIANGLES = np.array([[0, 1, 2], [1, 3, 2]], np.int32)


class Image:
    """A Picture on the graphics card, from frame `first` to `last` and from 0 to 1 in height."""

    def __init__(self, picture, first, last):
        """first, last: frames beyond which nothing of the picture is shown."""
        session.uploads += 1
        rows, columns, _ = picture.pixels.shape
        data = gpu.types.Buffer("FLOAT", picture.pixels.size, picture.pixels.ravel())
        self._texture = gpu.types.GPUTexture((columns, rows), format="RGBA8", data=data)
        self.first, self.last = max(picture.first, first), min(picture.last, last)
        if self.last <= self.first:
            self.first, self.last = picture.first, picture.last
        u = [(f - picture.first) / (picture.last - picture.first) for f in (self.first, self.last)]
        corners = np.array([[u[0], 0], [u[1], 0], [u[0], 1], [u[1], 1]], np.float32)
        self._shader = gpu.shader.from_builtin("IMAGE")
        content = {"pos": _CORNERS, "texCoord": corners}
        self._batch = batch_for_shader(self._shader, "TRIS", content, indices=_TRIANGLES)

    def draw(self, left, right, bottom, height):
        """Draw it from pixel left to right."""
        with gpu.matrix.push_pop():
            gpu.matrix.translate((left, bottom))
            gpu.matrix.scale((right - left, height))
            self._shader.bind()
            self._shader.uniform_sampler("image", self._texture)
            self._batch.draw(self._shader)


class Drawing:
    """Marks on the graphics card: one batch, and texts."""

    def __init__(self, marks):
        session.uploads += 1
        self._texts = tuple(marks.texts)
        self._shader = gpu.shader.from_builtin("SMOOTH_COLOR")
        positions, colors, triangles = marks.mesh()
        content = {"pos": np.pad(positions, ((0, 0), (0, 1))), "color": colors}
        self._batch = (
            batch_for_shader(self._shader, "TRIS", content, indices=triangles) if len(positions) else None
        )

    def draw(self):
        """Draw it in the present coordinates; texts are always in pixels."""
        if self._batch is not None:
            self._batch.draw(self._shader)
        for x, y, text, size, color in self._texts:
            blf.size(FONT, size)
            blf.color(FONT, *color)
            blf.position(FONT, x, y, 0.0)
            blf.draw(FONT, text)

    def draw_in(self, left, right, bottom, height):
        """Draw it with its unit square from pixel left to right."""
        with gpu.matrix.push_pop():
            gpu.matrix.translate((left, bottom))
            gpu.matrix.scale((right - left, height))
            self.draw()


class Sheet:
    """Rows of a region drawn once and kept, to be shown again as one rectangle."""

    def __init__(self, layout, paint):
        """paint(): draws in pixels of the region; what lies outside the layout's rows is lost."""
        session.uploads += 1
        low, high = layout.rows
        width = int(layout.width)
        self._texture = gpu.types.GPUTexture((width, high - low), format="RGBA8")
        # No GPUOffScreen: that leaves the one it was bound in without its framebuffer.
        frame = gpu.types.GPUFrameBuffer(color_slots=self._texture)
        with frame.bind(), gpu.matrix.push_pop(), gpu.matrix.push_pop_projection():
            frame.clear(color=(0.0, 0.0, 0.0, 0.0))
            gpu.state.viewport_set(0, 0, width, high - low)
            gpu.matrix.load_matrix(Matrix.Identity(4))
            gpu.matrix.load_projection_matrix(_pixels(width, low, high))
            paint()
        self._shader = gpu.shader.from_builtin("IMAGE")
        corners = _CORNERS * (width, high - low, 0) + (0, low, 0)
        content = {"pos": corners.astype(np.float32), "texCoord": np.ascontiguousarray(_CORNERS[:, :2])}
        self._batch = batch_for_shader(self._shader, "TRIS", content, indices=_TRIANGLES)

    def draw(self):
        # What was blended into it is multiplied by its opacity already.
        gpu.state.blend_set("ALPHA_PREMULT")
        try:
            self._shader.bind()
            self._shader.uniform_sampler("image", self._texture)
            self._batch.draw(self._shader)
        finally:
            gpu.state.blend_set("NONE")


def _pixels(width, low, high):
    """The projection in which x from 0 to width and y from low to high fill a picture."""
    height = high - low
    return Matrix(
        ((2 / width, 0, 0, -1), (0, 2 / height, 0, -(high + low) / height), (0, 0, -1, 0), (0, 0, 0, 1))
    )


def measure(text, size):
    """Width of a text in pixels."""
    blf.size(FONT, size)
    return blf.dimensions(FONT, text)[0]


def draw_marks(marks):
    """Draw one Drawing in pixels."""
    gpu.state.blend_set("ALPHA")
    try:
        marks.draw()
    finally:
        gpu.state.blend_set("NONE")


def draw(layout, first_frame, last_frame, heat, bands, segments, *marks):
    """Draw everything: Images heat and bands, Drawings segments and marks, in this order.

    heat, bands, segments may be None.
    """
    gpu.state.blend_set("ALPHA")
    try:
        for image, bottom, height in (
            (heat, layout.strip_bottom, layout.strip_height),
            (bands, layout.bands_bottom, layout.bands_height),
        ):
            if image is not None and height:
                image.draw(layout.x(image.first), layout.x(image.last), bottom, height)
        if segments is not None:
            bottom = layout.strip_bottom - layout.segment_height
            left, right = layout.x(first_frame), layout.x(last_frame)
            segments.draw_in(left, right, bottom, layout.segment_height)
        for drawing in marks:
            drawing.draw()
    finally:
        gpu.state.blend_set("NONE")
