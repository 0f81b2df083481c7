"""Real trials of every skeleton of the second corpus: limbs point where the source's do, sides are kept."""

import json
import tarfile

import numpy as np
import pytest

from backend.corpus import directions, trials
from backend.corpus.build import skeletons_of
from backend.corpus.sources import registry
from backend.motion.body import features, quaternion, skeleton
from backend.motion.rig import sources

# A trial of each skeleton, most of them walks and runs.
CHOSEN = (
    "Female1_B03_Walk1", "Male1_B3_Walk", "Male2_B3_Walk", "Male2_C20_RunToPickupBox",
    "MartialArts_E13_body_cross_left", "141_16", "18_01", "HDM_bd_lieDownFloor_001", "HDM_mm_squat1Reps_009",
    "humanoid3d_walk", "humanoid3d_getup_faceup", "gPO_sBM_cAll_d10_mPO0_ch01", "m2m_Walk_Formal_Loop",
    "m2m_Greet_Wave",
)  # fmt: skip
# Bones whose direction is kept to rounding; degrees at the 95th percentile allowed for the others.
EXACT = ("hip →", "knee →", "ankle →", "shoulder →", "elbow →")


@pytest.fixture(scope="module")
def corpus2(tmp_path_factory, shared_dir):
    """Folder with the chosen trials' files, and the contents of clips.json."""
    if not (shared_dir / "corpus2").is_dir():
        pytest.skip("the second motion-capture corpus is not on this machine (shared/corpus2)")
    listing = json.loads((shared_dir / "corpus2" / "clips.json").read_text())
    chosen = [trial for trial in listing["trials"] if trial["trial"] in CHOSEN]
    folder = tmp_path_factory.mktemp("corpus2")
    for source in sorted({trial["source"] for trial in chosen}):
        wanted = {n for t in chosen if t["source"] == source for n in (t["file"], t["asf"]) if n}
        with tarfile.open(shared_dir / "corpus2" / f"{source}.tar.xz") as archive:
            for member in archive:
                if member.name in wanted:
                    archive.extract(member, folder, filter="data")
    return folder, chosen, skeletons_of(listing)


def test_every_skeleton_is_there(corpus2):
    _, chosen, skeletons = corpus2
    used = {trial["skeleton"] for trial in chosen}
    assert {trial["source"] for trial in chosen} == {
        "accad", "cmu_new", "hdm05", "aistpp", "deepmimic", "mesh2motion"
    }  # fmt: skip
    assert len(used) >= 11 and used <= set(skeletons)


def test_limbs_point_where_the_captured_ones_do(corpus2):
    folder, chosen, skeletons = corpus2
    for trial in chosen:
        capture, source, _ = registry.capture(folder, trial, skeletons)
        for name, degrees in directions.errors(capture.at(slice(None, None, 3)), source).items():
            if name.endswith(EXACT):
                assert degrees.max() < 0.1, (trial["trial"], name, degrees.max())
            elif name in ("spine1 →", "neck →", "spine3 →"):
                assert np.percentile(degrees, 95) < 8.0, (trial["trial"], name)


def test_bodies_stand_upright_with_their_sides_kept(corpus2):
    folder, chosen, skeletons = corpus2
    for trial in chosen:
        capture, source, fps = registry.capture(folder, trial, skeletons)
        clip = sources.to_canonical(capture, source, fps)
        joints = clip.positions
        # left of the captured body, by its own joints, is left of ours
        points = sources.source_points(capture, source)
        for a, b in (("left_shoulder", "right_shoulder"), ("left_hip", "right_hip")):
            ours = joints[:, skeleton.INDEX[a]] - joints[:, skeleton.INDEX[b]]
            theirs = points[:, skeleton.INDEX[a]] - points[:, skeleton.INDEX[b]]
            cosine = np.sum(ours * theirs, axis=1) / np.linalg.norm(ours, axis=1)
            assert (cosine / np.linalg.norm(theirs, axis=1)).min() > 0.9, trial["trial"]
        ahead = quaternion.rotate(skeleton.global_rotations(clip.rotations)[:, 0], np.array([0.0, 0, 1]))
        toes = joints[:, [10, 11]].mean(axis=1) - joints[:, [7, 8]].mean(axis=1)
        assert np.median(np.sum(ahead * toes, axis=1)) > 0.05, trial["trial"]


def test_walks_go_where_they_face_with_feet_on_the_floor(corpus2):
    folder, chosen, skeletons = corpus2
    walks = [t for t in chosen if "walk" in t["label"] and t["source"] != "cmu_new"]
    assert len(walks) >= 5
    for trial in trials.read(folder, walks, skeletons):
        clip, name = trial.motion, trial.entry["trial"]
        path = np.diff(clip.translation[::4], axis=0) * [1.0, 0.0, 1.0]
        ahead = quaternion.rotate(features.facing(clip.positions[::4][:-1]), np.array([0.0, 0.0, 1.0]))
        assert np.sum(path * ahead) > 0.7 * np.linalg.norm(path, axis=1).sum() - 0.3, name
        assert np.linalg.norm(path, axis=1).sum() > 0.8, name
        lowest = clip.positions[..., 1].min(axis=1)
        assert lowest.min() > -0.03 and np.median(lowest) < 0.04, name
        assert clip.fps == 20.0


def test_a_body_that_lies_down_stays_over_the_floor_it_stood_on(corpus2):
    folder, chosen, skeletons = corpus2
    lying = [t for t in chosen if t["trial"] == "HDM_bd_lieDownFloor_001"]
    clip = trials.read(folder, lying, skeletons)[0].motion
    joints = clip.positions
    feet = joints[:20, [7, 8, 10, 11], 1].min(axis=1)
    assert np.abs(feet).max() < 0.03
    assert joints[..., 1].min() > -0.03 and joints[-10:, 0, 1].max() < 0.25
