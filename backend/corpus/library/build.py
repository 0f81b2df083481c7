"""From a corpus's clips to a library: their motion once, an entry a moment, every sentence's vector."""

from dataclasses import replace

import numpy as np

from backend.generation.library import packing, vectors
from backend.generation.library.entries import Entry, Source
from backend.generation.library.file import Library
from backend.motion.body import skeleton
from backend.motion.cleanup import smooth
from backend.motion.measure import plausible
from backend.text import phrases

from ..augment import events, moments
from ..describe import contradictions
from ..file import CAPTURED
from . import joined, judgements, seen, ways, wordings

# Seconds around a moment, and the shortest and longest entry.
_AROUND, _SHORTEST, _LONGEST = 0.2, 1.0, 9.8
# Sigma in frames that halves the jitter of rough captures and moves their joints by 8 mm.
_SHAKES = 0.7
# Principal axes of sentence vectors that are kept.
AXES = 96


def built(clips, runtime, *, split="train", judged=(), progress=None, tell=None):
    """A Library of the CorpusClips of one split, with vectors of a runtime's text encoder.

    judged: [judgements.Sentence] that it keeps; without any it keeps the encoder's whole vectors.
    progress(done, total) counts sentences; tell(line): what of seen.txt met no moment. Raises
    ValueError where nothing is left.
    """
    table, looked_at = _Sentences(), seen.read()
    entries, sources, packed, at = [], [], [], 0
    for number, (run, found) in enumerate(described(clips, looked_at, split)):
        whose, stop = run.first, at + len(run.rotations)
        sources.append(
            Source(
                whose.trial or whose.id, whose.start_s, whose.dataset, whose.licence, whose.credit,
                whose.kind, at, stop,
            )
        )  # fmt: skip
        for (first, last), captions in found.items():
            vague = {key for one in _at(run.first, (first, last), looked_at) for key in one.partly}
            partly = frozenset(table.number(c.text) for c in captions if ways.key(c.text) in vague)
            entries.append(Entry(number, first, last, tuple(table.number(c.text) for c in captions), partly))
        packed.append(packing.pack(*steadied(run)))
        at = stop
    if tell:
        for line in seen.unmet(looked_at, {seen.named(source.clip, source.kind) for source in sources}):
            tell(line)
    together = {name: np.concatenate([p[name] for p in packed], axis=1) for name in packed[0]}
    made = Library(
        runtime.config.text.encoder, tuple(table.texts), np.zeros((0, 0)), tuple(sources),
        tuple(_unique(entry) for entry in entries), together, judged=judgements.numbered(judged, table.texts),
    )  # fmt: skip
    return placed(made, runtime, progress)


def described(clips, looked_at, split="train"):
    """[(joined.Run, what `spans` gives)] of every source of a library of CorpusClips, in its order; takes of
    an act with each other's wordings. looked_at: what seen.read gives. Raises ValueError where nothing is
    left."""
    clips = [c for c in clips if c.split == split and not c.mirrored and len(c) >= _SHORTEST * skeleton.FPS]
    clips = [c for c in clips if not plausible.is_broken(c.translation)]
    if not clips:
        raise ValueError(f"The corpus has no clips of the split {split!r}: a library needs some.")
    return wordings.shared([(run, spans(run, looked_at)) for run in joined.runs(clips)], looked_at)


def steadied(run):
    """A joined.Run's motion; what was captured roughly (solved from video) without what it shakes."""
    rough = any("rough" in clip.flags for clip, _ in run.clips)
    return smooth.smooth(run.rotations, run.translation, _SHAKES if rough else 0.0)


def placed(library, runtime, progress=None):
    """The library with its vectors, on as few axes as its sentences need."""
    texts = [*library.sentences, *library.judged.texts]
    whole = []
    for i, text in enumerate(texts):
        whole.append(vectors.wholes(runtime, [text])[0])
        if progress:
            progress(i + 1, len(texts))
    whole = vectors.of(np.stack(whole), None)
    axes = np.linalg.svd(whole, full_matrices=False)[2][:AXES] if library.judged.texts else None
    at = vectors.of(whole, axes)
    own = len(library.sentences)
    return replace(library, axes=axes, vectors=at[:own], judged=replace(library.judged, vectors=at[own:]))


def spans(run, looked_at=None):
    """{(start, stop) in frames: [Caption]} of a joined.Run's moments; nearly the same ones go together.
    looked_at: what seen.read gives."""
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
    for span in found:
        for moment in _at(run.first, span, looked_at or {}):
            found[span] = moment.applied(found[span])
    return {span: captions for span, captions in found.items() if captions}


def _at(first, span, looked_at):
    """[seen.Moment] of a span in frames of a run that begins with the clip `first`."""
    times = [first.start_s + frame / skeleton.FPS for frame in span]
    moments = looked_at.get(seen.named(first.trial or first.id, first.kind), ())
    return [moment for moment in moments if moment.is_at(*times)]


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
    return replace(entry, sentences=tuple(dict.fromkeys(entry.sentences)))


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
