"""Every operator's tooltip says in one sentence what happens to the animator's keys."""

import re

import bpy
import pytest
from dynmask.dynmask_blender import registration

OPERATORS = [
    cls for module in registration.MODULES for cls in getattr(module, "CLASSES", ())
    if issubclass(cls, bpy.types.Operator)
]  # fmt: skip

# What may happen to keys; to name a key of the keyboard is not enough.
SAID = re.compile(r"\b(changed|differ|keeps?|stays?|put back|with (its|all) keys)\b")


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda cls: cls.__name__)
def test_tooltip_says_what_happens_to_keys(operator):
    said = operator.__dict__.get("bl_description") or operator.__doc__
    assert re.search(r"\bkeys?\b", said) and SAID.search(said)
    assert "\n" not in said and not said.endswith(".")
    assert len(said) < 120
