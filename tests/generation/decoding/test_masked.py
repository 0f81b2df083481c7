import dataclasses

import numpy as np
import pytest

from backend.generation.decoding import order, sampling, spectrum
from backend.generation.decoding.masked import cosine_schedule, decode_base, least_confident
from backend.generation.decoding.settings import DecodingSettings
from backend.generation.errors import Cancelled, UserError
from backend.models.config import MSDConfig
from backend.motion.measure import spectral

PLAIN = {"msd_temperature": 0.0, "msd_exploration": 0.0, "msd_attention": False}


def decode(runtime, lengths, texts, seeds, open_tokens=None, tokens=None, tick=lambda: None, **settings):
    lengths = np.array(lengths)
    shape = (len(lengths), lengths.max())
    return decode_base(
        runtime,
        np.zeros(shape, np.int64) if tokens is None else tokens,
        np.ones(shape, bool) if open_tokens is None else open_tokens,
        lengths,
        runtime.encode_text(texts),
        [sampling.take_generator(s) for s in seeds],
        DecodingSettings(**settings),
        tick,
    )


def with_range(config, **more):
    return dataclasses.replace(
        config, msd=dataclasses.replace(config.msd, energy_low=2.0, energy_high=3.5, **more)
    )


def test_cosine_schedule_of_ten_steps():
    shares = [cosine_schedule(step, 10) for step in range(10)]
    np.testing.assert_allclose(
        shares,
        [1.0, 0.98769, 0.95106, 0.89101, 0.80902, 0.70711, 0.58779, 0.45399, 0.30902, 0.15643],
        atol=1e-5,
    )


def test_the_least_confident_open_tokens_are_masked():
    confidence = np.array([[0.9, 0.1, 0.5, 0.3, 0.0], [0.2, 0.2, 0.2, 0.2, 0.2]])
    open_tokens = np.array([[True, True, True, True, False], [True, True, False, False, False]])
    masked = least_confident(confidence, open_tokens, 0.5)
    assert masked.tolist() == [[False, True, False, True, False], [True, False, False, False, False]]
    assert least_confident(confidence, open_tokens, 0.01).sum(axis=1).tolist() == [1, 1]
    assert least_confident(confidence, open_tokens & False, 0.5).sum() == 0


def test_number_of_masked_tokens_follows_the_schedule(runtime):
    decode(runtime, [40], ["a person walks"], [1], steps=10)
    masked = [int((tokens[0] == 32).sum()) for name, tokens, _ in runtime.calls if name == "masked"]
    assert masked == [40, 40, 38, 36, 32, 28, 24, 18, 12, 6]


def test_known_tokens_are_seen_and_kept(runtime):
    tokens = np.arange(20)[None] % 32
    open_tokens = np.zeros((1, 20), bool)
    open_tokens[0, 5:12] = True
    out = decode(runtime, [20], ["x"], [4], open_tokens, tokens)
    np.testing.assert_array_equal(out[0, ~open_tokens[0]], tokens[0, ~open_tokens[0]])
    for _, shown, _ in runtime.calls:
        np.testing.assert_array_equal(shown[0, ~open_tokens[0]], tokens[0, ~open_tokens[0]])


def test_takes_of_a_batch_do_not_influence_each_other(runtime):
    together = decode(runtime, [30, 12, 21], ["a", "b", "a"], [5, 6, 7])
    for i, (length, text, seed) in enumerate(zip([30, 12, 21], "aba", [5, 6, 7], strict=True)):
        np.testing.assert_array_equal(decode(runtime, [length], [text], [seed])[0], together[i, :length])


def test_a_seed_is_one_take(runtime):
    first, again = (decode(runtime, [30], ["a"], [5]) for _ in range(2))
    np.testing.assert_array_equal(first, again)
    assert (decode(runtime, [30], ["a"], [6]) != first).any()
    assert (decode(runtime, [30], ["b"], [5]) != first).any()


def test_padding_is_shown_as_padding_and_text_rows_are_doubled(runtime):
    decode(runtime, [10, 4], ["a", "b"], [1, 2], steps=2)
    _, shown, phi = runtime.calls[0]
    assert shown.shape == (4, 10) and (shown[1, 4:] == 33).all() and (shown[3, 4:] == 33).all()
    assert phi.shape == (4, 10, 4) and not phi.any(), "nothing is visible yet"
    runtime.calls.clear()
    decode(runtime, [10], [""], [1], steps=2)
    assert runtime.calls[0][1].shape == (1, 10), "without text there is nothing to guide towards"


