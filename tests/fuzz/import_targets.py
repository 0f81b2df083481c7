"""What other people's projects left behind: pickles of words, opt.txt of MoMask, folders of HumanML3D."""

import functools
import pickle
import tempfile
from pathlib import Path

import numpy as np

from tests.fuzz.oracle import PART, Target, file, npy, scratch

_WORDS = ["sos", "eos", "unk", "man"]


def _words(data):
    """our_vab_words.pkl, our_vab_idx.pkl and our_vab_data.npy, one after the other."""
    from backend.research.evaluation.official import WordVectors

    names = ("our_vab_words.pkl", "our_vab_idx.pkl", "our_vab_data.npy")
    parts = [*data.split(PART), b"", b""]
    for name, part in zip(names, parts, strict=False):
        folder = file(f"glove/{name}", part).parent
    WordVectors.load(folder).encode([["man/NOUN", "zebra/NOUN"]])


def _words_seeds():
    index = {word: i for i, word in enumerate(_WORDS)}
    vectors = npy(np.ones((len(_WORDS), 300), np.float16))
    return [
        PART.join((pickle.dumps(_WORDS, protocol), pickle.dumps(index, protocol), vectors))
        for protocol in (0, 2, 4)
    ]


def _plain_pickle(data):
    from backend.research.evaluation.official import read_plain_pickle

    read_plain_pickle(file("words.pkl", data))


def _plain_pickle_seeds():
    values = [_WORDS, {"man": 3, "x": (1.5, None, True, [2**70])}, ["x"] * 300]
    return [pickle.dumps(value, protocol) for value in values for protocol in (0, 1, 2, 4)]


class _Runs:
    def __reduce__(self):
        return (print, ("a pickle was run",))


@functools.lru_cache(maxsize=1)
def _momask():
    """A checkpoints folder of MoMask's, tiny."""
    from tests.importing import published

    config = published.small()
    published.write(scratch() / "momask", config, published.networks(config))
    return scratch() / "momask" / "checkpoints" / "t2m"


def _options(data):
    """The three opt.txt of a checkpoints folder, one after the other."""
    from backend.importing.momask import import_momask
    from tests.importing import published

    parts = [*data.split(PART), b"", b""]
    for name, part in zip((published.VQ, published.MASKED, published.RESIDUAL), parts, strict=False):
        (_momask() / name / "opt.txt").write_bytes(part)
    with tempfile.TemporaryDirectory(dir=scratch()) as out:
        import_momask(_momask(), Path(out) / "weights")


def _options_seeds():
    from tests.importing import published

    names = (published.VQ, published.MASKED, published.RESIDUAL)
    published.write(scratch() / "momask-seed", published.small(), published.networks(published.small()))
    folder = scratch() / "momask-seed" / "checkpoints" / "t2m"
    return [PART.join((folder / name / "opt.txt").read_bytes() for name in names)]


def _vector(data):
    from backend.importing.archive import read_vector

    assert np.isfinite(read_vector(file("mean.npy", data), 4).numpy()).all()


_LINES = "a man walks.#a/DET man/NOUN walk/VERB#0.0#0.0\nhe turns#he/PRON turn/VERB#1.0#4.0\n"


def _humanml3d(data):
    """The list of clips, Mean.npy, one clip and its sentences, one after the other."""
    from backend.research.evaluation import humanml3d

    names = ("test.txt", "Mean.npy", "new_joint_vecs/a.npy", "texts/a.txt")
    for name, part in zip(names, [*data.split(PART), b"", b"", b""], strict=False):
        file(f"humanml3d/{name}", part)
    folder = file("humanml3d/Std.npy", npy(np.ones(263, np.float32))).parent
    found = humanml3d.load(folder)
    assert all(np.isfinite(entry.motion).all() and len(entry.motion) for entry in found.entries)


def _humanml3d_seeds():
    clip = np.zeros((100, 263), np.float16)
    return [PART.join((b"a\nmissing\n", npy(np.zeros(263, np.float32)), npy(clip), _LINES.encode()))]


TARGETS = {
    "words": Target(_words, _words_seeds, ("our_vab",), heavy=True),
    "plain-pickle": Target(
        _plain_pickle, _plain_pickle_seeds, ("words.pkl",), heavy=True, others=lambda: [pickle.dumps(_Runs())]
    ),
    "momask-options": Target(_options, _options_seeds, ("opt.txt", "t2m"), heavy=True),
    "momask-vector": Target(
        _vector, lambda: [npy(np.ones(4, np.float32)), npy(np.ones(4))], ("mean.npy",), heavy=True
    ),
    "humanml3d": Target(_humanml3d, _humanml3d_seeds, ("humanml3d",), heavy=True),
}
