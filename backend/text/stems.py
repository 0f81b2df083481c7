"""Words as what they have in common: "waved", "waves" and "waving" are one stem, and "the" is none."""

import re

_WORDS = re.compile(r"[a-z]+(?:-[a-z]+)*", re.IGNORECASE)
# What says nothing about what is done; sides and directions are signals.py's.
_EMPTY_WORDS = """
a an the of to in on at by for from with and or then as if like its his her their someone something somebody
person people man woman is are be being been was it he she they this that while both one two own who which
not no up down out off into onto over very some left right forward forwards backward backwards back ahead
does do doing did
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_VOWELS = frozenset("aeiouy")


def of(text: str) -> tuple[str, ...]:
    """The stems of a sentence's words, each once, in their order; "sit-ups" is one word."""
    words = (word.lower() for word in _WORDS.findall(text))
    return tuple(dict.fromkeys(stem(word.replace("-", "")) for word in words if word not in _EMPTY))


def stem(word: str) -> str:
    """A lower-case word without its ending, good enough to find the same word again."""
    if word.endswith(("ies", "ied")) and len(word) > 4:
        word = word[:-3] + "y"
    for ending in ("ing", "ed", "es", "ly", "s"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) > 2 and _VOWELS & set(rest) and not word.endswith("ss"):
            word = rest
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word
