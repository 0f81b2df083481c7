"""What a sentence says apart from who does it, and the parts that follow each other in it."""

import re

_WHO = re.compile(
    r"^\s*(?:(?:an?|the|this|that|some|one|our)\s+)?"
    r"(?:(?:young|tall|short|strong|human|male|female|stick)\s+)*"
    r"(?:person|people|man|men|woman|women|guy|girl|boy|human|figure|someone|somebody|character|"
    r"individual|performer|subject|actor|body|animation|he|she|it|they|i)\b(?:['’]s\b)?\s*"
    r"(?:(?:who\s+)?(?:is|are|was|were|appears\s+to\s+be|seems\s+to\s+be)\s+)?"
    r"(?:performs:\s*)?",
    re.IGNORECASE,
)
_SOMEONE = "a person "
# What surely begins something new, and what may: a comma or an "and" does before a verb only.
NEXT = re.compile(
    r"\s*(?:[;.!?]+\s+|[,;.]?\s*\b(?:and\s+)?(?:then|afterwards?|next)\b,?\s*|"
    r",?\s*\bfollowed\s+by\b\s*|,?\s*\bbefore\b\s+(?=\w+ing\b))",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?=(?:[a-z]+ly\s+)?([a-z]+)\b)", re.IGNORECASE)
# Words on s that are no verbs: limbs, sides, things and function words.
_NO_VERBS_WORDS = """
arms legs hands feet knees elbows shoulders hips fists fingers toes thighs heels ankles wrists palms
eyes sides times towards sideways forwards backwards upwards downwards inwards outwards always its
his hers theirs this has was is as us across circles seconds stairs weights pants shoes glasses
wings balls boxes sticks lefts rights rounds others yes less plus perhaps besides
"""
_NO_VERBS = frozenset(_NO_VERBS_WORDS.split())
# Which way, how and how often: a part of nothing else goes on with what is done before it.
_WAYS_WORDS = """
left right forward forwards backward backwards back sideways ahead straight up down upward upwards downward
downwards away around across diagonally again clockwise counterclockwise faster slower once twice
"""
_WAYS = frozenset(_WAYS_WORDS.split())
_BESIDES_WORDS = """
to the his her their its a an in for on at with of and or more few little bit short long while other same
opposite one two three four five six seven eight nine ten times time step steps distance direction side way
meters metres meter metre feet foot leg arm hand degrees circle line place
"""
_BESIDES = frozenset(_BESIDES_WORDS.split())
# "Steps to the left" is an act, and "takes" says nothing without what is taken.
_STEPS = frozenset(("step", "steps", "stepping", "circles", "circling"))
_LIGHT = frozenset(("take", "takes", "taking", "make", "makes", "making", "do", "does", "doing"))
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_ONCE = {"once": 1, "twice": 2, "thrice": 3}
# "Both", and what a body has two of anyway: "on two legs" is no count of what is done.
_LIMBS_WORDS = """
arm arms leg legs hand hands foot feet knee knees finger fingers fist fists
"""
_LIMBS = frozenset(_LIMBS_WORDS.split())
_DETERMINERS = frozenset(("a", "an", "the", "this", "that", "some", "one", "his", "her", "their", "my"))
_REFERRING = frozenset(("it", "them"))
_WORDS = re.compile(r"[a-z0-9]+", re.IGNORECASE)
# Who has turned round and goes back goes forward.
_ROUND = re.compile(r"\b(?:turn|spin|pivot|fac)\w*\s+(?:\w+\s+)?(?:around|round|about|180)\b", re.IGNORECASE)
_BACK = re.compile(
    r"^((?:\w+ly\s+)?(?:walk|run|jog|march|stroll|sprint|skip|sneak|limp|crawl|hop)\w*\s+)back\b",
    re.IGNORECASE,
)


def bare(text: str) -> str:
    """The sentence without who does it: "walks forward" for "a man is walking forward." """
    rest = _WHO.sub("", text, count=1).strip(" .,;:!?\"'“”")
    return " ".join((rest or text).split())


