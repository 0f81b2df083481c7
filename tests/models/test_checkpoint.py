import dataclasses
import json

import pytest
import torch

from backend.models import checkpoint
from backend.training.presets import PRESETS
from tests.weights import mapped


@pytest.fixture
def saved(tmp_path):
    torch.manual_seed(0)
    config = PRESETS["tiny"]
    parts = checkpoint.build(config)
    checkpoint.save_weights(tmp_path, config, {name: m.state_dict() for name, m in parts.items()}, half=False)
    return tmp_path, parts


def test_what_was_saved_is_what_is_loaded(saved):
    folder, parts = saved
    weights = checkpoint.load(folder)
    for name in checkpoint.PARTS:
        for key, tensor in parts[name].state_dict().items():
            assert torch.equal(getattr(weights, name).state_dict()[key], tensor)
    assert not weights.masked.training


def test_damage_is_noticed_and_named(saved):
    folder, _ = saved
    path = folder / "masked.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(checkpoint.WeightsError, match="masked.safetensors is damaged"):
        checkpoint.load(folder)
    path.unlink()
    with pytest.raises(checkpoint.WeightsError, match="masked.safetensors is missing"):
        checkpoint.load(folder)


def test_other_architecture_is_named(saved):
    folder, parts = saved
    wider = dataclasses.replace(PRESETS["tiny"].masked, width=64)
    config = dataclasses.replace(PRESETS["tiny"], masked=wider)
    checkpoint.save_weights(folder, config, {name: m.state_dict() for name, m in parts.items()})
    with pytest.raises(checkpoint.WeightsError, match=r"the configuration says \(|lacks|unknown"):
        checkpoint.load(folder)


def test_pickles_and_missing_folders_are_refused(saved, tmp_path):
    folder, _ = saved
    with pytest.raises(checkpoint.WeightsError, match="There are no weights"):
        checkpoint.load(tmp_path / "nowhere")
    torch.save({"a": 1}, folder / "length.safetensors")
    manifest = json.loads((folder / "manifest.json").read_text())
    import hashlib

    digest = hashlib.sha256((folder / "length.safetensors").read_bytes()).hexdigest()
    manifest["files"]["length.safetensors"] = digest
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(checkpoint.WeightsError, match="not a readable safetensors"):
        checkpoint.load(folder)
    (folder / "manifest.json").write_text(json.dumps({**manifest, "format": "other/9"}))
    with pytest.raises(checkpoint.WeightsError, match="other/9"):
        checkpoint.load(folder)


def test_loaded_weights_leave_their_files_free(tmp_path):
    """Windows lets nobody replace a file that is mapped into memory."""
    states = {name: module.state_dict() for name, module in checkpoint.build(PRESETS["tiny"]).items()}
    checkpoint.save_weights(tmp_path / "whole", PRESETS["tiny"], states, half=False)
    loaded = checkpoint.load(tmp_path / "whole")
    assert not mapped(tmp_path / "whole")
    for name, value in states["masked"].items():
        assert torch.equal(loaded.masked.state_dict()[name], value)
    before = loaded.digest
    states["length"] = {name: value + 1 for name, value in states["length"].items()}
    checkpoint.save_weights(tmp_path / "whole", PRESETS["tiny"], states, half=False)
    assert checkpoint.load(tmp_path / "whole").digest != before
