"""The still picture: poses over time, the complexity strip, the bands, and the path from above."""

import warnings
from pathlib import Path

import numpy as np

from ..motion import files
from ..motion.measure import spectral
from . import view

SPACING, MARGIN, _BELOW = 0.95, 0.6, 0.16
_MARKED = "#12805c"
_CALM_TO_COMPLEX = ("#e9eef2", "#b9d3e6", "#f4cf74", "#e8843a", "#b3261e")


def pyplot_for_files():
    """matplotlib's pyplot, drawing to files only."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as pyplot

    # A prompt may be in any script; a letter the font lacks is drawn as a box.
    warnings.filterwarnings("ignore", message="Glyph .* missing from font")
    return pyplot


def save(page, path, **more):
    """Write a figure of pyplot as the kind of picture that the path's ending says (PNG without one)."""
    with files.replacing(path) as file:
        page.savefig(file, format=Path(path).suffix[1:] or "png", **more)


def heat_map():
    """Colours of Ω̂ from calm to complex, on a scale from 0 to 1."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("complexity", _CALM_TO_COMPLEX)


def pose_frames(frames, count):
    """Up to `count` frame numbers at equal distances over a clip of `frames` frames, both ends included."""
    return np.unique(np.linspace(0, frames - 1, min(count, frames)).round().astype(int))


def telling_frames(clip, count):
    """Frames at about equal distances, each moved by up to a third of them to where the pelvis is most
    unlike its usual height, so that a jump between two poses is not missed."""
    frames, height = pose_frames(len(clip), count), clip.positions[:, 0, 1]
    unlike = np.abs(height - np.median(height))
    reach = int((len(clip) - 1) / max(len(frames) - 1, 1) / 3)
    spans = [(max(f - reach, 0), min(f + reach + 1, len(clip))) for f in frames[1:-1]]
    inner = [low + int(np.argmax(unlike[low:high])) for low, high in spans]
    return np.array([frames[0], *inner, frames[-1]]) if len(frames) > 2 else frames


def draw_pose(axes, points, camera, x, floor):
    """One figure (26, 3) standing at `x` on the axes; far limbs are paler and lie behind near ones."""
    seen = camera.project(points - points[0] * [1.0, 0.0, 1.0] - [0.0, floor, 0.0]) + [x, 0.0, 0.0]
    unit = _points_per_metre(axes)
    middle = seen[0, 2]

    def line(a, b, colour, width, order):
        axes.plot([a[0], b[0]], [a[1], b[1]], color=colour, linewidth=width, zorder=order,
                  solid_capstyle="round", clip_on=False)  # fmt: skip

    ground = camera.project(np.zeros(3)) + [x, -0.03, 0.0]
    line(ground - [0.22, 0, 0], ground + [0.22, 0, 0], "#d5d9de", 0.035 * unit, 1)
    torso = seen[list(view.TORSO)]
    axes.fill(*torso[:, :2].T, color="#cfd4da", zorder=10 + torso[:, 2].mean() - middle, clip_on=False)
    for stroke in view.STROKES:
        a, b = seen[stroke.start], seen[stroke.stop]
        near = (a[2] + b[2]) / 2 - middle
        line(a, b, view.PAPER, stroke.width * unit + 1.0, 10 + near - 0.01)
        line(a, b, view.faded(stroke.colour, view.paleness(near)), stroke.width * unit, 10 + near)
    skull, nose = seen[view.SKULL], seen[view.NOSE]
    near = skull[2] - middle
    axes.scatter(*skull[:2], s=(2 * view.HEAD_RADIUS * unit) ** 2, zorder=10 + near, clip_on=False,
                 facecolor=view.faded(view.MIDDLE, view.paleness(near)), edgecolor=view.PAPER)  # fmt: skip
    line(skull, nose, "#f2c14e", 0.05 * unit, 10 + nose[2] - middle)


def _points_per_metre(axes):
    box = axes.get_window_extent().transformed(axes.figure.dpi_scale_trans.inverted())
    return box.width * 72 / abs(np.diff(axes.get_xlim())[0])


def row_extent(clip, count):
    """Width and height in metres that a row of `count` poses takes, margins included."""
    highest = float(clip.positions[..., 1].max()) - view.floor_height(clip)
    return SPACING * max(min(count, len(clip)) - 1, 1) + 2 * MARGIN, max(1.85, highest + 0.15) + _BELOW


def draw_poses(axes, clip, count=12, marked=None):
    """A row of poses at about equal times; the pelvis' travel is taken out, its height and turning stay.

    Each pose stands over its own moment of a time axis below. marked: (from, to) in seconds.
    """
    points, camera, floor = view.figure_points(clip), view.camera_for(clip), view.floor_height(clip)
    width, height = row_extent(clip, count)
    axes.set_xlim(-MARGIN, width - MARGIN)
    axes.set_ylim(-_BELOW, height - _BELOW)
    axes.set_aspect("equal", adjustable="box", anchor="S")
    axes.apply_aspect()
    axes.axhline(0.0, color="#aab1ba", linewidth=0.8, zorder=0)
    per_frame = (width - 2 * MARGIN) / max(len(clip) - 1, 1)
    if marked:
        span = np.clip(np.multiply(marked, clip.fps), 0, len(clip) - 1) * per_frame
        axes.axvspan(*span, color=_MARKED, alpha=0.12, zorder=-1, lw=0)
    for frame in telling_frames(clip, count):
        draw_pose(axes, points[frame], camera, frame * per_frame, floor)
    axes.axis("off")


def time_axis(axes, clip, count):
    """The horizontal axis in seconds, its margins those of the row of poses above."""
    seconds = max(len(clip) - 1, 1) / clip.fps
    margin = MARGIN / (row_extent(clip, count)[0] - 2 * MARGIN) * seconds
    axes.set_xlim(-margin, seconds + margin)
    return seconds


def draw_strip(axes, clip, analysis, poses=12, marked=None, threshold=None):
    """Ω̂ as a heat strip under its curve, with brackets over the complex segments."""
    seconds = time_axis(axes, clip, poses)
    axes.imshow(analysis.omega[None], cmap=heat_map(), vmin=0, vmax=1, aspect="auto",
                extent=(0, seconds, 0, 1), interpolation="bilinear")  # fmt: skip
    axes.plot(np.arange(len(clip)) / clip.fps, analysis.omega, color="#20242a", linewidth=1.1)
    for start, stop in complex_segments(analysis, threshold):
        axes.plot([start / clip.fps, (stop - 1) / clip.fps], [1.09, 1.09], color="#b3261e", linewidth=3,
                  solid_capstyle="butt", clip_on=False)  # fmt: skip
    _mark(axes, marked)
    time_axis(axes, clip, poses)
    axes.set_ylim(0, 1.15)
    axes.set_yticks([0, 1], ["calm", "complex"], fontsize=7)


def complex_segments(analysis, threshold=None):
    """Frame ranges of the complex parts; without a threshold, what stands out of the clip's median."""
    if threshold is None:
        threshold = float(np.median(analysis.omega)) + 0.08
    return spectral.segments(analysis.omega, threshold)