def tells(text: str) -> bool:
    """Whether a text tells what somebody does, and is no order, title or list of words."""
    words = text.split()
    begins = bool(words) and words[0].lower() in _DETERMINERS
    return _WHO.match(text) is not None or (begins and not names(text))


def normal(text: str) -> str:
    """The sentence said of "a person", whoever it was about; "" stays empty."""
    return _SOMEONE + bare(text) if text.strip() else ""


def parts(text: str) -> list[str]:
    """What is done one after the other, each without who does it; one part where it is one thing. Of
    "walks forward, then left" the second is "walks left"."""
    # Long runs of spaces take these patterns long.
    text, found = " ".join(text.split()), list[str]()
    for piece in NEXT.split(text):
        rest = bare(piece) if piece.strip() else ""
        while rest:
            cuts = (m for m in _MAYBE.finditer(rest) if is_verb(m[1]) and _says(rest[: m.start()]))
            cut = next(cuts, None)
            head, rest = (rest[: cut.start()], rest[cut.end() :]) if cut else (rest, "")
            if _WORDS.search(head):
                found.append(_whole(head.strip(" ,"), found[-1] if found else ""))
    return found or [bare(text)]


def as_faced(parts: list[str]) -> list[str]:
    """Parts that follow each other, where "walks back" after turning round is "walks forward"."""
    turned = [any(map(_ROUND.search, parts[:at])) for at in range(len(parts))]
    return [
        _BACK.sub(r"\1forward", part) if after else part for part, after in zip(parts, turned, strict=True)
    ]


def _says(text: str) -> bool:
    """Whether there is anything but how it is done."""
    return any(not word.lower().endswith("ly") for word in _WORDS.findall(text))


def _whole(part: str, before: str) -> str:
    """The part with the verb of the one before it, where it has none but says which way, or how."""
    words, said = part.lower().replace(",", " ").split(), before.split()
    if not words or not said or words[0] in _STEPS or not any(map(is_way, words)):
        return part
    if not all(is_way(word) or word in _BESIDES for word in words):
        return part
    verb = next((i for i, word in enumerate(said) if not word.lower().endswith("ly")), 0)
    if is_way(said[verb]) or said[verb].lower() in _BESIDES | _NO_VERBS | _LIMBS | _REFERRING:
        return part
    stop = verb + 1
    if said[verb].lower() in _LIGHT:
        stop = next((i for i, word in enumerate(said) if i > verb and is_way(word)), len(said))
    return " ".join([*said[:stop], part])


def is_way(word: str) -> bool:
    """Whether a word says which way, how or how often."""
    return word.lower() in _WAYS or (len(word) > 4 and word.lower().endswith("ly"))


def is_limb(word: str) -> bool:
    """Whether it is a limb: "hand" in "hand on the hip"."""
    return word.lower() in _LIMBS


def is_verb(word: str) -> bool:
    """Whether it looks like "walks": third person, and nothing else that ends like it."""
    word = word.lower()
    return len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in _NO_VERBS


def names(text: str) -> bool:
    """Whether a text only names somebody or something: "a player"."""
    words = [word.lower() for word in _WORDS.findall(text)]
    return bool(words) and words[0] in _DETERMINERS and not any(map(is_verb, words[1:]))


def refers(text: str) -> bool:
    """Whether a part speaks of something that another part names."""
    return not {word.lower() for word in _WORDS.findall(text)}.isdisjoint(_REFERRING)


def count(text: str) -> int:
    """How often or how many, where the sentence says so ("twice", "three jumps", "4 times"); 0 otherwise."""
    words = [word.lower() for word in _WORDS.findall(text)]
    for i, word in enumerate(words):
        digits = int(word) if word.isdigit() and len(word) < 3 else 0
        number = _ONCE.get(word) or _NUMBERS.get(word) or digits
        follows = words[i + 1] if i + 1 < len(words) else ""
        if number and (word in _ONCE or (follows and follows not in _LIMBS and follows != "o")):
            return number
    return 0
