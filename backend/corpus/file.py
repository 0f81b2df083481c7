"""The compact corpus file: every clip's rotations, pelvis path and captions in one .npz."""

import json
from dataclasses import dataclass, replace

import numpy as np

from backend.motion import files, npz
from backend.motion.body import quaternion, skeleton

from .language import captions as words
from .language import open_sides
from .language.captions import Caption

FORMAT = "dynmask-corpus/1"
CAPTURED = "captured"
QUATERNION_SCALE = 32767.0
_MAX_BYTES = 2**33


@dataclass(frozen=True)
class CorpusClip:
    """One captioned motion at 20 fps on the canonical body, starting at the origin facing +z.

    rotations (T, 22, 4) local, translation (T, 3) in metres over the trial's floor. source: the corpus
    clip's id, or "label" where the sentence was made from the trial's label. mirrored: left and right
    exchanged, words too. weight: how much the clip counts in training. dataset: "cmu", "accad", …; licence,
    credit: as its publisher words them. start_s: seconds of the first frame in the trial's file. kind:
    CAPTURED or the name of the recipe that made the motion. flags: of a capture: in_place, loop, hand_keyed,
    travel_recovered (its path comes from its feet), rough (it slides or shakes).
    """

    id: str
    trial: str
    split: str
    source: str
    captions: tuple
    rotations: np.ndarray
    translation: np.ndarray
    mirrored: bool = False
    weight: float = 1.0
    dataset: str = ""
    licence: str = ""
    credit: str = ""
    start_s: float = 0.0
    kind: str = CAPTURED
    flags: tuple = ()

    def __len__(self):
        return len(self.rotations)

    @property
    def positions(self):
        """Joint positions (T, 22, 3) in metres."""
        return skeleton.forward_kinematics(self.rotations, self.translation)

    def mirror(self):
        """The clip seen in a mirror, its sentences with left and right exchanged."""
        rotations, translation = skeleton.mirror(self.rotations, self.translation)
        swapped = tuple(replace(c, text=words.mirror(c.text)) for c in self.captions)
        return replace(
            self, id=f"M{self.id}", captions=swapped, mirrored=not self.mirrored,
            rotations=rotations, translation=translation.astype(self.translation.dtype),
        )  # fmt: skip


def terms(*clips):
    """dataset, licence and credit of motion made from these CorpusClips, as keywords: each one's, once."""
    return {
        name: "; ".join(dict.fromkeys(text for clip in clips if (text := getattr(clip, name))))
        for name in ("dataset", "licence", "credit")
    }


def save(path, clips):
    """Write CorpusClips (unmirrored) to `path`."""
    meta, start = [], 0
    for clip in clips:
        meta.append({
            "id": clip.id, "trial": clip.trial, "split": clip.split, "source": clip.source,
            "start": start, "stop": start + len(clip),
            "captions": [_caption_entry(c) for c in clip.captions],
            "weight": clip.weight, "dataset": clip.dataset, "licence": clip.licence, "credit": clip.credit,
            "start_s": clip.start_s, "kind": clip.kind, "flags": list(clip.flags),
        })  # fmt: skip
        start += len(clip)
    rotations = np.concatenate([clip.rotations for clip in clips])
    with files.replacing(path) as file:
        np.savez_compressed(
            file,
            format=np.array(FORMAT),
            rotations=np.round(rotations * QUATERNION_SCALE).astype(np.int16),
            translation=np.concatenate([clip.translation for clip in clips]).astype(np.float32),
            meta=np.array(json.dumps(meta, ensure_ascii=False)),
        )


def _caption_entry(caption):
    entry = {"text": caption.text, "from_s": caption.start_s, "to_s": caption.stop_s}
    return entry | ({"origin": caption.origin} if caption.origin else {})


def load(path, *, mirrored=False):
    """List of CorpusClips, float32; with `mirrored` every clip's mirror image follows it, and sentences
    that leave the side open are taught for one side (open_sides.py).

    Raises ValueError that says what is wrong for a file that is no readable corpus.
    """
    try:
        data = npz.read(path, "corpus file", _MAX_BYTES)
        if "format" not in data or _text(data["format"], path) != FORMAT:
            raise ValueError(f"{path} is not a readable corpus file: its format is not {FORMAT}")
        rotations, translation = data["rotations"], data["translation"]
        shapes = rotations.shape[1:], translation.shape[1:]
        if shapes != ((len(skeleton.JOINTS), 4), (3,)) or len(rotations) != len(translation):
            raise ValueError(f"{path} is damaged: rotations {rotations.shape}, path {translation.shape}")
        rotations = quaternion.normalize(rotations.astype(np.float32))
        return [
            one
            for entry in json.loads(_text(data["meta"], path))
            for clip in [_clip(entry, rotations, translation.astype(np.float32, copy=False))]
            for one in ([open_sides.settled(c) for c in (clip, clip.mirror())] if mirrored else [clip])
        ]
    except (
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        OverflowError,
        json.JSONDecodeError,
    ) as fault:
        raise ValueError(f"{path} is damaged: its list of clips cannot be read") from fault


def _text(array, path):
    try:
        return npz.text(array)
    except ValueError as fault:
        raise ValueError(f"{path} is damaged: {fault} in its format and its list of clips") from fault


def _clip(entry, rotations, translation):
    start, stop = int(entry["start"]), int(entry["stop"])
    if not 0 <= start <= stop <= len(rotations):
        raise KeyError(entry["id"])
    captions = tuple(
        Caption(c["text"], c["from_s"], c["to_s"], c.get("origin", "")) for c in entry["captions"]
    )
    return CorpusClip(
        entry["id"], entry["trial"], entry["split"], entry["source"], captions,
        rotations[start:stop], translation[start:stop], weight=float(entry.get("weight", 1.0)),
        dataset=entry.get("dataset", ""), licence=entry.get("licence", ""), credit=entry.get("credit", ""),
        start_s=float(entry.get("start_s", 0.0)), kind=entry.get("kind", CAPTURED),
        flags=tuple(entry.get("flags", ())),
    )  # fmt: skip
