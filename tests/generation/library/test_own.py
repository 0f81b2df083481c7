"""The animator's own moments beside what travels with the weights, and without it."""

from dataclasses import replace

import numpy as np
import pytest

from backend.generation.library.drafts import Drafter
from backend.generation.library.entries import OWN
from backend.generation.library.known import judged
from backend.generation.library.own import Own
from backend.generation.library.vectors import encoded
from backend.motion.clip import Clip
from backend.motion.formats import moments
from backend.server.service import Service
from tests.generation.conftest import walk


@pytest.fixture
def folder(tmp_path):
    moments.add(tmp_path, Clip(*walk(52, seed=9)), "salutes")
    return tmp_path


def joined(folder, base, runtime):
    own = Own()
    own.folder = str(folder)
    return own.joined(base, runtime)


def test_own_motion_is_found_and_known(folder, library, word_runtime):
    assert not judged(Drafter(library, word_runtime).search, "salutes").known
    both = joined(folder, library, word_runtime)
    search = Drafter(both, word_runtime).search
    found = search.nearest("salutes")[0]
    source = both.sources[both.entries[found.entry].source]
    assert (source.kind, source.clip) == (OWN, moments.keys(folder)[0]) and judged(search, "salutes").known
    rotations, translation = both.motion(both.entries[found.entry])
    kept = moments.read(folder, source.clip).clip
    assert len(rotations) == 52 and np.abs(translation - kept.translation).max() < 1e-3
    assert (np.abs((rotations * kept.rotations).sum(-1)) > 1.0 - 1e-6).all()
    # What was there before is where it was.
    for entry in library.entries:
        np.testing.assert_array_equal(library.motion(entry)[0], both.motion(entry)[0])


def test_her_sentences_lie_on_the_library_s_axes(folder, library, word_runtime):
    axes = np.linalg.qr(np.random.default_rng(0).normal(size=(16, 10)))[0].T.astype(np.float32)
    base = replace(library, axes=axes, vectors=encoded(word_runtime, list(library.sentences), axes))
    own = Own()
    own.folder = str(folder)
    both = own.joined(base, word_runtime)
    np.testing.assert_array_equal(both.vectors[-1:], encoded(word_runtime, ["salutes"], axes))
    plain = own.joined(library, word_runtime).vectors[-1]
    assert plain == pytest.approx(encoded(word_runtime, ["salutes"])[0])
    assert Drafter(both, word_runtime).search.nearest("salutes")[0].nearness == pytest.approx(1.03)


def test_of_the_same_sentence_her_own_is_first(folder, library, word_runtime):
    moments.add(folder, Clip(*walk(40, seed=3)), "waves")
    both = joined(folder, library, word_runtime)
    nearest = Drafter(both, word_runtime).search.nearest("waves")
    assert both.sources[both.entries[nearest[0].entry].source].kind == OWN
    assert both.sources[both.entries[nearest[2].entry].source].kind == "captured"


def test_alone_it_serves_what_it_is_asked_for_and_nothing_else(folder, word_runtime):
    alone = joined(folder, None, word_runtime)
    drafter = Drafter(alone, word_runtime)
    assert drafter.draft("salutes", 13, 0).uses[0].kind == OWN
    for text in ("jumps", "jumps, then crawls", "salutes, then crawls"):
        draft = drafter.draft(text, 20, 0)
        assert draft is None or draft.uses[0].sentence == "salutes" and "salutes" in text
    assert drafter.draft("jumps", 20, 0) is None
    assert judged(drafter.search, "plays the guitar").known


def test_nothing_there_changes_nothing(tmp_path, library, word_runtime):
    assert joined(tmp_path, library, word_runtime) is library
    assert joined(tmp_path / "missing", None, word_runtime) is None


def test_the_backend_sees_changes_at_once_and_tells_of_bad_files(folder, library, word_runtime):
    service = Service(load=lambda **_: word_runtime, load_library=lambda weights: library)

    def ask(method, **params):
        return service.methods[method](params, lambda *_: None, lambda: False)

    assert ask("load", own_library=str(folder))["library"]["own"] == 1
    answer = ask("generate", prompt="salutes", seeds=[0], closeness=1.0)
    assert answer["takes"][0]["sources"][0]["kind"] == OWN
    key = moments.add(folder, Clip(*walk(30, seed=1)), "crawls")
    (folder / f"bad{moments.SUFFIX}").write_bytes(b"no")
    answer = ask("generate", prompt="crawls", seeds=[0], closeness=1.0)
    assert answer["takes"][0]["sources"][0]["clip"] == key
    assert len(answer["notices"]) == 1 and "leaves a motion out" in answer["notices"][0]
    moments.remove(folder, key)
    assert all(row["clip"] != key for row in ask("library", query="crawls")["rows"])
    assert ask("generate", prompt="waves", seeds=[0], own_library="")["takes"][0]["sources"]
    assert service.status()["library"]["own"] == 0
