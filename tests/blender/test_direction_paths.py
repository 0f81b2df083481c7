"""Paths: curves and waypoints as the body follows them, on rigs that stand anywhere, and taken up again."""

import bpy
import numpy as np
import pytest
import rigs
from directed import hips, walk_action
from dynmask.dynmask_blender.direction import floor, lines, paths, told
from dynmask.dynmask_blender.rig import mappings
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.ui import direction as ui
from panels import drawn_layout
from steps import fails, keys, same

T = np.linspace(0.0, 1.0, 60)
SHAPES = {
    "straight": np.stack([0 * T, -6 * T], axis=1),
    "s curve": np.stack([np.sin(2 * np.pi * T), -6 * T], axis=1),
    "corner": np.concatenate([np.stack([0 * T, -3 * T], axis=1), np.stack([3 * T, 0 * T - 3], axis=1)]),
    "circle": 1.2 * np.stack([1 - np.cos(2 * np.pi * T), -np.sin(2 * np.pi * T)], axis=1),
}


def curve(points, kind="POLY", matrix=None):
    """A curve object through world points (n, 2) on the floor."""
    data = bpy.data.curves.new("Way", "CURVE")
    data.dimensions = "3D"
    line = data.splines.new(kind)
    line.points.add(len(points) - 1)
    for knot, (x, y) in zip(line.points, points, strict=True):
        knot.co = (x, y, 0.0, 1.0)
    found = bpy.data.objects.new("Way", data)
    bpy.context.scene.collection.objects.link(found)
    if matrix is not None:
        found.matrix_world = matrix
        bpy.context.view_layer.update()
    return found


def beside(places, line):
    """Distances (T,) of places (T, 2) from a line (n, 2)."""
    start, leg = line[:-1], np.diff(line, axis=0)
    along = np.einsum("tni,ni->tn", places[:, None] - start, leg) / np.maximum((leg**2).sum(axis=1), 1e-12)
    nearest = start + np.clip(along, 0, 1)[..., None] * leg
    return np.linalg.norm(places[:, None] - nearest, axis=-1).min(axis=1)


def generate(rig, settings, prompt="walk", **values):
    settings.prompt = prompt
    for name, value in values.items():
        setattr(settings, name, value)
    assert bpy.ops.dynmask.generate_path() == {"FINISHED"}
    jobs.wait(60)
    return rig.dynmask.takes


@pytest.mark.parametrize("shape", SHAPES)
def test_the_body_follows_the_curve(addon, rig, shape):
    bpy.context.scene.render.fps = 24
    way = rig.dynmask_direction.path = curve(SHAPES[shape])
    takes = generate(rig, addon, set_length=True, seconds=4.8)
    assert len(takes) == 1 and takes[0].kind == "path", status.current.message
    found = hips(rig, range(takes[0].first, takes[0].last + 1))
    far = beside(found[:, :2], lines.of(way)[:, :2])
    assert far.mean() <= 0.05 and far.max() <= 0.15
    assert np.linalg.norm(np.diff(found[:, :2], axis=0), axis=-1).sum() > 0.8 * lines.length(lines.of(way))
    assert any("Off the path" in text for text in told.of(takes[0].action))
    if shape == "corner":
        assert bpy.ops.dynmask.reroll_take(index=0, prompt="walk on") == {"FINISHED"}
        jobs.wait(60)
        again = rig.dynmask.takes[1]
        assert (again.kind, again.prompt, again.seed) == ("path", "walk on", takes[0].seed)
        assert beside(hips(rig, range(again.first, again.last))[:, :2], lines.of(way)[:, :2]).max() <= 0.15


