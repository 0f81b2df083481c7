import pytest
import torch

from backend.cli import main
from backend.models.config import ModelConfig
from backend.training import mixing


def run(folder, value, shape=(2,)):
    for stage in ("masked", "residual"):
        (folder / stage).mkdir(parents=True)
        state = {"weight": torch.full(shape, value)}
        torch.save(state, folder / stage / "best.pt")
        torch.save({"average": state, "step": 3}, folder / stage / "last.pt")
    (folder / "config.json").write_text(ModelConfig().to_json(), encoding="utf-8")
    return folder


def test_a_mean_by_shares_and_the_rest_of_the_first(tmp_path):
    a, b, out = run(tmp_path / "a", 1.0), run(tmp_path / "b", 5.0), tmp_path / "out"
    assert main.main(["train", "mix", "--runs", f"{a}:0.5", f"{b}:1.5", "--out", str(out)]) == 0
    for name, of in (("best.pt", lambda s: s), ("last.pt", lambda s: s["average"])):
        assert of(torch.load(out / "masked" / name, weights_only=True))["weight"].tolist() == [4.0, 4.0]
        assert of(torch.load(out / "residual" / name, weights_only=True))["weight"].tolist() == [1.0, 1.0]
    assert ModelConfig.load(out / "config.json") == ModelConfig()


def test_what_cannot_be_mixed_is_named(tmp_path):
    a, b = run(tmp_path / "a", 1.0), run(tmp_path / "b", 1.0, shape=(3,))
    for runs, said in (
        ({a: 1.0}, "two runs or more"),
        ({a: 1.0, b: 0.0}, "share above 0"),
        ({a: 0.5, b: 0.5}, "not of the same shape"),
        ({a: 0.5, tmp_path / "nowhere": 0.5}, "does not exist: train the masked first"),
    ):
        with pytest.raises(ValueError, match=said):
            mixing.mix(runs, tmp_path / "out", "masked")
        assert not (tmp_path / "out").exists()
    with pytest.raises(ValueError, match="is there already"):
        mixing.mix({a: 0.5, b: 0.5}, a, "masked")


def test_a_share_that_is_no_number(tmp_path, capsys):
    assert main.main(["train", "mix", "--runs", "a:much", "--out", str(tmp_path)]) != 0
    assert "not a:much" in capsys.readouterr().err
