"""The mouse on the overlay of a real window: segments, edges of the range, prompt strips, numbers, undo.

Needs the Blender kit, Xvfb and xdotool; skips without. Pictures are left in out/window/.
"""

import os
import subprocess

import pytest

from tests.window.kit import KIT, ROOT, Window, available


class OverlayWindow(Window):
    """A Blender that shows what inside_mouse.py prepares."""

    def __init__(self, name, folder, screen, editor):
        self.name, self._file = name, folder / "state.json"
        self.clicks, self.keys, self.idle = 0, 0, 0.0
        self._environment = os.environ | {
            "DISPLAY": screen, "BLENDER_USER_RESOURCES": str(folder / "user"), "BT_BIND": str(ROOT),
        }  # fmt: skip
        script = ROOT / "tests" / "window" / "inside_mouse.py"
        with open(folder / "log.txt", "wb") as log:
            self._process = subprocess.Popen(
                [KIT / "bin" / name, "--factory-startup", "--window-geometry", "0", "0", "1920", "1080",
                 "--no-window-focus", "--python", script, "--", ROOT, self._file, editor],
                env=self._environment, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        self.wait(lambda s: s["ready"], 120)
        self.settle()
        self.xdotool("search", "--class", "blender", "windowfocus")
        # Blender swallows the first press in a window that has just got the focus.
        self.click(1750, 800)

    def x(self, frame):
        state = self.state()
        return round(state["zero"] + frame * state["pixels"])


@pytest.fixture(params=("DOPESHEET", "FCURVES", "TIMELINE"))
def editor(request):
    return request.param


@pytest.fixture(params=("blender43", "blender52"))
def window(request, screen, tmp_path, editor):
    if not available(request.param):
        pytest.skip(f"the Blender kit has no {request.param}, or Xvfb, xdotool or ImageMagick is missing")
    opened = OverlayWindow(request.param, tmp_path, screen, editor)
    yield opened
    opened.close()


def near(wanted):
    return lambda state: max(abs(a - b) for a, b in zip(state["range"], wanted, strict=True)) <= 1


def test_range_and_strips_by_mouse(window, editor):
    pictures, name = ROOT / "out" / "window", f"{window.name}-{editor.lower()}"
    pictures.mkdir(parents=True, exist_ok=True)
    before = window.state()
    first, last = before["range"]
    strip, lane = before["strip"], before["lane"]

    window.drag(window.x(last), strip, window.x(last + 60))
    window.wait(near((first, last + 60)), 10)
    window.drag(window.x(first), strip, window.x(first - 30))
    window.wait(near((first - 30, last + 60)), 10)
    window.xdotool("mousemove", window.x(first + 20), strip, "sleep", 1.0)
    window.wait(lambda s: s["tip"], 10)
    window.picture(pictures / f"{name}-range.png")
    window.xdotool("mousemove", 700, 300, "sleep", 0.5)
    assert not window.wait(lambda s: not s["tip"], 10)["failed"]

    one, other = before["segments"][0], before["segments"][2]
    window.click(window.x(sum(one) / 2), strip)
    window.wait(near([round(f) for f in one]), 10)
    window.xdotool("keydown", "shift")
    window.click(window.x(sum(other) / 2), strip)
    window.xdotool("keyup", "shift")
    window.wait(near([round(one[0]), round(other[1])]), 10)

    (a, b, _), (c, d, _) = before["strips"][:2]
    window.drag(window.x(b), lane, window.x(b + 10))
    moved = window.wait(lambda s: abs(s["strips"][0][1] - (b + 10)) <= 1, 10)["strips"][0]
    assert moved[0] == a
    window.drag(window.x((c + d) / 2), lane, window.x((c + d) / 2 + 200))
    pushed = window.wait(lambda s: s["strips"][1][0] != c, 10)
    assert pushed["strips"][1][1] == pushed["strips"][2][0] and pushed["active"] == 1
    assert pushed["strips"][1][1] - pushed["strips"][1][0] == d - c
    window.xdotool("mousemove", window.x(pushed["strips"][1][0]), lane, "sleep", 0.6)
    window.picture(pictures / f"{name}-strips.png")
    assert pushed["frame"] == before["frame"], "the drags must not scrub the timeline"
    assert pushed["selected"] == before["selected"], "the clicks must not choose keys"

    window.xdotool("mousemove", 700, 300, "sleep", 0.5, "key", "ctrl+z")
    window.wait(lambda s: s["strips"][1][0] == c, 10)
    window.xdotool("sleep", 0.3, "key", "ctrl+z")
    undone = window.wait(lambda s: s["strips"][0][1] == b, 10)
    assert not undone["failed"]

    window.xdotool("mousemove", window.x(moved[0] + 20), lane, "sleep", 0.4)
    window.xdotool("click", "--repeat", 2, "--delay", 120, 1, "sleep", 1.5)
    window.picture(pictures / f"{name}-edit.png")
    window.xdotool("key", "ctrl+a", "sleep", 0.2, "type", "--delay", 60, "a person runs")
    window.xdotool("sleep", 0.4, "key", "Return", "sleep", 0.6, "key", "Return", "sleep", 0.6)
    window.wait(lambda s: s["strips"][0][2] == "a person runs", 10)
