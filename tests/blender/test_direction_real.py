"""Loops, paths and poses asked of the real backend with the weights that travel with the code."""

import importlib.util
import sys

import bpy
import numpy as np
import pytest
import rigs
from conftest import REPO
from directed import evaluated, hips, seams, walk_action
from dynmask.dynmask_blender import registration
from dynmask.dynmask_blender.direction import lines
from dynmask.dynmask_blender.session import interpreter, jobs, status
from test_direction_paths import SHAPES, beside, curve

pytestmark = pytest.mark.skipif(
    not (REPO / "weights" / "starter" / "manifest.json").is_file() or not importlib.util.find_spec("torch"),
    reason="needs the default weights and torch",
)


@pytest.fixture
def rig(monkeypatch):
    """A Mixamo-named rig, active, at 30 frames a second, with the real backend behind the add-on."""
    monkeypatch.setenv(interpreter.ENVIRONMENT_VARIABLE, sys.executable)
    registration.register()
    status.current.__init__()
    bpy.context.scene.render.fps = 30
    made = rigs.by_roles(rigs.MIXAMO, seed=1)
    bpy.context.view_layer.objects.active = made
    settings = bpy.context.scene.dynmask
    settings.prompt, settings.seed = "a person walks forward", 7
    yield made
    registration.unregister()


def run(operator):
    assert operator() == {"FINISHED"}
    jobs.wait(300)
    assert status.current.level != "ERROR", status.current.message


def test_from_a_sentence_to_a_loop_a_path_and_a_pose(rig):
    run(bpy.ops.dynmask.generate_loop)
    action = rig.animation_data.action
    pose, velocity, limit = seams(rig, action.frame_start, action.frame_end)
    assert action.use_cyclic and pose <= 0.5 and velocity <= limit
    bpy.ops.dynmask.discard_all()
    way = rig.dynmask_direction.path = curve(SHAPES["corner"])
    run(bpy.ops.dynmask.generate_path)
    take = rig.dynmask.takes[0]
    far = beside(hips(rig, range(take.first, take.last + 1))[:, :2], lines.of(way)[:, :2])
    assert far.mean() <= 0.05 and far.max() <= 0.15
    bpy.ops.dynmask.discard_all()
    walk = walk_action(rig, 60)
    wanted = evaluated(rig, [20])[0]
    group = rig.dynmask_direction
    group.start_pose, group.start_action, group.start_frame = "ACTION", walk, 20
    run(bpy.ops.dynmask.generate_posed)
    seen = evaluated(rig, [rig.dynmask.takes[0].first])[0]
    assert np.abs(seen - wanted).max() < 0.01
