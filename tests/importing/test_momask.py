"""MoMask's folders from our own networks: what comes in is what went out, and what is wrong is named."""

import os

import numpy as np
import pytest
import torch

from backend.importing.archive import ImportFailure
from backend.importing.momask import import_momask
from backend.models import checkpoint
from tests import wine
from tests.importing import published


@pytest.fixture
def folder(tmp_path):
    config = published.small()
    return published.write(tmp_path, config, published.networks(config))


@pytest.fixture
def t2m(folder):
    return folder / "t2m"


def refused(folder, match, **options):
    with pytest.raises(ImportFailure, match=match) as caught:
        import_momask(folder, folder.parent / "out", **options)
    assert "\n" not in str(caught.value) and not (folder.parent / "out").exists()


@pytest.mark.parametrize("dataset, fps", [("t2m", 20.0), ("kit", 12.5)])
def test_our_own_networks_come_back_bit_for_bit(tmp_path, dataset, fps):
    config = published.small(dataset)
    parts = published.networks(config)
    found = import_momask(published.write(tmp_path, config, parts, dataset), tmp_path / "out")
    weights = checkpoint.load(tmp_path / "out")
    assert weights.config == found
    for name, module in parts.items():
        loaded = getattr(weights, name).state_dict()
        for key, tensor in module.state_dict().items():
            assert torch.equal(loaded[key], tensor), (name, key)
    assert (found.fps, found.rotations, found.max_tokens) == (fps, "solved", 49)
    assert found.tokenizer == config.tokenizer
    assert (found.masked, found.residual) == (config.masked, config.residual)
    assert (found.text.encoder, found.text.size, found.text.max_words) == ("clip", 64, 0)
    assert found.msd.attention == 0.0 and found.msd.temperature > 0 and found.msd.exploration > 0
    assert "CVPR 2024" in (tmp_path / "out" / "README.md").read_text()


def test_half_is_half_the_size_and_nearly_the_same(folder, tmp_path):
    import_momask(folder, tmp_path / "full")
    import_momask(folder / "t2m", tmp_path / "half", half=True)
    full, half = (tmp_path / name / "masked.safetensors" for name in ("full", "half"))
    assert half.stat().st_size < 0.6 * full.stat().st_size
    a, b = (checkpoint.load(path.parent).masked.token_emb.weight for path in (full, half))
    assert 0 < (a - b).abs().max() < 1e-2


class Hostile:
    def __reduce__(self):
        return os.mkdir, ("dynmask-was-here",)


@pytest.mark.parametrize("part, name", [(published.MASKED, "latest.tar"), ("length_estimator", "finest.tar")])
def test_a_pickle_that_wants_to_run_code_is_refused(t2m, tmp_path, monkeypatch, part, name):
    monkeypatch.chdir(tmp_path)
    path = t2m / part / "model" / name
    state = torch.load(path, weights_only=True)
    torch.save({**state, "scheduler": Hostile()}, path)
    refused(t2m.parent, "is refused: opening it would run code")
    assert not (tmp_path / "dynmask-was-here").exists()


def edit(path, change):
    content = torch.load(path, weights_only=True)
    change(next(value for value in content.values() if isinstance(value, dict)))
    torch.save(content, path)


def test_parameters_that_do_not_fit_are_named(t2m):
    path = t2m / published.RESIDUAL / "model" / "net_best_fid.tar"
    good, name = path.read_bytes(), "seqTransEncoder.layers.0.linear1.weight"
    edit(path, lambda state: state.update({name: torch.zeros(36, 17)}))
    refused(t2m.parent, r"linear1.weight is \(36, 17\), but its opt.txt says \(36, 16\)")
    path.write_bytes(good)
    edit(path, lambda state: state.pop(name))
    refused(t2m.parent, f"lacks the parameter {name}")
    path.write_bytes(good)
    edit(path, lambda state: state.update({name: torch.full((36, 16), float("nan"))}))
    refused(t2m.parent, f"{name} holds values that are not finite")
    path.write_bytes(good)
    edit(path, lambda state: state.update({"adapter.weight": torch.zeros(1)}))
    refused(t2m.parent, "a parameter adapter.weight that is not known")
    torch.save({"else": 1}, path)
    refused(t2m.parent, "no parameters under 'res_transformer'")
    path.unlink()
    published.save(path.with_name("epoch9.tar"), res_transformer={})
    refused(t2m.parent, "holds none of net_best_fid.tar")


