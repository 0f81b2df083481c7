"""The tensors of CLIP's text tower in a file of the whole model, under OpenAI's or Hugging Face's names."""

import re

import torch

_HEAD = 64
_PLAIN = (
    "token_embedding.weight",
    "positional_embedding",
    "text_projection",
    "ln_final.weight",
    "ln_final.bias",
)
_BLOCK = {
    "attn.in_proj_weight": (3, 1), "attn.in_proj_bias": (3,), "attn.out_proj.weight": (1, 1),
    "attn.out_proj.bias": (1,), "ln_1.weight": (1,), "ln_1.bias": (1,), "ln_2.weight": (1,),
    "ln_2.bias": (1,), "mlp.c_fc.weight": (4, 1), "mlp.c_fc.bias": (4,),
    "mlp.c_proj.weight": (1, 4), "mlp.c_proj.bias": (1,),
}  # fmt: skip
_RENAMED = (
    (r"^embeddings\.token_embedding\.", "token_embedding."),
    (r"^embeddings\.position_embedding\.weight$", "positional_embedding"),
    (r"^final_layer_norm\.", "ln_final."),
    (r"^encoder\.layers\.(\d+)\.self_attn\.", r"transformer.resblocks.\1.attn."),
    (r"^encoder\.layers\.(\d+)\.layer_norm", r"transformer.resblocks.\1.ln_"),
    (r"^encoder\.layers\.(\d+)\.mlp\.fc1\.", r"transformer.resblocks.\1.mlp.c_fc."),
    (r"^encoder\.layers\.(\d+)\.mlp\.fc2\.", r"transformer.resblocks.\1.mlp.c_proj."),
)


def text_tower(state, path):
    """{OpenAI's name: tensor} of the text tower alone, checked. Raises ValueError naming what is wrong."""
    if any(name.startswith("text_model.") for name in state):
        state = _from_hugging_face(state)
    layers = {int(m[1]) for name in state if (m := re.match(r"transformer\.resblocks\.(\d+)\.", name))}
    blocks = [
        f"transformer.resblocks.{i}.{name}" for i in range(max(layers, default=0) + 1) for name in _BLOCK
    ]
    for name in (*_PLAIN, *blocks):
        if name not in state:
            raise ValueError(f"{path} lacks {name}: it holds no CLIP text encoder.")
    tower = {name: state[name] for name in (*_PLAIN, *blocks)}
    width = tower["ln_final.weight"].shape[-1]
    for name, tensor in tower.items():
        times = _BLOCK.get(re.sub(r"^transformer\.resblocks\.\d+\.", "", name))
        wanted = tuple(factor * width for factor in times) if times else None
        if name in ("token_embedding.weight", "positional_embedding"):
            wanted = (*tensor.shape[:1], width)
        elif name == "text_projection":
            wanted = (width, *tensor.shape[1:2])
        elif wanted is None:
            wanted = (width,)
        if tuple(tensor.shape) != wanted or width % _HEAD:
            raise ValueError(f"{path}: {name} is {tuple(tensor.shape)}, which fits no CLIP text encoder.")
        if not tensor.is_floating_point() or not torch.isfinite(tensor).all():
            raise ValueError(f"{path}: {name} holds values that are not finite numbers.")
    return tower


def _from_hugging_face(state):
    """OpenAI's names: query, key and value in one matrix, the projection transposed."""
    found = {}
    for name, tensor in state.items():
        if name == "text_projection.weight":
            found["text_projection"] = tensor.T.contiguous()
        if not name.startswith("text_model."):
            continue
        name = name.removeprefix("text_model.")
        for pattern, ours in _RENAMED:
            name = re.sub(pattern, ours, name)
        found[name] = tensor
    for name in [name for name in found if name.endswith(".attn.q_proj.weight")]:
        attention = name.removesuffix("q_proj.weight")
        for kind in ("weight", "bias"):
            parts = [found.get(f"{attention}{part}_proj.{kind}") for part in "qkv"]
            if all(part is not None for part in parts):
                found[f"{attention}in_proj_{kind}"] = torch.cat(parts)
    return found
