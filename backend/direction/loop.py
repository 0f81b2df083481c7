"""A motion made to repeat without a seam: its best cycle, closed, its feet held, its root going on evenly."""

from dataclasses import dataclass

import numpy as np

from ..motion.arrays import Bools, Floats, Ints, Motion
from ..motion.body import bending, features, quaternion, skeleton
from ..motion.cleanup import foot_lock
from ..motion.clip import Clip
from ..motion.measure import contacts, metrics, windows
from .curves import ease
from .cycle import Cycle
from .errors import DirectionError
from .result import Directed, edited

MOST_CYCLES = 100
# Seconds: of a cycle at least, that its end runs over into its begin, and of motion that can be searched.
_SHORTEST, _BLEND, _LEAST = 0.4, 0.25, 0.9
# A cycle shows at least this share of how far poses of the motion are apart.
_SHOWS = 0.5
# Metres a second from which a motion travels: its shortest cycle is wanted, else its longest.
_TRAVELS, _SHORT, _LONG = 0.35, 0.25, 0.15
# Metres by which moments of who stays are apart and hardly differ: a second more of it is worth as much.
_SAME = 0.04
# Begins and ends of cycles that are compared at most; beyond them every second frame, every third …
_BEGINS, _ENDS = 400, 8000
# Degrees a cycle below which a way is straight, and metres below which a motion stays where it is.
_STRAIGHT, _STAYS = 10.0, 0.06
# Metres that the best cycle's ends may be apart before it is said.
ALIKE = 0.12
# Share of how far a motion's poses are apart within which its ends make a cycle of steps.
REPEATS = 0.5
# Seconds on either side of a cycle in which its feet are held along with it.
_AROUND = 1.5
# Seconds after a foot's coming down in which the loop may begin, where the body moves most evenly.
_LANDED = 0.16


@dataclass(frozen=True)
class Loop:
    """cycles: how many in a row. in_place: without the way that the root goes. start_s, stop_s: the part of
    the motion to look in (None: all of it). straight: a way that nearly is straight becomes so. part: only
    this part of the body (a name of parts.PARTS) repeats, as often as fits, see loop_part."""

    cycles: int = 1
    in_place: bool = False
    start_s: float | None = None
    stop_s: float | None = None
    straight: bool = True
    part: str | None = None


