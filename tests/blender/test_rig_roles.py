"""Roles found on rigs of many families, by names, by hierarchy and by shape alone."""

import numpy as np
import pytest
import rigs
from dynmask.backend.motion.body import skeleton
from dynmask.backend.motion.rig import bone_names, families
from dynmask.dynmask_blender.rig import detection


@pytest.mark.parametrize("family", families.FAMILIES, ids=lambda family: family.kind)
def test_every_family_is_found_whole(family):
    names = family.roles()
    root = names.pop("root", "")
    rig = rigs.by_roles(names, root=root)
    mapping = detection.detect_mapping(rig)
    # Families that share all their names cannot be told apart; the roles are what counts.
    assert {r: b for r, b in mapping.roles.items() if r in names} == names
    assert mapping.roles.get("root", "") == root
    assert mapping.warnings == []


def test_metarig_roles():
    mapping = detection.detect_mapping(rigs.metarig())
    assert mapping.kind == "Rigify metarig"
    assert set(skeleton.JOINTS) <= set(mapping.roles)
    assert mapping.roles["left_shoulder"] == "upper_arm.L"
    assert mapping.warnings == []


@pytest.mark.parametrize("names", [
    {"hip": "Oberschenkel", "x": ""},
    {"hip": "bone_a", "knee": "bone_b"},
])  # fmt: skip
def test_rigs_with_unknown_names_are_read_by_shape(names):
    numbered = {role: f"Bone.{i:03d}" for i, role in enumerate(skeleton.JOINTS)}
    mapping = detection.detect_mapping(rigs.by_roles(numbered))
    assert mapping.kind == "shape"
    wrong = {r: b for r, b in mapping.roles.items() if r in numbered and numbered[r] != b}
    assert wrong == {}
    assert "guessed" in mapping.warnings[0]


def test_shape_of_a_body_that_faces_away():
    numbered = {role: f"Bone.{i:03d}" for i, role in enumerate(skeleton.JOINTS)}
    mapping = detection.detect_mapping(rigs.by_roles(numbered, turn=np.diag([-1.0, -1.0, 1.0])))
    assert {r: b for r, b in mapping.roles.items() if r in numbered and numbered[r] != b} == {}


@pytest.mark.parametrize("name, expected", [
    ("mixamorig:LeftForeArm", ("left", "forearm")), ("upper_arm.L", ("left", "upperarm")),
    ("Bip01 R Calf", ("right", "calf")), ("rShldr", ("right", "shldr")), ("lfemur", ("left", "femur")),
    ("DEF-thigh.L.001", ("left", "thigh")), ("CC_Base_R_Upperarm", ("right", "upperarm")),
    ("J_Bip_L_LowerLeg", ("left", "lowerleg")), ("spine_03", ("", "spine")),
        ("clavicle_l", ("left", "clavicle")),
    ("ValveBiped.Bip01_L_Foot", ("left", "foot")), ("Root", ("", "root")),
])  # fmt: skip
def test_side_and_part_of_names(name, expected):
    assert bone_names.side_and_part(name) == expected


def test_names_of_no_family():
    """A made-up convention with twist bones and five spine bones."""
    names = {
        "pelvis": "Hip_Ctr", "spine1": "Torso1", "spine2": "Torso2", "spine3": "Torso3", "neck": "Neck_A",
        "head": "Head", "left_collar": "L_Clav", "left_shoulder": "L_UpArm", "left_elbow": "L_LowerArm",
        "left_wrist": "L_Hand", "left_hip": "L_Thigh", "left_knee": "L_LowerLeg", "left_ankle": "L_Ankle",
        "left_foot": "L_Toe",
    }  # fmt: skip
    names |= {k.replace("left", "right"): "R" + v[1:] for k, v in names.items() if "left" in k}
    rig = rigs.by_roles(names)
    mapping = detection.detect_mapping(rig)
    assert mapping.kind == "names"
    assert {r: b for r, b in mapping.roles.items() if r in names} == names


def test_mapping_is_kept_on_the_armature():
    rig = rigs.mixamo()
    assert detection.load_mapping(rig) is None
    mapping = detection.detect_mapping(rig)
    by_hand = detection.Mapping(mapping.roles | {"head": "mixamorig:Neck"}, "custom")
    detection.save_mapping(rig, by_hand)
    loaded = detection.load_mapping(rig)
    assert loaded.roles == by_hand.roles
    assert loaded.warnings == ["mixamorig:Neck is set for both neck and head."]
    rig.data[detection.PROPERTY] = "{broken"
    assert detection.load_mapping(rig) is None


def test_warnings_name_what_is_missing_or_wrong():
    rig = rigs.mixamo(skip=("left_elbow", "left_wrist"))
    warnings = detection.detect_mapping(rig).warnings
    assert any("left elbow" in w and w.startswith("No bone is set") for w in warnings)
    roles = detection.detect_mapping(rigs.mixamo()).roles
    crossed = roles | {"left_knee": roles["right_knee"], "right_knee": roles["left_knee"], "head": "Nobody"}
    warnings = detection.check_roles(rigs.mixamo(), crossed)
    assert "head is set to Nobody, but the armature has no such bone: press Detect Bones." in warnings
    assert sum("does not hang below" in w for w in warnings) == 4


def test_bones_that_constraints_move_are_warned_about():
    rig = rigs.mixamo()
    bones = rig.pose.bones
    ik = bones["mixamorig:LeftFoot"].constraints.new("IK")
    ik.target, ik.use_tail, ik.chain_count = rig, False, 2
    bones["mixamorig:Head"].constraints.new("TRACK_TO")
    warned = "{0} ({1}) is moved by a constraint: its keys would not show."
    expected = {
        warned.format("mixamorig:Head", "head"), warned.format("mixamorig:LeftUpLeg", "left hip"),
        warned.format("mixamorig:LeftLeg", "left knee"),
    }  # fmt: skip
    assert set(detection.detect_mapping(rig).warnings) == expected
    ik.influence = 0.0
    bones["mixamorig:Head"].constraints[0].mute = True
    assert detection.detect_mapping(rig).warnings == []
