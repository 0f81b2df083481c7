"""What properties are tried on: rotations, motions, arrays and messages of every sort."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as numbers

from backend.motion.body import quaternion
from backend.motion.clip import Clip

SEEDS = st.integers(0, 2**32 - 1)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_KINDS = st.sampled_from(["<f4", "<f8", ">f8", "<f2", "<i4", "<i8", "u1", "?", "<U3"])
ARRAYS = _KINDS.flatmap(
    lambda kind: numbers.arrays(kind, numbers.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=5))
)


def sequences(dims=6, longest=40, largest=1e3):
    """Sequences (n, d) of finite numbers, still stretches and repeats included."""
    shapes = st.tuples(st.integers(1, longest), st.integers(1, dims))
    values = st.floats(-largest, largest, allow_subnormal=False)
    return shapes.flatmap(lambda shape: numbers.arrays(np.float64, shape, elements=values))


@st.composite
def rotations(draw, *shape):
    """Unit quaternions (*shape, 4): all directions, and now and then none, a half turn or a sign."""
    rng = np.random.default_rng(draw(SEEDS))
    q = quaternion.normalize(rng.normal(size=(*shape, 4)))
    special = np.array([[1, 0, 0, 0], [-1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [1e-9, 0, 1, 0]], np.float64)
    chosen = rng.random(shape) < draw(st.sampled_from([0.0, 0.2, 1.0]))
    q[chosen] = quaternion.normalize(special[rng.integers(0, len(special), chosen.sum())])
    return q


@st.composite
def clips(draw, shortest=1, longest=40):
    """Smooth motions on the canonical body, in all directions and places."""
    rng, frames = np.random.default_rng(draw(SEEDS)), draw(st.integers(shortest, longest))
    size = draw(st.sampled_from([0.0, 0.3, 3.0]))
    t = np.arange(frames)[:, None, None] / 20.0
    axes = rng.normal(size=(1, 22, 3))
    axes /= np.linalg.norm(axes, axis=-1, keepdims=True)
    swing = size * np.sin(rng.uniform(0.5, 6, size=(1, 22, 1)) * t + rng.uniform(0, 6, size=(1, 22, 1)))
    turns = quaternion.from_axis_angle(np.broadcast_to(axes, (frames, 22, 3)), swing[..., 0])
    path = np.cumsum(rng.normal(scale=0.05, size=(frames, 3)), axis=0) + rng.uniform(-5, 5, size=3)
    fps = draw(st.sampled_from([20.0, 24.0, 23.976, 30.0, 60.0, 120.0]))
    return Clip(turns, path, fps, None, draw(TEXT), draw(st.integers(-1, 2**31 - 1)))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
