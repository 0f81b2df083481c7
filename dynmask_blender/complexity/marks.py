"""What lies over and beside the complexity strip, in pixels: chosen range, prompt strips, legend and tip.

No bpy, no gpu: rectangles and texts, made again only when something of it or the view has changed.
"""

from dataclasses import dataclass, field

import numpy as np

from .layout import LEAST_LANE, LEGEND, LEGEND_GAP
from .pictures import heat

SEGMENT, BACK = (1.0, 0.45, 0.1, 1.0), (0.0, 0.0, 0.0, 0.55)
RANGE, RANGE_FILL = (1.0, 1.0, 1.0, 0.95), (1.0, 1.0, 1.0, 0.10)
LANE, PAPER, INK = (0.0, 0.0, 0.0, 0.35), (0.07, 0.07, 0.07, 0.92), (0.93, 0.93, 0.93, 1.0)
PROMPTS = ((0.22, 0.38, 0.60, 0.95), (0.30, 0.32, 0.58, 0.95))
CHOSEN, OUTLINE = (0.28, 0.52, 0.82, 1.0), (1.0, 1.0, 1.0, 0.9)
TEXT, PADDING = 11.0, 5.0
_STEPS = 24


@dataclass(frozen=True)
class Tip:
    """Lines of text beside the mouse: pixel of the region."""

    x: float
    y: float
    lines: tuple


@dataclass(frozen=True)
class Shown:
    """What the marks are made of, comparable: ranges are frames (first, last).

    strips: (first, last, text) each; active: index of the chosen one or −1.
    """

    selected: tuple | None = None
    strips: tuple = ()
    active: int = -1
    legend: bool = False
    threshold: float = 0.5


@dataclass
class Marks:
    """rectangles: [(x0, y0, x1, y1, left color, right color)]; texts: [(x, y, text, size, color)]."""

    rectangles: list = field(default_factory=list)
    texts: list = field(default_factory=list)

    def fill(self, x, y, width, height, color, right=None):
        self.rectangles.append((x, y, x + width, y + height, color, right or color))

    def outline(self, x, y, width, height, line, color):
        """A frame of `line` pixels inside a rectangle."""
        self.fill(x, y, width, line, color)
        self.fill(x, y + height - line, width, line, color)
        self.fill(x, y, line, height, color)
        self.fill(x + width - line, y, line, height, color)

    def mesh(self):
        """positions (4n, 2), colors (4n, 4) float32 and triangles (2n, 3) int32."""
        corners = np.array([r[:4] for r in self.rectangles], np.float32).reshape(-1, 4)
        colors = np.array([(r[4], r[5], r[4], r[5]) for r in self.rectangles], np.float32).reshape(-1, 4)
        positions = corners[:, [0, 1, 2, 1, 0, 3, 2, 3]].reshape(-1, 2)
        base = 4 * np.arange(len(corners), dtype=np.int32)[:, None, None]
        return positions, colors, (base + np.array([[0, 1, 2], [1, 3, 2]], np.int32)).reshape(-1, 3)


def segment_row(first_frame, last_frame, found):
    """Marks of all segments in a unit square: x from 0 at first_frame to 1 at last_frame, y from 0 to 1."""
    marks, length = Marks(), max(1e-9, last_frame - first_frame)
    marks.fill(0.0, 0.0, 1.0, 1.0, BACK)
    for first, last in found:
        marks.fill((first - first_frame) / length, 0.0, (last - first) / length, 1.0, SEGMENT)
    return marks


def build(layout, shown, measure):
    """Marks of a Shown in a Layout; measure(text, size) gives a text's width in pixels."""
    marks = Marks()
    if layout.lane_height:
        _lane(marks, layout, shown, measure)
    if shown.selected:
        _range(marks, layout, shown.selected)
    if shown.legend:
        _legend(marks, layout, shown, measure)
    return marks


def build_tip(layout, tip, measure):
    """Marks of a Tip in a Layout."""
    marks = Marks()
    _tip(marks, layout, tip, measure)
    return marks


def fitted(text, width, size, measure):
    """A text that is at most `width` pixels wide, cut with an ellipsis; "" where not even that fits."""
    if measure(text, size) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + "…", size) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…" if low else ""


