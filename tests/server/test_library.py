"""What the backend process says of a library."""

from dataclasses import replace

import numpy as np
import pytest

from backend.generation.errors import UserError
from backend.server.service import Service
from tests.generation.library.conftest import WordRuntime, library, make_library, word_runtime

__all__ = ["library", "make_library", "word_runtime"]


@pytest.fixture
def service(library, word_runtime):
    assert isinstance(word_runtime, WordRuntime)
    return Service(load=lambda **_: word_runtime, load_library=lambda weights: library)


@pytest.fixture
def ask(service):
    told = []

    def call(method, **params):
        def progress(*step):
            told.append(step)

        return service.methods[method](params, progress, lambda: False)

    call.told = told
    return call


def test_status_counts_it(service, ask):
    ask("load")
    assert service.status()["library"] == {"entries": 5, "sentences": 4, "closeness": 0.6, "own": 0}


def test_a_search_gives_rows_and_a_row_gives_motion(ask, library):
    rows = ask("library", query="kicks right", count=3)["rows"]
    assert len(rows) == 3 and rows[0]["mirrored"] and rows[0]["sentence"] == "kicks right"
    assert (rows[0]["clip"], rows[0]["dataset"], rows[0]["licence"]) == ("trial0", "cmu", "free")
    take = ask("library_take", entry=rows[0]["entry"], mirrored=True)["take"]
    assert take["rotations"].shape == (48, 22, 4) and take["prompt"] == "kicks right"
    assert take["sources"][0]["clip"] == "trial0" and take["tokens"] is None
    assert np.abs(take["translation"][0, [0, 2]]).max() < 1e-9
    assert ask("library", query="")["rows"] == []


def test_a_mirror_image_is_a_row_where_it_is_called_otherwise(ask):
    rows = ask("library", query="kicks", count=20)["rows"]
    called = [(row["entry"], row["sentence"]) for row in rows]
    assert len(set(called)) == len(called)
    assert {row["sentence"] for row in rows if "kicks" in row["sentence"]} == {"kicks left", "kicks right"}
    assert [row["nearness"] for row in rows] == sorted((row["nearness"] for row in rows), reverse=True)


def test_a_take_is_called_as_its_row(library, word_runtime):
    first, *others = library.entries
    both = replace(library, entries=(replace(first, sentences=(0, 1)), *others))
    service = Service(load=lambda **_: word_runtime, load_library=lambda weights: both)
    nothing = (lambda *_: None, lambda: False)
    for asked, said in (("waves", "waves"), ("yodels", "kicks left"), (3, "kicks left")):
        params = {"entry": 0, "sentence": asked}
        take = service.methods["library_take"](params, *nothing)["take"]
        assert take["prompt"] == take["sources"][0]["sentence"] == said


def test_known(ask):
    verdict = ask("known", prompt="plays guitar")
    assert verdict["known"] is False and verdict["notice"].startswith("Nothing like “plays guitar”")
    assert ask("known", prompt="waves")["notice"] is None


def test_takes_say_where_they_come_from_and_notices_come_first(ask):
    answer = ask("generate", prompt="walks", seeds=[1], closeness=1.0)
    assert answer["takes"][0]["sources"][0]["clip"] == "trial2" and answer["notices"] == []
    ask.told.clear()
    answer = ask("generate", prompt="plays guitar", seconds=2.0, seeds=[1])
    assert ask.told[0] == (0, 1, "text", answer["notices"][0])
    edited = ask("regenerate", motion={**answer["takes"][0]}, start_s=0.5, stop_s=1.0, seeds=[2])
    assert edited["takes"][0]["sources"] == answer["takes"][0]["sources"]


@pytest.mark.parametrize(
    "method, params",
    [("library_take", {"entry": 5}), ("library_take", {}), ("library_take", {"entry": "x"}),
     ("library", {"query": 3}), ("library", {"query": "a", "count": 0}), ("known", {"prompt": []}),
     ("generate", {"prompt": "a", "closeness": 2.0})],
)  # fmt: skip
def test_odd_requests_are_refused(ask, method, params):
    with pytest.raises(UserError):
        ask(method, **params)


def test_without_a_library(word_runtime):
    service = Service(load=lambda **_: word_runtime)
    nothing = (lambda *_: None, lambda: False)
    assert service.methods["library"]({"query": "walks"}, *nothing) == {"rows": []}
    assert service.methods["known"]({"prompt": "walks"}, *nothing)["known"]
    with pytest.raises(UserError, match="no library"):
        service.methods["library_take"]({"entry": 0}, *nothing)
