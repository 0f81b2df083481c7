"""Imported inside Blender's window: a rig to look at, and the sidebar's tab."""

import bpy
from mathutils import Euler


def rigged():
    """Rigify's metarig alone in the scene, active."""
    for obj in list(bpy.data.objects):
        bpy.data.objects.remove(obj)
    bpy.ops.preferences.addon_enable(module="rigify")
    bpy.ops.object.armature_human_metarig_add()
    return bpy.context.active_object


def region_of(area, kind="WINDOW"):
    return next(region for region in area.regions if region.type == kind)


def over(window, area, call, **options):
    with bpy.context.temp_override(window=window, area=area, region=region_of(area)):
        call(**options)


def turned(down, round_up):
    """A view from the front: `down` degrees from above, turned round the body by `round_up` degrees."""
    return Euler((down * 3.14159 / 180, 0.0, round_up * 3.14159 / 180)).to_quaternion()


def show_tab(view):
    """Steps until the sidebar of a 3D view shows our tab, which Blender allows once it was drawn."""
    for _ in range(20):
        try:
            region_of(view, "UI").active_panel_category = "DynMask"
        except (AttributeError, TypeError):
            view.tag_redraw()
            yield 0.3
