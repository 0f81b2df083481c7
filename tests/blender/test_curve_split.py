"""F-curves cut at the edges of a range keep their shape, with as few keys as can be."""

import bpy
import numpy as np
import outside
import pytest
import rigs
from dynmask.dynmask_blender import compat
from dynmask.dynmask_blender.actions import curve_split, fcurve_keys
from dynmask.dynmask_blender.session import jobs, status
from steps import fails, generate, hand_keyed

KINDS = (
    "CONSTANT", "LINEAR", "BEZIER", "BACK", "BOUNCE", "CIRC", "CUBIC", "ELASTIC", "EXPO", "QUAD", "QUART",
    "QUINT", "SINE",
)  # fmt: skip
HANDLES = ("FREE", "ALIGNED", "VECTOR", "AUTO", "AUTO_CLAMPED")


def curve_of(points, kind="BEZIER", handle="AUTO_CLAMPED", extrapolation="CONSTANT"):
    """An F-curve on an object of its own with keys [(frame, value), …]."""
    thing = bpy.data.objects.new("Thing", None)
    action = compat.new_action(thing, "Moves")
    curve = compat.ensure_fcurve(thing, action, "location", 0, "Moves")
    curve.keyframe_points.add(len(points))
    for point, co in zip(curve.keyframe_points, points, strict=True):
        point.co = co
        point.interpolation, point.handle_left_type, point.handle_right_type = kind, handle, handle
    curve.extrapolation = extrapolation
    curve.update()
    return curve


def replaced(curve, first, last):
    """Cut a curve and key the range's frames with other values."""
    frames = np.arange(first, last + 1.0)
    curve_split.replace(curve, fcurve_keys.new_keys(frames, 9.0 + 0 * frames), (True, True))


POINTS = ((1, 0.0), (20, 1.0), (32, -1.0), (44, 2.0), (72, 0.5))


@pytest.mark.parametrize("extrapolation", ("CONSTANT", "LINEAR"))
@pytest.mark.parametrize("kind", KINDS)
def test_the_shape_outside_stays(clean_file, kind, extrapolation):
    for first, last in ((24, 51), (33, 35), (2, 71), (80, 90), (-20, -9), (-5, 85), (45, 71)):
        curve = curve_of(POINTS, kind, extrapolation=extrapolation)
        step = 1.0 if KINDS.index(kind) > 2 else 0.25
        # Between whole frames too, but for easing equations, which have no parts of their own kind.
        frames = np.r_[np.arange(-40, first - 1 + step, step), np.arange(last + 1, 121, step)]
        wanted, old = [curve.evaluate(f) for f in frames], outside.read([curve])
        replaced(curve, first, last)
        found = [curve.evaluate(f) for f in frames]
        np.testing.assert_allclose(found, wanted, rtol=1e-5, atol=2e-5, err_msg=str((first, last)))
        assert [curve.evaluate(f) for f in (first, last)] == [9.0, 9.0]
        # A range beyond the last key cuts what goes on from there: that key's outer handle faces the cut.
        outside.check(old, outside.read([curve]), first, last)


@pytest.mark.parametrize("handle", HANDLES)
def test_a_bezier_segment_is_cut_and_not_baked(clean_file, handle):
    """FAULT: keys at 1, 20, 32, 44 and 72, range 24 to 51, and frames 21–23 and 52–71 each got a key."""
    curve = curve_of(POINTS, handle=handle)
    frames = np.r_[np.linspace(-5, 23, 200), np.linspace(52, 80, 200)]
    wanted = [curve.evaluate(f) for f in frames]
    replaced(curve, 24, 51)
    assert [k.co[0] for k in curve.keyframe_points] == [1, 20, 23, *range(24, 52), 52, 72]
    np.testing.assert_allclose([curve.evaluate(f) for f in frames], wanted, atol=2e-5)


def test_random_handles_keep_their_shape(clean_file):
    """Free handles of any length, those too that Blender shortens."""
    rng = np.random.default_rng(5)
    for _ in range(60):
        at = np.cumsum(rng.uniform(2, 15, 5))
        curve = curve_of([(f, rng.normal()) for f in at], handle="FREE")
        for point in curve.keyframe_points:
            left, right = -rng.uniform(0, 12), rng.uniform(0, 12)
            point.handle_left = (point.co[0] + left, point.co[1] + rng.normal())
            point.handle_right = (point.co[0] + right, point.co[1] + rng.normal())
        first = int(rng.integers(at[0] + 2, at[-1] - 1))
        last = int(rng.integers(first, at[-1]))
        frames = np.r_[np.arange(0, first), np.arange(last + 1, at[-1] + 5)]
        wanted, old = [curve.evaluate(f) for f in frames], outside.read([curve])
        replaced(curve, first, last)
        np.testing.assert_allclose([curve.evaluate(f) for f in frames], wanted, atol=2e-4)
        outside.check(old, outside.read([curve]), first, last)


