"""The picture of error against both scalars: bins with their interval and the spread inside them."""

from . import complexity, style

_WIDE, _TALL, _GAP, _LEFT = 3.45, 2.55, 0.75, 0.8
_LABELS = {"flatness": "flatness Ω̂", "energy": "energy E = log‖f‖"}
_CAPTION = (
    "Test split, {} clips. Dots: means of eight bins of equal size, bars: 95 % of a bootstrap over clips; "
    "band: middle half of the points. ρ: rank correlation\nand its 95 % interval. Ω̂ of the joints is gated "
    "by their energy; E is floored where a body counts as still, and at the train split's 5th percentile."
)


def draw(reconstruction, by_token, by_joint, clips, path):
    """Write the picture of three {scalar: Points} (joint errors in mm, twice NLL in nats) of that many test
    clips: a row of panels for each scalar; both rows have the same scale of errors."""
    row = _TALL + 1.3
    page = style.Page(_LEFT + 3 * _WIDE + 2 * _GAP + 0.2, len(complexity.SCALARS) * row + 0.7)
    panels = (
        (reconstruction, "Reconstruction", "joint error, mm", "of the joints"),
        (by_joint, "Hidden tokens", "NLL, nats", "of the joints"),
        (by_token, "Hidden tokens", "NLL, nats", "of the token embeddings"),
    )
    for column, (found, title, error, of) in enumerate(panels):
        bins = {name: complexity.binned(points) for name, points in found.items()}
        highest = 1.05 * max(max(b.middle.max(), b.interval.max()) for b in bins.values())
        for index, name in enumerate(complexity.SCALARS):
            y = page.height - (index + 1) * row + 0.55
            axes = page.panel(_LEFT + column * (_WIDE + _GAP), y, _WIDE, _TALL)
            _curve(axes, bins[name])
            axes.set(xlabel=f"{_LABELS[name]} {of}", ylabel=error, ylim=(0, highest))
            axes.set_title(title, loc="left", fontsize=13, weight="bold", pad=20)
            axes.text(0, 1.04, correlation(found[name]), transform=axes.transAxes, fontsize=10)
    page.text(_LEFT, 0.15, _CAPTION.format(clips), fontsize=10)
    return page.save(path)


def correlation(points):
    """Rank correlation of Points with its interval, in words."""
    whole, interval = complexity.rank_correlation(points)
    low, high = map(style.signed, interval)
    return f"ρ = {style.signed(whole)} ({low} to {high}), {len(points.error):,} points"


def _curve(axes, bins):
    axes.fill_between(bins.complexity, *bins.middle, color=style.SECOND, alpha=0.13, lw=0)
    bars = abs(bins.interval - bins.mean)
    axes.errorbar(bins.complexity, bins.mean, bars, color=style.SECOND, lw=1.6, marker="o", ms=6, capsize=3)
    axes.grid(axis="y", color="#e4e7eb", lw=0.8)
    axes.set_axisbelow(True)
