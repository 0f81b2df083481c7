"""Training curves of a run's log.csv files as one picture."""

import csv
from pathlib import Path

from ...motion import files

PANELS = (("tokenizer", "test_mm", "joint error, mm"), ("masked", "test_nll", "NLL, base tokens"),
          ("residual", "test_nll", "NLL, finer tokens"))  # fmt: skip


def draw(folder, out):
    """Test scores over steps of every stage in `folder`, drawn to the PNG `out`."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, len(PANELS), figsize=(11, 2.8), constrained_layout=True)
    for axis, (stage, column, label) in zip(axes, PANELS, strict=True):
        with open(Path(folder) / stage / "log.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        axis.plot([int(r["step"]) for r in rows], [float(r[column]) for r in rows], color="#c4451c")
        axis.set(title=stage, xlabel="steps", ylabel=label)
        axis.grid(alpha=0.3)
    with files.replacing(out) as file:
        figure.savefig(file, dpi=110, format=Path(out).suffix[1:] or "png")
    plt.close(figure)
