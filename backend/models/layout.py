"""How weights lie in memory while they are only read: as a CPU's matrix products take them in fastest."""

import torch
from torch import nn

from .conv import FrameConv

# Rows a power of two apart share the same few cache lines.
_GAP = 16


def lay_out(module):
    """Store every linear layer's and convolution's weights of a module input-major, in place.

    Shapes and values stay, only the strides change: a product of few rows (a decoding step has about 100)
    then takes about two thirds of the time. Linear layers that are stored so already are left alone.
    """
    for part in module.modules():
        if isinstance(part, nn.Linear):
            if part.weight.stride() == (1, len(part.weight) + _GAP):
                continue
            part.weight.data = transposed(part.weight.data).T
        elif isinstance(part, FrameConv) and part.kernel > 1:
            out, channels, kernel = part.weight.shape
            rows = transposed(part.weight.data.permute(0, 2, 1).reshape(out, kernel * channels))
            part.weight.data = rows.view(kernel, channels, out).permute(2, 1, 0)
    return module


def transposed(weight):
    """weight (out, in) as (in, out) with a gap between the rows."""
    out, size = weight.shape
    rows = torch.empty(size, out + _GAP, dtype=weight.dtype, device=weight.device)[:, :out]
    return rows.copy_(weight.T)
