"""A small random CLIP text tower, in the layout of the published files."""

import torch

from backend.text import clip_files

WIDTH, LAYERS, SIZE = 128, 2, 64


def random_state(seed=0, *, width=WIDTH, layers=LAYERS, size=SIZE):
    """{OpenAI's name: tensor}, with what a whole CLIP has beside the text tower."""
    torch.manual_seed(seed)
    state = {
        "token_embedding.weight": torch.randn(49408, width) * 0.3,
        "positional_embedding": torch.randn(clip_files.CONTEXT, width) * 0.3,
        "text_projection": torch.randn(width, size) * 0.2,
        "ln_final.weight": 1 + 0.2 * torch.randn(width), "ln_final.bias": 0.2 * torch.randn(width),
        "logit_scale": torch.tensor(4.6), "visual.proj": torch.randn(4, 4),
    }  # fmt: skip
    for layer in range(layers):
        block = f"transformer.resblocks.{layer}"
        for name, shape in (
            ("attn.in_proj_weight", (3 * width, width)), ("attn.in_proj_bias", (3 * width,)),
            ("attn.out_proj.weight", (width, width)), ("attn.out_proj.bias", (width,)),
            ("mlp.c_fc.weight", (4 * width, width)), ("mlp.c_fc.bias", (4 * width,)),
            ("mlp.c_proj.weight", (width, 4 * width)), ("mlp.c_proj.bias", (width,)),
            ("ln_1.weight", (width,)), ("ln_1.bias", (width,)), ("ln_2.weight", (width,)),
            ("ln_2.bias", (width,)),
        ):  # fmt: skip
            state[f"{block}.{name}"] = torch.randn(shape) * 0.1 + (name in ("ln_1.weight", "ln_2.weight"))
    return state


def hugging_face(state):
    """The same tower under the names of CLIPModel."""
    found = {
        "text_projection.weight": state["text_projection"].T.contiguous(),
        "logit_scale": state["logit_scale"],
    }
    found["text_model.embeddings.token_embedding.weight"] = state["token_embedding.weight"]
    found["text_model.embeddings.position_embedding.weight"] = state["positional_embedding"]
    found["text_model.embeddings.position_ids"] = torch.arange(77)
    for kind in ("weight", "bias"):
        found[f"text_model.final_layer_norm.{kind}"] = state[f"ln_final.{kind}"]
    for layer in range(1 + max(int(n.split(".")[2]) for n in state if n.startswith("transformer."))):
        theirs, ours = f"text_model.encoder.layers.{layer}", f"transformer.resblocks.{layer}"
        for kind in ("weight", "bias"):
            parts = state[f"{ours}.attn.in_proj_{kind}"].chunk(3)
            for name, part in zip("qkv", parts, strict=True):
                found[f"{theirs}.self_attn.{name}_proj.{kind}"] = part.clone()
            for name, own in (
                ("self_attn.out_proj", "attn.out_proj"), ("layer_norm1", "ln_1"), ("layer_norm2", "ln_2"),
                ("mlp.fc1", "mlp.c_fc"), ("mlp.fc2", "mlp.c_proj"),
            ):  # fmt: skip
                found[f"{theirs}.{name}.{kind}"] = state[f"{ours}.{own}.{kind}"]
    return found
