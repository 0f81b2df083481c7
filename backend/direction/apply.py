"""A motion after everything that was asked of it."""

from dataclasses import dataclass, field

from ..motion.clip import Clip
from . import loop, loop_part, parts, path, pins, poses
from .data import Direction
from .errors import DirectionError
from .result import Directed


@dataclass(frozen=True)
class Followed:
    """The Clip, sentences for the user, and per direction what it promised, measured: {"path": {…}, …}."""

    clip: Clip
    notices: list[str] = field(default_factory=list)
    measured: dict[str, dict[str, float]] = field(default_factory=dict)


def follow(clip: Clip, direction: Direction, onto: Clip | None = None) -> Followed:
    """The Clip made to loop, its part put onto another, led along the path, through poses and to pins.

    onto: the motion whose other joints stay, where the direction names a part. Raises DirectionError.
    """
    made = Followed(clip)
    if direction.loop and direction.loop.part:
        made = _with(made, "part_loop", loop_part.repeat(made.clip, direction.loop))
    elif direction.loop:
        made = _with(made, "loop", loop.make(made.clip, direction.loop))
    if direction.part:
        if onto is None:
            raise DirectionError("A part of the body needs the motion that the rest of it keeps.")
        part = direction.part
        made = _with(made, "part", parts.merge(onto, made.clip, part.part, part.start_s, part.stop_s))
    if direction.path:
        made = _with(made, "path", path.follow(made.clip, direction.path))
    if direction.poses:
        made = _with(made, "poses", poses.strike(made.clip, direction.poses))
    if direction.pins:
        made = _with(made, "pins", pins.hold(made.clip, direction.pins))
    return made


def _with(made: Followed, name: str, step: Directed) -> Followed:
    return Followed(
        step.clip,
        [*made.notices, *step.notices, *notices(name, step.measured)],
        made.measured | {name: step.measured},
    )


def notices(name: str, measured: dict[str, float]) -> list[str]:
    """What was measured, as a user reads it."""
    if name == "loop":
        along = f", {measured['step_m']:.2f} m on" if measured["step_m"] > 0.005 else ""
        if abs(measured["turn_deg"]) > 0.1:
            along += f" and turned by {measured['turn_deg']:.0f}°"
        return [
            f"The loop repeats after {measured['period_s']:.2f} s{along}; "
            f"its seam is {measured['pose_seam_deg']:.1f}°."
        ]
    if name == "part_loop":
        return [f"It repeats after {measured['period_s']:.2f} s, {measured['cycles']:.1f} times."]
    if name == "path":
        said = (
            f"The pelvis is {measured['path_mean_cm']:.1f} cm beside the path on average, "
            f"{measured['path_worst_cm']:.1f} at worst"
        )
        if "waypoint_worst_cm" in measured:
            said += f", and {measured['waypoint_worst_cm']:.1f} from its waypoints"
        return [said + "."]
    if name == "pins":
        return [f"The pins are met within {measured['pin_worst_mm']:.1f} mm."]
    return []
