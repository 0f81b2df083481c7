"""From the panel's pins to what the solver holds: checked, and sampled where what holds them moves."""

import json
from dataclasses import dataclass, replace

import bpy
import numpy as np
from mathutils import Vector

from ... import nla
from ...rig import mappings, sampling, snapshot
from ...session import status
from . import aiming
from .properties import POSE

_FRAMES_A_STEP = 8


@dataclass(frozen=True)
class Goal:
    """What holds a pin: an object by its session_uid and maybe a bone of it, or a place (3,) in the world."""

    uid: int = 0
    name: str = ""
    bone: str = ""
    place: tuple = ()

    def world(self, graph):
        """(3,) as evaluated. Raises Problem where what holds it is gone."""
        if not self.uid:
            return Vector(self.place)
        found = next((obj for obj in bpy.data.objects if obj.session_uid == self.uid), None)
        if found is None:
            raise status.Problem(f"'{self.name}', which holds a pin, was deleted: nothing was changed")
        there = found.evaluated_get(graph)
        if not self.bone:
            return there.matrix_world.translation.copy()
        bone = there.pose.bones.get(self.bone) if there.pose else None
        if bone is None:
            raise status.Problem(f"'{self.name}' has no bone '{self.bone}' to hold a pin")
        return there.matrix_world @ bone.head


def asked(obj, strip, ends):
    """(Held without places, their Goals, Struck) of an armature object's enabled pins, frames of its action.

    ends: (first, last) frames of the action. Raises Problem where one cannot be followed.
    """
    enabled = [pin for pin in obj.dynmask_pins.items if pin.enabled]
    if not enabled:
        raise status.Problem("There is no pin to apply: add one first")
    roles, place = mappings.get_or_detect(obj).roles, nla.place(obj, strip)
    held, goals, struck = [], [], []
    for pin in enabled:
        label = label_of(pin)
        if pin.last < pin.first:
            raise status.Problem(f"The pin of the {label} ends at frame {pin.last}, before it begins")
        first, last = (round(place.to_action(frame)) for frame in (pin.first, max(pin.first, pin.last)))
        if pin.body == POSE:
            last = first
        if last < ends[0] or first > ends[1]:
            start, stop = (round(place.to_scene(frame)) for frame in ends)
            when = f"frame {pin.first}" if first == last else f"frames {pin.first} to {pin.last}"
            raise status.Problem(
                f"The pin of the {label} at {when} lies outside of the action, frames {start} to {stop}"
            )
        if pin.body == POSE:
            struck.append(aiming.Struck(first, *kept_pose(pin), pin.strength, pin.ease))
            continue
        aiming.bone(obj, roles, pin.body)
        goals.append(_goal(obj, pin, label))
        within = max(first, ends[0]), min(last, ends[1])
        held.append(aiming.Held(pin.body, *within, None, pin.strength, pin.ease, pin.ease, pin.grow))
    return held, goals, struck


def label_of(pin):
    """What is pinned, as a sentence names it."""
    return "whole body" if pin.body == POSE else pin.body.replace("_", " ")


def keep_pose(pin, rotations, translation):
    """Keep a canonical pose (22, 4), (3,) on a pin."""
    values = {"rotations": np.round(rotations, 9).tolist(), "translation": np.round(translation, 6).tolist()}
    pin.kept = json.dumps(values)


def kept_pose(pin):
    """(rotations (22, 4), translation (3,) or None) of a pin. Raises Problem where it keeps none."""
    try:
        data = json.loads(pin.kept)
        rotations = np.array(data["rotations"], dtype=np.float64).reshape(22, 4)
        translation = np.array(data["translation"], dtype=np.float64).reshape(3)
        fine = np.isfinite(translation).all() and np.allclose(
            np.linalg.norm(rotations, axis=1), 1.0, atol=0.01
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        fine = False
    if not fine:
        raise status.Problem("The pin of the whole body keeps no pose: press Keep Pose first")
    return rotations, translation if pin.at_place else None


def sampling_places(target, held, goals):
    """Steps whose value is the Held with places on every frame: their Goals', or so far towards those."""
    frames = sorted({frame for one in held for frame in range(one.first, one.last + 1)})
    found = [{} for _ in held]
    for start in range(0, len(frames), _FRAMES_A_STEP):
        obj, scene = target.resolve()
        place, names = nla.place(obj, target.strip), mappings.get_or_detect(obj).roles
        sampling.check_evaluated(obj)
        before, before_sub, pose = scene.frame_current, scene.frame_subframe, snapshot.pose(obj)
        try:
            for frame in frames[start : start + _FRAMES_A_STEP]:
                at = place.to_scene(frame)
                scene.frame_set(int(np.floor(at)), subframe=float(at - np.floor(at)))
                graph = bpy.context.evaluated_depsgraph_get()
                rig = obj.evaluated_get(graph)
                back = rig.matrix_world.inverted()
                for one, goal, places in zip(held, goals, found, strict=True):
                    if one.first <= frame <= one.last:
                        own = rig.pose.bones[names[aiming.ROLES[one.joint]]].head
                        places[frame] = own.lerp(back @ goal.world(graph), one.strength)
        finally:
            scene.frame_set(before, subframe=before_sub)
            snapshot.set_pose(obj, pose)
        yield
    return [
        replace(one, places=np.array([places[f] for f in range(one.first, one.last + 1)], dtype=np.float64))
        for one, places in zip(held, found, strict=True)
    ]


def _goal(obj, pin, label):
    if pin.held_at == "PLACE":
        return Goal(place=tuple(pin.place))
    target = pin.target
    if target is None or not target.users_scene:
        raise status.Problem(f"The pin of the {label} has no object that holds it any more: choose one")
    if pin.held_at == "OBJECT":
        if target == obj:
            raise status.Problem(f"The pin of the {label} is held by its own armature: choose a bone of it")
        return Goal(target.session_uid, target.name)
    if target.type != "ARMATURE" or pin.bone not in target.pose.bones:
        raise status.Problem(f"'{target.name}' has no bone '{pin.bone}' to hold the pin of the {label}")
    return Goal(target.session_uid, target.name, pin.bone)
