"""Transformers that go on with a new tokenizer: its codes' rows from those of the codes they replace."""

from pathlib import Path

import torch

from backend.models import checkpoint
from backend.models.checkpoint import load_part
from backend.models.masked import MaskedTransformer
from backend.models.residual import ResidualTransformer
from backend.models.tokenizer import Tokenizer

from .run import load_best

# Of a new code's row, at most so many meetings of its place are needed to trust them.
_PRIOR = 1.0


@torch.no_grad()
def meetings(old, new, clips):
    """Counts (levels, new codes, old codes) of how often two tokenizers' codes meet in the same place."""
    levels, codes = old.config.levels, old.config.codes
    counts = torch.zeros(levels, codes, codes)
    for clip in clips:
        rows = torch.from_numpy(clip.features[: len(clip.features) // 4 * 4])
        if len(rows):
            before, after = (t.encode(t.normalize(rows[None]))[0] for t in (old, new))
            for level in range(levels):
                pairs = after[:, level] * codes + before[:, level]
                counts[level] += torch.bincount(pairs, minlength=codes * codes).view(codes, codes)
    return counts


def match(weights, run, config, clips, target):
    """Write `target`/masked and /residual best.pt: the networks of the folder `weights`, its codes' rows
    mixed
    for the tokenizer of `run` by how often an old and a new code meet in `clips` (FeatureClips).

    Raises ValueError where the tokenizers have not the same number of codes and levels.
    """
    old = checkpoint.load(weights)
    new = load_best(run, "tokenizer", Tokenizer(config.tokenizer), "cpu")
    shapes = [(t.config.levels, t.config.codes, t.config.code_dim) for t in (old.tokenizer, new)]
    if shapes[0] != shapes[1]:
        raise ValueError(
            f"The tokenizers differ: levels, codes and their size are {shapes[0]} and {shapes[1]}."
        )
    counts = meetings(old.tokenizer, new, clips)
    usual = counts.sum(1, keepdim=True) / counts.sum((1, 2), keepdim=True)
    share = counts + _PRIOR * usual
    share = share / share.sum(2, keepdim=True)
    for name, module, mix in (
        ("masked", MaskedTransformer(config), _masked), ("residual", ResidualTransformer(config), _residual)
    ):  # fmt: skip
        load_part(Path(weights) / f"{name}.safetensors", module)
        state = mix(module.state_dict(), share)
        folder = Path(target) / name
        folder.mkdir(parents=True, exist_ok=True)
        torch.save({key: value.float().clone() for key, value in state.items()}, folder / "best.pt")
    agree = counts.max(2).values.sum(1) / counts.sum((1, 2))
    return agree.tolist()


def _rows(table, share):
    """A table (≥ codes, …) whose first rows are mixed by `share` (codes, codes)."""
    codes, mixed = len(share), table.clone()
    mixed[:codes] = torch.einsum("no,o...->n...", share, table[:codes])
    return mixed


def _masked(state, share):
    names = ("token_emb.weight", "head.out.weight", "head.out.bias")
    return state | {name: _rows(state[name], share[0]) for name in names}


def _residual(state, share):
    tables = {"first_table": range(0, 1), "shared_tables": range(1, len(share) - 1),
              "last_table": range(len(share) - 1, len(share))}  # fmt: skip
    return state | {
        name: torch.stack(
            [_rows(table, share[level]) for table, level in zip(state[name], levels, strict=True)]
        )
        for name, levels in tables.items()
    }
