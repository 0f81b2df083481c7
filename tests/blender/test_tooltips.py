"""Every operator's tooltip says what its button does, as Blender's own do."""

import re

import bpy
import pytest
from dynmask.dynmask_blender import registration

OPERATORS = [
    cls for module in registration.MODULES for cls in getattr(module, "CLASSES", ())
    if issubclass(cls, bpy.types.Operator)
]  # fmt: skip
# Of these one wants to know what becomes of the animator's keys.
AT_STAKE = {
    "generate", "generate_strips", "regenerate", "extend", "accept_take", "discard_take", "discard_all",
    "push_take",
}  # fmt: skip


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda cls: cls.__name__)
def test_tooltip(operator):
    said = operator.__dict__.get("bl_description") or operator.__doc__
    assert re.match(r"[A-Z][a-z]+ ", said) and "\n" not in said and not said.endswith(".")
    assert len(said) < 110
    if operator.bl_idname.partition(".")[2] in AT_STAKE:
        assert "keys" in said
    assert "key is changed" not in said
