import re

import pytest

from backend.models.config import ModelConfig, MSDConfig, TokenizerConfig


def test_round_trip_keeps_every_field():
    config = ModelConfig(
        tokenizer=TokenizerConfig(width=8, codes=16), msd=MSDConfig(attention=0.0), rotations="solved"
    )
    assert ModelConfig.from_json(config.to_json()) == config


def test_weights_of_before_keep_their_scalar():
    old = ModelConfig.from_json('{"msd": {"window": 4, "masking": 0.5, "temperature": 0.3}}')
    assert (old.msd.complexity, old.msd.prior, old.msd.release) == ("flatness", "phi", 0.0)


def test_published_sizes_are_the_default():
    config = ModelConfig()
    assert (config.tokenizer.codes, config.tokenizer.code_dim, config.tokenizer.levels) == (512, 512, 6)
    assert (config.masked.layers, config.masked.width, config.masked.heads) == (8, 384, 6)
    assert config.max_tokens == 49


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[]", "config must be an object"),
        ('{"tokeniser": {}}', "tokeniser"),
        ('{"tokenizer": {"width": "wide"}}', "config.tokenizer.width"),
        ('{"tokenizer": {"width": true}}', "config.tokenizer.width"),
        ('{"rotations": "guessed"}', "guessed"),
        ('{"masked": {"dropout": 1e308}}', r"^config.masked.dropout must be from 0 to 1, got 1e\+308$"),
        ('{"masked": {"dropout": -0.1}}', r"^config.masked.dropout must be from 0 to 1, got -0.1$"),
        ('{"msd": {"scale": -1e7}}', r"^config.msd.scale must be from -1e\+06 to 1e\+06, got -1e\+07$"),
        ('{\n"fps":\n}', "^not a model configuration: no JSON from line 3 on$"),
        (
            '{"fps": ' + "9" * 5000 + "}",
            "^not a model configuration: a number is too long, or it is too deep$",
        ),
        ('{"msd": {"complexity": "speed"}}', '^config.msd.complexity must be "flatness" or "energy"'),
        ('{"msd": {"prior": "psi"}}', '^config.msd.prior must be "phi" or "energy", got'),
        ('{"msd": {"release": 1.5}}', "^config.msd.release must be from 0 to 1, got 1.5$"),
        ('{"msd": {"energy_low": 2.0, "energy_high": 1.0}}', "^config.msd.energy_low must not be above"),
        ('{"msd": {"energy_high": 1e5}}', "^config.msd.energy_low and energy_high must be from -100 to 100$"),
        ("[" * 100_000, "^not a model configuration: a number is too long, or it is too deep$"),
        ('{"fps": 1' + "0" * 400 + "}", "^not a model configuration: a number is larger than any model's$"),
    ],
)
def test_a_wrong_configuration_is_named(text, named):
    with pytest.raises(ValueError, match=named):
        ModelConfig.from_json(text)


def test_a_file_is_named(tmp_path):
    path = tmp_path / "config.json"
    path.write_bytes(b'{"rotations": "\xff"}')
    with pytest.raises(
        ValueError, match=f"^{re.escape(str(path))} is not a model configuration: it is no UTF-8"
    ):
        ModelConfig.load(path)
    path.write_text('{"fps": 0}')
    with pytest.raises(ValueError, match=f"^{re.escape(str(path))}: config.fps must be above zero, got 0.0$"):
        ModelConfig.load(path)
