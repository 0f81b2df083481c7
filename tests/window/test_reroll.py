"""A take made again with another prompt, and with a fresh seed, by mouse and keyboard.

Needs the Blender kit, Xvfb and xdotool; skips without. Pictures are left in out/window/.
"""

from tests.window.kit import GENERATE, PROMPT, ROOT


def test_another_prompt_with_the_same_seed(quick_window):
    window, pictures = quick_window, ROOT / "out" / "window"
    pictures.mkdir(parents=True, exist_ok=True)
    window.type_into(*window.find(PROMPT), "a person waves")
    window.press(window.find(GENERATE), lambda s: s["busy"] or s["takes"])
    first = window.wait(lambda s: s["takes"] and not s["busy"])

    window.click(*window.find("dynmask.reroll_take"))
    window.settle()
    window.picture(pictures / f"{window.name}-reroll.png")
    window.xdotool("key", "ctrl+a", "sleep", 0.2, "type", "--delay", 60, "a person kicks")
    window.xdotool("sleep", 0.4, "key", "Return", "sleep", 0.6, "key", "Return", "sleep", 0.6)
    again = window.wait(lambda s: len(s["takes"]) == 2 and not s["busy"], 60)
    assert again["prompts"] == ["a person waves", "a person kicks"]
    assert again["seeds"] == 2 * first["seeds"] and set(first["actions"]) < set(again["actions"])
    assert again["prompt"] == "a person waves", "the prompt of the next generation stays"
    window.settle()
    window.picture(pictures / f"{window.name}-rerolled.png")

    window.press(window.find("dynmask.again", 0.15), lambda s: s["busy"] or len(s["takes"]) == 3)
    fresh = window.wait(lambda s: len(s["takes"]) == 3 and not s["busy"])
    assert fresh["prompts"][-1] == "a person kicks" and fresh["seeds"][-1] != first["seeds"][0]
