"""Sentences of what can be measured on a motion, as an animator would type them."""

import re
from dataclasses import replace

from backend.motion.body import skeleton

from ..file import Caption
from . import phases, wording

ORIGIN = "kinematic"
# Share of frames on something other than the floor beyond which a floor's words are wrong.
_CARRIED = 0.15
# Seconds of the shortest part of a clip that gets a sentence of its own; most phases of one sentence.
_SHORTEST, _MOST = 1.2, 3
_SUBJECTS = ("a person", "a person", "someone", "the person", "a man", "a figure", "the character")
# Joints alone do not tell a wave from a window being wiped: the clip's own sentences have to agree.
_AGREED = {
    "wave": re.compile(r"\bwav(?:e|es|ing)\b|\bgreet|\bhello\b", re.IGNORECASE),
    "kick": re.compile(r"\bkick|\bkarate\b|\bmartial\b|\bfight|\bsoccer", re.IGNORECASE),
    "punch": re.compile(
        r"\bpunch|\bbox(?:es|ing|er)\b|\bjab|\bkarate\b|\bmartial\b|\bfight|\bstrik", re.IGNORECASE
    ),
    "clap": re.compile(r"\bclap|\bapplau", re.IGNORECASE),
    "skip": re.compile(r"\bskip", re.IGNORECASE),
    "hop": re.compile(r"\bhop|\bone (?:foot|leg)\b|\bjump", re.IGNORECASE),
    "spin": re.compile(r"\bspin|\btwirl|\bpirouette|\bturn", re.IGNORECASE),
    "limp": re.compile(r"\blimp|\binjur|\bhurt|\bsore\b|\bdrag", re.IGNORECASE),
}


# Arms that move and have no name here are told of where somebody says that it is a gesture.
_GESTURES = re.compile(
    r"\bgestur|\btalk|\bspeak|\bspoke|\bteach|\bexplain|\bconvers|\barms?\b|\bhands?\b", re.IGNORECASE
)


def captions_of(clip, random, n=3):
    """Up to n different Captions of a CorpusClip, from its joints; with times where a part is described.

    None for a clip whose body is on a ladder or a bar, or changes too often to be followed.
    """
    texts = " ".join(c.text for c in clip.captions)
    row, body = phases.of(clip.positions, lambda fact: _agreed(fact, texts))
    row = [_without_unknown(phase, texts) for phase in row]
    seated = any(phase.kind == "sit" for phase in row)
    if (body.carried > _CARRIED and not seated) or phases.restless(row, len(body)):
        return []
    found = {}
    for _ in range(4 * n):
        first, last = _window(row, len(body), random)
        part = row[first:last]
        short = part[-1].stop - part[0].start < _SHORTEST * skeleton.FPS
        if short or any(_unnamed(phase, texts) for phase in part):
            continue
        text = sentence([wording.clause(phase, random) for phase in part], random)
        whole = part[-1].stop - part[0].start >= 0.9 * len(body)
        times = (0.0, 0.0) if whole else (part[0].start / skeleton.FPS, part[-1].stop / skeleton.FPS)
        found.setdefault(text, Caption(text, *times, origin=ORIGIN))
        if len(found) == n:
            break
    return list(found.values())


def _agreed(fact, texts):
    return fact.name not in _AGREED or _AGREED[fact.name].search(texts) is not None


def _unnamed(phase, texts):
    return phase.has("unnamed") or (phase.has("busy") and not _GESTURES.search(texts))


def _without_unknown(phase, texts):
    return replace(phase, meanwhile=tuple(fact for fact in phase.meanwhile if _agreed(fact, texts)))


def _window(row, count, random):
    """Range of phases of one sentence: all of them if they are few, else some that follow each other."""
    if len(row) <= _MOST and (len(row) == 1 or random.random() < 0.7):
        return 0, len(row)
    size = int(random.integers(1, min(_MOST, len(row)) + 1))
    first = int(random.integers(0, len(row) - size + 1))
    return first, first + size


def sentence(clauses, random):
    """One sentence of Clauses, in one of several styles."""
    style = random.choice(4, p=[0.45, 0.2, 0.15, 0.2])
    if style == 3:
        return ", then ".join(c.terse() for c in clauses)
    subject = _SUBJECTS[random.integers(len(_SUBJECTS))]
    form = ("s", "base", "ing")[style]
    said = [c.said(form) for c in clauses]
    text = said[0]
    for number, more in enumerate(said[1:], start=1):
        joints = (", then ", " and then ", " and ") if number == len(said) - 1 else (", ", ", then ")
        text += joints[random.integers(len(joints))] + more
    if form == "base":
        return text
    lead = (
        f"{subject} is "
        if form == "ing" and random.random() < 0.6
        else ""
        if form == "ing"
        else f"{subject} "
    )
    return lead + text
