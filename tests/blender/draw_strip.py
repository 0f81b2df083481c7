"""Draws the strip off screen and prints what was seen as one JSON line; run in a process of its own.

A graphics context without a window needs EGL: where that is missing Blender aborts the process.
"""

import json
import sys
import time
import types
from dataclasses import replace
from pathlib import Path

import bpy
import numpy as np
from mathutils import Matrix

sys.path.insert(0, str(Path(__file__).parent))

package = types.ModuleType("dynmask")
package.__path__ = [str(Path(__file__).resolve().parents[2])]
sys.modules["dynmask"] = package

from dynmask.dynmask_blender import registration  # noqa: E402
from dynmask.dynmask_blender.actions import motion_store  # noqa: E402
from dynmask.dynmask_blender.complexity import draw as overlay_draw  # noqa: E402
from dynmask.dynmask_blender.complexity import (  # noqa: E402
    handlers,
    layout,  # noqa: E402
    pictures,
)
from dynmask.dynmask_blender.complexity import marks as overlay_marks  # noqa: E402
from dynmask.dynmask_blender.prompt_strips import model  # noqa: E402

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


def editor(obj, left, right, scale=1.0):
    """(context, view) of an editor that shows frames left to right; view.left, view.right may be set."""
    view = types.SimpleNamespace(left=left, right=right)
    view.region_to_view = lambda x, y: (view.left + x * (view.right - view.left) / WIDTH, y)
    return types.SimpleNamespace(
        scene=bpy.context.scene, active_object=obj,
        preferences=types.SimpleNamespace(system=types.SimpleNamespace(ui_scale=scale)),
        space_data=types.SimpleNamespace(mode="DOPESHEET", show_markers=False),
        region=types.SimpleNamespace(width=WIDTH, height=HEIGHT, view2d=view, as_pointer=lambda: 1),
    ), view  # fmt: skip


def animated(omega, rate=24.0):
    """An active rig with an action that only the overlay knows of."""
    import rigs

    obj = rigs.by_roles(rigs.MIXAMO, seed=1)
    bpy.context.view_layer.objects.active = obj
    obj.animation_data_create().action = bpy.data.actions.new("Long")
    found = motion_store.Stored(omega, np.full((len(omega), 16), 0.25), 0.1 + omega, 20.0, 1.0, rate)
    motion_store.write(obj.animation_data.action, found)
    return obj, found


def redraws(frames=10_000, count=300):
    """Redraws of a long action's overlay as an editor asks for them: what is made, and how long one takes."""
    t = np.arange(round(frames / 1.2))
    obj, long = animated(np.clip(0.45 + 0.4 * np.sin(t / 9.0) * np.sin(t / 71.0), 0.0, 1.0))
    model.add(obj, "a person walks", 1, 500, 24.0)
    bpy.context.scene.dynmask.show_bands = True
    context, view = editor(obj, -100.0, frames + 100.0)
    seen = {}

    def paint():
        # The second time what does not change is kept as a whole.
        for _ in range(2):
            handlers._draw_in(context)
        seen["first"] = overlay_draw.session.uploads
        spent = []
        for frame in range(count):
            bpy.context.scene.frame_current = frame
            start = time.thread_time()
            handlers._draw_in(context)
            spent.append(time.thread_time() - start)
        seen["redraw_ms"] = 1e3 * float(np.median(spent))
        seen["warm"] = overlay_draw.session.uploads - seen["first"]
        view.left, view.right = 4000.0, 4100.0
        handlers._draw_in(context)
        seen["zoomed"] = overlay_draw.session.uploads - seen["first"]
        motion_store.write(obj.animation_data.action, replace(long, omega=long.omega[::-1]))
        handlers._draw_in(context)
        seen["edited"] = overlay_draw.session.uploads - seen["first"] - seen["zoomed"]
        bpy.data.objects.remove(obj)
        context.active_object = None
        handlers._draw_in(context)

    pixels(paint)
    bpy.context.scene.dynmask.show_bands = False
    return seen


