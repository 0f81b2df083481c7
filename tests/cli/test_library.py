"""The library's commands as a user types them, on small random weights."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from backend.cli import main
from backend.corpus import file as corpus_file
from backend.corpus.file import Caption, CorpusClip
from backend.corpus.library import judgements, ways
from backend.generation.library import file as library_file
from backend.motion.clip import Clip
from tests.generation.conftest import walk
from tests.weights import write_tiny

SAID = ("a person drags the left leg", "someone says hello", "a person walks forward")
# Words that no joints contradict: the clips are random walks.


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    """Small weights with a library of three clips."""
    folder = tmp_path_factory.mktemp("library")
    clips = []
    for i, text in enumerate(SAID):
        rotations, path = walk(60, seed=i)
        terms = {"dataset": "cmu", "licence": "free", "credit": "CMU"}
        clips.append(
            CorpusClip(
                f"c{i}", f"t{i}", "train", "x", (Caption(text),), rotations, path.astype(np.float32), **terms
            )
        )  # fmt: skip
    corpus_file.save(folder / "corpus.npz", clips)
    tiny = write_tiny(folder / "tiny")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ways, "FOLDER", folder / "none")
        patch.setattr(judgements, "FOLDER", folder / "none")
        assert main.main(["library", "build", "--corpus", str(folder / "corpus.npz"), "--weights", str(tiny),
                          "--closeness", "0.5"]) == 0  # fmt: skip
    return tiny


@pytest.fixture
def run(weights, capsys, tmp_path, monkeypatch):
    """run("known", …) -> (exit code, stdout, stderr), inside an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(command, *arguments):
        code = main.main([command, *map(str, arguments), "--weights", str(weights)])
        return code, *capsys.readouterr()

    return call


def test_build_says_whose_motion_it_is(weights):
    manifest = json.loads((weights / "library.json").read_text())
    assert manifest["entries"] == 3 and manifest["sentences"] == 3 and manifest["closeness"] == 0.5
    assert "| cmu | 3 | 0.1 | free | CMU |" in (weights / "LIBRARY.md").read_text("utf-8")


def test_takes_begin_with_the_clip_that_is_asked_for(run):
    code, out, _ = run("generate", "--prompt", "says hello", "--closeness", 1, "--out", "a.npz", "--json")
    (source,) = json.loads(out)["sources"][0]
    assert code == 0 and source["clip"] == "t1" and source["licence"] == "free"
    take = Clip.load("a.npz")
    assert len(take) == 60 and take.sources[0]["clip"] == "t1"
    assert run("generate", "--prompt", "says", "--closeness", 2, "--out", "a.npz")[0] == 2


def test_what_is_not_known_is_told_first_and_once(run):
    code, _, err = run("generate", "--prompt", "plays the piano", "--seconds", 2, "--out", "a.npz")
    assert code == 0 and err.count("Nothing like “plays the piano” is known; closest: ") == 1
    assert Path("a.npz").exists()
    assert run("generate", "--prompt", "a man says hello", "--seconds", 2, "--out", "a.npz")[2] == ""


def test_known(run):
    code, out, _ = run("known", "drags the right leg", "plays the piano", "er spielt mit dem Ball")
    lines = out.splitlines()
    assert code == 0 and "is known" in lines[0] and "drags the left leg" in lines[0]
    assert lines[1].startswith("Nothing like “plays the piano” is known") and "Only English" in lines[2]
    verdicts = json.loads(run("known", "plays the piano", "--json")[1])
    assert verdicts[0]["known"] is False and len(verdicts[0]["closest"]) == 3


def test_find_lists_the_other_side_as_a_mirror_image(run):
    out = run("library", "find", "drags the right leg")[1].splitlines()
    assert "M" in out[0].split()[1] and "drags the right leg" in out[0] and "t0" in out[0]


def test_calibrating_and_tuning_write_the_manifest(run, weights):
    before = (weights / "library.json").read_text()
    Path("mine.json").write_text(json.dumps({"known": ["walks", "says so"], "unknown": ["plays the piano"]}))
    code, out, _ = run("library", "calibrate", "--sentences", "mine.json")
    assert code == 0 and out.startswith("threshold 0.")
    assert run("library", "tune", "--closeness", 0.3)[0] == 0
    manifest = json.loads((weights / "library.json").read_text())
    assert manifest["closeness"] == 0.3 and str(manifest["threshold"]) in out
    (weights / "library.json").write_text(before)


def test_what_was_judged_is_built_in_and_measured(weights, monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    shared, weights = weights, Path(shutil.copytree(weights, "copy"))

    def run(*arguments):
        code = main.main([*map(str, arguments), "--weights", str(weights)])
        return code, *capsys.readouterr()

    Path("words.txt").write_text(
        "".join(f"= {said}\n{said} now\n- sings\n" for said in SAID) + "? golf | tees off\n"
    )
    Path("judged").mkdir()
    asked = [f"? {said} {how}\n2 {said}\n0 {other}\n" for how in ("once more", "at last")
             for said, other in zip(SAID, SAID[1:] + SAID[:1], strict=True)]  # fmt: skip
    Path("judged/some.txt").write_text("".join(asked))
    held = [f"? {SAID[1]} again\n2 {SAID[1]}\n0 {SAID[0]}\n", f"? sneezes\n0 {SAID[2]}\n", "? hums\n2 hums\n"]
    Path("judged/held_out.txt").write_text("".join(held))
    (Path("judged") / "held_out.txt").rename("judged/some_held_out.txt")
    monkeypatch.setattr(ways, "FOLDER", Path.cwd())
    monkeypatch.setattr(judgements, "FOLDER", Path("judged").absolute())
    code, out, _ = run("library", "build", "--corpus", shared.parent / "corpus.npz")
    assert code == 0 and "12 that were judged" in out
    made = library_file.load(weights)
    assert made.weighing is not None and len(made.axes) == made.vectors.shape[1]
    assert made.judged.nothing.sum() == 2, "golf, and teeing off"
    code, out, _ = run("library", "measure")
    assert code == 0 and out.startswith("2 sentences, of which 50 %") and "| what was judged |" in out
    Path("mine.json").write_text(json.dumps({"known": [f"{SAID[0]} now"], "unknown": ["golf"]}))
    assert "all of these" in run("library", "calibrate", "--sentences", "mine.json")[2]


@pytest.mark.parametrize(
    "arguments, word",
    [(["build"], "--corpus"), (["find"], "sentence"), (["tune"], "--closeness"),
     (["calibrate", "--sentences", "no.json"], "no.json")],
)  # fmt: skip
def test_failures_are_one_sentence(run, arguments, word):
    code, _, err = run("library", *arguments)
    assert code == 2 and word in err and len(err.strip().splitlines()) == 1


def test_weights_without_a_library(tmp_path, capsys):
    plain = str(write_tiny(tmp_path / "plain"))
    assert main.main(["known", "walks", "--weights", plain]) == 2
    assert "no library" in capsys.readouterr().err
    assert main.main(["library", "find", "walks", "--weights", plain]) == 2
    assert "build one first" in capsys.readouterr().err
