"""Weights folders to choose from, without Blender."""

import pytest
from dynmask.dynmask_blender.session import model_folders


@pytest.fixture
def places(tmp_path):
    """A source folder with two models and a user's with one, and other folders."""
    for name in ("source/weights/starter", "source/weights/large", "user/models/momask-t2m"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / model_folders.MARK).write_text("{}")
    (tmp_path / "user/models/half-copied").mkdir()
    (tmp_path / "user/models/notes.txt").write_text("")
    return {"user_folder": tmp_path / "user", "source_folder": tmp_path / "source"}


def test_what_is_listed(places):
    found = model_folders.found(**places)
    assert [(m.key, m.name) for m in found] == [
        ("", "Default"), ("shipped/large", "large"), ("shipped/starter", "starter"),
        ("momask-t2m", "momask-t2m"),
    ]  # fmt: skip
    assert all(m.key == "" or m.folder.is_dir() for m in found)
    (places["source_folder"] / "weights/large/manifest.json").unlink()
    keys = [m.key for m in model_folders.found(**places)]
    assert keys == ["", "momask-t2m"], "one shipped model is the default"
    picked = model_folders.found(**places, picked="/somewhere/mine")
    assert [m.name for m in picked] == ["mine", "starter", "momask-t2m"]
    assert [m.name for m in model_folders.found(None, source_folder=places["user_folder"])] == ["Default"]


def test_a_choice_is_a_folder_or_a_sentence(places):
    assert model_folders.folder_of("", **places) == ""
    kept = str(places["user_folder"] / "models" / "momask-t2m")
    assert model_folders.folder_of("momask-t2m", **places) == kept
    assert model_folders.folder_of("shipped/large", **places).endswith("large")
    for key in ("half-copied", "gone", "shipped/momask-t2m", "../models/momask-t2m"):
        with pytest.raises(model_folders.UnknownModel, match="is not there.*choose another one under Model"):
            model_folders.folder_of(key, **places)
    with pytest.raises(model_folders.UnknownModel):
        model_folders.folder_of("momask-t2m", None, places["source_folder"])


def test_names():
    assert model_folders.name_of("") == "Default" and model_folders.name_of("", "/a/mine") == "mine"
    assert model_folders.name_of("shipped/starter") == "starter"
    assert model_folders.name_of("momask-t2m") == "momask-t2m"
