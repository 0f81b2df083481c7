import numpy as np
import pytest

from backend.corpus.augment import paths as augment_paths
from backend.corpus.file import Caption, CorpusClip
from backend.motion.body import features
from backend.motion.measure import metrics
from backend.research.evaluation.obedience import advanced, turned

from ...motion.conftest import planted_walk


def clip(text="a person walks forward.", frames=130, **walk):
    rotations, translation = planted_walk(frames, speed=0.9, **walk)
    rotations, translation = rotations.astype(np.float32), translation.astype(np.float32)
    return CorpusClip("a", "a", "train", "a", (Caption(text),), rotations, translation)


def made(*clips):
    return {c.id.partition("~")[2]: c for c in augment_paths.paths(clips)}


def test_a_straight_walk_is_led_along_six_paths():
    found = made(clip())
    assert set(found) == {"backwards", "90", "180", "360", "back", "zigzag"}
    for name, degrees in (("90", 90), ("180", 180), ("360", 360), ("back", 180), ("backwards", 0)):
        assert turned(found[name].positions) == pytest.approx(degrees, abs=12), name
        assert metrics.physical(found[name].positions).slide < 12.0
        assert all(c.text for c in found[name].captions) and found[name].source == "path"
    assert "a person walks in a circle to the left" in [c.text for c in found["360"].captions]
    assert advanced(found["backwards"].positions) < -0.9 * advanced(clip().positions)


def test_a_zigzag_goes_on_from_side_to_side():
    zigzag = made(clip())["zigzag"]
    across = zigzag.translation[:, 0] - zigzag.translation[:, 0].mean()
    heading = np.degrees(features.heading(zigzag.positions))
    assert np.ptp(heading) > 70.0 and np.count_nonzero(np.diff(np.sign(heading - heading.mean()))) >= 3
    assert advanced(zigzag.positions) > 0.6 * advanced(clip().positions) and np.ptp(across) > 0.2
    assert metrics.physical(zigzag.positions).slide < 12.0
    assert "a person walks in a zigzag" in [c.text for c in zigzag.captions]
    assert "zigzag" not in made(clip(frames=50)), "too short a way"


def test_a_circle_closes_and_a_way_back_comes_back():
    found = made(clip())
    for name, far in (("360", 1.2), ("back", 2.2)):
        path = found[name].translation[:, [0, 2]]
        away = np.linalg.norm(path - path[0], axis=-1)
        assert away.max() > far and away[-1] < 0.6 * away.max()


def test_every_other_walk_goes_to_the_right():
    first, second = (c for c in augment_paths.paths([clip(), clip()]) if c.id.endswith("~360"))
    assert turned(first.positions) > 300 and turned(second.positions) < -300
    assert "someone walks clockwise in a circle" in [c.text for c in second.captions]


@pytest.mark.parametrize(
    "given",
    [
        clip("a person walks backwards."),
        clip("a person walks up the stairs."),
        clip("a person walks while raising the arms."),
        clip("a person dances."),
        clip(frames=30),
        augment_paths.bent(clip(), "x", np.linspace(0, 2, 130), ("a person walks forward.",)),
    ],
    ids=["backwards", "stairs", "arms", "dance", "short", "not straight"],
)
def test_other_clips_are_left_alone(given):
    assert not augment_paths.paths([given])


def test_short_walks_make_no_tight_circles():
    assert set(made(clip(frames=60))) == {"180", "90", "backwards"}


def test_a_run_is_bent_but_never_played_backwards():
    found = made(clip("a person runs forward.", period=0.7))
    assert found and set(found) <= {"90", "180", "360", "zigzag"}
    assert all("run" in c.text and "walk" not in c.text for made in found.values() for c in made.captions)
