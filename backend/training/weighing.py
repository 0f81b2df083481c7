"""Training of what is made of the numbers that are told of a sentence and a caption (library/nearness.py)."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from backend.generation.library.judged import NEARLY, YES
from backend.generation.library.nearness import TOLD, Weighing

# Share of the sentences that are found rightly, and told to be unknown all the same.
_TOLD = 0.05


@dataclass(frozen=True)
class WeighingTraining:
    """sentences: of a batch, with all captions that were judged for each; order: how much it counts that
    the captions of a sentence come in the order of their grades, those that nearly show it being worth
    `nearly` of one that does."""

    hidden: int = 16
    steps: int = 1500
    rate: float = 1e-2
    decay: float = 1e-3
    sentences: int = 200
    order: float = 0.15
    nearly: float = 0.25
    seed: int = 0


def examples(nearness, judged):
    """[(told (c, TOLD), grades (c,))] of what was judged as a whole, each sentence as if it were new."""
    found = []
    for text in np.flatnonzero(judged.whole):
        pairs = judged.pairs[judged.pairs[:, 0] == text]
        if len(pairs):
            told = nearness.told(judged.texts[text], judged.vectors[text], besides=int(text))
            found.append((told[pairs[:, 1]], pairs[:, 2]))
    return found


def trained(examples, training=WeighingTraining(), progress=None):  # noqa: B008
    """A Weighing of `examples`; progress(step, steps, loss) is told of every step. Raises ValueError without
    any."""
    if not examples:
        raise ValueError("Nothing was judged: there is nothing to learn from.")
    torch.manual_seed(training.seed)
    told = torch.from_numpy(np.concatenate([told for told, _ in examples])).float()
    grades = torch.from_numpy(np.concatenate([grades for _, grades in examples]))
    lengths = torch.tensor([len(grades) for _, grades in examples])
    begins = torch.cumsum(lengths, 0) - lengths
    mean, spread = told.mean(0), told.std(0, unbiased=False).clamp(min=1e-6)
    told = (told - mean) / spread
    wanted = torch.stack([grades >= NEARLY, grades >= YES], dim=1).float()
    worth = torch.tensor([0.0, training.nearly, 1.0])[grades]
    network = nn.Sequential(
        nn.Linear(TOLD, training.hidden), nn.GELU(approximate="tanh"), nn.Linear(training.hidden, 2)
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=training.rate, weight_decay=training.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, training.rate, total_steps=training.steps)
    for step in range(training.steps):
        some = torch.randperm(len(lengths))[: training.sentences]
        of = torch.repeat_interleave(torch.arange(len(some)), lengths[some])
        rows = torch.cat([torch.arange(begins[i], begins[i] + lengths[i]) for i in some.tolist()])
        logits = network(told[rows])
        loss = F.binary_cross_entropy_with_logits(logits, wanted[rows])
        loss = loss + training.order * _disorder(logits.mean(1), worth[rows], of, len(some))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if progress:
            progress(step + 1, training.steps, loss.item())
    first, last = network[0], network[2]
    inner = first.weight / spread
    parts = inner, first.bias - inner @ mean, last.weight, last.bias
    return Weighing(*(part.detach().numpy().astype(np.float64) for part in parts))


def threshold(weighing, nearness, judged, seen=1.0):
    """The nearness below which a sentence should be told to be unknown: that of one in twenty whose nearest
    caption shows it, each as if it were new; None where no sentence is found. seen (s,): how plainly captions
    are shown (Library.seen)."""
    nearest = []
    for text in np.flatnonzero(judged.whole):
        pairs = judged.pairs[judged.pairs[:, 0] == text]
        if not len(pairs):
            continue
        near = weighing.of(nearness.told(judged.texts[text], judged.vectors[text], besides=int(text))) * seen
        grades = dict(pairs[:, 1:].tolist())
        if grades.get(int(near.argmax())) == YES:
            nearest.append(near.max())
    return round(float(np.quantile(nearest, _TOLD)), 4) if nearest else None


def _disorder(scores, worth, of, count):
    """Cross entropy between each sentence's captions by worth and by score, over those with any worth."""
    highest = torch.full((count,), -torch.inf).scatter_reduce(0, of, scores.detach(), "amax")
    total = torch.zeros(count).index_add(0, of, (scores - highest[of]).exp())
    likely = scores - highest[of] - total.log()[of]
    sums = torch.zeros(count).index_add(0, of, worth)
    there = (sums > 0).sum().clamp(min=1)
    return -(worth / sums.clamp(min=1e-6)[of] * likely).sum() / there
