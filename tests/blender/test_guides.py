"""Guides in the 3D view: path, waypoints, pins, footprints and the way of the hips, read and drawn."""

import json
import subprocess
import sys
from pathlib import Path

import bpy
import numpy as np
import pytest
from directed import hips, walk_action
from directing import pin
from dynmask.dynmask_blender.compare import figures, guides
from dynmask.dynmask_blender.direction import guides as reading
from dynmask.dynmask_blender.direction import paths
from dynmask.dynmask_blender.ui import direction as ui
from panels import drawn_layout


def test_the_way_is_where_the_hips_go_and_prints_where_feet_stand(addon, rig):
    rig.location = (1.0, 2.0, 0.0)
    action = walk_action(rig, 60)
    bpy.context.view_layer.update()
    read = reading.read(rig, bpy.context.scene, None)
    first, last = (int(frame) for frame in action.frame_range)
    way = np.concatenate([read.still.lines[:1], read.still.lines[1::2]])
    assert len(way) == last - first + 1
    seen = [np.array(rig.matrix_world @ rig.pose.bones["Hips"].head) for frame in (first, last)
            if bpy.context.scene.frame_set(frame) is None]  # fmt: skip
    np.testing.assert_allclose(way[[0, -1]], seen, atol=1e-3)
    assert np.linalg.norm(hips(rig, [last]) - way[-1], axis=-1).max() < 0.2
    count = sum(len(list(figures.stretches(column))) for column in
                figures.standing(read.movement, bpy.context.scene.render.fps).T)  # fmt: skip
    assert count >= 4 and len(read.still.corners) == 6 * count
    assert reading.read(rig, bpy.context.scene, read).movement is read.movement


def test_what_a_pin_misses_is_told_while_it_holds(addon, rig):
    walk_action(rig, 60)
    scene = bpy.context.scene
    scene.frame_set(20)
    hand = np.array(rig.matrix_world @ rig.pose.bones["LeftHand"].head)
    made = pin(rig, "left_hand", 15, 25, held_at="PLACE", place=hand + (0.0, 0.0, 0.25))
    texts = [text for _, text, _ in reading.moving(rig, scene, 0.8).texts]
    assert texts == ["left hand 25 cm"]
    made.place = hand
    assert [text for _, text, _ in reading.moving(rig, scene, 0.8).texts] == ["left hand"]
    made.place = hand + (0.0, 0.0, 2.0)
    assert [text for _, text, _ in reading.moving(rig, scene, 0.8).texts] == ["left hand 2.0 m"]
    scene.frame_set(40)
    assert [text for _, text, _ in reading.moving(rig, scene, 0.8).texts] == ["left hand"]
    made.held_at, made.target = "OBJECT", None
    assert reading.moving(rig, scene, 0.8).texts == []


def test_waypoints_tell_their_times_and_facing(addon, rig):
    way = paths.add_curve(bpy.context, rig, ((0, 0, 0), (0, -3, 0)))
    rig.dynmask_direction.path = way
    bpy.context.view_layer.update()
    empty = paths.add_waypoint(bpy.context, way, 41, 0.5)
    bpy.context.view_layer.update()
    scene = bpy.context.scene
    scene.render.fps = 20
    found = reading.moving(rig, scene, 0.8)
    place, text, _ = found.texts[0]
    assert text == "41 · 2.0 s" and np.allclose(place, empty.matrix_world.translation, atol=1e-5)
    lines = len(found.ends)
    empty.dynmask_waypoint.facing = True
    arrow = reading.moving(rig, scene, 0.8).ends
    assert len(arrow) == lines + 2 and arrow[-1][1] < arrow[-2][1] - 0.1
    read = reading.read(rig, scene, None)
    assert read.movement is None and read.leg == guides.LEG and len(read.still.lines) >= 2


def test_the_panel_has_one_toggle(addon, rig):
    assert drawn_layout(ui.DYNMASK_PT_direct).log.count("show_guides") == 1 and not addon.show_guides


@pytest.fixture(scope="module")
def painted(opengl):
    script = Path(__file__).with_name("draw_guides.py")
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    assert lines, done.stdout + done.stderr
    return json.loads(lines[-1])


def test_guides_are_painted_and_made_once(painted):
    assert painted["same"] == painted["again"] == painted["off"] == 0 and painted["pin_moved"]
    # Orange path, cyan pin, red line of what is missed, blue and green prints.
    colors = {tuple(color) for color in painted["colors"]}
    assert (3, 2, 0) in colors and any(r >= 3 and g <= 1 and b <= 1 for r, g, b in colors), colors
    assert any(b >= 3 and r <= 1 for r, g, b in colors), colors


def test_texts_follow_what_is_set(painted):
    assert painted["texts"] == ["20 · 0.9 s", "70 · 3.5 s", "left hand 40 cm", "right hand"]
    assert painted["told"][2] == "left hand"


def test_a_redraw_takes_less_than_a_millisecond_and_touches_nothing(painted):
    """The median of 40 frames, of the processor."""
    assert painted["redraw_ms"] + painted["texts_ms"] < 1.0 and painted["untouched"]
