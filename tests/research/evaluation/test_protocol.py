import dataclasses

import numpy as np
import pytest

from backend.research.evaluation import protocol
from backend.research.evaluation.protocol import Entry, Protocol

SMALL = Protocol(repeats=3, pool=8, takes=4, texts=5)


class Known:
    """A text is the number that its motions are full of; both are embedded as a point at that number."""

    def motions(self, clips):
        return np.stack([[c[:, 0].mean(), c.shape[1], 0.0] for c in clips])

    def texts(self, texts):
        return np.array([[float(t), 5.0, 0.0] for t in texts])


def entries(count, features=5):
    lengths = np.random.default_rng(0).integers(40, 197, count)
    return [Entry(np.full((n, features), float(i)), ((f"told {i}", str(i)),)) for i, n in enumerate(lengths)]


def perfect(prompts, frames, seeds):
    return [np.full((n, 5), float(p.split()[1])) for p, n in zip(prompts, frames, strict=True)]


def noise(prompts, frames, seeds):
    return [
        np.full((n, 5), np.random.default_rng(s).uniform(0, 40)) for n, s in zip(frames, seeds, strict=True)
    ]


def test_a_perfect_generator_ties_with_the_real_row():
    rows = protocol.evaluate(Known(), entries(40), perfect, SMALL)
    assert list(rows) == ["real", "generated"]
    for row in rows.values():
        assert [row[f"r{k}"][0] for k in (1, 2, 3)] == [1.0, 1.0, 1.0]
        assert row["mm_distance"] == (0.0, 0.0) and row["fid"][0] == pytest.approx(0.0, abs=1e-9)
        assert 5 < row["diversity"][0] < 25
    assert rows["generated"]["multimodality"] == (0.0, 0.0) and "multimodality" not in rows["real"]


def test_noise_is_told_from_the_right_motion():
    row = protocol.evaluate(Known(), entries(40), noise, SMALL)["generated"]
    assert row["r1"][0] < 0.4 and row["r3"][0] > row["r1"][0]
    assert row["mm_distance"][0] > 5 and row["multimodality"][0] > 5 and row["fid"][1] > 0


@pytest.mark.parametrize(("small", "clips"), [(False, 16), (True, 19)])
def test_pools_are_full_or_all_clips_are_used(small, clips):
    rules = dataclasses.replace(SMALL, small=small)
    drawn = protocol.draw(entries(19), np.random.default_rng(0), rules)
    assert len(drawn.prompts) == len(set(drawn.prompts)) == clips
    assert all(p == f"told {r}" for p, r in zip(drawn.prompts, drawn.readings, strict=True))


def test_every_pass_has_seeds_of_its_own_and_the_lengths_of_its_crops():
    asked = []

    def generate(prompts, frames, seeds):
        asked.append((prompts, frames, list(seeds)))
        return perfect(prompts, frames, seeds)

    protocol.evaluate(Known(), entries(12), generate, dataclasses.replace(SMALL, passes=2, small=True))
    many, *passes = asked
    assert len(many[0]) == 5 * 4 and len(set(many[0])) == 5 and len(passes) == 6
    seeds = [seed for *_, of_call in asked for seed in of_call]
    assert len(seeds) == len(set(seeds))
    assert all(n % 4 == 0 and 36 <= n <= 196 for _, frames, _ in asked for n in frames)


def test_crops_are_whole_units_of_the_motion():
    motion, random = np.arange(50.0)[:, None], np.random.default_rng(0)
    found = [protocol.crop(motion, random) for _ in range(300)]
    lengths = np.array([len(c) for c in found])
    assert set(lengths) == {44, 48} and 60 < (lengths == 44).sum() < 140
    assert {c[0, 0] for c in found} == set(range(7)) and all((np.diff(c[:, 0]) == 1).all() for c in found)
    assert {len(protocol.crop(np.zeros((230, 1)), random)) for _ in range(20)} == {192, 196}


def test_other_real_motion_has_a_row_of_distances():
    others = [Entry(e.motion + 40.0, e.texts) for e in entries(40)]
    rows = protocol.evaluate(Known(), entries(40), perfect, SMALL, others=others)
    assert rows["other_real"].keys() == {"fid"} and rows["other_real"]["fid"][0] > 1000


def test_distances_of_joints_need_the_canonical_body():
    rows = protocol.evaluate(
        Known(), entries(10, 263), lambda p, f, s: [np.zeros((n, 263)) for n in f],
        dataclasses.replace(SMALL, small=True, takes=0, repeats=1),
    )  # fmt: skip
    assert rows["real"]["kinetic_fid"][0] < 1e-6 <= rows["generated"]["kinetic_fid"][0]
    assert {"kinetic_fid", "geometric_fid"} <= rows["generated"].keys()
    assert "multimodality" not in rows["generated"]


def test_too_few_clips_are_named():
    with pytest.raises(ValueError, match="needs as many clips, there are 7"):
        protocol.evaluate(Known(), entries(7), perfect, SMALL)


def test_corpus_entries_hold_what_their_sentences_describe(tmp_path):
    from backend.corpus import file
    from backend.corpus.file import Caption, CorpusClip
    from tests.training.conftest import swaying

    captions = {
        "both": (Caption("whole"), Caption("again"), Caption("part", 0.5, 3.0)),
        "part": (Caption("late", 1.0, 3.5),),
        "short": (Caption("brief", 1.0, 1.5),),
    }
    clips = [
        CorpusClip(name, name, "test", name, said, *(a.astype(np.float32) for a in swaying(i)))
        for i, (name, said) in enumerate(captions.items())
    ]
    file.save(tmp_path / "corpus.npz", clips)
    found = protocol.corpus_entries(tmp_path / "corpus.npz")
    assert [[prompt for prompt, _ in e.texts] for e in found] == [["whole", "again"], ["late"]]
    assert [len(e.motion) for e in found] == [80, 50]
