"""BVH: a hand-made file, our writer, and files nobody should have written."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from backend.motion.body import quaternion, skeleton
from backend.motion.clip import Clip
from backend.motion.formats import bvh
from backend.motion.load import load_motion
from tests.samples import BVH


def test_any_channel_order_by_hand():
    capture = bvh.parse(BVH)
    assert capture.names == ("base", "upper arm") and capture.parents == (-1, 0) and capture.fps == 30.0
    np.testing.assert_array_equal(capture.translation[0], [20, 10, 30])
    np.testing.assert_array_equal(capture.tips[1], [1, 0, 0])
    rotations, positions = capture.world()
    np.testing.assert_allclose(positions[0], [[20, 11, 30], [22, 11, 30]])
    # base turned 90 degrees about z: its arm points up; the arm turned about its own y: its tip points to -z
    np.testing.assert_allclose(positions[1, 1], [20, 13, 30], atol=1e-12)
    np.testing.assert_allclose(quaternion.rotate(rotations[1, 1], capture.tips[1]), [0, 0, -1], atol=1e-12)


def test_euler_order_against_scipy():
    angles = "20 -35 50"
    text = BVH.replace("10 20 30 0 90 0 90 0 0", f"0 0 0 {angles} 0 0 0")
    expected = Rotation.from_euler("XZY", [20, -35, 50], degrees=True).as_matrix()
    np.testing.assert_allclose(quaternion.to_matrix(bvh.parse(text).rotations[1, 0]), expected, atol=1e-12)


def motion(frames=30, fps=24.0):
    rng = np.random.default_rng(0)
    turn = quaternion.normalize(rng.normal(size=(22, 4)))
    part = np.linspace(0, 1, frames)[:, None]
    rotations = quaternion.slerp(np.tile(quaternion.IDENTITY, (frames, 22, 1)), turn[None], part)
    return Clip(rotations, rng.normal(size=(frames, 3)), fps)


def test_written_file_reads_back(tmp_path):
    clip = motion()
    bvh.write(tmp_path / "m.bvh", clip)
    again = load_motion(tmp_path / "m.bvh")
    assert again.fps == 24.0
    assert np.degrees(quaternion.angle_between(again.rotations, clip.rotations)).max() < 1e-4
    assert np.abs(again.positions - clip.positions).max() < 1e-6


def test_gimbal_lock_survives():
    rotations = np.tile(quaternion.IDENTITY, (2, 22, 1))
    x, _, z = np.eye(3)
    right_angle = quaternion.from_axis_angle(x, np.pi / 2)
    rotations[:, 5] = quaternion.multiply(quaternion.from_axis_angle(z, 0.7), right_angle)
    capture = bvh.parse(bvh.serialize(Clip(rotations, np.zeros((2, 3)))))
    found = capture.rotations[0, capture.names.index("right_knee")]
    assert np.degrees(quaternion.angle_between(found, rotations[0, 5])) < 1e-3


def test_names_follow_the_canonical_body():
    capture = bvh.parse(bvh.serialize(motion(2)))
    assert set(capture.names) == set(skeleton.JOINTS)
    for name, parent in zip(capture.names, capture.parents, strict=True):
        expected = skeleton.PARENTS[skeleton.INDEX[name]]
        assert (parent < 0) if expected < 0 else capture.names[parent] == skeleton.JOINTS[expected]


BAD = {
    "no BVH": ("just words", "is not a BVH file"),
    "hierarchy in another word": (BVH.replace("HIERARCHY", "aHIERARCHY"), "it has no HIERARCHY"),
    "hierarchy cut": (BVH[:150], "no MOTION"),
    "no frames line": (BVH.split("Frames")[0], "cut short"),
    "motion cut": (BVH[:-12], "2 frames announced, 1 whole ones found"),
    "zero frames": (BVH.replace("Frames: 2", "Frames: 0"), "announces 0 frames"),
    "a billion frames": (BVH.replace("Frames: 2", "Frames: 1000000000"), "announces 1000000000 frames"),
    "no time": (BVH.replace("0.0333333", "0"), "seconds a frame"),
    "nan": (BVH.replace("10 20 30 0 90", "nan 20 30 0 90"), "not finite"),
    "word": (BVH.replace("10 20 30 0 90", "ten 20 30 0 90"), "ten"),
    "unclosed": (BVH.replace("}\nMOTION", "MOTION"), "does not close"),
    "closed twice": (BVH.replace("MOTION", "}\nMOTION"), "closes too often"),
    "channel": (BVH.replace("Yrotation\n", "Wrotation\n", 1), "unknown channel"),
    "many channels": (BVH.replace("CHANNELS 3", "CHANNELS 900"), "announces 900 channels"),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_files_end_in_one_sentence(what):
    text, expected = BAD[what]
    with pytest.raises(ValueError, match=expected) as caught:
        bvh.parse(text, "walk.bvh")
    assert "walk.bvh" in str(caught.value) and "\n" not in str(caught.value)


def test_ten_thousand_joints():
    joint = "JOINT j{0}\n{{\nOFFSET 0 1 0\nCHANNELS 3 Xrotation Yrotation Zrotation\n"
    text = BVH.split("  JOINT")[0] + "".join(joint.format(i) for i in range(10000)) + "}\n" * 10001
    with pytest.raises(ValueError, match="more than 1024 joints"):
        bvh.parse(text + "MOTION\nFrames: 1\nFrame Time: 0.1\n0\n")


def test_every_cut_of_a_file_is_refused_or_read_whole():
    text = bvh.serialize(motion(3))
    for cut in range(0, len(text) - 40, 97):
        with pytest.raises(ValueError):
            bvh.parse(text[:cut])


def test_a_byte_order_mark_is_no_part_of_the_file(tmp_path):
    (tmp_path / "marked.bvh").write_text(BVH, "utf-8-sig")
    assert bvh.read(tmp_path / "marked.bvh").names == ("base", "upper arm")


def test_unknown_skeleton_is_named(tmp_path):
    (tmp_path / "robot.bvh").write_text(BVH)
    with pytest.raises(ValueError, match="robot.bvh cannot be used: no body is found.*base, upper arm"):
        load_motion(tmp_path / "robot.bvh")
    with pytest.raises(ValueError, match="must end in"):
        load_motion(tmp_path / "robot.fbx")
    with pytest.raises(FileNotFoundError):
        load_motion(tmp_path / "gone.bvh")
