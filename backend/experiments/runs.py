"""The trainings of an experiment: tokens made once, every run the same but for MSD and its seed."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from backend.models import checkpoint
from backend.models.masked import MaskedTransformer
from backend.models.residual import ResidualTransformer
from backend.text.minilm import MiniLM
from backend.training.features import corpus_features
from backend.training.loop import Loop, LoopConfig
from backend.training.masked import MaskedTask, MaskedTraining
from backend.training.residual import ResidualTask, ResidualTraining
from backend.training.tokens import TextBank, TokenSet

from .msd import OFF

# The last weights are judged, not the best on the test split: validation would only cost time.
_NEVER = 1e9


@dataclass(frozen=True)
class Budget:
    """Optimiser steps and clips a step, equal for every variant."""

    steps: int = 900
    residual_steps: int = 900
    batch: int = 32
    lr: float = 4e-4
    warmup: int = 100


class Bench:
    """Data and networks that every variant shares: tokenizer, tokens, sentences, residual transformer."""

    def __init__(self, corpus, weights, folder, sizes, budget, device="cpu", guidance=None):
        """weights: folder whose tokenizer is used; sizes: ModelConfig with the transformers' sizes.

        guidance: scale of classifier-free guidance when decoding; None takes that of `weights`.
        """
        base = checkpoint.load(weights)
        self.config = replace(
            sizes, tokenizer=base.config.tokenizer, text=base.config.text, rotations=base.config.rotations,
            msd=OFF, max_frames=base.config.max_frames, order="confidence",
        )  # fmt: skip
        self.guidance = base.config.text.guidance if guidance is None else guidance
        self.base, self.folder, self.budget, self.device = base, Path(folder), budget, device
        self.corpus = corpus
        self._settle(corpus)
        tokenizer = base.tokenizer.to(device)
        window, longest = self.config.msd.window, self.config.max_tokens
        self.train_features = corpus_features(corpus, "train")
        self.test_features = corpus_features(corpus, "test", mirrored=False)
        self.train = TokenSet(self.train_features, tokenizer, longest, window, device)
        self.test = TokenSet(self.test_features, tokenizer, longest, window, device)
        text, encoder = self.config.text, MiniLM.load()
        self.bank = TextBank(
            lambda texts: encoder.encode(texts, text.max_words, text.side_signal),
            [*self.train.texts(), *self.test.texts()],
        )
        self.codebooks = tokenizer.codebooks.clone()

    def _settle(self, corpus):
        """A folder holds runs of one setting only. Raises ValueError when it has others."""
        from dataclasses import asdict

        sizes = json.loads(self.config.to_json())
        del sizes["text"]["guidance"], sizes["order"]
        setting = {"budget": asdict(self.budget), "tokenizer": self.base.digest, "corpus": Path(corpus).name,
                   "sizes": sizes}  # fmt: skip
        path = self.folder / "setting.json"
        if path.is_file() and json.loads(path.read_text("utf-8")) != setting:
            raise ValueError(f"{self.folder} holds an experiment with other settings: choose another --out.")
        self.folder.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(setting, indent=1) + "\n", "utf-8")

    def variant_config(self, variant):
        return replace(self.config, msd=variant.msd)

    def masked(self, variant, seed):
        """The masked transformer of a variant and seed, trained first if it is not yet."""
        config, folder = self.variant_config(variant), self.folder / variant.training_key / f"seed{seed}"

        def task():
            training = MaskedTraining(batch=self.budget.batch, pairs=False, crop=0.3)
            return MaskedTask(config, self.codebooks, self.train, self.test, self.bank, self.device, training)

        return self._trained(folder, MaskedTransformer(config), task, self.budget.steps, seed)

    def residual(self):
        """The one residual transformer, without MSD, that finishes every variant's tokens."""

        def task():
            training = ResidualTraining(batch=self.budget.batch, pairs=False, favour=0.0)
            return ResidualTask(
                self.config, self.codebooks, self.train, self.test, self.bank, self.device, training
            )

        folder = self.folder / "residual"
        return self._trained(folder, ResidualTransformer(self.config), task, self.budget.residual_steps, 0)

    def _trained(self, folder, module, task, steps, seed):
        final = folder / "final.pt"
        if not final.is_file():
            torch.manual_seed(seed)
            config = LoopConfig(
                minutes=_NEVER, steps=steps, lr=self.budget.lr, warmup=min(self.budget.warmup, steps),
                weight_decay=0.03, ema=0.99, validate_seconds=_NEVER, seed=seed,
            )  # fmt: skip
            loop = Loop(task(), folder, config, self.device)
            loop.resume()
            loop.run()
            torch.save(loop.average, final.with_suffix(".tmp"))
            final.with_suffix(".tmp").replace(final)
        state = torch.load(final, map_location=self.device, weights_only=True)
        module.load_state_dict(state)
        return module.to(self.device).eval()


def small(preset):
    """The transformers' sizes of the default experiment: seconds a step matter more than the last percent."""
    shrink = dict(layers=4, width=192, feedforward=768, heads=4)
    return replace(
        preset, masked=replace(preset.masked, **shrink), residual=replace(preset.residual, **shrink)
    )
