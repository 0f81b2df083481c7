"""Paths: drawn, followed by a sentence or by the action, and followed again after they were moved."""

import contextlib

import bpy

from ... import nla
from ...actions import motion_store
from ...complexity import thumbnails
from ...direction import choices, paths, reading
from ...rig import mappings, targets
from ...session import jobs, status
from ...takes import apply_answer, takes
from ..common import NeedsArmature, Readable
from ..generate import new_seeds, request
from ..regenerate import clamped, require_kept_outside, subject, with_motion
from ..regenerate import submit as submit_edit

METRES = 4.0


class DYNMASK_OT_add_path(NeedsArmature, bpy.types.Operator):
    """Add a path straight ahead of the rig as a curve to bend in Edit Mode"""

    bl_idname = "dynmask.add_path"
    bl_label = "Add Path"
    bl_options = {"REGISTER", "UNDO"}

    def act(self, context):
        obj = targets.armature(context)
        mapping = mappings.get_or_detect(obj)
        curve = paths.add_curve(context, obj, paths.ahead(obj, mapping, METRES))
        obj.dynmask_direction.path = curve
        self.say(f"'{curve.name}' lies before '{obj.name}': bend it in Edit Mode, then Generate on Path")


class DYNMASK_OT_draw_path(NeedsArmature, bpy.types.Operator):
    """Draw a path on the floor, seen from above; press Done Drawing or Tab afterwards"""

    bl_idname = "dynmask.draw_path"
    bl_label = "Draw Path"
    bl_options = {"REGISTER", "UNDO"}

    def act(self, context):
        obj = targets.armature(context)
        mapping = mappings.get_or_detect(obj)
        if obj.mode != "OBJECT":
            bpy.ops.object.mode_set(mode="OBJECT")
        curve = paths.add_curve(context, obj)
        curve.location = paths.ahead(obj, mapping, METRES)[0]
        obj.dynmask_direction.path = curve
        for other in context.selected_objects:
            other.select_set(False)
        curve.select_set(True)
        context.view_layer.objects.active = curve
        bpy.ops.object.mode_set(mode="EDIT")
        _prepare_drawing(context, curve)
        self.say("Draw the path with the left mouse button, then press Done Drawing")


class DYNMASK_OT_end_drawing(Readable, bpy.types.Operator):
    """Leave the path and go back to its rig"""

    bl_idname = "dynmask.end_drawing"
    bl_label = "Done Drawing"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context):
        return rig_of(context.active_object, context.scene) is not None

    def act(self, context):
        curve = context.active_object
        obj = rig_of(curve, context.scene)
        if curve.mode == "EDIT":
            bpy.ops.object.mode_set(mode="OBJECT")
        curve.select_set(False)
        obj.select_set(True)
        context.view_layer.objects.active = obj


class DYNMASK_OT_add_waypoint(NeedsArmature, bpy.types.Operator):
    """Add an Empty to the path: the body is there on the current frame, and may face as its arrow does"""

    bl_idname = "dynmask.add_waypoint"
    bl_label = "Add Waypoint"
    bl_options = {"REGISTER", "UNDO"}

    def act(self, context):
        obj, scene = targets.armature(context), context.scene
        curve = obj.dynmask_direction.path
        there = len(paths.waypoints(curve)) if curve else 0
        # The first in the middle, others between it and the end.
        empty = paths.add_waypoint(context, curve, scene.frame_current, 1.0 - 0.5 ** (there + 1))
        self.say(f"'{empty.name}' says frame {scene.frame_current}: move it along the path")


class DYNMASK_OT_generate_path(NeedsArmature, bpy.types.Operator):
    """Generate motion from the prompt that follows the path; who walks backwards does so along it"""

    bl_idname = "dynmask.generate_path"
    bl_label = "Generate on Path"
    bl_options = {"REGISTER"}

    def act(self, context):
        target, chosen = targets.target(context), context.scene.dynmask
        params = asked_of(context.scene, targets.armature(context))
        params |= {"seeds": new_seeds(chosen, chosen.take_count)}
        submit(context.scene, target, params)


class DYNMASK_OT_follow_path(NeedsArmature, bpy.types.Operator):
    """Lead the action along the path, in a copy of it; its steps become longer or shorter"""

    bl_idname = "dynmask.follow_path"
    bl_label = "Action on Path"
    bl_options = {"REGISTER"}

    def act(self, context):
        target, obj, span = subject(context)
        lead(context, target, obj, span, with_motion)


class DYNMASK_OT_update_path(NeedsArmature, bpy.types.Operator):
    """Make the take again that follows the path, after the path or its waypoints were moved"""

    bl_idname = "dynmask.update_path"
    bl_label = "Update"
    bl_options = {"REGISTER"}

    @classmethod
    def poll(cls, context):
        if not super().poll(context):
            return False
        take = shown_take(targets.candidate(context))
        if take is None or not paths.follows(take):
            cls.poll_message_set("Choose a take that follows a path in the list")
            return False
        return True

    def act(self, context):
        scene, target = context.scene, targets.target(context)
        obj = targets.armature(context)
        take = shown_take(obj)
        former = takes.action_at(obj, obj.dynmask.active)
        stored = _stored(obj, obj.dynmask.active)
        if take.kind == paths.GENERATED:
            seconds, first = take.asked or None, round(stored.first_frame)
            params = asked_of(scene, obj, first, seconds, bool(take.asked))
            params |= {"prompt": take.prompt, "seeds": [take.seed]}
            submit(scene, target, params, former.session_uid, first, stored.root)
            return
        if take.base is None:
            raise status.Problem("The action that this take was made of was deleted")
        chosen = choices.find(obj, take.base.name, "first")

        def read(target, span, ask):
            def steps():
                found = yield from reading.reading(target.resolve, chosen)
                jobs.then(lambda: ask(found, chosen.action()))

            jobs.work("Reading the action", steps())

        lead(context, target, obj, stored, read, former.session_uid)


