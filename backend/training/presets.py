"""Sizes to train: the published ones, the smaller default ones, and tiny ones for tests."""

import dataclasses

from backend.models.config import LengthConfig, ModelConfig, TextConfig, TokenizerConfig, TransformerConfig

PRESETS = {
    "published": ModelConfig(),
    "starter": ModelConfig(
        tokenizer=TokenizerConfig(width=256, code_dim=256, codes=256),
        masked=TransformerConfig(layers=6, width=256, feedforward=1024, heads=4, dropout=0.15),
        residual=TransformerConfig(layers=4, width=256, feedforward=1024, heads=4, dropout=0.2),
        length=LengthConfig(width=128),
        text=TextConfig(side_signal=2.0, guidance=2.5, residual_guidance=2.0),
        smoothing=0.0,
        order="spread",
        drawn_levels=2,
    ),
    "tiny": ModelConfig(
        tokenizer=TokenizerConfig(width=32, code_dim=32, codes=32, levels=3),
        masked=TransformerConfig(layers=2, width=32, feedforward=64, heads=2),
        residual=TransformerConfig(layers=2, width=32, feedforward=64, heads=2),
        length=LengthConfig(width=32),
        text=TextConfig(side_signal=2.0),
    ),
}


def override(config, settings):
    """The configuration with "part.field=number" settings applied. Raises ValueError for an unknown one."""
    for setting in settings:
        try:
            path, value = setting.split("=")
            part, field = path.split(".")
            current = getattr(getattr(config, part), field)
            inner = dataclasses.replace(getattr(config, part), **{field: type(current)(value)})
        except (ValueError, AttributeError) as error:
            raise ValueError(f'cannot apply the setting "{setting}": {error}') from error
        config = dataclasses.replace(config, **{part: inner})
    return config
