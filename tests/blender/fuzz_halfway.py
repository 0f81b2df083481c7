"""What a random animator does while an answer is applied, a little at each tick of Blender's timer."""

import copy
import time

import bpy
from dynmask.dynmask_blender.session import jobs
from dynmask.dynmask_blender.session.session import current as session

# Steps and how often they are drawn; their names end as what they do.
HALFWAY = {
    "halfway_edit": 1, "halfway_show": 1, "halfway_cancel": 1, "halfway_delete": 1, "halfway_undo": 1,
    "halfway_reload": 1,
}  # fmt: skip


class HalfwaySteps:
    """For fuzzing.Animator: each method is one step."""

    def partly(self):
        """Ask for takes, and let a part of the answer be applied."""
        self.ask()
        while jobs.busy() and session.answer is None:
            jobs._tick()
            time.sleep(0.002)
        for _ in range(int(self.rng.integers(12))):
            if session.answer is not None:
                jobs._tick()

    def halfway_edit(self):
        self.partly()
        self.edit()
        self.begin()
        jobs.wait(60)

    def halfway_show(self):
        self.partly()
        self.show()
        jobs.wait(60)

    def halfway_cancel(self):
        self.partly()
        self.call(bpy.ops.dynmask.cancel)
        jobs.wait(60)

    def halfway_delete(self):
        self.partly()
        self.delete()
        jobs.wait(60)

    def halfway_undo(self):
        self.partly()
        if self.at > 0:
            bpy.ops.ed.undo()
            self.at -= 1
            self.model = copy.deepcopy(self.steps[self.at][1])
        self.begin()
        jobs.wait(60)

    def halfway_reload(self):
        self.partly()
        self.reload()
        jobs.wait(60)
