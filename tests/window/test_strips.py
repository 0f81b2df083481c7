"""Prompt strips by mouse and keyboard in the timeline that Blender starts with: laid down, an edge dragged,
a sentence changed by a double click, and all of them generated as one motion.

Needs the Blender kit, Xvfb and xdotool; skips without. Pictures are left in out/window/.
"""

from tests.window.kit import PROMPT, ROOT

# Where in the sidebar's width the list has its buttons.
BUTTONS = 0.86


def test_two_sentences_become_one_motion(quick_window):
    window, pictures = quick_window, ROOT / "out" / "window"
    pictures.mkdir(parents=True, exist_ok=True)
    window.open_panel("Prompt Strips")
    for count, prompt in enumerate(("a person walks", "a person waves"), 1):
        window.type_into(*window.find(PROMPT), prompt)
        add = window.find("dynmask.add_strip", BUTTONS)
        laid = window.press(add, lambda s, count=count: len(s["strips"]) == count)
    (first, middle, _), (begin, last, _) = laid["strips"]
    assert first == laid["frame"] == 1 and begin == middle

    y, (left, edge, _, _) = laid["lane"]
    window.drag(edge, y, edge - 60)
    dragged = window.wait(lambda s: s["strips"][0][1] != middle, 10)
    assert dragged["strips"][0][1] == dragged["strips"][1][0] < middle and dragged["strips"][1][1] == last
    assert dragged["frame"] == 1, "the drag must not scrub the timeline"

    x = (left + edge) // 2
    window.xdotool("mousemove", x - 6, y, "sleep", 0.5, "mousemove", x, y, "sleep", 0.5)
    window.xdotool("click", "--repeat", 2, "--delay", 120, 1, "sleep", 1.5)
    window.picture(pictures / f"{window.name}-strips-words.png")
    window.xdotool("key", "ctrl+a", "sleep", 0.2, "type", "--delay", 60, "a person runs")
    window.xdotool("sleep", 0.4, "key", "Return", "sleep", 0.6, "key", "Return", "sleep", 0.6)
    window.wait(lambda s: [strip[2] for strip in s["strips"]] == ["a person runs", "a person waves"], 10)

    window.press(window.find("dynmask.generate_strips"), lambda s: s["busy"] or s["takes"])
    made = window.wait(lambda s: s["takes"] and not s["busy"])
    assert made["prompts"] == ["a person runs, then a person waves"] and made["level"] == "INFO"
    assert made["keys"][0] == 1 and abs(made["keys"][1] - last) <= 2
    assert made["lane"] and made["place"] and not made["strip_failed"], "strips and complexity, both in sight"
    window.settle()
    window.picture(pictures / f"{window.name}-strips-motion.png")
