import numpy as np
import pytest

from backend.generation.library import packing
from backend.motion.body import quaternion
from tests.generation.conftest import walk


def test_motion_comes_back_within_its_steps():
    first, second = walk(90, seed=1), walk(50, seed=2)
    a, b = packing.pack(*first), packing.pack(*second)
    together = {name: np.concatenate([a[name], b[name]], axis=1) for name in a}
    for (rotations, path), span in ((first, (0, 90)), (second, (90, 140))):
        got, moved = packing.unpack(together, *span)
        assert np.degrees(quaternion.angle_between(got, rotations)).max() < 0.06
        assert np.abs(moved - path).max() <= 0.00026
        assert (np.sum(got[1:] * got[:-1], axis=-1) > 0).all(), "neighbours lie in one half-sphere"


def test_all_rotations_are_kept_also_half_turns():
    random = np.random.default_rng(0)
    q = quaternion.normalize(random.normal(size=(200, 22, 4)))
    q[:10] = [0.0, 1.0, 0.0, 0.0]
    got, _ = packing.unpack(packing.pack(q, np.zeros((200, 3))), 0, 200)
    assert np.degrees(quaternion.angle_between(got, q)).max() < 0.06


def test_differences_of_motion_need_one_byte():
    packed = packing.pack(*walk(200))
    assert (packed["high"][:, 1:] == 0).mean() > 0.9


def test_a_path_that_leaps_is_refused():
    rotations, path = walk(10)
    path[5] += 100.0
    with pytest.raises(ValueError, match="leaps"):
        packing.pack(rotations, path)