def test_the_prior_is_that_of_the_step_before(runtime):
    decode(runtime, [16], ["a"], [1], steps=3, msd_exploration=0.0)
    (_, _, first), (_, second, phi), _ = runtime.calls
    kept = second[0] < 32
    assert not first.any() and phi.any()
    np.testing.assert_allclose(np.linalg.norm(phi[0], axis=-1), 1.0, atol=1e-5)
    assert (~kept).any(), "some are masked, and yet all have a spectrum, from their predictions"


def test_hidden_tokens_begin_between_their_neighbours(runtime):
    tokens = np.array([[3, 3, 3, 3, 9, 9, 9, 9]])
    open_tokens = np.array([[False, False, True, True, True, True, False, False]])
    decode(runtime, [8], ["a"], [1], open_tokens, tokens, steps=1)
    low, high = runtime.codebooks[0][[3, 9]].astype(np.float64)
    line = [low, low, *(low + (high - low) * i / 5 for i in (1, 2, 3, 4)), high, high]
    expected, _ = spectral.descriptor(np.array(line), 4)
    np.testing.assert_allclose(runtime.calls[0][2][0], expected, atol=1e-5)


def test_coefficients_at_zero_are_plain_decoding(make_runtime):
    zero = make_runtime(attention=0.0, temperature=0.0, exploration=0.0)
    plain = decode(zero, [30], ["a"], [5])
    assert all(phi is None for *_, phi in zero.calls)
    runtime = make_runtime()
    np.testing.assert_array_equal(decode(runtime, [30], ["a"], [5], **PLAIN), plain)
    assert (decode(runtime, [30], ["a"], [5], **{**PLAIN, "msd_temperature": 5.0}) != plain).any()
    assert (decode(runtime, [30], ["a"], [5], **{**PLAIN, "msd_exploration": 5.0}) != plain).any()
    assert (decode(runtime, [30], ["a"], [5], **{**PLAIN, "msd_attention": True}) != plain).any()


@pytest.mark.parametrize("complexity", ["flatness", "energy", "entropy"])
def test_at_zero_no_scalar_changes_anything_and_above_it_each_its_own_way(make_runtime, complexity):
    runtime = make_runtime()
    plain = decode(runtime, [30, 12], ["a", "b"], [5, 6], **PLAIN)
    runtime.config = with_range(runtime.config)
    same = decode(runtime, [30, 12], ["a", "b"], [5, 6], **PLAIN, msd_complexity=complexity)
    np.testing.assert_array_equal(same, plain)
    bold = {**PLAIN, "msd_temperature": 3.0}
    takes = [
        decode(runtime, [30, 12], ["a", "b"], [5, 6], **bold, msd_complexity=one)
        for one in ("flatness", "energy", "entropy")
    ]
    assert all((take != plain).any() for take in takes)
    assert all((a != b).any() for a, b in zip(takes, [*takes[1:], takes[0]], strict=True))


def test_the_checkpoint_says_which_scalar(make_runtime):
    flat, lively = make_runtime(), make_runtime()
    lively.config = with_range(lively.config, complexity="energy")
    made = decode(lively, [30], ["a"], [5])
    assert (made != decode(flat, [30], ["a"], [5])).any()
    np.testing.assert_array_equal(decode(lively, [30], ["a"], [5], msd_complexity="energy"), made)
    with pytest.raises(UserError, match="choose flatness"):
        decode(flat, [30], ["a"], [5], msd_complexity="energy")


def test_a_repeated_code_is_as_calm_as_the_calmest_not_more(runtime):
    vectors = runtime.codebooks[0][[3, 3, 3, 3, 3, 3, 3, 9, 1, 7, 2, 5]][None]
    msd = with_range(runtime.config).msd
    _, level = spectrum.describe(vectors, np.array([12]), msd, "energy")
    assert level[0, :4].tolist() == [0.0] * 4 and level[0, 8:].min() > 0.0
    prior, _ = spectrum.describe(vectors, np.array([12]), dataclasses.replace(msd, prior="energy"), "energy")
    assert np.isfinite(prior).all() and prior[0, 0].max() < 0.0


