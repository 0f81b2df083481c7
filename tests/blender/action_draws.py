"""Actions as animators have them, drawn at random: on a rig, in a scene, with everything that may be odd.

Each `odd_…` function adds one kind of oddity to a `Drawn`; which were added is in its log.
"""

from dataclasses import dataclass, field

import bpy
import numpy as np
import rigs
from dynmask.dynmask_blender import compat
from dynmask.dynmask_blender.actions import fcurve_keys
from steps import relinked

MODES = ("QUATERNION", "AXIS_ANGLE", "XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX")
KINDS = ("CONSTANT", "LINEAR", "BEZIER", "BEZIER", "BEZIER", "SINE", "QUAD", "ELASTIC", "BACK")
HANDLES = ("FREE", "ALIGNED", "VECTOR", "AUTO", "AUTO_CLAMPED")
LAST = 60
# Chances of every oddity in a draw.
CHANCES = {
    "linked": 0.04, "scale": 0.2, "prop": 0.3, "object_travel": 0.15, "manual_range": 0.3, "slots": 0.35,
    "cyclic": 0.12, "modifiers": 0.2, "muted": 0.15, "locked": 0.15, "extrapolation": 0.3, "drivers": 0.15,
    "keyed_mode": 0.05, "slotless": 0.05, "nla": 0.25, "layered": 0.15, "remapped": 0.06, "rest": 0.05,
    "hidden": 0.1, "pose": 0.5, "selection": 0.5,
}  # fmt: skip


@dataclass
class Drawn:
    """What was drawn; strip: name of the NLA strip that plays the action, "" where it is the active one."""

    rng: np.random.Generator
    folder: object
    log: list = field(default_factory=list)
    strip: str = ""
    action: str = ""
    cyclic: bool = False

    @property
    def rig(self):
        return next(o for o in bpy.data.objects if o.type == "ARMATURE" and o.library is None)

    def curves(self):
        return list(compat.fcurves(self.owner(), bpy.data.actions[self.action]))

    def owner(self):
        slots = getattr(bpy.data.actions[self.action], "slots", ())
        return compat.Slotted(slots[0].identifier if slots else "", self.rig.name)

    def chance(self, part):
        return self.rng.random() < part

    def some(self, curves, part=0.4):
        return [curve for curve in curves if self.chance(part)]


def draw(seed, folder):
    """A file with one rig and its action, all odd in its own way."""
    drawn = Drawn(np.random.default_rng(seed), folder)
    rng = drawn.rng
    bpy.ops.wm.read_homefile(use_empty=True)
    render = bpy.context.scene.render
    render.fps, render.fps_base = int(rng.choice([20, 24, 30, 60])), float(rng.choice([1.0, 1.0, 1.001]))
    rig = rigs.by_roles(rigs.MIXAMO, seed=seed, root=str(rng.choice(["", "Root"])))
    if drawn.chance(CHANCES["linked"]):
        drawn.log.append("linked")
        relinked(folder).override_create(remap_local_usages=True)
        rig = drawn.rig
    bpy.context.view_layer.objects.active = rig
    for bone in rig.pose.bones:
        bone.rotation_mode = str(rng.choice(MODES))
    _keyed(drawn)
    for name, part in CHANCES.items():
        odd = globals().get(f"odd_{name}")
        if odd and drawn.chance(part):
            drawn.log.append(name)
            odd(drawn)
    bpy.context.scene.frame_set(int(rng.integers(-5, LAST + 20)))
    return drawn


def _keyed(drawn):
    """An action with keys of any kind on some bones."""
    rig, rng = drawn.rig, drawn.rng
    action = compat.new_action(rig, "Mine")
    drawn.action = action.name
    names = rng.permutation([bone.name for bone in rig.pose.bones])[: rng.integers(2, 9)]
    for name in names:
        bone = rig.pose.bones[name]
        channel, size = fcurve_keys.channel(bone.rotation_mode)
        _property(drawn, f'pose.bones["{name}"].{channel}', size, name)
        if name == "Hips" or rng.random() < 0.3:
            _property(drawn, f'pose.bones["{name}"].location', 3, name)


