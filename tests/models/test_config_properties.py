"""Every configuration comes back from its JSON as it was, or its text is refused with the field's name."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.models.config import ModelConfig, MSDConfig, TextConfig, TokenizerConfig, TransformerConfig
from tests import strategies

SIZES = st.integers(1, 64)
NUMBERS = st.floats(-1e6, 1e6)
BODIES = st.builds(
    lambda layers, heads, each: TransformerConfig(layers, 2 * heads * each, 64, heads),
    st.integers(1, 8), st.integers(1, 8), st.integers(1, 32),
)  # fmt: skip
CONFIGS = st.builds(
    ModelConfig,
    tokenizer=st.builds(TokenizerConfig, features=SIZES, width=SIZES, codes=SIZES, ema_decay=st.floats(0, 1)),
    masked=BODIES, residual=BODIES, msd=st.builds(MSDConfig, attention=NUMBERS, scale=NUMBERS),
    text=st.builds(TextConfig, encoder=strategies.TEXT, max_words=st.integers(0, 99)),
    rotations=st.sampled_from(["captured", "solved"]), fps=st.floats(0.1, 1e4),
)  # fmt: skip


@given(CONFIGS)
def test_json_there_and_back(config):
    assert ModelConfig.from_json(config.to_json()) == config


@given(CONFIGS, st.data())
def test_a_field_of_another_kind_is_named(config, data):
    kept = dataclasses.asdict(config)
    part = data.draw(st.sampled_from(["tokenizer", "masked", "length", "msd"]))
    name = data.draw(st.sampled_from(sorted(kept[part])))
    kept[part][name] = data.draw(
        st.none() | st.booleans() | strategies.TEXT | st.lists(st.none(), max_size=1)
    )
    with pytest.raises(ValueError, match=rf"config\.{part}\.{name} must be"):
        ModelConfig.from_json(json.dumps(kept))


@given(strategies.JSON)
def test_any_json_is_a_model_or_a_sentence(value):
    try:
        ModelConfig.from_json(json.dumps(value))
    except ValueError as fault:
        assert "\n" not in str(fault) and len(str(fault)) < 300


@pytest.mark.parametrize(
    ("field", "value"),
    [("tokenizer.codes", 10**12), ("masked.width", 0), ("masked.layers", 10**6), ("max_frames", 10**9),
     ("tokenizer.stages", 60), ("msd.window", -1)],
)  # fmt: skip
def test_sizes_that_would_fill_the_memory_are_refused(field, value):
    kept = dataclasses.asdict(ModelConfig())
    *part, name = field.split(".")
    (kept[part[0]] if part else kept)[name] = value
    with pytest.raises(ValueError, match=rf"config\.{field} must be from 1 to"):
        ModelConfig.from_json(json.dumps(kept))
