"""Planted feet on a tall, a short and a child's body: as still as the source's, and flat."""

import importlib.util
from pathlib import Path

import bpy
import numpy as np
import pytest
import rigs
from dynmask.backend.motion.body import quaternion, skeleton
from dynmask.backend.motion.measure import contacts
from dynmask.dynmask_blender.actions import new_action
from dynmask.dynmask_blender.retarget import to_rig
from family_facts import FAMILIES

FRAMES = 60


def load_planted_walk():
    path = Path(__file__).resolve().parents[1] / "motion" / "conftest.py"
    spec = importlib.util.spec_from_file_location("motion_fixtures", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.planted_walk


def child(role, head):
    """Half as tall, shorter legs for it, wide hips, knees further up."""
    x, y, z = 0.62 * np.array(head)
    leg = role.endswith(("hip", "knee", "ankle", "foot"))
    low = leg or role == "pelvis"
    z = 0.8 * z * (1.1 if role.endswith("knee") else 1.0) if low else z - 0.126
    return (1.3 * x if leg else x, y, z)


# A leg's length relative to the source's: 1.25, 0.86 and 0.53.
BODIES = {
    "tall": lambda role, head: 1.163 * np.array(head),
    "short": lambda role, head: 0.8 * np.array(head),
    "child": child,
}


def feet(rig, motion, scene, plant, shown=None):
    """World positions (T, 4, 3) of ankles and toes, in the order of contacts.JOINTS, and the tracks.

    shown: {role: bone} that is looked at, where it is not the one that is keyed.
    """
    mapping = to_rig.detect_mapping(rig)
    tracks = to_rig.retarget(rig, *motion, mapping, plant_fps=20.0 if plant else None)
    new_action.write_action(rig, tracks, 20.0, scene, "Motion", 1)
    seen = rigs.poses(rig, range(1, len(motion[0]) + 1))
    shown = shown or mapping.roles
    return np.stack([seen[shown[role]][:, 0] for role in contacts.JOINTS], axis=1), tracks


def slide(path, touching):
    """Metres a frame along the floor in contact; path (T, 4, 2)."""
    return np.linalg.norm(np.diff(path, axis=0), axis=-1)[touching[1:] & touching[:-1]].mean()


@pytest.mark.parametrize("body", BODIES)
def test_feet_slide_no_more_than_the_source_s(scene, body):
    motion = load_planted_walk()(FRAMES, slide=0.02)
    source = skeleton.forward_kinematics(*motion)
    touching = contacts.detect(source, 20.0)
    before = slide(source[:, list(contacts.INDICES)][..., [0, 2]], touching)
    heads = {role: tuple(BODIES[body](role, head)) for role, head in rigs.T_POSE.items()}
    rig = rigs.by_roles(rigs.MIXAMO, heads=heads)
    loose, _ = feet(rig, motion, scene, plant=False)
    planted, tracks = feet(rig, motion, scene, plant=True)
    ratios = [slide(path[..., :2], touching) / before for path in (loose, planted)]
    print(body, ratios)
    assert ratios[1] < 1.3 and ratios[1] < 0.5 * ratios[0]
    lowest = min(head[2] for role, head in heads.items() if role.endswith("foot"))
    assert abs(planted[..., 2].min() - lowest) < 0.01
    knee = np.degrees(quaternion.angle_between(quaternion.IDENTITY, tracks.rotations["LeftLeg"]))
    bent = np.degrees(quaternion.angle_between(quaternion.IDENTITY, motion[0][:, 4]))
    assert np.abs(np.diff(knee, n=2)).max() < np.abs(np.diff(bent, n=2)).max() + 10.0


def rigify():
    """The control rig that Rigify makes of its basic human, and the bones that deform its feet."""
    import addon_utils

    addon_utils.enable("rigify", default_set=True)
    bpy.ops.object.armature_basic_human_metarig_add()
    bpy.ops.pose.rigify_generate()
    shown = {f"{side}_{part}": f"DEF-{bone}.{side[0].upper()}" for side in ("left", "right")
             for part, bone in (("ankle", "foot"), ("foot", "toe"))}  # fmt: skip
    return bpy.data.objects["rig"], shown


def unreal():
    """The mannequin in centimetres, A-posed, with short legs."""
    facts = FAMILIES["Unreal 5"]
    return facts.build(leg_size=0.75, matrix=rigs.object_matrix(scale=(facts.metres,) * 3)), None


@pytest.mark.parametrize("build", (rigify, unreal))
def test_feet_of_other_families_slide_no_more_either(scene, build):
    """A control rig, whose constraints have the last word, and one in other units."""
    motion = load_planted_walk()(FRAMES, slide=0.02)
    source = skeleton.forward_kinematics(*motion)
    touching = contacts.detect(source, 20.0)
    before = slide(source[:, list(contacts.INDICES)][..., [0, 2]], touching)
    rig, shown = build()
    ratios = {
        plant: slide(feet(rig, motion, scene, plant, shown)[0][..., :2], touching) / before
        for plant in (False, True)
    }
    print(build.__name__, ratios)
    assert ratios[True] < 1.3 and ratios[True] < 0.5 * ratios[False]


def test_standing_toes_of_a_pitched_capture_lie_down(scene):
    rotations, translation = load_planted_walk()(FRAMES)
    pitch = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), np.radians(-8.0))
    for ankle in (7, 8):
        rotations[:, ankle] = quaternion.multiply(rotations[:, ankle], pitch)
    touching = contacts.detect(skeleton.forward_kinematics(rotations, translation), 20.0)
    rig = rigs.metarig()
    rest = rig.data.bones["toe.L"].head_local.z
    height = {}
    for plant in (False, True):
        path, _ = feet(rig, (rotations, translation), scene, plant)
        height[plant] = float(np.median(path[touching[:, 1], 1, 2])) - rest
    print(height)
    assert height[False] > 0.015 and abs(height[True]) < 0.006


def test_unplanted_motion_and_armatures_without_feet_are_left_alone(scene):
    motion = rigs.wild_motion(20)
    motion[1][:, 1] += 5.0
    rig = rigs.mixamo(skip=("left_ankle", "left_foot"))
    for armature, clip in ((rig, rigs.walk(20)), (rigs.mixamo(), motion)):
        mapping = to_rig.detect_mapping(armature)
        loose = to_rig.retarget(armature, *clip, mapping)
        planted = to_rig.retarget(armature, *clip, mapping, plant_fps=20.0)
        for bone, values in loose.rotations.items():
            np.testing.assert_array_equal(values, planted.rotations[bone])
