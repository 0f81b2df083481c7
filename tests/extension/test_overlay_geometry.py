"""The strip's geometry, layout and hit testing: plain numbers, no Blender."""

import numpy as np
import pytest
from dynmask.dynmask_blender import motion_store, overlay_cache, overlay_layout, segments


def stored(omega, first=1.0, rate=24.0, fps=20.0):
    omega = np.asarray(omega, float)
    phi = np.full((len(omega), 16), 0.25)
    return motion_store.Stored(omega, phi, np.ones(len(omega)), fps, first, rate)


def test_samples_stand_on_their_frames():
    motion = stored(np.zeros(41), first=11, rate=24, fps=20)
    assert motion.frame_of(0) == 11 and motion.frame_of(20) == pytest.approx(11 + 24)
    assert motion.last_frame == pytest.approx(11 + 48)
    # Samples stand on 11, 12.2, 13.4 … 59: those within a range of frames, half open.
    assert motion.samples_within(11, 59) == (0, 41) and motion.samples_within(12, 13) == (1, 2)
    assert motion.samples_within(17, 23) == (5, 11) and motion.samples_within(-5, 500) == (0, 41)


def test_strip_spans_the_motion_and_colours_follow_it():
    mesh = overlay_cache.strip_mesh(np.array([0.0, 1.0, 0.0, np.nan]), step=1.2)
    assert mesh.positions[:, 0].min() == 0 and mesh.positions[:, 0].max() == pytest.approx(3.6)
    assert set(mesh.positions[:, 1]) == {0.0, 1.0}
    red = mesh.colors[:, 0]
    assert red[2] > 0.8 and red[0] < 0.1 and np.array_equal(mesh.colors[0], mesh.colors[6])
    assert mesh.indices.shape == (6, 3) and mesh.indices.max() == 7
    assert np.isfinite(mesh.positions).all() and np.isfinite(mesh.colors).all()


def test_colours_get_brighter_or_redder_with_complexity():
    colors = overlay_cache.heat(np.array([0, 0.35, 0.55, 0.85, 1.0]))
    np.testing.assert_allclose(colors[0], [0.03, 0.05, 0.16, 1], atol=1e-6)
    np.testing.assert_allclose(colors[3:], [[0.90, 0.08, 0.05, 1]] * 2, atol=1e-6)
    assert (np.diff(colors[:3, :3].sum(axis=1)) > 0).all()


def test_long_motion_keeps_its_peaks_in_few_columns():
    omega = np.zeros(100_000)
    omega[71_234] = 1.0
    mesh = overlay_cache.strip_mesh(omega, step=1.0)
    assert len(mesh.positions) <= 2 * overlay_cache.MAX_COLUMNS
    hottest = mesh.positions[np.argmax(mesh.colors[:, 0]), 0]
    assert abs(hottest - 71_234) <= 51
    assert mesh.positions[:, 0].max() <= 99_999
    bands = overlay_cache.band_mesh(np.ones((100_000, 16)) / 4, np.ones(100_000), 1.0)
    assert len(bands.positions) <= 4 * 16 * overlay_cache.MAX_COLUMNS


def test_one_sample_can_be_drawn():
    mesh = overlay_cache.strip_mesh(np.array([0.5]), step=1.2)
    assert mesh.positions[:, 0].max() == pytest.approx(1.2)


def test_bands_lie_in_order_and_still_moments_are_dark():
    phi = np.zeros((3, 4))
    phi[:, 0] = 1.0
    mesh = overlay_cache.band_mesh(phi, np.array([0.0, 1.0, 1.0]), step=1.0)
    lit = mesh.colors[:, 0] > 0.5
    assert mesh.positions[lit, 1].max() == pytest.approx(0.25)
    assert mesh.positions[lit, 0].min() == pytest.approx(0.5)


def test_segments_in_frames():
    omega = np.zeros(60)
    omega[20:40] = 0.8
    shape = overlay_cache.build(stored(omega, first=1, rate=40, fps=20))
    assert shape.segments(0.5) == [(41.0, 79.0)]
    assert shape.segments(0.9) == []


def test_most_complex_range():
    omega = np.zeros(100)
    omega[10:20] = 0.6
    omega[50:70] = 0.7
    assert segments.most_complex(omega, 0.5, 20.0) == (50, 70)
    # Nothing above the threshold: the best 1.2 s.
    low = 0.1 + 0.2 * np.exp(-(((np.arange(100) - 60) / 8.0) ** 2))
    start, stop = segments.most_complex(low, 0.5, 20.0)
    assert stop - start == 24 and abs((start + stop - 1) / 2 - 60) <= 1
    # A motion that is complex throughout must not be regenerated as a whole.
    assert np.diff(segments.most_complex(np.full(100, 0.9), 0.5, 20.0)) == [24]


@pytest.fixture
def view():
    return overlay_layout.layout(1000, 300, -10.0, 190.0, 1.0)


def test_pixels_and_frames_are_each_other_s_inverse(view):
    assert view.x(-10) == 0 and view.x(190) == 1000 and view.x(90) == pytest.approx(500)
    # Exact far outside the region, where Blender's own view_to_region clips or rounds.
    assert view.x(1e6) == pytest.approx(5 * (1e6 + 10))
    for frame in (-1e5, 0.25, 77, 1e5):
        assert view.frame(view.x(frame)) == pytest.approx(frame)


def test_layout_honours_the_interface_scale(view):
    double = overlay_layout.layout(2000, 600, -10.0, 190.0, 2.0)
    assert double.strip_bottom == 2 * view.strip_bottom and double.strip_height == 2 * view.strip_height
    assert double.strip_height == 2 * overlay_layout.STRIP


def test_layout_fits_small_regions_and_gives_up_on_none():
    # A timeline as Blender 5.2 opens it: what lies above the scroll bar, which would take the clicks.
    small = overlay_layout.layout(500, 47, 0, 100, 1.0, bands=True)
    assert small.strip_height >= 4 and small.strip_bottom + small.strip_height <= 47 - overlay_layout.RULER
    assert small.strip_bottom - small.segment_height >= overlay_layout.SCROLL_BAR
    assert small.bands_height == 0
    assert overlay_layout.layout(500, 24, 0, 100, 1.0) is None
    assert overlay_layout.layout(2, 300, 0, 100, 1.0) is None
    for left, right in ((5, 5), (10, 0), (0, float("nan")), (0, float("inf"))):
        assert overlay_layout.layout(500, 300, left, right, 1.0) is None


def test_markers_move_the_strip_up():
    plain, marked = (overlay_layout.layout(500, 300, 0, 100, 1.0, markers=m) for m in (False, True))
    assert marked.strip_bottom - plain.strip_bottom == overlay_layout.MARKERS


def test_clicks_find_their_segment(view):
    found = [(20, 40), (60, 62)]
    y = view.strip_bottom + 1
    hit = overlay_layout.segment_at
    assert hit(view, found, view.x(30), y) == (20, 40)
    assert hit(view, found, view.x(50), y) is None
    assert hit(view, found, view.x(62) + 2, y) == (60, 62)
    assert hit(view, found, view.x(30), view.strip_bottom + view.strip_height + 1) is None
    assert hit(view, found, view.x(30), view.strip_bottom - view.segment_height) == (20, 40)


def test_cache_builds_once_and_forgets_the_oldest():
    cache = overlay_cache.Cache(2)
    made = []
    for key in "aababca":
        cache.get(key, lambda key=key: made.append(key) or key)
    assert made == ["a", "b", "c", "a"] and cache.built == 4
    assert len(cache._values) == 2
