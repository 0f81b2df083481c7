"""Sentences that the motion contradicts: dropped, or corrected where the joints say what is true."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from backend.motion.body import skeleton

from . import claims
from .body import Body

# Words by which a sentence says that something is not, or only nearly, done; or done by parts of the body.
_UNSURE = re.compile(
    r"\b(?:not|n't|without|like|as if|as though|pretend\w*|tries|trying|try|almost|about to|nearly|"
    r"(?:starts?|begins?|going) to|ready to|prepar\w*|seem\w*|appear\w*|attempt\w*|instead|imagin\w*|mim\w*|"
    r"acts? out|in place|on the spot)\b",
    re.IGNORECASE,
)
# Beyond this many corrected claims a sentence is about something else.
_CORRECTED = 2


@dataclass(frozen=True)
class Contradiction:
    """A sentence of frames start … stop − 1 of a clip, the kind of its claim, what was measured, and the
    sentence in its place ("" : none)."""

    clip: str
    start: int
    stop: int
    kind: str
    text: str
    measured: str
    instead: str = ""


def judged(text, body):
    """(sentence in its place, [(kind, measured)]) of a sentence and a Body; the sentence itself where nothing
    contradicts it, "" where nothing true is left."""
    found = []
    for _ in range(_CORRECTED + 1):
        wrong = _first(text, body)
        if wrong is None:
            return text, found
        kind, match, finding = wrong
        found.append((kind, finding.measured))
        if not finding.instead or len(found) > _CORRECTED:
            return "", found
        text = text[: match.start()] + finding.instead + text[match.end() :]
    return "", found


def _first(text, body):
    for kind, pattern, judge in claims.CLAIMS:
        for match in pattern.finditer(text):
            before = re.split(r"[,;.]", text[: match.end()])[-1]
            if _UNSURE.search(before) or _UNSURE.match(text[match.end() :].lstrip()):
                continue
            finding = judge(body, match)
            if finding is not None:
                return kind, match, finding
    return None


def checked(clip):
    """(CorpusClip without contradicted sentences, corrected ones in their place, [Contradiction])."""
    kept, found, bodies = [], [], {}
    for caption in clip.captions:
        start, stop = _frames(caption, len(clip))
        if (start, stop) not in bodies:
            bodies[start, stop] = Body(clip.positions[start:stop])
        text, wrong = judged(caption.text, bodies[start, stop])
        found += [
            Contradiction(clip.id, start, stop, kind, caption.text, measured, text)
            for kind, measured in wrong[:1]
        ]
        if text and all(
            text != c.text or (c.start_s, c.stop_s) != (caption.start_s, caption.stop_s) for c in kept
        ):
            kept.append(replace(caption, text=text))
    return (replace(clip, captions=tuple(kept)) if found else clip), found


def left_out(clips):
    """(CorpusClips without contradicted sentences, [Contradiction]) of train clips; test clips are kept as
    they are, train clips of which nothing true is said go."""
    kept, found = [], []
    for clip in clips:
        if clip.split == "train":
            clip, wrong = checked(clip)
            found += wrong
        if clip.captions:
            kept.append(clip)
    return kept, found


def _frames(caption, count):
    """The frames that a caption speaks of, with a fifth of a second around them, a second at least."""
    if not caption.stop_s:
        return 0, count
    rate = skeleton.FPS
    start = max(round((caption.start_s - 0.2) * rate), 0)
    stop = min(round((caption.stop_s + 0.2) * rate) + 1, count)
    return int(min(start, max(count - rate, 0))), int(max(stop, min(rate, count)))


def lines(clips, found):
    """Counts by kind of claim, of train clips' sentences that make it, and then the contradictions."""
    made = Counter(
        kind
        for clip in clips
        for caption in clip.captions
        for kind in {kind for kind, pattern, _ in claims.CLAIMS if pattern.search(caption.text)}
        if clip.split == "train"
    )
    rows = []
    for kind, count in sorted(made.items()):
        wrong = [c for c in found if c.kind == kind]
        corrected = sum(bool(c.instead) for c in wrong)
        rows.append(f"{kind}: {count} sentences, {len(wrong)} contradicted, {corrected} of them corrected")
    corrected = sum(bool(c.instead) for c in found)
    rows.append(f"all: {len(found)} contradicted: {len(found) - corrected} dropped, {corrected} corrected")
    return rows + [
        f"  {c.clip} {c.start / skeleton.FPS:.1f}-{c.stop / skeleton.FPS:.1f} s, {c.kind}: {c.text} "
        f"[{c.measured}]" + (f" -> {c.instead}" if c.instead else "")
        for c in found
    ]
