"""Raw features of many sentences, for measuring: no recovery of rotations, no foot locking."""

from collections.abc import Callable, Sequence

import numpy as np

from ..motion.arrays import Floats, Ints
from .decoding import filling, sampling
from .decoding.settings import DecodingSettings
from .errors import UserError
from .library import starts
from .library.drafts import Drafter
from .library.starts import Start, Starts
from .progress import Progress
from .runtimes.interface import Runtime, decode_each

BATCH = 32


def features(
    runtime: Runtime, texts: Sequence[str], frames: Sequence[int], seeds: Sequence[int], *,
    settings: DecodingSettings | None = None, progress: Callable[[int, int], object] | None = None,
    drafter: Drafter | None = None,
) -> list[Floats]:  # fmt: skip
    """One take each of texts at `frames` frames (at most the model's longest) from its own seed, begun with
    clips of the drafter's library as the settings' closeness says.

    Returns a list of (frames[i], features). Takes do not influence each other; they are decoded in batches of
    like length. progress(done, total) counts takes.
    """
    settings, per_token = settings or DecodingSettings(), runtime.config.tokenizer.frames_per_token
    counts = -(-np.asarray(frames) // per_token)
    if len(counts) and not 1 <= counts.min() <= counts.max() <= runtime.config.max_tokens:
        longest = runtime.config.max_tokens * per_token
        raise UserError(
            f"Takes of 1 to {longest} frames can be made here, not {min(frames)} to {max(frames)}."
        )
    found: dict[int, Floats] = {}
    order = np.argsort(counts, kind="stable").tolist()
    for at in range(0, len(order), BATCH):
        rows = order[at : at + BATCH]
        from_library = Starts(drafter, settings)
        started = [from_library.of(texts[i], int(counts[i]), seeds[i]) for i in rows]
        made = _decoded(
            runtime, [texts[i] for i in rows], counts[rows], [seeds[i] for i in rows], settings, started
        )
        for i, take in zip(rows, made, strict=True):
            found[i] = take[: frames[i]]
        if progress:
            progress(min(at + BATCH, len(order)), len(order))
    return [found[i] for i in range(len(texts))]


def _decoded(
    runtime: Runtime, texts: list[str], counts: Ints, seeds: list[int], settings: DecodingSettings,
    started: list[Start | None],
) -> list[Floats]:  # fmt: skip
    found = tokens(runtime, texts, counts, seeds, settings, started)
    decoded = decode_each(runtime, found, counts)
    for i, start in enumerate(started):
        if start is not None and start.shown.any():
            length = len(start.shown)
            decoded[i][:length] = start.blended(decoded[i][:length])
    return decoded


def tokens(
    runtime: Runtime, texts: list[str], counts: Ints, seeds: Sequence[int], settings: DecodingSettings,
    started: list[Start | None] | None = None,
) -> Ints:  # fmt: skip
    """Tokens (b, n, levels) of takes of texts, counts (b,) tokens long; what is past them is not set."""
    longest = int(counts.max())
    span = filling.Span(0, longest, runtime.encode_text(texts))
    plan = filling.plan([span], np.zeros(longest, bool), runtime.config.max_tokens, settings.overlap)
    empty, kept = starts.batch(started or [], (len(texts), longest, len(runtime.codebooks)))
    generators = [sampling.take_generator(seed) for seed in seeds]
    return filling.fill(
        runtime, empty, plan, [span], counts, generators, settings, settings.residual_guidance, Progress(0),
        kept,
    )  # fmt: skip
