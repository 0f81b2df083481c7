"""Poses, Join, a list of sentences and several rigs, by mouse.

Needs the Blender kit, Xvfb and xdotool; skips without. Pictures are left in out/window/.
"""

from tests.window.clicks import choose, entry, makes, over_the_view, search_field, shot
from tests.window.kit import PROMPT

# Where in the sidebar's width the row of Generate List has its folder.
FOLDER = 0.86
ROWS = "sentence,seconds,seed,file\na person walks,2,3,stroll\na person waves,3,,greeting\n"


def test_between_poses_and_joined(quick_window):
    window = quick_window
    window.type_into(*window.find(PROMPT), "a person waves")
    first = makes(window, "dynmask.generate", "generated")
    window.open_panel("Poses")
    entry(window, "dynmask_direction.start_pose", "c", lambda s: s["poses"] == ["CURRENT", "NONE"])
    entry(window, "dynmask_direction.end_pose", "p", lambda s: s["poses"] == ["CURRENT", "ACTION"])
    search_field(window, "dynmask_direction.end_action", first["action"], 0.3)
    shot(window, "poses")
    between = makes(window, "dynmask.generate_posed", "pose")
    assert set(first["actions"]) < set(between["actions"])
    shot(window, "poses-made")

    window.open_panel("Join")
    for which, action in (("first", first["action"]), ("second", between["action"])):
        search_field(window, f"dynmask_direction.join_{which}", action)
    window.wait(lambda s: s["joined"] == [first["action"], between["action"]], 10)
    shot(window, "join")
    joined = makes(window, "dynmask.join", "joined")
    assert set(between["actions"]) < set(joined["actions"])
    longer = [told["keys"][1] - told["keys"][0] for told in (first, between, joined)]
    assert longer[2] > longer[0] + longer[1]
    shot(window, "joined")


def test_a_list_and_several_rigs(quick_window, tmp_path):
    window, folder = quick_window, tmp_path / "lists"
    folder.mkdir()
    (folder / "day.csv").write_text(ROWS, "utf-8")
    window.open_panel("Many")
    choose(window, "dynmask.generate_list_file", FOLDER, folder, "list", "day.csv")
    made = window.wait(lambda s: s["message"] == "day.csv: 2 actions made" and not s["busy"])
    assert made["actions"] == ["greeting", "stroll"] and not made["takes"]
    shot(window, "list-made")

    over_the_view(window)
    window.key("shift+d")
    window.xdotool("mousemove_relative", 300, 0, "sleep", 1.0)
    window.key("Return")
    window.wait(lambda s: s["selected"] == ["Body.001"], 10)
    window.key("a")
    window.wait(lambda s: {"Body", "Body.001"} < set(s["selected"]), 10)
    window.type_into(*window.find(PROMPT), "walk on")
    window.press(window.find("dynmask.generate_crowd"), lambda s: s["busy"] or s["takes"])
    crowd = window.wait(lambda s: s["takes"] and not s["busy"])
    assert crowd["message"].startswith("2 takes on 2 rigs") and set(made["actions"]) < set(crowd["actions"])
    shot(window, "crowd")
