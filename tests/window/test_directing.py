"""Motion directed by mouse: a loop, paths added and drawn, a pin on an Empty, a part of the body, and Mirror.

Needs the Blender kit, Xvfb and xdotool; skips without. Pictures are left in out/window/.
"""

import time

import pytest

from tests.window.kit import PROMPT, ROOT

# Where in the sidebar's width are the left and the right one of two buttons, and a list's.
LEFT, RIGHT, BUTTONS = 0.25, 0.7, 0.83
# Blender names no button that opens a menu: how far above another it is.
ADD_PIN, CHANGE_PART = ("dynmask.apply_pins", BUTTONS, 91), ("dynmask.mirror", LEFT, 52)
# How far below the outliner's top objects are, in the order of their names.
ROWS = {"Body": 54, "Target": 75}


@pytest.fixture
def window(quick_window):
    (ROOT / "out" / "window").mkdir(parents=True, exist_ok=True)
    return quick_window


def shot(window, what):
    time.sleep(2.0)
    window.picture(ROOT / "out" / "window" / f"{window.name}-{what}.png")


def makes(window, operator, kind, across=0.5):
    """Press a button; the state once a take of that kind is there."""
    count = len(window.state()["takes"])
    window.press(window.find(operator, across), lambda s: s["busy"] or len(s["takes"]) > count)
    made = window.wait(lambda s: len(s["takes"]) > count and not s["busy"])
    assert made["kinds"][-1] == kind and made["level"] == "INFO", made["message"]
    return made


def in_menu(window, button, letter):
    """Open a button's menu and choose the entry whose underlined letter it is."""
    below, across, above = button
    _, y = window.find(below)
    x, _, width, _ = window.state()["areas"]["VIEW_3D"]["regions"]["UI"]
    window.click(x + round(across * width), y - above)
    shot(window, f"menu-above-{below.split('.')[1]}")
    window.key(letter)


def test_loops_and_paths(window):
    window.type_into(*window.find(PROMPT), "walk on")
    window.open_panel("Loop")
    shot(window, "direct")
    looped = makes(window, "dynmask.generate_loop", "loop")
    assert looped["keys"][0] == 1
    shot(window, "direct-loop")

    window.open_panel("Path")
    window.press(window.find("dynmask.add_path", RIGHT), lambda s: s["path"])
    followed = makes(window, "dynmask.generate_path", "path")
    assert set(looped["actions"]) < set(followed["actions"])
    shot(window, "direct-path")

    window.press(window.find("dynmask.draw_path", LEFT), lambda s: s["mode"] == "EDIT")
    shot(window, "direct-draw")
    x, y, width, height = window.state()["areas"]["VIEW_3D"]["regions"]["WINDOW"]
    window.drag(x + width // 4, y + height // 2, x + width // 2)
    shot(window, "direct-drawn")
    drawn = window.press(window.find("dynmask.end_drawing"), lambda s: s["mode"] == "OBJECT")
    assert drawn["path"] != followed["path"] and drawn["selected"] == ["Body"]
    again = makes(window, "dynmask.generate_path", "path")
    assert len(again["takes"]) == 3
    shot(window, "direct-drawn-path")


def test_pins_parts_and_mirror(window):
    window.type_into(*window.find(PROMPT), "a person waves")
    first = makes(window, "dynmask.generate", "generated")
    x, y, _, _ = window.state()["areas"]["OUTLINER"]["regions"]["WINDOW"]
    window.click(x + 100, y + ROWS["Target"])
    window.xdotool("keydown", "ctrl")
    window.click(x + 100, y + ROWS["Body"])
    window.xdotool("keyup", "ctrl")
    window.wait(lambda s: s["selected"] == ["Body", "Target"], 10)

    window.open_panel("Pins")
    in_menu(window, ADD_PIN, "l")
    window.wait(lambda s: s["pins"] == [["left_hand", "Target"]], 10)
    shot(window, "pins")
    pinned = makes(window, "dynmask.apply_pins", "pinned")
    assert "Target" not in pinned["takes"] and set(first["actions"]) < set(pinned["actions"])
    shot(window, "pins-applied")

    window.open_panel("Part of the Body, Mirror")
    window.type_into(*window.find("dynmask.edit_prompt"), "a person kicks")
    shot(window, "parts")
    count = len(window.state()["takes"])
    in_menu(window, CHANGE_PART, "l")
    changed = window.wait(lambda s: len(s["takes"]) > count and not s["busy"])
    assert set(changed["kinds"][count:]) == {"part"} and changed["prompts"][-1] == "a person kicks"
    shot(window, "parts-changed")
    makes(window, "dynmask.mirror", "mirrored")
    shot(window, "parts-mirrored")
