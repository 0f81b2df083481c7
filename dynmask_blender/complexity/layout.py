"""Where the strip lies in an editor's region, and what a click in it means: shared by drawing and operators.

No bpy: a region is its size in pixels and the frames at its left and right edge.
"""

import math
from dataclasses import dataclass

# Blender's own heights at ui_scale 1: the frame ruler on top, the scroll bar and the markers below.
RULER, SCROLL_BAR, MARKERS = 23, 13, 22
STRIP, BANDS, SEGMENT, GAP, LEAST = 14, 56, 4, 2, 6
# The lane of the prompt strips: with words, and as thin bars where a low editor has no room for them.
LANE, LEAST_LANE, THIN_LANE, THIN_SEGMENT, THIN_GAP = 20, 13, 2.5, 2, 1
EDGE = 6
# Over all else: the gap below the legend, and the legend.
LEGEND_GAP, LEGEND = 4, 18


@dataclass(frozen=True)
class Layout:
    """width: pixels; frames at pixel 0 and at `width`; bottoms and heights in pixels, 0 high where absent.

    From the bottom: segments, strip, the lane of the prompt strips, bands. `top` is what the ruler leaves.
    frame_left is above frame_right where the action runs backwards.
    """

    width: float
    frame_left: float
    frame_right: float
    strip_bottom: float
    strip_height: float
    bands_bottom: float
    bands_height: float
    segment_height: float
    lane_bottom: float = 0.0
    lane_height: float = 0.0
    top: float = 0.0
    scale: float = 1.0

    @property
    def pixels_per_frame(self):
        return self.width / (self.frame_right - self.frame_left)

    @property
    def rows(self):
        """Rows of pixels (lowest, one past the highest) that anything but the tip may be drawn in."""
        low = self.strip_bottom - self.segment_height
        high = self.bands_bottom + self.bands_height + (LEGEND_GAP + LEGEND) * self.scale
        return max(0, math.floor(low)), math.ceil(max(low + 1.0, min(self.top, high)))

    def x(self, frame):
        """Pixel of a frame, exact for frames far outside the region too."""
        return (frame - self.frame_left) * self.pixels_per_frame

    def frame(self, x):
        return self.frame_left + x / self.pixels_per_frame

    def in_strip(self, y):
        return self.strip_bottom - self.segment_height <= y <= self.strip_bottom + self.strip_height

    @property
    def ceiling(self):
        """The region's upper edge: over `top` lies the ruler."""
        return self.top + RULER * self.scale

    def in_lane(self, y):
        return self.lane_height > 0 and self.lane_bottom <= y <= self.lane_bottom + self.lane_height


def layout(
    width, height, frame_left, frame_right, scale, *, bands=False, markers=False, lane=False, strip=True
):
    """The Layout of a region (pixels), or None where it is too small or shows no frames.

    frame_left, frame_right: the frames at the region's edges, as its 2D view gives them. lane, strip: whether
    there are prompt strips and a complexity strip to show; both go before bands where there is little room.
    """
    span = abs(frame_right - frame_left)
    if width < 8 or not 1e-6 < span < 1e9:
        return None
    floor = (SCROLL_BAR + (MARKERS if markers else 0)) * scale
    top = height - RULER * scale
    room = top - floor
    if room < LEAST * scale:
        floor, room = 0.0, top
    if room < LEAST * scale:
        return None
    if lane and not strip:
        lane_height = min(LANE * scale, room)
        return Layout(
            width, frame_left, frame_right, floor, 0.0, floor + lane_height + GAP * scale, 0.0, 0.0, floor,
            lane_height, top, scale,
        )  # fmt: skip
    # In little room, as in the timeline that Blender starts with, the strip gets nearly all of it.
    segment = (SEGMENT if room >= (SEGMENT + STRIP) * scale else THIN_SEGMENT) * scale
    bottom = floor + segment
    strip_height = min(STRIP * scale, room - segment)
    edge = bottom + strip_height + GAP * scale
    lane_bottom, lane_height = edge, 0.0
    least = LEAST_LANE * scale
    if lane and top - edge < least:
        # Both in little room: the strip becomes as thin as it may, then the lane too.
        strip_height = min(strip_height, LEAST * scale)
        lane_bottom = edge = bottom + strip_height + GAP * scale
        if top - edge < least:
            segment, least = min(segment, THIN_SEGMENT * scale), THIN_LANE * scale
            bottom, gap = floor + segment, THIN_GAP * scale
            if top - bottom - gap >= 2 * least:
                strip_height = min(strip_height, (top - bottom - gap) / 2)
            lane_bottom = edge = bottom + strip_height + gap
    if lane and top - edge >= least:
        lane_height = min(LANE * scale, top - edge)
        edge += lane_height + GAP * scale
    band = min(BANDS * scale, top - edge)
    if not bands or band < STRIP * scale:
        band = 0.0
    return Layout(
        width, frame_left, frame_right, bottom, strip_height, edge, band, segment, lane_bottom, lane_height,
        top, scale,
    )  # fmt: skip


def segment_at(layout, segments, x, y, slack=3.0):
    """The segment (first, last) under a pixel, or None. segments: frame ranges; slack: pixels either side."""
    if not layout.in_strip(y):
        return None
    near = [s for s in segments if _inside(layout, s, x, slack)]
    frame = layout.frame(x)
    return min(near, key=lambda s: abs(frame - (s[0] + s[1]) / 2), default=None)


def part_at(layout, spans, x, slack=EDGE):
    """(index, part) of the span under a pixel, part "first", "last" or "body"; None where there is none.

    spans: frame ranges. The nearest edge within `slack` pixels (at ui_scale 1) counts, but a short span keeps
    a third of its width as body; where two spans touch, an edge belongs to the one that the pixel is in.
    """
    slack, found = slack * layout.scale, []
    for index, (first, last) in enumerate(spans):
        inside = _inside(layout, (first, last), x, 0.0)
        reach = min(slack, abs(layout.x(last) - layout.x(first)) / 3) if inside else slack
        for part, frame in (("first", first), ("last", last)):
            distance = abs(layout.x(frame) - x)
            if distance <= reach:
                found.append((not inside, distance, index, part))
        if inside:
            found.append((False, slack + 1, index, "body"))
    return min(found)[2:] if found else None


def _inside(layout, span, x, slack):
    low, high = sorted((layout.x(span[0]), layout.x(span[1])))
    return low - slack <= x <= high + slack
