"""The recorded run: from a fresh Blender and a zip to the first motion on a rig, by mouse and keyboard alone.

No network, no Python environment, nothing set up but the animator's own rig. Each step leaves a picture in
out/window; clicks, keys and seconds are printed and left beside them as JSON.
"""

import json
import time

from tests.window.kit import GENERATE, PROMPT, ROOT

# How far down the sidebar its new tab is.
TAB = {"blender43": 175, "blender52": 252}
SENTENCE = "a person walks forward and waves with the right hand"


class Record:
    """Pictures of the steps, and what each cost."""

    def __init__(self, window):
        self.window, self.start, self.steps = window, time.monotonic() - window.idle, []
        self.folder = ROOT / "out" / "window"
        self.folder.mkdir(parents=True, exist_ok=True)

    def step(self, name):
        w = self.window
        seconds = round(time.monotonic() - self.start - w.idle, 1)
        self.steps.append({"step": name, "clicks": w.clicks, "keys": w.keys, "seconds": seconds})
        w.settle()
        w.picture(self.folder / f"{w.name}-first-{len(self.steps)}-{name}.png")

    def finish(self):
        path = self.folder / f"{self.window.name}-first-motion.json"
        path.write_text(json.dumps(self.steps, indent=2), "utf-8")
        for step in self.steps:
            print("\n{step}: {clicks} clicks, {keys} keys, {seconds} s so far".format(**step), end="")


def install(window, archive, record):
    """F4, Preferences > Get Extensions > the arrow > Install from Disk."""
    main = window.windows()[0]
    preferences = window.open_preferences("EXTENSIONS")
    left, top, width, _ = window.geometry(preferences)
    record.step("preferences")
    window.click(left + width - 19, top + 18)
    window.key("f")
    chooser = window.wait_for_window([main, preferences])
    left, top, width, height = window.geometry(chooser)
    window.settle()
    window.type_into(left + 578, top + 21, str(archive))
    record.step("chosen")
    window.press((left + width - 73, top + height - 22), lambda s: chooser not in window.windows())
    window.wait(lambda s: s["installed"], 180)
    record.step("installed")
    window.close_window(preferences)


def test_install_a_zip_and_generate(offline_window, complete):
    window = offline_window
    record = Record(window)
    install(window, complete, record)
    x, y, width, height = window.state()["areas"]["VIEW_3D"]["box"]
    window.xdotool("mousemove", x + width // 2, y + height // 2, "sleep", 0.5)
    window.key("n")
    window.wait(lambda s: s["sidebar"])
    x, y, width, _ = window.state()["areas"]["VIEW_3D"]["regions"]["UI"]
    window.press((x + width - 13, y + TAB[window.name]), lambda s: s["tab"] == "DynMask")
    window.type_into(*window.find(PROMPT), SENTENCE)
    window.wait(lambda s: s["prompt"] == SENTENCE)
    record.step("typed")
    window.wait(lambda s: s["backend"], 10)
    window.press(window.find(GENERATE), lambda s: s["busy"] or s["takes"])
    made = window.wait(lambda s: s["takes"] and not s["busy"], 300)
    record.step("motion")
    record.finish()
    assert made["level"] == "INFO" and made["strip"] and made["keys"][0] == 1 and made["keys"][1] > 40
