"""Small random weights for tests, made like real ones."""

from pathlib import Path

import numpy as np
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


def write_same_everywhere(folder):
    """As write_tiny, of numbers that every system and torch makes alike: eighths of powers of two."""
    random = np.random.default_rng(0)
    parts = checkpoint.build(PRESETS["tiny"])
    for name, part in parts.items():
        loud = 2.0 if name in ("masked", "residual") else 1.0
        for parameter in part.parameters():
            drawn = torch.from_numpy(random.integers(-8, 9, tuple(parameter.shape)) / 8.0)
            if parameter.ndim >= 2:
                fan = parameter[0].numel()
                parameter.data = (drawn * loud * 2.0 ** -round(0.5 * np.log2(fan))).float()
            else:
                parameter.data = (1.0 + drawn / 8.0 if bool((parameter == 1).all()) else drawn / 8.0).float()
    for layer in parts["tokenizer"].quantizer.layers:
        drawn = random.integers(-16, 17, tuple(layer.codebook.shape)) / 8.0
        layer.codebook.copy_(torch.from_numpy(drawn))
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
