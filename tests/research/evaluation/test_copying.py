import numpy as np
import pytest

from backend.corpus.file import Caption, CorpusClip
from backend.motion.body import quaternion, skeleton
from backend.research.evaluation import copying
from tests.generation.conftest import walk


def clip(seed, frames=80):
    rotations, path = walk(frames, seed=seed)
    return CorpusClip("a", "a", "train", "x", (Caption("walks"),), rotations, path)


def turned(positions, degrees, moved):
    turn = quaternion.from_axis_angle(np.array([0.0, 1.0, 0.0]), np.radians(degrees))
    return quaternion.rotate(turn, positions) + moved


def test_a_copy_is_at_no_distance_wherever_it_goes():
    elsewhere = turned(clip(0).positions[10:60], 130.0, [3.0, 0.0, -2.0])
    (near,) = copying.distances([elsewhere], [clip(1), clip(0)])
    assert near < 1.0
    (mirrored,) = copying.distances([clip(0).mirror().positions], [clip(0)])
    assert mirrored < 1.0


def test_a_lifted_copy_is_as_far_as_it_was_lifted():
    lifted = clip(0).positions + [0.0, 0.1, 0.0]
    np.testing.assert_allclose(copying.distances([lifted], [clip(0)]), [100.0], atol=2.0)


def test_other_motion_is_farther_than_a_copy():
    same, other = copying.distances([clip(0).positions, clip(5).positions], [clip(0)])
    assert other > same + 5.0


def test_what_is_too_short_is_said():
    with pytest.raises(ValueError, match="longer than a second"):
        copying.distances([clip(0).positions[:20]], [clip(0)])
    with pytest.raises(ValueError, match="training clip"):
        copying.distances([clip(0).positions], [clip(0, 20)])


def test_windows_are_over_the_pelvis_and_face_ahead():
    found = copying.windows(clip(0).positions, 7).reshape(-1, 6, len(skeleton.JOINTS), 3)
    assert len(found) == 9
    # Frames 8 and 12 of a window lie on both sides of its middle.
    np.testing.assert_allclose(found[:, 2:4, 0, [0, 2]].mean(axis=1), 0.0, atol=0.03)
    across = found[:, 2:4, 1] - found[:, 2:4, 2]
    assert (across.mean(axis=1)[:, 0] > 0.05).all()
