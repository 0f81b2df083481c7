"""Rotations in a bone's own rotation mode, and whole F-curves written and read at once."""

import numpy as np
from mathutils import Euler, Quaternion

from ...backend.motion.body import quaternion

CONSTANT, LINEAR, BEZIER = 0, 1, 2
_KEY_FIELDS = (
    ("co", 2, np.float32), ("handle_left", 2, np.float32), ("handle_right", 2, np.float32),
    ("interpolation", 1, np.int32), ("easing", 1, np.int32), ("handle_left_type", 1, np.int32),
    ("handle_right_type", 1, np.int32), ("type", 1, np.int32), ("amplitude", 1, np.float32),
    ("back", 1, np.float32), ("period", 1, np.float32),
)  # fmt: skip
_SELECTION = tuple((f"select_{part}", 1, bool) for part in ("control_point", "left_handle", "right_handle"))
ALL_FIELDS = _KEY_FIELDS + _SELECTION
FREE, ALIGNED, AUTO_CLAMPED = 0, 3, 4


def channel(rotation_mode):
    """(name of the rotation property, number of its components) for a bone's rotation mode."""
    if rotation_mode == "QUATERNION":
        return "rotation_quaternion", 4
    if rotation_mode == "AXIS_ANGLE":
        return "rotation_axis_angle", 4
    return "rotation_euler", 3


def to_mode(rotations, rotation_mode, start=None):
    """Values (T, c) of the rotation property for quaternions (T, 4), without jumps from frame to frame.

    start: (c,) values that the first frame should continue, if any.
    """
    if rotation_mode == "QUATERNION":
        values = quaternion.continuous(rotations)
        return -values if start is not None and len(values) and values[0] @ start < 0 else values
    if rotation_mode == "AXIS_ANGLE":
        return _axis_angle(rotations, start)
    return _euler(rotations, rotation_mode, start)


def from_mode(values, rotation_mode):
    """Quaternions (T, 4) of values (T, c) of the rotation property."""
    values = np.asarray(values, dtype=np.float64)
    if rotation_mode == "QUATERNION":
        return quaternion.normalize(values)
    if rotation_mode == "AXIS_ANGLE":
        axis = values[:, 1:] / np.maximum(np.linalg.norm(values[:, 1:], axis=1, keepdims=True), 1e-12)
        return quaternion.normalize(quaternion.from_axis_angle(axis, values[:, 0]))
    result = np.broadcast_to(quaternion.IDENTITY, (len(values), 4))
    for letter in rotation_mode:
        axis = "XYZ".index(letter)
        result = quaternion.multiply(quaternion.from_axis_angle(np.eye(3)[axis], values[:, axis]), result)
    return result


def is_continued(values, after, rotation_mode):
    """Whether the next frame's values `after` (c,) go on from `values` (c,) without a jump in the numbers."""
    if rotation_mode == "QUATERNION":
        return bool(np.dot(values, after) >= 0)
    return bool(np.abs(values - after).max() < np.pi)


def resting(rotation_mode):
    """Values (c,) of the rotation property at rest."""
    return {"QUATERNION": np.array([1.0, 0, 0, 0]), "AXIS_ANGLE": np.array([0.0, 0, 1, 0])}.get(
        rotation_mode, np.zeros(3)
    )


def _euler(rotations, order, start):
    """Euler angles (T, 3) as (x, y, z), each frame's the nearest to the frame before."""
    values = np.empty((len(rotations), 3))
    previous = Euler((0.0, 0.0, 0.0) if start is None else start, order)
    for t, rotation in enumerate(rotations):
        previous = Quaternion(rotation).to_euler(order, previous)
        values[t] = previous
    return values


def _axis_angle(rotations, start):
    q = quaternion.continuous(rotations)
    sine = np.linalg.norm(q[:, 1:], axis=1)
    angle = 2.0 * np.arctan2(sine, q[:, 0])
    axis = q[:, 1:] / np.maximum(sine, 1e-12)[:, None]
    values = np.concatenate([angle[:, None], axis], axis=1)
    previous = resting("AXIS_ANGLE") if start is None else np.array(start, dtype=np.float64)
    if start is None and sine.max(initial=0.0) >= 1e-6:
        # No turn has no axis: begin with the first there is.
        previous[1:] = values[np.argmax(sine >= 1e-6), 1:]
    for t in range(len(values)):
        if sine[t] < 1e-6:
            values[t, 1:] = previous[1:]
        elif values[t, 1:] @ previous[1:] < 0:
            values[t] = -values[t]
        values[t, 0] += 2 * np.pi * np.round((previous[0] - values[t, 0]) / (2 * np.pi))
        previous = values[t]
    return values


