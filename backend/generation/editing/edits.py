"""Regenerating part of a motion, filling between two, and going on after the end (SPEC section 7)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...models.config import ModelConfig
from ...motion.arrays import Bools, Floats, Ints, Motion
from ...motion.body import resampling, skeleton
from ...motion.cleanup import ground, passes
from ...motion.clip import Clip
from ...motion.measure import contacts
from .. import recover
from ..decoding import filling, sampling
from ..decoding.settings import DecodingSettings
from ..errors import UserError
from ..library.starts import Start, batch
from ..progress import Progress
from ..runtimes.interface import Condition, Runtime
from ..takes import Cleaner
from . import seams

# Seconds of motion on either side of a range that the model may see.
_CONTEXT = 15.0


@dataclass(frozen=True)
class Edit:
    """A motion with a gap: frames start … stop − 1 of rotations (T, 22, 4) and translation (T, 3) are to be
    made; what they hold only hints at how the body gets from one side to the other.
    tokens: (n, levels) of the motion if it has its own.
    """

    rotations: Floats
    translation: Floats
    fps: float
    start: int
    stop: int
    tokens: Ints | None = None


def of_range(clip: Clip, start: int, stop: int) -> Edit:
    """The edit that regenerates frames start … stop − 1 of a Clip."""
    return Edit(clip.rotations, clip.translation, clip.fps, start, stop, clip.tokens)


def of_extension(clip: Clip, frames: int) -> Edit:
    """The edit that adds `frames` frames after a Clip's end."""
    rotations, translation = recover.coast(clip.rotations, clip.translation, frames)
    tokens = None if clip.tokens is None else np.asarray(clip.tokens)
    return Edit(rotations, translation, clip.fps, len(clip), len(rotations), tokens)


def of_gap(before: Clip, after: Clip, frames: int) -> Edit:
    """The edit that puts `frames` frames between two Clips that stay where they are."""
    if before.fps != after.fps:
        after = after.resampled(before.fps)
    at = np.arange(1, frames + 1) / (frames + 1)
    ends = np.stack([before.rotations[-1], after.rotations[0]])
    places = np.stack([before.translation[-1], after.translation[0]])
    rotations, translation = resampling.motion(ends, places, at)
    return Edit(
        np.concatenate([before.rotations, rotations, after.rotations]),
        np.concatenate([before.translation, translation, after.translation]),
        before.fps, len(before), len(before) + frames,
    )  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """What the model sees of an edit: frames low … high − 1 as tokens, `start` … `stop` − 1 of them open."""

    low: int
    high: int
    tokens: Ints
    start: int
    stop: int
    floor: float


