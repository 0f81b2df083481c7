import json
from dataclasses import replace

import numpy as np
import pytest

from backend.corpus.library.judgements import Sentence
from backend.generation.library.judged import Judged
from backend.generation.library.nearness import TOLD, Weighing
from backend.generation.library.vectors import encoded
from backend.research.experiments import library as experiment
from backend.research.experiments import restricting
from backend.research.experiments.library import ARMS, Arm

MEASURES = ("notices", "obedience")


def judged(library, texts, pairs, runtime):
    said = Judged(texts, np.array(pairs), np.ones(len(texts), dtype=bool), encoded(runtime, list(texts)))
    weighing = Weighing(np.zeros((1, TOLD)), np.zeros(1), np.zeros((2, 1)), np.zeros(2))
    return replace(library, judged=said, weighing=weighing, threshold=0.25)


@pytest.fixture
def origins(library):
    kinds = ("watched", "label", "humanml3d", "kit", "made")
    return [{entry.sentences[0]: {kind}} for entry, kind in zip(library.entries, kinds, strict=True)]


@pytest.mark.parametrize(
    ("arm", "sentences"),
    [
        ("without made motion", ("kicks left", "waves", "walks")),
        ("without watched sentences", ("waves", "walks", "jumps twice")),
        ("without HumanML3D's and KIT's", ("kicks left", "waves", "jumps twice")),
        ("without labels", ("kicks left", "waves", "walks", "jumps twice")),
        ("all", ("kicks left", "waves", "walks", "jumps twice")),
    ],
)
def test_an_arm_lacks_what_it_says_and_keeps_the_threshold(library, origins, arm, sentences):
    left = experiment.left(ARMS[arm], library, origins)
    assert left.sentences == sentences and left.threshold == library.threshold
    # "waves" is said by two entries, of which one arm keeps each.
    waving = sum("waves" in {left.sentences[i] for i in e.sentences} for e in left.entries)
    assert waving == (2 if arm not in ("without labels", "without HumanML3D's and KIT's") else 1)
    assert experiment.left(ARMS["no library"], library, origins) is None


def test_without_what_was_judged_cosines_have_a_threshold_of_their_own(library, origins, word_runtime):
    texts = ("waves slowly now", "walks", "jumps around")
    told = judged(library, texts, [(0, 1, 2), (1, 2, 2), (2, 3, 1)], word_runtime)
    left = experiment.left(Arm(judged=False), told, origins)
    assert left.weighing is None and not left.judged.texts and left.sentences == told.sentences
    at = zip(texts, told.judged.vectors, strict=True)
    found = [left.near.of(text, vector).max() for text, vector in at]
    assert found[0] < found[1] and left.threshold == pytest.approx(np.quantile(found[:2], 0.05), abs=1e-4)
    with pytest.raises(ValueError, match="no threshold"):
        experiment.left(Arm(judged=False), judged(library, texts, [(0, 0, 2)], word_runtime), origins)


def test_sentences_that_lose_all_that_was_graded_count_as_not_found(library, word_runtime, monkeypatch):
    held_out = [
        Sentence("kicks high", {"kicks left": 2, "walks": 0}), Sentence("walks on", {"walks": 2, "waves": 0}),
        Sentence("hums", {"waves": 0, "walks": 0}), Sentence("jumps", {"jumps twice": 2}),
    ]  # fmt: skip
    monkeypatch.setattr(experiment.judgements, "read", lambda held_out=False, it=held_out: it)
    bench = experiment.Bench(word_runtime, None, None, library, [])
    found = bench.measured("finding", library)
    assert (found["sentences"], found["yes"], found["shown"]) == (4, 0.75, 0.75)
    assert found["nearest_was_not_graded"] <= 1, "hums is near to nothing"
    said = [{n: set() for n in e.sentences if library.sentences[n] != "jumps twice"} for e in library.entries]
    found = bench.measured("finding", restricting.restricted(library, said))
    assert (found["sentences"], found["yes"], found["yes_of_shown"]) == (4, 0.5, 1.0)
    assert bench.measured("finding", None) is None


def test_notices_count_sentences_that_nothing_is_near_to(library, word_runtime, monkeypatch):
    monkeypatch.setattr(experiment.judgements, "read", lambda held_out=False: [])
    bench = experiment.Bench(word_runtime, None, None, library, ["walks", "juggles chainsaws", "waves"])
    assert bench.measured("notices", library) == {"told": 1, "sentences": 3}


class Counting:
    def __init__(self):
        self.asked = []

    def measured(self, measure, library):
        self.asked.append((measure, None if library is None else len(library.sentences)))
        return {"told": len(self.asked), "sentences": 9, "passed": len(self.asked), "takes": 9}


def test_what_was_measured_is_kept_and_not_measured_again(library, origins, tmp_path):
    bench, arms = Counting(), ("all", "no library", "without made motion")
    results = experiment.run(bench, library, origins, tmp_path, arms=arms, measures=MEASURES[:1])
    assert bench.asked == [("notices", 4), ("notices", None), ("notices", 3)]
    again = experiment.run(bench, library, origins, tmp_path, arms=arms[:1], measures=MEASURES)
    assert bench.asked[3:] == [("obedience", 4)] and again["all"]["notices"] == results["all"]["notices"]
    kept = json.loads((tmp_path / "without-made-motion.json").read_text())
    assert kept["library"] == {"entries": 4, "sentences": 3, "threshold": library.threshold}
    other = library.retuned(threshold=0.1)
    experiment.run(bench, other, origins, tmp_path, arms=arms[:2], measures=MEASURES[:1])
    assert bench.asked[4:] == [("notices", 4)], "another library is measured again, none at all is not"


def test_both_tables_hold_a_row_an_arm():
    finding = dict.fromkeys(("yes", "yes_of_shown", "nearly", "told_apart", "noticed"), 0.5)
    field = {"r3": (0.71, 0.02), "fid": (2.3, 0.1), "kinetic_fid": (15.0, 4.0), "geometric_fid": (42.0, 1.0)}
    results = {
        "all": {
            "library": {"entries": 3803, "sentences": 6969}, "finding": {**finding, "yes": 0.62},
            "notices": {"told": 8, "sentences": 58}, "obedience": {"passed": 191, "takes": 192},
            "field": field,
        },
        "no library": {"finding": None, "notices": None},
    }  # fmt: skip
    lines = experiment.markdown(results).splitlines()
    assert lines[2] == "| all | 3,803, 6,969 | 0.620 | 0.500 | 0.500 | 0.500 | 0.500 | 8 of 58 |"
    assert lines[3] == "| no library | – | – | – | – | – | – | – |"
    assert lines[7] == "| all | 191 of 192 | 0.710 ± 0.020 | 2.30 ± 0.10 | 15.0 ± 4.0 | 42.0 ± 1.0 |"
    assert lines[8] == "| no library | – | – | – | – | – |"
