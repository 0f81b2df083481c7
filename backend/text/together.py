"""What a sentence says is done at the same time: "walks while texting", "runs, holding the left arm"."""

import re

from . import phrases

# Before what is done besides. An "and" does not say whether it is done besides or afterwards.
_WHILE = re.compile(
    r"\s*,?\s+(?:while|whilst|as)\s+(?:(?:s?he|they|it)\s+(?:(?:is|are)\s+)?|(?=[a-z]+ing\b))", re.IGNORECASE
)
_DOING = re.compile(r"(?:\s*,\s*|\s+)(?:and\s+|still\s+)?(?=(?:[a-z]+ly\s+)?([a-z]{2,}ing)\b)", re.IGNORECASE)
_UPPER = r"arms?|hands?|fists?|fingers?|thumbs?|elbows?|palms?|head|shoulders?"
_LIMB = re.compile(rf"(?:{_UPPER}|legs?|knees?|feet|foot)")
_WITH = re.compile(rf"\s*,?\s+with\s+(?=(?:[a-z]+\s+){{0,3}}(?:{_UPPER})\b)", re.IGNORECASE)
# "With both hands" is how it is done, and no way to hold them.
_INSTRUMENT = re.compile(
    rf"(?:(?:an?|the|one|two|both|his|her|its|their|my|left|right|other|same|own)\s+)*(?:{_UPPER})",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*,\s+")
# After these what follows is not said besides, but of them.
_JOINING_WORDS = """
while whilst as and is are by from of for without the a after before instead than like not never no about to
into stop stops start starts begin begins keep keeps continue continues finish finishes try tries
"""
_JOINING = frozenset(_JOINING_WORDS.split())
_NOT = re.compile(r"(?:not|never|no)\b", re.IGNORECASE)
# Ways to read a sentence that are looked at.
_MOST = 6
# After a comma it belongs to what follows: "nods, slowly turning".
_ADVERB = re.compile(r".*,\s*[a-z]+ly", re.IGNORECASE)
# Words on "ing" that nobody does.
_NO_DOING_WORDS = """
something anything nothing everything string swing ring king wing spring thing being morning evening ceiling
building wedding railing during clothing
"""
_NO_DOING = frozenset(_NO_DOING_WORDS.split())


def pairs(text: str) -> list[tuple[str, str, bool]]:
    """The ways in which a sentence can be read as two things at once: what the legs do, what the arms do,
    each without who does it, and whether it surely says so. None where it says several things in turn."""
    said = phrases.bare(text)
    if len(phrases.parts(said)) > 1:
        return []
    found = dict[tuple[str, str], bool]()
    for pattern in (_WHILE, _DOING, _WITH, _COMMA):
        for match in pattern.finditer(said):
            first, second = said[: match.start()].strip(" ,"), said[match.end() :].strip(" ,.")
            word = match[1].lower() if match.re.groups else ""
            if not first or not second or word in _NO_DOING or _NOT.match(second) or phrases.names(first):
                continue
            if _ADVERB.fullmatch(first) or pattern is _WITH and _INSTRUMENT.fullmatch(second):
                continue
            before = first.rpartition(" ")[2].lower()
            if before in _JOINING or pattern is _COMMA and " " not in second:
                continue
            # "Arms hanging": that is no hanging.
            if pattern is _DOING and _LIMB.fullmatch(before):
                continue
            found.setdefault((first, second), pattern is not _COMMA)
            if pattern in (_WHILE, _DOING):
                # What is held or folded meanwhile is no way to go.
                found.setdefault((second, first), False)
    return [(*pair, surely) for pair, surely in found.items()][:_MOST]
