"""What an arm generates for the test split's sentences, by the field's measures."""

import numpy as np

from backend.generation import raw
from backend.generation.runtimes.torch_runtime import TorchRuntime
from backend.motion.body import features, skeleton
from backend.research.evaluation import field, kinetic, obedience, protocol
from backend.research.evaluation.embedding import Evaluator
from backend.text.minilm import MiniLM

from . import quarters


class Judge:
    """Sentences, real clips and their embeddings: the same for every arm.

    All takes of an arm together are one set, `repeats` of every clip, so that a quarter of the clips still
    has enough of them; R-precision is the mean over all pools that could be drawn of one repeat. Quarters of
    the clips go by how much the captured joints move.
    """

    def __init__(self, bench, evaluator, repeats):
        """evaluator: folder or None for the shipped one."""
        self.repeats, self.text = repeats, MiniLM.load()
        self.evaluator = Evaluator.load(evaluator)
        entries = protocol.corpus_entries(bench.corpus)
        random = np.random.default_rng(0)
        self.motions = [e.motion[: min(len(e.motion), bench.config.max_frames) // 4 * 4] for e in entries]
        self.prompts = [[e.texts[random.integers(len(e.texts))][0] for e in entries] for _ in range(repeats)]
        self.texts = [self.evaluator.texts(of_repeat) for of_repeat in self.prompts]
        self.real = self.evaluator.motions(self.motions)
        self.joints = [_joints(m) for m in self.motions]
        self.quarters = quarters.of_clips(self.motions)
        self.longest, self.encoded = bench.config.max_frames, None

    def runtime(self, weights, device):
        """The torch runtime of weights; all of them share what the sentences were encoded to."""
        made = TorchRuntime(weights, self.text, device)
        self.encoded = made.encode_text = self.encoded or made.encode_text
        return made

    def score(self, runtime, settings, seed):
        """{measure: number, or [all, Q1 … Q4]} of a model's takes; `seed` of the arm moves the takes'."""
        frames, count = [len(m) for m in self.motions], len(self.motions)
        embedded, joints = [], []
        for repeat in range(self.repeats):
            seeds = [1_000_000 * seed + 1_000 * repeat + i for i in range(count)]
            takes = raw.features(runtime, self.prompts[repeat], frames, seeds, settings=settings)
            embedded.append(self.evaluator.motions(takes))
            joints.append([_joints(take) for take in takes])
        return self.measures(embedded, joints) | {"obedience": self.obedience(runtime, settings, seed)}

    def obedience(self, runtime, settings, seed):
        """Share of takes that do what a plain sentence asks for, `repeats` of each check."""
        checks = [check for check in obedience.CHECKS for _ in range(self.repeats)]
        frames = [min(round(check.seconds * skeleton.FPS), self.longest) // 4 * 4 for check in checks]
        seeds = [1_000_000 * seed + 500_000 + i for i in range(len(checks))]
        takes = raw.features(runtime, [c.sentence for c in checks], frames, seeds, settings=settings)
        return float(np.mean([bool(c.holds(_joints(take))) for c, take in zip(checks, takes, strict=True)]))

    def measures(self, embedded, joints):
        """Of embeddings (repeats × (clips, d)) and joints (repeats × clips × (T, 22, 3)) of takes."""
        random = np.random.default_rng(0)
        everything = [np.arange(len(self.motions)), *self.quarters]
        pairs = list(zip(self.texts, embedded, strict=True))
        found = {"fid": [], "mm_dist": [], "dynamics": []}
        captured = np.array([_speed(j) for j in self.joints])
        speeds = np.array([[_speed(j) for j in of_repeat] for of_repeat in joints])
        for rows in everything:
            made = np.concatenate([e[rows] for e in embedded])
            found["fid"].append(field.fid(self.real[rows], made))
            found["mm_dist"].append(float(np.mean([field.mm_distance(t[rows], e[rows]) for t, e in pairs])))
            found["dynamics"].append(float(speeds[:, rows].mean() / max(captured[rows].mean(), 1e-9)))
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
    return features.recover_positions(np.asarray(rows, dtype=np.float64))


def _speed(joints):
    """Mean speed of the joints, m/s."""
    return float(np.linalg.norm(np.diff(joints, axis=0), axis=-1).mean() * skeleton.FPS)
