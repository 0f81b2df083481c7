"""Draws compared takes off screen and prints what was seen as one JSON line; run in a process of its own."""

import functools
import json
import sys
import time
import types
from pathlib import Path

import bpy
import numpy as np
from mathutils import Matrix

sys.path.insert(0, str(Path(__file__).parent))

import draw_strip  # noqa: E402  (it makes the package `dynmask`)
import rigs  # noqa: E402
from dynmask.dynmask_blender import registration  # noqa: E402
from dynmask.dynmask_blender.actions import motion_store, new_action  # noqa: E402
from dynmask.dynmask_blender.compare import handlers, shown  # noqa: E402
from dynmask.dynmask_blender.retarget import to_rig  # noqa: E402
from dynmask.dynmask_blender.session.session import current as session  # noqa: E402
from dynmask.dynmask_blender.takes import takes  # noqa: E402
from test_compare import state  # noqa: E402

WIDTH, HEIGHT = 800, 300
# What the picture shows of the world, from the front and a little from above: x from LEFT to RIGHT.
LEFT, RIGHT, LOW, TILT = -3.0, 5.0, -0.5, 0.3


def view(rig, frame=None):
    """A 3D view's context; frame: where the scene is not to go there itself, which poses the rig."""
    scene = bpy.context.scene
    if frame is not None:
        scene = types.SimpleNamespace(frame_current_final=frame, render=scene.render)
    overlay = types.SimpleNamespace(show_overlays=True)
    return types.SimpleNamespace(
        scene=scene, active_object=rig, preferences=bpy.context.preferences,
        space_data=types.SimpleNamespace(overlay=overlay),
    )  # fmt: skip


@functools.cache
def started():
    """The gpu module; what starts it renders, and poses the rig as its action has it."""
    return draw_strip.start_gpu()


def pixels(draw):
    """(HEIGHT, WIDTH, 4) of what `draw` paints of the world, row 0 at the bottom."""
    gpu = started()
    target = gpu.types.GPUOffScreen(WIDTH, HEIGHT)
    high = LOW + (RIGHT - LEFT) * HEIGHT / WIDTH
    across, up = 2 / (RIGHT - LEFT), 2 / (high - LOW)
    projection = Matrix((
        (across, 0, 0, -across * LEFT - 1), (0, TILT * up, up, -up * LOW - 1), (0, 0.01, 0, 0), (0, 0, 0, 1),
    ))  # fmt: skip
    with target.bind():
        frame = gpu.state.active_framebuffer_get()
        frame.clear(color=(0, 0, 0, 0), depth=1.0)
        gpu.state.viewport_set(0, 0, WIDTH, HEIGHT)
        gpu.state.face_culling_set("NONE")
        with gpu.matrix.push_pop(), gpu.matrix.push_pop_projection():
            gpu.matrix.load_matrix(Matrix.Identity(4))
            gpu.matrix.load_projection_matrix(projection)
            draw()
        buffer = frame.read_color(0, 0, WIDTH, HEIGHT, 4, 0, "UBYTE")
    buffer.dimensions = WIDTH * HEIGHT * 4
    return np.array(buffer, dtype=np.uint8).reshape(HEIGHT, WIDTH, 4)


def columns(picture, least=40):
    """(first, last) column of every stretch of lit columns, in metres of the world."""
    lit = np.r_[False, (picture[..., :3].max(axis=2) > least).any(axis=0), False]
    edges = np.flatnonzero(np.diff(lit.astype(int)))
    found = LEFT + (RIGHT - LEFT) / WIDTH * edges
    return [(round(float(a), 3), round(float(b), 3)) for a, b in zip(found[::2], found[1::2], strict=True)]


def listed(rig, count):
    """Takes of walks ahead, the first of them shown."""
    mapping = to_rig.detect_mapping(rig)
    to_rig.save_mapping(rig, mapping)
    for number in range(count):
        rotations, translation = rigs.walk(40 + 4 * number)
        tracks = to_rig.retarget(rig, rotations, translation, mapping)
        with takes.adding(rig):
            action = new_action.write_action(rig, tracks, 20.0, bpy.context.scene, f"Take {number}", 1)
            clip = motion_store.Clip(rotations, translation, 20.0)
            motion_store.write(action, motion_store.of_clip(clip, 1.0, 20.0))
            stamp = takes.fingerprint(rig, action)
            takes.add(rig, action, base=None, seed=number, prompt="walk", kind="generated", stamp=stamp)
    takes.show(rig, 0)


