"""The mean of several runs' weights: of runs that began alike, less of each one's noise."""

import shutil
from pathlib import Path

import torch

from backend.models.checkpoint import load_state
from backend.models.config import ModelConfig

# A mean keeps the optimizer of none: it can be packed and started from, not resumed.
_FILES = ("best.pt", "last.pt")


def mix(runs, target, stage):
    """Write a run `target` whose `stage` is the mean of the ends of runs {folder: share}; the rest is as in
    the first.

    Shares are made to add up to 1. Raises ValueError where the runs are not of one shape, or target is there.
    """
    target, folders = Path(target), [Path(folder) for folder in runs]
    if target.exists():
        raise ValueError(f"{target} is there already: a mix gets a folder of its own.")
    if len(folders) < 2 or min(runs.values()) <= 0.0:
        raise ValueError(
            "A mix needs two runs or more, each with a share above 0, as `runs/a:0.4 runs/b:0.6`."
        )
    config = ModelConfig.load(folders[0] / "config.json")
    total, mean = sum(runs.values()), {}
    for folder, share in zip(folders, runs.values(), strict=True):
        path = folder / stage / "last.pt"
        if not path.is_file():
            raise ValueError(f"{path} does not exist: train the {stage} first.")
        state = load_state(path)["average"]
        if mean and {n: v.shape for n, v in state.items()} != {n: v.shape for n, v in mean.items()}:
            raise ValueError(f"{path} is not of the same shape as {folders[0] / stage / 'last.pt'}.")
        for name, value in state.items():
            mean[name] = mean.get(name, 0.0) + share / total * value.double()
    mean = {name: value.float() for name, value in mean.items()}
    for part in sorted(p for p in folders[0].iterdir() if p.is_dir() and p.name != stage):
        for name in _FILES:
            if (part / name).is_file():
                (target / part.name).mkdir(parents=True, exist_ok=True)
                shutil.copyfile(part / name, target / part.name / name)
    (target / stage).mkdir(parents=True, exist_ok=True)
    torch.save(mean, target / stage / "best.pt")
    torch.save({"average": mean}, target / stage / "last.pt")
    (target / "config.json").write_text(config.to_json(), encoding="utf-8")
