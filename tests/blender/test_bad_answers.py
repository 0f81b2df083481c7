"""Takes of wrong shapes, and invalid answers: one clear error, nothing changed, the session usable."""

import time

import bpy
import pytest
from dynmask.dynmask_blender.session import jobs, status
from steps import generate, hand_keyed, keys, same

SPOILT = ("nan", "all", "bones", "frames", "phi", "rate", "empty")


def ticked(seconds=120.0):
    """What Blender's timer does, until it wants to be called no more."""
    end = time.monotonic() + seconds
    while (pause := jobs._tick()) is not None:
        assert time.monotonic() < end, "the timer never ends"
        time.sleep(min(pause, 0.01))


def ask(settings, prompt):
    settings.prompt, settings.take_count = prompt, 2
    assert bpy.ops.dynmask.generate() == {"FINISHED"}
    ticked()
    assert not jobs.busy() and jobs.backend().pending == 0


@pytest.mark.parametrize("how", SPOILT)
def test_takes_that_cannot_be_used(addon, rig, how):
    mine = hand_keyed(rig)
    before = keys(rig, mine)
    ask(addon, f"spoil {how}")
    assert status.current.level == "ERROR"
    number = 1 if how == "all" else 2
    said = f"The backend's answer to 'generate' cannot be used: take {number} has "
    assert status.current.message.startswith(said) and "\n" not in status.current.message
    assert not rig.dynmask.takes and list(bpy.data.actions) == [mine] and same(keys(rig, mine), before)
    generate(addon)
    assert status.current.level == "INFO" and len(rig.dynmask.takes) == 2


def test_takes_of_one_frame_are_takes(addon, rig):
    ask(addon, "spoil single")
    assert status.current.level == "INFO" and len(rig.dynmask.takes) == 2


@pytest.mark.parametrize("how", ("nan", "frames", "single"))
def test_a_part_regenerated_from_them_leaves_the_action(addon, rig, how):
    generate(addon, take_count=1)
    action = rig.animation_data.action
    before, count = keys(rig, action), len(bpy.data.actions)
    addon.prompt, addon.edit_prompt = f"spoil {how}", f"spoil {how}"
    bpy.context.scene.frame_set(10)
    rig.dynmask.range_first, rig.dynmask.range_last = 10, 20
    bpy.ops.dynmask.regenerate()
    ticked()
    assert not jobs.busy() and "Unexpected" not in status.current.message, status.current.message
    assert same(keys(rig, action), before)
    if how != "single":
        assert status.current.level == "ERROR" and len(bpy.data.actions) == count


def test_the_timer_goes_on_when_an_answer_s_receiver_fails(addon, rig):
    """One fault in handing out is told, and what else is pending is still answered."""
    answered = []

    def fail(*outcome):
        raise RuntimeError("a fault of ours")

    jobs.backend().request("load", {}, fail)
    jobs.backend().request("load", {}, lambda *outcome: answered.append(outcome))
    ticked()
    assert len(answered) == 1 and answered[0][1] is None
    assert status.current.level == "ERROR" and "a fault of ours" in status.current.message
