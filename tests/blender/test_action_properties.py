"""Whatever an action is like: outside a range nothing differs, and what cannot be honoured changes nothing.

DYNMASK_EXAMPLES sets how many actions are drawn, DYNMASK_FUZZ_FIRST the number of the first.
"""

import os

import action_draws
import bpy
import numpy as np
import outside
import pytest
from dynmask.dynmask_blender import compat, nla
from dynmask.dynmask_blender.actions import curve_split
from dynmask.dynmask_blender.rig import snapshot
from dynmask.dynmask_blender.session import jobs, status
from dynmask.dynmask_blender.takes import takes
from fuzz_state import digest, pose, state

EXAMPLES = int(os.environ.get("DYNMASK_EXAMPLES", 15))
FIRST = int(os.environ.get("DYNMASK_FUZZ_FIRST", 0))
PLAYS = (
    "frame_start", "frame_end", "action_frame_start", "action_frame_end", "scale", "repeat", "blend_type",
    "influence", "extrapolation", "mute", "use_reverse",
)  # fmt: skip


def actions():
    """{name: everything an action is but its users}."""
    found = {}
    for action in bpy.data.actions:
        slots = [slot.identifier for slot in getattr(action, "slots", ())]
        manual = action.use_frame_range, action.use_cyclic, action.frame_start, action.frame_end
        found[action.name] = digest(action), slots, manual
    return found


def shown(rig):
    """What a rig shows: action, slot, layer, strips, rotation modes and the pose's own values."""
    animation = rig.animation_data
    slot = getattr(animation, "action_slot", None)
    strips = [
        (s.name, s.action and s.action.name, *(getattr(s, name) for name in PLAYS))
        for track in animation.nla_tracks for s in track.strips
    ]  # fmt: skip
    modes = [bone.rotation_mode for bone in rig.pose.bones]
    action = animation.action and animation.action.name
    return action, slot and slot.identifier, snapshot.layer(rig), animation.use_tweak_mode, strips, modes