def test_on_a_rig_that_is_turned_moved_and_larger(addon):
    rig = rigs.by_roles(rigs.MIXAMO, seed=1, matrix=rigs.object_matrix((0, 0, 70), (1.5,) * 3, (2, 3, 0)))
    way = rig.dynmask_direction.path = curve(SHAPES["s curve"] * 1.5, matrix=rigs.object_matrix((0, 0, 30)))
    takes = generate(rig, addon, set_length=True, seconds=4.8)
    found = hips(rig, range(takes[0].first, takes[0].last + 1))
    far = beside(found[:, :2], lines.of(way)[:, :2]) / 1.5
    assert far.mean() <= 0.05 and far.max() <= 0.15
    ground = floor.Floor(rig, mappings.get_or_detect(rig))
    points = np.array([[1.0, 2.0, 3.0], [-1.0, 0.5, 0.0]])
    np.testing.assert_allclose(ground.world(ground.places(points)), points, atol=1e-9)
    way = np.array([0.6, -0.8, 0.0])
    np.testing.assert_allclose(ground.directed(ground.facing(way)), way, atol=1e-6)
    assert ground.facing([0.0, 0.0, 1.0]) is None


def test_waypoints_carry_times_and_facing(addon, rig):
    way = rig.dynmask_direction.path = curve(SHAPES["straight"])
    bpy.context.scene.frame_set(41)
    assert bpy.ops.dynmask.add_waypoint() == {"FINISHED"}
    empty = paths.waypoints(way)[0]
    assert empty.parent == way and empty.dynmask_waypoint.frame == 41
    empty.location = (0.0, -2.2, 0.0)
    empty.dynmask_waypoint.facing = True
    empty.rotation_euler[2] += np.radians(50)
    bpy.context.view_layer.update()
    takes = generate(rig, addon, set_length=True, seconds=5.0)
    assert takes, status.current.message
    near = hips(rig, range(30, 53))
    miss = np.linalg.norm(near[:, :2] - [0.0, -2.2], axis=-1)
    assert miss[9:14].min() < 0.05 and abs(int(miss.argmin()) + 30 - 41) <= 2
    ground = floor.Floor(rig, mappings.get_or_detect(rig))
    bpy.context.scene.frame_set(41)
    seen = rig.evaluated_get(bpy.context.evaluated_depsgraph_get())
    across = np.array(seen.pose.bones["LeftUpLeg"].head - seen.pose.bones["RightUpLeg"].head)
    wanted = ground.facing(np.array(empty.matrix_world)[:3, 2])
    facing = ground.facing(np.cross(across, [0.0, 0.0, 1.0]))
    assert abs((facing - wanted + 180) % 360 - 180) < 15
    assert {"dynmask.add_waypoint", "frame", "facing"} <= set(drawn_layout(ui.DYNMASK_PT_path).log)


def test_the_action_is_led_in_a_copy(addon, rig):
    mine = walk_action(rig, 100)
    rig["glow"] = 0.0
    rig.keyframe_insert('["glow"]', frame=7)
    before = keys(rig, mine)
    way = rig.dynmask_direction.path = curve(SHAPES["s curve"])
    assert bpy.ops.dynmask.follow_path() == {"FINISHED"}
    jobs.wait(60)
    take = rig.dynmask.takes[0]
    assert take.kind == "path action" and rig.animation_data.action != mine, status.current.message
    found = hips(rig, range(2, 99))
    far = beside(found[:, :2], lines.of(way)[:, :2])
    assert far.mean() <= 0.05 and far.max() <= 0.15
    after = keys(rig, rig.animation_data.action)
    assert np.array_equal(after['["glow"]', 0], before['["glow"]', 0])
    # Moved and made again: the take is another one, and the action is still as it was.
    way.location.x += 1.0
    bpy.context.view_layer.update()
    assert bpy.ops.dynmask.update_path() == {"FINISHED"}
    jobs.wait(60)
    assert len(rig.dynmask.takes) == 1, status.current.message
    moved = hips(rig, range(2, 99))
    np.testing.assert_allclose(moved - found, np.tile([1.0, 0.0, 0.0], (len(moved), 1)), atol=0.01)
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == mine and same(keys(rig, mine), before)


