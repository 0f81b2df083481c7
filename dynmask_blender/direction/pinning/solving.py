"""Hands, feet, head or pelvis of a rig held at places for frames, and poses that it passes through.

The backend's solver works on the canonical body. What it aims at is corrected by where the rig's own bones
then are, until those are at their places.
"""

from dataclasses import dataclass, replace

import numpy as np

from ....backend.direction import pins as solver
from ....backend.direction import poses as pose_solver
from ....backend.direction.errors import DirectionError
from ....backend.motion.body import skeleton
from ... import compat, coords, nla
from ...retarget import object_travel
from ...retarget.to_rig import PoseTracks
from ...rig import mappings, rest_pose, sampling
from ...session import status
from .. import edits
from . import heads

ROLES = solver.JOINTS
# Metres that count as met, and as out of reach; rounds of correction.
_MET, _MISSED, _ROUNDS = 5e-4, 0.01, 8
# Frames over which a seam with the action's own keys is faded, and seconds that are read around a change.
_SEAM, _AROUND = 7, 1.0


@dataclass(frozen=True)
class Held:
    """A joint (a name of ROLES) on the action's frames first … last.

    places: (n, 3) a frame each, in armature space; strength: below 1 they are only so far towards its goal.
    """

    joint: str
    first: int
    last: int
    places: np.ndarray | None = None
    strength: float = 1.0
    ease_s: float = 0.4

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


def spans(wanted, ends, rate):
    """Ranges [(first, last), …] in order that Held and Struck change, within the action's ends."""
    ranges = []
    for one in sorted(wanted, key=lambda one: one.first):
        pad = max(int(np.ceil(one.ease_s * rate)) + 1, _SEAM)
        first, last = max(one.first - pad, ends[0]), min(one.last + pad, ends[1])
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
class Solved:
    """PoseTracks without and with the pins; heads: (n, 3) of each Held as they were worked out, in armature
    space; notices: sentences."""

    before: PoseTracks
    after: PoseTracks
    heads: tuple = ()
    notices: tuple = ()


def solving(target, read, held, struck, plant, offsets=None):
    """Steps to what is Solved for frames that were read (edits.Read).

    held: Held with places; struck: Struck; plant: whether standing feet are held on the rig's own legs;
    offsets: (n, 3) in armature space for each Held, by which the rig's bones are beside what is worked out.
    """
    obj, scene = target.resolve()
    mapping = mappings.get_or_detect(obj)
    rest = rest_pose.read(obj, mapping.roles, mapping.stance)
    names = {one.joint: bone(obj, mapping.roles, one.joint) for one in held}
    before = yield from edits.tracks(obj, mapping, read, read.clip, plant=plant)
    yield
    clip = _struck(obj, mapping, read, struck)
    if not held:
        return Solved(before, (yield from edits.tracks(obj, mapping, read, clip, plant=plant)))

    def metres(points, rows):
        """Points (n, 3) of armature space on rows of the motion as the canonical body has them."""
        if read.carried is not None:
            there = read.carried[rows]
            points = np.einsum("tij,tj->ti", there[:, :3, :3], points) + there[:, :3, 3]
        return rest_pose.hips_from_armature(rest, points)

    now = before
    if struck:
        now = yield from edits.tracks(obj, mapping, read, clip, plant=plant)
    seen = heads.of_tracks(rest.tree, now, names.values())
    canonical = clip.positions
    wanted, aims, rows = [], [], []
    offsets = offsets or [np.zeros((one.last + 1 - one.first, 3)) for one in held]
    for one, offset in zip(held, offsets, strict=True):
        at = np.arange(one.first, one.last + 1) - read.first
        here = metres(seen[names[one.joint]][at] + offset, at)
        goal = metres(one.places, at)
        wanted.append(goal)
        aims.append(goal - here + canonical[at][:, _joint(one)])
        rows.append(at)
    best = None
    for _ in range(_ROUNDS):
        obj, scene = target.resolve()
        made = _held(clip, held, aims, rows)
        after = yield from edits.tracks(obj, mapping, read, made.clip, plant=plant)
        yield
        seen = heads.of_tracks(rest.tree, after, names.values())
        off = [
            goal - metres(seen[names[one.joint]][at] + offset, at)
            for one, goal, at, offset in zip(held, wanted, rows, offsets, strict=True)
        ]
        size = max(float(np.linalg.norm(one, axis=-1).max()) for one in off)
        if best is None or size < best[0]:
            places = tuple(seen[names[one.joint]][at] for one, at in zip(held, rows, strict=True))
            best = size, Solved(before, after, places, made.notices)
        if size * rest.scale * coords.metres_per_unit(scene) < _MET:
            break
        reached = made.clip.positions
        for i, (one, at) in enumerate(zip(held, rows, strict=True)):
            miss = np.linalg.norm(reached[at][:, _joint(one)] - aims[i], axis=-1)
            # Where the body cannot follow, asking for more would only bend it more.
            aims[i] = aims[i] + off[i] * (miss < _MISSED)[:, None]
    return best[1]


