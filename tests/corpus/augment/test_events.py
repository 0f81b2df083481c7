import numpy as np
import pytest

from backend.corpus.augment import events as augment_events
from backend.corpus.detect import events
from backend.corpus.file import Caption, CorpusClip
from backend.motion.body import quaternion, skeleton

FPS = skeleton.FPS
LEG = {"left": ["left_ankle", "left_foot"], "right": ["right_ankle", "right_foot"]}


def standing(seconds):
    """(T, 22, 3): a body that stands still."""
    frames = int(seconds * FPS)
    rotations = np.zeros((frames, 22, 4))
    rotations[..., 0] = 1.0
    positions = skeleton.forward_kinematics(rotations, np.tile([0.0, 1.0, 0.0], (frames, 1)))
    positions[..., 1] -= positions[..., 1].min()
    return positions


def move(positions, joints, at, seconds, way):
    """The joints go by `way` (3,) metres and back within `seconds` around the second `at`."""
    t = np.arange(len(positions)) / FPS
    there = np.where(abs(t - at) < seconds / 2, np.cos(np.pi * (t - at) / seconds) ** 2, 0.0)
    positions[:, [skeleton.INDEX[name] for name in joints]] += there[:, None, None] * np.asarray(way)
    return positions


def everything(positions, at, seconds, way):
    return move(positions, skeleton.INDEX, at, seconds, way)


def kinds(events):
    return [event.kind for event in events]


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_foot_thrown_up_is_a_kick(side):
    found = events.kicks(move(standing(5), LEG[side], 2.0, 0.6, [0, 0.8, 0.3]))
    assert kinds(found) == [f"kick {side}"]
    assert found[0].start < 2.0 * FPS < found[0].stop and found[0].stop - found[0].start < 0.6 * FPS


def test_a_foot_lifted_slowly_or_low_is_none():
    assert not events.kicks(move(standing(8), LEG["left"], 4.0, 6.0, [0, 0.8, 0]))
    assert not events.kicks(move(standing(5), LEG["left"], 2.0, 0.4, [0, 0.3, 0]))


def test_punches_alone_and_in_a_series():
    positions = standing(12)
    for at in (1.0, 1.7, 2.4):
        move(positions, ["left_wrist"], at, 0.4, [-0.1, 0.0, 0.9])
    move(positions, ["right_wrist"], 8.0, 0.4, [0.1, 0.0, 0.9])
    found = events.punches(positions)
    assert kinds(found) == ["box", "punch right"]
    assert found[0].start < FPS and found[0].stop > 2.2 * FPS


def test_jumps_up_forward_and_on_one_foot():
    up = everything(standing(5), 2.0, 0.6, [0, 0.4, 0])
    assert kinds(events.jumps(up)) == ["jump up"] and not events.hops(up)
    forward = np.array(up)
    forward[..., 2] += np.interp(np.arange(len(up)), [34, 46], [0.0, 1.2])[:, None]
    assert kinds(events.jumps(forward)) == ["jump forward"]
    hopping = standing(6)
    hopping[24:90, [skeleton.INDEX[name] for name in LEG["left"]], 1] += 0.4
    for at in (1.5, 2.2, 2.9, 3.6):
        everything(hopping, at, 0.5, [0, 0.15, 0])
    assert kinds(events.hops(hopping)) == ["hop right"]
    assert not events.jumps(hopping)


def test_a_whole_turn_is_a_spin_and_half_a_turn_is_none():
    for degrees, expected in ((350, ["spin"]), (180, [])):
        assert kinds(events.spins(turning(degrees))) == expected


def turning(degrees):
    positions = standing(6)
    angle = np.radians(np.interp(np.arange(len(positions)), [40, 70], [0, degrees]))
    x, z = positions[..., 0].copy(), positions[..., 2].copy()
    positions[..., 0] = x * np.cos(angle)[:, None] + z * np.sin(angle)[:, None]
    positions[..., 2] = z * np.cos(angle)[:, None] - x * np.sin(angle)[:, None]
    return positions


def test_a_ballet_dancer_s_whole_turn_is_cut_out(monkeypatch):
    (twirl,) = augment_events.cut_out([clip("a ballerina dances", turning(350), monkeypatch)])
    assert twirl.captions[0].text == "a person dances ballet and twirls" and len(twirl) < 5 * FPS
    assert not augment_events.cut_out([clip("someone dances salsa", turning(350), monkeypatch)])


