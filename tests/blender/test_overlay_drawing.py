"""What the strip looks like in pixels, drawn off screen by the gpu module."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from dynmask.dynmask_blender.complexity import layout


@pytest.fixture(scope="module")
def seen(opengl):
    script = Path(__file__).with_name("draw_strip.py")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=300)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    assert lines, done.stdout + done.stderr
    return json.loads(lines[-1])


def test_strip_lies_on_its_frames(seen):
    assert seen["strip"] == [150, 449]
    assert seen["outside"] == 0 and seen["above"] == 0


def test_complex_frames_are_red_and_underlined(seen):
    first, last = seen["red"]
    assert 327 <= first <= 331 and 389 <= last <= 393
    assert seen["segment"] == [330, 389]


def test_bands_are_lit_where_the_energy_is(seen):
    assert seen["low_band"][0] > 200 and max(seen["high_band"]) < 60


def test_chosen_range_is_outlined(seen):
    assert min(seen["range_edge"]) > 150


def test_prompt_strips_lie_on_their_frames_with_their_words(seen):
    left, right = seen["prompts"]
    assert 180 <= left <= 182 and 447 <= right <= 450
    assert seen["words"] > 100 > 5 > seen["no_words"]


def test_what_is_kept_as_a_whole_looks_the_same(seen):
    assert seen["sheet_differs"] <= 3


def test_redrawing_makes_nothing_and_takes_no_time(seen):
    found = seen["redraws"]
    assert found["first"] > 0 and found["warm"] == 0
    # Zoomed in: another picture of heat and bands, and marks; edited: those, and the row of segments.
    assert 1 <= found["zoomed"] <= 3 and 3 <= found["edited"] <= 4
    # The median of 300, of the processor; drawing hundreds of segments one by one takes several times this.
    assert found["redraw_ms"] < 1.0


def test_everything_grows_with_the_interface_scale(seen):
    """The whole drawing at ui_scale 1 and 2: strip, where it lies, and the tip with its words."""
    one, two = seen["scales"]
    assert one["strip"] == [layout.SCROLL_BAR, layout.STRIP + layout.SEGMENT]
    assert two["strip"] == [2 * pixels for pixels in one["strip"]]
    assert one["tip"][0] > 25 and one["tip"][1] > 100
    assert two["tip"] == pytest.approx([2 * pixels for pixels in one["tip"]], rel=0.06)


def test_the_tip_is_shown_in_the_editor_under_the_mouse_only(seen):
    assert [scale["elsewhere"] for scale in seen["scales"]] == [0, 0]


def test_undo_leaves_the_overlay_drawing(seen):
    assert seen["undo"] == {"lit": True, "edited": True, "undone": True, "failed": False}
