"""What MoMask's checkpoints call the parameters of our networks."""

import re

import torch

from .archive import ImportFailure

_BODY = (
    (r"input\.", "input_process.poseEmbedding."),
    (r"condition\.sentence\.", "cond_emb."),
    (r"body\.layers\.(\d+)\.in_proj\.", r"seqTransEncoder.layers.\1.self_attn.in_proj_"),
    (r"body\.layers\.(\d+)\.out_proj\.", r"seqTransEncoder.layers.\1.self_attn.out_proj."),
    (r"body\.", "seqTransEncoder."),
    (r"head\.dense\.", "output_process.dense."),
    (r"head\.norm\.", "output_process.LayerNorm."),
    (r"head\.out\.", "output_process.poseFinal."),
)
_TABLES = (
    (r"first_table$", "token_embed_weight_"),
    (r"shared_tables$", "embed_proj_shared_weight"),
    (r"last_table$", "output_proj_weight_"),
    (r"level_emb\.", "quant_emb."),
)
# What a checkpoint may hold beside the parameters: fixed tables, and the text encoder.
_LEFT_OUT = re.compile(r"position_enc\.pe$|clip_model\.")


def _tokenizer(name, stages):
    side, _, rest = name.partition(".")
    if side not in ("encoder", "decoder"):
        return name
    index, _, rest = rest.partition(".")
    index = int(index)
    if side == "encoder" and 2 <= index < 2 + 2 * stages:
        # Theirs nests a stage's convolution (0) and residual blocks (1).
        inner = f"1.model.{rest}" if index % 2 else f"0.{rest}"
        return f"encoder.model.{1 + index // 2}.{inner}"
    if side == "encoder":
        return f"encoder.model.{index - stages if index >= 2 else index}.{rest}"
    if 2 <= index < 2 + stages and rest.startswith("0."):
        rest = f"0.model.{rest[2:]}"
    return f"decoder.model.{index}.{rest}"


def theirs(part, name, stages):
    """MoMask's name of our parameter `name` of a part ("tokenizer", "masked", "residual", "length").

    stages: of the tokenizer. Theirs has no dropout before the length estimator's last layer.
    """
    if part == "tokenizer":
        return _tokenizer(name, stages)
    if part == "length":
        return re.sub(r"^output\.12\.", "output.11.", name)
    for pattern, named in (*_BODY, *_TABLES):
        if re.match(pattern, name):
            return re.sub(f"^{pattern}", named, name)
    return name


def take_over(part, module, state, stages, path):
    """Our state dict for `module` from MoMask's `state`. Raises ImportFailure that names the parameter.

    mean and std are not among a checkpoint's parameters and are left out.
    """
    rest = {name: tensor for name, tensor in state.items() if not _LEFT_OUT.match(name)}
    taken = {}
    for name, own in module.state_dict().items():
        if part == "tokenizer" and name in ("mean", "std"):
            continue
        published = theirs(part, name, stages)
        found = rest.pop(published, None)
        if found is None:
            raise ImportFailure(f"{path} lacks the parameter {published}: it is of another architecture.")
        if found.shape != own.shape:
            raise ImportFailure(
                f"{path}: {published} is {tuple(found.shape)}, but its opt.txt says {tuple(own.shape)}."
            )
        if not found.is_floating_point() or not torch.isfinite(found).all():
            raise ImportFailure(f"{path}: {published} holds values that are not finite numbers.")
        taken[name] = found.float()
    if rest:
        raise ImportFailure(
            f"{path} has a parameter {sorted(rest)[0]} that is not known: it is of another architecture."
        )
    return taken
