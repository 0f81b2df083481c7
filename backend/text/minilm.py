"""all-MiniLM-L6-v2 in a small forward pass: sentence vector and word vectors of a text.

Checked against the published architecture (BERT, 6 layers, 384 wide, mean pooling, unit length).
"""

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

from ..models.uninitialised import Uninitialised
from . import minilm_files, sides

SIZE, LAYERS, HEADS, FEEDFORWARD, EPS = 384, 6, 12, 1536, 1e-12
# Brings word vectors near mean square 1, like the sentence vector.
WORD_SCALE = 2.5


class _Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(SIZE, SIZE) for _ in range(4))
        self.up, self.down = nn.Linear(SIZE, FEEDFORWARD), nn.Linear(FEEDFORWARD, SIZE)
        self.norm1, self.norm2 = nn.LayerNorm(SIZE, eps=EPS), nn.LayerNorm(SIZE, eps=EPS)

    def forward(self, x, blocked):
        b, length, _ = x.shape
        q, k, v = (
            project(x).view(b, length, HEADS, SIZE // HEADS).transpose(1, 2)
            for project in (self.query, self.key, self.value)
        )
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=blocked)
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(b, length, SIZE)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


_NAMES = {
    "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
    "attention.output.dense": "out", "attention.output.LayerNorm": "norm1", "intermediate.dense": "up",
    "output.dense": "down", "output.LayerNorm": "norm2",
}  # fmt: skip


class MiniLM(nn.Module):
    """ids (b, l) with [CLS] … [SEP], lengths (b,) -> condition (b, l − 1, 384).

    Row 0 is the sentence vector, of mean square 1; rows 1 … length − 2 are the words. The condition of
    clip i has lengths[i] − 1 rows.
    """

    def __init__(self, words, positions):
        super().__init__()
        self.words, self.positions = nn.Embedding(words, SIZE), nn.Embedding(positions, SIZE)
        self.kind = nn.Parameter(torch.zeros(SIZE))
        self.norm = nn.LayerNorm(SIZE, eps=EPS)
        self.layers = nn.ModuleList(_Layer() for _ in range(LAYERS))

    @classmethod
    def load(cls, path=None):
        """The published weights, from a verified file. Raises FileNotFoundError or ValueError."""
        state = load_file(path or minilm_files.model_file())
        words, positions = (
            state["embeddings.word_embeddings.weight"],
            state["embeddings.position_embeddings.weight"],
        )
        with Uninitialised():
            model = cls(len(words), len(positions))
        renamed = {
            "words.weight": words,
            "positions.weight": positions,
            "kind": state["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": state["embeddings.LayerNorm.weight"],
            "norm.bias": state["embeddings.LayerNorm.bias"],
        }
        for layer in range(LAYERS):
            for theirs, ours in _NAMES.items():
                for kind in ("weight", "bias"):
                    renamed[f"layers.{layer}.{ours}.{kind}"] = state[f"encoder.layer.{layer}.{theirs}.{kind}"]
        # Copied, not assigned: the tensors read are the file itself, which Windows then lets nobody replace.
        model.load_state_dict(renamed)
        return model.eval().requires_grad_(False)

    @property
    def size(self):
        return SIZE

    def forward(self, ids, lengths):
        b, length = ids.shape
        at = torch.arange(length, device=ids.device)
        valid = at.view(1, length) < lengths.view(b, 1)
        x = self.norm(self.words(ids) + self.positions(at) + self.kind)
        blocked = torch.zeros(b, 1, 1, length, dtype=x.dtype, device=x.device)
        blocked = blocked.masked_fill(~valid[:, None, None], float("-inf"))
        for layer in self.layers:
            x = layer(x, blocked)
        mean = (x * valid.unsqueeze(-1)).sum(1) / lengths.view(b, 1)
        sentence = F.normalize(mean, dim=-1) * SIZE**0.5
        return torch.cat([sentence.unsqueeze(1), x[:, 1:-1] * WORD_SCALE], dim=1)

    @torch.inference_mode()
    def encode(self, texts, max_words=48, side_signal=0.0):
        """Texts -> condition (b, m, 384) float32 and lengths (b,); "" gives one zero vector."""
        return encode_texts(
            lambda ids, lengths: self(torch.from_numpy(ids), torch.from_numpy(lengths)).numpy(),
            texts,
            max_words,
            side_signal,
        )


def load():
    """The published weights; see MiniLM.load."""
    return MiniLM.load()


def encode_texts(forward, texts, max_words, side_signal=0.0):
    """Tokenise, run `forward(ids, lengths)` on arrays once for all texts, blank the empty ones, add sides."""
    pieces = [minilm_files.tokenize(text, max_words)[0] for text in texts]
    lengths = np.array([len(p) for p in pieces], dtype=np.int64)
    ids = np.zeros((len(pieces), max(lengths)), dtype=np.int64)
    for row, p in zip(ids, pieces, strict=True):
        row[: len(p)] = p
    condition = np.asarray(forward(ids, lengths), dtype=np.float32)
    lengths = lengths - 1
    for i, text in enumerate(texts):
        if not text.strip():
            lengths[i] = 1
        condition[i, lengths[i] :] = 0.0
        if not text.strip():
            condition[i] = 0.0
        else:
            sides.add(condition[i, : lengths[i]], minilm_files.words(text, max_words), side_signal)
    return condition, lengths
