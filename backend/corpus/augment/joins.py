"""Two clips in one: "walks forward, then jumps", cut where the bodies move alike.

The cut is searched as in motion graphs (Kovar, Gleicher and Pighin 2002): windows of both clips are laid over
each other, turned about y and shifted along the floor, and blended where their joints are nearest.
"""

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from backend.motion.body import features, quaternion, skeleton
from backend.motion.measure import metrics, windows

from ..build import MAX_FRAMES, at_origin
from ..file import Caption, CorpusClip, terms
from ..language import paraphrases as words
from ..language import verbs
from ..language.phrases import phrase

# Frames that are blended: 0.35 s.
OVERLAP = 7
WEIGHT = 0.4
# Root mean square distance of the joints in the overlap, metres; feet count double.
NEAREST = 0.16
# Horizontal movement of feet in contact around the cut, mm a frame; captured motion has 7 on average.
_SLIDE = 10.0
_SHORTEST, _LONGEST = 24, 140
# A clip is cut within this many frames of its end, and of its begin.
_TRIM = 18
_MOST, _PER_CLIP, _PER_PAIR = 360, 6, 14
# Actions of which any few seconds show the same.
_STEADY = {"dance", "salsa", "ballet", "box", "karate", "laugh", "wash", "sword"}
_DANCES = {"dance", "salsa", "ballet"}
_STEADY_WORDS = re.compile(r"^(?:acts|pretends|imitates|moves|plays|dances|flaps|swings)\b")
_ENDS = re.compile(r"\b(?:stop|sit|stand|land|pose|end|finish)", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """A clip that can be joined: its Phrases, and whether any part of it shows what they say."""

    clip: CorpusClip
    phrases: tuple
    steady: bool

    @property
    def action(self):
        """What is joined to other actions only: what most sentences of the clip name; all dances are one."""
        named = Counter(name for c in self.clip.captions for name in verbs.actions(c.text))
        named.pop("stop", None)
        if _DANCES & named.keys():
            return "dance"
        if named:
            often = max(named.values())
            return " ".join(sorted(name for name, count in named.items() if count == often))
        return "act"


def joins(clips, random, most=_MOST):
    """CorpusClips of two train clips each, the closest cuts first, no action or clip too often."""
    pieces = [piece for clip in clips if (piece := _piece(clip, random))]
    if len(pieces) < 2:
        return []
    actions = [piece.action for piece in pieces]
    found, used, pairs = [], {}, {}
    for _, a, i, b, j in _cuts(pieces):
        first, second = pieces[a], pieces[b]
        pair = (actions[a], actions[b])
        counts = used.get(("a", a), 0), used.get(("b", b), 0), pairs.get(pair, 0)
        if counts[0] >= _PER_CLIP or counts[1] >= _PER_CLIP or counts[2] >= _PER_PAIR:
            continue
        made = join(first, i, second, j, random)
        if made is None:
            continue
        used["a", a], used["b", b], pairs[pair] = (count + 1 for count in counts)
        found.append(made)
        if len(found) == most:
            break
    return found


def _piece(clip, random):
    said = [p for c in clip.captions if not c.stop_s and (p := phrase(c.text))]
    said = [p for p in said if " then " not in p.third and not re.search(r"\bstands?\b|\bjust\b", p.third)]
    if not said or clip.source == "label":
        return None
    steady = [p for p in said if _is_steady(p)]
    if len(clip) > _LONGEST and not steady:
        return None
    chosen = steady if len(clip) > _LONGEST else said
    order = random.permutation(len(chosen))
    return Piece(clip, tuple(chosen[k] for k in order), len(clip) > _LONGEST)


def _is_steady(said):
    one = bool(said.actions) and said.actions <= _STEADY
    plain = " and " not in said.third and "," not in said.third and not words.where(said.third)
    return plain and (one or bool(_STEADY_WORDS.match(said.third)))


def _ends(piece):
    """First frames of the overlap where the piece can stop."""
    count = len(piece.clip)
    if piece.steady:
        return np.arange(_SHORTEST, count - OVERLAP, 3)
    trim = 4 if any(_ENDS.search(p.third) for p in piece.phrases) else min(_TRIM, count // 4)
    return np.arange(max(count - OVERLAP - trim, _SHORTEST - OVERLAP), count - OVERLAP + 1)


def _begins(piece):
    """First frames of the overlap where the piece can start."""
    count = len(piece.clip)
    if piece.steady:
        return np.arange(0, count - _SHORTEST, 3)
    return np.arange(0, min(_TRIM, count // 4, max(count - _SHORTEST, 0)) + 1)


def _cuts(pieces):
    """(cost, piece, frame, piece, frame) of the best cut of all pairs of different actions, nearest first."""
    actions = [piece.action for piece in pieces]
    joints = [piece.clip.positions.astype(np.float64) for piece in pieces]
    sides = []
    for frames in (_ends, _begins):
        at = [frames(piece) for piece in pieces]
        rows = [windows.windows(x, starts, OVERLAP) for x, starts in zip(joints, at, strict=True)]
        owner = np.repeat(np.arange(len(pieces)), [len(starts) for starts in at])
        sides.append((np.concatenate(rows), owner, np.concatenate(at)))
    (ends, owner_a, at_a), (begins, owner_b, at_b) = sides
    square = np.sum(begins**2, axis=1)
    first_b = np.searchsorted(owner_b, np.arange(len(pieces)))
    found = []
    for a in range(len(pieces)):
        mine = np.flatnonzero(owner_a == a)
        if not len(mine):
            continue
        rows = ends[mine]
        cost = np.sqrt(np.maximum(np.sum(rows**2, axis=1)[:, None] + square - 2.0 * rows @ begins.T, 0.0))
        for b in range(len(pieces)):
            if actions[a] == actions[b] or pieces[a].clip.trial == pieces[b].clip.trial:
                continue
            stop = first_b[b + 1] if b + 1 < len(pieces) else len(owner_b)
            part = cost[:, first_b[b] : stop]
            if part.size and part.min() < NEAREST:
                i, j = np.unravel_index(part.argmin(), part.shape)
                found.append((float(part[i, j]), a, int(at_a[mine[i]]), b, int(at_b[first_b[b] + j])))
    return sorted(found)


def join(first, i, second, j, random):
    """The joined CorpusClip, or None if its feet slide at the cut. The overlaps start at frames i and j."""
    start = max(0, i + OVERLAP - int(random.integers(45, 80))) if first.steady else 0
    stop = min(len(second.clip), j + int(random.integers(45, 80))) if second.steady else len(second.clip)
    if i - start + stop - j > MAX_FRAMES:
        return None
    rotations, translation = blended(first.clip, start, i, second.clip, j, stop)
    rotations, translation = at_origin(rotations, translation)
    cut = i - start
    around = slice(max(cut - 1, 0), cut + OVERLAP + 1)
    seen = metrics.physical(skeleton.forward_kinematics(rotations, translation)[around])
    if seen.slide > _SLIDE:
        return None
    middle = (cut + OVERLAP / 2.0) / skeleton.FPS
    return CorpusClip(
        f"{first.clip.id}&{second.clip.id}", first.clip.trial, "train", "join",
        captions(first.phrases, second.phrases, middle, len(rotations) / skeleton.FPS),
        quaternion.continuous(rotations).astype(np.float32), translation.astype(np.float32), weight=WEIGHT,
        start_s=first.clip.start_s, kind="join", **terms(first.clip, second.clip),
    )  # fmt: skip


def blended(first, start, i, second, j, stop):
    """Rotations and translation: first[start:i], OVERLAP frames of both, the rest of second[:stop]."""
    a, b = slice(i, i + OVERLAP), slice(j, j + OVERLAP)
    at, to = i + OVERLAP // 2, j + OVERLAP // 2
    face_a = features.facing(first.positions[at : at + 1].astype(np.float64), sigma=0.0)[0]
    face_b = features.facing(second.positions[to : to + 1].astype(np.float64), sigma=0.0)[0]
    turn = quaternion.multiply(face_a, quaternion.inverse(face_b))
    rotations = second.rotations.astype(np.float64)
    rotations[:, 0] = quaternion.multiply(turn, rotations[:, 0])
    floor = np.array([1.0, 0.0, 1.0])
    translation = quaternion.rotate(turn, second.translation - second.translation[to] * floor)
    translation = translation + first.translation[at] * floor
    t = np.arange(1, OVERLAP + 1) / (OVERLAP + 1.0)
    share = t * t * (3.0 - 2.0 * t)
    return (
        np.concatenate([
            first.rotations[start:i],
            quaternion.slerp(first.rotations[a], rotations[b], np.repeat(share[:, None], 22, axis=1)),
            rotations[j + OVERLAP : stop],
        ]),
        np.concatenate([
            first.translation[start:i],
            first.translation[a] * (1.0 - share[:, None]) + translation[b] * share[:, None],
            translation[j + OVERLAP : stop],
        ]),
    )  # fmt: skip


def captions(first, second, cut_s, stop_s):
    """Captions of the whole and of both parts, as an animator would type them, from Phrases."""
    a, b = first[0], second[0]
    c, d = first[-1], second[-1]
    whole = [
        f"a person {a.third}, then {b.third}",
        f"{c.third} and then {d.third}",
        f"{a.order}, then {b.order}",
    ]
    if whole[1] == f"{a.third} and then {b.third}":
        whole[1] = f"a person {b.third} after {a.progressive}"
    parts = [
        Caption(f"a person {a.third}", 0.0, cut_s, "made"),
        Caption(f"a person {b.third}", cut_s, stop_s, "made"),
    ]
    return (*(Caption(text, origin="made") for text in whole), *parts)
