"""An animator's day by mouse and keyboard: takes looked at, kept, laid into the NLA, accepted and discarded;
the most complex segment, In-Between, Extend, and undo.

Needs the Blender kit with bin/blender43 and bin/blender52, Xvfb and xdotool; skips without. Pictures are left
in out/window/.
"""

from tests.window.kit import EDITS, GENERATE, PROMPT, ROOT

# Where in the sidebar's width a row of the takes has its buttons.
TICK, CROSS = 0.717, 0.79
# The two of the icons beside Again and Re-Roll.
KEEP, PUSH = 0.763, 0.832


def generate(window, count):
    """Press Generate; the state when there are so many takes."""
    window.press(window.find(GENERATE), lambda s: s["busy"] or len(s["takes"]) == count)
    return window.wait(lambda s: len(s["takes"]) == count and not s["busy"])


def over(window, area):
    x, y, width, height = window.state()["areas"][area]["regions"]["WINDOW"]
    window.xdotool("mousemove", x + width // 2, y + height // 2, "sleep", 0.5)


def undo(window, condition):
    over(window, "VIEW_3D")
    window.key("ctrl+z")
    return window.wait(condition, 30)


def test_a_day_with_takes(quick_window):
    window = quick_window
    pictures = ROOT / "out" / "window"
    pictures.mkdir(parents=True, exist_ok=True)
    window.type_into(*window.find(PROMPT), "a person waves")
    first = generate(window, 1)
    second = generate(window, 2)
    assert second["active"] == 1 or second["action"] in second["takes"]

    # A click on a row shows that take.
    other = 1 - second["active"]
    _, y = window.find(f"dynmask.accept_take(index={other})", TICK)
    x, _, width, _ = window.state()["areas"]["VIEW_3D"]["regions"]["UI"]
    shown = window.press((x + round(0.2 * width), y), lambda s: s["active"] == other)
    assert shown["action"] == shown["takes"][other] != second["action"]

    over(window, "DOPESHEET_EDITOR")
    window.key("shift+alt+m")
    chosen = window.wait(lambda s: s["range"][0], 30)
    assert chosen["range"][1] < chosen["range"][2] and chosen["action"] == shown["action"]
    window.settle()
    window.picture(pictures / f"{window.name}-day-takes.png")

    window.open_panel(EDITS)
    window.press(window.find("dynmask.inbetween"), lambda s: s["busy"] or len(s["takes"]) > 2)
    between = window.wait(lambda s: len(s["takes"]) > 2 and not s["busy"])
    assert between["level"] == "INFO" and set(second["takes"]) < set(between["takes"])
    count = len(between["takes"])
    window.press(window.find("dynmask.extend", 0.27), lambda s: s["busy"] or len(s["takes"]) > count)
    longer = window.wait(lambda s: len(s["takes"]) > count and not s["busy"])
    assert longer["level"] == "INFO" and longer["keys"][1] > first["keys"][1]

    # Kept as an action, and made an NLA strip.
    window.press(window.find("dynmask.keep_take", KEEP), lambda s: s["kept"])
    kept = window.state()["kept"]
    assert kept == [window.state()["takes"][window.state()["active"]]]
    row = window.find("dynmask.discard_take(index=", CROSS)
    fewer = window.press(row, lambda s: len(s["takes"]) == len(longer["takes"]) - 1)
    (gone,) = set(longer["takes"]) - set(fewer["takes"])
    assert (gone in fewer["actions"]) == (gone in kept)
    window.press(window.find("dynmask.push_take", PUSH), lambda s: s["tracks"])
    pushed = window.state()
    assert len(pushed["tracks"]) == 1 and pushed["tracks"][0] not in pushed["takes"]

    # Discarding puts back what was there: no action at all.
    window.press(window.find("dynmask.discard_all", 0.68), lambda s: not s["takes"])
    over(window, "VIEW_3D")
    window.settle()
    end = window.state()
    assert end["action"] is None and set(end["actions"]) == {*kept, *pushed["tracks"]}
    window.picture(pictures / f"{window.name}-day-discarded.png")
    back = undo(window, lambda s: s["takes"])
    assert set(back["takes"]) <= set(back["actions"])
    window.press(window.find("dynmask.accept_take(index=", TICK), lambda s: not s["takes"])
    accepted = window.state()
    assert accepted["action"] in back["takes"] and not accepted["strip_failed"]
    assert set(accepted["actions"]) == {accepted["action"], *pushed["tracks"]}
