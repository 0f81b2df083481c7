"""DeepMimic's rows of numbers."""

import json

import numpy as np
import pytest

from backend.corpus.sources import deepmimic
from backend.motion.body import skeleton
from backend.motion.rig import sources

STANDING = [0.033, 0.0, 0.9, 0.0] + [1.0, 0, 0, 0] * 4 + [0.0] + [1.0, 0, 0, 0] * 2 + [0.0] + [1.0, 0, 0, 0]
STANDING += [0.0] + [1.0, 0, 0, 0] * 2 + [0.0]


def text(rows):
    return json.dumps({"Loop": "none", "Frames": [list(row) for row in rows]})


def clip_of(tmp_path, rows):
    path = tmp_path / "clip.txt"
    path.write_text(text(rows))
    capture, source, fps = deepmimic.read(path, {"fps": 30.0})
    return sources.to_canonical(capture, source, fps)


def test_arms_hang_and_the_body_faces_along_x(tmp_path):
    joints = clip_of(tmp_path, [STANDING] * 6).positions[0]
    for side, sign in (("left", 1.0), ("right", -1.0)):
        wrist, shoulder = joints[skeleton.INDEX[f"{side}_wrist"]], joints[skeleton.INDEX[f"{side}_shoulder"]]
        assert shoulder[1] - wrist[1] > 0.5 and sign * wrist[2] < -0.1
        foot, ankle = joints[skeleton.INDEX[f"{side}_foot"]], joints[skeleton.INDEX[f"{side}_ankle"]]
        assert foot[0] - ankle[0] > 0.1
    assert abs(joints[..., 1].min()) < 1e-9


def test_elbows_bend_forward_about_the_hinge_of_cmu_and_knees_back(tmp_path):
    rows = np.array([STANDING] * 6)
    elbow, knee = 4 + 4 * 4 + 1 + 4 + 4 + 1 + 4 + 1 + 4 + 4, 4 + 4 * 4 + 1 + 4 + 4 + 1 + 4
    rows[:, elbow], rows[:, knee] = 1.2, -0.8
    clip = clip_of(tmp_path, rows)
    joints, local = clip.positions[0], clip.rotations[0]
    assert joints[skeleton.INDEX["left_wrist"], 0] > joints[skeleton.INDEX["left_elbow"], 0] + 0.2
    assert joints[skeleton.INDEX["left_ankle"], 0] < joints[skeleton.INDEX["left_knee"], 0] - 0.2
    hinge = local[skeleton.INDEX["left_elbow"]] * np.sign(local[skeleton.INDEX["left_elbow"], 0])
    np.testing.assert_allclose(hinge[1:] / np.sin(0.6), [0.0, -np.sqrt(0.75), 0.5], atol=1e-6)


@pytest.mark.parametrize("broken, expected", [
    ("", "no readable Frames"), ("[]", "no readable Frames"), ('{"Frames": []}', "holds 0 frames"),
    ('{"Frames": [[1, 2], [3]]}', "no DeepMimic clip"), ('{"Frames": [[1, 2]]}', r"\(1, 2\)"),
    ('{"Frames": 7}', "no readable Frames"), (text([STANDING])[:-9], "no readable Frames"),
    (text([[float("inf"), *STANDING[1:]]]), "not finite"), (text([["x", *STANDING[1:]]]), "no DeepMimic"),
])  # fmt: skip
def test_what_is_no_clip_is_refused_in_a_sentence(broken, expected):
    with pytest.raises(ValueError, match=f"^clip.txt.*{expected}"):
        deepmimic.parse(broken, "clip.txt")
