"""How boldly and how long to decode."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from ...models.config import COMPLEXITIES, ORDERS, ModelConfig
from ..checks import shown
from ..errors import UserError

# What the temperature and the exploration may go by: entropy is the model's own, for comparison.
LEVELS = (*COMPLEXITIES, "entropy")
_LIMITS = {
    "steps": (1, 100), "guidance": (0.0, 30.0), "residual_guidance": (0.0, 30.0),
    "edit_guidance": (0.0, 30.0), "guided": (0.0, 1.0), "temperature": (0.0, 10.0), "keep": (0.0, 1.0),
    "msd_temperature": (0.0, 10.0), "msd_exploration": (0.0, 10.0), "overlap": (1, 24), "levels": (1, 16),
    "closeness": (0.0, 1.0),
}  # fmt: skip


@dataclass(frozen=True)
class DecodingSettings:
    """steps: of masked decoding. guidance, residual_guidance: of the two transformers; edit_guidance: of the
    residual one when editing. guided: share of the steps that are guided, the first ones. keep: share of the
    codes that may be drawn. guidance, residual_guidance, msd_temperature β and msd_exploration η: None takes
    the checkpoint's. msd_attention: whether attention sees the prior.
    msd_complexity: one of LEVELS, None takes the checkpoint's.
    overlap: tokens that two windows of a long clip share. order: in which base tokens are fixed, and
    levels: how many are drawn, the base level among them; None takes the checkpoint's.
    closeness: how much of the nearest captured clip a take keeps, from 0 (as without a library) to 1 (that
    clip, fitted to the length); None takes the library's.
    """

    steps: int = 10
    guidance: float | None = None
    residual_guidance: float | None = None
    edit_guidance: float = 2.0
    guided: float = 0.7
    temperature: float = 1.0
    keep: float = 0.1
    msd_temperature: float | None = None
    msd_exploration: float | None = None
    msd_attention: bool = True
    msd_complexity: str | None = None
    overlap: int = 12
    order: str | None = None
    levels: int | None = None
    closeness: float | None = None

    def __post_init__(self) -> None:
        for name, (low, high) in _LIMITS.items():
            value = getattr(self, name)
            if value is None and getattr(type(self), name) is None:
                continue
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            if not number or not low <= value <= high or (isinstance(low, int) and value != int(value)):
                label = name.replace("_", " ")
                raise UserError(f"The {label} must be a number from {low} to {high}, not {shown(value)}.")
        if self.order is not None and self.order not in ORDERS:
            raise UserError(f"The order is one of {', '.join(ORDERS)}, not {shown(self.order)}.")

        if self.msd_complexity is not None and self.msd_complexity not in LEVELS:
            raise UserError(
                f"The complexity is one of {', '.join(LEVELS)}, not {shown(self.msd_complexity)}."
            )

    def drawn_levels(self, config: ModelConfig) -> int:
        """Levels that decoding draws, the base level among them."""
        asked = self.levels or config.drawn_levels or config.tokenizer.levels
        return min(asked, int(config.tokenizer.levels))

    @classmethod
    def of(cls, values: Mapping[str, Any], base: "DecodingSettings | None" = None) -> "DecodingSettings":
        """Settings from a mapping of names, None meaning the default. Raises UserError."""
        known = {f.name for f in fields(cls)}
        unknown = sorted(set(values) - known)
        if unknown:
            raise UserError(f"There is no decoding setting {str(unknown[0])[:40]!r}.")
        return replace(base or cls(), **{name: value for name, value in values.items() if value is not None})
