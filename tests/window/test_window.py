"""A person's clicks in a real Blender window: type a prompt, Generate, drag over the strip, Regenerate, undo.

Needs the Blender kit with bin/blender43 and bin/blender52, Xvfb and xdotool; skips without. Pictures are left
in out/window/.
"""

import time

from tests.window.kit import GENERATE, PROMPT, REGENERATE, ROOT


def test_clicks_of_a_whole_session(quick_window):
    window = quick_window
    pictures = ROOT / "out" / "window"
    pictures.mkdir(parents=True, exist_ok=True)
    window.type_into(*window.find(PROMPT), "a person waves")
    window.wait(lambda s: s["prompt"] == "a person waves")
    window.press(window.find(GENERATE), lambda s: s["busy"] or s["takes"])
    made = window.wait(lambda s: s["takes"] and not s["busy"])
    assert made["action"] == f"a person waves {made['seeds'][0]}" and made["strip"] and made["keys"][0] == 1
    window.settle()
    window.picture(pictures / f"{window.name}-generated.png")

    y, (left, right) = made["place"]
    window.drag(left, y, right)
    time.sleep(1.0)
    # A busy Blender is still drawing what the first steps of the drag chose.
    chosen = window.wait(lambda s: s["range"][0] and abs(s["range"][2] - 41) <= 1, 10)
    assert chosen["frame"] == 1, "the drag must not scrub the timeline"
    assert abs(chosen["range"][1] - 11) <= 1

    window.press(window.find(REGENERATE), lambda s: s["busy"] or len(s["takes"]) == 5)
    again = window.wait(lambda s: len(s["takes"]) == 5 and not s["busy"])
    assert again["action"] != made["action"] and not again["strip_failed"]
    window.settle()
    window.picture(pictures / f"{window.name}-regenerated.png")

    # All takes of one press are one undo step.
    window.xdotool("mousemove", 600, 300, "sleep", 0.3, "key", "ctrl+z")
    undone = window.wait(lambda s: len(s["takes"]) == 1, 30)
    assert undone["action"] == made["action"]
    for _ in range(2):
        window.xdotool("sleep", 0.5, "key", "ctrl+z")
    window.wait(lambda s: not s["takes"] and s["action"] is None, 10)
    window.xdotool("sleep", 0.5, "key", "ctrl+shift+z", "sleep", 0.5, "key", "ctrl+shift+z")
    assert not window.wait(lambda s: s["takes"], 10)["strip_failed"]
