"""Requests that direct a motion, and their answers."""

from ..direction.data import Direction
from ..generation import directing
from ..generation.errors import UserError
from ..generation.takes import Takes
from . import payload

_LOOP = ("cycles", "in_place", "start_s", "stop_s", "straight", "part")


def looped(params):
    """DirectedTakes of `loop`: {motion, cycles?, in_place?, start_s?, stop_s?, straight?, part?}"""
    clip = _motion(params, "motion")
    loop = {name: params[name] for name in _LOOP if params.get(name) is not None}
    # An empty object would ask for nothing.
    return directing.directed(Takes([clip]), _direction({"loop": {"cycles": 1} | loop}))


def directed(params):
    """DirectedTakes of `direct`: {motion, direction, onto?}"""
    clip = _motion(params, "motion")
    direction = _direction(params.get("direction"))
    if not direction:
        raise UserError("The direction is empty: ask for a loop, a part, a path, poses or pins.")
    onto = None if params.get("onto") is None else _motion(params, "onto", "motion that a part is put onto")
    return directing.directed(Takes([clip]), direction, onto)


def generated(generator, params, options):
    """DirectedTakes of `generate` with a direction."""
    if params.get("sequence") is True:
        raise UserError("A direction follows one prompt, not several in a row.")
    prompts = params.get("prompts", params.get("prompt", ""))
    direction = _direction(params["direction"])
    return directing.generate(
        generator, prompts, params.get("seconds"), params.get("seeds", 0), direction, **options
    )


def joined(generator, before, after, params, options):
    """DirectedTakes of `join`."""
    return directing.joined(
        generator,
        before,
        after,
        params.get("seconds"),
        params.get("prompt"),
        params.get("seeds", 0),
        **options,
    )


def answer(made):
    """The result message of DirectedTakes that no model made."""
    return measured(payload.takes(made.takes), made)


def measured(message, made):
    """A result message with what was measured in each of its takes."""
    for take, found in zip(message["takes"], directing.summary(made), strict=True):
        take["measured"] = found
    return message


def _direction(data):
    return directing.asked(lambda: Direction.of(data))


def _motion(params, name, what="motion"):
    clip = payload.clip(params.get(name), what)
    if len(clip) < 3:
        raise UserError(f"The {what} must have at least 3 frames to be directed, not {len(clip)}.")
    return clip
