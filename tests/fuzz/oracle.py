"""What a reader of bytes may do: read them, or refuse them in a sentence.

A target may return, or raise ValueError (UserError is one) or FileNotFoundError with one clear sentence that
names the file, or the part of it that is at fault; anything else, a hang or a memory error is a finding. So
is a sentence that Python or numpy wrote ("tuple.index(x): x not in tuple"): it must be of a `raise` of ours.
"""

import ast
import functools
import io
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [ROOT / name for name in ("backend", "dynmask_blender", "tests")]
_SHORTEST, LONGEST_SENTENCE = 8, 600
PART = b"\n--part--\n"  # between the members of an archive that a target puts together itself


class Finding(AssertionError):
    """A reader let something out that a user must not see."""


@dataclass(frozen=True)
class Target:
    """read(bytes); seeds: inputs that are read; names: one of them is in every refusal; heavy: needs torch.

    others: more inputs to start from, which are whole but refused.
    """

    read: callable
    seeds: callable
    names: tuple[str, ...]
    heavy: bool = False
    others: callable = list


def check(target, data):
    """Whether `data` was read (True) or refused in a sentence (False). Raises Finding."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            target.read(data)
    except (ValueError, FileNotFoundError) as fault:
        wrong = _unclear(fault, target.names)
        if wrong:
            raise Finding(f"{wrong}: {type(fault).__name__}: {str(fault)[:300]!r}") from fault
        return False
    except (Exception, RecursionError) as fault:
        raise Finding(f"{type(fault).__name__}: {str(fault)[:300]}") from fault
    return True


def start(target):
    """The inputs to start from. Raises Finding where a good one is refused, or another one is read."""
    seeds, others = target.seeds(), target.others()
    for data in (*seeds, *others):
        if check(target, data) != (data in seeds):
            raise Finding(f"the first inputs: {data[:60]!r} is {'refused' if data in seeds else 'read'}")
    return [*seeds, *others]


def _unclear(fault, names):
    """What is wrong with a refusal's sentence, or ""."""
    text = str(fault)
    if (
        isinstance(fault, UnicodeError)
        or not text.isprintable()
        or not _SHORTEST <= len(text) <= LONGEST_SENTENCE
    ):
        return "no clear sentence"
    if not any(name in text for name in names):
        return f"it names none of {', '.join(names)}"
    cause = fault
    while cause is not None:
        plain = type(cause).__module__ == "builtins" and not isinstance(cause, OSError)
        quoted = len(str(cause)) >= _SHORTEST and str(cause) in text
        if plain and quoted and not _is_ours(cause):
            return "a sentence of Python's own"
        cause = cause.__cause__
    return ""


def _is_ours(fault):
    """Whether a `raise` in the project's sources let the exception out, not a function called there."""
    trace = fault.__traceback__
    while trace.tb_next:
        trace = trace.tb_next
    path = trace.tb_frame.f_code.co_filename
    return any(map(Path(path).is_relative_to, SOURCES)) and trace.tb_lineno in _raising_lines(path)


@functools.lru_cache(maxsize=100)
def _raising_lines(path):
    tree = ast.parse(Path(path).read_text("utf-8"))
    raises = [node for node in ast.walk(tree) if isinstance(node, ast.Raise)]
    return {line for node in raises for line in range(node.lineno, node.end_lineno + 1)}


@functools.lru_cache(maxsize=1)
def _temporary():
    return tempfile.TemporaryDirectory(prefix="dynmask-fuzz-")


def scratch():
    """A folder that goes when the process ends."""
    return Path(_temporary().name)


def file(name, data):
    """The path of a file of this name that holds `data`."""
    path = scratch() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def npy(array):
    """The bytes of a .npy file."""
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()
