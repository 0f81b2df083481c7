"""From captured files and their captions to the clips of a corpus."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from backend.motion.body import features, quaternion, skeleton
from backend.motion.measure import plausible

from . import short, trials
from .describe import moments
from .file import CAPTURED, Caption, CorpusClip
from .language import captions as sentences
from .language import labels, parts
from .sources import aistpp, credits, registry

MAX_FRAMES = 197
MIN_FRAMES = 20
MIN_LABEL_FRAMES = 40
# A trial's own sentences hold for a clip that covers this share of it.
TRIAL_SHARE = 0.7


def build(folders, clips_json=None, progress=None, *, whole=False):
    """List of CorpusClips from one or several folders, each with unpacked data sets and its clips.json.

    folders: a path or several. clips_json: for each of them the file, where it lies elsewhere. progress:
    called with (done, total) trials. whole: a clip for each trial, as long as it is, with its label. Raises
    ValueError or FileNotFoundError that names the file at fault.
    """
    listings = read_listings(folders, clips_json)
    total = sum(len(listing["trials"]) for _, listing in listings)
    clips, before, watched = [], 0, moments.all_moments()
    for folder, listing in listings:
        by_trial = {}
        for entry in listing["clips"]:
            by_trial.setdefault(entry["trial"], []).append(entry)
        told = (lambda done, before=before: progress(before + done, total)) if progress else None
        for trial in trials.read(folder, listing["trials"], skeletons_of(listing), told):
            if whole:
                clips.append(_whole(trial))
                continue
            trial, made_longer = short.lengthened(trial)
            captioned = by_trial.get(trial.entry["trial"], [])
            captioned = sorted(captioned, key=lambda entry: entry["start_s"])
            of_trial = [*_captioned(trial, captioned), *_label_only(trial, captioned)]
            of_trial = moments.captioned(
                of_trial, moments.of(trial.entry, watched), len(trial.motion),
                lambda first, last, said, trial=trial: _of_moment(trial, first, last, said), trial.lead_in,
            )  # fmt: skip
            clips += [replace(clip, kind=made_longer or CAPTURED) for clip in of_trial]
        before += len(listing["trials"])
    if whole:
        return clips
    return [clip for clip in aistpp.usable(clips) if not plausible.is_broken(clip.translation)]


def read_listings(folders, clips_json=None):
    """[(folder, contents of its clips.json), …]. Raises ValueError where a trial or clip is named twice, or a
    trial's clips are in another split than it."""
    folders = [folders] if isinstance(folders, str | Path) else list(folders)
    given = [clips_json] if isinstance(clips_json, str | Path) else list(clips_json or [])
    if given and len(given) != len(folders):
        raise ValueError(f"{len(folders)} folders, but {len(given)} times --clips: give one for each folder")
    found, seen = [], {}
    for number, folder in enumerate(map(Path, folders)):
        path = listing_path(folder, given[number] if given else None)
        listing = json.loads(path.read_text(encoding="utf-8"))
        for trial in listing["trials"]:
            if trial["trial"] in seen:
                raise ValueError(f"{path} lists the trial {trial['trial']}, which is listed already")
            seen[trial["trial"]] = trial["split"]
        for clip in listing["clips"]:
            if seen.get(clip["trial"]) != clip["split"]:
                raise ValueError(
                    f"{path}: clip {clip['id']} is in {clip['split']}, its trial {clip['trial']} is not"
                )
        found.append((folder, listing))
    return found


def listing_path(folder, clips_json=None):
    """Path of clips.json: the one given, or in the folder or beside it."""
    if clips_json:
        return Path(clips_json)
    for candidate in (folder / "clips.json", folder.parent / "clips.json", folder / "cmu" / "clips.json"):
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"there is no clips.json in {folder}; name it with --clips")


def skeletons_of(listing):
    """clips.json's skeletons by name; the first corpus has none."""
    kinds = listing.get("skeletons", {}).values()
    return {skeleton["name"]: skeleton for kind in kinds for skeleton in kind}


def _captioned(trial, entries):
    whole, lead_in, clips = trial.motion, trial.lead_in, []
    for entry in entries:
        start, stop = _frames(entry, lead_in, len(whole))
        duration = (stop - start) / skeleton.FPS
        texts = [
            Caption(sentences.clean(c["text"]), *_span(c, duration), "humanml3d") for c in entry["captions"]
        ]
        if stop - start >= TRIAL_SHARE * len(whole):
            texts += [Caption(text, origin="kit") for text in trial.entry["kit_captions"]]
        if stop - start < MIN_FRAMES:
            continue
        # Up to a quarter of a second is cut off rather than made a clip of its own.
        for part, (first, last) in enumerate(_windows(start, stop, slack=5)):
            kept = texts if part == 0 else [c for c in texts if not c.stop_s]
            name = entry["id"] if part == 0 else f"{entry['id']}+{part}"
            clips.append(_clip(trial, first, last, name, entry["id"], kept))
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


def _label_only(trial, entries):
    """Windows of the footage that no captioned clip covers, with a sentence from the label."""
    whole, lead_in = trial.motion, trial.lead_in
    covered = np.zeros(len(whole), bool)
    for entry in entries:
        start, stop = _frames(entry, lead_in, len(whole))
        covered[start:stop] = True
    edges = np.flatnonzero(np.diff(np.concatenate([[1], covered.astype(np.int8), [1]])))
    texts = {
        "kit": trial.entry["kit_captions"] if not entries else (),
        "label": _label_sentences(trial.entry),
    }
    clips, positions = [], whole.positions
    for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        for first, last in _windows(start, stop):
            # A short trial is an action of its own; a short rest of a described one is hardly anything.
            if last - first >= (MIN_LABEL_FRAMES if entries else MIN_FRAMES):
                name = f"{trial.entry['trial']}@{first}"
                said = [
                    Caption(text, origin=origin)
                    for origin, given in texts.items()
                    for text in parts.fitted(given, positions[first:last])
                ]
                clips.append(_clip(trial, first, last, name, "label", said))
    return clips


def _of_moment(trial, first, last, said):
    """Clips of what somebody looked at and described; a long moment's sentences hold for all its parts."""
    name = f"{trial.entry['trial']}~{first}-{last}"
    return [
        _clip(trial, start, stop, name if start == first else f"{name}+{start}", "watched", said)
        for start, stop in _windows(first, last)
    ]


def _label_sentences(entry):
    if registry.dataset(entry) == "cmu":
        return sentences.from_label(entry["cmu_label"])
    return labels.sentences(entry["label"])


def _whole(trial):
    said = [Caption(trial.entry.get("label", trial.entry["cmu_label"]), origin="label")]
    return _clip(trial, 0, len(trial.motion), trial.entry["trial"], "label", said)


def _clip(trial, first, last, name, source, texts):
    part = slice(first, last)
    rotations, translation = at_origin(trial.motion.rotations[part], trial.motion.translation[part])
    return CorpusClip(
        name, trial.entry["trial"], trial.entry["split"], source, tuple(texts),
        quaternion.continuous(rotations), translation.astype(np.float32),
        start_s=trial.lead_in + first / skeleton.FPS, flags=trial.flags, **credits.terms(trial.entry),
    )  # fmt: skip


def at_origin(rotations, translation):
    """Start at x = z = 0 facing +z; heights stay those over the trial's floor."""
    height = translation[:, 1].copy()
    rotations, translation = features.place_at_origin(rotations, translation)
    translation[:, 1] = height
    return rotations, translation
