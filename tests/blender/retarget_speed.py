"""How long a clip takes from the backend's answer to keys on a rig, by stage; a script prints the table.

    python tests/blender/retarget_speed.py [SECONDS]

Times are of the processor, so that other programs hardly matter: the least of several rounds.
"""

import sys
import time
from pathlib import Path

import numpy as np

SECONDS, FPS, ROUNDS = 10.0, 24, 5


def mixamo_like():
    """65 bones: `rigs.mixamo` with the hands' fingers and the ends that Mixamo's own rigs have."""
    from families import RigFacts

    body = {
        "": (
            "Hips - =pelvis",
            "Spine Hips =spine1",
            "Spine1 Spine =spine2",
            "Spine2 Spine1 =spine3",
            "Neck Spine2 =neck",
            "Head Neck =head",
            "HeadTop_End Head head_top",
        ),
        "{s}": (
            "Shoulder Spine2 =collar",
            "Arm {s}Shoulder =shoulder",
            "ForeArm {s}Arm =elbow",
            "Hand {s}ForeArm =wrist",
            "UpLeg Hips =hip",
            "Leg {s}UpLeg =knee",
            "Foot {s}Leg =ankle",
            "ToeBase {s}Foot =foot",
            "Toe_End {s}ToeBase toes",
            "Hand{f}1 {s}Hand {f}1",
            "Hand{f}2 {s}Hand{f}1 {f}2",
            "Hand{f}3 {s}Hand{f}2 {f}3",
            "Hand{f}4 {s}Hand{f}3 hand_end",
        ),
    }
    lines = "\n".join(side + line for side, group in body.items() for line in group)  # fmt: skip
    return RigFacts("Mixamo", lines, ("Left", "Right"))


def rigify_human():
    """The control rig that Rigify makes of its human with face and fingers."""
    import addon_utils
    import bpy

    addon_utils.enable("rigify", default_set=True)
    bpy.ops.object.armature_human_metarig_add()
    bpy.ops.pose.rigify_generate()
    return bpy.data.objects["rig"]


def rigs_by_name():
    """{name: builder of an armature object}."""
    from family_facts import FAMILIES

    return {
        "Mixamo": mixamo_like().build, "Unreal 5": FAMILIES["Unreal 5"].build, "Rigify human": rigify_human,
    }  # fmt: skip


def stages(rig, seconds=SECONDS, fps=FPS):
    """{stage: milliseconds} of one clip on an armature object, its scene at `fps` frames a second."""
    import bpy
    import rigs
    from dynmask.dynmask_blender.actions import new_action
    from dynmask.dynmask_blender.retarget import foot_planting, to_rig

    scene = bpy.context.scene
    scene.render.fps, scene.render.fps_base = fps, 1.0
    motion = rigs.walk(int(round(seconds * 20)) + 1)
    mapping = to_rig.detect_mapping(rig)
    best = {}

    def timed(stage, call):
        start = time.process_time()
        result = call()
        spent = 1000 * (time.process_time() - start)
        best[stage] = min(best.get(stage, np.inf), spent)
        return result

    for _ in range(ROUNDS):
        rest = timed("rest pose", lambda: to_rig.rest_pose.read(rig, mapping.roles))
        timed("planted feet", lambda rest=rest: foot_planting.plant(rest, *motion, 20.0))
        tracks = timed("retarget with both", lambda: to_rig.retarget(rig, *motion, mapping, plant_fps=20.0))
        timed("resample", lambda tracks=tracks: tracks.resampled(20.0, fps))
        action = timed(
            "keys with resampling",
            lambda tracks=tracks: new_action.write_action(rig, tracks, 20.0, scene, "Clip", 1),
        )
        rig.animation_data.action = None
        bpy.data.actions.remove(action)
    best["retarget and keys"] = best["retarget with both"] + best["keys with resampling"]
    return best


def main():
    """Print milliseconds by stage on each of `rigs_by_name`."""
    import bpy

    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    columns = {}
    for name, build in rigs_by_name().items():
        bpy.ops.wm.read_factory_settings(use_empty=True)
        rig = build()
        columns[f"{name}, {len(rig.data.bones)} bones"] = stages(rig, seconds)
    print(f"Blender {bpy.app.version_string}: {seconds:g} s at {FPS} fps, milliseconds of processor time")
    print(" " * 24 + "".join(f"{title:>22}" for title in columns))
    for stage in next(iter(columns.values())):
        print(f"{stage:24}" + "".join(f"{column[stage]:22.1f}" for column in columns.values()))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    import conftest  # noqa: F401

    main()
