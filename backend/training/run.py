"""The stages of a training run in one folder, each resumable, and the packing of their best weights.

OUT/config.json is fixed by the first stage. OUT/<stage>/ holds last.pt (to resume), best.pt (averaged weights
of the best test score) and log.csv. `pack` turns the four best.pt into a weights folder. The stage "decoder"
trains the tokenizer's decoder on, which leaves all tokens their meaning; where it was run, its tokenizer is
packed.
"""

from dataclasses import replace
from pathlib import Path

import torch

from backend.models.checkpoint import (
    MANIFEST,
    PARTS,
    check_folder,
    load_part,
    load_state,
    save_weights,
    write_atomically,
)
from backend.models.config import ModelConfig
from backend.models.tokenizer import Tokenizer

from .features import corpus_features
from .length import LengthTask
from .loop import Loop, LoopConfig
from .masked import MaskedTask, MaskedTraining
from .parallel import ALONE
from .residual import ResidualTask, ResidualTraining
from .tokenizer import TokenizerTask, TokenizerTraining
from .tokens import TextBank, TokenSet

# Shares of the time of `train all`.
SHARES = {"tokenizer": 0.40, "masked": 0.33, "residual": 0.25, "length": 0.02}
LOOPS = {
    "tokenizer": LoopConfig(lr=4e-4, warmup=300, ema=0.99, weight_decay=0.0),
    "decoder": LoopConfig(lr=2e-4, warmup=50, ema=0.99, weight_decay=0.0),
    "masked": LoopConfig(lr=4e-4, warmup=300, ema=0.995, weight_decay=0.03),
    "residual": LoopConfig(lr=4e-4, warmup=300, ema=0.995, weight_decay=0.03),
    "length": LoopConfig(lr=3e-4, warmup=50, ema=0.99, validate_seconds=10.0),
}


def pick_device(name):
    """ "auto" is CUDA (or ROCm) when there is one, otherwise the CPU."""
    if name != "auto":
        return name
    return "cuda" if torch.cuda.is_available() else "cpu"


def settle_config(folder, config):
    """The folder's configuration; written now if it has none. Only MSD's coefficients may differ later."""
    path = Path(folder) / "config.json"
    if path.is_file():
        found = ModelConfig.load(path)
        if replace(found, msd=config.msd) != config:
            raise ValueError(f"{path} was made with other sizes: choose another folder or the same sizes.")
        return found
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, config.to_json().encode())
    return config


def with_energy_range(config, train, codebook):
    """The configuration with its base embeddings' range of E as the TokenSet of the train split has it."""
    low, high = train.base_range(codebook, config.msd.window)
    return replace(config, msd=replace(config.msd, energy_low=low, energy_high=high))


def load_best(folder, stage, module, device):
    """A stage's network with a run's best weights, or with those of a weights folder, in eval mode."""
    path = Path(folder) / stage / "best.pt"
    if (Path(folder) / MANIFEST).is_file():
        check_folder(folder)
        load_part(Path(folder) / f"{stage}.safetensors", module)
        return module.to(device).eval()
    if not path.is_file():
        raise ValueError(f"{path} does not exist: train the {stage} first.")
    module.load_state_dict(load_state(path, device))
    return module.to(device).eval()


class Corpus:
    """Features, tokens and sentence conditions of both splits, each made when first asked for."""

    processes = ALONE

    def __init__(self, path, folder, config, device, processes=ALONE):
        self.config, self.folder, self.device, self.processes = config, folder, device, processes
        self.train = corpus_features(path, "train")
        self.test = corpus_features(path, "test", mirrored=False)

    def tokenised(self):
        """(codebooks, train TokenSet, test TokenSet, TextBank)"""
        from backend.text.minilm import MiniLM

        tokenizer = load_best(self.folder, "tokenizer", Tokenizer(self.config.tokenizer), self.device)
        # The first one makes the tokens, the others read them.
        with self.processes.first_alone():
            sets = [
                TokenSet(
                    clips, tokenizer, self.config.max_tokens, self.config.msd.window, self.device,
                    cache=Path(self.folder) / f"tokens-{split}.npz",
                )
                for split, clips in (("train", self.train), ("test", self.test))
            ]  # fmt: skip
        text = self.config.text
        encoder = MiniLM.load()
        bank = TextBank(
            lambda texts: encoder.encode(texts, text.max_words, text.side_signal),
            [t for s in sets for t in s.texts()],
        )
        return tokenizer.codebooks.clone(), *sets, bank


def train_stage(
    stage, corpus, *, minutes, steps=None, resume=False, seed=0, batch=None, start=None, accumulate=1
):  # fmt: skip
    """Train one stage inside corpus.folder, from the weights of the run or weights folder `start` if given.

    batch: clips of one process and pass; a step has accumulate · processes of them. Returns its best test
    score.
    """
    config, device, folder = corpus.config, corpus.device, Path(corpus.folder) / stage
    torch.manual_seed(seed)
    size = {"batch": batch} if batch else {}
    if stage in ("tokenizer", "decoder"):
        task = TokenizerTask(
            config, corpus.train, corpus.test, device, TokenizerTraining(**size),
            decoder_only=stage == "decoder",
        )  # fmt: skip
    else:
        codebooks, train, test, bank = corpus.tokenised()
        config = corpus.config = with_energy_range(config, train, codebooks[0])
        write_atomically(Path(corpus.folder) / "config.json", config.to_json().encode())
        torch.manual_seed(seed)
        if stage == "masked":
            task = MaskedTask(config, codebooks, train, test, bank, device, MaskedTraining(**size))
        elif stage == "residual":
            task = ResidualTask(config, codebooks, train, test, bank, device, ResidualTraining(**size))
        else:
            task = LengthTask(config, train, test, bank, device)
    task.processes = corpus.processes
    if stage == "decoder":
        load_best(start or corpus.folder, "tokenizer", task.modules, device)
    elif start:
        load_best(start, stage, task.modules, device)
        if hasattr(task, "started"):
            task.started()
    warmup = 50 if start else LOOPS[stage].warmup
    loop_config = replace(
        LOOPS[stage], warmup=warmup, minutes=minutes, seed=seed, steps=steps or LOOPS[stage].steps,
        accumulate=accumulate,
    )  # fmt: skip
    loop = Loop(task, folder, loop_config, device, corpus.processes)
    if resume:
        loop.resume()
    elif (folder / "last.pt").exists():
        raise ValueError(f"{folder} holds a run already: --resume continues it, a new --out starts afresh.")
    return loop.run()


def pack(folder, target, final=()):
    """Write the best weights of all stages as a weights folder in 16-bit floats.

    final: stages whose averaged weights at the end are taken instead of those of the best test score.
    """
    folder = Path(folder)
    config = ModelConfig.load(folder / "config.json")
    states = {}
    for part in PARTS:
        stage = "decoder" if part == "tokenizer" and (folder / "decoder" / "best.pt").is_file() else part
        path = folder / stage / ("last.pt" if part in final else "best.pt")
        if not path.is_file():
            raise ValueError(f"{path} does not exist: train the {part} first.")
        state = load_state(path)
        states[part] = state["average"] if part in final else state
    save_weights(target, config, states)
