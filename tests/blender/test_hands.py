"""Hands: fingers found on rigs of several families, curled to the palm, and never where they are keyed."""

import bpy
import numpy as np
import pytest
from dynmask.dynmask_blender.retarget import to_rig
from dynmask.dynmask_blender.rig.bone_tree import BoneTree
from dynmask.dynmask_blender.session import status
from dynmask.dynmask_blender.takes import fingers, hands
from families import FINGERS
from family_facts import FAMILIES, MIXAMO
from steps import generate, keys

RIGS = {"Mixamo": MIXAMO} | {name: FAMILIES[name] for name in (
    "Unreal 4", "VRM, VRoid", "VRM, humanoid names", "MPFB, game engine", "unknown, A-pose")}  # fmt: skip


def active(facts, **options):
    rig = facts.build(**options)
    bpy.context.view_layer.objects.active = rig
    return rig


def found(rig, side):
    tree = BoneTree.of(rig)
    return tree, fingers.find(tree, tree.number(to_rig.detect_mapping(rig).roles[f"{side}_wrist"]), side)


def pairs(chain):
    return zip(chain, chain[1:], strict=False)


def tips(rig, hand, tree):
    """World heads (fingers, 3) of the last bones, as evaluated, without the thumb."""
    bpy.context.view_layer.update()
    bones = rig.evaluated_get(bpy.context.evaluated_depsgraph_get()).pose.bones
    return np.array([bones[tree.names[hand.fingers[f][-1]]].head for f in FINGERS[1:]])


@pytest.mark.parametrize("family", RIGS)
@pytest.mark.parametrize("side", ("left", "right"))
def test_fingers_curl_to_the_palm(addon, family, side):
    rig = active(RIGS[family], seed=3)
    tree, hand = found(rig, side)
    assert set(hand.fingers) == set(FINGERS)
    # The palm of a hand that hangs from a T- or A-pose faces down and to the body.
    assert hand.palm[2] < -0.5, hand.palm
    joints = len(hand.fingers["middle"])
    # What the heads of the last bones should drop below the hand's plane, joint by joint, by the bends alone.
    steps = [np.linalg.norm(tree.heads[b] - tree.heads[a]) for a, b in pairs(hand.fingers["middle"])]
    for pose, first, second, more in (("RELAXED", 14, 24, 3), ("FIST", 82, 98, 1), ("FLAT", 0, 0, 0)):
        for bone, q in fingers.bends(tree, hand, pose).items():
            rig.pose.bones[tree.names[bone]].rotation_mode = "QUATERNION"
            rig.pose.bones[tree.names[bone]].rotation_quaternion = q
        bases = np.array([tree.heads[hand.fingers[f][0]] for f in FINGERS[1:]])
        dropped = (tips(rig, hand, tree) - bases) @ hand.palm
        for i, drop in enumerate(dropped):
            angles = np.radians(np.cumsum([first + more * i, second + more * i]))[: joints - 1]
            assert drop == pytest.approx(np.sin(angles) @ steps, abs=0.02 * sum(steps) + 1e-6), (
                pose,
                dropped,
            )


def test_rigifys_metarig(addon):
    import rigs

    rig = rigs.metarig()
    for side in ("left", "right"):
        _, hand = found(rig, side)
        assert set(hand.fingers) == set(FINGERS) and all(len(chain) == 3 for chain in hand.fingers.values())
        # The palm of an arm that hangs in an A-pose faces down and to the body.
        assert hand.palm[2] < 0.3 and hand.palm[0] * (1 if side == "left" else -1) < 0.3, hand.palm


def test_takes_have_relaxed_hands_and_the_animators_fingers_stay(addon):
    rig = active(MIXAMO, seed=1)
    generate(addon, take_count=1)
    take = rig.dynmask.takes[0].action
    mine = {
        path: values for (path, _), values in keys(rig, take).items() if "HandFore" in path or "index" in path
    }
    assert len(mine) == 6 and all(len(values) == 1 for values in mine.values()), status.current.message
    before = keys(rig, take)
    finger = rig.pose.bones["LeftHandindex1"]
    for frame in (1, 10):
        finger.keyframe_insert("rotation_quaternion", frame=frame)
    kept = {key: values for key, values in keys(rig, take).items() if "LeftHandindex1" in key[0]}
    bpy.ops.dynmask.set_hands(pose="FIST", side="LEFT")
    after = keys(rig, take)
    assert all(np.array_equal(after[key], values) for key, values in kept.items())
    changed = {key[0] for key in before if not np.array_equal(before[key], after[key])} - {k[0] for k in kept}
    assert len(changed) == 14 and all('["LeftHand' in path for path in changed)
    bpy.ops.dynmask.set_hands(pose="REST")
    left = {path for path, _ in keys(rig, take) if any(f in path for f in FINGERS)}
    assert left == {'pose.bones["LeftHandindex1"].rotation_quaternion'}


def test_setting_hands_leaves_a_take_unedited(addon):
    from dynmask.dynmask_blender.takes import takes

    rig = active(MIXAMO, seed=1)
    generate(addon, take_count=1)
    bpy.ops.dynmask.set_hands(pose="FLAT")
    assert not takes.is_edited(rig, rig.dynmask.takes[0])
    addon.hand_left = addon.hand_right = "REST"
    generate(addon, take_count=1)
    assert not any(f in path for path, _ in keys(rig, rig.dynmask.takes[1].action) for f in FINGERS)


def test_a_rig_without_fingers_says_so(addon, rig):
    generate(addon, take_count=1)
    with pytest.raises(RuntimeError, match="no finger bones"):
        bpy.ops.dynmask.set_hands(pose="FIST")
    assert hands.POSES[0][0] == "RELAXED"
