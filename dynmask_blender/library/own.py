"""My Library: the animator's own motions in her user folder, listed and filled from files (no bpy)."""

import concurrent.futures
import re
import time
from dataclasses import dataclass
from pathlib import Path

from ...backend.motion import files, load
from ...backend.motion.formats import bvh, moments

_NAMED = 3


@dataclass(frozen=True)
class Row:
    """A motion of the folder, without its frames."""

    key: str
    sentence: str
    seconds: float
    origin: str


# {(folder, key, time, bytes): Row, or None for a file that cannot be read}.
_rows = {}


def rows(folder):
    """Rows of the folder, by sentence; every file is read once, and again after it has changed."""
    found = {(str(folder), *mark) for mark in moments.stamp(folder)} if folder else set()
    for mark in set(_rows) - found:
        del _rows[mark]
    for mark in found - set(_rows):
        _rows[mark] = _row(folder, mark[1])
    return sorted((row for row in _rows.values() if row), key=lambda row: (row.sentence.lower(), row.key))


def _row(folder, key):
    try:
        moment = moments.read(folder, key)
    except (ValueError, OSError):
        return None
    return Row(key, moment.sentence, moment.seconds, moment.origin)


def adding_files(folder, paths, sentence=""):
    """Steps that add motion files; the value is (how many were added, sentences about the others).

    A file's sentence is the one given, that of a text file beside it, or what its name says. Reading goes on
    in a thread; a full disk ends it, with what was added before kept. Raises OSError.
    """
    count, left_out = 0, []
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        for path in map(Path, paths):
            job = pool.submit(_added, folder, path, sentence)
            while not job.done():
                time.sleep(0.001)
                yield
            fault = job.exception()
            if isinstance(fault, ValueError | FileNotFoundError):
                left_out.append(f"{path.name} was left out: {fault}")
            elif fault is not None:
                raise fault
            else:
                count += 1
            yield
    return count, [*left_out[:_NAMED], *_more(left_out)]


def _more(sentences):
    return [f"{len(sentences) - _NAMED} more files were left out"] if len(sentences) > _NAMED else []


def _added(folder, path, sentence):
    said = sentence.strip() or _beside(path) or moments.sentence_of(path.stem)
    if not said:
        raise ValueError("its name has no words: rename it, or write the sentence into a text file beside it")
    moments.checked(said)
    return moments.add(folder, load.load_motion(path), said, path.name)


def _beside(path):
    try:
        return path.with_suffix(".txt").read_text("utf-8", errors="replace").strip()
    except OSError:
        return ""


def exporting(folder, keys, place):
    """Steps that write motions as BVH, a text file with the sentence beside each; the value is their paths.

    No file that is there is written over. Raises ValueError, OSError.
    """
    if not Path(place).is_dir():
        raise ValueError(f"There is no folder '{place}'")
    written = []
    for key in keys:
        moment = moments.read(folder, key)
        path = _free(Path(place), re.sub(r"\W+", "_", moment.sentence)[:60].strip("_") or "motion")
        bvh.write(path, moment.clip)
        with files.replacing(path.with_suffix(".txt")) as file:
            file.write((moment.sentence + "\n").encode())
        written.append(path)
        yield
    return written


def _free(place, stem):
    """A path whose name differs from those there in more than capitals: most systems know no other names."""
    taken = {other.stem.casefold() for other in place.iterdir() if other.suffix.lower() in (".bvh", ".txt")}
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}_{number}"
    return place / f"{name}.bvh"
