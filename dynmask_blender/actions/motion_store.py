"""What DynMask knows about an action, kept in a custom property so that it is saved with it.

Arrays are bytes of little-endian float32 (tokens int32). Sample i of the motion stands on frame
first_frame + i · frame_rate / fps.
"""

import hashlib
from dataclasses import dataclass, replace

import numpy as np

from ...backend.motion.clip import Clip
from . import origins as library_origins

KEY = "dynmask"
VERSION = 1


@dataclass(frozen=True)
class Stored:
    """omega, energy (T,), phi (T, W) at `fps`; frame_rate: the scene's when the keys were written.

    clip: the canonical motion the keys were made from, None where they were not made by DynMask; root: how
    its travel was retargeted; model: which one the clip's tokens are of; keys: fingerprint of the keys, to
    notice edits by hand; rig: of what else they move by.
    """

    omega: np.ndarray
    phi: np.ndarray
    energy: np.ndarray
    fps: float
    first_frame: float
    frame_rate: float
    clip: Clip | None = None
    root: str = "hips"
    model: str = ""
    keys: str = ""
    rig: str = ""
    stamp: str = ""

    def __len__(self):
        return len(self.omega)

    @property
    def step(self):
        """Scene frames per sample."""
        return self.frame_rate / self.fps

    @property
    def last_frame(self):
        return self.first_frame + (len(self) - 1) * self.step

    def frame_of(self, sample):
        return self.first_frame + sample * self.step

    def whole_frame_of(self, sample, place=None):
        """The whole scene frame nearest to a sample, within the motion; place: its nla.Place."""
        here, first, last = self.frame_of(sample), self.first_frame, self.last_frame
        if place is not None:
            here, first, last = (place.to_scene(frame) for frame in (here, first, last))
        return int(min(max(round(here), np.ceil(first - 1e-6)), np.floor(last + 1e-6)))

    def samples_within(self, first, last):
        """Half-open range of the samples that stand on or between two scene frames."""
        start, stop = ((frame - self.first_frame) / self.step for frame in (first, last))
        return max(0, int(np.ceil(start - 1e-6))), min(len(self), int(np.floor(stop + 1e-6)) + 1)


def of_take(take, first_frame, frame_rate):
    """Stored for one take as the backend returns it."""
    fps = float(take["fps"])
    clip = Clip(
        np.asarray(take["rotations"], np.float64), np.asarray(take["translation"], np.float64), fps,
        take.get("tokens"), str(take.get("prompt") or ""), int(take.get("seed", -1)),
        library_origins.read(library_origins.text(take.get("sources"))),
    )  # fmt: skip
    return Stored(
        take["omega"], take["phi"], take["energy"], fps, first_frame, frame_rate, clip,
        model=str(take.get("model") or ""),
    )  # fmt: skip


def as_take(stored):
    """What `of_take` got: Stored with a clip as the backend returns takes."""
    clip = stored.clip
    return {
        "rotations": clip.rotations, "translation": clip.translation, "fps": clip.fps, "tokens": clip.tokens,
        "prompt": clip.prompt, "seed": clip.seed, "model": stored.model,
        "omega": stored.omega, "phi": stored.phi, "energy": stored.energy, "sources": list(clip.sources),
    }  # fmt: skip


def of_clip(clip, first_frame, frame_rate):
    """Stored with the descriptor of a Clip computed here, in numpy."""
    analysis = clip.analysis()
    return Stored(analysis.omega, analysis.phi, analysis.energy, clip.fps, first_frame, frame_rate, clip)


def write(action, stored):
    """Keep `stored` on the action; its stamp is made new. Without a clip, its origins stay."""
    clip = stored.clip
    told = origins(action) if clip is None else clip.sources
    data = {
        "version": VERSION, "fps": float(stored.fps), "first_frame": float(stored.first_frame),
        "frame_rate": float(stored.frame_rate), "root": stored.root, "keys": stored.keys,
        "rig": stored.rig,
        "model": stored.model,
        "samples": len(stored), "bands": stored.phi.shape[1],
        "omega": _bytes(stored.omega), "phi": _bytes(stored.phi), "energy": _bytes(stored.energy),
    }  # fmt: skip
    if clip is not None:
        data |= {"prompt": clip.prompt, "seed": str(clip.seed)}
        data |= {"rotations": _exact(clip.rotations), "translation": _exact(clip.translation)}
        if clip.tokens is not None:
            tokens = np.ascontiguousarray(clip.tokens, dtype="<i4")
            data |= {"tokens": tokens.tobytes(), "levels": tokens.shape[1]}
    if sources := library_origins.text(told):
        data["sources"] = sources
    data["stamp"] = hashlib.md5(repr(sorted(data.items())).encode(), usedforsecurity=False).hexdigest()
    action[KEY] = data


def stamp(action):
    """A short text that changes with what is stored, or "" where nothing is."""
    data = action.get(KEY)
    try:
        return str(data["stamp"]) if data is not None else ""
    except (KeyError, TypeError):
        return ""


def origins(action):
    """Whose captured motion a take began with, as the backend said it, without reading the motion itself."""
    data = action.get(KEY)
    try:
        return library_origins.read(data.get("sources", "")) if data is not None else ()
    except (AttributeError, TypeError):
        return ()


def add_origins(action, sources, first, frame_rate):
    """Keep whose captured motion an action shows besides. sources: their seconds count from frame `first`;
    frame_rate: the scene's, where nothing was kept of the action yet."""
    data = action.get(KEY)
    if not hasattr(data, "keys") or not {"first_frame", "frame_rate"} <= set(data.keys()):
        # Seconds count from where the action is read from.
        begins = float(np.floor(action.curve_frame_range[0]))
        action[KEY] = {"first_frame": begins, "frame_rate": float(frame_rate)}
        data = action[KEY]
    late = (first - data["first_frame"]) / data["frame_rate"]
    data["sources"] = library_origins.text([*origins(action), *library_origins.later(sources, late)])


def read(action, *, motion=True):
    """Stored of an action, or None where there is none or it cannot be understood. motion: also its clip."""
    data = action.get(KEY)
    try:
        if data is None or data["version"] != VERSION:
            return None
        count, bands, fps = int(data["samples"]), int(data["bands"]), float(data["fps"])
        stored = Stored(
            _array(data["omega"], count), _array(data["phi"], count, bands), _array(data["energy"], count),
            fps, float(data["first_frame"]), float(data["frame_rate"]),
            root=str(data["root"]), model=str(data.get("model", "")), keys=str(data["keys"]),
            rig=str(data.get("rig", "")),
            stamp=str(data["stamp"]),
        )  # fmt: skip
        if motion and "rotations" in data:
            tokens = None
            if "tokens" in data:
                tokens = np.frombuffer(data["tokens"], "<i4").astype(np.int64)
                tokens = tokens.reshape(-1, int(data["levels"]))
            rotations = np.frombuffer(data["rotations"], "<f8").reshape(count, 22, 4)
            translation = np.frombuffer(data["translation"], "<f8").reshape(count, 3)
            sources = library_origins.read(data.get("sources", ""))
            clip = Clip(rotations, translation, fps, tokens, str(data["prompt"]), int(data["seed"]), sources)
            stored = replace(stored, clip=clip)
        return stored
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _bytes(array):
    return np.ascontiguousarray(array, dtype="<f4").tobytes()


def _exact(array):
    return np.ascontiguousarray(array, dtype="<f8").tobytes()


def _array(data, *shape):
    return np.frombuffer(data, "<f4").reshape(shape).astype(np.float64)
