"""A take that comes while the animator moves the rig waits for the end of it; one undo takes back the takes.

Needs the Blender kit with bin/blender43 and bin/blender52, Xvfb and xdotool; skips without.
"""

from tests.window.kit import GENERATE, PROMPT


def over_the_view(window):
    x, y, width, height = window.state()["areas"]["VIEW_3D"]["regions"]["WINDOW"]
    window.xdotool("mousemove", x + width // 2, y + height // 2, "sleep", 0.5)


def test_nothing_comes_while_the_rig_is_moved(quick_window):
    window = quick_window
    window.type_into(*window.find(PROMPT), "sleep 6")
    window.press(window.find(GENERATE), lambda s: s["busy"])
    over_the_view(window)
    window.key("g")
    window.wait(lambda s: s["stage"] == "writing keys")
    window.xdotool("mousemove_relative", 40, 0, "sleep", 3)
    held = window.state()
    assert held["busy"] and not held["takes"] and held["actions"] == []
    window.key("Return")
    window.wait(lambda s: len(s["takes"]) == 1 and not s["busy"])
    window.key("ctrl+z")
    window.wait(lambda s: not s["takes"] and not s["message"], 30)
