"""Parts of the body: other bones keep their keys bit for bit, and takes can be re-rolled."""

import bpy
import numpy as np
import pytest
import rigs
from directing import walking
from dynmask.backend.direction import parts as body
from dynmask.backend.motion.body import quaternion, skeleton
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.direction import parts
from dynmask.dynmask_blender.rig import mappings
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.ui import parts as ui
from panels import drawn
from steps import fails, keys, same


def changed(part, prompt="a person waves", **values):
    settings = bpy.context.scene.dynmask
    settings.edit_prompt, settings.edit_count = prompt, 1
    for name, value in values.items():
        setattr(settings, name, value)
    assert bpy.ops.dynmask.change_part(part=part) == {"FINISHED"}
    jobs.wait(60)
    assert status.current.level == "INFO", status.current.message


def bones_of(rig, part):
    roles = mappings.get_or_detect(rig).roles
    return {roles[skeleton.JOINTS[joint]] for joint in body.PARTS[part] if skeleton.JOINTS[joint] in roles}


@pytest.mark.parametrize("part", [identifier for identifier, *_ in parts.ITEMS])
def test_all_other_bones_keep_their_keys(addon, rig, part):
    base = walking(rig)
    before, old = keys(rig, base), rigs.poses(rig, (20, 40, 60))
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 50
    changed(part)
    taken = rig.animation_data.action
    assert taken != base and same(keys(rig, base), before)
    after, mine = keys(rig, taken), bones_of(rig, part)
    moved = set()
    assert after.keys() == before.keys()
    for channel, keyed in before.items():
        bone = channel[0].split('"')[1]
        outside = (keyed[:, 0] < 15) | (keyed[:, 0] > 50)
        np.testing.assert_array_equal(after[channel][outside], keyed[outside])
        if not np.array_equal(after[channel], keyed):
            moved.add(bone)
    assert moved and moved <= mine, moved - mine
    take = rig.dynmask.takes[0]
    assert (take.kind, take.part, take.first, take.last) == ("part", part, 15, 50)
    if part == "arms":
        new = rigs.poses(rig, (20, 40, 60))
        for bone in set(old) - mine - {b for b in old if "Hand" in b}:
            np.testing.assert_array_equal(new[bone], old[bone], err_msg=bone)


def test_the_arms_do_what_the_sentence_says(addon, rig):
    """The stand-in's wave turns left shoulder and elbow; the rig's then point where its motion's do."""
    walking(rig)
    changed("arms", edit_seed=3)
    take = rig.dynmask.takes[0]
    seen = rigs.poses(rig, (40,))
    along = seen["LeftForeArm"][0, 0] - seen["LeftArm"][0, 0]
    other = seen["RightForeArm"][0, 0] - seen["RightArm"][0, 0]
    assert take.prompt == "a person waves" and take.seed == 3
    # In the T-pose and its waves arms are held out; in the walk both hang.
    assert abs(other[2]) < 0.1 * np.linalg.norm(other) and np.linalg.norm(along[:2]) > 0.5 * abs(along[2])


def test_again_and_reroll_change_the_same_part(addon, rig):
    base = walking(rig)
    before = keys(rig, base)
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 50
    changed("left", edit_seed=3)
    assert bpy.ops.dynmask.again(index=0) == {"FINISHED"}
    jobs.wait(60)
    assert bpy.ops.dynmask.reroll_take(index=0, prompt="a person kicks") == {"FINISHED"}
    jobs.wait(60)
    first, fresh, other = rig.dynmask.takes
    assert {first.part, fresh.part, other.part} == {"left"} and fresh.prompt == first.prompt
    assert fresh.seed != first.seed and (other.seed, other.prompt) == (3, "a person kicks")
    mine = bones_of(rig, "left")
    for take in (fresh, other):
        after = keys(rig, take.action)
        for channel, keyed in before.items():
            if channel[0].split('"')[1] not in mine:
                np.testing.assert_array_equal(after[channel], keyed)


def test_a_take_says_whose_motion_its_body_and_its_part_are(addon, rig):
    rate = bpy.context.scene.render.fps
    addon.prompt, addon.set_length, addon.seconds = "a person waves", True, 3.0
    addon.set_closeness, addon.closeness = True, 1.0
    bpy.ops.dynmask.generate()
    jobs.wait(60)
    (base,) = motion_store.origins(rig.animation_data.action)
    rig.dynmask.range_first, rig.dynmask.range_last = 1 + rate // 2, 1 + 2 * rate
    changed("arms")
    whole, part = motion_store.origins(rig.animation_data.action)
    assert whole == base and part["clip"] == base["clip"]
    assert (part["from_s"], part["to_s"]) == pytest.approx((0.5, 2.0), abs=1.5 / rate)
    looped("legs")
    assert motion_store.origins(rig.animation_data.action) == (whole, part), "and edits of it say so too"


def test_an_action_of_one_s_own_says_whose_motion_its_part_is(addon, rig):
    rate = bpy.context.scene.render.fps
    walking(rig)
    addon.set_closeness, addon.closeness = True, 1.0
    rig.dynmask.range_first, rig.dynmask.range_last = 1 + 3 * rate // 2, 1 + 5 * rate // 2
    changed("arms")
    (part,) = motion_store.origins(rig.animation_data.action)
    assert motion_store.read(rig.animation_data.action) is None and part["sentence"] == "a person waves"
    assert part["to_s"] - part["from_s"] == pytest.approx(1.0, abs=1.5 / rate)
    assert part["from_s"] == pytest.approx(1.5, abs=1.5 / rate), "from the action's begin on"
    bpy.ops.dynmask.analyse()
    jobs.wait(60)
    assert motion_store.read(rig.animation_data.action) is not None
    assert motion_store.origins(rig.animation_data.action) == (part,)


