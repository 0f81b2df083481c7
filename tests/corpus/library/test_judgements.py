import pytest

from backend.corpus.library import judgements, ways
from backend.generation.library.judged import NEARLY, NO, YES

TEXT = """# a note
? says hello
2 waves
1 beckons, twice

0 walks
? golf swing
"""


def test_a_file_is_read_sentence_by_sentence(tmp_path):
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a_held_out.txt").write_text("? hums\n0 walks\n", encoding="utf-8")
    hello, golf = judgements.read(tmp_path)
    assert hello.text == "says hello" and hello.grades == {"waves": 2, "beckons, twice": 1, "walks": 0}
    assert golf.grades == {} and golf.whole
    assert [one.text for one in judgements.read(tmp_path, held_out=True)] == ["hums"]


@pytest.mark.parametrize("text", ["2 waves\n", "? hums\nwaves\n", "? hums\n3 waves\n", "? hums\n2\n", "?\n"])
def test_what_is_neither_is_refused_by_its_line(tmp_path, text):
    (tmp_path / "b.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"b.txt, line \d"):
        judgements.read(tmp_path)


def test_other_wordings_contrasts_and_what_is_missing_are_judgements_too():
    acts = [ways.Act(["waves", "greets"], ["says hello"], ["waves a flag"])]
    hello, flag, golf = judgements.known(acts, [["golf"]])
    assert hello.grades == {"waves": YES, "greets": YES} and flag.grades == {"waves": NO, "greets": NO}
    assert not hello.whole and not flag.whole and golf.whole and not golf.grades


def test_they_are_numbered_as_a_library_has_their_captions():
    said = [
        judgements.Sentence("Says hello", {"a person waves": YES, "sings": YES, "kicks": NEARLY}),
        judgements.Sentence("a man says hello", {"kicks": YES, "waves": NO}, whole=False),
        judgements.Sentence("kicks", {"waves": NO}), judgements.Sentence("hums", {"sings": YES}, whole=False),
        judgements.Sentence("golf", {"sings": YES}), judgements.Sentence("tees off", {"sings": NO}),
    ]  # fmt: skip
    found = judgements.numbered(said, ["waves", "the person kicks"])
    assert found.texts == ("Says hello", "tees off") and found.whole.tolist() == [False, True]
    judged_first = {(0, 0, YES), (0, 1, NEARLY)}
    assert {tuple(row) for row in found.pairs.tolist()} == judged_first
    twice = [*said, judgements.Sentence("says hello", {"kicks": YES, "waves": NO})]
    best = judgements.numbered(twice, ["waves", "the person kicks"])
    assert {tuple(row) for row in best.pairs.tolist()} == {(0, 0, YES), (0, 1, YES)}
    assert found.nothing.tolist() == [False, True], "who sings was never looked at here"
    empty = judgements.numbered([], ["waves"])
    assert empty.texts == () and empty.pairs.shape == (0, 3)


def test_the_ones_that_come_along(repo_dir):
    judged, held_out = judgements.training(), judgements.read(held_out=True)
    assert len(judged) > 15000 and len(held_out) > 290
    asked = {ways.key(one.text) for one in judged}
    assert not asked & {ways.key(one.text) for one in held_out}
    lists = list((repo_dir / "docs").glob("unseen_prompts*.txt"))
    assert len(lists) == 9
    for path in lists:
        lines = path.read_text("utf-8").splitlines()
        unseen = {ways.key(line.split("|")[0]) for line in lines if line.strip() and not line.startswith("#")}
        assert unseen and not unseen & asked
    typed = [one for one in judged if one.whole]
    assert sum(max(one.grades.values(), default=0) == YES for one in typed) > 0.3 * len(typed)
