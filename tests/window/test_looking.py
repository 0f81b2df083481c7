"""Takes looked at by mouse: a moment of the library, Compare while it plays, Reduce Keys, and hands.

Needs the Blender kit, Xvfb and xdotool; skips without. Pictures are left in out/window/.
"""

from tests.window.clicks import entry, over_the_view, shot
from tests.window.kit import EDITS, GENERATE, OPTIONS, PROMPT

# Where in the sidebar's width the header of Takes has its button.
COMPARE = 0.7
# Those of the row below the list of takes.
ACROSS = {"OVER": 0.5, "WAY": 0.8}


def test_library_compare_and_fewer_keys(quick_window):
    window = quick_window
    window.type_into(*window.find(PROMPT), "a person waves")
    window.press(window.find(GENERATE), lambda s: s["busy"] or s["takes"])
    first = window.wait(lambda s: s["takes"] and not s["busy"])

    window.click(*window.find("dynmask.compare", COMPARE))
    shot(window, "compare")
    over_the_view(window)
    window.key("space")
    window.wait(lambda s: s["playing"], 20)
    shot(window, "compare-plays")
    window.key("space")
    window.wait(lambda s: not s["playing"], 20)
    for what in ("OVER", "WAY"):
        window.click(*window.find(f"dynmask.compare_how(what='{what}'", ACROSS[what]))
        shot(window, f"compare-{what.lower()}")
    assert window.state()["takes"] == first["takes"] and window.state()["actions"] == first["actions"]

    window.open_panel(EDITS)
    window.click(*window.find("dynmask.reduce_keys"))
    shot(window, "reduce")
    window.key("Return")
    fewer = window.wait(lambda s: len(s["takes"]) == 2 and not s["busy"])
    assert fewer["kinds"][-1] == "reduced" and "times fewer" in fewer["message"]
    assert fewer["keys"] == first["keys"]
    shot(window, "reduced")

    window.open_panel("Library")
    window.type_into(*window.find("dynmask.library_query"), "kicks")
    window.wait(lambda s: s["query"] == "kicks", 10)
    found = window.find("dynmask.preview_moment(entry=0", 0.2)
    shot(window, "library")
    window.press(found, lambda s: s["busy"] or len(s["takes"]) == 3)
    shown = window.wait(lambda s: len(s["takes"]) == 3 and not s["busy"])
    assert shown["prompts"][-1] == "a person kicks" and shown["kinds"][-1] == "library"
    shot(window, "library-shown")


def test_hands(quick_window):
    """New takes hold relaxed hands, or what is chosen; Set Hands changes those of the action."""
    window = quick_window
    window.type_into(*window.find(PROMPT), "a person waves")
    window.press(window.find(GENERATE), lambda s: s["busy"] or s["takes"])
    relaxed = window.wait(lambda s: s["takes"] and not s["busy"])
    assert 0.1 < relaxed["curl"] < 0.9
    shot(window, "hands-relaxed")

    window.open_panel(OPTIONS)
    entry(window, "dynmask.hand_left", "f", lambda s: s["hand"] == "FIST")
    window.press(window.find(GENERATE), lambda s: s["busy"] or len(s["takes"]) == 2)
    fist = window.wait(lambda s: len(s["takes"]) == 2 and not s["busy"])
    assert fist["curl"] > 1.0
    shot(window, "hands-fist")

    window.open_panel(EDITS)
    window.click(*window.find("dynmask.set_hands"))
    shot(window, "hands")
    window.key("Return")
    changed = window.wait(lambda s: s["curl"] == relaxed["curl"], 20)
    assert "finger bones set on" in changed["message"] and changed["takes"] == fist["takes"]
    shot(window, "hands-set")
