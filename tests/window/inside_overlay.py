"""Run by Blender with its window: draws the overlay of a long action again and again, and tells what it took.

blender --python inside_overlay.py -- REPOSITORY RESULT.json FRAMES PICTURES
Times are in milliseconds: of the draw callback on its thread and by the clock, and of redrawing the editor
with and without the strip, in processor time of all threads.
"""

import json
import os
import subprocess
import sys
import time
import traceback
import types

import bpy
import numpy as np

REPOSITORY, RESULT, FRAMES, PICTURES = sys.argv[sys.argv.index("--") + 1 :][:4]
REDRAWS = 20
EDITORS = ("TIMELINE", "DOPESHEET", "FCURVES")

package = types.ModuleType("dynmask")
package.__path__ = [REPOSITORY]
sys.modules["dynmask"] = package
sys.path.insert(0, os.path.join(REPOSITORY, "tests", "window"))


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


def redraw(region):
    region.tag_redraw()
    bpy.ops.wm.redraw_timer(type="DRAW_WIN_SWAP", iterations=1)


def measured(region, overlay, overlay_draw):
    """Figures of redraws with everything cached, every second one without the strip."""
    draw, times, whole = overlay._draw_in, [], ([], [])

    def timed(context):
        start = time.thread_time(), time.perf_counter()
        draw(context)
        times.append((time.thread_time() - start[0], time.perf_counter() - start[1]))

    for _ in range(3):
        redraw(region)
    made = overlay_draw.made
    for i in range(2 * REDRAWS):
        overlay._draw_in = (timed, lambda context: None)[i % 2]
        start = time.process_time()
        redraw(region)
        whole[i % 2].append(1e3 * (time.process_time() - start))
    overlay._draw_in = draw
    redraw(region)
    thread, wall = np.array(times).T * 1e3
    return {
        "redraws": len(times), "thread_ms": float(np.median(thread)), "wall_ms": float(np.median(wall)),
        "made": overlay_draw.made - made, "failed": overlay._failed,
        "with_ms": float(np.median(whole[0])), "without_ms": float(np.median(whole[1])),
    }  # fmt: skip


def prepared():
    """(window, area): a rig with a long action, range and prompt strips; one large editor, the rest quiet."""
    import rig
    from dynmask.dynmask_blender import prompt_strips, registration

    registration.register()
    for obj in list(bpy.data.objects):
        bpy.data.objects.remove(obj)
    obj, frames, scene = rig.make(), int(FRAMES), bpy.context.scene
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
    return window, area


def run():
    window, area = prepared()
    from dynmask.dynmask_blender import overlay, overlay_draw

    yield 1.0
    figures = {"version": bpy.app.version_string, "frames": int(FRAMES)}
    for editor in EDITORS:
        area.ui_type = editor
        yield 0.5
        region = next(r for r in area.regions if r.type == "WINDOW")
        view = bpy.ops.graph if editor == "FCURVES" else bpy.ops.action
        with bpy.context.temp_override(window=window, area=area, region=region):
            view.view_all()
        yield 0.5
        figures[editor] = measured(region, overlay, overlay_draw)
        path = os.path.join(
            PICTURES, f"overlay-{bpy.app.version[0]}.{bpy.app.version[1]}-{editor.lower()}.png"
        )
        subprocess.run(["import", "-silent", "-window", "root", path], check=False)
    with open(RESULT, "w", encoding="utf-8") as file:
        json.dump(figures, file)


def step(work=run()):  # noqa: B008
    try:
        return next(work)
    except StopIteration:
        os._exit(0)
    except Exception:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(3)


bpy.context.preferences.view.show_splash = False
bpy.app.timers.register(step, first_interval=1.0)
