import pytest

from backend.corpus.library import ways

TEXT = """# a note
= trudges along, depressed | trudges along sadly
a weary traveller plods on

drags himself home
- drags a heavy sack
= waves
says hello
? golf swing | tees off
"""


def test_blocks_become_acts(tmp_path):
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    acts, missing = ways.read(tmp_path)
    assert [act.sentences for act in acts] == [["trudges along, depressed", "trudges along sadly"], ["waves"]]
    assert acts[0].ways == ["a weary traveller plods on", "drags himself home"]
    assert acts[0].contrasts == ["drags a heavy sack"] and missing == [["golf swing", "tees off"]]


@pytest.mark.parametrize("text", ["plods on\n", "? golf\nplods on\n"])
def test_a_wording_of_nothing_is_refused_by_its_line(tmp_path, text):
    (tmp_path / "b.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"b.txt, line \d"):
        ways.read(tmp_path)


def test_the_ones_that_come_along_hold_no_sentence_that_is_judged_by(repo_dir):
    acts, missing = ways.read()
    said = {ways.key(text) for act in acts for text in (*act.ways, *act.contrasts)}
    said |= {ways.key(text) for texts in missing for text in texts}
    assert len(acts) > 2000 and len(missing) > 300 and min(len(act.sentences) for act in acts) > 0
    lists = list((repo_dir / "docs").glob("unseen_prompts*.txt"))
    assert len(lists) == 9
    for path in lists:
        lines = path.read_text("utf-8").splitlines()
        judged = {ways.key(line.split("|")[0]) for line in lines if line.strip() and not line.startswith("#")}
        assert judged and not judged & said
