"""Which weights folders there are to choose from, and the one a scene has chosen (no bpy).

A choice is a short key that means the same on every machine: "" the folder in the preferences, or what
DynMask comes with; "shipped/NAME" a folder that came along; anything else is one of the user's models.
"""

from dataclasses import dataclass
from pathlib import Path

from . import interpreter

MARK = "manifest.json"
SHIPPED = "shipped/"


@dataclass(frozen=True)
class Model:
    """A weights folder: the key that chooses it, its name, and what to say about it."""

    key: str
    name: str
    folder: Path
    origin: str


class UnknownModel(ValueError):
    """A choice that is not there (any more); the text says what to do."""


def found(user_folder=None, picked="", source_folder=interpreter.SOURCE_FOLDER):
    """Models that can be chosen, in the order they are listed.

    user_folder: the extension's own, whose `models` holds one folder a model; picked: the preferences'.
    """
    shipped = _inside(source_folder / "weights")
    origin = "Model Folder of the preferences" if picked else "comes with DynMask"
    models = [Model("", name_of("", picked), Path(picked), origin)]
    if picked or len(shipped) > 1:
        models += [
            Model(SHIPPED + folder.name, folder.name, folder, "comes with DynMask") for folder in shipped
        ]
    own = _inside(Path(user_folder) / "models") if user_folder else []
    return models + [Model(folder.name, folder.name, folder, "yours") for folder in own]


def folder_of(key, user_folder=None, source_folder=interpreter.SOURCE_FOLDER):
    """Path of a choice's weights folder, "" meaning the backend's default. Raises UnknownModel."""
    if not key:
        return ""
    root = (
        source_folder / "weights" if key.startswith(SHIPPED) else user_folder and Path(user_folder) / "models"
    )
    for folder in _inside(root) if root else ():
        if folder.name == key.removeprefix(SHIPPED):
            return str(folder)
    place = f" in {root}" if root else ""
    raise UnknownModel(f"The model '{name_of(key)}' is not there{place}: choose another one under Model")


def name_of(key, picked=""):
    """What a choice is called, without a look at the disk."""
    if not key:
        return Path(picked).name if picked else "Default"
    return key.removeprefix(SHIPPED)


def _inside(folder):
    try:
        return sorted(path for path in folder.iterdir() if (path / MARK).is_file())
    except OSError:
        return []
