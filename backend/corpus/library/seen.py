"""backend/corpus/sentences/seen.txt: moments that were looked at, sentences that they do not show, or show in
part only, and what is seen instead.

A line "= " names a moment: its trial, its kind if it is not as captured, and its first and last second there.
Below it "- " is a sentence of the moment that goes, "1 " one that is shown in part only, and "+ " one that is
added. Lines that begin with "#" are notes.
"""

from dataclasses import dataclass, field
from pathlib import Path

from ..file import CAPTURED
from ..language.captions import Caption
from . import ways

FILE = Path(__file__).parent.parent / "sentences" / "seen.txt"
# Seconds by which a moment's bounds may differ from those that were looked at.
_NEAR = 0.15


@dataclass
class Moment:
    """start, stop: seconds in a trial; gone, partly: keys (ways.key) of its sentences; added: sentences; met:
    whether it was applied to any moment."""

    start: float
    stop: float
    gone: set = field(default_factory=set)
    partly: set = field(default_factory=set)
    added: list = field(default_factory=list)
    met: bool = False

    def is_at(self, start, stop):
        return abs(self.start - start) <= _NEAR and abs(self.stop - stop) <= _NEAR

    def applied(self, captions):
        """The Captions that are left, and those that are added."""
        self.met = True
        left = [caption for caption in captions if ways.key(caption.text) not in self.gone]
        return left + [Caption(text, origin="watched") for text in self.added]


def named(trial, kind):
    """How moments of a trial are named: by it, and their kind if they are not as captured."""
    return trial if kind == CAPTURED else f"{trial} {kind}"


def read(path=None):
    """{trial: [Moment]} of a file. Raises ValueError with the line."""
    found, moment = {}, None
    for number, line in enumerate(Path(path or FILE).read_text(encoding="utf-8").splitlines(), start=1):
        line = " ".join(line.split())
        mark, rest = line[:2], line[2:]
        if not line or line.startswith("#"):
            continue
        if mark == "= ":
            trial, _, times = rest.rpartition(" ")
            try:
                start, stop = map(float, times.split("-"))
            except ValueError:
                start = stop = 0.0
            if not trial or start >= stop:
                raise ValueError(f"{path or FILE}, line {number}: no trial and two seconds.")
            moment = Moment(start, stop)
            found.setdefault(trial, []).append(moment)
        elif moment is None or mark not in ("- ", "1 ", "+ ") or not rest:
            raise ValueError(f"{path or FILE}, line {number}: neither a moment nor a sentence of one.")
        elif mark == "- ":
            moment.gone.add(ways.key(rest))
        elif mark == "1 ":
            moment.partly.add(ways.key(rest))
        else:
            moment.added.append(rest)
    return found


def unmet(looked_at, trials):
    """Lines on what `read` gives that met no moment: one each in these trials, one on all in others."""
    missed = [(trial, one) for trial, moments in looked_at.items() for one in moments if not one.met]
    lines = [
        f"{FILE.name}: {trial} has no moment at {one.start:.2f}-{one.stop:.2f}."
        for trial, one in missed if trial in trials
    ]  # fmt: skip
    if elsewhere := len(missed) - len(lines):
        lines.append(f"{FILE.name}: {elsewhere} moments are of trials that this library does not hold.")
    return lines
