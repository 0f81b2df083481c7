"""SPEC section 7's promise, on a runtime that knows nothing about what surrounds a range."""

import dataclasses

import numpy as np
import pytest

from backend.generation import checks
from backend.generation.editing import seams
from backend.generation.errors import UserError
from backend.generation.generator import Generator
from backend.motion.clip import Clip


@pytest.fixture
def generator(runtime):
    return Generator(runtime)


def test_two_hundred_random_ranges(generator, make_clip):
    random = np.random.default_rng(11)
    for case in range(200):
        fps = float(random.choice([20.0, 24.0, 30.0, 60.0]))
        frames = int(random.integers(24, 260))
        clip = make_clip(frames, fps, seed=case, tokens=case % 2 == 0 and fps == 20.0)
        start_s = random.uniform(0, (frames - 4) / fps)
        stop_s = random.uniform(start_s + 2.6 / fps, frames / fps)
        start, stop = checks.frame_range(start_s, stop_s, frames, fps, [])
        seed = int(random.integers(0, 2**31))
        out = generator.regenerate(clip, start_s, stop_s, "a person jumps", seed, foot_lock=False)[0]

        outside = np.r_[0:start, stop:frames]
        assert out.rotations[outside].tobytes() == clip.rotations[outside].tobytes()
        assert out.translation[outside].tobytes() == clip.translation[outside].tobytes()
        assert (out.rotations[start:stop] != clip.rotations[start:stop]).any()
        steps = seams.joint_steps(out.rotations, out.translation)
        limit = np.percentile(seams.joint_steps(clip.rotations, clip.translation), 99)
        for seam in (start - 1, stop - 1):
            if 0 <= seam < len(steps):
                assert steps[seam].max() <= limit, (case, start, stop, fps)


