"""Takes of an act show what any of them is called; what is said of who sits is said of who stands, too."""

from dataclasses import dataclass, replace

import numpy as np

from backend.text import sides

from ..recipes import saying, table
from . import ways

# Metres of a pelvis that is low, and that one goes who does not stay: acts of who stands and sits are told
# alike, those of who walks say which way.
_LOW, _STAYS = 0.7, 1.0


@dataclass(frozen=True)
class _Place:
    """Where a take is done: as it is said, and whether the pelvis is low."""

    said: str
    low: bool

    @classmethod
    def of(cls, run, captions):
        said = {saying.without_place(caption.text)[1] for caption in captions} - {""}
        return cls(min(said, default=""), bool(np.median(run.translation[:, 1]) < _LOW))


def shared(found, looked_at):
    """[(joined.Run, what build.spans gives)], where takes of one act have each other's sentences: those that
    nobody who saw a take doubted, of the same place and side. looked_at: what seen.read gives."""
    found, groups = list(found), {}
    doubted = {name.partition(" ")[2]: set() for name in looked_at}
    for name, moments in looked_at.items():
        for moment in moments:
            doubted[name.partition(" ")[2]] |= moment.gone | moment.partly
    for number, (run, spans) in enumerate(found):
        if _is_told_alike(run) and len(spans) == 1:
            groups.setdefault(run.first.kind, []).append(number)
    for kind, numbers in groups.items():
        takes = [(_only(found[n][1]), _Place.of(found[n][0], _only(found[n][1]))) for n in numbers]
        for number, (own, place) in zip(numbers, takes, strict=True):
            more = [c for others, there in takes for c in _said_of(others, there, place)]
            span = next(iter(found[number][1]))
            found[number] = found[number][0], {span: _with(own, more, doubted.get(kind, set()))}
    return found


def _is_told_alike(run):
    kind = run.first.kind
    way = np.linalg.norm((run.translation - run.translation[0])[:, [0, 2]], axis=-1).max()
    return kind in table.WHOLE or (kind in table.MIMES and way < _STAYS)


def _only(spans):
    (captions,) = spans.values()
    return captions


def _said_of(captions, there, here):
    """Captions of a take that is done there that hold here, too."""
    made = [caption for caption in captions if caption.origin == "made"]
    if there == here:
        return made
    if here == _Place("", False) and there.said:
        return [replace(one, text=saying.without_place(one.text)[0]) for one in made]
    return []


def _with(own, more, doubted):
    """A take's captions, and of the others' those that say nothing else and name no side that it has not."""
    keys = {ways.key(caption.text) for caption in own}
    mine = {_side(caption.text) for caption in own}
    found = list(own)
    for caption in more:
        key, side = ways.key(caption.text), _side(caption.text)
        if key not in keys and key not in doubted and (not side or side in mine):
            keys.add(key)
            found.append(caption)
    return found


def _side(text):
    """1 where a sentence names the left, −1 for the right, 0 for neither or both."""
    signs = sides.signs(text.lower().split())
    return float(np.sign(signs[:, 0].sum())) if len(signs) else 0.0
