"""Takes of a Generator with a library."""

from dataclasses import replace

import numpy as np
import pytest

from backend.generation import directing
from backend.generation.decoding.settings import DecodingSettings
from backend.generation.errors import Cancelled
from backend.generation.generator import Generator
from backend.motion.body import features, quaternion


@pytest.fixture
def generator(word_runtime, library):
    return Generator(word_runtime, library)


def near(closeness):
    return DecodingSettings(closeness=closeness, steps=4)


def same(a, b):
    return all(getattr(a, n).tobytes() == getattr(b, n).tobytes() for n in ("rotations", "translation"))


def test_at_a_closeness_of_0_takes_are_those_without_a_library(generator, word_runtime):
    plain = Generator(word_runtime)
    for seconds in (None, 3.0, 12.0):
        ours = generator.generate("kicks left, then waves", seconds, [1, 2], settings=near(0.0))
        theirs = plain.generate("kicks left, then waves", seconds, [1, 2], settings=DecodingSettings(steps=4))
        for a, b in zip(ours, theirs, strict=True):
            assert same(a, b) and (a.tokens == b.tokens).all() and a.sources == ()
    ours = generator.sequence(["walks", None, "waves"], [2.0, 1.0, 2.0], 3, settings=near(0.0))[0]
    assert same(ours, plain.sequence(["walks", None, "waves"], [2.0, 1.0, 2.0], 3,
                                     settings=DecodingSettings(steps=4))[0])  # fmt: skip


def test_at_1_a_take_is_the_captured_clip(generator, library):
    take = generator.generate("walks", None, 0, settings=near(1.0))[0]
    rotations, path = library.motion(library.entries[2])
    assert len(take) == 60
    assert np.degrees(quaternion.angle_between(take.rotations[:, 1:], rotations[:, 1:])).max() < 0.01
    steps = [np.linalg.norm(np.diff(p[:, [0, 2]], axis=0), axis=-1) for p in (take.translation, path)]
    np.testing.assert_allclose(steps[0], steps[1], atol=1e-5)


def test_kept_tokens_keep_every_level(generator):
    takes = generator.generate("walks", 3.0, [1, 2, 3], settings=near(0.6), foot_lock=False)
    whole = generator.generate("walks", 3.0, [1, 2, 3], settings=near(1.0), foot_lock=False)
    for some, captured in zip(takes, whole, strict=True):
        assert (some.tokens == captured.tokens).all(axis=1).sum() >= 9
        assert some.sources[0]["clip"] == captured.sources[0]["clip"]
    assert (takes[0].tokens != takes[1].tokens).any()


def test_a_take_does_not_depend_on_its_batch(generator):
    many = generator.generate("waves", [2.0, 3.0, 4.0, 2.5], [1, 2, 3, 4], settings=near(0.6))
    alone = generator.generate("waves", 4.0, 3, settings=near(0.6))[0]
    assert same(alone, many[2]) and alone.sources == many[2].sources


def test_takes_begin_with_different_clips(generator):
    takes = generator.generate("waves", 3.0, range(8), settings=near(0.6))
    assert len({(s["clip"], s["mirrored"]) for take in takes for s in take.sources}) >= 3


@pytest.mark.parametrize("closeness", [0.3, 0.95, 1.0])
def test_sequences_and_long_takes(generator, closeness):
    clip = generator.sequence(["walks", None, "waves"], [3.0, 1.0, 2.0], 1, settings=near(closeness))[0]
    assert len(clip) == 120 and np.isfinite(clip.rotations).all()
    assert [s["sentence"] for s in clip.sources] == ["walks", "waves"]
    long = generator.generate("walks", 14.0, 1, settings=near(closeness))[0]
    assert len(long) == 280 and np.isfinite(long.rotations).all()


def test_the_notice_comes_before_the_first_step(generator):
    told = []
    made = generator.generate(
        "plays guitar", 2.0, [1, 2], settings=near(0.6), notify=lambda text: told.append(text),
        progress=lambda *step: told.append(step),
    )  # fmt: skip
    assert told[0].startswith("Nothing like “plays guitar” is known; closest: ")
    assert made.notices == [told[0]] and made.told == (told[0],)
    assert generator.generate("waves", 2.0, 1, settings=near(0.6)).notices == []


