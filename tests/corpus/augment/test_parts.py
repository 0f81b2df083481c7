"""Arms of one clip on the legs of another."""

from dataclasses import replace

import numpy as np
import pytest

from backend.corpus.augment import parts
from backend.corpus.file import Caption, CorpusClip
from backend.motion.body import quaternion, skeleton

Z = np.array([0.0, 0.0, 1.0])


def body(name, text, frames, speed=0.0, arms=(0.0, 0.0), source=None):
    """A body that glides along z; `arms`: how far they swing (left, right)."""
    t = np.arange(frames) / 20.0
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1))
    for side, amplitude in zip(("left", "right"), arms, strict=True):
        swing = quaternion.from_axis_angle(Z, amplitude * np.sin(6 * t))
        rotations[:, skeleton.INDEX[f"{side}_shoulder"]] = swing
    rotations[:, 1] = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), 0.1 * speed * np.sin(6 * t))
    path = np.stack([0 * t, 0 * t + 0.95, speed * t], axis=1)
    return CorpusClip(name, name, "train", source or name, (Caption(text),), rotations, path)


WALK = body("1", "a person walks forward", 60, speed=1.0)
WAVE = body("2", "someone waves", 80, arms=(0.0, 0.8))


def recombined(*clips):
    return parts.recombinations(clips, np.random.default_rng(0))


def test_arms_of_one_legs_of_the_other():
    (made,) = recombined(WALK, WAVE)
    assert made.id == "1^2" and len(made) == 60 and made.weight == parts.WEIGHT
    arms = list(parts.ARMS)
    others = [j for j in range(22) if j not in arms]
    np.testing.assert_allclose(made.rotations[:, others], WALK.rotations[:, others], atol=1e-6)
    np.testing.assert_array_equal(made.translation, WALK.translation)
    assert np.abs(made.rotations[:, arms] - WALK.rotations[:, arms]).max() > 0.2


def test_the_one_busy_hand_is_named_and_mirrored():
    (made,) = recombined(WALK, WAVE)
    texts = [c.text for c in made.captions]
    assert texts[0] == "a person walks forward while waving with the right hand"
    assert "walk forward while waving with the right hand" in texts
    assert "a person walks forward and waves with the right hand" in texts
    assert made.mirror().captions[0].text == "a person walks forward while waving with the left hand"
    (both,) = recombined(WALK, body("2", "someone waves", 80, arms=(0.8, 0.8)))
    assert both.captions[0].text == "a person walks forward while waving"


@pytest.mark.parametrize("donor", [
    body("2", "someone waves", 80, arms=(0.0, 0.01)),
    body("2", "someone waves and kicks", 80, arms=(0.0, 0.8)),
    body("2", "someone waves", 40, arms=(0.0, 0.8)),
    body("2", "someone boxes", 80, arms=(0.0, 0.8)),
])  # fmt: skip
def test_still_short_or_whole_body_donors_are_not_used(donor):
    assert recombined(WALK, donor) == []


def test_a_bent_donor_is_not_used():
    bent = WAVE.rotations.copy()
    bent[:, skeleton.INDEX["spine1"]] = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), np.ones(80))
    assert recombined(WALK, replace(WAVE, rotations=bent)) == []


def test_made_up_sentences_count_half():
    (made,) = recombined(WALK, replace(WAVE, source="label"))
    assert made.weight == parts.WEIGHT / 2


def test_the_busiest_stretch_is_taken():
    swings = body("2", "someone waves", 120, arms=(0.0, 0.8))
    rotations = swings.rotations.copy()
    rotations[:60, skeleton.INDEX["right_shoulder"]] = quaternion.IDENTITY
    assert parts.busiest(replace(swings, rotations=rotations), 60) >= 56
