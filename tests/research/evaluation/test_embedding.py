import numpy as np
import pytest
import torch

from backend.models.checkpoint import WeightsError
from backend.models.text_motion import EvaluatorConfig, TextMotionEvaluator
from backend.research.evaluation.embedding import Evaluator, load_network, save_network

CONFIG = EvaluatorConfig(
    movement_hidden=8, movement=8, motion_hidden=8, words=4, parts_of_speech=0, text_hidden=8, output=6,
    max_frames=40,
)  # fmt: skip


def encode(texts):
    lengths = np.array([len(t) for t in texts])
    words = np.zeros((len(texts), lengths.max(), 4), dtype=np.float32)
    for out, text in zip(words, texts, strict=True):
        out[: len(text), 0] = [ord(c) / 100 for c in text]
    return words, lengths


@pytest.fixture
def folder(tmp_path):
    torch.manual_seed(0)
    network = TextMotionEvaluator(CONFIG)
    network.mean += 0.123456789
    save_network(tmp_path / "evaluator", CONFIG, network.state_dict())
    return tmp_path / "evaluator"


def test_a_saved_evaluator_embeds_in_any_order(folder):
    evaluator = Evaluator(load_network(folder), encode)
    clips = [np.random.default_rng(i).normal(size=(8 + i % 40, 263)) for i in range(70)]
    found = evaluator.motions(clips)
    assert found.shape == (70, 6) and found.dtype == np.float64
    np.testing.assert_allclose(evaluator.motions(clips[::-1])[::-1], found, rtol=1e-4, atol=1e-5)
    texts = [f"text {'x' * (i % 7)} {i}" for i in range(70)]
    found = evaluator.texts(texts)
    np.testing.assert_allclose(evaluator.texts(texts[3:5]), found[3:5], rtol=1e-4, atol=1e-5)


def test_normalisation_keeps_full_precision(folder):
    assert float(load_network(folder).mean[0]) == pytest.approx(0.123456789, rel=1e-6)


def test_damage_is_named(folder):
    with pytest.raises(WeightsError, match="no evaluator"):
        load_network(folder / "nowhere")
    other = CONFIG.to_json().replace('"motion_hidden": 8', '"motion_hidden": 16')
    (folder / "config.json").write_text(other)
    with pytest.raises(WeightsError, match="motion_encoder"):
        load_network(folder)
    (folder / "evaluator.safetensors").write_bytes(b"cut")
    with pytest.raises(WeightsError, match="not a readable"):
        load_network(folder)
