"""Loops: what is asked for, and takes whose first frame follows their last."""

from dataclasses import replace

import numpy as np

from ...backend.motion.body import bending, features, quaternion, resampling, skeleton
from ..actions import motion_store, names, new_action
from ..retarget import foot_planting, to_rig
from ..rig import mappings, rest_pose
from ..session import status
from ..takes import hands, making
from . import told

# Kinds of takes: of a sentence, and of an action.
KIND, LOOPED = "loop", "action loop"
# Seconds of the same loop before and after, so that nothing begins or ends where it is cut.
_AROUND = 1.5
# Seconds after a footfall in which a loop may begin, where the body moves most evenly.
_LANDED = 0.16
# Seconds at its end in which a loop comes to meet its begin.
_CLOSING = 0.4


def request(group):
    """The `loop` part of a direction from the object's settings."""
    return {"cycles": group.cycles, "in_place": group.loop_root == "IN_PLACE"}


def applying(find, result, asked, first_frame, cycles, seconds=None, kind=KIND):
    """Steps that write every take of an answer as a cyclic action; the value is notices. As
    apply_answer.applying_generated has it."""
    notices = list(result.get("notices") or ())
    last_frames = {}

    def make(take):
        period = _period(take, cycles)
        rate = asked.rate
        frames = max(2, round(period * rate / take["fps"]))
        # So many frames of the scene are a cycle: at most half a frame longer or shorter than it was.
        fitted = {**take, "fps": period * rate / frames}
        around = int(np.ceil(_AROUND * take["fps"] / period))
        longer = {**fitted, **_unrolled(fitted, period, around, cycles)}
        planted = _planted(find()[0], longer) if asked.clean_feet else longer
        yield
        begin = around * frames
        begin += _quietest(planted, begin, min(round(_LANDED * rate), frames // 4) + 1, rate)
        moved = _begun(planted, begin, rate)
        motion = moved["rotations"], moved["translation"]
        obj = find()[0]
        tracks = yield from to_rig.retargeting(obj, *motion, mappings.get_or_detect(obj), asked.root)
        notices.extend(text for text in tracks.warnings if text not in notices)
        yield
        tracks = tracks.resampled(fitted["fps"], rate).cut(begin, begin + cycles * frames)
        ends = np.array([begin, begin + cycles * frames]) * fitted["fps"] / rate
        tracks = _closed(tracks, (yield from _as_captured(find, longer, ends, asked.root)), rate)
        name = names.of(f"{take.get('prompt') or 'Motion'} loop", take.get("seed", 0))
        uid = yield from new_action.writing(find, tracks, rate, name, first_frame, rate)
        last_frames[uid] = first_frame + cycles * frames
        stored = replace(motion_store.of_take(fitted, first_frame, rate), root=asked.root)
        making.keep_motion(find, uid, stored, finish=finish)
        return uid

    def finish(obj, scene, action):
        held = {"left": scene.dynmask.hand_left, "right": scene.dynmask.hand_right}
        hands.key(obj, obj, action, first_frame, held)
        action.use_frame_range = action.use_cyclic = True
        action.frame_start, action.frame_end = first_frame, last_frames[action.session_uid]

    def add(obj, scene, action, take, shown):
        making.add(obj, action, take, shown, kind, asked=seconds or 0.0)
        told.keep(action, take.get("measured"))
        if asked.extend_scene:
            scene.frame_end = max(scene.frame_end, last_frames[action.session_uid])

    yield from making.making(find, result["takes"], make, add)
    return notices


def _period(take, cycles):
    """Frames of a cycle of a take that repeats it so often."""
    frames = len(take["rotations"]) - 1
    if frames < cycles * 2 or frames % cycles:
        raise status.Problem("The backend's answer is no loop of so many cycles: nothing was changed")
    return frames // cycles


def _unrolled(take, period, around, cycles):
    """Rotations and translation of `around` cycles more on either side of the take's own."""
    rotations = np.asarray(take["rotations"], np.float64)[: period + 1]
    translation = np.asarray(take["translation"], np.float64)[: period + 1]
    ends = [0, period]
    facing = features.heading(skeleton.forward_kinematics(rotations[ends], translation[ends]))
    yaw = float((facing[1] - facing[0] + np.pi) % (2.0 * np.pi) - np.pi)
    there = bending.carried(rotations[:1], translation[:1], np.array([yaw]), np.zeros(3))[1][0]
    step = (translation[period] - there) * [1.0, 0.0, 1.0]
    parts = [
        _repeated(rotations[:-1], translation[:-1], k, yaw, step) for k in range(-around, cycles + around)
    ]
    parts.append(_repeated(rotations[:1], translation[:1], cycles + around, yaw, step))
    turned, moved = (np.concatenate(part) for part in zip(*parts, strict=True))
    return {"rotations": turned, "translation": moved, "start": translation[0]}


def _planted(obj, take):
    """The take with its feet standing still on the rig's own legs."""
    mapping = mappings.get_or_detect(obj)
    rest = rest_pose.read(obj, mapping.roles, mapping.stance)
    turned, moved = foot_planting.plant(rest, take["rotations"], take["translation"], take["fps"])
    return {**take, "rotations": turned, "translation": moved}


def _as_captured(find, take, at, root):
    """Steps whose value is pose tracks of a take at fractional frames, without clean feet."""
    turned = resampling.rotations(take["rotations"], at)
    moved = resampling.vectors(take["translation"], at)
    obj, _ = find()
    return (yield from to_rig.retargeting(obj, turned, moved, mappings.get_or_detect(obj), root))


def _closed(tracks, ends, rate):
    """Pose tracks whose last frame differs from the first by what those of both ends do.

    Feet that never leave the floor stay behind the body; what that makes runs out over the last frames.
    """
    count = min(round(_CLOSING * rate), len(tracks) - 1)
    share = np.sin(np.linspace(0.0, 0.5 * np.pi, count + 1)) ** 2
    rotations, locations = {}, {}
    for bone, values in tracks.rotations.items():
        first, last = ends.rotations[bone]
        step = quaternion.multiply(last, quaternion.inverse(first))
        missing = quaternion.multiply(quaternion.multiply(step, values[0]), quaternion.inverse(values[-1]))
        rotations[bone] = np.array(values)
        part = quaternion.slerp(np.tile(quaternion.IDENTITY, (count + 1, 1)), missing, share)
        rotations[bone][-count - 1 :] = quaternion.multiply(part, values[-count - 1 :])
        rotations[bone] = quaternion.continuous(rotations[bone])
    for bone, values in tracks.locations.items():
        first, last = ends.locations[bone]
        locations[bone] = np.array(values)
        locations[bone][-count - 1 :] += share[:, None] * (values[0] + last - first - values[-1])
    return replace(tracks, rotations=rotations, locations=locations)


def _quietest(take, begin, count, rate):
    """Which of `count` frames of the scene from `begin` on has the least changes of velocity around it."""
    frames = np.arange(begin - 2, begin + count + 2)
    turned = resampling.rotations(take["rotations"], frames * take["fps"] / rate)
    turned[:, 0] = quaternion.IDENTITY
    joints = skeleton.forward_kinematics(turned, np.zeros((len(frames), 3)))
    change = np.linalg.norm(np.diff(joints, n=2, axis=0), axis=-1).max(axis=-1)
    return int(np.argmin(np.maximum(np.maximum(change[:-2], change[1:-1]), change[2:])))


def _begun(take, begin, rate):
    """The take moved along the floor so that the frame of the scene `begin` is where its own cycle began."""
    at = begin * take["fps"] / rate
    there = resampling.vectors(take["translation"], np.array([at]))[0]
    return {**take, "translation": take["translation"] + (take["start"] - there) * [1.0, 0.0, 1.0]}


def _repeated(rotations, translation, times, yaw, step):
    """A cycle as it is so many cycles later, or earlier where `times` is negative."""
    angle = np.full(len(rotations), yaw * np.sign(times))
    for _ in range(abs(times)):
        if times > 0:
            rotations, translation = bending.carried(rotations, translation, angle, step)
        else:
            rotations, translation = bending.carried(rotations, translation - step, angle, np.zeros(3))
    return rotations, translation
