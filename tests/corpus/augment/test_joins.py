"""Joined clips: the seam is smooth, the path goes on where it was, captions have their times."""

import numpy as np
import pytest

from backend.corpus.augment import joins as augment_joins
from backend.corpus.file import Caption, CorpusClip
from backend.corpus.language.phrases import phrase
from backend.motion.body import quaternion, skeleton


def gliding(name, text, *, frames=60, speed=1.0, yaw=0.0, arm=0.0):
    """A stiff body with feet off the floor that glides along its facing, turned by yaw; one arm is raised."""
    t = np.arange(frames) / 20.0
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1))
    rotations[:, 0] = quaternion.from_axis_angle(np.array([0.0, 1.0, 0.0]), yaw)
    rotations[:, 16] = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), arm * np.ones(frames))
    path = np.stack([np.sin(yaw) * speed * t, 1.2 + 0 * t, np.cos(yaw) * speed * t], axis=1)
    return CorpusClip(name, name, "train", name, (Caption(text),), rotations, path)


PAIR = (gliding("1", "a person walks forward."), gliding("2", "someone is running.", yaw=2.0, arm=0.2))


@pytest.fixture
def joined():
    (made,) = (c for c in augment_joins.joins(PAIR, np.random.default_rng(0)) if c.id == "1&2")
    return made


def test_the_path_goes_on(joined):
    steps = np.diff(joined.translation, axis=0)
    np.testing.assert_allclose(steps, np.tile([0.0, 0.0, 0.05], (len(steps), 1)), atol=2e-3)
    turned = quaternion.angle_between(joined.rotations[1:, 0], joined.rotations[:-1, 0])
    assert turned.max() < 1e-3
    np.testing.assert_allclose(joined.translation[0, [0, 2]], 0.0, atol=1e-6)


def test_poses_are_blended(joined):
    raised = 2 * np.arcsin(joined.rotations[:, 16, 3])
    np.testing.assert_allclose(raised[[0, -1]], [0.0, 0.2], atol=1e-5)
    assert (np.diff(raised) > -1e-6).all() and np.diff(raised).max() < 0.06
    assert np.count_nonzero((raised > 1e-3) & (raised < 0.199)) == augment_joins.OVERLAP


def test_captions_and_their_times(joined):
    said = {c.text: (c.start_s, c.stop_s) for c in joined.captions}
    assert said["a person walks forward, then runs"] == (0.0, 0.0)
    assert said["walk forward, then run"] == (0.0, 0.0)
    start, stop = said["a person walks forward"]
    assert start == 0.0 and said["a person runs"] == (stop, pytest.approx(len(joined) / 20.0))
    raised = 2 * np.arcsin(joined.rotations[:, 16, 3])
    assert abs(np.argmax(raised > 0.1) / skeleton.FPS - stop) < 0.15
    assert joined.weight == augment_joins.WEIGHT and joined.split == "train"
    assert joined.mirror().captions[0].text == "a person walks forward, then runs"


def test_sides_go_with_their_part():
    a, b = phrase("he turns to his left"), phrase("someone kicks with the right leg")
    texts = [c.text for c in augment_joins.captions((a,), (b,), 2.0, 4.0)]
    assert texts[0] == "a person turns to their left, then kicks with the right leg"
    assert texts[2] == "turn to the left, then kick with the right leg"


def test_unlike_poses_labels_and_equal_actions_are_not_joined():
    random = np.random.default_rng(0)
    walk, run = PAIR
    far = gliding("3", "a person runs", arm=2.5)
    assert augment_joins.joins((walk, far), random) == []
    assert augment_joins.joins((walk, gliding("4", "a person strolls")), random) == []
    label = CorpusClip("5", "5", "train", "label", run.captions, run.rotations, run.translation)
    assert augment_joins.joins((walk, label), random) == []


def test_sliding_feet_are_refused():
    """Two still bodies, the second with its legs to the back: the blend drags both feet by 0.18 m."""
    stand = [
        gliding(name, text, speed=0.0) for name, text in (("1", "a person boxes"), ("2", "a person laughs"))
    ]
    lowest = stand[0].positions[..., 1].min()
    first, second = (
        CorpusClip(c.id, c.id, "train", c.id, c.captions, c.rotations, c.translation - [0.0, lowest, 0.0])
        for c in stand
    )
    pieces = [augment_joins._piece(c, np.random.default_rng(0)) for c in (first, second)]
    assert augment_joins.join(pieces[0], 45, pieces[1], 3, np.random.default_rng(0)) is not None
    legs = second.rotations.copy()
    for hip in (1, 2):
        legs[:, hip] = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), 0.22 * np.ones(len(legs)))
    apart = CorpusClip("2", "2", "train", "2", second.captions, legs, second.translation)
    piece = augment_joins._piece(apart, np.random.default_rng(0))
    assert augment_joins.join(pieces[0], 45, piece, 3, np.random.default_rng(0)) is None
