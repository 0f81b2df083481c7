"""Captures of any origin on the canonical body, by the rules that the add-on maps rigs with."""

from dataclasses import replace

import numpy as np

from ..arrays import Floats
from ..body import quaternion, skeleton
from ..cleanup import repair
from ..clip import Clip
from ..formats.capture import Capture, shown
from . import alignment, detection, sources, standing
from .bone_tree import BoneTree

_MOST_POSES = 100
_FRONT = np.array([0.0, 0.0, 1.0])
# Where up may be in a file, likeliest first: BVH's own y, the z of CAD and Blender, and the rest.
_AXES = tuple(sign * np.eye(3)[axis] for sign in (1.0, -1.0) for axis in (1, 2, 0))
_UP = _AXES[0]
_UNDER_PELVIS = (skeleton.OFFSETS[1] + skeleton.OFFSETS[2]) / 2.0


def to_canonical(capture: Capture, fps: float | None = None) -> Clip:
    """Clip on the canonical body, in metres, standing on y = 0, without the capture's faults.

    fps: the capture's rate where the file does not say. Raises ValueError, one sentence, for a skeleton in
    which no body is found or that stands neither in its zero pose nor in a frame.
    """
    fps = fps or capture.fps
    if not fps:
        raise ValueError("the file carries no frame rate; give one")
    tree = _tree(capture)
    _, roles = detection.detect(tree, _UP, _FRONT)
    lacking = [role.replace("_", " ") for role in detection.missing(tree, roles)]
    body = standing.Body.of(tree, roles)
    if lacking or body is None:
        first = ", ".join(map(shown, capture.names[:6]))
        what = ", ".join(lacking[:4])
        raise ValueError(f"no body is found in this skeleton ({first}, …): it has no {what}")
    capture, at_rest = _upright(capture, body)
    tree = _tree(capture)
    numbers = {role: tree.number(name) for role, name in roles.items()}
    rotations, translation = _read(capture, tree, numbers, at_rest)
    rotations, translation = repair.repair(rotations, translation, fps)
    floor = sources.floor_height(skeleton.forward_kinematics(rotations, translation), fps)
    translation[:, 1] -= floor
    return Clip(rotations, translation, float(fps))


def _tree(capture: Capture) -> BoneTree:
    heads = capture.rest()
    tails = heads + capture.tips
    for bone in reversed(range(len(heads))):
        below = [child for child, parent in enumerate(capture.parents) if parent == bone]
        if below and not capture.tips[bone].any():
            tails[bone] = heads[below[0]]
    return BoneTree(capture.names, np.array(capture.parents, dtype=int), heads, tails)


def _upright(capture: Capture, body: standing.Body) -> tuple[Capture, bool]:
    """(the capture with y up, and a zero pose that stands and faces +z; whether that is the file's own).

    Raises ValueError where nothing stands.
    """
    every = max(len(capture) // _MOST_POSES, 1)
    world, positions = (values[::every] for values in capture.world())
    rest = capture.rest()
    still = [axis for axis in _AXES if body.stands_at_rest(rest, axis)]
    moving = [axis for axis in _AXES if body.best(positions, axis) >= 0]
    # What agrees in both counts first, then what the motion shows, then the zero pose of one who lies.
    both = [axis for axis in moving if any(axis is other for other in still)]
    if not moving and not still:
        raise ValueError("its body stands neither in its zero pose nor in any frame, so that up is not known")
    up = (both or moving or still)[0]
    raised = _raised(up)
    front = quaternion.rotate(quaternion.inverse(raised), _FRONT)
    at_rest = any(up is axis for axis in still)
    if at_rest:
        reference = np.tile(quaternion.IDENTITY, (len(capture.names), 1))
        turn = body.to_front(rest, up, front)
    else:
        best = body.best(positions, up)
        reference, turn = world[best], body.to_front(positions[best], up, front)
    zero = quaternion.multiply(raised, quaternion.multiply(turn, reference))
    return _turned(capture, raised).rezeroed(zero), at_rest


def _raised(up: Floats) -> Floats:
    """Rotation (4,) that takes `up` to y about a horizontal axis."""
    if up @ _UP < -0.5:
        return quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), np.array(np.pi))
    return quaternion.between(up, _UP)


def _turned(capture: Capture, turn: Floats) -> Capture:
    """The whole motion turned about the origin."""
    rotations = np.array(capture.rotations)
    offsets = np.array(capture.offsets)
    for root in (joint for joint, parent in enumerate(capture.parents) if parent < 0):
        rotations[:, root] = quaternion.multiply(turn, rotations[:, root])
        offsets[root] = quaternion.rotate(turn, offsets[root])
    translation = quaternion.rotate(turn, capture.translation)
    return replace(capture, rotations=rotations, offsets=offsets, translation=translation)


def _read(capture: Capture, tree: BoneTree, numbers: dict[str, int], at_rest: bool) -> tuple[Floats, Floats]:
    """Local rotations (T, 22, 4) and pelvis translation (T, 3) in metres of what `_upright` made."""
    points = alignment.directions(tree, numbers)
    align = alignment.of(tree, numbers, points, quaternion.IDENTITY, at_rest=at_rest)
    turned, positions = capture.world()
    world = np.full((len(capture), len(skeleton.JOINTS), 4), np.nan)
    for role in (role for role in skeleton.JOINTS if role in numbers):
        delta = turned[:, numbers[role]]
        if alignment.is_split(tree, numbers, role):
            seen = positions[:, numbers[alignment.NEXT[role]]] - positions[:, numbers[role]]
            swing = quaternion.between(quaternion.rotate(delta, points[role]), seen)
            delta = quaternion.multiply(swing, delta)
        world[:, skeleton.INDEX[role]] = quaternion.multiply(delta, quaternion.inverse(align[role]))
    alignment.fill_unmapped(world)
    scale = sources.LEG_LENGTH / _leg_length(tree, numbers)
    hips = [numbers["left_hip"], numbers["right_hip"]]
    centre = positions[:, hips].mean(axis=1) * scale
    rotations = quaternion.continuous(quaternion.normalize(skeleton.local_rotations(world)))
    return rotations, centre - quaternion.rotate(world[:, 0], _UNDER_PELVIS)


def _leg_length(tree: BoneTree, numbers: dict[str, int]) -> float:
    """Mean length of the legs from hip to ankle, or to the shins' ends. ValueError where they have none."""
    lengths = []
    for side in ("left", "right"):
        hip, knee = numbers[f"{side}_hip"], numbers[f"{side}_knee"]
        ankle = numbers.get(f"{side}_ankle", -1)
        end = tree.heads[ankle] if ankle >= 0 else tree.tails[knee]
        parts = tree.heads[knee] - tree.heads[hip], end - tree.heads[knee]
        lengths.append(sum(float(np.linalg.norm(part)) for part in parts))
    if min(lengths) <= 1e-9:
        raise ValueError("the skeleton's legs have no length")
    return float(np.mean(lengths))
