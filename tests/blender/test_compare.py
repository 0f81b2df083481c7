"""Takes drawn as stick figures: where their joints are, and that nothing of the file is touched."""

import json
import subprocess
import sys
from pathlib import Path

import bpy
import numpy as np
import pytest
import rigs
from dynmask.backend.motion.body import skeleton
from dynmask.dynmask_blender import compat
from dynmask.dynmask_blender.actions import new_action
from dynmask.dynmask_blender.compare import figures, joints, shown
from dynmask.dynmask_blender.retarget import to_rig
from dynmask.dynmask_blender.session.session import current as session
from dynmask.dynmask_blender.takes import takes
from dynmask.dynmask_blender.ui import compare as ui_compare
from panels import drawn
from steps import generate, hand_keyed

FRAMES = 40


def animated(scene, rig, seed=3, root="hips"):
    mapping = to_rig.detect_mapping(rig)
    tracks = to_rig.retarget(rig, *rigs.wild_motion(FRAMES, seed), mapping, root=root)
    return mapping, new_action.write_action(rig, tracks, 20.0, scene, "Motion", 1)


def seen(rig, names, frames):
    """Heads (T, J, 3) of bones in armature space, as Blender has them."""
    found = []
    for frame in frames:
        bpy.context.scene.frame_set(int(frame))
        posed = rig.evaluated_get(bpy.context.evaluated_depsgraph_get()).pose.bones
        found.append([tuple(posed[name].head) for name in names])
    return np.array(found, np.float64)


def roles_of(mapping):
    return [mapping.roles[role] for role in skeleton.JOINTS if mapping.roles.get(role)]


def points_of(movement, mapping):
    """The Movement's points of joints alone, in the joints' order: tips follow their joints."""
    tips = {"head", "left_wrist", "right_wrist", "left_foot", "right_foot"}
    columns, at = [], 0
    for role in skeleton.JOINTS:
        if mapping.roles.get(role):
            columns.append(at)
            at += 1 + (role in tips)
    assert movement.points.shape[1] == at == len(movement.parents)
    return movement.points[:, columns]


@pytest.mark.parametrize("make", [rigs.mixamo, rigs.metarig])
@pytest.mark.parametrize("root", ["hips", "in_place"])
def test_joints_are_where_the_action_puts_them(scene, make, root):
    rig = make()
    mapping, action = animated(scene, rig, root=root)
    rig.animation_data.action = None
    movement = joints.read(rig, action)
    compat.assign_action(rig, action)
    wanted = seen(rig, roles_of(mapping), range(1, FRAMES + 1))
    assert movement.first == 1 and len(movement.points) == FRAMES
    assert np.abs(points_of(movement, mapping) - wanted).max() < 1e-4 * movement.leg


def test_joints_of_a_control_rig(scene):
    import addon_utils

    addon_utils.enable("rigify", default_set=True)
    bpy.ops.object.armature_basic_human_metarig_add()
    bpy.ops.pose.rigify_generate()
    rig = bpy.data.objects["rig"]
    mapping, action = animated(scene, rig)
    movement = joints.read(rig, action)
    wanted = seen(rig, roles_of(mapping), range(1, FRAMES + 1))
    assert np.abs(points_of(movement, mapping) - wanted).max() < 1e-4 * movement.leg


def test_a_planted_foot_is_marked_and_leaves_a_print(scene):
    rig = rigs.mixamo()
    tracks = to_rig.retarget(rig, *rigs.walk(FRAMES), to_rig.detect_mapping(rig))
    action = new_action.write_action(rig, tracks, 20.0, scene, "Walk", 1)
    movement = joints.read(rig, action)
    figure = figures.build(movement, 20.0)
    assert 0.1 < figure.planted.mean() < 0.9 and not figure.planted.all(axis=0).any()
    marks = figure.vertices[:, figure.shades < 0].reshape(FRAMES, len(movement.feet), 6, 3)
    size = np.linalg.norm(np.ptp(marks, axis=2), axis=-1)
    assert (size[figure.planted] > 0.05 * movement.leg).all() and (size[~figure.planted] < 1e-6).all()
    # Two corners a frame for the way, four for every time that a foot stands.
    stands = int((np.diff(figure.planted.astype(int), axis=0, prepend=0) > 0).sum())
    assert len(figure.way) == 2 * FRAMES + 4 * stands
    assert np.ptp(figure.way[:, 2]) < 0.01 * movement.leg
    assert figure.sample(-50) == 0 and figure.sample(1 + FRAMES) == FRAMES - 1 and figure.sample(7.4) == 6


def test_bones_of_a_figure_lie_between_its_joints(scene):
    rig = rigs.mixamo()
    _, action = animated(scene, rig)
    movement = joints.read(rig, action)
    figure = figures.build(movement, 20.0)
    bones = [(child, parent) for child, parent in enumerate(movement.parents) if parent >= 0]
    solids = figure.vertices[:, : 6 * len(bones)].reshape(FRAMES, len(bones), 6, 3)
    for number, (child, parent) in enumerate(bones):
        ends = movement.points[:, [parent, child]]
        assert np.allclose(solids[:, number, 4:], ends, atol=1e-6)
        reach = np.linalg.norm(solids[:, number, :4] - ends[:, None, 0], axis=-1)
        length = np.linalg.norm(ends[:, 1] - ends[:, 0], axis=-1)
        assert (reach > 0).all() and (reach < 0.7 * length[:, None]).all()


def test_an_action_without_keys_or_legs_is_refused_in_words(scene):
    rig = rigs.mixamo()
    with pytest.raises(ValueError, match="has no keys"):
        joints.read(rig, bpy.data.actions.new("Empty"))
    chair = rigs.build([("Seat", "", (0, 0, 0), (0, 0, 1), 0.0)])
    with pytest.raises(ValueError, match="\\w"):
        joints.read(chair, bpy.data.actions.new("Empty"))


