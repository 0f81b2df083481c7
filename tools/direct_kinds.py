"""Kinds of directed takes, asked for in Blender and measured: the sections of direct_report.py.

Each is a function of (bpy, whether few will do), and gives rows {column: text, "holds": whether figures do}.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

REPO = Path(__file__).resolve().parents[1]
FPS = 30
LOOPS = {
    "walk": ("walk cycle", "a person walks forward", "a person walks slowly", "a person walks fast",
             "a person sneaks forward", "a person walks backwards", "a person marches",
             "a tired person walks"),
    "run": ("run cycle", "a person runs forward", "a person jogs", "a person sprints", "a person runs fast"),
    "idle": ("idle", "a person stands still", "a person stands and looks around", "a person waits",
             "a person shifts the weight from one leg to the other"),
    "dance": ("a person dances", "a person dances happily", "a person does a hip hop dance",
              "a person does jumping jacks", "a person dances in place", "a person sways to music"),
}  # fmt: skip
FILES = ("a person walks forward", "a person runs forward", "a person walks backwards", "a person dances",
         "a person waves", "a person does jumping jacks")  # fmt: skip


def fresh(bpy):
    """A Mixamo-named rig in an empty file, active, and the scene's settings."""
    import rigs

    bpy.ops.wm.read_homefile(use_empty=True)
    bpy.context.scene.render.fps = FPS
    rig = rigs.by_roles(rigs.MIXAMO, seed=1)
    bpy.context.view_layer.objects.active = rig
    settings = bpy.context.scene.dynmask
    settings.seed, settings.edit_seed = 7, 7
    return rig, settings


def asked(operator):
    """Run an operator and wait; what it says when it makes nothing, else ""."""
    from dynmask.dynmask_blender.session import jobs, status

    try:
        operator()
        jobs.wait(300)
    except RuntimeError:
        pass
    return status.current.message if status.current.level == "ERROR" else ""


def message():
    """What the panel says now."""
    from dynmask.dynmask_blender.session import status

    return status.current.message


def measured(action, name):
    """What the backend measured of a take."""
    from dynmask.dynmask_blender.direction import told

    return json.loads(action[told.KEY])["measured"][name] if told.KEY in action else {}


def loop_row(kind, said, rig, action):
    """A table's row of a loop that the rig shows now."""
    import directed

    pose, velocity, limit = directed.seams(rig, action.frame_start, action.frame_end)
    found = measured(action, "loop")
    # A velocity changes less from frame to frame where there are more of them.
    limit = max(limit, found["velocity_limit"] * 20 / FPS)
    slide = found.get("slide", 0.0), found.get("slide_before", 0.0), found.get("slide_motion", 0.0)
    return {
        "kind": kind, "what": said, "period s": f"{found['period_s']:.2f}",
        "step m": f"{found['step_m']:.2f}",
        "pose seam °": f"{pose:.3f}", "velocity seam m/s": f"{velocity:.2f}", "limit": f"{limit:.2f}",
        "slide mm/frame": f"{slide[0]:.1f} (its frames before {slide[1]:.1f}, the whole {slide[2]:.1f})",
        "marked": "cyclic" if action.use_cyclic and action.use_frame_range else "no",
        "holds": pose <= 0.5 and velocity <= limit and slide[0] <= 1.3 * slide[1] + 1.0
        and action.use_cyclic and action.use_frame_range,
    }  # fmt: skip


