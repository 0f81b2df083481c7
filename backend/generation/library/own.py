"""An animator's own moments, found and begun with as those that travel with the weights; never written."""

from dataclasses import replace

import numpy as np

from ...motion.arrays import Floats
from ...motion.formats import moments
from ..runtimes.interface import Runtime
from . import packing, vectors
from .entries import OWN, Entry, Source
from .file import DEFAULT_THRESHOLD, Library

_STILL = np.tile([1.0, 0.0, 0.0, 0.0], (1, 22, 1))
DATASET, LICENCE = "My Library", "your own"


class Own:
    """A folder of moments (motion/moments.py) as of its last look; `notices`: what could not be read then."""

    def __init__(self) -> None:
        self.folder = ""
        self.notices: list[str] = []
        self._stamp: object = None
        # A sentence is encoded once for each text encoder.
        self._vectors: dict[tuple[str, str], Floats] = {}

    def has_changed(self) -> bool:
        """Whether the folder differs from what `joined` saw."""
        return self._stamp != (self.folder, self._look())

    def joined(self, base: Library | None, runtime: Runtime) -> Library | None:
        """`base` and the folder's moments, behind its entries; base itself where there are none."""
        self._stamp, self.notices = (self.folder, self._look()), []
        found, packed = [], []
        for key in moments.keys(self.folder) if self.folder else ():
            try:
                moment = moments.read(self.folder, key)
                packed.append(packing.pack(moment.clip.rotations, moment.clip.translation))
                found.append(moment)
            except (ValueError, OSError) as fault:
                self.notices.append(f"My Library leaves a motion out: {fault}.")
        if not found:
            return base
        base = base or _empty(runtime)
        return _with(base, found, packed, vectors.of(self._encoded(found, runtime), base.axes))

    def _look(self) -> object:
        return moments.stamp(self.folder) if self.folder else ()

    def _encoded(self, found: list[moments.Moment], runtime: Runtime) -> Floats:
        encoder = runtime.config.text.encoder
        new = list(dict.fromkeys(m.sentence for m in found if (encoder, m.sentence) not in self._vectors))
        if new:
            whole = vectors.wholes(runtime, new)
            self._vectors |= {(encoder, text): vector for text, vector in zip(new, whole, strict=True)}
        return np.stack([self._vectors[encoder, m.sentence] for m in found])


def _with(
    base: Library, found: list[moments.Moment], packed: list[packing.Packed], encoded: Floats
) -> Library:
    sources, entries, at = list(base.sources), list(base.entries), base.packed["path"].shape[1]
    for i, moment in enumerate(found):
        frames = len(moment.clip)
        sources.append(Source(moment.key, 0.0, DATASET, LICENCE, "", OWN, at, at + frames))
        entries.append(Entry(len(sources) - 1, 0, frames, (len(base.sentences) + i,)))
        at += frames
    together = {
        name: np.concatenate([array, *(p[name] for p in packed)], axis=1)
        for name, array in base.packed.items()
    }
    return replace(
        base, sentences=(*base.sentences, *(m.sentence for m in found)),
        vectors=np.concatenate([base.vectors, encoded]), sources=tuple(sources), entries=tuple(entries),
        packed=together,
    )  # fmt: skip


def _empty(runtime: Runtime) -> Library:
    """For weights that have none: nobody can say then what they know, so nothing counts as unknown, and only
    moments that are asked for are begun with."""
    nothing = {name: array[:, :0] for name, array in packing.pack(_STILL, np.zeros((1, 3))).items()}
    return Library(
        runtime.config.text.encoder, (), np.zeros((0, runtime.config.text.size), np.float32), (), (), nothing,
        threshold=-np.inf, least=DEFAULT_THRESHOLD,
    )  # fmt: skip
