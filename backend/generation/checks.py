"""What a request may hold. Every refusal is one sentence that names the value and what is allowed."""

import math
from collections.abc import Iterable

from .errors import UserError

SHORTEST_SECONDS, LONGEST_SECONDS = 0.4, 120.0
MAX_SEED = 2**31 - 1
MAX_TAKES = 64
MAX_CHARACTERS = 2000


def number(value, what, low, high, unit=""):
    """`value` as a float between low and high."""
    real = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not real or not math.isfinite(value) or not low <= value <= high:
        raise UserError(f"The {what} must be from {low:g} to {high:g}{unit}, not {shown(value)}.")
    return float(value)


def seconds(value):
    """A clip length in seconds, or None where the model chooses."""
    return None if value is None else number(value, "length", SHORTEST_SECONDS, LONGEST_SECONDS, " seconds")


def seeds(values):
    """Seeds as a list of ints, one a take."""
    if isinstance(values, (str, bytes, dict)):
        values = [values]
    # Of an array, also one without dimensions.
    values = values.tolist() if hasattr(values, "tolist") else values
    values = list(values) if isinstance(values, Iterable) else [values]
    if not 1 <= len(values) <= MAX_TAKES:
        raise UserError(f"There can be 1 to {MAX_TAKES} takes at once, not {len(values)}.")
    return [seed(value) for value in values]


def seed(value):
    """One seed as an int."""
    whole = not isinstance(value, (bool, str, bytes)) and _is_whole(value)
    if not whole or not 0 <= int(value) <= MAX_SEED:
        raise UserError(f"The seed must be a whole number from 0 to {MAX_SEED}, not {shown(value)}.")
    return int(value)


def prompt(text, notices):
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


def prompts(values, notices):
    """A list of prompts."""
    if not isinstance(values, (list, tuple)):
        values = [values]
    if not 1 <= len(values) <= MAX_TAKES:
        raise UserError(f"There can be 1 to {MAX_TAKES} prompts at once, not {len(values)}.")
    return [prompt(value, notices) for value in values]


def frame_range(start_s, stop_s, frames, fps, notices):
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


def _is_whole(value):
    try:
        return math.isfinite(value) and int(value) == value
    except (TypeError, ValueError, OverflowError):
        return False


def shown(value):
    """A value as one line of a message can quote it."""
    text = " ".join(repr(value).split())
    return text if len(text) <= 40 else text[:37] + "…"
