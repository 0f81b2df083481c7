"""Draws the strip off screen and prints what was seen as one JSON line; run in a process of its own.

A graphics context without a window needs EGL: where that is missing Blender aborts the process.
"""

import json
import sys
import types
from pathlib import Path

import bpy
import numpy as np
from mathutils import Matrix

package = types.ModuleType("dynmask")
package.__path__ = [str(Path(__file__).resolve().parents[2])]
sys.modules["dynmask"] = package

from dynmask.dynmask_blender import (  # noqa: E402
    motion_store,
    overlay_cache,
    overlay_draw,
    overlay_layout,
    overlay_marks,
)

WIDTH, HEIGHT = 600, 200


def start_gpu():
    import gpu

    if hasattr(gpu, "init"):
        gpu.init()
        return gpu
    scene = bpy.context.scene
    scene.render.engine = "BLENDER_WORKBENCH"
    scene.render.resolution_x = scene.render.resolution_y = 8
    scene.camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    scene.collection.objects.link(scene.camera)
    bpy.ops.render.render()
    return gpu


def pixels(draw):
    """(HEIGHT, WIDTH, 4) of what `draw` paints in pixel space, row 0 at the bottom."""
    gpu = start_gpu()
    target = gpu.types.GPUOffScreen(WIDTH, HEIGHT)
    with target.bind():
        frame = gpu.state.active_framebuffer_get()
        frame.clear(color=(0, 0, 0, 0))
        gpu.state.viewport_set(0, 0, WIDTH, HEIGHT)
        gpu.state.depth_test_set("NONE")
        gpu.state.face_culling_set("NONE")
        with gpu.matrix.push_pop(), gpu.matrix.push_pop_projection():
            gpu.matrix.load_matrix(Matrix.Identity(4))
            rows = ((2 / WIDTH, 0, 0, -1), (0, 2 / HEIGHT, 0, -1), (0, 0, -1, 0), (0, 0, 0, 1))
            gpu.matrix.load_projection_matrix(Matrix(rows))
            draw()
        buffer = frame.read_color(0, 0, WIDTH, HEIGHT, 4, 0, "UBYTE")
    buffer.dimensions = WIDTH * HEIGHT * 4
    return np.array(buffer, dtype=np.uint8).reshape(HEIGHT, WIDTH, 4)


def main():
    omega = np.zeros(101)
    omega[60:81] = 1.0
    phi = np.zeros((101, 16))
    phi[:, 0] = 1.0
    shape = overlay_cache.build(motion_store.Stored(omega, phi, np.ones(101), 20.0, 1.0, 20.0))
    # Frames -49 … 150 over 600 pixels: frame 1 at 150, frame 101 at 450, the complex part from 330 to 390.
    where = overlay_layout.layout(WIDTH, HEIGHT, -49.0, 151.0, 1.0, bands=True)
    strips = ((11, 61, "a person walks"), (61, 101, "jumps"))
    lane = overlay_layout.layout(WIDTH, HEIGHT, -49.0, 151.0, 1.0, lane=True)
    bucket = shape.bucket(-49.0, 151.0)
    chosen = overlay_marks.Shown(selected=(11, 31))

    def paint(where=where, shown=chosen):
        ends = shape.first_frame, shape.last_frame
        heat, bands = (overlay_draw.Image(shape.picture(n, bucket), *ends) for n in ("omega", "bands"))
        row = overlay_draw.Drawing(overlay_marks.segment_row(*ends, shape.segments(0.5)))
        marks = overlay_draw.Drawing(overlay_marks.build(where, shown, overlay_draw.measure))
        overlay_draw.draw(where, *ends, heat, bands, row, marks)

    image = pixels(paint)
    strip = image[int(where.strip_bottom + where.strip_height / 2)]
    lit, red = np.flatnonzero(strip[:, 3]), np.flatnonzero(strip[:, 0] > 200)
    red = red[red > 300]
    under = np.flatnonzero(image[int(where.strip_bottom - 2), :, 0] > 200)
    under = under[under > 300]
    rows = (int(where.bands_bottom + part * where.bands_height) for part in (0.03, 0.5))
    low, high = (image[row, 300, :3].tolist() for row in rows)
    with_lane = pixels(lambda: paint(lane, overlay_marks.Shown(strips=strips, active=1)))
    part = with_lane[int(lane.lane_bottom) + 1 : int(lane.lane_bottom + lane.lane_height) - 1]
    blue = np.flatnonzero(part[1, :, 2].astype(int) - part[1, :, 0] > 40)
    print(json.dumps({
        "prompts": [int(blue[0]), int(blue[-1])],
        "words": int((part[:, 190:300].min(axis=2) > 150).sum()),
        "no_words": int((part[:, 290:328].min(axis=2) > 150).sum()),
        "strip": [int(lit[0]), int(lit[-1])], "red": [int(red[0]), int(red[-1])],
        "segment": [int(under[0]), int(under[-1])], "low_band": low, "high_band": high,
        "range_edge": image[int(where.strip_bottom + 5), 180, :3].tolist(),
        "outside": int(image[:, :140].max()),
        "above": int(image[int(where.bands_bottom + where.bands_height) + 3 :].max()),
    }))  # fmt: skip


main()