def loops(bpy, few):
    """Sentences, hand-keyed actions and ranges of accepted takes. Slide holds up to 1.3 × that of the frames
    which the cycle is made of, and 1 mm; who stands before running slides less in the whole motion."""
    import directed
    import steps

    rows = []
    for kind, sentences in LOOPS.items():
        for said in sentences[: 1 if few else None]:
            rig, settings = fresh(bpy)
            settings.prompt = said
            wrong = asked(bpy.ops.dynmask.generate_loop)
            action = rig.animation_data and rig.animation_data.action
            rows.append({"kind": kind, "what": said, "holds": False, "said": wrong} if wrong else
                        loop_row(kind, said, rig, action))  # fmt: skip
    for said in ("hand-keyed arm", "hand-keyed walk", "hand-keyed walk, in place", "a take's frames 20-110",
                 "a take, three cycles", "a run, three cycles")[: 1 if few else None]:  # fmt: skip
        rig, settings = fresh(bpy)
        if said == "hand-keyed arm":
            steps.hand_keyed(rig)
        elif "hand-keyed" in said:
            directed.walk_action(rig, 90)
        else:
            settings.prompt = "a person runs forward" if "run" in said else "a person walks forward"
            settings.set_length, settings.seconds = True, 5.0
            asked(bpy.ops.dynmask.generate)
            bpy.ops.dynmask.accept_take(index=0)
        if "frames" in said:
            rig.dynmask.range_first, rig.dynmask.range_last = 20, 110
        rig.dynmask_direction.cycles = 3 if "three" in said else 1
        rig.dynmask_direction.loop_root = "IN_PLACE" if "in place" in said else "TRAVELS"
        wrong = asked(bpy.ops.dynmask.loop_action)
        rows.append({"kind": "own", "what": said, "holds": False, "said": wrong} if wrong else
                    loop_row("own", said, rig, rig.animation_data.action))  # fmt: skip
    return rows


def files(bpy, few):
    """The seam of loops of two cycles in FBX and GLB, read without Blender: axes and velocities of all bones;
    travel: by how much the way of the hips differs from cycle to cycle, root: by how much their velocity
    changes where one begins again, and elsewhere at the 95th percentile."""
    import directed
    import rigs

    rows = []
    for said in FILES[: 1 if few else None]:
        rig, settings = fresh(bpy)
        settings.prompt, rig.dynmask_direction.cycles = said, 2
        if wrong := asked(bpy.ops.dynmask.generate_loop):
            rows.append({"what": said, "holds": False, "said": wrong})
            continue
        rigs.skinned_cube(bpy.context.scene, rig, "LeftHand")
        told = measured(rig.animation_data.action, "loop")["velocity_limit"] * 20 / FPS
        with tempfile.TemporaryDirectory() as folder:
            for name, export in (("fbx", bpy.ops.dynmask.export_fbx), ("glb", bpy.ops.dynmask.export_gltf)):
                path = Path(folder, f"loop.{name}")
                export(filepath=str(path))
                reader = REPO / "tests" / "blender" / "read_export.py"
                done = subprocess.run(
                    [sys.executable, reader, path], capture_output=True, text=True, check=True
                )
                found = json.loads(done.stdout)
                names = list(found["bones"])
                axes, heads = (np.stack([found[what][bone] for bone in names], axis=1)
                               for what in ("turns", "heads"))  # fmt: skip
                hips = names.index("Hips")
                pose, velocity, limit = directed.seams_of(axes, heads, hips, FPS)
                ways, root, usual = directed.travels_of(axes[:, hips], heads[:, hips], 2)
                limit, apart = max(limit, told), float(np.abs(ways - ways[0]).max())
                rows.append({
                    "what": said, "file": name.upper(), "keys": str(len(found["keys"])),
                    "pose seam °": f"{pose:.3f}", "velocity seam m/s": f"{velocity:.2f}",
                    "limit": f"{limit:.2f}", "travel mm": f"{1000 * apart:.2f}",
                    "root mm/frame": f"{1000 * root:.1f} of {1000 * usual:.1f}",
                    "holds": pose <= 0.5 and velocity <= limit and apart < 2e-3 and root <= usual + 1e-4,
                })  # fmt: skip
    return rows


