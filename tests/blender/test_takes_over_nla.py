"""Takes of a rig whose action is laid over NLA tracks, with a blending and an influence of its own."""

import bpy
import numpy as np
from dynmask.dynmask_blender import compat
from dynmask.dynmask_blender.rig import snapshot
from dynmask.dynmask_blender.takes import takes
from steps import generate, hand_keyed


def test_takes_are_shown_by_themselves_over_nla_tracks(addon, rig, tmp_path):
    hand_keyed(rig)
    animation = rig.animation_data
    track = animation.nla_tracks.new()
    track.strips.new("below", 1, animation.action)
    own = {"action_blend_type": "ADD", "action_extrapolation": "NOTHING", "action_influence": 0.3}
    for name, value in own.items():
        setattr(animation, name, value)
    own = snapshot.layer(rig)
    generate(addon, take_count=2)
    for index in range(2):
        takes.show(rig, index)
        assert snapshot.layer(rig) == snapshot.LAYER
        bpy.context.scene.frame_set(9)
        wanted = [c.evaluate(9) for c in compat.fcurves(rig, animation.action) if '"RightArm"' in c.data_path]
        turn = rig.pose.bones["RightArm"].rotation_quaternion
        np.testing.assert_allclose(turn[:], np.array(wanted)[:4] / np.linalg.norm(wanted[:4]), atol=1e-5)
    takes.discard_all(rig)
    assert snapshot.layer(rig) == own

    generate(addon, take_count=3)
    bpy.ops.dynmask.export_takes(directory=str(tmp_path))
    takes.discard(rig, 0)
    assert snapshot.layer(rig) == own and rig.animation_data.action.name == "Mine"
    bpy.ops.dynmask.export_takes(directory=str(tmp_path), overwrite=True)
    assert snapshot.layer(rig) == own
    takes.push_to_nla(rig, 0)
    takes.discard_all(rig)
    assert snapshot.layer(rig) == own
    generate(addon, take_count=1)
    takes.accept(rig, 0)
    assert snapshot.layer(rig) == snapshot.LAYER
