"""Hands, feet, head or pelvis of a rig held at places for frames, and poses that it passes through.

The backend's solver works on the canonical body. What it aims at is corrected by where the rig's own bones
then are, until those are at their places.
"""

from dataclasses import dataclass, replace

import numpy as np

from ....backend.direction import pins as solver
from ... import compat, coords, nla
from ...retarget.to_rig import PoseTracks
from ...rig import mappings, rest_pose, sampling
from ...session import status
from .. import edits
from . import heads
from .aiming import ROLES, aiming, bone, joint_of, pins_of, solved

# Metres that count as met, and as out of reach; rounds of correction.
_MET, _MISSED, _ROUNDS = 5e-4, 0.01, 8


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
    found = yield from aiming(target, read, held, struck, plant, offsets)
    before, metres, aims = found.before, found.metres, list(found.aims)
    obj, scene = target.resolve()
    mapping = mappings.get_or_detect(obj)
    rest = rest_pose.read(obj, mapping.roles, mapping.stance)
    if not held:
        return Solved(before, (yield from edits.tracks(obj, mapping, read, found.clip, plant=plant)))
    names = {one.joint: bone(obj, mapping.roles, one.joint) for one in held}
    offsets = offsets or [np.zeros((one.last + 1 - one.first, 3)) for one in held]
    best = None
    for number in range(_ROUNDS):
        made = yield from _holding(found.clip, held, aims, found.rows, number / _ROUNDS)
        obj, scene = target.resolve()
        after = yield from edits.tracks(obj, mapping, read, made.clip, plant=plant)
        yield
        seen = heads.of_tracks(rest.tree, after, names.values())
        off = [
            goal - metres(seen[names[one.joint]][at] + offset, at)
            for one, goal, at, offset in zip(held, found.wanted, found.rows, offsets, strict=True)
        ]
        size = max(float(np.linalg.norm(one, axis=-1).max()) for one in off)
        if best is None or size < best[0]:
            places = tuple(seen[names[one.joint]][at] for one, at in zip(held, found.rows, strict=True))
            best = size, Solved(before, after, places, made.notices)
        if size * rest.scale * coords.metres_per_unit(scene) < _MET:
            break
        reached = made.clip.positions
        for i, (one, at) in enumerate(zip(held, found.rows, strict=True)):
            miss = np.linalg.norm(reached[at][:, joint_of(one)] - aims[i], axis=-1)
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


def _holding(clip, held, aims, rows, done):
    """Steps to the solver's Directed for aims (n, 3) of each Held, on rows of the clip; done: share of all
    rounds that is."""
    steps = solver.holding(clip, pins_of(clip, held, aims, rows))
    while True:
        try:
            share = solved(lambda: next(steps))
        except StopIteration as end:
            return end.value
        status.current.progress = done + share / _ROUNDS
        yield


def _length(metres):
    return f"{100.0 * metres:.0f} cm" if metres < 1.0 else f"{metres:.1f} m"
