"""Unit quaternions (w, x, y, z) and their conversions, vectorised over leading axes."""

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Floats

IDENTITY = np.array([1.0, 0.0, 0.0, 0.0])
_EPS = 1e-12


def normalize(q: Floats) -> Floats:
    """Scale quaternions (..., 4) to unit length; a zero quaternion becomes the identity."""
    q = np.asarray(q)
    length = np.linalg.norm(q, axis=-1, keepdims=True)
    return np.where(length > _EPS, q / np.maximum(length, _EPS), IDENTITY.astype(q.dtype))


def multiply(a: Floats, b: Floats) -> Floats:
    """Hamilton product of (..., 4) quaternions: apply `b` first, then `a`."""
    a, b = np.asarray(a), np.asarray(b)
    aw, ax, ay, az = (a[..., i] for i in range(4))
    bw, bx, by, bz = (b[..., i] for i in range(4))
    product = np.empty(np.broadcast_shapes(a.shape, b.shape), np.result_type(a, b))
    product[..., 0] = aw * bw - ax * bx - ay * by - az * bz
    product[..., 1] = aw * bx + ax * bw + ay * bz - az * by
    product[..., 2] = aw * by - ax * bz + ay * bw + az * bx
    product[..., 3] = aw * bz + ax * by - ay * bx + az * bw
    return product


def inverse(q: Floats) -> Floats:
    """Inverse of unit quaternions (..., 4)."""
    q = np.asarray(q)
    return q * np.array([1, -1, -1, -1], dtype=q.dtype)


def rotate(q: Floats, v: Floats) -> Floats:
    """Rotate vectors (..., 3) by unit quaternions (..., 4), broadcasting the leading axes."""
    q, v = np.asarray(q), np.asarray(v)
    xyz, w = q[..., 1:], q[..., :1]
    t = 2.0 * _cross(xyz, v)
    return v + w * t + _cross(xyz, t)


def _cross(a: Floats, b: Floats) -> Floats:
    """numpy's cross product of (..., 3) without its overhead, which is most of the time on short arrays."""
    product = np.empty(np.broadcast_shapes(a.shape, b.shape), np.result_type(a, b))
    for i, j, k in ((0, 1, 2), (1, 2, 0), (2, 0, 1)):
        product[..., i] = a[..., j] * b[..., k] - a[..., k] * b[..., j]
    return product


def from_axis_angle(axis: Floats, angle: ArrayLike) -> Floats:
    """Quaternion of a rotation by `angle` (radians, (...)) about unit `axis` (..., 3)."""
    half = np.asarray(angle)[..., None] / 2.0
    xyz = np.sin(half) * np.asarray(axis)
    return np.concatenate([np.broadcast_to(np.cos(half), xyz[..., :1].shape), xyz], axis=-1)


def between(a: Floats, b: Floats) -> Floats:
    """Shortest rotation that takes the direction of `a` (..., 3) to that of `b` (..., 3)."""
    a = a / np.maximum(np.linalg.norm(a, axis=-1, keepdims=True), _EPS)
    b = b / np.maximum(np.linalg.norm(b, axis=-1, keepdims=True), _EPS)
    a, b = np.broadcast_arrays(a, b)
    dot = np.sum(a * b, axis=-1, keepdims=True)
    q = np.concatenate([1.0 + dot, _cross(a, b)], axis=-1)
    # Opposite directions leave the axis open: take any axis at right angles to `a`.
    smallest = np.eye(3)[np.argmin(np.abs(a), axis=-1)]
    turn = np.concatenate([np.zeros_like(dot), _cross(a, smallest)], axis=-1)
    return normalize(np.where(dot > -1.0 + 1e-9, q, turn))


def to_matrix(q: Floats) -> Floats:
    """Rotation matrices (..., 3, 3) of unit quaternions (..., 4); columns are the turned axes."""
    w, x, y, z = np.moveaxis(np.asarray(q), -1, 0)
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def from_matrix(m: Floats) -> Floats:
    """Unit quaternions (..., 4) of rotation matrices (..., 3, 3)."""
    m = np.asarray(m)
    xx, yy, zz = m[..., 0, 0], m[..., 1, 1], m[..., 2, 2]
    # Four ways to write the quaternion; the one with the largest divisor is the accurate one.
    candidates = np.stack(
        [
            np.stack(
                [
                    1 + xx + yy + zz,
                    m[..., 2, 1] - m[..., 1, 2],
                    m[..., 0, 2] - m[..., 2, 0],
                    m[..., 1, 0] - m[..., 0, 1],
                ],
                axis=-1,
            ),
            np.stack(
                [
                    m[..., 2, 1] - m[..., 1, 2],
                    1 + xx - yy - zz,
                    m[..., 1, 0] + m[..., 0, 1],
                    m[..., 0, 2] + m[..., 2, 0],
                ],
                axis=-1,
            ),
            np.stack(
                [
                    m[..., 0, 2] - m[..., 2, 0],
                    m[..., 1, 0] + m[..., 0, 1],
                    1 - xx + yy - zz,
                    m[..., 2, 1] + m[..., 1, 2],
                ],
                axis=-1,
            ),
            np.stack(
                [
                    m[..., 1, 0] - m[..., 0, 1],
                    m[..., 0, 2] + m[..., 2, 0],
                    m[..., 2, 1] + m[..., 1, 2],
                    1 - xx - yy + zz,
                ],
                axis=-1,
            ),
        ],
        axis=-2,
    )
    best = np.argmax(np.diagonal(candidates, axis1=-2, axis2=-1), axis=-1)
    return normalize(np.take_along_axis(candidates, best[..., None, None], axis=-2)[..., 0, :])