def test_temperature_grows_with_complexity(runtime, monkeypatch):
    seen = []
    draw = sampling.draw
    monkeypatch.setattr(sampling, "draw", lambda x, t, n: seen.append(np.array(t)) or draw(x, t, n))
    decode(runtime, [20], ["a"], [1], steps=4, temperature=0.8, msd_temperature=0.5)
    assert np.allclose(seen[0], 0.8), "nothing is known before the first step"
    assert seen[1].min() >= 0.8 and seen[1].max() <= 1.2 and np.ptp(seen[1]) > 0.05


def test_complex_tokens_stay_open_for_longer(runtime, monkeypatch):
    """With η, of two equally confident tokens the complex one is masked again more often."""
    hardness = np.tile([0.0, 1.0], (1, 20))
    monkeypatch.setattr(spectrum, "describe", lambda *_: (np.zeros((1, 40, 4), np.float32), hardness))
    monkeypatch.setattr(runtime, "_logits", lambda v, *_: np.zeros((*v.shape[:2], 32), np.float32))
    open_again = np.zeros(40)
    for seed in range(40):
        runtime.calls.clear()
        decode(runtime, [40], [""], [seed], steps=10, msd_exploration=1.0, msd_temperature=0.0)
        open_again += sum((tokens[0] == 32) for _, tokens, _ in runtime.calls)
    assert open_again[1::2].mean() > open_again[::2].mean() + 20


def test_one_token_and_all_lengths_are_finite(runtime):
    for length in (1, 2, 3, 49):
        out = decode(runtime, [length], ["a"], [0])
        assert ((out >= 0) & (out < 32)).all()


def test_cancel_stops_before_the_next_step(runtime):
    def tick():
        if len(runtime.calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        decode(runtime, [10], ["a"], [0], tick=tick)
    assert len(runtime.calls) == 3


def test_energy_of_a_repeated_token_is_zero(runtime):
    vectors = np.repeat(runtime.codebooks[0][:1], 6, axis=0)[None]
    phi, hardness = spectrum.describe(vectors, np.array([6]), MSDConfig())
    assert not phi.any() and not hardness.any()
    assert cosine_schedule(0, 1) == 1.0


def test_a_settled_token_stays(runtime):
    decode(runtime, [40], ["a"], [3], steps=10)
    shown = np.array([tokens[0] for _, tokens, _ in runtime.calls])
    for before, after in zip(shown, shown[1:], strict=False):
        settled = before < 32
        np.testing.assert_array_equal(after[settled], before[settled])


def test_hidden_tokens_do_not_leak_into_the_spectrum(runtime):
    tokens = np.random.default_rng(0).integers(0, 32, (1, 12))
    decode(runtime, [12], ["a"], [3], np.ones((1, 12), bool), tokens, steps=1)
    assert not runtime.calls[0][2].any()


@pytest.mark.parametrize("guided, rows", [(1.0, [2] * 10), (0.7, [2] * 7 + [1] * 3), (0.0, [1] * 10)])
def test_the_last_steps_go_without_guidance(runtime, guided, rows):
    decode(runtime, [20], ["a"], [1], guided=guided)
    assert [len(shown) for _, shown, _ in runtime.calls] == rows


def test_one_step_is_guided(runtime):
    decode(runtime, [20], ["a"], [1], steps=1)
    assert [len(shown) for _, shown, _ in runtime.calls] == [2]


def test_spread_tokens_settle_in_their_turn_however_sure_they_are(runtime, monkeypatch):
    found = []
    ranks = order.settle_ranks
    monkeypatch.setattr(order, "settle_ranks", lambda *a: found.append(ranks(*a)) or found[-1])
    decode(runtime, [40], ["a"], [1], steps=10, order="spread", msd_exploration=0.0)
    for name, tokens, _ in runtime.calls:
        shown = tokens[0] != 32
        if name == "masked" and shown.any():
            assert found[0][0, shown].min() > found[0][0, ~shown].max()
    assert not found[1:], "one order for all steps"


def test_the_order_is_the_checkpoints_unless_asked_for(make_runtime):
    sure, spread = make_runtime(), make_runtime()
    spread.config = dataclasses.replace(spread.config, order="spread")
    made = decode(spread, [30], ["a"], [5])
    assert (made != decode(sure, [30], ["a"], [5])).any()
    np.testing.assert_array_equal(decode(sure, [30], ["a"], [5], order="spread"), made)


def test_hard_tokens_wait_in_a_spread_order_too(runtime):
    plain = decode(runtime, [30], ["a"], [5], order="spread", msd_exploration=0.0)
    assert (decode(runtime, [30], ["a"], [5], order="spread", msd_exploration=8.0) != plain).any()
