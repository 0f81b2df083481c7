"""Run by Blender with its window: opens the DynMask tab beside a rig, and tells a file what happens.

blender --python inside.py -- STATE.json REPOSITORY PYTHON
STATE.json is written whenever something changed: areas (x, y from the top, width, height), the add-on's
status, takes, action and range.
"""

import json
import os
import sys
import traceback

import bpy

STATE, REPOSITORY, PYTHON = sys.argv[sys.argv.index("--") + 1 :][:3]
ADDON = "bl_ext.user_default.dynmask"
sys.path.insert(0, os.path.join(REPOSITORY, "tests", "window"))
_last = {}


def prepare():
    """A rig with Mixamo's names, active and framed; the add-on told which Python to use."""
    import rig

    for obj in list(bpy.data.objects):
        bpy.data.objects.remove(obj)
    rig.make()
    bpy.context.preferences.addons[ADDON].preferences.python = PYTHON
    bpy.context.scene.frame_end = 120


def areas():
    window = bpy.context.window_manager.windows[0]

    def box(part):
        return [part.x, window.height - part.y - part.height, part.width, part.height]

    return {
        area.type: {"box": box(area), "regions": {region.type: box(region) for region in area.regions}}
        for area in window.screen.areas
    }


def strip(frames):
    """Where the strip lies in the timeline: its middle from the top, and the x of some frames."""
    overlay = sys.modules[f"{ADDON}.dynmask_blender.overlay"]
    window = bpy.context.window_manager.windows[0]
    for area in window.screen.areas:
        if area.type == "DOPESHEET_EDITOR":
            region = next(r for r in area.regions if r.type == "WINDOW")
            with bpy.context.temp_override(window=window, area=area, region=region):
                where = overlay.layout(bpy.context)
            middle = window.height - region.y - round(where.strip_bottom + where.strip_height / 2)
            return [middle, [region.x + round(where.x(f)) for f in frames]]
    return None


def state():
    manager, obj = bpy.context.window_manager, bpy.context.view_layer.objects.active
    animation = obj.animation_data if obj else None
    action = animation.action if animation else None
    settings = bpy.context.scene.dynmask
    return {
        "ready": True, "version": list(bpy.app.version), "prompt": settings.prompt,
        "busy": manager.dynmask.busy, "stage": manager.dynmask.stage, "message": manager.dynmask.message,
        "level": manager.dynmask.level, "takes": [t.name for t in obj.dynmask.takes],
        "action": action.name if action else None, "keys": list(action.frame_range) if action else None,
        "strip": bool(action and action.get("dynmask")),
        "range": [obj.dynmask.range_set, obj.dynmask.range_first, obj.dynmask.range_last],
        "frame": bpy.context.scene.frame_current, "areas": areas(), "place": strip((11, 41)),
        "strip_failed": sys.modules[f"{ADDON}.dynmask_blender.overlay"]._failed,
        "segments": segments(action),
    }  # fmt: skip


def segments(action):
    overlay = sys.modules[f"{ADDON}.dynmask_blender.overlay"]
    key, shape = overlay.geometry(action) if action else (None, None)
    return overlay.segments(key, shape, bpy.context.scene.dynmask.threshold) if shape else []


def show_tab():
    """Open the sidebar on the add-on's tab; True once it is shown."""
    shown = False
    for area in bpy.context.window_manager.windows[0].screen.areas:
        if area.type == "VIEW_3D":
            area.spaces.active.show_region_ui = True
            region = next(r for r in area.regions if r.type == "UI")
            try:
                # Read-only until the region has been drawn with that tab.
                region.active_panel_category = "DynMask"
                shown = region.active_panel_category == "DynMask"
            except (AttributeError, TypeError):
                pass
            area.tag_redraw()
    return shown


def step():
    global _last
    try:
        if "rig" not in _last:
            prepare()
            _last = {"rig": True}
            return 0.3
        if "tab" not in _last and not show_tab():
            return 0.3
        now = state()
        if now != _last.get("state"):
            with open(STATE + ".new", "w", encoding="utf-8") as file:
                json.dump(now, file)
            os.replace(STATE + ".new", STATE)
        _last = {"rig": True, "tab": True, "state": now}
        return 0.2
    except Exception:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(3)


bpy.context.preferences.view.show_splash = False
bpy.app.timers.register(step, first_interval=0.5, persistent=True)