def _property(drawn, path, size, group):
    rng, rig, action = drawn.rng, drawn.rig, bpy.data.actions[drawn.action]
    frames = _frames(rng)
    for index in range(size):
        if size == 3 and rng.random() < 0.15:
            continue
        if rng.random() < 0.2:
            frames = _frames(rng)
        values = rng.normal(0.0, 0.4, len(frames)) + (1.0 if size == 4 and index == 0 else 0.0)
        curve = compat.ensure_fcurve(rig, action, path, index, group)
        _fill(rng, curve, frames, values)


def _frames(rng):
    """Frames in order: whole, between, closer than Blender's own tools keep them, doubled."""
    if rng.random() < 0.2:
        return np.arange(1.0, LAST + 1)
    frames = rng.integers(1, LAST + 1, rng.integers(2, 9)).astype(float)
    frames += (rng.random(len(frames)) < 0.3) * rng.uniform(-0.5, 0.5, len(frames))
    near = rng.choice(frames, 2) + rng.choice([-0.005, 0.0, 0.004, 0.02], 2)
    frames = np.r_[frames, near] if rng.random() < 0.4 else frames
    ends = [1.0, float(LAST)] if rng.random() < 0.7 else []
    return np.sort(np.r_[frames, ends])


def _fill(rng, curve, frames, values):
    """Keys as drawn, without the update that merges them."""
    points = curve.keyframe_points
    points.add(len(frames))
    points.foreach_set("co", np.stack([frames, values], 1).astype(np.float32).ravel())
    for point in points:
        point.interpolation = str(rng.choice(KINDS))
        point.easing = str(rng.choice(["AUTO", "EASE_IN", "EASE_OUT", "EASE_IN_OUT"]))
        kind = str(rng.choice(HANDLES))
        point.handle_left_type = point.handle_right_type = kind
        x, y = point.co
        point.handle_left = (x - rng.uniform(0, 9), y + rng.normal(0, 0.2))
        point.handle_right = (x + rng.uniform(0, 9), y + rng.normal(0, 0.2))


def odd_scale(drawn):
    name = str(drawn.rng.choice([bone.name for bone in drawn.rig.pose.bones]))
    _property(drawn, f'pose.bones["{name}"].scale', 3, name)


def odd_prop(drawn):
    drawn.rig["glow"] = 0.0
    _property(drawn, '["glow"]', 1, "Props")


def odd_object_travel(drawn):
    _property(drawn, "location", 3, "Object")


def odd_manual_range(drawn):
    action = bpy.data.actions[drawn.action]
    first = int(drawn.rng.integers(-10, LAST))
    action.use_frame_range = True
    action.frame_start, action.frame_end = first, first + int(drawn.rng.integers(1, LAST))
    action.use_cyclic = drawn.chance(0.3)


def odd_slots(drawn):
    """The action animates a camera too, or the rig by a slot of another name."""
    action = bpy.data.actions[drawn.action]
    if not compat.LAYERED_ACTIONS:
        return
    if drawn.chance(0.5):
        action.slots[0].name_display = "Elsewhere"
    camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    bpy.context.scene.collection.objects.link(camera)
    slot = action.slots.new(id_type="OBJECT", name=drawn.rig.name if drawn.chance(0.3) else "Camera")
    camera.animation_data_create().action = action
    camera.animation_data.action_slot = slot
    for frame in (-100, 400):
        camera.keyframe_insert("location", frame=frame)
    action.slots[0].select = drawn.chance(0.5)


def odd_cyclic(drawn):
    for curve in drawn.some(drawn.curves(), float(drawn.rng.choice([0.2, 1.0]))):
        cycle = curve.modifiers.new("CYCLES")
        cycle.mode_after = str(drawn.rng.choice(["REPEAT", "REPEAT_OFFSET", "MIRROR"]))
        drawn.cyclic = True


def odd_modifiers(drawn):
    for curve in drawn.some(drawn.curves(), 0.3):
        modifier = curve.modifiers.new(str(drawn.rng.choice(["NOISE", "LIMITS", "STEPPED", "ENVELOPE"])))
        modifier.mute = drawn.chance(0.3)


def odd_muted(drawn):
    for curve in drawn.some(drawn.curves(), 0.3):
        curve.mute = True


def odd_locked(drawn):
    for curve in drawn.some(drawn.curves(), 0.3):
        if drawn.chance(0.3) and curve.group:
            curve.group.lock = True
        else:
            curve.lock = True
    for bone in drawn.rig.pose.bones:
        bone.lock_rotation[0] = drawn.chance(0.2)


