"""The Blender kit of window tests (BT_ROOT, default ~/.cache/blender-kit), and a Blender to click in."""

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KIT = Path(os.environ.get("BT_ROOT", Path.home() / ".cache" / "blender-kit"))
DISPLAY = ":97"
# From the top left of the sidebar's region to the middle of a widget, at ui_scale 1.
PROMPT, GENERATE, REGENERATE = (142, 47), (142, 155), (142, 689)


def available(name):
    tools = all(shutil.which(tool) for tool in ("Xvfb", "xdotool", "import"))
    return tools and (KIT / "bin" / name).exists()


class Window:
    """A Blender with its window; `state()` is what inside.py last told."""

    def __init__(self, name, archive, folder, python):
        self.name, self._file = name, folder / "state.json"
        self._environment = os.environ | {
            "DISPLAY": DISPLAY, "BLENDER_USER_RESOURCES": str(folder / "user"), "BT_BIND": str(ROOT),
        }  # fmt: skip
        (folder / "user").mkdir()
        blender, script = KIT / "bin" / name, ROOT / "tests" / "window" / "inside.py"
        install = ("--command", "extension", "install-file", "-r", "user_default", "-e", archive)
        subprocess.run([blender, *install], env=self._environment, check=True, capture_output=True)
        with open(folder / "log.txt", "wb") as log:
            self._process = subprocess.Popen(
                [blender, "--window-geometry", "0", "0", "1920", "1080", "--no-window-focus",
                 "--python", script, "--", self._file, ROOT, python],
                env=self._environment, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        self.wait(lambda s: s["ready"], 120)
        self.settle()
        # Without a window manager nothing has the focus, and Blender then asks late where the mouse was.
        self.xdotool("search", "--class", "blender", "windowfocus")

    def state(self):
        try:
            return json.loads(self._file.read_text("utf-8"))
        except FileNotFoundError:
            return {"ready": False}

    def wait(self, condition, seconds=40):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self._process.poll() is None, "Blender ended"
            state = self.state()
            if condition(state):
                return state
            time.sleep(0.2)
        raise AssertionError(f"it did not happen: {self.state()}")

    def xdotool(self, *words):
        subprocess.run(["xdotool", *map(str, words)], env=self._environment, check=True)

    def widget(self, offset):
        x, y, _, _ = self.state()["areas"]["VIEW_3D"]["regions"]["UI"]
        return x + offset[0], y + offset[1]

    def click(self, x, y):
        self.xdotool("mousemove", x - 6, y - 1, "sleep", 0.4, "mousemove", x, y, "sleep", 0.5)
        self.xdotool("mousedown", 1, "sleep", 0.15, "mouseup", 1, "sleep", 0.6)

    def press(self, offset, condition):
        """Click a widget until something happens: Blender may swallow the first click after a text field."""
        for _ in range(3):
            self.click(*self.widget(offset))
            try:
                return self.wait(condition, 6)
            except AssertionError:
                self.settle()
        raise AssertionError(f"clicking did nothing: {self.state()}")

    def type_into(self, x, y, text):
        self.click(x, y)
        self.xdotool("key", "ctrl+a", "sleep", 0.2)
        self.xdotool("type", "--delay", 60, text)
        self.xdotool("sleep", 0.4, "key", "Return", "sleep", 0.6)

    def drag(self, x, y, to_x):
        self.xdotool("mousemove", x, y, "sleep", 0.4, "mousedown", 1, "sleep", 0.3)
        for i in range(1, 9):
            self.xdotool("mousemove", x + (to_x - x) * i // 8, y, "sleep", 0.1)
        self.xdotool("sleep", 0.3, "mouseup", 1, "sleep", 0.6)

    def settle(self):
        """Wait until two pictures in a row are the same."""
        before = None
        for _ in range(20):
            now = self.picture()
            if now == before:
                return
            before = now
            time.sleep(1.0)

    def picture(self, path=None):
        target = str(path) if path else "rgb:-"
        command = ["import", "-silent", "-window", "root", target]
        return subprocess.run(command, env=self._environment, capture_output=True, check=True).stdout

    def close(self):
        self._process.kill()
        self._process.wait(10)
