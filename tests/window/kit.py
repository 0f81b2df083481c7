"""The Blender kit of window tests (BT_ROOT, default ~/.cache/blender-kit), and a Blender to click in."""

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KIT = Path(os.environ.get("BT_ROOT", Path.home() / ".cache" / "blender-kit"))
# On a busy machine: every limit of waiting is so many times as long.
PATIENCE = float(os.environ.get("DYNMASK_PATIENCE", "1"))
# Widgets of the sidebar, as Blender names what is under the mouse.
PROMPT, GENERATE, REGENERATE = "dynmask.prompt", "dynmask.generate", "dynmask.regenerate"
# Less than a row of widgets is high.
ROW = 14
# Closed panels below a widget: those of the tab, and those in one of them once that is open.
EDITS, DIRECT, OPTIONS = "In-Between, Extend, Keys, Hands", "Direct", "Options and Bone Mapping"
CLOSED = {
    "": ("dynmask.regenerate", (EDITS, DIRECT, "Library", "Many", "Export", OPTIONS)),
    DIRECT: (
        "dynmask.show_guides",
        ("Prompt Strips", "Loop", "Path", "Poses", "Join", "Pins", "Part of the Body, Mirror"),
    ),
    OPTIONS: ("dynmask.closeness", ("Bone Mapping",)),
}  # fmt: skip
# How far below its widget the first of them is, and each below the other.
HEADER, PITCH = 22, 26
# How far down the preferences' window an entry is.
ENTRIES = {
    "EXTENSIONS": {"blender43": 162, "blender52": 195}, "ADDONS": {"blender43": 187, "blender52": 220},
}  # fmt: skip

# In front of a command: no network, not even the machine's own.
OFFLINE = ("unshare", "--net")


def offline():
    return shutil.which("unshare") and not subprocess.run([*OFFLINE, "true"], capture_output=True).returncode


def available(name):
    tools = all(shutil.which(tool) for tool in ("Xvfb", "xdotool", "import"))
    return tools and (KIT / "bin" / name).exists()


