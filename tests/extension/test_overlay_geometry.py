"""The strip's geometry, layout and hit testing: plain numbers, no Blender."""

import dataclasses

import numpy as np
import pytest
from dynmask.backend.motion.measure import spectral
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.complexity import layout, pictures
from dynmask.dynmask_blender.complexity import marks as overlay_marks
from dynmask.dynmask_blender.takes import segments


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


def test_picture_spans_the_motion_and_colours_follow_it():
    shape = pictures.build(stored([0.0, 1.0, 0.0, np.nan], first=11, rate=24, fps=20))
    picture = shape.picture("omega", shape.bucket(0, 100))
    # Each sample has a column around its frame.
    assert (picture.first, picture.last) == pytest.approx((11 - 0.6, 11 + 3.6 + 0.6))
    assert picture.pixels.shape == (pictures.ROWS, 4, 4) and picture.pixels.dtype == np.float32
    red = picture.pixels[0, :, 0]
    assert red[1] > 0.8 and red[0] < 0.1 and np.array_equal(picture.pixels[0, 0], picture.pixels[0, 3])
    assert np.isfinite(picture.pixels).all()


def test_colours_get_brighter_or_redder_with_complexity():
    colors = pictures.heat(np.array([0, 0.35, 0.55, 0.85, 1.0]))
    np.testing.assert_allclose(colors[0], [0.03, 0.05, 0.16, 1], atol=1e-6)
    np.testing.assert_allclose(colors[3:], [[0.90, 0.08, 0.05, 1]] * 2, atol=1e-6)
    assert (np.diff(colors[:3, :3].sum(axis=1)) > 0).all()


@pytest.mark.parametrize("left, right", ((0, 120_000), (85_000, 86_000), (85_400, 85_500), (-5e6, 5e6)))
def test_long_motion_keeps_its_peaks_at_every_zoom(left, right):
    omega = np.zeros(100_000)
    omega[71_234] = 1.0
    shape = pictures.build(stored(omega, first=1, rate=24, fps=20))
    frame = 1 + 71_234 * 1.2
    bucket = shape.bucket(left, right)
    picture = shape.picture("omega", bucket)
    columns = picture.pixels.shape[1]
    assert columns <= pictures.TILE
    width = (picture.last - picture.first) / columns
    hottest = picture.first + (np.argmax(picture.pixels[0, :, 0]) + 0.5) * width
    assert abs(hottest - frame) <= width
    # Everything of the motion that the editor shows is in the picture, a column at most two pixels wide.
    assert picture.first <= max(left, 1) and picture.last >= min(right, shape.last_frame)
    assert width <= max(1.2001, 2 * (min(right, 120_000) - max(left, 0)) / 1920)
    assert shape.picture("bands", bucket).pixels.shape == (16, columns, 4)


def test_panning_a_little_needs_no_new_picture():
    shape = pictures.build(stored(np.zeros(10_000)))
    seen = {shape.bucket(1000 + shift, 1500 + shift) for shift in range(0, 400, 10)}
    assert len(seen) == 1
    assert len({shape.bucket(left, left + 500) for left in range(-2000, 14_000, 10)}) < 7


def test_the_height_of_the_colour_is_how_much_moves():
    """Complex and slow is red and low, simple and fast is blue and high."""
    motion = stored([1.0, 1.0, 0.0])
    energy = np.array([spectral.STILL_ENERGY, spectral.LIVELY_ENERGY, spectral.LIVELY_ENERGY])
    shape = pictures.build(dataclasses.replace(motion, energy=energy))
    pixels = shape.picture("omega", shape.bucket(0, 10)).pixels
    bright = np.isclose(pixels, pixels[0]).all(axis=-1).sum(axis=0)
    assert bright.tolist() == [1, pictures.ROWS, pictures.ROWS]
    assert np.array_equal(pixels[0, 0], pixels[0, 1]), "the colour is the complexity's alone"
    half = np.full(3, np.sqrt(spectral.STILL_ENERGY * spectral.LIVELY_ENERGY))
    shape = pictures.build(dataclasses.replace(motion, energy=half))
    pixels = shape.picture("omega", shape.bucket(0, 10)).pixels
    assert np.isclose(pixels, pixels[0]).all(axis=-1).sum(axis=0).tolist() == [4, 4, 4]
    assert (pixels[..., 3] == 1.0).all()


