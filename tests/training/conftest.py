import numpy as np
import pytest

from backend.motion.body import quaternion
from backend.training.features import FeatureClip, clip_features


class Caption:
    def __init__(self, text, start_s=0.0, stop_s=0.0):
        self.text, self.start_s, self.stop_s = text, start_s, stop_s


def swaying(seed, frames=81):
    """Rotations (frames, 22, 4) and translation (frames, 3) of a smooth made-up motion."""
    random = np.random.default_rng(seed)
    t = np.arange(frames)[:, None, None]
    angles = random.normal(0, 0.2, (1, 22, 3)) * np.sin(t * random.uniform(0.05, 0.4) + random.uniform(0, 6))
    length = np.linalg.norm(angles, axis=-1)
    rotations = quaternion.from_axis_angle(angles / np.maximum(length[..., None], 1e-9), length)
    walk = np.cumsum(np.tile(random.normal(0, 0.02, 3) * [1, 0, 1], (frames, 1)), axis=0)
    return rotations, walk + [0.0, 0.95, 0.0]


def fake_encode(texts):
    """Condition of texts without the sentence encoder: hashed word vectors."""
    rows = [
        [np.random.default_rng(sum(map(ord, w))).normal(size=384) for w in ["", *t.split()]] for t in texts
    ]
    lengths = np.array([len(r) for r in rows])
    vectors = np.zeros((len(rows), lengths.max(), 384), dtype=np.float32)
    for out, r in zip(vectors, rows, strict=True):
        out[: len(r)] = r
    return vectors, lengths


@pytest.fixture(scope="session")
def clips():
    captions = (Caption("a person sways to the left"), Caption("he nods", 1.0, 3.0))
    return [
        FeatureClip(str(i), clip_features(*swaying(i)), captions, "train", False, False) for i in range(6)
    ]
