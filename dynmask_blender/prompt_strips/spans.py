"""Where prompt strips may lie on the timeline, and what the backend is asked for them. No bpy.

spans: [(first, last), …] frames in order; strips may touch (last == the next first) but not overlap.
"""

import math

# The shortest stretch of motion the backend makes, also for what fills a gap.
SHORTEST_SECONDS = 0.4
# Blender's last frame; its first has the same number below zero.
FAR = 1_048_574


def least(rate):
    """Fewest frames a strip may have at a scene's frame rate."""
    return max(1, math.ceil(SHORTEST_SECONDS * rate - 1e-9))


def room(spans, index):
    """Frames (low, high) between the neighbours of a strip."""
    low = spans[index - 1][1] if index > 0 else -FAR
    high = spans[index + 1][0] if index + 1 < len(spans) else FAR
    return low, high


def moved(spans, index, by):
    """Spans with one strip moved by some frames, as far as its neighbours let it."""
    first, last = spans[index]
    low, high = room(spans, index)
    by = min(max(by, low - first), high - last)
    return _with(spans, {index: (first + by, last + by)})


def resized(spans, index, part, frame, shortest):
    """Spans with the "first" or "last" frame of a strip at another frame.

    It stops at the neighbour; where the two touch from the beginning, their common edge moves. No strip
    becomes shorter than `shortest`, or than it is where it is shorter already.
    """
    first, last = spans[index]
    own = min(shortest, last - first)
    low, high = room(spans, index)
    other = index - 1 if part == "first" else index + 1
    touching = 0 <= other < len(spans) and (low == first if part == "first" else high == last)
    if touching:
        begin, end = spans[other]
        theirs = min(shortest, end - begin)
        low, high = begin + theirs, end - theirs
    if part == "first":
        frame = max(low, min(frame, last - own))
        changed = {index: (frame, last)} | ({other: (begin, frame)} if touching else {})
    else:
        frame = min(high, max(frame, first + own))
        changed = {index: (first, frame)} | ({other: (frame, end)} if touching else {})
    return _with(spans, changed)


def place(spans, frame, length, shortest):
    """(index, (first, last)) of a new strip: from `frame` where there is room, otherwise after all others.

    Raises ValueError where the timeline ends before it.
    """
    length, frame = max(length, shortest), max(frame, -FAR)
    index = sum(first <= frame for first, _ in spans)
    low = max(frame, spans[index - 1][1]) if index else frame
    high = spans[index][0] if index < len(spans) else FAR
    inside = index > 0 and spans[index - 1][1] > frame
    if inside or high - low < shortest:
        low, high, index = max(frame, *spans[-1]) if spans else frame, FAR, len(spans)
        if high - low < shortest:
            raise ValueError("The timeline ends before another prompt strip: move the last one")
    return index, (low, min(low + length, high))


def swapped(spans, index, other):
    """Spans of two neighbouring strips after each took the other's place: same outer edges, same gap."""
    low, high = sorted((index, other))
    (first, a), (b, last) = spans[low], spans[high]
    gap = b - a
    return {low: (first, first + last - b), high: (first + last - b + gap, last)}


def request(spans, prompts, rate):
    """(prompts, seconds) of the backend's sequence; None is a transition that fills a gap.

    Too short a gap is shared by its neighbours. The motion's last frame stands on the last strip's. Raises
    ValueError where strips overlap or are too short.
    """
    asked, seconds, begin = [], [], spans[0][0] if spans else 0
    for i, (first, last) in enumerate(spans):
        end, gap = last, None
        if i + 1 < len(spans):
            following = spans[i + 1][0]
            if following < last:
                raise ValueError(f"The strips {i + 1} and {i + 2} overlap: move one of them")
            gap = (following - last) / rate
            if gap < SHORTEST_SECONDS - 1e-9:
                end, gap = (last + following) / 2, None
        if (last - first) / rate < SHORTEST_SECONDS - 1e-9:
            raise ValueError(f"The strip {i + 1} is shorter than {SHORTEST_SECONDS} s: make it longer")
        asked.append(prompts[i])
        seconds.append((end - begin) / rate)
        begin = end
        if gap is not None:
            asked.append(None)
            seconds.append(gap)
            begin = following
    return asked, seconds


def _with(spans, changed):
    return [changed.get(i, span) for i, span in enumerate(spans)]
