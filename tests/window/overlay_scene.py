"""What Blender shows where the overlay is looked at: a rig with a long action; and how scripts are driven.

Imported inside Blender, from its own folder.
"""

import os
import sys
import time
import traceback
import types

import bpy
import numpy as np


def use(repository):
    """Make the repository the package `dynmask`, as in an installed extension, and register the add-on."""
    package = types.ModuleType("dynmask")
    package.__path__ = [repository]
    sys.modules["dynmask"] = package
    from dynmask.dynmask_blender import registration

    registration.register()


def long_action(obj, frames):
    """A few curves with a key on every frame, and a complexity that rises and falls about once a second."""
    from dynmask.dynmask_blender import compat
    from dynmask.dynmask_blender.actions import motion_store

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


def populate(frames):
    """The armature of an empty scene, with a long action, a range and four prompt strips."""
    import rig
    from dynmask.dynmask_blender.prompt_strips import model

    for obj in list(bpy.data.objects):
        bpy.data.objects.remove(obj)
    obj, scene = rig.make(), bpy.context.scene
    scene.render.fps, scene.frame_start, scene.frame_end = 24, 1, frames
    long_action(obj, frames)
    obj.dynmask.range_first, obj.dynmask.range_last = frames // 5, frames // 3
    for i, prompt in enumerate(("a person walks", "a person jumps twice", "a person waves", "kicks")):
        model.add(obj, prompt, 1 + i * frames // 4, frames // 5 + i * frames // 60, 24.0)
    scene.dynmask.show_bands = True
    return obj


def prepare(frames):
    """(window, area, armature): one large editor; the others are quiet."""
    obj = populate(frames)
    window = bpy.context.window_manager.windows[0]
    area = max(window.screen.areas, key=lambda a: a.width * a.height)
    for other in window.screen.areas:
        if other != area:
            other.ui_type = "INFO"
    return window, area, obj


def drive(work):
    """Step an iterator by Blender's timers: it yields the seconds to wait. Blender ends with it."""

    def step():
        try:
            return next(work)
        except StopIteration:
            os._exit(0)
        except Exception:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(3)

    bpy.context.preferences.view.show_splash = False
    bpy.app.timers.register(step, first_interval=1.0, persistent=True)


def quiet(pause=0.05, calls=20, most=20.0):
    """Wait until Blender has drawn everything for the first time and comes round quickly again and again."""
    soon, deadline = 0, time.monotonic() + most
    while soon < calls and time.monotonic() < deadline:
        before = time.monotonic()
        yield pause
        soon = soon + 1 if time.monotonic() - before < 3 * pause else 0
