"""One body's upper half over another's legs."""

import numpy as np

from backend.motion.body import layering, quaternion, skeleton
from tests.motion.conftest import planted_walk

_LEG = ("hip", "knee", "ankle", "foot")
LEGS = [skeleton.INDEX[f"{side}_{name}"] for side in ("left", "right") for name in _LEG]
RIGHT = [skeleton.INDEX[f"right_{name}"] for name in ("shoulder", "elbow", "wrist")]
LEFT = [skeleton.INDEX[f"left_{name}"] for name in ("shoulder", "elbow", "wrist")]


def standing(frames, raised="right"):
    """Somebody who stands with one arm out to the side, as in the rest pose, and the other hanging."""
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1))
    hanging, side = ("left", -1.0) if raised == "right" else ("right", 1.0)
    down = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), side * np.pi / 2.0)
    rotations[:, skeleton.INDEX[f"{hanging}_shoulder"]] = down
    return rotations, np.tile([0.0, 0.95, 0.0], (frames, 1))


def joints(motion):
    return skeleton.forward_kinematics(*motion)


def test_legs_and_way_are_the_base_s_and_the_raised_arm_the_other_s():
    base, upper = planted_walk(frames=60), standing(60)
    made = layering.layered(base, upper)
    np.testing.assert_allclose(made[1], base[1])
    assert quaternion.angle_between(made[0][:, LEGS], base[0][:, LEGS]).max() < 1e-6
    assert quaternion.angle_between(made[0][:, RIGHT], upper[0][:, RIGHT]).max() < 1e-6


def test_a_hanging_arm_goes_on_as_the_base_s():
    base, upper = planted_walk(frames=60), standing(60, raised="left")
    made = layering.layered(base, upper)
    assert quaternion.angle_between(made[0][:, RIGHT], base[0][:, RIGHT]).max() < 1e-6
    assert quaternion.angle_between(made[0][:, LEFT], upper[0][:, LEFT]).max() < 1e-6


def test_who_bends_at_the_hips_bends_over_the_base_s_legs_too():
    base, (rotations, path) = planted_walk(frames=60), standing(60)
    bow = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), np.linspace(0.0, 1.0, 60))
    made = joints(layering.layered(base, (quaternion.multiply(rotations, quaternion.IDENTITY), path)))
    rotations[:, 0] = quaternion.multiply(rotations[:, 0], bow)
    bent = joints(layering.layered(base, (rotations, path)))
    neck, pelvis = skeleton.INDEX["neck"], skeleton.INDEX["pelvis"]
    ahead = (bent - made)[:, neck, 2] - (bent - made)[:, pelvis, 2]
    assert ahead[-1] > 0.3 and abs(ahead[0]) < 1e-6, "all of the bow, and no leaning back before it"


def test_what_ends_early_fades_into_the_base():
    base, upper = planted_walk(frames=60), standing(30)
    made = layering.layered(base, upper)
    np.testing.assert_allclose(made[0][30:], base[0][30:], atol=1e-9)
    steps = quaternion.angle_between(made[0][1:, RIGHT], made[0][:-1, RIGHT])
    assert steps.max() < 0.6, "no snap where it ends"


def test_who_stands_stays_and_needs_the_arms():
    walk, path = planted_walk(frames=60)
    walk[:, [LEFT[0], RIGHT[0]]] = [quaternion.from_axis_angle([0.0, 0.0, 1.0], a) for a in (-1.4, 1.4)]
    still, going = joints(standing(40)), joints((walk, path))
    assert layering.stands(still) and layering.stays(still)
    assert not layering.stands(going) and not layering.stays(going)
    assert layering.arms_are_free(going)
    lying = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), np.pi / 2.0)
    rotations, path = standing(40)
    rotations[:, 0] = lying
    assert not layering.arms_are_free(joints((rotations, path)))


def shaking(frames, degrees=30.0):
    """Somebody who stands with hanging arms and turns the head from side to side."""
    rotations, path = standing(frames)
    up, hanging = np.array([0.0, 0.0, 1.0]), np.pi / 2.0
    for side, sign in (("left", -1.0), ("right", 1.0)):
        rotations[:, skeleton.INDEX[f"{side}_shoulder"]] = quaternion.from_axis_angle(up, sign * hanging)
    turned = np.radians(degrees) * np.sin(np.linspace(0.0, 4.0 * np.pi, frames))
    rotations[:, skeleton.INDEX["head"]] = quaternion.about_up(turned)
    return rotations, path


def test_who_only_moves_the_head():
    shakes, arm, walk = shaking(60), standing(60), planted_walk(frames=60)
    assert layering.only_head(shakes, joints(shakes))
    assert not layering.only_head(arm, joints(arm)) and not layering.only_head(walk, joints(walk))
    still = shaking(60, degrees=3.0)
    assert not layering.only_head(still, joints(still))


def test_a_head_is_shaken_from_where_it_is_held():
    base, shakes = standing(60), shaking(40)
    bowed = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), 0.5)
    head = skeleton.INDEX["head"]
    base[0][:, head] = bowed
    made, path = layering.with_head(base, shakes)
    others = [joint for joint in range(22) if joint != head]
    assert quaternion.angle_between(made[:, others], base[0][:, others]).max() < 1e-6
    np.testing.assert_allclose(path, base[1])
    wanted = quaternion.multiply(base[0][:34, head], shakes[0][:34, head])
    assert quaternion.angle_between(made[:34, head], wanted).max() < 1e-6
    assert quaternion.angle_between(made[40:, head], base[0][40:, head]).max() < 1e-6