def write_curve(curve, frames, values, interpolation=LINEAR):
    """Make keys at frames (n,) with values (n,) the only ones of an F-curve."""
    points = curve.keyframe_points
    if len(points):
        points.clear()
    points.add(len(frames))
    points.foreach_set("co", np.stack([frames, values], axis=1).astype(np.float32).ravel())
    points.foreach_set("interpolation", np.full(len(frames), interpolation, dtype=np.int32))
    curve.update()


def deselect(curve):
    """New keys come selected, so that the animator's next move would move them all."""
    none = np.zeros(len(curve.keyframe_points), dtype=bool)
    for name in ("select_control_point", "select_left_handle", "select_right_handle"):
        curve.keyframe_points.foreach_set(name, none)


def read_keys(curve, names=()):
    """Attributes of an F-curve's keys, all or those named: {name: (n,) or (n, 2)}."""
    points = curve.keyframe_points
    keys = {}
    for name, size, kind in ALL_FIELDS:
        if not names or name in names:
            buffer = np.empty(len(points) * size, dtype=kind)
            points.foreach_get(name, buffer)
            keys[name] = buffer.reshape(-1, 2) if size == 2 else buffer
    return keys


def stamp(curve):
    """Bytes that change with whatever an F-curve's movement depends on."""
    found = read_keys(curve, ("co", "interpolation"))
    if (found["interpolation"] > LINEAR).any():
        # Handles and easing move nothing between keys that are joined by straight lines.
        found = read_keys(curve, [name for name, *_ in _KEY_FIELDS])
    parts = [f"{curve.data_path}[{curve.array_index}] {curve.extrapolation} {curve.mute}".encode()]
    parts += [values.tobytes() for values in found.values()]
    return b"".join([*parts, *(_settings(modifier).encode() for modifier in curve.modifiers)])


def _settings(modifier):
    """All settings of an F-curve's modifier as a text."""
    found = []
    for setting in modifier.bl_rna.properties:
        value = getattr(modifier, setting.identifier)
        if setting.type == "COLLECTION":
            value = [(point.frame, point.min, point.max) for point in value]
        elif getattr(setting, "is_array", False):
            value = list(value)
        if setting.type != "POINTER":
            found.append((setting.identifier, value))
    return repr(found)


def write_keys(curve, keys):
    """Make `keys` (as from `read_keys`, ordered by frame) the keys of an F-curve, to the bit.

    The curve's own update is not called: it merges keys closer than 0.01 frames and moves automatic handles.
    """
    points = curve.keyframe_points
    points.clear()
    points.add(len(keys["co"]))
    for name, _, kind in ALL_FIELDS:
        points.foreach_set(name, np.ascontiguousarray(keys[name], dtype=kind).ravel())


def new_keys(frames, values, interpolation=LINEAR):
    """Keys as `read_keys` gives them, for frames (n,) and values (n,)."""
    co = np.stack([frames, values], axis=1).astype(np.float32)
    third = np.array([1.0 / 3.0, 0.0], dtype=np.float32)
    count = len(co)
    return {
        "co": co, "handle_left": co - third, "handle_right": co + third,
        "interpolation": np.full(count, interpolation, np.int32), "easing": np.zeros(count, np.int32),
        "handle_left_type": np.full(count, 4, np.int32), "handle_right_type": np.full(count, 4, np.int32),
        "type": np.zeros(count, np.int32), "amplitude": np.full(count, 0.8, np.float32),
        "back": np.full(count, 1.70158, np.float32), "period": np.full(count, 4.1, np.float32),
        **{name: np.zeros(count, bool) for name, *_ in _SELECTION},
    }  # fmt: skip


def joined(*parts):
    """Several sets of keys, one after the other."""
    return {name: np.concatenate([part[name] for part in parts]) for name, *_ in ALL_FIELDS}


def chosen(keys, which):
    """The keys that the boolean array `which` (n,) picks."""
    return {name: values[which] for name, values in keys.items()}
