"""Orders of several things in turn, "lift the box and carry it away", in the third person."""

import re
from collections.abc import Iterable

from . import phrases

_NEXT = re.compile(
    r"(?:\s*[,;.]\s*(?:and\s+)?(?:then\s+)?|\s+and\s+(?:then\s+)?|\s+then\s+)(?=([a-z]+)\b)", re.IGNORECASE
)
# Names of acts are listed too: "jab, cross".
_SURELY = re.compile(r"\b(?:and|then)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+\w")
_FIRST = re.compile(r"\s*([a-z]+)\b", re.IGNORECASE)
# "Head bobbing" is no order.
_NO_ORDERS = frozenset(("head",))


class Orders:
    """Knows an order by the verbs that `sentences` begin with, apart from who does them."""

    def __init__(self, sentences: Iterable[str]) -> None:
        first = (phrases.bare(sentence).partition(" ")[0] for sentence in sentences)
        self._verbs = frozenset(word.lower() for word in first if phrases.is_verb(word))

    def parts(self, text: str) -> list[str]:
        """phrases.parts of a sentence or of an order."""
        return phrases.parts(self.told(text))

    def told(self, text: str) -> str:
        """The sentence in the third person, if it surely orders several things in turn; else as it is: a
        single order may as well be a title ("walk cycle")."""
        first = _FIRST.match(text)
        if first is None or (begins := self._third(first[1])) is None:
            return text
        found, at, surely = [begins], first.end(), False
        for match in _NEXT.finditer(text, at):
            if (verb := self._third(match[1])) is not None:
                found += [text[at : match.start(1)], verb]
                at = match.end(1)
                surely = surely or bool(_SURELY.search(match[0]) and _GOES_ON.match(text, at))
        return "".join([*found, text[at:]]) if surely else text

    def _third(self, word: str) -> str | None:
        """The third person of a verb that is known, None of anything else."""
        word = word.lower()
        if phrases.is_way(word) or phrases.is_limb(word) or word in _NO_ORDERS:
            return None
        forms = (f"{word}s", f"{word}es", f"{word[:-1]}ies" if word.endswith("y") else "")
        return next((form for form in forms if form in self._verbs), None)