def draw_bands(axes, clip, analysis, poses=12, marked=None):
    """φ: how the motion's change is spread over frequency bands, slow below, fast above."""
    seconds, bands = time_axis(axes, clip, poses), analysis.phi.shape[1]
    axes.imshow(np.sqrt(analysis.phi.T), cmap="magma", vmin=0, vmax=1, aspect="auto", origin="lower",
                extent=(0, seconds, 0, bands), interpolation="nearest")  # fmt: skip
    _mark(axes, marked)
    time_axis(axes, clip, poses)
    axes.set_yticks([0.5, bands - 0.5], ["slow", "fast"], fontsize=7)
    axes.set_xlabel("seconds", fontsize=8)


def _mark(axes, marked):
    for edge in marked or ():
        axes.axvline(edge, color=_MARKED, linewidth=1.8, linestyle=(0, (3, 1.5)))


def draw_path(axes, clip):
    """The pelvis' way seen from above, with arrows where the body faces; starts at the ring."""
    positions = clip.positions
    across = positions[:, 1] - positions[:, 2] + positions[:, 16] - positions[:, 17]
    facing = np.stack([-across[:, 2], across[:, 0]], axis=-1)  # (x, z)
    facing /= np.maximum(np.linalg.norm(facing, axis=-1, keepdims=True), 1e-9)
    # Seen from above with the start's left at the left: x runs to the left of the picture.
    way = (positions[:, 0, [0, 2]] - positions[0, 0, [0, 2]]) * [-1, 1]
    axes.plot(*way.T, color="#8a93a0", linewidth=1.2)
    for frame in pose_frames(len(clip), 9):
        arrow = facing[frame] * [-0.28, 0.28]
        style = {"arrowstyle": "-|>", "color": view.MIDDLE, "lw": 1.0, "mutation_scale": 8}
        axes.annotate("", way[frame] + arrow, way[frame], arrowprops=style)
    axes.plot(0, 0, "o", mfc="none", mec="#12805c", ms=8)
    middle, half = (way.max(0) + way.min(0)) / 2, max(1.0, np.ptp(way, axis=0).max() / 2 + 0.4)
    axes.set_xlim(middle[0] - half, middle[0] + half)
    axes.set_ylim(middle[1] - half, middle[1] + half)
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_title(f"from above, {2 * half:.1f} m", fontsize=7, pad=2)


