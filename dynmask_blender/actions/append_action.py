"""One action's keys put behind another's, as they are, so many frames later."""

import numpy as np

from .. import compat
from . import curve_split, fcurve_keys

# Values of channels at rest, by their name's end: they hold where an action has no keys for them.
_REST = {
    "rotation_quaternion": (1.0, 0.0, 0.0, 0.0), "rotation_axis_angle": (0.0, 0.0, 1.0, 0.0),
    "scale": (1.0, 1.0, 1.0),
}  # fmt: skip
_BONES = "pose.bones["


def append(owner, action, span, other_owner, other, other_span, shift):
    """Put the keys of `other` into `action`, `shift` frames later.

    owner, other_owner: whose curves are meant; span, other_span: frames (first, last) that count of either:
    keys outside of them are left out. Kept keys stay as they are, other_span's but for their frame. What only
    one of them keys rests while the other plays.
    """
    theirs = {(c.data_path, c.array_index): c for c in compat.fcurves(other_owner, other)}
    mine = {(c.data_path, c.array_index): c for c in compat.fcurves(owner, action)}
    later = {}
    for channel, curve in theirs.items():
        later[channel] = _moved(_begun(curve, *other_span), shift)
    for channel, curve in mine.items():
        kept = _ended(curve, *span)
        after = later.pop(channel, None)
        if after is None:
            rest = _at_rest(*channel)
            after = _held([other_span[0] + shift], rest) if rest is not None else _none()
        fcurve_keys.write_keys(curve, fcurve_keys.joined(kept, after))
    for (path, index), keys in later.items():
        source = theirs[path, index]
        curve = compat.ensure_fcurve(owner, action, path, index, source.group.name if source.group else "")
        curve.extrapolation, curve.mute, curve.lock = source.extrapolation, source.mute, source.lock
        rest = _at_rest(path, index)
        before = _held([*span], rest) if rest is not None else _none()
        fcurve_keys.write_keys(curve, fcurve_keys.joined(before, keys))


def _ended(curve, first, last):
    """A curve's keys from `first` to `last`, with one on `last` where others follow, or none is there."""
    found = fcurve_keys.read_keys(curve)
    at = found["co"][:, 0]
    kept = fcurve_keys.chosen(found, (at >= first - curve_split.SAME) & (at <= last + curve_split.SAME))
    return _with_end(curve, kept, last, -1)


def _begun(curve, first, last):
    found = fcurve_keys.read_keys(curve)
    at = found["co"][:, 0]
    kept = fcurve_keys.chosen(found, (at >= first - curve_split.SAME) & (at <= last + curve_split.SAME))
    return _with_end(curve, _with_end(curve, kept, first, 0), last, -1)


def _with_end(curve, kept, frame, end):
    """Keys with one more on a frame, at their begin (end 0) or end (end -1), unless there is one."""
    if len(kept["co"]) and abs(kept["co"][end, 0] - frame) <= 0.5:
        return kept
    added = fcurve_keys.new_keys([frame], curve_split.evaluated(curve, [frame]))
    if end == 0:
        return fcurve_keys.joined(added, kept)
    if len(kept["co"]):
        # Nothing moves up to it: a curved segment might swing.
        kept["interpolation"][-1] = fcurve_keys.LINEAR
    return fcurve_keys.joined(kept, added)


def _moved(keys, shift):
    step = np.float32([shift, 0.0])
    return {**keys, **{name: keys[name] + step for name in ("co", "handle_left", "handle_right")}}


def _at_rest(path, index):
    """The value of a bone's channel at rest; None for all other channels, which keep what they have."""
    if not path.startswith(_BONES):
        return None
    name = path.rpartition(".")[2]
    if name in _REST:
        return _REST[name][index]
    return 0.0 if name in ("location", "rotation_euler") else None


def _held(frames, value):
    return fcurve_keys.new_keys(frames, np.full(len(frames), value))


def _none():
    return fcurve_keys.new_keys(np.zeros(0), np.zeros(0))
