"""What a library holds: motions, the moments in them, and the sentences that say what is done."""

from dataclasses import dataclass, replace
from typing import Any

from ...motion.body import skeleton
from ...text import mirrored as words

# The kinds of sources that were captured, and that are the animator's (own.py).
CAPTURED, OWN = "captured", "own"


@dataclass(frozen=True)
class Source:
    """Whose motion it is. clip: the publisher's name of the trial; start_s: seconds of its first frame there;
    dataset: "cmu", "accad", …; kind: CAPTURED, OWN, or the name of the recipe that made it. start, stop:
    its frames in the library."""

    clip: str
    start_s: float
    dataset: str
    licence: str
    credit: str
    kind: str
    start: int
    stop: int


@dataclass(frozen=True)
class Entry:
    """Frames start … stop − 1 of a source, and the numbers of the sentences that describe them; partly: of
    those that who sees them would only half agree with."""

    source: int
    start: int
    stop: int
    sentences: tuple[int, ...]
    partly: frozenset[int] = frozenset()

    @property
    def seconds(self) -> float:
        return (self.stop - self.start) / skeleton.FPS


@dataclass(frozen=True)
class Use:
    """An entry that a take began with, for whoever asks where it comes from: its own side or its mirror
    image, at seconds from_s … to_s of the take. start_s: of its first frame in the publisher's file;
    nearness: of its sentence to the prompt (Found).
    """

    entry: int
    clip: str
    start_s: float
    dataset: str
    licence: str
    credit: str
    kind: str
    sentence: str
    mirrored: bool
    from_s: float
    to_s: float
    nearness: float

    def later(self, seconds: float) -> "Use":
        """The same so much later in a take."""
        return replace(self, from_s=self.from_s + seconds, to_s=self.to_s + seconds)

    def told(self) -> dict[str, Any]:
        """As a take's data say it."""
        return {
            "clip": self.clip, "start_s": round(self.start_s, 3), "entry": self.entry,
            "mirrored": self.mirrored, "dataset": self.dataset,
            "licence": self.licence, "credit": self.credit, "kind": self.kind, "sentence": self.sentence,
            "from_s": round(self.from_s, 3), "to_s": round(self.to_s, 3),
            "nearness": round(min(1.0, self.nearness), 3),
        }  # fmt: skip


def worded(sentence: str, mirrored: bool) -> str:
    """An entry's sentence as its mirror image would be described."""
    return words.mirror(sentence) if mirrored else sentence
