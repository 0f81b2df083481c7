"""Where the strip lies in an editor's region, and what a click in it means: shared by drawing and operators.

No bpy: a region is its size in pixels and the frames at its left and right edge.
"""

from dataclasses import dataclass

# Blender's own heights at ui_scale 1: the frame ruler on top, the scroll bar and the markers below.
RULER, SCROLL_BAR, MARKERS = 23, 13, 22
STRIP, BANDS, SEGMENT, GAP, LEAST = 14, 56, 4, 2, 6


@dataclass(frozen=True)
class Layout:
    """width: pixels; frames at pixel 0 and at `width`; bottom and height of strip and bands in pixels."""

    width: float
    frame_left: float
    frame_right: float
    strip_bottom: float
    strip_height: float
    bands_bottom: float
    bands_height: float
    segment_height: float

    @property
    def pixels_per_frame(self):
        return self.width / (self.frame_right - self.frame_left)

    def x(self, frame):
        """Pixel of a frame, exact for frames far outside the region too."""
        return (frame - self.frame_left) * self.pixels_per_frame

    def frame(self, x):
        return self.frame_left + x / self.pixels_per_frame

    def in_strip(self, y):
        return self.strip_bottom - self.segment_height <= y <= self.strip_bottom + self.strip_height


def layout(width, height, frame_left, frame_right, scale, *, bands=False, markers=False):
    """The Layout of a region (pixels), or None where it is too small or shows no frames.

    frame_left, frame_right: the frames at the region's edges, as its 2D view gives them.
    """
    span = frame_right - frame_left
    if width < 8 or not 1e-6 < span < 1e9:
        return None
    floor = (SCROLL_BAR + (MARKERS if markers else 0)) * scale
    room = height - RULER * scale - floor
    if room < LEAST * scale:
        floor, room = 0.0, height - RULER * scale
    if room < LEAST * scale:
        return None
    segment = min(SEGMENT * scale, room / 3)
    bottom = floor + segment
    strip = min(STRIP * scale, room - segment)
    edge = bottom + strip + GAP * scale
    band = min(BANDS * scale, height - RULER * scale - edge)
    if not bands or band < STRIP * scale:
        band = 0.0
    return Layout(width, frame_left, frame_right, bottom, strip, edge, band, segment)


def segment_at(layout, segments, x, y, slack=3.0):
    """The segment (first, last) under a pixel, or None. segments: frame ranges; slack: pixels either side."""
    if not layout.in_strip(y):
        return None
    near = [s for s in segments if layout.x(s[0]) - slack <= x <= layout.x(s[1]) + slack]
    frame = layout.frame(x)
    return min(near, key=lambda s: abs(frame - (s[0] + s[1]) / 2), default=None)
