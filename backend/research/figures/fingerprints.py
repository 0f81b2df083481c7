"""Fingerprints: how the bands of the Motion Spectral Descriptor and its scalars run through four motions."""

import numpy as np

from ...motion.body import skeleton
from ...motion.measure import spectral
from ...preview import figure
from . import style

_POSES, _WIDE, _PROFILE = 7, 4.75, 0.75
_LEFT, _GAP = 0.95, 1.25
_CAPTION = (
    "φ: share of each band in the change of pose within 0.8 s, and its mean over time. Its two scalars: the "
    "flatness Ω̂ (dashed before the energy gate) and\nthe energy ‖f‖, on a logarithmic scale as E = log‖f‖; "
    "in the grey band the gate closes, below it a body counts as still."
)


def band_edges(window, fps=skeleton.FPS):
    """Frequencies in Hz (window + 1,) between which the bands of a window lie; band k is at k·fps / 2W."""
    return (np.arange(window + 1) - 0.5) * fps / (2 * window)


def draw(examples, path):
    """Write the picture of up to four Examples to `path`."""
    rows = -(-len(examples) // 2)
    tall = max(_WIDE * high / wide for wide, high in (figure.row_extent(e.clip, _POSES) for e in examples))
    cell = tall + 3.75
    page = style.Page(2 * (_LEFT + _WIDE + _PROFILE) + _GAP, rows * cell + 0.5)
    for index, example in enumerate(examples):
        x = _LEFT + (index % 2) * (_WIDE + _PROFILE + _GAP)
        bands = _cell(page, example, x, page.height - (index // 2 + 1) * cell + 0.25, tall)
    page.scale(bands, page.width - 0.5, page.height - cell + 1.8, 1.05, "", ticks=[0, 0.5, 1])
    page.text(_LEFT, 0.14, _CAPTION, fontsize=10)
    return page.save(path)


def _cell(page, example, x, y, tall):
    clip, found = example.clip, example.clip.analysis()
    poses = page.panel(x, y + 2.75, _WIDE, tall)
    figure.draw_poses(poses, clip, _POSES)
    page.text(x, y + 2.75 + tall + 0.28, example.kind.capitalize(), fontsize=14, weight="bold")
    words = f"“{style.shorten(clip.prompt, 52)}”"
    page.text(x, y + 2.75 + tall + 0.06, f"{words}  ({example.source})", fontsize=9)

    edges = band_edges(found.phi.shape[1], clip.fps)
    picture = page.panel(x, y + 1.55, _WIDE, 1.05)
    seconds = figure.time_axis(picture, clip, _POSES)
    shown = picture.imshow(found.phi.T, cmap=style.AMOUNT, vmin=0, vmax=1, aspect="auto", origin="lower",
                           extent=(0, seconds, edges[0], edges[-1]), interpolation="nearest")  # fmt: skip
    figure.time_axis(picture, clip, _POSES)
    picture.set(yticks=[0, 5], ylabel="φ, Hz")
    picture.tick_params(labelbottom=False)

    profile = page.panel(x + _WIDE + 0.08, y + 1.55, _PROFILE - 0.15, 1.05)
    moving = spectral.energy_gate(found.energy, spectral.STILL_ENERGY) > 0.5
    mean = found.phi[moving].mean(0) if moving.any() else np.zeros(found.phi.shape[1])
    profile.barh((edges[:-1] + edges[1:]) / 2, mean, height=0.8 * (edges[1] - edges[0]), color=style.INK)
    profile.set(xlim=(0, 1), ylim=(edges[0], edges[-1]), yticks=[], xticks=[0, 1])
    profile.tick_params(labelsize=8, length=2, pad=1)
    profile.set_title("mean φ", fontsize=9, pad=3)

    _complexity(page.panel(x, y + 0.72, _WIDE, 0.72), clip, found)
    _energy(page.panel(x, y + 0.12, _WIDE, 0.48), clip, found)
    return shown


def _complexity(axes, clip, found):
    time = np.arange(len(clip)) / clip.fps
    axes.plot(time, spectral.normalized_complexity(found.phi), color=style.FAINT, lw=1.2, ls=(0, (2, 1.5)))
    axes.fill_between(time, found.omega, color=style.ACCENT, alpha=0.15, lw=0)
    axes.plot(time, found.omega, color=style.ACCENT, lw=1.6)
    figure.time_axis(axes, clip, _POSES)
    axes.set(ylim=(0, 1), yticks=[0, 0.5, 1], ylabel="Ω̂")
    axes.tick_params(labelbottom=False)
    _mean(axes, "Ω̂", found.omega, style.ACCENT)


def _energy(axes, clip, found):
    still = spectral.STILL_ENERGY
    axes.axhspan(still, 4 * still, color="#eceff2", lw=0)
    axes.plot(np.arange(len(clip)) / clip.fps, np.maximum(found.energy, 0.03), color=style.INK, lw=1.4)
    figure.time_axis(axes, clip, _POSES)
    axes.set(
        yscale="log", ylim=(0.1, 60), yticks=[0.1, 1, 10], yticklabels=["0.1", "1", "10"], ylabel="‖f‖, m"
    )
    axes.minorticks_off()
    axes.set_xticks(np.arange(0, len(clip) / clip.fps, 1.0 if len(clip) > 3 * clip.fps else 0.5))
    axes.set_xlabel("seconds", labelpad=1)
    _mean(axes, "E", spectral.log_energy(found.energy, still), style.INK)


def _mean(axes, name, values, colour):
    words = f"mean {name}\n{values.mean():.2f}".replace("-", "−")
    axes.text(1.01, 0.5, words, transform=axes.transAxes, va="center", fontsize=10, color=colour)
