"""Transformers matched to another tokenizer: a code that only has another number predicts what it did."""

import dataclasses

import pytest
import torch

from backend.models import checkpoint
from backend.models.masked import MaskedTransformer
from backend.models.residual import ResidualTransformer
from backend.training import matching, presets, run


def test_codes_that_change_their_numbers_alone_keep_their_meaning(clips, tmp_path):
    config = presets.PRESETS["tiny"]
    torch.manual_seed(0)
    parts = checkpoint.build(config)
    layers = parts["tokenizer"].quantizer.layers
    for layer in layers:
        layer.codebook.normal_()
    states = {name: module.state_dict() for name, module in parts.items()}
    checkpoint.save_weights(tmp_path / "old", config, states, half=False)
    other = torch.randperm(config.tokenizer.codes)
    for layer in layers:
        layer.codebook.copy_(layer.codebook[other])
    (tmp_path / "new" / "tokenizer").mkdir(parents=True)
    torch.save(parts["tokenizer"].state_dict(), tmp_path / "new" / "tokenizer" / "best.pt")

    agree = matching.match(tmp_path / "old", tmp_path / "new", config, clips, tmp_path / "matched")

    assert agree == [1.0] * config.tokenizer.levels
    old = checkpoint.load(tmp_path / "old")
    counts = matching.meetings(old.tokenizer, parts["tokenizer"], clips)
    masked = run.load_best(tmp_path / "matched", "masked", MaskedTransformer(config), "cpu")
    residual = run.load_best(tmp_path / "matched", "residual", ResidualTransformer(config), "cpu")
    codes = config.tokenizer.codes
    for before, after, level in (
        (old.masked.token_emb.weight, masked.token_emb.weight, 0),
        (old.masked.head.out.weight, masked.head.out.weight, 0),
        (old.residual.first_table[0], residual.first_table[0], 0),
        (old.residual.last_table[0], residual.last_table[0], config.tokenizer.levels - 1),
    ):
        # Each code's row is the old one of its place, up to the share that the usual codes have of it.
        often = counts[level].sum(1)
        weight = (often + counts[level].sum(0)[other] / counts[level].sum()) / (often + 1.0)
        usual = (counts[level].sum(0) / counts[level].sum()) @ before[:codes]
        wanted = (often[:, None] * before[:codes][other] + usual) / (often + 1.0)[:, None]
        assert weight.max() > 0.9
        torch.testing.assert_close(after[:codes], wanted, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(masked.token_emb.weight[codes:], old.masked.token_emb.weight[codes:])


def test_tokenizers_of_other_shapes_are_refused(clips, tmp_path):
    config = presets.PRESETS["tiny"]
    states = {name: module.state_dict() for name, module in checkpoint.build(config).items()}
    checkpoint.save_weights(tmp_path / "old", config, states)
    wider = dataclasses.replace(config, tokenizer=dataclasses.replace(config.tokenizer, codes=64))
    (tmp_path / "new" / "tokenizer").mkdir(parents=True)
    torch.save(checkpoint.build(wider)["tokenizer"].state_dict(), tmp_path / "new" / "tokenizer" / "best.pt")
    with pytest.raises(ValueError, match="tokenizers differ"):
        matching.match(tmp_path / "old", tmp_path / "new", wider, clips, tmp_path / "matched")
