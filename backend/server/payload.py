"""Motion and results as they travel in messages."""

import numpy as np

from ..generation.checks import shown
from ..generation.errors import UserError
from ..motion.clip import Clip
from ..motion.measure import spectral

MAX_FRAMES = 100_000


def clip(data, what="motion"):
    """A Clip from {rotations (T, 22, 4), translation (T, 3), fps, tokens?, prompt?}. Raises UserError.

    Rotations and translation keep their number type, so that unchanged frames stay bit-identical.
    """
    if not isinstance(data, dict):
        raise UserError(f"The {what} is missing from the request.")
    arrays = {}
    for name in ("rotations", "translation"):
        array = data.get(name)
        if not isinstance(array, np.ndarray) or array.dtype.kind != "f":
            raise UserError(f"The {what} has no array of {name}.")
        arrays[name] = array
    frames = len(arrays["rotations"]) if arrays["rotations"].ndim else 0
    if not 1 <= frames <= MAX_FRAMES:
        raise UserError(f"The {what} must have 1 to {MAX_FRAMES:,} frames, not {frames:,}.")
    fps, tokens, prompt = data.get("fps", 20.0), data.get("tokens"), data.get("prompt", "")
    if not isinstance(fps, (int, float)) or isinstance(fps, bool) or not 1.0 <= fps <= 1000.0:
        raise UserError(f"The {what}'s frame rate must be from 1 to 1000, not {shown(fps)}.")
    if tokens is not None and not isinstance(tokens, np.ndarray):
        raise UserError(f"The {what}'s tokens must be an array.")
    try:
        return Clip(
            arrays["rotations"], arrays["translation"], float(fps), tokens,
            prompt if isinstance(prompt, str) else "", sources=_sources(data.get("sources")),
        )  # fmt: skip
    except ValueError as fault:
        raise UserError(f"The {what} cannot be used: {fault}.") from fault


def _sources(given):
    """Where a motion comes from, as `take` told it; nothing where that is not what it should be."""
    fine = isinstance(given, (list, tuple)) and all(isinstance(one, dict) for one in given)
    return tuple(given) if fine else ()


def takes(made):
    """The result message of a generation.Takes."""
    return {"takes": [take(one) for one in made], "notices": made.notices, "timings": made.timings}


def take(one):
    """One Clip with its analysis."""
    analysis = one.analysis()
    return {
        "rotations": one.rotations, "translation": one.translation, "fps": one.fps,
        "omega": analysis.omega, "phi": analysis.phi, "energy": analysis.energy,
        "segments": spectral.segments(analysis.omega), "tokens": one.tokens, "seed": one.seed,
        "prompt": one.prompt, "seconds": len(one) / one.fps, "sources": list(one.sources),
    }  # fmt: skip


def analysis(data):
    """Result of `analyse`: of a motion, or of {positions (T, J, 3), fps}."""
    if isinstance(data.get("motion"), dict):
        found = clip(data["motion"]).analysis()
    else:
        found = _of_positions(data.get("positions"), data.get("fps", 20.0))
    return {
        "omega": found.omega, "phi": found.phi, "energy": found.energy,
        "segments": spectral.segments(found.omega),
    }  # fmt: skip


def _of_positions(positions, fps):
    usable = isinstance(positions, np.ndarray) and positions.ndim == 3 and positions.shape[2] == 3
    if not usable or not 1 <= len(positions) <= MAX_FRAMES or not np.isfinite(positions).all():
        raise UserError("There is nothing to analyse: send a motion, or finite positions (T, J, 3).")
    if not isinstance(fps, (int, float)) or isinstance(fps, bool) or not 1.0 <= fps <= 1000.0:
        raise UserError(f"The frame rate must be from 1 to 1000 frames a second, not {shown(fps)}.")
    return spectral.analyse_at(positions, fps)