def _piece(runtime: Runtime, edit: Edit) -> Piece:
    """The neighbourhood of an edit's gap in tokens."""
    config = runtime.config
    per_token = config.tokenizer.frames_per_token
    context = round(_CONTEXT * edit.fps)
    own = edit.tokens if edit.fps == config.fps else None
    low, high = max(0, edit.start - context), min(len(edit.rotations), edit.stop + context)
    if own is not None:
        low -= low % per_token
    rotations, translation = edit.rotations[low:high], edit.translation[low:high]
    rate = config.fps / edit.fps
    frames = int(np.floor((high - low - 1) * rate + 1e-6)) + 1
    if rate != 1.0:
        rotations, translation = resampling.motion(rotations, translation, np.arange(frames) / rate)
    count = -(-frames // per_token)
    start = int((edit.start - low) * rate) // per_token
    stop = min(count, int(np.ceil((edit.stop - low) * rate / per_token - 1e-9)))
    given = recover.model_input(rotations, translation, count, per_token, config.rotations)
    tokens = runtime.encode(given.features[None])[0]
    if own is not None:
        own = _usable(own, runtime)[low // per_token :][:count]
        tokens[: len(own)] = np.where(np.arange(len(own))[:, None] < start, own, tokens[: len(own)])
        if len(own) == count:
            tokens[stop:] = own[stop:]
    return Piece(low, high, tokens, start, max(stop, start + 1), given.floor)


def _usable(tokens: Ints, runtime: Runtime) -> Ints:
    levels, codes, _ = runtime.codebooks.shape
    tokens = np.asarray(tokens)
    fits = tokens.ndim == 2 and tokens.shape[1] == levels and tokens.dtype.kind in "iu"
    if not fits or tokens.size == 0 or tokens[:, 0].min() < 0 or tokens.min() < -1 or tokens.max() >= codes:
        raise UserError(
            "The motion's tokens do not fit the loaded weights: regenerate it with the weights that made it, "
            "or without its tokens."
        )
    return tokens.astype(np.int64)


def plan(runtime: Runtime, edit: Edit, settings: DecodingSettings) -> tuple[Piece, filling.Plans]:
    """The piece of an edit that the model works on, and its windows. Returns (piece, windows by span)."""
    piece = _piece(runtime, edit)
    known = np.ones(len(piece.tokens), dtype=bool)
    known[piece.start : piece.stop] = False
    spans = [filling.Span(piece.start, piece.stop, None)]
    return piece, filling.plan(spans, known, runtime.config.max_tokens, settings.overlap)


def apply(
    runtime: Runtime, edit: Edit, piece: Piece, plans: filling.Plans, condition: Condition,
    generators: sampling.Generators, settings: DecodingSettings, progress: Progress, clean: Cleaner | None,
    started: Sequence[Start | None] = (),
) -> list[tuple[Floats, Floats, Ints | None]]:  # fmt: skip
    """The edited motions, one a take: list of (rotations, translation, tokens of the piece or None where its
    times are no longer theirs).

    condition: of as many clips as there are generators. clean: see takes.Cleaner. started: what the piece's
    open tokens begin with, one a take.
    """
    takes, config = len(generators), runtime.config
    tokens = np.repeat(piece.tokens[None], takes, axis=0)
    new = slice(piece.start, piece.stop)
    drafted, drafted_kept = batch(list(started), (takes, piece.stop - piece.start, tokens.shape[2]))
    kept = None
    if drafted_kept is not None:
        kept = np.zeros(tokens.shape[:2], dtype=bool)
        kept[:, new] = drafted_kept
        tokens[:, new] = np.where(drafted_kept[..., None], drafted, tokens[:, new])
    spans = [filling.Span(piece.start, piece.stop, condition)]
    lengths = np.full(takes, tokens.shape[1])
    tokens = filling.fill(
        runtime, tokens, plans, spans, lengths, generators, settings, settings.edit_guidance, progress,
        kept,
    )  # fmt: skip
    progress.tick("decode")
    with progress.timed("decode"):
        decoded = runtime.decode(tokens)
    found = []
    per_token = int(config.tokenizer.frames_per_token)
    for i, (rows, codes) in enumerate(zip(decoded, tokens, strict=True)):
        progress.check()
        if started and (start := started[i]) is not None and start.shown.any():
            frames = slice(piece.start * per_token, piece.stop * per_token)
            rows = np.array(rows)
            rows[frames] = start.blended(rows[frames])
        with progress.timed("seams"):
            made = _decoded(edit, piece, rows, config)
            rotations, translation = _splice(edit, piece, made, config)
        if clean is not None:
            with progress.timed("feet"):
                labels = made.labels[_model_frames(edit, piece, config)]
                rotations, translation = _clean(edit, piece, rotations, translation, labels, clean)
        found.append((rotations, translation, None if made.retimed else codes))
    return found


def _model_frames(edit: Edit, piece: Piece, config: ModelConfig) -> Ints:
    """The decoded frame that is nearest to each new frame."""
    at = (np.arange(edit.start, edit.stop) - piece.low) * (config.fps / edit.fps)
    nearest: Ints = np.round(at).astype(int)
    return np.minimum(nearest, len(piece.tokens) * int(config.tokenizer.frames_per_token) - 1)


def _decoded(edit: Edit, piece: Piece, rows: Floats, config: ModelConfig) -> passes.Cleaned:
    """The piece's cleaned motion, in which only times of the new frames may change."""
    rate = config.fps / edit.fps
    first = int(np.ceil((edit.start - piece.low) * rate))
    last = int(np.floor((edit.stop - 1 - piece.low) * rate))
    return recover.decoded(rows, config, slice(first, last + 1))


def _splice(edit: Edit, piece: Piece, made: passes.Cleaned, config: ModelConfig) -> Motion:
    """The edited motion: its new frames are put between the others and there at their height."""
    translation = made.translation + [0.0, piece.floor, 0.0]
    at = (np.arange(edit.start, edit.stop) - piece.low) * (config.fps / edit.fps)
    rotations, translation = resampling.motion(made.rotations, translation, at)
    rotations, translation = _joined(edit, rotations, translation)
    free = np.zeros(piece.high - piece.low, dtype=bool)
    free[edit.start - piece.low : edit.stop - piece.low] = True
    near = slice(piece.low, piece.high)
    settled = ground.solve(rotations[near], translation[near], edit.fps, floor=piece.floor, free=free)
    return _joined(edit, rotations[edit.start : edit.stop], settled[free])


def _joined(edit: Edit, rotations: Floats, translation: Floats) -> Motion:
    """The edit's motion with its new frames, which meet the others."""
    kept = edit.rotations, edit.translation
    return seams.join(*kept, rotations, translation, edit.start, edit.stop, edit.fps)


def _clean(
    edit: Edit, piece: Piece, rotations: Floats, translation: Floats, predicted: Bools, clean: Cleaner
) -> Motion:
    """Lock the feet of the new frames, whose contacts are `predicted`, and close the seams once more."""
    positions = skeleton.forward_kinematics(np.asarray(rotations, dtype=np.float64), translation)
    labels = contacts.detect(positions, edit.fps, floor=piece.floor)
    inside = slice(edit.start, edit.stop)
    labels[inside] = predicted
    locked = clean(rotations, translation, edit.fps, labels, floor=piece.floor)
    return _joined(edit, locked[0][inside], locked[1][inside])


def begins(edit: Edit, piece: Piece, config: ModelConfig) -> float:
    """Seconds of the edited motion at which the piece's open tokens begin."""
    return float(piece.low / edit.fps + piece.start * config.tokenizer.frames_per_token / config.fps)


def whole_tokens(edit: Edit, piece: Piece, tokens: Ints | None, config: ModelConfig) -> Ints | None:
    """Tokens of the whole edited motion, where they are known."""
    if tokens is None or edit.fps != config.fps:
        return None
    per_token = config.tokenizer.frames_per_token
    count = -(-len(edit.rotations) // per_token)
    first = piece.low // per_token
    if len(tokens) == count:
        return tokens
    if edit.tokens is None or piece.low % per_token:
        return None
    whole = np.zeros((count, tokens.shape[1]), dtype=np.int64)
    own = np.asarray(edit.tokens)[:count]
    whole[: len(own)] = own
    whole[first : first + len(tokens)] = tokens
    return whole
