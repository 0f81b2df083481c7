"""Frame rates that takes are keyed for, which the scene may leave afterwards."""

from .. import nla
from ..rig import targets
from . import history


def warning(take, scene):
    """A sentence where a take is keyed for another frame rate than the scene's, otherwise ""."""
    strip = nla.find(take.id_data, take.id_data.dynmask.strip)
    rate = targets.frame_rate(scene) / (strip[0].scale if strip else 1.0)
    if not take.rate or abs(take.rate - rate) < 1e-4 * rate:
        return ""
    return f"It is keyed for {take.rate:.5g} frames a second, and the scene plays {rate:.5g}"


def can_refit(take):
    """Whether a take can be keyed again for another rate: not where the rest of its action stays as it is,
    nor a loop, whose cycle is so many whole frames."""
    return take.action is not None and take.kind not in (*history.EDITS, "loop", "action loop", "path action")