def title_of(clip):
    """The prompt, shortened, with length and seed."""
    prompt = clip.prompt if len(clip.prompt) <= 90 else clip.prompt[:89] + "…"
    parts = [f"“{prompt}”" if prompt else "motion", f"{(len(clip) - 1) / clip.fps:.1f} s"]
    return "   ·   ".join(parts + ([f"seed {clip.seed}"] if clip.seed >= 0 else []))


def picture(clip, path, poses=12, marked=None, threshold=None, row=None):
    """Write the figure of one Clip to `path` (.png, .svg, .pdf); marked: regenerated (from, to), seconds.

    row: an RGBA image (h, w, 4) of the poses instead of stick figures, its margins those of `row_extent`.
    """
    pyplot = pyplot_for_files()
    analysis = clip.analysis()
    extent = row_extent(clip, poses)
    left, wide, side, below = 0.65, 12.5, 1.6, 1.75
    high = wide * (extent[1] / extent[0] if row is None else row.shape[0] / row.shape[1])
    width, height = left + wide + side + 0.3, 0.55 + high + below
    page = pyplot.figure(figsize=(width, height), dpi=110, facecolor=view.PAPER)

    def panel(x, y, wide, high):
        return page.add_axes((x / width, y / height, wide / width, high / height))

    if row is None:
        draw_poses(panel(left, below, wide, high), clip, poses, marked)
    else:
        _draw_row(panel(left, below, wide, high), clip, row, poses, marked)
    strip = panel(left, 1.12, wide, 0.5)
    draw_strip(strip, clip, analysis, poses, marked, threshold)
    strip.tick_params(labelbottom=False)
    bands = panel(left, 0.42, wide, 0.6)
    draw_bands(bands, clip, analysis, poses, marked)
    for axes, name in ((strip, "Ω̂  complexity"), (bands, "φ  bands")):
        axes.tick_params(labelsize=7, length=2)
        axes.text(0.96, 0.5, name, transform=axes.transAxes, va="center", fontsize=10)
        axes.set_frame_on(False)
    draw_path(panel(left + wide + 0.15, below + 0.1, side, side), clip)
    _title(page, clip, marked)
    save(page, path)
    pyplot.close(page)


def _draw_row(axes, clip, row, poses, marked):
    seconds = time_axis(axes, clip, poses)
    if marked:
        axes.axvspan(*np.clip(marked, 0, seconds), color=_MARKED, alpha=0.12, zorder=-1, lw=0)
    low, high = axes.get_xlim()
    axes.imshow(row, extent=(low, high, 0, 1), aspect="auto")
    axes.set_xlim(low, high)
    axes.axis("off")


def _title(page, clip, marked):
    """Prompt at the left; at the right which colour is which side, and the regenerated part."""
    top = 1 - 0.32 / page.get_figheight()
    page.text(0.04, top, title_of(clip), fontsize=13)
    page.text(0.925, top, "left", color=view.LEFT, fontsize=11, weight="bold")
    page.text(0.957, top, "right", color=view.RIGHT, fontsize=11, weight="bold")
    if marked:
        words = f"regenerated {marked[0]:.2f} to {marked[1]:.2f} s"
        page.text(0.91, top, words, color=_MARKED, fontsize=11, ha="right")
