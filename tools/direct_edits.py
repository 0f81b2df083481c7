"""Pins and parts of the body on actions in Blender, measured: more sections of direct_report.py.

As those of direct_kinds.py.
"""

import bpy
import numpy as np
from direct_kinds import asked, fresh

# Body part, its bone, and where it is to be: offset in metres from where it would be.
PINS = {
    "right hand at a place": ("right_hand", "RightHand", (-0.1, -0.15, 0.2)),
    "left hand at a place": ("left_hand", "LeftHand", (0.1, -0.1, 0.15)),
    "right foot on a step": ("right_foot", "RightFoot", (0.0, -0.05, 0.15)),
    "head lower": ("head", "Head", (0.0, -0.03, -0.05)),
    "pelvis lower": ("pelvis", "Hips", (0.0, 0.0, -0.08)),
}  # fmt: skip
FIRST, LAST = 40, 55
PARTS = {"arms": "a person waves", "legs": "a person jumps", "upper": "a person claps",
         "right": "a person waves with the right hand", "head": "a person looks around"}  # fmt: skip


def pins(_, few):
    """Pins on a walk for four frames: how far the part is from its place, and changes of any bone's step."""
    import directed
    from directing import pin

    rows = []
    for what, (body, bone, offset) in list(PINS.items())[: 1 if few else None]:
        rig, _ = fresh(bpy)
        directed.walk_action(rig, 90)
        frames = range(FIRST, LAST + 1)
        places = directed.bone_matrices(rig, bone, frames)[:, :3, 3]
        place = places[len(places) // 2] + offset
        before = _turns(directed.evaluated(rig, range(1, 130)))
        pin(rig, body, FIRST + 6, FIRST + 9, held_at="PLACE", place=place)
        if wrong := asked(bpy.ops.dynmask.apply_pins):
            rows.append({"what": what, "holds": False, "said": wrong})
            continue
        held = directed.bone_matrices(rig, bone, range(FIRST + 6, FIRST + 10))[:, :3, 3]
        miss = 1000 * np.linalg.norm(held - place, axis=-1).max()
        after = _turns(directed.evaluated(rig, range(1, 130)))
        rows.append({
            "what": what, "miss mm": f"{miss:.1f}", "largest change of step mm": f"{after:.0f}",
            "before mm": f"{before:.0f}", "holds": miss <= 10.0,
        })  # fmt: skip
    return rows


def _turns(poses):
    """The largest change of any bone's step from frame to frame, in millimetres."""
    return 1000 * np.linalg.norm(np.diff(poses[..., :3, 3], n=2, axis=0), axis=-1).max()


def parts(_, few):
    """Parts of a walk generated from a sentence: bones of the part and others whose keys differ."""
    import directed
    import steps

    rows = []
    for part, said in list(PARTS.items())[: 1 if few else None]:
        rig, settings = fresh(bpy)
        walk = directed.walk_action(rig, 90)
        before = steps.keys(rig, walk)
        settings.edit_prompt, settings.edit_count = said, 1
        if wrong := asked(lambda part=part: bpy.ops.dynmask.change_part(part=part)):
            rows.append({"part": part, "sentence": said, "holds": False, "said": wrong})
            continue
        after = steps.keys(rig, rig.animation_data.action)
        moved = {channel[0].split('"')[1] for channel, keyed in before.items()
                 if not np.array_equal(after[channel], keyed)}  # fmt: skip
        wanted = _bones(rig, part)
        rows.append({
            "part": part, "sentence": said,
            "bones changed": f"{len(moved & wanted)} of {len(wanted)}",
            "others changed": str(len(moved - wanted)),
            "holds": bool(moved) and moved <= wanted,
        })  # fmt: skip
    return rows


def _bones(rig, part):
    """The bones of a part of the body."""
    from dynmask.backend.direction import parts as body
    from dynmask.backend.motion.body import skeleton
    from dynmask.dynmask_blender.rig import mappings

    roles = mappings.of(rig).roles
    names = (skeleton.JOINTS[joint] for joint in body.PARTS[part])
    return {roles[name] for name in names if name in roles}


SECTIONS = {"pins": pins, "parts": parts}