def test_a_raised_hand_that_goes_to_and_fro_waves():
    positions = standing(6)
    for joint in ("left_wrist", "right_wrist"):
        shoulder = skeleton.INDEX[joint.replace("wrist", "shoulder")]
        positions[:, skeleton.INDEX[joint]] = positions[:, shoulder] - [0.0, 0.5, 0.0]
    raised = np.array(positions)
    raised[30:90, skeleton.INDEX["right_wrist"], 1] += 0.7
    assert not events.waves(raised), "held still"
    raised[30:90, skeleton.INDEX["right_wrist"], 0] += 0.15 * np.sin(np.arange(60) * 0.8)
    assert kinds(events.waves(raised)) == ["wave right"]


def clip(text, positions, monkeypatch):
    monkeypatch.setattr(CorpusClip, "positions", property(lambda self: positions))
    still = np.zeros((len(positions), 22, 4)), np.zeros((len(positions), 3))
    return CorpusClip("a", "a", "train", "a", (Caption(text),), *still)


def test_only_what_the_clip_s_own_words_name_gets_a_sentence(monkeypatch):
    positions = move(standing(5), LEG["left"], 2.0, 0.6, [0, 0.8, 0.3])
    added = augment_events.named(clip("someone kicks twice", positions, monkeypatch)).captions[1:]
    assert added[0].text == "a person kicks with the left foot"
    assert 0.8 < added[0].start_s < 1.3 and 2.8 < added[0].stop_s < 3.3
    at_a_ball = clip("someone kicks a ball", positions, monkeypatch)
    assert len(augment_events.named(at_a_ball).captions) == 1
    faster = move(standing(5), LEG["left"], 2.0, 0.2, [0, 0.5, 0.5])
    ball = augment_events.named(clip("someone kicks a ball", faster, monkeypatch)).captions[1:]
    assert ball[0].text == "a person kicks a ball with the left foot"
    monkeypatch.setattr(CorpusClip, "positions", property(lambda self: positions))
    for text in ("a person walks", "a person dances ballet and kicks"):
        assert len(augment_events.named(clip(text, positions, monkeypatch)).captions) == 1


def test_kicks_and_punches_together_are_karate(monkeypatch):
    positions = move(standing(8), LEG["right"], 2.0, 0.6, [0, 0.8, 0.3])
    move(positions, ["left_wrist"], 3.0, 0.4, [-0.1, 0.0, 0.9])
    texts = [c.text for c in augment_events.named(clip("does karate", positions, monkeypatch)).captions]
    assert "a person does karate moves with kicks and punches" in texts
    assert "a person kicks with the right foot" in texts


def test_rare_events_become_clips_of_their_own(monkeypatch):
    positions = move(standing(5), LEG["left"], 2.0, 0.2, [0, 0.5, 0.5])
    (ball,) = augment_events.cut_out([clip("someone kicks a ball", positions, monkeypatch)])
    assert [c.text for c in ball.captions][0] == "a person kicks a ball with the left foot"
    assert 1.5 * FPS < len(ball) < 2.5 * FPS and not any(c.stop_s for c in ball.captions)
    assert not augment_events.cut_out([clip("someone kicks", positions, monkeypatch)])
    (closer,) = augment_events.cut_out([clip("kicks a ball", positions, monkeypatch)], around=(0.1, 0.1))
    assert len(closer) < 0.7 * FPS


def test_the_hand_that_does_not_wave_hangs_nearly_still():
    frames = 100
    t = np.arange(frames)
    rotations = np.zeros((frames, 22, 4))
    rotations[..., 0] = 1.0
    across = np.tile([0.0, 0.0, 1.0], (frames, 1))
    for side, angle in (("left", -1.2 + 0.5 * np.sin(0.5 * t)), ("right", -1.0 - 0.6 * np.sin(0.6 * t))):
        rotations[:, skeleton.INDEX[f"{side}_shoulder"]] = quaternion.from_axis_angle(across, angle)
    translation = np.tile([0.0, 0.95, 0.0], (frames, 1))
    calm = augment_events._one_handed(rotations, translation, "right")
    moved = [
        np.abs(np.diff(skeleton.forward_kinematics(r, translation)[:, skeleton.INDEX["left_wrist"]], axis=0))
        for r in (rotations, calm)
    ]
    assert moved[1].sum() < 0.2 * moved[0].sum()
    np.testing.assert_array_equal(
        calm[:, skeleton.INDEX["right_shoulder"]], rotations[:, skeleton.INDEX["right_shoulder"]]
    )
