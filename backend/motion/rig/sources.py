"""From a captured skeleton to the canonical body, with the captured rotations kept.

For every canonical joint j the world rotation is S_j · A_j: S_j is the source joint's world rotation
(identity in its zero pose: upright and facing +z, such as a T-pose or standing; `Capture.rezeroed` makes it
so) and A_j a constant that carries the canonical rest bone onto the source's zero-pose bone, so forward
kinematics points every limb where the source's points.
"""

from collections.abc import Callable

import numpy as np

from ..arrays import Floats
from ..body import quaternion, skeleton
from ..cleanup import repair
from ..clip import Clip
from ..formats.capture import Capture, shown
from .source_skeletons import SOURCES, Source

__all__ = ["SOURCES", "Source"]

LEG_LENGTH = float(np.linalg.norm(skeleton.OFFSETS[4]) + np.linalg.norm(skeleton.OFFSETS[7]))
FLOOR_PERCENTILE = 4.0
RESTING_SPEED = 0.4
# Canonical bones by joint: the child whose direction the joint's rotation carries.
_CHILD = {
    "left_hip": "left_knee", "left_knee": "left_ankle", "left_ankle": "left_foot",
    "spine1": "spine2", "spine2": "spine3", "spine3": "neck", "neck": "head",
    "left_collar": "left_shoulder", "left_shoulder": "left_elbow", "left_elbow": "left_wrist",
    "right_hip": "right_knee", "right_knee": "right_ankle", "right_ankle": "right_foot",
    "right_collar": "right_shoulder", "right_shoulder": "right_elbow", "right_elbow": "right_wrist",
}  # fmt: skip
# Down a limb the alignment of the bone above is the starting point, which fixes the twist.
_ABOVE = {"knee": "hip", "ankle": "knee", "foot": "knee", "elbow": "shoulder", "wrist": "elbow"}


def known(capture: Capture) -> Source | None:
    """The Source whose joints a Capture has, all of them, or None."""
    present = set(capture.names)
    fitting = (source for source in SOURCES if {*source.joints().values(), *source.beside()} <= present)
    return next(fitting, None)


def recognise(capture: Capture) -> Source:
    """The Source that fits a Capture's joint names. Raises ValueError with what was looked for."""
    if source := known(capture):
        return source
    present = set(capture.names)
    for source in SOURCES:
        if set(source.joints().values()) <= present:
            lacking = [name for name in source.beside() if name not in present]
            raise ValueError(
                f"this skeleton is a {source.name} one, but lacks the joint {', '.join(lacking)}"
            )
    first = ", ".join(map(shown, capture.names[:6]))
    raise ValueError(
        f"this skeleton ({first}, …) is none of the known ones: "
        + ", ".join(source.name for source in SOURCES)
    )


def source_points(capture: Capture, source: Source, world: tuple[Floats, Floats] | None = None) -> Floats:
    """Where each canonical joint sits in the captured motion, in its units: (T, 22, 3)."""
    turned, positions = world or capture.world()
    return _points(
        capture, source, positions,
        lambda joint: positions[:, joint] + quaternion.rotate(turned[:, joint], capture.tips[joint]),
    )  # fmt: skip


def _points(
    capture: Capture, source: Source, joints_positions: Floats, tips_of: Callable[[int], Floats]
) -> Floats:
    names, index = source.joints(), {n: i for i, n in enumerate(capture.names)}
    points: Floats = np.stack([joints_positions[..., index[names[n]], :] for n in skeleton.JOINTS], axis=-2)
    for side in ("left", "right"):
        if names[f"{side}_foot"] == names[f"{side}_ankle"]:
            points[..., skeleton.INDEX[f"{side}_foot"], :] = tips_of(index[names[f"{side}_foot"]])
    return points


def bone_directions(points: Floats) -> Floats:
    """Direction of every canonical bone (..., 22, 3) that a joint carries; zero where it carries none."""
    directions = np.zeros_like(points)
    for name, child in _CHILD.items():
        step = points[..., skeleton.INDEX[child], :] - points[..., skeleton.INDEX[name], :]
        if name == "spine2" and np.abs(step).max() < 1e-6:
            step = points[..., skeleton.INDEX["neck"], :] - points[..., skeleton.INDEX[name], :]
        length = np.linalg.norm(step, axis=-1, keepdims=True)
        unit = np.where(length > 1e-6, step / np.maximum(length, 1e-6), 0.0)
        directions[..., skeleton.INDEX[name], :] = unit
    return directions


_REST_DIRECTIONS = bone_directions(np.array(skeleton.forward_kinematics(
    np.tile(quaternion.IDENTITY, (22, 1)), np.zeros(3))))  # fmt: skip


