"""Every operator's tooltip says in one sentence what happens to the animator's keys.

Those that set up programs, in the preferences, have nothing to do with keys.
"""

import bpy
import pytest
from dynmask.dynmask_blender import registration

OPERATORS = [
    cls for module in registration.MODULES for cls in getattr(module, "CLASSES", ())
    if issubclass(cls, bpy.types.Operator) and not module.__name__.endswith("operators_runtime")
]  # fmt: skip


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda cls: cls.__name__)
def test_tooltip_says_what_happens_to_keys(operator):
    said = operator.__dict__.get("bl_description") or operator.__doc__
    assert "key" in said
    assert "\n" not in said and not said.endswith(".")
    assert len(said) < 120
