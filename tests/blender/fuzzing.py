"""A random animator: what she does with takes, what may be in the file afterwards, and undo steps to compare.

Blender in background pushes no undo steps of its own; one is pushed after every operation here.
"""

import copy

import bpy
import numpy as np
import rigs
from dynmask.dynmask_blender import compat
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.takes import takes
from family_facts import MIXAMO
from fuzz_direction import DIRECTING, DirectionSteps
from fuzz_halfway import HALFWAY, HalfwaySteps
from fuzz_hands import HANDLING, ROWS, HandSteps
from fuzz_pins import PINNING, PinSteps
from fuzz_state import Model, digest, lay_over, layer, name_of, pose, state
from fuzz_strips import LAYING, StripSteps
from fuzz_takes import TakeSteps
from steps import hand_keyed

WEIGHTS = {
    "generate": 4, "generate_strips": 4, "regenerate": 3, "reroll": 1, "show": 4, "accept": 2, "discard": 3,
    "discard_all": 2, "keep": 2, "push": 1, "edit": 2, "tweak": 1, "lay_over": 2, "undo": 5, "redo": 3,
    "delete": 1, "delete_meanwhile": 1, "undo_meanwhile": 1, "cancel": 1, "reload": 1, **LAYING, **HALFWAY,
    **DIRECTING, **PINNING, **HANDLING,
}  # fmt: skip


def others():
    """How many of everything there are in the file that a take may not add to."""
    collections = (p.identifier for p in bpy.data.bl_rna.properties if p.type == "COLLECTION")
    mine = ("actions", "armatures", "objects", "libraries", "curves")
    return {name: len(getattr(bpy.data, name)) for name in collections if name not in mine}


