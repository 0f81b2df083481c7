"""Canonical motion to an armature's bones, and back.

For a bone with rest rotation B, alignment A and source world rotation G (in armature space) the delta from
rest is D = G A, and the pose channel is B⁻¹ D_parent⁻¹ D B with D_parent that of the nearest driven ancestor:
bones between (twist bones, extra spine bones) ride along. Motion is relative to the armature object, which
is never changed: a body that is turned, moved or scaled moves where it faces, as large as it is.
"""

import time
from dataclasses import dataclass, field, replace

import numpy as np

from ..backend.motion import features, quaternion, resampling, skeleton
from . import control_rig, coords, presets, rest_pose, snapshot, steps, target_feet
from .rig_roles import Mapping, check_roles, detect_mapping, load_mapping, save_mapping

__all__ = [
    "Mapping", "PoseTracks", "check_roles", "detect_mapping", "load_mapping", "read_motion", "retarget",
    "save_mapping",
]  # fmt: skip

ROOT_MODES = ("hips", "root", "in_place")
# Seconds that one step of reading takes at most, where a frame does not take longer; frames, at most.
_STEP, _FRAMES_A_STEP = 0.02, 8


@dataclass(frozen=True)
class PoseTracks:
    """Pose channels of the driven bones, relative to their rest.

    rotations: {bone: (T, 4)} quaternions w x y z; locations: {bone: (T, 3)} in armature units.
    resting: unmapped bones between driven ones, which have to stay at rest for the pose to come out right.
    switches: {(bone, custom property): value} that the pose needs (a control rig's IK/FK).
    """

    rotations: dict
    locations: dict
    resting: tuple = ()
    warnings: tuple = field(default=())
    switches: dict = field(default_factory=dict)

    def __len__(self):
        return len(next(iter(self.rotations.values()), ()))

    def resampled(self, fps_from, fps_to):
        """The same movement in the same time at another frame rate, smooth between its frames."""
        if fps_from == fps_to or len(self) < 2:
            return self
        at = resampling.moments(len(self), fps_from, fps_to)
        turned = resampling.rotations(np.stack(list(self.rotations.values()), axis=1), at)
        rotations = dict(zip(self.rotations, turned.swapaxes(0, 1), strict=True))
        locations = {bone: resampling.vectors(v, at) for bone, v in self.locations.items()}
        return replace(self, rotations=rotations, locations=locations)

    def cut(self, first, last):
        """Frames first…last, both included, counted from 0."""
        span = slice(first, last + 1)
        return replace(
            self,
            rotations={bone: q[span] for bone, q in self.rotations.items()},
            locations={bone: v[span] for bone, v in self.locations.items()},
        )


def retarget(armature_obj, clip_rotations, clip_translation, mapping, root="hips", *, plant_fps=None):
    """Pose tracks of an armature for a canonical motion.

    clip_rotations: local (T, 22, 4); clip_translation: pelvis (T, 3) in metres; root: where the body's travel
    goes, "hips", "root" (the mapping's root bone takes ground position and heading) or "in_place" (nowhere).
    plant_fps: frames a second; where given, feet that stand in the motion stand on the armature's legs too.
    Raises ValueError when the mapping cannot carry a motion.
    """
    motion = clip_rotations, clip_translation
    return steps.finished(retargeting(armature_obj, *motion, mapping, root, plant_fps=plant_fps))


