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

import bpy
import numpy as np

REPOSITORY, RESULT, FRAMES, PICTURES = sys.argv[sys.argv.index("--") + 1 :][:4]
REDRAWS = 20
EDITORS = ("TIMELINE", "DOPESHEET", "FCURVES")

sys.path.insert(0, os.path.join(REPOSITORY, "tests", "window"))
import overlay_scene  # noqa: E402


def redraw(region):
    region.tag_redraw()
    bpy.ops.wm.redraw_timer(type="DRAW_WIN_SWAP", iterations=1)


def measured(region, handlers, overlay_draw):
    """Figures of redraws with everything cached, every second one without the strip."""
    draw, times, whole = handlers._draw_in, [], ([], [])

    def timed(context):
        start = time.thread_time(), time.perf_counter()
        draw(context)
        times.append((time.thread_time() - start[0], time.perf_counter() - start[1]))

    for _ in range(3):
        redraw(region)
    made = overlay_draw.session.uploads
    for i in range(2 * REDRAWS):
        handlers._draw_in = (timed, lambda context: None)[i % 2]
        start = time.process_time()
        redraw(region)
        whole[i % 2].append(1e3 * (time.process_time() - start))
    handlers._draw_in = draw
    redraw(region)
    thread, wall = np.array(times).T * 1e3
    return {
        "redraws": len(times), "thread_ms": float(np.median(thread)), "wall_ms": float(np.median(wall)),
        "thread_ms_tenths": np.percentile(thread, [10, 90]).round(4).tolist(),
        "wall_ms_tenths": np.percentile(wall, [10, 90]).round(4).tolist(),
        "made": overlay_draw.session.uploads - made, "failed": handlers.session.strip_failed,
        "with_ms": float(np.median(whole[0])), "without_ms": float(np.median(whole[1])),
    }  # fmt: skip


def run():
    overlay_scene.use(REPOSITORY)
    window, area, _ = overlay_scene.prepare(int(FRAMES))
    from dynmask.dynmask_blender.complexity import draw as overlay_draw
    from dynmask.dynmask_blender.complexity import handlers

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
        figures[editor] = measured(region, handlers, overlay_draw)
        path = os.path.join(
            PICTURES, f"overlay-{bpy.app.version[0]}.{bpy.app.version[1]}-{editor.lower()}.png"
        )
        subprocess.run(["import", "-silent", "-window", "root", path], check=False)
    with open(RESULT, "w", encoding="utf-8") as file:
        json.dump(figures, file)


overlay_scene.drive(run())