def test_one_sample_can_be_drawn():
    shape = pictures.build(stored([0.5]))
    picture = shape.picture("omega", shape.bucket(0, 10))
    assert picture.last - picture.first == pytest.approx(1.2)


def test_bands_lie_in_order_and_still_moments_are_dark():
    phi = np.zeros((3, 4))
    phi[:, 0] = 1.0
    lit = pictures.heat(pictures.loudness(phi, np.array([0.0, 1.0, 1.0])))[..., 0] > 0.5
    assert lit.tolist() == [[False] * 4, [True, False, False, False], [True, False, False, False]]


def test_segments_in_frames():
    omega = np.zeros(60)
    omega[20:40] = 0.8
    shape = pictures.build(stored(omega, first=1, rate=40, fps=20))
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
    return layout.layout(1000, 300, -10.0, 190.0, 1.0)


def test_the_summary_agrees_with_the_most_complex_range():
    calm = np.r_[np.full(100, 0.1), np.full(24, 0.3), np.full(100, 0.1)]
    busy = calm.copy()
    busy[10:30] = 0.8
    for omega, count in ((calm, "nothing reaches the threshold of 0.50"), (busy, "1 complex segment")):
        start, stop = segments.most_complex(omega, 0.5, 20.0)
        told = segments.summary(omega, 0.5, 20.0, lambda sample: 1 + sample)
        assert told == f"{count}; most complex are frames {start + 1}–{stop}"


def test_pixels_and_frames_are_each_other_s_inverse(view):
    assert view.x(-10) == 0 and view.x(190) == 1000 and view.x(90) == pytest.approx(500)
    # Exact far outside the region, where Blender's own view_to_region clips or rounds.
    assert view.x(1e6) == pytest.approx(5 * (1e6 + 10))
    for frame in (-1e5, 0.25, 77, 1e5):
        assert view.frame(view.x(frame)) == pytest.approx(frame)


def test_layout_honours_the_interface_scale(view):
    double = layout.layout(2000, 600, -10.0, 190.0, 2.0)
    assert double.strip_bottom == 2 * view.strip_bottom and double.strip_height == 2 * view.strip_height
    assert double.strip_height == 2 * layout.STRIP


def test_a_lane_for_prompt_strips_fits_between_strip_and_bands():
    where = layout.layout(500, 300, 0, 100, 1.0, bands=True, lane=True)
    assert where.lane_bottom >= where.strip_bottom + where.strip_height
    assert where.bands_bottom >= where.lane_bottom + where.lane_height and where.bands_height > 0
    assert where.in_lane(where.lane_bottom + 1) and not where.in_strip(where.lane_bottom + 1)
    # In a low editor bands go first, then the strip becomes thinner, then the lane, which loses its words.
    low = layout.layout(500, 65, 0, 100, 1.0, bands=True, lane=True)
    assert low.bands_height == 0 and low.lane_height >= layout.LEAST_LANE
    assert low.lane_bottom + low.lane_height <= low.top == 65 - layout.RULER
    thin = layout.layout(500, 44, 0, 100, 1.0, lane=True)
    assert layout.THIN_LANE <= thin.lane_height < layout.LEAST_LANE
    assert thin.strip_height >= layout.THIN_LANE and thin.lane_bottom + thin.lane_height <= thin.top
    assert thin.lane_bottom >= thin.strip_bottom + thin.strip_height
    shown, measure = (
        overlay_marks.Shown(strips=((10, 60, "a person walks"),)),
        lambda text, size: 6.0 * len(text),
    )
    assert not overlay_marks.build(thin, shown, measure).texts
    assert overlay_marks.build(low, shown, measure).texts
    assert layout.layout(500, 43, 0, 100, 1.0, lane=True).lane_height == 0


def test_prompt_strips_alone_show_their_words_in_the_timeline_that_blender_starts_with():
    where = layout.layout(500, 52, 0, 100, 1.0, lane=True, strip=False)
    assert where.lane_bottom == layout.SCROLL_BAR and where.lane_height >= layout.LEAST_LANE
    assert where.lane_bottom + where.lane_height <= where.top and where.strip_height == 0
    shown = overlay_marks.Shown(strips=((10, 60, "a person walks"),))
    assert overlay_marks.build(where, shown, lambda text, size: 6.0 * len(text)).texts