@pytest.mark.parametrize("extra", ([29.995], [50.005], [29.995, 50.005], [12.0], [60.0, 60.0], [29.5, 50.5]))
def test_keys_closer_than_a_hundredth_of_a_frame_stay(clean_file, extra):
    """FAULT: an update of the curve merged them, and handles went to their neighbours."""
    curve = curve_of(POINTS)
    co = sorted([*((k.co[0], k.co[1]) for k in curve.keyframe_points), *((f, 0.3) for f in extra)])
    found = fcurve_keys.new_keys([c[0] for c in co], [c[1] for c in co], fcurve_keys.BEZIER)
    rng = np.random.default_rng(1)
    found["handle_left"] -= rng.random((len(co), 2), np.float32)
    found["handle_right"] += rng.random((len(co), 2), np.float32)
    fcurve_keys.write_keys(curve, found)
    old = outside.read([curve])
    replaced(curve, 30, 50)
    new = outside.read([curve])
    outside.check(old, new, 30, 50)
    # Nothing of ours is so near to what is kept that Blender's own update would take it for the same.
    at = new["location", 0][0]["co"][:, 0]
    for frame in at[~np.isin(at, np.float32([c[0] for c in co]))]:
        assert np.abs(at[at != frame] - frame).min() > curve_split.SAME


def test_a_modifier_s_part_is_no_key(clean_file):
    curve = curve_of(POINTS)
    curve.modifiers.new("NOISE").strength = 3.0
    frames = np.r_[np.arange(-5, 24), np.arange(52, 90)]
    wanted = [curve.evaluate(f) for f in frames]
    replaced(curve, 24, 51)
    np.testing.assert_allclose([curve.evaluate(f) for f in frames], wanted, atol=2e-5)
    assert not curve.modifiers[0].mute


def regenerate(addon, rig, first, last):
    rig.dynmask.range_first, rig.dynmask.range_last = first, last
    addon.edit_count = 1
    assert bpy.ops.dynmask.regenerate() == {"FINISHED"}
    jobs.wait(30)


def test_only_channels_that_move_get_curves(addon, rig):
    """FAULT: 70 curves were added beside a hand-keyed arm."""
    mine = hand_keyed(rig)
    old = outside.read(compat.fcurves(rig, mine))
    regenerate(addon, rig, 15, 30)
    taken = rig.animation_data.action
    assert taken != mine, status.current.message
    new = outside.read(compat.fcurves(rig, taken))
    outside.check(old, new, 15, 30)
    moved = {path for path, _ in new} - {path for path, _ in old}
    for path in moved:
        curves = [c for c in compat.fcurves(rig, taken) if c.data_path == path]
        spread = max(np.ptp([c.evaluate(f) for f in range(1, 50)]) for c in curves)
        assert spread > 1e-4, path
    assert len(new) - len(old) < 8, sorted(moved)


def test_cyclic_curves_are_changed_within_a_cycle_or_refused(addon, rig):
    mine = hand_keyed(rig)
    for curve in compat.fcurves(rig, mine):
        curve.modifiers.new("CYCLES")
    rig.pose.bones["Head"].keyframe_insert("location", frame=90)
    old = outside.read(compat.fcurves(rig, mine))
    rig.dynmask.range_first, rig.dynmask.range_last = 55, 70
    fails(bpy.ops.dynmask.regenerate, "choose a range within frames 2 to 48")
    assert list(bpy.data.actions) == [mine] and not rig.dynmask.takes
    regenerate(addon, rig, 14, 30)
    taken = rig.animation_data.action
    assert taken != mine, status.current.message
    outside.check(old, outside.read(compat.fcurves(rig, taken)), 14, 30)


@pytest.mark.parametrize("flag", ("lock", "mute"))
@pytest.mark.parametrize("of_group", (False, True))
def test_locked_and_muted_curves_are_left_alone(addon, rig, flag, of_group):
    mine = hand_keyed(rig)
    for curve in compat.fcurves(rig, mine):
        if '"RightArm"' in curve.data_path:
            if curve.group is None:
                curve.group = mine.groups.get("Arm") or mine.groups.new("Arm")
            setattr(curve.group if of_group else curve, flag, True)
    old = outside.read(compat.fcurves(rig, mine))
    regenerate(addon, rig, 15, 30)
    assert "4 locked or muted curves were left as they are" in status.current.message
    new = outside.read(compat.fcurves(rig, rig.animation_data.action))
    for channel, (found, was) in old.items():
        assert new[channel][1] == was
        assert all(np.array_equal(new[channel][0][field], found[field]) for field in found)


