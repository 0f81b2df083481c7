"""A part of the body that repeats its own best cycle while the rest goes on as it did."""

from dataclasses import dataclass

import numpy as np

from ..motion.arrays import Floats
from ..motion.body import features, quaternion, resampling, skeleton
from ..motion.cleanup import foot_lock, planting
from ..motion.clip import Clip
from ..motion.measure import windows
from . import parts
from .cycle import Cycle
from .errors import DirectionError
from .loop import Loop, closed
from .result import Directed, edited

# Seconds: of a cycle at least, that its end runs over into its begin, and of motion that can be searched.
_SHORTEST, _BLEND, _LEAST = 0.4, 0.25, 0.9
# A cycle shows at least this share of how far poses of the part are apart.
_SHOWS = 0.5
# Metres that the best cycle's ends may be apart before it is said, and within which moments hardly differ.
_ALIKE, _SAME = 0.08, 0.02
# Metres that joints of a motion that repeats are apart at its ends.
_CLOSED = 0.03
# How much longer a cycle may be for each second, where it is as alike.
_LONG = 0.15
# Metres from a joint at which its turns are looked at.
_LEVER = 0.12
# Begins and ends of cycles that are compared at most.
_BEGINS, _ENDS = 400, 3000
# Share of a leg's length to which it is stretched to keep a foot still, and metres over which that sets in.
_STRAIGHT, _SOFT = 0.97, 0.01
_LEGS = {"left": (1, 4, 7, 10), "right": (2, 5, 8, 11)}


@dataclass(frozen=True)
class _Found:
    """first, last: frames of the cycle; apart: metres between its ends; limit: m/s, the 95th percentile of
    the part's own changes of velocity."""

    first: int
    last: int
    apart: float
    limit: float


