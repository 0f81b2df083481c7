"""AIST++'s dances: which way they face, what is refused, and the travel that they lack."""

import json

import numpy as np
import pytest

from backend.corpus.file import CorpusClip
from backend.corpus.sources import aistpp, planted
from backend.motion.body import quaternion, skeleton
from backend.motion.rig import sources

TRIAL = {"fps": 60, "real_fps": 30}


def text(frames=8, **turns):
    """A dance in the zero pose but for `turns`: bone → xyzw."""
    bones = {name: list(turns.get(name, (0.0, 0.0, 0.0, 1.0))) * frames for name in aistpp._JOINTS}
    return json.dumps({"v": 1, "fps": 60, "n": frames, "bones": bones, "hips": [0.0, 0.86, 0.0] * frames})


def clip_of(tmp_path, **turns):
    path = tmp_path / "dance.json"
    path.write_text(text(**turns))
    capture, source, fps = aistpp.read(path, TRIAL)
    return sources.to_canonical(capture, source, fps)


def test_the_zero_pose_is_the_t_pose_facing_back(tmp_path):
    clip = clip_of(tmp_path)
    assert len(clip) == 4 and clip.fps == 30.0
    rest = skeleton.forward_kinematics(np.tile(quaternion.IDENTITY, (22, 1)), np.zeros(3))
    joints = clip.positions[0] - clip.positions[0, 0]
    np.testing.assert_allclose(joints, rest * [-1.0, 1.0, -1.0], atol=1e-9)


def test_a_knee_bends_back(tmp_path):
    """Facing -z, a shin swings back towards +z: about -x."""
    joints = clip_of(tmp_path, leftLowerLeg=(-0.5, 0.0, 0.0, np.sqrt(0.75))).positions[0]
    assert joints[skeleton.INDEX["left_ankle"], 2] > joints[skeleton.INDEX["left_knee"], 2] + 0.3


def test_travel_comes_back_from_the_foot_that_stands():
    """A body pivots forward over a standing foot: the foot stays, the pelvis goes."""
    frames = 30
    lean = np.linspace(-0.2, 0.2, frames)
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1))
    rotations[:, 0] = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), lean)
    # the left foot stays flat, the other leg is drawn up
    ankle = skeleton.INDEX["left_ankle"]
    rotations[:, ankle] = quaternion.inverse(rotations[:, 0])
    rotations[:, skeleton.INDEX["right_hip"]] = quaternion.from_axis_angle(np.array([-1.0, 0, 0]), 1.2)
    path = planted.path(rotations, np.full(frames, 0.86))
    joints = skeleton.forward_kinematics(rotations, path)
    foot = joints[:, skeleton.INDEX["left_foot"]]
    assert np.ptp(foot[2:-2, [0, 2]], axis=0).max() < 0.02
    assert path[-1, 2] - path[0, 2] > 0.25 and abs(joints[..., 1].min()) < 0.01


@pytest.mark.parametrize("broken, expected", [
    ("", "no dance"), ("{}", "not all there"), (text()[:200], "no dance"), ("[1]", "not all there"),
    (text().replace("1.0]", "1.0, 2.0]", 1), "no dance"), (text().replace("0.86", "NaN", 1), "not finite"),
    (text(0), "0 to 0 frames"),
])  # fmt: skip
def test_what_is_no_dance_is_refused_in_a_sentence(broken, expected):
    with pytest.raises(ValueError, match=f"^dance.json.*{expected}"):
        aistpp.parse(broken, "dance.json")


def test_dances_that_stand_still_are_left_out_and_sliding_ones_flagged():
    t = np.arange(80) / 20.0
    still = np.tile(quaternion.IDENTITY, (80, 22, 1))
    path = np.tile([0.0, 0.96, 0.0], (80, 1))
    waving = np.array(still)
    for side in ("left", "right"):
        arm = skeleton.INDEX[f"{side}_shoulder"]
        waving[:, arm] = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), np.sin(4.0 * t))
    gliding = path + np.stack([0.33 * t, 0 * t, 0 * t], axis=1)

    def clip(name, rotations, translation, dataset="aistpp"):
        return CorpusClip(name, name, "train", "label", (), rotations, translation, dataset=dataset)

    found = aistpp.usable([
        clip("still", still, path), clip("waves", waving, path), clip("glides", waving, gliding),
        clip("other", still, path, "cmu"),
    ])  # fmt: skip
    assert [(c.id, c.flags) for c in found] == [("waves", ()), ("glides", ("rough",)), ("other", ())]
