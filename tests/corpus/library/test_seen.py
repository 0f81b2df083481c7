import pytest

from backend.corpus.file import Caption
from backend.corpus.library import build, joined, seen
from tests.generation.conftest import FakeRuntime

from .test_build import clip

LOOKED_AT = """
# A note.
= trial 1.8-4.2
- Waves!
+ raises the left arm
= trial 0-6
- a person walks
"""


@pytest.fixture
def looked_at(tmp_path):
    whole = seen.read

    def read(text):
        path = tmp_path / "seen.txt"
        path.write_text(text, "utf-8")
        return whole(path)

    return read


def test_what_is_not_seen_goes_and_what_is_seen_comes(looked_at):
    captions = (Caption("a person walks"), Caption("waves", 2.0, 4.0), Caption("stops", 5.8, 5.9))
    (run,) = joined.runs([clip(captions=captions)])
    found = build.spans(run, looked_at(LOOKED_AT))
    assert {span: [c.text for c in said] for span, said in found.items()} == {
        (36, 84): ["raises the left arm"], (100, 120): ["stops"],
    }  # fmt: skip


def test_what_is_shown_in_part_is_marked(looked_at, monkeypatch):
    found = looked_at("= trial 1.8-4.2\n1 waves\n= trial held 1.8-4.2\n1 stops")
    monkeypatch.setattr(seen, "read", lambda: found)
    captions = (Caption("waves", 2.0, 4.0), Caption("stops", 2.0, 4.0))
    made = build.built([clip(captions=captions), clip("b", captions=captions, kind="held")], FakeRuntime())
    partly = [[made.sentences[i] for i in sorted(entry.partly)] for entry in made.entries]
    assert partly == [["waves"], ["stops"]]


def test_another_moment_and_made_motion_stay(looked_at):
    captions = (Caption("waves", 1.0, 4.0),)
    runs = joined.runs([clip(captions=captions), clip("b", captions=captions, start=0, kind="limps")])
    for run in runs:
        (said,) = build.spans(run, looked_at(LOOKED_AT)).values()
        assert [c.text for c in said] == ["waves"]


def test_a_line_that_is_none_is_named(looked_at):
    bounds = "= trial 1.8", "= trial a-b", "= trial 1-2-3", "= 1-2\n+ waves", "= trial 3-2"
    for text in (*bounds, "- waves", "= trial 0-6\nwaves", "= trial 0-6\n+ "):
        with pytest.raises(ValueError, match="line"):
            looked_at(text)


def test_a_moment_that_is_not_there_is_told(looked_at, monkeypatch):
    text = "= trial 0.0-6.0\n+ walks\n= trial 2.0-2.9\n+ waves\n= other 0-1\n+ sits\n= another 0-1\n- sits"
    monkeypatch.setattr(seen, "read", lambda: looked_at(text))
    told = []
    build.built([clip()], FakeRuntime(), tell=told.append)
    assert told == [
        "seen.txt: trial has no moment at 2.00-2.90.",
        "seen.txt: 2 moments are of trials that this library does not hold.",
    ]


def test_the_file_itself_can_be_read():
    moments = [moment for moments in seen.read().values() for moment in moments]
    assert all(moment.gone or moment.partly or moment.added for moment in moments)
