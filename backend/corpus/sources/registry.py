"""Which reader takes a trial of clips.json, by its source."""

from pathlib import Path

from . import accad, aistpp, cmu, deepmimic, mesh2motion

_CMU_LIKE = ("cmu", "cmu_new", "hdm05")


def dataset(trial):
    """The data set that a trial is from; the first corpus names none and is CMU's."""
    return trial.get("source", "cmu")


def capture(folder, trial, skeletons):
    """Capture whose zero pose faces +z, Source and frames a second of a trial.

    folder: where the data sets are unpacked. skeletons: clips.json's, by name. Raises ValueError or
    FileNotFoundError that names the file at fault.
    """
    path, kind = located(folder, trial["file"]), dataset(trial)
    if kind in _CMU_LIKE:
        return cmu.read(path, trial, located(folder, trial["asf"]) if trial["asf"] else None)
    if kind == "accad":
        return accad.read(path, trial, skeletons)
    readers = {"aistpp": aistpp, "deepmimic": deepmimic, "mesh2motion": mesh2motion}
    if kind not in readers:
        raise ValueError(f"{trial['trial']}: no reader for the source {kind}")
    return readers[kind].read(path, trial)


def located(folder, name):
    """Path of a trial's file in the folder that holds the data sets, or in the data set's own folder."""
    for candidate in (Path(folder) / name, Path(folder).joinpath(*Path(name).parts[1:])):
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"{folder} lacks {name}; unpack {Path(name).parts[0]}.tar.xz there")
