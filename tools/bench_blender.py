"""Seconds that Blender's side takes for a take: retargeting, and keys beside the bare foreach_set, as JSON.

Part of `make bench`; needs Blender as a Python module.
"""

import argparse
import json
import statistics
import sys
import time
import types
from pathlib import Path

import numpy as np

REPO = Path(__file__).resolve().parents[1]
FRAMES, FPS = 196, 20.0


def motion(frames=FRAMES):
    """A walk with swinging limbs: rotations (T, 22, 4), translation (T, 3)."""
    from dynmask.backend.motion.body import quaternion

    t, random = np.arange(frames) / FPS, np.random.default_rng(0)
    axes = random.normal(size=(22, 3))
    axes /= np.linalg.norm(axes, axis=1, keepdims=True)
    swing = 0.4 * np.sin(2 * np.pi * t[:, None] + random.uniform(0, 6, 22))
    rotations = quaternion.from_axis_angle(np.broadcast_to(axes, (frames, 22, 3)), swing)
    rotations[:, 0] = quaternion.IDENTITY
    return rotations, np.stack([0 * t, 0.95 + 0.03 * np.sin(9 * t), 1.2 * t], axis=1)


def timed(repeats, call):
    """{"median", "low", "high"} seconds of call()."""
    seconds = []
    for _ in range(repeats + 1):
        started = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - started)
    seconds = seconds[1:]
    return {"median": round(statistics.median(seconds), 6), "low": round(min(seconds), 6),
            "high": round(max(seconds), 6)}  # fmt: skip


def raw_keys(bpy, compat, rig, columns):
    """An action with the same curves by nothing but foreach_set; columns: (path, index, bone, co (2T,))."""
    action = compat.new_action(rig, "Raw")
    for path, index, bone, flat in columns:
        curve = compat.ensure_fcurve(rig, action, path, index, bone)
        curve.keyframe_points.add(len(flat) // 2)
        curve.keyframe_points.foreach_set("co", flat)
        curve.update()
    bpy.data.actions.remove(action)


def measure(bpy, repeats):
    import addon_utils
    from dynmask.dynmask_blender import compat
    from dynmask.dynmask_blender.actions import new_action
    from dynmask.dynmask_blender.retarget import to_rig

    bpy.ops.wm.read_factory_settings(use_empty=True)
    addon_utils.enable("rigify", default_set=True)
    bpy.ops.object.armature_human_metarig_add()
    rig, scene = bpy.context.view_layer.objects.active, bpy.context.scene
    scene.render.fps, scene.render.fps_base = int(FPS), 1.0
    mapping, (rotations, translation) = to_rig.detect_mapping(rig), motion()
    tracks = to_rig.retarget(rig, rotations, translation, mapping)
    bones = len(tracks.rotations)
    plain = timed(repeats, lambda: to_rig.retarget(rig, rotations, translation, mapping))
    planted = timed(repeats, lambda: to_rig.retarget(rig, rotations, translation, mapping, plant_fps=FPS))

    def keys():
        bpy.data.actions.remove(new_action.write_action(rig, tracks, FPS, scene, "Keys", 1))

    action = new_action.write_action(rig, tracks, FPS, scene, "Keys", 1)
    columns = []
    for curve in compat.fcurves(rig, action):
        flat = np.empty(2 * len(curve.keyframe_points), dtype=np.float32)
        curve.keyframe_points.foreach_get("co", flat)
        bone = curve.data_path.split('"')[1] if '"' in curve.data_path else ""
        columns.append((curve.data_path, curve.array_index, bone, flat))
    written, raw = timed(repeats, keys), timed(repeats, lambda: raw_keys(bpy, compat, rig, columns))
    return {
        "blender": bpy.app.version_string, "frames": FRAMES, "bones": bones, "curves": len(columns),
        "retarget": plain, "retarget_planted": planted,
        "retarget_us_per_bone_frame": round(1e6 * plain["median"] / (bones * FRAMES), 3),
        "keys": written, "raw_foreach_set": raw,
        "keys_times_raw": round(written["median"] / raw["median"], 3),
    }  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=7)
    repeats = parser.parse_args().repeats
    try:
        import bpy
    except ImportError:
        sys.exit("Blender as a Python module (bpy) is not installed here.")
    package = types.ModuleType("dynmask")
    package.__path__ = [str(REPO)]
    sys.modules["dynmask"] = package
    found = measure(bpy, repeats)
    print("\n" + json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
