"""How exactly the canonical body points where the captured one does, per joint and kind of skeleton."""

import json
from pathlib import Path

import numpy as np

from backend.motion import skeleton, sources

from . import build

# Bones that are rigid parts of a joint's body, by the joint at their end.
_RIGID = ("left_hip", "right_hip", "spine1", "left_collar", "right_collar")
EXPLAINED = {
    "left_hip": "rigid pelvis: the source's hips sit at another angle to its root",
    "spine1": "rigid pelvis: the source bends between root and first spine joint, or has it elsewhere",
    "left_collar": "rigid chest: the source's collars begin at another height",
    "left_collar →": "the source's collar slopes down in its zero pose; its rotation is kept instead",
}


def errors(capture, source=None):
    """Degrees (T,) between captured and canonical direction per bone.

    "name →" is the bone that a joint's rotation carries, "name" the rigid one that leads to a joint.
    """
    source = source or sources.recognise(capture)
    clip = sources.to_canonical(capture, source, capture.fps or 60.0)
    world = capture.world()
    ours, theirs = sources.bone_directions(clip.positions), sources.source_directions(capture, source, world)
    found = {
        f"{name} →": _degrees(ours[:, joint], theirs[:, joint])
        for joint, name in enumerate(skeleton.JOINTS) if theirs[:, joint].any()
    }  # fmt: skip
    points = sources.source_points(capture, source, world)
    for name in _RIGID:
        joint = skeleton.INDEX[name]
        parent = skeleton.PARENTS[joint]
        seen = points[:, joint] - points[:, parent]
        if np.linalg.norm(seen, axis=-1).min() > 1e-6:
            found[name] = _degrees(clip.positions[:, joint] - clip.positions[:, parent], seen)
    return found


def _degrees(a, b):
    cosine = np.sum(a * b, axis=-1) / (np.linalg.norm(a, axis=-1) * np.linalg.norm(b, axis=-1))
    return np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))


def lines(folder, clips_json=None, every=12):
    """Lines to print: mean and worst error per bone over all trials of each kind of skeleton."""
    folder, collected = Path(folder), {}
    for trial in json.loads(build.listing_path(folder, clips_json).read_text(encoding="utf-8"))["trials"]:
        capture = build.read_capture(folder, trial)
        source = sources.recognise(capture)
        for name, degrees in errors(capture.at(slice(source.lead_in, None, every)), source).items():
            collected.setdefault(source.name, {}).setdefault(name, []).append(degrees)
    result = []
    for kind, bones in collected.items():
        result.append(f"{kind}:")
        for name, parts in bones.items():
            degrees = np.concatenate(parts)
            why = EXPLAINED.get(name.replace("right", "left"), "") if degrees.max() > 3.0 else ""
            figures = f"mean {degrees.mean():6.2f}°  worst {degrees.max():6.2f}°"
            result.append(f"  {name:<18} {figures}  {why}".rstrip())
    return result
