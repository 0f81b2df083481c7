"""The words of the tip over the strip."""

import numpy as np
import pytest
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.complexity import pictures, tooltip


def shape(omega, band=0, energy=1.0, fps=20.0):
    """A Geometry of one sample a frame from frame 11, with all its movement in one of 16 bands."""
    omega = np.asarray(omega, float)
    phi = np.zeros((len(omega), 16))
    phi[:, band] = 1.0
    found = motion_store.Stored(omega, phi, np.full(len(omega), energy), fps, 11.0, fps)
    return pictures.build(found)


def test_frame_complexity_and_rate_of_the_movement():
    assert tooltip.lines(shape([0.2, 0.337, 0.1], band=4), 1, 12.4, []) == (
        "Frame 12: complexity 0.34, movement 0.36", "Most movement at 2.5 Hz",
    )  # fmt: skip


def test_the_slowest_band_is_all_that_is_slower():
    assert tooltip.lines(shape([0.2], band=0), 0, 11, [])[1] == "Most movement below 0.6 Hz"


def test_a_still_moment_has_no_rate():
    """Its spectrum is noise, with as little energy as that."""
    still = pictures.Geometry(
        np.array([0.9]), np.zeros(1), np.full((1, 16), 0.04), 11.0, 11.0, 20.0, 1.0
    )
    assert tooltip.lines(still, 0, 11, []) == (
        "Frame 11: complexity 0.90, movement 0.00",
        "Hardly any movement",
    )


@pytest.mark.parametrize(
    ("frame", "last"),
    [(13, "Segment 13–15: mean 0.80"), (15, "Segment 13–15: mean 0.80"), (17, "Segment 17–19: mean 0.50")],
)
def test_the_segment_under_the_mouse_with_its_mean(frame, last):
    one = shape([0, 0, 0.7, 0.8, 0.9, 0, 0.4, 0.5, 0.6], band=4)
    found = [(13.0, 15.0), (17.0, 19.0)]
    text = tooltip.lines(one, frame - 11, frame, found)
    assert len(text) == 3 and text[2] == last
    assert len(tooltip.lines(one, 5, 16, found)) == 2, "between the segments"


def test_bands_are_half_waves():
    """Band k of a DCT-II over n samples is k half waves in n samples."""
    assert tooltip.band_rate(1, 16, 20.0) == pytest.approx(0.625)
    assert tooltip.band_rate(15, 16, 20.0) == pytest.approx(9.375)
    assert tooltip.band_rate(2, 4, 12.5) == pytest.approx(3.125)
