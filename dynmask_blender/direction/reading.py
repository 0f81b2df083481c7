"""What an action does that is not the one that is shown: worn for a moment, and taken off again."""

import contextlib
from dataclasses import replace

import numpy as np

from ...backend.motion.clip import Clip
from .. import compat
from ..actions import motion_store
from ..retarget import from_rig, object_travel
from ..rig import mappings, sampling, snapshot, targets
from ..session import status
from ..takes import apply_answer, rig_state, takes

FPS = 20.0


def reading(find, chosen, origin=None):
    """Steps whose value is motion_store.Stored, 20 frames a second, of a choices.Chosen.

    find(): the armature object and the scene, looked up in every step. origin: transform (4, 4) of the object
    that the motion is told from; its own first unless given. Raises Problem where keys are changed meanwhile.
    """
    obj, scene = find()
    kept = _kept(obj, scene, chosen) if origin is None else None
    if kept is not None:
        return kept
    rate, first = targets.frame_rate(scene), float(np.floor(chosen.first))
    seconds = (chosen.last - first) / rate
    if seconds > apply_answer.MAX_SECONDS:
        raise status.Problem(
            f"'{chosen.name}' is longer than the {apply_answer.MAX_SECONDS:.0f} s that can be read"
        )
    frames = first + np.arange(int(np.ceil(seconds * FPS)) + 1) * (rate / FPS)
    keys = takes.fingerprint(chosen.owner(obj), chosen.action())
    mapping, carried = mappings.get_or_detect(obj), _carried(obj, chosen, frames, origin)
    inner = from_rig.reading_motion(find, mapping, frames, carried)
    while True:
        with worn(find()[0], chosen):
            try:
                next(inner)
            except StopIteration as end:
                motion = end.value
                break
        yield
    obj, _ = find()
    if takes.fingerprint(chosen.owner(obj), chosen.action()) != keys:
        raise status.Problem(f"'{chosen.name}' was edited meanwhile: nothing was changed")
    stored = motion_store.of_clip(Clip(*motion, sources=motion_store.origins(chosen.action())), first, rate)
    root = apply_answer.root_mode(chosen.owner(obj), chosen.action(), mappings.get_or_detect(obj))
    return replace(stored, root=root, keys=keys)


def stands(obj, chosen):
    """Where the object is on the first frame of a Chosen: its transform (4, 4), and whether keys say so."""
    found, keyed = object_travel.basis(obj, chosen.owner(obj), chosen.action(), np.array([chosen.first]))
    return found[0], keyed


def pose(obj, scene, mapping, chosen=None, frame=0):
    """The Clip of one frame that is the rig's pose now, or that of a Chosen on a frame, where it stands."""
    if chosen is None:
        poses, objects = sampling.now(obj)
        return Clip(*from_rig.of_poses(obj, mapping, poses, objects), FPS)
    with worn(obj, chosen):
        carried = _carried(obj, chosen, np.array([float(frame)]), np.array(obj.matrix_basis))
        poses, objects = sampling.sample(obj, [frame], scene)
        return Clip(*from_rig.of_poses(obj, mapping, poses, objects, carried), FPS)


@contextlib.contextmanager
def worn(obj, chosen):
    """Inside, the object shows a Chosen alone, from rest; afterwards what it showed before."""
    before, action = snapshot.read(obj), obj.animation_data.action if obj.animation_data else None
    basis, animation = obj.matrix_basis.copy(), obj.animation_data or obj.animation_data_create()
    layered = animation.use_nla
    try:
        animation.use_nla = False
        compat.assign_action(obj, chosen.action(), chosen.slot)
        snapshot.lay(obj)
        snapshot.set_pose(obj, snapshot.resting(obj))
        yield
    finally:
        animation.use_nla = layered
        snapshot.put_back(obj, before, action)
        if obj.matrix_basis != basis:
            obj.matrix_basis = basis


def _kept(obj, scene, chosen):
    """The motion that was kept on the action, where that is still what its keys say."""
    kept = motion_store.read(chosen.action())
    whole = kept is not None and kept.clip is not None and kept.clip.fps == FPS
    if (
        whole and kept.frame_rate == targets.frame_rate(scene)
        and abs(kept.first_frame - chosen.first) < 0.5 and abs(kept.last_frame - chosen.last) <= kept.step
        and kept.keys == takes.fingerprint(chosen.owner(obj), chosen.action())
        and kept.rig in ("", rig_state.stamp(obj, mappings.get_or_detect(obj), snapshot.LAYER))
    ):  # fmt: skip
        return kept
    return None


def _carried(obj, chosen, frames, origin):
    """What the object adds to its bones' movement, as object_travel has it, or None."""
    found, keyed = object_travel.basis(obj, chosen.owner(obj), chosen.action(), frames)
    if not keyed and (origin is None or np.allclose(origin, found[0], atol=1e-6)):
        return None
    return np.linalg.inv(found[0] if origin is None else origin) @ found
