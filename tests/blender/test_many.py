"""Takes for several rigs at once, and lists of sentences."""

import bpy
import numpy as np
import pytest
import rigs
from dynmask.dynmask_blender import compat
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.operators.many import lists
from dynmask.dynmask_blender.session import client, jobs, status
from dynmask.dynmask_blender.takes import listed, takes
from dynmask.dynmask_blender.ui import many as ui_many
from panels import drawn_layout
from steps import fails, hand_keyed, keys, same


@pytest.fixture
def crowd(addon):
    """Three rigs, the second with an action of its own; the last is active and all are selected."""
    found = [rigs.by_roles(rigs.MIXAMO, seed=number) for number in range(3)]
    hand_keyed(found[1])
    for rig in found:
        rig.select_set(True)
    bpy.context.view_layer.objects.active = found[2]
    bpy.context.scene.render.fps = 20
    return found


def generate_crowd(addon, **values):
    addon.prompt = "a person waves"
    for name, value in values.items():
        setattr(addon, name, value)
    assert bpy.ops.dynmask.generate_crowd() == {"FINISHED"}
    jobs.wait(30)


@pytest.fixture
def asked(monkeypatch):
    """Every request that is made: (method, parameters)."""
    found, request = [], client.Client.request

    def noted(self, method, params, *rest):
        found.append((method, params))
        return request(self, method, params, *rest)

    monkeypatch.setattr(client.Client, "request", noted)
    return found


def test_every_selected_rig_gets_takes_of_its_own_later_by_the_offset(addon, crowd, asked):
    generate_crowd(addon, seed=11, crowd_offset=7, take_count=2)
    assert [(method, len(params["seeds"])) for method, params in asked] == [("generate", 6)]
    seeds = [[take.seed for take in rig.dynmask.takes] for rig in (crowd[2], crowd[0], crowd[1])]
    assert seeds == [[11, 12], [13, 14], [15, 16]]
    firsts = [motion_store.read(rig.animation_data.action).first_frame
              for rig in (crowd[2], crowd[0], crowd[1])]  # fmt: skip
    assert firsts == [1, 8, 15]
    assert len({takes.fingerprint(rig, rig.animation_data.action) for rig in crowd}) == 3
    mine = crowd[1].dynmask.previous
    crowd[1].select_set(True)
    bpy.context.view_layer.objects.active = crowd[1]
    bpy.ops.dynmask.discard_all()
    assert crowd[1].animation_data.action == mine and mine.name == "Mine"


def test_all_takes_of_a_crowd_are_listed_in_one_tick(addon, crowd, monkeypatch):
    noted = []
    count = lambda: sum(len(rig.dynmask.takes) for rig in crowd)  # noqa: E731
    monkeypatch.setattr(jobs, "SLICE", 0.0)
    monkeypatch.setattr(jobs, "push_undo", lambda name: noted.append(count()))
    addon.prompt = "a person waves"
    bpy.ops.dynmask.generate_crowd()
    while status.current.busy:
        jobs._tick()
        assert count() == (3 if noted else 0)
    assert noted == [3]


def test_cancel_in_the_middle_of_a_crowd_leaves_nothing(addon, crowd, monkeypatch):
    monkeypatch.setattr(jobs, "SLICE", 0.0)
    addon.prompt = "a person waves"
    bpy.ops.dynmask.generate_crowd()
    while len(bpy.data.actions) < 3:
        assert jobs._tick() is not None
    assert jobs.cancel()
    assert [action.name for action in bpy.data.actions] == ["Mine"]
    assert not any(rig.dynmask.takes for rig in crowd)


def test_a_rig_of_a_crowd_that_goes_meanwhile_is_told_of_and_the_others_get_theirs(addon, crowd):
    addon.prompt = "sleep 0.3"
    bpy.ops.dynmask.generate_crowd()
    bpy.data.objects.remove(crowd[0])
    jobs.wait(30)
    assert "was deleted meanwhile" in status.current.message and "'Rig' got nothing" in status.current.message
    assert [len(rig.dynmask.takes) for rig in crowd[1:]] == [1, 1]


def test_the_panel_counts_the_rigs(addon, crowd):
    shown = drawn_layout(ui_many.DYNMASK_PT_many)
    assert "Generate for 3 Selected Rigs" in shown.said and not shown.grey
    for rig in crowd[:2]:
        rig.select_set(False)
    addon.list_makes = "FBX"
    shown = drawn_layout(ui_many.DYNMASK_PT_many)
    assert shown.grey == ["dynmask.generate_crowd"]
    assert {"list_makes", "list_folder", "crowd_offset", "dynmask.generate_list_file"} <= set(shown.log)


def test_a_crowd_needs_two(addon, crowd):
    for rig in crowd[:2]:
        rig.select_set(False)
    fails(bpy.ops.dynmask.generate_crowd, "at least two armatures")
    assert not bpy.data.actions.get("a person waves 0")


LIST = """sentence,seconds,seed,rig,file
"a person walks, then stops",2,7,,walk
a person jumps,,3,Rig.001,jump
a person waves,1.5,,,
"""


def written(text, name="list"):
    block = bpy.data.texts.get(name) or bpy.data.texts.new(name)
    block.from_string(text)
    bpy.context.scene.dynmask.list_text = name
    return block


def run():
    assert bpy.ops.dynmask.generate_list() == {"FINISHED"}
    jobs.wait(60)
    return status.current.message


def made():
    return {action.name: action for action in bpy.data.actions if listed.ROW in action}