def seen(rig):
    context, scene, found = view(rig), bpy.context.scene, {}

    def picture():
        return pixels(lambda: handlers.draw_in(context))

    scene.frame_set(10)
    off = picture()
    handlers.toggle(True)
    # One take a redraw is worked out.
    for _ in range(4):
        beside = picture()
    found["off"], found["places"] = int(off.max()), columns(beside)
    found["colors"] = [
        np.median(part[part[..., 3] > 0][:, :3].astype(int), axis=0).tolist()
        for part in (beside[:, int((x - LEFT - 0.2) * 100) : int((x - LEFT + 0.2) * 100)] for x in offsets())
    ]
    found["theme"] = [
        [round(255 * c) for c in bpy.context.preferences.themes[0].collection_color[i].color]
        for i in range(3)
    ]
    uploads = session.uploads
    again = picture()
    found["same"], found["again"] = int(np.abs(again.astype(int) - beside).max()), session.uploads - uploads
    scene.frame_set(11)
    moved = picture()
    found["moved"], found["a_frame"] = int((moved != beside).any()), session.uploads - uploads
    shown.current().over = True
    over = picture()
    found["over"] = columns(over)
    shown.current().over, shown.current().way = False, False
    found["no_way"] = int((picture() != moved).any())
    found["redraw_ms"] = redraw_time(context)
    found["edited"] = edited(rig, picture)
    scene.frame_set(10)
    return found


def offsets():
    leg = 0.0
    for made in handlers._made.values():
        leg = made[2].leg
    return [leg * shown.SPACING * (number + 1) for number in range(3)]


def redraw_time(context):
    spent = []

    def paint():
        for frame in range(1, 41):
            bpy.context.scene.frame_current = frame
            start = time.thread_time()
            handlers.draw_in(context)
            spent.append(time.thread_time() - start)

    pixels(paint)
    return 1e3 * float(np.median(spent))


def edited(rig, picture):
    """Whether an edit of a take's keys shows after the update that Blender tells of it."""
    before = picture()
    action = rig.animation_data.action
    from dynmask.dynmask_blender import compat

    curve = compat.find_fcurve(rig, action, 'pose.bones["LeftArm"].rotation_quaternion', 1)
    for point in curve.keyframe_points:
        point.co[1] += 0.8
    curve.update()
    action.update_tag()
    bpy.context.view_layer.update()
    return bool((picture() != before).any())


def untouched(rig):
    """Whether comparing leaves the file as it was, and its last undo step the last."""
    name = rig.name
    bpy.ops.ed.undo_push(message="one")
    rig.pose.bones["RightArm"].rotation_quaternion = (0.9, 0.1, 0.2, 0.3)
    bpy.ops.ed.undo_push(message="two")
    before = state(rig)
    handlers.toggle(False)
    for operator, options in (
        ("compare", {}), ("compare_how", {"what": "OVER"}), ("compare_take", {"number": 1}),
        ("compare_how", {"what": "WAY"}), ("compare_take", {"number": 1}),
    ):  # fmt: skip
        getattr(bpy.ops.dynmask, operator)(**options)
        for frame in (1, 20, 10):
            pixels(lambda frame=frame: handlers.draw_in(view(rig, frame)))
    same = state(rig) == before
    bpy.ops.ed.undo()
    rig = bpy.data.objects[name]
    turned = tuple(round(v, 4) for v in rig.pose.bones["RightArm"].rotation_quaternion)
    for _ in range(5):
        lit = pixels(lambda: handlers.draw_in(view(rig)))
    return {"same": same, "undone": turned != (0.9, 0.1, 0.2, 0.3), "lit": bool(lit.max()),
            "failed": session.compare_failed}  # fmt: skip


def main():
    registration.register()
    bpy.context.scene.render.fps = 20
    rig = rigs.by_roles(rigs.MIXAMO, seed=1)
    bpy.context.view_layer.objects.active = rig
    listed(rig, 3)
    found = seen(rig)
    found["untouched"] = untouched(rig)
    print(json.dumps(found))
    registration.unregister()


if __name__ == "__main__":
    main()
