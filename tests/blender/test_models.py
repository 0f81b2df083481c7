"""Choosing a model in the panel: it goes along with every request that needs one."""

import bpy
import pytest
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.operators import model as operators_model
from dynmask.dynmask_blender.session import jobs, model_folders, options, status
from dynmask.dynmask_blender.takes import apply_answer
from steps import fails, generate


@pytest.fixture
def user_folder(tmp_path, monkeypatch):
    folder = tmp_path / "models" / "momask-t2m"
    folder.mkdir(parents=True)
    (folder / model_folders.MARK).write_text("{}")
    monkeypatch.setattr(options, "user_folder", lambda: str(tmp_path))
    return tmp_path


def test_the_chosen_model_goes_along(addon, rig, user_folder, sent):
    generate(addon)
    assert bpy.ops.dynmask.choose_model(key="momask-t2m") == {"FINISHED"}
    generate(addon)
    bpy.ops.dynmask.check_backend()
    jobs.wait(20)
    bpy.ops.dynmask.choose_model(key="")
    generate(addon)
    chosen = str(user_folder / "models" / "momask-t2m")
    assert [(method, params["weights"]) for method, params in sent] == [
        ("generate", ""), ("generate", chosen), ("load", chosen), ("generate", ""),
    ]  # fmt: skip


def test_guidance_is_the_model_s_own_unless_set(addon, rig, sent):
    generate(addon)
    generate(addon, set_guidance=True, guidance=3.5)
    assert [params["guidance"] for _, params in sent] == [None, 3.5]


def test_a_model_that_is_gone_is_a_sentence(addon, rig, user_folder):
    addon.model = "deleted"
    fails(bpy.ops.dynmask.generate, "The model 'deleted' is not there")
    assert not jobs.busy()
    addon.model = ""
    generate(addon)
    assert status.current.level == "INFO"


def test_what_model_made_a_motion_is_kept_with_it(addon, rig, tmp_path):
    generate(addon)
    action = rig.animation_data.action
    stored = motion_store.read(action)
    assert stored.model == "fake-model"
    assert apply_answer.request_motion(stored)["model"] == "fake-model"
    motion_store.write(action, motion_store.of_clip(stored.clip, 1.0, 24.0))
    assert motion_store.read(action).model == ""


class Layout:
    """Notes what is drawn."""

    def __init__(self):
        self.drawn = []

    def split(self, **options):
        return self

    def label(self, *, text, **options):
        self.drawn.append(text)

    def menu(self, name, *, text):
        self.drawn.append((name, text))

    def separator(self):
        pass

    def operator(self, name, *, text, icon):
        self.drawn.append((text, icon))
        return self


def test_the_drop_down_lists_names_and_marks_the_chosen_one(addon, rig, user_folder):
    addon.model = "momask-t2m"
    layout = Layout()
    operators_model.draw(layout, bpy.context.scene)
    assert layout.drawn == ["Model", ("DYNMASK_MT_models", "momask-t2m")]
    layout.drawn.clear()
    menu = type("Menu", (), {"layout": layout})
    operators_model.DYNMASK_MT_models.draw(menu, bpy.context)
    assert ("Default (comes with DynMask)", "BLANK1") in layout.drawn
    assert ("momask-t2m (yours)", "CHECKMARK") in layout.drawn and layout.key == "momask-t2m"