def test_samples_are_refused(addon, rig):
    mine = hand_keyed(rig)
    for curve in compat.fcurves(rig, mine):
        curve.convert_to_samples(1, 49)
    rig.pose.bones["Head"].keyframe_insert("location", frame=1)
    rig.pose.bones["Head"].keyframe_insert("location", frame=60)
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    fails(bpy.ops.dynmask.regenerate, "samples instead of keys")
    assert list(bpy.data.actions) == [mine]


@pytest.mark.parametrize("changes", (False, True))
def test_a_keyed_rotation_mode(addon, rig, changes):
    mine = hand_keyed(rig)
    arm = rig.pose.bones["RightArm"]
    for frame, mode in ((1, "QUATERNION"), (22 if changes else 40, "XYZ")):
        arm.rotation_mode = mode
        arm.keyframe_insert("rotation_mode", frame=frame)
    old = outside.read(compat.fcurves(rig, mine))
    rig.dynmask.range_first, rig.dynmask.range_last = 15, 30
    if changes:
        fails(bpy.ops.dynmask.regenerate, "The rotation mode of 'RightArm' is keyed and changes")
        assert list(bpy.data.actions) == [mine]
    else:
        regenerate(addon, rig, 15, 30)
        new = outside.read(compat.fcurves(rig, rig.animation_data.action))
        outside.check(old, new, 15, 30)
        path = 'pose.bones["RightArm"].rotation_quaternion'
        assert set(range(15, 31)) <= set(new[path, 0][0]["co"][:, 0])


def test_a_manual_frame_range_deletes_no_keys(addon, rig):
    """FAULT: keys 5 to 52, manual range 15 to 30, range 15 to 30: 48 keys a curve became 16."""
    generate(addon, take_count=1, set_length=True, seconds=2.0)
    bpy.ops.dynmask.accept_take(index=0)
    mine = rig.animation_data.action
    mine.use_frame_range, mine.frame_start, mine.frame_end = True, 15, 30
    old = outside.read(compat.fcurves(rig, mine))
    regenerate(addon, rig, 15, 30)
    taken = rig.animation_data.action
    assert taken != mine, status.current.message
    new = outside.read(compat.fcurves(rig, taken))
    outside.check(old, new, 15, 30)
    assert all(len(new[c][0]["co"]) == len(old[c][0]["co"]) for c in old)
    assert (taken.use_frame_range, taken.frame_start, taken.frame_end) == (True, 15, 30)


def test_what_extends_an_action_begins_after_its_keys(addon, rig):
    mine = hand_keyed(rig)
    mine.use_frame_range, mine.frame_start, mine.frame_end = True, 5, 20
    old = outside.read(compat.fcurves(rig, mine))
    addon.edit_count, addon.extend_seconds = 1, 1.0
    assert bpy.ops.dynmask.extend() == {"FINISHED"}
    jobs.wait(30)
    assert rig.dynmask.takes[0].first == 50, status.current.message
    outside.check(old, outside.read(compat.fcurves(rig, rig.animation_data.action)), 50, 1000)


def test_exports_hold_every_keyed_frame(scene):
    from dynmask.dynmask_blender.export import formats

    rig = rigs.by_roles(rigs.MIXAMO)
    mine = hand_keyed(rig)
    mine.use_frame_range, mine.frame_start, mine.frame_end = True, 5, 20
    assert formats.active_range(rig) == (1, 49)


def test_reading_leaves_a_modified_curve_as_it_is():
    curve = curve_of(list(enumerate([0.0, 1.0, 3.0, 2.0], 1)), handle="ALIGNED")
    curve.modifiers.new("CYCLES")
    curve.keyframe_points[1].handle_right = 2.5, 7.25
    was, count = fcurve_keys.read_keys(curve), len(bpy.data.actions)
    values = curve_split.evaluated(curve, [1.0, 4.0, 20.0])
    assert values == pytest.approx([0.0, 2.0, 2.0]) and len(bpy.data.actions) == count
    for name, values in fcurve_keys.read_keys(curve).items():
        np.testing.assert_array_equal(values, was[name])


def test_a_stepped_curve_that_would_move_beside_the_range_is_refused():
    curve = curve_of(list(enumerate(np.arange(20.0), 1)))
    curve.modifiers.new("STEPPED").frame_step = 4
    inside = fcurve_keys.new_keys(np.arange(6.0, 11.0), np.full(5, 7.5))
    with pytest.raises(ValueError, match="without moving what lies outside"):
        curve_split.replace(curve, inside, (True, True))