@wine.damaged_archives
def test_a_file_that_is_cut_short_is_refused(t2m):
    path = t2m / published.RESIDUAL / "model" / "net_best_fid.tar"
    path.write_bytes(path.read_bytes()[:-1000])
    refused(t2m.parent, "cannot be read|is refused")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    refused(t2m.parent, "cannot be read|is refused")


@pytest.mark.parametrize(
    "part, old, new, match",
    [
        (
            published.VQ,
            "nb_code: 30",
            "nb_code: 31",
            r"codebook is \(30, 12\), but its opt.txt says \(31, 12\)",
        ),
        (published.VQ, "nb_code: 30", "nb_code: -3", "nb_code must be a whole number"),
        (published.VQ, "nb_code: 30", "nb_code: 30000000000", "nb_code must be a whole number"),
        (published.VQ, "nb_code: 30", "nb_code: " + "9" * 5000, "nb_code must be a whole number"),
        (published.VQ, "vq_act: relu", "vq_act: \x1b" + "z" * 5000, "vq_act \ufffdz{39} is not supported"),
        (published.VQ, "width: 20", "width: 65536", "opt.txt files are no model's: config.tokenizer.width"),
        (published.MASKED, "latent_dim: 24", "latent_dim: 6144", "they do not belong together"),
        (published.VQ, "depth: 2\n", "", "says nothing about depth"),
        (published.VQ, "vq_act: relu", "vq_act: gelu", "vq_act gelu is not supported, only relu"),
        (published.VQ, "vq_norm: None", "vq_norm: LN", "vq_norm LN is not supported"),
        (
            published.VQ,
            "output_emb_width: 12",
            "output_emb_width: 24",
            "output_emb_width 24 is not supported",
        ),
        (published.VQ, "num_quantizers: 4", "num_quantizers: 2", "must be 3 or more"),
        (published.RESIDUAL, "share_weight: True", "share_weight: False", "share_weight False is not"),
        (published.MASKED, "n_heads: 3", "n_heads: 5", "does not divide by n_heads 5"),
        (published.MASKED, "dataset_name: t2m", "dataset_name: kit", "is of the data set kit"),
        (published.MASKED, "vq_name: rvq", "vq_name: other", "trained on the tokenizer other"),
    ],
)
def test_options_that_do_not_fit_are_named(t2m, part, old, new, match):
    path = t2m / part / "opt.txt"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    refused(t2m.parent, match)


def test_meta_belongs_to_the_features(t2m):
    for values, match in (
        (np.ones(251, np.float32), "263 numbers are needed"),
        (np.zeros(263, np.float32), "not above zero"),
        (np.full(263, np.nan, np.float32), "not finite"),
        (np.full(263, 1e300), "not finite"),
        (np.array([Hostile()], dtype=object), "no .npy file"),
    ):
        np.save(t2m / published.VQ / "meta" / "std.npy", values, allow_pickle=True)
        refused(t2m.parent, match)


def test_folders_are_found_or_asked_for(folder, tmp_path):
    assert import_momask(tmp_path, tmp_path / "a") == import_momask(folder / "t2m", tmp_path / "b")
    refused(folder, "holds no folder kit", dataset="kit")
    refused(folder, "one of t2m, kit, not 'amass'", dataset="amass")
    refused(tmp_path / "nowhere", "There is no folder")
    refused(folder / "t2m" / published.VQ, "give MoMask's checkpoints folder")
    second = folder / "t2m" / "t2m_second"
    (folder / "t2m" / published.MASKED).rename(folder / "t2m" / "t2m_first")
    second.mkdir()
    (second / "opt.txt").write_text((folder / "t2m" / "t2m_first" / "opt.txt").read_text())
    refused(folder, "several masked checkpoints .t2m_first, t2m_second.: name one with --masked")
    refused(folder, "no masked checkpoint named third", masked="third")
    assert import_momask(folder, tmp_path / "c", masked="t2m_first").masked.layers == 2
