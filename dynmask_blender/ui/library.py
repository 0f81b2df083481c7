"""The Library panel, the closeness under Options, and where a take's motion comes from."""

import bpy

from ..actions import motion_store, origins
from ..library import own, search
from ..session import libraries, status
from ..takes.short_prompt import short
from .base import SidebarPanel
from .messages import width

MOST, MOST_FOUND, SENTENCE_LINES = 12, 8, 2


class DYNMASK_PT_library(SidebarPanel, bpy.types.Panel):
    bl_label = "Library"
    bl_order = 50
    bl_parent_id = "DYNMASK_PT_main"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout, settings, found = self.layout, context.scene.dynmask, search.current
        layout.prop(settings, "library_query", text="", icon="VIEWZOOM", placeholder="search the library")
        mine = own.rows(libraries.own())
        if libraries.shipped(context.scene) is None and not mine:
            layout.label(text=libraries.NO_LIBRARY, icon="INFO")
        query = settings.library_query.strip()
        if query or found.message:
            # In a place of its own height: no row moves when it comes or goes.
            layout.label(text=found.message, icon="INFO" if found.message else "BLANK1")
        if query and found.model == settings.model:
            column = layout.column(align=True)
            column.active = found.waiting is None and found.query == query
            for origin in found.rows[:MOST_FOUND]:
                _found(column, context, origin)
        self._own(settings, mine)

    def _own(self, settings, mine):
        """My Library: those that hold the words of the search, or the first."""
        box = self.layout.box()
        row = box.row(align=True)
        words = settings.library_query.lower().split()
        shown = [one for one in mine if all(word in one.sentence.lower() for word in words)]
        count = len(mine) if len(shown) == len(mine) else f"{len(shown)} of {len(mine)}"
        row.label(text=f"My Library ({count})", icon="ASSET_MANAGER")
        row.operator("dynmask.add_to_library", text="", icon="ADD")
        row.operator("dynmask.add_files_to_library", text="", icon="FILE_FOLDER")
        row.operator("dynmask.export_moments", text="", icon="EXPORT").key = ""
        column = box.column(align=True)
        for one in shown[:MOST]:
            row = column.row(align=True)
            said = short(one.sentence)
            row.operator("dynmask.preview_moment", text=said, icon="PLAY", emboss=False).key = one.key
            row.label(text=f"{one.seconds:.1f} s")
            row.operator("dynmask.rename_moment", text="", icon="GREASEPENCIL", emboss=False).key = one.key
            row.operator("dynmask.export_moments", text="", icon="EXPORT", emboss=False).key = one.key
            row.operator("dynmask.remove_moment", text="", icon="X", emboss=False).key = one.key
        if len(shown) > MOST:
            column.label(text=f"and {len(shown) - MOST} more: search for them", icon="BLANK1")


def _found(column, context, origin):
    """The sentence in lines of its own: its end is where rows differ."""
    said, *more = status.wrapped(short(origin.sentence).rstrip("."), width(context), SENTENCE_LINES)
    row = column.row(align=True)
    row.alignment = "LEFT"
    operator = row.operator(
        "dynmask.preview_moment", text=said, emboss=False, icon="MOD_MIRROR" if origin.mirrored else "PLAY"
    )
    operator.entry, operator.mirrored = origin.entry, origin.mirrored
    operator.key = origin.clip if origin.own else ""
    mirrored = " · mirrored" if origin.mirrored else ""
    for line in (*more, f"{origin.seconds:.1f} s · {origin.source}{mirrored}"):
        row = column.row(align=True)
        row.scale_y = 0.75
        row.label(text=line, icon="BLANK1")


def draw_closeness(layout, context):
    """The slider, or why there is none. Under Options, whose properties are split."""
    settings, shipped = context.scene.dynmask, libraries.shipped(context.scene)
    usable = shipped is not None or bool(own.rows(libraries.own()))
    row = layout.row(heading="Closeness")
    row.enabled = usable
    row.prop(settings, "set_closeness", text="")
    field = row.row()
    field.active = settings.set_closeness
    field.prop(settings, "closeness", text="", slider=True)
    if not usable:
        layout.label(text=libraries.NO_LIBRARY, icon="INFO")


def closeness(settings):
    """What a request says of it: None where the library's own is meant."""
    return settings.closeness if settings.set_closeness else None


def draw_origins(layout, take):
    """A line for each captured moment that a take began with; licence and credit are told in its tooltip."""
    found = motion_store.origins(take.action) if take.action is not None else ()
    column = layout.column(align=True)
    for origin in origins.all_of(found):
        text = f"{origin.from_s:.1f}–{origin.to_s:.1f} s from {origin.source}: {short(origin.sentence)}"
        operator = column.operator("dynmask.show_origin", text=text, icon="ASSET_MANAGER", emboss=False)
        operator.text = origin.summary()


CLASSES = (DYNMASK_PT_library,)
