"""The picture of attention maps beside the spectral similarity that the prior adds to them."""

import numpy as np

from ...preview import figure
from . import style

_SIDE, _SMALL, _LEFT, _POSES, _TOKEN = 2.35, 1.5, 0.8, 12, 0.2
_LAYERS = (
    "Change by the prior, layer by layer; below: correlation of attention and similarity without → with it"
)


def draw(example, maps, own_alpha, path):
    """Write the picture of an Example's Maps; own_alpha: whether α₀ is that of the weights."""
    layers = len(maps.alphas)
    width = _LEFT + 4 * _SIDE + 3 * 0.45 + 1.1
    row = width - _LEFT - 1.1
    tall = row * np.divide(*figure.row_extent(example.clip, _POSES)[::-1])
    small = min(_SMALL, (row - 0.15 * (layers - 1)) / layers)
    page = style.Page(width, tall + _SIDE + small + 2.85)

    top = page.height - tall - 0.6
    figure.draw_poses(page.panel(_LEFT, top, row, tall), example.clip, _POSES)
    page.text(_LEFT, page.height - 0.3, f"“{style.shorten(example.clip.prompt, 80)}”", fontsize=13)
    page.text(_LEFT, page.height - 0.52, f"{example.source}; {maps.hidden.mean():.0%} of the tokens hidden",
              fontsize=10)  # fmt: skip

    y = top - _SIDE - 0.55
    plain, prior = 100 * maps.plain.mean(0), 100 * maps.prior.mean(0)
    most = float(np.percentile(np.concatenate([plain, prior]), 99.5))
    first = f"α₀ = {maps.alphas[0]:g}" + ("" if own_alpha else " (not in the weights)")
    change = prior - plain
    far = float(np.percentile(np.abs(change), 99.5)) or 1.0
    similarity = np.where(maps.similarity > 0, maps.similarity, np.nan)
    low = float(np.nanpercentile(similarity, 1))
    shown = []
    for column, (values, title, colours, limits) in enumerate((
        (similarity, "similarity cos(φᵢ, φⱼ)", style.AMOUNT, (low, 1)),
        (plain, "attention, α = 0", style.AMOUNT, (0, most)),
        (prior, f"attention, {first}", style.AMOUNT, (0, most)),
        (change, "change by the prior", style.CHANGE, (-far, far)),
    )):  # fmt: skip
        x = _LEFT + column * (_SIDE + 0.45)
        axes = page.panel(x, y, _SIDE, _SIDE)
        shown.append(_matrix(axes, values, colours, limits))
        axes.set_title(title, pad=6)
        _seconds(axes, len(values))
        if column:
            axes.tick_params(labelleft=False)
        else:
            axes.set_ylabel("looking token, s")
        _mark_hidden(axes, maps.hidden)
        if column == 0:
            axes.set_xlabel("token looked at, s", labelpad=1)
    x = _LEFT + row + 0.22
    page.scale(shown[3], x, y, _SIDE, "change, percentage points")

    y -= small + 0.95
    agreement = maps.agreement()
    page.text(_LEFT, y + small + 0.42, _LAYERS, fontsize=10)
    for layer, alpha in enumerate(maps.alphas):
        axes = page.panel(_LEFT + layer * (row - small) / max(layers - 1, 1), y, small, small)
        change = 100 * (maps.prior[layer] - maps.plain[layer])
        _matrix(axes, change, style.CHANGE, (-far, far))
        axes.set(xticks=[], yticks=[])
        axes.set_title(f"layer {layer + 1}, α = {alpha:.2f}", fontsize=9, pad=3)
        axes.set_xlabel(" → ".join(map(style.signed, agreement[layer])), fontsize=10, labelpad=3)
    _legend(page, y, most, low)
    return page.save(path)


def _matrix(axes, values, colours, limits):
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_facecolor("#dde1e6")
    return axes.imshow(values, cmap=colours, vmin=limits[0], vmax=limits[1], interpolation="nearest")


def _seconds(axes, count):
    """Ticks in seconds on both axes of a matrix of tokens."""
    seconds = np.arange(0, count * _TOKEN, 1 if count < 30 else 2)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks(seconds / _TOKEN - 0.5, [f"{s:g}" for s in seconds])
    axes.tick_params(length=2, pad=1)


def _mark_hidden(axes, hidden):
    """A dot at the right edge beside every row whose token was hidden."""
    rows = np.flatnonzero(hidden)
    axes.plot(np.full(len(rows), len(hidden) + 0.3), rows, ".", ms=2.5, color=style.INK, clip_on=False)
    axes.set_xlim(-0.5, len(hidden) - 0.5)


def _legend(page, y, most, low):
    words = (
        f"similarity {low:.2f} (light) to 1 (dark), grey: the estimate stands still; attention 0 to "
        f"{most:.1f} % of what a\ntoken gives away, mean of heads and layers; dots: hidden tokens"
    )
    page.text(_LEFT, y - 0.62, words, fontsize=10)
