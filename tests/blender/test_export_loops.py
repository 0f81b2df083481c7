"""Loops in FBX and GLB as other programs read them: no seam in pose or velocity, every cycle one step on."""

import bpy
import numpy as np
import pytest
from directed import bone_matrices, seams_of, steps, travels_of
from dynmask.backend.motion.body import quaternion, skeleton
from dynmask.dynmask_blender.actions import new_action
from dynmask.dynmask_blender.retarget import to_rig
from dynmask.dynmask_blender.rig import mappings
from dynmask.dynmask_blender.session import jobs, status
from test_export_readers import read, written

FRAMES, CYCLES = 90, 3
X, Z = np.eye(3)[0], np.eye(3)[2]


def walk():
    return steps(FRAMES)


def run():
    """At one and a half times the pace, leaning ahead."""
    turned, moved = steps(2 * FRAMES)
    at = np.round(np.arange(FRAMES) * 1.5).astype(int)
    lean = quaternion.from_axis_angle(X, np.full(FRAMES, 0.2))
    turned = turned[at]
    turned[:, skeleton.INDEX["spine1"]] = lean
    return turned, moved[at] * [1.0, 1.0, 1.3]


def backwards():
    turned, moved = steps(FRAMES)
    return turned[::-1].copy(), moved[::-1].copy()


def circle():
    """To the left, a full turn in nine seconds."""
    turned, moved = steps(FRAMES)
    yaw = np.arange(FRAMES) * 2.0 * np.pi / 180.0
    radius = 0.2 * 180.0 / (2.0 * np.pi)
    moved = np.stack([radius * (1.0 - np.cos(yaw)), moved[:, 1], radius * np.sin(yaw)], axis=1)
    turned[:, 0] = quaternion.multiply(quaternion.about_up(yaw), turned[:, 0])
    return turned, moved


def squats():
    """Up and down on the spot, every second and a half."""
    down = 0.5 - 0.5 * np.cos(np.arange(FRAMES) * 2.0 * np.pi / 30.0)
    turned = np.tile(quaternion.IDENTITY, (FRAMES, 22, 1))
    for side in ("left", "right"):
        for part, angle in (("hip", -0.9), ("knee", 1.7), ("ankle", -0.8)):
            turned[:, skeleton.INDEX[f"{side}_{part}"]] = quaternion.from_axis_angle(X, angle * down)
    low = skeleton.forward_kinematics(turned, np.zeros((FRAMES, 3)))[..., 1].min(axis=1)
    return turned, np.stack([0 * low, -low, 0 * low], axis=1)


def waves():
    """One arm, on the spot; the body sways."""
    phase = np.arange(FRAMES) * 2.0 * np.pi / 24.0
    turned = np.tile(quaternion.IDENTITY, (FRAMES, 22, 1))
    turned[:, skeleton.INDEX["right_shoulder"]] = quaternion.from_axis_angle(Z, -0.6 + 0.3 * np.sin(phase))
    turned[:, skeleton.INDEX["right_elbow"]] = quaternion.from_axis_angle(Z, -0.8 + 0.5 * np.cos(phase))
    turned[:, skeleton.INDEX["spine2"]] = quaternion.from_axis_angle(Z, 0.08 * np.sin(phase))
    low = skeleton.forward_kinematics(turned[:1], np.zeros((1, 3)))[..., 1].min()
    return turned, np.tile([0.0, -low, 0.0], (FRAMES, 1))


# And whether it goes anywhere.
ACTS = {"walk": (walk, True), "run": (run, True), "backwards": (backwards, True), "circle": (circle, True),
        "squats": (squats, False), "waves": (waves, False)}  # fmt: skip


def looped(rig, motion):
    """The loop of a motion that the animator keyed."""
    tracks = to_rig.retarget(rig, *motion, mappings.get_or_detect(rig))
    new_action.write_action(rig, tracks, 20.0, bpy.context.scene, "Mine", 1)
    rig.dynmask_direction.cycles = CYCLES
    assert bpy.ops.dynmask.loop_action() == {"FINISHED"}
    jobs.wait(60)
    action = rig.animation_data.action
    assert action.use_cyclic, status.current.message
    return action


def exported(rig, kind, folder):
    """Axes (T, b, 3, 3) and heads (T, b, 3) of all bones in a file, y up, and the number of the hips."""
    found = read(written(rig, kind, folder))
    names = list(found["bones"])
    axes, heads = (np.stack([found[what][name] for name in names], axis=1) for what in ("turns", "heads"))
    return axes, heads, next(i for i, name in enumerate(names) if name.endswith("Hips"))


@pytest.mark.parametrize("kind", ["UNITY", "GLTF"])
@pytest.mark.parametrize("act", ACTS)
def test_a_loop_repeats_in_the_file(addon, rig, scene, tmp_path, act, kind):
    motion, goes = ACTS[act]
    action = looped(rig, motion())
    axes, heads, hips = exported(rig, kind, tmp_path)
    assert (len(heads) - 1) % CYCLES == 0
    pose, velocity, limit = seams_of(axes, heads, hips, 20.0)
    assert pose <= 0.5 and velocity <= limit + 1e-3
    ways, seam, usual = travels_of(axes[:, hips], heads[:, hips], CYCLES)
    assert np.abs(ways - ways[0]).max() < 2e-3, "every cycle goes as far, that way"
    assert seam <= usual + 1e-4
    way = np.linalg.norm(ways[0])
    assert way > 0.3 if goes else way < 2e-3
    there = bone_matrices(rig, "Hips", [action.frame_start, action.frame_end])[:, :3, 3]
    here = np.linalg.norm(heads[-1, hips] - heads[0, hips])
    assert here == pytest.approx(np.linalg.norm(there[1] - there[0]), abs=1e-3), "as far as the rig goes"
