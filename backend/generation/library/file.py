"""library.npz in a weights folder, and library.json, which says what it must be."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from ...motion import files, npz
from ...motion.arrays import Array, Floats, Ints, Motion
from ...motion.body import features, skeleton
from ...motion.body.skeleton import mirror
from ..errors import UserError
from ..runtimes import loading
from . import judged, packing
from .entries import CAPTURED, Entry, Source
from .judged import Judged
from .nearness import Nearness, Weighing

FORMAT = "dynmask-library/3"
# The first files hold the encoder's own vectors, and nothing that was judged; those of /2 are not read.
_READ = (FORMAT, "dynmask-library/1")
NAME, MANIFEST = "library.npz", "library.json"
_MAX_BYTES = 2**30
# Cosine from which the sentences of two entries say much the same.
_ALIKE = 0.65
# How often viewers accept, beside what is plainly shown, what is shown in part (of takes of the nearest
# sentences 52 % against 74 %).
PARTLY_SEEN = 0.7
# Steps of a vector's largest number: cosines are off by 0.003 on average.
_STEPS = 31
_PARTS = {"low": (66, np.uint8), "high": (66, np.uint8), "largest": (22, np.uint8), "path": (3, np.int16)}
DEFAULT_CLOSENESS, DEFAULT_THRESHOLD, UNKNOWN = 0.6, 0.65, 2.0


@dataclass(frozen=True)
class Library:
    """sentences: of the entries; vectors (s, d) float32 of unit length, of
    their normal form (text/phrases.py), on `axes` (d, size) of the encoder's vectors or, without any, those
    themselves. packed: see packing.pack, of all sources together. judged: other sentences, and which of
    these show them; weighing: what is made of it (nearness.py), None where vectors and words alone decide.

    closeness: how much of an entry a take keeps where nobody says (settings.py). threshold: the nearness
    from which a sentence counts as known (known.py). least: the nearness below which nothing is begun with.
    learned: the cosine with a captured moment's sentence from which another is like those that the networks
    learned from; above 1 where nobody knows.
    """

    encoder: str
    sentences: tuple[str, ...]
    vectors: Floats
    sources: tuple[Source, ...]
    entries: tuple[Entry, ...]
    packed: dict[str, Array] = field(repr=False)
    closeness: float = DEFAULT_CLOSENESS
    threshold: float = DEFAULT_THRESHOLD
    least: float = -np.inf
    learned: float = UNKNOWN
    axes: Floats | None = field(default=None, repr=False)
    judged: Judged = field(default=Judged(), repr=False)
    weighing: Weighing | None = field(default=None, repr=False)

    def motion(self, entry: Entry, mirrored: bool = False) -> tuple[Floats, Floats]:
        """An entry's rotations (T, 22, 4) and translation (T, 3) at 20 fps, or those of its mirror image."""
        rotations, translation = self.trial(entry, mirrored)
        return rotations[entry.start : entry.stop], translation[entry.start : entry.stop]

    @cached_property
    def near(self) -> Nearness:
        """How near each of its sentences is to others."""
        return Nearness(self.sentences, self.vectors, self.judged, self.weighing)

    @cached_property
    def seen(self) -> Floats:
        """(s,): 1 for sentences that some entry plainly shows, less for those that all show in part only."""
        found = np.full(len(self.sentences), PARTLY_SEEN)
        for entry in self.entries:
            found[[i for i in entry.sentences if i not in entry.partly]] = 1.0
        return found

    @cached_property
    def captured(self) -> Ints:
        """The numbers of captured moments' sentences."""
        moments = (entry for entry in self.entries if self.sources[entry.source].kind == CAPTURED)
        return np.array(sorted({i for entry in moments for i in entry.sentences}), dtype=np.int64)

    @cached_property
    def of_source(self) -> list[list[int]]:
        """The numbers of each source's entries."""
        found: list[list[int]] = [[] for _ in self.sources]
        for i, entry in enumerate(self.entries):
            found[entry.source].append(i)
        return found

    @cached_property
    def free(self) -> list[tuple[int, int]]:
        """Of each entry the frames of its source, its own among them, of which no other entry says that
        something else happens there: none before or after it, and none that it lies within."""
        found = []
        for entry in self.entries:
            source = self.sources[entry.source]
            others = [self.entries[i] for i in self.of_source[entry.source]]
            first = max([e.stop for e in others if e.stop <= entry.start], default=0)
            last = min([e.start for e in others if e.start >= entry.stop], default=source.stop - source.start)
            around = [e for e in others if e.start <= entry.start and e.stop >= entry.stop]
            around = [e for e in around if e.seconds > entry.seconds]
            if around and not any(self._alike(entry, e) for e in around):
                first, last = entry.start, entry.stop
            found.append((first, last))
        return found

    def _alike(self, one: Entry, other: Entry) -> bool:
        """Whether two entries have sentences that say much the same."""
        cosines = self.vectors[list(one.sentences)] @ self.vectors[list(other.sentences)].T
        return float(cosines.max()) >= _ALIKE

    def trial(self, entry: Entry, mirrored: bool = False) -> Motion:
        """The motion of an entry's whole source, or its mirror image."""
        source = self.sources[entry.source]
        rotations, translation = packing.unpack(self.packed, source.start, source.stop)
        return mirror(rotations, translation) if mirrored else (rotations, translation)

    def begins(self, entry: Entry) -> float:
        """Seconds of an entry's first frame in its publisher's file."""
        return self.sources[entry.source].start_s + entry.start / skeleton.FPS

    def placed(self, entry: Entry, mirrored: bool = False) -> tuple[Floats, Floats]:
        """As `motion`, but beginning at x = z = 0, facing +z; heights stay those over the captured floor."""
        rotations, translation = self.motion(entry, mirrored)
        turned, moved = features.place_at_origin(rotations, translation)
        moved[:, 1] = translation[:, 1]
        return turned, moved

    def retuned(self, *, closeness: float | None = None, threshold: float | None = None) -> "Library":
        """The library with another default closeness or threshold."""
        return replace(
            self, closeness=self.closeness if closeness is None else closeness,
            threshold=self.threshold if threshold is None else threshold,
        )  # fmt: skip


