"""Run by Blender with its window: opens the DynMask tab beside a rig, and tells a file what happens.

blender --python inside.py -- STATE.json ASKING REPOSITORY PYTHON
STATE.json is written whenever something changed: areas (x, y from the top, width, height), the add-on's
status, takes, action and range. While there is a file ASKING, also what is under the mouse in the sidebar
or in a window that was opened, and a count of the looks there.
Where the add-on is not installed yet nothing is opened, and only that is told.
"""

import functools
import json
import os
import sys
import traceback

import bpy

STATE, ASKING, REPOSITORY, PYTHON = sys.argv[sys.argv.index("--") + 1 :][:4]
ADDON = "bl_ext.user_default.dynmask"
sys.path[:0] = (os.path.join(REPOSITORY, "tests", "window"), os.path.join(REPOSITORY, "tests"))
import inside_look  # noqa: E402
from inside_look import areas, sidebar  # noqa: E402

_last, _beat = {}, 0


def prepare():
    """A rig with Mixamo's names, active and framed; the add-on told which Python to use."""
    import rig

    for obj in list(bpy.data.objects):
        bpy.data.objects.remove(obj)
    # Something to reach for.
    target = bpy.data.objects.new("Target", None)
    target.location, target.empty_display_size = (0.4, -0.35, 1.3), 0.1
    bpy.context.scene.collection.objects.link(target)
    rig.make()
    if PYTHON:
        bpy.context.preferences.addons[ADDON].preferences.python = PYTHON
    if installed():
        made_up_wheels()
    bpy.context.scene.frame_end = 120
    bpy.context.preferences.view.smooth_view = 0
    area, _ = sidebar()
    region = next(region for region in area.regions if region.type == "WINDOW")
    with bpy.context.temp_override(window=bpy.context.window_manager.windows[0], area=area, region=region):
        bpy.ops.view3d.view_axis(type="FRONT")
        bpy.ops.view3d.view_orbit(type="ORBITUP", angle=0.15)
        bpy.ops.view3d.view_orbit(type="ORBITLEFT", angle=0.7)
        bpy.ops.view3d.view_all()


def installed():
    return ADDON in bpy.context.preferences.addons and hasattr(bpy.types.Scene, "dynmask")


def timeline():
    """(region, overlay.layout) of the timeline, the layout None where nothing is shown."""
    overlay = sys.modules[f"{ADDON}.dynmask_blender.complexity.handlers"]
    window = bpy.context.window_manager.windows[0]
    area = next(area for area in window.screen.areas if area.type == "DOPESHEET_EDITOR")
    region = next(r for r in area.regions if r.type == "WINDOW")
    with bpy.context.temp_override(window=window, area=area, region=region):
        obj, action = overlay.subject(bpy.context)
        shape = overlay.geometry(action)[1] if action else None
        return region, overlay.layout(bpy.context, strip=bool(shape)) if obj else None


def places(obj, frames):
    """Where the strip and the lane of prompts lie in the timeline: the middle from the top, and frames' x."""
    region, where = timeline()
    if where is None:
        return {"place": None, "lane": None}
    floor = bpy.context.window_manager.windows[0].height - region.y

    def row(bottom, height, marks):
        return [floor - round(bottom + height / 2), [region.x + round(where.x(f)) for f in marks]]

    edges = [frame for strip in obj.dynmask.strips for frame in (strip.first, strip.last)]
    return {
        "place": row(where.strip_bottom, where.strip_height, frames),
        "lane": row(where.lane_bottom, where.lane_height, edges) if where.lane_height else None,
    }  # fmt: skip


def hover():
    return inside_look.hover() if os.path.exists(ASKING) else ""


def before_installing():
    return {
        "ready": True, "installed": False, "areas": areas(), "sidebar": sidebar_shown(),
        "section": bpy.context.preferences.active_section, "version": list(bpy.app.version),
    }  # fmt: skip


