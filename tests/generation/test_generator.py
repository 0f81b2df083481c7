import numpy as np
import pytest

from backend.generation.decoding import sampling
from backend.generation.decoding.settings import DecodingSettings
from backend.generation.errors import Cancelled, UserError
from backend.generation.generator import Generator


@pytest.fixture
def generator(runtime):
    return Generator(runtime)


def make(generator, *args, **options):
    return generator.generate(*args, foot_lock=False, **options)


def test_one_prompt_many_seeds(generator):
    made = make(generator, "a person walks", 4.0, [1, 2, 3])
    assert [len(clip) for clip in made] == [80, 80, 80] and [clip.seed for clip in made] == [1, 2, 3]
    assert made[0].tokens.shape == (20, 3) and made[0].prompt == "a person walks"
    assert (made[0].tokens != made[1].tokens).any()
    assert made.notices == [] and {"text", "masked", "residual", "decode"} <= made.timings.keys()


def test_a_take_does_not_depend_on_its_batch(generator):
    seeds = list(range(20))
    many = make(generator, "a", [2.0 + 0.1 * i for i in seeds], seeds)
    for i in (0, 7, 19):
        alone = make(generator, "a", 2.0 + 0.1 * i, i)[0]
        np.testing.assert_array_equal(alone.tokens, many[i].tokens)
        np.testing.assert_array_equal(alone.rotations, many[i].rotations)


def test_pairs_of_prompts_and_seeds(generator):
    pairs = make(generator, ["a", "b"], 2.0, [1, 2])
    np.testing.assert_array_equal(pairs[1].tokens, make(generator, "b", 2.0, 2)[0].tokens)
    assert [c.seed for c in make(generator, ["a", "b"], 2.0, 9)] == [9, 9]
    with pytest.raises(UserError, match="3 prompts but 2 seeds"):
        make(generator, ["a", "b", "c"], 2.0, [1, 2])


def test_an_odd_length_is_trimmed_to_the_frame(generator):
    clip = make(generator, "a", 3.15, 1)[0]
    assert len(clip) == 63 and len(clip.tokens) == 16


def test_the_model_chooses_an_open_length(generator):
    lengths = [len(make(generator, "a", None, seed)[0]) for seed in range(12)]
    assert all(length % 4 == 0 and 60 <= length <= 100 for length in lengths) and len(set(lengths)) > 2


def test_a_long_clip_comes_in_windows(generator, runtime):
    clip = make(generator, "a", 25.0, 1)[0]
    assert len(clip) == 500 and len(clip.tokens) == 125
    assert max(tokens.shape[1] for _, tokens, _ in runtime.calls) == 49
    longest = [tokens[0] for name, tokens, _ in runtime.calls if name == "masked"][10]
    np.testing.assert_array_equal(longest[:12], clip.tokens[37:49, 0]), "the overlap is seen"
    assert (longest[12:] == 32).all()


def test_several_prompts_in_a_row(generator, runtime):
    made = generator.sequence(["walks", "jumps", "sits"], [2.0, None, 3.0], [1, 2], foot_lock=False)
    assert [len(clip) for clip in made] == [40 + 80 + 60] * 2
    assert made[0].prompt == "walks, then jumps, then sits"
    np.testing.assert_array_equal(
        generator.sequence(["walks", "jumps", "sits"], [2.0, None, 3.0], 2, foot_lock=False)[0].tokens,
        made[1].tokens,
    )
    one = generator.sequence(["walks"], [2.0], 1, foot_lock=False)[0]
    np.testing.assert_array_equal(one.tokens, make(generator, "walks", 2.0, 1)[0].tokens)


def test_lengths_of_prompts_do_not_drift(generator):
    clip = generator.sequence(["walks"] * 10, [0.85] * 10, 1, foot_lock=False)[0]
    assert len(clip) == 170


def test_a_transition_is_made_last_from_both_sides(generator, runtime):
    clip = generator.sequence(["walks", None, "jumps"], [2.0, 1.0, 3.0], 1, foot_lock=False)[0]
    assert len(clip) == 120 and clip.prompt == "walks, then jumps"
    seen = [tokens[0] for name, tokens, _ in runtime.calls if name == "masked"]
    # Neither sentence sees the other across the open transition; the transition sees both.
    assert list(dict.fromkeys(map(len, seen))) == [10, 15, 30]
    first = next(tokens for tokens in seen if len(tokens) == 30)
    np.testing.assert_array_equal(first[:10], clip.tokens[:10, 0])
    np.testing.assert_array_equal(first[15:], clip.tokens[15:, 0])
    assert (first[10:15] == 32).all()


