"""Ten seconds at 24 frames a second are retargeted and keyed in under 100 ms of processor time."""

import pytest
import retarget_speed

RIGS = retarget_speed.rigs_by_name()


@pytest.mark.parametrize("name", RIGS)
def test_a_clip_is_on_the_rig_before_anyone_notices(scene, name):
    rig = RIGS[name]()
    assert len(rig.data.bones) >= 65
    spent = retarget_speed.stages(rig)
    print({stage: round(ms, 1) for stage, ms in spent.items()})
    assert spent["retarget and keys"] < 100.0
