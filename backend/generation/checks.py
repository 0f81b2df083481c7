"""What a request may hold. Every refusal is one sentence that names the value and what is allowed."""

from collections.abc import Iterable
from typing import SupportsFloat, SupportsInt

from .errors import UserError

SHORTEST_SECONDS, LONGEST_SECONDS = 0.4, 120.0
MAX_SEED = 2**31 - 1
MAX_TAKES = 64
MAX_CHARACTERS = 2000


def number(value: object, what: str, low: float, high: float, unit: str = "") -> float:
    """`value` as a float between low and high."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high:
        return float(value)
    raise UserError(f"The {what} must be from {low:g} to {high:g}{unit}, not {shown(value)}.")


def seconds(value: object) -> float | None:
    """A clip length in seconds, or None where the model chooses."""
    return None if value is None else number(value, "length", SHORTEST_SECONDS, LONGEST_SECONDS, " seconds")


def seeds(values: object) -> list[int]:
    """Seeds as a list of ints, one a take."""
    if isinstance(values, (str, bytes, dict)):
        values = [values]
    # Of an array, also one without dimensions.
    values = values.tolist() if hasattr(values, "tolist") else values
    values = list(values) if isinstance(values, Iterable) else [values]
    if not 1 <= len(values) <= MAX_TAKES:
        raise UserError(f"There can be 1 to {MAX_TAKES} takes at once, not {len(values)}.")
    return [seed(value) for value in values]


def seed(value: object) -> int:
    """One seed as an int."""
    whole = _whole(value)
    if whole is None or not 0 <= whole <= MAX_SEED:
        raise UserError(f"The seed must be a whole number from 0 to {MAX_SEED}, not {shown(value)}.")
    return whole


def prompt(text: object, notices: list[str]) -> str:
    """A prompt that can be encoded; over-long text is cut, and a notice says so."""
    if text is None:
        return ""
    if not isinstance(text, str):
        raise UserError(f"The prompt must be text, not {shown(text)}.")
    if len(text) > MAX_CHARACTERS:
        notices.append(f"The prompt has {len(text):,} characters; the first {MAX_CHARACTERS:,} are read.")
        text = text[:MAX_CHARACTERS]
    # Lone surrogates cannot be written as UTF-8, and NUL ends strings elsewhere.
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ").strip()


def prompts(values: object, notices: list[str]) -> list[str]:
    """A list of prompts."""
    if not isinstance(values, (list, tuple)):
        values = [values]
    if not 1 <= len(values) <= MAX_TAKES:
        raise UserError(f"There can be 1 to {MAX_TAKES} prompts at once, not {len(values)}.")
    return [prompt(value, notices) for value in values]


def lengths(values: object, count: int, what: str) -> list[float | None]:
    """Seconds of each of `count` clips: one length for all, or a list."""
    given = list(values) if isinstance(values, (list, tuple)) else [values] * count
    if len(given) != count:
        raise UserError(f"There are {count} {what} but {len(given)} lengths.")
    return [seconds(value) for value in given]


def paired(prompts: list[str], seeds: list[int]) -> tuple[list[str], list[int]]:
    """As many prompts as seeds: one of either is meant for all of the others."""
    if len(prompts) == 1:
        prompts = prompts * len(seeds)
    if len(seeds) == 1:
        seeds = seeds * len(prompts)
    if len(prompts) != len(seeds):
        raise UserError(f"There are {len(prompts)} prompts but {len(seeds)} seeds.")
    return prompts, seeds


def frame_range(
    start_s: object, stop_s: object, frames: int, fps: float, notices: list[str]
) -> tuple[int, int]:
    """Half-open frame range of a range in seconds on a clip of `frames` frames."""
    longest = 1e7
    start_s = number(start_s, "start of the range", 0.0, longest, " seconds")
    stop_s = number(stop_s, "end of the range", 0.0, longest, " seconds")
    duration = frames / fps
    if stop_s <= start_s:
        raise UserError(f"The range from {start_s:g} to {stop_s:g} seconds is empty: it must end later.")
    if start_s * fps > frames - 1:
        raise UserError(f"The range begins at {start_s:g} seconds, but the motion ends at {duration:.2f}.")
    if stop_s > duration + 0.5 / fps:
        notices.append(f"The range ends at {stop_s:g} seconds, past the motion's end: it was cut there.")
    start = min(round(start_s * fps), frames - 1)
    return start, min(max(round(stop_s * fps), start + 1), frames)


def _whole(value: object) -> int | None:
    """A whole number of any kind, also numpy's and 3.0, as an int; None for anything else."""
    if isinstance(value, bool) or not (isinstance(value, SupportsInt) and isinstance(value, SupportsFloat)):
        return None
    try:
        return int(value) if float(value) == int(value) else None
    except (TypeError, ValueError, OverflowError):
        return None


def shown(value: object) -> str:
    """A value as one line of a message can quote it."""
    text = " ".join(repr(value).split())
    return text if len(text) <= 40 else text[:37] + "…"