@pytest.mark.parametrize("method", ["generate", "sequence", "regenerate"])
def test_a_cancel_is_heard_before_every_draft(generator, monkeypatch, method):
    take = generator.generate("walks", None, 0, settings=near(1.0))[0]
    given = {
        "generate": ("waves", 3.0), "sequence": (["walks", "waves"], [2.0, 2.0]),
        "regenerate": (take, 0.5, 2.5, "waves"),
    }[method]  # fmt: skip
    drafted, draft = [], generator.drafter.draft
    monkeypatch.setattr(generator.drafter, "draft", lambda *a, **o: drafted.append(a) or draft(*a, **o))
    with pytest.raises(Cancelled):
        getattr(generator, method)(*given, range(9), settings=near(1.0), cancelled=lambda: len(drafted) >= 3)
    assert len(drafted) == 3


def test_a_cancel_is_heard_before_every_length(generator, monkeypatch):
    asked, length = [], generator.drafter.length
    monkeypatch.setattr(generator.drafter, "length", lambda *a: asked.append(a) or length(*a))
    with pytest.raises(Cancelled):
        generator.generate("waves", None, range(9), settings=near(1.0), cancelled=lambda: len(asked) >= 3)
    assert len(asked) == 3


def test_sources_travel_in_the_file(generator, tmp_path):
    take = generator.generate("walks", None, 0, settings=near(0.6))[0]
    take.save(tmp_path / "take.npz")
    assert type(take).load(tmp_path / "take.npz").sources == take.sources != ()


def test_edited_takes_say_what_they_came_from(generator):
    take = generator.generate("walks", None, 0, settings=near(0.6))[0]
    edited = generator.regenerate(take, 1.0, 2.0, None, 5, settings=DecodingSettings(steps=4))[0]
    assert edited.sources == take.sources


@pytest.mark.parametrize("metres", [0.2, 6.0])
def test_what_joins_two_takes_says_what_all_of_it_came_from(generator, metres):
    """With steps of their own where they are far apart, filled where they are near."""
    before, after = (generator.generate(text, None, 0, settings=near(1.0))[0] for text in ("walks", "waves"))
    there = before.translation[-1] * [1.0, 0.0, 1.0] + [0.0, 0.0, metres] - after.translation[0]
    after = replace(after, translation=after.translation + there * [1.0, 0.0, 1.0])
    joined = directing.joined(generator, before, after, 2.0, "jumps twice", 1, settings=near(1.0)).takes[0]
    begin, end = len(before) / 20.0, (len(joined) - len(after)) / 20.0
    told = sorted(joined.sources, key=lambda one: one["from_s"])
    assert [one["sentence"] for one in told] == ["walks", "jumps twice", "waves"]
    assert told[0] == before.sources[0] and begin <= told[1]["from_s"] < told[1]["to_s"] <= end
    late = {at: pytest.approx(after.sources[0][at] + end, abs=2e-3) for at in ("from_s", "to_s")}
    assert told[2] == after.sources[0] | late


def test_a_range_with_a_sentence_of_its_own_begins_with_its_clip(generator, word_runtime):
    take = generator.generate("walks", 6.0, 0, settings=near(1.0))[0]
    edited = generator.regenerate(take, 1.0, 5.0, "waves", 5, settings=near(1.0))[0]
    use = edited.sources[-1]
    assert use["sentence"] == "waves" and 1.0 <= use["from_s"] < use["to_s"] <= 5.0
    # The range's middle is the captured clip, joint for joint, turned and moved to where the body is.
    start = generator.drafter.draft("waves", 20, 5, joins=(True, True))
    rotations, _ = features.recover_captured(start.rows)
    middle = slice(40, 80)
    apart = quaternion.angle_between(edited.rotations[middle, 4:], rotations[20:60, 4:])
    assert np.degrees(np.median(apart)) < 1.0
    for part in (slice(0, 20), slice(100, None)):
        assert edited.rotations[part].tobytes() == take.rotations[part].tobytes()
    longer = generator.extend(take, 4.0, "waves", 5, settings=near(1.0))[0]
    assert longer.sources[-1]["sentence"] == "waves" and longer.sources[-1]["from_s"] >= 6.0
    plain = Generator(word_runtime).regenerate(take, 1.0, 5.0, "waves", 5, settings=near(None))[0]
    none = generator.regenerate(take, 1.0, 5.0, "waves", 5, settings=near(0.0))[0]
    assert same(plain, none), "at a closeness of 0 as without a library"
