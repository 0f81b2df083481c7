"""What lies under the mouse in an editor that shows the strip. Nothing is drawn or changed here."""

from dataclasses import dataclass
from typing import Any

from .. import nla
from . import handlers
from .layout import Layout, part_at, segment_at

# What a press takes hold of, where nothing of it lies outside the motion by more than these pixels.
SLACK = 3


@dataclass(frozen=True)
class Hit:
    """kind: "edge" of the chosen range, "segment" or "strip" of the complexity strip, "prompt" or "lane".

    part: "first", "last" or "body"; segment: frames (first, last); index: of the prompt strip.
    """

    kind: str
    layout: Layout
    obj: Any
    shape: Any = None
    part: str = ""
    segment: tuple | None = None
    index: int = -1

    @property
    def resizes(self):
        return self.part in ("first", "last")


def at(context, x, y):
    """The Hit at a pixel of the context's region, or None."""
    obj, action = handlers.subject(context)
    if obj is None:
        return None
    key, shape = handlers.geometry(action, nla.drawn(obj)) if action else (None, None)
    strips = handlers.lane(obj)
    where = handlers.layout(context, obj, strips, bool(shape)) if shape or strips else None
    if where is None:
        return None
    if where.in_lane(y):
        found = part_at(where, [s[:2] for s in strips], x)
        index, part = found or (-1, "")
        return Hit("prompt" if found else "lane", where, obj, part=part, index=index)
    if shape is None or not where.in_strip(y):
        return None
    selected = handlers.chosen_range(obj)
    edge = part_at(where, [selected], x) if selected else None
    if edge and edge[1] != "body":
        return Hit("edge", where, obj, shape, part=edge[1])
    left, right = sorted((where.x(shape.first_frame), where.x(shape.last_frame)))
    if not left - SLACK <= x <= right + SLACK:
        return None
    found = handlers.segments(key, shape, context.scene.dynmask.threshold)
    segment = segment_at(where, found, x, y)
    return Hit("segment" if segment else "strip", where, obj, shape, segment=segment)
