"""A contact sheet: many clips on one page, a row of poses and the complexity strip each."""

import math

from . import figure, view


def sheet(clips, path, columns=2, poses=9, titles=None):
    """Write poses and Ω̂ of every Clip to one picture. titles replace the prompts."""
    if not clips:
        raise ValueError("a contact sheet needs at least one clip")
    pyplot = figure.pyplot_for_files()
    columns = min(columns, len(clips))
    rows = math.ceil(len(clips) / columns)
    page = pyplot.figure(figsize=(9.2 * columns, 2.35 * rows + 0.1), dpi=100, facecolor=view.PAPER)
    grid = page.add_gridspec(rows, columns, hspace=0.13, wspace=0.03, left=0.01, right=0.99,
                             top=1 - 0.28 / (2.35 * rows), bottom=0.01)  # fmt: skip
    for index, clip in enumerate(clips):
        cell = grid[index // columns, index % columns].subgridspec(
            2, 2, height_ratios=(14, 1), hspace=0.02, width_ratios=(8, 1), wspace=0.02
        )
        row = page.add_subplot(cell[0, 0])
        row.set_title(titles[index] if titles else figure.title_of(clip), fontsize=10, loc="left", pad=2)
        figure.draw_poses(row, clip, poses)
        strip = page.add_subplot(cell[1, 0])
        strip.imshow(clip.analysis().omega[None], cmap=figure.heat_map(), vmin=0, vmax=1, aspect="auto")
        strip.axis("off")
        figure.draw_path(page.add_subplot(cell[0, 1]), clip)
    figure.save(page, path)
    pyplot.close(page)
