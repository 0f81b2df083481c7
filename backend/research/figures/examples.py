"""The motions that the figures show: captured ones of a corpus, or takes of the weights."""

import re
from dataclasses import dataclass

import numpy as np

from ...motion.body import features
from ...motion.clip import Clip

# Kind: what all sentences of a captured clip must say, and what is asked of the weights where there is none.
KINDS = {
    "walk": (r"\bwalk", "a person walks forward"),
    "run": (r"\b(run|runs|running|ran|jog|jogs|jogging|sprint|sprints)\b", "a person runs forward"),
    "dance": (r"danc|salsa|ballet", "a person dances the salsa"),
    "jump": (r"\b(jump|hop|leap)", "a person jumps up and down"),
}
# Other things to do; a clip whose sentences name one of these shows no kind purely.
_OTHER = r"\bturn|back|climb|stair|\bsit|\bball\b|kick|punch|around|duck|crouch|circle|balanc|squat|stop|hump"
SHORTEST, LONGEST = 32, 100


@dataclass(frozen=True)
class Example:
    """One motion of a kind at 20 fps, and in words where it is from."""

    kind: str
    clip: Clip
    source: str


def from_corpus(clips):
    """Example of every kind in a list of CorpusClips, the test split's before others; kinds may be lacking.

    Of several the longest up to five seconds is taken; of a longer one its middle.
    """
    found = []
    for kind, (wanted, _) in KINDS.items():
        others = "|".join([_OTHER, *(pattern for name, (pattern, _) in KINDS.items() if name != kind)])
        fitting = [c for c in clips if _is_of(c, wanted, others)]
        if fitting:
            best = max(fitting, key=lambda c: (c.split == "test", min(len(c), LONGEST), -len(c)))
            found.append(Example(kind, _middle(best), f"captured, {best.split} split, clip {best.id}"))
    return found


def generated(generator, seed, seconds=4.0):
    """Example of every kind made by a Generator."""
    made = generator.generate([prompt for _, prompt in KINDS.values()], seconds, seed)
    return [Example(kind, clip, f"generated, seed {seed}") for kind, clip in zip(KINDS, made, strict=True)]


def _is_of(clip, wanted, others):
    sentences = [c.text.lower() for c in clip.captions if not c.stop_s]
    return (
        clip.source != "label" and len(clip) >= SHORTEST and bool(sentences)
        and all(re.search(wanted, s) and not re.search(others, s) for s in sentences)
    )  # fmt: skip


def _middle(clip):
    start = max(0, (len(clip) - LONGEST) // 2)
    part = slice(start, start + LONGEST)
    rotations, translation = clip.rotations[part].astype(float), clip.translation[part].astype(float)
    height = translation[:, 1].copy()
    rotations, translation = features.place_at_origin(rotations, translation)
    translation[:, 1] = height
    return Clip(rotations, np.asarray(translation), prompt=clip.captions[0].text)
