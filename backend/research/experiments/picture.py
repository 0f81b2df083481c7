"""The primary figures as a picture: every arm's change with its interval, a panel for each measure."""

import numpy as np

from backend.research.figures import style

from . import primary

_COLORS = {4: style.ACCENT, 1: style.SECOND, 0: style.INK}


def draw(plan, changes, path):
    """Write a PNG of `primary.compare`'s changes to path; nothing without any."""
    arms = [arm.name for arm in plan if any(name == arm.name for name, *_ in changes)]
    if not arms:
        return None
    width, height = 4.0, 0.5 * len(arms) + 0.3
    page = style.Page(2.0 + 2 * (width - 0.4) + 0.4, height + 1.5)
    for column, (key, heading) in enumerate(primary.MEASURES):
        axes = page.panel(1.9 + column * (width - 0.4), 0.95, width - 0.7, height)
        axes.axvline(0.0, color=style.FAINT, lw=1)
        for row, arm in enumerate(arms):
            for shift, (part, _) in zip((-0.22, 0.0, 0.22), primary.PARTS, strict=True):
                one = changes.get((arm, key, part))
                if one and np.isfinite(one.value):
                    axes.plot([one.low, one.high], [row + shift] * 2, color=_COLORS[part], lw=1.6)
                    axes.plot(one.value, row + shift, "o", color=_COLORS[part], ms=4.5)
        axes.set_ylim(len(arms) - 0.5, -0.5)
        axes.set_yticks(range(len(arms)), arms if column == 0 else [""] * len(arms))
        axes.set_title(heading)
        axes.set_xlabel("change, %")
    for at, (part, words) in enumerate(primary.PARTS):
        page.text(1.9 + 2.0 * at, 0.15, f"● {words}", color=_COLORS[part], fontsize=10)
    return page.save(path)
