"""Run by Blender with its window: how long its loop stands still while takes are made.

blender --python inside_blocking.py -- REPOSITORY RESULT.json TAKES SECONDS
A timer that wants to be called every 5 ms notes when it was: a gap between two calls is time in which Blender
answered nobody. Beside each gap stands what of ours ran in it, and what of Blender's was drawn.
"""

import inspect
import json
import os
import sys
import time

import bpy

REPOSITORY, RESULT, TAKES, SECONDS = sys.argv[sys.argv.index("--") + 1 :][:4]
ADDON = "bl_ext.user_default.dynmask"
EVERY, LONGEST = 0.005, 5
CLOCKS = time.perf_counter, time.thread_time

sys.path.insert(0, os.path.join(REPOSITORY, "tests", "window"))
import overlay_scene  # noqa: E402
import rig  # noqa: E402

_ran, _depth = [], 0


class Gaps:
    """The gaps since `begin`: (clock s, this thread's processor s, name and both seconds of what ran)."""

    def __init__(self):
        self.begin()

    def begin(self):
        self.all, self._last = [], None
        _ran.clear()

    def tick(self):
        now = [clock() for clock in CLOCKS]
        if self._last:
            self.all.append((*(n - b for n, b in zip(now, self._last, strict=True)), list(_ran)))
        _ran.clear()
        self._last = [clock() for clock in CLOCKS]
        return EVERY

    def figures(self):
        ours = [sum(cpu for _, _, cpu in ran) for _, _, ran in self.all]
        calls = [(cpu, wall, name) for _, _, ran in self.all for name, wall, cpu in ran]
        worst = sorted(self.all, key=lambda gap: -gap[0])[:LONGEST]
        return {
            "calls": len(self.all), "seconds": sum(gap[0] for gap in self.all),
            "wall_ms": 1e3 * max(gap[0] for gap in self.all),
            "cpu_ms": 1e3 * max(gap[1] for gap in self.all),
            "ours_ms": 1e3 * max(ours), "longest_call": longest(calls),
            "over_50": sum(gap[0] > 0.05 for gap in self.all),
            "gaps": [
                {"wall_ms": 1e3 * wall, "cpu_ms": 1e3 * cpu,
                 "ours_ms": 1e3 * sum(c for _, _, c in ran), "ran": summary(ran)}
                for wall, cpu, ran in worst
            ],
        }  # fmt: skip


def longest(calls):
    """(name, processor ms, clock ms) of our longest call, or None."""
    if not calls:
        return None
    cpu, wall, name = max(calls)
    return [name, 1e3 * cpu, 1e3 * wall]


def summary(ran):
    """Names of what ran with the processor's ms, the longest first."""
    total = {}
    for name, _, cpu in ran:
        total[name] = total.get(name, 0.0) + 1e3 * cpu
    return [f"{name} {ms:.1f}" for name, ms in sorted(total.items(), key=lambda item: -item[1])]


def watched(owner, name, label):
    """Note every outermost call of a function of ours."""
    function = getattr(owner, name)

    def call(*arguments):
        global _depth
        _depth += 1
        start = [clock() for clock in CLOCKS]
        try:
            return function(*arguments)
        finally:
            _depth -= 1
            if not _depth:
                spent = [clock() - before for clock, before in zip(CLOCKS, start, strict=True)]
                _ran.append((label, *spent))

    # Blender counts the parameters of what it calls.
    names = ", ".join(inspect.signature(function).parameters)
    setattr(owner, name, eval(f"lambda {names}: call({names})", {"call": call}))


def watch(part):
    """Everything of the add-on that Blender calls while takes are made, and what Blender draws."""
    for name in ("_tick", "push_undo"):
        watched(part("jobs"), name, f"jobs.{name}")
    watched(part("overlay"), "_draw_in", "overlay")
    for module in (part("ui"), part("ui_strips")):
        for cls in module.CLASSES:
            for method in ("draw", "draw_item"):
                if method in vars(cls):
                    watched(cls, method, f"{cls.__name__}.{method}")
    for module in (part("operators_generate"), part("operators_edit"), part("operators_takes")):
        for cls in module.CLASSES:
            watched(cls, "execute", cls.bl_idname)
    for space, regions in (("SpaceView3D", ("WINDOW", "UI")), ("SpaceDopeSheetEditor", ("WINDOW",))):
        for region in regions:
            drawn = lambda text=f"(drawn: {space} {region})": _ran.append((text, 0.0, 0.0))  # noqa: E731
            getattr(bpy.types, space).draw_handler_add(drawn, (), region, "POST_PIXEL")


