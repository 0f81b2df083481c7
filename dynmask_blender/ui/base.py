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


class DirectPanel(SidebarPanel):
    """One of the closed panels in Direct."""

    bl_parent_id = "DYNMASK_PT_direct"


def seed(layout, settings, name, switch):
    """A seed, greyed while a new one is drawn each time; a typed one switches that off."""
    split = layout.split(factor=0.46)
    field = split.row()
    field.active = not getattr(settings, switch)
    field.prop(settings, name)
    split.prop(settings, switch, text="New Each Time")
