"""Animations out of binary glTF files."""

import json
import struct

import numpy as np
import pytest

from backend.motion.body import quaternion
from backend.motion.formats import gltf
from tests.glb import glb, packed


def _parts(data):
    length = struct.unpack_from("<I", data, 12)[0]
    return json.loads(data[20 : 20 + length]), data[28 + length :]


def test_joints_turn_and_what_is_above_the_root_moves_it():
    capture = gltf.parse(glb(), "Wave", "hips", 10.0)
    assert capture.names == ("hips", "arm") and capture.parents == (-1, 0) and len(capture) == 21
    world, positions = capture.world()
    np.testing.assert_allclose(positions[[0, 10, 20], 0], [[0, 1, 0], [1, 1, 0], [2, 1, 0]], atol=1e-6)
    np.testing.assert_allclose(positions[:, 1] - positions[:, 0], np.tile([0, 1, 0], (21, 1)), atol=1e-6)
    np.testing.assert_allclose(quaternion.rotate(world[-1, 1], np.array([1.0, 0, 0])), [0, 1, 0], atol=1e-6)
    half = quaternion.rotate(world[10, 1], np.array([1.0, 0, 0]))
    np.testing.assert_allclose(half, [np.sqrt(0.5), np.sqrt(0.5), 0], atol=1e-3)


def test_the_zero_pose_is_the_nodes_own():
    """A resting turn of the hips is no motion, and offsets stand in the world's axes."""
    told, binary = _parts(glb())
    told["nodes"][1]["rotation"] = [0.0, 0.0, -0.70710678, 0.70710678]
    capture = gltf.parse(packed(told, binary), "Wave", "hips", 10.0)
    np.testing.assert_allclose(capture.offsets[1], [1.0, 0.0, 0.0], atol=1e-6)
    np.testing.assert_allclose(capture.rotations[0], np.tile(quaternion.IDENTITY, (2, 1)), atol=1e-6)


def test_keys_that_jump_stay_till_the_next():
    told, binary = _parts(glb(keys=2))
    told["animations"][0]["samplers"][1]["interpolation"] = "STEP"
    capture = gltf.parse(packed(told, binary), "Wave", "hips", 10.0)
    np.testing.assert_allclose(capture.world()[1][[0, 19, 20], 0, 0], [0.0, 0.0, 2.0], atol=1e-6)


@pytest.mark.parametrize("change, expected", [
    (lambda t: t["animations"][0].update(name="Other"), "no animation “Wave”"),
    (lambda t: t["nodes"][1].update(name="other"), "no joint “hips”"),
    (lambda t: t["accessors"][1].update(count=10**9), "has 1000000000 keys"),
    (lambda t: t["accessors"][1].update(count=300), "not all there"),
    (lambda t: t["accessors"][1].update(componentType=9), "does not fit together"),
    (lambda t: t["nodes"][2].update(children=[1]), "two parents"),
    (lambda t: t["nodes"][2].update(children=[0]), "circle"),
    (lambda t: t["animations"][0]["samplers"][0].update(interpolation="CUBICSPLINE"), "CUBICSPLINE"),
    (lambda t: t.pop("nodes"), "does not fit together"),
    (lambda t: t["nodes"][1].update(translation=[1e999, 0, 0]), "does not fit together"),
])  # fmt: skip
def test_what_does_not_fit_is_refused_in_a_sentence(change, expected):
    told, binary = _parts(glb())
    change(told)
    with pytest.raises(ValueError, match=f"^wave.glb .*{expected}|^wave.glb: .*{expected}"):
        gltf.parse(packed(told, binary), "Wave", "hips", 10.0, "wave.glb")


def test_too_many_joints_are_refused():
    names = ("hips", *(f"j{i}" for i in range(2000)))
    with pytest.raises(ValueError, match="more than 1024 joints"):
        gltf.parse(glb(joints=names), "Wave", "hips", 10.0)


@pytest.mark.parametrize("length", [0, 3, 19, 200, -1])
def test_a_file_cut_short_is_refused(length):
    with pytest.raises(ValueError, match="not a binary glTF|cut short"):
        gltf.parse(glb()[:length], "Wave", "hips", 10.0)
