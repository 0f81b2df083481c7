"""Sentences that somebody who looked at a trial wrote for moments of it, and the clips they make.

backend/corpus/sentences/DATASET.txt holds, a trial at a time, its name alone in a line and then lines

    FROM-TO: sentence | other words for the same | …

in seconds from the first frame that is read of the trial. “whole” stands for all of it, and “= LABEL” in the
place of a name for every trial that has this label.
"""

import math
from dataclasses import dataclass, replace
from pathlib import Path

from backend.motion.body import skeleton

from ..file import Caption

FOLDER = Path(__file__).resolve().parent.parent / "sentences"
OF_LABEL = "= "
# Beside what is told: a body doesn't start and stop at the sentence's seconds.
MARGIN_S = 0.1
SHORTEST_FRAMES = 22
# A moment that shares this much of its time with a clip is that clip.
SAME_SHARE = 0.85
# What library/seen.py reads lies beside the data sets' files.
_LOOKED_AT = "seen.txt"


@dataclass(frozen=True)
class Moment:
    """Seconds of a trial and the sentences that describe them."""

    from_s: float
    to_s: float
    texts: tuple

    def frames(self, count):
        """Frame range [start, stop) within a trial of `count` frames at 20 fps, margins included."""
        start = max(round((self.from_s - MARGIN_S) * skeleton.FPS), 0)
        stop = count
        if math.isfinite(self.to_s):
            stop = min(round((self.to_s + MARGIN_S) * skeleton.FPS) + 1, count)
        lacking = max(SHORTEST_FRAMES - (stop - start), 0)
        start = max(start - lacking // 2, 0)
        return start, min(max(stop, start + SHORTEST_FRAMES), count)


def read(path):
    """{trial: [Moment]} of a file. Raises ValueError naming file and line where it can't be read."""
    found, trial = {}, None
    for number, line in enumerate(Path(path).read_text("utf-8").splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        span, colon, words = line.partition(":")
        if not colon or line.startswith(OF_LABEL):
            trial = line
            found.setdefault(trial, [])
            continue
        try:
            start, stop = (0.0, math.inf) if span == "whole" else map(float, span.split("-"))
        except ValueError:
            raise ValueError(f"{path}, line {number}: “{span}” is not FROM-TO in seconds") from None
        texts = tuple(text.strip() for text in words.split("|") if text.strip())
        if trial is None or not texts or not 0 <= start < stop:
            raise ValueError(f"{path}, line {number}: expected a trial's name, then FROM-TO: sentences")
        found[trial].append(Moment(start, stop, texts))
    return found


def all_moments(folder=FOLDER):
    """{trial or “= LABEL”: [Moment]} of every data set's file."""
    found = {}
    for path in sorted(Path(folder).glob("*.txt")):
        if path.name == _LOOKED_AT:
            continue
        for trial, moments in read(path).items():
            found.setdefault(trial, []).extend(moments)
    return found


def of(entry, found):
    """[Moment] of an entry of clips.json's trials: its own and its label's, from what `all_moments` gives."""
    label = entry.get("label", entry.get("cmu_label", ""))
    return [*found.get(OF_LABEL + label, []), *found.get(entry["trial"], [])]


def captioned(clips, moments, count, cut, lead_in_s=0.0):
    """The clips of one trial with its moments' sentences, and the clips those moments make.

    clips: CorpusClips of the trial; moments: [Moment]; count: frames read of the trial at 20 fps;
    cut: called with (first, last, captions), gives the CorpusClips of these frames; lead_in_s: seconds of the
    file before the first frame that is read.
    """
    clips, made = list(clips), []
    for moment in moments:
        captions = tuple(Caption(text, origin="watched") for text in moment.texts)
        first, last = moment.frames(count)
        same = next(
            (i for i, clip in enumerate(clips) if _shared(clip, first, last, lead_in_s) >= SAME_SHARE), None
        )
        if same is not None:
            source = "watched" if clips[same].source == "label" else clips[same].source
            said = clips[same].captions + captions
            clips[same] = replace(clips[same], captions=said, source=source)
        elif last - first >= SHORTEST_FRAMES:
            made += cut(first, last, captions)
    return clips + made


def _shared(clip, first, last, lead_in_s):
    start = round((clip.start_s - lead_in_s) * skeleton.FPS)
    stop = start + len(clip)
    both = min(stop, last) - max(start, first)
    return max(both, 0) / (max(stop, last) - min(start, first))
