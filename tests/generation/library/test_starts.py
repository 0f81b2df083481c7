import numpy as np
import pytest
from scipy.stats import spearmanr

from backend.generation.decoding.settings import DecodingSettings
from backend.generation.library import starts
from backend.generation.library.drafts import Drafter
from backend.generation.library.starts import Starts
from backend.motion.body import features


@pytest.fixture
def drafter(library, word_runtime):
    return Drafter(library, word_runtime)


def begun(drafter, text, tokens, seed=0, closeness=1.0):
    return Starts(drafter, DecodingSettings(closeness=closeness)).of(text, tokens, seed)


def test_a_take_as_long_as_its_clip_begins_with_all_of_it(drafter, word_runtime):
    start = begun(drafter, "walks", 15)
    assert start.kept.all() and start.draft.there.all() and (start.shown == 1.0).all()
    np.testing.assert_array_equal(start.draft.tokens, word_runtime.encode(start.draft.rows[None])[0])
    (use,) = start.draft.uses
    assert (use.clip, use.from_s, use.to_s, use.mirrored) == ("trial2", 0.0, 3.0, False)
    assert use.told()["licence"] == "free" and use.told()["start_s"] == 1.0


def test_closeness_is_the_share_that_is_kept(drafter):
    counts = [begun(drafter, "walks", 15, closeness=c).kept.sum() for c in (0.1, 0.4, 0.6, 1.0)]
    assert counts == [2, 6, 9, 15]
    assert begun(drafter, "walks", 15, closeness=0.0) is None
    assert Starts(None, DecodingSettings(closeness=1.0)).of("walks", 15, 0) is None


def test_the_library_says_how_close_where_nobody_does(drafter, library, word_runtime):
    assert Starts(drafter, DecodingSettings()).closeness == 0.6
    tuned = Drafter(library.retuned(closeness=0.2), word_runtime)
    assert Starts(tuned, DecodingSettings()).closeness == 0.2


def test_hard_tokens_are_kept_more_often(drafter):
    draft = begun(drafter, "waves", 20).draft
    times = sum(draft.kept(0.5, seed).astype(int) for seed in range(200))
    chance = times < 200  # the others are kept evenly, whatever their energy
    assert spearmanr(times[chance], draft.energy[chance]).statistic > 0.9
    assert (times > 0).sum() > 0 and (times[times > 0] < 200).any(), "but not always the same"


def test_captured_motion_shows_through_near_one_only():
    shares = [starts.captured_share(c) for c in (0.0, 0.6, 0.8, 0.82, 0.86, 0.9, 1.0)]
    assert shares[:3] == [0.0, 0.0, 0.0] and shares[-2:] == [1.0, 1.0] and shares == sorted(shares)
    assert 0.0 < shares[3] < shares[4] < 1.0


def test_shares_fade_towards_made_motion():
    found = starts.shares(np.array([True, True, True, False, True]), 4, 0.5)
    assert (found[:8] == 0.5).all() and (found[12:16] == 0.0).all()
    assert (np.diff(found[8:13]) < 0).all() and (np.diff(found[15:]) > 0).all()
    assert (starts.shares(np.ones(3, dtype=bool), 4, 1.0) == 1.0).all()


def test_parts_have_clips_of_their_own_with_made_motion_between(drafter):
    start = begun(drafter, "waves, then kicks left", 30)
    first, second = start.draft.uses
    assert first.sentence == "waves" and second.sentence == "kicks left"
    assert first.to_s < second.from_s and second.to_s <= 6.0
    between = slice(round(first.to_s * 5), round(second.from_s * 5))
    assert not start.draft.there[between].any() and start.draft.there[: between.start].all()


def test_a_part_that_nothing_shows_leaves_its_time_to_the_others(drafter):
    start = begun(drafter, "waves, then yodels", 20)
    (only,) = start.draft.uses
    assert only.sentence == "waves" and only.to_s - only.from_s > 3.0


def test_sentences_in_a_row(drafter):
    one = Starts(drafter, DecodingSettings(closeness=1.0))
    start = one.of_several(["walks", "", "waves"], [(0, 15), (15, 20), (20, 30)], 0)
    assert [use.sentence for use in start.draft.uses] == ["walks", "waves"]
    assert not start.draft.there[14:21].any(), "the transition and what joins it are made"
    assert start.draft.uses[1].from_s == pytest.approx(21 * 0.2)


def test_a_clip_that_does_not_repeat_leaves_the_rest_to_be_made(drafter):
    start = begun(drafter, "jumps twice", 30)
    assert start.draft.there[0] and not start.draft.there[-1]
    assert start.draft.there.sum() * 4 <= 30 * 1.15


def test_blending_and_cleaning_leave_captured_frames_alone(drafter):
    start = begun(drafter, "walks", 15)
    rows = np.zeros((60, features.SIZE))
    np.testing.assert_array_equal(start.blended(rows), start.draft.rows)
    raw = features.recover_captured(start.draft.rows)
    still = np.tile([1.0, 0.0, 0.0, 0.0], (60, 22, 1)), np.zeros((60, 3))
    rotations, path = start.shown_through(raw, still)
    np.testing.assert_array_equal(np.abs(np.sum(rotations * raw[0], -1)) > 1 - 1e-9, True)
    np.testing.assert_allclose(path, raw[1])


@pytest.mark.parametrize("joins", [(False, False), (True, True)])
def test_no_part_is_squeezed_out(drafter, monkeypatch, joins):
    monkeypatch.setattr(drafter, "_between", lambda pieces: [8] * (len(pieces) - 1))
    for tokens in (18, 24, 40):
        draft = drafter.draft("walks, then kicks left, then waves", tokens, 0, joins=joins)
        sizes = [int((draft.use == number).sum()) for number in range(3)]
        assert min(sizes) >= 4
        at = np.flatnonzero(draft.there)
        assert (at[0], at[-1]) == (joins[0], tokens - 1 - joins[1])
        gaps = np.diff(at)[np.diff(at) > 1] - 1
        assert len(gaps) == 2 and gaps.min() >= 2 and gaps.max() == gaps.min()
    assert gaps.max() == 8 if not any(joins) else gaps.max() >= 7, "where there is time"