def save(folder: str | Path, library: Library) -> None:
    """Write both files into a weights folder; library.json, which names the other's checksum, comes last."""
    folder, said = Path(folder), library.judged
    vectors = np.concatenate([library.vectors, *([said.vectors] if said.texts else [])])
    steps, scale = packing.steps(vectors, _STEPS)
    meta = {
        "sentences": library.sentences, "sources": [asdict(s) for s in library.sources],
        "entries": [[e.source, e.start, e.stop, list(e.sentences)] for e in library.entries],
        "partly": [[i, number] for i, e in enumerate(library.entries) for number in sorted(e.partly)],
        "judged": said.texts,
    }  # fmt: skip
    arrays = {
        "format": np.array(FORMAT),
        "meta": np.frombuffer(json.dumps(meta, ensure_ascii=False).encode(), np.uint8),
        "vectors": steps, "scale": scale, **library.packed, **said.packed(),
        **({} if library.axes is None else {"axes": library.axes.astype(np.float16)}),
        **(library.weighing.packed() if library.weighing else {}),
    }  # fmt: skip
    with files.replacing(folder / NAME) as file:
        np.savez_compressed(file, **arrays)
        digest = hashlib.sha256(file.getbuffer()).hexdigest()
    write_manifest(folder, library, digest)


def write_manifest(folder: str | Path, library: Library, digest: str | None = None) -> None:
    """Write library.json: what can be tuned without touching the rest."""
    folder = Path(folder)
    manifest = {
        "format": FORMAT, "sha256": digest or _digest(folder / NAME), "encoder": library.encoder,
        "closeness": library.closeness, "threshold": library.threshold, "learned": library.learned,
        "entries": len(library.entries), "sentences": len(library.sentences),
        "minutes": round(sum(s.stop - s.start for s in library.sources) / skeleton.FPS / 60.0, 1),
    }  # fmt: skip
    with files.replacing(folder / MANIFEST) as file:
        file.write((json.dumps(manifest, indent=2) + "\n").encode())


