"""Motion directed by mouse: a loop, paths added and drawn, a pin on an Empty, a part of the body, and Mirror.

Needs the Blender kit, Xvfb and xdotool; skips without. Pictures are left in out/window/.
"""

from tests.window.clicks import makes, shot, show_frame
from tests.window.kit import PROMPT

# Where in the sidebar's width are the left and the right one of two buttons, and a list's.
LEFT, RIGHT, BUTTONS = 0.25, 0.7, 0.83
# Blender names no button that opens a menu: how far above another it is.
ADD_PIN, CHANGE_PART = ("dynmask.apply_pins", BUTTONS, 91), ("dynmask.mirror", LEFT, 52)
LOOP_PART = ("dynmask.mirror", LEFT, 26)
# What a take on a path with waypoints is told with.
MET = "from its waypoints"
# How far below the outliner's top objects are, in the order of their names.
ROWS = {"Body": 54, "Target": 75}


def in_menu(window, button, letter):
    """Open a button's menu and choose the entry whose underlined letter it is."""
    below, across, above = button
    _, y = window.find(below)
    x, _, width, _ = window.state()["areas"]["VIEW_3D"]["regions"]["UI"]
    window.click(x + round(across * width), y - above)
    shot(window, f"menu-above-{below.split('.')[1]}")
    window.key(letter)


def test_loops_and_paths(quick_window):
    window = quick_window
    window.type_into(*window.find(PROMPT), "walk on")
    window.open_panel("Loop")
    shot(window, "direct")
    looped = makes(window, "dynmask.generate_loop", "loop")
    assert looped["keys"][0] == 1
    shot(window, "direct-loop")
    again = makes(window, "dynmask.loop_action", "action loop")
    assert set(looped["actions"]) < set(again["actions"])

    window.open_panel("Path")
    window.press(window.find("dynmask.add_path", RIGHT), lambda s: s["path"])
    followed = makes(window, "dynmask.generate_path", "path")
    assert set(again["actions"]) < set(followed["actions"])
    shot(window, "direct-path")
    # The body gets to the middle of the path half-way: a time that it can keep.
    show_frame(window, round(followed["keys"][1] / 2))
    window.press(window.find("dynmask.add_waypoint"), lambda s: s["waypoints"])
    shot(window, "direct-waypoint")
    window.press(window.find("dynmask.show_guides"), lambda s: s["guides"])
    # The take that is there is made again.
    window.press(window.find("dynmask.update_path"), lambda s: s["busy"] or MET in s["message"])
    updated = window.wait(lambda s: MET in s["message"] and not s["busy"])
    assert updated["kinds"] == followed["kinds"]
    shot(window, "direct-waypoint-path")
    led = makes(window, "dynmask.follow_path", "path action")
    shot(window, "direct-action-on-path")

    window.press(window.find("dynmask.draw_path", LEFT), lambda s: s["mode"] == "EDIT")
    shot(window, "direct-draw")
    x, y, width, height = window.state()["areas"]["VIEW_3D"]["regions"]["WINDOW"]
    window.drag(x + width // 4, y + height // 2, x + width // 2)
    shot(window, "direct-drawn")
    drawn = window.press(window.find("dynmask.end_drawing"), lambda s: s["mode"] == "OBJECT")
    assert drawn["path"] != followed["path"] and drawn["selected"] == ["Body"]
    again = makes(window, "dynmask.generate_path", "path")
    assert set(led["actions"]) < set(again["actions"])
    shot(window, "direct-drawn-path")


def test_pins_parts_and_mirror(quick_window):
    window = quick_window
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
    count = len(changed["takes"])
    in_menu(window, LOOP_PART, "a")
    looped = window.wait(lambda s: len(s["takes"]) > count and not s["busy"])
    assert looped["level"] == "INFO" and set(changed["actions"]) < set(looped["actions"]), looped["message"]
    shot(window, "parts-looped")
    makes(window, "dynmask.mirror", "mirrored")
    shot(window, "parts-mirrored")
