"""What a variant generates for the test split's sentences, by the field's measures."""

import numpy as np
import torch

from backend.evaluation import field, kinetic, protocol
from backend.evaluation.embedding import Evaluator
from backend.generation import raw
from backend.generation.settings import DecodingSettings
from backend.generation.torch_runtime import TorchRuntime
from backend.models import spectral
from backend.motion import features as layout
from backend.text.minilm import MiniLM

QUARTERS = 4


class Judge:
    """Sentences, real clips and their embeddings: the same for every variant.

    All takes of a variant together are one set, `repeats` of every clip, so that a quarter of the clips
    still has enough of them; R-precision is the mean over all pools that could be drawn of one repeat.
    """

    def __init__(self, bench, evaluator, repeats):
        """evaluator: folder or None for the shipped one."""
        self.repeats, self.text, self.guidance = repeats, MiniLM.load(), bench.guidance
        self.evaluator = Evaluator.load(evaluator)
        entries = protocol.corpus_entries(bench.corpus)
        random = np.random.default_rng(0)
        self.motions = [e.motion[: min(len(e.motion), bench.config.max_frames) // 4 * 4] for e in entries]
        self.prompts = [[e.texts[random.integers(len(e.texts))][0] for e in entries] for _ in range(repeats)]
        self.texts = [self.evaluator.texts(of_repeat) for of_repeat in self.prompts]
        self.real = self.evaluator.motions(self.motions)
        self.joints = [_joints(m) for m in self.motions]
        omega = np.array([_omega(bench, m) for m in self.motions])
        self.quarters = np.array_split(np.argsort(omega, kind="stable"), QUARTERS)

    def score(self, weights, seed):
        """{measure: number, or [all, Q1 … Q4]} of a model's takes; `seed` of the variant moves the takes'."""
        runtime = TorchRuntime(weights, self.text)
        settings = DecodingSettings(guidance=self.guidance)
        frames, count = [len(m) for m in self.motions], len(self.motions)
        embedded, joints = [], []
        for repeat in range(self.repeats):
            seeds = [1_000_000 * seed + 1_000 * repeat + i for i in range(count)]
            takes = raw.features(runtime, self.prompts[repeat], frames, seeds, settings=settings)
            embedded.append(self.evaluator.motions(takes))
            joints.append([_joints(take) for take in takes])
        return self.measures(embedded, joints)

    def measures(self, embedded, joints):
        """Of embeddings (repeats × (clips, d)) and joints (repeats × clips × (T, 22, 3)) of takes."""
        random = np.random.default_rng(0)
        everything = [np.arange(len(self.motions)), *self.quarters]
        pairs = list(zip(self.texts, embedded, strict=True))
        found = {"fid": [], "mm_dist": []}
        for rows in everything:
            made = np.concatenate([e[rows] for e in embedded])
            found["fid"].append(field.fid(self.real[rows], made))
            found["mm_dist"].append(float(np.mean([field.mm_distance(t[rows], e[rows]) for t, e in pairs])))
        top = np.mean([field.expected_r_precision(t, e, min(32, len(t))) for t, e in pairs], axis=0)
        found |= {f"r{k}": float(value) for k, value in enumerate(top, start=1)}
        found["diversity"] = float(np.mean([field.diversity(e, random) for e in embedded]))
        if self.repeats > 1:
            takes = np.stack(embedded, axis=1)
            found["multimodality"] = field.multimodality(takes, random)
        distances = kinetic.distances(self.joints, [j for of_repeat in joints for j in of_repeat])
        return found | {name: float(value) for name, value in distances.items()}

    def of_real_motion(self):
        """The row of the real clips themselves: what the measures say of perfect takes."""
        found = self.measures([self.real] * self.repeats, [self.joints] * self.repeats)
        return {name: value for name, value in found.items() if name != "multimodality"}


def _joints(rows):
    return layout.recover_positions(np.asarray(rows, dtype=np.float64))


def _omega(bench, rows):
    """Mean complexity Ω of a clip's tokens."""
    with torch.no_grad():
        tokenizer = bench.base.tokenizer
        x = tokenizer.normalize(torch.from_numpy(np.ascontiguousarray(rows)).float().to(bench.device))[None]
        vectors = tokenizer.quantizer.decode(tokenizer.encode(x))
        lengths = torch.tensor([vectors.shape[1]], device=vectors.device)
        phi, _ = spectral.descriptor(vectors, lengths, bench.config.msd.window)
        return float(spectral.complexity(phi).mean())
