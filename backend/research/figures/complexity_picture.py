"""The picture of error against complexity: bins with their interval and the spread inside them."""

from . import complexity, style

_WIDE, _GAP, _LEFT = 3.45, 0.75, 0.8
_CAPTION = (
    "Test split, {} clips. Dots: means of eight bins of equal size, bars: 95 % of a bootstrap over clips; "
    "band: middle half of the points. ρ: rank correlation."
)


def draw(reconstruction, by_token, by_joint, clips, path):
    """Write the picture of three Points (joint errors in mm, twice NLL in nats) of that many test clips."""
    page = style.Page(_LEFT + 3 * _WIDE + 2 * _GAP + 0.2, 4.3)
    panels = (
        (reconstruction, "Reconstruction", "joint error, mm", "Ω̂ of the joints"),
        (by_joint, "Hidden tokens", "NLL, nats", "Ω̂ of the joints"),
        (by_token, "Hidden tokens", "NLL, nats", "Ω̂ of the token embeddings"),
    )
    for column, (points, title, error, axis) in enumerate(panels):
        axes = page.panel(_LEFT + column * (_WIDE + _GAP), 1.05, _WIDE, 2.55)
        _curve(axes, points)
        axes.set(xlabel=axis, ylabel=error)
        axes.set_title(title, loc="left", fontsize=13, weight="bold", pad=20)
        whole, interval = complexity.rank_correlation(points)
        low, high = map(style.signed, interval)
        words = f"ρ = {style.signed(whole)} ({low} to {high}), {len(points.error):,} points"
        axes.text(0, 1.04, words, transform=axes.transAxes, fontsize=10)
    page.text(_LEFT, 0.15, _CAPTION.format(clips), fontsize=10)
    return page.save(path)


def _curve(axes, points):
    bins = complexity.binned(points)
    axes.fill_between(bins.complexity, *bins.middle, color=style.SECOND, alpha=0.13, lw=0)
    bars = abs(bins.interval - bins.mean)
    axes.errorbar(bins.complexity, bins.mean, bars, color=style.SECOND, lw=1.6, marker="o", ms=6, capsize=3)
    axes.set_ylim(0, 1.05 * max(bins.middle.max(), bins.interval.max()))
    axes.grid(axis="y", color="#e4e7eb", lw=0.8)
    axes.set_axisbelow(True)
