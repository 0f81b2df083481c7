"""The sentence encoder's file once it is loaded; its numbers are tested in test_sides.py."""

import os

import torch
from safetensors.torch import save_file

from backend.text.minilm import _NAMES, LAYERS, MiniLM
from tests.weights import mapped


def write_small(path):
    """A file of the published names with a vocabulary of ten; returns the network that it is of."""
    torch.manual_seed(0)
    model = MiniLM(10, 8)
    own = {name: value.detach() for name, value in model.state_dict().items()}
    state = {
        "embeddings.word_embeddings.weight": own["words.weight"],
        "embeddings.position_embeddings.weight": own["positions.weight"],
        "embeddings.token_type_embeddings.weight": own["kind"][None].clone(),
        "embeddings.LayerNorm.weight": own["norm.weight"],
        "embeddings.LayerNorm.bias": own["norm.bias"],
    }
    for layer in range(LAYERS):
        for theirs, ours in _NAMES.items():
            for kind in ("weight", "bias"):
                state[f"encoder.layer.{layer}.{theirs}.{kind}"] = own[f"layers.{layer}.{ours}.{kind}"]
    save_file(state, path)
    return model.eval()


def test_a_loaded_encoder_leaves_its_file_free(tmp_path):
    """Windows lets nobody replace a file that is mapped into memory."""
    path = tmp_path / "model.safetensors"
    wanted = write_small(path)
    loaded = MiniLM.load(path)
    assert not mapped(tmp_path) and loaded.words.weight.dtype == torch.float32
    (tmp_path / "other").write_bytes(b"other")
    os.replace(tmp_path / "other", path)
    ids, lengths = torch.tensor([[1, 5, 7, 2]]), torch.tensor([4])
    assert torch.equal(loaded(ids, lengths), wanted(ids, lengths))
