import pytest

from backend.models.config import ModelConfig, MSDConfig, TokenizerConfig


def test_round_trip_keeps_every_field():
    config = ModelConfig(
        tokenizer=TokenizerConfig(width=8, codes=16), msd=MSDConfig(attention=0.0), rotations="solved"
    )
    assert ModelConfig.from_json(config.to_json()) == config


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
        ("{", "not a model configuration"),
    ],
)
def test_a_wrong_configuration_is_named(text, named):
    with pytest.raises(ValueError, match=named):
        ModelConfig.from_json(text)