class Window:
    """A Blender with its window; `state()` is what inside.py last told.

    archive: what is installed before it starts, None for nothing; python: the backend's interpreter, "" for
    the add-on's own choice; before: words in front of the command. `clicks` and `keys` count what a person
    would have pressed, a typed text as one key a character; `idle` is the seconds that went into looking for
    widgets and taking pictures, which a person does not need.
    """

    def __init__(self, name, archive, folder, python, screen, before=()):
        self.name, self._file, self._asking = name, folder / "state.json", folder / "asking"
        self.clicks, self.keys, self.idle, self._found, self._open = 0, 0, 0.0, 0, []
        self._environment = {
            **{n: v for n, v in os.environ.items() if not n.startswith(("PYTHON", "VIRTUAL_ENV", "DYNMASK"))},
            "DISPLAY": screen, "BLENDER_USER_RESOURCES": str(folder / "user"), "BT_BIND": str(ROOT),
            "DYNMASK_CACHE": str(folder / "cache"),
        }  # fmt: skip
        (folder / "user").mkdir()
        blender, script = KIT / "bin" / name, ROOT / "tests" / "window" / "inside.py"
        if archive:
            install = ("--command", "extension", "install-file", "-r", "user_default", "-e", archive)
            subprocess.run([blender, *install], env=self._environment, check=True, capture_output=True)
        with open(folder / "log.txt", "wb") as log:
            self._process = subprocess.Popen(
                [*before, blender, "--window-geometry", "0", "0", "1920", "1080", "--no-window-focus",
                 "--python", script, "--", self._file, self._asking, ROOT, python],
                env=self._environment, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            self.wait(lambda s: s["ready"], 120)
        except BaseException:
            self.close()
            raise
        self.settle()
        # Without a window manager nothing has the focus, and Blender then asks late where the mouse was.
        self.xdotool("search", "--class", "blender", "windowfocus")

    def state(self):
        try:
            return json.loads(self._file.read_text("utf-8"))
        except FileNotFoundError:
            return {"ready": False}

    def wait(self, condition, seconds=180, pause=0.2):
        end = time.monotonic() + PATIENCE * seconds
        while time.monotonic() < end:
            assert self._process.poll() is None, "Blender ended"
            state = self.state()
            if condition(state):
                return state
            time.sleep(pause)
        raise AssertionError(f"it did not happen: {self.state()}")

    def xdotool(self, *words):
        run = ["xdotool", *map(str, words)]
        return subprocess.run(run, env=self._environment, check=True, capture_output=True, text=True).stdout

    def find(self, name, across=0.5):
        """Where the sidebar has an operator or property: the mouse goes down until Blender names it.

        across: where in the sidebar's width.
        """
        box = self.state()["areas"]["VIEW_3D"]["regions"]["UI"]
        self._found = self._search(name, box, across, self._found)[1]
        return box[0] + round(across * box[2]), self._found

    def find_beside(self, window, editor, name, across=0.5, region="WINDOW"):
        """The same in a region of an editor in a window that Blender opened beside its own."""
        left, top, _, _ = self.geometry(window)
        x, y, width, height = self.state()["opened"][editor]["regions"][region]
        return self._search(name, (left + x, top + y, width, height), across)

    def _search(self, name, box, across, begin=0):
        """The place of a widget in a box on the screen, looked for from the height `begin` on."""
        x, top, width, height = box
        start, middle, seen = time.monotonic(), x + round(across * width), {}
        # Not the last one: there the mouse drags the edge to the next editor.
        rows = list(range(top + ROW, top + height - ROW, ROW))
        self._asking.touch()
        try:
            # 4 is the wheel upwards, 5 downwards: what is in sight, then all of a long region from its top.
            for button, turns in ((4, 60), *[(5, 8)] * 6):
                # From where the last one was: one mostly works from top to bottom.
                rows.sort(key=lambda y: (y < begin, y))
                for y in rows:
                    self.xdotool("mousemove", middle, y)
                    under = self._under_the_mouse()
                    if under.startswith(name):
                        return middle, y
                    seen[under] = None
                self.xdotool("click", "--repeat", turns, "--delay", 30, button, "sleep", 0.6)
        finally:
            self._asking.unlink()
            self.idle += time.monotonic() - start
        self.picture(ROOT / "out" / "window" / f"{self.name}-lost.png")
        raise AssertionError(f"there is no {name}, only {list(seen)}")

    def header(self, widget, number=0, across=0.5):
        """Where the header of a closed panel is: so many others lie between it and a widget above."""
        x, y = self.find(widget, across)
        _, top, _, height = self.state()["areas"]["VIEW_3D"]["regions"]["UI"]
        start = time.monotonic()
        self._asking.touch()
        try:
            while self._under_the_mouse().startswith(widget) and y < top + height - ROW:
                y += 2
                self.xdotool("mousemove", x, y)
        finally:
            self._asking.unlink()
            self.idle += time.monotonic() - start
        return self.state()["areas"]["VIEW_3D"]["regions"]["UI"][0] + 90, y + HEADER + number * PITCH

    def open_panel(self, title):
        """Click the header of a panel that is closed when Blender starts, after that of the one that it is
        in; others that were opened close."""
        parent = next(name for name, (_, titles) in CLOSED.items() if title in titles)
        wanted = [name for name in (parent, title) if name]
        while self._open and self._open != wanted[: len(self._open)]:
            self._click_header(self._open.pop())
        for name in wanted[len(self._open) :]:
            self._click_header(name)
            self._open.append(name)

    def _click_header(self, title):
        _, top, _, height = self.state()["areas"]["VIEW_3D"]["regions"]["UI"]
        parent, (widget, titles) = next((p, told) for p, told in CLOSED.items() if title in told[1])
        for _ in range(8):
            x, y = self.header(widget, titles.index(title), *((0.7,) if parent == OPTIONS else ()))
            # Scrolled to its end the last header is not a row above the edge.
            if y < top + height - HEADER // 3:
                self.click(x, y)
                return
            self.xdotool("click", "--repeat", 2, "--delay", 30, 5, "sleep", 0.6)
        raise AssertionError(f"{title} is below the sidebar")

    def _under_the_mouse(self):
        """What is under it after Blender went twice round its loop, and so saw the mouse move."""
        beat = self.state()["beat"]
        return self.wait(lambda s: s["beat"] >= beat + 2, pause=0.05)["hover"]

    def click(self, x, y):
        self.xdotool("mousemove", x - 6, y - 1, "sleep", 0.4, "mousemove", x, y, "sleep", 0.5)
        self.xdotool("mousedown", 1, "sleep", 0.15, "mouseup", 1, "sleep", 0.6)
        self.clicks += 1

    def press(self, place, condition):
        """Click until something happens: Blender may swallow the first click after a text field."""
        for _ in range(3):
            self.click(*place)
            try:
                return self.wait(condition, 6)
            except AssertionError:
                self.settle()
        raise AssertionError(f"clicking did nothing: {self.state()}")

    def key(self, name):
        self.xdotool("key", name, "sleep", 0.6)
        self.keys += 1

    def type_into(self, x, y, text):
        self.click(x, y)
        self.xdotool("key", "ctrl+a", "sleep", 0.2)
        self.xdotool("type", "--delay", 60, text)
        self.xdotool("sleep", 0.4, "key", "Return", "sleep", 0.6)
        self.keys += len(text) + 2

    def windows(self):
        """Ids of Blender's windows, in the order in which they were opened."""
        return sorted(map(int, self.xdotool("search", "--class", "blender").split()))

    def wait_for_window(self, others, seconds=20):
        """The id of the one that opens beside some others, once it is drawn."""
        end = time.monotonic() + PATIENCE * seconds
        while time.monotonic() < end:
            opened = [window for window in self.windows() if window not in others]
            if opened:
                self.settle()
                return opened[0]
            time.sleep(0.2)
        raise AssertionError("no window opened")

    def geometry(self, window):
        """(x, y from the top, width, height)."""
        told = self.xdotool("getwindowgeometry", "--shell", window)
        values = dict(line.split("=") for line in told.split())
        return tuple(int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))

    def open_preferences(self, section):
        """F4, Preferences, and one of ENTRIES; the id of the new window."""
        # In the middle, where the new window opens: not every Blender keeps it on the screen by itself.
        self.xdotool("mousemove", 700, 500, "sleep", 0.5)
        others = self.windows()
        self.key("F4")
        self.key("p")
        opened = self.wait_for_window(others)
        left, top, _, _ = self.geometry(opened)
        entry = left + 60, top + ENTRIES[section][self.name]
        self.press(entry, lambda s: s["section"] == section)
        return opened

    def close_window(self, window):
        """What the cross of a window manager does, which this screen lacks: the window is gone from sight."""
        self.xdotool("windowunmap", window, "sleep", 1.0)
        self.xdotool("windowfocus", self.windows()[0], "sleep", 0.5)
        self.clicks += 1

    def drag(self, x, y, to_x):
        self.xdotool("mousemove", x, y, "sleep", 0.4, "mousedown", 1, "sleep", 0.3)
        for i in range(1, 9):
            self.xdotool("mousemove", x + (to_x - x) * i // 8, y, "sleep", 0.1)
        self.xdotool("sleep", 0.3, "mouseup", 1, "sleep", 0.6)

    def settle(self):
        """Wait until two pictures in a row are the same."""
        before, start = None, time.monotonic()
        for _ in range(20):
            now = self.picture()
            if now == before:
                break
            before = now
            time.sleep(2.0)
        self.idle += time.monotonic() - start

    def picture(self, path=None):
        target = str(path) if path else "rgb:-"
        command = ["import", "-silent", "-window", "root", target]
        return subprocess.run(command, env=self._environment, capture_output=True, check=True).stdout

    def close(self):
        self._process.kill()
        self._process.wait(10 * PATIENCE)
