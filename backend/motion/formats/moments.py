"""An animator's own moments: motions with a sentence, one file each in a folder of hers.

A file is written aside and moved into place: whoever looks finds the old one or the new one, also after a
crash or on a full disk.
"""

import os
import re
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from .. import files, npz
from ..body import features, skeleton
from ..clip import Clip

FORMAT, SUFFIX = "dynmask-moment/1", ".moment.npz"
MIN_SECONDS, MAX_SECONDS = 0.5, 600.0
LONGEST_SENTENCE = 300
_MAX_BYTES = 2**26
_KEY = re.compile(r"[a-z0-9-]{1,80}")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Moment:
    """clip: on the canonical body at 20 fps, beginning at x = z = 0 and facing +z, its prompt the sentence;
    key: what names it in its folder; origin: what it was made from, for whoever looks."""

    key: str
    origin: str
    clip: Clip

    @property
    def sentence(self) -> str:
        return self.clip.prompt

    @property
    def seconds(self) -> float:
        return len(self.clip) / self.clip.fps


def add(folder: str | Path, clip: Clip, sentence: str, origin: str = "") -> str:
    """Write a Clip at any rate and place into the folder; the key of the new moment.

    Raises ValueError for a sentence or length that cannot be used, OSError that names the file.
    """
    said = checked(sentence)
    seconds = len(clip) / clip.fps
    if not MIN_SECONDS <= seconds <= MAX_SECONDS:
        raise ValueError(
            f"A motion of the library lasts {MIN_SECONDS} to {MAX_SECONDS:.0f} s, this one {seconds:.1f} s"
        )
    clip = clip.resampled(skeleton.FPS) if clip.fps != skeleton.FPS else clip
    rotations, translation = features.place_at_origin(clip.rotations, clip.translation)
    translation[:, 1] = clip.translation[:, 1]
    slug = _NOT_WORDS.sub("-", said.lower()).strip("-")[:48].strip("-") or "motion"
    key = f"{slug}-{uuid.uuid4().hex[:8]}"
    _write(folder, Moment(key, origin, Clip(rotations, translation, float(skeleton.FPS), prompt=said)))
    return key


def rename(folder: str | Path, key: str, sentence: str) -> None:
    """Give a moment another sentence. Raises as `add` and `read` do."""
    said, moment = checked(sentence), read(folder, key)
    _write(folder, replace(moment, clip=replace(moment.clip, prompt=said)))


def remove(folder: str | Path, key: str) -> None:
    """Delete a moment's file. Raises ValueError where it is not there, OSError."""
    try:
        path(folder, key).unlink()
    except FileNotFoundError as fault:
        raise ValueError("That motion is not in the library any more") from fault


def read(folder: str | Path, key: str) -> Moment:
    """A moment of the folder. Raises ValueError, one sentence."""
    file = path(folder, key)
    try:
        data = npz.read(file, "motion of the library", _MAX_BYTES)
    except FileNotFoundError as fault:
        raise ValueError("That motion is not in the library any more") from fault
    try:
        if npz.text(data["format"]) != FORMAT:
            raise ValueError("it is of another format")
        rotations, translation = (data[name].astype(np.float64) for name in ("rotations", "translation"))
        lengths = np.linalg.norm(rotations, axis=-1)
        if not len(rotations) or not (abs(lengths - 1.0) < 0.01).all():
            raise ValueError("it holds invalid rotations")
        rotations /= lengths[..., None]
        clip = Clip(rotations, translation, float(skeleton.FPS), prompt=checked(npz.text(data["sentence"])))
        return Moment(key, npz.text(data["origin"]), clip)
    except (ValueError, LookupError, TypeError) as fault:
        raise ValueError(f"{file} is not a readable motion of the library: {fault}") from fault


def keys(folder: str | Path) -> list[str]:
    """Keys of the moments in the folder, in order; none where there is no such folder."""
    return [name for name, _, _ in stamp(folder)]


def stamp(folder: str | Path) -> tuple[tuple[str, int, int], ...]:
    """(key, time, bytes) of every moment's file: differs whenever one is added, changed or removed."""
    try:
        with os.scandir(folder) as entries:
            found = [(e.name.removesuffix(SUFFIX), e.stat()) for e in entries if e.name.endswith(SUFFIX)]
    except OSError:
        return ()
    return tuple(sorted((key, s.st_mtime_ns, s.st_size) for key, s in found if _KEY.fullmatch(key)))


def path(folder: str | Path, key: str) -> Path:
    """The file of a moment. Raises ValueError for a key that names none."""
    if not _KEY.fullmatch(key):
        raise ValueError("That motion is not in the library")
    return Path(folder) / f"{key}{SUFFIX}"


def checked(sentence: str) -> str:
    """The sentence in one line. Raises ValueError where it says nothing, or too much."""
    said = " ".join("".join(c if c.isprintable() else " " for c in sentence).split())
    if not any(c.isalpha() for c in said):
        raise ValueError("Say in a sentence what the body does: that is how the motion is found")
    if len(said) > LONGEST_SENTENCE:
        raise ValueError(f"The sentence is longer than {LONGEST_SENTENCE} characters")
    return said


def sentence_of(name: str) -> str:
    """What a file's name says is done: "walk_likeARobot-01" gives "walk like a robot"; "" for no words."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    words = [word for word in re.split(r"[\W_]+", spaced) if word and not word.isdigit()]
    return " ".join(words).lower() if any(word.isalpha() and len(word) > 1 for word in words) else ""


def _write(folder: str | Path, moment: Moment) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    arrays = {
        "format": np.array(FORMAT), "sentence": np.array(moment.sentence),
        "origin": np.array(moment.origin[:200]),
        "rotations": moment.clip.rotations.astype(np.float32),
        "translation": moment.clip.translation.astype(np.float32),
    }  # fmt: skip
    with files.replacing(path(folder, moment.key)) as file:
        np.savez_compressed(file, **arrays)
