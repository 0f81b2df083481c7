"""Sentences for moments of a trial: their file, the frames they mean, and the clips they make."""

from types import SimpleNamespace

import numpy as np
import pytest

from backend.corpus.describe import moments
from backend.corpus.file import Caption, CorpusClip


def written(tmp_path, text):
    path = tmp_path / "cmu.txt"
    path.write_text(text, "utf-8")
    return path


def test_a_file_holds_sentences_by_trial_and_time(tmp_path):
    path = written(tmp_path, "# who looked\n13_18\n0.7-1.7: right cross | punches\n\n14_02\n3-5: ducks\n")
    assert moments.read(path) == {
        "13_18": [moments.Moment(0.7, 1.7, ("right cross", "punches"))],
        "14_02": [moments.Moment(3.0, 5.0, ("ducks",))],
    }


def test_sentences_of_a_label_hold_for_the_whole_of_its_trials(tmp_path):
    found = moments.read(written(tmp_path, "= squat: once\nwhole: squats\n13_18\n1-3: turns\n"))
    both = moments.of({"trial": "13_18", "label": "squat: once"}, found)
    assert [moment.texts for moment in both] == [("squats",), ("turns",)]
    assert both[0].frames(77) == (0, 77)


@pytest.mark.parametrize("line", ["1-2", "a-b: walks", "2-1: walks", "1-2: | ", "1: walks"])
def test_a_line_that_cannot_be_read_is_named(tmp_path, line):
    text = f"13_18\n{line}\n" if ":" in line else f"{line}\n0-1 x: walks\n"
    with pytest.raises(ValueError, match=r"cmu\.txt, line 2"):
        moments.read(written(tmp_path, text))


def test_frames_have_a_margin_and_a_shortest_length():
    assert moments.Moment(1.0, 3.0, ("walks",)).frames(100) == (18, 63)
    start, stop = moments.Moment(1.0, 1.2, ("blinks",)).frames(100)
    assert stop - start == moments.SHORTEST_FRAMES
    assert moments.Moment(0.0, 9.0, ("walks",)).frames(50) == (0, 50)


def clip(start_s, frames):
    rotations = np.tile([1.0, 0, 0, 0], (frames, 22, 1))
    return CorpusClip("a", "13_18", "train", "a", (Caption("walks"),), rotations, np.zeros((frames, 3)),
                      start_s=start_s)  # fmt: skip


def test_a_moment_of_a_clips_seconds_is_said_of_it_and_others_are_cut_out():
    cut = []
    found = moments.captioned(
        [clip(0.1, 101)],
        [moments.Moment(0.0, 5.0, ("strolls",)), moments.Moment(1.0, 2.5, ("turns left",))],
        101,
        lambda first, last, said: cut.append((first, last)) or [SimpleNamespace(captions=said)],
        lead_in_s=0.1,
    )
    assert [caption.text for caption in found[0].captions] == ["walks", "strolls"]
    assert found[0].captions[1].origin == "watched"
    assert cut == [(18, 53)]
    assert [caption.text for caption in found[1].captions] == ["turns left"]


def test_the_projects_own_sentences_can_be_read_and_are_varied():
    found = moments.all_moments()
    texts = [text for trial in found.values() for moment in trial for text in moment.texts]
    assert len(texts) > 1000
    assert len(set(texts)) > 0.8 * len(texts)
    spans = [moment.to_s - moment.from_s for trial in found.values() for moment in trial]
    assert max(span for span in spans if span != float("inf")) < 40


def test_what_a_library_leaves_out_is_no_data_set(tmp_path):
    (tmp_path / "cmu.txt").write_text("01_01\n0-2: a person waves\n", "utf-8")
    (tmp_path / "seen.txt").write_text("= 14_25 13.50-15.45\n1 beckons: come here\n", "utf-8")
    assert set(moments.all_moments(tmp_path)) == {"01_01"}
