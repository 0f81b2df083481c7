"""The GPU runtime by mouse, in the preferences: refused offline, set up from a folder of wheels, removed.

The wheels are made up (tests/wheelhouse.py); the network is not touched. Needs the Blender kit, Xvfb and
xdotool; skips without. Pictures are left in out/window/.
"""

import ensurepip
import shutil
from pathlib import Path

from tests import wheelhouse
from tests.window.kit import ROOT

# Where in the width the arrow is that unfolds an add-on; how far above the button the folder is.
ARROW, FOLDER_ABOVE = 0.03, 53


def unfolded(window):
    """Edit > Preferences > Add-ons with DynMask unfolded; the new window's id."""
    preferences = window.open_preferences("ADDONS")
    arrow = 'preferences.addon_expand(module="bl_ext.user_default.dynmask"'
    window.click(*window.find_beside(preferences, "PREFERENCES", arrow, ARROW))
    return preferences


def test_set_up_from_a_folder_and_removed(quick_window, tmp_path):
    window, pictures = quick_window, ROOT / "out" / "window"
    pictures.mkdir(parents=True, exist_ok=True)
    wheels = wheelhouse.fill(tmp_path / "wheels", probe="import time; time.sleep(3)\n" + wheelhouse.PROBE)
    # A Blender that uses the system's Python may have no pip: then its wheel has to be in the folder.
    for pip in (Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"):
        shutil.copy(pip, wheels)
    preferences = unfolded(window)

    def button(name, across=0.35):
        return window.find_beside(preferences, "PREFERENCES", f"dynmask.{name}", across)

    def picture(name):
        window.settle()
        window.picture(pictures / f"{window.name}-runtime-{name}.png")

    window.press(button("setup_runtime"), lambda s: s["setup"]["message"].startswith("Blender is offline"))
    picture("offline")
    # Blender's own box with the same words takes the mouse, in 5.2 until it is closed.
    left, top, _, height = window.geometry(preferences)
    window.xdotool("mousemove", left + 60, top + height - 60, "sleep", 0.5)
    window.key("Escape")
    # Blender names no property of the preferences: two rows above the button is the folder.
    x, y = button("setup_runtime")
    window.type_into(x + 100, y - FOLDER_ABOVE, str(wheels))
    asked = window.press(button("setup_runtime"), lambda s: s["setup"]["plan"])
    assert asked["setup"]["plan"][0].startswith("3 packages")
    picture("plan")
    window.press(button("install_runtime"), lambda s: not s["setup"]["plan"])
    done = window.wait(lambda s: s["setup"]["message"], 120)
    assert done["setup"]["message"] == "Set up: motion is now made on fake-gpu"
    picture("done")
    window.click(*button("remove_runtime", 0.75))
    picture("remove")
    window.key("Return")
    window.wait(lambda s: s["setup"]["message"].startswith("Removed"), 60)
    button("setup_runtime")
