"""Where the strip lies while an NLA strip is tweaked: on the frames where its keys are shown."""

from types import SimpleNamespace

import bpy
import pytest
import rigs
from dynmask.backend.motion.clip import Clip
from dynmask.dynmask_blender import nla
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.complexity import handlers
from dynmask.dynmask_blender.prompt_strips import model
from steps import hand_keyed


@pytest.fixture
def context(addon, rig):
    """An editor 1000 pixels wide that shows frames 0 to 200."""
    view = SimpleNamespace(region_to_view=lambda x, y: (x * 0.2, y))
    return SimpleNamespace(
        scene=bpy.context.scene, active_object=rig,
        preferences=SimpleNamespace(system=SimpleNamespace(ui_scale=1.0)),
        space_data=SimpleNamespace(mode="DOPESHEET", show_markers=False),
        region=SimpleNamespace(width=1000, height=300, view2d=view),
    )  # fmt: skip


def test_frames_of_the_scene(context, rig):
    hand_keyed(rig)
    where = handlers.layout(context)
    assert where.x(50) == pytest.approx(250) and where.lane_height == 0
    model.add(rig, "walks", 1, 40, 24.0)
    assert handlers.layout(context).lane_height > 0


@pytest.mark.parametrize("scale", (1.0, 2.0))
def test_a_tweaked_strip_has_its_keys_where_it_plays_them(context, rig, scale):
    action = hand_keyed(rig)
    model.add(rig, "walks", 1, 40, 24.0)
    animation = rig.animation_data
    strip = animation.nla_tracks.new().strips.new("Pushed", 61, action)
    strip.scale = scale
    animation.action = None
    animation.nla_tracks[0].select = strip.select = True
    animation.nla_tracks.active = animation.nla_tracks[0]
    animation.use_tweak_mode = True
    assert animation.action == action, "tweaking"
    where = handlers.layout(context)
    # The action's first key, on frame 1, is played at frame 61.
    motion_store.write(action, motion_store.of_clip(Clip(*rigs.walk(41), 20.0), 1.0, 24.0))
    _, shape = handlers.geometry(action, nla.drawn(rig))
    assert where.x(shape.first_frame) == pytest.approx(61 / 0.2, abs=0.5)
    assert where.x(shape.last_frame) == pytest.approx((61 + 48 * scale) / 0.2, abs=0.5)
    assert where.lane_height == 0, "the prompt strips are on the scene's frames"
