"""A random animator's prompt strips: laid, dragged, typed, changed, and generated as one motion."""

from types import SimpleNamespace

import bpy
from dynmask.dynmask_blender.prompt_strips import model, mouse
from fuzz_state import lane, state

# Steps after which nothing but the strips may be another.
LAYING = {
    "add_strips": 3, "drag_strip": 2, "drag_back": 1, "type_strip": 1, "swap_strips": 1, "edit_strip": 1,
    "remove_strip": 1,
}  # fmt: skip
WORDS = ("walks", "jumps", "sits", "", "dreht sich, 左へ")


class StripSteps:
    """For fuzzing.Animator: each method is one step."""

    def a_strip(self):
        """Index of any strip; the operators say a sentence for −1, where there is none."""
        count = len(self.rig.dynmask.strips)
        return int(self.rng.integers(count)) if count else -1

    def add_strips(self):
        count = len(self.rig.dynmask.strips)
        for more in range(int(self.rng.integers(1, 4))):
            bpy.context.scene.dynmask.seconds = float(self.rng.uniform(0.5, 1.5))
            frame, prompt = int(self.rng.integers(-5, 60)), str(self.rng.choice(WORDS))
            assert self.call(bpy.ops.dynmask.add_strip, frame=frame, prompt=prompt)
            assert len(self.rig.dynmask.strips) == count + more + 1

    def drag_strip(self, back=False):
        """What the mouse does between press and release."""
        index, obj = self.a_strip(), self.rig
        if index < 0:
            return
        before = model.spans(obj)
        drag = SimpleNamespace(
            _index=index, _part=str(self.rng.choice(["body", "first", "last"])), _before=before, _x=0,
            _layout=SimpleNamespace(frame=float), say=lambda *_: None,
        )  # fmt: skip
        for x in self.rng.integers(-40, 40, 3):
            mouse.DYNMASK_OT_drag_strip.follow(drag, bpy.context, obj, x)
            self.check_strips()
        if back:
            mouse.DYNMASK_OT_drag_strip.put_back(drag, obj, bpy.context.scene)
            assert model.spans(obj) == before

    def drag_back(self):
        self.drag_strip(back=True)

    def type_strip(self):
        index = self.a_strip()
        if index >= 0:
            part = str(self.rng.choice(["first", "last"]))
            setattr(self.rig.dynmask.strips[index], part, int(self.rng.integers(-30, 120)))

    def swap_strips(self):
        direction = str(self.rng.choice(["EARLIER", "LATER"]))
        self.call(bpy.ops.dynmask.move_strip, index=self.a_strip(), direction=direction)

    def edit_strip(self):
        self.call(bpy.ops.dynmask.edit_strip, index=self.a_strip(), prompt=str(self.rng.choice(WORDS)))

    def remove_strip(self):
        self.call(bpy.ops.dynmask.remove_strip, index=self.a_strip())

    def lay(self, prompt=None):
        """A strip where there is none; prompt: what the first is to say, if anything else."""
        if not self.rig.dynmask.strips:
            self.add_strips()
        if prompt:
            self.rig.dynmask.strips[0].prompt = prompt

    def generate_strips(self, wait=True):
        self.lay()
        self.begin()
        strips = self.rig.dynmask.strips
        count, wanted, laid = len(self.rig.dynmask.takes), self.settings().take_count, lane(self.rig)
        if not self.call(bpy.ops.dynmask.generate_strips) or not wait:
            return
        self.answered()
        group = self.rig.dynmask
        assert len(group.takes) == count + wanted and group.active == count and lane(self.rig) == laid
        made = group.takes[-1]
        assert made.kind == "strips" and made.first == strips[0].first
        assert made.prompt == ", then ".join(s.prompt for s in strips if s.prompt)
        assert abs(made.last - strips[-1].last) <= 4 and made.complexity >= 0

    def all_but_strips(self):
        actions, found = state()
        return actions, [facts[:-1] for facts in found]

    def check_strips(self):
        """They lie in order, none over another or empty, and the chosen one is there."""
        active, strips = lane(self.rig)
        assert -1 <= active < max(1, len(strips)) and (active >= 0) == bool(strips)
        at = [frame for _, first, last in strips for frame in (first, last)]
        assert at == sorted(at) and all(first < last for _, first, last in strips), strips
