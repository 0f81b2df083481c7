import dataclasses

import numpy as np
import pytest
import torch

from backend.models.text_motion import EvaluatorConfig, TextMotionEvaluator

SMALL = EvaluatorConfig(
    features=20, movement_hidden=8, movement=8, motion_hidden=8, words=6, parts_of_speech=0, text_hidden=8,
    output=5, max_frames=40,
)  # fmt: skip
# Tensors of the published checkpoint's three state dicts.
OFFICIAL = {
    "movement_encoder": {
        "main.0.weight": (512, 259, 4), "main.0.bias": (512,), "main.3.weight": (512, 512, 4),
        "main.3.bias": (512,), "out_net.weight": (512, 512), "out_net.bias": (512,),
    },
    "motion_encoder": {"input_emb.weight": (1024, 512), "gru.weight_hh_l0_reverse": (3072, 1024),
                       "output_net.0.weight": (1024, 2048), "output_net.1.bias": (1024,),
                       "output_net.3.weight": (512, 1024), "hidden": (2, 1, 1024)},
    "text_encoder": {"pos_emb.weight": (300, 15), "input_emb.weight": (512, 300),
                     "gru.weight_ih_l0": (1536, 512), "output_net.0.weight": (512, 1024),
                     "output_net.3.bias": (512,), "hidden": (2, 1, 512)},
}  # fmt: skip


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(0)
    return TextMotionEvaluator(SMALL).eval().requires_grad_(False)


def test_names_and_shapes_are_the_published_ones():
    with torch.device("meta"):
        network = TextMotionEvaluator(EvaluatorConfig())
    for part, expected in OFFICIAL.items():
        state = getattr(network, part).state_dict()
        assert {name: tuple(state[name].shape) for name in expected} == expected
    assert len(network.movement_encoder.state_dict()) == 6
    # Embedding 2, GRU 8, output 6, first state 1; the text's parts of speech 2.
    assert len(network.motion_encoder.state_dict()) == 17
    assert len(network.text_encoder.state_dict()) == 19


def test_an_embedding_depends_on_its_own_clip_only(network):
    random = np.random.default_rng(0)
    clips = [random.normal(size=(n, 20)) for n in (40, 22, 4)]
    together = network.embed_motions(*network.collate(clips))
    alone = torch.cat([network.embed_motions(*network.collate([c])) for c in clips])
    torch.testing.assert_close(together, alone, rtol=1e-5, atol=1e-6)
    # Frames past the last whole movement and past the longest clip do not count; contacts neither.
    longer = [np.concatenate([clips[0], clips[0]]), clips[1][:21], clips[2].copy()]
    longer[2][:, -4:] = 7.0
    torch.testing.assert_close(network.embed_motions(*network.collate(longer)), together)
    assert (together[0] - together[1]).abs().max() > 1e-3


def test_words_past_the_length_do_not_count(network):
    words = torch.randn(2, 7, 6)
    lengths = torch.tensor([7, 3])
    found = network.embed_texts(words, lengths)
    torch.testing.assert_close(found[1:], network.embed_texts(words[1:, :3], lengths[1:]))
    assert (network.embed_texts(words.flip(1), lengths) - found).abs().max() > 1e-3


def test_radius_is_where_embeddings_lie():
    network = TextMotionEvaluator(dataclasses.replace(SMALL, radius=4.0)).eval()
    found = network.embed_motions(*network.collate([np.random.default_rng(1).normal(size=(16, 20))]))
    assert found.norm().item() == pytest.approx(4.0, rel=1e-5)


def test_clips_are_normalised(network):
    moved = TextMotionEvaluator(SMALL).eval()
    moved.load_state_dict(network.state_dict())
    moved.mean += 3.0
    moved.std *= 2.0
    clip = np.random.default_rng(2).normal(size=(16, 20))
    torch.testing.assert_close(
        moved.embed_motions(*moved.collate([clip * 2.0 + 3.0])),
        network.embed_motions(*network.collate([clip])), rtol=1e-4, atol=1e-5,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("clip", "said"),
    [
        (np.zeros((3, 20)), "4 frames"),
        (np.zeros((8, 21)), "20 features"),
        (np.full((8, 20), np.nan), "finite"),
    ],
)
def test_a_clip_that_cannot_be_embedded_is_refused(network, clip, said):
    with pytest.raises(ValueError, match=said):
        network.collate([clip])


def test_configuration_round_trip(tmp_path):
    path = tmp_path / "config.json"
    path.write_text(SMALL.to_json())
    assert EvaluatorConfig.load(path) == SMALL
    path.write_text('{"featurs": 3}')
    with pytest.raises(ValueError, match="featurs"):
        EvaluatorConfig.load(path)