def listed(rig):
    return [(row.number, row.is_shown, row.color) for row in shown.drawn(rig, rig.animation_data.action)]


def test_who_is_drawn(addon, rig):
    assert not bpy.ops.dynmask.compare.poll() and not shown.current().on
    hand_keyed(rig)
    generate(addon, take_count=3)
    assert bpy.ops.dynmask.compare() == {"FINISHED"} and shown.current().on
    assert listed(rig) == [(-1, False, -1), (0, True, 0), (1, False, 1), (2, False, 2)]
    bpy.ops.dynmask.compare_how(what="OVER")
    assert [row[0] for row in listed(rig)] == [-1, 1, 2]
    bpy.ops.dynmask.compare_take(number=2)
    bpy.ops.dynmask.compare_how(what="BESIDE")
    assert [row[0] for row in listed(rig)] == [-1, 0, 1]
    bpy.ops.dynmask.compare_take(number=2)
    assert len(listed(rig)) == 4
    bpy.ops.dynmask.discard_all()
    assert listed(rig) == [] and bpy.ops.dynmask.compare.poll()
    bpy.ops.dynmask.compare()
    assert not shown.current().on and not bpy.ops.dynmask.compare.poll()


def test_the_panel_lists_what_is_drawn(addon, rig):
    hand_keyed(rig)
    generate(addon, take_count=2, seed=4)
    assert not ui_compare.DYNMASK_PT_compare.poll(bpy.context)
    bpy.ops.dynmask.compare()
    said = drawn(ui_compare.DYNMASK_PT_compare)
    assert ui_compare.DYNMASK_PT_compare.poll(bpy.context)
    assert {"Beside", "Over", "Way", "Mine", "waves"} <= set(said)
    assert [text.split(" ")[0] for text in said if text.startswith("#")] == ["#4", "#5"]
    addon.take_count = 9
    generate(addon)
    # Colours begin again after the eighth; every icon of the panel exists.
    assert len(shown.rows(rig, None)) == 12 and drawn(ui_compare.DYNMASK_PT_compare)


def test_figures_stand_apart_on_the_rigs_left(addon, rig):
    world, left = np.array(rig.matrix_world), np.array([1.0, 0.0, 0.0])
    steps = [shown.step(world, left, 0.9, number) for number in (-1, 0, 1, 2)]
    assert [round(float(step[0] / (0.9 * shown.SPACING)), 6) for step in steps] == [-1, 1, 2, 3]
    shown.current().over = True
    assert not shown.step(world, left, 0.9, 2).any()


def test_comparing_is_forgotten_with_the_file(addon, rig):
    generate(addon)
    bpy.ops.dynmask.compare()
    assert session.comparison.on
    bpy.ops.wm.read_homefile(use_empty=True)
    assert not shown.current().on


def test_no_operator_of_comparing_makes_an_undo_step(addon):
    for name in ("compare", "compare_take", "compare_how"):
        assert "UNDO" not in getattr(bpy.types, f"DYNMASK_OT_{name}").bl_options


@pytest.fixture(scope="module")
def painted(opengl):
    script = Path(__file__).with_name("draw_compare.py")
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    assert lines, done.stdout + done.stderr
    return json.loads(lines[-1])


def test_figures_are_painted_beside_the_rig_in_the_themes_colors(painted):
    assert painted["off"] == 0
    leg = rigs.T_POSE["left_hip"][2] - rigs.T_POSE["left_ankle"][2]
    places = painted["places"]
    assert places[0][0] > 0.5 * leg
    for number, (color, theme) in enumerate(zip(painted["colors"], painted["theme"], strict=True)):
        at = leg * shown.SPACING * (number + 1)
        assert any(left - 0.05 < at < right + 0.05 for left, right in places)
        # Darker on the edges away from the light, but of the same hue.
        assert np.corrcoef(color, theme)[0, 1] > 0.95 and sum(color) < sum(theme)
    left, right = painted["over"][0]
    assert len(painted["over"]) == 1 and left < 0 < right


def test_a_redraw_of_the_same_frame_makes_nothing_and_another_frame_one_batch_a_take(painted):
    assert painted["same"] == 0 and painted["again"] == 0
    assert painted["moved"] and painted["a_frame"] == 3 and painted["no_way"]
    # The median of 40 frames of three takes, of the processor.
    assert painted["redraw_ms"] < 1.0


def test_an_edited_take_is_drawn_as_it_is_now(painted):
    assert painted["edited"]


def test_comparing_leaves_file_and_undo_as_they_were(painted):
    assert painted["untouched"] == {"same": True, "undone": True, "lit": True, "failed": False}


def state(rig):
    """Everything of the file that comparing might touch."""
    keyed = {action.name: (takes.fingerprint(rig, action), action.users) for action in bpy.data.actions}
    pose = [tuple(v for row in bone.matrix_basis for v in row) for bone in rig.pose.bones]
    custom = {key: value.to_dict() if hasattr(value, "to_dict") else value for key, value in rig.items()}
    blocks = {name: len(getattr(bpy.data, name)) for name in ("objects", "actions", "armatures", "meshes")}
    here = rig.animation_data.action.name, rig.dynmask.active, bpy.context.scene.frame_current
    return keyed, pose, custom, blocks, here


def test_reading_joints_leaves_the_file_bit_identical(addon, rig):
    hand_keyed(rig)
    generate(addon, take_count=2)
    rig.pose.bones["RightArm"].rotation_quaternion = (0.9, 0.1, 0.2, 0.3)
    before = state(rig)
    for row in shown.rows(rig, rig.animation_data.action):
        joints.read(rig, row.action)
    assert state(rig) == before
