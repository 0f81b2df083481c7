"""What a Generator gives back, and what every request to it may say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypedDict

from ..motion.arrays import Motion
from ..motion.cleanup import foot_lock as feet
from ..motion.clip import Clip
from .decoding.settings import DecodingSettings
from .progress import Callback, CancelCheck, Progress

# (rotations, translation, fps, labels, *, floor) -> rotations, translation; see foot_lock.lock_feet.
Cleaner = Callable[..., Motion]


@dataclass(frozen=True)
class Takes:
    """Clips that one request made, what the user should be told, and seconds spent per stage."""

    clips: list[Clip]
    notices: list[str] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)
    # Those of the notices that were told before anything was decoded.
    told: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Clip]:
        return iter(self.clips)

    def __len__(self) -> int:
        return len(self.clips)

    def __getitem__(self, index: int) -> Clip:
        return self.clips[index]


class Options(TypedDict, total=False):
    """cancelled is asked before every decoding step; progress is told (done, total, stage), and notify what
    the user should know before anything is decoded; it is among the notices as well."""

    settings: DecodingSettings | None
    foot_lock: bool
    progress: Callback | None
    cancelled: CancelCheck | None
    notify: Callable[[str], object] | None


def parse_options(
    *, settings: DecodingSettings | None = None, foot_lock: bool = True, progress: Callback | None = None,
    cancelled: CancelCheck | None = None, notify: Callable[[str], object] | None = None,
) -> tuple[DecodingSettings, Cleaner | None, Progress]:  # fmt: skip
    """The options of a request, with what is not given at its default. Raises TypeError for others."""
    clean = feet.lock_feet if foot_lock else None
    return settings or DecodingSettings(), clean, Progress(0, progress, cancelled, notify)