def test_a_list_makes_an_action_a_row_and_leaves_the_rigs_alone(addon, crowd):
    mine = crowd[1].animation_data.action
    before = keys(crowd[1], mine)
    written(LIST)
    assert run() == "list: 3 actions made"
    actions = made()
    assert set(actions) == {"walk", "jump", "a_person_waves_0"}
    assert all(action.use_fake_user and takes.UNDECIDED not in action for action in actions.values())
    walk, jump = motion_store.read(actions["walk"]), motion_store.read(actions["jump"])
    assert (walk.clip.prompt, walk.clip.seed, len(walk)) == ("a person walks, then stops", 7, 40)
    assert (jump.clip.seed, len(jump)) == (3, 60)
    assert not any(rig.dynmask.takes for rig in crowd)
    assert crowd[1].animation_data.action == mine and same(keys(crowd[1], mine), before)
    compat.assign_action(crowd[0], actions["walk"])
    bones = [rigs.poses(crowd[0], [frame])["RightHand"] for frame in (1, 40)]
    assert np.abs(bones[0] - bones[1]).max() > 0.1


def test_rows_that_are_done_are_not_made_again(addon, crowd, asked):
    written(LIST)
    run()
    first = {name: action.session_uid for name, action in made().items()}
    bpy.data.actions.remove(made()["jump"])
    asked.clear()
    assert run() == "list: 1 action made; 2 were there already"
    assert [params["prompts"] for method, params in asked if method == "generate"] == [["a person jumps"]]
    assert made()["walk"].session_uid == first["walk"]
    asked.clear()
    written(LIST.replace("walk\n", "stroll\n"))
    assert run() == "list: 1 action made; 2 were there already" and "stroll" in made()


def test_many_sentences_take_few_requests(addon, crowd, asked):
    """Fifty rows in one go against fifty times Generate: the work is counted, not timed."""
    written("\n".join(f"a person waves {number},0.6" for number in range(50)))
    assert run() == "list: 50 actions made" and len(made()) == 50
    batches = [params for method, params in asked if method == "generate"]
    assert len(batches) == -(-50 // lists.BATCH) < 50 / 5
    assert sorted(p for params in batches for p in params["prompts"]) == sorted(
        f"a person waves {number}" for number in range(50)
    )


@pytest.mark.parametrize(
    "text, said",
    [("sentence,seconds\nwaves,2\nwalks,soon\n", "list, row 3, column seconds: the length must be"),
     ("sentence,rig\nwaves,\nwalks,Nobody\n", "list, row 3, column rig: there is no armature 'Nobody'"),
     ("\n", "list holds no sentences"), ("sentence,seconds\n,2\n", "row 2, column sentence: it is empty")],
)  # fmt: skip
def test_a_bad_row_is_one_sentence_and_nothing_is_lost(addon, crowd, asked, text, said):
    written(text)
    before = set(bpy.data.actions)
    assert said in run() and status.current.level == "ERROR" and "\n" not in status.current.message
    assert set(bpy.data.actions) == before and not [1 for method, _ in asked if method == "generate"]


def test_cancelled_after_a_batch_the_rows_done_stay_and_the_same_button_goes_on(addon, crowd, monkeypatch):
    monkeypatch.setattr(lists, "BATCH", 2)
    written("a person waves,1\na person walks,2\nsleep 0.4,3\na person jumps,4\n")
    bpy.ops.dynmask.generate_list()
    while len(made()) < 2 or not (status.current.busy and jobs.session.client.pending):
        jobs._tick()
    bpy.ops.dynmask.cancel()
    jobs.wait(30)
    assert len(made()) == 2 and "2 of 4 are done" in status.current.message
    assert run() == "list: 2 actions made; 2 were there already" and len(made()) == 4


def test_a_list_without_text_or_folder_says_what_to_choose(addon, crowd, tmp_path):
    fails(bpy.ops.dynmask.generate_list, "Choose a text")
    addon.list_text = "gone"
    fails(bpy.ops.dynmask.generate_list, "no text 'gone'")
    written(LIST)
    addon.list_makes, addon.list_folder = "FBX", str(tmp_path / "nowhere")
    fails(bpy.ops.dynmask.generate_list, "no folder")


def test_a_csv_file_makes_files_and_goes_on_where_it_ended(addon, crowd, tmp_path):
    semicolons = LIST.replace(",", ";").replace("walks;", "walks,")
    (tmp_path / "list.csv").write_bytes(("\ufeff" + semicolons).encode())
    addon.list_makes, addon.list_folder = "FBX", str(tmp_path)
    before = set(bpy.data.actions)
    for there in ("", "; 2 were there already"):
        bpy.ops.dynmask.generate_list_file(filepath=str(tmp_path / "list.csv"))
        jobs.wait(120)
        count = "1 file" if there else "3 files"
        assert status.current.message.startswith(f"list.csv: {count} made{there}")
        names = {path.name for path in tmp_path.glob("*.fbx")}
        assert names == {"walk.fbx", "jump.fbx", "a_person_waves_0.fbx"}
        (tmp_path / "walk.fbx").unlink()
    assert set(bpy.data.actions) == before
    (tmp_path / "bad.csv").write_bytes(b"sentence\nwalks\ngr\xfc\xdft\n")
    bad = str(tmp_path / "bad.csv")
    fails(lambda: bpy.ops.dynmask.generate_list_file(filepath=bad), "line 3, is not UTF-8")
