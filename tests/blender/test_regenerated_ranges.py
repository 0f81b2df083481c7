"""Two hundred random ranges: every key outside the range is bit-identical, and discarding leaves no trace."""

import bpy
import numpy as np
import pytest
import rigs
import steps
from dynmask.backend.motion.body import quaternion
from dynmask.dynmask_blender import registration
from dynmask.dynmask_blender.actions import motion_store
from dynmask.dynmask_blender.takes import apply_answer, takes
from steps import keys

RANGES = 200


@pytest.fixture
def rig(clean_file):
    registration.register()
    made = rigs.by_roles(rigs.MIXAMO, seed=3)
    bpy.context.scene.render.fps = 24
    yield made
    registration.unregister()


def take(clip, seed):
    found = clip.analysis()
    return {
        "rotations": clip.rotations, "translation": clip.translation, "fps": clip.fps, "tokens": None,
        "omega": found.omega, "phi": found.phi, "energy": found.energy, "seed": seed, "prompt": "",
    }  # fmt: skip


def regenerated(clip, start, stop, rng):
    """The clip with other rotations from start to stop, as a backend would make them: unchanged outside."""
    rotations = clip.rotations.copy()
    axis = rng.normal(size=(22, 3))
    axis /= np.linalg.norm(axis, axis=-1, keepdims=True)
    swing = np.sin(np.pi * (np.arange(stop - start) + 0.5) / (stop - start))
    swing = swing[:, None] * rng.uniform(0.2, 1.0, 22)
    turn = quaternion.from_axis_angle(np.broadcast_to(axis, (stop - start, 22, 3)), swing)
    rotations[start:stop] = quaternion.multiply(rotations[start:stop], turn)
    return apply_answer.Clip(rotations, clip.translation, clip.fps)


def test_200_random_ranges(rig):
    scene, rng = bpy.context.scene, np.random.default_rng(7)
    clip = apply_answer.Clip(*rigs.walk(), 20.0)
    steps.apply_generated(rig, scene, {"takes": [take(clip, 0)]}, first_frame=5)
    takes.accept(rig, 0)
    base = rig.animation_data.action
    before, stored = keys(rig, base), motion_store.read(base)
    end = int(stored.last_frame)
    for seed in range(RANGES):
        first = int(rng.integers(5, end - 8))
        last = int(rng.integers(first + 6, end + 1))
        made = regenerated(clip, *stored.samples_within(first, last), rng)
        steps.apply_regenerated(rig, scene, {"takes": [take(made, seed)]}, stored, base, first, last)
        after = keys(rig, rig.animation_data.action)
        assert after.keys() == before.keys()
        moved = 0.0
        for channel, old in before.items():
            new, outside = after[channel], (old[:, 0] < first) | (old[:, 0] > last)
            assert np.array_equal(new[:, 0], old[:, 0])
            assert new[outside].tobytes() == old[outside].tobytes(), (channel, first, last)
            moved = max(moved, float(np.abs(new - old).max()))
        assert moved > 0.01
        takes.discard_all(rig)
        assert rig.animation_data.action == base and len(bpy.data.actions) == 1
        for channel, old in keys(rig, base).items():
            assert old.tobytes() == before[channel].tobytes()
