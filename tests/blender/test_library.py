"""The Library panel: search, preview, closeness, origins of takes, notices while one waits."""

import bpy
import numpy as np
import pytest
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.library import search as library_search
from dynmask.dynmask_blender.session import jobs, libraries, options, status
from dynmask.dynmask_blender.takes import apply_answer
from dynmask.dynmask_blender.ui import library as ui_library
from dynmask.dynmask_blender.ui import panels
from steps import fails, generate, hand_keyed, keys, same


@pytest.fixture
def user_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(options, "user_folder", lambda: str(tmp_path))
    libraries.forget()
    yield tmp_path
    libraries.forget()


@pytest.fixture
def shipped(monkeypatch):
    found = libraries.Shipped(3, 0.6)
    monkeypatch.setattr(libraries, "shipped", lambda scene: found)


class Layout:
    """Notes what is drawn; what a layout returns draws into it too."""

    def __init__(self, drawn=None, enabled=None):
        self.drawn = [] if drawn is None else drawn
        self.enabled = True

    def __getattr__(self, name):
        def draw(*arguments, **options):
            self.drawn.append((name, arguments, options, self))
            return Layout(self.drawn)

        return draw

    def texts(self):
        return [options["text"] for _, _, options, _ in self.drawn if options.get("text")]


def drawn(panel):
    layout = Layout()
    stand = type("Panel", (), {"layout": layout, "_own": getattr(panel, "_own", None)})()
    region = type("Region", (), {"width": 400})
    system = type("System", (), {"ui_scale": 1.0})
    preferences = type("Preferences", (), {"system": system})
    context = type("Context", (), {"scene": bpy.context.scene, "region": region, "preferences": preferences})
    panel.draw(stand, context)
    return layout


def search(settings, query):
    settings.library_query = query
    library_search.begin()
    jobs.wait(30)
    return library_search.current


def test_a_search_lists_what_the_backend_finds(addon, rig, user_folder, sent):
    found = search(addon, "a person waves")
    assert [row.sentence for row in found.rows] == ["a person kicks", "a person waves", "a person jumps"]
    assert not found.message and not jobs.busy()
    method, params = sent[-1]
    assert method == "library" and params["own_library"] == str(user_folder / "library")
    assert (params["query"], params["weights"]) == ("a person waves", "")
    texts = drawn(ui_library.DYNMASK_PT_library).texts()
    assert "waves" in texts and "2.0 s · CMU" in texts
    assert search(addon, "yodels").message == "Nothing was found" and not library_search.current.rows
    assert search(addon, " ").message == "" and len(sent) == 2


def test_only_the_last_of_several_searches_counts(addon, rig, user_folder):
    addon.library_query = "sleep 0.5"
    library_search.begin()
    assert search(addon, "waves").rows[0].sentence == "a person waves"
    assert library_search.current.query == "waves" and library_search.current.waiting is None


def test_a_failing_search_is_a_sentence_in_the_panel(addon, rig, user_folder):
    found = search(addon, "die")
    assert "ended by itself" in found.message and not found.rows
    assert status.current.message == "", "the animator asked for no work"
    addon.model = "gone"
    assert "The model 'gone' is not there" in search(addon, "waves").message


def test_typing_asks_soon_and_once(addon, monkeypatch):
    registered = []
    timers = type("Timers", (), {
        "register": lambda call, first_interval: registered.append(call),
        "is_registered": lambda call: call in registered, "unregister": registered.remove,
    })  # fmt: skip
    app = type("App", (), {"background": False, "timers": timers, "handlers": bpy.app.handlers})
    monkeypatch.setattr(library_search, "bpy", type("Bpy", (), {"app": app, "context": bpy.context}))
    for text in ("w", "wa", "waves"):
        addon.library_query = text
    assert registered == [library_search.begin]


def test_a_click_shows_the_moment_as_a_take(addon, rig, user_folder):
    mine = hand_keyed(rig)
    before = keys(rig, mine)
    row = search(addon, "waves").rows[0]
    assert bpy.ops.dynmask.preview_moment(entry=row.entry) == {"FINISHED"}
    jobs.wait(30)
    assert [t.prompt for t in rig.dynmask.takes] == ["a person waves"] and status.current.level == "INFO"
    assert rig.dynmask.takes[0].kind == "library" and rig.animation_data.action == rig.dynmask.takes[0].action
    assert [o["clip"] for o in motion_store.origins(rig.animation_data.action)] == ["trial1"]
    bpy.ops.dynmask.preview_moment(entry=0)
    jobs.wait(30)
    assert [t.prompt for t in rig.dynmask.takes] == ["a person kicks"], "of previews the last stays"
    assert len([a for a in bpy.data.actions if a.users]) == 2 and not rig.dynmask.history
    bpy.ops.dynmask.discard_all()
    assert rig.animation_data.action == mine and same(before, keys(rig, mine))
    bpy.ops.dynmask.preview_moment(entry=0)
    jobs.wait(30)
    assert bpy.ops.dynmask.accept_take(index=0) == {"FINISHED"} and not rig.dynmask.takes