def prepare():
    """The rig alone, and the sidebar open; the window as it comes otherwise."""
    for obj in list(bpy.data.objects):
        bpy.data.objects.remove(obj)
    obj = rig.make()
    area = next(a for a in bpy.context.window_manager.windows[0].screen.areas if a.type == "VIEW_3D")
    area.spaces.active.show_region_ui = True
    bpy.context.scene.render.fps = 24
    # Else the 3D view goes on being drawn, eight times, after whatever changed it.
    bpy.context.preferences.system.viewport_aa = "OFF"
    return obj, area, next(region for region in area.regions if region.type == "UI")


def in_window(call):
    """Call an operator as a click does, and make its undo step."""
    with bpy.context.temp_override(window=bpy.context.window_manager.windows[0]):
        call("EXEC_DEFAULT", True)


def run():
    import importlib

    obj, area, sidebar = prepare()
    part = lambda name: importlib.import_module(f"{ADDON}.dynmask_blender.{name}")  # noqa: E731
    jobs, settings = part("jobs"), bpy.context.scene.dynmask
    watch(part)
    figures = {"version": bpy.app.version_string, "takes": int(TAKES), "phases": {}}
    yield 1.0
    for _ in range(20):
        try:
            sidebar.active_panel_category = "DynMask"
        except (AttributeError, TypeError):
            area.tag_redraw()
            yield 0.3
    yield from overlay_scene.quiet()
    gaps = Gaps()
    bpy.app.timers.register(gaps.tick, first_interval=0.0)

    def phase(name, *, until=None, least=0.0):
        """Steps that last until something holds; keeps the figures."""
        gaps.begin()
        start = time.monotonic()
        while time.monotonic() - start < least or len(gaps.all) < 20 or (until and not until()):
            if time.monotonic() - start > 300:
                raise RuntimeError(f"{name} did not end: {part('status').current}")
            yield 0.02
        message = part("status").current.message
        figures["phases"][name] = gaps.figures() | {"message": message}
        yield from overlay_scene.quiet(calls=5)

    def done():
        return not jobs.busy()

    yield from phase("idle", least=4.0)

    def again(call, times=5, every=0.5):
        """A timer that does something several times."""
        left = [times]

        def timer():
            call()
            left[0] -= 1
            return every if left[0] else None

        bpy.app.timers.register(timer, first_interval=0.2)

    again(area.tag_redraw)
    yield from phase("idle, the 3D view redrawn", least=3.5)
    settings.prompt, settings.set_length, settings.seconds = "a person waves", True, float(SECONDS)
    for name, takes in (("generate, the backend starting", 1), ("generate", int(TAKES))):
        settings.take_count = takes
        bpy.app.timers.register(lambda: in_window(bpy.ops.dynmask.generate), first_interval=0.2)
        yield from phase(name, until=done, least=1.5)
    obj.dynmask.range_first, obj.dynmask.range_last = 40, 90
    settings.edit_count = int(TAKES)
    bpy.app.timers.register(lambda: in_window(bpy.ops.dynmask.regenerate), first_interval=0.2)
    yield from phase("regenerate", until=done, least=1.5)

    def click():
        obj.dynmask.active = 0

    bpy.app.timers.register(click, first_interval=0.2)
    yield from phase("another take shown", least=2.0)
    bpy.app.timers.register(lambda: in_window(bpy.ops.dynmask.accept_take), first_interval=0.2)
    yield from phase("accept", least=2.0)
    # What Blender itself needs to show a frame of the same scene, and to note an undo step.
    again(lambda: bpy.context.scene.frame_set(bpy.context.scene.frame_current + 7))
    yield from phase("idle, another frame shown", least=3.5)
    again(lambda: in_window(lambda *how: bpy.ops.ed.undo_push(*how, message="Nothing")))
    yield from phase("idle, an undo step noted", least=3.5)
    obj.pose.bones["Head"].keyframe_insert("location", frame=3)
    settings.edit_count = 1
    bpy.app.timers.register(lambda: in_window(bpy.ops.dynmask.regenerate), first_interval=0.2)
    yield from phase("regenerate, keys by hand", until=done, least=1.5)
    figures["takes_left"] = len(obj.dynmask.takes)
    jobs.close_backend()
    with open(RESULT, "w", encoding="utf-8") as file:
        json.dump(figures, file)


overlay_scene.drive(run())
