"""Requests about the library: what a sentence is near to, and the captured motion of an entry."""

from dataclasses import asdict

from ..generation import checks
from ..generation.errors import UserError
from ..generation.library.entries import OWN, worded
from ..motion.clip import Clip
from . import payload


def known(generator, params):
    """Answer of `known`: {prompt} -> {known, nearness, part, closest, english, notice}"""
    found = generator.known(checks.prompt(params.get("prompt"), []))
    return {**asdict(found), "closest": list(found.closest), "notice": found.notice}


def nearest(generator, params):
    """Answer of `library`: {query, count?} -> {rows}, the nearest first; of both sides of an entry the nearer
    alone, where they are called the same."""
    query = checks.prompt(params.get("query"), [])
    count = int(checks.number(params.get("count", 20), "number of rows", 1, 200))
    found = [] if generator.drafter is None else generator.drafter.search.nearest(query, 2 * count)
    rows = {(one.entry, one.sentence): one for one in reversed(found)}
    nearest = sorted(rows.values(), key=lambda one: -one.nearness)
    return {"rows": [_row(generator.library, one) for one in nearest[:count]]}


def taken(generator, params):
    """Answer of `library_take`: {entry, mirrored?, sentence?} -> {take}; sentence: which of the entry's the
    take is called by. Raises UserError."""
    count = 0 if generator.library is None else len(generator.library.entries)
    if not count:
        raise UserError("These weights have no library.")
    entry = int(checks.number(params.get("entry"), "number of the entry", 0, count - 1))
    mirrored = params.get("mirrored") is True
    return {"take": _motion(generator.library, entry, mirrored, params.get("sentence"))}


def summary(held):
    """What `status` says of a Library."""
    if held is None:
        return None
    return {"entries": len(held.entries), "sentences": len(held.sentences), "closeness": held.closeness,
            "own": sum(source.kind == OWN for source in held.sources)}  # fmt: skip


def _row(held, found):
    """A row of a search: an entry or its mirror image, and whose it is."""
    entry = held.entries[found.entry]
    return {
        **_whose(held, found.entry, found.mirrored), "sentence": found.sentence, "seconds": entry.seconds,
        "nearness": min(1.0, found.nearness),
    }  # fmt: skip


def _motion(held, number, mirrored, asked):
    """The motion of an entry as a take; `sources` says whose it is. asked: which of its sentences it gets, or
    anything else for the first."""
    entry = held.entries[number]
    rotations, translation = held.placed(entry, mirrored)
    said = [worded(held.sentences[i], mirrored) for i in entry.sentences]
    sentence = asked if asked in said else said[0]
    whose = {**_whose(held, number, mirrored), "sentence": sentence, "from_s": 0.0, "to_s": entry.seconds}
    return payload.take(Clip(rotations, translation, prompt=sentence, sources=(whose,)))


def _whose(held, number, mirrored):
    entry = held.entries[number]
    source = held.sources[entry.source]
    return {
        "entry": number, "mirrored": mirrored, "clip": source.clip, "start_s": held.begins(entry),
        "dataset": source.dataset, "licence": source.licence, "credit": source.credit, "kind": source.kind,
    }  # fmt: skip
