import numpy as np

from backend.motion.cleanup import passes

from .bodies import flight, standing


def hanging(hover):
    """A jump that stays at its top for half a second, and then a body that hovers."""
    up = flight(0.4)
    top = up.argmax()
    lift = [np.zeros(20), up[: top + 1], np.full(10, up[top]), up[top:], np.zeros(20), np.full(20, hover)]
    return standing(np.concatenate(lift))


def test_a_decoded_motion_is_grounded_and_its_hanging_jump_gets_its_time():
    rotations, translation = hanging(0.2)
    labels = np.zeros((len(rotations), 4), dtype=bool)
    labels[:20] = True
    made = passes.clean(rotations, translation, labels, 20.0)
    airborne = np.count_nonzero(made.translation[:, 1] > translation[0, 1] + 0.06) / 20.0
    assert made.retimed and len(made.rotations) == len(rotations)
    assert airborne < 0.75 < np.count_nonzero(translation[:50, 1] > translation[0, 1] + 0.06) / 20.0
    assert made.translation[-10:, 1].max() < translation[0, 1] + 0.03
    # Labels go with the frames that they were for.
    assert 20 < made.labels[:, 0].sum() < 30


def test_times_outside_of_the_new_frames_stay():
    rotations, translation = hanging(0.0)
    labels = np.zeros((len(rotations), 4), dtype=bool)
    made = passes.clean(rotations, translation, labels, 20.0, new=slice(5, 60))
    assert made.retimed
    for kept in (slice(0, 5), slice(60, None)):
        np.testing.assert_allclose(made.translation[kept], translation[kept], atol=1e-9)
    still = passes.clean(rotations, translation, labels, 20.0, new=slice(0, 15))
    assert not still.retimed
