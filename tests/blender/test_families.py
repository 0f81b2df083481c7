"""Rigs of every family, in several bodies and rest poses: bones found, limbs and roots where they belong."""

import bpy
import family_table
import numpy as np
import pytest
import rigs
from dynmask.dynmask_blender.retarget import to_rig
from family_facts import FAMILIES
from family_table import BODIES
from test_target_feet import load_planted_walk

WALK = 40
GUESSED = "The bone names say little: roles were guessed from the rig's shape, please check them."


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("family", FAMILIES)
def test_limbs_follow(scene, family, body):
    facts = FAMILIES[family]
    mapping, errors, hips = family_table.measure(facts, BODIES[body], seed=list(BODIES).index(body))
    assert mapping.roles == facts.roles(BODIES[body].get("without", ()))
    assert mapping.kind == facts.kind
    assert mapping.warnings == ([GUESSED] if facts.kind == "shape" else [])
    every = np.concatenate(list(errors.values()))
    print(f"{family}, {body}: mean {every.mean():.2f}°, worst {every.max():.2f}°, hips {1000 * hips:.2f} mm")
    assert len(errors) >= 8
    assert every.mean() < 2.0 and every.max() < 6.0
    assert hips < 0.001


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("family", FAMILIES)
def test_limbs_follow_with_planted_feet(scene, family, body):
    """As the add-on does it by default: a walk, its feet locked on the target's legs."""
    motion = load_planted_walk()(WALK)
    _, errors, _ = family_table.measure(FAMILIES[family], BODIES[body], motion=motion, plant=True)
    every = np.concatenate(list(errors.values()))
    print(f"{family}, {body}, planted: mean {every.mean():.2f}°, worst {every.max():.2f}°")
    assert every.mean() < 2.0 and every.max() < 6.0


@pytest.mark.parametrize("family", ["Unreal 4", "Unreal 5", "VRM, VRoid", "SMPL", "3ds Max Biped"])
def test_the_root_bone_takes_the_travel(scene, family):
    """As on the hips, seen from outside; in centimetres, across bones, turned."""
    body = {"turn": 70.0}
    mapping, errors, hips = family_table.measure(FAMILIES[family], body, root="root")
    every = np.concatenate(list(errors.values()))
    assert every.mean() < 2.0 and every.max() < 6.0 and hips < 0.001
    rig = bpy.context.object
    seen = rigs.poses(rig, range(1, family_table.FRAMES + 1))
    travel = seen[mapping.roles["root"]][:, 0]
    assert np.ptp(travel[:, :2], axis=0).max() > 0.5 and np.ptp(travel[:, 2]) < 1e-4
    inside = seen[mapping.roles["pelvis"]][:, 0] - travel
    assert np.linalg.norm(inside[:, :2] - inside[0, :2], axis=1).max() < 0.3


@pytest.mark.parametrize("family", ["Unreal 5", "CMU BVH"])
def test_in_place_stays_on_the_spot(scene, family):
    mapping, errors, _ = family_table.measure(FAMILIES[family], {}, root="in_place")
    assert max(e.max() for e in errors.values()) < 6.0
    rig = bpy.context.object
    seen = rigs.poses(rig, range(1, family_table.FRAMES + 1))
    legs = [seen[mapping.roles[f"{side}_hip"]][:, 0] for side in ("left", "right")]
    middle = np.mean(legs, axis=0)
    assert np.ptp(middle[:, :2], axis=0).max() < 1e-3 and np.ptp(middle[:, 2]) > 0.02


def test_without_a_root_bone_the_hips_travel(scene):
    rig = FAMILIES["CMU BVH"].build()
    mapping = to_rig.detect_mapping(rig)
    assert "root" not in mapping.roles
    tracks = to_rig.retarget(rig, *rigs.walk(), mapping, root="root")
    assert tracks.warnings == ("The rig has no root bone above the hips: the movement was put on the hips.",)
    assert np.ptp(tracks.locations["Hips"], axis=0).max() > 10.0
