"""Run by Blender with its window: an editor with the overlay, and a file that tells what it holds.

blender --python inside_mouse.py -- REPOSITORY STATE.json DOPESHEET|FCURVES|TIMELINE
"""

import json
import os
import sys

import bpy

REPOSITORY, STATE, EDITOR = sys.argv[sys.argv.index("--") + 1 :][:3]
sys.path.insert(0, os.path.join(REPOSITORY, "tests", "window"))
import overlay_scene  # noqa: E402

FRAMES = 400


def state(window, area):
    """Range, strips and frame; where frame 0 lies, pixels a frame, strip and lane in pixels from the top."""
    from dynmask.dynmask_blender import compat
    from dynmask.dynmask_blender.complexity import handlers

    region = next(r for r in area.regions if r.type == "WINDOW")
    with bpy.context.temp_override(window=window, area=area, region=region):
        where, (obj, action) = handlers.layout(bpy.context), handlers.subject(bpy.context)
        if where is None:
            return {"ready": False}
        found = handlers.segments(*handlers.geometry(action), bpy.context.scene.dynmask.threshold)
    group = obj.dynmask
    return {
        "ready": True, "zero": region.x + where.x(0.0), "pixels": where.pixels_per_frame,
        "strip": window.height - region.y - round(where.strip_bottom + where.strip_height / 2),
        "lane": window.height - region.y - round(where.lane_bottom + where.lane_height / 2),
        "range": [group.range_first, group.range_last], "active": group.strip_active,
        "strips": [(s.first, s.last, s.prompt) for s in group.strips], "segments": found,
        "frame": bpy.context.scene.frame_current, "tip": handlers.hovered() is not None,
        "failed": handlers.session.strip_failed,
        "selected": sum(
            p.select_control_point for c in compat.fcurves(obj, action) for p in c.keyframe_points
        ),
    }  # fmt: skip


def run():
    overlay_scene.use(REPOSITORY)
    window, area, obj = overlay_scene.prepare(FRAMES)
    bpy.ops.ed.undo_push(message="start")
    yield 1.0
    area.ui_type = EDITOR
    # Curves and keys of bones that are not selected too: a press on the strip must leave them alone.
    area.spaces.active.dopesheet.show_only_selected = False
    yield 0.5
    region = next(r for r in area.regions if r.type == "WINDOW")
    with bpy.context.temp_override(window=window, area=area, region=region):
        (bpy.ops.graph if EDITOR == "FCURVES" else bpy.ops.action).view_all()
    last = None
    while True:
        now = state(window, area)
        if now != last:
            with open(STATE + ".new", "w", encoding="utf-8") as file:
                json.dump(now, file)
            os.replace(STATE + ".new", STATE)
        last = now
        yield 0.2


overlay_scene.drive(run())
