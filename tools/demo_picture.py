"""The demo's picture: the rig rendered at equal times over the complexity strip."""

import math
import tempfile
from dataclasses import replace
from pathlib import Path

import bpy
import demo_body
import numpy as np
from mathutils import Vector

POSES = 11
PIXELS_PER_METRE = 130
# Rendered bodies stand a little closer together than stick figures: a row metre is this many of theirs.
_TIGHTER = 1.12
_ELEVATION = math.radians(6)
# Left, right, middle, nose: those of the stick figures, lighter because Workbench shades them.
_COLOURS = ("#3f92ff", "#ff8a4a", "#6f7988", "#ffd35c")


def picture(rig, action, path, first, last, part, *, prompt, seed):
    """Write the picture of the rig's action to `path`, frames first…last marked as regenerated."""
    figure, view = part("backend.preview.figure"), part("backend.preview.view")
    stored = part("dynmask_blender.actions.motion_store").read(action)
    clip = replace(stored.clip, prompt=prompt, seed=seed)
    demo_body.add(rig, _COLOURS)
    samples = figure.telling_frames(clip, POSES)
    places = samples / max(len(clip) - 1, 1)
    azimuth, metres = view.camera_for(clip).azimuth, figure.row_extent(clip, POSES)[0]
    row = _row(rig, stored.frame_of(samples), places, azimuth, metres, figure)
    bpy.context.scene.frame_set(bpy.context.scene.frame_start)
    marked = tuple((frame - stored.first_frame) / stored.frame_rate for frame in (first, last))
    figure.picture(clip, path, POSES, marked, row=row)


def _row(rig, frames, places, azimuth, metres, figure):
    """RGBA image (h, w, 4), `metres` wide, of the rig at `frames`, at `places` in [0, 1] along it."""
    from PIL import Image, ImageDraw

    scene = bpy.context.scene
    reach, top = 3.0, _top(rig, scene, frames) + 0.25
    camera = _camera(scene, reach, top + 0.4)
    unit = PIXELS_PER_METRE
    row = Image.new("RGBA", (round(metres * _TIGHTER * unit), round((top + 0.25) * unit)))
    ground = round(top * unit)
    draw = ImageDraw.Draw(row)
    draw.line([(0, ground), (row.width, ground)], fill="#aab1ba", width=2)
    span = metres - 2 * figure.MARGIN
    with tempfile.TemporaryDirectory() as folder:
        for i, frame in enumerate(frames):
            scene.frame_set(int(frame), subframe=float(frame) % 1.0)
            hips = rig.matrix_world @ rig.pose.bones["spine"].head
            _aim(camera, Vector((hips.x, hips.y, 0.0)), azimuth, (top + 0.4) / 2 - 0.2)
            scene.render.filepath = str(Path(folder) / f"{i}.png")
            bpy.ops.render.render(write_still=True)
            with Image.open(scene.render.filepath) as body:
                x = round((figure.MARGIN + places[i] * span) * _TIGHTER * unit)
                draw.ellipse([x - 32, ground - 5, x + 32, ground + 5], fill="#d5d9de")
                row.alpha_composite(body.convert("RGBA"), *_fit(body, x, ground + round(0.2 * unit)))
    return np.asarray(row)


def _fit(body, x, bottom):
    """Destination and source offsets that put the picture's foot at (x, bottom), cut at the row's edges."""
    left, up = x - body.width // 2, bottom - body.height
    return (max(left, 0), max(up, 0)), (max(-left, 0), max(-up, 0))


def _top(rig, scene, frames):
    heights = []
    for frame in frames:
        scene.frame_set(int(frame), subframe=float(frame) % 1.0)
        heights.append(max((rig.matrix_world @ bone.tail).z for bone in rig.pose.bones))
    return max(2.0, *heights)


def _camera(scene, wide, high):
    """An orthographic camera that sees wide x high metres on a transparent ground, drawn by Workbench."""
    camera = bpy.data.objects.new("Demo Camera", bpy.data.cameras.new("Demo Camera"))
    scene.collection.objects.link(camera)
    camera.data.type = "ORTHO"
    camera.data.ortho_scale = max(wide, high)
    scene.camera = camera
    render = scene.render
    render.engine = "BLENDER_WORKBENCH"
    render.resolution_x, render.resolution_y = (round(n * PIXELS_PER_METRE) for n in (wide, high))
    render.film_transparent = True
    render.image_settings.file_format, render.image_settings.color_mode = "PNG", "RGBA"
    scene.view_settings.view_transform = "Standard"
    shading = scene.display.shading
    shading.light, shading.color_type, shading.show_cavity = "STUDIO", "MATERIAL", True
    return camera


def _aim(camera, ground, azimuth, height):
    """Look at the point `height` above `ground` from the azimuth of the backend's world (from +z about y)."""
    towards = Vector((math.sin(azimuth), -math.cos(azimuth), 0.0))
    away = towards * math.cos(_ELEVATION) + Vector((0.0, 0.0, math.sin(_ELEVATION)))
    camera.rotation_euler = away.to_track_quat("Z", "Y").to_euler()
    camera.location = ground + Vector((0.0, 0.0, height)) + away * 20.0
