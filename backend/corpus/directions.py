"""How exactly the canonical body points where the captured one does, per joint and kind of skeleton."""

import numpy as np

from backend.motion.body import skeleton
from backend.motion.rig import sources

from . import build
from .sources import registry

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

    capture: its zero pose faces +z. "name →" is the bone that a joint's rotation carries, "name" the rigid
    one that leads to a joint.
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


def lines(folders, clips_json=None, every=12):
    """Lines to print: error per bone, mean, 95th percentile and worst, over all trials of each skeleton."""
    result = []
    for kind, bones in collected(folders, clips_json, every).items():
        result.append(f"{kind}:")
        for name, degrees in bones.items():
            why = EXPLAINED.get(name.replace("right", "left"), "") if degrees.max() > 3.0 else ""
            high = np.percentile(degrees, 95)
            figures = f"mean {degrees.mean():6.2f}°  95 % {high:6.2f}°  worst {degrees.max():6.2f}°"
            result.append(f"  {name:<18} {figures}  {why}".rstrip())
    return result


def collected(folders, clips_json=None, every=12):
    """Skeleton → bone → degrees (n,) of every so many-th frame of all trials of clips.json."""
    found = {}
    for folder, listing in build.read_listings(folders, clips_json):
        skeletons = build.skeletons_of(listing)
        for trial in listing["trials"]:
            capture, source, _ = registry.capture(folder, trial, skeletons)
            kind = found.setdefault(trial.get("skeleton", source.name), {})
            for name, degrees in errors(capture.at(slice(source.lead_in, None, every)), source).items():
                kind.setdefault(name, []).append(degrees)
    return {kind: {n: np.concatenate(d) for n, d in bones.items()} for kind, bones in found.items()}
