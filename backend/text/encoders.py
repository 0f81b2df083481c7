"""The sentence encoders there are, by the name that a configuration gives them.

Each has a module of files, free of torch: tokenize(text, max_words) -> (ids, was_cut), words(text, max_words)
-> the word that every condition row after the first stands for, limit(max_words) -> pieces that are read.
Its torch module has load() -> nn.Module: ids (b, l), lengths (b,) -> condition (b, m, size), and
encode(texts, max_words, side_signal) -> condition (b, m, size), lengths (b,).
"""

import importlib

NAMES = ("minilm", "clip")


def files(name):
    """The module of an encoder's files and tokenizer. Raises ValueError for one that is not known."""
    _check(name)
    return importlib.import_module(f"{__package__}.{name}_files")


def load(name):
    """An encoder in torch, in eval mode. Raises ValueError or FileNotFoundError with a sentence."""
    _check(name)
    return importlib.import_module(f"{__package__}.{name}").load()


def load_for(text):
    """The encoder of a TextConfig in torch. Raises ValueError or FileNotFoundError with a sentence."""
    encoder = load(text.encoder)
    if encoder.size != text.size:
        raise ValueError(
            f"The weights need sentence vectors of {text.size} numbers, the text encoder {text.encoder!r} "
            f"that is there gives {encoder.size}."
        )
    return encoder


def _check(name):
    if name not in NAMES:
        raise ValueError(f"The text encoder {name!r} is not supported, only {' and '.join(NAMES)}.")
