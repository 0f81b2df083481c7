"""The moving picture: an animated GIF with a floor that shows travel and the complexity strip below."""

import numpy as np

from ..motion import files
from . import figure, view

_SIZE, _STRIP, _OVER = (360, 400), 14, 2
_TILE = 0.5


def _floor(draw, camera, centre, place, reach=1.6):
    """Grid lines of the floor around the body; they stay where they are while the body travels."""
    low, high = np.floor((centre - reach) / _TILE), np.ceil((centre + reach) / _TILE)
    for axis in (0, 1):
        for line in np.arange(low[axis], high[axis] + 1) * _TILE:
            ends = np.zeros((2, 3))
            ends[:, (0, 2)[axis]] = line
            ends[:, (2, 0)[axis]] = (low[1 - axis] * _TILE, high[1 - axis] * _TILE)
            draw.line([place(p) for p in camera.project(ends)], fill="#dfe3e8", width=_OVER)


def _body(draw, seen, place, unit):
    """Strokes and head from far to near."""

    def colour(name, nearness):
        return tuple(int(255 * c) for c in view.faded(name, view.paleness(nearness - seen[0, 2])))

    def dot(point, radius, fill):
        x, y = place(point)
        draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=fill)

    def head():
        skull, tip = seen[view.SKULL], seen[view.NOSE]
        nose = ([place(skull), place(tip)], "#f2c14e", int(0.05 * unit))
        if tip[2] < skull[2]:
            draw.line(*nose)
        dot(skull, view.HEAD_RADIUS * unit, colour(view.MIDDLE, skull[2]))
        if tip[2] >= skull[2]:
            draw.line(*nose)

    def limb(stroke):
        a, b = seen[stroke.start], seen[stroke.stop]
        fill = colour(stroke.colour, (a[2] + b[2]) / 2)
        draw.line([place(a), place(b)], fill=fill, width=max(2, int(stroke.width * unit)))
        dot(a, stroke.width * unit / 2, fill)
        dot(b, stroke.width * unit / 2, fill)

    def torso():
        draw.polygon([place(seen[i]) for i in view.TORSO], fill="#cfd4da")

    parts = [((seen[s.start, 2] + seen[s.stop, 2]) / 2, limb, (s,)) for s in view.STROKES]
    parts += [(seen[view.SKULL, 2], head, ()), (seen[list(view.TORSO), 2].mean(), torso, ())]
    for _, draw_part, arguments in sorted(parts, key=lambda part: part[0]):
        draw_part(*arguments)


def animation(clip, path, fps=20.0, marked=None):
    """Write an endless GIF of `clip`; the camera follows the pelvis. marked: (from, to) in seconds."""
    from PIL import Image, ImageDraw

    clip = clip.resampled(fps)
    omega = clip.analysis().omega
    points, floor = view.figure_points(clip), view.floor_height(clip)
    points = points - [0.0, floor, 0.0]
    camera = view.Camera(view.camera_for(clip).azimuth, np.radians(14))
    width, height = (_OVER * n for n in _SIZE)
    unit = height / 2.5
    heat = (figure.heat_map()(np.interp(np.linspace(0, len(omega) - 1, width), np.arange(len(omega)), omega))
            [:, :3] * 255).astype(np.uint8)  # fmt: skip
    bar = Image.fromarray(np.broadcast_to(heat, (_OVER * _STRIP, width, 3)).copy())
    pictures = []
    for frame, seen in enumerate(camera.project(points)):
        image = Image.new("RGB", (width, height), view.PAPER)
        draw = ImageDraw.Draw(image)
        centre = camera.project(points[frame, 0] * [1.0, 0.0, 1.0])

        def place(point, centre=centre):
            return (width / 2 + (point[0] - centre[0]) * unit, height * 0.84 - (point[1] - centre[1]) * unit)

        _floor(draw, camera, points[frame, 0, [0, 2]], place)
        _body(draw, seen, place, unit)
        image.paste(bar, (0, height - _OVER * _STRIP))
        x = frame / max(len(clip) - 1, 1) * width
        if marked:
            a, b = (int(edge * fps / max(len(clip) - 1, 1) * width) for edge in marked)
            draw.rectangle([a, height - _OVER * (_STRIP + 4), b, height - _OVER * _STRIP], fill="#12805c")
        draw.line([(x, height - _OVER * (_STRIP + 4)), (x, height)], fill="#000000", width=2 * _OVER)
        image = image.resize(_SIZE, Image.LANCZOS)
        # One palette for all frames: colours do not flicker, and what stands still costs nothing.
        pictures.append(image.quantize(palette=pictures[0], dither=0) if pictures else image.quantize(128))
    with files.replacing(path) as file:
        pictures[0].save(
            file, "GIF", save_all=True, append_images=pictures[1:], duration=round(1000 / fps), loop=0
        )
