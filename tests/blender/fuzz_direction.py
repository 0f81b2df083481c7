"""What a random animator does with loops, paths, poses and joins; a refusal is a sentence."""

import bpy
from dynmask.dynmask_blender.direction import choices
from dynmask.dynmask_blender.session import jobs, status

# Steps and how often they are drawn; their names end as what they do.
DIRECTING = {
    "direct_loop": 2, "direct_loop_action": 1, "direct_path": 2, "direct_action": 1, "direct_update": 2,
    "direct_move_path": 1, "direct_pose": 1, "direct_join": 2,
}  # fmt: skip


class DirectionSteps:
    """For fuzzing.Animator: each method is one step."""

    def directed(self, operator):
        """Run an operator that asks for takes, and wait for them or for the sentence that there are none."""
        self.begin()
        settings = self.settings()
        settings.prompt, settings.set_length, settings.seconds = "walk", True, 2.4
        if self.call(operator):
            jobs.wait(60)
            assert status.current.message and not status.current.message.startswith("Unexpected")
            self.purged()

    def direct_loop(self):
        self.rig.dynmask_direction.cycles = int(self.rng.integers(1, 3))
        self.directed(bpy.ops.dynmask.generate_loop)

    def direct_loop_action(self):
        self.directed(bpy.ops.dynmask.loop_action)

    def way(self):
        """The rig's path, a new one unless there is one."""
        group = self.rig.dynmask_direction
        if group.path is None:
            self.call(bpy.ops.dynmask.add_path)
        return group.path

    def direct_path(self):
        if self.way() is not None:
            self.directed(bpy.ops.dynmask.generate_path)

    def direct_action(self):
        if self.way() is not None:
            self.directed(bpy.ops.dynmask.follow_path)

    def direct_update(self):
        if self.way() is not None:
            self.directed(bpy.ops.dynmask.update_path)

    def direct_move_path(self):
        path = self.way()
        if path is not None:
            path.location.x += float(self.rng.normal())
            bpy.context.view_layer.update()

    def direct_pose(self):
        group = self.rig.dynmask_direction
        group.start_pose = "CURRENT" if self.rng.random() < 0.5 else "NONE"
        animation = self.rig.animation_data
        group.end_pose, group.end_action = "ACTION", animation and animation.action
        self.directed(bpy.ops.dynmask.generate_posed)
        group.end_action = None

    def direct_join(self):
        names, group = choices.of(self.rig), self.rig.dynmask_direction
        if names:
            group.join_first, group.join_second = (str(self.rng.choice(names)) for _ in range(2))
            self.directed(bpy.ops.dynmask.join)
