import re
from dataclasses import replace

import numpy as np
import pytest

from backend.corpus.augment import pipeline
from backend.corpus.describe import kinematics, origins, phases, wording
from backend.corpus.file import Caption
from backend.corpus.language import captions
from backend.motion.body import quaternion, skeleton

from ...motion.conftest import planted_walk
from .conftest import clip_of


def said(clip, n=40):
    return kinematics.captions_of(clip, np.random.default_rng(0), n)


def walk_then(degrees=0.0, frames=100):
    """A planted walk, and standing after it while the body turns by degrees."""
    rotations, translation = planted_walk(frames)
    for joint, angle in ((skeleton.INDEX["left_shoulder"], -1.35), (skeleton.INDEX["right_shoulder"], 1.35)):
        rotations[:, joint] = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), angle)
    t = np.clip((np.arange(80) - 25) / 20.0, 0, 1)
    turn = quaternion.from_axis_angle(np.array([0.0, 1.0, 0.0]), np.radians(degrees) * t * t * (3 - 2 * t))
    rest = np.repeat(rotations[-1:], 80, axis=0)
    rest[:, 0] = quaternion.multiply(turn, rest[:, 0])
    there = np.repeat(translation[-1:], 80, axis=0)
    return np.concatenate([rotations, rest]), np.concatenate([translation, there])


def test_sentences_differ_and_say_what_happens_in_order():
    found = said(clip_of(*walk_then(90.0), "a person walks"))
    texts = [c.text for c in found]
    assert len(set(texts)) == len(texts) >= 8 and all(c.origin == "kinematic" for c in found)
    both = [text for text in texts if "walk" in text and "turn" in text]
    assert both and all(text.index("walk") < text.index("turn") for text in both)
    assert all("left" in text or "around" in text for text in both) and not any("right" in t for t in texts)


def test_a_part_has_its_times():
    found = said(clip_of(*walk_then(180.0), "a person walks"))
    parts = [c for c in found if c.stop_s]
    assert parts and all(0.0 <= c.start_s < c.stop_s <= 9.05 for c in parts)
    turns = [c for c in parts if re.search("turn", c.text) and "walk" not in c.text]
    assert all(c.start_s > 4.0 for c in turns)


def test_mirrored_words_fit_the_mirrored_motion():
    clip = clip_of(*walk_then(90.0), "a person walks")
    here = {c.text for c in said(clip)}
    there = {c.text for c in said(clip.mirror())}
    assert {captions.mirror(text) for text in here} & there and not any("left" in text for text in there)


def test_the_seed_settles_them():
    clip = clip_of(*walk_then(90.0), "a person walks")
    pairs = [[c.text for c in kinematics.captions_of(clip, np.random.default_rng(s), 3)] for s in (1, 1, 2)]
    assert pairs[0] == pairs[1] != pairs[2]


def test_a_body_that_stands_on_something_gets_none():
    rotations, translation = planted_walk(100, lift=0.6)
    assert not said(clip_of(rotations, translation, "a person climbs"))


def test_arms_that_do_something_unnamed_are_not_called_standing():
    rotations, translation = walk_then()
    rotations, translation = rotations[100:].copy(), translation[100:]
    t = np.arange(len(rotations)) / skeleton.FPS
    swing = quaternion.from_axis_angle(np.array([1.0, 0, 0]), np.sin(2 * np.pi * t))
    joint = skeleton.INDEX["left_shoulder"]
    rotations[:, joint] = quaternion.multiply(swing, rotations[:, joint])
    assert not said(clip_of(rotations, translation, "a person paints a wall"))
    gestures = said(clip_of(rotations, translation, "a person gestures with the left hand"))
    assert gestures and all("left" in c.text for c in gestures)


@pytest.mark.parametrize(
    "verb, s, ing", [("walk", "walks", "walking"), ("lie", "lies", "lying"), ("sit", "sits", "sitting"),
                     ("be", "is", "being"), ("get", "gets", "getting"), ("step", "steps", "stepping")]
)  # fmt: skip
def test_verbs(verb, s, ing):
    assert (wording.inflected(verb, "s"), wording.inflected(verb, "ing")) == (s, ing)


def test_phases_cover_the_clip_without_gaps():
    row, body = phases.of(clip_of(*walk_then(90.0)).positions)
    assert row[0].start == 0 and row[-1].stop == len(body)
    assert all(a.stop == b.start for a, b in zip(row, row[1:], strict=False))
    assert [p.kind for p in row][:1] == ["walk"] and "turn" in [p.kind for p in row]


def test_origins_choose_the_sentences():
    clip = clip_of(*walk_then(90.0))
    clip = replace(clip, captions=(Caption("a", origin="label"), Caption("b", origin="kit")))
    assert [c.text for c in origins.chosen([clip], ["kit"])[0].captions] == ["b"]
    assert origins.chosen([clip], ["watched"]) == []
    with pytest.raises(ValueError, match="there is no origin guessed"):
        origins.chosen([clip], ["guessed"])


def test_augment_adds_measured_sentences_to_train_clips_only_when_asked():
    train = clip_of(*walk_then(90.0), "a person walks")
    test = replace(train, id="t", split="test")
    by_origin = {}
    for names in (["kinematic"], ["label"]):
        kept, _ = pipeline.augment([train, test], origins=names)
        by_origin[names[0]] = {clip.id: {c.origin for c in clip.captions} for clip in kept}
    assert by_origin == {"kinematic": {"a": {"", "kinematic"}, "t": {""}}, "label": {"a": {""}, "t": {""}}}
