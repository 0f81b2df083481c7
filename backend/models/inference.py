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

    first: their first packed row; at (b, c): wanted motion positions; similarity (b, 1, n, n) or None.
    """

    clips: torch.Tensor
    prefix: int
    n: int
    first: int
    at: torch.Tensor
    similarity: torch.Tensor | None

    @property
    def packed(self):
        return slice(self.first, self.first + len(self.clips) * (self.prefix + self.n))

    def split(self, rows):
        """Packed rows (r, …) of the group as (b, l, …)."""
        return rows[self.packed].unflatten(0, (len(self.clips), self.prefix + self.n))


class _Inference:
    """What both share. In a call `condition` and `prefixes` are what `prepare` gave."""

    def __init__(self, model):
        self.model = model
        self.positions = model.positions

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
            similarity = None
            if phi is not None and self.model.body.alphas[0] > 0.0:
                unit = F.normalize(phi[clips, :n], dim=-1, eps=1e-6)
                similarity = (self.model.body.scale * (unit @ unit.transpose(1, 2))).unsqueeze(1)
            groups.append(Group(clips, prefix, n, first, at, similarity))
            first += len(clips) * (prefix + n)
        return groups

    def _run(self, motion, condition, lengths, prefixes, wanted, phi):
        """motion(clips, n) -> embedded tokens (b, n, width). Returns wanted (r, width), clips, positions."""
        groups = self._groups(lengths, prefixes, wanted, phi)
        x = torch.cat([
            torch.cat([condition[g.clips, : g.prefix], motion(g.clips, g.n)], dim=1).flatten(0, 1)
            for g in groups
        ])  # fmt: skip
        body = self.model.body
        for layer, alpha in zip(body.layers[:-1], body.alphas[:-1], strict=True):
            x = _layer(layer, x, groups, alpha)
        x = _last_layer(body.layers[-1], x, groups, body.alphas[-1])
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


def _layer(layer, x, groups, alpha):
    qkv = layer.in_proj(x)
    mixed = []
    for group in groups:
        q, k, v = (part.transpose(1, 2) for part in _heads(layer, group.split(qkv), 3))
        mixed.append(_attended(q, k, v, group.prefix, group.similarity, alpha, group.prefix))
    return _after(layer, x, torch.cat(mixed))


def _last_layer(layer, x, groups, alpha):
    """The wanted positions look at all rows; nothing else is needed any more."""
    width = layer.out_proj.in_features
    weight, bias = layer.in_proj.weight, layer.in_proj.bias
    kv = F.linear(x, weight[width:], bias[width:])
    seen = [_wanted(group.split(x), group.at + group.prefix) for group in groups]
    rows = torch.cat([part.flatten(0, 1) for part in seen])
    queries = F.linear(rows, weight[:width], bias[:width]).split([s.shape[0] * s.shape[1] for s in seen])
    mixed = []
    for group, q in zip(groups, queries, strict=True):
        k, v = (part.transpose(1, 2) for part in _heads(layer, group.split(kv), 2))
        (q,) = _heads(layer, q.unflatten(0, group.at.shape), 1)
        similarity = group.similarity
        if similarity is not None:
            similarity = _wanted(similarity[:, 0], group.at).unsqueeze(1)
        mixed.append(_attended(q.transpose(1, 2), k, v, 0, similarity, alpha, group.prefix))
    return _after(layer, rows, torch.cat(mixed))


def _attended(q, k, v, first, similarity, alpha, prefix):
    """Heads mixed and packed: (b · rows, d). Queries from `first` on and keys from `prefix` on are motion."""
    logits = (q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2)
    if similarity is not None:
        logits[:, :, first:, prefix:].mul_(1.0 - alpha).add_(similarity, alpha=alpha)
    return (torch.softmax(logits, dim=-1) @ v).transpose(1, 2).flatten(2).flatten(0, 1)


def _after(layer, x, mixed):
    x = layer.norm1(layer.out_proj(mixed).add_(x))
    return layer.norm2(layer.linear2(F.gelu(layer.linear1(x))).add_(x))


def _heads(layer, x, parts):
    """x (b, l, parts · d) -> parts of (b, l, heads, d / heads)"""
    return x.unflatten(-1, (parts, layer.heads, -1)).unbind(2)


def _wanted(x, at):
    """Rows at (b, c) of x (b, l, …)."""
    return x[torch.arange(len(x), device=x.device)[:, None], at]


def _scattered(logits, clips, at, shape):
    out = logits.new_zeros(*shape, logits.shape[-1])
    out[clips, at] = logits
    return out
