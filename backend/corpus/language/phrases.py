"""What a sentence says without its subject, in the forms that merged sentences need."""

import re
from dataclasses import dataclass, replace

from . import paraphrases as words
from . import verbs

_LONGEST = 14
# Said of the room or the picture, not of the body; or of time, which changes when clips are cut.
_ELSEWHERE = re.compile(
    r"\b(?:towards?|diagonal\w*|sides?|room|plane|front|angle|again|repeat\w*|times?|first|finally"
    r"|both directions|another|someone|two|three|four|five|six|seven|twice|once|continu\w+|keeps|from)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Phrase:
    """One predicate as "walks forward", "walking forward", "walk forward"; the names of its actions."""

    third: str
    progressive: str
    order: str
    actions: frozenset

    def added(self, words):
        """The Phrase with words at its end."""
        third, progressive, order = (f"{said} {words}" for said in (self.third, self.progressive, self.order))
        return replace(self, third=third, progressive=progressive, order=order)


def phrase(text):
    """The Phrase of a short, plain sentence of one subject; None for any other."""
    sentence = " ".join(text.lower().split()).rstrip(". ")
    read = words.read(sentence)
    if read is None or len(sentence.split()) > _LONGEST or _ELSEWHERE.search(read[0]):
        return None
    said, clauses = read
    if len(clauses) > 2 or (len(clauses) > 1 and clauses[0][3] == "ing"):
        return None
    forms = []
    for form in (verbs.third_person, verbs.progressive, str):
        out, at = "", _lead(said)
        for start, stop, base, _ in clauses:
            out += said[at:start] + form(base)
            at = stop
        forms.append(words.with_own(out + said[at:], "the" if form is str else "their"))
    return Phrase(*forms, frozenset(verbs.actions(said)))


def _lead(said):
    match = re.match(r"(?:is|are)\s+", said)
    return match.end() if match else 0
