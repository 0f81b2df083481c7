"""Earlier takes used again and forgotten, by mouse: the History panel.

Needs the Blender kit, Xvfb and xdotool; skips without. Pictures are left in out/window/.
"""

from tests.window.kit import GENERATE, PROMPT, ROOT

# Where in the sidebar's width a row of the history has its button, and the button below the list of takes.
AGAIN, DISCARD_ALL = 0.82, 0.68
# How far above the range's first button the closed panel's header is.
ABOVE = 57


def generate(window, prompt):
    window.type_into(*window.find(PROMPT), prompt)
    window.press(window.find(GENERATE), lambda s: s["busy"] or s["takes"])
    return window.wait(lambda s: s["takes"] and not s["busy"])


def test_an_earlier_take_is_made_again(quick_window):
    window, pictures = quick_window, ROOT / "out" / "window"
    pictures.mkdir(parents=True, exist_ok=True)
    first = generate(window, "a person waves")
    window.press(window.find("dynmask.discard_all", DISCARD_ALL), lambda s: not s["takes"])
    second = generate(window, "a person kicks")
    window.press(window.find("dynmask.accept_take(index=-1", 0.27), lambda s: not s["takes"])
    past = window.state()["history"]
    assert past == [
        ["a person waves", first["seeds"][0], "discarded"],
        ["a person kicks", second["seeds"][0], "accepted"],
    ]  # fmt: skip

    x, y = window.find("dynmask.analyse", 0.3)
    window.click(x, y - ABOVE)
    again = window.find("dynmask.use_history(index=0)", AGAIN)
    window.settle()
    window.picture(pictures / f"{window.name}-history.png")
    filled = window.press(again, lambda s: s["prompt"] == "a person waves")
    assert filled["seed"] == first["seeds"][0] and not filled["random_seed"] and not filled["seconds"]
    assert filled["action"] == second["action"] and filled["keys"] == second["keys"]
    window.press(window.find(GENERATE), lambda s: s["busy"] or s["takes"])
    made = window.wait(lambda s: s["takes"] and not s["busy"])
    assert made["prompts"] == ["a person waves"] and made["seeds"] == first["seeds"]

    window.press(window.find("dynmask.clear_history"), lambda s: not s["history"])
    assert window.state()["takes"] == made["takes"]
