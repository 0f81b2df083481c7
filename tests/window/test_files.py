"""Blender's file browser by mouse: a rig exported as FBX, takes to a folder, a bone mapping saved and loaded.

Needs the Blender kit, Xvfb and xdotool; skips without. Pictures are left in out/window/.
"""

import json

from tests.window.clicks import choose
from tests.window.kit import GENERATE, PROMPT, ROOT

# Where in the sidebar's width the mapping's row has its icons; FBX is the left half of its row.
LOAD, SAVE, LEFT = 0.76, 0.83, 0.27
# How far down the file browser's options the format of takes and, for glTF, their first tick are.
FORMAT, FIRST_TICK = 18, 123


def test_export_and_mapping_files(quick_window, tmp_path):
    window, folder = quick_window, tmp_path / "files"
    folder.mkdir()
    (ROOT / "out" / "window").mkdir(parents=True, exist_ok=True)
    window.press(window.find(GENERATE), lambda s: s["busy"] or s["takes"])
    window.wait(lambda s: s["takes"] and not s["busy"])

    window.open_panel("Export")
    shown = choose(window, "dynmask.export_fbx", LEFT, folder, "export")
    file = f"{shown['properties']['clip']}.fbx"
    assert shown["file"] == file and shown["properties"]["preset"] == window.state()["preset"]
    window.wait(lambda s: s["message"] == f"Exported '{file}'", 30)
    data = (folder / file).read_bytes()
    assert data.startswith(b"Kaydara FBX Binary") and len(data) > 20_000
    assert file.startswith("Motion_") and [f.name for f in folder.iterdir()] == [file]

    window.open_panel("Bone Mapping")
    choose(window, "dynmask.save_mapping", SAVE, folder, "save-mapping")
    told = window.wait(lambda s: s["message"] == "Saved 'Body.json'", 10)["roles"]
    kept = json.loads((folder / "Body.json").read_text("utf-8"))
    assert kept["roles"] == {role: bone for role, bone in told.items() if bone} and len(kept["roles"]) > 15

    role = next(iter(kept["roles"]))
    del kept["roles"][role]
    (folder / "Body.json").write_text(json.dumps(kept), "utf-8")
    choose(window, "dynmask.load_mapping", LOAD, folder, "load-mapping", "Body.json")
    loaded = window.wait(lambda s: not s["roles"].get(role), 10)
    assert loaded["level"] == "WARNING" and loaded["warnings"]
    window.settle()
    window.picture(ROOT / "out" / "window" / f"{window.name}-mapping-warned.png")
    # Blender 5.2 shows a warning of an operator as a box that takes the mouse until it is closed.
    window.xdotool("mousemove", 700, 300, "sleep", 0.3)
    window.key("Escape")
    window.press(window.find("dynmask.detect_mapping"), lambda s: s["roles"].get(role) == told[role])


def test_takes_to_a_folder(quick_window, tmp_path):
    window, folder = quick_window, tmp_path / "takes"
    folder.mkdir()
    (ROOT / "out" / "window").mkdir(parents=True, exist_ok=True)
    window.type_into(*window.find(PROMPT), "a person waves")
    for count in (1, 2):
        window.press(window.find(GENERATE), lambda s, count=count: s["busy"] or len(s["takes"]) == count)
        made = window.wait(lambda s, count=count: len(s["takes"]) == count and not s["busy"])
    window.open_panel("Export")
    others = window.windows()
    window.press(window.find("dynmask.export_takes"), lambda s: "FILE_BROWSER" in s["opened"])
    chooser = window.wait_for_window(others)
    left, top, width, height = window.geometry(chooser)
    window.type_into(left + 578, top + 21, f"{folder}/")
    window.wait(lambda s: s["opened"]["FILE_BROWSER"]["folder"].rstrip("/") == str(folder), 10)

    def chosen(state):
        return state["opened"]["FILE_BROWSER"]["properties"]

    # Blender names nothing of a file browser's options.
    x, y, wide, _ = window.state()["opened"]["FILE_BROWSER"]["regions"]["TOOL_PROPS"]
    x, y = left + x + wide // 2, top + y
    window.press((x + wide // 4, y + FORMAT), lambda s: chosen(s)["file_format"] == "GLTF")
    window.press((x, y + FIRST_TICK), lambda s: [t["chosen"] for t in chosen(s)["ticks"]] == [False, True])
    window.settle()
    window.picture(ROOT / "out" / "window" / f"{window.name}-export-takes.png")
    window.press((left + width - 73, top + height - 22), lambda s: chooser not in window.windows())
    window.wait(lambda s: s["message"] == "Exported '" + f"a_person_waves_{made['seeds'][1]}.glb'", 30)
    assert [f.name for f in folder.iterdir()] == [f"a_person_waves_{made['seeds'][1]}.glb"]
    assert next(folder.iterdir()).read_bytes().startswith(b"glTF")
    assert window.state()["takes"] == made["takes"] and window.state()["action"] == made["action"]
