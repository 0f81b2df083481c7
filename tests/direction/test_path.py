import numpy as np
import pytest

from backend.direction import path as paths
from backend.direction.data import Direction
from backend.direction.errors import DirectionError
from backend.direction.path import Path, Waypoint
from backend.generation import directing
from backend.generation.errors import UserError
from backend.generation.takes import Takes
from backend.motion.body import features, quaternion
from backend.motion.clip import Clip
from backend.motion.measure import metrics

from ..motion.conftest import planted_walk

T = np.linspace(0.0, 1.0, 200)


def walk(frames=160, fps=20.0, speed=0.8, turned=0.0):
    """A walk; turned: radians that the body faces beside its way."""
    rotations, translation = planted_walk(frames, fps, speed)
    if turned:
        about = quaternion.about_up(np.full(frames, turned))
        rotations[:, 0] = quaternion.multiply(about, rotations[:, 0])
    return Clip(rotations, translation, fps)


def circle(radius, turns=1.0):
    a = 2.0 * np.pi * turns * T
    return np.stack([radius - radius * np.cos(a), radius * np.sin(a)], axis=1)


def shapes(length):
    spiral = np.linspace(0.6, 2.2, 200)[:, None] * np.stack(
        [np.cos(3.5 * np.pi * T), np.sin(3.5 * np.pi * T)], 1
    )
    eight = np.stack([np.sin(4 * np.pi * T), np.cos(2 * np.pi * T)], axis=1) * [0.9, 1.8]
    found = {
        "straight": np.array([[0.0, 0.0], [0.0, 1.0]]),
        "S": np.stack([np.sin(2 * np.pi * T), 5.0 * T], axis=1),
        "circle": circle(1.0), "spiral": spiral, "corner": np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]]),
        "figure eight": eight,
    }  # fmt: skip
    scaled = {}
    for name, points in found.items():
        drawn = np.linalg.norm(np.diff(points, axis=0), axis=-1).sum()
        scaled[name] = tuple(map(tuple, points * length / drawn + [3.0, -2.0]))
    return scaled


@pytest.mark.parametrize("name", ["straight", "S", "circle", "spiral", "corner", "figure eight"])
@pytest.mark.parametrize("factor", [0.8, 1.0, 1.2])
def test_a_walk_keeps_to_its_path(name, factor):
    clip = walk()
    points = shapes(paths.speed(clip)[0] * factor)[name]
    made = paths.follow(clip, Path(points))
    assert made.notices == []
    assert made.measured["path_mean_cm"] < 5.0 and made.measured["path_worst_cm"] < 15.0
    assert np.linalg.norm(made.clip.translation[-1, [0, 2]] - points[-1]) < 0.1
    before, after = (metrics.physical(c.positions, c.fps) for c in (clip, made.clip))
    assert after.slide < 1.3 * before.slide + 0.5 and abs(after.contact - before.contact) < 0.1
    assert after.jitter < 2.0 * before.jitter and after.penetration < before.penetration + 5.0


def test_the_body_faces_along_the_path():
    clip = walk()
    made = paths.follow(clip, Path(shapes(6.0)["circle"])).clip
    step = np.gradient(made.translation[:, [0, 2]], axis=0)
    along = np.unwrap(np.arctan2(step[:, 0], step[:, 1]))
    off = np.degrees(features.heading(made.positions) - along)
    assert np.abs((off + 180.0) % 360.0 - 180.0)[10:-10].max() < 20.0
    assert np.degrees(np.ptp(features.heading(made.positions))) == pytest.approx(360.0, abs=25.0)


@pytest.mark.parametrize("turned", [np.pi / 2, np.pi])
def test_who_goes_sideways_or_backwards_still_does(turned):
    made = paths.follow(walk(turned=turned), Path(shapes(6.0)["S"])).clip
    step = np.gradient(made.translation[:, [0, 2]], axis=0)
    off = features.heading(made.positions) - np.arctan2(step[:, 0], step[:, 1]) - turned
    assert np.degrees(np.abs((off + np.pi) % (2 * np.pi) - np.pi)).max() < 25.0


def test_waypoints_are_met_in_place_time_and_facing():
    points = shapes(6.0)["S"]
    third, late = points[60], points[140]
    way = (Waypoint(2.0, third), Waypoint(6.0, late, 90.0))
    made = paths.follow(walk(), Path(points, way))
    for point in way:
        frame = round(point.seconds * 20.0)
        near = made.clip.translation[frame - 2 : frame + 3, [0, 2]] - point.place
        assert np.linalg.norm(near, axis=-1).min() < 0.05
    assert made.measured["waypoint_worst_cm"] < 5.0 and made.measured["facing_worst_deg"] < 1.0
    assert np.degrees(features.heading(made.clip.positions)[120]) % 360.0 == pytest.approx(90.0, abs=1.0)


