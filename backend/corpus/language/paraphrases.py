"""Other ways to say a caption: another subject, none, progressive, an order; sides and directions stay."""

import re

from . import captions, verbs
from .captions import Caption

_NOUNS = r"(?:person|man|woman|human|human being|figure|stick figure|sim|individual|guy|character|being|toon)"
_SUBJECT = re.compile(
    rf"^(?:(?:a|an|the|this|that)\s+{_NOUNS}|{_NOUNS}|someone|somebody|he|she|it)(?=\s)", re.IGNORECASE
)
_MALE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)
_FEMALE = re.compile(r"\b(?:she|her|hers|herself|female|woman|ballerina)\b", re.IGNORECASE)
_ITS = re.compile(r"\b(?:it|its|itself)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:his|their|its)\b(?=\s+\w)", re.IGNORECASE)
_OTHER_PRONOUN = re.compile(
    r"\b(?:he|him|himself|she|her|hers|herself|they|them|themselves?|theirself|it|itself|who|someone)\b",
    re.IGNORECASE,
)
# A second sentence or a second subject.
_SECOND = re.compile(r"[.;]|\b(?:they|he|she)\b", re.IGNORECASE)
_WHERE = re.compile(
    r"\b(?:(?:left|right|for|back|up|down|side|in|out)(?:wards?|ways)?|forwards?|ahead|sideways"
    r"|diagonal(?:ly)?|(?:(?:counter|anti)[-\s]?)?clock-?wise)\b",
    re.IGNORECASE,
)  # fmt: skip
_SUBJECTS = {
    "male": ("a man", "the man", "he", "a person"),
    "female": ("a woman", "the woman", "she", "a person"),
    "its": ("the figure", "the character", "a person"),
    "their": ("a person", "someone", "the person", "the figure", "a character"),
    "free": (
        "a person",
        "someone",
        "the person",
        "a man",
        "the figure",
        "he",
        "she",
        "a woman",
        "a character",
    ),
}
# What begins another verb of the same subject; what stands between it and the verb.
_CLAUSE = re.compile(r"(?:,\s*(?:and\s+)?(?:then\s+)?|\s(?:and|then)\s+(?:then\s+)?|\sbut\s+)")
# What begins a part with verbs of its own.
_ASIDE = re.compile(
    r"\b(?:while|whilst|before|after|as|who|that|which|when|where|by|from|until)\b", re.IGNORECASE
)
_ADVERB = re.compile(r"(?:\w+ly|then|just|also|repeatedly)\s+")
_CHATTER = re.compile(
    r"https?:|video|screen|camera|viewer|\d|\byour?\b|fans|looks? like|seems?|appears?", re.IGNORECASE
)
_MOST = 3


def where(text):
    """The words of a sentence that name sides and directions, in order."""
    return [re.sub(r"[-\s]", "", word.lower()) for word in _WHERE.findall(text)]


def variations(text, random, most=_MOST):
    """Up to `most` other sentences of the same meaning, by the numpy Generator `random`.

    Nothing comes back for sentences whose grammar is not one of the few known here.
    """
    sentence = " ".join(text.split()).rstrip(". ")
    if _CHATTER.search(sentence) or len(sentence) < 5:
        return []
    subject = _SUBJECT.match(sentence)
    said = sentence[subject.end() :].strip() if subject else sentence
    clauses = _clauses(said)
    if clauses is None:
        return []
    kinds = [_other_subject(said, subject, clauses, random), _label(said, clauses)]
    kinds += [_bare(said, subject), _other_tense(said, subject, clauses, random)]
    order = random.permutation(len(kinds))
    found = []
    for i in order:
        new = kinds[i]
        if not new or new.lower() in (sentence.lower(), *(f.lower() for f in found)):
            continue
        if where(new) == where(sentence) and captions.has_side(new) == captions.has_side(sentence):
            found.append(new)
    return found[:most]


def read(sentence):
    """(what is said of the subject, its verbs) of a sentence with one subject and no hidden verb, or None.

    A verb is (start, stop, base, "s" | "ing"). `sentence` has no stop at its end.
    """
    if _CHATTER.search(sentence):
        return None
    subject = _SUBJECT.match(sentence)
    said = sentence[subject.end() :].strip() if subject else sentence
    clauses = _clauses(said)
    if clauses is None or not _plain(said) or _stray(said, clauses):
        return None
    return said, clauses


def with_own(said, own):
    """With "his", "their", "its" as `own`."""
    return _OWN.sub(own, said)


def short(texts):
    """A few words for the one action that most of a clip's sentences name, or None."""
    if len(texts) < 2:
        return None
    named = [verbs.actions(text) for text in texts]
    shared = set.intersection(*named) if all(named) else set()
    if len(shared) == 1 and len(set.union(*named)) <= 2:
        return verbs.SHORT[shared.pop()]
    return None


