"""Small rigs and rich motions for the Blender tests."""

import bpy
import numpy as np
from dynmask.backend.motion.body import quaternion, skeleton
from mathutils import Matrix, Vector

MIXAMO = {
    "pelvis": "Hips", "spine1": "Spine", "spine2": "Spine1", "spine3": "Spine2", "neck": "Neck",
    "head": "Head", "left_collar": "LeftShoulder", "left_shoulder": "LeftArm", "left_elbow": "LeftForeArm",
    "left_wrist": "LeftHand", "left_hip": "LeftUpLeg", "left_knee": "LeftLeg", "left_ankle": "LeftFoot",
    "left_foot": "LeftToeBase",
}  # fmt: skip
MIXAMO |= {k.replace("left", "right"): v.replace("Left", "Right") for k, v in MIXAMO.items() if "left" in k}
LIMBS = tuple(f"{s}_{p}" for s in ("left", "right") for p in ("hip", "knee", "ankle", "shoulder", "elbow"))
# Another body than the canonical one, in Blender's axes (z up, facing -y): heads of a T-pose.
T_POSE = {
    "pelvis": (0, 0, 1.02), "spine1": (0, 0.01, 1.12), "spine2": (0, 0.02, 1.23), "spine3": (0, 0.03, 1.36),
    "neck": (0, 0.02, 1.54), "head": (0, -0.01, 1.64),
    "left_collar": (0.05, 0.01, 1.48), "left_shoulder": (0.17, 0.02, 1.49),
    "left_elbow": (0.45, 0.025, 1.488),
    "left_wrist": (0.72, 0.02, 1.49), "left_hip": (0.095, 0.0, 0.97), "left_knee": (0.10, -0.01, 0.53),
    "left_ankle": (0.10, 0.03, 0.09), "left_foot": (0.12, -0.10, 0.02),
}  # fmt: skip
T_POSE |= {k.replace("left", "right"): (-v[0], v[1], v[2]) for k, v in T_POSE.items() if "left" in k}
_TIPS = {
    "head": (0, -0.02, 1.82), "left_wrist": (0.86, 0.02, 1.49), "left_foot": (0.125, -0.18, 0.015),
    "right_wrist": (-0.86, 0.02, 1.49), "right_foot": (-0.125, -0.18, 0.015),
}  # fmt: skip
_NEXT = {"pelvis": "spine1", "spine1": "spine2", "spine2": "spine3", "spine3": "neck", "neck": "head"}
_NEXT |= {f"{s}_{a}": f"{s}_{b}" for s in ("left", "right") for a, b in (
    ("collar", "shoulder"), ("shoulder", "elbow"), ("elbow", "wrist"),
    ("hip", "knee"), ("knee", "ankle"), ("ankle", "foot"))}  # fmt: skip


def build(bones, name="Rig", matrix=None):
    """An armature of [(name, parent name or "", head, tail, roll)], in edit-mode coordinates."""
    data = bpy.data.armatures.new(name)
    rig = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(rig)
    bpy.context.view_layer.objects.active = rig
    bpy.ops.object.mode_set(mode="EDIT")
    for bone, parent, head, tail, roll in bones:
        edit = data.edit_bones.new(bone)
        edit.head, edit.tail, edit.roll = head, tail, roll
        if parent:
            edit.parent = data.edit_bones[parent]
    bpy.ops.object.mode_set(mode="OBJECT")
    if matrix is not None:
        rig.matrix_world = matrix
    bpy.context.view_layer.update()
    return rig


def by_roles(names, heads=T_POSE, prefix="", root="", seed=0, turn=None, skip=(), matrix=None):
    """A rig with one bone a role: names {role: bone}, heads {role: (3,)}, rolls drawn from the seed.

    turn: 3x3 applied to the rest pose (a rig that is y up, say); skip: roles without a bone.
    """
    rng = np.random.default_rng(seed)
    turn = np.eye(3) if turn is None else np.asarray(turn)
    bones = [(root, "", (0, 0, 0), turn @ (0, 0.3, 0), 0.0)] if root else []
    for joint, role in enumerate(skeleton.JOINTS):
        if role not in names or role in skip:
            continue
        parent = skeleton.PARENTS[joint]
        while parent >= 0 and (skeleton.JOINTS[parent] in skip or skeleton.JOINTS[parent] not in names):
            parent = skeleton.PARENTS[parent]
        above = prefix + names[skeleton.JOINTS[parent]] if parent >= 0 else root
        tail = _TIPS.get(role) or heads[_NEXT[role]]
        bones.append((prefix + names[role], above, turn @ heads[role], turn @ tail, rng.uniform(-3, 3)))
    return build(bones, matrix=matrix)


def mixamo(**options):
    """A Mixamo-named rig in T-pose with rolls all over the place."""
    return by_roles(MIXAMO, prefix="mixamorig:", **options)


def metarig():
    """Rigify's human metarig (A-pose), as the add-on makes it."""
    import addon_utils

    addon_utils.enable("rigify", default_set=True)
    bpy.ops.object.armature_human_metarig_add()
    rig = bpy.context.view_layer.objects.active
    rig.location = (0, 0, 0)
    bpy.context.view_layer.update()
    return rig


