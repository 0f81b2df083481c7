"""Run by Blender with its window: compares takes of files beside and over a rig, for pictures.

blender --python inside_compare.py -- REPOSITORY RESULT.json BESIDE.png OVER.png TAKE.npz …
"""

import json
import os
import subprocess
import sys
import time

import bpy
import numpy as np

REPOSITORY, RESULT, *PICTURES = sys.argv[sys.argv.index("--") + 1 :][:4]
TAKES = sys.argv[sys.argv.index("--") + 5 :]
ADDON = "bl_ext.user_default.dynmask"

sys.path.insert(0, os.path.join(REPOSITORY, "tests", "window"))
import inside_panel_parts as parts  # noqa: E402
import overlay_scene  # noqa: E402


def answer():
    """What the backend would have said of the files."""
    takes = []
    for path in TAKES:
        with np.load(path) as file:
            take = {name: file[name] for name in ("rotations", "translation", "omega", "phi", "energy")}
            takes.append(take | {"fps": float(file["fps"]), "prompt": str(file["prompt"]),
                                 "seed": int(file["seed"]), "tokens": None})  # fmt: skip
    return {"takes": takes, "notices": []}


def redraw_time(window, area, handlers):
    """Median milliseconds of the processor in the draw handler, while frames go by."""
    spent, draw = [], handlers.draw_in

    def timed(context):
        start = time.thread_time()
        draw(context)
        spent.append(1e3 * (time.thread_time() - start))

    handlers.draw_in = timed
    try:
        for frame in range(5, 45):
            bpy.context.scene.frame_set(frame)
            area.tag_redraw()
            parts.over(window, area, bpy.ops.wm.redraw_timer, type="DRAW_WIN", iterations=1)
    finally:
        handlers.draw_in = draw
    return float(np.median(spent)), len(spent)


def run():
    obj, scene, window = parts.rigged(), bpy.context.scene, bpy.context.window_manager.windows[0]
    yield 1.0
    view = max((a for a in window.screen.areas if a.type == "VIEW_3D"), key=lambda a: a.width * a.height)
    view.spaces.active.show_region_ui = True
    yield 1.0
    modules = {name: sys.modules[f"{ADDON}.dynmask_blender.{name}"]
               for name in ("takes.apply_answer", "compare.handlers", "session.jobs", "rig.mappings",
                            "rig.targets")}  # fmt: skip
    modules["rig.mappings"].get_or_detect(obj)
    asked = modules["rig.targets"].Asked.of(scene)
    apply = modules["takes.apply_answer"].applying_generated
    yield from (0.0 for _ in apply(lambda: (obj, scene), answer(), asked, first_frame=1))
    yield from parts.show_tab(view)
    with bpy.context.temp_override(window=window, area=view, region=parts.region_of(view)):
        bpy.ops.dynmask.compare()
    scene.frame_set(30)
    for what, picture in zip(("BESIDE", "OVER"), PICTURES, strict=True):
        with bpy.context.temp_override(window=window, area=view, region=parts.region_of(view)):
            bpy.ops.dynmask.compare_how(what=what)
        place = view.spaces.active.region_3d
        place.view_perspective = "PERSP"
        beside = what == "BESIDE"
        place.view_location = (2.2, -0.9, 0.8) if beside else (0.0, -0.9, 0.8)
        place.view_distance = 8.0 if beside else 4.0
        place.view_rotation = parts.turned(70.0, 25.0)
        yield from overlay_scene.quiet()
        for _ in range(6):
            view.tag_redraw()
            yield 0.5
        subprocess.run(["import", "-silent", "-window", "root", picture], check=True)
    spent, count = redraw_time(window, view, modules["compare.handlers"])
    modules["session.jobs"].close_backend()
    box = [view.x, window.height - view.y - view.height, view.x + view.width, window.height - view.y]
    failed = sys.modules[f"{ADDON}.dynmask_blender.session.session"].current.compare_failed
    with open(RESULT, "w", encoding="utf-8") as file:
        json.dump({"redraw_ms": spent, "redraws": count, "failed": failed, "height": window.height,
                   "view": box}, file)  # fmt: skip


bpy.context.preferences.view.smooth_view = 0
overlay_scene.drive(run())