def odd_extrapolation(drawn):
    for curve in drawn.some(drawn.curves(), 0.5):
        curve.extrapolation = "LINEAR"


def odd_drivers(drawn):
    bone = drawn.rig.pose.bones[str(drawn.rng.choice(["LeftArm", "Spine", "Head"]))]
    bone.driver_add("rotation_euler", 0).driver.expression = "frame * 0.01"


def odd_keyed_mode(drawn):
    name = str(drawn.rng.choice(["LeftArm", "Spine", "Head"]))
    curve = compat.ensure_fcurve(
        drawn.rig, bpy.data.actions[drawn.action], f'pose.bones["{name}"].rotation_mode', 0, name
    )
    fcurve_keys.write_curve(curve, np.array([1.0, 30.0]), np.array([0.0, 1.0]), fcurve_keys.CONSTANT)


def odd_slotless(drawn):
    if compat.LAYERED_ACTIONS:
        drawn.rig.animation_data.action_slot = None


def odd_nla(drawn):
    """The action in a strip that plays elsewhere, at another speed, or blended; tweaked or not."""
    rig, rng = drawn.rig, drawn.rng
    if "slotless" in drawn.log:
        return
    action, drawn.strip = bpy.data.actions[drawn.action], "Pushed"
    strip = compat.push_strip(rig, action, "Pushed")
    rig.animation_data.action = None
    strip.frame_start = float(rng.choice([1, 40, -20, 33.5]))
    strip.scale = float(rng.choice([1.0, 1.0, 2.0, 0.5, 1.3]))
    strip.blend_type = str(rng.choice(["REPLACE"] * 20 + ["ADD", "COMBINE", "MULTIPLY"]))
    strip.influence = float(rng.choice([1.0] * 9 + [0.5]))
    strip.use_reverse = drawn.chance(0.1)
    if drawn.chance(0.3):
        other = bpy.data.actions[drawn.action].copy()
        other.name, other.use_fake_user = "Other", True
        compat.push_strip(rig, other, "Second")
    track = rig.animation_data.nla_tracks[0]
    rig.animation_data.nla_tracks.active = track
    for one in rig.animation_data.nla_tracks:
        one.strips[0].select = one.select = one == track
    if drawn.chance(0.5):
        rig.animation_data.use_tweak_mode = True


def odd_layered(drawn):
    """The active action over a strip, with a blending and an influence of its own."""
    animation = drawn.rig.animation_data
    if drawn.strip or animation.action is None or "slotless" in drawn.log:
        return
    below = bpy.data.actions[drawn.action].copy()
    below.name = "Below"
    compat.push_strip(drawn.rig, below, "Below")
    animation.action_blend_type = str(drawn.rng.choice(["REPLACE", "COMBINE", "ADD"]))
    animation.action_influence = float(drawn.rng.choice([1.0, 0.4]))


def odd_remapped(drawn):
    bpy.context.scene.render.frame_map_new = 200


def odd_rest(drawn):
    if drawn.rig.data.library is None:
        drawn.rig.data.pose_position = "REST"


def odd_hidden(drawn):
    rig, way = drawn.rig, int(drawn.rng.integers(3))
    if way == 0:
        rig.hide_viewport = True
    elif way == 1:
        rig.hide_set(True)
    else:
        inner = bpy.data.collections.new("Away")
        bpy.context.scene.collection.children.link(inner)
        inner.objects.link(rig)
        bpy.context.scene.collection.objects.unlink(rig)
        bpy.context.view_layer.objects.active = rig
        bpy.context.view_layer.layer_collection.children["Away"].exclude = True


def odd_pose(drawn):
    """Values beside the keys, that only the pose holds."""
    for bone in drawn.rig.pose.bones:
        bone.location = drawn.rng.normal(0, 0.05, 3)
        bone.rotation_euler = drawn.rng.normal(0, 0.3, 3)
        bone.rotation_quaternion = np.r_[1.0, drawn.rng.normal(0, 0.2, 3)]


def odd_selection(drawn):
    for curve in drawn.some(drawn.curves(), 0.5):
        for point in curve.keyframe_points:
            point.select_control_point = drawn.chance(0.5)
