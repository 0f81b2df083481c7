"""How near sentences of captured motion are to each other, capture by capture."""

import numpy as np
import pytest

from backend.corpus.library import learned
from backend.generation.library import file
from backend.generation.library.entries import Entry, Source


def _library(angles, sources, kinds=None):
    """A library with one sentence an angle, in degrees, each of the source of that number."""
    kinds = kinds or ["captured"] * (max(sources) + 1)
    turns = np.radians(np.asarray(angles, dtype=np.float64))
    return file.Library(
        "minilm", tuple(f"sentence {i}" for i in range(len(angles))),
        np.stack([np.cos(turns), np.sin(turns)], axis=1).astype(np.float32),
        tuple(Source(f"trial{i}", 0.0, "cmu", "", "", kind, 0, 30) for i, kind in enumerate(kinds)),
        tuple(Entry(source, 0, 30, (i,)) for i, source in enumerate(sources)), {},
    )  # fmt: skip


def test_what_the_same_capture_says_does_not_count():
    near = _library([0.0, 1.0, 60.0, 61.0] * 5, [0, 0, 1, 1] * 5)
    assert learned.nearness(near) == pytest.approx(np.cos(np.radians(60.0)), abs=0.02)


def test_one_in_twenty_may_be_farther():
    angles = [float(i % 20) for i in range(40)] + [170.0, 175.0]
    found = learned.nearness(_library(angles, list(range(42))))
    assert np.cos(np.radians(20.0)) < found <= 1.0


def test_made_motion_does_not_count():
    angles, sources = [0.0] * 10 + [50.0] * 10 + [20.0], [0] * 10 + [1] * 10 + [2]
    library = _library(angles, sources, ["captured", "captured", "leaps"])
    assert learned.nearness(library) == pytest.approx(np.cos(np.radians(50.0)), abs=0.01)


def test_nobody_knows_without_two_captures():
    assert learned.nearness(_library([0.0, 5.0] * 12, [0] * 24)) == file.UNKNOWN
    assert learned.nearness(_library([0.0, 5.0] * 12, [0, 1] * 12, ["leaps", "leaps"])) == file.UNKNOWN


def test_nobody_knows_of_fewer_than_twenty():
    assert learned.nearness(_library([0.0, 5.0, 9.0], [0, 1, 2])) == file.UNKNOWN