def changed(solved, spans, first):
    """What was Solved for without the bones that do on all spans what they did without the pins.

    first: the frame of the tracks' first row. With switches to be set everything counts.
    """
    before, after = solved.before, solved.after
    if after.switches:
        return after
    rows = np.concatenate([np.arange(a, b + 1) - first for a, b in spans])
    rotations = {
        name: q for name, q in after.rotations.items()
        if np.abs(np.abs(np.sum(q[rows] * before.rotations[name][rows], axis=-1)) - 1.0).max() > 1e-10
    }  # fmt: skip
    locations = {
        name: v for name, v in after.locations.items()
        if np.abs(v[rows] - before.locations[name][rows]).max() > 1e-7
    }  # fmt: skip
    return replace(after, rotations=rotations, locations=locations, resting=())


def seeing(target, uid, held):
    """Steps to (heads, metres) of each Held on the evaluated rig, were the action of a session_uid its own.

    heads: (n, 3) in armature space; metres: (n,) beside its place. Nothing where the action is gone.
    """
    obj, _ = target.resolve()
    names, found = mappings.get_or_detect(obj).roles, []
    for one in held:
        parts, misses = [], []
        frames = np.arange(one.first, one.last + 1)
        for start in range(0, len(frames), 8):
            obj, scene = target.resolve()
            number = obj.pose.bones.find(names[ROLES[one.joint]])
            place = nla.place(obj, target.strip)
            action = compat.action_of_uid(uid)
            if action is None:
                return []
            with edits.showing(obj, target.strip, action):
                part = [place.to_scene(frame) for frame in frames[start : start + 8]]
                matrices, objects = sampling.sample(obj, part, scene)
            parts.append(matrices[:, number, :3, 3])
            away = parts[-1] - one.places[start : start + 8]
            away = np.einsum("tij,tj->ti", objects[:, :3, :3], away)
            misses.append(np.linalg.norm(away, axis=-1) * coords.metres_per_unit(scene))
            yield
        found.append((np.concatenate(parts), np.concatenate(misses)))
    return found


def told(held, missed, to_scene):
    """Sentences about the metres that each Held was missed by."""
    exact = [i for i, one in enumerate(held) if one.strength == 1.0]
    said = []
    for i in exact:
        worst = int(np.argmax(missed[i]))
        if missed[i][worst] > _MISSED:
            frame = round(to_scene(held[i].first + worst))
            said.append(
                f"The {held[i].name} misses its place by {_length(missed[i][worst])} at frame {frame}: "
                "it is out of reach from where the body is"
            )
    met = [missed[i].max() for i in exact if missed[i].max() <= _MISSED]
    if met:
        said.append(f"{status.counted(len(met), 'pin')} met within {1000.0 * max(met):.1f} mm")
    return said


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
    try:
        return pose_solver.strike(read.clip, tuple(wanted)).clip
    except DirectionError as fault:
        raise status.Problem(str(fault)) from fault


def _held(clip, held, aims, rows):
    """The solver's Directed for aims (n, 3) of each Held, on rows of the clip."""
    wanted = [
        solver.Pin(one.joint, at[0] / clip.fps, at[-1] / clip.fps, aim, one.ease_s)
        for one, aim, at in zip(held, aims, rows, strict=True)
    ]
    try:
        return solver.hold(clip, tuple(wanted))
    except DirectionError as fault:
        raise status.Problem(str(fault)) from fault


def _joint(one):
    return skeleton.INDEX[ROLES[one.joint]]


def _length(metres):
    return f"{100.0 * metres:.0f} cm" if metres < 1.0 else f"{metres:.1f} m"
