"""A runtime without a framework: deterministic logits that depend on tokens, text and spectrum."""

import hashlib

import numpy as np
import pytest

from backend.generation.decoding import spectrum
from backend.generation.runtimes.interface import Condition
from backend.models.config import LengthConfig, ModelConfig, MSDConfig, TextConfig, TokenizerConfig
from backend.motion.body import features, quaternion, skeleton
from backend.motion.clip import Clip

CODES, LEVELS, DIM, SIZE = 32, 3, 8, 16


def walk(frames=120, fps=20.0, seed=0, speed=1.2):
    """A synthetic walk with swinging limbs, as (rotations, translation)."""
    random = np.random.default_rng(seed)
    t = np.arange(frames) / fps
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1))
    for joint in range(1, 22):
        axis = random.normal(size=3)
        swing = random.uniform(0.05, 0.5) * np.sin(
            2 * np.pi * random.uniform(0.5, 1.3) * t + random.uniform(0, 6)
        )
        rotations[:, joint] = quaternion.from_axis_angle(axis / np.linalg.norm(axis), swing)
    yaw = 0.4 * np.sin(0.7 * t + random.uniform(0, 6)) + random.uniform(-3, 3)
    rotations[:, 0] = quaternion.from_axis_angle(np.array([0.0, 1.0, 0.0]), yaw)
    step = quaternion.rotate(rotations[:, 0], np.array([0.0, 0.0, speed / fps]))
    translation = np.cumsum(step, axis=0) + [random.uniform(-3, 3), 0.0, random.uniform(-3, 3)]
    translation[:, 1] = 0.95 + 0.03 * np.sin(2 * np.pi * 2 * t)
    return rotations, translation


class FakeRuntime:
    """Tokens stand for pieces of a bank of synthetic motion; logits come from hashes."""

    name, device = "fake", "cpu"

    def __init__(self, attention=0.2, temperature=0.3, exploration=0.5):
        self.config = ModelConfig(
            tokenizer=TokenizerConfig(codes=CODES, levels=LEVELS, code_dim=DIM, width=8),
            length=LengthConfig(width=8), text=TextConfig(size=SIZE),
            msd=MSDConfig(attention=attention, temperature=temperature, exploration=exploration),
        )  # fmt: skip
        random = np.random.default_rng(5)
        self.codebooks = random.normal(size=(LEVELS, CODES, DIM)).astype(np.float32)
        self.mix = 0.1 * random.normal(size=(DIM + SIZE + 4, CODES))
        rows = features.from_motion(*_with_positions(*walk(4 * CODES * LEVELS + 1, seed=9)))
        self.bank = rows.reshape(LEVELS, CODES, 4, features.SIZE)
        self.calls = []

    def encode_text(self, texts):
        vectors = np.zeros((len(texts), 2, SIZE), dtype=np.float32)
        lengths = np.ones(len(texts), dtype=np.int64)
        for i, text in enumerate(texts):
            if text:
                digest = np.frombuffer(hashlib.sha256(text.encode()).digest(), dtype=np.uint8)
                vectors[i] = (digest.reshape(2, SIZE) / 128.0 - 1.0).astype(np.float32)
                lengths[i] = 2
        return Condition(vectors, lengths, np.array([len(t.split()) > 48 for t in texts]))

    def _logits(self, vectors, lengths, condition, phi):
        b, n, _ = vectors.shape
        phi = np.zeros((b, n, 4)) if phi is None else phi
        valid = (np.arange(n) < np.asarray(lengths)[:, None])[..., None]
        smooth = (vectors * valid).copy()
        smooth[:, 1:] += 0.5 * smooth[:, :-1]
        text = np.repeat(condition.vectors[:, :1], n, axis=1)
        return (np.concatenate([smooth, text, phi], axis=-1) @ self.mix).astype(np.float32)

    def masked_logits(self, tokens, lengths, condition, phi=None, wanted=None):
        self.calls.append(("masked", tokens.copy(), None if phi is None else phi.copy()))
        known = tokens < CODES
        vectors = self.codebooks[0][np.where(known, tokens, 0)] * known[..., None]
        return self._logits(vectors, lengths, condition, phi)

    def residual_logits(self, tokens, level, lengths, condition, phi=None, wanted=None):
        assert tokens.shape[-1] == level
        self.calls.append(("residual", tokens.copy(), None if phi is None else phi.copy()))
        shown = np.where(tokens < CODES, tokens, -1)
        vectors = spectrum.token_vectors(self.codebooks, shown)
        return self._logits(vectors, lengths, condition, phi)

    def encode(self, rows):
        b, frames, _ = rows.shape
        flat = rows.reshape(b, frames // 4, 4, -1)[:, :, 0, :8]
        return np.stack(
            [(np.abs(flat * 1000).sum(-1).astype(np.int64) + q) % CODES for q in range(LEVELS)], -1
        )

    def decode(self, tokens):
        b, n, _ = tokens.shape
        known = tokens >= 0
        ids = np.maximum(tokens, 0)
        rows = 0.8 * self.bank[0][ids[..., 0]] + 0.2 * self.bank[1][ids[..., 1]]
        return (rows * known[..., :1, None]).reshape(b, 4 * n, features.SIZE).astype(np.float32)

    def length_logits(self, condition):
        return np.tile(-0.1 * np.abs(np.arange(50.0) - 20), (len(condition), 1)) + condition.vectors[:, 0, :1]


def _with_positions(rotations, translation):
    return skeleton.forward_kinematics(rotations, translation), rotations


@pytest.fixture
def runtime():
    return FakeRuntime()


@pytest.fixture
def make_runtime():
    return FakeRuntime


@pytest.fixture
def make_clip():
    def make(frames=120, fps=20.0, seed=0, tokens=False, **options):
        rotations, translation = walk(frames, fps, seed, **options)
        codes = None
        if tokens:
            codes = np.random.default_rng(seed).integers(0, CODES, (-(-frames // 4), LEVELS))
        return Clip(rotations, translation, fps, codes, "a person walks", seed)

    return make


@pytest.fixture(scope="module")
def tiny_weights(tmp_path_factory):
    """A folder of small random weights."""
    from tests.weights import write_tiny

    return write_tiny(tmp_path_factory.mktemp("weights") / "tiny")
