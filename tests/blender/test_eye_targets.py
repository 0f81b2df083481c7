"""What eyes look at goes along with a head, on the rig that Rigify makes of its whole human."""

import bpy
import numpy as np
import pytest
import rigs
from dynmask.dynmask_blender.rig import rigify
from test_control_rig import animate


def test_the_eye_target_goes_along(scene):
    """It was told to stay at the origin; Rigify hangs it on the face unless `eyes_follow` is 0."""
    import addon_utils

    addon_utils.enable("rigify", default_set=True)
    bpy.ops.object.armature_human_metarig_add()
    bpy.ops.pose.rigify_generate()
    rig = bpy.context.object
    assert rigify.kind(rig.pose.bones.keys()) == rigify.KIND and rig.pose.bones["eyes"]["eyes_follow"] == 1.0
    for root in ("hips", "root"):
        animate(rig, rigs.walk(40), root)
        seen = rigs.poses(rig, (1, 40))
        eyes, head = seen["eyes"][:, 0], seen["head"][:, 0]
        assert np.linalg.norm(head[1] - head[0]) > 1.0
        apart = np.linalg.norm(eyes - head, axis=1)
        assert apart[1] == pytest.approx(apart[0], abs=1e-3), root
