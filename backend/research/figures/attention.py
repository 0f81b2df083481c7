"""Who looks at whom in the masked transformer, with and without the spectral prior."""

import contextlib
from dataclasses import dataclass

import numpy as np
import torch

from ...models import spectral
from ...models.config import MSDConfig
from ...training import masking
from ...training.features import clip_features

# Share of the tokens that is hidden, as in the later half of decoding.
HIDDEN = 0.3


@dataclass(frozen=True)
class Maps:
    """Attention of n motion tokens to each other, averaged over heads.

    similarity (n, n): cos(φ_i, φ_j), 0 where the estimate stands still. plain, prior (layers, n, n): what a
    row's token gives to each column's, without and with the prior; a row sums to 1 less what goes to the
    sentence. alphas: α of every layer. hidden (n,): which tokens were masked.
    """

    similarity: np.ndarray
    plain: np.ndarray
    prior: np.ndarray
    alphas: tuple
    hidden: np.ndarray

    def agreement(self):
        """Correlation (layers, 2) of attention and similarity between different tokens: plain, prior."""
        apart = ~np.eye(len(self.similarity), dtype=bool)
        return np.array([
            [np.corrcoef(look[apart], self.similarity[apart])[0, 1] for look in pair]
            for pair in zip(self.plain, self.prior, strict=True)
        ])  # fmt: skip


@contextlib.contextmanager
def recorded(body):
    """Within it every layer of an attention.Body adds its attention (b, heads, l, l) to the yielded list."""
    found = []

    def note(layer, arguments):
        x, *others = arguments
        q, k, _ = layer.project(x)
        found.append(layer.attention(q, k, *others))

    hooks = [layer.register_forward_pre_hook(note) for layer in body.layers]
    try:
        yield found
    finally:
        for hook in hooks:
            hook.remove()


@contextlib.contextmanager
def strength(body, alpha, decay):
    """Within it α of layer l is alpha · decay^l, whatever the weights' configuration says."""
    before = body.alphas
    body.alphas = [alpha * decay**depth for depth in range(len(before))]
    try:
        yield
    finally:
        body.alphas = before


@torch.no_grad()
def maps(weights, tokens, condition, *, hidden=HIDDEN, seed=0, alpha=None):
    """Maps of one clip's tokens (n, levels) under a Condition, a share `hidden` of them masked.

    φ is what decoding would have: of the visible tokens and the model's own guess of the others. alpha: α₀;
    None takes that of the weights, or the usual one where they use no prior.
    """
    msd, model = weights.config.msd, weights.masked
    alpha = (msd.attention or MSDConfig().attention) if alpha is None else alpha
    base = torch.as_tensor(np.asarray(tokens)[None, :, 0].astype(np.int64))
    lengths = torch.tensor([base.shape[1]])
    order = np.random.default_rng(seed).permutation(base.shape[1])
    masked = np.zeros(base.shape[1], dtype=bool)
    masked[order[: round(hidden * len(order))]] = True
    seen = torch.where(torch.from_numpy(masked), model.mask_id, base)
    given = (seen, lengths, torch.from_numpy(condition.vectors), torch.from_numpy(condition.lengths))
    phi, found = None, []
    with strength(model.body, alpha, msd.decay):
        alphas = tuple(model.body.alphas)
        for _ in range(2):
            with recorded(model.body) as layers:
                guess = model(*given, phi).argmax(-1)
            found.append(torch.cat([layer.mean(1) for layer in layers]).numpy())
            phi = masking.estimate_phi(
                seen, lengths, weights.tokenizer.codebooks[0], model.mask_id, msd, guess
            ) if phi is None else phi  # fmt: skip
    n = base.shape[1]
    unit = torch.nn.functional.normalize(phi[0], dim=-1).numpy()
    plain, prior = (layers[:, -n:, -n:] for layers in found)
    return Maps(unit @ unit.T, plain, prior, alphas, masked)


def tokens_of(clip, weights):
    """Tokens (n, levels) of a Clip: its own, or the tokenizer's, at most as many as the model reads."""
    limit = weights.config.max_tokens
    if clip.tokens is not None:
        return np.asarray(clip.tokens)[:limit]
    rows = clip_features(clip.rotations, clip.translation)
    rows = rows[: min(len(rows) // 4, limit) * 4].astype(np.float32)
    tokenizer = weights.tokenizer
    with torch.no_grad():
        return tokenizer.encode(tokenizer.normalize(torch.from_numpy(rows))[None])[0].numpy()


def most_varied(clips, weights):
    """Index of the Clip whose tokens are least alike in spectrum: there the prior has most to say."""
    spread = []
    for clip in clips:
        vectors = weights.tokenizer.codebooks[0][
            torch.from_numpy(tokens_of(clip, weights)[:, 0].astype(np.int64))
        ]
        phi, _ = spectral.descriptor(vectors[None], torch.tensor([len(vectors)]), weights.config.msd.window)
        unit = torch.nn.functional.normalize(phi[0], dim=-1)
        spread.append((unit @ unit.T).std().item())
    return int(np.argmax(spread))
