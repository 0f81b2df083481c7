import numpy as np
import pytest

from backend.corpus import file
from backend.generation.runtimes.interface import Condition
from backend.models import checkpoint
from backend.training.features import FeatureClip, clip_features
from tests.training.conftest import swaying
from tests.weights import write_tiny


def captured(number, text, split="test", frames=61, **more):
    """A CorpusClip of a made-up motion with one sentence."""
    rotations, translation = swaying(number, frames)
    return file.CorpusClip(
        f"{number:03d}", f"t{number}", split, more.get("source", "x"), (file.Caption(text),),
        rotations.astype(np.float32), translation.astype(np.float32),
    )  # fmt: skip


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory):
    return write_tiny(tmp_path_factory.mktemp("weights") / "tiny")


@pytest.fixture(scope="session")
def tiny(tiny_folder):
    return checkpoint.load(tiny_folder)


@pytest.fixture(scope="session")
def clips():
    words = (file.Caption("a person sways"),)
    return [
        FeatureClip(str(i), clip_features(*swaying(i, 61)), words, "test", False, False) for i in range(3)
    ]


@pytest.fixture(scope="session")
def encode_text():
    def encode(texts):
        vectors = np.random.default_rng(len(texts[0])).normal(size=(1, 3, 384)).astype(np.float32)
        return Condition(vectors, np.array([3]))

    return encode


@pytest.fixture
def corpus(tmp_path):
    """Path of a small corpus with a clip of every kind and some that must not be chosen."""
    texts = ("a person walks forward", "a man runs fast", "someone dances", "a person jumps high")
    clips = [captured(i, text) for i, text in enumerate(texts)]
    clips += [captured(8, "a person walks and then jumps"), captured(9, "a person walks", "train", 120)]
    file.save(tmp_path / "corpus.npz", clips)
    return tmp_path / "corpus.npz"
