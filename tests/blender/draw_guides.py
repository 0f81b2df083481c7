"""Draws guides off screen and prints what was seen as one JSON line; run in a process of its own."""

import json
import sys
import time
import types
from pathlib import Path

import bpy
import numpy as np
from mathutils import Matrix

sys.path.insert(0, str(Path(__file__).parent))

import draw_compare  # noqa: E402  (it makes the package `dynmask`)
import draw_strip  # noqa: E402
import rigs  # noqa: E402
from directed import walk_action  # noqa: E402
from directing import pin  # noqa: E402
from dynmask.dynmask_blender import registration  # noqa: E402
from dynmask.dynmask_blender.compare import guide_handlers as handlers  # noqa: E402
from dynmask.dynmask_blender.direction import paths  # noqa: E402
from dynmask.dynmask_blender.session.session import current as session  # noqa: E402
from test_compare import state  # noqa: E402


def directed(rig):
    """A walk with a path beside it, two waypoints and two pins, of which one misses its place."""
    walk_action(rig, 80)
    bpy.context.scene.frame_set(30)
    hips = np.array(rig.matrix_world @ rig.pose.bones["Hips"].head)
    side = hips[:2] + np.linspace((0.5, 1.5), (1.5, -1.5), 30)
    way = paths.add_curve(bpy.context, rig, np.pad(side, ((0, 0), (0, 1))))
    rig.dynmask_direction.path = way
    bpy.context.view_layer.update()
    for frame, share in ((20, 0.3), (70, 0.9)):
        paths.add_waypoint(bpy.context, way, frame, share).dynmask_waypoint.facing = True
    bpy.context.view_layer.objects.active = rig
    hand = np.array(rig.matrix_world @ rig.pose.bones["LeftHand"].head)
    pin(rig, "left_hand", 25, 35, held_at="PLACE", place=hand + (0.0, 0.0, 0.4))
    pin(rig, "right_hand", 50, 60, held_at="PLACE", place=hand + (-0.8, 0.0, 0.3))
    bpy.context.scene.dynmask.show_guides = True


def seen(rig, out):
    scene, context, found = bpy.context.scene, draw_compare.view(rig), {}

    def picture():
        return draw_compare.pixels(lambda: handlers.draw_in(context))

    found["asked"] = int(picture()[..., 3].max() > 0)
    handlers.refresh(rig, scene)
    first = picture()
    found["colors"] = sorted({tuple(int(v) // 64 for v in c[:3]) for c in first[first[..., 3] > 200]})
    uploads, again = session.uploads, picture()
    found["same"], found["again"] = int(np.abs(again.astype(int) - first).max()), session.uploads - uploads
    found["texts"] = texts_of(rig)
    before = state(rig)
    spent, texts = redraws(rig, context)
    found["redraw_ms"], found["texts_ms"] = spent, texts
    found["untouched"] = state(rig) == before
    rig.dynmask_pins.items[0].place.z -= 0.4
    found["pin_moved"] = bool((picture() != first).any())
    found["told"] = texts_of(rig)
    scene.dynmask.show_guides = False
    found["off"] = int(picture().max())
    if out:
        image = bpy.data.images.new("seen", draw_compare.WIDTH, draw_compare.HEIGHT)
        image.pixels = (first.astype(np.float32) / 255.0).ravel()
        image.filepath_raw, image.file_format = out, "PNG"
        image.save()
    return found


def texts_of(rig):
    """What the last redraw writes."""
    return [text for _, text, _ in handlers._kept[rig.session_uid].moving.texts]


def redraws(rig, context):
    """Milliseconds (median of 40, of the processor) of a redraw's lines and of its texts."""
    lines, texts = [], []
    context.region = types.SimpleNamespace(width=draw_compare.WIDTH, height=draw_compare.HEIGHT)
    context.region_data = types.SimpleNamespace(perspective_matrix=Matrix.Diagonal((0.2, 0.2, 0.2, 1.0)))

    def paint():
        for number in range(40):
            context.scene.frame_current = number + 1
            for spent, draw in ((lines, handlers.draw_in), (texts, handlers.draw_texts_in)):
                start = time.thread_time()
                draw(context)
                spent.append(time.thread_time() - start)

    draw_compare.pixels(paint)
    context.scene.frame_current = 30
    return [1e3 * float(np.median(spent)) for spent in (lines, texts)]


def main():
    draw_strip.start_gpu()
    registration.register()
    bpy.context.scene.render.fps = 20
    rig = rigs.by_roles(rigs.MIXAMO, seed=1)
    bpy.context.view_layer.objects.active = rig
    directed(rig)
    print(json.dumps(seen(rig, sys.argv[1] if len(sys.argv) > 1 else "")))
    registration.unregister()


if __name__ == "__main__":
    main()
