"""Canonical motion to an armature's bones; `from_rig` is the way back.

For a bone with rest rotation B, alignment A and source world rotation G (in armature space) the delta from
rest is D = G A, and the pose channel is B⁻¹ D_parent⁻¹ D B with D_parent that of the nearest driven ancestor:
bones between (twist bones, extra spine bones) ride along. Motion is relative to the armature object, which
is never changed: a body that is turned, moved or scaled moves where it faces, as large as it is.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from ...backend.motion.body import features, quaternion, resampling, skeleton
from ...backend.motion.rig import families
from .. import coords, coroutines
from ..rig import no_hips, obstacles, rest_pose, rigify, stance
from ..rig.detection import Mapping, check_roles, detect_mapping, load_mapping, save_mapping
from ..rig.sampling import sample
from . import foot_planting
from .from_rig import read_motion, reading_motion

__all__ = [
    "Mapping", "PoseTracks", "check_roles", "detect_mapping", "load_mapping", "read_motion", "reading_motion",
    "retarget", "sample", "save_mapping",
]  # fmt: skip

ROOT_MODES = ("hips", "root", "in_place")


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
    return coroutines.finished(retargeting(armature_obj, *motion, mapping, root, plant_fps=plant_fps))


def retargeting(armature_obj, clip_rotations, clip_translation, mapping, root="hips", *, plant_fps=None):
    """Steps of `retarget`, whose value they have; the armature is looked at in the first one only."""
    if root not in ROOT_MODES:
        raise ValueError(f"root must be one of {', '.join(ROOT_MODES)}, got {root!r}")
    rest = rest_pose.read(armature_obj, mapping.roles, mapping.stance)
    switches = rigify.switches(armature_obj)
    moved = {mapping.roles.get(role) for role in ("pelvis", families.ROOT)}
    warnings = [
        *stance.doubts(armature_obj, mapping.roles, mapping.stance),
        *obstacles.notices(armature_obj, mapping.roles, moved),
        *rest.warnings,
    ]
    local = np.asarray(clip_rotations, dtype=np.float64)
    translation = np.asarray(clip_translation, dtype=np.float64)
    if plant_fps:
        yield
        local, translation = foot_planting.plant(rest, local, translation, plant_fps)
    yield
    world = skeleton.global_rotations(local)
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
    if no_hips.is_added(rest.tree):
        # Nothing is written for the bone that is not there, but for what hangs from it.
        steps = no_hips.locations(rest.tree, deltas, locations.pop(""))
        locations |= {rest.tree.names[b]: _location(rest.tree, b, step, None) for b, step in steps.items()}
        deltas = {bone: delta for bone, delta in deltas.items() if rest.tree.names[bone]}
    for bone, delta in deltas.items():
        above = _driven_above(rest.tree, bone, deltas)
        if above >= 0:
            delta = quaternion.multiply(quaternion.inverse(deltas[above]), delta)
        basis = coords.rotations_from_frame(delta, rest.tree.rotations[bone])
        rotations[rest.tree.names[bone]] = quaternion.continuous(quaternion.normalize(basis))
    return PoseTracks(rotations, locations, _resting(rest.tree, deltas), tuple(warnings), switches)


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
    if rigify.torso(rest.tree) < 0:
        _spread_over_trunk(rest, inner, deltas)
    else:
        rigify.add_trunk(rest.tree, rest.roles, deltas)
    if rest.stands_posed:
        _stand_between(rest, deltas)
    if no_hips.is_added(rest.tree):
        hips = rest.roles["pelvis"]
        deltas |= {bone: deltas[hips] for bone in rest.tree.children(hips) if bone not in deltas}
    return dict(sorted(deltas.items()))


def _stand_between(rest, deltas):
    """Bones between driven ones keep, in a rig whose rest does not stand, the bend that they stand with."""
    for bone in tuple(deltas):
        above = _driven_above(rest.tree, bone, deltas, look_through_cut=True)
        for between in rest.tree.path(above, bone)[1:-1] if above >= 0 else ():
            bend = quaternion.multiply(quaternion.inverse(rest.turns[above]), rest.turns[between])
            deltas[between] = quaternion.multiply(deltas[above], bend)


def _spread_over_trunk(rest, inner, deltas):
    """Unmapped bones between two mapped ones of the trunk share the bend between them evenly."""
    trunk = [role for role in families.AXIAL if role in rest.roles]
    for below, above in zip(trunk, trunk[1:], strict=False):
        between = rest.tree.path(rest.roles[below], rest.roles[above])[1:-1]
        between = [bone for bone in between if not rigify.is_mechanism_bone(rest.tree, bone)]
        low, high = inner[:, skeleton.INDEX[below]], inner[:, skeleton.INDEX[above]]
        for i, bone in enumerate(between):
            if bone not in deltas:
                shared = quaternion.slerp(low, high, np.array((i + 1) / (len(between) + 1)))
                standing = quaternion.multiply(rest.lean, rest.turns[bone])
                deltas[bone] = quaternion.multiply(shared, standing)


def _root_bone(rest):
    """The mapped root bone when it lies above the pelvis, else -1."""
    bone = rest.roles.get(families.ROOT, -1)
    above_pelvis = rest.tree.ancestry(rest.roles["pelvis"])[1:]
    return (
        bone
        if bone in above_pelvis and bone not in {b for role, b in rest.roles.items() if role != families.ROOT}
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
    joint, torso = pelvis, rigify.torso(tree)
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
    return tuple(tree.names[b] for b in rigify.resting(tree, sorted(between)) if tree.names[b])
