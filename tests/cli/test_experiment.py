"""`experiment msd --smoke` as a user types it, on small made-up data."""

import csv
import json

import numpy as np
import pytest

from backend.cli import main
from backend.corpus import file
from backend.corpus.file import Caption, CorpusClip
from backend.experiments import msd
from tests.evaluator import write_tiny_evaluator
from tests.training.conftest import swaying
from tests.weights import write_tiny


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("experiment")
    write_tiny_evaluator(place / "evaluator")
    write_tiny(place / "weights")
    clips = [
        CorpusClip(
            f"{split}{i}", f"{split}{i}", split, "told", (Caption(f"a person sways {i} times"),),
            *(array.astype(np.float32) for array in swaying(i, 45)),
        )
        for split, count in (("test", 12), ("train", 6)) for i in range(count)
    ]  # fmt: skip
    file.save(place / "corpus.npz", clips)
    return place


def call(folder, capsys, *more):
    code = main.main(
        ["experiment", "msd", "--smoke", "--corpus", str(folder / "corpus.npz"), "--device", "cpu",
         "--weights", str(folder / "weights"), "--evaluator", str(folder / "evaluator"),
         "--out", str(folder / "runs"), *more]
    )  # fmt: skip
    return code, *capsys.readouterr()


def test_one_command_trains_measures_and_tabulates(folder, capsys, monkeypatch):
    code, out, err = call(folder, capsys)
    assert code == 0, err
    for variant in msd.ladder(1):
        assert f"| {variant.name} | 1 |" in out
    rows = list(csv.DictReader((folder / "runs" / "table.csv").open(newline="", encoding="utf-8")))
    value = {(r["variant"], r["measure"], r["part"]): float(r["value"]) for r in rows}
    # (c) and (d) are one training: they predict alike and may only decode otherwise.
    assert value["c + attention", "nll", "all"] == value["d + decoding", "nll", "all"]
    assert value["a off", "nll", "all"] != value["c + attention", "nll", "all"]
    assert value["real motion", "fid", "all"] < value["a off", "fid", "all"]
    trained = sorted(p.parent.parent.name for p in (folder / "runs").glob("*/seed0/final.pt"))
    assert trained == ["lambda0-alpha0", "lambda0.5-alpha0", "lambda0.5-alpha0.2-gamma0.7"]

    # What is measured is not measured again; the table is the same.
    monkeypatch.setattr("backend.experiments.runner.prediction.score", None)
    again = call(folder, capsys)
    assert again[0] == 0 and again[1] == out


def test_a_folder_with_other_settings_is_refused(folder, capsys):
    call(folder, capsys)
    code, _, err = call(folder, capsys, "--batch", "5")
    assert code == 2 and "other settings" in err
    assert json.loads((folder / "runs" / "setting.json").read_text("utf-8"))["budget"]["batch"] == 32
