"""From a take's decoded features to the Clip that is given back."""

import numpy as np

from ..models.config import ModelConfig
from ..motion.arrays import Floats, Ints
from ..motion.cleanup import foot_lock as feet
from ..motion.clip import Clip
from . import recover
from .errors import UserError
from .library.starts import Start
from .progress import Progress
from .takes import Cleaner


def clip(
    tokens: Ints | None, features: Floats, frames: int, prompt: str, seed: int, config: ModelConfig,
    clean: Cleaner | None, work: Progress, start: Start | None = None,
) -> Clip:  # fmt: skip
    """The Clip of features (≥ frames, 263) and their tokens, without the decoder's faults, feet cleaned.

    start: what the take began with, which is shown through as far as it says. Raises UserError for features
    that are not finite, Cancelled.
    """
    work.check()
    if not np.isfinite(features).all():
        raise UserError("The weights produced numbers that are not finite: they may be damaged.")
    with work.timed("recover"):
        shows = start is not None and bool(start.shown.any())
        if start is not None and shows:
            features = start.blended(features)
            raw = recover.motion(features[:frames], config.rotations)
        made = recover.decoded(features[:frames], config)
        rotations, translation, labels = made.rotations, made.translation, made.labels
        if made.retimed and shows:
            # Captured flights take as long as they took.
            (rotations, translation), labels = raw, recover.contacts(features[:frames])
        elif made.retimed:
            # Tokens no longer say what happens when.
            tokens = None
    if clean is not None:
        with work.timed("feet"):
            rotations, translation = clean(rotations, translation, config.fps, labels)
    if start is None:
        return Clip(rotations, translation, config.fps, tokens, prompt, seed)
    if shows:
        if clean is not None:
            with work.timed("feet"):
                raw = clean(*raw, config.fps, recover.contacts(features[:frames]), settings=feet.CAPTURED)
        rotations, translation = start.shown_through(raw, (rotations, translation))
    told = tuple(use.told() for use in start.draft.uses)
    return Clip(rotations, translation, config.fps, tokens, prompt, seed, told)
