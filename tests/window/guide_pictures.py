"""Pictures of panels and of the recorded run: python -m tests.window.guide_pictures WHAT [BLENDER [ZIP]]

WHAT: unknown (a sentence that the weights do not know), library (a search, and a moment shown), direct (a
path with waypoints), run (of the pictures that test_first_motion.py left). By mouse, with the weights in the
zip, which is built where none is given; docs/guide is written.
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image

from tests.window import blocking, command
from tests.window.clicks import show_frame
from tests.window.kit import GENERATE, PROMPT, Window

GUIDE = command.ROOT / "docs" / "guide"
# What of the 3D view is left of the sidebar in a picture, in pixels.
BESIDE = 800
# How far down the sidebar the message ends.
NOTICE = 227
STEPS, TILE, GAP = ("1-preferences", "3-installed", "4-typed", "5-motion"), (895, 501), 20
VERSIONS = {"blender43": "4.3", "blender52": "5.2"}


def makes(window, operator, across=0.5):
    """Press a button; the state once there is another take."""
    count = len(window.state()["takes"])
    window.press(window.find(operator, across), lambda s: s["busy"] or len(s["takes"]) > count)
    made = window.wait(lambda s: len(s["takes"]) > count and not s["busy"], 400)
    print(made["prompts"][-1], made["keys"], made["message"])
    return made


def save(window, name, beside=BESIDE, most=2000):
    """The sidebar's upper pixels and what is left of it, as large as on the screen."""
    # Away from widgets, whose explanations would cover others.
    x, y, _, height = window.state()["areas"]["VIEW_3D"]["regions"]["WINDOW"]
    window.xdotool("mousemove", x + 200, y + height - 60, "sleep", 1.0)
    window.settle()
    whole, path = command.PICTURES / f"{window.name}-guide-{name}.png", GUIDE / f"{name}.png"
    window.picture(whole)
    left, top, width, height = window.state()["areas"]["VIEW_3D"]["regions"]["UI"]
    with Image.open(whole) as screen:
        part = screen.convert("RGB").crop((left - beside, top, left + width, top + min(height, most)))
        part.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path)


def unknown(window):
    window.type_into(*window.find(PROMPT), "a person rides an ostrich")
    makes(window, GENERATE)
    save(window, "unknown", 0, NOTICE)


def library(window):
    window.open_panel("Library")
    window.type_into(*window.find("dynmask.library_query"), "a high kick")
    window.wait(lambda s: s["query"] == "a high kick", 20)
    # Until what was found while typing is no longer listed.
    window.settle()
    made = makes(window, "dynmask.preview_moment(entry=", 0.2)
    show_frame(window, round(made["keys"][1] / 2))
    window.find("dynmask.preview_moment(entry=", 0.2)
    # The sidebar's end, with all that was found.
    window.xdotool("click", "--repeat", 60, "--delay", 30, 5, "sleep", 0.6)
    save(window, "library")


def direct(window):
    window.type_into(*window.find(PROMPT), "a person walks")
    window.open_panel("Path")
    window.press(window.find("dynmask.add_path", 0.7), lambda s: s["path"])
    made = makes(window, "dynmask.generate_path")
    # The body gets to the middle of the path half-way: a time that it can keep.
    show_frame(window, round(made["keys"][1] / 2))
    window.click(*window.find("dynmask.add_waypoint"))
    made = makes(window, "dynmask.generate_path")
    show_frame(window, round(made["keys"][1] / 2))
    window.find("dynmask.generate_path")
    save(window, "direct", 0)


def run_of(name):
    """Four of the recorded run's pictures in one."""
    together = Image.new("RGB", (2 * TILE[0] + GAP, 2 * TILE[1] + GAP), "white")
    for i, step in enumerate(STEPS):
        with Image.open(command.PICTURES / f"{name}-first-{step}.png") as screen:
            small = screen.convert("RGB").resize(TILE, Image.Resampling.LANCZOS)
            together.paste(small, ((i % 2) * (TILE[0] + GAP), (i // 2) * (TILE[1] + GAP)))
    path = GUIDE / f"run_{VERSIONS[name]}.png"
    together.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path)


def main():
    what, name = sys.argv[1], (sys.argv[2:] or ["blender43"])[0]
    if what == "run":
        run_of(name)
        return
    command.PICTURES.mkdir(parents=True, exist_ok=True)
    with command.screen() as display, tempfile.TemporaryDirectory() as folder:
        archive = Path(sys.argv[3]).resolve() if len(sys.argv) > 3 else blocking.archive(folder)
        window = Window(name, archive, Path(folder), "", display)
        try:
            {"unknown": unknown, "library": library, "direct": direct}[what](window)
        finally:
            window.close()


if __name__ == "__main__":
    main()