def asked_of(scene, obj, first=None, seconds=None, set_length=None):
    """Parameters of `generate` along the object's path, without seeds; by the settings unless given."""
    chosen = scene.dynmask
    first = _first(scene) if first is None else first
    set_length = chosen.set_length if set_length is None else set_length
    seconds = seconds or (chosen.seconds if set_length else None)
    curve, rate = obj.dynmask_direction.path, targets.frame_rate(scene)
    path = paths.request(obj, mappings.get_or_detect(obj), curve, first, rate, seconds)
    params = request(chosen, [])
    params |= {"seconds": seconds or paths.seconds(path), "direction": {"path": path}}
    _require_travel(chosen.root)
    return params


def submit(scene, target, params, former=0, first=None, root=None):
    """Ask for takes along a path and list them; former: session_uid of the action that the take replaces."""
    asked, first = targets.Asked.of(scene, root), _first(scene) if first is None else first
    seconds = params["seconds"] if scene.dynmask.set_length else None

    def apply(result):
        thumbnails.tidy()
        notices = yield from apply_answer.applying_generated(
            target.resolve, result, asked, first_frame=first, seconds=seconds, kind=paths.GENERATED
        )
        _listed(target, result, former)
        status.tell(status.joined(f"{apply_answer.made(result)} on '{target.name}'", *notices))

    jobs.submit("Generating", "generate", params, apply, undo="Generate on Path")


def again(scene, target, obj, index, prompt, seed):
    """One more take as the one of an index along the object's path, with this prompt and seed."""
    take, stored = obj.dynmask.takes[index], _stored(obj, index)
    first = round(stored.first_frame)
    params = asked_of(scene, obj, first, take.asked or None, bool(take.asked))
    submit(scene, target, params | {"prompt": prompt, "seeds": [seed]}, 0, first, stored.root)


def _stored(obj, index):
    stored = motion_store.read(takes.action_at(obj, index), motion=False)
    if stored is None:
        raise status.Problem("The motion of this take is not kept on its action any more")
    return stored


def lead(context, target, obj, span, with_motion, former=0):
    """Ask for an action led along the path; with_motion(target, span, ask): finds its motion."""
    scene = context.scene
    whole = int(-(-span.first_frame // 1)), int(span.last_frame // 1)
    first, last = clamped(*whole, span, nla.place(obj))
    rate, curve = span.frame_rate, obj.dynmask_direction.path
    mapping, seconds = mappings.get_or_detect(obj), (len(span) - 1) / span.fps
    path = paths.request(obj, mapping, curve, span.first_frame, rate, seconds)
    _require_travel(span.root)
    if not former:
        require_kept_outside(obj, first, last)
    asked = targets.Asked.of(scene)

    def ask(stored, action):
        params = {"motion": apply_answer.request_motion(stored), "direction": {"path": path}}
        measured = []

        def finish(take):
            measured.append(take)
            return paths.held(take, len(stored))

        def listed():
            _listed(target, {"takes": measured}, former)

        submit_edit(
            "Following", "direct", params, target, stored, action, first, last, asked, kind=paths.LED,
            finish=finish, listed=listed,
        )  # fmt: skip

    with_motion(target, span, ask)


def shown_take(obj):
    """The active take of an armature object, or None; raises nothing."""
    group = obj.dynmask if obj else None
    return group.takes[group.active] if group and 0 <= group.active < len(group.takes) else None


def rig_of(curve, scene):
    """The armature object of a scene whose path a curve is, or None; raises nothing."""
    if curve is None or curve.type != "CURVE":
        return None
    rigs = (obj for obj in scene.objects if obj.type == "ARMATURE" and obj.dynmask_direction.path == curve)
    return next(rigs, None)


def _listed(target, result, former):
    obj, _ = target.resolve()
    paths.keep_measured(obj, result["takes"])
    if former:
        paths.forget_former(obj, former)


def _first(scene):
    return scene.frame_start if scene.dynmask.place == "SCENE" else scene.frame_current


def _require_travel(root):
    if root == "in_place":
        raise status.Problem(
            "Root Motion is In Place, so the body follows no path: choose another under Options"
        )


def _prepare_drawing(context, curve):
    """Curve drawing on the floor, seen from above, in the 3D view of a window; nothing without one."""
    areas = [area for area in context.screen.areas if area.type == "VIEW_3D"] if context.screen else []
    if bpy.app.background or not areas:
        return
    area = context.area if context.area in areas else areas[0]
    region = next(region for region in area.regions if region.type == "WINDOW")
    painting = context.scene.tool_settings.curve_paint_settings
    painting.depth_mode, painting.curve_type = "CURSOR", "BEZIER"
    context.scene.cursor.location = curve.location
    # Room for a path of the usual length, however near the view was; before the view turns, which keeps it.
    view = area.spaces.active.region_3d
    view.view_location, view.view_distance = curve.location, max(view.view_distance, 2.0 * METRES)
    with contextlib.suppress(RuntimeError), context.temp_override(area=area, region=region):
        bpy.ops.view3d.view_axis(type="TOP")
        bpy.ops.wm.tool_set_by_id(name="builtin.draw")


CLASSES = (
    DYNMASK_OT_add_path, DYNMASK_OT_draw_path, DYNMASK_OT_end_drawing, DYNMASK_OT_add_waypoint,
    DYNMASK_OT_generate_path, DYNMASK_OT_follow_path, DYNMASK_OT_update_path,
)  # fmt: skip