def test_only_the_tokens_of_the_range_are_made(generator, runtime, make_clip):
    clip = make_clip(120, tokens=True)
    runtime.encode = lambda rows: np.zeros((1, rows.shape[1] // 4, 3), dtype=np.int64)
    out = generator.regenerate(clip, 2.0, 3.3, "x", 5, foot_lock=False)[0]
    touched = np.zeros(30, bool)
    touched[10:17] = True  # frames 40 … 65
    np.testing.assert_array_equal(out.tokens[~touched], clip.tokens[~touched])
    assert (out.tokens[touched] != clip.tokens[touched]).any()
    masked = [tokens[0] == 32 for name, tokens, _ in runtime.calls if name == "masked"]
    np.testing.assert_array_equal(masked[0], touched)


def test_a_take_whose_finer_levels_were_left_out_is_edited(generator, runtime, make_clip):
    runtime.config = dataclasses.replace(runtime.config, drawn_levels=2)
    take = generator.generate("a", 6.0, 1, foot_lock=False)[0]
    assert (take.tokens[:, 2] == -1).all() and (take.tokens[:, :2] >= 0).all()
    out = generator.regenerate(take, 2.0, 3.0, "x", 5, foot_lock=False)[0]
    np.testing.assert_array_equal(out.tokens[:10], take.tokens[:10])
    np.testing.assert_array_equal(out.rotations[:40], take.rotations[:40])
    assert (out.tokens[10:15] != take.tokens[10:15]).any()


def test_a_motion_without_tokens_is_encoded(generator, runtime, make_clip):
    seen = []
    encode = runtime.encode
    runtime.encode = lambda rows: seen.append(rows) or encode(rows)
    out = generator.regenerate(make_clip(90, fps=30.0), 1.0, 2.0, "x", 5, foot_lock=False)[0]
    assert seen[0].shape == (1, 60, 263) and len(out) == 90 and out.fps == 30.0
    assert np.isfinite(seen[0]).all()
    # At the origin, facing +z, whatever the clip's own place was.
    assert np.abs(seen[0][0, :, 1:3]).max() < 0.2


def test_foreign_tokens_are_refused(generator, make_clip):
    clip = make_clip(80)
    for tokens in (np.zeros((20, 5), int), np.full((20, 3), 99), np.zeros((20, 3)), np.full((20, 3), -1)):
        foreign = Clip(clip.rotations, clip.translation, 20.0, tokens)
        with pytest.raises(UserError, match="do not fit"):
            generator.regenerate(foreign, 1.0, 2.0, "x", 5, foot_lock=False)


def test_takes_differ_and_each_is_what_its_seed_makes(generator, make_clip):
    clip = make_clip(100)
    takes = generator.regenerate(clip, 1.0, 3.0, "x", [1, 2, 3], foot_lock=False)
    alone = generator.regenerate(clip, 1.0, 3.0, "x", 2, foot_lock=False)[0]
    np.testing.assert_array_equal(takes[1].rotations, alone.rotations)
    assert (takes[0].rotations != takes[1].rotations).any()
    assert [clip.seed for clip in takes] == [1, 2, 3]


def test_a_prompt_is_for_the_range_and_none_keeps_the_clips_own(generator, runtime, make_clip):
    asked = []
    encode = runtime.encode_text
    runtime.encode_text = lambda texts: asked.append(texts) or encode(texts)
    clip = make_clip(100)
    generator.regenerate(clip, 1.0, 3.0, None, 1, foot_lock=False)
    generator.regenerate(clip, 1.0, 3.0, "kicks", 1, foot_lock=False)
    generator.regenerate(clip, 1.0, 3.0, "", 1, foot_lock=False)
    assert asked == [["a person walks"], ["kicks"], [""]]


def test_a_range_in_a_long_clip(generator, runtime, make_clip):
    clip = make_clip(1500)
    out = generator.regenerate(clip, 30.0, 34.0, "x", 1, foot_lock=False)[0]
    assert (out.rotations[:600] == clip.rotations[:600]).all() and (
        out.rotations[680:] == clip.rotations[680:]
    ).all()
    assert max(tokens.shape[1] for _, tokens, _ in runtime.calls) <= 49


def test_a_range_longer_than_the_model(generator, runtime, make_clip):
    clip = make_clip(600)
    out = generator.regenerate(clip, 2.0, 28.0, "x", 1, foot_lock=False)[0]
    assert (out.rotations[:40] == clip.rotations[:40]).all() and (
        out.rotations[560:] == clip.rotations[560:]
    ).all()
    assert max(tokens.shape[1] for _, tokens, _ in runtime.calls) <= 49
    steps = seams.joint_steps(out.rotations, out.translation)
    assert steps[[39, 559]].max() <= np.percentile(steps, 99)


def test_in_betweening_keeps_both_ends_where_they_are(generator, make_clip):
    before, after = make_clip(50, seed=1), make_clip(60, seed=2)
    out = generator.inbetween(before, after, 2.0, "x", 3, foot_lock=False)[0]
    assert len(out) == 50 + 40 + 60
    assert (out.rotations[:50] == before.rotations).all() and (
        out.translation[:50] == before.translation
    ).all()
    assert (out.rotations[90:] == after.rotations).all() and (out.translation[90:] == after.translation).all()


def test_extending_goes_on_from_the_last_frame(generator, make_clip):
    clip = make_clip(70, tokens=True)
    out = generator.extend(clip, 3.0, "x", 3, foot_lock=False)[0]
    assert len(out) == 130 and out.tokens.shape == (33, 3)
    assert (out.rotations[:70] == clip.rotations).all() and (out.translation[:70] == clip.translation).all()
    np.testing.assert_array_equal(out.tokens[:17], clip.tokens[:17])
    steps = seams.joint_steps(out.rotations, out.translation)
    assert steps[69].max() <= np.percentile(seams.joint_steps(clip.rotations, clip.translation), 99)


BAD_RANGES = {
    "empty": (2.0, 2.0), "backwards": (3.0, 1.0), "past the end": (50.0, 60.0), "negative": (-1.0, 2.0),
    "not a number": (float("nan"), 2.0), "text": ("a", 2.0), "missing": (None, 2.0),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_RANGES)
def test_ranges_that_make_no_sense(generator, make_clip, name):
    with pytest.raises(UserError, match="range"):
        generator.regenerate(make_clip(100), *BAD_RANGES[name], "x", 1)


def test_a_range_past_the_end_is_cut_with_a_notice(generator, make_clip):
    made = generator.regenerate(make_clip(100), 4.0, 9.0, "x", 1, foot_lock=False)
    assert len(made[0]) == 100 and "cut" in made.notices[0]


def test_locked_feet_leave_the_outside_and_the_seams_alone(generator, make_clip):
    for seed in range(10):
        clip = make_clip(100, seed=seed)
        out = generator.regenerate(clip, 1.5, 3.5, "x", seed)[0]
        outside = np.r_[0:30, 70:100]
        assert out.rotations[outside].tobytes() == clip.rotations[outside].tobytes()
        assert out.translation[outside].tobytes() == clip.translation[outside].tobytes()
        steps = seams.joint_steps(out.rotations, out.translation)
        assert steps[[29, 69]].max() <= np.percentile(seams.joint_steps(clip.rotations, clip.translation), 99)


def test_the_floor_of_a_clip_is_where_its_feet_are(generator, runtime, make_clip):
    """A motion on a stage three metres up is brought down for the model and up again."""
    clip = make_clip(100)
    high = Clip(clip.rotations, clip.translation + [0.0, 3.0, 0.0], 20.0)
    encode, seen = runtime.encode, []
    runtime.encode = lambda rows: seen.append(rows) or encode(rows)
    out = generator.regenerate(high, 1.0, 4.0, "x", 1)[0]
    assert 0.5 < seen[0][0, :, 3].mean() < 1.4
    assert out.translation[35:65, 1].min() > 3.0


def test_feet_are_locked_to_the_clips_own_floor(generator, monkeypatch, make_clip):
    from backend.motion.cleanup import foot_lock

    floors = []
    monkeypatch.setattr(
        foot_lock, "lock_feet", lambda r, t, fps, labels, floor: floors.append((fps, floor)) or (r, t)
    )
    clip = make_clip(100)
    lowest = clip.positions[..., 1].min(axis=1)
    high = Clip(clip.rotations, clip.translation + [0.0, 3.0, 0.0], 20.0)
    generator.regenerate(high, 1.0, 4.0, "x", 1)
    assert floors == [(20.0, pytest.approx(3.0 + np.percentile(lowest, 5), abs=0.05))]


@pytest.mark.parametrize("height", [0.0, 0.6], ids=["floor", "on something"])
def test_new_frames_stand_where_the_others_do(generator, make_clip, height):
    """On the floor, or between kept frames that stand 60 cm over it after a step up."""
    clip = make_clip(120)
    still = np.repeat(clip.rotations[:1], 120, axis=0)
    path = np.repeat(clip.translation[:1], 120, axis=0)
    path[:, 1] -= Clip(still, path, 20.0).positions[0, :, 1].min()
    path[10:, 1] += height
    out = generator.regenerate(Clip(still, path, 20.0), 2.0, 4.0, "x", 1)[0]
    np.testing.assert_array_equal(out.translation[:40], path[:40])
    np.testing.assert_array_equal(out.translation[80:], path[80:])
    lowest = out.positions[..., 1].min(axis=1)
    assert lowest.min() > -0.02
    # Heights go on at both seams as fast as they come.
    steps = np.diff(out.translation[:, 1])
    assert abs(np.diff(steps))[[38, 39, 78, 79]].max() < 0.03
