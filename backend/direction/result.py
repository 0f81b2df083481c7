"""What following a direction gives."""

from dataclasses import dataclass, field, replace

from ..motion.arrays import Floats
from ..motion.clip import Clip


@dataclass(frozen=True)
class Directed:
    """The Clip, sentences for the user, and what was promised, measured: {name: number}."""

    clip: Clip
    notices: list[str] = field(default_factory=list)
    measured: dict[str, float] = field(default_factory=dict)


def edited(clip: Clip, rotations: Floats, translation: Floats) -> Clip:
    """The Clip with another motion; its tokens no longer say what happens."""
    return replace(clip, rotations=rotations, translation=translation, tokens=None)
