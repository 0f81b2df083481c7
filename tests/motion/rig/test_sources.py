"""From captured skeletons to the canonical body: directions kept, sides right, standing on the floor."""

from dataclasses import replace

import numpy as np
import pytest

from backend.motion.body import quaternion, skeleton
from backend.motion.formats import bvh
from backend.motion.formats.capture import Capture
from backend.motion.rig import sources

_DAZ = sources.SOURCES[2]
_MB = sources.SOURCES[1]


def capture_of(source, frames=12, seed=0, splay=0.3, scale=100.0):
    """A random motion on a skeleton with the source's names and rest directions unlike the canonical ones."""
    wanted = source.joints()
    names, parents, offsets = [], [], []
    for joint, name in enumerate(skeleton.JOINTS):
        if wanted[name] in names:
            continue
        parent = skeleton.PARENTS[joint]
        while parent >= 0 and wanted[skeleton.JOINTS[parent]] == wanted[name]:
            parent = skeleton.PARENTS[parent]
        names.append(wanted[name])
        parents.append(names.index(wanted[skeleton.JOINTS[parent]]) if parent >= 0 else -1)
        offset = skeleton.OFFSETS[joint] * scale
        if "knee" in name or "ankle" in name:
            sign = 1 if name.startswith("left") else -1
            turn = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), splay * sign)
            offset = quaternion.rotate(turn, offset)
        offsets.append(offset)
    for hand, side in ((source.hand, "left"), (source.right(source.hand), "right")):
        names.append(hand)
        parents.append(names.index(wanted[f"{side}_wrist"]))
        offsets.append(np.array([8.0 if side == "left" else -8.0, 0.0, 3.0]))
    if source.neck_top:
        names.append(source.neck_top)
        parents.append(names.index(wanted["neck"]))
        offsets.append(np.array([0.0, 5.0, 0.0]))
    rng = np.random.default_rng(seed)
    turns = rng.normal(size=(frames, len(names), 3)) * 0.3
    angle = np.linalg.norm(turns, axis=-1)
    rotations = quaternion.from_axis_angle(turns / angle[..., None], angle)
    tips = np.zeros((len(names), 3))
    for side in ("left", "right"):
        tips[names.index(wanted[f"{side}_foot"])] = [0.0, -5.0, 12.0]
    translation = rng.normal(size=(frames, 3)) * 20.0 + [0.0, 90.0, 0.0]
    return Capture(
        tuple(names), tuple(parents), np.array(offsets), tips, rotations, translation, 60.0
    )  # fmt: skip


@pytest.mark.parametrize("source", sources.SOURCES, ids=lambda s: s.name)
def test_a_joint_that_is_lacking_is_named(source):
    capture = capture_of(source)
    for lost in source.beside():
        names = tuple("other" if name == lost else name for name in capture.names)
        with pytest.raises(ValueError) as caught:
            sources.to_canonical(replace(capture, names=names))
        assert str(caught.value) == f"this skeleton is a {source.name} one, but lacks the joint {lost}"


@pytest.mark.parametrize("source", sources.SOURCES, ids=lambda s: s.name)
def test_every_limb_points_where_the_source_points(source):
    capture = capture_of(source)
    assert sources.recognise(capture) is source
    clip = sources.to_canonical(capture)
    ours = sources.bone_directions(clip.positions)
    theirs = sources.source_directions(capture, source)
    for joint, name in enumerate(skeleton.JOINTS):
        if theirs[0, joint].any() and name not in source.free:
            cosine = np.clip(np.sum(ours[:, joint] * theirs[:, joint], axis=-1), -1.0, 1.0)
            assert np.degrees(np.arccos(cosine)).max() < 1e-4, name


@pytest.mark.parametrize("source", sources.SOURCES, ids=lambda s: s.name)
def test_zero_pose_is_near_the_t_pose_with_sides_kept(source):
    capture = capture_of(source)
    still = Capture(
        capture.names, capture.parents, capture.offsets, capture.tips,
        np.tile(quaternion.IDENTITY, (5, len(capture.names), 1)), np.zeros((5, 3)) + [3.0, 80.0, 4.0], 60.0,
    )  # fmt: skip
    joints = sources.to_canonical(still).positions[0]
    assert joints[skeleton.INDEX["left_wrist"], 0] > 0.5
    assert joints[skeleton.INDEX["left_foot"], 2] > joints[skeleton.INDEX["left_ankle"], 2]
    assert abs(joints[..., 1].min()) < 1e-9
    # splayed legs: the knee is turned outwards by 0.3 rad, and the head is upright
    knee = joints[4] - joints[1]
    np.testing.assert_allclose(np.arctan2(knee[0], -knee[1]), 0.3, atol=1e-6)


