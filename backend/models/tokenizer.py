"""RVQ-VAE motion tokenizer (MoMask, Guo et al. 2024, section 3.1; sizes in TokenizerConfig)."""

import torch
from torch import nn

from .conv import FrameConv, residual_stack
from .quantizer import ResidualQuantizer


class Upsample(nn.Module):
    """Every frame twice."""

    def forward(self, x):
        b, t, c = x.shape
        return x.unsqueeze(2).expand(b, t, 2, c).reshape(b, 2 * t, c)


class Tokenizer(nn.Module):
    """Features to residual tokens and back; it carries its own normalisation.

    b clips, T frames, n = T / frames_per_token tokens.
    """

    def __init__(self, config):
        super().__init__()
        self.config = config
        width, growth = config.width, config.dilation_growth
        down, up = [], []
        for _ in range(config.stages):
            down.append(FrameConv(width, width, 4, stride=2, padding=1))
            down.append(residual_stack(width, config.depth, growth))
            up.append(
                nn.Sequential(
                    residual_stack(width, config.depth, growth), Upsample(), FrameConv(width, width)
                )
            )
        self.encoder = nn.Sequential(
            FrameConv(config.features, width), nn.ReLU(), *down, FrameConv(width, config.code_dim)
        )
        self.quantizer = ResidualQuantizer(config)
        self.decoder = nn.Sequential(
            FrameConv(config.code_dim, width),
            nn.ReLU(),
            *up,
            FrameConv(width, width),
            nn.ReLU(),
            FrameConv(width, config.features),
        )
        self.register_buffer("mean", torch.zeros(config.features))
        self.register_buffer("std", torch.ones(config.features))

    @property
    def codebooks(self):
        """(levels, codes, dim): the vectors the spectral descriptor of tokens is computed on."""
        return self.quantizer.codebooks

    def normalize(self, features):
        return (features - self.mean) / self.std

    def denormalize(self, features):
        return features * self.std + self.mean

    def forward(self, x):
        """Normalised x (b, T, features) -> reconstructions from all levels and from the base level alone,
        commitment loss, perplexity per level.
        """
        quantised, base, commitment, perplexity = self.quantizer(self.encoder(x))
        both = self.decoder(torch.cat([quantised, base]))
        return *both.split(len(x)), commitment, perplexity

    def encode(self, x):
        """Normalised features (b, T, features), T a multiple of 4 -> tokens (b, n, levels)."""
        return self.quantizer.encode(self.encoder(x))

    def decode(self, tokens):
        """Tokens (b, n, levels), −1 adding nothing -> normalised features (b, T, features)."""
        return self.decoder(self.quantizer.decode(tokens))
