"""Pins, parts and Mirror on control rigs, where constraints put the bones that one sees."""

import auto_rig_pro_rig
import bpy
import numpy as np
import pytest
from directing import applied, head, pin, walking
from dynmask.dynmask_blender.session import jobs, status
from steps import keys


@pytest.fixture
def control_rig(addon):
    made = auto_rig_pro_rig.build()
    bpy.context.view_layer.objects.active = made
    return made


def test_a_hand_is_corrected_on_the_evaluated_rig(control_rig):
    """What the tree of its controls tells of the hand is decimetres off; the take is not."""
    walking(control_rig)
    there = head(control_rig, "c_hand_fk.l", [36])[0] + [0.05, -0.1, 0.03]
    pin(control_rig, "left_hand", 30, 42, held_at="PLACE", place=there)
    applied()
    away = np.linalg.norm(head(control_rig, "c_hand_fk.l", range(30, 43)) - there, axis=1)
    assert away.max() < 0.01, status.current.message


def test_a_part_keys_its_own_controls_alone(addon, control_rig):
    base = walking(control_rig)
    before = keys(control_rig, base)
    addon.edit_prompt, addon.edit_count = "a person waves", 1
    assert bpy.ops.dynmask.change_part(part="arms") == {"FINISHED"}
    jobs.wait(60)
    after = keys(control_rig, control_rig.animation_data.action)
    changed = {c[0].split('"')[1] for c in after if not np.array_equal(after[c], before.get(c))}
    assert changed and all(any(w in bone for w in ("arm", "hand", "shoulder")) for bone in changed), changed
