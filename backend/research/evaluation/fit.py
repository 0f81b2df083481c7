"""Contrastive training of the text-motion evaluator on our own train split."""

import zlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from backend.models.text_motion import EvaluatorConfig, TextMotionEvaluator
from backend.training.features import corpus_features, normalisation
from backend.training.loop import Loop, LoopConfig

from . import field

# Chosen on held-out trials of the train split, not on the test split.
CONFIG = EvaluatorConfig(
    movement_hidden=192, movement=192, motion_hidden=192, words=384, parts_of_speech=0, text_hidden=192,
    dropout=0.3, radius=4.0, side_signal=2.0,
)  # fmt: skip
LOOP = LoopConfig(lr=1.2e-3, warmup=100, ema=0.99, weight_decay=0.05, validate_seconds=30.0)
FRAMES_PER_SECOND = 20
SHORTEST = 24


@dataclass(frozen=True)
class EvaluatorTraining:
    """loss: "infonce", both ways over squared distances (with radius r a temperature of 1 / r²), or "margin",
    the paper's. alike: sentences of this cosine or more are no negatives of each other. noise: of normalised
    features; words: share of word vectors that are dropped; labelled: weight of clips with made-up sentences.
    hold_out: one trial in so many is validated on.
    """

    batch: int = 64
    loss: str = "infonce"
    margin: float = 10.0
    alike: float = 0.85
    noise: float = 0.2
    words: float = 0.2
    labelled: float = 0.5
    hold_out: int = 8


def held_out(clip, every):
    """Whether a FeatureClip's trial belongs to the validation part."""
    return zlib.crc32(clip.trial.encode()) % every == 0


def span(clip, caption):
    """Feature rows (T, 263) that a caption describes."""
    rows = clip.features
    if caption.stop_s > caption.start_s:
        start = min(int(caption.start_s * FRAMES_PER_SECOND), len(rows) - SHORTEST)
        stop = max(round(caption.stop_s * FRAMES_PER_SECOND), start + SHORTEST)
        rows = rows[max(start, 0) : stop]
    return rows


