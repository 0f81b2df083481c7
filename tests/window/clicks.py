"""What several window tests do with a kit.Window: pictures, buttons that make takes, menus, file browsers."""

import time

from tests.window.kit import ROOT

PICTURES = ROOT / "out" / "window"


def shot(window, what):
    """A picture a moment after the last click."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(2.0)
    window.picture(PICTURES / f"{window.name}-{what}.png")


def over_the_view(window):
    """The mouse into the 3D view, for keys, and to the left of the body."""
    x, y, width, height = window.state()["areas"]["VIEW_3D"]["regions"]["WINDOW"]
    window.xdotool("mousemove", x + width // 3, y + height // 2, "sleep", 0.5)


def makes(window, operator, kind, across=0.5, seconds=180):
    """Press a button; the state once a take of that kind is there."""
    count = len(window.state()["takes"])
    window.press(window.find(operator, across), lambda s: s["busy"] or len(s["takes"]) > count)
    made = window.wait(lambda s: len(s["takes"]) > count and not s["busy"], seconds)
    assert made["kinds"][-1] == kind and made["level"] == "INFO", made["message"]
    return made


def choose(window, widget, across, folder, picture, name=""):
    """Open a file browser, go to a folder or file in it and confirm; what it showed before that."""
    others = window.windows()
    window.press(window.find(widget, across), lambda s: "FILE_BROWSER" in s["opened"])
    chooser = window.wait_for_window(others)
    left, top, width, height = window.geometry(chooser)
    window.type_into(left + 578, top + 21, f"{folder}/{name}")
    shown = window.wait(lambda s: s["opened"]["FILE_BROWSER"]["folder"].rstrip("/") == str(folder), 10)
    window.settle()
    window.picture(PICTURES / f"{window.name}-{picture}.png")
    window.press((left + width - 73, top + height - 22), lambda s: chooser not in window.windows())
    return shown["opened"]["FILE_BROWSER"]


def show_frame(window, frame):
    """Click into the ruler of the timeline, where the complexity strip is shown."""
    told = window.state()
    _, (x11, x41) = told["place"]
    _, top, _, _ = told["areas"]["DOPESHEET_EDITOR"]["regions"]["WINDOW"]
    window.click(round(x11 + (frame - 11) * (x41 - x11) / 30), top + 12)
    window.wait(lambda s: abs(s["frame"] - frame) <= 1, 20)


def entry(window, widget, letter, condition, across=0.7):
    """Open the list of a setting and choose what has that letter underlined."""
    window.click(*window.find(widget, across))
    window.key(letter)
    return window.wait(condition, 10)


def search_field(window, widget, text, across=0.7):
    """Type into a field that lists what it can hold."""
    window.click(*window.find(widget, across))
    window.xdotool("key", "ctrl+a", "sleep", 0.2, "type", "--delay", 60, text)
    window.xdotool("sleep", 1.0, "key", "Return", "sleep", 0.6)
    window.keys += len(text) + 2


def confirm_typed(window, text):
    """Type into the dialog whose text field is open already, and press its button by Return."""
    window.xdotool("key", "ctrl+a", "sleep", 0.2, "type", "--delay", 60, text)
    window.xdotool("sleep", 0.4, "key", "Return", "sleep", 0.6, "key", "Return", "sleep", 0.6)
    window.keys += len(text) + 3


def confirmed(window, place, condition):
    """Click what asks for confirmation, and confirm by Return: again where the first click was swallowed."""
    for _ in range(3):
        window.click(*place)
        window.key("Return")
        try:
            return window.wait(condition, 8)
        except AssertionError:
            window.settle()
    raise AssertionError(f"clicking did nothing: {window.state()}")
