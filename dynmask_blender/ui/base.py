"""What the tab's panels share: where they stand, when they are there, and rows that several of them have."""

from ..rig import targets


class SidebarPanel:
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "DynMask"


class ArmaturePanel(SidebarPanel):
    bl_parent_id = "DYNMASK_PT_main"

    @classmethod
    def poll(cls, context):
        return targets.candidate(context) is not None


def seed(layout, settings, name, switch):
    """A seed, greyed while a new one is drawn each time; a typed one switches that off."""
    column = layout.column(align=True)
    row = column.row()
    row.active = not getattr(settings, switch)
    row.prop(settings, name)
    column.prop(settings, switch)