def joins(bpy, few):
    """Actions joined wherever they stand: the largest step of any joint at the seams, and its own."""
    import directed
    import steps
    from dynmask.dynmask_blender.rig import snapshot
    from test_direction_joins import moved

    rows = []
    for what, by in (("a walk and one 5 m on", (1.0, -9.0, 0.0)),
                     ("a walk and one beside it", (2.5, 0.0, 0.0)),
                     ("a walk and itself again", (0.0, 0.0, 0.0)),
                     ("a hand-keyed arm, then a walk", (1.0, -3.0, 0.0)))[: 1 if few else None]:  # fmt: skip
        rig, settings = fresh(bpy)
        first = directed.walk_action(rig, 60, "First")
        second = first.copy()
        second.name = "Second"
        moved(rig, second, by)
        if "hand-keyed" in what:
            first.name, rig.animation_data.action = "Other", None
            snapshot.set_pose(rig, snapshot.resting(rig))
            steps.hand_keyed(rig, "First")
        rig.dynmask_direction.join_first, rig.dynmask_direction.join_second = "First", "Second"
        if wrong := asked(bpy.ops.dynmask.join):
            rows.append({"what": what, "holds": False, "said": wrong})
            continue
        take = rig.dynmask.takes[0]
        heads = directed.evaluated(rig, range(take.first - 20, take.last + 21))[..., :3, 3]
        step = 1000 * np.linalg.norm(np.diff(heads, axis=0), axis=-1).max(axis=-1)
        seam, own = max(step[19], step[take.last - take.first + 20]), float(np.percentile(step, 99))
        found = measured(take.action, "join")
        rows.append({
            "what": what, "metres": f"{found['metres']:.1f}", "seconds": f"{found['seconds']:.1f}",
            "seam step mm": f"{seam:.0f}", "99th percentile mm": f"{own:.0f}", "holds": seam <= own,
        })  # fmt: skip
    return rows


def poses(bpy, few):
    """Takes that begin and end in a pose: how far any bone is from it, and how fast the first frames go."""
    import directed
    from dynmask.backend.motion.body import quaternion
    from dynmask.dynmask_blender import compat

    rows = []
    for ends in (("start",), ("end",), ("start", "end")):
        rig, settings = fresh(bpy)
        walk = directed.walk_action(rig, 60, "First")
        group = rig.dynmask_direction
        for end, frame in (("start", 20), ("end", 55)):
            setattr(group, f"{end}_action", walk)
            setattr(group, f"{end}_frame", frame)
            setattr(group, f"{end}_pose", "ACTION" if end in ends else "NONE")
        settings.prompt, settings.set_length, settings.seconds = (
            "a person waves with the right hand",
            True,
            3.0,
        )
        what = {("start",): "from", ("end",): "to"}.get(ends, "from and to")
        if wrong := asked(bpy.ops.dynmask.generate_posed):
            rows.append({"what": what, "holds": False, "said": wrong})
            continue
        take = rig.dynmask.takes[0]
        seen = directed.evaluated(rig, range(take.first, take.last + 1))
        compat.assign_action(rig, walk)
        apart, off = [], []
        for end, at, frame in (("start", 0, 20), ("end", -1, 55)):
            if end in ends:
                wanted = directed.evaluated(rig, [frame])[0]
                both = quaternion.from_matrix(np.stack([seen[at], wanted])[..., :3, :3])
                apart.append(np.degrees(quaternion.angle_between(*both)).max())
                off.append(100 * np.linalg.norm(seen[at, :, :3, 3] - wanted[:, :3, 3], axis=-1).max())
        step = 1000 * np.linalg.norm(np.diff(seen[..., :3, 3], axis=0), axis=-1).max(axis=-1)
        rows.append({
            "what": what, "worst bone °": f"{max(apart):.2f}", "worst joint cm": f"{max(off):.2f}",
            "step at the ends mm": f"{max(step[0], step[-1]):.0f}", "largest mm": f"{step.max():.0f}",
            "holds": max(apart) <= 1.0 and max(off) <= 1.0,
        })  # fmt: skip
    return rows


SECTIONS = {"loops": loops, "files": files, "joins": joins, "poses": poses}
