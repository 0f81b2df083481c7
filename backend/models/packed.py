"""The transformers as decoding runs them, in torch and as ONNX graphs: packed rows, and nothing twice.

b clips of m condition tokens, then n motion tokens; l = m + n. Everything but attention is done on the r rows
that a clip really has; attention looks at (b, l), into which they are spread. The first layer's queries, keys
and values are looked up: of a token, of a position, and of a condition once a take. The last layer and the
head run on c wanted positions a clip. The results are those of MaskedTransformer and ResidualTransformer in
eval mode, up to rounding.
"""

import torch
import torch.nn.functional as F
from torch import nn


class Conditions(nn.Module):
    """Condition vectors (b, m, size) -> for either transformer embedded tokens (b, m, d) and what the first
    layer makes of them (b, m, 3d): masked, masked_qkv, residual, residual_qkv."""

    def __init__(self, masked, residual):
        super().__init__()
        self.masked, self.residual = masked, residual

    def forward(self, vectors):
        found = []
        for model in (self.masked, self.residual):
            tokens = model.condition.sentence(vectors[:, :1])
            if model.condition.word is not None:
                tokens = torch.cat([tokens, model.condition.word(vectors[:, 1:])], dim=1)
            found += [tokens, model.body.layers[0].in_proj(tokens)]
        return tuple(found)