def skinned_cube(scene, rig, bone):
    """A small cube around the middle of a bone, bound to it."""
    centre = rig.data.bones[bone].matrix_local.translation
    points = [(x, y, z) for x in (-0.05, 0.05) for y in (-0.05, 0.05) for z in (-0.05, 0.05)]
    mesh = bpy.data.meshes.new("Glove")
    faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    mesh.from_pydata([np.add(centre, p) for p in points], [], faces)
    cube = bpy.data.objects.new("Glove", mesh)
    scene.collection.objects.link(cube)
    cube.parent = rig
    cube.vertex_groups.new(name=bone).add(range(8), 1.0, "REPLACE")
    cube.modifiers.new("Skin", "ARMATURE").object = rig
    return cube


def wild_motion(frames=60, seed=0, size=1.0):
    """Smooth random rotations of all joints (up to about 70 degrees) and a wandering, turning pelvis.

    Returns local rotations (T, 22, 4), translation (T, 3).
    """
    rng = np.random.default_rng(seed)
    t = np.linspace(0, 2 * np.pi, frames)[:, None, None]
    waves = (rng.normal(size=(22, 3)) * np.sin(t * k + rng.uniform(0, 6, size=(22, 3))) for k in (1, 2, 3))
    axis_angle = 0.3 * size * sum(waves)
    angle = np.linalg.norm(axis_angle, axis=-1)
    rotations = quaternion.from_axis_angle(axis_angle / np.maximum(angle, 1e-9)[..., None], angle)
    heading = quaternion.from_axis_angle(np.array([0.0, 1.0, 0.0]), np.linspace(0, 4.0, frames))
    rotations[:, 0] = quaternion.multiply(heading, rotations[:, 0])
    t = t[:, 0, 0]
    path = np.stack([1.5 * np.sin(t), 0.93 + 0.05 * np.sin(3 * t), 0.4 * t], axis=-1)
    return quaternion.continuous(rotations), path


def walk(frames=40):
    """A stylised walk straight ahead: legs swing, knees bend, arms hang and swing. As `wild_motion`."""
    phase = np.linspace(0, 4 * np.pi, frames)
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1))
    x, z = np.eye(3)[0], np.eye(3)[2]
    for side, shift in (("left", 0.0), ("right", np.pi)):
        swing = 0.5 * np.sin(phase + shift)
        bend = 0.9 * np.clip(np.cos(phase + shift), 0, 1) ** 2
        rotations[:, skeleton.INDEX[f"{side}_hip"]] = quaternion.from_axis_angle(x, -swing)
        rotations[:, skeleton.INDEX[f"{side}_knee"]] = quaternion.from_axis_angle(x, bend)
        rotations[:, skeleton.INDEX[f"{side}_ankle"]] = quaternion.from_axis_angle(x, swing - bend)
        down = quaternion.from_axis_angle(z, np.full(frames, -1.35 if side == "left" else 1.35))
        forward = quaternion.from_axis_angle(x, 0.5 * np.sin(phase + shift))
        rotations[:, skeleton.INDEX[f"{side}_shoulder"]] = quaternion.multiply(forward, down)
    positions = skeleton.forward_kinematics(rotations, np.zeros((frames, 3)))
    translation = np.stack([np.zeros(frames), -positions[..., 1].min(axis=1), phase * 0.11], axis=-1)
    return rotations, translation


def poses(rig, frames):
    """Evaluated {bone: (T, 2, 3)} world heads and tails, read through the depsgraph."""
    result = {bone.name: [] for bone in rig.pose.bones}
    for frame in frames:
        bpy.context.scene.frame_set(int(frame))
        evaluated = rig.evaluated_get(bpy.context.evaluated_depsgraph_get())
        world = evaluated.matrix_world
        for bone in evaluated.pose.bones:
            result[bone.name].append((world @ bone.head, world @ bone.tail))
    return {name: np.array(ends) for name, ends in result.items()}


def limb_errors(rig, mapping, rotations, translation, frames, turn=None):
    """{role: (T,) degrees} between where the rig's limbs point and where the source's joints do.

    turn: 3x3 from Blender's canonical axes to where the rig stands in the world.
    """
    positions = skeleton.forward_kinematics(rotations, translation)
    seen = poses(rig, frames)
    turn = np.eye(3) if turn is None else np.asarray(turn)
    errors = {}
    for role in LIMBS:
        if role not in mapping.roles or _NEXT[role] not in mapping.roles:
            continue
        start, end = skeleton.INDEX[role], skeleton.INDEX[_NEXT[role]]
        x, y, z = np.moveaxis(positions[:, end] - positions[:, start], -1, 0)
        wanted = np.stack([x, -z, y], axis=-1) @ turn.T
        got = seen[mapping.roles[_NEXT[role]]][:, 0] - seen[mapping.roles[role]][:, 0]
        errors[role] = np.degrees(
            quaternion.angle_between(quaternion.IDENTITY, quaternion.between(wanted, got))
        )
    return errors


def object_matrix(euler=(0, 0, 0), scale=(1, 1, 1), location=(0, 0, 0)):
    """A 4x4 object transform from Euler angles in degrees, scale and location."""
    from mathutils import Euler

    return Matrix.LocRotScale(Vector(location), Euler(np.radians(euler)), Vector(scale))
