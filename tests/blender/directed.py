"""What the tests of directions look at: joints as Blender evaluates them, seams of loops, walks to direct."""

import bpy
import numpy as np
from dynmask.backend.motion.body import quaternion, skeleton
from dynmask.dynmask_blender.actions import new_action
from dynmask.dynmask_blender.retarget import to_rig
from dynmask.dynmask_blender.rig import mappings


def evaluated(rig, frames):
    """Poses (T, bones, 4, 4) in the world on frames, as Blender evaluates them."""
    found = np.empty((len(frames), len(rig.pose.bones), 4, 4))
    for i, frame in enumerate(frames):
        bpy.context.scene.frame_set(int(frame))
        seen = rig.evaluated_get(bpy.context.evaluated_depsgraph_get())
        found[i] = [np.array(seen.matrix_world @ bone.matrix) for bone in seen.pose.bones]
    return found


def bone_matrices(rig, name, frames):
    """Matrices (T, 4, 4) of one bone in the world."""
    return evaluated(rig, list(frames))[:, rig.pose.bones.find(name)]


def hips(rig, frames):
    """The middle of both hip joints (T, 3) in the world."""
    roles = mappings.get_or_detect(rig).roles
    at = [rig.pose.bones.find(roles[f"{side}_hip"]) for side in ("left", "right")]
    return evaluated(rig, frames)[:, at][..., :3, 3].mean(axis=1)


def across(rig, frames):
    """From the right hip joint to the left one (T, 2) along the floor, in the world."""
    roles = mappings.get_or_detect(rig).roles
    at = [rig.pose.bones.find(roles[f"{side}_hip"]) for side in ("left", "right")]
    heads = evaluated(rig, frames)[:, at][..., :2, 3]
    return heads[:, 0] - heads[:, 1]


def seams(rig, first, last):
    """(pose seam in degrees, velocity seam and the loop's own 95th percentile in m/s) of a loop."""
    poses = evaluated(rig, range(int(first), int(last) + 1))
    fps = bpy.context.scene.render.fps / bpy.context.scene.render.fps_base
    axes = poses[..., :3, :3] / np.linalg.norm(poses[..., :3, :3], axis=-2, keepdims=True)
    hips = rig.pose.bones.find(mappings.get_or_detect(rig).roles["pelvis"])
    return seams_of(axes, poses[..., :3, 3], hips, fps)


def seams_of(axes, heads, hips, fps):
    """As `seams`, of bones' axes (T, b, 3, 3) and heads (T, b, 3), the hips being one of them."""
    # Seen from the hips, so that a step on and a turn do not count.
    turned = np.swapaxes(axes[:, hips : hips + 1], -1, -2) @ axes
    pose = quaternion.angle_between(*quaternion.from_matrix(turned[[0, -1]])).max()
    seen = np.einsum("tij,tbi->tbj", axes[:, hips], heads - heads[:, hips : hips + 1])
    change = np.linalg.norm(np.diff(seen, n=2, axis=0), axis=-1).max(axis=-1) * fps
    across = np.concatenate([seen[-3:-1], seen[:3]])
    across = np.linalg.norm(np.diff(across, n=2, axis=0), axis=-1).max() * fps
    return float(np.degrees(pose)), float(across), float(np.percentile(change, 95))


def travels_of(axes, heads, cycles):
    """Of hips with axes (T, 3, 3) and heads (T, 3) in a motion that repeats so often: the step (cycles, 3) of
    each cycle, seen from the hips where it begins, and how much the velocity of the hips changes where one
    begins again, and elsewhere at the 95th percentile (m/frame)."""
    period = (len(heads) - 1) // cycles
    begins = axes[: cycles * period : period]
    steps = np.einsum("tij,ti->tj", begins, np.diff(heads[::period], axis=0))
    # The next step of the hips, seen from them now: a turn on the way does not count.
    speed = np.einsum("tij,ti->tj", axes[:-1], np.diff(heads, axis=0))
    change = np.linalg.norm(np.diff(speed, axis=0), axis=-1)
    seam = np.linalg.norm(speed[0] - speed[-1])
    return steps, float(seam), float(np.percentile(change, 95))


def steps(frames):
    """A walk straight ahead, a cycle a second at 20 frames a second, its feet on the floor: rotations
    (T, 22, 4) and translation (T, 3)."""
    phase, x, z = np.arange(frames) * np.pi / 10.0, np.eye(3)[0], np.eye(3)[2]
    turned = np.tile(quaternion.IDENTITY, (frames, 22, 1))
    for side, shift, way in (("left", 0.0, -1.0), ("right", np.pi, 1.0)):
        swing, bend = 0.4 * np.sin(phase + shift), 0.8 * np.clip(np.cos(phase + shift), 0, 1) ** 2
        for part, angle in (("hip", -swing), ("knee", bend), ("ankle", swing - bend)):
            turned[:, skeleton.INDEX[f"{side}_{part}"]] = quaternion.from_axis_angle(x, angle)
        down = quaternion.from_axis_angle(z, np.full(frames, 1.3 * way))
        turned[:, skeleton.INDEX[f"{side}_shoulder"]] = down
    low = skeleton.forward_kinematics(turned, np.zeros((frames, 3)))[..., 1].min(axis=1)
    return turned, np.stack([0 * phase, -low, 0.2 * phase], axis=1)


def walk_action(rig, frames=100, name="Walk"):
    """An action of the animator's own in which the rig walks ahead, at the scene's rate."""
    tracks = to_rig.retarget(rig, *steps(frames), mappings.get_or_detect(rig))
    return new_action.write_action(rig, tracks, 20.0, bpy.context.scene, name, 1)
