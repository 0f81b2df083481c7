"""backend/corpus/sentences/ways: acts in the words of many animators.

A block an act: a line "= " with sentences of the library that say it, divided by " | "; lines that say the
same in other words; lines "- " that are near in words but another act. A line "? " holds the wordings of an
act that nothing was captured of. Lines that begin with "#" are notes.
"""

from dataclasses import dataclass, field
from pathlib import Path

from backend.text import phrases

FOLDER = Path(__file__).parent.parent / "sentences" / "ways"


@dataclass
class Act:
    """sentences: the library's; ways: others' that say the same; contrasts: near in words, another act."""

    sentences: list
    ways: list = field(default_factory=list)
    contrasts: list = field(default_factory=list)


def read(folder=None):
    """([Act], [wordings of an act that is missing]) of a folder's files. Raises ValueError with the line."""
    acts, missing = [], []
    for path in sorted(Path(folder or FOLDER).glob("*.txt")):
        act = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            line = " ".join(line.split())
            mark, rest = line[:2], line[2:]
            if not line or line.startswith("#"):
                continue
            if mark == "= ":
                act = Act(_divided(rest))
                acts.append(act)
            elif mark == "? ":
                act = None
                missing.append(_divided(rest))
            elif act is None:
                raise ValueError(f"{path}, line {number}: a wording stands under no act.")
            else:
                (act.contrasts if mark == "- " else act.ways).append(rest if mark == "- " else line)
    return acts, missing


def key(text):
    """What sentences that say the same word by word have in common, whoever it is about."""
    return phrases.normal(text).lower()


def _divided(line):
    return [text for part in line.split(" | ") if (text := part.strip())]
