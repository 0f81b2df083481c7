"""Registers classes in order and takes everything back, also half-way through a failure."""

import atexit

import bpy

from . import file_events, overrides
from .compare import guide_handlers
from .compare import handlers as compare_handlers
from .complexity import handlers, thumbnails
from .complexity import mouse as operators_strip
from .direction.pinning import properties as pin_properties
from .library import my_library, search
from .library import operators as operators_library
from .operators import compare as operators_compare
from .operators import (
    export,
    generate,
    hands,
    inbetween_extend,
    mapping,
    model,
    reduce_keys,
    regenerate,
    reroll,
    takes,
)
from .operators import runtime as operators_runtime
from .operators.directing import bake_to_ik, guides, join, loop, path
from .operators.directing import mirror as operators_mirror
from .operators.directing import parts as operators_parts
from .operators.directing import pins as operators_pins
from .operators.many import crowd, lists
from .prompt_strips import mouse
from .prompt_strips import operators as operators_prompt_strips
from .properties import direction as direction_properties
from .properties import rig as rig_properties
from .properties import scene as scene_properties
from .session import jobs, warmup
from .ui import compare as ui_compare
from .ui import direction as ui_direction
from .ui import library as ui_library
from .ui import many as ui_many
from .ui import panels, preferences, shortcuts
from .ui import parts as ui_parts
from .ui import pins as ui_pins
from .ui import prompt_strips as ui_strips

MODULES = (
    scene_properties, rig_properties, preferences, generate, takes, regenerate, inbetween_extend,
    reroll, operators_prompt_strips, reduce_keys, bake_to_ik, hands, operators_strip,
    mouse, mapping,
    export, model, operators_runtime, thumbnails, panels, shortcuts, handlers,
    overrides, warmup, file_events, operators_library, my_library, search, ui_library,
    direction_properties, loop, path, join, ui_direction, ui_strips,
    pin_properties, operators_pins, operators_parts, operators_mirror, ui_pins, ui_parts,
    operators_compare, ui_compare, compare_handlers, guide_handlers, guides,
    crowd, lists, ui_many,
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
