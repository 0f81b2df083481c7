"""Another variation each time, the motion of a seed that was given, and the seed of a take used again."""

import bpy
import pytest
from dynmask.dynmask_blender.operators import generate as operators_generate
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.takes import history
from steps import generate, hand_keyed, keys, same


def seeds(rig):
    return [take.seed for take in rig.dynmask.takes]


def edit(operator):
    assert operator() == {"FINISHED"}
    jobs.wait(30)
    assert status.current.level == "INFO", status.current.message


def test_generate_again_makes_another_take(addon, rig):
    assert addon.random_seed and addon.edit_random_seed
    for _ in range(3):
        generate(addon)
    assert len(set(seeds(rig))) == 3
    generate(addon, take_count=3)
    drawn = seeds(rig)[3:]
    # The seed is shown, and the takes of one go count up from it.
    assert drawn == [addon.seed, addon.seed + 1, addon.seed + 2] and addon.random_seed


def test_a_drawn_seed_is_short_and_no_take_of_the_last_batch_comes_again(addon, monkeypatch):
    monkeypatch.setattr(operators_generate, "ROOM_FOR_DRAWN_SEEDS", 20)
    for _ in range(100):
        before = addon.seed
        found = operators_generate.new_seeds(addon, 4)
        assert found == list(range(addon.seed, addon.seed + 4)) and addon.seed < 20
        assert not set(found) & set(range(before, before + 4))


def test_a_seed_that_is_given_counts(addon, rig):
    generate(addon, seed=5)
    generate(addon)
    assert seeds(rig) == [5, 5] and not addon.random_seed
    first, second = (keys(rig, take.action) for take in rig.dynmask.takes)
    assert same(first, second)
    generate(addon, random_seed=True)
    assert seeds(rig)[2] != 5


def test_strips_vary_too(addon, rig):
    addon.seconds = 2.0
    bpy.ops.dynmask.add_strip(prompt="walks", frame=1)
    for _ in range(2):
        bpy.ops.dynmask.generate_strips()
        jobs.wait(30)
    assert len(set(seeds(rig))) == 2


@pytest.mark.parametrize(
    "name, count", [("regenerate", "edit"), ("inbetween", "inbetween"), ("extend", "extend")]
)
def test_edits_vary_and_have_their_own_number_of_takes(addon, rig, name, count):
    hand_keyed(rig)
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    for other in ("edit", "inbetween", "extend"):
        setattr(addon, f"{other}_count", 5)
    setattr(addon, f"{count}_count", 2)
    operator = getattr(bpy.ops.dynmask, name)
    edit(operator)
    edit(operator)
    assert len(set(seeds(rig))) == 4
    addon.edit_seed = 7
    edit(operator)
    assert seeds(rig)[4:] == [7, 8] and not addon.edit_random_seed
    assert addon.random_seed


def test_a_take_s_seed_is_used_again(addon, rig):
    generate(addon, prompt="a person waves", take_count=2, set_length=True, seconds=2.0)
    wanted = rig.dynmask.takes[1]
    before, seed = keys(rig, wanted.action), wanted.seed
    generate(addon, prompt="another", set_length=False, random_seed=True)
    assert bpy.ops.dynmask.use_take(index=1) == {"FINISHED"}
    assert (addon.seed, addon.prompt, addon.random_seed) == (seed, "a person waves", False)
    generate(addon, prompt=addon.prompt, take_count=1)
    assert same(keys(rig, rig.dynmask.takes[-1].action), before)


def test_an_edit_s_seed_is_used_again_by_that_edit(addon, rig):
    hand_keyed(rig)
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    addon.edit_count, addon.prompt = 1, "untouched"
    edit(bpy.ops.dynmask.regenerate)
    take = rig.dynmask.takes[0]
    before, seed = keys(rig, take.action), take.seed
    rig.dynmask.range_first, rig.dynmask.range_last = 2, 9
    bpy.ops.dynmask.use_take(index=0)
    assert "Regenerate Range" in status.current.message
    bpy.ops.dynmask.discard_all()
    edit(bpy.ops.dynmask.regenerate)
    (again,) = rig.dynmask.takes
    assert again.seed == seed and same(keys(rig, again.action), before)
    assert addon.prompt == "untouched" and addon.random_seed
    bpy.ops.dynmask.discard_all()
    addon.edit_random_seed = True
    bpy.ops.dynmask.use_history(index=0)
    assert addon.edit_seed == seed and not addon.edit_random_seed


def test_what_to_press_is_named_as_the_buttons_are(addon):
    for kind, name in (("regenerated", "regenerate"), ("inbetween", "inbetween"), ("extended", "extend")):
        assert getattr(bpy.ops.dynmask, name).get_rna_type().name == history.EDITS[kind]
