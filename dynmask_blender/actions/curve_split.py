"""An F-curve cut at two frames: what is kept on either side has its shape, with as few keys as can be.

A Bézier segment is cut by de Casteljau's construction, so only the handles that face the cut change.
Blender's easing equations have no parts of their own kind: there whole frames are keyed up to the next key.
"""

import contextlib

import bpy
import numpy as np

from .. import compat
from . import fcurve_keys

# Blender takes keys closer than this for one and the same, and may merge them.
SAME = 0.01
# A type of handle, and an easing that swings even between equal values.
_ALIGNED, _ELASTIC = 3, 7
_REACH = 32.0


def replace(curve, inside, inner):
    """Make keys on whole frames the only ones of an F-curve from the first of them to the last.

    inside: keys as from `keys.new_keys`; inner: whether anything is to be kept (before, after) them. Keys
    outside stay to the bit, apart from handles that face a cut. Raises ValueError where the curve does not
    keep its shape up to the frame before the range, or from the frame after it on.
    """
    first, last = inside["co"][0, 0], inside["co"][-1, 0]
    found = fcurve_keys.read_keys(curve)
    at = found["co"][:, 0]
    before, after = fcurve_keys.chosen(found, at < first), fcurve_keys.chosen(found, at > last)
    frames = _looked_at(at, first, last, inner)
    # Beyond its keys a curve that cycles shows what is inside; a stepped one may beside the range.
    within = [frame for frame in frames if len(at) and at[0] <= frame <= at[-1]]
    shown = _values(curve, within)
    with unmodified(curve):
        wanted = [curve.evaluate(frame) for frame in frames]
        if inner[0]:
            before = _ended(curve, before, found, first - 1)
        if inner[1]:
            after = _begun(curve, after, found, last + 1)
        inside = fcurve_keys.chosen(inside, _apart(inside["co"][:, 0], before, after))
        before = _with_neighbour(curve, before, inside, 0)
        after = _with_neighbour(curve, after, inside, -1)
        fcurve_keys.write_keys(curve, fcurve_keys.joined(before, inside, after))
        seen = [curve.evaluate(frame) for frame in frames]
    same = np.allclose(seen, wanted, rtol=1e-4, atol=1e-4)
    if not same or not np.allclose(_values(curve, within), shown, rtol=1e-4, atol=1e-4):
        raise ValueError(
            f"The curve '{curve.data_path}' cannot be changed without moving what lies outside the range: "
            "bake the action first"
        )


def _looked_at(at, first, last, inner):
    """Frames outside a range on which a cut curve is compared to what it was."""
    near = [first - 1 - step for step in (0, 1, 3, 10)] * inner[0]
    near += [last + 1 + step for step in (0, 1, 3, 10)] * inner[1]
    if len(at):
        near += [min(at[0], first - 1) - 20] * inner[0] + [max(at[-1], last + 1) + 20] * inner[1]
    return [frame for frame in near if not is_doubled(at, frame)]


def is_doubled(at, frame):
    """Whether several of the keys on frames (n,) stand on a frame: Blender leaves open which one counts."""
    return np.count_nonzero(np.abs(at - frame) < 2e-4) > 1


def _apart(frames, before, after):
    """Which frames (n,) are so far from the keys around them that Blender keeps both."""
    apart = np.ones(len(frames), bool)
    if len(before["co"]):
        apart &= frames > before["co"][-1, 0] + SAME
    if len(after["co"]):
        apart &= frames < after["co"][0, 0] - SAME
    return apart


def _with_neighbour(curve, kept, inside, end):
    """Kept keys; where a single one goes on along the line to its neighbour, with a second one on that line.

    end: 0 for the keys before the range, -1 for those after it.
    """
    alone = len(kept["co"]) == 1 and kept["interpolation"][0] == fcurve_keys.LINEAR
    if not alone or curve.extrapolation != "LINEAR" or not len(inside["co"]):
        return kept
    middle = 0.5 * (kept["co"][0, 0] + inside["co"][end, 0])
    parts = [kept, _keyed(curve, [middle])]
    return fcurve_keys.joined(*(parts if end == 0 else parts[::-1]))