class Animator(TakeSteps, StripSteps, HalfwaySteps, DirectionSteps, PinSteps, HandSteps):
    """One sequence: `step()` does one random operation and checks what must hold after it."""

    def __init__(self, seed, path):
        self.rng, self.path, self.log = np.random.default_rng(seed), str(path), []
        bpy.ops.wm.read_homefile(use_empty=True)
        bpy.context.scene.render.fps = 20
        self.model, self.made = Model(), 0
        bpy.data.texts.new(ROWS)
        self.others = others()
        self.new_rig()
        self.restart_undo()

    @property
    def rig(self):
        return bpy.context.view_layer.objects.active

    def new_rig(self):
        self.made += 1
        fingers = self.rng.random() < 0.5
        rig = MIXAMO.build(seed=self.made) if fingers else rigs.by_roles(rigs.MIXAMO, seed=self.made)
        bpy.context.view_layer.objects.active = rig
        if self.rng.random() < 0.7:
            mine = hand_keyed(rig, f"Mine {self.made}")
            mine.use_fake_user = bool(self.rng.random() < 0.3)
            self.model.owned[mine.name] = digest(mine)
        bpy.context.scene.frame_set(1)

    def restart_undo(self):
        bpy.ops.ed.undo_push(message="start")
        self.steps, self.at = [(state(), copy.deepcopy(self.model))], 0

    def step(self):
        names = list(WEIGHTS)
        weights = np.array([WEIGHTS[name] for name in names], float)
        name = str(self.rng.choice(names, p=weights / weights.sum()))
        self.log.append(name)
        if name in ("undo", "redo", "reload"):
            getattr(self, name)()
            return
        earlier, lying = self.takes_now(), name in LAYING and self.all_but_strips()
        getattr(self, name)()
        assert not lying or lying == self.all_but_strips(), "laying strips changed more than strips"
        assert not jobs.busy()
        assert not status.current.message.startswith("Unexpected"), status.current.message
        self.check(name, earlier)
        self.push_undo(name)

    def push_undo(self, name):
        bpy.ops.ed.undo_push(message=name)
        del self.steps[self.at + 1 :]
        self.steps.append((state(), copy.deepcopy(self.model)))
        self.at += 1

    def takes_now(self):
        """{action name: whether it must stay in the file when its take goes}."""
        return {
            t.action.name: t.action.use_fake_user or t.action.name in self.model.edited
            for t in self.rig.dynmask.takes if t.action
        }  # fmt: skip

    # operations

    def call(self, operator, **values):
        """Run an operator where its button is not grey; a refusal must be a sentence."""
        if not operator.poll():
            return False
        try:
            return operator(**values) == {"FINISHED"}
        except RuntimeError as error:
            assert status.current.level == "ERROR" and "Traceback" not in str(error), error
            return False

    def begin(self):
        if not self.rig.dynmask.takes:
            animation = self.rig.animation_data
            self.model.before = (name_of(animation and animation.action), layer(self.rig), pose(self.rig))

    def generate(self, prompt="wave", wait=True):
        self.begin()
        settings = self.settings()
        settings.prompt, settings.set_length, settings.seconds = prompt, True, 1.0
        if self.call(bpy.ops.dynmask.generate) and wait:
            self.answered()

    def settings(self):
        """The scene's, with other seeds and another number of takes."""
        settings = bpy.context.scene.dynmask
        settings.seed, settings.take_count = int(self.rng.integers(1000)), int(self.rng.integers(1, 3))
        return settings

    def ask(self):
        """Ask for takes of a sentence or of strips, and go on before the answer is there."""
        if self.rng.random() < 0.6:
            self.generate(prompt="sleep 0.02", wait=False)
        else:
            self.lay("sleep 0.02")
            self.push_undo("lay")
            self.generate_strips(wait=False)

    def answered(self):
        jobs.wait(60)
        assert status.current.level == "INFO", status.current.message
        self.purged()

    def purged(self):
        marked = {a.name for a in bpy.data.actions if not a.users and takes.UNDECIDED in a}
        assert marked <= set(self.model.loose), marked
        self.model.stale.clear()

    def edit(self):
        rig = self.rig
        if rig.animation_data is None or rig.animation_data.action is None:
            return
        action = rig.animation_data.action
        curves = list(compat.fcurves(rig, action))
        if curves and self.rng.random() < 0.5:
            self.touch(curves[int(self.rng.integers(len(curves)))])
        else:
            rig.pose.bones["Head"].location = tuple(self.rng.normal(size=3))
            rig.pose.bones["Head"].keyframe_insert("location", frame=int(self.rng.integers(1, 40)))
        bpy.context.scene.frame_set(1)
        if any(t.action == action for t in rig.dynmask.takes):
            self.model.edited.add(action.name)
        else:
            self.model.owned[action.name] = digest(action)

    def touch(self, curve):
        """Change how a curve goes, but none of its keys' values."""
        way = int(self.rng.integers(3))
        if way == 0:
            curve.modifiers.new("NOISE").strength = float(self.rng.random())
        elif way == 1:
            curve.mute = not curve.mute
        else:
            # A handle of a straight line moves nothing.
            point = curve.keyframe_points[0]
            point.interpolation = "SINE" if point.interpolation != "SINE" else "QUAD"

    def lay_over(self):
        lay_over(self.rig, self.rng)

    def tweak(self):
        """While an NLA strip is tweaked every operator refuses, and nothing differs afterwards."""
        animation = self.rig.animation_data
        if not animation or not animation.nla_tracks:
            return
        before, track = state(), animation.nla_tracks[-1]
        animation.nla_tracks.active, track.select, track.strips[0].select = track, True, True
        animation.use_tweak_mode = True
        for operator in (bpy.ops.dynmask.generate, bpy.ops.dynmask.discard_all, bpy.ops.dynmask.accept_take):
            assert not self.call(operator)
        animation.use_tweak_mode = False
        self.same(state(), before)

    def delete(self):
        waiting = self.takes_now()
        bpy.data.objects.remove(self.rig)
        for name, stays in waiting.items():
            action = bpy.data.actions[name]
            if stays:
                self.model.owned[name] = digest(action)
            elif not action.users:
                self.model.stale.add(name)
        for name in list(self.model.owned):
            if not bpy.data.actions[name].users:
                self.model.loose[name] = self.model.owned.pop(name)
        self.new_rig()

    def delete_meanwhile(self):
        self.ask()
        self.delete()
        jobs.wait(60)

    def undo_meanwhile(self):
        """The answer comes to a file that is another step back."""
        self.ask()
        self.undo()
        self.begin()
        jobs.wait(60)

    def cancel(self):
        self.ask()
        self.call(bpy.ops.dynmask.cancel)
        jobs.wait(60)

    def undo(self):
        if self.at > 0:
            bpy.ops.ed.undo()
            self.at -= 1
            self.moved()

    def redo(self):
        if self.at + 1 < len(self.steps):
            bpy.ops.ed.redo()
            self.at += 1
            self.moved()

    def moved(self):
        wanted, model = self.steps[self.at]
        self.model = copy.deepcopy(model)
        self.same(state(), wanted)

    def reload(self):
        before = state()
        bpy.ops.wm.save_as_mainfile(filepath=self.path)
        bpy.ops.wm.open_mainfile(filepath=self.path)
        self.same(state(), before)
        self.model.loose.clear()
        self.model.stale.clear()
        self.check("reload", {})
        self.restart_undo()

    # what must hold

    @staticmethod
    def same(found, wanted):
        assert found[1] == wanted[1], f"{found[1]} but it was {wanted[1]}"
        assert found[0] == wanted[0], f"{found[0]} but it was {wanted[0]}"

    def check(self, name, earlier):
        model, waiting = self.model, self.takes_now()
        if not name.endswith(("delete", "delete_meanwhile", "undo", "undo_meanwhile")):
            for action, stays in earlier.items():
                if action in waiting or action in model.owned:
                    continue
                assert stays == (action in bpy.data.actions), action
                if stays:
                    model.owned[action] = digest(bpy.data.actions[action])
        there = {a.name: digest(a) for a in bpy.data.actions}
        for action, keys in model.owned.items():
            assert there.get(action) == keys, f"{action} changed or is gone"
        for action, keys in model.loose.items():
            assert there.get(action, keys) == keys, f"{action} changed"
        surplus = set(there) - set(model.owned) - set(model.loose) - set(waiting) - model.stale
        assert not surplus, f"left behind: {sorted(surplus)}"
        assert others() == self.others, "data that is nobody's"
        self.check_strips()
