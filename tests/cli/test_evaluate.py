"""`evaluate` and `train evaluator` as a user types them, on small made-up data."""

import json

import numpy as np
import pytest

from backend.cli import main
from backend.corpus import file
from backend.corpus.file import Caption, CorpusClip
from backend.research.evaluation.embedding import load_network
from tests import wine
from tests.evaluator import write_tiny_evaluator
from tests.research.evaluation.test_humanml3d import write
from tests.training.conftest import swaying
from tests.weights import write_tiny


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("evaluate")
    write_tiny_evaluator(place / "evaluator")
    write_tiny(place / "weights")
    clips = []
    for split, count in (("test", 32), ("train", 24)):
        for i in range(count):
            # Physical measures take no clips with a made-up sentence: three are enough for them.
            source = "label" if split == "test" and i > 2 else "told"
            said, moved = (
                (Caption(f"a person sways {i} times"),),
                (a.astype(np.float32) for a in swaying(i, 45)),
            )
            clips.append(CorpusClip(f"{split}{i}", f"{split}{i}", split, source, said, *moved))
    file.save(place / "corpus.npz", clips)
    return place


def call(capsys, *arguments):
    code = main.main([str(a) for a in arguments])
    return code, *capsys.readouterr()


def test_every_measure_of_a_corpus(folder, capsys):
    code, out, err = call(
        capsys, "evaluate", "--weights", folder / "weights", "--corpus", folder / "corpus.npz", "--evaluator",
        folder / "evaluator", "--repeats", 1, "--takes", 2, "--obedience", 1, "--distances", 2,
        "--device", "cpu", "--json",
    )  # fmt: skip
    assert code == 0, err
    result = json.loads(out)
    later = ["reconstruction", "masked", "residual", "physical"]
    assert list(result) == ["field", "obedience", "distances", *later]
    captured, takes = result["distances"].values()
    assert captured["median"] < takes["median"], "takes of weights that learned nothing"
    assert {row["generated"][1] for row in result["obedience"].values()} == {1}
    assert list(result["field"]) == ["real", "other_real", "generated"]
    made = result["field"]["generated"]
    assert {"r1", "r2", "r3", "fid", "mm_distance", "diversity", "multimodality", "kinetic_fid"} < made.keys()
    assert 0 <= made["r1"][0] <= made["r3"][0] <= 1 and result["field"]["real"]["fid"][0] < made["fid"][0]


@wine.pools
def test_two_processes_measure_what_one_does(folder, capsys):
    arguments = (
        "evaluate", "--weights", folder / "weights", "--corpus", folder / "corpus.npz", "--repeats", 0,
        "--obedience", 1, "--device", "cpu", "--json",
    )  # fmt: skip
    alone, together = (json.loads(call(capsys, *arguments, "--workers", n)[1]) for n in (1, 2))
    assert together["obedience"] == alone["obedience"] and len(alone["obedience"]) > 20
    for name, values in alone["physical"].items():
        assert together["physical"][name] == pytest.approx(values, rel=1e-3, abs=1e-3)
    assert call(capsys, *arguments, "--workers", 0)[0] == 2


def test_a_corpus_of_test_clips_alone(folder, tmp_path, capsys):
    clips = [clip for clip in file.load(folder / "corpus.npz") if clip.split == "test"]
    file.save(tmp_path / "test.npz", clips)
    code, out, err = call(
        capsys, "evaluate", "--weights", folder / "weights", "--corpus", tmp_path / "test.npz", "--evaluator",
        folder / "evaluator", "--repeats", 1, "--takes", 0, "--obedience", 1, "--device", "cpu", "--json",
    )  # fmt: skip
    assert code == 0, err
    result = json.loads(out)
    assert list(result["field"]) == ["real", "generated"]
    assert {row["captured"][1] for row in result["obedience"].values()} == {0}


def test_a_data_folder_is_a_table(folder, tmp_path, capsys):
    data = write(tmp_path, [44] * 33, lines="a man walks#man/NOUN walk/VERB#0.0#0.0")
    code, out, err = call(
        capsys, "evaluate", "--weights", folder / "weights", "--humanml3d", data, "--evaluator",
        folder / "evaluator", "--repeats", 1, "--takes", 0, "--device", "cpu",
    )  # fmt: skip
    assert code == 0, err
    assert [line.split()[0] for line in out.splitlines()] == ["R@1", "real", "generated"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--corpus"),
        (["--corpus", "x", "--official", "y"], "--official goes with"),
        (["--corpus", "x", "--repeats", "-1"], "0 to 1000"),
        (["--humanml3d", "nowhere"], "nowhere"),
    ],
)
def test_failures_are_one_sentence(capsys, arguments, said):
    code, out, err = call(capsys, "evaluate", *arguments)
    assert code == 2 and not out and said in err and len(err.strip().splitlines()) == 1


def test_an_evaluator_is_trained_and_loads(folder, tmp_path, capsys):
    arguments = ["train", "evaluator", "--corpus", folder / "corpus.npz", "--out", tmp_path / "run",
                 "--steps", 2, "--batch", 4, "--device", "cpu"]  # fmt: skip
    code, out, err = call(capsys, *arguments)
    assert code == 0 and "held-out trials" in out, err
    network = load_network(tmp_path / "run" / "weights")
    assert network.config.words == 384 and (network.std > 0).all() and network.std.std() > 0
    code, _, err = call(capsys, *arguments)
    assert code == 2 and "holds a run already" in err
