"""A random animator's pins, parts and mirrored takes."""

import bpy
from dynmask.dynmask_blender.direction import parts
from dynmask.dynmask_blender.direction.pinning.properties import BODY
from dynmask.dynmask_blender.session import jobs, status

# Steps and how often they are drawn.
PINNING = {
    "add_pin": 2, "remove_pin": 1, "apply_pins": 2, "change_part": 2, "loop_part": 1, "mirror": 2, "again": 1,
}  # fmt: skip


class PinSteps:
    """For fuzzing.Animator: each method is one step."""

    def add_pin(self):
        bpy.context.scene.cursor.location = tuple(self.rng.normal((0.0, -0.3, 1.0), 0.3))
        bpy.context.scene.frame_set(int(self.rng.integers(-5, 40)))
        body = str(self.rng.choice([identifier for identifier, *_ in BODY]))
        if self.call(bpy.ops.dynmask.add_pin, body=body):
            pin = self.rig.dynmask_pins.items[-1]
            pin.last = pin.first + int(self.rng.integers(-2, 15))
            pin.strength = float(self.rng.choice([1.0, 0.5]))
        bpy.context.scene.frame_set(1)

    def remove_pin(self):
        self.call(bpy.ops.dynmask.remove_pin)

    def apply_pins(self):
        self.edited_part(bpy.ops.dynmask.apply_pins)

    def change_part(self):
        settings = bpy.context.scene.dynmask
        settings.edit_count, settings.edit_seed = int(self.rng.integers(1, 3)), int(self.rng.integers(1000))
        settings.edit_prompt = "wave"
        self.rig.dynmask.range_set = bool(self.rng.random() < 0.5)
        self.edited_part(bpy.ops.dynmask.change_part, part=str(self.rng.choice(list(parts.NAMES))))
        settings.edit_prompt = ""

    def loop_part(self):
        self.rig.dynmask.range_set = bool(self.rng.random() < 0.5)
        self.edited_part(bpy.ops.dynmask.loop_part, part=str(self.rng.choice(list(parts.NAMES))))

    def mirror(self):
        self.edited_part(bpy.ops.dynmask.mirror)

    def again(self):
        count = len(self.rig.dynmask.takes)
        if self.on_take(bpy.ops.dynmask.again):
            jobs.wait(60)
            # Takes whose motion is gone, and what cannot be read, are told.
            assert len(self.rig.dynmask.takes) == count + 1 or status.current.level == "ERROR"
            self.purged()

    def edited_part(self, operator, **values):
        """All takes come, or a sentence that says why not."""
        self.begin()
        count = len(self.rig.dynmask.takes)
        if self.call(operator, **values):
            jobs.wait(60)
            assert (len(self.rig.dynmask.takes) > count) == (status.current.level == "INFO")
            self.purged()
