import numpy as np
import pytest

from backend.generation import recover
from backend.motion.body import features, quaternion, resampling, skeleton


def test_model_input_and_back_is_the_motion(make_clip):
    clip = make_clip(80, seed=4)
    given = recover.model_input(clip.rotations, clip.translation, 20, 4)
    assert given.features.shape == (80, 263)
    rotations, translation = recover.motion(given.features, "captured")
    local = skeleton.forward_kinematics(rotations, translation * 0)
    wanted = skeleton.forward_kinematics(clip.rotations, clip.translation * 0)
    turn = quaternion.multiply(clip.rotations[0, 0], quaternion.inverse(rotations[0, 0]))
    assert np.abs(quaternion.rotate(turn, local) - wanted).max() < 1e-3
    np.testing.assert_allclose(translation[0, [0, 2]], 0, atol=1e-6)


def test_solved_rotations_reproduce_the_positions(make_clip):
    clip = make_clip(60, seed=4)
    rows = recover.model_input(clip.rotations, clip.translation, 15, 4).features
    rotations, translation = recover.motion(rows, "solved")
    error = np.abs(skeleton.forward_kinematics(rotations, translation) - features.recover_positions(rows))
    assert rotations.shape == (60, 22, 4) and np.median(error) < 0.03


def test_input_of_weights_trained_on_published_files(make_clip):
    """They read HumanML3D's own facing and rotations, and the motion comes back from it all the same."""
    clip = make_clip(80, seed=4)
    ours, theirs = (recover.model_input(clip.rotations, clip.translation, 20, 4, kind).features
                    for kind in ("captured", "solved"))  # fmt: skip
    turned, moved = features.place_at_origin(*recover.coast(clip.rotations, clip.translation, 1))
    joints = skeleton.forward_kinematics(turned, moved)
    expected = features.from_motion(joints, None, published=True)
    np.testing.assert_allclose(theirs[:, features.ROTATIONS], expected[:, features.ROTATIONS], atol=1e-5)
    assert np.abs(ours - theirs)[:, features.ROTATIONS].max() > 0.1
    seen = features.recover_positions(theirs)[..., 1]
    np.testing.assert_allclose(seen - seen.min(), joints[:-1, :, 1] - joints[:-1, :, 1].min(), atol=1e-4)


@pytest.mark.parametrize("fps", [12.0, 20.0, 30.0, 59.94])
def test_sampling_at_another_rate(make_clip, fps):
    clip = make_clip(60)
    at = np.arange(int(59 / 20 * fps)) * (20 / fps)
    rotations, translation = resampling.motion(clip.rotations, clip.translation, at)
    whole = np.isclose(at, np.round(at), atol=1e-9)
    frames = np.round(at[whole]).astype(int)
    np.testing.assert_allclose(translation[whole], clip.translation[frames], atol=1e-9)
    assert np.abs(quaternion.angle_between(rotations[whole], clip.rotations[frames])).max() < 1e-6


def test_sampling_one_frame(make_clip):
    clip = make_clip(1)
    rotations, translation = resampling.motion(clip.rotations, clip.translation, [0.0, 3.0])
    np.testing.assert_allclose(rotations, np.repeat(clip.rotations, 2, axis=0))
    np.testing.assert_allclose(translation, np.repeat(clip.translation, 2, axis=0))


def test_coasting_runs_out(make_clip):
    clip = make_clip(40)
    rotations, translation = recover.coast(clip.rotations, clip.translation, 30)
    np.testing.assert_array_equal(rotations[:40], clip.rotations)
    steps = np.linalg.norm(np.diff(translation, axis=0), axis=-1)
    assert steps[40] < steps[38] and steps[68] < 0.01 * steps[38]
    assert recover.coast(clip.rotations, clip.translation, 0)[0] is clip.rotations
