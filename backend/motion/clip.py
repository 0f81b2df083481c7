"""A motion clip as the backend returns it, and its .npz file."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from . import files, npz
from .arrays import Array, Floats, Ints
from .body import resampling, skeleton
from .measure import spectral


@dataclass(frozen=True)
class Clip:
    """One motion on the canonical body.

    rotations: local unit quaternions (T, 22, 4), w x y z, relative to the T-pose.
    translation: pelvis position (T, 3) in metres, y up. fps: frames a second.
    tokens: (n, levels) residual-quantised codes, −1 for a level that was not drawn, or None for motion the
    model did not make. sources: captured clips that a take began with, as generation.library says it.
    """

    rotations: Floats
    translation: Floats
    fps: float = skeleton.FPS
    tokens: Ints | None = None
    prompt: str = ""
    seed: int = -1
    sources: tuple[dict[str, Any], ...] = ()

    def __post_init__(self) -> None:
        if self.rotations.ndim != 3 or self.rotations.shape[1:] != (len(skeleton.JOINTS), 4):
            raise ValueError(f"rotations must be (T, 22, 4), got {self.rotations.shape}")
        if self.translation.shape != (len(self.rotations), 3):
            raise ValueError(f"translation must be ({len(self.rotations)}, 3), got {self.translation.shape}")
        if not (np.isfinite(self.rotations).all() and np.isfinite(self.translation).all()):
            raise ValueError("the motion holds numbers that are not finite")
        if not (np.isfinite(self.fps) and self.fps > 0):
            raise ValueError(f"fps must be positive, got {self.fps}")

    def __len__(self) -> int:
        return len(self.rotations)

    @property
    def positions(self) -> Floats:
        """Joint positions (T, 22, 3) in metres, by forward kinematics."""
        return skeleton.forward_kinematics(self.rotations, self.translation)

    def sources_from(self, start_s: float, seconds: float = np.inf) -> tuple[dict[str, Any], ...]:
        """Its sources as a motion tells them that begins start_s after it and is so long: what it does not
        show is left out."""
        found = []
        for source in self.sources:
            times = {at: float(source[at]) - start_s for at in ("from_s", "to_s") if at in source}
            first, last = max(times.get("from_s", 0.0), 0.0), min(times.get("to_s", np.inf), seconds)
            if first < last:
                bounds = {"from_s": round(first, 3), "to_s": round(last, 3)}
                found.append(source | {at: bounds[at] for at in times})
        return tuple(found)

    def resampled(self, fps: float, within: bool = False) -> "Clip":
        """The same motion at another frame rate, smooth between frames; within: see resampling.moments."""
        if fps == self.fps or len(self) < 2:
            return replace(self, fps=float(fps), tokens=None)
        at = resampling.moments(len(self), self.fps, fps, within)
        rotations, translation = resampling.motion(self.rotations, self.translation, at)
        return replace(self, rotations=rotations, translation=translation, fps=float(fps), tokens=None)

    def analysis(self) -> spectral.Analysis:
        """Motion Spectral Descriptor per frame."""
        return spectral.analyse_at(self.positions, self.fps)

    def save(self, path: str | Path) -> None:
        """Write the .npz; positions and the descriptor are computed from the rotations."""
        analysis = self.analysis()
        arrays: dict[str, Array] = {
            "rotations": self.rotations, "translation": self.translation, "positions": self.positions,
            "fps": np.array(self.fps), "omega": analysis.omega, "phi": analysis.phi,
            "energy": analysis.energy, "prompt": np.array(self.prompt), "seed": np.array(self.seed),
        }  # fmt: skip
        if self.tokens is not None:
            arrays["tokens"] = self.tokens.astype(np.int32)
        if self.sources:
            arrays["sources"] = np.array(json.dumps(self.sources))
        with files.replacing(path) as file:
            np.savez_compressed(file, **arrays)

    @classmethod
    def load(cls, path: str | Path) -> "Clip":
        """Read a .npz written by `save`. Raises ValueError that names what is missing or wrong."""
        arrays = npz.read(path, "motion .npz")
        missing = {"rotations", "translation", "fps"} - arrays.keys()
        if missing:
            raise ValueError(f"{path} lacks {', '.join(sorted(missing))}")
        if "U" in (arrays["rotations"].dtype.kind, arrays["translation"].dtype.kind):
            raise ValueError(f"{path} holds text where the motion should be")
        if "tokens" in arrays and (arrays["tokens"].ndim != 2 or arrays["tokens"].dtype.kind not in "iu"):
            raise ValueError(f"{path} holds tokens that are no whole numbers (n, levels)")
        try:
            return cls(
                arrays["rotations"].astype(np.float64), arrays["translation"].astype(np.float64),
                float(npz.number(arrays["fps"])), arrays.get("tokens"),
                npz.text(arrays.get("prompt", np.array(""))),
                int(npz.number(arrays.get("seed", np.array(-1)))),
                _sources(npz.text(arrays.get("sources", np.array("[]")))),
            )  # fmt: skip
        except ValueError as fault:
            raise ValueError(f"{path} cannot be used: {fault}") from fault


def _sources(text: str) -> tuple[dict[str, Any], ...]:
    """What `save` wrote. Raises ValueError."""
    try:
        found = json.loads(text)
    except RecursionError as fault:
        raise ValueError("its sources are nested too deeply") from fault
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ValueError("its sources are no list of objects")
    return tuple(found)
