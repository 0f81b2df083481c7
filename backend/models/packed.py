"""The transformers as their ONNX graphs run them: packed rows, and nothing twice that all steps share.

b clips of m condition tokens, then n motion tokens; l = m + n. Everything but attention is done on the r rows
that a clip really has; attention looks at (b, l), into which they are spread. The first layer's queries, keys
and values are looked up: of a token, of a position, and of a condition once a take. The last layer and the
head run on c wanted positions a clip. The results are those of MaskedTransformer and ResidualTransformer in
eval mode, up to rounding; inference.py does the same in torch.
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
    phi (b, n, W): rows of what attention compares.
    """

    def __init__(self, model, use_phi):
        super().__init__()
        self.body, self.use_phi = model.body, use_phi
        first, last = self.body.layers[0], self.body.layers[-1]
        self.heads, self.width = first.heads, first.out_proj.in_features
        self.root = (self.width // first.heads) ** -0.5
        # Slices of the weights would be taken anew in every pass.
        for name, parameter in (("weight", last.in_proj.weight), ("bias", last.in_proj.bias)):
            self.register_buffer(f"q_{name}", parameter.detach()[: self.width].clone())
            self.register_buffer(f"kv_{name}", parameter.detach()[self.width :].clone())

    def run(self, x, qkv, rows, back, at, blocked, phi):
        """x (b, l, d) and the first layer's qkv (b, l, 3d) -> wanted rows (b · c, d)"""
        b, length, d = x.shape
        priors = self._priors(phi, length, blocked) if self.use_phi else [(self.root, blocked)]
        priors = priors * (len(self.body.layers) // len(priors))
        spread, together = self._places(back, 3), self._together(rows, length)
        x = x.reshape(-1, d)[rows]
        *layers, last = self.body.layers
        for i, (layer, prior) in enumerate(zip(layers, priors[:-1], strict=True)):
            if i == 0:
                given = self._heads(qkv, self._places(_counted(back), 3))
            else:
                given = self._heads(layer.in_proj(x), spread)
            x = _after(layer, x, self._mixed(*given, *prior, together))
        return self._last(last, x, None if layers else qkv, back, at, *priors[-1])

    def _last(self, layer, x, qkv, back, at, scale, prior):
        length = back.shape[1]
        through = at.reshape(-1)
        seen = x[back.reshape(-1)[through]]
        if qkv is None:
            k, v = self._heads(F.linear(x, self.kv_weight, self.kv_bias), self._places(back, 2))
            q = F.linear(seen, self.q_weight, self.q_bias)
        else:
            q, k, v = qkv.reshape(-1, 3 * self.width).split(self.width, dim=-1)
            places = self._places(_counted(back), 1)
            (k,), (v,), q = self._heads(k, places), self._heads(v, places), q[through]
        wanted = _counted(at)
        (q,) = self._heads(q, self._places(wanted, 1))
        together = self._together(wanted.reshape(-1), at.shape[1])
        if self.use_phi:
            scale = scale[at % length].unsqueeze(1)
            prior = prior.reshape(-1, length)[at].unsqueeze(1)
        return _after(layer, seen, self._mixed(q, k, v, scale, prior, together))

    def _priors(self, phi, length, blocked):
        """Per layer scale (l, l) and prior (b, 1, l, l): attention's logits are scale · QKᵀ + prior."""
        n = phi.shape[1]
        m = length - n
        unit = F.normalize(phi, dim=-1, eps=1e-6)
        similarity = F.pad(unit @ unit.transpose(1, 2), (m, 0, m, 0)).unsqueeze(1)
        motion = F.pad(torch.ones(n), (m, 0))
        pairs = motion.unsqueeze(0) * motion.unsqueeze(1)
        alphas = torch.tensor(self.body.alphas).view(-1, 1, 1)
        scales = self.root - (self.root * alphas) * pairs
        priors = (self.body.scale * alphas).view(-1, 1, 1, 1, 1) * similarity + blocked
        return list(zip(scales.unbind(0), priors.unbind(0), strict=True))

    def _places(self, back, parts):
        """Where heads (b, heads, l) of every part lie in rows (·, parts · d), counted by heads."""
        first = back.unsqueeze(1) * (parts * self.heads) + torch.arange(self.heads).view(-1, 1)
        return [first + self.heads * part for part in range(parts)]

    def _heads(self, x, places):
        """Rows x (·, parts · d) -> of every part (b, heads, l, e)"""
        x = x.reshape(-1, self.width // self.heads)
        return [F.embedding(place, x) for place in places]

    def _together(self, rows, length):
        """Where the heads (r, heads) of rows (r,) in (b, length) lie in (b, heads, length)."""
        clip, at = rows // length, rows % length
        return (clip * (self.heads * length) + at).unsqueeze(1) + torch.arange(self.heads) * length

    def _mixed(self, q, k, v, scale, prior, together):
        """Mixed values (r, d) of queries (b, heads, ·, e), keys and values (b, heads, l, e)."""
        mixed = torch.softmax((q @ k.transpose(2, 3)) * scale + prior, dim=-1) @ v
        return F.embedding(together, mixed.reshape(-1, self.width // self.heads)).reshape(-1, self.width)


class PackedMasked(_Packed):
    """A MaskedTransformer in eval mode, for up to `longest` tokens."""

    def __init__(self, model, use_phi, longest):
        super().__init__(model, use_phi)
        project = self.body.layers[0].in_proj
        with torch.no_grad():
            embedded, at = model.input(model.token_emb.weight), model.positions[:longest]
            self.register_buffer("table", embedded)
            self.register_buffer("positions", at.clone())
            self.register_buffer("table_qkv", project(embedded))
            self.register_buffer("positions_qkv", F.linear(at, project.weight))
        self.head = model.head

    def forward(self, tokens, condition, condition_qkv, rows, back, at, blocked, phi):
        """tokens (b, n) -> logits (b, c, codes)"""
        n = tokens.shape[1]
        x = F.embedding(tokens, self.table) + self.positions[:n]
        qkv = F.embedding(tokens, self.table_qkv) + self.positions_qkv[:n]
        x, qkv = torch.cat([condition, x], dim=1), torch.cat([condition_qkv, qkv], dim=1)
        found = self.head(self.run(x, qkv, rows, back, at, blocked, phi))
        return found.reshape(*at.shape, -1)


class PackedResidual(_Packed):
    """A ResidualTransformer in eval mode. A clip's first token says the level, then its condition's follow;
    they are part of m. Its motion tokens go through the first layer: tables of all levels would be large."""

    def __init__(self, model, use_phi, longest):
        super().__init__(model, use_phi)
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

    def forward(self, tokens, level, condition, condition_qkv, rows, back, at, blocked, phi):
        """tokens (b, n, level), level (1,) -> logits (b, c, codes)"""
        b, n, used = tokens.shape
        per_level = self.codes + 1
        bags = tokens + torch.arange(used) * per_level
        motion = self.input(F.embedding(bags, self.tables).sum(dim=2)) + self.positions[:n]
        x = torch.cat([self.levels[level].expand(b, 1, -1), condition, motion], dim=1)
        first = self.levels_qkv[level].expand(b, 1, -1)
        project = self.body.layers[0].in_proj
        qkv = torch.cat([first, condition_qkv, project(motion)], dim=1)
        hidden = self.head(self.run(x, qkv, rows, back, at, blocked, phi))
        table = F.embedding(level * per_level + torch.arange(self.codes), self.tables)
        return (hidden @ table.T).reshape(*at.shape, -1)


def _counted(places):
    """0 … b · l − 1 in the shape (b, l) of `places`."""
    return torch.arange(places.numel()).view(places.shape)


def _after(layer, x, mixed):
    """Projection, feed-forward and norms."""
    x = layer.norm1(x + layer.out_proj(mixed))
    return layer.norm2(x + layer.linear2(F.gelu(layer.linear1(x))))
