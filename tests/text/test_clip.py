"""CLIP's text tower against torch's own transformer parts, and its tokenizer against known ids."""

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from backend.text import clip, clip_files, encoders
from backend.text.clip_state import text_tower
from tests.text import clip_state

TEXTS = ["a person walks forward, then turns left", "jumps", "a man " * 60, ""]


@torch.no_grad()
def reference(state, texts):
    """Features of the end mark, all texts padded to 77 ids as CLIP was trained, by nn.MultiheadAttention."""
    ids = torch.zeros(len(texts), 77, dtype=torch.int64)
    for row, text in zip(ids, texts, strict=True):
        found = clip_files.tokenize(text)[0]
        row[: len(found)] = torch.tensor(found)
    width = state["positional_embedding"].shape[1]
    x = state["token_embedding.weight"][ids] + state["positional_embedding"]
    future = torch.full((77, 77), float("-inf")).triu(1)

    def norm(name, values):
        return nn.functional.layer_norm(values, (width,), state[f"{name}.weight"], state[f"{name}.bias"])

    for layer in range(clip_state.LAYERS):
        block = f"transformer.resblocks.{layer}"
        attention = nn.MultiheadAttention(width, width // 64, batch_first=True).eval()
        names = attention.state_dict()
        attention.load_state_dict({name: state[f"{block}.attn.{name}"] for name in names})
        y = norm(f"{block}.ln_1", x)
        x = x + attention(y, y, y, need_weights=False, attn_mask=future)[0]
        hidden = nn.functional.linear(
            norm(f"{block}.ln_2", x), state[f"{block}.mlp.c_fc.weight"], state[f"{block}.mlp.c_fc.bias"]
        )
        hidden = hidden * torch.sigmoid(1.702 * hidden)
        weight, bias = state[f"{block}.mlp.c_proj.weight"], state[f"{block}.mlp.c_proj.bias"]
        x = x + nn.functional.linear(hidden, weight, bias)
    return norm("ln_final", x[torch.arange(len(ids)), ids.argmax(1)]) @ state["text_projection"]


@pytest.fixture(scope="module")
def state():
    return clip_state.random_state()


@pytest.fixture(scope="module")
def model(state):
    return clip.ClipText.of(text_tower(state, "a file"))


def test_sentence_vectors_are_the_published_architecture_s(model, state):
    found, lengths = model.encode(TEXTS)
    assert found.shape == (4, 1, clip_state.SIZE) and lengths.tolist() == [1] * 4
    wanted = reference(state, TEXTS[:3])
    assert wanted.abs().max() > 1.0, "not normalised"
    np.testing.assert_allclose(found[:3, 0], wanted, atol=1e-5)
    assert not found[3].any(), "no text, no condition"


def test_a_text_alone_has_the_vector_it_has_among_others(model):
    together, _ = model.encode(TEXTS)
    for text, vector in zip(TEXTS, together, strict=True):
        np.testing.assert_allclose(model.encode([text])[0][0], vector, atol=1e-5)


def test_known_ids():
    """Ids that CLIP's own tokenizer gives."""
    known = {
        "a person walks forward, then turns left.": [320, 2533, 8192, 2342, 267, 1594, 3185, 1823, 269],
        "Café — it’s &amp; 12": [15304, 2005, 585, 568, 261, 272, 273],
        "": [],
    }
    for text, ids in known.items():
        assert clip_files.tokenize(text) == ([49406, *ids, 49407], False)
    assert clip_files.tokenize("A\u0301  \n B")[0] == clip_files.tokenize("\u00e1 b")[0]
    marks = clip_files.tokenize("<|endoftext|> walks")[0]
    assert marks.count(49407) == 1 and marks[-1] == 49407


def test_long_texts_are_cut_at_77_ids():
    ids, cut = clip_files.tokenize("walk " * 100)
    assert cut and len(ids) == 77 and ids[-1] == 49407 and ids[-2] == ids[1]
    assert clip_files.tokenize("walk " * 75)[1] is False
    assert clip_files.limit(0) == 75 and encoders.files("minilm").limit(48) == 48


def test_hugging_face_s_names_are_the_same_tower(state):
    found = text_tower(clip_state.hugging_face(state), "a file")
    wanted = text_tower(state, "a file")
    assert found.keys() == wanted.keys() and "logit_scale" not in wanted
    assert all(torch.equal(found[name], wanted[name]) for name in wanted)


@pytest.mark.parametrize(
    "change, match",
    [
        (lambda s: s.pop("text_projection"), "lacks text_projection: it holds no CLIP"),
        (lambda s: s.pop("transformer.resblocks.0.ln_1.bias"), "lacks transformer.resblocks.0.ln_1.bias"),
        (lambda s: s.update({"ln_final.bias": torch.zeros(5)}), r"ln_final.bias is \(5,\)"),
        (lambda s: s.update({"ln_final.bias": torch.full((128,), torch.inf)}), "ln_final.bias holds values"),
        (lambda s: s.clear(), "holds no CLIP"),
    ],
)
def test_other_files_are_named(state, change, match):
    changed = dict(state)
    change(changed)
    with pytest.raises(ValueError, match=match):
        text_tower(changed, "a file")


def test_where_the_files_are(tmp_path, monkeypatch, state):
    monkeypatch.setenv(clip_files.ENVIRONMENT, str(tmp_path / "mine"))
    with pytest.raises(FileNotFoundError, match="import clip ViT-B-32.pt"):
        encoders.load("clip")
    (tmp_path / "mine").mkdir()
    save_file(text_tower(state, ""), tmp_path / "mine" / clip_files.TOWER)
    assert encoders.load("clip").size == clip_state.SIZE
    other = tmp_path / "other.safetensors"
    save_file(clip_state.hugging_face(state), other)
    monkeypatch.setenv(clip_files.ENVIRONMENT, str(other))
    assert encoders.load("clip").size == clip_state.SIZE
    other.write_bytes(b"cut short")
    with pytest.raises(ValueError, match="not a readable safetensors"):
        encoders.load("clip")
    with pytest.raises(ValueError, match="'bert' is not supported"):
        encoders.load("bert")


def test_another_vocabulary_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv(clip_files.ENVIRONMENT, str(tmp_path))
    assert clip_files.vocabulary_file().is_file(), "that of the package"
    (tmp_path / clip_files.VOCABULARY).write_bytes(b"else")
    with pytest.raises(ValueError, match="not CLIP's vocabulary"):
        clip_files.vocabulary_file()
    monkeypatch.setenv(clip_files.ENVIRONMENT, str(tmp_path / "empty"))
    monkeypatch.setattr(clip_files, "find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match="clip-anytorch==2.6.0"):
        clip_files.vocabulary_file()