def make(clip: Clip, loop: Loop) -> Directed:
    """The Clip's best cycle, closed; its last frame is its first one again, a cycle's way further.

    It begins where a foot comes down. measured: apart_m of the two moments that are joined and its share of
    how far poses of the Clip are apart, period_s, from_s and to_s of the cycle in the Clip, step_m and
    turn_deg of each cycle, pose_seam_deg (of any joint), velocity_seam and its velocity_limit (the 95th
    percentile of the Clip's own changes), slide, slide_before of the frames that it is made of, slide_motion
    of the whole Clip. Raises DirectionError.
    """
    clip = _part(clip, loop)
    positions = clip.positions
    first, last, apart, poses = _search(positions, clip.fps)
    notices = []
    if apart > ALIKE:
        notices.append(
            f"The motion does not repeat: its two most alike moments are {100.0 * apart:.0f} cm apart, "
            "and the loop blends them."
        )
    # What is less alike takes longer to run over.
    blend = round(_BLEND * (1.0 + min(apart / ALIKE, 1.5)) * clip.fps)
    blend = max(min(blend, len(clip) - 1 - last, (last - first) // 2), 2)
    cycle = closed(Cycle.of(clip.rotations, clip.translation), first, last, blend)
    cycle = _even(cycle, clip.fps, loop.straight)
    cycle = _held(cycle, clip.fps)
    onset = _onset(cycle, clip.fps, _limit(clip))
    cycle = cycle.begun_at(onset)
    step = cycle.whole_step()
    rotations, translation = cycle.unrolled(loop.cycles)
    shown = rotations, translation
    if loop.in_place:
        rotations, translation = step.taken_out(rotations, translation, len(cycle))
    # Where and as it stood in the motion.
    facing = np.full(len(rotations), features.heading(positions)[first + onset])
    start = clip.translation[first + onset] * [1.0, 0.0, 1.0]
    made = edited(clip, *bending.carried(rotations, translation, facing, start))
    measured = {
        "period_s": len(cycle) / clip.fps, "period": float(len(cycle)), "step_m": step.metres,
        "turn_deg": float(np.degrees(step.turn)), "apart_m": apart,
        "apart_share": apart / max(poses, 1e-6),
        "from_s": first / clip.fps + (loop.start_s or 0.0), "to_s": last / clip.fps + (loop.start_s or 0.0),
        **seams(clip, made),
    }  # fmt: skip
    if len(clip) >= 4:
        # Who stands before running slides little: the same frames are compared.
        made_of = positions[first : last + blend + 1] if last + blend - first >= 4 else positions
        measured["slide_before"] = metrics.physical(made_of, clip.fps).slide
        measured["slide_motion"] = metrics.physical(positions, clip.fps).slide
        three = skeleton.forward_kinematics(*(cycle.unrolled(3) if loop.cycles < 3 else shown))
        measured["slide"] = metrics.physical(three, clip.fps).slide
    return Directed(made, notices, measured)


def seams(clip: Clip, made: Clip) -> dict[str, float]:
    """pose_seam_deg, velocity_seam and velocity_limit (m/s) where a loop made of a Clip begins again."""
    cycle = Cycle.of(made.rotations, made.translation)
    apart = quaternion.angle_between(cycle.rotations[0], cycle.rotations[-1]).max()
    joints = cycle.local_joints()
    across = _changes(np.concatenate([joints[-3:-1], joints[:3]]), clip.fps)
    return {
        "pose_seam_deg": float(np.degrees(apart)), "velocity_seam": float(across.max()),
        "velocity_limit": _limit(clip),
    }  # fmt: skip


def _limit(clip: Clip) -> float:
    """The 95th percentile of a Clip's own changes of velocity, m/s."""
    joints = Cycle.of(clip.rotations, clip.translation).local_joints()
    return float(np.percentile(_changes(joints, clip.fps), 95))


def _changes(joints: Floats, fps: float) -> Floats:
    """By how much the velocity of any joint (T, 22, 3) changes from step to step, (T − 2,) in m/s."""
    change = np.diff(joints, n=2, axis=0) * fps
    found: Floats = np.linalg.norm(change, axis=-1).max(axis=-1)
    return found


def _part(clip: Clip, loop: Loop) -> Clip:
    start = round((loop.start_s or 0.0) * clip.fps)
    stop = len(clip) if loop.stop_s is None else min(round(loop.stop_s * clip.fps) + 1, len(clip))
    if stop - start < _LEAST * clip.fps:
        raise DirectionError(
            f"A loop needs at least {_LEAST:g} s of motion to be found in, "
            f"not {max(stop - start, 0) / clip.fps:.2f}."
        )
    return edited(clip, clip.rotations[start:stop], clip.translation[start:stop])


def _search(positions: Floats, fps: float) -> tuple[int, int, float, float]:
    """(first, last, distance in metres, how far poses of the motion are apart): frames of the best cycle;
    what follows them is much alike."""
    blend = max(round(_BLEND * fps), 2)
    count = len(positions) - blend - 1
    ends = np.arange(0, count, -(-count // _ENDS))
    rows = windows.windows(positions, ends, blend + 1)
    begin = np.arange(0, len(ends), -(-len(ends) // _BEGINS))
    cost = windows.distances(rows[begin], rows).astype(np.float64)
    begins, apart = ends[begin], float(np.percentile(cost, 90))
    ahead = ends[None, :] > begins[:, None]
    furthest = np.maximum.accumulate(np.where(ahead, cost, 0.0), axis=1)
    seconds = (ends[None, :] - begins[:, None]) / fps
    allowed = ahead & (seconds >= _SHORTEST) & (furthest >= _SHOWS * apart)
    if not allowed.any():
        allowed = ahead & (seconds >= min(_SHORTEST, float(seconds.max())))
    step = np.linalg.norm(np.diff(positions[:, 0, ::2], axis=0), axis=-1)
    # The straight distance: who sways on the spot does not travel.
    travels = np.linalg.norm(positions[-1, 0, ::2] - positions[0, 0, ::2]) > 0.5 * step.sum()
    travels = travels and step.mean() * fps > _TRAVELS
    if travels:
        strides = allowed & _strides(positions, fps, begins, ends)
        allowed = strides if strides.any() else allowed
        # Of what hardly repeats a short cycle would be blend all over.
        best = np.where(allowed, cost, np.inf).min()
        travels = best <= max(ALIKE, REPEATS * apart)
    if travels:
        score = (cost + 0.01) * (1.0 + _SHORT * seconds)
    else:
        score = (cost + _SAME) / (1.0 + _LONG * np.maximum(seconds, 0.0))
    i, j = np.unravel_index(np.where(allowed, score, np.inf).argmin(), cost.shape)
    return int(begins[i]), int(ends[j]), float(cost[i, j]), apart


def _strides(positions: Floats, fps: float, begins: Ints, ends: Ints) -> Bools:
    """Whether both feet come down between begins (n,) and ends (m,): (n, m)."""
    touching = contacts.detect(positions, fps).reshape(len(positions), 2, 2).any(axis=2)
    down = np.cumsum(touching[1:] & ~touching[:-1], axis=0)
    down = np.concatenate([np.zeros((1, 2), dtype=down.dtype), down])
    both: Bools = (down[ends][None, :] > down[begins][:, None]).all(axis=2)
    return both


def closed(motion: Cycle, first: int, last: int, blend: int) -> Cycle:
    """Frames first … last − 1; their first `blend` run over from what follows `last`."""
    share = ease(np.arange(blend) / blend)
    opening = motion.part(last, last + blend).blended(motion.part(first, first + blend), share)
    return opening.followed_by(motion.part(first + blend, last))


def _even(cycle: Cycle, fps: float, straight: bool) -> Cycle:
    """The cycle without the little by which it turns or drifts."""
    step = cycle.whole_step()
    turn = -step.turn if straight and abs(step.turn) < np.radians(_STRAIGHT) else 0.0
    cycle = cycle.turned_evenly(turn) if turn else cycle
    if (
        cycle.whole_step().metres < _STAYS * max(1.0, len(cycle) / fps)
        and abs(cycle.whole_step().turn) < 1e-3
    ):
        cycle = cycle.stayed()
    return cycle


def _held(cycle: Cycle, fps: float) -> Cycle:
    """The cycle with its feet held as they are in the middle of several."""
    around = int(np.ceil(_AROUND * fps / len(cycle)))
    rotations, translation = foot_lock.lock_feet(*cycle.unrolled(2 * around + 1), fps)
    middle = slice(around * len(cycle), (around + 1) * len(cycle) + 1)
    held = Cycle.of(rotations[middle], translation[middle])
    return held.part(0, len(cycle))


def _onset(cycle: Cycle, fps: float, limit: float) -> int:
    """The frame in which a foot has come down, the left one before the right one, where no velocity changes
    by more than `limit` m/s; else the frame where they change least.
    """
    motion: Motion = cycle.unrolled(3)
    touching = contacts.detect(skeleton.forward_kinematics(*motion), fps)
    joints = np.tile(cycle.local_joints(), (3, 1, 1))
    change = np.pad(_changes(joints, fps), 1, mode="edge")
    # The loop's own end and begin show the changes around its first frame.
    change = np.maximum(np.maximum(np.roll(change, 1), change), np.roll(change, -1))
    for side in (0, 1):
        held = touching[:, 2 * side : 2 * side + 2].any(axis=1)
        down = np.flatnonzero(held[1:] & ~held[:-1]) + 1
        for landing in down[(down >= len(cycle)) & (down < 2 * len(cycle))]:
            at = np.arange(landing, landing + max(round(_LANDED * fps), 1))
            best = at[held[at]][np.argmin(change[at[held[at]]])]
            if change[best] <= limit:
                return int(best) % len(cycle)
    return int(np.argmin(change[len(cycle) : 2 * len(cycle)]))