def test_edges_and_bodies_of_spans(view):
    spans = [(20, 40), (40, 60), (100, 101)]
    hit = layout.part_at
    assert hit(view, spans, view.x(30)) == (0, "body")
    assert hit(view, spans, view.x(20) - 4) == (0, "first") == hit(view, spans, view.x(20) + 4)
    assert hit(view, spans, view.x(40) - 2) == (0, "last") and hit(view, spans, view.x(40) + 2) == (
        1,
        "first",
    )
    assert hit(view, spans, view.x(80)) is None and hit(view, [], 10) is None
    # Five pixels wide: each edge within a third of it, and the middle can still be held.
    assert hit(view, spans, view.x(100.5)) == (2, "body")
    assert hit(view, spans, view.x(101) + 5) == (2, "last")


def test_an_action_that_runs_backwards():
    where = layout.layout(1000, 300, 190.0, -10.0, 1.0)
    assert where.x(190) == 0 and where.x(-10) == pytest.approx(1000)
    assert layout.segment_at(where, [(20, 40)], where.x(30), where.strip_bottom) == (20, 40)
    assert layout.part_at(where, [(20, 40)], where.x(20) + 2) == (0, "first")


def test_layout_fits_small_regions_and_gives_up_on_none():
    # A timeline as Blender 5.2 opens it: what lies above the scroll bar, which would take the clicks.
    small = layout.layout(500, 47, 0, 100, 1.0, bands=True)
    assert small.strip_height >= 9 and small.strip_bottom + small.strip_height <= 47 - layout.RULER
    assert small.strip_bottom - small.segment_height >= layout.SCROLL_BAR
    assert small.bands_height == 0
    # And as Blender 4.3 does: as high as anywhere.
    assert layout.layout(500, 52, 0, 100, 1.0).strip_height == layout.STRIP
    assert layout.layout(500, 24, 0, 100, 1.0) is None
    assert layout.layout(2, 300, 0, 100, 1.0) is None
    for left, right in ((5, 5), (0, float("nan")), (0, float("inf"))):
        assert layout.layout(500, 300, left, right, 1.0) is None


@pytest.mark.parametrize("height", (47, 52, 65, 90, 300))
@pytest.mark.parametrize("x, y", ((2, 15), (250, 20), (498, 24), (250, 44)))
@pytest.mark.parametrize("scale", (1.0, 2.0))
def test_the_tip_is_whole_and_not_over_the_strip(height, x, y, scale):
    where = layout.layout(500 * scale, height * scale, 0, 100, scale)
    lines = ("Frame 31: complexity 0.52", "Most movement at 2.5 Hz", "Segment 24–51: mean 0.61")
    tip = overlay_marks.Tip(x * scale, min(y, height) * scale, lines)
    marks = overlay_marks.build_tip(where, tip, lambda text, size: 0.5 * size * len(text))
    ((left, low, right, high, *_),) = marks.rectangles
    assert left >= 0 and right <= where.width and high <= height * scale
    assert low >= where.strip_bottom + where.strip_height
    words = " ".join(text for _, _, text, _, _ in sorted(marks.texts, key=lambda t: -t[1]))
    assert all(line in words for line in lines)
    assert all(left <= x and low <= y and y + size <= high + 1 for x, y, _, size, _ in marks.texts)


def test_markers_move_the_strip_up():
    plain, marked = (layout.layout(500, 300, 0, 100, 1.0, markers=m) for m in (False, True))
    assert marked.strip_bottom - plain.strip_bottom == layout.MARKERS


def test_clicks_find_their_segment(view):
    found = [(20, 40), (60, 62)]
    y = view.strip_bottom + 1
    hit = layout.segment_at
    assert hit(view, found, view.x(30), y) == (20, 40)
    assert hit(view, found, view.x(50), y) is None
    assert hit(view, found, view.x(62) + 2, y) == (60, 62)
    assert hit(view, found, view.x(30), view.strip_bottom + view.strip_height + 1) is None
    assert hit(view, found, view.x(30), view.strip_bottom - view.segment_height) == (20, 40)


def test_cache_builds_once_and_forgets_the_oldest():
    cache = pictures.Cache(2)
    made = []
    for key in "aababca":
        cache.get(key, lambda key=key: made.append(key) or key)
    assert made == ["a", "b", "c", "a"] and cache.built == 4
    assert len(cache._values) == 2