@contextlib.contextmanager
def unmodified(curve):
    """Inside, the curve evaluates to what its keys alone say."""
    muted = [(modifier, modifier.mute) for modifier in curve.modifiers]
    for modifier, _ in muted:
        modifier.mute = True
    try:
        yield
    finally:
        for modifier, mute in muted:
            modifier.mute = mute


def evaluated(curve, frames):
    """Values (n,) of an F-curve's keys alone on frames (n,), as Blender has them. The curve is only read."""
    if all(modifier.mute for modifier in curve.modifiers):
        return _values(curve, frames)
    # Muting a modifier has Blender work the curve's handles out again, which may move them by a last digit.
    action = curve.id_data
    at = list(compat.all_fcurves(action)).index(curve)
    copied = action.copy()
    try:
        copy = list(compat.all_fcurves(copied))[at]
        with unmodified(copy):
            return _values(copy, frames)
    finally:
        bpy.data.actions.remove(copied)


def _values(curve, frames):
    return np.array([curve.evaluate(frame) for frame in frames], dtype=np.float64)


def _ended(curve, before, whole, end):
    """The keys before a cut, with a last one on frame `end` where the segment there loses its other end."""
    if not len(before["co"]):
        return _outermost(curve, whole, end, 0)
    left = len(before["co"]) - 1
    start = before["co"][left, 0]
    kind = before["interpolation"][left]
    if start >= end - SAME:
        return before
    if left + 1 == len(whole["co"]):
        return _continued(curve, before, end)
    if kind == fcurve_keys.CONSTANT:
        return before
    if kind == fcurve_keys.LINEAR:
        return fcurve_keys.joined(before, _keyed(curve, [end]))
    cut = _cut(whole, left, end) if kind == fcurve_keys.BEZIER else None
    if cut is None:
        return fcurve_keys.joined(before, _whole_frames(curve, start, end + 1))
    added = _keyed(curve, [end])
    added["handle_left"][0], added["handle_left_type"][0] = cut[2], fcurve_keys.FREE
    _face(before, left, "right", cut[0])
    return fcurve_keys.joined(before, added)


def _begun(curve, after, whole, start):
    """The keys after a cut, with a first one on frame `start` where the segment there loses its other end."""
    if not len(after["co"]):
        return _outermost(curve, whole, start, -1)
    right = len(whole["co"]) - len(after["co"])
    end = after["co"][0, 0]
    if end <= start + SAME:
        return after
    kind = whole["interpolation"][right - 1] if right else fcurve_keys.CONSTANT
    if right == 0:
        return _preceded(curve, after, start)
    if kind in (fcurve_keys.CONSTANT, fcurve_keys.LINEAR):
        return fcurve_keys.joined(_keyed(curve, [start], kind), after)
    cut = _cut(whole, right - 1, start) if kind == fcurve_keys.BEZIER else None
    if cut is None:
        return fcurve_keys.joined(_whole_frames(curve, start - 1, end), after)
    added = _keyed(curve, [start], fcurve_keys.BEZIER)
    added["handle_right"][0], added["handle_right_type"][0] = cut[3], fcurve_keys.FREE
    added["handle_left_type"][0] = fcurve_keys.FREE
    _face(after, 0, "left", cut[1])
    return fcurve_keys.joined(added, after)


def _keyed(curve, frames, interpolation=fcurve_keys.LINEAR):
    values = np.array([curve.evaluate(frame) for frame in frames], dtype=np.float64)
    return fcurve_keys.new_keys(np.asarray(frames, dtype=np.float64), values, interpolation)


def _whole_frames(curve, start, stop):
    """Keys on the whole frames between two frames, neither of them included."""
    frames = np.arange(np.floor(start) + 1, np.ceil(stop))
    return _keyed(curve, frames[(frames > start + SAME) & (frames < stop - SAME)])


def _face(kept, index, side, place):
    """Put a handle of a kept key that faces a cut where the construction has it."""
    kept[f"handle_{side}"][index] = place
    # An automatic or a vector handle would go elsewhere with Blender's next update of the curve.
    if kept[f"handle_{side}_type"][index] != _ALIGNED:
        kept[f"handle_{side}_type"][index] = fcurve_keys.FREE


