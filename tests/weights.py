"""Small random weights for tests, made like real ones."""

from pathlib import Path

import torch

from backend.models import checkpoint
from backend.training.presets import PRESETS


def write_tiny(folder, seed=0):
    """A weights folder of random networks whose every part makes itself felt."""
    torch.manual_seed(seed)
    parts = checkpoint.build(PRESETS["tiny"])
    for layer in parts["tokenizer"].quantizer.layers:
        layer.codebook.normal_()
    for name in ("masked", "residual"):
        for parameter in parts[name].parameters():
            if parameter.ndim >= 2:
                parameter.data *= 4.0
    states = {name: module.state_dict() for name, module in parts.items()}
    checkpoint.save_weights(folder, PRESETS["tiny"], states)
    return folder


def write_graphs(folder):
    """The ONNX graphs of a weights folder, beside its networks, where the ONNX runtime looks first."""
    from backend.generation.runtimes import onnx_export

    onnx_export.export(folder, folder / "onnx")
    return folder


def mapped(path):
    """Whether this process has a file below `path` mapped into memory; False where that cannot be asked."""
    maps = Path("/proc/self/maps")
    return maps.exists() and str(path) in maps.read_text()