class EvaluatorTask:
    name = "evaluator"

    def __init__(self, clips, encode, device="cpu", config=CONFIG, training=EvaluatorTraining()):  # noqa: B008
        """clips: FeatureClips of the train split with their mirror images; encode(texts) as MiniLM.encode."""
        from .tokens import TextBank

        self.config, self.training, self.device = config, training, device
        fit = [c for c in clips if not held_out(c, training.hold_out)]
        # Made-up sentences are alike for whole groups of clips: they say little about retrieval.
        self.validation = [
            c for c in clips if held_out(c, training.hold_out) and not c.mirrored and not c.labelled_only
        ]
        if not fit or not self.validation:
            raise ValueError("the corpus has too few trials to hold some out")
        self.by_trial = {}
        for clip in fit:
            self.by_trial.setdefault(clip.id.removeprefix("M"), []).append(clip)
        self.groups = list(self.by_trial.values())
        weight = [training.labelled if g[0].labelled_only else 1.0 for g in self.groups]
        self.share = np.array(weight) / np.sum(weight)
        self.bank = TextBank(encode, [c.text for clip in fit + self.validation for c in clip.captions])
        self.modules = TextMotionEvaluator(config).to(device)
        mean, std = normalisation(fit)
        self.modules.mean.copy_(torch.from_numpy(mean))
        self.modules.std.copy_(torch.from_numpy(std))

    def _batch(self, pairs):
        """Of (rows, text) pairs: features, their lengths, words, their lengths, which texts are alike."""
        features, lengths = self.modules.collate([rows for rows, _ in pairs])
        words, word_lengths = self.bank.collate([text for _, text in pairs])
        words = words.to(self.device)
        sentences = F.normalize(words[:, 0], dim=-1)
        return features, lengths, words, word_lengths, sentences @ sentences.T >= self.training.alike

    def _draw(self, random):
        picked = []
        count = min(self.training.batch, len(self.groups))
        for at in random.choice(len(self.groups), count, replace=False, p=self.share):
            clip = self.groups[at][random.integers(len(self.groups[at]))]
            caption = clip.captions[random.integers(len(clip.captions))]
            rows = span(clip, caption)
            longest = min(len(rows), self.config.max_frames)
            shortest = min(longest, max(SHORTEST, longest * 2 // 3))
            length = int(random.integers(shortest, longest + 1))
            start = int(random.integers(0, len(rows) - length + 1))
            picked.append((rows[start : start + length], caption.text))
        return picked

    def loss(self, progress):
        random = np.random.default_rng(torch.initial_seed())
        features, lengths, words, word_lengths, alike = self._batch(self._draw(random))
        settings = self.training
        inside = (features != 0).any(-1, keepdim=True)
        features = features + settings.noise * torch.randn_like(features) * inside
        kept = torch.rand(*words.shape[:2], 1, device=words.device) >= settings.words
        kept[:, 0] = True
        motions = self.modules.embed_motions(features, lengths)
        texts = self.modules.embed_texts(words * kept, word_lengths)
        squared = torch.cdist(texts, motions).square()
        if settings.loss == "margin":
            loss = _margin(squared, alike, settings.margin)
        else:
            loss = _infonce(squared, alike)
        hits = (squared.argmin(1) == torch.arange(len(squared), device=squared.device)).float().mean()
        return loss, {"loss": loss.item(), "top1": hits.item()}

    def validate(self):
        """Retrieval of the held-out trials' clips: InfoNCE within pools of 32 is the score, expected R@k."""
        texts, motions = [], []
        for at in range(0, len(self.validation), 64):
            for k in range(4):
                clips = self.validation[at : at + 64]
                pairs = [(c, c.captions[k % len(c.captions)]) for c in clips]
                pairs = [(span(c, t)[: self.config.max_frames], t.text) for c, t in pairs]
                features, lengths, words, word_lengths, _ = self._batch(pairs)
                motions.append((k, self.modules.embed_motions(features, lengths).cpu()))
                texts.append((k, self.modules.embed_texts(words, word_lengths).cpu()))
        found = []
        for k in range(4):
            text = torch.cat([t for j, t in texts if j == k])
            motion = torch.cat([m for j, m in motions if j == k])
            squared = torch.cdist(text, motion).square()
            top = field.expected_r_precision(text.numpy(), motion.numpy(), pool=min(32, len(text)))
            nll = _infonce(squared, torch.zeros_like(squared, dtype=torch.bool)).item()
            found.append((nll, *top, squared.diagonal().sqrt().mean().item()))
        nll, r1, r2, r3, distance = np.mean(found, axis=0)
        return {"score": -(r1 + r2 + r3) / 3, "nll": nll, "r1": r1, "r2": r2, "r3": r3, "distance": distance}


def _infonce(squared, alike):
    """Cross entropy of −squared / 2 both ways; other pairs that are alike are left out."""
    own = torch.eye(len(squared), dtype=torch.bool, device=squared.device)
    logits = (-0.5 * squared).masked_fill(alike & ~own, float("-inf"))
    target = torch.arange(len(squared), device=squared.device)
    return 0.5 * (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target))


def _margin(squared, alike, margin):
    """The paper's: pairs together, others at least `margin` apart."""
    own = torch.eye(len(squared), dtype=torch.bool, device=squared.device)
    apart = (margin - (squared + 1e-8).sqrt()).clamp(min=0).square()
    others = ~own & ~alike
    return squared[own].mean() + (apart * others).sum() / others.sum().clamp(min=1)


def train(
    corpus, folder, target, *, minutes, steps=None, resume=False, seed=0, batch=None, device="cpu",
    accumulate=1,
):  # fmt: skip
    """Train an evaluator on the train split of a corpus file inside folder/evaluator and write its best
    weights to `target`. Returns the best score, the mean of R@1, R@2 and R@3 on held-out trials, negated."""
    from backend.models.checkpoint import load_state
    from backend.text.minilm import MiniLM

    from .embedding import save_network

    encoder = MiniLM.load()
    torch.manual_seed(seed)
    task = EvaluatorTask(
        corpus_features(corpus, "train"),
        lambda texts: encoder.encode(texts, CONFIG.max_words, CONFIG.side_signal),
        device,
        training=EvaluatorTraining(**({"batch": batch} if batch else {})),
    )
    place = Path(folder) / task.name
    bounds = {"minutes": minutes, "steps": steps or LOOP.steps, "accumulate": accumulate}
    loop = Loop(task, place, replace(LOOP, seed=seed, **bounds), device)
    if resume:
        loop.resume()
    elif (place / "last.pt").exists():
        raise ValueError(f"{place} holds a run already: --resume continues it, a new --out starts afresh.")
    best = loop.run()
    save_network(target, CONFIG, load_state(place / "best.pt"))
    return best
