"""The trainings of an experiment: tokens made once, every run the same but for its arm and seed."""

import functools
import json
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch

from backend.models import checkpoint
from backend.models.masked import MaskedTransformer
from backend.text.minilm import MiniLM
from backend.training.features import corpus_features
from backend.training.loop import Loop, LoopConfig
from backend.training.masked import MaskedTask, MaskedTraining
from backend.training.tokens import TextBank, TokenSet

from . import quarters
from .msd import OFF

# The last weights are judged, not the best on the test split: validation would only cost time.
_NEVER = 1e9


@dataclass(frozen=True)
class Budget:
    """Optimiser steps and clips a step, equal for every arm."""

    steps: int = 2500
    batch: int = 32
    lr: float = 4e-4
    warmup: int = 100


class Bench:
    """Data and networks that every arm shares: tokenizer, tokens, sentences, residual transformer."""

    def __init__(self, corpus, weights, folder, sizes, budget, device="cpu", guidance=None):
        """weights: folder whose tokenizer and residual transformer every arm has; sizes: ModelConfig with the
        masked transformer's size.

        guidance: scale of classifier-free guidance when decoding; None takes that of `weights`.
        """
        base = checkpoint.load(weights)
        self.config = replace(
            sizes, tokenizer=base.config.tokenizer, residual=base.config.residual, text=base.config.text,
            rotations=base.config.rotations, msd=OFF, max_frames=base.config.max_frames, order="confidence",
        )  # fmt: skip
        self.guidance = base.config.text.guidance if guidance is None else guidance
        self.base, self.folder, self.budget, self.device = base, Path(folder), budget, device
        self.corpus = corpus
        self.folder.mkdir(parents=True, exist_ok=True)
        self.codebooks = base.tokenizer.to(device).codebooks.clone()
        self.test = self._tokens("test")
        longest = self.config.max_tokens * self.config.tokenizer.frames_per_token
        self.quarters = quarters.of_tokens([clip.features[:longest] for clip in self.test.clips])

    def _tokens(self, split):
        return TokenSet(
            corpus_features(self.corpus, split, mirrored=split == "train"), self.base.tokenizer,
            self.config.max_tokens, self.config.msd.window, self.device,
            cache=self.folder / f"tokens-{split}.npz",
        )  # fmt: skip

    @functools.cached_property
    def train(self):
        """Tokens of the train split: minutes where it is large, and decoding alone needs none."""
        return self._tokens("train")

    @functools.cached_property
    def bank(self):
        text, encoder = self.config.text, MiniLM.load()
        return TextBank(
            lambda texts: encoder.encode(texts, text.max_words, text.side_signal),
            [*self.train.texts(), *self.test.texts()],
        )

    @functools.cached_property
    def range(self):
        return self.train.base_range(self.codebooks[0], self.config.msd.window)

    def setting(self):
        sizes = json.loads(self.config.to_json())
        del sizes["text"]["guidance"], sizes["order"], sizes["msd"]
        return {
            "budget": asdict(self.budget), "tokenizer": self.base.digest, "corpus": Path(self.corpus).name,
            "sizes": sizes,
        }  # fmt: skip

    def settle(self):
        """A folder holds runs of one setting only. Raises ValueError when it has others."""
        path = self.folder / "setting.json"
        if path.is_file() and json.loads(path.read_text("utf-8")) != self.setting():
            raise ValueError(f"{self.folder} holds an experiment with other settings: choose another --out.")
        path.write_text(json.dumps(self.setting(), indent=1) + "\n", "utf-8")

    def fit(self, seconds, trainings):
        """Take as many steps as make `trainings` end in so many seconds, or those that the folder has."""
        path = self.folder / "setting.json"
        if path.is_file():
            steps = int(json.loads(path.read_text("utf-8"))["budget"]["steps"])
        else:
            steps = max(1, int(seconds / trainings / self._step_seconds()))
        self.budget = replace(self.budget, steps=min(steps, self.budget.steps))

    def _step_seconds(self, steps=10):
        task = self._masked_task(self.config)
        optimizer = torch.optim.AdamW(task.modules.parameters())
        for step in range(2 * steps):
            if step == steps:
                # The first ones warm up.
                started = self._now()
            torch.manual_seed(step)
            optimizer.zero_grad()
            task.loss(0.5)[0].backward()
            optimizer.step()
        return (self._now() - started) / steps

    def _now(self):
        if self.device.startswith("cuda"):
            torch.cuda.synchronize()
        return time.monotonic()

    def _masked_task(self, config):
        training = MaskedTraining(batch=self.budget.batch, pairs=False, crop=0.3)
        return MaskedTask(config, self.codebooks, self.train, self.test, self.bank, self.device, training)

    def settings(self, arm):
        return replace(arm.settings, guidance=self.guidance)

    def given(self):
        """The given weights with their range of E, or this corpus' where they do not know it."""
        low, high = self.base.config.msd.energy_low, self.base.config.msd.energy_high
        if low >= high:
            low, high = self.range
        msd = replace(self.base.config.msd, energy_low=low, energy_high=high)
        return replace(self.base, config=replace(self.base.config, msd=msd))

    def trained(self, arm, seed):
        """Weights whose masked transformer is an arm's and seed's, trained first if it is not yet."""
        low, high = self.range
        config = replace(self.config, msd=replace(arm.msd, energy_low=low, energy_high=high))
        masked = self._masked(self.folder / arm.training_key / f"seed{seed}", config, seed)
        return replace(self.base, config=config, masked=masked)

    def _masked(self, folder, config, seed):
        final, steps = folder / "final.pt", self.budget.steps
        if not final.is_file():
            torch.manual_seed(seed)
            schedule = LoopConfig(
                minutes=_NEVER, steps=steps, lr=self.budget.lr, warmup=min(self.budget.warmup, steps),
                weight_decay=0.03, ema=0.99, validate_seconds=_NEVER, seed=seed,
            )  # fmt: skip
            loop = Loop(self._masked_task(config), folder, schedule, self.device)
            loop.resume()
            loop.run()
            torch.save(loop.average, final.with_suffix(".tmp"))
            final.with_suffix(".tmp").replace(final)
        state = torch.load(final, map_location=self.device, weights_only=True)
        module = MaskedTransformer(config)
        module.load_state_dict(state)
        return module.to(self.device).eval()


def small(preset):
    """The masked transformer of the default experiment: seconds a step matter more than the last percent."""
    return replace(preset, masked=replace(preset.masked, layers=4, width=192, feedforward=768, heads=4))