def test_update_makes_the_generated_take_again(addon, rig):
    way = rig.dynmask_direction.path = curve(SHAPES["straight"])
    generate(rig, addon, set_length=True, seconds=4.8, seed=7)
    addon.prompt, name = "something else", rig.dynmask.takes[0].action.name
    way.rotation_euler[2] = np.radians(90)
    bpy.context.view_layer.update()
    assert bpy.ops.dynmask.update_path() == {"FINISHED"}
    jobs.wait(60)
    assert [(t.seed, t.prompt, t.kind) for t in rig.dynmask.takes] == [(7, "walk", "path")]
    assert [t.name for t in rig.dynmask.takes] == [rig.animation_data.action.name] == [name]
    found = hips(rig, [rig.dynmask.takes[0].last])[0]
    assert found[0] > 5.0 and abs(found[1]) < 0.15
    # What was keyed by hand in a take is kept beside the new one.
    rig.pose.bones["Head"].keyframe_insert("scale", frame=3)
    bpy.ops.dynmask.update_path()
    jobs.wait(60)
    assert len(rig.dynmask.takes) == 2


def test_curves_of_every_kind_are_read(addon, rig):
    bpy.ops.curve.primitive_nurbs_path_add()
    nurbs = bpy.context.object
    assert lines.length(lines.of(nurbs)) == pytest.approx(4.0, abs=1e-3)
    bpy.ops.curve.primitive_bezier_circle_add(radius=2.0)
    circle = bpy.context.object
    assert lines.length(lines.of(circle)) == pytest.approx(4 * np.pi, rel=0.01)
    np.testing.assert_allclose(lines.of(circle)[0], lines.of(circle)[-1])
    plain = lines.of(circle)
    circle.data.bevel_depth = 0.3
    np.testing.assert_allclose(lines.of(circle), plain, atol=1e-6)
    circle.hide_viewport = True
    np.testing.assert_allclose(lines.of(circle), plain, atol=1e-6)
    assert len(bpy.data.curves) == 2 and len([o for o in bpy.data.objects if o.type == "CURVE"]) == 2


def test_paths_that_cannot_be_followed_change_nothing(addon, rig):
    def refused(said):
        count = len(bpy.data.actions)
        fails(bpy.ops.dynmask.generate_path, said)
        assert len(bpy.data.actions) == count and not rig.dynmask.takes

    addon.prompt, addon.set_length, addon.seconds = "walk", True, 2.0
    refused("Choose a curve as path first")
    rig.dynmask_direction.path = curve([(0, 0)])
    refused("fewer than two points")
    rig.dynmask_direction.path = curve([(0, 0), (0, -0.03)])
    refused("only 3 cm long")
    way = rig.dynmask_direction.path = curve([(0, 0), (0, -60)])
    refused("nobody gets along it in 2.0 s")
    addon.root = "in_place"
    way.scale = (0.05,) * 3
    bpy.context.view_layer.update()
    refused("In Place")
    addon.root = "hips"
    bpy.context.scene.frame_set(31)
    bpy.ops.dynmask.add_waypoint()
    addon.place = "PLAYHEAD"
    bpy.context.scene.frame_set(40)
    refused("on frame 31, before the motion begins on 40")
    bpy.context.scene.frame_set(1)
    way.scale = (0.2,) * 3
    bpy.context.view_layer.update()
    bpy.ops.dynmask.generate_path()
    jobs.wait(60)
    assert "that needs 5.7 m/s where it goes 1.3" in status.current.message
    assert not rig.dynmask.takes and not len(bpy.data.actions)


def test_a_path_is_added_ahead_of_the_rig_and_drawing_comes_back_to_it(addon, rig):
    assert bpy.ops.dynmask.add_path() == {"FINISHED"}
    added = lines.of(rig.dynmask_direction.path)
    assert lines.length(added) > 3.5 and added[-1, 1] < -3.5 and np.abs(added[:, [0, 2]]).max() < 0.1
    assert bpy.ops.dynmask.draw_path() == {"FINISHED"}
    drawn = rig.dynmask_direction.path
    assert bpy.context.view_layer.objects.active == drawn and drawn.mode == "EDIT"
    assert not bpy.ops.dynmask.generate_path.poll()
    drawn.data.splines.new("POLY")
    assert bpy.ops.dynmask.end_drawing() == {"FINISHED"}
    assert bpy.context.view_layer.objects.active == rig and drawn.mode == "OBJECT"
    fails(bpy.ops.dynmask.generate_path, "fewer than two points")