def test_a_preview_that_was_kept_or_keyed_stays(addon, rig, user_folder):
    search(addon, "waves")
    for entry in (0, 1):
        bpy.ops.dynmask.preview_moment(entry=entry)
        jobs.wait(30)
        rig.dynmask.takes[entry].action.use_fake_user = True
    bpy.ops.dynmask.preview_moment(entry=2)
    jobs.wait(30)
    assert len(rig.dynmask.takes) == 3


def test_a_search_of_another_model_previews_nothing(addon, rig, user_folder, sent):
    search(addon, "waves")
    addon.model = "other"
    count = len(sent)
    fails(lambda: bpy.ops.dynmask.preview_moment(entry=1), "search again")
    assert len(sent) == count and not rig.dynmask.takes
    assert "waves" not in [t for t in drawn(ui_library.DYNMASK_PT_library).texts()]


def test_tooltips_tell_licence_and_credit(addon, rig, user_folder):
    search(addon, "waves")
    cls = bpy.types.DYNMASK_OT_preview_moment
    given = type("Given", (), {"entry": 1, "mirrored": False, "key": ""})
    said = cls.description(bpy.context, given)
    assert "licence: free to use" in said and "captured by CMU" in said and "keeps every key" in said


def test_the_grey_slider_shows_what_the_starter_weights_use(addon):
    shipped = libraries.shipped(bpy.context.scene)
    assert addon.bl_rna.properties["closeness"].default == shipped.closeness


def test_closeness_goes_along_only_when_set(addon, rig, user_folder, sent):
    generate(addon)
    generate(addon, set_closeness=True, closeness=0.75)
    bpy.ops.dynmask.add_strip(prompt="a person walks", frame=1)
    bpy.ops.dynmask.generate_strips()
    jobs.wait(30)
    said = [params["closeness"] for method, params in sent if method == "generate"]
    assert said == [None, 0.75, 0.75]
    assert {params["own_library"] for method, params in sent} == {str(user_folder / "library")}


def test_the_slider_is_off_with_a_reason(addon, rig, user_folder, monkeypatch):
    monkeypatch.setattr(libraries, "shipped", lambda scene: None)
    layout = Layout()
    ui_library.draw_closeness(layout, bpy.context)
    rows = [row for name, _, _, row in layout.drawn if name == "prop"]
    assert libraries.NO_LIBRARY in layout.texts() and rows[0].enabled is False


def test_the_slider_is_there_with_a_library(addon, rig, user_folder, shipped):
    layout = Layout()
    ui_library.draw_closeness(layout, bpy.context)
    rows = [row for name, _, _, row in layout.drawn if name == "prop"]
    assert libraries.NO_LIBRARY not in layout.texts() and rows[0].enabled


def test_weights_with_a_library_are_recognised(addon, user_folder, tmp_path):
    folder = tmp_path / "models" / "own"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}")
    addon.model = "own"
    assert libraries.shipped(bpy.context.scene) is None
    libraries.forget()
    (folder / "library.json").write_text('{"entries": 7, "closeness": 0.4}')
    assert libraries.shipped(bpy.context.scene) == libraries.Shipped(7, 0.4)
    libraries.forget()
    (folder / "library.json").write_text("[[")
    assert libraries.shipped(bpy.context.scene) is None


def test_a_take_shows_what_it_began_with_and_keeps_it_through_edits(addon, rig, user_folder, sent):
    generate(addon, set_closeness=True, closeness=0.5)
    layout = Layout()
    ui_library.draw_origins(layout, rig.dynmask.takes[0])
    assert layout.texts() == ["0.0–3.0 s from CMU: waves"]
    stored = motion_store.read(rig.animation_data.action)
    told = apply_answer.request_motion(stored)["sources"]
    assert told[0]["licence"] == "free to use" and np.isclose(told[0]["to_s"], 3.0)
    again = motion_store.read(rig.animation_data.action, motion=False)
    assert again.clip is None
    generate(addon, set_closeness=False)
    ui_library.draw_origins(layout, rig.dynmask.takes[-1])
    assert len(layout.texts()) == 1


def test_an_unknown_sentence_is_told_before_the_takes_come(addon, rig, user_folder, monkeypatch):
    told, tell = [], status.tell

    def noted(text, level="INFO"):
        told.append((text, level, len(rig.dynmask.takes)))
        tell(text, level)

    monkeypatch.setattr(status, "tell", noted)
    generate(addon, "unknown", take_count=2)
    assert told[0][0].startswith("Nothing like “unknown” is known; closest: “a person waves”")
    assert told[0][1:] == ("WARNING", 0)
    assert "Nothing like “unknown”" in status.current.message and "2 takes" in status.current.message


def test_options_and_takes_draw_them(addon, rig, user_folder, shipped):
    assert any(args[1:] == ("closeness",) for name, args, _, _ in drawn(panels.DYNMASK_PT_options).drawn)
