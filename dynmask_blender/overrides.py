"""Our lists on library overrides, of which Blender saves less than of other rigs.

An override saves only items that have names of their own, and nobody can change those of the library there.
Blender 5.0 saves nothing at all of a group that the library's rig has never been asked for.
"""

import bpy

from .session import status

LISTS = {"strips": "prompt strips", "takes": "takes", "pins": "pins"}


def name_items(items):
    """Give every nameless item of a list a number of its own as a name."""
    number = max((int(item.name) for item in items if item.name.isdecimal()), default=0)
    for item in items:
        if not item.name:
            number += 1
            item.name = str(number)


def inherited(obj, group):
    """How many items of an armature's list ("strips", "takes", "history", "pins") came with its library."""
    reference = obj.override_library.reference if obj.override_library else None
    if reference is None:
        return 0
    return len(reference.dynmask_pins.items if group == "pins" else getattr(reference.dynmask, group))


def check(obj, group):
    """Raises Problem where a list (of LISTS) has items that can only be changed in the library."""
    if inherited(obj, group):
        said = f"'{obj.name}' has {LISTS[group]} from its library"
        raise status.Problem(f"{said}: accept, discard or remove them in that file first")


@bpy.app.handlers.persistent
def _ask_libraries(*_):
    for obj in bpy.data.objects:
        if obj.type == "ARMATURE":
            for group in ("takes", "pins"):
                inherited(obj, group)


def register():
    for handlers in (bpy.app.handlers.load_post, bpy.app.handlers.save_pre):
        handlers.append(_ask_libraries)


def unregister():
    for handlers in (bpy.app.handlers.load_post, bpy.app.handlers.save_pre):
        if _ask_libraries in handlers:
            handlers.remove(_ask_libraries)
