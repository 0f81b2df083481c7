"""The text tower from the user's file: read as data, told apart by its checksum, kept as safetensors."""

import hashlib
import io
import os
import pickle
import zipfile

import pytest
import torch
from safetensors.torch import load, load_file, save_file

from backend.importing import clip
from backend.importing.archive import ImportFailure
from backend.importing.torchscript import read_torchscript
from backend.text import clip_files, encoders
from tests.text import clip_state


class Tower(torch.nn.Module):
    """Holds a state dict's tensors under its nested names, as CLIP's archive does."""

    def __init__(self, state):
        super().__init__()
        children = {}
        for name, tensor in state.items():
            head, _, rest = name.partition(".")
            if rest:
                children.setdefault(head, {})[rest] = tensor
            else:
                self.register_buffer(head, tensor)
        for head, inner in children.items():
            self.add_module(head, Tower(inner))

    def forward(self, x):
        return x


@pytest.fixture(scope="module")
def state():
    return {name: tensor.half() for name, tensor in clip_state.random_state(1).items()}


@pytest.fixture(scope="module")
def archive(state, tmp_path_factory):
    """A TorchScript archive as torch itself writes it."""
    path = tmp_path_factory.mktemp("archive") / "ViT-B-32.pt"
    torch.jit.trace(Tower(state), torch.zeros(1)).save(str(path))
    return path


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The user's folder, and tiny sizes taken for ViT-B/32's."""
    monkeypatch.setenv(clip_files.ENVIRONMENT, str(tmp_path / "home"))
    monkeypatch.setattr(clip, "SIZES", (49408, 77, clip_state.WIDTH, clip_state.SIZE))
    return tmp_path / "home"


def test_the_archive_s_tensors_are_read_without_its_code(archive, state, monkeypatch):
    monkeypatch.setattr(torch.jit, "load", lambda *a, **k: pytest.fail("compiled the archive"))
    found = read_torchscript(archive)
    assert found.keys() == state.keys()
    assert all(torch.equal(found[name], state[name]) and found[name].dtype == torch.half for name in state)


def test_the_published_archive_is_known_by_its_checksum(archive, home, monkeypatch, state):
    with pytest.raises(ImportFailure, match=r"not OpenAI's ViT-B-32.pt \(SHA-256"):
        clip.import_clip(archive)
    assert not home.exists()
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    monkeypatch.setattr(clip, "PUBLISHED_SHA256", digest)
    path = clip.import_clip(archive)
    assert path == home / clip_files.TOWER and (home / clip_files.VOCABULARY).is_file()
    kept = load_file(path)
    assert "visual.proj" not in kept and torch.equal(kept["text_projection"], state["text_projection"])
    assert encoders.load("clip").size == clip_state.SIZE


def test_safetensors_of_either_naming(home, tmp_path):
    full = clip_state.random_state(2)
    kept = []
    for name, tensors in (("a", full), ("b", clip_state.hugging_face(full))):
        save_file(tensors, tmp_path / f"{name}.safetensors")
        # load_file would keep it mapped, and Windows lets no mapped file be replaced.
        kept.append(load(clip.import_clip(tmp_path / f"{name}.safetensors").read_bytes()))
    assert kept[0].keys() == kept[1].keys()
    assert all(torch.equal(kept[0][name], kept[1][name]) for name in kept[0])


def test_another_clip_is_named(home, tmp_path):
    save_file(clip_state.random_state(width=64), tmp_path / "other.safetensors")
    with pytest.raises(ImportFailure, match="is another CLIP"):
        clip.import_clip(tmp_path / "other.safetensors")
    with pytest.raises(ImportFailure, match="There is no file"):
        clip.import_clip(tmp_path / "nowhere.pt")
    (tmp_path / "cut.safetensors").write_bytes(b"cut")
    with pytest.raises(ImportFailure, match="not a readable safetensors"):
        clip.import_clip(tmp_path / "cut.safetensors")


class Hostile:
    def __reduce__(self):
        return os.mkdir, ("dynmask-was-here",)


@pytest.mark.parametrize("content", [Hostile(), {"a": Hostile()}, io.BytesIO()])
def test_an_archive_that_asks_for_more_than_tensors_is_refused(tmp_path, monkeypatch, content):
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("bad.pt", "w") as file:
        file.writestr("bad/data.pkl", pickle.dumps(content))
    with pytest.raises(ImportFailure, match="is refused"):
        read_torchscript("bad.pt")
    assert not (tmp_path / "dynmask-was-here").exists()


def test_half_an_archive(archive, tmp_path):
    path = tmp_path / "half.pt"
    path.write_bytes(archive.read_bytes()[:5000])
    with pytest.raises(ImportFailure, match="no readable TorchScript archive"):
        read_torchscript(path)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("x/data.pkl", pickle.dumps(3))
    with pytest.raises(ImportFailure, match="no readable TorchScript archive"):
        read_torchscript(path)
