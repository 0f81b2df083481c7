"""backend/corpus/sentences/judged: sentences as people type them, and the library's captions that show them.

A line "? " is a sentence; the lines below it are captions that were looked at, "2 " for those whose motion a
viewer would call it, "1 " for nearly, "0 " for others. Lines that begin with "#" are notes. Files that end
on "_held_out" are for measuring only.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from backend.generation.library.judged import NO, YES, Judged

from . import ways

FOLDER = Path(__file__).parent.parent / "sentences" / "judged"
_HELD_OUT = "_held_out"


@dataclass
class Sentence:
    """A sentence, the captions that were looked at with their grades (generation/library/judged.py), and
    whether those are all that may show it."""

    text: str
    grades: dict
    whole: bool = True


def read(folder=None, *, held_out=False):
    """[Sentence] of a folder's files, of the held-out ones or of all others. Raises ValueError with the
    line."""
    found = []
    for path in sorted(Path(folder or FOLDER).glob("*.txt")):
        if path.stem.endswith(_HELD_OUT) != held_out:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            line = " ".join(line.split())
            mark, rest = line[:2], line[2:]
            if not line or line.startswith("#"):
                continue
            if mark == "? " and rest:
                found.append(Sentence(rest, {}))
            elif mark in ("0 ", "1 ", "2 ") and rest and found:
                found[-1].grades[rest] = int(mark)
            else:
                raise ValueError(f"{path}, line {number}: neither a sentence nor a judged caption.")
    return found


def training():
    """[Sentence] that a library learns from: all but those that are held out, and what is known of acts."""
    held_out = {ways.key(one.text) for one in read(held_out=True)}
    found = [*read(), *known(*ways.read())]
    return [one for one in found if ways.key(one.text) not in held_out]


def known(acts, missing):
    """[Sentence] of what ways.read gives: an act's other wordings show its captions, its contrasts don't, and
    nothing shows what is missing."""
    found = []
    for act in acts:
        found += [Sentence(text, dict.fromkeys(act.sentences, YES), whole=False) for text in act.ways]
        found += [Sentence(text, dict.fromkeys(act.sentences, NO), whole=False) for text in act.contrasts]
    return found + [Sentence(text, {}) for texts in missing for text in texts]


def numbered(sentences, captions):
    """Judged, without vectors, of a library with these captions; what it says word by word, and what says
    nothing of its captions, is left out. Of several grades the best counts, but what was judged before what
    is known of acts. Whose captions were shown by motion that is not there was not judged as a whole."""
    numbers = {ways.key(text): i for i, text in enumerate(captions)}
    at, texts, whole, pairs = {}, [], [], {}
    for one in sentences:
        key = ways.key(one.text)
        grades = {numbers[k]: grade for c, grade in one.grades.items() if (k := ways.key(c)) in numbers}
        lost = any(grade and ways.key(c) not in numbers for c, grade in one.grades.items())
        looked = one.whole and not lost
        if key in numbers or not (grades or looked):
            continue
        if key not in at:
            at[key] = len(texts)
            texts.append(one.text)
            whole.append(False)
        whole[at[key]] |= looked
        for caption, grade in grades.items():
            before = pairs.get((at[key], caption))
            if before is None or (one.whole and grade > before):
                pairs[at[key], caption] = grade
    rows = np.array([(text, caption, grade) for (text, caption), grade in pairs.items()], dtype=np.int64)
    return Judged(tuple(texts), rows.reshape(-1, 3), np.array(whole, dtype=bool))
