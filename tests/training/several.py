"""python -m tests.training.several OUT BATCH STEPS: a few steps of every stage on made-up motion, in one
process or in those of torchrun. What test_parallel compares."""

import contextlib
import sys
from dataclasses import replace
from pathlib import Path

import torch
from torch import nn

from backend.training import parallel, presets
from backend.training.features import FeatureClip, clip_features
from backend.training.length import LengthTask, LengthTraining
from backend.training.loop import Loop, LoopConfig
from backend.training.masked import MaskedTask, MaskedTraining
from backend.training.residual import ResidualTask, ResidualTraining
from backend.training.tokenizer import TokenizerTask, TokenizerTraining
from backend.training.tokens import TextBank, TokenSet

from .conftest import Caption, fake_encode, swaying

TOTAL = 6


def main(out, batch, steps):
    tiny = presets.PRESETS["tiny"]
    # Processes drop different numbers; without any they do the same sums.
    config = replace(
        tiny, masked=replace(tiny.masked, dropout=0.0), residual=replace(tiny.residual, dropout=0.0)
    )
    captions = (Caption("a person sways to the left"), Caption("he nods", 1.0, 3.0))
    clips = [
        FeatureClip(str(i), clip_features(*swaying(i)), captions, "train", False, False) for i in range(6)
    ]
    with parallel.processes("cpu") as (together, _):
        tokenizer = TokenizerTask(config, clips, clips[:1], training=TokenizerTraining(batch=batch))
        train(tokenizer, out, steps, together)
        modules = seeded(lambda: TokenizerTask(config, clips, clips[:1])).modules.eval()
        seeded(modules.quantizer.layers[0].codebook.normal_)
        tokens = TokenSet(clips, modules, 49, 4)
        rest = tokens, tokens, TextBank(fake_encode, tokens.texts()), "cpu"
        made = modules.codebooks, *rest
        train(seeded(lambda: MaskedTask(config, *made, MaskedTraining(batch))), out, steps, together)
        train(seeded(lambda: ResidualTask(config, *made, ResidualTraining(batch))), out, steps, together)
        length = seeded(lambda: LengthTask(config, *rest, LengthTraining(batch)))
        for module in length.modules.modules():
            if isinstance(module, nn.Dropout):
                module.p = 0.0
        train(length, out, steps, together)
    print("threads left:", *threads(), flush=True)


def threads():
    """Names of this process's threads but Python's own; none where the system does not tell."""
    names = [path.read_text().strip() for path in Path("/proc/self/task").glob("*/comm")]
    return [name for name in names if not name.startswith("python")]


def seeded(make):
    torch.manual_seed(0)
    return make()


def train(task, out, steps, together):
    """Go on in out/<stage> for `steps` of TOTAL steps."""
    loop = Loop(
        task, Path(out) / task.name,
        LoopConfig(minutes=1e6, steps=TOTAL, validate_seconds=0.0, warmup=1, lr=1e-3), "cpu", together,
    )  # fmt: skip
    loop.resume()
    left, loss = iter(range(steps)), task.loss

    def counted(progress):
        if next(left, None) is None:
            raise KeyboardInterrupt
        return loss(progress)

    task.loss = counted
    with contextlib.suppress(KeyboardInterrupt):
        loop.run()


if __name__ == "__main__":
    torch.manual_seed(0)
    main(sys.argv[1], *map(int, sys.argv[2:]))
