import numpy as np

from backend.corpus.file import Caption
from backend.corpus.library import led
from backend.motion.body import features

from .test_build import clip


def straight(name, seconds, hop=0.0):
    walks = clip(name, 0, 20 * seconds, captions=(Caption("a person walks forward"),))
    frames = len(walks)
    path = np.zeros((frames, 3), np.float32)
    path[:, 1] = 0.95 + hop * np.sin(np.arange(frames))
    path[:, 2] = np.arange(frames) * 0.06
    walks.rotations[:, 0] = [1.0, 0.0, 0.0, 0.0]
    walks.translation[:] = path
    return walks


def test_a_long_walk_is_led_round_a_circle(monkeypatch):
    monkeypatch.setattr("backend.corpus.augment.paths._SLIDE", np.inf)
    made = {one.kind: one for one in led.clips([straight("a", 8)])}
    round_ = made["in a circle"]
    turned = np.unwrap(np.radians(np.degrees(features.heading(round_.positions))))
    assert abs(abs(turned[-1] - turned[0]) - 2.0 * np.pi) < 0.3
    assert np.linalg.norm((round_.translation[-1] - round_.translation[0])[[0, 2]]) < 0.6
    assert round_.source == "made" and any("in a circle" in c.text for c in round_.captions)
    assert "there and back" in made


def test_short_ones_and_who_skips_are_not():
    assert led.clips([straight("a", 4), straight("b", 8, hop=0.1)]) == []
