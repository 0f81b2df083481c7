"""Training of the residual transformer: every clip of a batch at its own random level."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from backend.models import spectral
from backend.models.residual import ResidualTransformer

from .masked import to_device, valid_rows


@dataclass(frozen=True)
class ResidualTraining:
    """favour: how much the coarse levels, which matter most, are preferred; 0 draws all alike."""

    batch: int = 64
    label_smoothing: float = 0.05
    buckets: int = 4
    pairs: bool = True
    favour: float = 1.0


class ResidualTask:
    name = "residual"

    def __init__(self, config, codebooks, train, test, bank, device="cpu", training=ResidualTraining()):  # noqa: B008
        self.config, self.training, self.device, self.bank = config, training, device, bank
        self.modules = ResidualTransformer(config).to(device)
        self.codebooks = codebooks.to(device)
        with torch.no_grad():
            self.modules.first_table[0, : config.tokenizer.codes].copy_(self.codebooks[0])
            self.modules.shared_tables[:, : config.tokenizer.codes].copy_(self.codebooks[1:-1])
            self.modules.last_table[0, : config.tokenizer.codes].copy_(self.codebooks[-1])
        self.train, self.test = train, test

    def spectra(self, tokens, level, lengths):
        """phi (b, n, W) of the sum of the code vectors below level (b,): decoding knows the same."""
        if self.config.msd.attention == 0:
            return None
        used = torch.arange(tokens.shape[-1] - 1, device=tokens.device)
        below = (used.view(1, -1) < level.view(-1, 1)).view(len(tokens), 1, -1, 1)
        vectors = (self.codebooks[used, tokens[..., :-1]] * below).sum(dim=2)
        return spectral.prior(vectors, lengths, self.config.msd)

    def _losses(self, batch, level, smoothing):
        """Cross entropies and hits, concatenated over the levels that occur in level (b,)."""
        model, valid = self.modules, valid_rows(batch)
        phi = self.spectra(batch.tokens, level, batch.lengths)
        hidden = model.hidden(batch.tokens, level, batch.lengths, batch.vectors, batch.vector_lengths, phi)
        nll, hit = [], []
        for q in level.unique().tolist():
            rows = (level == q).unsqueeze(1) & valid
            logits = hidden[rows] @ model.output_tables[q - 1, : model.codes].T
            truth = batch.tokens[..., q][rows]
            nll.append(F.cross_entropy(logits, truth, label_smoothing=smoothing, reduction="none"))
            hit.append((logits.argmax(-1) == truth).float())
        return torch.cat(nll), torch.cat(hit)

    def _draw(self, random):
        t = self.training
        return self.train.draw(t.batch, random, self.bank, buckets=t.buckets, pairs=t.pairs)

    def loss(self, progress):
        random = np.random.default_rng(torch.initial_seed())
        batch = to_device(self._draw(random), self.device)
        levels = torch.arange(1, self.modules.levels, device=batch.tokens.device)
        share = levels.float() ** -self.training.favour
        level = levels[torch.multinomial(share, len(batch.tokens), replacement=True)]
        nll, hit = self._losses(batch, level, self.training.label_smoothing)
        loss = nll.mean()
        return loss, {"loss": loss.item(), "accuracy": hit.mean().item()}

    def validate(self):
        nll, hit, scores = [], [], {}
        for q in range(1, self.modules.levels):
            found = [
                self._losses(
                    to_device(batch, self.device),
                    torch.full((len(batch.tokens),), q, device=self.device),
                    0.0,
                )
                for batch in self.test.fixed(self.bank, 32)
            ]
            nll.append(torch.cat([n for n, _ in found]).mean().item())
            hit.append(torch.cat([h for _, h in found]).mean().item())
            scores[f"nll_{q}"] = nll[-1]
        return {
            "score": float(np.mean(nll)),
            "nll": float(np.mean(nll)),
            "accuracy": float(np.mean(hit)),
            **scores,
        }