def _range(marks, layout, selected):
    left, right = sorted(layout.x(frame) for frame in selected)
    low = layout.strip_bottom - layout.segment_height
    top = layout.strip_bottom + layout.strip_height
    marks.fill(left, low, right - left, top - low, RANGE_FILL)
    line = max(1.0, 1.5 * layout.scale)
    marks.outline(left, low, right - left, top - low, line, RANGE)
    grip = min(line, (right - left) / 4)
    for x in (left, right - 2 * grip):
        marks.fill(x, low, 2 * grip, top - low, RANGE)


def _lane(marks, layout, shown, measure):
    size, bottom, height = TEXT * layout.scale, layout.lane_bottom, layout.lane_height
    marks.fill(0.0, bottom, layout.width, height, LANE)
    for index, (first, last, text) in enumerate(shown.strips):
        left, right = sorted((layout.x(first), layout.x(last)))
        if right < 0 or left > layout.width:
            continue
        inset = min(0.5 * layout.scale, (right - left) / 4)
        chosen = index == shown.active
        color = CHOSEN if chosen else PROMPTS[index % 2]
        marks.fill(left + inset, bottom, right - left - 2 * inset, height, color)
        if chosen:
            line = max(1.0, layout.scale)
            marks.outline(left + inset, bottom, right - left - 2 * inset, height, line, OUTLINE)
        start = max(left, 0.0) + PADDING * layout.scale
        room = min(right, layout.width) - PADDING * layout.scale - start
        words = fitted(" ".join(text.split()) or "anything", room, size, measure)
        if words and height >= LEAST_LANE * layout.scale:
            marks.texts.append((start, bottom + (height - 0.72 * size) / 2, words, size, INK))


def _legend(marks, layout, shown, measure):
    """Colours from calm to complex with the threshold, right above all else, where the region leaves room."""
    scale = layout.scale
    size, bar, gap = TEXT * scale, 96.0 * scale, PADDING * scale
    words = "calm", "complex"
    widths = [measure(word, size) for word in words]
    height, width = LEGEND * scale, sum(widths) + bar + 4 * gap
    y = layout.bands_bottom + layout.bands_height + LEGEND_GAP * scale
    x = layout.width - width - 24.0 * scale
    if x < 0 or y + height > layout.top - 2 * height:
        return
    marks.fill(x, y, width, height, PAPER)
    text_y = y + (height - 0.72 * size) / 2
    marks.texts.append((x + gap, text_y, words[0], size, INK))
    start = x + 2 * gap + widths[0]
    colors = [tuple(c) for c in heat(np.linspace(0.0, 1.0, _STEPS + 1)).tolist()]
    for i in range(_STEPS):
        marks.fill(start + i * bar / _STEPS, y + 4 * scale, bar / _STEPS, height - 8 * scale,
                   colors[i], colors[i + 1])  # fmt: skip
    marks.fill(start + shown.threshold * bar - scale, y + 2 * scale, 2 * scale, height - 4 * scale, SEGMENT)
    marks.texts.append((start + bar + gap, text_y, words[1], size, INK))
    if layout.bands_height:
        for text, part in (("fast", 0.8), ("slow", 0.06)):
            left, low = 4.0 * scale, layout.bands_bottom + part * layout.bands_height
            marks.fill(left, low - 3 * scale, measure(text, size) + 2 * gap, size + 3 * scale, PAPER)
            marks.texts.append((left + gap, low, text, size, INK))


def _tip(marks, layout, tip, measure):
    """Lines over the mouse; in an editor too low for them one line, over the ruler and beside the strip."""
    scale = layout.scale
    size, gap = TEXT * scale, PADDING * scale
    step, lines = 1.45 * size, tip.lines
    height = len(lines) * step + gap
    y = min(tip.y + 14 * scale, layout.top - height)
    if y < layout.strip_bottom + layout.strip_height:
        lines, height = (" · ".join(tip.lines),), step + gap
        y = min(max(tip.y + 14 * scale, layout.top), layout.ceiling - height)
    lines = [fitted(line, layout.width - 2 * gap, size, measure) for line in lines]
    width = max(measure(line, size) for line in lines) + 2 * gap
    x = min(max(tip.x + 12 * scale, 0.0), max(0.0, layout.width - width))
    marks.fill(x, y, width, height, PAPER)
    for i, line in enumerate(reversed(lines)):
        marks.texts.append((x + gap, y + gap + i * step, line, size, INK))