def test_progress_counts_every_step(generator):
    seen = []
    make(
        generator,
        "a",
        2.0,
        [1, 2],
        progress=lambda *told: seen.append(told),
        settings=DecodingSettings(steps=6),
    )
    assert [done for done, *_ in seen] == list(range(6 + 2 + 1)) + [9]
    assert {total for _, total, _ in seen} == {9}
    assert [stage for *_, stage in seen] == ["motion"] * 6 + ["detail"] * 2 + ["decode", "done"]


@pytest.mark.parametrize("after", range(9))
def test_a_cancel_is_heard_at_every_step(generator, runtime, after):
    seen = []

    def cancelled():
        return len(seen) > after

    with pytest.raises(Cancelled):
        make(generator, "a", 2.0, 1, progress=lambda *told: seen.append(told), cancelled=cancelled,
             settings=DecodingSettings(steps=6))  # fmt: skip
    assert len(seen) == after + 1


BAD = {
    "length of zero": {"seconds": 0}, "negative length": {"seconds": -2}, "nan": {"seconds": float("nan")},
    "infinite": {"seconds": float("inf")}, "a million frames": {"seconds": 5e4}, "text": {"seconds": "four"},
    "negative seed": {"seeds": -1}, "seed of 2**31": {"seeds": 2**31}, "half a seed": {"seeds": 1.5},
    "true": {"seeds": True}, "nan seed": {"seeds": float("nan")}, "no seeds": {"seeds": []},
    "too many": {"seeds": range(1000)}, "a seed in words": {"seeds": "7"}, "no text": {"prompts": 5},
    "no prompts": {"prompts": []},
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_requests_that_cannot_be_served(generator, name):
    with pytest.raises(UserError) as caught:
        generator.generate(**{"prompts": "a", "seconds": 2.0, "seeds": 1, **BAD[name]})
    sentence = str(caught.value)
    assert sentence.endswith(".") and len(sentence) < 160 and "\n" not in sentence
    assert len(make(generator, "a", 2.0, 1)) == 1, "and the next request is served"


def test_the_largest_seed_is_fine(generator):
    assert make(generator, "a", 2.0, 2**31 - 1)[0].seed == 2**31 - 1
    assert make(generator, "a", 2.0, np.int64(5))[0].seed == 5


def test_a_prompt_of_a_hundred_thousand_characters(generator):
    made = make(generator, "walk " * 20_000, 2.0, 1)
    assert len(made.notices) == 2 and "100,000 characters" in made.notices[0] and "48" in made.notices[1]


@pytest.mark.parametrize("prompt", ["", "  ", "跳舞 💃", "a\0b", "\ud800 half a pair", None])
def test_any_text_is_taken(generator, prompt):
    clip = make(generator, prompt, 2.0, 1)[0]
    clip.prompt.encode("utf-8")
    assert np.isfinite(clip.rotations).all()


def test_weights_that_produce_nan(generator, runtime):
    runtime.decode = lambda tokens: np.full((len(tokens), 4 * tokens.shape[1], 263), np.nan, np.float32)
    with pytest.raises(UserError, match="not finite"):
        make(generator, "a", 2.0, 1)


@pytest.mark.parametrize(
    "values", [{"steps": 0}, {"steps": 2.5}, {"guidance": -1}, {"temperature": float("nan")}, {"nonsense": 1},
               {"keep": "x"}, {"msd_temperature": 1e9}, {"steps": True}, {"order": "random"}, {"order": 3}]
)  # fmt: skip
def test_settings_out_of_range(values):
    with pytest.raises(UserError):
        DecodingSettings.of(values)


def test_settings_none_is_the_default():
    assert DecodingSettings.of({"steps": None, "guidance": 2}) == DecodingSettings(guidance=2)


def test_the_generator_of_a_take_is_numpys_pcg64():
    assert sampling.take_generator(0).integers(0, 1000, 3).tolist() == [850, 636, 511]