def load(weights: str | Path | None = None) -> Library | None:
    """The captured clips of a weights folder (default: the one that comes along), verified; None where there
    are none. Raises UserError."""
    folder = Path(weights or loading.DEFAULT_WEIGHTS)
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as fault:
        raise UserError(f"{folder / MANIFEST} cannot be read: copy the weights again.") from fault
    path = folder / NAME
    if not isinstance(manifest, dict) or manifest.get("format") not in _READ:
        raise UserError(f"{folder / MANIFEST} is of another format than {FORMAT}: copy the weights again.")
    if not path.is_file() or _digest(path) != manifest.get("sha256"):
        raise UserError(f"{path} is missing or damaged (checksum differs): copy the weights again.")
    try:
        return _read(path, manifest)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError) as fault:
        raise UserError(f"{path} is not a readable library: copy the weights again.") from fault


def _read(path: Path, manifest: dict[str, Any]) -> Library:
    data = npz.read(path, "library", _MAX_BYTES)
    if npz.text(data["format"]) not in _READ:
        raise ValueError("another format")
    meta = json.loads(data["meta"].astype(np.uint8).tobytes().decode("utf-8"))
    frames = data["low"].shape[-1]
    packed = {name: data[name] for name in _PARTS}
    for name, (rows, kind) in _PARTS.items():
        if packed[name].shape != (rows, frames) or packed[name].dtype != kind:
            raise ValueError(f"{name} has another shape")
    if packed["largest"].max(initial=0) > 3:
        raise ValueError("there are four numbers in a quaternion")
    sentences = tuple(str(text) for text in meta["sentences"])
    vectors = packing.from_steps(data["vectors"], data["scale"])
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    if vectors.ndim != 2 or len(vectors) < len(sentences) or not np.isfinite(vectors).all():
        raise ValueError("there must be one vector a sentence")
    texts = tuple(str(text) for text in meta.get("judged", ()))
    said = judged.unpacked(texts, data, vectors[len(sentences) :], len(sentences))
    axes = data["axes"].astype(np.float32) if "axes" in data else None
    if axes is not None and (axes.ndim != 2 or len(axes) != vectors.shape[1] or not np.isfinite(axes).all()):
        raise ValueError("the axes of vectors have another shape")
    sources = tuple(_source(one) for one in meta["sources"])
    entries = _entries(meta)
    for source in sources:
        if not 0 <= source.start < source.stop <= frames:
            raise ValueError("a source has other frames")
    for entry in entries:
        length = sources[entry.source].stop - sources[entry.source].start
        if not (0 <= entry.start < entry.stop <= length and entry.source >= 0 and entry.sentences
                and 0 <= min(entry.sentences) <= max(entry.sentences) < len(sentences)):  # fmt: skip
            raise ValueError("an entry has other frames or sentences")
    closeness, threshold = float(manifest["closeness"]), float(manifest["threshold"])
    if not (0.0 <= closeness <= 1.0 and 0.0 <= threshold <= 1.0):
        raise ValueError("closeness and threshold lie between 0 and 1")
    learned = float(manifest.get("learned", UNKNOWN))
    if not -1.0 <= learned <= UNKNOWN:
        raise ValueError("a cosine lies between -1 and 1")
    encoder = str(manifest["encoder"])
    return Library(
        encoder, sentences, vectors[: len(sentences)], sources, entries, packed, closeness, threshold,
        learned=learned, axes=axes, judged=said, weighing=Weighing.unpacked(data),
    )  # fmt: skip


def _entries(meta: dict[str, Any]) -> tuple[Entry, ...]:
    partly: dict[int, set[int]] = {}
    for entry, sentence in meta.get("partly", ()):
        partly.setdefault(int(entry), set()).add(int(sentence))
    return tuple(
        Entry(int(a), int(b), int(c), tuple(int(i) for i in s), frozenset(partly.get(number, ())))
        for number, (a, b, c, s) in enumerate(meta["entries"])
    )


def _source(one: dict[str, Any]) -> Source:
    dataset, licence, credit, kind = (str(one[name]) for name in ("dataset", "licence", "credit", "kind"))
    start, stop = int(one["start"]), int(one["stop"])
    return Source(str(one["clip"]), float(one["start_s"]), dataset, licence, credit, kind, start, stop)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