def _outermost(curve, whole, frame, end):
    """One key that keeps how a curve goes on beyond its first (end 0) or last key (end -1)."""
    added = _keyed(curve, [frame])
    if curve.extrapolation == "LINEAR" and len(whole["co"]):
        step = -_REACH if end == 0 else _REACH
        slope = (curve.evaluate(frame + step) - curve.evaluate(frame)) / step
        # Beyond an outermost key a Bézier curve goes on along its outer handle.
        added["interpolation"][0] = fcurve_keys.BEZIER
        for side, way in (("left", -1.0), ("right", 1.0)):
            # The outer handle is long, so that rounding hardly turns it.
            reach = way * (_REACH if way * step > 0 else 1.0 / 3.0)
            added[f"handle_{side}"][0] = added["co"][0] + np.float32([reach, reach * slope])
            added[f"handle_{side}_type"][0] = fcurve_keys.FREE
    return added


def _continued(curve, before, end):
    """The keys before a cut that lies beyond a curve's last key."""
    left = len(before["co"]) - 1
    kind, added = before["interpolation"][left], _outermost(curve, before, end, -1)
    if kind == fcurve_keys.CONSTANT:
        return before
    if kind == fcurve_keys.BEZIER:
        _face(before, left, "right", _third(before["co"][left], added["co"][0]))
        added["handle_left"][0] = _third(added["co"][0], before["co"][left])
        added["handle_left_type"][0] = fcurve_keys.FREE
    elif kind > fcurve_keys.BEZIER and (kind == _ELASTIC or curve.extrapolation != "CONSTANT"):
        added = _whole_frames(curve, before["co"][left, 0], end + 1)
    added["interpolation"][-1] = fcurve_keys.LINEAR
    return fcurve_keys.joined(before, added)


def _preceded(curve, after, start):
    """The keys after a cut that lies before a curve's first key."""
    added = _outermost(curve, after, start, 0)
    added["interpolation"][0] = fcurve_keys.LINEAR
    return fcurve_keys.joined(added, after)


def _third(here, there):
    return here + (there - here) / np.float32(3.0)


def _cut(whole, left, frame):
    """Handles (right of the left key, left of the right key, left and right of the new key) of a cut segment.

    None where the parts' handles would overlap so that Blender would shorten them.
    """
    p = _segment(whole, left)
    t = _parameter(p[:, 0], frame)
    if t is None:
        return None
    a, b, c = (p[i] + (p[i + 1] - p[i]) * t for i in range(3))
    d, e = a + (b - a) * t, b + (c - b) * t
    middle = d + (e - d) * t
    reaches = (a[0] - p[0, 0], middle[0] - d[0], middle[0] - p[0, 0]), (e[0] - middle[0], p[3, 0] - c[0],
                                                                     p[3, 0] - middle[0])  # fmt: skip
    if any(max(handles) > length * (1 + 1e-6) for *handles, length in reaches):
        return None
    return a, c, d, e


def _segment(whole, left):
    """Control points (4, 2) of a segment, its handles shortened as Blender does where they are too long."""
    ends = whole["co"][left : left + 2].astype(np.float64)
    handles = np.stack([whole["handle_right"][left], whole["handle_left"][left + 1]]).astype(np.float64)
    length = ends[1, 0] - ends[0, 0]
    for i in range(2):
        reach = abs(handles[i, 0] - ends[i, 0])
        if reach > length:
            handles[i] = ends[i] + (handles[i] - ends[i]) * (length / reach)
    return np.stack([ends[0], *handles, ends[1]])


def _parameter(x, frame):
    """Where in [0, 1] a segment with the control frames x (4,) is at a frame, by bisection; else None."""
    low, high = 0.0, 1.0
    if not x[0] < frame < x[3] or min(x[1], x[2]) < x[0] or max(x[1], x[2]) > x[3]:
        return None
    for _ in range(60):
        t = 0.5 * (low + high)
        s = 1.0 - t
        here = s**3 * x[0] + 3 * s * s * t * x[1] + 3 * s * t * t * x[2] + t**3 * x[3]
        low, high = (t, high) if here < frame else (low, t)
    return 0.5 * (low + high)
