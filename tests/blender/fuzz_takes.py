"""What a random animator does with takes: edits a range, shows, accepts, discards, keeps and pushes down."""

import bpy
from dynmask.dynmask_blender.takes import takes
from fuzz_state import PLAIN, digest, layer, name_of, pose


class TakeSteps:
    """For fuzzing.Animator: each method is one step."""

    def regenerate(self):
        self.begin()
        rig, settings = self.rig, bpy.context.scene.dynmask
        rig.dynmask.range_first = int(self.rng.integers(1, 10))
        rig.dynmask.range_last = rig.dynmask.range_first + int(self.rng.integers(3, 12))
        settings.edit_count, settings.edit_seed = int(self.rng.integers(1, 3)), int(self.rng.integers(1000))
        if self.call(bpy.ops.dynmask.regenerate):
            self.answered()

    def reroll(self):
        takes_before = len(self.rig.dynmask.takes)
        if self.on_take(bpy.ops.dynmask.reroll_take, prompt="jump"):
            self.answered()
            assert len(self.rig.dynmask.takes) == takes_before + 1

    def show(self):
        group = self.rig.dynmask
        if group.takes:
            group.active = int(self.rng.integers(len(group.takes)))
            assert self.rig.animation_data.action == group.takes[group.active].action
            assert layer(self.rig) == PLAIN

    def on_take(self, operator, **values):
        count = len(self.rig.dynmask.takes)
        return self.call(operator, index=int(self.rng.integers(count)) if count else 0, **values)

    def accept(self):
        index = int(self.rng.integers(max(1, len(self.rig.dynmask.takes))))
        chosen = [t.action.name for t in self.rig.dynmask.takes]
        if self.call(bpy.ops.dynmask.accept_take, index=index):
            taken = self.rig.animation_data.action
            assert taken.name == chosen[index] and not self.rig.dynmask.takes
            assert layer(self.rig) == PLAIN
            self.model.owned[taken.name] = digest(taken)
            self.model.before = ()

    def discard(self):
        if self.on_take(bpy.ops.dynmask.discard_take):
            self.ended()

    def discard_all(self):
        if self.call(bpy.ops.dynmask.discard_all):
            self.ended()

    def ended(self):
        """Where the last take went, the rig is what it was before the first."""
        rig = self.rig
        if not rig.dynmask.takes:
            action, laid, before = self.model.before
            assert takes.BEFORE not in rig
            assert name_of(rig.animation_data and rig.animation_data.action) == action
            assert layer(rig) == laid
            # A strip that was made of a take moves what the action above it leaves alone.
            assert pose(rig) == before or (rig.animation_data and rig.animation_data.nla_tracks)
            self.model.before = ()

    def keep(self):
        self.on_take(bpy.ops.dynmask.keep_take)

    def push(self):
        if self.on_take(bpy.ops.dynmask.push_take):
            strip = self.rig.animation_data.nla_tracks[-1].strips[0]
            assert strip.influence == 1.0
            self.model.owned[strip.action.name] = digest(strip.action)
            self.ended()
