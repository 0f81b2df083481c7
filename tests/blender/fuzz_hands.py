"""A random animator's hands, waypoints, few keys and lists, and what she only looks at."""

import bpy
from dynmask.dynmask_blender import nla
from dynmask.dynmask_blender.compare import handlers
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.takes import hands, listed
from fuzz_state import digest, state

# Steps and how often they are drawn.
HANDLING = {"set_hands": 3, "choose_hands": 1, "waypoint": 1, "reduce_keys": 1, "make_list": 1, "look": 1}
# The text with the list.
ROWS = "Rows"
_POSES = [pose for pose, *_ in hands.POSES]


class HandSteps:
    """For fuzzing.Animator: each method is one step."""

    def set_hands(self):
        """Fingers of the action that is worked on, as she asks; a take stays what it was made as."""
        pose, side = (str(self.rng.choice(names)) for names in (_POSES, ("BOTH", "LEFT", "RIGHT")))
        if self.call(bpy.ops.dynmask.set_hands, pose=pose, side=side):
            action = nla.action(self.rig, nla.place(self.rig).strip)
            if action.name in self.model.owned:
                self.model.owned[action.name] = digest(action)

    def choose_hands(self):
        settings = bpy.context.scene.dynmask
        settings.hand_left, settings.hand_right = (str(self.rng.choice(_POSES)) for _ in range(2))

    def waypoint(self):
        if self.way() is not None:
            bpy.context.scene.frame_set(int(self.rng.integers(1, 40)))
            if self.call(bpy.ops.dynmask.add_waypoint):
                empties = [child for child in self.way().children if child.dynmask_waypoint.timed]
                empties[-1].dynmask_waypoint.facing = bool(self.rng.random() < 0.5)
            bpy.context.scene.frame_set(1)

    def reduce_keys(self):
        self.edited_part(bpy.ops.dynmask.reduce_keys, spacing=int(self.rng.choice([0, 0, 4])))

    def make_list(self):
        """Two rows and at times a bad one, of which nothing is made."""
        before, bad = set(bpy.data.actions.keys()), bool(self.rng.random() < 0.3)
        number = int(self.rng.integers(1000))
        rows = f"wave,1,{number}\njump,{'soon' if bad else 1},{number}\n"
        bpy.data.texts[ROWS].from_string(rows)
        bpy.context.scene.dynmask.list_text = ROWS
        if self.call(bpy.ops.dynmask.generate_list):
            jobs.wait(60)
            assert (status.current.level == "ERROR") == bad, status.current.message
        made = {name: action for name, action in bpy.data.actions.items() if name not in before}
        assert not (made and bad) and all(listed.ROW in action for action in made.values())
        self.model.owned |= {name: digest(action) for name, action in made.items()}
        if made:
            # The list has pushed a step of its own.
            self.steps[self.at][1].owned |= self.model.owned

    def look(self):
        """Compare and guides, on or off: nothing of the file is another."""
        before = state()
        if self.rig.dynmask.takes:
            handlers.toggle(bool(self.rng.random() < 0.5))
        self.same(state(), before)
        bpy.context.scene.dynmask.show_guides = not bpy.context.scene.dynmask.show_guides
        bpy.context.view_layer.update()
        self.same(state(), before)
