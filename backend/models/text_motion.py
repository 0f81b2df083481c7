"""The text-motion evaluator: sentences and motions in one space (Guo et al., CVPR 2022).

Attribute names and sizes of the defaults are those of the published checkpoint, so that its state dicts load.
"""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

from .config import from_dict

CONTACTS = 4
FRAMES_PER_MOVEMENT = 4
_SLOPE = 0.2


@dataclass(frozen=True)
class EvaluatorConfig:
    """parts_of_speech: size of the one-hot beside every word vector, 0 for none. radius: embeddings lie on a
    sphere of it; 0 leaves them as they come. max_frames: every clip is padded to it, so that what it is
    embedded with does not matter. max_words, side_signal: of our own word vectors (text/minilm.py).
    """

    features: int = 263
    movement_hidden: int = 512
    movement: int = 512
    motion_hidden: int = 1024
    words: int = 300
    parts_of_speech: int = 15
    text_hidden: int = 512
    output: int = 512
    dropout: float = 0.2
    radius: float = 0.0
    max_frames: int = 196
    max_words: int = 48
    side_signal: float = 0.0

    def to_json(self):
        return json.dumps(dataclasses.asdict(self), indent=2) + "\n"

    @classmethod
    def load(cls, path):
        """Raises ValueError that names the field when the file does not describe an evaluator."""
        try:
            return from_dict(cls, json.loads(Path(path).read_text(encoding="utf-8")), "config")
        except (TypeError, OverflowError, RecursionError, json.JSONDecodeError) as error:
            raise ValueError(f"{path} is not an evaluator's configuration: {error}") from error


class MovementEncoder(nn.Module):
    """Normalised features without contacts (b, T, features − 4) -> movements (b, T / 4, movement)."""

    def __init__(self, config):
        super().__init__()
        inner, size = config.movement_hidden, config.movement
        self.main = nn.Sequential(
            nn.Conv1d(config.features - CONTACTS, inner, 4, 2, 1), nn.Dropout(config.dropout),
            nn.LeakyReLU(_SLOPE),
            nn.Conv1d(inner, size, 4, 2, 1), nn.Dropout(config.dropout), nn.LeakyReLU(_SLOPE),
        )  # fmt: skip
        self.out_net = nn.Linear(size, size)
        self.apply(_initialise)

    def forward(self, features):
        return self.out_net(self.main(features.mT).mT)


class _BiGRU(nn.Module):
    """Both directions' last states of a sequence (b, n, size) of lengths (b,) -> (b, output)."""

    def __init__(self, size, hidden, output):
        super().__init__()
        self.input_emb = nn.Linear(size, hidden)
        self.gru = nn.GRU(hidden, hidden, batch_first=True, bidirectional=True)
        self.output_net = nn.Sequential(
            nn.Linear(2 * hidden, hidden), nn.LayerNorm(hidden), nn.LeakyReLU(_SLOPE),
            nn.Linear(hidden, output),
        )  # fmt: skip
        self.hidden = nn.Parameter(torch.randn(2, 1, hidden))
        self.input_emb.apply(_initialise)
        self.output_net.apply(_initialise)

    def forward(self, sequence, lengths):
        hidden = self.hidden.repeat(1, len(sequence), 1)
        packed = pack_padded_sequence(
            self.input_emb(sequence), lengths.cpu(), batch_first=True, enforce_sorted=False
        )
        last = self.gru(packed, hidden)[1]
        return self.output_net(torch.cat([last[0], last[1]], dim=-1))


class MotionEncoder(_BiGRU):
    """Movements (b, n, movement), lengths (b,) -> (b, output)"""

    def __init__(self, config):
        super().__init__(config.movement, config.motion_hidden, config.output)


class TextEncoder(_BiGRU):
    """Word vectors (b, m, words), lengths (b,), parts of speech (b, m, 15) or None -> (b, output)"""

    def __init__(self, config):
        super().__init__(config.words, config.text_hidden, config.output)
        if config.parts_of_speech:
            self.pos_emb = nn.Linear(config.parts_of_speech, config.words)
            self.pos_emb.apply(_initialise)

    def forward(self, words, lengths, parts_of_speech=None):
        if parts_of_speech is not None:
            words = words + self.pos_emb(parts_of_speech)
        return super().forward(words, lengths)


class TextMotionEvaluator(nn.Module):
    """b clips of T frames (a multiple of 4), m words; embeddings of both kinds are (b, output)."""

    def __init__(self, config):
        super().__init__()
        self.config = config
        self.movement_encoder = MovementEncoder(config)
        self.text_encoder = TextEncoder(config)
        self.motion_encoder = MotionEncoder(config)
        self.register_buffer("mean", torch.zeros(config.features))
        self.register_buffer("std", torch.ones(config.features))

    def embed_motions(self, features, lengths):
        """Normalised features (b, max_frames, features), zero past lengths (b,) frames, at least 4 each."""
        movements = self.movement_encoder(features[..., :-CONTACTS])
        return self._placed(self.motion_encoder(movements, lengths // FRAMES_PER_MOVEMENT))

    def embed_texts(self, words, lengths, parts_of_speech=None):
        """Word vectors (b, m, words) of lengths (b,)."""
        return self._placed(self.text_encoder(words, lengths, parts_of_speech))

    def _placed(self, embedding):
        radius = self.config.radius
        return radius * F.normalize(embedding, dim=-1) if radius else embedding

    def collate(self, clips):
        """Raw features [(T, features)] -> what embed_motions takes. Whole movements count, and no more frames
        than max_frames. Raises ValueError for a clip that cannot be embedded."""
        size, longest = self.config.features, self.config.max_frames
        lengths = torch.tensor([min(len(clip), longest) // FRAMES_PER_MOVEMENT for clip in clips])
        lengths *= FRAMES_PER_MOVEMENT
        padded = torch.zeros(len(clips), longest, size)
        for out, clip, length in zip(padded, clips, lengths.tolist(), strict=True):
            rows = torch.as_tensor(clip[:length], dtype=torch.float32)
            if rows.ndim != 2 or rows.shape[1] != size:
                raise ValueError(f"the evaluator takes clips of {size} features, got {tuple(rows.shape)}")
            if length == 0 or not torch.isfinite(rows).all():
                raise ValueError("the evaluator takes clips of 4 frames or more whose numbers are finite")
            out[:length] = (rows - self.mean.cpu()) / self.std.cpu()
        return padded.to(self.mean.device), lengths


def _initialise(module):
    if isinstance(module, (nn.Conv1d, nn.Linear)):
        nn.init.xavier_normal_(module.weight)
        nn.init.zeros_(module.bias)
