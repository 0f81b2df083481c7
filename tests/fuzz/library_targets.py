"""The captured clips beside weights: library.json and library.npz, a small made-up library to start from."""

import functools
import hashlib
import io
import json
import zipfile

import numpy as np

from backend.generation.library import file as library_file
from backend.generation.library import packing
from backend.generation.library.entries import Entry, Source
from backend.generation.library.judged import Judged
from backend.generation.library.nearness import TOLD, Weighing
from backend.motion.body import skeleton
from tests.fuzz.oracle import PART, Target, file, npy, scratch

_FILES = (library_file.NAME, library_file.MANIFEST)


@functools.lru_cache(maxsize=1)
def _folder():
    """A folder with a library of two moments of three sentences, two that were judged, and a weighing."""
    rng, frames = np.random.default_rng(0), 6
    rotations = rng.normal(size=(frames, len(skeleton.PARENTS), 4))
    rotations /= np.linalg.norm(rotations, axis=-1, keepdims=True)
    packed = packing.pack(rotations, rng.normal(size=(frames, 3)))
    vectors = rng.normal(size=(3, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    sources = [Source("a", 0.5, "cmu", "free", "CMU", "captured", 0, 4),
               Source("b", 0.0, "cmu", "free", "CMU", "captured", 4, frames)]  # fmt: skip
    entries = [Entry(0, 0, 4, (0, 1)), Entry(1, 0, 2, (2,))]
    folder = scratch() / "library"
    folder.mkdir(exist_ok=True)
    sentences = ("a person waves", "someone greets", "a person kicks")
    weighing = Weighing(*(rng.normal(size=shape) for shape in ((4, TOLD), (4,), (2, 4), (2,))))
    pairs = np.array([(0, 0, 2), (0, 2, 0)])
    judged = Judged(("says hello", "golf"), pairs, np.array([False, True]), vectors[:2])
    axes = rng.normal(size=(8, 8)).astype(np.float32)
    library_file.save(
        folder,
        library_file.Library(
            "minilm", sentences, vectors, tuple(sources), tuple(entries), packed, axes=axes,
            judged=judged, weighing=weighing,
        ),
    )
    return folder


@functools.lru_cache(maxsize=1)
def _whole():
    """(library.json, library.npz) as bytes."""
    return tuple((_folder() / name).read_bytes() for name in (library_file.MANIFEST, library_file.NAME))


def _read(manifest, archive):
    file(f"library/{library_file.MANIFEST}", manifest)
    library_file.load(file(f"library/{library_file.NAME}", archive).parent)


def _manifest(data):
    _read(data, _whole()[1])


def _archive(data):
    """The archive as it is, under a manifest that vouches for it."""
    _read(_vouched(data), data)


def _parts(data):
    """The archive's members one after the other, so that mutation gets past its own checksums."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in zip(_names(), data.split(PART), strict=False):
            archive.writestr(name + ".npy", part)
    _archive(buffer.getvalue())


def _vouched(archive):
    manifest = json.loads(_whole()[0])
    return json.dumps(manifest | {"sha256": hashlib.sha256(archive).hexdigest()}).encode()


@functools.lru_cache(maxsize=1)
def _names():
    with np.load(io.BytesIO(_whole()[1]), allow_pickle=False) as data:
        return tuple(data.files)


def _part_seeds():
    # Not from the folder: damaged files are written there.
    with np.load(io.BytesIO(_whole()[1]), allow_pickle=False) as data:
        return [PART.join(npy(data[name]) for name in _names())]


TARGETS = {
    "library-json": Target(_manifest, lambda: [_whole()[0]], _FILES),
    "library-npz": Target(_archive, lambda: [_whole()[1]], _FILES),
    "library-npz-parts": Target(_parts, _part_seeds, _FILES),
}