class _Packed(nn.Module):
    """What both share. In a call

    rows (r,): where in (b, l), counted through, the packed rows lie; back (b, l): their inverse, any row for
    padding; at (b, c): the wanted positions, counted through; blocked (b, 1, 1, l): 0, −inf for padding;
    phi (b, n, W): rows of what attention compares, alphas (layers,): how much it counts in each layer; both
    None where nothing is compared.
    """

    def __init__(self, model):
        super().__init__()
        self.body = model.body
        first, last = self.body.layers[0], self.body.layers[-1]
        self.heads, self.width = first.heads, first.out_proj.in_features
        self.root = (self.width // first.heads) ** -0.5
        # Slices of the weights would be taken anew in every pass.
        self.last_q, self.last_kv = _part(last.in_proj, self.width)

    def run(self, x, qkv, rows, back, at, blocked, phi, alphas):
        """x (b, l, d) and the first layer's qkv (b, l, 3d) -> wanted rows (b · c, d)"""
        b, length, d = x.shape
        *layers, last = self.body.layers
        if phi is None:
            *priors, prior = [(self.root, blocked)] * len(self.body.layers)
        else:
            *priors, prior = self._priors(phi, alphas, length, blocked)
            prior = _at(*prior, at)
        spread, together = self._places(back, 3), self._together(rows, length)
        x = x.reshape(-1, d)[rows]
        for i, (layer, looks) in enumerate(zip(layers, priors, strict=True)):
            if i == 0:
                given = self._heads(qkv, self._places(_counted(back), 3))
            else:
                given = self._heads(layer.in_proj(x), spread)
            x = _after(layer, x, self._mixed(*given, *looks, together))
        return self._last(last, x, None if layers else qkv, back, at, *prior)

    def _last(self, layer, x, qkv, back, at, scale, prior):
        through = at.reshape(-1)
        seen = x[back.reshape(-1)[through]]
        if qkv is None:
            k, v = self._heads(self.last_kv(x), self._places(back, 2))
            q = self.last_q(seen)
        else:
            q, k, v = qkv.reshape(-1, 3 * self.width).split(self.width, dim=-1)
            places = self._places(_counted(back), 1)
            (k,), (v,), q = self._heads(k, places), self._heads(v, places), q[through]
        wanted = _counted(at)
        (q,) = self._heads(q, self._places(wanted, 1))
        together = self._together(wanted.reshape(-1), at.shape[1])
        return _after(layer, seen, self._mixed(q, k, v, scale, prior, together))

    def _priors(self, phi, alphas, length, blocked):
        """Per layer scale (l, l) and prior (b, 1, l, l): attention's logits are scale · QKᵀ + prior."""
        n = phi.shape[1]
        m = length - n
        unit = F.normalize(phi, dim=-1, eps=1e-6)
        similarity = F.pad(unit @ unit.transpose(1, 2), (m, 0, m, 0)).unsqueeze(1)
        motion = F.pad(torch.ones(n, dtype=phi.dtype, device=phi.device), (m, 0))
        pairs = motion.unsqueeze(0) * motion.unsqueeze(1)
        scales = self.root - (self.root * alphas).view(-1, 1, 1) * pairs
        priors = (self.body.scale * alphas).view(-1, 1, 1, 1, 1) * similarity + blocked
        return list(zip(scales.unbind(0), priors.unbind(0), strict=True))

    def _places(self, back, parts):
        """Where heads (b, heads, l) of every part lie in rows (·, parts · d), counted by heads."""
        heads = torch.arange(self.heads, device=back.device).view(-1, 1)
        first = back.unsqueeze(1) * (parts * self.heads) + heads
        return [first + self.heads * part for part in range(parts)]

    def _heads(self, x, places):
        """Rows x (·, parts · d) -> of every part (b, heads, l, e)"""
        x = x.reshape(-1, self.width // self.heads)
        return [F.embedding(place, x) for place in places]

    def _together(self, rows, length):
        """Where the heads (r, heads) of rows (r,) in (b, length) lie in (b, heads, length)."""
        clip, at = rows // length, rows % length
        heads = torch.arange(self.heads, device=rows.device)
        return (clip * (self.heads * length) + at).unsqueeze(1) + heads * length

    def _mixed(self, q, k, v, scale, prior, together):
        """Mixed values (r, d) of queries (b, heads, ·, e), keys and values (b, heads, l, e)."""
        mixed = torch.softmax((q @ k.transpose(2, 3)) * scale + prior, dim=-1) @ v
        return F.embedding(together, mixed.reshape(-1, self.width // self.heads)).reshape(-1, self.width)


class PackedMasked(_Packed):
    """A MaskedTransformer in eval mode, for up to `longest` tokens."""

    def __init__(self, model, longest):
        super().__init__(model)
        project = self.body.layers[0].in_proj
        with torch.no_grad():
            embedded, at = model.input(model.token_emb.weight), model.positions[:longest]
            self.register_buffer("table", embedded)
            self.register_buffer("positions", at.clone())
            self.register_buffer("table_qkv", project(embedded))
            self.register_buffer("positions_qkv", F.linear(at, project.weight))
        self.head = model.head

    def forward(self, tokens, condition, condition_qkv, rows, back, at, blocked, phi=None, alphas=None):
        """tokens (b, n) -> logits (b, c, codes)"""
        n = tokens.shape[1]
        x = F.embedding(tokens, self.table) + self.positions[:n]
        qkv = F.embedding(tokens, self.table_qkv) + self.positions_qkv[:n]
        x, qkv = torch.cat([condition, x], dim=1), torch.cat([condition_qkv, qkv], dim=1)
        found = self.head(self.run(x, qkv, rows, back, at, blocked, phi, alphas))
        return found.reshape(*at.shape, -1)


class PackedResidual(_Packed):
    """A ResidualTransformer in eval mode. A clip's first token says the level, then its condition's follow;
    they are part of m. Its motion tokens go through the first layer: tables of all levels would be large."""

    def __init__(self, model, longest):
        super().__init__(model)
        project = self.body.layers[0].in_proj
        self.codes, self.input, self.head = model.codes, model.input, model.head
        with torch.no_grad():
            levels = model.level_emb.weight.T + model.level_emb.bias
            self.register_buffer("levels", levels.clone())
            self.register_buffer("levels_qkv", project(levels))
            self.register_buffer("positions", model.positions[:longest].clone())
        # The output table of a level embeds it as well: stored once.
        tables = torch.cat([model.first_table, model.shared_tables, model.last_table])
        self.tables = nn.Parameter(tables.detach().flatten(0, 1))

    def forward(
        self, tokens, level, condition, condition_qkv, rows, back, at, blocked, phi=None, alphas=None
    ):  # fmt: skip
        """tokens (b, n, level), level (1,) -> logits (b, c, codes)"""
        b, n, used = tokens.shape
        per_level = self.codes + 1
        bags = tokens + torch.arange(used, device=tokens.device) * per_level
        motion = self.input(F.embedding(bags, self.tables).sum(dim=2)) + self.positions[:n]
        x = torch.cat([self.levels[level].expand(b, 1, -1), condition, motion], dim=1)
        first = self.levels_qkv[level].expand(b, 1, -1)
        project = self.body.layers[0].in_proj
        qkv = torch.cat([first, condition_qkv, project(motion)], dim=1)
        hidden = self.head(self.run(x, qkv, rows, back, at, blocked, phi, alphas))
        codes = level * per_level + torch.arange(self.codes, device=tokens.device)
        return (hidden @ F.embedding(codes, self.tables).T).reshape(*at.shape, -1)


def _part(project, width):
    """A layer's projection (d -> 3d) as two: of queries, of keys and values."""
    parts = []
    for rows in (slice(0, width), slice(width, None)):
        weight, bias = project.weight.detach()[rows].clone(), project.bias.detach()[rows].clone()
        part = nn.Linear(width, len(weight), device="meta")
        part.weight, part.bias = (nn.Parameter(values, requires_grad=False) for values in (weight, bias))
        parts.append(part)
    return parts


def _at(scale, prior, at):
    """A layer's scale (b, 1, c, l) and prior (b, 1, c, l) for the wanted positions alone."""
    length = scale.shape[0]
    return scale[at % length].unsqueeze(1), prior.reshape(-1, length)[at].unsqueeze(1)


def _counted(places):
    """0 … b · l − 1 in the shape (b, l) of `places`."""
    return torch.arange(places.numel(), device=places.device).view(places.shape)


def _after(layer, x, mixed):
    """Projection, feed-forward and norms."""
    x = layer.norm1(x + layer.out_proj(mixed))
    return layer.norm2(x + layer.linear2(F.gelu(layer.linear1(x))))