def state():
    if not installed():
        return before_installing()
    manager, obj = bpy.context.window_manager, inside_look.rig()
    animation = obj.animation_data if obj else None
    action = animation.action if animation else None
    settings = bpy.context.scene.dynmask
    return {
        "ready": True, "installed": True, "hover": hover(), "beat": _beat, "tab": category(),
        "sidebar": sidebar_shown(), "version": list(bpy.app.version), "prompt": settings.prompt,
        "busy": manager.dynmask.busy, "stage": manager.dynmask.stage, "message": manager.dynmask.message,
        "level": manager.dynmask.level, "takes": [t.name for t in obj.dynmask.takes],
        "action": action.name if action else None, "keys": list(action.frame_range) if action else None,
        "strip": bool(action and action.get("dynmask")),
        "range": [obj.dynmask.range_set, obj.dynmask.range_first, obj.dynmask.range_last],
        "frame": bpy.context.scene.frame_current, "areas": areas(), **places(obj, (11, 41)),
        "strip_failed": sys.modules[f"{ADDON}.dynmask_blender.complexity.handlers"].session.strip_failed,
        "segments": segments(action), "backend": backend_runs(), "active": obj.dynmask.active,
        "tracks": [t.strips[0].action.name for t in animation.nla_tracks] if animation else [],
        "kept": [t.action.name for t in obj.dynmask.takes if t.action and t.action.use_fake_user],
        "actions": sorted(a.name for a in bpy.data.actions), "end": bpy.context.scene.frame_end,
        "section": bpy.context.preferences.active_section, "setup": setup(),
        "opened": inside_look.opened(), **inside_look.lists(obj),
    }  # fmt: skip


def setup():
    """What the preferences show of the GPU runtime's set-up."""
    view = sys.modules[f"{ADDON}.dynmask_blender.runtime_setup.state"].current
    return {"stage": view.stage, "plan": view.plan, "message": view.message, "level": view.level}


def made_up_wheels():
    """Let the set-up ask for the packages of tests/wheelhouse.py instead of torch."""
    import wheelhouse

    installer = sys.modules[f"{ADDON}.dynmask_blender.runtime_setup.installer"]
    installer.Order = functools.partial(installer.Order, **wheelhouse.ORDER)


def backend_runs():
    client = sys.modules[f"{ADDON}.dynmask_blender.session.session"].current.client
    return client is not None and client.running


def segments(action):
    overlay = sys.modules[f"{ADDON}.dynmask_blender.complexity.handlers"]
    key, shape = overlay.geometry(action) if action else (None, None)
    return overlay.segments(key, shape, bpy.context.scene.dynmask.threshold) if shape else []


def sidebar_shown():
    return sidebar()[0].spaces.active.show_region_ui


def category():
    try:
        return sidebar()[1].active_panel_category
    except AttributeError:
        return ""


def show_tab():
    """Open the sidebar on the add-on's tab; True once it is shown."""
    area, region = sidebar()
    area.spaces.active.show_region_ui = True
    area.tag_redraw()
    try:
        # Read-only until the region has been drawn with that tab.
        region.active_panel_category = "DynMask"
    except (AttributeError, TypeError):
        return False
    return category() == "DynMask"


def step():
    global _last, _beat
    _beat += os.path.exists(ASKING)
    try:
        if "rig" not in _last:
            prepare()
            # Who installs by hand opens the tab by hand too.
            _last = {"rig": True} if installed() else {"rig": True, "tab": True}
            return 0.3
        if "tab" not in _last and not show_tab():
            return 0.3
        now = state()
        if now != _last.get("state"):
            with open(STATE + ".new", "w", encoding="utf-8") as file:
                json.dump(now, file)
            os.replace(STATE + ".new", STATE)
        _last = {"rig": True, "tab": True, "state": now}
        # Soon again while the mouse looks for a widget: every place of it waits for two rounds.
        return 0.03 if os.path.exists(ASKING) else 0.1
    except Exception:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(3)


bpy.context.preferences.view.show_splash = False
bpy.app.timers.register(step, first_interval=0.5, persistent=True)
