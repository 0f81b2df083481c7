"""Masked transformer over base tokens (MoMask section 3.2, with DynMask's motion-aware attention)."""

import torch
from torch import nn

from .attention import Body, CodeHead, ConditionEmbedding, Dropout, init_transformer, sinusoidal_positions


class MaskedTransformer(nn.Module):
    """Logits of the base codes at every position. b clips of up to n tokens, m condition tokens.

    Token ids: 0 … codes − 1, then `mask_id`, then `pad_id`.
    """

    def __init__(self, config):
        super().__init__()
        body, codes = config.masked, config.tokenizer.codes
        self.mask_id, self.pad_id = codes, codes + 1
        self.token_emb = nn.Embedding(codes + 2, config.tokenizer.code_dim)
        self.input = nn.Linear(config.tokenizer.code_dim, body.width)
        self.condition = ConditionEmbedding(config.text, body.width)
        self.body = Body(body, config.msd)
        self.head = CodeHead(body.width, codes)
        self.dropout = Dropout(body.dropout)
        self.apply(init_transformer)
        self.register_buffer("positions", sinusoidal_positions(1024, body.width), persistent=False)

    def forward(self, tokens, lengths, vectors, vector_lengths, phi=None):
        """tokens (b, n), lengths (b,), vectors (b, m, size), phi (b, n, W) or None -> logits (b, n, codes)

        phi must come from what decoding knows too (visible tokens and current estimates). A zero condition
        vector of length 1 stands for "no condition".
        """
        n = tokens.shape[1]
        valid = torch.arange(n, device=tokens.device).view(1, n) < lengths.view(-1, 1)
        tokens = torch.where(valid, tokens, self.pad_id)
        motion = self.dropout(self.input(self.token_emb(tokens)) + self.positions[:n])
        condition, condition_valid = self.condition(vectors, vector_lengths)
        m = condition.shape[1]
        x = torch.cat([condition, motion], dim=1)
        x = self.body(x, torch.cat([condition_valid, valid], dim=1), phi, lengths, m)
        return self.head(x[:, m:])
