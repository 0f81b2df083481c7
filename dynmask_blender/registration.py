"""Registers classes in order and takes everything back, also half-way through a failure."""

import atexit

import bpy

from . import (
    file_events,
    jobs,
    library_search,
    operators_again,
    operators_edit,
    operators_export,
    operators_generate,
    operators_hands,
    operators_lane,
    operators_library,
    operators_model,
    operators_my_library,
    operators_poses,
    operators_prompt_strips,
    operators_reduce,
    operators_rig,
    operators_runtime,
    operators_strip,
    operators_takes,
    overlay,
    overrides,
    preferences,
    properties,
    shortcuts,
    thumbnails,
    ui,
    ui_library,
    ui_strips,
    warmup,
)

MODULES = (
    properties, preferences, operators_generate, operators_takes, operators_edit, operators_poses,
    operators_again, operators_prompt_strips, operators_reduce, operators_hands, operators_strip,
    operators_lane, operators_rig,
    operators_export, operators_model, operators_runtime, thumbnails, ui, ui_strips, shortcuts, overlay,
    overrides, warmup, file_events, operators_library, operators_my_library, library_search, ui_library,
)  # fmt: skip

_registered = []


def register():
    try:
        for module in MODULES:
            for cls in getattr(module, "CLASSES", ()):
                bpy.utils.register_class(cls)
                _registered.append(lambda cls=cls: bpy.utils.unregister_class(cls))
            if hasattr(module, "register"):
                _registered.append(module.unregister)
                module.register()
    except Exception:
        unregister()
        raise
    atexit.register(jobs.close_backend)


def unregister():
    atexit.unregister(jobs.close_backend)
    jobs.shutdown()
    while _registered:
        _registered.pop()()