def vary(clip_captions, random):
    """A clip's captions followed by variations of them, each at the times of its sentence."""
    known = {c.text.lower().rstrip(". ") for c in clip_captions}
    added = []
    for caption in clip_captions:
        for text in variations(caption.text, random):
            if text.lower() not in known:
                known.add(text.lower())
                added.append(Caption(text, caption.start_s, caption.stop_s, "paraphrase"))
    for text in short([c.text for c in clip_captions if not c.stop_s]) or ():
        if text not in known:
            added.append(Caption(text, origin="paraphrase"))
    return (*clip_captions, *added)


def _clauses(said):
    """[(start, stop, base, form)] of the verbs that share the subject; None where that is not clear."""
    lead = re.match(r"(?:is|are)\s+", said)
    found, at = [], lead.end() if lead else 0
    end = _ASIDE.search(said)
    while at is not None and not (end and at > end.start()):
        while match := _ADVERB.match(said, at):
            at = match.end()
        word = re.match(r"[a-z-]+", said[at:], re.IGNORECASE)
        base, form = verbs.lookup(word[0]) if word else (None, None)
        if not found and form not in (("ing",) if lead else ("s", "ing")):
            return None
        if base and (not found or form == found[0][3]):
            found.append((at, at + len(word[0]), base, form))
        joint = _CLAUSE.search(said, at)
        at = joint.end() if joint else None
    return None if found[0][3] == "ing" and not lead and _stray(said, found) else found


def _plain(said):
    """Whether no second subject or further sentence follows."""
    return not (_OTHER_PRONOUN.search(said) or _SECOND.search(said))


def _gender(said):
    if _FEMALE.search(said):
        return "female" if not _MALE.search(said) else None
    if _MALE.search(said):
        return "male" if not re.search(r"\btheir|they\b", said) else None
    if re.search(r"\b(?:their|they|them|themself|themselves)\b", said):
        return "their"
    return "its" if _ITS.search(said) else "free"


def _other_subject(said, subject, clauses, random):
    gender = _gender(said)
    if gender is None:
        return None
    if _plain(said) and random.random() < 0.5 and gender in ("male", "their", "its"):
        gender, own = (("male", "his"), ("their", "their"))[random.integers(2)]
        said = _OWN.sub(own, said)
    options = _SUBJECTS[gender]
    lead = ""
    if not re.match(r"is\s|are\s", said) and clauses[0][3] == "ing":
        lead = "is "
    return f"{options[random.integers(len(options))]} {lead}{said}"


def _bare(said, subject):
    """Without a subject: "walks forward", "walking forward"."""
    if not subject or _SECOND.search(said):
        return None
    return re.sub(r"^(?:is|are)\s+", "", said)


def _label(said, clauses):
    """As an animator types it: "walk forward, then jump"."""
    if not _plain(said):
        return None
    forms = {form for *_, form in clauses}
    if len(forms) != 1 or _stray(said, clauses):
        return None
    out, at = "", 0
    progressive = re.match(r"(?:is|are)\s+", said)
    if progressive:
        at = progressive.end()
    for i, (start, stop, base, _) in enumerate(clauses):
        out += said[at:start] + base
        at = stop
        if progressive and i == 0 and len(clauses) > 1:
            return None
    return _OWN.sub("the", out + said[at:])


def _other_tense(said, subject, clauses, random):
    """ "is walking forward" for "walks forward" and the other way round, where there is one verb."""
    if len(clauses) != 1 or _stray(said, clauses) or not _plain(said):
        return None
    start, stop, base, form = clauses[0]
    gender = _gender(said)
    if gender is None:
        return None
    options = _SUBJECTS[gender]
    who = options[random.integers(len(options))]
    adverbs = re.sub(r"^(?:is|are)\s+", "", said[:start])
    if form == "s":
        return f"{who} is {adverbs}{verbs.progressive(base)}{said[stop:]}"
    return f"{who} {adverbs}{verbs.third_person(base)}{said[stop:]}"


def _stray(said, clauses):
    """Whether a further word could be a verb of the subject that is not among the clauses."""
    starts = {start for start, *_ in clauses}
    if re.search(r"\b(?:is|are|was|has|does|do)\b", said[clauses[0][1] :]):
        return True
    words = [(m.start(), verbs.lookup(m[0])[1]) for m in re.finditer(r"[a-z]+", said, re.IGNORECASE)]
    joined = {m.end() for m in _CLAUSE.finditer(said)}
    if any(re.match(r"(?:\w+ly\s+)?\w+(?:ed|[^s]s)\b", said[at:]) for at in joined - starts):
        return True
    return any(form == "s" or (form == "base" and at in joined) for at, form in words if at not in starts)
