"""Training of the metric of acts (generation/library/metric.py): contrasts between all that is said."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from backend.generation.library.metric import INNER, WORDS, Metric


@dataclass(frozen=True)
class MetricTraining:
    """size, plain: numbers of a vector, learned ones and the encoder's; acts: of a batch, the share
    `missing` of them ones that nothing was captured of; columns: sentences of the others that a batch is
    compared with; every: steps between looks at those."""

    size: int = 96
    plain: int = 64
    inner: int = 256
    heads: int = 4
    dropout: float = 0.2
    steps: int = 500
    rate: float = 1.5e-3
    decay: float = 1e-2
    acts: int = 128
    missing: float = 0.25
    columns: int = 2000
    every: int = 60
    temperature: float = 0.06
    # How much telling known acts from unknown ones counts, and how sharply.
    telling: float = 1.0
    sharpness: float = 0.08
    seed: int = 0


class Sentences:
    """Conditions of sentences, (1 + words, size) each, as tensors: x (n, size) of unit length, words."""

    def __init__(self, rows):
        self.x = F.normalize(torch.from_numpy(np.stack([row[0] for row in rows]).astype(np.float32)), dim=-1)
        self._lengths = torch.tensor([len(row) - 1 for row in rows])
        self._begins = torch.cumsum(self._lengths, 0) - self._lengths
        nothing = np.zeros((1, rows[0].shape[1]))
        self._words = torch.from_numpy(np.concatenate([*(r[1:] for r in rows), nothing]).astype(np.float16))

    def __len__(self):
        return len(self.x)

    def of(self, rows):
        """x (b, size), words (b, m, size) and which of them there are (b, m)."""
        lengths = self._lengths[rows]
        at = torch.arange(max(1, int(lengths.max())))
        there = at < lengths[:, None]
        words = torch.where(there, self._begins[rows][:, None] + at, len(self._words) - 1)
        return self.x[rows], WORDS * self._words[words].float(), there


class Head(nn.Module):
    """The Metric as a network; it begins with the principal parts of the sentences' own vectors."""

    def __init__(self, x, training):
        super().__init__()
        d, n, h, size = training.size, training.inner, training.heads, x.shape[1]
        principal = torch.linalg.svd(x - x.mean(0), full_matrices=False)[2][:d]
        self.line = nn.Parameter(principal.clone())
        self.inner, self.out = nn.Linear(size, n), nn.Linear(n, len(principal), bias=False)
        nn.init.zeros_(self.out.weight)
        self.look = nn.Parameter(0.05 * torch.randn(h, size))
        self.pool = nn.Parameter(torch.zeros(h, size, len(principal)))
        self._drop = nn.Dropout(training.dropout)

    def forward(self, x, words, there):
        inner = F.gelu(self.inner(INNER * x), approximate="tanh")
        weights = (words @ self.look.T).masked_fill(~there[..., None], -1e4).softmax(1)
        pooled = torch.einsum("nwh,nws->nhs", weights, words)
        found = self._drop(x) @ self.line.T + self.out(self._drop(inner))
        found = found + torch.einsum("nhs,hsd->nd", self._drop(pooled), self.pool)
        return F.normalize(found, dim=-1)

    def metric(self, plain):
        """The Metric of these numbers and of axes `plain` (p, size)."""
        parts = (self.line, self.inner.weight, self.inner.bias, self.out.weight, self.look, self.pool, plain)
        return Metric(*(part.detach().numpy().astype(np.float32) for part in parts))


