"""ASF/AMC: CMU's angle conventions by hand, and broken files."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from backend.motion.body import quaternion
from backend.motion.formats import asf_amc
from tests.samples import AMC, ASF


def parsed(amc=AMC, asf=ASF):
    return asf_amc.parse_amc(amc, asf_amc.parse_asf(asf, "t.asf"), "t.amc")


def test_skeleton():
    capture = parsed()
    assert capture.names == ("root", "hipbone", "thigh", "shin") and capture.parents == (-1, 0, 1, 2)
    _, positions = capture.world()
    np.testing.assert_allclose(positions[0], [[1, 2, 3], [1, 2, 3], [1, 0, 3], [1, -3, 3]])
    np.testing.assert_array_equal(capture.tips[3], [0, -4, 0])


def test_angles_about_the_bones_own_axis_by_hand():
    """The thigh's frame is turned 90 degrees about z: its x is the world's y."""
    thigh = parsed().rotations[1, 2]
    np.testing.assert_allclose(quaternion.rotate(thigh, [0.0, 0.0, 1.0]), [1.0, 0.0, 0.0], atol=1e-12)
    np.testing.assert_allclose(quaternion.rotate(thigh, [0.0, 1.0, 0.0]), [0.0, 1.0, 0.0], atol=1e-12)


def test_conventions_against_scipy():
    """Local rotation C·M·C⁻¹; angles named x first turn about x first (the rightmost matrix)."""
    capture = parsed()
    frame = Rotation.from_euler("xyz", [30, 20, 10], degrees=True)
    motion = Rotation.from_euler("xyz", [15, -25, 35], degrees=True)
    expected = (frame * motion * frame.inv()).as_matrix()
    np.testing.assert_allclose(quaternion.to_matrix(capture.rotations[1, 3]), expected, atol=1e-12)
    root = Rotation.from_euler("xyz", [10, 20, 30], degrees=True).as_matrix()
    np.testing.assert_allclose(quaternion.to_matrix(capture.rotations[1, 0]), root, atol=1e-12)


def test_bones_missing_from_the_motion_keep_their_zero_pose():
    capture = parsed(AMC.replace("thigh 0 0\n", "").replace("thigh 90 1.5e-014\n", ""))
    np.testing.assert_array_equal(capture.rotations[:, 2], np.tile(quaternion.IDENTITY, (2, 1)))


def test_read_finds_the_skeleton_beside(tmp_path):
    (tmp_path / "07_01.amc").write_text(AMC)
    with pytest.raises(ValueError, match="needs its .asf"):
        asf_amc.read(tmp_path / "07_01.amc")
    (tmp_path / "07.asf").write_text(ASF)
    (tmp_path / "other.asf").write_text("nonsense")
    assert len(asf_amc.read(tmp_path / "07_01.amc")) == 2


BAD = {
    "empty": ("", "no frames"),
    "cut in a line": (AMC[:-9], "cut short or malformed after 1 whole"),
    "cut in a frame": (AMC.replace("shin 15 -25 35\n", ""), "cut short or malformed"),
    "other bones": (AMC.replace("thigh 90", "thing 90"), "do not list the same bones"),
    "unknown bone": (AMC.replace("thigh", "wing"), "wing is not in its skeleton"),
    "no root": (AMC.replace("root 1 2 3 0 0 0\n", ""), "no root"),
    "skipped frame": (AMC.replace("\n2\n", "\n3\n"), "not consecutive"),
    "not a number": (AMC.replace("90 1.5", "90, 1.5"), "t.amc"),
    "infinite": (AMC.replace("90 1.5", "inf 1.5"), "not finite"),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_motion_ends_in_one_sentence(what):
    text, expected = BAD[what]
    with pytest.raises(ValueError, match=expected) as caught:
        parsed(text)
    assert "\n" not in str(caught.value)


BAD_SKELETONS = {
    "cut": (ASF[:300], "no :hierarchy"),
    "empty": ("", "no :bonedata"),
    "unknown child": (ASF.replace("thigh shin", "thigh shoe"), "does not define"),
    "circle": (ASF.replace("root hipbone", "shin hipbone"), "circle"),
    "two parents": (ASF.replace("thigh shin", "thigh shin\n root shin"), "two parents"),
    "bone without end": (ASF.replace("  end\n:hierarchy", ":hierarchy"), "does not end"),
    "short vector": (ASF.replace("direction 0 -1 0\n     length 2", "direction 0\n length 2"), "three num"),
}


@pytest.mark.parametrize("what", BAD_SKELETONS)
def test_bad_skeleton_ends_in_one_sentence(what):
    text, expected = BAD_SKELETONS[what]
    with pytest.raises(ValueError, match=expected):
        asf_amc.parse_asf(text, "t.asf")
