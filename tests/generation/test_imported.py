"""Weights as imported from MoMask on both runtimes: CLIP's vectors, rotations solved from positions."""

import numpy as np
import pytest
from safetensors.torch import save_file

from backend.cli import main
from backend.generation import recover
from backend.generation.decoding.settings import DecodingSettings
from backend.generation.errors import UserError
from backend.generation.generator import Generator
from backend.generation.runtimes import onnx_export
from backend.generation.runtimes.onnx_runtime import OnnxRuntime
from backend.generation.runtimes.torch_runtime import TorchRuntime
from backend.importing.momask import import_momask
from backend.motion.clip import Clip
from backend.text import clip_files
from tests.importing import published
from tests.text import clip_state

PROMPT = "a person walks to the left"
PLAIN = DecodingSettings(steps=5, msd_temperature=0.0, msd_exploration=0.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    config, folder = published.small(), tmp_path_factory.mktemp("family")
    import_momask(published.write(folder, config, published.networks(config)), folder / "weights")
    save_file(clip_state.random_state(), folder / "clip.safetensors")
    return folder


@pytest.fixture(scope="module", autouse=True)
def clip_file(folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(clip_files.ENVIRONMENT, str(folder / "clip.safetensors"))
        yield patch


@pytest.fixture(scope="module")
def runtimes(folder):
    graphs = onnx_export.export(folder / "weights", folder / "onnx")
    return TorchRuntime.load(folder / "weights", "cpu"), OnnxRuntime(graphs)


def test_both_runtimes_read_a_sentence_alike(runtimes):
    texts = [PROMPT, "", "walk " * 100]
    a, b = (runtime.encode_text(texts) for runtime in runtimes)
    assert a.vectors.shape == (3, 1, clip_state.SIZE) and a.lengths.tolist() == b.lengths.tolist() == [
        1,
        1,
        1,
    ]
    np.testing.assert_allclose(a.vectors, b.vectors, atol=1e-4)
    assert a.cut.tolist() == b.cut.tolist() == [False, False, True] and not a.vectors[1].any()


def test_both_runtimes_make_the_same_take(runtimes):
    for settings in (DecodingSettings(steps=5), PLAIN):
        a, b = (Generator(r).generate(PROMPT, 3.0, 4, settings=settings)[0] for r in runtimes)
        np.testing.assert_array_equal(a.tokens, b.tokens)
        np.testing.assert_allclose(a.positions, b.positions, atol=1e-3)
    assert a.rotations.shape == (60, 22, 4) and a.fps == 20.0
    assert (np.sum(a.rotations[1:] * a.rotations[:-1], axis=-1) > -1e-9).all()
    assert np.abs(np.linalg.norm(a.rotations, axis=-1) - 1).max() < 1e-6


def test_complexity_aware_decoding_applies_and_can_be_set(runtimes):
    maker = Generator(runtimes[0])
    default, plain, bold = (
        maker.generate(PROMPT, 4.0, 1, settings=settings)[0].tokens
        for settings in (DecodingSettings(steps=5), PLAIN, DecodingSettings(steps=5, msd_temperature=5.0))
    )
    assert (default != plain).any() and (default != bold).any()


def test_regenerating_reads_the_motion_as_humanml3d_has_it(runtimes, make_clip, monkeypatch):
    seen, runtime = [], runtimes[0]
    encode = runtime.encode
    monkeypatch.setattr(runtime, "encode", lambda rows: seen.append(rows) or encode(rows))
    clip = make_clip(100)
    out = Generator(runtime).regenerate(clip, 2.0, 3.0, PROMPT, 1, settings=PLAIN)[0]
    outside = np.r_[0:40, 60:100]
    assert out.rotations[outside].tobytes() == clip.rotations[outside].tobytes()
    assert (out.rotations[40:60] != clip.rotations[40:60]).any()
    ours, theirs = (
        recover.model_input(clip.rotations, clip.translation, 25, 4, kind).features
        for kind in ("captured", "solved")
    )
    np.testing.assert_allclose(seen[0][0], theirs, atol=1e-5)
    assert np.abs(ours - theirs).max() > 0.1


def test_long_prompts_are_cut_with_a_notice(runtimes):
    made = Generator(runtimes[0]).generate("walk " * 100, 2.0, 1, settings=PLAIN)
    assert made.notices == [
        "The prompt is longer than the text encoder reads: only its first 75 word pieces count."
    ]


def test_without_clip_one_sentence_says_what_to_do(folder, monkeypatch):
    monkeypatch.setenv(clip_files.ENVIRONMENT, str(folder / "nowhere"))
    for load in (
        lambda: TorchRuntime.load(folder / "weights", "cpu"),
        lambda: onnx_export.export(folder / "weights", folder / "more"),
    ):
        with pytest.raises(UserError, match="python -m backend import clip ViT-B-32.pt"):
            load()


def test_a_clip_of_another_size_is_named(folder, tmp_path, monkeypatch):
    save_file(clip_state.random_state(size=32), tmp_path / "small.safetensors")
    monkeypatch.setenv(clip_files.ENVIRONMENT, str(tmp_path / "small.safetensors"))
    with pytest.raises(UserError, match="need sentence vectors of 64 numbers"):
        TorchRuntime.load(folder / "weights", "cpu")


def test_weights_of_kit_load_but_make_no_motion_for_a_rig(tmp_path):
    config = published.small("kit")
    checkpoints = published.write(tmp_path, config, published.networks(config), "kit")
    import_momask(checkpoints, tmp_path / "weights")
    runtime = TorchRuntime.load(tmp_path / "weights", "cpu")
    assert runtime.decode(np.zeros((1, 3, 4), np.int64)).shape == (1, 12, 251)
    with pytest.raises(UserError, match="251 numbers a frame"):
        Generator(runtime)


def test_the_commands(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    checkpoints = str(folder / "checkpoints")
    assert main.main(["import", "momask", checkpoints, "--out", "w"]) == 0
    assert main.main(
        ["generate", "--prompt", PROMPT, "--seconds", "2", "--steps", "2", "--weights", "w", "--out", "a.npz",
         "--msd-temperature", "0", "--runtime", "torch", "--device", "cpu"]
    ) == 0  # fmt: skip
    assert len(Clip.load("a.npz")) == 40
    assert main.main(["import", "momask", "nowhere", "--out", "x"]) == 2
    assert main.main(["import", "clip", "nowhere.pt"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "There is no folder nowhere.", "There is no file nowhere.pt.",
    ]  # fmt: skip
