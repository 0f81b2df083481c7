"""Contacts from speed, height and labels together."""

import numpy as np
import pytest

from backend.motion.body import skeleton
from backend.motion.measure import contacts, runs


def test_runs_hysteresis_gaps_and_short_ones():
    mask = np.array([0, 1, 1, 0, 1, 0, 0, 1, 1, 1], dtype=bool)
    assert runs.runs(mask) == [(1, 3), (4, 5), (7, 10)]
    strict = np.zeros(10, dtype=bool)
    strict[8] = True
    assert runs.runs(runs.hysteresis(strict, mask)) == [(7, 10)]
    assert runs.runs(runs.without_gaps(mask, 1)) == [(1, 5), (7, 10)]
    assert runs.runs(runs.without_short(mask, 2)) == [(1, 3), (7, 10)]


def test_a_walk_stands_in_stance_and_not_in_swing(walk):
    rotations, translation = walk()
    touching = contacts.detect(skeleton.forward_kinematics(rotations, translation), 20.0)
    phase = (np.arange(100) / 20.0) % 1.0
    stance, swing = (phase > 0.02) & (phase < 0.58), (phase > 0.68) & (phase < 0.92)
    assert touching[stance][:, :2].mean() > 0.97
    assert not touching[swing][:, :2].any()


def test_fast_low_and_slow_high_are_no_contacts():
    joints = np.zeros((40, 22, 3))
    joints[..., 1] = 0.02
    joints[..., 0] = np.arange(40)[:, None] * 0.1
    assert not contacts.detect(joints, 20.0).any()
    joints[..., 0], joints[..., 1] = 0.0, 0.5
    assert not contacts.detect(joints, 20.0).any()
    assert contacts.detect(joints, 20.0, floor=0.48).all()


def test_labels_decide_where_speed_is_unsure():
    joints = np.zeros((40, 22, 3))
    joints[..., 1] = 0.02
    joints[..., 0] = np.arange(40)[:, None] * 0.02  # 0.4 m/s
    assert not contacts.detect(joints, 20.0).any()
    assert contacts.detect(joints, 20.0, np.ones((40, 4))).all()
    joints[..., 0] *= 0.6  # 0.24 m/s
    assert contacts.detect(joints, 20.0).all()
    assert not contacts.detect(joints, 20.0, np.zeros((40, 4))).any()
    with pytest.raises(ValueError, match="labels"):
        contacts.detect(joints, 20.0, np.ones((39, 4)))


def test_rate_does_not_matter(walk):
    slow = contacts.detect(skeleton.forward_kinematics(*walk(100, 20.0)), 20.0)
    fast = contacts.detect(skeleton.forward_kinematics(*walk(300, 60.0)), 60.0)[::3]
    assert (slow == fast).mean() > 0.95


def test_a_slowly_lifted_foot_is_no_longer_in_contact():
    joints = np.zeros((60, 22, 3))
    joints[..., 1] = 0.02 + np.clip(np.arange(60) - 20, 0, 20)[:, None] * 0.01
    touching = contacts.detect(joints, 20.0)
    assert touching[:20].all() and not touching[36:].any()
