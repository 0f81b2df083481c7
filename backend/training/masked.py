"""Training of the masked transformer with content-focused masking and motion-aware attention."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from backend.models.masked import MaskedTransformer

from . import masking

_VALIDATION_RATIOS = (0.3, 0.6, 0.9, 1.0)


@dataclass(frozen=True)
class MaskedTraining:
    """anneal: the part of the run over which λ grows from 0. crop: share of the clips cut to a piece, which
    may lack what its sentence says.
    """

    batch: int = 64
    label_smoothing: float = 0.05
    buckets: int = 4
    pairs: bool = True
    anneal: float = 0.3
    crop: float = 0.1


class MaskedTask:
    name = "masked"

    def __init__(self, config, codebooks, train, test, bank, device="cpu", training=MaskedTraining()):  # noqa: B008
        self.config, self.training, self.device, self.bank = config, training, device, bank
        self.modules = MaskedTransformer(config).to(device)
        self.codebook = codebooks[0].to(device)
        with torch.no_grad():
            self.modules.token_emb.weight[: config.tokenizer.codes].copy_(self.codebook)
        self.train, self.test = train, test

    def _forward(self, batch, seen, use_own_prediction):
        model, msd = self.modules, self.config.msd
        phi = None
        if msd.attention > 0:
            predicted = None
            if use_own_prediction:
                with torch.no_grad():
                    training = model.training
                    logits = model.eval()(seen, batch.lengths, batch.vectors, batch.vector_lengths)
                    model.train(training)
                    predicted = logits.argmax(-1)
            phi = masking.estimate_phi(seen, batch.lengths, self.codebook, model.mask_id, msd, predicted)
        return model(seen, batch.lengths, batch.vectors, batch.vector_lengths, phi)

    def _draw(self, random):
        t = self.training
        return self.train.draw(t.batch, random, self.bank, crop=t.crop, buckets=t.buckets, pairs=t.pairs)

    def loss(self, progress):
        random = np.random.default_rng(torch.initial_seed())
        batch = to_device(self._draw(random), self.device)
        codes, truth = self.config.tokenizer.codes, batch.tokens[..., 0]
        valid = valid_rows(batch)
        msd = self.config.msd
        strength = masking.strength(msd, self.training.anneal, progress)
        level = batch.energy if msd.complexity == "energy" else batch.omega
        ratio = masking.cosine_ratio(len(truth), truth.device)
        chosen = masking.choose(level, valid, ratio, strength)
        seen = masking.corrupt(truth, chosen, codes, self.modules.mask_id)
        logits = self._forward(batch, seen, random.random() < 0.5)[chosen]
        loss = F.cross_entropy(logits, truth[chosen], label_smoothing=self.training.label_smoothing)
        accuracy = (logits.argmax(-1) == truth[chosen]).float().mean()
        return loss, {"loss": loss.item(), "accuracy": accuracy.item()}

    def validate(self):
        """NLL and accuracy of masked tokens at fixed ratios, overall and per quartile of complexity."""
        nll, hit, omega = [], [], []
        for batch in self.test.fixed(self.bank, 32):
            batch = to_device(batch, self.device)
            valid, truth = valid_rows(batch), batch.tokens[..., 0]
            for ratio in _VALIDATION_RATIOS:
                for own in (False, True) if self.config.msd.attention > 0 else (False,):
                    chosen = masking.choose(batch.omega, valid, torch.tensor(ratio, device=truth.device), 0.0)
                    seen = torch.where(chosen, self.modules.mask_id, truth)
                    logits = self._forward(batch, seen, own)[chosen]
                    nll.append(F.cross_entropy(logits, truth[chosen], reduction="none").cpu())
                    hit.append((logits.argmax(-1) == truth[chosen]).float().cpu())
                    omega.append(batch.omega[chosen].cpu())
        return by_quartile(torch.cat(nll), torch.cat(hit), torch.cat(omega))


def by_quartile(nll, hit, omega):
    """Means overall and within the quartiles of complexity, the least complex first."""
    scores = {"score": nll.mean().item(), "nll": nll.mean().item(), "accuracy": hit.mean().item()}
    order = omega.argsort()
    for q, rows in enumerate(order.tensor_split(4), start=1):
        scores[f"nll_q{q}"] = nll[rows].mean().item()
        scores[f"accuracy_q{q}"] = hit[rows].mean().item()
    return scores


def valid_rows(batch):
    """(b, n): where a token is not padding."""
    n = batch.tokens.shape[1]
    return torch.arange(n, device=batch.tokens.device).view(1, n) < batch.lengths.view(-1, 1)


def to_device(batch, device):
    if device != "cpu":
        for name, tensor in vars(batch).items():
            setattr(batch, name, tensor.to(device, non_blocking=True))
    return batch
