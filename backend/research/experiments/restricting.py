"""A library without some of its sentences and moments, in memory, as if it had been built without them."""

from dataclasses import replace

import numpy as np

from backend.corpus.library import build, seen, ways
from backend.generation.library.judged import NO, Judged


def origins(library, clips, split="train"):
    """[{number of a sentence: origins (corpus/language/captions.py)}] of a library's entries.

    A library does not keep them: clips are the CorpusClips that it was built from, seen.txt what it was then.
    Raises ValueError for others.
    """
    numbers = {ways.key(text): i for i, text in enumerate(library.sentences)}
    places, found = [], []
    for source, (_, spans) in enumerate(build.described(clips, seen.read(), split)):
        for (start, stop), captions in spans.items():
            said = {}
            for caption in captions:
                said.setdefault(numbers.get(ways.key(caption.text)), set()).add(caption.origin)
            places.append((source, start, stop, tuple(said)))
            found.append(said)
    if places != [(e.source, e.start, e.stop, e.sentences) for e in library.entries]:
        raise ValueError("The library was not built from this corpus and seen.txt: what it says differs.")
    return found


def captured(library, found):
    """What `origins` gives, nothing of made motion."""
    kinds = [library.sources[entry.source].kind for entry in library.entries]
    return [said if kind == "captured" else {} for kind, said in zip(kinds, found, strict=True)]


def other_than(found, left_out):
    """What `origins` gives, only sentences with an origin that isn't `left_out`."""
    return [{n: of for n, of in said.items() if of - set(left_out)} for said in found]


def restricted(library, said):
    """The library with these sentences (iterables of their numbers) of its entries alone; entries without any
    go, and what was judged of captions that go. Axes, weighing and threshold stay. Raises ValueError where
    nothing is left."""
    used = np.array(sorted({number for numbers in said for number in numbers}), dtype=np.int64)
    if not len(used):
        raise ValueError("Nothing is left of the library.")
    now = np.full(len(library.sentences), -1)
    now[used] = np.arange(len(used))
    entries = tuple(
        replace(
            entry, sentences=tuple(int(now[number]) for number in numbers),
            partly=frozenset(int(now[number]) for number in entry.partly if number in numbers),
        )
        for entry, numbers in zip(library.entries, said, strict=True)
        if numbers
    )
    return replace(
        library, sentences=tuple(library.sentences[i] for i in used), vectors=library.vectors[used],
        entries=entries, judged=_judged(library.judged, now),
    )  # fmt: skip


def _judged(judged, now):
    """What was judged of the captions that are left; now (s,): their numbers, −1 of others. As when a library
    is built (corpus/library/judgements.py), what others were said to show was not judged as a whole."""
    text, caption, grade = judged.pairs.T
    left = now[caption] >= 0
    whole = judged.whole.copy()
    whole[text[~left & (grade > NO)]] = False
    kept = whole.copy()
    kept[text[left]] = True
    number = np.cumsum(kept) - 1
    pairs = np.stack([number[text[left]], now[caption[left]], grade[left]], axis=1)
    texts = tuple(one for one, there in zip(judged.texts, kept, strict=True) if there)
    return Judged(texts, pairs, whole[kept], judged.vectors[kept])
