"""Post-norm transformer whose attention may look at how alike two moments' motion spectra are."""

import math

import torch
import torch.nn.functional as F
from torch import nn


class Dropout(nn.Module):
    """Dropout by random bytes: on a CPU several times faster than torch's Bernoulli masks."""

    def __init__(self, p):
        super().__init__()
        self.threshold = round(p * 256)

    def forward(self, x):
        if not self.training or self.threshold == 0:
            return x
        if x.device.type != "cpu":
            return F.dropout(x, self.threshold / 256)
        words = torch.randint(-(2**63), 2**63 - 1, ((x.numel() + 7) // 8,), dtype=torch.int64)
        keep = words.view(torch.uint8)[: x.numel()].view(x.shape) >= self.threshold
        return x * keep * (256.0 / (256 - self.threshold))


def sinusoidal_positions(count, width):
    """(count, width): sines in the even, cosines in the odd channels (Vaswani et al. 2017)."""
    t = torch.arange(count, dtype=torch.float32, device="cpu").unsqueeze(1)
    channels = torch.arange(0, width, 2, dtype=torch.float32, device="cpu")
    rate = torch.exp(channels * (-math.log(10000.0) / width))
    positions = torch.zeros(count, width, device="cpu")
    positions[:, 0::2] = torch.sin(t * rate)
    positions[:, 1::2] = torch.cos(t * rate)
    return positions


class SpectralPrior:
    """What motion-aware attention needs (DynMask): logits become (1 − α)·QKᵀ/√d + α·s·cos(φ_i, φ_j).

    similarity: s·cos (b, 1, l, l); pairs: (b, 1, l, l), 1 where both i and j are motion, 0 elsewhere, so
    that condition and padding take no part.
    """

    def __init__(self, phi, lengths, prefix, scale):
        b, n, _ = phi.shape
        unit = F.normalize(phi, dim=-1, eps=1e-6)
        motion = (torch.arange(n, device=phi.device).view(1, n) < lengths.view(b, 1)).to(phi.dtype)
        motion = F.pad(motion, (prefix, 0))
        unit = F.pad(unit, (0, 0, prefix, 0))
        self.pairs = (motion.unsqueeze(2) * motion.unsqueeze(1)).unsqueeze(1)
        self.similarity = scale * (unit @ unit.transpose(1, 2)).unsqueeze(1)

    def mix(self, logits, alpha):
        return logits + (alpha * self.pairs) * (self.similarity - logits)


class Layer(nn.Module):
    """Self-attention and GELU feed-forward, each followed by add and LayerNorm."""

    def __init__(self, config):
        super().__init__()
        self.heads = config.heads
        self.in_proj = nn.Linear(config.width, 3 * config.width)
        self.out_proj = nn.Linear(config.width, config.width)
        self.linear1 = nn.Linear(config.width, config.feedforward)
        self.linear2 = nn.Linear(config.feedforward, config.width)
        self.norm1 = nn.LayerNorm(config.width)
        self.norm2 = nn.LayerNorm(config.width)
        self.dropout = Dropout(config.dropout)

    def project(self, x):
        """Queries, keys and values (b, heads, l, d / heads) of x (b, l, d)."""
        b, length, d = x.shape
        return self.in_proj(x).view(b, length, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)

    def attention(self, q, k, blocked, prior=None, alpha=0.0):
        """Who looks at whom (b, heads, l, l): rows of queries that sum to 1 over the keys."""
        logits = q @ k.transpose(-1, -2) / math.sqrt(self.out_proj.in_features // self.heads)
        if prior is not None:
            logits = prior.mix(logits, alpha)
        return torch.softmax(logits + blocked, dim=-1)

    def forward(self, x, blocked, prior=None, alpha=0.0):
        """x (b, l, d); blocked (b, 1, 1, l): 0 for keys that may be attended to, −inf for padding."""
        b, length, d = x.shape
        q, k, v = self.project(x)
        if prior is None or alpha == 0.0:
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=blocked)
        else:
            mixed = self.attention(q, k, blocked, prior, alpha) @ v
        mixed = mixed.transpose(1, 2).reshape(b, length, d)
        x = self.norm1(x + self.dropout(self.out_proj(mixed)))
        return self.norm2(x + self.dropout(self.linear2(self.dropout(F.gelu(self.linear1(x))))))


class Body(nn.Module):
    """The stack of layers; α of layer l is α₀·γ^l."""

    def __init__(self, config, msd):
        super().__init__()
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))
        self.alphas = msd.alphas(config.layers)
        self.scale = msd.scale

    def forward(self, x, valid, phi, lengths, prefix):
        """x (b, l, d), valid (b, l) bool, phi (b, n, W) or None, `prefix` tokens before the n of motion."""
        blocked = torch.zeros_like(valid, dtype=x.dtype).masked_fill(~valid, float("-inf"))[:, None, None]
        prior = None
        if phi is not None and self.alphas[0] > 0.0:
            prior = SpectralPrior(phi, lengths, prefix, self.scale)
        for layer, alpha in zip(self.layers, self.alphas, strict=True):
            x = layer(x, blocked, prior, alpha)
        return x


class ConditionEmbedding(nn.Module):
    """Sentence vector (row 0) and word vectors (further rows) to tokens of the body's width."""

    def __init__(self, text, width):
        super().__init__()
        self.sentence = nn.Linear(text.size, width)
        self.word = nn.Linear(text.size, width) if text.max_words else None

    def forward(self, vectors, lengths):
        """vectors (b, m, size), lengths (b,) -> tokens (b, m, width), valid (b, m)"""
        b, m, _ = vectors.shape
        valid = torch.arange(m, device=vectors.device).view(1, m) < lengths.view(b, 1)
        tokens = self.sentence(vectors[:, :1])
        if self.word is not None and m > 1:
            tokens = torch.cat([tokens, self.word(vectors[:, 1:])], dim=1)
        return tokens, valid[:, : tokens.shape[1]]


class CodeHead(nn.Module):
    """Linear, GELU, LayerNorm, linear (BERT's prediction head)."""

    def __init__(self, width, out):
        super().__init__()
        self.dense = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.out = nn.Linear(width, out)

    def forward(self, x):
        return self.out(self.norm(F.gelu(self.dense(x))))


def init_transformer(module):
    """Normal(0, 0.02) weights and zero biases, as in BERT."""
    if isinstance(module, (nn.Linear, nn.Embedding)):
        nn.init.normal_(module.weight, std=0.02)
        if getattr(module, "bias", None) is not None:
            nn.init.zeros_(module.bias)
