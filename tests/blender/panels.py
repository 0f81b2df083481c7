"""What a panel shows, drawn into a stand-in for Blender's layout."""

from types import SimpleNamespace

import bpy


class Layout:
    """Takes the place of a UILayout: notes labels and operators, and that icons and operators exist."""

    _icons = bpy.types.UILayout.bl_rna.functions["label"].parameters["icon"].enum_items

    def __init__(self, said, above=None):
        self.said, self.above, self.enabled = said, above, True
        self.grey = [] if above is None else above.grey
        # What was drawn, one after the other: texts, and names of operators and properties.
        self.log = [] if above is None else above.log
        # Properties without a label.
        self.bare = [] if above is None else above.bare

    def part(self, **_):
        return Layout(self.said, self)

    def greyed(self):
        return not self.enabled or (self.above is not None and self.above.greyed())

    row = column = split = box = part

    def label(self, text="", icon="NONE", icon_value=0):
        assert icon in self._icons, icon
        self.said.append(text)
        self.log.append(text)

    def operator(self, name, text="", icon="NONE", **_):
        assert icon in self._icons, icon
        module, _, function = name.partition(".")
        self.said.append(text or getattr(getattr(bpy.ops, module), function).get_rna_type().name)
        self.log.append(name)
        if self.greyed():
            self.grey.append(name)
        return SimpleNamespace()

    def operator_menu_enum(self, name, _, **more):
        return self.operator(name, **more)

    def progress(self, text="", **_):
        self.said.append(text)

    def separator(self):
        pass

    def menu(self, *_, **__):
        pass

    def prop_search(self, *_, **__):
        pass

    def prop(self, owner, name, text=None, icon="NONE", icon_only=False, **_):
        assert name in owner.bl_rna.properties and icon in self._icons, name
        self.log.append(name)
        if text == "" or icon_only:
            self.bare.append(name)

    def template_list(self, *_, **__):
        pass


def drawn(panel):
    """Every text of a panel, drawn for the context's armature."""
    return drawn_layout(panel).said


def drawn_layout(panel):
    """The Layout that a panel was drawn into."""
    stub = type("Stub", (), {k: v for k, v in vars(panel).items() if callable(v)})()
    stub.layout = Layout([])
    stub.draw(shown())
    return stub.layout


def shown():
    """The context that a panel is drawn in."""
    return SimpleNamespace(
        scene=bpy.context.scene, active_object=bpy.context.view_layer.objects.active,
        selected_objects=bpy.context.selected_objects, region=SimpleNamespace(width=300),
        preferences=SimpleNamespace(system=SimpleNamespace(ui_scale=1.0)),
    )  # fmt: skip
