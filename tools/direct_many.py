"""Lists of sentences, redraws of what is drawn over the view, and hands: sections of direct_report.py."""

import json
import subprocess
import sys
import time
from pathlib import Path

import direct_kinds
import numpy as np

REPO = Path(__file__).resolve().parents[1]
ACTIONS = ("walks", "runs", "jumps", "waves", "kicks", "sits down", "turns", "dances", "stretches", "bows")
MANNERS = ("", " slowly", " quickly", " forward", " happily")
# The script that draws, and how its milliseconds are named in what it says.
DRAWN = {
    "Compare, three takes": ("draw_compare.py", ("redraw_ms",)),
    "guides: path, waypoints, pins, footprints, way": ("draw_guides.py", ("redraw_ms",)),
    "guides: their texts": ("draw_guides.py", ("texts_ms",)),
    "strip over 10,000 frames": ("draw_strip.py", ("redraws", "redraw_ms")),
}
# Left hand, right hand.
HANDS = {"by default": ("RELAXED", "RELAXED"), "one a fist, one open": ("FIST", "OPEN"),
         "one flat, one a fist": ("FLAT", "FIST"), "off": ("REST", "REST")}  # fmt: skip
# Degrees that the middle finger's bones are bent in all, at least and at most.
BENT = {"RELAXED": (30, 90), "FIST": (150, 270), "OPEN": (-1, 40), "FLAT": (-1, 1), "REST": (-1, 1)}


def many(bpy, few):
    """Fifty sentences as a list and one by one with Generate, 3 s each, in halves taking turns in one run:
    seconds of both by the clock, and how much of the time of single calls the list takes."""
    import rigs

    rig, settings = direct_kinds.fresh(bpy)
    sentences = [f"a person {action}{manner}" for manner in MANNERS for action in ACTIONS]
    sentences = sentences[: 6 if few else None]
    half, taken = len(sentences) // 2, {"list": 0.0, "single": 0.0}

    def as_list(rows, number):
        text = bpy.data.texts.new(f"List {number}")
        text.from_string("\n".join(f"{row},3" for row in rows))
        settings.list_text = text.name
        return direct_kinds.asked(bpy.ops.dynmask.generate_list)

    def one_by_one(rows):
        settings.set_length, settings.seconds, settings.take_count = True, 3.0, 1
        for row in rows:
            settings.prompt = row
            started = time.perf_counter()
            if wrong := direct_kinds.asked(bpy.ops.dynmask.generate):
                return wrong
            taken["single"] += time.perf_counter() - started
            bpy.ops.dynmask.discard_all()
        return ""

    # Networks and library are loaded before either begins.
    wrong = one_by_one(["a person stands"])
    taken["single"] = 0.0
    for number, rows in enumerate((sentences[:half], sentences[half:])):
        turns = [lambda rows=rows, number=number: as_list(rows, number), lambda rows=rows: one_by_one(rows)]
        for turn in turns if number == 0 else turns[::-1]:
            started, single = time.perf_counter(), taken["single"]
            wrong = wrong or turn()
            if single == taken["single"]:
                taken["list"] += time.perf_counter() - started
    made = len([action for action in bpy.data.actions if action.use_fake_user])
    crowd = [rigs.by_roles(rigs.MIXAMO, seed=number) for number in (2, 3)]
    for other in (rig, *crowd):
        other.select_set(True)
    settings.prompt, settings.crowd_offset = "a person waves", direct_kinds.FPS // 2
    wrong = wrong or direct_kinds.asked(bpy.ops.dynmask.generate_crowd)
    begins = sorted(other.dynmask.takes[0].first for other in (rig, *crowd) if other.dynmask.takes)
    seeds = {other.dynmask.takes[0].seed for other in (rig, *crowd) if other.dynmask.takes}
    ratio = taken["list"] / max(taken["single"], 1e-9)
    return [
        {"what": f"{len(sentences)} sentences", "made": f"{made}", "list ÷ single calls": f"{ratio:.2f}",
         "said": wrong, "holds": not wrong and made == len(sentences) and (few or ratio < 1.0)},
        {"what": "a crowd of 3 rigs, 0.5 s apart", "made": f"{len(begins)}",
         "first frames": ", ".join(map(str, begins)), "said": wrong,
         "holds": len(seeds) == 3 and np.diff(begins).tolist() == [direct_kinds.FPS // 2] * 2},
    ]  # fmt: skip


def redraws(_, few):
    """What is drawn over the view: milliseconds of the processor that a redraw takes, the median of 40 frames
    or more, off screen."""
    rows, said = [], {}
    for what, (script, names) in list(DRAWN.items())[: 1 if few else None]:
        if script not in said:
            done = subprocess.run(
                [sys.executable, REPO / "tests" / "blender" / script], capture_output=True, text=True,
                stdin=subprocess.DEVNULL, timeout=300,
            )  # fmt: skip
            lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
            said[script] = json.loads(lines[-1]) if lines else None
        found = said[script]
        for name in names:
            found = found and found.get(name)
        rows.append({
            "what": what, "ms": "cannot be drawn here" if found is None else f"{found:.2f}",
            "holds": found is not None and found < 1.0,
        })  # fmt: skip
    return rows


def hands(bpy, few):
    """A take on a rig with fingers: degrees that the middle finger's bones are bent in all, and whether
    finger bones have keys."""
    import steps
    from family_facts import MIXAMO

    rows = []
    for what, poses in list(HANDS.items())[: 1 if few else None]:
        bpy.ops.wm.read_homefile(use_empty=True)
        rig = MIXAMO.build(seed=1)
        bpy.context.view_layer.objects.active = rig
        settings = bpy.context.scene.dynmask
        settings.prompt, settings.seed = "a person walks forward", 7
        if what != "by default":
            settings.hand_left, settings.hand_right = poses
        if wrong := direct_kinds.asked(bpy.ops.dynmask.generate):
            rows.append({"what": what, "holds": False, "said": wrong})
            continue
        take = rig.dynmask.takes[0]
        bpy.context.scene.frame_set(take.first + 20)
        bent = [bend(bpy, rig, side) for side in ("Left", "Right")]
        fingers = sum("index" in path or "iddle" in path for path, _ in steps.keys(rig, take.action))
        lying = all(BENT[pose][0] <= angle <= BENT[pose][1] for pose, angle in zip(poses, bent, strict=True))
        rows.append({
            "what": what, "left": poses[0].lower(), "right": poses[1].lower(),
            "left °": f"{bent[0]:.0f}", "right °": f"{bent[1]:.0f}",
            "finger curves": "some" if fingers else "none",
            "holds": lying and bool(fingers) == (what != "off"),
        })  # fmt: skip
    return rows


def bend(bpy, rig, side):
    """Degrees that the bones of the middle finger are bent in all, beyond how they rest."""
    seen = rig.evaluated_get(bpy.context.evaluated_depsgraph_get()).pose.bones
    total = 0.0
    for bone in rig.data.bones:
        if bone.name.lower().startswith(f"{side.lower()}handmiddle"):
            posed = seen[bone.parent.name].matrix.inverted() @ seen[bone.name].matrix
            rest = bone.parent.matrix_local.inverted() @ bone.matrix_local
            turn = np.degrees((rest.inverted() @ posed).to_quaternion().angle)
            total += min(turn, 360.0 - turn)
    return float(total)


SECTIONS = {"many": many, "redraws": redraws, "hands": hands}
