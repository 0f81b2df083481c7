"""Takes that begin in a pose, end in one, or go from one to another: what is asked, what is kept."""

from dataclasses import dataclass, replace

import numpy as np

from ...backend.motion.body import quaternion
from ...backend.motion.clip import Clip
from ..retarget import to_rig
from ..rig import mappings
from ..session import status
from ..takes import padding
from . import choices, reading

KIND = "pose"
# Frames for which a pose is held beside what is generated, so that the model sees it.
_HELD = 3 * padding.LEAST // 2
# Frames in which feet go from where the pose has them to where they stand.
_EASED = 10


@dataclass(frozen=True)
class Ends:
    """The Clips of one frame that takes begin and end with; None where that is open."""

    start: Clip | None
    end: Clip | None


def of(obj, scene, mapping, group):
    """The Ends that an object's settings name, read from the rig now. Raises Problem without any."""
    ends = []
    for kind, action, frame in (
        (group.start_pose, group.start_action, group.start_frame),
        (group.end_pose, group.end_action, group.end_frame),
    ):
        if kind == "NONE":
            ends.append(None)
        elif kind == "CURRENT":
            ends.append(reading.pose(obj, scene, mapping))
        elif action is None:
            raise status.Problem("Choose the action that holds the pose first")
        else:
            chosen = choices.find(obj, action.name, "pose's")
            ends.append(reading.pose(obj, scene, mapping, chosen, frame))
    return _some(ends)


def of_clip(clip, group):
    """The Ends of a Clip that an object's settings ask for. Raises Problem without any."""
    frames = (slice(0, 1), slice(len(clip) - 1, None))
    cut = [Clip(clip.rotations[at], clip.translation[at], clip.fps) for at in frames]
    kinds = group.start_pose, group.end_pose
    return _some([None if kind == "NONE" else one for kind, one in zip(kinds, cut, strict=True)])


def _some(ends):
    if ends == [None, None]:
        raise status.Problem("Choose a pose to begin or end with first")
    return Ends(*ends)


def request(ends, seconds, set_length):
    """(method, parameters) that takes between Ends are asked with, `seconds` long.

    set_length: whether the length was given; open, it is as long as steps from one pose to the other take.
    """
    count = max(4, round(seconds * reading.FPS))
    if ends.start and ends.end:
        length = {"seconds": seconds if set_length else None}
        return "join", {"before": _motion(ends.start, _HELD), "after": _motion(ends.end, _HELD), **length}
    if ends.start:
        return "extend", {"motion": _motion(ends.start, _HELD), "seconds": count / reading.FPS}
    motion = _motion(ends.end, count + _HELD)
    return "regenerate", {"motion": motion, "start_s": 0.0, "stop_s": count / reading.FPS}


def trimmed(ends, take):
    """A take of an answer without the frames for which poses were held, but one of either."""
    return padding.without(take, (_HELD - 1) * bool(ends.start), (_HELD - 1) * bool(ends.end))


def shaping(find, ends, root):
    """For apply_answer.applying_generated: clean feet leave the poses of Ends as they are."""

    def shape(tracks, take):
        obj, _ = find()
        length = min(_EASED, len(tracks))
        for at, pose in ((slice(0, length), ends.start), (slice(len(tracks) - length, None), ends.end)):
            if pose is None:
                continue
            motion = take["rotations"][at], take["translation"][at]
            exact = yield from to_rig.retargeting(obj, *motion, mappings.get_or_detect(obj), root)
            share = np.cos(np.linspace(0.0, 0.5 * np.pi, length)) ** 2
            tracks = _blended(tracks, exact, at, share if pose is ends.start else share[::-1])
        return tracks

    return shape


def _blended(tracks, exact, at, share):
    """Pose tracks that are, on the frames of the slice, by a share (n,) those of others."""
    rotations, locations = {}, {}
    for bone, values in tracks.rotations.items():
        rotations[bone] = np.array(values)
        rotations[bone][at] = quaternion.slerp(values[at], exact.rotations[bone], share)
        rotations[bone] = quaternion.continuous(rotations[bone])
    for bone, values in tracks.locations.items():
        locations[bone] = np.array(values)
        locations[bone][at] += share[:, None] * (exact.locations[bone] - values[at])
    return replace(tracks, rotations=rotations, locations=locations)


def _motion(clip, frames):
    return {
        "rotations": np.repeat(clip.rotations, frames, axis=0),
        "translation": np.repeat(clip.translation, frames, axis=0), "fps": clip.fps, "prompt": "",
    }  # fmt: skip
