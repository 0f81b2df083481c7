"""The bone mapping changed by mouse: a bone chosen for two parts of the body, warned of, and detected again.

Needs the Blender kit, Xvfb and xdotool; skips without. Pictures are left in out/window/.
"""

from tests.window.kit import ROOT

ROLE, OTHER = "left_elbow", "right_elbow"


def test_a_bone_for_two_parts_is_warned_of(quick_window):
    window, pictures = quick_window, ROOT / "out" / "window"
    pictures.mkdir(parents=True, exist_ok=True)
    window.open_panel("Bone Mapping")
    found = window.press(window.find("dynmask.detect_mapping"), lambda s: s["roles"])
    assert not found["warnings"] and len(set(found["roles"].values()) - {""}) > 15
    window.settle()
    window.picture(pictures / f"{window.name}-bones.png")

    number = list(found["roles"]).index(ROLE)
    window.click(*window.find(f"dynmask.roles[{number}].bone", 0.75))
    window.xdotool("type", "--delay", 60, found["roles"][OTHER])
    window.settle()
    window.picture(pictures / f"{window.name}-bones-list.png")
    window.key("Return")
    chosen = window.wait(lambda s: s["roles"][ROLE] == found["roles"][OTHER], 10)
    assert found["roles"][OTHER] in chosen["warnings"]
    # The warnings are below the list.
    window.xdotool("click", "--repeat", 12, "--delay", 30, 5, "sleep", 0.6)
    window.settle()
    window.picture(pictures / f"{window.name}-bones-warned.png")
    again = window.press(window.find("dynmask.detect_mapping"), lambda s: not s["warnings"])
    assert again["roles"] == found["roles"]