def retargeting(armature_obj, clip_rotations, clip_translation, mapping, root="hips", *, plant_fps=None):
    """Steps of `retarget`, whose value they have; the armature is looked at in the first one only."""
    if root not in ROOT_MODES:
        raise ValueError(f"root must be one of {', '.join(ROOT_MODES)}, got {root!r}")
    rest = rest_pose.read(armature_obj, mapping.roles)
    switches = control_rig.switches(armature_obj)
    local = np.asarray(clip_rotations, dtype=np.float64)
    translation = np.asarray(clip_translation, dtype=np.float64)
    if plant_fps:
        yield
        local, translation = target_feet.plant(rest, local, translation, plant_fps)
    yield
    world = skeleton.global_rotations(local)
    warnings = list(rest.warnings)
    deltas = _deltas(rest, world)
    hips = rest_pose.hips_to_armature(rest, rest_pose.hip_centre(translation, world[:, 0]))
    anchor = np.linalg.solve(rest.stretch, rest.hips)
    steps = hips - anchor
    ground = steps - (steps @ rest.up)[:, None] * rest.up
    if root == "in_place":
        hips = hips - ground
    rotations, locations, moved = {}, {}, {}
    root_bone = _root_bone(rest)
    if root == "root" and root_bone < 0:
        warnings.append("The rig has no root bone above the hips: the movement was put on the hips.")
    elif root == "root":
        heading = features.facing(skeleton.forward_kinematics(local, translation))
        deltas[root_bone] = coords.rotations_to_frame(heading, rest.frame)
        moved[root_bone] = anchor + ground
    yield
    pelvis = rest.roles["pelvis"]
    _place(rest, pelvis, deltas, moved, hips, locations)
    if root_bone in moved:
        head = rest.tree.heads[root_bone]
        offset = _carried(head, anchor, deltas[root_bone], moved[root_bone]) - head
        locations[rest.tree.names[root_bone]] = _location(rest.tree, root_bone, offset, None)
    for bone, delta in deltas.items():
        above = _driven_above(rest.tree, bone, deltas)
        if above >= 0:
            delta = quaternion.multiply(quaternion.inverse(deltas[above]), delta)
        basis = coords.rotations_from_frame(delta, rest.tree.rotations[bone])
        rotations[rest.tree.names[bone]] = quaternion.continuous(quaternion.normalize(basis))
    return PoseTracks(rotations, locations, _resting(rest.tree, deltas), tuple(warnings), switches)


def read_motion(armature_obj, mapping, frames, scene=None):
    """The canonical motion an armature performs: local rotations (T, 22, 4), pelvis translation (T, 3).

    frames: scene frames to look at, whatever animates them (action, NLA, constraints). The scene is put back
    to its frame afterwards. The inverse of `retarget` with the movement on the hips.
    """
    import bpy

    scene = scene or bpy.context.scene
    return steps.finished(reading_motion(lambda: (armature_obj, scene), mapping, frames))


def reading_motion(find, mapping, frames, carried=None):
    """Steps of `read_motion`, whose value they have; the scene is on its own frame between them.

    find(): the armature object and the scene, asked for anew in every step; carried: transforms (T, 4, 4) in
    armature space that the object adds to its bones' movement.
    """
    parts, start, count = [], 0, 1
    while start < len(frames) or not parts:
        armature_obj, scene = find()
        began = time.perf_counter()
        parts.append(sample(armature_obj, frames[start : start + count], scene)[0])
        start += count
        # A control rig of 700 bones needs ten times as long for a frame as a game's skeleton; the frame that
        # the scene goes back to counts as well.
        each = (time.perf_counter() - began) / (count + 1)
        count = int(np.clip(_STEP / max(each, 1e-6) - 1, 1, _FRAMES_A_STEP))
        yield
    poses = np.concatenate(parts)
    poses = poses if carried is None else carried[:, None] @ poses
    rest = rest_pose.read(find()[0], mapping.roles)
    tree = rest.tree
    axes = poses[..., :3, :3]
    axes = axes / np.maximum(np.linalg.norm(axes, axis=-2, keepdims=True), 1e-12)
    deltas = quaternion.multiply(quaternion.from_matrix(axes), quaternion.inverse(tree.rotations))
    shown = {role: control_rig.shown_by(tree, bone) for role, bone in rest.roles.items()}
    world = np.full((len(poses), len(skeleton.JOINTS), 4), np.nan)
    for role in rest.roles:
        if role in skeleton.INDEX:
            delta = deltas[:, shown[role]]
            if rest.is_stretched and role in rest.points:
                seen = quaternion.rotate(delta, rest.points[role])
                delta = quaternion.multiply(quaternion.between(seen, seen @ rest.stretch.T), delta)
            delta = quaternion.multiply(delta, quaternion.inverse(rest.align[role]))
            world[:, skeleton.INDEX[role]] = coords.rotations_from_frame(delta, rest.frame)
    _fill_unmapped(world)
    legs = [shown[r] for r in ("left_hip", "right_hip") if r in shown] or [shown["pelvis"]]
    centre = rest_pose.hips_from_armature(rest, poses[..., :3, 3][:, legs].mean(axis=1))
    local = quaternion.continuous(quaternion.normalize(skeleton.local_rotations(world)))
    return local, rest_pose.pelvis_from_hips(centre, world[:, 0])


