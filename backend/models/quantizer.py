"""Residual vector quantisation with EMA codebooks (RVQ: Zeghidour et al. 2021; MoMask, Guo et al. 2024)."""

import torch
import torch.nn.functional as F
from torch import nn


class Alone:
    """All rows of a batch are here; training.parallel.Processes where several processes share them."""

    rank, count = 0, 1

    def block(self, x):
        return x

    def add(self, *tensors):
        pass


class Codebook(nn.Module):
    """One level: `codes` vectors, updated by exponential moving averages, dead ones restarted.

    sharing: whether x are all rows of the batch or this process's; codes move by all of them.
    """

    def __init__(self, codes, dim, *, decay=0.99):
        super().__init__()
        self.decay, self.sharing = decay, Alone()
        self.register_buffer("codebook", torch.zeros(codes, dim))
        self.register_buffer("totals", torch.zeros(codes, dim), persistent=False)
        self.register_buffer("counts", torch.zeros(codes), persistent=False)

    def distances(self, x):
        """Squared distances (rows, codes) of x (rows, dim)."""
        return x.pow(2).sum(1, keepdim=True) - 2.0 * x @ self.codebook.T + self.codebook.pow(2).sum(1)

    def nearest(self, x):
        """Indices (…) of the nearest codes of x (…, dim)."""
        return self.distances(x.reshape(-1, x.shape[-1])).argmin(1).reshape(x.shape[:-1])

    def sample(self, x, temperature, generator):
        """Training indices of x (rows, dim): Gumbel sampling on −distance / temperature."""
        logits = -self.distances(x)
        if temperature > 0:
            noise = logits.new_empty(self.sharing.count * len(logits), logits.shape[1])
            noise = self.sharing.block(noise.exponential_(generator=generator)).log_().neg_()
            logits = logits / temperature + noise
        return logits.argmax(1)

    def start(self, x):
        """Place the codes on the rows of x (rows, dim), repeated with a little noise when too few."""
        rows = self._rows_for_codes(x)
        self.codebook.copy_(rows)
        self.totals.copy_(rows)
        self.counts.fill_(1.0)

    def restart(self, count):
        """Go on from a loaded codebook, every code as if chosen by `count` rows a step so far."""
        self.totals.copy_(self.codebook * count)
        self.counts.fill_(count)

    @torch.no_grad()
    def update(self, x, indices):
        """Move the codes towards the rows of x that chose them. Returns the code usage's perplexity."""
        one_hot_counts = torch.bincount(indices, minlength=len(self.counts)).to(x.dtype)
        totals = torch.zeros_like(self.totals).index_add_(0, indices, x)
        self.sharing.add(one_hot_counts, totals)
        self.counts.lerp_(one_hot_counts, 1.0 - self.decay)
        self.totals.lerp_(totals, 1.0 - self.decay)
        alive = (self.counts >= 1.0).unsqueeze(1)
        moved = self.totals / self.counts.clamp_min(1e-5).unsqueeze(1)
        self.codebook.copy_(torch.where(alive, moved, self._rows_for_codes(x)))
        share = one_hot_counts / one_hot_counts.sum()
        return torch.exp(-(share * (share + 1e-7).log()).sum())

    def _rows_for_codes(self, x):
        """Random rows of all processes' x, one a code, repeated with a little noise when too few."""
        count, whole = len(self.codebook), self.sharing.count * len(x)
        times = 1 if whole >= count else count // whole + 1
        noise = x.new_empty(times * whole, x.shape[1]).normal_() if times > 1 else None
        chosen = torch.randperm(times * whole)[:count]
        at = chosen % whole - self.sharing.rank * len(x)
        here = (at >= 0) & (at < len(x))
        rows = x.new_zeros(count, x.shape[1])
        rows[here.to(x.device)] = x[at[here].to(x.device)]
        self.sharing.add(rows)
        if noise is not None:
            rows = rows + noise[chosen.to(x.device)] * 0.01 / x.shape[1] ** 0.5
        return rows


class ResidualQuantizer(nn.Module):
    """Levels of codebooks, each quantising what the coarser ones left over."""

    def __init__(self, config):
        super().__init__()
        self.config = config
        self.layers = nn.ModuleList(
            Codebook(config.codes, config.code_dim, decay=config.ema_decay) for _ in range(config.levels)
        )
        self.started = False

    def share(self, sharing):
        """Train on the rows of this process and move by those of all."""
        for layer in self.layers:
            layer.sharing = sharing

    def restart(self, rows):
        """Go on training loaded codebooks with batches of `rows` vectors."""
        for layer in self.layers:
            layer.restart(max(2.0, rows / self.config.codes))
        self.started = True

    @property
    def codebooks(self):
        """(levels, codes, dim)"""
        return torch.stack([layer.codebook for layer in self.layers])

    def forward(self, x):
        """Training pass on x (b, n, d): x quantised by all levels and by the first alone, both with
        straight-through gradient, commitment, perplexity.

        Some batches keep only a random number of levels (quantiser dropout). Codes are sampled.
        """
        config = self.config
        flat = x.reshape(-1, x.shape[-1])
        keep = config.levels
        if self.training and torch.rand(()).item() < config.quantizer_dropout:
            keep = int(torch.randint(1, config.levels + 1, ()).item())
        rest, quantised = flat, torch.zeros_like(flat)
        commitment, perplexity = flat.new_zeros(()), []
        for level, layer in enumerate(self.layers[:keep]):
            if self.training and not self.started:
                layer.start(rest.detach())
            temperature = config.sampling_temperature if self.training else 0.0
            indices = layer.sample(rest.detach(), temperature, None)
            codes = F.embedding(indices, layer.codebook)
            commitment = commitment + F.mse_loss(rest, codes)
            if self.training:
                perplexity.append(layer.update(rest.detach(), indices))
            rest = rest - codes
            quantised = quantised + codes
            if level == 0:
                base = quantised
            if level == config.levels - 1:
                self.started = True
        commitment = commitment / keep
        quantised, base = (flat + (q - flat).detach() for q in (quantised, base))
        return quantised.view_as(x), base.view_as(x), commitment, perplexity

    def encode(self, x):
        """Indices (b, n, levels) of x (b, n, d)."""
        rest, indices = x, []
        for layer in self.layers:
            indices.append(layer.nearest(rest))
            rest = rest - F.embedding(indices[-1], layer.codebook)
        return torch.stack(indices, dim=-1)

    def decode(self, indices):
        """Sum (b, n, d) of the codes of indices (b, n, ≤ levels); a negative index adds nothing."""
        known = (indices >= 0).unsqueeze(-1)
        total = 0.0
        for level in range(indices.shape[-1]):
            codes = F.embedding(indices[..., level].clamp_min(0), self.layers[level].codebook)
            total = total + codes * known[..., level, :]
        return total