def to_six(q: Floats) -> Floats:
    """6D representation (..., 6): the first two columns of the rotation matrix (Zhou et al. 2019)."""
    m = to_matrix(q)
    return np.concatenate([m[..., :, 0], m[..., :, 1]], axis=-1)


def from_six(six: Floats) -> Floats:
    """Unit quaternions (..., 4) of 6D rotations (..., 6), made orthonormal by Gram-Schmidt."""
    six = np.asarray(six)
    a, b = six[..., :3], six[..., 3:]
    x = a / np.maximum(np.linalg.norm(a, axis=-1, keepdims=True), 1e-8)
    z = np.cross(x, b)
    z = z / np.maximum(np.linalg.norm(z, axis=-1, keepdims=True), 1e-8)
    return from_matrix(np.stack([x, np.cross(z, x), z], axis=-1))


def continuous(q: Floats) -> Floats:
    """Flip signs along the first axis of (T, ..., 4) so that neighbours lie in one half-sphere."""
    q = np.array(q)
    flips = np.sum(q[1:] * q[:-1], axis=-1) < 0
    sign = np.where(np.cumsum(flips, axis=0) % 2 == 1, -1.0, 1.0)
    q[1:] *= sign[..., None].astype(q.dtype)
    return q


def slerp(a: Floats, b: Floats, t: ArrayLike) -> Floats:
    """Spherical interpolation between (..., 4) quaternions, `t` (...) in [0, 1], the short way."""
    a, b, t = np.asarray(a), np.asarray(b), np.asarray(t)[..., None]
    dot = np.sum(a * b, axis=-1, keepdims=True)
    b = np.where(dot < 0, -b, b)
    angle = np.arccos(np.clip(np.abs(dot), 0.0, 1.0))
    sine = np.sin(angle)
    close = sine < 1e-6
    wa = np.where(close, 1.0 - t, np.sin((1.0 - t) * angle) / np.where(close, 1.0, sine))
    wb = np.where(close, t, np.sin(t * angle) / np.where(close, 1.0, sine))
    return normalize(wa * a + wb * b)


def angle_between(a: Floats, b: Floats) -> Floats:
    """Angle in radians (...) of the rotation from `a` to `b` (..., 4)."""
    relative = multiply(inverse(a), b)
    half: Floats = np.arctan2(np.linalg.norm(relative[..., 1:], axis=-1), np.abs(relative[..., 0]))
    return 2.0 * half


def swing_twist(q: Floats, axis: Floats) -> tuple[Floats, Floats]:
    """Split q (..., 4) into swing · twist, the twist being about the unit `axis` (3,)."""
    along = np.sum(q[..., 1:] * axis, axis=-1, keepdims=True)
    twist = normalize(np.concatenate([q[..., :1], along * axis], axis=-1))
    return multiply(q, inverse(twist)), twist


def to_vector(q: Floats) -> Floats:
    """Axis times angle (..., 3) of unit quaternions (..., 4), the short way round."""
    q = np.where(q[..., :1] < 0, -q, q)
    sine = np.linalg.norm(q[..., 1:], axis=-1, keepdims=True)
    angle = 2.0 * np.arctan2(sine, q[..., :1])
    vector: Floats = q[..., 1:] * np.where(sine < 1e-9, 2.0, angle / np.maximum(sine, 1e-9))
    return vector


def from_vector(v: Floats) -> Floats:
    """Unit quaternions (..., 4) of axis times angle (..., 3)."""
    angle = np.linalg.norm(v, axis=-1, keepdims=True)
    scale = np.where(angle < 1e-9, 0.5, np.sin(angle / 2) / np.maximum(angle, 1e-9))
    return np.concatenate([np.cos(angle / 2), v * scale], axis=-1)


def about_up(angle: ArrayLike) -> Floats:
    """Quaternions (..., 4) of turns by `angle` (...) radians about y, to the left where positive."""
    half = np.asarray(angle, dtype=np.float64) / 2.0
    zero = np.zeros_like(half)
    return np.stack([np.cos(half), zero, np.sin(half), zero], axis=-1)
