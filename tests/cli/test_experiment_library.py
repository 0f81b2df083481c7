"""`experiment library` as a user types it, on small random weights with a library of made-up motion."""

import json
from pathlib import Path

import numpy as np
import pytest

from backend.cli import main
from backend.corpus import file
from backend.corpus.file import Caption, CorpusClip
from backend.corpus.library import judgements, seen, ways
from tests.evaluator import write_tiny_evaluator
from tests.training.conftest import swaying
from tests.weights import write_tiny

# Words that no joints contradict, who said so, and what made the motion.
SAID = (
    ("someone says hello", "watched", "captured"), ("a person drags the left leg", "humanml3d", "captured"),
    ("a person sighs", "label", "captured"), ("a person plays the violin", "made", "violin"),
)  # fmt: skip
HELD_OUT = """
? a man says hello again
2 someone says hello
0 a person sighs
? drags one leg, the left one
2 a person drags the left leg
0 a person sighs
? sneezes
0 a person sighs
"""


def clip(name, split, number, said, **more):
    moved = (a.astype(np.float32) for a in swaying(number, 45))
    return CorpusClip(name, name, split, "told", said, *moved, dataset="cmu", **more)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("library")
    write_tiny_evaluator(place / "evaluator")
    write_tiny(place / "weights")
    file.save(place / "library.npz", [
        clip(f"c{i}", "train", i, (Caption(text, origin=origin),), kind=kind)
        for i, (text, origin, kind) in enumerate(SAID)
    ])  # fmt: skip
    file.save(place / "corpus.npz", [
        clip(f"t{i}", "test", i, (Caption(f"a person sways {i} times"),)) for i in range(32)
    ])  # fmt: skip
    (place / "sentences.txt").write_text("# A note.\nsays hello | 4\njuggles chainsaws | 3\n")
    (place / "judged").mkdir()
    (place / "judged" / "some_held_out.txt").write_text(HELD_OUT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ways, "FOLDER", place / "none")
        patch.setattr(judgements, "FOLDER", place / "judged")
        patch.setattr(seen, "read", dict)
        assert main.main(["library", "build", "--corpus", str(place / "library.npz"), "--weights",
                          str(place / "weights"), "--closeness", "1"]) == 0  # fmt: skip
        yield place


def call(folder, capsys, *more):
    code = main.main([
        "experiment", "library", "--corpus", str(folder / "corpus.npz"), "--weights", str(folder / "weights"),
        "--evaluator", str(folder / "evaluator"), "--sentences", str(folder / "sentences.txt"), "--device",
        "cpu", "--out", str(folder / "out"), "--repeats", "1", "--takes", "1", *map(str, more),
    ])  # fmt: skip
    return code, *capsys.readouterr()


def test_every_arm_is_measured_and_kept(folder, capsys):
    arms = ("all", "no library", "without made motion")
    built_from = ("--built-from", folder / "library.npz")
    code, out, err = call(folder, capsys, *built_from, "--arms", *arms)
    assert code == 0, err
    assert all(out.count(f"| {arm} |") == 2 for arm in arms)
    assert "| all | 4, 4 |" in out and "| without made motion | 3, 3 |" in out and "1 of 2" in out
    kept = {p.stem: json.loads(p.read_text("utf-8")) for p in Path(folder / "out").glob("*.json")}
    everything, captured, nothing = (kept[arm.replace(" ", "-")] for arm in (arms[0], arms[2], arms[1]))
    assert everything["finding"] == captured["finding"], "none of these sentences is about made motion"
    assert everything["finding"]["sentences"] == 3 and everything["obedience"]["takes"] == 24
    assert nothing["field"]["fid"][0] != everything["field"]["fid"][0]


def test_failures_are_one_sentence(folder, capsys):
    for more, said in (
        ((), "--built-from"),
        (("--built-from", folder / "corpus.npz"), "no clips of the split"),
        (("--built-from", folder / "library.npz", "--arms", "without legs"), "no arm without legs"),
    ):
        code, out, err = call(folder, capsys, *more)
        assert code == 2 and not out and said in err and len(err.strip().splitlines()) == 1
