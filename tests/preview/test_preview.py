"""Pictures of motion: geometry of the view, where things stand on the page, what the files hold."""

import argparse
import math

import numpy as np
import pytest
from PIL import Image

from backend.cli import preview as command
from backend.motion.body import quaternion, skeleton
from backend.motion.clip import Clip
from backend.motion.measure import spectral
from backend.preview import animation, figure, sheet, view

GREEN, BLUE, ORANGE = (0x12, 0x80, 0x5C), (0x1F, 0x6F, 0xD0), (0xE0, 0x66, 0x2A)


def still(frames=41, fps=20.0, **more):
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1))
    return Clip(rotations, np.tile([0.0, 0.9, 0.0], (frames, 1)), fps, **more)


def turning(frames=41):
    """A T-pose that turns to its left by 90 degrees while it walks the way it faces."""
    clip = still(frames)
    angle = np.linspace(0, math.pi / 2, frames)
    rotations = clip.rotations.copy()
    rotations[:, 0] = quaternion.from_axis_angle([0.0, 1.0, 0.0], angle)
    step = 0.05 * np.stack([np.sin(angle), 0 * angle, np.cos(angle)], axis=-1)
    return Clip(rotations, clip.translation + np.cumsum(step, axis=0))


def near(picture, colour, tolerance=40):
    return np.abs(np.asarray(picture.convert("RGB"), int) - colour).max(axis=-1) < tolerance


@pytest.fixture
def axes():
    pyplot = figure.pyplot_for_files()
    page, drawn = pyplot.subplots()
    yield drawn
    pyplot.close(page)


def test_camera_in_front_sees_the_bodys_left_at_the_right():
    seen = view.Camera(0.0, 0.0).project(np.array([[1.0, 2.0, 3.0]]))
    assert seen == pytest.approx(np.array([[1.0, 2.0, 3.0]]))
    seen = view.Camera(math.pi / 2, 0.0).project(np.array([1.0, 2.0, 3.0]))
    assert seen == pytest.approx(np.array([-3.0, 2.0, 1.0]))


def test_raised_camera_sees_near_floor_lower_and_tops_nearer():
    camera = view.Camera(0.0, math.radians(30))
    right, up, nearness = camera.project(np.array([0.0, 1.0, 2.0]))
    assert (right, up) == pytest.approx((0.0, math.cos(math.pi / 6) - 1.0))
    assert nearness == pytest.approx(2 * math.cos(math.pi / 6) + 0.5)


@pytest.mark.parametrize("heading", [0.0, 1.0, -2.5])
def test_three_quarter_view_follows_the_first_facing(heading):
    clip = still()
    rotations = clip.rotations.copy()
    turn = quaternion.from_axis_angle([0.0, 1.0, 0.0], heading)
    rotations[:, 0] = turn
    camera = view.camera_for(Clip(rotations, clip.translation))
    ahead = camera.project(quaternion.rotate(turn, np.array([0.0, 0.0, 1.0])))
    assert ahead[0] == pytest.approx(math.sin(math.radians(50)), abs=1e-6)
    assert ahead[2] > 0


@pytest.mark.parametrize("heading", [0.0, 0.8, 1.6, 2.4, -0.8])
def test_who_lies_is_seen_from_the_side(heading):
    clip = still(40)
    rotations, translation = clip.rotations.copy(), clip.translation.copy()
    flat = quaternion.from_axis_angle([1.0, 0.0, 0.0], -np.pi / 2)
    rotations[10:, 0] = quaternion.multiply(quaternion.from_axis_angle([0.0, 1.0, 0.0], heading), flat)
    translation[10:, 1] = 0.1
    lying = Clip(rotations, translation)
    camera = view.camera_for(lying)
    trunk = camera.project(lying.positions[-1, skeleton.INDEX["neck"]] - lying.positions[-1, 0])
    assert abs(trunk[0]) > abs(trunk[2])
    standing = Clip(rotations[:10], translation[:10])
    assert abs(camera.azimuth - view.camera_for(standing).azimuth) <= np.radians(60.1)


def test_figure_has_head_nose_and_hands():
    points = view.figure_points(still(3))
    assert points.shape == (3, 26, 3)
    head = points[0, skeleton.INDEX["head"]]
    assert points[0, view.SKULL] - head == pytest.approx([0, 0.09, 0])
    assert points[0, view.NOSE] - points[0, view.SKULL] == pytest.approx([0, 0, 0.13])
    assert points[0, view.LEFT_HAND, 0] > points[0, skeleton.INDEX["left_wrist"], 0]
    assert points[0, view.RIGHT_HAND, 0] < points[0, skeleton.INDEX["right_wrist"], 0]
    sides = {stroke.stop: stroke.colour for stroke in view.STROKES}
    assert sides[skeleton.INDEX["left_knee"]] == view.LEFT
    assert sides[skeleton.INDEX["right_elbow"]] == view.RIGHT


