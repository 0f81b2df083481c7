"""Physical measures with known answers."""

import numpy as np
import pytest

from backend.motion.body import skeleton
from backend.motion.measure import metrics


def body(frames=60, x=0.0, y=0.0):
    rest = skeleton.forward_kinematics(np.tile([1.0, 0, 0, 0], (22, 1)), np.zeros(3))
    joints = np.tile(rest - [0.0, rest[:, 1].min(), 0.0], (frames, 1, 1))
    return joints + np.stack([x + 0 * joints[..., 0], y + 0 * joints[..., 0], 0 * joints[..., 0]], axis=-1)


def test_a_body_that_stands_still():
    found = metrics.physical(body())
    assert (found.slide, found.penetration, found.jitter, found.dynamics) == (0.0, 0.0, 0.0, 0.0)
    assert found.contact == 1.0 and found.floating == 0.0


def test_sliding_sinking_and_floating():
    slid = metrics.physical(body(x=np.arange(60)[:, None] * 0.01))
    np.testing.assert_allclose([slid.slide, slid.dynamics], [10.0, 0.2], rtol=1e-6)
    np.testing.assert_allclose(metrics.physical(body(y=-0.03)).penetration, 30.0, rtol=1e-6)
    np.testing.assert_allclose(metrics.physical(body(y=0.04)).floating, 40.0, rtol=1e-6)


def test_slide_is_per_twentieth_of_a_second_at_any_rate():
    fast = body(180, x=np.arange(180)[:, None] * 0.01 / 3)
    np.testing.assert_allclose(metrics.physical(fast, fps=60.0).slide, 10.0, rtol=1e-6)


def test_jitter_is_the_jerk():
    t = np.arange(60)[:, None] / 20.0
    np.testing.assert_allclose(metrics.physical(body(x=t**3)).jitter, 6.0, rtol=1e-6)


def test_mean_weighs_by_frames_and_contact():
    one, two = metrics.physical(body(40, x=np.arange(40)[:, None] * 0.01)), metrics.physical(body(120))
    both = metrics.mean([one, two])
    np.testing.assert_allclose([both.slide, both.dynamics], [10.0 / 4, 0.2 / 4], rtol=1e-6)
    assert both.frames == 160
    with pytest.raises(ValueError):
        metrics.physical(body(3))
