"""From CMU's files and their captions to the clips of a corpus."""

import json
from pathlib import Path

import numpy as np

from backend.motion import asf_amc, bvh, features, quaternion, skeleton, sources
from backend.motion.clip import Clip

from . import captions as sentences
from . import parts
from .file import Caption, CorpusClip
from .sources import credits

MAX_FRAMES = 197
MIN_FRAMES = 20
MIN_LABEL_FRAMES = 40
# A trial's own sentences hold for a clip that covers this share of it.
TRIAL_SHARE = 0.7


def build(folder, clips_json=None, progress=None):
    """List of CorpusClips from a folder that holds the unpacked `cmu/` and clips.json.

    clips_json: the file, where it lies elsewhere. progress: called with (done, total) trials.
    Raises ValueError or FileNotFoundError that names the file at fault.
    """
    folder = Path(folder)
    listing = json.loads(listing_path(folder, clips_json).read_text(encoding="utf-8"))
    by_trial = {}
    for entry in listing["clips"]:
        by_trial.setdefault(entry["trial"], []).append(entry)
    clips = []
    for done, trial in enumerate(listing["trials"]):
        whole, lead_in = read_trial(folder, trial)
        captioned = sorted(by_trial.get(trial["trial"], []), key=lambda entry: entry["start_s"])
        clips += _captioned(whole, lead_in, trial, captioned)
        clips += _label_only(whole, lead_in, trial, captioned)
        if progress:
            progress(done + 1, len(listing["trials"]))
    return clips


def listing_path(folder, clips_json=None):
    """Path of clips.json: the one given, or in the folder or beside it."""
    if clips_json:
        return Path(clips_json)
    for candidate in (folder / "clips.json", folder.parent / "clips.json", folder / "cmu" / "clips.json"):
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"there is no clips.json in {folder}; name it with --clips")


def read_capture(folder, trial):
    """A trial of clips.json on its own skeleton."""
    path = _inside(folder, trial["file"])
    if path.suffix.lower() == ".amc":
        return asf_amc.read(path, _inside(folder, trial["asf"]))
    return bvh.read(path)


def read_trial(folder, trial):
    """A trial as a Clip at 20 fps, and the seconds that were dropped at its start."""
    capture = read_capture(folder, trial)
    source, fps = sources.recognise(capture), float(trial["fps"])
    lead_in = min(source.lead_in, len(capture) - 1)
    clip = sources.to_canonical(capture.at(slice(lead_in, None)), source, fps, repaired=True)
    if fps % skeleton.FPS == 0:
        step = int(fps // skeleton.FPS)
        clip = Clip(quaternion.continuous(clip.rotations[::step]), clip.translation[::step], skeleton.FPS)
    else:
        clip = clip.resampled(skeleton.FPS)
    return clip, lead_in / fps


def _inside(folder, name):
    for candidate in (folder / name, folder / Path(*Path(name).parts[1:])):
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"{folder} lacks {name}; unpack cmu.tar.xz there")


def _captioned(whole, lead_in, trial, entries):
    clips = []
    for entry in entries:
        start, stop = _frames(entry, lead_in, len(whole))
        duration = (stop - start) / skeleton.FPS
        texts = [
            Caption(sentences.clean(c["text"]), *_span(c, duration), "humanml3d") for c in entry["captions"]
        ]
        if stop - start >= TRIAL_SHARE * len(whole):
            texts += [Caption(text, origin="kit") for text in trial["kit_captions"]]
        if stop - start < MIN_FRAMES:
            continue
        # Up to a quarter of a second is cut off rather than made a clip of its own.
        for part, (first, last) in enumerate(_windows(start, stop, slack=5)):
            kept = texts if part == 0 else [c for c in texts if not c.stop_s]
            name = entry["id"] if part == 0 else f"{entry['id']}+{part}"
            at = lead_in + first / skeleton.FPS
            clips.append(_clip(whole, first, last, name, trial, entry["id"], kept, entry["split"], at))
    return clips


def _frames(entry, lead_in, count):
    start = int(round((entry["start_s"] - lead_in) * skeleton.FPS))
    stop = int(round((entry["end_s"] - lead_in) * skeleton.FPS)) + 1
    return max(start, 0), min(stop, count)


def _span(caption, duration):
    """Seconds from, to; the whole clip is 0, 0."""
    start, stop = float(caption["from_s"] or 0.0), float(caption["to_s"] or 0.0)
    stop = min(stop, duration)
    if stop <= start or (start <= 0.0 and stop >= duration - 0.05):
        return 0.0, 0.0
    return start, stop


def _windows(start, stop, slack=0):
    """Frame ranges of at most 197 frames that divide start…stop evenly."""
    length = stop - start
    if MAX_FRAMES < length <= MAX_FRAMES + slack:
        return [(start, start + MAX_FRAMES)]
    edges = np.linspace(start, stop, -(-length // MAX_FRAMES) + 1).round().astype(int)
    return list(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True))


def _label_only(whole, lead_in, trial, entries):
    """Windows of the footage that no captioned clip covers, with a sentence from the label."""
    covered = np.zeros(len(whole), bool)
    for entry in entries:
        start, stop = _frames(entry, lead_in, len(whole))
        covered[start:stop] = True
    edges = np.flatnonzero(np.diff(np.concatenate([[1], covered.astype(np.int8), [1]])))
    texts = {
        "kit": trial["kit_captions"] if not entries else (),
        "label": sentences.from_label(trial["cmu_label"]),
    }
    clips, positions = [], whole.positions
    for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        for first, last in _windows(start, stop):
            # A short trial is an action of its own; a short rest of a described one is hardly anything.
            if last - first >= (MIN_LABEL_FRAMES if entries else MIN_FRAMES):
                name = f"{trial['trial']}@{first}"
                said = [
                    Caption(text, origin=origin)
                    for origin, given in texts.items()
                    for text in parts.fitted(given, positions[first:last])
                ]
                at = lead_in + first / skeleton.FPS
                clips.append(_clip(whole, first, last, name, trial, "label", said, trial["split"], at))
    return clips


def _clip(whole, first, last, name, trial, source, texts, split, start_s):
    rotations, translation = at_origin(whole.rotations[first:last], whole.translation[first:last])
    return CorpusClip(
        name, trial["trial"], split, source, tuple(texts),
        quaternion.continuous(rotations), translation.astype(np.float32),
        start_s=start_s, **credits.terms(trial),
    )  # fmt: skip


def at_origin(rotations, translation):
    """Start at x = z = 0 facing +z; heights stay those over the trial's floor."""
    height = translation[:, 1].copy()
    rotations, translation = features.place_at_origin(rotations, translation)
    translation[:, 1] = height
    return rotations, translation
