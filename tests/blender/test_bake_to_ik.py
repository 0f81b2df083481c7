"""Bake to IK on a rig that Rigify generates: the same movement on the IK controls, FK keys kept."""

import bpy
import numpy as np
import pytest
import rigs
import steps
from dynmask.dynmask_blender import compat
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
