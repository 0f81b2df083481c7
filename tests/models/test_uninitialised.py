"""Loading draws no random numbers, and every number that is not in the file is right all the same."""

import subprocess
import sys
from pathlib import Path

import torch

from backend.models import checkpoint
from backend.models.config import ModelConfig
from backend.models.uninitialised import Uninitialised
from tests.weights import write_tiny

ROOT = Path(__file__).resolve().parents[2]


def test_nothing_is_drawn():
    torch.manual_seed(3)
    before = torch.get_rng_state()
    with Uninitialised():
        parts = checkpoint.build(ModelConfig())
    assert torch.equal(torch.get_rng_state(), before)
    fresh = checkpoint.build(ModelConfig())
    assert not torch.equal(torch.get_rng_state(), before), "nothing would be drawn anyway"
    for name, part in fresh.items():
        shapes = {key: (t.shape, t.dtype) for key, t in part.state_dict().items()}
        assert shapes == {key: (t.shape, t.dtype) for key, t in parts[name].state_dict().items()}
    assert torch.equal(parts["masked"].positions, fresh["masked"].positions)
    assert torch.equal(parts["tokenizer"].std, fresh["tokenizer"].std)


def test_loaded_networks_are_the_saved_ones(tmp_path):
    folder = write_tiny(tmp_path / "weights")
    weights = checkpoint.load(folder)
    parts = checkpoint.build(weights.config)
    for name, fresh in parts.items():
        loaded = getattr(weights, name)
        for key, buffer in fresh.named_buffers():
            if key not in fresh.state_dict():
                assert torch.equal(loaded.get_buffer(key), buffer), f"{name}.{key} is in no file"
        assert all(t.dtype == torch.float32 and t.device.type == "cpu" for t in loaded.state_dict().values())
        assert not any(parameter.requires_grad for parameter in loaded.parameters())


def test_loading_imports_no_compiler(tmp_path):
    """Sums and random numbers on the meta device import sympy and more: two seconds of a cold start."""
    folder = write_tiny(tmp_path / "weights")
    script = (
        "import sys; from backend.models import checkpoint\n"
        f"checkpoint.load({str(folder)!r}); sys.exit('sympy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == 0
