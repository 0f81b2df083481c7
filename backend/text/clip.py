"""CLIP's text tower (Radford et al. 2021): one vector a sentence, the projected feature of the end mark."""

import numpy as np
import torch
import torch.nn.functional as F
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import nn

from . import clip_files
from .clip_state import text_tower

# Every head is 64 wide, whatever the width of the tower.
_HEAD = 64


class _Block(nn.Module):
    """Pre-norm attention to what came before, and a feed-forward with x·σ(1.702x)."""

    def __init__(self, width):
        super().__init__()
        self.heads = width // _HEAD
        self.ln_1, self.ln_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.in_proj, self.out_proj = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.c_fc, self.c_proj = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        b, length, d = x.shape
        parts = self.in_proj(self.ln_1(x)).view(b, length, 3, self.heads, d // self.heads)
        q, k, v = parts.permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.out_proj(mixed.transpose(1, 2).reshape(b, length, d))
        hidden = self.c_fc(self.ln_2(x))
        return x + self.c_proj(hidden * torch.sigmoid(1.702 * hidden))


class ClipText(nn.Module):
    """ids (b, l) from the start to the end mark, lengths (b,) -> condition (b, 1, size), not normalised.

    What follows the end mark changes nothing, so texts are not padded to the 77 ids CLIP was trained with.
    """

    def __init__(self, *, words, context, width, layers, size):
        super().__init__()
        self.size = size
        self.token_embedding = nn.Embedding(words, width)
        self.positional_embedding = nn.Parameter(torch.zeros(context, width))
        self.blocks = nn.ModuleList(_Block(width) for _ in range(layers))
        self.ln_final = nn.LayerNorm(width)
        self.text_projection = nn.Parameter(torch.zeros(width, size))

    @classmethod
    def of(cls, state):
        """From a text tower's tensors under OpenAI's names (see clip_state)."""
        words, width = state["token_embedding.weight"].shape
        layers = 1 + max(int(name.split(".")[2]) for name in state if name.startswith("transformer."))
        model = cls(words=words, context=len(state["positional_embedding"]), width=width, layers=layers,
                    size=state["text_projection"].shape[1])  # fmt: skip
        renamed = {
            name.replace("transformer.resblocks.", "blocks.")
            .replace("attn.in_proj_", "in_proj.")
            .replace("attn.out_proj", "out_proj")
            .replace("mlp.", ""): tensor.float()
            for name, tensor in state.items()
        }
        model.load_state_dict(renamed)
        return model.eval().requires_grad_(False)

    def forward(self, ids, lengths):
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.token_embedding(ids) + self.positional_embedding[at]
        for block in self.blocks:
            x = block(x)
        last = x[torch.arange(ids.shape[0], device=ids.device), lengths - 1]
        return (self.ln_final(last) @ self.text_projection).unsqueeze(1)

    @torch.inference_mode()
    def encode(self, texts, max_words=0, side_signal=0.0):
        """Texts -> condition (b, 1, size) float32 and lengths (b,) of 1; "" gives a zero vector."""
        pieces = [clip_files.tokenize(text)[0] for text in texts]
        lengths = torch.tensor([len(p) for p in pieces])
        ids = torch.zeros(len(pieces), int(lengths.max()), dtype=torch.int64)
        for row, p in zip(ids, pieces, strict=True):
            row[: len(p)] = torch.tensor(p)
        condition = self(ids, lengths).numpy()
        condition[[not text.strip() for text in texts]] = 0.0
        return condition, np.ones(len(texts), dtype=np.int64)


def load(path=None):
    """The user's text tower. Raises FileNotFoundError or ValueError with a sentence that says what to do."""
    path = path or clip_files.model_file()
    clip_files.vocabulary_file()
    try:
        return ClipText.of(text_tower(load_file(path), path))
    except (OSError, SafetensorError) as fault:
        raise ValueError(f"{path} is not a readable safetensors file: {fault}") from fault
