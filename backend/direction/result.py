"""What following a direction gives, at once or in steps."""

from collections.abc import Generator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ..motion.arrays import Floats
from ..motion.clip import Clip

_Value = TypeVar("_Value")
# Work in steps, which yield the share of it that is done.
Steps = Generator[float, None, _Value]


@dataclass(frozen=True)
class Directed:
    """The Clip, sentences for the user, and what was promised, measured: {name: number}."""

    clip: Clip
    notices: list[str] = field(default_factory=list)
    measured: dict[str, float] = field(default_factory=dict)


def edited(clip: Clip, rotations: Floats, translation: Floats) -> Clip:
    """The Clip with another motion; its tokens no longer say what happens."""
    return replace(clip, rotations=rotations, translation=translation, tokens=None)


def finished(steps: Steps[_Value]) -> _Value:
    """The value of steps, all done at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: _Value = end.value
            return value
