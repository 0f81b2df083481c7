"""Training of the length predictor."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from backend.models.length import LengthEstimator

from .parallel import ALONE


@dataclass(frozen=True)
class LengthTraining:
    batch: int = 256
    label_smoothing: float = 0.1


class LengthTask:
    name = "length"
    processes = ALONE

    def __init__(self, config, train, test, bank, device="cpu", training=LengthTraining()):  # noqa: B008
        self.modules = LengthEstimator(config).to(device)
        self.training, self.device, self.bank = training, device, bank
        self.train, self.test = self._pairs(train), self._pairs(test)

    def _pairs(self, tokens):
        """Sentence vectors (s, size) and lengths (s,) of captioned clips."""
        kept = [s for s in tokens.samples if not tokens.clips[s.clip].labelled_only]
        vectors = np.stack([self.bank.rows[s.text][0] for s in kept]).astype(np.float32)
        return torch.from_numpy(vectors), torch.tensor([s.stop - s.start for s in kept])

    def loss(self, progress):
        rows = torch.randint(0, len(self.train[1]), (self.processes.count * self.training.batch,))
        rows = self.processes.share(rows)
        self.processes.part_ways()
        vectors, lengths = (t[rows].to(self.device) for t in self.train)
        loss = F.cross_entropy(self.modules(vectors), lengths, label_smoothing=self.training.label_smoothing)
        return loss, {"loss": loss.item()}

    def validate(self):
        vectors, lengths = (t.to(self.device) for t in self.test)
        logits = self.modules(vectors)
        nll = F.cross_entropy(logits, lengths).item()
        return {
            "score": nll,
            "nll": nll,
            "tokens_off": (logits.argmax(-1) - lengths).abs().float().mean().item(),
        }
