"""Training killed at random moments and resumed ends bit for bit as training that was never interrupted."""

import csv
import os
import shutil

import pytest
import torch
import torch._dynamo  # optimisers import it when first made, which took most of each fork's time

from backend.models.checkpoint import load_state
from backend.models.tokenizer import Tokenizer
from backend.training import presets
from backend.training.features import FeatureClip, clip_features
from backend.training.loop import Loop, LoopConfig
from backend.training.masked import MaskedTask, MaskedTraining
from backend.training.residual import ResidualTask, ResidualTraining
from backend.training.tokenizer import TokenizerTask, TokenizerTraining
from backend.training.tokens import TextBank, TokenSet
from tests.kills import doomed
from tests.training.conftest import Caption, fake_encode, swaying

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
STEPS = 6


STAGES = ("tokenizer", "masked", "residual")


@pytest.fixture(scope="module", params=STAGES)
def train(request):
    """Function that trains one tiny network in a folder, from where it was left, saving at every step."""
    torch.set_num_threads(1)
    config, captions = (
        presets.PRESETS["tiny"],
        (Caption("he sways to the left"), Caption("he nods", 1.0, 3.0)),
    )
    clips = [
        FeatureClip(str(i), clip_features(*swaying(i)), captions, "train", False, False) for i in range(4)
    ]
    torch.manual_seed(0)
    tokenizer = Tokenizer(config.tokenizer).eval()
    for layer in tokenizer.quantizer.layers:
        layer.codebook.normal_()
    tokens = TokenSet(clips, tokenizer, config.max_tokens, config.msd.window)
    given = (config, tokenizer.codebooks.clone(), tokens, tokens, TextBank(fake_encode, tokens.texts()))

    def task():
        if request.param == "tokenizer":
            return TokenizerTask(config, clips, clips[:1], training=TokenizerTraining(batch=2))
        if request.param == "masked":
            return MaskedTask(*given, training=MaskedTraining(batch=2))
        return ResidualTask(*given, training=ResidualTraining(batch=2))

    def run(folder):
        torch.manual_seed(0)
        loop = Loop(task(), folder, LoopConfig(minutes=1e6, steps=STEPS, validate_seconds=0.0, warmup=2))
        loop.resume()
        loop.run()

    return run


def ended(folder):
    """What a finished run leaves, without its seconds: (numbers of last.pt, best.pt, rows of the log)."""
    state = load_state(folder / "last.pt")
    state.pop("seconds")
    rows = list(csv.DictReader((folder / "log.csv").read_text().splitlines()))
    return (
        state,
        load_state(folder / "best.pt"),
        [{k: v for k, v in row.items() if k != "seconds"} for row in rows],
    )


def same(a, b):
    if isinstance(a, torch.Tensor):
        return torch.equal(a, b)
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


def test_a_killed_run_ends_as_one_that_was_not(train, tmp_path):
    long = doomed.timed(lambda: train(tmp_path / "whole"))
    whole = ended(tmp_path / "whole")
    assert [row["step"] for row in whole[2]] == [str(step) for step in range(1, STEPS + 1)]
    kills = lives = 0
    for after in doomed.moments(0.7 * long, seed=1):
        folder = tmp_path / "killed"
        if doomed.run_and_kill(lambda folder=folder: train(folder), after):
            kills += 1
            for name in ("last.pt", "best.pt"):
                if (folder / name).exists():
                    load_state(folder / name)
            continue
        assert same(ended(folder), whole), f"after {kills} kills the run ended otherwise"
        shutil.rmtree(folder)
        lives += 1
        if kills >= doomed.KILLS:
            break
    print(f"training: {kills} kills, {lives} runs ended as the uninterrupted one")
