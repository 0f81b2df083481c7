"""From a corpus's clips to a library: their motion once, an entry a moment, every sentence's vector."""

from dataclasses import replace

import numpy as np

from backend.generation.library import packing, vectors
from backend.generation.library.entries import Entry, Source
from backend.generation.library.file import Library
from backend.motion.body import skeleton
from backend.text import phrases

from ..augment import events, moments
from ..describe import contradictions
from ..file import CAPTURED
from . import joined, ways

# Seconds around a moment, and the shortest and longest entry.
_AROUND, _SHORTEST, _LONGEST = 0.2, 1.0, 9.8


def built(clips, runtime, *, split="train", metric=None, wordings=((), ()), progress=None):
    """A Library of the CorpusClips of one split, with vectors of a runtime's text encoder and a Metric.

    wordings: what ways.read gives. progress(done, total) counts sentences. Raises ValueError where nothing is
    left.
    """
    clips = [c for c in clips if c.split == split and not c.mirrored and len(c) >= _SHORTEST * skeleton.FPS]
    if not clips:
        raise ValueError(f"The corpus has no clips of the split {split!r}: a library needs some.")
    table = _Sentences()
    entries, sources, packed, at = [], [], [], 0
    for number, run in enumerate(joined.runs(clips)):
        whose, stop = run.first, at + len(run.rotations)
        sources.append(
            Source(
                whose.trial or whose.id, whose.start_s, whose.dataset, whose.licence, whose.credit,
                whose.kind, at, stop,
            )
        )  # fmt: skip
        for (first, last), captions in spans(run).items():
            entries.append(Entry(number, first, last, tuple(table.number(c.text) for c in captions)))
        packed.append(packing.pack(run.rotations, run.translation))
        at = stop
    together = {name: np.concatenate([p[name] for p in packed], axis=1) for name in packed[0]}
    said, _ = ways.of_library(table.texts, *wordings)
    made = Library(
        runtime.config.text.encoder, tuple(table.texts), np.zeros((0, 0)), tuple(sources),
        tuple(_unique(entry) for entry in entries), together, ways=said,
    )  # fmt: skip
    return placed(made, conditions(made, runtime, progress), metric)


def conditions(library, runtime, progress=None):
    """What the text encoder makes of all that a library says: {text: (1 + words, size) float16}."""
    texts = dict.fromkeys((*library.sentences, *library.ways.texts, *library.ways.missing))
    return encoded(list(texts), runtime, progress)


def encoded(texts, runtime, progress=None):
    """{text: its condition (1 + words, size) as float16}, one by one."""
    found = {}
    for i, text in enumerate(texts):
        rows, lengths = vectors.conditions(runtime, [text])
        found[text] = rows[0, : lengths[0]].astype(np.float16)
        if progress:
            progress(i + 1, len(texts))
    return found


def placed(library, rows, metric):
    """The library with vectors that a Metric, or without one the encoder, makes of `conditions`."""

    def at(texts):
        each = [vectors.of(rows[text][None].astype(np.float32), [len(rows[text])], metric) for text in texts]
        return np.concatenate(each) if each else np.zeros((0, 0), np.float32)

    said = library.ways
    said = replace(said, vectors=at(said.texts), missing_vectors=at(said.missing))
    return replace(library, vectors=at(library.sentences), ways=said, metric=metric)


def spans(run):
    """{(start, stop) in frames: [Caption]} of a joined.Run's moments; nearly the same ones go together."""
    found = {}
    for clip, at in run.clips:
        if clip.kind == CAPTURED:
            clip = moments.named(events.named(clip))
        clip, _ = contradictions.checked(clip)
        for caption in clip.captions:
            if not caption.text.strip():
                continue
            start, stop = (at + bound for bound in _bounds(caption, len(clip)))
            stop = min(stop, len(run.rotations))
            near = next((s for s in found if abs(s[0] - start) <= 2 and abs(s[1] - stop) <= 2), (start, stop))
            found.setdefault(near, []).append(caption)
    return found


def _bounds(caption, frames):
    rate = skeleton.FPS
    if not caption.stop_s:
        return 0, min(frames, round(_LONGEST * rate))
    start, stop = caption.start_s - _AROUND, caption.stop_s + _AROUND
    lacking = max(_SHORTEST - (stop - start), 0.0)
    start, stop = start - lacking / 2, min(stop + lacking / 2, start + _LONGEST)
    first = int(np.clip(round(start * rate), 0, max(frames - round(_SHORTEST * rate), 0)))
    last = int(np.clip(round(stop * rate), min(first + round(_SHORTEST * rate), frames), frames))
    return first, last


def _unique(entry):
    return Entry(entry.source, entry.start, entry.stop, tuple(dict.fromkeys(entry.sentences)))


class _Sentences:
    """Sentences, each normal form once."""

    def __init__(self):
        self.texts, self._numbers = [], {}

    def number(self, text):
        key = phrases.normal(text).lower()
        if key not in self._numbers:
            self._numbers[key] = len(self.texts)
            self.texts.append(" ".join(text.split()))
        return self._numbers[key]
