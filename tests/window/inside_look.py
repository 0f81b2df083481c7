"""Imported by inside.py: where windows have their areas, what is under the mouse, what lists hold."""

import sys

import bpy

ADDON = "bl_ext.user_default.dynmask.dynmask_blender"
# Editors of the windows that Blender opens beside its own.
BESIDE = ("FILE_BROWSER", "PREFERENCES")


def areas(window=None):
    """{kind: {"box", "regions": {kind: box}}}, boxes (x, y from the top, width, height) inside a window."""
    window = window or bpy.context.window_manager.windows[0]

    def box(part):
        return [part.x, window.height - part.y - part.height, part.width, part.height]

    return {
        area.type: {"box": box(area), "regions": {region.type: box(region) for region in area.regions}}
        for area in window.screen.areas
    }


def rig():
    """The active object, or the scene's armature while another is active, such as a path that is drawn."""
    active = bpy.context.view_layer.objects.active
    if active and active.type == "ARMATURE":
        return active
    return next((obj for obj in bpy.context.scene.objects if obj.type == "ARMATURE"), active)


def sidebar():
    """(area, region) of the 3D view's sidebar."""
    area = next(a for a in bpy.context.window_manager.windows[0].screen.areas if a.type == "VIEW_3D")
    return area, next(region for region in area.regions if region.type == "UI")


def beside():
    """(window, area) of every file browser and of the preferences."""
    windows = bpy.context.window_manager.windows
    return [(w, area) for w in windows for area in w.screen.areas if area.type in BESIDE]


def opened():
    """{editor: its areas; of a file browser also folder, file, and the operator's own properties}."""
    told = {}
    for window, area in beside():
        told[area.type] = areas(window)[area.type]
        space = area.spaces.active
        operator = getattr(space, "active_operator", None)
        if operator is not None and space.params is not None:
            told[area.type] |= {
                "operator": operator.bl_idname, "folder": space.params.directory.decode(),
                "file": space.params.filename, "properties": properties(operator.properties),
            }  # fmt: skip
    return told


def properties(group):
    """Values as JSON can hold them; of a collection, the values of its items."""
    told = {}
    for name, prop in group.bl_rna.properties.items():
        if prop.type == "COLLECTION":
            told[name] = [properties(item) for item in getattr(group, name)]
        elif prop.type in {"BOOLEAN", "INT", "ENUM", "STRING"} and not getattr(prop, "is_array", False):
            value = getattr(group, name)
            told[name] = sorted(value) if isinstance(value, set) else value
    return told


def hover():
    """The operator or property under the mouse, as Blender copies it for scripts."""
    manager, (area, region) = bpy.context.window_manager, sidebar()
    places = [(manager.windows[0], area, region)]
    places += [(window, area, region) for window, area in beside() for region in area.regions]
    for window, area, region in places:
        with bpy.context.temp_override(window=window, area=area, region=region):
            for copy in (bpy.ops.ui.copy_python_command_button, bpy.ops.ui.copy_data_path_button):
                if copy.poll():
                    copy()
                    return manager.clipboard.removeprefix("bpy.ops.")
    return ""


def lists(obj):
    """Prompt strips, history, bone mapping, pins, path and the settings of the next generation."""
    group, settings, direction = obj.dynmask, bpy.context.scene.dynmask, obj.dynmask_direction
    mapping = obj.data.dynmask
    return {
        "strips": [[s.first, s.last, s.prompt] for s in group.strips], "strip_active": group.strip_active,
        "prompts": [t.prompt for t in group.takes], "seeds": [t.seed for t in group.takes],
        "history": [[e.prompt, e.seed, e.outcome] for e in group.history],
        "roles": {r.name: r.bone for r in mapping.roles}, "warnings": mapping.warnings,
        "kinds": [t.kind for t in group.takes], "pins": pins(obj), "query": settings.library_query,
        "selected": sorted(o.name for o in bpy.context.view_layer.objects if o.select_get()),
        "waypoints": waypoints(obj), "poses": [direction.start_pose, direction.end_pose],
        "joined": [direction.join_first, direction.join_second],
        "path": getattr(direction.path, "name", None),
        "mode": bpy.context.view_layer.objects.active.mode,
        "playing": bpy.context.screen.is_animation_playing,
        "seed": settings.seed, "random_seed": settings.random_seed,
        "seconds": settings.seconds if settings.set_length else 0.0, "preset": settings.export_preset,
        "guides": settings.show_guides, "hand": settings.hand_left, "curl": curl(obj), **library(group),
    }  # fmt: skip


def waypoints(obj):
    """Frames of the Empties on the path."""
    path = obj.dynmask_direction.path
    return sorted(e.dynmask_waypoint.frame for e in path.children if e.type == "EMPTY") if path else []


def curl(obj):
    """By how many radians a bone of the left index finger is bent."""
    bone = obj.pose.bones.get("LeftHandIndex2")
    return round(bone.matrix_basis.to_quaternion().angle, 3) if bone else None


def library(group):
    """Sentences of My Library, and of the captured moments that the shown take begins with."""
    own, libraries = (sys.modules[f"{ADDON}.{name}"] for name in ("library.own", "session.libraries"))
    search = sys.modules[f"{ADDON}.library.search"].current
    origins, stored = (sys.modules[f"{ADDON}.actions.{name}"] for name in ("origins", "motion_store"))
    action = group.takes[group.active].action if 0 <= group.active < len(group.takes) else None
    begun = origins.all_of(stored.origins(action)) if action else ()
    return {
        "found": [row.sentence for row in search.rows], "searching": search.waiting is not None,
        "mine": [row.sentence for row in own.rows(libraries.own())],
        "begun": [[origin.sentence, origin.own] for origin in begun],
    }  # fmt: skip


def pins(obj):
    """[(part of the body, what it is held at)]."""
    return [[p.body, p.target.name if p.target else None] for p in obj.dynmask_pins.items]