def test_a_path_too_long_is_followed_as_far_as_steps_reach():
    made = paths.follow(walk(), Path(shapes(15.0)["straight"]))
    assert "needs 1.9 m/s" in made.notices[0] and "first 8.9 m" in made.notices[0]
    assert made.measured["covered_m"] == pytest.approx(8.9, abs=0.1)


def test_a_path_too_short_ends_the_motion_at_its_end():
    made = paths.follow(walk(), Path(shapes(1.6)["straight"]))
    assert len(made.clip) == pytest.approx(80, abs=3) and "ends after 4.0 s" in made.notices[0]
    assert np.linalg.norm(made.clip.translation[-1, [0, 2]] - [3.0, -0.4]) < 0.1


@pytest.mark.parametrize(
    ("points", "way", "said"),
    [
        (((0.0, 0.0), (0.0, 60.0)), (), "give it about 75 s"),
        (((0.0, 0.0), (0.0, 0.01)), (), "1 cm long"),
        (((0.0, 0.0), (0.0, 6.0)), (Waypoint(1.0, (0.0, 5.0)),), "Waypoint 1 is 5.0 m on after 1.0 s"),
        (((0.0, 0.0), (0.0, 6.0)), (Waypoint(1.0, (4.0, 1.0)),), "4.0 m beside"),
        (((0.0, 0.0), (0.0, 6.0)), (Waypoint(20.0),), "ends at 7.95"),
    ],
)
def test_what_nobody_can_walk_is_refused_in_a_sentence(points, way, said):
    with pytest.raises(DirectionError, match=said):
        paths.follow(walk(), Path(points, way))


def test_a_body_that_stands_is_led_nowhere():
    with pytest.raises(DirectionError, match="stays where it is"):
        paths.follow(walk(speed=0.0), Path(((0.0, 0.0), (0.0, 3.0))))


def test_at_another_rate_the_path_is_kept_as_well():
    made = paths.follow(walk(240, 30.0), Path(shapes(6.0)["figure eight"]))
    assert made.measured["path_mean_cm"] < 5.0 and made.measured["path_worst_cm"] < 15.0


def stands_first(seconds=None):
    """Two seconds of standing, then a walk of 0.8 m/s; all in all as long as it is wanted."""
    clip = walk(round((seconds or 7.0) * 20) - 40)
    held = [np.concatenate([np.repeat(a[:1], 40, axis=0), a]) for a in (clip.rotations, clip.translation)]
    return Clip(*held)


def test_who_would_be_late_for_a_waypoint_walks_in_one_steady_cycle():
    class Stander:
        def generate(self, prompts, seconds, seeds, **options):
            return Takes([stands_first(seconds)])

    points, way = ((0.0, 0.0), (0.0, 4.0)), (Waypoint(2.5, (0.0, 2.0)), Waypoint(5.0, (0.0, 4.0)))
    with pytest.raises(DirectionError, match="Waypoint 1"):
        paths.follow(stands_first(5.05), Path(points, way))
    made = directing.generate(Stander(), "walk", 5.05, 0, Direction(path=Path(points, way)))
    assert len(made.takes[0]) == 101 and made.measured[0]["path"]["waypoint_worst_cm"] < 5.0
    assert any("one cycle of the sentence" in notice for notice in made.takes.notices)
    sooner = Direction(path=Path(points, (Waypoint(0.5, (0.0, 3.0)),)))
    with pytest.raises(UserError, match="Waypoint 1"):
        directing.generate(Stander(), "walk", 5.05, 0, sooner)


def test_between_two_waypoints_that_say_so_the_body_goes_on_facing():
    clip = walk(161)
    way = paths.speed(clip)[0]
    at = [Waypoint(t, (0.0, float(np.interp(t * 20, np.arange(161), paths.lengths(clip)))), 90.0)
          for t in (2.0, 6.0)]  # fmt: skip
    made = paths.follow(clip, Path(((0.0, 0.0), (0.0, way)), tuple(at)))
    facing = np.degrees(features.heading(made.clip.positions))
    assert np.abs(facing[45:116] - 90.0).max() < 15.0 and abs(facing[2]) < 20.0
    assert made.measured["facing_worst_deg"] < 10.0


@pytest.mark.parametrize("turned", [0.0, np.pi / 2, np.pi])
def test_how_the_body_looks_beside_its_way_is_measured(turned):
    clip = walk(turned=turned)
    made = paths.follow(clip, Path(((0.0, 0.0), (0.0, 4.0), (3.0, 6.0))))
    off = made.measured["heading_deg"] - np.degrees(turned)
    assert abs((off + 180.0) % 360.0 - 180.0) < 8.0
