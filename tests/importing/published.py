"""MoMask's folders, written from our own random networks under the names that its authors use.

Structure is spelled out here, not taken from backend.importing, so that the two can disagree.
"""

import dataclasses

import numpy as np
import torch

from backend.models import checkpoint
from backend.models.config import ModelConfig, TextConfig, TokenizerConfig, TransformerConfig

VQ, MASKED, RESIDUAL = "rvq", "t2m_small", "tres_small"
FEATURES = {"t2m": 263, "kit": 251}


def small(dataset="t2m"):
    """A configuration in which no two sizes are alike."""
    return ModelConfig(
        tokenizer=TokenizerConfig(
            features=FEATURES[dataset], width=20, code_dim=12, codes=30, levels=4, depth=2
        ),
        masked=TransformerConfig(layers=2, width=24, feedforward=40, heads=3),
        residual=TransformerConfig(layers=1, width=16, feedforward=36, heads=2),
        text=TextConfig("clip", 64, max_words=0),
        msd=dataclasses.replace(ModelConfig().msd, attention=0.0),
        rotations="solved",
    )


def networks(config, seed=0):
    """Our networks with values in every corner."""
    torch.manual_seed(seed)
    parts = checkpoint.build(config)
    for part in parts.values():
        for tensor in (*part.parameters(), *part.buffers()):
            if tensor.is_floating_point():
                tensor.data += 0.2 * torch.randn_like(tensor)
        part.eval()
    for layer in parts["tokenizer"].quantizer.layers:
        layer.codebook.normal_()
    parts["tokenizer"].std.uniform_(0.5, 2.0)
    return parts


def _pair(state, theirs, module):
    state[f"{theirs}.weight"], state[f"{theirs}.bias"] = module.weight.data, module.bias.data


def _stack(state, theirs, blocks):
    for i, block in enumerate(blocks):
        _pair(state, f"{theirs}.model.{i}.conv1", block.conv1)
        _pair(state, f"{theirs}.model.{i}.conv2", block.conv2)


def tokenizer_state(tokenizer):
    """vq_model: encoder, decoder and codebooks of a tokenizer of two stages."""
    state, encoder, decoder = {}, tokenizer.encoder, tokenizer.decoder
    _pair(state, "encoder.model.0", encoder[0])
    for stage, (theirs, at) in enumerate(((2, 2), (3, 4))):
        _pair(state, f"encoder.model.{theirs}.0", encoder[at])
        _stack(state, f"encoder.model.{theirs}.1", encoder[at + 1])
        _stack(state, f"decoder.model.{2 + stage}.0", decoder[2 + stage][0])
        _pair(state, f"decoder.model.{2 + stage}.2", decoder[2 + stage][2])
    _pair(state, "encoder.model.4", encoder[6])
    for at in (0, 4, 6):
        _pair(state, f"decoder.model.{at}", decoder[at])
    for level, layer in enumerate(tokenizer.quantizer.layers):
        state[f"quantizer.layers.{level}.codebook"] = layer.codebook
    return state


def transformer_state(model):
    """Of either transformer, with what else a checkpoint holds: the table of positions."""
    state = {"position_enc.pe": torch.zeros(5000, 1, model.positions.shape[1])}
    _pair(state, "input_process.poseEmbedding", model.input)
    _pair(state, "cond_emb", model.condition.sentence)
    for i, layer in enumerate(model.body.layers):
        theirs = f"seqTransEncoder.layers.{i}"
        state[f"{theirs}.self_attn.in_proj_weight"] = layer.in_proj.weight.data
        state[f"{theirs}.self_attn.in_proj_bias"] = layer.in_proj.bias.data
        _pair(state, f"{theirs}.self_attn.out_proj", layer.out_proj)
        for name in ("linear1", "linear2", "norm1", "norm2"):
            _pair(state, f"{theirs}.{name}", getattr(layer, name))
    _pair(state, "output_process.dense", model.head.dense)
    _pair(state, "output_process.LayerNorm", model.head.norm)
    _pair(state, "output_process.poseFinal", model.head.out)
    if hasattr(model, "token_emb"):
        state["token_emb.weight"] = model.token_emb.weight.data
    else:
        _pair(state, "quant_emb", model.level_emb)
        state["token_embed_weight_"] = model.first_table.data
        state["embed_proj_shared_weight"] = model.shared_tables.data
        state["output_proj_weight_"] = model.last_table.data
    return state


def length_state(model):
    state = {}
    for theirs, at in ((0, 0), (1, 1), (4, 4), (5, 5), (8, 8), (9, 9), (11, 12)):
        _pair(state, f"output.{theirs}", model.output[at])
    return state


def write(folder, config, parts, dataset="t2m"):
    """The checkpoints folder of `parts`; returns it."""
    t, root = config.tokenizer, folder / "checkpoints" / dataset
    options = {
        VQ: dict(
            code_dim=t.code_dim, depth=t.depth, dilation_growth_rate=t.dilation_growth, down_t=t.stages,
            nb_code=t.codes, num_quantizers=t.levels, output_emb_width=t.code_dim, stride_t=2, vq_act="relu",
            vq_norm=None, width=t.width,
        ),
        MASKED: _body(config.masked),
        RESIDUAL: {**_body(config.residual), "share_weight": True},
    }  # fmt: skip
    for name, values in options.items():
        (root / name).mkdir(parents=True)
        lines = [
            f"{key}: {value}" for key, value in {**values, "dataset_name": dataset, "name": name}.items()
        ]
        text = "\n".join(
            ["------------ Options -------------", *lines, "-------------- End ----------------"]
        )
        (root / name / "opt.txt").write_text(text)
    save(root / VQ / "model" / "net_best_fid.tar", vq_model=tokenizer_state(parts["tokenizer"]), ep=3)
    save(root / MASKED / "model" / "latest.tar", t2m_transformer=transformer_state(parts["masked"]))
    save(root / RESIDUAL / "model" / "net_best_fid.tar", res_transformer=transformer_state(parts["residual"]))
    save(root / "length_estimator" / "model" / "finest.tar", estimator=length_state(parts["length"]))
    (root / VQ / "meta").mkdir()
    for name in ("mean", "std"):
        np.save(root / VQ / "meta" / f"{name}.npy", getattr(parts["tokenizer"], name).numpy())
    return folder / "checkpoints"


def save(path, **content):
    """A checkpoint file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(content, path)


def _body(body):
    return {
        "ff_size": body.feedforward, "latent_dim": body.width, "n_heads": body.heads,
        "n_layers": body.layers, "vq_name": VQ,
    }  # fmt: skip