def _deltas(rest, world):
    """{bone index: (T, 4)} rotation from rest in armature space, parents before children."""
    inner = coords.rotations_to_frame(world, rest.frame)
    deltas = {}
    for role, bone in rest.roles.items():
        if role in skeleton.INDEX:
            delta = quaternion.multiply(inner[:, skeleton.INDEX[role]], rest.align[role])
            if rest.is_stretched and role in rest.points:
                wanted = quaternion.rotate(delta, rest.points[role])
                unscaled = wanted @ np.linalg.inv(rest.stretch).T
                delta = quaternion.multiply(quaternion.between(wanted, unscaled), delta)
            deltas[bone] = delta
    if control_rig.torso(rest.tree) < 0:
        _spread_over_trunk(rest, inner, deltas)
    else:
        control_rig.add_trunk(rest.tree, rest.roles, deltas)
    return dict(sorted(deltas.items()))


def _spread_over_trunk(rest, inner, deltas):
    """Unmapped bones between two mapped ones of the trunk share the bend between them evenly."""
    trunk = [role for role in presets.AXIAL if role in rest.roles]
    for below, above in zip(trunk, trunk[1:], strict=False):
        between = rest.tree.path(rest.roles[below], rest.roles[above])[1:-1]
        between = [bone for bone in between if not control_rig.is_inner(rest.tree, bone)]
        low, high = inner[:, skeleton.INDEX[below]], inner[:, skeleton.INDEX[above]]
        for i, bone in enumerate(between):
            if bone not in deltas:
                deltas[bone] = quaternion.slerp(low, high, np.array((i + 1) / (len(between) + 1)))


def _root_bone(rest):
    """The mapped root bone when it lies above the pelvis, else -1."""
    bone = rest.roles.get(presets.ROOT, -1)
    above_pelvis = rest.tree.ancestry(rest.roles["pelvis"])[1:]
    return (
        bone
        if bone in above_pelvis and bone not in {b for role, b in rest.roles.items() if role != presets.ROOT}
        else -1
    )


def _carried(point, anchor, turn, moved):
    """Where a rest point goes when its bone turns by `turn` (T, 4) and `anchor` goes to `moved` (T, 3)."""
    return moved + quaternion.rotate(turn, point - anchor)


def _place(rest, pelvis, deltas, moved, hips, locations):
    """Bring the hip centre to `hips` (T, 3) by the location of the pelvis, what it is stuck to or a torso."""
    tree = rest.tree
    anchor = np.linalg.solve(rest.stretch, rest.hips)
    goal, at = hips, anchor
    for bone in _from_hips_to_pelvis(rest, pelvis, deltas):
        goal, at = _carried(tree.heads[bone], at, deltas[bone], goal), tree.heads[bone]
    joint, torso = pelvis, control_rig.torso(tree)
    while torso in tree.ancestry(joint)[1:]:
        above = _driven_above(tree, joint, deltas, look_through_cut=True)
        goal = goal - quaternion.rotate(deltas[above], tree.heads[joint] - tree.heads[above])
        joint = above
    bone = joint
    while tree.connected[bone] and tree.parents[bone] >= 0:
        bone = int(tree.parents[bone])
    above = _driven_above(tree, bone, deltas, look_through_cut=True)
    stays = np.broadcast_to(tree.heads[joint], goal.shape)
    if above >= 0 and above in moved:
        stays = _carried(tree.heads[joint], anchor, deltas[above], moved[above])
    if bone not in moved:
        locations[tree.names[bone]] = _location(tree, bone, goal - stays, deltas.get(above))


