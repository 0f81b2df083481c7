"""Guidance clip by clip: who is run without text, and who no longer needs to be."""

import numpy as np
import pytest

from backend.generation.decoding import sampling
from backend.generation.decoding.guidance import GuidedLogits
from backend.generation.decoding.residual import decode_residual
from backend.generation.decoding.settings import DecodingSettings

LENGTHS = np.array([3, 3])
WANTED = np.array([[True, True, False], [True, False, False]])
TOKENS = np.array([[1, 2, 3], [4, 5, 6]])


class Texts:
    """A runtime's function: the first clip's text says much, the second's next to nothing."""

    def __init__(self):
        self.rows = []

    def __call__(self, tokens, lengths, condition, phi, wanted):
        self.rows.append(tokens[:, 0].tolist())
        told = condition.vectors[:, 0].any(axis=-1)
        strength = np.where(told, np.where(tokens[:, 0] == 1, 2.0, 0.01), 0.0)
        logits = np.zeros((*tokens.shape, 8), dtype=np.float32)
        logits[..., 5] = strength[:, None]
        return logits


def test_guidance_is_left_out_where_it_changes_next_to_nothing(runtime):
    call, guided = Texts(), GuidedLogits(runtime.encode_text(["a", "b"]), 3.0)
    first = guided(call, TOKENS, LENGTHS, None, WANTED)
    assert first[:, 5] == pytest.approx([6.0, 6.0, 0.03]) and call.rows == [[1, 4, 1, 4]]
    guided.release(0.1)
    second = guided(call, TOKENS, LENGTHS, None, WANTED)
    assert second[:, 5] == pytest.approx([6.0, 6.0, 0.01]) and call.rows[1] == [1, 4, 1]
    guided.release(100.0)
    assert guided(call, TOKENS, LENGTHS, None, WANTED)[:, 5] == pytest.approx([2.0, 2.0, 0.01])
    guided.release(0.1)
    guided(call, TOKENS, LENGTHS, None, WANTED)
    assert call.rows[2:] == [[1, 4], [1, 4]]


def test_the_change_is_measured_in_nats_a_token(runtime):
    """KL of softmax([6, 0 …]) from softmax([2, 0 …]), eight codes: 0.581."""
    for bar, rows in ((0.57, 2), (0.59, 1)):
        call, guided = Texts(), GuidedLogits(runtime.encode_text(["a"]), 3.0)
        for _ in range(2):
            guided(call, TOKENS[:1], LENGTHS[:1], None, WANTED[:1])
            guided.release(bar)
        assert len(call.rows[1]) == rows


def test_without_a_text_or_a_scale_nothing_runs_twice(runtime):
    for text, scale in (("", 3.0), ("a", 1.0)):
        call, guided = Texts(), GuidedLogits(runtime.encode_text([text]), scale)
        guided(call, TOKENS[:1], LENGTHS[:1], None, WANTED[:1])
        guided.release(0.1)
        assert call.rows == [[1]]


def test_fine_levels_go_on_without_guidance_once_it_does_nothing(runtime, monkeypatch):
    condition, tokens = runtime.encode_text(["a", "b"]), np.arange(36).reshape(2, 6, 3) % 32

    def rows(weight):
        runtime.calls.clear()
        monkeypatch.setattr(
            runtime, "_logits", lambda v, n, c, phi: np.tile(weight * c.vectors[:, :1], (1, 6, 2))
        )
        generators = [sampling.take_generator(seed) for seed in (1, 2)]
        decode_residual(runtime, tokens, np.ones((2, 6), bool), np.array([6, 6]), condition, generators,
                        DecodingSettings(), 5.0, lambda: None)  # fmt: skip
        return [len(shown) for _, shown, _ in runtime.calls]

    assert rows(1.0) == [4, 4] and rows(1e-3) == [4, 2]