def alignments(capture: Capture, source: Source) -> Floats:
    """Constant rotations A (22, 4) per canonical joint, from the source's zero pose."""
    rest = capture.rest()
    points = _points(capture, source, rest, lambda joint: rest[joint] + capture.tips[joint])
    wanted, carried = bone_directions(points), np.array(_REST_DIRECTIONS)
    for side, sign in (("left", 1.0), ("right", -1.0)):
        wrist = skeleton.INDEX[f"{side}_wrist"]
        if source.hand:
            finger = source.hand if side == "left" else source.right(source.hand)
            wanted[wrist] = rest[capture.names.index(finger)] - points[wrist]
        else:
            wanted[wrist] = capture.tips[capture.names.index(source.joints()[f"{side}_wrist"])]
        carried[wrist] = (sign, 0.0, 0.0)
    result = np.tile(quaternion.IDENTITY, (22, 1))
    for joint, name in enumerate(skeleton.JOINTS):
        side, _, limb = name.rpartition("_")
        if limb in _ABOVE:
            result[joint] = result[skeleton.INDEX[f"{side}_{_ABOVE[limb]}"]]
        if name not in source.free and wanted[joint].any():
            swing = quaternion.between(quaternion.rotate(result[joint], carried[joint]), wanted[joint])
            result[joint] = quaternion.multiply(swing, result[joint])
        if name in source.twist:
            turn = quaternion.from_axis_angle(np.abs(carried[joint]), np.radians(source.twist[name]))
            result[joint] = quaternion.multiply(result[joint], turn)
    return result


def to_canonical(
    capture: Capture, source: Source | None = None, fps: float | None = None, *, repaired: bool = False,
    floored: bool = True,
) -> Clip:  # fmt: skip
    """Clip on the canonical body, in metres, standing on y = 0.

    fps: the capture's rate where the file does not say. repaired: without the capture's faults (`repair`).
    floored: False keeps the file's height.
    Raises ValueError for an unknown skeleton.
    """
    source = source or recognise(capture)
    fps = fps or capture.fps
    if not fps:
        raise ValueError("the file carries no frame rate; give one (CMU's AMC files are 120 or 60)")
    index = {n: i for i, n in enumerate(capture.names)}
    names = source.joints()
    turned, positions = capture.world()
    align = alignments(capture, source)
    world = np.stack([turned[:, index[names[n]]] for n in skeleton.JOINTS], axis=1)
    for name, (lower, upper, share) in source.between.items():
        blend = np.full(len(world), share)
        ends = turned[:, index[lower]], turned[:, index[upper]]
        world[:, skeleton.INDEX[name]] = quaternion.slerp(*ends, blend)
    neck = skeleton.INDEX["neck"]
    if source.neck_top:
        half = np.full(len(world), 0.5)
        world[:, neck] = quaternion.slerp(world[:, neck], turned[:, index[source.neck_top]], half)
    world = quaternion.multiply(world, align)
    if source.neck_top:
        seen = source_directions(capture, source, (turned, positions))[:, neck]
        swing = quaternion.between(quaternion.rotate(world[:, neck], _REST_DIRECTIONS[neck]), seen)
        world[:, neck] = quaternion.multiply(swing, world[:, neck])
    rotations = quaternion.continuous(skeleton.local_rotations(world))
    scale = LEG_LENGTH / _leg_length(capture, source)
    hips = [index[names["left_hip"]], index[names["right_hip"]]]
    middle = positions[:, hips].mean(axis=1) * scale
    under_pelvis = (skeleton.OFFSETS[1] + skeleton.OFFSETS[2]) / 2.0
    translation = middle - quaternion.rotate(world[:, 0], under_pelvis)
    if repaired:
        rotations, translation = repair.repair(rotations, translation, fps)
    if floored:
        translation[:, 1] -= floor_height(skeleton.forward_kinematics(rotations, translation), fps)
    return Clip(rotations, translation, float(fps))


def source_directions(capture: Capture, source: Source, world: tuple[Floats, Floats] | None = None) -> Floats:
    """Unit direction (T, 22, 3) of the bone that each canonical joint carries, as captured; 0 for none."""
    return bone_directions(source_points(capture, source, world))


def _leg_length(capture: Capture, source: Source) -> float:
    index, names = {n: i for i, n in enumerate(capture.names)}, source.joints()
    lengths = [
        np.linalg.norm(capture.offsets[index[names[f"{side}_{joint}"]]])
        for side in ("left", "right") for joint in ("knee", "ankle")
    ]  # fmt: skip
    return float(sum(lengths)) / 2.0


def floor_height(positions: Floats, fps: float) -> float:
    """Height of the floor under joints (T, 22, 3): a low percentile of the lowest joint where it rests.

    Frames in the air or passing through a fault of the capture have a fast lowest joint and do not count.
    """
    lowest = positions[..., 1].argmin(axis=1)
    at = np.take_along_axis(positions, lowest[:, None, None], axis=1)[:, 0]
    if len(at) < 2:
        return float(at[:, 1].min())
    same = np.take_along_axis(positions[1:], lowest[:-1, None, None], axis=1)[:, 0]
    speed = np.linalg.norm(same - at[:-1], axis=1) * fps
    resting = at[:-1, 1][speed < RESTING_SPEED]
    return float(np.percentile(resting if len(resting) >= 5 else at[:, 1], FLOOR_PERCENTILE))