def scaled(scale):
    """The editor at a ui_scale, in pixels: lowest row and height of the strip, height and width of the tip.

    elsewhere: how much changes with the mouse over another editor.
    """
    obj, _ = animated(np.full(101, 0.3), 20.0)
    context, _ = editor(obj, -49.0, 151.0, scale)
    bpy.context.scene.dynmask.show_legend = False
    plain = pixels(lambda: handlers._draw_in(context))
    handlers.hover((1, 160, int(24 * scale)))
    tip = pixels(lambda: handlers._draw_in(context)).astype(int) - plain
    handlers.hover((2, 160, int(24 * scale)))
    elsewhere = pixels(lambda: handlers._draw_in(context)).astype(int) - plain
    handlers.hover(None)
    bpy.data.objects.remove(obj)
    changed = np.abs(tip).max(axis=2) > 0
    lit, rows, columns = (np.flatnonzero(part) for part in (plain[:, 300, 3], changed.any(1), changed.any(0)))
    return {
        "strip": [int(lit[0]), len(lit)], "elsewhere": int(np.abs(elsewhere).max()),
        "tip": [int(rows[-1] - rows[0]) + 1, int(columns[-1] - columns[0]) + 1],
    }  # fmt: skip


def undone():
    """Whether an edit of what is drawn shows, and whether after undoing it all is drawn as before it."""
    obj, found = animated(np.linspace(0.0, 0.4, 101), 20.0)

    def picture():
        bpy.context.view_layer.update()
        return pixels(lambda: handlers._draw_in(editor(bpy.data.objects[name], -49.0, 151.0)[0]))

    name = obj.name
    bpy.ops.ed.undo_push(message="before")
    before = picture()
    motion_store.write(obj.animation_data.action, replace(found, omega=found.omega[::-1]))
    bpy.ops.ed.undo_push(message="after")
    edited = picture()
    bpy.ops.ed.undo()
    return {
        "edited": bool((edited != before).any()), "undone": bool((picture() == before).all()),
        "lit": bool(before.any()), "failed": handlers.session.strip_failed,
    }  # fmt: skip


def main():
    omega = np.zeros(101)
    omega[60:81] = 1.0
    phi = np.zeros((101, 16))
    phi[:, 0] = 1.0
    shape = pictures.build(motion_store.Stored(omega, phi, np.full(101, 12.0), 20.0, 1.0, 20.0))
    # Frames -49 … 150 over 600 pixels: frame 1 at 150, frame 101 at 450, the complex part from 330 to 390.
    where = layout.layout(WIDTH, HEIGHT, -49.0, 151.0, 1.0, bands=True)
    strips = ((11, 61, "a person walks"), (61, 101, "jumps"))
    lane = layout.layout(WIDTH, HEIGHT, -49.0, 151.0, 1.0, lane=True)
    bucket = shape.bucket(-49.0, 151.0)
    chosen = overlay_marks.Shown(selected=(11, 31))

    def paint(where=where, shown=chosen):
        ends = shape.first_frame, shape.last_frame
        heat, bands = (overlay_draw.Image(shape.picture(n, bucket), *ends) for n in ("omega", "bands"))
        row = overlay_draw.Drawing(overlay_marks.segment_row(*ends, shape.segments(0.5)))
        marks = overlay_draw.Drawing(overlay_marks.build(where, shown, overlay_draw.measure))
        overlay_draw.draw(where, *ends, heat, bands, row, marks)

    image = pixels(paint)
    whole = layout.layout(WIDTH, HEIGHT, -49.0, 151.0, 1.0, bands=True, lane=True)
    full = overlay_marks.Shown(selected=(11, 31), strips=strips, active=1, legend=True)
    direct = pixels(lambda: paint(whole, full))
    sheet = pixels(lambda: overlay_draw.Sheet(whole, lambda: paint(whole, full)).draw())
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
    registration.register()
    print(json.dumps({
        "redraws": redraws(), "scales": [scaled(1.0), scaled(2.0)], "undo": undone(),
        "sheet_differs": int(np.abs(sheet.astype(int) - direct).max()),
        "prompts": [int(blue[0]), int(blue[-1])],
        "words": int((part[:, 190:300].min(axis=2) > 150).sum()),
        "no_words": int((part[:, 290:328].min(axis=2) > 150).sum()),
        "strip": [int(lit[0]), int(lit[-1])], "red": [int(red[0]), int(red[-1])],
        "segment": [int(under[0]), int(under[-1])], "low_band": low, "high_band": high,
        "range_edge": image[int(where.strip_bottom + 5), 180, :3].tolist(),
        "outside": int(image[:, :140].max()),
        "above": int(image[int(where.bands_bottom + where.bands_height) + 3 :].max()),
    }))  # fmt: skip
    registration.unregister()


if __name__ == "__main__":
    main()