def repeat(clip: Clip, loop: Loop) -> Directed:
    """The Clip whose part of the body (loop.part) repeats its best cycle from loop.start_s until loop.stop_s.

    All other joints, and all frames outside, are bit-identical. In a range it runs over from the part's own
    movement and back. Every frame of the cycle that was found stays where it was, so that the part keeps step
    with the rest; in a whole motion that ends as it begins the part does so too, a little faster or slower.
    measured: period_s, cycles, from_s and to_s of the cycle, velocity_seam and velocity_limit where it begins
    again (m/s). Raises DirectionError.
    """
    part, fps = str(loop.part), clip.fps
    start = round((loop.start_s or 0.0) * fps)
    stop = len(clip) if loop.stop_s is None else min(round(loop.stop_s * fps) + 1, len(clip))
    if stop - start < _LEAST * fps:
        raise DirectionError(
            f"A loop of the {part} needs at least {_LEAST:g} s of motion to be found in, "
            f"not {max(stop - start, 0) / fps:.2f}."
        )
    here = edited(clip, clip.rotations[start:stop], clip.translation[start:stop])
    seen = _seen(here, part)
    found = _search(seen, fps)
    notices = []
    if found.apart > _ALIKE:
        notices.append(
            f"The {part} do not repeat: their two most alike moments are {100.0 * found.apart:.0f} cm apart, "
            "and the loop blends them."
            if part in ("arms", "legs") else
            f"The {_called(part)} does not repeat: its two most alike moments are "
            f"{100.0 * found.apart:.0f} cm apart, and the loop blends them."
        )  # fmt: skip
    blend = max(min(round(_BLEND * fps), len(here) - 1 - found.last, (found.last - found.first) // 2), 1)
    cycle = closed(Cycle.of(here.rotations, here.translation), found.first, found.last, blend)
    period, repeats = float(len(cycle)), (start, stop) == (0, len(clip)) and _repeats(clip)
    if repeats:
        period = (len(clip) - 1) / max(round((len(clip) - 1) / period), 1)
    new = _repeated(here, cycle, np.arange(stop - start) * (len(cycle) / period) - found.first)
    made = parts.merge(clip, new, part, start / fps, None if stop == len(clip) else stop / fps).clip
    made = _standing(clip, made, part, start, stop)
    measured = {
        "period_s": period / fps, "cycles": (stop - start - 1) / period,
        "from_s": (start + found.first) / fps, "to_s": (start + found.last) / fps,
        "velocity_seam": _seam(cycle, here, part), "velocity_limit": found.limit,
    }  # fmt: skip
    return Directed(made, notices, measured)


def _repeats(clip: Clip) -> bool:
    """Whether a motion ends as it begins, wherever it has got to."""
    ends = Cycle.of(clip.rotations, clip.translation).local_joints()[[0, -1]]
    return bool(np.linalg.norm(ends[1] - ends[0], axis=-1).mean() < _CLOSED)


def _called(part: str) -> str:
    return {"upper": "upper body", "lower": "lower body", "left": "left side", "right": "right side"}.get(
        part, part
    )


def _seen(clip: Clip, part: str) -> Floats:
    """Points (T, n, 3) of a part of the body, at its joints and beside them, seen from what carries it."""
    joints = list(parts.PARTS[part])
    alone = np.tile(quaternion.IDENTITY, (len(clip), 22, 1))
    alone[:, joints] = clip.rotations[:, joints]
    place = np.zeros((len(clip), 3))
    if 0 in joints:
        facing = features.heading(clip.positions)
        alone[:, 0] = quaternion.multiply(quaternion.about_up(-facing), alone[:, 0])
        place[:, 1] = clip.translation[:, 1]
    places = skeleton.forward_kinematics(alone, place)[:, joints]
    world = skeleton.global_rotations(alone)[:, joints]
    beside = [places + _LEVER * quaternion.rotate(world, axis) for axis in np.eye(3)[:2]]
    return np.concatenate([places, *beside], axis=1)


def _changes(seen: Floats, fps: float) -> Floats:
    change: Floats = np.linalg.norm(np.diff(seen, n=2, axis=0), axis=-1).max(axis=-1) * fps
    return change


def _search(seen: Floats, fps: float) -> _Found:
    """The best cycle of points (T, n, 3)."""
    blend = max(round(_BLEND * fps), 2)
    count = len(seen) - blend
    ends = np.arange(0, count, -(-count // _ENDS))
    flat = seen.reshape(len(seen), -1) / np.sqrt(seen.shape[1] * (blend + 1))
    rows = np.lib.stride_tricks.sliding_window_view(flat, blend + 1, axis=0)[ends].reshape(len(ends), -1)
    begin = np.arange(0, len(ends), -(-len(ends) // _BEGINS))
    cost = windows.distances(rows[begin], rows)
    ahead = ends[None, :] > ends[begin][:, None]
    seconds = (ends[None, :] - ends[begin][:, None]) / fps
    furthest = np.maximum.accumulate(np.where(ahead, cost, 0.0), axis=1)
    allowed = ahead & (seconds >= _SHORTEST) & (furthest >= _SHOWS * np.percentile(cost, 90))
    if not allowed.any():
        allowed = ahead & (seconds >= min(_SHORTEST, float(seconds.max())))
    # What comes again within half of the motion repeats; else the longest way round is the best there is.
    twice = allowed & (seconds <= 0.5 * len(seen) / fps) & (cost <= _ALIKE)
    allowed = twice if twice.any() else allowed
    score = np.where(allowed, (cost + _SAME) / (1.0 + _LONG * np.maximum(seconds, 0.0)), np.inf)
    i, j = np.unravel_index(score.argmin(), cost.shape)
    limit = float(np.percentile(_changes(seen, fps), 95))
    return _Found(int(ends[begin][i]), int(ends[j]), float(cost[i, j]), limit)


def _repeated(here: Clip, cycle: Cycle, at: Floats) -> Clip:
    """The Clip with the body of a repeating cycle at its fractional frames (T,), also before its first."""
    before = int(np.ceil(-at[0] / len(cycle))) + 1
    cycles = before + int(np.ceil(at[-1] / len(cycle))) + 1
    turned, moved = resampling.motion(*cycle.unrolled(cycles), at + before * len(cycle))
    return edited(here, turned, moved)


def _seam(cycle: Cycle, here: Clip, part: str) -> float:
    """The largest change of velocity where the cycle begins again, m/s."""
    rotations, translation = cycle.unrolled(2)
    seen = _seen(edited(here, rotations, translation), part)
    around = slice(len(cycle) - 2, len(cycle) + 3)
    return float(_changes(seen[around], here.fps).max())


def _in_reach(ankles: Floats, rotations: Floats, translation: Floats) -> Floats:
    """Places (T, 2, 3) of ankles, drawn softly to the hips where legs would snap straight to get there."""
    joints, near = skeleton.forward_kinematics(rotations, translation), np.array(ankles)
    for side, (hip, knee, ankle, _) in enumerate(_LEGS.values()):
        length = float(np.linalg.norm(skeleton.OFFSETS[[knee, ankle]], axis=-1).sum())
        now = np.linalg.norm(joints[:, ankle] - joints[:, hip], axis=-1)
        away = ankles[:, side] - joints[:, hip]
        far = np.linalg.norm(away, axis=-1)
        limit = np.maximum(now, _STRAIGHT * length)
        over, none = (_SOFT * np.logaddexp(0.0, (size - limit) / _SOFT) for size in (far, now))
        near[:, side] -= away * np.maximum((over - none) / np.maximum(far, 1e-9), 0.0)[:, None]
    return near


def _standing(base: Clip, made: Clip, part: str, start: int, stop: int) -> Clip:
    """The Clip with its part's feet standing still while those of the cycle do; only the legs' joints change.

    What the part does not move, the pelvis of a side or of legs alone, stays to the bit.
    """
    sides = [side for side, leg in _LEGS.items() if leg[0] in parts.PARTS[part]]
    if not sides:
        return made
    inside = made.rotations[start:stop], made.translation[start:stop]
    solved, moved = foot_lock.lock_feet(*inside, made.fps)
    if part != "lower":
        there = _in_reach(skeleton.forward_kinematics(solved, moved)[:, [7, 8]], *inside)
        feet = skeleton.global_rotations(solved)[:, [7, 8]]
        solved, moved = planting.legs_to(*inside, there, feet, made.fps, sink=False)
    # At the range's ends the legs are the motion's own again.
    share = parts.weight(len(base), start, stop, base.fps)[start:stop, None]
    rotations, translation = np.array(made.rotations), np.array(made.translation)
    for side in sides:
        leg = list(_LEGS[side])
        mix = np.repeat(share, len(leg), axis=1)
        rotations[start:stop, leg] = quaternion.slerp(inside[0][:, leg], solved[:, leg], mix)
    translation[start:stop] += share * (moved - inside[1])
    return edited(made, rotations, translation)