def _from_hips_to_pelvis(rest, pelvis, deltas):
    """Driven bones that carry the hip joints, up to the pelvis: some rigs hang the legs from the spine."""
    leg = rest.roles.get("left_hip", rest.roles.get("right_hip", pelvis))
    line = [bone for bone in rest.tree.ancestry(leg)[1:] if bone in deltas]
    return line[: line.index(pelvis) + 1] if pelvis in line else [pelvis]


def _location(tree, bone, offset, parent_delta):
    """Location channel (T, 3) that moves a bone's head by `offset` (T, 3), given in armature space."""
    if parent_delta is not None:
        offset = quaternion.rotate(quaternion.inverse(parent_delta), offset)
    # Without local location a bone moves along its parent's axes, or the armature's.
    axes = bone if tree.local_location[bone] else int(tree.parents[bone])
    return quaternion.rotate(quaternion.inverse(tree.rotations[axes]), offset) if axes >= 0 else offset


def _driven_above(tree, bone, deltas, look_through_cut=False):
    """The nearest driven ancestor whose rotation the bone inherits, or -1."""
    while True:
        if not tree.inherits_rotation[bone] and not look_through_cut:
            return -1
        bone = int(tree.parents[bone])
        if bone < 0 or bone in deltas:
            return bone


def _resting(tree, deltas):
    between = set()
    for bone in deltas:
        between.update(b for b in tree.ancestry(bone)[1:] if b not in deltas)
    return tuple(tree.names[b] for b in control_rig.resting(tree, sorted(between)))


def _fill_unmapped(world):
    """Give joints without a bone (NaN in (T, 22, 4)) the rotation of their neighbours, in place."""
    known = {j: not np.isnan(world[0, j, 0]) for j in range(len(skeleton.JOINTS))} if len(world) else {}
    trunk = [skeleton.INDEX[role] for role in presets.AXIAL]
    mapped = [i for i, joint in enumerate(trunk) if known.get(joint)]
    for low, high in zip(mapped, mapped[1:], strict=False):
        for i in range(low + 1, high):
            part = np.array((i - low) / (high - low))
            world[:, trunk[i]] = quaternion.slerp(world[:, trunk[low]], world[:, trunk[high]], part)
            known[trunk[i]] = True
    for joint, parent in enumerate(skeleton.PARENTS):
        if not known.get(joint):
            world[:, joint] = world[:, parent] if parent >= 0 else quaternion.IDENTITY


def sample(armature_obj, frames, scene=None):
    """Evaluated poses (T, bones, 4, 4) in armature space and object matrices (T, 4, 4) at scene frames.

    Whatever animates the armature counts. The scene goes back to the frame it was on, and the bones to the
    values they had, which need not be keyed yet.
    """
    import bpy

    scene = scene or bpy.context.scene
    before, before_sub, pose = scene.frame_current, scene.frame_subframe, snapshot.pose(armature_obj)
    frames = np.asarray(frames, dtype=np.float64)
    count = len(armature_obj.pose.bones)
    poses = np.empty((len(frames), count * 16), dtype=np.float32)
    objects = np.empty((len(frames), 4, 4))
    try:
        for i, frame in enumerate(frames):
            whole = int(np.floor(frame))
            scene.frame_set(whole, subframe=float(frame - whole))
            evaluated = armature_obj.evaluated_get(bpy.context.evaluated_depsgraph_get())
            evaluated.pose.bones.foreach_get("matrix", poses[i])
            objects[i] = evaluated.matrix_world
    finally:
        scene.frame_set(before, subframe=before_sub)
        snapshot.set_pose(armature_obj, pose)
    # Blender stores matrices by columns.
    return poses.reshape(len(frames), count, 4, 4).swapaxes(-1, -2).astype(np.float64), objects