class Case:
    """One action, one way of changing it, and what becomes of its takes."""

    def __init__(self, seed, folder, addon):
        self.drawn = action_draws.draw(seed, folder)
        self.rng, self.log, self.folder = self.drawn.rng, self.drawn.log, folder
        self.before = self.everything()
        self.old = outside.read(self.drawn.curves())
        self.refused = ""

    @property
    def rig(self):
        return self.drawn.rig

    @property
    def settings(self):
        return bpy.context.scene.dynmask

    def everything(self):
        # Evaluating a pose again may make 0 of -0.
        values = np.frombuffer(pose(self.rig), np.float32) + np.float32(0)
        return actions(), shown(self.rig), values.tobytes()

    def note(self, name):
        self.log.append(name)
        bpy.ops.ed.undo_push(message=name)

    def call(self, operator, **values):
        """Whether an operator did its work; a refusal is one sentence."""
        if not operator.poll():
            self.refused = "greyed"
            return False
        try:
            return operator(**values) == {"FINISHED"}
        except RuntimeError as error:
            said = status.current.message
            assert "Traceback" not in str(error) and not said.startswith("Unexpected"), error
            assert status.current.level == "ERROR" and said and "\n" not in said
            self.refused = said
            return False

    def ask(self):
        """Choose a range and ask for takes; returns whether they are on their way."""
        rng, rig, settings = self.rng, self.rig, self.settings
        self.kind = str(rng.choice(["regenerate", "regenerate", "inbetween", "extend"]))
        self.log.append(self.kind)
        place = nla.drawn(rig)
        low, high = sorted(rng.integers(1, action_draws.LAST + 1, 2))
        rig.dynmask.range_first = round(place.to_scene(int(low)))
        rig.dynmask.range_last = round(place.to_scene(int(max(high, low + 8))))
        settings.edit_count, settings.edit_seed = int(rng.integers(1, 3)), int(rng.integers(1000))
        settings.extend_seconds = 0.6
        return self.call(getattr(bpy.ops.dynmask, self.kind))

    def meanwhile(self):
        """Something that the animator does before the answer is there."""
        rng, rig = self.rng, self.rig
        ways = ["fps", "frame", "select"]
        if rig.data.library is None and not self.drawn.rig.hide_viewport and rig.visible_get():
            ways += ["bone", "rename"]
        way = str(rng.choice(ways))
        self.log.append(f"meanwhile {way}")
        if way == "fps":
            bpy.context.scene.render.fps = int(rng.choice([12, 25, 48]))
        elif way == "frame":
            bpy.context.scene.frame_set(int(rng.integers(1, 80)))
            self.before = self.everything()
        elif way in ("bone", "rename"):
            self.edit_bones(way)

    def edit_bones(self, way):
        tweaked = self.rig.animation_data.use_tweak_mode
        bpy.ops.object.mode_set(mode="EDIT")
        bones = self.rig.data.edit_bones
        if way == "bone":
            new = bones.new("AAA")
            new.head, new.tail, new.parent = (0, 0, 1), (0, 0.1, 1), bones["Hips"]
        else:
            bones["LeftToeBase"].name = "Renamed"
        bpy.ops.object.mode_set(mode="OBJECT")
        assert self.rig.animation_data.use_tweak_mode == tweaked
        self.before = self.everything()
        self.old = outside.read(self.drawn.curves())

    def check_takes(self):
        found, _, _ = self.everything()
        for name, was in self.before[0].items():
            assert found[name] == was, f"{name} changed"
        for take in self.rig.dynmask.takes:
            self.check_take(take)

    def check_take(self, take):
        identifier = take.action.get(compat.SLOT, "")
        owner = compat.Slotted(identifier, self.rig.name)
        curves = list(compat.fcurves(owner, take.action))
        new, first, last = outside.read(curves), take.first, take.last
        outside.check(self.old, new, first, last)
        assert not takes.is_edited(self.rig, take)
        mine = bpy.data.actions[self.drawn.action]
        for name in ("use_frame_range", "use_cyclic", "frame_start", "frame_end"):
            assert getattr(take.action, name) == getattr(mine, name)
        slots = getattr(mine, "slots", ())
        assert [s.identifier for s in getattr(take.action, "slots", ())] == [s.identifier for s in slots]
        for slot in slots:
            if slot.identifier != identifier:
                other = compat.Slotted(slot.identifier)
                there, here = (outside.read(compat.fcurves(other, a)) for a in (mine, take.action))
                outside.check(there, here, 10**6, 10**6)
        self.check_shape({(c.data_path, c.array_index): c for c in curves}, first, last)

    def check_shape(self, curves, first, last):
        """Curves that were there have their values on frames outside the range, new ones one value."""
        base = {(c.data_path, c.array_index): c for c in self.drawn.curves()}
        start, end = compat.key_range(self.drawn.owner(), bpy.data.actions[self.drawn.action])
        for channel, curve in curves.items():
            was = base.get(channel)
            at = curve.keyframe_points
            low, high = (start, end) if self.drawn.cyclic else (start - 15, end + 15)
            if self.drawn.cyclic and was is not None and len(was.keyframe_points):
                low, high = was.keyframe_points[0].co[0], was.keyframe_points[-1].co[0]
            # At the action's own ends there is nothing to keep.
            low, high = max(low, start) if first <= start else low, min(high, end) if last >= end else high
            frames = np.r_[np.arange(np.ceil(low), first), np.arange(last + 1, np.floor(high) + 1)]
            if len(frames) > 12:
                frames = frames[np.unique(np.r_[0:3, -3:0, self.rng.integers(0, len(frames), 6)])]
            if was is not None:
                at_keys = self.old[channel][0]["co"][:, 0]
                frames = np.array([f for f in frames if not curve_split.is_doubled(at_keys, f)])
            if was is None:
                values = {round(curve.evaluate(f), 6) for f in frames}
                assert len(values) <= 1 and len(at), f"{channel} moves outside the range"
                continue
            wanted = np.array([was.evaluate(f) for f in frames])
            found = np.array([curve.evaluate(f) for f in frames])
            np.testing.assert_allclose(found, wanted, rtol=2e-4, atol=2e-4, err_msg=f"{channel} outside")

    def decide(self):
        """Show, discard or accept the takes, and go back and forth; what was is what must be again."""
        rng, rig = self.rng, self.rig
        self.note("takes")
        with_takes = state()
        for index in rng.permutation(len(rig.dynmask.takes)):
            rig.dynmask.active = int(index)
        way = str(rng.choice(["discard_all", "discard_each", "accept"]))
        self.log.append(way)
        if way == "accept":
            self.accept()
        elif way == "discard_all":
            assert self.call(bpy.ops.dynmask.discard_all), self.refused
        else:
            while self.rig.dynmask.takes:
                assert self.call(bpy.ops.dynmask.discard_take, index=0), self.refused
        assert not self.rig.dynmask.takes
        if way != "accept":
            assert self.everything() == self.before
        self.note(way)
        decided = state()
        if rng.random() < 0.6:
            self.log.append("undo")
            bpy.ops.ed.undo()
            assert state() == with_takes
            if rng.random() < 0.7:
                self.log.append("redo")
                bpy.ops.ed.redo()
                assert state() == decided
        if rng.random() < 0.5:
            self.reload()

    def accept(self):
        rig = self.rig
        index = int(self.rng.integers(len(rig.dynmask.takes)))
        name = rig.dynmask.takes[index].action.name
        kept = actions()[name]
        assert self.call(bpy.ops.dynmask.accept_take, index=index), self.refused
        found = actions()
        assert found[name] == kept and set(found) == {*self.before[0], name}
        assert all(found[other] == was for other, was in self.before[0].items())
        assert nla.action(self.rig, self.drawn.strip).name == name

    def reload(self):
        self.log.append("reload")
        if self.rig.animation_data.use_tweak_mode:
            self.rig.animation_data.use_tweak_mode = False
        before, there = state(), actions()
        path = str(self.folder / "shot.blend")
        bpy.ops.wm.save_as_mainfile(filepath=path)
        bpy.ops.wm.open_mainfile(filepath=path)
        kept = {name for name, was in there.items() if name in actions()}
        assert state() == before
        assert all(actions()[name] == there[name] for name in kept)
        # Blender saves no action that nobody uses; the animator's own have users or a fake one.
        assert {a for a in there if a == self.drawn.action} <= kept

    def run(self):
        bpy.ops.ed.undo_push(message="start")
        coming = self.ask()
        if coming and self.rng.random() < 0.25:
            self.meanwhile()
            jobs.wait(30)
            if not self.rig.dynmask.takes:
                self.refused = status.current.message
        jobs.wait(30)
        said = status.current.message
        assert not said.startswith("Unexpected") and "Traceback" not in said, said
        if not self.rig.dynmask.takes:
            self.refused = self.refused or said
            found = self.everything()
            assert found[:2] == self.before[:2], f"refused ({self.refused}), but something changed"
            # Reading goes through frames and comes back: what is not keyed stays.
            return False
        self.check_takes()
        self.decide()
        return True


# Not as an argument: pytest would describe the scene of a file that is long gone, and crash.
@pytest.mark.usefixtures("addon")
def test_outside_a_range_nothing_differs(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(jobs, "push_undo", lambda name: bpy.ops.ed.undo_push(message=name))
    done, refusals = {}, {}
    for seed in range(FIRST, FIRST + EXAMPLES):
        case = Case(seed, tmp_path, None)
        try:
            worked = case.run()
        except Exception as error:
            raise AssertionError(f"draw {seed}: {', '.join(case.log)}") from error
        for name in set(case.log):
            done[name] = done.get(name, 0) + 1
        if not worked:
            refusals[case.refused] = refusals.get(case.refused, 0) + 1
    with capsys.disabled():
        parts = ", ".join(f"{name} {count}" for name, count in sorted(done.items()))
        print(f"\n{EXAMPLES} actions drawn, {sum(refusals.values())} refused: {parts}")
        if "DYNMASK_EXAMPLES" in os.environ:
            print("\n".join(f"  {count} × {said}" for said, count in sorted(refusals.items())))
    assert sum(refusals.values()) < max(2, 0.6 * EXAMPLES), refusals
