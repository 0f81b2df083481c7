"""The tab fits the sidebar of a screen 1080 pixels high, and nothing in it moves while takes come and go.

Needs the Blender kit, Xvfb and xdotool; skips without. Pictures are left in out/window/.
"""

from tests.window.kit import CLOSED, GENERATE, HEADER, OPTIONS, PROMPT, REGENERATE, ROOT


def test_the_tab_is_seen_without_scrolling(quick_window):
    window, pictures = quick_window, ROOT / "out" / "window"
    pictures.mkdir(parents=True, exist_ok=True)
    sentence, places = window.find(PROMPT), [window.find(REGENERATE)]
    window.type_into(*sentence, "a person walks forward and waves with the right hand")
    window.press(window.find(GENERATE), lambda s: s["busy"] or s["takes"])
    window.wait(lambda s: s["takes"] and not s["busy"])
    window.settle()
    window.picture(pictures / f"{window.name}-panel-height.png")
    places.append(window.find(REGENERATE))
    window.press(window.find("dynmask.most_complex", 0.3), lambda s: s["range"][0])
    window.press(places[1], lambda s: s["busy"] or len(s["takes"]) == 5)
    window.wait(lambda s: len(s["takes"]) == 5 and not s["busy"])
    places.append(window.find(REGENERATE))
    window.press(window.find("dynmask.accept_take(index=-1", 0.27), lambda s: not s["takes"])
    places.append(window.find(REGENERATE))
    assert len(set(places)) == 1
    assert window.find(PROMPT) == sentence, "the sidebar was scrolled"

    _, top, _, height = window.state()["areas"]["VIEW_3D"]["regions"]["UI"]
    below, titles = CLOSED[""]
    _, last = window.header(below, len(titles) - 1)
    needs = last + HEADER // 2 - top
    print(f"Blender {window.state()['version']}: the tab needs {needs} of {height} pixels")
    assert titles[-1] == OPTIONS and needs < height
    window.open_panel(OPTIONS)
    window.find("dynmask.steps")