def trained(examples, rows, training=MetricTraining(), progress=None):  # noqa: B008
    """A Metric of Examples (corpus/library/examples.py); rows: the conditions of their texts.

    progress(step, steps, loss) is told of every step. Raises ValueError where no act has two sentences.
    """
    torch.manual_seed(training.seed)
    task = _Task(examples, Sentences(rows), training)
    head, border = Head(task.sentences.x, training), nn.Parameter(torch.tensor(0.6))
    optimizer = torch.optim.AdamW([*head.parameters(), border], lr=training.rate, weight_decay=training.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, training.rate, total_steps=training.steps, pct_start=0.1
    )
    for step in range(training.steps):
        if step % training.every == 0:
            task.look(head)
        loss = task.loss(head, border)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if progress:
            progress(step + 1, training.steps, loss.item())
    axes = torch.linalg.svd(task.sentences.x, full_matrices=False)[2][: training.plain]
    return head.metric(axes)


class _Task:
    """Batches, and what they cost. Every sentence is compared with the batch and with others as they lay at
    the last look."""

    def __init__(self, examples, sentences, training):
        self.sentences, self._training = sentences, training
        self._of, self._contrasts = torch.from_numpy(examples.of), torch.from_numpy(examples.contrasts)
        self._known, self._apart = torch.from_numpy(examples.known), torch.from_numpy(examples.apart)
        acts = range(len(examples.known))
        self._rows, self._near = [[] for _ in acts], [[] for _ in acts]
        for row, (act, contrast) in enumerate(zip(examples.of, examples.contrasts, strict=True)):
            (self._near if contrast else self._rows)[act].append(row)
        several = [act for act in acts if len(self._rows[act]) > 1]
        self._several = [[a for a in several if examples.known[a] == known] for known in (True, False)]
        if not self._several[0]:
            raise ValueError("The metric needs acts with two sentences at least.")

    @torch.no_grad()
    def look(self, head):
        """Remember where everything lies now."""
        head.eval()
        parts = torch.arange(len(self.sentences)).split(1024)
        self._seen = torch.cat([head(*self.sentences.of(part)) for part in parts])
        head.train()

    def loss(self, head, border):
        asked, rows, others = self._batch()
        z = head(*self.sentences.of(rows))
        at = torch.cat([rows, others])
        cosine = z[: len(asked)] @ torch.cat([z, self._seen[others]]).T
        same = self._of[asked][:, None] == self._of[at]
        itself, contrast = asked[:, None] == at, self._contrasts[at]
        good = same & ~contrast & ~itself
        # Another act's contrasts say nothing about this one.
        compared = good | (same & contrast) | (self._apart[self._of[asked]][:, self._of[at]] & ~contrast)
        logits = (cosine / self._training.temperature).masked_fill(~compared, -1e4)
        loss = (logits.logsumexp(1) - logits.masked_fill(~good, -1e4).logsumexp(1)).mean()
        known, shown = self._known[self._of[asked]], self._known[self._of[at]] & ~contrast
        nearest = cosine.masked_fill(~good, -9.0).amax(1)[known]
        telling = F.softplus((border - nearest) / self._training.sharpness).mean()
        if not known.all():
            wrong = cosine.masked_fill(~shown, -9.0)[~known].topk(min(3, len(at)), dim=1)[0]
            telling = telling + F.softplus((wrong - border) / self._training.sharpness).mean()
        return loss + self._training.telling * telling

    def _batch(self):
        """Rows that are asked, two an act; those and their acts' contrasts; others to compare them with."""
        missing = min(round(self._training.missing * self._training.acts), len(self._several[1]))
        counts = min(self._training.acts - missing, len(self._several[0])), missing
        acts = [
            these[i] for these, count in zip(self._several, counts, strict=True)
            for i in torch.randperm(len(these))[:count].tolist()
        ]  # fmt: skip
        asked = [self._rows[a][i] for a in acts for i in torch.randperm(len(self._rows[a]))[:2].tolist()]
        rows = torch.tensor(asked + [row for a in acts for row in self._near[a]])
        others = torch.zeros(len(self.sentences), dtype=torch.bool)
        others[torch.randperm(len(self.sentences))[: self._training.columns]] = True
        others[[row for a in acts for row in self._rows[a]]] = True
        others[rows] = False
        return torch.tensor(asked), rows, others.nonzero()[:, 0]
