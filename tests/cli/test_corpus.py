"""The corpus' commands that need no captured files: what is contradicted, what a library is built from."""

from dataclasses import replace

import numpy as np
import pytest

from backend.cli import main
from backend.corpus import file
from backend.corpus.file import Caption
from backend.corpus.recipes import make
from tests.corpus.describe.conftest import clip_of
from tests.motion.conftest import planted_walk


@pytest.fixture
def corpus(tmp_path):
    """A corpus file of one walk, of which a true and a wrong sentence are said."""
    rotations, path = planted_walk(80, speed=1.1)
    clip = clip_of(rotations, path.astype(np.float32), "a person walks forward", "a person claps")
    file.save(tmp_path / "corpus.npz", [clip, replace(clip, id="t", split="test")])
    return tmp_path / "corpus.npz"


def test_check_tells_contradictions_and_writes_nothing(corpus, capsys):
    before = corpus.read_bytes()
    assert main.main(["corpus", "check", str(corpus)]) == 0
    told = capsys.readouterr().out
    assert "all: 1 contradicted: 1 dropped, 0 corrected" in told and "a person claps" in told
    assert corpus.read_bytes() == before and list(corpus.parent.iterdir()) == [corpus]


def test_library_leaves_them_out_and_adds_made_clips(corpus, capsys, monkeypatch):
    made = []

    def library(clips, seed):
        made.append(seed)
        said = (Caption("a man walks bent over", origin="made"), Caption("claps", origin="made"))
        return [replace(clips[0], id="made", source="made", kind="bent over", captions=said)]

    monkeypatch.setattr(make, "library", library)
    out = corpus.parent / "library.npz"
    assert main.main(["corpus", "library", str(corpus), "--out", str(out), "--seed", "3"]) == 0
    assert made == [3] and "2 clips, 1 made: bent over (1)" in capsys.readouterr().out
    said = {clip.id: [c.text for c in clip.captions] for clip in file.load(out)}
    assert said == {
        "a": ["a person walks forward"],
        "t": ["a person walks forward", "a person claps"],
        "made": ["a man walks bent over"],
    }


def test_library_needs_one_file_and_a_place_to_write(corpus, capsys):
    assert main.main(["corpus", "library", str(corpus)]) != 0
    assert "--out" in capsys.readouterr().err
    assert main.main(["corpus", "library", str(corpus), str(corpus), "--out", "x.npz"]) != 0
