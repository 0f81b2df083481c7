"""Ten seconds at 24 frames a second are retargeted and keyed in under 100 ms of processor time."""

import pytest
import retarget_speed
from family_facts import FAMILIES

RIGS = {"Mixamo": retarget_speed.mixamo_like(), "Unreal 5": FAMILIES["Unreal 5"]}


@pytest.mark.parametrize("name", RIGS)
def test_a_clip_is_on_the_rig_before_anyone_notices(scene, name):
    rig = RIGS[name].build()
    assert len(rig.data.bones) >= 65
    spent = retarget_speed.stages(rig)
    print({stage: round(ms, 1) for stage, ms in spent.items()})
    assert spent["retarget and keys"] < 100.0
