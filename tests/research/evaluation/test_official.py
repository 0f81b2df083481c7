"""The published evaluator's files, random but of the published shapes."""

import pickle

import numpy as np
import pytest
import torch

from backend.models.checkpoint import WeightsError
from backend.models.text_motion import EvaluatorConfig, TextMotionEvaluator
from backend.research.evaluation import humanml3d, official, table
from backend.research.evaluation.official import OfficialEvaluator, WordVectors
from tests.research.evaluation.test_humanml3d import write
from tests.weights import write_tiny

WORDS = ["sos", "eos", "unk", "man", "walk", "left", "the"]


def write_words(folder):
    folder.mkdir(parents=True, exist_ok=True)
    vectors = np.random.default_rng(0).normal(size=(len(WORDS), 300))
    np.save(folder / "our_vab_data.npy", vectors)
    (folder / "our_vab_words.pkl").write_bytes(pickle.dumps(WORDS))
    (folder / "our_vab_idx.pkl").write_bytes(pickle.dumps({w: i for i, w in enumerate(WORDS)}))
    return folder


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(0)
    return TextMotionEvaluator(EvaluatorConfig()).eval()


@pytest.fixture(scope="module")
def folder(tmp_path_factory, network):
    place = tmp_path_factory.mktemp("official")
    model = place / "t2m" / "text_mot_match" / "model"
    model.mkdir(parents=True)
    parts = ("movement_encoder", "text_encoder", "motion_encoder")
    state = {part: getattr(network, part).state_dict() for part in parts}
    torch.save({**state, "epoch": 3, "iter": 7, "opt_text_encoder": {"state": {}}}, model / "finest.tar")
    meta = place / "t2m" / "Comp_v6_KLD01" / "meta"
    meta.mkdir(parents=True)
    np.save(meta / "mean.npy", np.full(263, 0.5))
    np.save(meta / "std.npy", np.full(263, 2.0))
    write_words(place / "glove")
    return place


def test_the_published_evaluator_is_what_its_files_say(folder, network):
    evaluator = OfficialEvaluator.load(folder)
    clip = np.random.default_rng(0).normal(size=(196, 263)).astype(np.float32)
    # Step by step, as the paper has it: no contacts, four frames a movement.
    x = torch.from_numpy((clip - 0.5) / 2.0)[None]
    with torch.no_grad():
        expected = network.motion_encoder(network.movement_encoder(x[..., :-4]), torch.tensor([49]))
    np.testing.assert_allclose(evaluator.motions([clip]), expected.numpy(), rtol=1e-4, atol=1e-5)
    found = evaluator.texts([("the/DET", "man/NOUN"), ("walk/VERB",) * 30, ()])
    assert found.shape == (3, 512) and np.isfinite(found).all()


def test_a_data_set_is_measured_with_it(folder, tmp_path):
    from backend.generation.runtimes.loading import load_runtime

    lines = "a man walks#man/NOUN walk/VERB#0.0#0.0"
    data = humanml3d.load(write(tmp_path / "data", [44] * 33, lines=lines))
    runtime = load_runtime(write_tiny(tmp_path / "weights"), "torch", "cpu")
    rows = table.on_humanml3d(runtime, table.evaluator_for(None, folder), data, repeats=1, takes=0)
    assert rows["real"].keys() == rows["generated"].keys() >= {"r1", "fid", "mm_distance", "kinetic_fid"}
    assert rows["real"]["r1"][0] < 0.2 and rows["real"]["fid"][0] < rows["generated"]["fid"][0]


def test_words_are_looked_up_as_published(folder):
    vectors = WordVectors.load(folder / "glove")
    words, lengths, parts = vectors.encode(
        [["the/DET", "left/ADJ", "zebra/NOUN", "man/X"], ["walk/VERB"] * 25]
    )
    assert words.shape == (2, 22, 300) and lengths.tolist() == [6, 22] and parts.shape == (2, 22, 15)
    order = [WORDS.index(w) for w in ("sos", "the", "left", "unk", "man", "eos", "unk")]
    np.testing.assert_array_equal(words[0, :7], vectors.vectors[order])
    named = [official.PARTS_OF_SPEECH[i] for i in parts[0, :7].argmax(-1)]
    assert named == ["OTHER", "DET", "Loc_VIP", "OTHER", "OTHER", "OTHER", "OTHER"]
    np.testing.assert_array_equal(words[1, 21], vectors.vectors[WORDS.index("eos")])
    assert official.PARTS_OF_SPEECH[parts[1, 5].argmax()] == "Act_VIP"
    assert (parts.sum(-1) == 1).all()


class Hostile:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


@pytest.mark.parametrize("name", ["our_vab_words.pkl", "our_vab_idx.pkl"])
def test_a_hostile_pickle_is_refused_unrun(tmp_path, name):
    place = write_words(tmp_path / "glove")
    (place / name).write_bytes(pickle.dumps([Hostile(tmp_path / "ran")]))
    with pytest.raises(WeightsError, match=f"{name} was refused: it wants to run .*open"):
        WordVectors.load(place)
    assert not (tmp_path / "ran").exists()


def test_a_pickle_that_asks_for_all_memory_is_refused(tmp_path):
    (tmp_path / "words.pkl").write_bytes(b"\x80\x02]r\xff\xff\xff\x7f.")
    with pytest.raises(WeightsError, match="words.pkl is not a readable pickle of plain words"):
        official.read_plain_pickle(tmp_path / "words.pkl")


def test_a_hostile_checkpoint_is_refused_unrun(tmp_path, network):
    path = tmp_path / "finest.tar"
    torch.save({"movement_encoder": Hostile(tmp_path / "ran")}, path)
    with pytest.raises(WeightsError, match="was refused"):
        official._fill(network, path)
    assert not (tmp_path / "ran").exists()


def test_a_checkpoint_of_other_shapes_is_named(tmp_path, network):
    path = tmp_path / "finest.tar"
    state = network.movement_encoder.state_dict()
    torch.save({"movement_encoder": {**state, "out_net.bias": torch.zeros(3)}}, path)
    with pytest.raises(WeightsError, match="movement_encoder.*out_net.bias"):
        official._fill(network, path)
    path.write_bytes(b"not a checkpoint")
    with pytest.raises(WeightsError):
        official._fill(network, path)


def test_missing_or_unfitting_files_are_named(folder, tmp_path):
    with pytest.raises(WeightsError, match="no finest.tar"):
        OfficialEvaluator.load(tmp_path)
    with pytest.raises(WeightsError, match="main.0.weight"):
        OfficialEvaluator.load(folder, 251)
    place = write_words(tmp_path / "glove")
    (place / "our_vab_idx.pkl").write_bytes(pickle.dumps({w: 99 for w in WORDS}))
    with pytest.raises(WeightsError, match="do not fit"):
        WordVectors.load(place)
    (place / "our_vab_words.pkl").write_bytes(pickle.dumps([["man"]]))
    with pytest.raises(WeightsError, match="do not fit"):
        WordVectors.load(place)
    place = write_words(tmp_path / "narrow")
    np.save(place / "our_vab_data.npy", np.zeros((len(WORDS), 50)))
    with pytest.raises(WeightsError, match="do not fit"):
        WordVectors.load(place)
