"""Prediction of hidden base tokens of the test split: the same masks for every variant."""

import torch
import torch.nn.functional as F

from backend.training import masking
from backend.training.masked import to_device, valid_rows

RATIOS = (0.3, 0.6, 0.9, 1.0)
DRAWS = 3
MEASURES = ("nll", "accuracy", "feature_error")


@torch.no_grad()
def score(bench, model, config):
    """NLL, accuracy and feature error of hidden tokens, overall and per quartile of complexity.

    Returns {measure: [all, Q1, Q2, Q3, Q4]}, Q1 holding the least complex quarter of the hidden tokens.
    Feature error: mean absolute difference, in standard deviations, between the decoded base tokens with
    the likeliest codes in the hidden places and the decoded true ones, over the frames of those places.
    The prior's spectra come from the model's own first guess, as in decoding.
    """
    tokenizer = bench.base.tokenizer
    random = torch.Generator().manual_seed(0)
    found = {name: [] for name in (*MEASURES, "omega")}
    for batch in bench.test.fixed(bench.bank, 32):
        batch = to_device(batch, bench.device)
        truth, valid = batch.tokens[..., 0], valid_rows(batch)
        condition = (batch.lengths, batch.vectors, batch.vector_lengths)
        base = tokenizer.decode(truth.unsqueeze(-1))
        for ratio in RATIOS:
            for draw in range(DRAWS if ratio < 1.0 else 1):
                chosen = _hide(valid, ratio, random)
                seen = torch.where(chosen, model.mask_id, truth)
                phi = None
                if config.msd.attention > 0.0:
                    phi = masking.estimate_phi(
                        seen, batch.lengths, bench.codebooks[0], model.mask_id, config.msd.window,
                        model(seen, *condition).argmax(-1),
                    )  # fmt: skip
                logits = model(seen, *condition, phi)
                guess = logits.argmax(-1)
                found["nll"].append(F.cross_entropy(logits[chosen], truth[chosen], reduction="none"))
                found["accuracy"].append((guess == truth)[chosen].float())
                found["omega"].append(batch.omega[chosen])
                found["feature_error"].append(
                    _feature_error(tokenizer, base, torch.where(chosen, guess, truth))[chosen]
                    if draw == 0
                    else torch.full((int(chosen.sum()),), float("nan"))
                )
    omega = torch.cat(found.pop("omega")).cpu()
    return {name: quartiles(torch.cat(values).cpu(), omega) for name, values in found.items()}


def _hide(valid, ratio, random):
    """Mask (b, n) of round(ratio · length) tokens of every clip, drawn from `random` on the CPU."""
    order = torch.rand(valid.shape, generator=random).to(valid.device).masked_fill(~valid, 2.0)
    count = (ratio * valid.sum(1)).round().clamp_min(1)
    return (order.argsort(1).argsort(1) < count.unsqueeze(1)) & valid


def _feature_error(tokenizer, base, tokens):
    """Mean absolute difference (b, n) of normalised features, per token."""
    decoded = tokenizer.decode(tokens.unsqueeze(-1))
    step = tokenizer.config.frames_per_token
    return (decoded - base).abs().mean(-1).unflatten(1, (-1, step)).mean(-1)


def quartiles(values, omega):
    """[mean, means of the four quarters by omega] of values (rows,), NaN rows left out."""
    order = omega.argsort(stable=True)
    return [values.nanmean().item(), *(values[rows].nanmean().item() for rows in order.tensor_split(4))]
