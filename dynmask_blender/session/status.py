"""What the panel shows about work under way and the last message; plain Python, never saved, never undone."""

import logging
import textwrap
from dataclasses import dataclass

from ...backend.motion import files
from . import session

# What the backend calls its stages, as an animator reads it.
STAGES = {
    "load": "loading the model", "decode": "body", "done": "almost done",
}  # fmt: skip

LONGEST_NOTICE = 1000

log = logging.getLogger("dynmask")


class Problem(Exception):
    """Something the animator can act on; the text is one readable sentence."""


@dataclass
class Status:
    """busy: what is being done ("" when idle); progress in [0, 1]; level: INFO, WARNING or ERROR."""

    busy: str = ""
    stage: str = ""
    progress: float = 0.0
    message: str = ""
    level: str = "INFO"
    backend: str = ""
    backend_level: str = "INFO"


current = Status()


def tell(text, level="INFO"):
    """Keep one message for the panel."""
    current.message, current.level = text, level
    log.log({"INFO": logging.INFO, "WARNING": logging.WARNING}.get(level, logging.ERROR), "%s", text)


def clear():
    """Forget the message."""
    current.message, current.level = "", "INFO"


def drawing(failed, draw, what, until):
    """draw(), unless it failed before, which the session's field of the name `failed` says.

    Once is enough: an exception in a draw callback would come back with every redraw. what: is drawn, for
    the log; until: when it is tried again.
    """
    if getattr(session.current, failed):
        return
    try:
        draw()
    except Exception:
        setattr(session.current, failed, True)
        log.exception("drawing %s; it stays off until %s", what, until)


def start(label):
    current.busy, current.stage, current.progress = label, "starting", 0.0
    current.message = ""


def advance(params):
    """Take over a progress notification (step, steps, stage) of the backend."""
    steps = params.get("steps") or 0
    current.progress = min(1.0, max(0.0, params.get("step", 0) / steps)) if steps else 0.0
    stage = str(params.get("stage") or "")
    current.stage = STAGES.get(stage, stage.lower())
    if params.get("notice"):
        # Before one waits for many takes.
        tell(str(params["notice"])[:LONGEST_NOTICE], "WARNING")


def finish():
    current.busy, current.stage, current.progress = "", "", 0.0


def sentence(error):
    """A readable line for any exception: a Problem's own text, otherwise its kind and text."""
    said = files.sentence(error) if isinstance(error, OSError) else str(error)
    text = said.strip().splitlines()
    if isinstance(error, Problem | ValueError | OSError) and text:
        return text[0]
    return f"Unexpected {type(error).__name__}: {text[0] if text else 'no details'} (details in the console)"


def counted(count, noun):
    """'1 take', '2 takes'."""
    return f"{count} {noun}{'s' * (count != 1)}"


def joined(*texts):
    """Several sentences as one line, without empty ones; a full stop comes before those with a capital."""
    first, *others = [text.rstrip(".") for text in texts if text] or [""]
    return first + "".join(f"{'.' if text[:1].isupper() else ';'} {text}" for text in others)


def wrapped(text, width, most=8):
    """At most `most` lines of at most `width` characters: labels do not wrap by themselves."""
    width = max(12, width)
    lines = textwrap.wrap(text, width, break_long_words=True) or [""]
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][: width - 1] + "…"]
