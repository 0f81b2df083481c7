"""What needs no generation: reconstruction by the tokenizer, prediction by the two transformers."""

import torch

from backend.models import spectral
from backend.text import encoders
from backend.training.masked import MaskedTask
from backend.training.residual import ResidualTask
from backend.training.tokenizer import joint_errors
from backend.training.tokens import TextBank, TokenSet


@torch.no_grad()
def reconstruction(weights, clips):
    """Mean joint error in mm (pelvis-aligned), overall and by quartile of the clips' complexity.

    "base" decodes the first level alone. Quartile 1 holds the least complex quarter of the frames.
    """
    tokenizer, per_frame, base, omega = weights.tokenizer, [], [], []
    for clip in clips:
        rows = clip.features[: len(clip.features) // 4 * 4]
        tokens = tokenizer.encode(tokenizer.normalize(torch.from_numpy(rows))[None])
        for store, used in ((per_frame, tokens), (base, tokens[..., :1])):
            decoded = tokenizer.denormalize(tokenizer.decode(used))[0].numpy()
            store.append(torch.from_numpy(joint_errors(decoded, rows)).mean(1))
        phi, _ = spectral.descriptor(
            tokenizer.quantizer.decode(tokens), torch.tensor([tokens.shape[1]]), weights.config.msd.window
        )
        omega.append(spectral.complexity(phi)[0].repeat_interleave(4))
    error, omega = 1000.0 * torch.cat(per_frame), torch.cat(omega)
    result = {"mm": error.mean().item(), "base_mm": 1000.0 * torch.cat(base).mean().item()}
    for q, rows in enumerate(omega.argsort().tensor_split(4), start=1):
        result[f"mm_q{q}"] = error[rows].mean().item()
    return result


@torch.no_grad()
def prediction(weights, clips):
    """NLL and accuracy of masked base tokens (overall, by quartile of complexity) and of residual tokens."""
    config = weights.config
    tokens = TokenSet(clips, weights.tokenizer, config.max_tokens, config.msd.window)
    encoder = encoders.load_for(config.text)
    bank = TextBank(
        lambda texts: encoder.encode(texts, config.text.max_words, config.text.side_signal), tokens.texts()
    )
    codebooks, found = weights.tokenizer.codebooks, {}
    for task_class, module in ((MaskedTask, weights.masked), (ResidualTask, weights.residual)):
        task = task_class(config, codebooks, tokens, tokens, bank)
        task.modules = module
        torch.manual_seed(0)
        scores = task.validate()
        scores.pop("score")
        found[task.name] = scores
    return found
