"""Residual transformer: the codes of level q from those of all coarser levels (MoMask section 3.3)."""

import torch
import torch.nn.functional as F
from torch import nn

from .attention import Body, CodeHead, ConditionEmbedding, Dropout, init_transformer, sinusoidal_positions


class ResidualTransformer(nn.Module):
    """Embedding and output tables are shared across neighbouring levels: the output table of level q is the
    embedding table of level q, for all but the first and the last. Id `pad_id` = codes pads.
    """

    def __init__(self, config):
        super().__init__()
        body, tokenizer = config.residual, config.tokenizer
        self.levels, self.codes, self.pad_id = tokenizer.levels, tokenizer.codes, tokenizer.codes
        rows, dim = tokenizer.codes + 1, tokenizer.code_dim
        self.first_table = nn.Parameter(torch.empty(1, rows, dim).normal_(std=0.02))
        self.shared_tables = nn.Parameter(torch.empty(self.levels - 2, rows, dim).normal_(std=0.02))
        self.last_table = nn.Parameter(torch.empty(1, rows, dim).normal_(std=0.02))
        self.input = nn.Linear(dim, body.width)
        self.condition = ConditionEmbedding(config.text, body.width)
        self.level_emb = nn.Linear(self.levels, body.width)
        self.body = Body(body, config.msd)
        self.head = CodeHead(body.width, dim)
        self.dropout = Dropout(body.dropout)
        self.apply(init_transformer)
        self.register_buffer("positions", sinusoidal_positions(1024, body.width), persistent=False)

    @property
    def embedding_tables(self):
        """(levels − 1, codes + 1, dim): entry j embeds codes of level j."""
        return torch.cat([self.first_table, self.shared_tables])

    @property
    def output_tables(self):
        """(levels − 1, codes + 1, dim): entry q − 1 scores codes of level q."""
        return torch.cat([self.shared_tables, self.last_table])

    def embed(self, tokens, level):
        """Sum (b, n, dim) of the embeddings of the levels below level (b,) of tokens (b, n, ≥ level)."""
        used = min(tokens.shape[-1], self.levels - 1)
        rows = self.codes + 1
        flat = self.embedding_tables.reshape(-1, self.first_table.shape[-1])
        ids = tokens[..., :used] + torch.arange(used, device=tokens.device) * rows
        below = torch.arange(used, device=tokens.device).view(1, 1, -1, 1) < level.view(-1, 1, 1, 1)
        return (F.embedding(ids, flat) * below).sum(dim=2)

    def hidden(self, tokens, level, lengths, vectors, vector_lengths, phi=None):
        """Code-space features (b, n, dim) to be scored against an output table."""
        b, n, _ = tokens.shape
        valid = torch.arange(n, device=tokens.device).view(1, n) < lengths.view(-1, 1)
        tokens = torch.where(valid.unsqueeze(-1), tokens, self.pad_id)
        motion = self.dropout(self.input(self.embed(tokens, level)) + self.positions[:n])
        condition, condition_valid = self.condition(vectors, vector_lengths)
        one_hot = F.one_hot(level, self.levels).to(motion.dtype)
        level_token = self.level_emb(one_hot).unsqueeze(1)
        # Order: sentence, level, words, motion; without words that is MoMask's order.
        x = torch.cat([condition[:, :1], level_token, condition[:, 1:], motion], dim=1)
        true = condition_valid[:, :1]
        valid = torch.cat([true, true, condition_valid[:, 1:], valid], dim=1)
        prefix = condition.shape[1] + 1
        return self.head(self.body(x, valid, phi, lengths, prefix)[:, prefix:])

    def forward(self, tokens, level, lengths, vectors, vector_lengths, phi=None):
        """tokens (b, n, ≥ level) of the coarser levels, one `level` ≥ 1 for all -> logits (b, n, codes)"""
        levels = torch.full((tokens.shape[0],), level, device=tokens.device)
        hidden = self.hidden(tokens[..., :level], levels, lengths, vectors, vector_lengths, phi)
        return (hidden @ self.output_tables[level - 1].T)[..., : self.codes]
