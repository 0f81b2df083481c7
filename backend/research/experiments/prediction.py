"""Prediction of hidden base tokens of the test split: the same masks for every arm."""

import torch
import torch.nn.functional as F

from backend.training import masking
from backend.training.masked import to_device, valid_rows

from . import quarters

RATIOS = (0.3, 0.6, 0.9, 1.0)
DRAWS = 3
BATCH = 32


@torch.no_grad()
def score(bench, model, config):
    """{"nll", "accuracy": per clip [[sum, count] of all, Q1 … Q4]} of hidden tokens, by bench.quarters.

    What attention compares comes from the model's own first guess, as in decoding.
    """
    random = torch.Generator().manual_seed(0)
    samples, found = bench.test.picked(), {"nll": {}, "accuracy": {}}
    batches = bench.test.fixed(bench.bank, BATCH)
    for batch, at in zip(batches, range(0, len(samples), BATCH), strict=True):
        batch = to_device(batch, bench.device)
        truth, valid = batch.tokens[..., 0], valid_rows(batch)
        condition = (batch.lengths, batch.vectors, batch.vector_lengths)
        parts = {name: [[] for _ in truth] for name in (*found, "quarter")}
        for ratio in RATIOS:
            for _ in range(DRAWS if ratio < 1.0 else 1):
                chosen = _hide(valid, ratio, random)
                seen = torch.where(chosen, model.mask_id, truth)
                phi = None
                if config.msd.attention > 0.0:
                    phi = masking.estimate_phi(
                        seen, batch.lengths, bench.codebooks[0], model.mask_id, config.msd,
                        model(seen, *condition).argmax(-1),
                    )  # fmt: skip
                logits = model(seen, *condition, phi)
                nll = F.cross_entropy(logits.transpose(1, 2), truth, reduction="none").cpu()
                hit = (logits.argmax(-1) == truth).float().cpu()
                for row, (sample, hidden) in enumerate(
                    zip(samples[at : at + BATCH], chosen.cpu(), strict=True)
                ):
                    length = sample.stop - sample.start
                    of_clip = torch.from_numpy(bench.quarters[sample.clip][sample.start : sample.stop])
                    parts["nll"][row].append(nll[row][hidden])
                    parts["accuracy"][row].append(hit[row][hidden])
                    parts["quarter"][row].append(of_clip[hidden[:length]])
        for row, sample in enumerate(samples[at : at + BATCH]):
            quarter = torch.cat(parts["quarter"][row]).numpy()
            for name, of_clips in found.items():
                of_clips[sample.clip] = quarters.sums(torch.cat(parts[name][row]).numpy(), quarter)
    return {name: [of_clips[clip] for clip in sorted(of_clips)] for name, of_clips in found.items()}


def _hide(valid, ratio, random):
    """Mask (b, n) of round(ratio · length) tokens of every clip, drawn from `random` on the CPU."""
    order = torch.rand(valid.shape, generator=random).to(valid.device).masked_fill(~valid, 2.0)
    count = (ratio * valid.sum(1)).round().clamp_min(1)
    return (order.argsort(1).argsort(1) < count.unsqueeze(1)) & valid
