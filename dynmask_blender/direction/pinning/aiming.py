"""What pins ask of the canonical body: which joint, where, when, and how long it takes to get there."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ....backend.direction import easing
from ....backend.direction import pins as solver
from ....backend.direction import poses as pose_solver
from ....backend.direction.errors import DirectionError
from ....backend.motion.body import skeleton
from ....backend.motion.clip import Clip
from ...retarget import object_travel
from ...retarget.to_rig import PoseTracks
from ...rig import mappings, rest_pose
from ...session import status
from .. import edits
from . import heads

ROLES = solver.JOINTS
# Frames over which a seam with the action's own keys is faded, and seconds that are read around a change.
_SEAM, _AROUND = 7, 1.0


@dataclass(frozen=True)
class Held:
    """A joint (a name of ROLES) on the action's frames first … last.

    places: (n, 3) a frame each, in armature space; strength: below 1 they are only so far towards its goal;
    ease_s, let_go_s: seconds before and after, longer for what is further where `grow`.
    """

    joint: str
    first: int
    last: int
    places: np.ndarray | None = None
    strength: float = 1.0
    ease_s: float = 0.4
    let_go_s: float = 0.4
    grow: bool = True

    @property
    def name(self):
        return self.joint.replace("_", " ")


@dataclass(frozen=True)
class Struck:
    """A pose at a frame of the action: rotations (22, 4) and, to be there too, the pelvis' place (3,)."""

    frame: int
    rotations: np.ndarray
    translation: np.ndarray | None = None
    strength: float = 1.0
    ease_s: float = 0.4
    grow = False

    @property
    def let_go_s(self):
        return self.ease_s

    @property
    def first(self):
        return self.frame

    last = first


def bone(obj, roles, joint):
    """The bone that plays a joint of ROLES. Raises Problem where none does."""
    name = roles.get(ROLES[joint])
    if not name or name not in obj.pose.bones:
        said = f"'{obj.name}' has no bone for the {joint.replace('_', ' ')}"
        raise status.Problem(f"{said}: set {ROLES[joint].replace('_', ' ')} under Bone Mapping")
    return name


def spans(wanted, ends, rate, most=False):
    """Ranges [(first, last), …] in order that Held and Struck change, within the action's ends.

    most: as far as they might, easing as long as any does.
    """
    ranges = []
    for one in sorted(wanted, key=lambda one: one.first):
        longest = easing.LONGEST if most and one.grow else 0.0
        into, out = (
            max(int(np.ceil(max(seconds, longest) * rate)) + 1, _SEAM)
            for seconds in (one.ease_s, one.let_go_s)
        )
        first, last = max(one.first - into, ends[0]), min(one.last + out, ends[1])
        if ranges and first <= ranges[-1][1] + 2:
            ranges[-1] = ranges[-1][0], max(ranges[-1][1], last)
        else:
            ranges.append((first, last))
    return tuple(ranges)


def around(ranges, ends, rate):
    """Frames (first, last) to be read for ranges to be changed."""
    more = int(np.ceil(_AROUND * rate))
    return max(ranges[0][0] - more, ends[0]), min(ranges[-1][1] + more, ends[1])


@dataclass(frozen=True)
class Aims:
    """Where the canonical body's joints have to be: aims (n, 3) of each Held on its rows of `clip`, and
    wanted (n, 3), metres as the canonical body has them; before: tracks without pins; metres: see aiming."""

    before: PoseTracks
    clip: Clip
    metres: Callable
    wanted: list
    aims: list
    rows: list


def aiming(target, read, held, struck, plant, offsets):
    """Steps to Aims for frames that were read; see `solving`."""
    obj, _ = target.resolve()
    mapping = mappings.get_or_detect(obj)
    rest = rest_pose.read(obj, mapping.roles, mapping.stance)
    names = {one.joint: bone(obj, mapping.roles, one.joint) for one in held}
    before = yield from edits.tracks(obj, mapping, read, read.clip, plant=plant)
    yield
    clip = _struck(obj, mapping, read, struck)

    def metres(points, rows):
        """Points (n, 3) of armature space on rows of the motion as the canonical body has them."""
        if read.carried is not None:
            there = read.carried[rows]
            points = np.einsum("tij,tj->ti", there[:, :3, :3], points) + there[:, :3, 3]
        return rest_pose.hips_from_armature(rest, points)

    now = before
    if struck and held:
        now = yield from edits.tracks(obj, mapping, read, clip, plant=plant)
    seen, canonical = heads.of_tracks(rest.tree, now, names.values()), clip.positions
    wanted, aims, rows = [], [], []
    offsets = offsets or [np.zeros((one.last + 1 - one.first, 3)) for one in held]
    for one, offset in zip(held, offsets, strict=True):
        at = np.arange(one.first, one.last + 1) - read.first
        here = metres(seen[names[one.joint]][at] + offset, at)
        goal = metres(one.places, at)
        wanted.append(goal)
        aims.append(goal - here + canonical[at][:, joint_of(one)])
        rows.append(at)
    return Aims(before, clip, metres, wanted, aims, rows)


def easing_of(target, read, held, struck, plant):
    """Steps to (Held with the seconds that each takes, sentences where there are too few)."""
    if not any(one.grow for one in held):
        return held, []
    found = yield from aiming(target, read, held, struck, plant, None)
    pins, said = solved(lambda: solver.eased(found.clip, pins_of(found.clip, held, found.aims, found.rows)))
    return [
        replace(one, ease_s=pin.ease_s, let_go_s=pin.let_go_s, grow=False)
        for one, pin in zip(held, pins, strict=True)
    ], said


def _struck(obj, mapping, read, struck):
    """The Clip that was read, led through the poses."""
    if not struck:
        return read.clip
    wanted = []
    for one in struck:
        rotations, translation = one.rotations, one.translation
        if read.carried is not None and translation is not None:
            # Kept as the bones are in the armature, which the object has carried on meanwhile.
            back = np.linalg.inv(read.carried[one.frame - read.first])[None]
            motion = rotations[None], translation[None]
            rotations, translation = (
                part[0] for part in object_travel.taken_off(obj, mapping, *motion, back)
            )
        seconds = (one.frame - read.first) / read.clip.fps
        placed = translation is not None
        wanted.append(pose_solver.Pose(seconds, rotations, translation, one.strength, one.ease_s, placed))
    return solved(lambda: pose_solver.strike(read.clip, tuple(wanted)).clip)


def pins_of(clip, held, aims, rows):
    return tuple(
        solver.Pin(one.joint, at[0] / clip.fps, at[-1] / clip.fps, aim, one.ease_s, one.let_go_s, one.grow)
        for one, aim, at in zip(held, aims, rows, strict=True)
    )


def solved(call):
    """What call() returns; what the solver refuses, as a Problem."""
    try:
        return call()
    except DirectionError as fault:
        raise status.Problem(str(fault)) from fault


def joint_of(one):
    return skeleton.INDEX[ROLES[one.joint]]
