"""What the pictures say: panels, labels and numbers of both scalars."""

import numpy as np
import pytest

from backend.motion.clip import Clip
from backend.research.figures import complexity_picture, fingerprints, style
from backend.research.figures.complexity import Points
from backend.research.figures.examples import Example


@pytest.fixture
def sheets(monkeypatch):
    """The figures that were drawn, in place of their files."""
    drawn = []
    monkeypatch.setattr(style.Page, "save", lambda page, path: drawn.append(page.sheet))
    yield drawn
    for sheet in drawn:
        style.figure.pyplot_for_files().close(sheet)


def points(slope, most):
    x = np.linspace(0, 1, 80)
    return Points(x, most / 2 + slope * most / 2 * (x - 0.5), np.repeat(np.arange(4), 20))


def test_errors_have_a_row_for_each_scalar(sheets):
    found = [{"flatness": points(-1, most), "energy": points(1, 2 * most)} for most in (40, 4, 5)]
    complexity_picture.draw(*found, 4, None)
    panels = sheets[0].axes
    labels = [axes.get_xlabel() for axes in sorted(panels, key=lambda axes: -axes.get_position().y0)]
    assert all("flatness Ω̂" in label for label in labels[:3])
    assert all("energy E = log‖f‖" in label for label in labels[3:]) and len(labels) == 6
    for axes in panels:
        says = "ρ = −1.00" if "Ω̂" in axes.get_xlabel() else "ρ = +1.00"
        assert axes.texts[0].get_text().startswith(says) and "80 points" in axes.texts[0].get_text()
    for column in np.array(panels).reshape(3, 2):
        assert column[0].get_ylim() == column[1].get_ylim() and column[0].get_ylim()[0] == 0
    assert panels[0].get_ylim()[1] > 55 > 20 > panels[2].get_ylim()[1]


def test_correlation_in_words():
    assert complexity_picture.correlation(points(1, 2)) == "ρ = +1.00 (+1.00 to +1.00), 80 points"


def test_fingerprints_say_both_scalars(sheets):
    rotations = np.tile([1.0, 0, 0, 0], (61, 22, 1))
    gliding = np.arange(61)[:, None] * [0.0, 0, 0.05] + [0, 0.95, 0]
    fingerprints.draw([Example("walk", Clip(rotations, gliding, prompt="glides"), "made up")], None)
    words = [text.get_text() for axes in sheets[0].axes for text in axes.texts]
    # constant velocity: one band alone, 2W · 0.05 m for each of 22 joints
    assert "mean Ω̂\n0.00" in words
    assert f"mean E\n{np.log(32 * 0.05 * np.sqrt(22)):.2f}" in words
    assert any("flatness Ω̂" in t.get_text() and "E = log‖f‖" in t.get_text() for t in sheets[0].texts)
