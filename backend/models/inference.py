"""The transformers as decoding runs them: no padding, and nothing computed that is not asked for.

Clips of one shape form a group, so that rows of different groups share the matrix products and only
attention looks at them apart. The last layer and the head run on the wanted positions alone. The results are
those of MaskedTransformer and ResidualTransformer in eval mode, up to rounding.
"""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F


@dataclass(frozen=True)
class Group:
    """b clips (rows of the batch) of `prefix` condition tokens, then n motion tokens; l = prefix + n.

    first: their first packed row; at (b, c): wanted motion positions. In layer i attention's logits are
    scale[i] (1, 1, l, l) · QKᵀ + prior[i] (b, 1, l, l); without a prior scale[i] is a number.
    """

    clips: torch.Tensor
    prefix: int
    n: int
    first: int
    at: torch.Tensor
    scale: torch.Tensor | list
    prior: torch.Tensor | None

    @property
    def packed(self):
        return slice(self.first, self.first + len(self.clips) * (self.prefix + self.n))

    def split(self, rows, *shape):
        """Packed rows (r, d) of the group as (b, l, *shape)."""
        return rows[self.packed].view(len(self.clips), self.prefix + self.n, *shape)


class _Inference:
    """What both share. In a call `condition` and `prefixes` are what `prepare` gave."""

    def __init__(self, model):
        self.model = model
        self.positions = model.positions
        body = model.body
        self.root = (body.layers[0].out_proj.in_features // body.layers[0].heads) ** -0.5
        self.alphas = torch.tensor(body.alphas, device=self.positions.device).view(-1, 1, 1, 1, 1)

    @torch.inference_mode()
    def prepare(self, vectors, vector_lengths):
        """Condition tokens (b, m, width) and how many each clip has (a list): the same in every step."""
        tokens, valid = self.model.condition(vectors, vector_lengths)
        return tokens, valid.sum(1).tolist()

    def _groups(self, lengths, prefixes, wanted, phi):
        """Clips by shape; lengths, prefixes (b,) int and wanted (b, n) bool on the host."""
        shapes, groups, first, device = {}, [], 0, self.positions.device
        for clip, shape in enumerate(zip(prefixes, lengths, strict=True)):
            shapes.setdefault(shape, []).append(clip)
        for (prefix, n), clips in shapes.items():
            chosen = wanted[clips, :n]
            # Clips that want fewer get others too, which are cheaper than a group of their own.
            at = np.argsort(~chosen, axis=1, kind="stable")[:, : max(1, chosen.sum(axis=1).max())]
            at, clips = torch.from_numpy(at).to(device), torch.tensor(clips, device=device)
            groups.append(Group(clips, prefix, n, first, at, *self._prior(phi, clips, prefix, n)))
            first += len(clips) * (prefix + n)
        return groups

    def _prior(self, phi, clips, prefix, n):
        """scale and prior of a Group, for all layers."""
        if phi is None or self.model.body.alphas[0] == 0.0:
            return [self.root] * len(self.alphas), None
        unit = F.normalize(phi[clips, :n], dim=-1, eps=1e-6)
        similarity = F.pad(unit @ unit.transpose(1, 2), (prefix, 0, prefix, 0)).unsqueeze(1)
        alphas = self.alphas.to(similarity.dtype)
        scale = alphas.new_full((len(alphas), 1, 1, prefix + n, prefix + n), self.root)
        scale[..., prefix:, prefix:].mul_(1.0 - alphas)
        return scale, (self.model.body.scale * alphas) * similarity

    def _run(self, motion, condition, lengths, prefixes, wanted, phi):
        """motion(clips, n) -> embedded tokens (b, n, width). Returns wanted (r, width), clips, positions."""
        groups = self._groups(lengths, prefixes, wanted, phi)
        x = torch.cat([
            torch.cat([condition[g.clips, : g.prefix], motion(g.clips, g.n)], dim=1).flatten(0, 1)
            for g in groups
        ])  # fmt: skip
        *layers, last = self.model.body.layers
        for depth, layer in enumerate(layers):
            x = _layer(layer, depth, x, groups)
        x = _last_layer(last, len(layers), x, groups)
        clips = torch.cat([g.clips.repeat_interleave(g.at.shape[1]) for g in groups])
        return x, clips, torch.cat([g.at.flatten() for g in groups])


class MaskedInference(_Inference):
    """A MaskedTransformer in eval mode."""

    def __init__(self, model):
        super().__init__(model)
        with torch.inference_mode():
            self.table = model.input(model.token_emb.weight)

    @torch.inference_mode()
    def __call__(self, tokens, lengths, condition, prefixes, phi, wanted):
        """tokens (b, n), lengths and prefixes (b,) as lists, condition (b, m, width), phi (b, n, W) or None,
        wanted (b, n) a numpy mask -> logits (b, n, codes), 0 where they are not wanted
        """

        def motion(clips, n):
            return F.embedding(tokens[clips, :n], self.table) + self.positions[:n]

        rows, clips, at = self._run(motion, condition, lengths, prefixes, wanted, phi)
        return _scattered(self.model.head(rows), clips, at, tokens.shape)


class ResidualInference(_Inference):
    """A ResidualTransformer in eval mode."""

    def __init__(self, model):
        super().__init__(model)
        with torch.inference_mode():
            # Embedding and input layer in one look-up; the bias is in the first table, which is always used.
            tables = model.embedding_tables @ model.input.weight.T
            tables[0] += model.input.bias
            self.tables = tables.flatten(0, 1)
            self.outputs = [table[: model.codes].T.contiguous() for table in model.output_tables]
            self.levels = model.level_emb.weight.T + model.level_emb.bias

    @torch.inference_mode()
    def __call__(self, tokens, level, lengths, condition, prefixes, phi, wanted):
        """As MaskedInference, of tokens (b, n, level)."""
        first = torch.arange(level, device=tokens.device) * (self.model.codes + 1)
        bags = tokens[..., :level] + first
        level_token = self.levels[level].expand(len(condition), 1, -1)
        condition = torch.cat([condition[:, :1], level_token, condition[:, 1:]], dim=1)

        def motion(clips, n):
            return F.embedding(bags[clips, :n], self.tables).sum(dim=2) + self.positions[:n]

        prefixes = [count + 1 for count in prefixes]
        rows, clips, at = self._run(motion, condition, lengths, prefixes, wanted, phi)
        return _scattered(self.model.head(rows) @ self.outputs[level - 1], clips, at, tokens.shape[:2])


def _layer(layer, depth, x, groups):
    qkv, mixed = layer.in_proj(x), torch.empty_like(x)
    for group in groups:
        q, k, v = _heads(group.split(qkv, 3, layer.heads, -1))
        prior = None if group.prior is None else group.prior[depth]
        group.split(mixed, layer.heads, -1).copy_(_attended(q, k, v, group.scale[depth], prior))
    return _after(layer, x, mixed)


def _last_layer(layer, depth, x, groups):
    """The wanted positions look at all rows; nothing else is needed any more."""
    width = layer.out_proj.in_features
    weight, bias = layer.in_proj.weight, layer.in_proj.bias
    kv = F.linear(x, weight[width:], bias[width:])
    seen = [_wanted(group.split(x, -1), group.at + group.prefix) for group in groups]
    rows = torch.cat([part.flatten(0, 1) for part in seen])
    queries = F.linear(rows, weight[:width], bias[:width]).split([s.shape[0] * s.shape[1] for s in seen])
    mixed = []
    for group, q in zip(groups, queries, strict=True):
        k, v = _heads(group.split(kv, 2, layer.heads, -1))
        (q,) = _heads(q.view(*group.at.shape, 1, layer.heads, -1))
        scale, prior, at = group.scale[depth], None, group.at + group.prefix
        if group.prior is not None:
            scale = scale[0, 0][at].unsqueeze(1)
            prior = _wanted(group.prior[depth][:, 0], at).unsqueeze(1)
        mixed.append(_attended(q, k, v, scale, prior).flatten(2).flatten(0, 1))
    return _after(layer, rows, torch.cat(mixed))


def _attended(q, k, v, scale, prior):
    """Mixed values (b, l, heads, e) of queries, keys and values (b, heads, l, e)."""
    logits = q @ k.mT
    logits = logits.mul_(scale) if prior is None else torch.addcmul(prior, logits, scale)
    return (torch.softmax(logits, dim=-1) @ v).transpose(1, 2)


def _after(layer, x, mixed):
    """Projection, feed-forward and norms; x is overwritten."""
    x = layer.norm1(x.addmm_(mixed, layer.out_proj.weight.T).add_(layer.out_proj.bias))
    inner = torch.ops.aten.gelu_(layer.linear1(x))
    return layer.norm2(x.addmm_(inner, layer.linear2.weight.T).add_(layer.linear2.bias))


def _heads(x):
    """x (b, l, parts, heads, e) -> parts of (b, heads, l, e)"""
    return x.permute(2, 0, 3, 1, 4).unbind(0)


def _wanted(x, at):
    """Rows at (b, c) of x (b, l, …)."""
    return x[torch.arange(len(x), device=x.device)[:, None], at]


def _scattered(logits, clips, at, shape):
    out = logits.new_zeros(*shape, logits.shape[-1])
    out[clips, at] = logits
    return out
