"""Run by Blender with its window: plays a long action with the overlay and without, in turn.

blender --python inside_playback.py -- REPOSITORY RESULT.json FRAMES PAIRS
Figures are a pair each, with and without: frames a second by the clock, and milliseconds of the processor,
all threads, that a frame took.
"""

import json
import os
import sys
import time

import bpy

REPOSITORY, RESULT, FRAMES, PAIRS = sys.argv[sys.argv.index("--") + 1 :][:4]
LENGTH = 10_000
# Played before a figure is taken: the strip appears, or goes.
WARM = 6

sys.path.insert(0, os.path.join(REPOSITORY, "tests", "window"))
import overlay_scene  # noqa: E402

_played = []


def until(count):
    """Wait until so many more frames were played; seconds by the clock and of the processor."""
    first, start = len(_played), (time.perf_counter(), time.process_time())
    while len(_played) < first + count:
        yield 0.002
    return _played[-1] - start[0], time.process_time() - start[1]


def measured(settings):
    """[((fps, ms), (fps, ms)), …] with and without; who is first changes from pair to pair."""
    pairs = []
    for number in range(int(PAIRS)):
        found = {}
        for shown in (True, False) if number % 2 else (False, True):
            settings.show_overlay = shown
            yield from until(WARM)
            clock, processor = yield from until(int(FRAMES))
            found[shown] = int(FRAMES) / clock, 1e3 * processor / int(FRAMES)
        pairs.append((found[True], found[False]))
    return pairs


def run():
    overlay_scene.use(REPOSITORY)
    overlay_scene.populate(LENGTH)
    scene, window = bpy.context.scene, bpy.context.window_manager.windows[0]
    # Far above what can be drawn, and no frame left out: the cap must not hide a cost.
    scene.render.fps, scene.sync_mode = 1000, "NONE"
    bpy.app.handlers.frame_change_post.append(lambda *_: _played.append(time.perf_counter()))
    timeline = next(a for a in window.screen.areas if a.type == "DOPESHEET_EDITOR")
    region = next(r for r in timeline.regions if r.type == "WINDOW")
    with bpy.context.temp_override(window=window, area=timeline, region=region):
        bpy.ops.action.view_all()
    yield from overlay_scene.quiet()
    figures = {"version": bpy.app.version_string}
    with bpy.context.temp_override(window=window):
        bpy.ops.screen.animation_play()
    figures["pairs"] = yield from measured(scene.dynmask)
    from dynmask.dynmask_blender.complexity import handlers as overlay

    figures["failed"] = overlay.session.strip_failed
    with open(RESULT, "w", encoding="utf-8") as file:
        json.dump(figures, file)


overlay_scene.drive(run())