def test_poses_stand_over_their_moments(axes):
    clip = still(41)
    figure.draw_strip(axes, clip, clip.analysis(), poses=5)
    low, high = axes.get_xlim()
    width, _ = figure.row_extent(clip, 5)
    # second 1 of 2 is the middle pose; its place in metres and in seconds is the same share of the page
    assert (1.0 - low) / (high - low) == pytest.approx((2 * 0.95 + 0.6) / width)
    assert figure.pose_frames(41, 5).tolist() == [0, 10, 20, 30, 40]
    assert figure.pose_frames(3, 12).tolist() == [0, 1, 2]


def test_row_grows_for_a_jump():
    clip = still(21)
    lift = np.zeros((21, 3))
    lift[10, 1] = 0.8
    jump = Clip(clip.rotations, clip.translation + lift)
    assert figure.row_extent(jump, 5)[1] - figure.row_extent(clip, 5)[1] > 0.5


def test_poses_do_not_miss_a_short_jump():
    lift = np.zeros((41, 3))
    lift[14:17, 1] = (0.2, 0.4, 0.2)
    clip = Clip(still(41).rotations, still(41).translation + lift)
    assert 15 in figure.telling_frames(clip, 6) and len(figure.telling_frames(clip, 6)) == 6


def test_path_from_above_turns_left_for_a_left_turn(axes):
    figure.draw_path(axes, turning())
    x, z = axes.lines[0].get_data()
    assert x[-1] < -0.5 and z[-1] > 0.5


def test_segments_are_those_of_the_descriptor():
    omega = np.full(60, 0.2)
    omega[20:32] = 0.45
    analysis = spectral.Analysis(omega, np.zeros((60, 16)), np.ones(60))
    assert figure.complex_segments(analysis) == [(20, 32)]
    assert figure.complex_segments(analysis, threshold=0.5) == []


def test_picture_shows_both_sides_and_the_mark(tmp_path):
    out = tmp_path / "still.png"
    figure.picture(still(prompt="a person stands — “still” 立つ"), out, poses=6, marked=(0.5, 1.0))
    picture = Image.open(out)
    assert picture.width > 1000
    plain = tmp_path / "plain.png"
    figure.picture(still(prompt="a person stands"), plain, poses=6)
    assert near(picture, BLUE, 90).sum() > 500 and near(picture, ORANGE, 90).sum() > 500
    assert near(picture, GREEN).sum() > near(Image.open(plain), GREEN).sum() + 200


def test_contact_sheet_has_a_cell_for_each_clip(tmp_path):
    out = tmp_path / "sheet.png"
    sheet.sheet([still(prompt="one"), still(prompt="two"), turning()], out, columns=2, poses=4)
    picture = near(Image.open(out), BLUE, 90)
    rows, columns = picture.shape[0] // 2, picture.shape[1] // 2
    counts = [picture[:rows, :columns], picture[:rows, columns:], picture[rows:, :columns]]
    assert all(count.sum() > 200 for count in counts)
    assert picture[rows:, columns:].sum() == 0


def test_gif_keeps_the_clips_length_at_20_fps(tmp_path):
    out = tmp_path / "still.gif"
    animation.animation(still(61, fps=30.0), out)
    picture = Image.open(out)
    frames = getattr(picture, "n_frames", 1)
    duration = 0
    for frame in range(frames):
        picture.seek(frame)
        duration += picture.info["duration"]
    assert duration == 41 * 50


@pytest.mark.parametrize(
    "wrong",
    [
        ["--poses", "1"], ["--from", "1"], ["--from", "2", "--to", "1"], ["--from", "nan", "--to", "1"],
    ],
)  # fmt: skip
def test_command_refuses_nonsense(tmp_path, wrong):
    still().save(tmp_path / "a.npz")
    with pytest.raises(ValueError):
        run(["--in", tmp_path / "a.npz", "--out", tmp_path / "a.png", *wrong])
    assert not (tmp_path / "a.png").exists()


def test_command_draws_one_clip_and_many(tmp_path):
    still().save(tmp_path / "a.npz")
    run(["--in", tmp_path / "a.npz", "--out", tmp_path / "a.png", "--from", "0.5", "--to", "1"])
    run(["--in", tmp_path / "a.npz", tmp_path / "a.npz", "--out", tmp_path / "b.png"])
    run(["--in", tmp_path / "a.npz", "--out", tmp_path / "a.gif"])
    assert {p.name for p in tmp_path.iterdir()} == {"a.npz", "a.png", "b.png", "a.gif"}
    with pytest.raises(ValueError, match="one clip"):
        run(["--in", tmp_path / "a.npz", tmp_path / "a.npz", "--out", tmp_path / "b.gif"])


def run(arguments):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args([str(argument) for argument in arguments]))
