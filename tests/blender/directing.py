"""What tests of pins, parts and Mirror do again and again."""

import bpy
import rigs
from dynmask.dynmask_blender.actions import new_action
from dynmask.dynmask_blender.retarget import to_rig
from dynmask.dynmask_blender.rig import mappings
from dynmask.dynmask_blender.session import jobs, status


def walking(rig, frames=73, name="Walk", motion=None):
    """A walk, or a motion (T, 22, 4), (T, 3), with a key a frame as the animator's own action."""
    scene = bpy.context.scene
    mapping = mappings.get_or_detect(rig)
    tracks = to_rig.retarget(rig, *(motion or rigs.walk(frames)), mapping)
    return new_action.write_action(rig, tracks, scene.render.fps, scene, name, 1)


def pin(rig, body, first, last, **values):
    """A pin of the list; values: its other properties."""
    assert bpy.ops.dynmask.add_pin(body=body) == {"FINISHED"}
    made = rig.dynmask_pins.items[-1]
    made.first, made.last = first, last
    for name, value in values.items():
        setattr(made, name, value)
    return made


def applied(**values):
    assert bpy.ops.dynmask.apply_pins(**values) == {"FINISHED"}
    jobs.wait(60)
    assert status.current.level == "INFO", status.current.message


def head(rig, bone, frames):
    """Evaluated world places (T, 3) of a bone's head."""
    return rigs.poses(rig, frames)[bone][:, 0]
