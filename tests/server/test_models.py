"""Switching models between requests: which one is loaded, and whose tokens are used."""

import numpy as np
import pytest

from backend.generation.generator import Takes
from backend.motion.clip import Clip
from backend.server import service

NOTHING = {"progress": lambda *_: None, "cancelled": lambda: False}


class Recorder:
    """A Generator that returns the clip it is given."""

    seen = []

    def __init__(self, runtime, library=None):
        self.runtime, self.library = runtime, library

    def regenerate(self, clip, *arguments, **options):
        self.seen.append((self.runtime.digest, clip.tokens))
        return Takes([clip])

    extend = regenerate


class Runtime:
    name, device, notices = "fake", "cpu", []

    def __init__(self, weights):
        self.digest = f"digest of {weights}"
        self.config = type("Config", (), {"max_frames": 196, "fps": 20.0})


@pytest.fixture
def served(monkeypatch):
    monkeypatch.setattr(service, "Generator", Recorder)
    monkeypatch.setattr(Recorder, "seen", [])
    return service.Service(load=lambda weights, runtime, device: Runtime(weights), weights="standard")


def motion(frames=12):
    rotations = np.zeros((frames, 22, 4))
    rotations[..., 0] = 1.0
    clip = Clip(rotations, np.zeros((frames, 3)))
    return {
        "rotations": clip.rotations,
        "translation": clip.translation,
        "tokens": np.zeros((3, 2), np.int64),
    }


def test_each_request_says_which_model(served):
    given = {"motion": motion(), "start_s": 0.1, "stop_s": 0.3, "seconds": 1.0}
    for weights, method in (("mine", served.regenerate), (None, served.extend), ("", served.regenerate)):
        request = given if weights is None else {**given, "weights": weights}
        answer = method(request, **NOTHING)
        assert answer["takes"][0]["model"] == Recorder.seen[-1][0][:16]
    assert [digest for digest, _ in Recorder.seen] == [
        "digest of mine",
        "digest of mine",
        "digest of standard",
    ]


def test_tokens_of_another_model_are_left_out(served):
    own = served.regenerate({"motion": motion(), "weights": "mine"}, **NOTHING)["takes"][0]["model"]
    served.regenerate({"motion": {**motion(), "model": own}}, **NOTHING)
    served.regenerate({"motion": {**motion(), "model": own}, "weights": "other"}, **NOTHING)
    assert [tokens is not None for _, tokens in Recorder.seen] == [True, True, False]
