"""What Blender shows where the overlay is looked at: a rig with a long action, one large editor.

Imported inside Blender, from its own folder.
"""

import sys
import types

import bpy
import numpy as np


def use(repository):
    """Make the repository the package `dynmask`, as in an installed extension, and register the add-on."""
    package = types.ModuleType("dynmask")
    package.__path__ = [repository]
    sys.modules["dynmask"] = package
    from dynmask.dynmask_blender import registration

    bpy.context.preferences.view.show_splash = False
    registration.register()


def long_action(obj, frames):
    """A few curves with a key on every frame, and a complexity that rises and falls about once a second."""
    from dynmask.dynmask_blender import compat, motion_store

    action, rng = compat.new_action(obj, "Long"), np.random.default_rng(0)
    for bone in ("LeftArm", "RightArm", "Spine"):
        for i in range(4):
            path = f'pose.bones["{bone}"].rotation_quaternion'
            curve = compat.ensure_fcurve(obj, action, path, i, bone)
            values = (i == 0) + 0.3 * rng.normal(size=frames)
            curve.keyframe_points.add(frames)
            co = np.stack([np.arange(1, frames + 1), values], axis=1).astype(np.float32)
            curve.keyframe_points.foreach_set("co", co.ravel())
            curve.update()
    count = int(frames / 24 * 20)
    t = np.arange(count)
    omega = np.clip(0.45 + 0.4 * np.sin(t / 9.0) * np.sin(t / 71.0) + 0.05 * rng.normal(size=count), 0, 1)
    phi = np.abs(rng.normal(size=(count, 16))) / np.arange(1, 17)
    phi /= np.linalg.norm(phi, axis=1, keepdims=True)
    motion_store.write(action, motion_store.Stored(omega, phi, 0.1 + omega, 20.0, 1.0, 24.0))


def prepare(frames):
    """(window, area, armature): the action, a range and four prompt strips; the other editors are quiet."""
    import rig
    from dynmask.dynmask_blender import prompt_strips

    for obj in list(bpy.data.objects):
        bpy.data.objects.remove(obj)
    obj, scene = rig.make(), bpy.context.scene
    scene.render.fps, scene.frame_start, scene.frame_end = 24, 1, frames
    long_action(obj, frames)
    obj.dynmask.range_first, obj.dynmask.range_last = frames // 5, frames // 3
    for i, prompt in enumerate(("a person walks", "a person jumps twice", "a person waves", "kicks")):
        prompt_strips.add(obj, prompt, 1 + i * frames // 4, frames // 5 + i * frames // 60, 24.0)
    scene.dynmask.show_bands = True
    window = bpy.context.window_manager.windows[0]
    area = max(window.screen.areas, key=lambda a: a.width * a.height)
    for other in window.screen.areas:
        if other != area:
            other.ui_type = "INFO"
    return window, area, obj
