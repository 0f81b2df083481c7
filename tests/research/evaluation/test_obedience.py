import numpy as np
import pytest

from backend.corpus.file import Caption, CorpusClip
from backend.motion.body import quaternion, skeleton
from backend.research.evaluation import obedience

CHECKS = {check.sentence: check for check in obedience.CHECKS}


def motion(degrees=0.0, metres=0.0, lift=0.0, frames=61):
    """Joints (frames, 22, 3) of a stiff body that turns to the left and glides ahead; `lift` over the floor
    in the middle third of the frames.
    """
    angle = np.radians(np.linspace(0.0, degrees, frames))
    step = metres / (frames - 1) * np.stack([np.sin(angle), np.zeros(frames), np.cos(angle)], axis=-1)
    translation = np.cumsum(step, axis=0) - step[:1] + [0.0, 0.95, 0.0]
    translation[frames // 3 : 2 * frames // 3, 1] += lift
    rotations = np.zeros((frames, 22, 4))
    rotations[..., 0] = 1.0
    rotations[:, 0] = quaternion.from_axis_angle(np.tile([0.0, 1.0, 0.0], (frames, 1)), angle)
    return skeleton.forward_kinematics(rotations, translation)


def test_turns_are_positive_to_the_left_and_advance_follows_the_body():
    assert obedience.turned(motion(degrees=90)) == pytest.approx(90, abs=8)
    assert obedience.turned(motion(degrees=-400)) == pytest.approx(-400, abs=30)
    assert obedience.advanced(motion(degrees=300, metres=3)) == pytest.approx(3, rel=0.01)
    assert obedience.advanced(motion(metres=-2)) == pytest.approx(-2, rel=0.01)


def test_a_flight_is_the_time_that_no_foot_is_near_the_floor():
    np.testing.assert_allclose(obedience.flights(motion(lift=0.2)), [1.0])
    assert len(obedience.flights(motion(lift=0.03))) == 0


@pytest.mark.parametrize(
    "sentence, right, wrong",
    [
        ("a person walks forward", {"metres": 3}, {"metres": 3, "degrees": 90}),
        ("a person walks backwards", {"metres": -1.5}, {"metres": 1.5}),
        ("a person walks and turns left", {"metres": 2, "degrees": 80}, {"metres": 2, "degrees": -80}),
        ("a person jogs and turns right", {"metres": 4, "degrees": -60}, {"metres": 4, "degrees": 60}),
        ("a person walks in a circle", {"metres": 4, "degrees": -330}, {"metres": 4, "degrees": 100}),
        ("a person climbs a ladder", {"lift": 0.5}, {"lift": 0.2}),
        # A whole second in the air: nobody jumps so.
        ("a person jumps up and down", {"lift": 0.2, "frames": 40}, {"lift": 0.2, "frames": 61}),
    ],
)
def test_checks_tell_right_from_wrong(sentence, right, wrong):
    assert CHECKS[sentence].holds(motion(**right))
    assert not CHECKS[sentence].holds(motion(**wrong))


def test_captured_clips_are_asked_by_their_captions_and_only_the_seconds_these_name():
    still, turn = motion(frames=60), motion(degrees=120, metres=2, frames=61)
    rotations = np.zeros((120, 22, 4))
    rotations[..., 0] = 1.0
    angle = np.radians(np.concatenate([np.zeros(60), np.linspace(0, 120, 60)]))
    rotations[:, 0] = quaternion.from_axis_angle(np.tile([0.0, 1.0, 0.0], (120, 1)), angle)
    captions = (Caption("he stands", 0.0, 3.0), Caption("he walks and turns left", 3.0, 6.0))
    clip = CorpusClip("a", "a", "train", "a", captions, rotations, np.tile([0.0, 0.95, 0.0], (120, 1)))
    found = obedience.of_clips([clip])
    assert found["a person walks and turns left"] == (1, 1)
    assert found["a person walks and turns right"] == (0, 0)
    assert len(still) == 60 and CHECKS["a person walks and turns left"].holds(turn)
    result = {s: {"generated": (1, 2), "captured": found[s]} for s in found}
    assert obedience.lines(result)[-1].split() == [
        "all",
        str(len(found)),
        "of",
        str(2 * len(found)),
        "1",
        "of",
        "1",
    ]