def test_head_wrist_and_pelvis_rotations_are_the_captured_ones():
    """Between two frames, a joint's world rotation changes as the source's does."""
    capture = capture_of(_DAZ)
    clip = sources.to_canonical(capture)
    world, source_world = skeleton.global_rotations(clip.rotations), capture.world()[0]
    for name in ("pelvis", "head", "left_wrist", "right_wrist", "left_shoulder", "right_knee"):
        ours = world[:, skeleton.INDEX[name]]
        theirs = source_world[:, capture.names.index(_DAZ.joints()[name])]
        ours = quaternion.multiply(ours[1:], quaternion.inverse(ours[:-1]))
        theirs = quaternion.multiply(theirs[1:], quaternion.inverse(theirs[:-1]))
        assert np.degrees(quaternion.angle_between(ours, theirs)).max() < 1e-4, name


def test_translation_is_scaled_by_leg_length():
    small, large = capture_of(_MB, scale=10.0), capture_of(_MB, scale=40.0)
    large = Capture(large.names, large.parents, large.offsets, large.tips, large.rotations,
                    small.translation * 4.0, 60.0)  # fmt: skip
    np.testing.assert_allclose(
        sources.to_canonical(small).translation, sources.to_canonical(large).translation, atol=1e-9
    )


def test_floor_ignores_jumps_and_single_faults():
    height = np.zeros((100, 22, 3))
    height[..., 1] = 0.9
    height[:, 10, 1] = 0.05
    height[40:60, 10, 1] = 0.5 + 0.3 * np.sin(np.linspace(0, np.pi, 20))
    height[80, 10, 1] = -2.0
    assert abs(sources.floor_height(height, 60.0) - 0.05) < 1e-9


def test_rate_must_be_known():
    capture = capture_of(_DAZ)
    unknown = Capture(*[getattr(capture, n) for n in capture.__dataclass_fields__][:-1], 0.0)
    with pytest.raises(ValueError, match="frame rate"):
        sources.to_canonical(unknown)
    assert sources.to_canonical(unknown, fps=30.0).fps == 30.0


def test_corpus_trial_of_each_kind(tmp_path, corpus_dir):
    """Real files: limbs within a hundredth of a degree, a walk that goes where it faces."""
    import tarfile

    from backend.motion.body import features
    from backend.motion.formats import asf_amc

    wanted = {"cmu/35/35.asf", "cmu/35/35_01.amc", "cmu/35/35_02.bvh", "cmu/13/13_11.bvh"}
    with tarfile.open(corpus_dir / "cmu.tar.xz") as archive:
        for member in archive:
            if member.name in wanted:
                archive.extract(member, tmp_path, filter="data")
                wanted.discard(member.name)
            if not wanted:
                break
    folder = tmp_path / "cmu"
    captures = [asf_amc.read(folder / "35/35_01.amc")]
    captures += [bvh.read(folder / name) for name in ("35/35_02.bvh", "13/13_11.bvh")]
    for capture in captures:
        source = sources.recognise(capture)
        capture = capture.at(slice(source.lead_in, None))
        clip = sources.to_canonical(capture, source, 60.0)
        ours, theirs = sources.bone_directions(clip.positions), sources.source_directions(capture, source)
        for name in ("left_hip", "right_knee", "left_ankle", "right_shoulder", "left_elbow", "spine1"):
            joint = skeleton.INDEX[name]
            cosine = np.clip(np.sum(ours[:, joint] * theirs[:, joint], axis=-1), -1.0, 1.0)
            assert np.degrees(np.arccos(cosine)).max() < 0.01, (source.name, name)
        path = np.diff(clip.translation[::6], axis=0) * [1.0, 0.0, 1.0]
        ahead = quaternion.rotate(features.facing(clip.positions[::6][:-1]), np.array([0.0, 0.0, 1.0]))
        assert np.sum(path * ahead) > 0.8 * np.linalg.norm(path, axis=1).sum() - 0.3
        assert 0.8 < np.median(clip.translation[:, 1]) < 1.0


def test_knees_and_elbows_keep_their_hinges():
    """Splayed source legs bend about an axis at right angles to the splay; ours must bend about x alone."""
    capture = capture_of(_MB, splay=0.35)
    still = np.tile(quaternion.IDENTITY, (3, len(capture.names), 1))
    knee = capture.names.index("LeftLeg")
    hinge = np.array([np.cos(0.35), np.sin(0.35), 0.0])
    still[:, knee] = quaternion.from_axis_angle(hinge, 0.8)
    parts = capture.names, capture.parents, capture.offsets, capture.tips
    bent = Capture(*parts, still, np.zeros((3, 3)), 60.0)
    ours = sources.to_canonical(bent).rotations[0, skeleton.INDEX["left_knee"]]
    expected = quaternion.from_axis_angle(np.array([1.0, 0.0, 0.0]), 0.8)
    assert np.degrees(quaternion.angle_between(ours, expected)) < 1e-4
    # and the toes' frame is splayed with the shin, so that a flat foot stays flat
    toes = skeleton.global_rotations(sources.to_canonical(bent).rotations)[0, skeleton.INDEX["right_foot"]]
    splayed = quaternion.from_axis_angle(np.array([0.0, 0.0, 1.0]), -0.35)
    assert np.degrees(quaternion.angle_between(toes, splayed)) < 1e-4
