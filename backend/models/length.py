"""Predicts how long a sentence's motion is (MoMask's length estimator)."""

from torch import nn


class LengthEstimator(nn.Module):
    """Logits over 0 … max_tokens tokens."""

    def __init__(self, config):
        super().__init__()
        width = config.length.width
        layers, size = [], config.text.size
        for out in (width, width // 2, width // 4):
            layers += [nn.Linear(size, out), nn.LayerNorm(out), nn.LeakyReLU(0.2), nn.Dropout(0.2)]
            size = out
        self.output = nn.Sequential(*layers, nn.Linear(size, config.length.max_tokens + 1))

    def forward(self, sentence):
        """Sentence vectors (b, size) -> logits (b, max_tokens + 1)"""
        return self.output(sentence)