def test_again_of_a_whole_take(addon, rig):
    addon.prompt, addon.set_length, addon.seconds, addon.seed = "a person waves", True, 2.0, 5
    bpy.ops.dynmask.generate()
    jobs.wait(60)
    assert bpy.ops.dynmask.again(index=0) == {"FINISHED"}
    jobs.wait(60)
    first, second = rig.dynmask.takes
    assert second.prompt == first.prompt and second.seed != first.seed
    assert second.seconds == first.seconds and not same(keys(rig, first.action), keys(rig, second.action))


def looped(part):
    assert bpy.ops.dynmask.loop_part(part=part) == {"FINISHED"}
    jobs.wait(60)
    assert status.current.level == "INFO", status.current.message
    return bpy.context.object.animation_data.action


@pytest.mark.parametrize("part", [identifier for identifier, *_ in parts.ITEMS])
def test_a_looped_part_leaves_all_other_keys(addon, rig, part):
    """On the animator's own walk whose spine, head and limbs sway out of step with it."""
    rotations, translation = rigs.walk(90)
    t = np.arange(90) / 20.0
    for joint in range(1, 22):
        angle = 0.15 * np.sin(2 * np.pi * t / (0.9 + 0.02 * joint))
        turn = quaternion.from_axis_angle(np.eye(3)[joint % 3], angle)
        rotations[:, joint] = quaternion.multiply(rotations[:, joint], turn)
    base = walking(rig, motion=(rotations, translation))
    before = keys(rig, base)
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 80
    taken = looped(part)
    assert taken != base and same(keys(rig, base), before)
    after, mine, moved = keys(rig, taken), bones_of(rig, part), set()
    assert after.keys() == before.keys()
    for channel, keyed in before.items():
        bone = channel[0].split('"')[1]
        outside = (keyed[:, 0] < 15) | (keyed[:, 0] > 80)
        np.testing.assert_array_equal(after[channel][outside], keyed[outside])
        if not np.array_equal(after[channel], keyed):
            moved.add(bone)
    assert moved and moved <= mine, moved - mine
    take = rig.dynmask.takes[0]
    assert (take.kind, take.first, take.last) == ("part loop", 15, 80)
    assert "repeats after" in status.current.message
    fails(lambda: bpy.ops.dynmask.again(index=0), "press Loop Part again")


def test_looped_arms_of_a_generated_take_repeat(addon, rig):
    """The stand-in waves once; looped over the whole take the arm's pose comes again after the period."""
    addon.prompt, addon.set_length, addon.seconds, addon.seed = "a person waves", True, 5.0, 5
    bpy.ops.dynmask.generate()
    jobs.wait(60)
    bpy.ops.dynmask.accept_take(index=0)
    looped("arms")
    said = status.current.message
    period = float(said.partition("repeats after ")[2].split()[0])
    rate = bpy.context.scene.render.fps
    first, last = (int(x) for x in rig.animation_data.action.frame_range)
    frames = np.arange(first, last - round(period * rate))
    heads = [rigs.poses(rig, [*at])["LeftForeArm"][:, 1] for at in (frames, frames + round(period * rate))]
    hips = [rigs.poses(rig, [*at])["LeftArm"][:, 0] for at in (frames, frames + round(period * rate))]
    seen = [head - hip for head, hip in zip(heads, hips, strict=True)]
    assert np.median(np.linalg.norm(seen[1] - seen[0], axis=-1)) < 0.05
    bpy.ops.dynmask.discard_all()
    assert not rig.dynmask.takes


def test_refusals_are_sentences_and_change_nothing(addon, rig):
    change = lambda: bpy.ops.dynmask.change_part(part="arms")  # noqa: E731
    fails(change, "has no action yet")
    fails(lambda: bpy.ops.dynmask.loop_part(part="arms"), "has no action yet")
    base = walking(rig)
    before = keys(rig, base)
    addon.edit_prompt = ""
    fails(change, "Say what the arms should do")
    addon.edit_prompt = "a person waves"
    rig.dynmask.range_first, rig.dynmask.range_last = 500, 600
    fails(change, "The range must hold 4 frames between frames 1 and 73")
    rig.dynmask.range_first, rig.dynmask.range_last = 10, 15
    bpy.ops.dynmask.loop_part(part="arms")
    jobs.wait(60)
    assert "A loop of the arms needs at least 0.9 s" in status.current.message and not rig.dynmask.takes
    rig.dynmask.range_set = False
    addon.edit_prompt = "sleep 0.3"
    change()
    rig.pose.bones["Head"].keyframe_insert("location", frame=3)
    jobs.wait(60)
    assert "meanwhile" in status.current.message and not rig.dynmask.takes
    addon.edit_prompt = "refuse"
    change()
    jobs.wait(60)
    assert status.current.level == "ERROR" and not rig.dynmask.takes
    assert rig.animation_data.action == base and before.keys() <= keys(rig, base).keys()


def test_the_panel_offers_parts_and_mirror(addon, rig):
    assert {"Change Part", "Loop Part", "Mirror"} <= set(drawn(ui.DYNMASK_PT_parts))
