"""Run by Blender with its window: makes takes of a sentence and shows a range of one, for the guide.

blender --python inside_panel.py -- REPOSITORY RESULT.json PICTURE PROMPT SECONDS FRAME
FRAME: where the playhead stands, 0 for the middle of the range.
"""

import json
import os
import subprocess
import sys

import bpy
from mathutils import Vector

REPOSITORY, RESULT, PICTURE, PROMPT, SECONDS, FRAME = sys.argv[sys.argv.index("--") + 1 :][:6]
ADDON = "bl_ext.user_default.dynmask"

sys.path.insert(0, os.path.join(REPOSITORY, "tests", "window"))
import inside_panel_parts as parts  # noqa: E402
import overlay_scene  # noqa: E402


def arrange(window):
    """The Animation workspace with a graph editor on the left; the areas by their kind of editor."""
    areas = sorted((a for a in window.screen.areas if a.type == "VIEW_3D"), key=lambda a: a.width * a.height)
    areas[0].ui_type = "FCURVES"
    areas[-1].spaces.active.show_region_ui = True
    sheet = next(a for a in window.screen.areas if a.ui_type == "DOPESHEET")
    sheet.spaces.active.show_region_ui = False
    return areas[-1], areas[0], sheet


def run():
    obj, scene, window = parts.rigged(), bpy.context.scene, bpy.context.window_manager.windows[0]
    window.workspace = bpy.data.workspaces["Animation"]
    yield 2.0
    view, graph, sheet = arrange(window)
    yield 1.0
    settings, jobs = scene.dynmask, sys.modules[f"{ADDON}.dynmask_blender.session.jobs"]
    settings.prompt, settings.take_count, settings.show_bands = PROMPT, 3, True
    settings.set_length, settings.seconds = True, float(SECONDS)
    settings.random_seed, settings.seed = False, 0
    with bpy.context.temp_override(window=window):
        bpy.ops.dynmask.generate()
    while jobs.busy():
        yield 0.2
    with bpy.context.temp_override(window=window):
        bpy.ops.dynmask.most_complex(preview=False)
    yield from parts.show_tab(view)
    scene.frame_set(int(FRAME) or (obj.dynmask.range_first + obj.dynmask.range_last) // 2)
    parts.over(window, view, bpy.ops.view3d.view_axis, type="FRONT")
    parts.over(window, view, bpy.ops.view3d.view_orbit, type="ORBITUP", angle=0.15)
    parts.over(window, view, bpy.ops.view3d.view_orbit, type="ORBITRIGHT", angle=0.5)
    parts.over(window, view, bpy.ops.object.mode_set, mode="POSE")
    parts.over(window, view, bpy.ops.pose.select_all, action="SELECT")
    parts.over(window, view, bpy.ops.view3d.view_selected)
    # The sidebar lies over the view's right.
    place = view.spaces.active.region_3d
    place.view_location += place.view_rotation @ Vector((0.55, 0.0, 0.0))
    parts.over(window, view, bpy.ops.object.mode_set, mode="OBJECT")
    parts.over(window, sheet, bpy.ops.action.view_all)
    parts.over(window, graph, bpy.ops.graph.view_all)
    yield from overlay_scene.quiet()
    for area in window.screen.areas:
        area.tag_redraw()
    yield 3.0
    subprocess.run(["import", "-silent", "-window", "root", PICTURE], check=True)
    right, low = max(area.x + area.width for area in (view, sheet)), min(a.y for a in window.screen.areas)
    jobs.close_backend()
    with open(RESULT, "w", encoding="utf-8") as file:
        json.dump({"message": sys.modules[f"{ADDON}.dynmask_blender.session.status"].current.message,
                   "right": right, "low": low, "height": window.height}, file)  # fmt: skip


bpy.context.preferences.view.smooth_view = 0
overlay_scene.drive(run())
