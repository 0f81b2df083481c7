"""`experiment msd --smoke` as a user types it, on small made-up data."""

import csv
import json

import numpy as np
import pytest
import torch

from backend.cli import main
from backend.corpus import file
from backend.corpus.file import Caption, CorpusClip
from backend.models import checkpoint
from backend.research.experiments import msd
from backend.training.features import corpus_features
from tests.evaluator import write_tiny_evaluator
from tests.training.conftest import swaying
from tests.weights import write_tiny


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("experiment")
    write_tiny_evaluator(place / "evaluator")
    clips = [
        CorpusClip(
            f"{split}{i}", f"{split}{i}", split, "told", (Caption(f"a person sways {i} times"),),
            *(array.astype(np.float32) for array in swaying(i, 45)),
        )
        for split, count in (("test", 12), ("train", 6)) for i in range(count)
    ]  # fmt: skip
    file.save(place / "corpus.npz", clips)
    write_lively(place)
    return place


def write_lively(place):
    """Random weights whose codes tell the corpus' moments apart, so that its tokens move."""
    write_tiny(place / "first")
    weights = checkpoint.load(place / "first")
    rows = np.concatenate([clip.features for clip in corpus_features(place / "corpus.npz", "train")[:6]])
    parts = {name: getattr(weights, name) for name in checkpoint.PARTS}
    with torch.no_grad():
        tokenizer = weights.tokenizer
        rows = torch.from_numpy(np.ascontiguousarray(rows[: len(rows) // 4 * 4])).float()
        latents = tokenizer.encoder(tokenizer.normalize(rows)[None])[0]
        book = tokenizer.quantizer.layers[0].codebook
        book.copy_(latents[torch.linspace(0, len(latents) - 1, len(book)).long()])
        for layer in tokenizer.quantizer.layers[1:]:
            layer.codebook.mul_(0.1 * latents.std())
    states = {name: module.state_dict() for name, module in parts.items()}
    checkpoint.save_weights(place / "weights", weights.config, states)


def call(folder, capsys, *more, what="msd"):
    code = main.main(
        ["experiment", what, "--smoke", "--corpus", str(folder / "corpus.npz"), "--device", "cpu",
         "--weights", str(folder / "weights"), "--evaluator", str(folder / "evaluator"),
         "--out", str(folder / "runs"), *more]
    )  # fmt: skip
    return code, *capsys.readouterr()


def test_one_command_trains_measures_and_tabulates(folder, capsys, monkeypatch):
    code, out, err = call(folder, capsys)
    assert code == 0, err
    plan = msd.plan(msd.GROUPS)
    for arm in plan:
        assert out.count(f"| {arm.name} | 1 |") == (1 if arm.reference else 3)
    runs = folder / "runs"
    rows = list(csv.DictReader((runs / "table.csv").open(newline="", encoding="utf-8")))
    value = {(r["arm"], r["measure"], r["part"]): float(r["value"]) for r in rows if r["value"]}
    assert value["off", "nll", "all"] != value["energy", "nll", "all"] != value["flatness", "nll", "all"]
    assert value["real motion", "fid", "all"] < value["off", "fid", "all"]
    assert value["real motion", "dynamics", "Q4"] == pytest.approx(1.0)
    assert 0.0 <= value["off", "obedience", "all"] <= 1.0 and value["off", "mm", "Q4"] > 0.0
    assert ("plain decoding", "nll", "all") not in value, "how tokens are drawn predicts nothing"
    changes = list(csv.DictReader((runs / "primary.csv").open(newline="", encoding="utf-8")))
    assert len(changes) == 3 * 2 * 3 + 4 * 3
    q4 = next(r for r in changes if (r["arm"], r["measure"], r["part"]) == ("energy", "mm", "Q4"))
    expected = 100.0 * (value["energy", "mm", "Q4"] / value["off", "mm", "Q4"] - 1.0)
    assert float(q4["change"]) == pytest.approx(expected, abs=1e-3)
    assert float(q4["low"]) <= float(q4["change"]) <= float(q4["high"])
    assert (runs / "primary.png").read_bytes()[:4] == b"\x89PNG"
    trained = sorted(p.parent.parent.name for p in runs.glob("*/seed0/final.pt"))
    assert trained == sorted(arm.training_key for arm in msd.training())

    # What is measured is not measured again; the tables are the same.
    monkeypatch.setattr("backend.research.experiments.runner.prediction.score", None)
    again = call(folder, capsys)
    assert again[0] == 0 and again[1] == out
    fewer = call(folder, capsys, "--arms", "energy", "--results", str(folder / "some"))
    assert fewer[0] == 0 and "flatness" not in fewer[1] and (folder / "some" / "table.md").is_file()


def test_a_folder_with_other_settings_is_refused(folder, capsys):
    call(folder, capsys, "--arms", "off")
    code, _, err = call(folder, capsys, "--batch", "5")
    assert code == 2 and "other settings" in err
    assert json.loads((folder / "runs" / "setting.json").read_text("utf-8"))["budget"]["batch"] == 32


def test_every_arm_is_scored_on_the_same_tokens(folder, capsys):
    call(folder, capsys)
    scores = {path.stem: json.loads(path.read_text()) for path in (folder / "runs" / "scores").glob("*.json")}
    counts = [np.array(found["mm"])[..., 1].tolist() for found in scores.values()]
    assert len(counts) == 9 and all(count == counts[0] for count in counts)
    hidden = [np.array(found["nll"])[..., 1].tolist() for found in scores.values() if "nll" in found]
    assert len(hidden) == 4 and all(count == hidden[0] for count in hidden)


def test_the_run_for_a_graphics_card_fits_its_minutes(folder, capsys):
    """Published sizes and CUDA aside, which --smoke and --device take back, as it is started there."""
    more = ["--gpu", "--minutes", "5", "--out", str(folder / "gpu"), "--results", str(folder / "kept")]
    code, out, err = call(folder, capsys, *more)
    assert code == 0, err
    assert "| energy, taken back | 1 |" in out and "plain decoding" not in out
    kept = [p for p in (folder / "kept").iterdir() if p.is_file()]
    assert {p.name for p in kept} == {"table.md", "table.csv", "primary.csv", "primary.png", "setting.json"}
    assert sum(p.stat().st_size for p in kept) < 2**24
    steps = json.loads((folder / "kept" / "setting.json").read_text("utf-8"))["budget"]["steps"]
    assert 1 <= steps <= 3
    late = ["--gpu", "--minutes", "0.001", "--out", str(folder / "late")]
    code, out, err = call(folder, capsys, *late)
    assert code == 0, err
    assert "energy: no seed 0, the time was up." in out


def test_which_scalar_tells_where_takes_go_wrong(folder, capsys):
    code, out, err = call(folder, capsys, "--out", str(folder / "scalars"), what="scalars")
    assert code == 0, err
    names = ["flatness", "gated flatness", "energy"]
    rows = [line.split(" | ")[0].removeprefix("| ") for line in out.splitlines()[2:]]
    assert rows == [*names, *(f"captured {name}" for name in names)]
