"""Bake to IK on a rig that Rigify generates: the same movement on the IK controls, FK keys kept."""

import bpy
import numpy as np
import pytest
import rigs
import steps
from dynmask.dynmask_blender import compat
from dynmask.dynmask_blender.actions import replace_range
from dynmask.dynmask_blender.direction.ik_controls import rigify_limbs
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.takes import takes
from steps import fails, keys, same
from test_control_rig import animate, generated, opened  # noqa: F401

FRAMES = 24
JOINTS = [f"DEF-{part}.{side}" for side in "LR" for part in ("forearm", "hand", "shin", "foot", "toe")]


@pytest.fixture
def moved(generated, addon):  # noqa: F811
    rig = opened(generated)
    bpy.context.view_layer.objects.active = rig
    action, _ = animate(rig, rigs.wild_motion(FRAMES, size=0.7))
    bpy.context.view_layer.update()
    return rig, action


def baked(**options):
    bpy.ops.dynmask.bake_to_ik(**options)
    jobs.wait()
    assert status.current.level != "ERROR", status.current.message


def places(rig):
    seen = rigs.poses(rig, range(1, FRAMES + 1))
    return {bone: seen[bone] for bone in JOINTS}


def test_the_movement_stays_and_the_controls_carry_it(moved):
    rig, action = moved
    before, had = places(rig), keys(rig, action)
    baked()
    after, copy = places(rig), rig.animation_data.action
    for bone in JOINTS:
        off = np.linalg.norm(after[bone] - before[bone], axis=-1)
        limit = 5e-3 if "forearm" in bone or "shin" in bone else 5e-4
        assert off[:, 0].max() < limit, (bone, off.max(axis=0))
    assert "hands and feet at most 0." in status.current.message
    # The animator's keys are as they were, in her action and below the new ones.
    assert copy != action and same(keys(rig, action), had)
    switch = 'pose.bones["thigh_parent.L"]["IK_FK"]'
    now = keys(rig, copy)
    assert (now[switch, 0][:, 1] == 0.0).all() and (had[switch, 0][:, 1] == 1.0).all()
    path = 'pose.bones["thigh_fk.L"].rotation_quaternion'
    assert np.array_equal(now[path, 1], had[path, 1])
    # It is the controls that move the feet now.
    bpy.context.scene.frame_set(12)
    foot = rig.pose.bones["ORG-foot.L"].matrix.translation.copy()
    curve = compat.find_fcurve(rig, copy, 'pose.bones["foot_ik.L"].location', 2)
    for point in curve.keyframe_points:
        point.co[1] += 0.2
    bpy.context.scene.frame_set(13)
    bpy.context.scene.frame_set(12)
    assert (rig.pose.bones["ORG-foot.L"].matrix.translation - foot).length > 0.01
    takes.discard_all(rig)
    assert rig.animation_data.action == action and same(keys(rig, action), had)


def test_knees_bend_as_before_in_a_walk(generated, addon):  # noqa: F811
    rig = opened(generated)
    bpy.context.view_layer.objects.active = rig
    animate(rig, rigs.walk(FRAMES))
    before = places(rig)
    baked()
    after = places(rig)
    off = {bone: np.linalg.norm(after[bone] - before[bone], axis=-1)[:, 0].max() for bone in JOINTS}
    # Of a limb that is nearly straight a hair of length moves the knee by millimetres.
    assert max(off.values()) < 12e-3, off


def test_only_the_legs(moved):
    rig, _ = moved
    baked(limbs="legs")
    now = keys(rig, rig.animation_data.action)
    assert ('pose.bones["foot_ik.L"].location', 0) in now
    assert ('pose.bones["hand_ik.L"].location', 0) not in now
    assert (now['pose.bones["upper_arm_parent.L"]["IK_FK"]', 0][:, 1] == 1.0).all()


def test_other_rigs_are_told_so(addon, rig):
    steps.hand_keyed(rig)
    fails(bpy.ops.dynmask.bake_to_ik, "has no IK controls as Rigify makes them")
    assert rigify_limbs.limbs(rig) == []


def test_scales_outside_the_range_stay(moved):
    """FAULT: they were written over, and held the range's last size beyond it, where a strip plays a part."""
    rig, action = moved
    bone = rig.pose.bones["thigh_ik.L"]
    for frame in (1, 5, 20, 24):
        bone.scale = (1.0 + 0.01 * frame,) * 3
        bone.keyframe_insert("scale", frame=frame)
    path = 'pose.bones["thigh_ik.L"].scale'
    before = keys(rig, action)[path, 0]
    at = [compat.find_fcurve(rig, action, path, 0).evaluate(f) for f in (6, 7, 17, 18)]
    replace_range.replace_channel(rig, rig, action, "thigh_ik.L", "scale", np.full((9, 3), 0.9), 8)
    after = keys(rig, action)[path, 0]
    curve = compat.find_fcurve(rig, action, path, 0)
    for frame in (1, 5, 20, 24):
        assert np.array_equal(after[after[:, 0] == frame], before[before[:, 0] == frame])
    assert [curve.evaluate(f) for f in (6, 7, 17, 18)] == pytest.approx(at, abs=1e-5)
    assert [curve.evaluate(f) for f in (8, 12, 16)] == pytest.approx([0.9] * 3, abs=1e-6)
    other = "thigh_ik.R"
    replace_range.replace_channel(rig, rig, action, other, "scale", np.full((9, 3), 0.9), 8)
    curve = compat.find_fcurve(rig, action, f'pose.bones["{other}"].scale', 0)
    assert [curve.evaluate(f) for f in (7, 8, 16, 17)] == pytest.approx([1.0, 0.9, 0.9, 1.0], abs=1e-6)
