import numpy as np
import pytest

from backend.corpus.augment import events
from backend.corpus.detect import exercises
from backend.corpus.file import Caption, CorpusClip
from backend.motion.body import skeleton

from ..augment.test_events import FPS, kinds, move, standing

ARMS = ["left_wrist", "right_wrist", "left_elbow", "right_elbow"]
UPPER = ["spine2", "spine3", "neck", "head", "left_shoulder", "right_shoulder", *ARMS]
LEGS = [
    "left_hip",
    "right_hip",
    "left_knee",
    "right_knee",
    "left_ankle",
    "right_ankle",
    "left_foot",
    "right_foot",
]
PELVIS_UP = [name for name in skeleton.INDEX if name not in LEGS]


def hands_down(seconds):
    return move(standing(seconds), ARMS, 0.0, 1e9, [0, -0.5, 0])


def jacks(times):
    positions = hands_down(8)
    for at in times:
        move(positions, ARMS, at, 0.6, [0, 1.0, 0])
        move(positions, ["left_ankle", "left_foot"], at, 0.6, [0.3, 0, 0])
        move(positions, ["right_ankle", "right_foot"], at, 0.6, [-0.3, 0, 0])
    return positions


def twisted(angles):
    """Shoulders and arms turned by angles (T,) in degrees about the vertical."""
    positions, angle = hands_down(8), np.radians(angles)[:, None]
    joints = [skeleton.INDEX[name] for name in UPPER]
    x, z = positions[:, joints, 0].copy(), positions[:, joints, 2].copy()
    positions[:, joints, 0] = x * np.cos(angle) + z * np.sin(angle)
    positions[:, joints, 2] = z * np.cos(angle) - x * np.sin(angle)
    return positions


def test_arms_up_and_feet_apart_again_and_again_are_jumping_jacks():
    (found,) = exercises.found(jacks([2.0, 3.0, 4.0]))
    assert found.kind == "jacks" and found.start < 2 * FPS < 4 * FPS < found.stop
    assert not exercises.found(jacks([2.0])), "once is none"
    assert not exercises.found(jacks([1.0, 4.0])), "far apart"


def test_squats_and_toe_touches():
    squat = move(hands_down(6), PELVIS_UP, 3.0, 1.6, [0, -0.4, 0])
    assert kinds(exercises.found(squat)) == ["squat"]
    bend = move(hands_down(6), [*UPPER, *ARMS], 3.0, 1.6, [0, -0.6, 0.3])
    assert kinds(exercises.found(bend)) == ["bend"]


def test_what_is_under_way_at_an_end_is_left_out():
    assert not exercises.found(move(hands_down(6), PELVIS_UP, 0.2, 1.6, [0, -0.4, 0]))
    assert not exercises.found(move(hands_down(6), PELVIS_UP, 5.9, 1.6, [0, -0.4, 0]))


def test_twists_go_both_ways():
    t = np.arange(8 * FPS) / FPS
    swinging = np.where((t > 2) & (t < 6), 50 * np.sin(2 * np.pi * 0.5 * (t - 2)), 0.0)
    assert kinds(exercises.found(twisted(swinging))) == ["twist"]
    assert not exercises.found(twisted(abs(swinging)))


def test_hands_held_up_are_a_reach_unless_they_are_jacks():
    (found,) = exercises.found(move(hands_down(6), ARMS, 3.0, 2.0, [0, 1.2, 0]))
    assert found.kind == "reach"
    assert not exercises.found(move(hands_down(6), ARMS, 3.0, 0.3, [0, 1.2, 0]))


def jogging(speed):
    positions, t = hands_down(6), np.arange(6 * FPS) / FPS
    for names, phase in ((["left_ankle", "left_foot"], 0.0), (["right_ankle", "right_foot"], np.pi)):
        lift = 0.25 * np.maximum(np.sin(2 * np.pi * 1.4 * t + phase), 0.0)
        positions[:, [skeleton.INDEX[name] for name in names], 1] += lift[:, None]
    positions[..., 2] += speed * t[:, None]
    return positions


def test_a_jog_on_the_spot_stays_there():
    assert kinds(exercises.found(jogging(0.0))) == ["jog"]
    assert not exercises.found(jogging(1.0))


def test_a_squat_on_the_way_is_no_exercise():
    walking = move(hands_down(6), PELVIS_UP, 3.0, 1.6, [0, -0.4, 0])
    walking[..., 2] += np.linspace(0.0, 6.0, len(walking))[:, None]
    assert not exercises.found(walking)


@pytest.mark.parametrize(
    "text, count", [("a person exercises: jumping jacks, squats", 1), ("a man waits", 0)]
)
def test_only_where_the_words_name_exercises(monkeypatch, text, count):
    positions = jacks([2.0, 3.0, 4.0])
    monkeypatch.setattr(CorpusClip, "positions", property(lambda self: positions))
    still = np.zeros((len(positions), 22, 4)), np.zeros((len(positions), 3))
    found = events.cut_out([CorpusClip("a", "a", "train", "a", (Caption(text),), *still)],
                                   exercises.KINDS)  # fmt: skip
    assert len(found) == count
    assert all(clip.captions[0].text == "a person does jumping jacks" for clip in found)
