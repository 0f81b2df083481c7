"""From a sentence to an animated rig and an FBX, through the extension as an animator installs it.

Builds the extension, installs it into a clean Blender profile, generates, retargets onto a Rigify metarig,
regenerates the most complex stretch, exports. Leaves out/demo.{blend,fbx,png} and prints one line of JSON.
"""

import argparse
import importlib
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXTENSION = "bl_ext.user_default.dynmask"
# The regenerated segment is at most this much of the motion.
LARGEST_SHARE = 0.5


class Stages:
    """Seconds of each stage by name; says on standard error what is going on."""

    def __init__(self):
        self.seconds = {}
        self._began = time.perf_counter()

    def done(self, name, text=""):
        now = time.perf_counter()
        self.seconds[name], self._began = round(now - self._began, 3), now
        print(f"{name:<12} {self.seconds[name]:7.2f} s  {text}", file=sys.stderr)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prompt", required=True)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--weights", type=Path, help="weights folder (default: those in the extension)")
    parser.add_argument("--out", type=Path, default=ROOT / "out")
    return parser.parse_args()


def install(archive):
    """A clean Blender with Rigify and the extension. Returns its modules' importer."""
    import bpy

    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.preferences.addon_enable(module="rigify")
    bpy.ops.extensions.package_install_files(
        filepath=str(archive), repo="user_default", enable_on_install=True
    )
    if EXTENSION not in bpy.context.preferences.addons:
        raise SystemExit("The extension was installed but could not be enabled.")
    return lambda name: importlib.import_module(f"{EXTENSION}.{name}")


def animate(args, part, stages):
    """Generate on a metarig through the extension's operators. Returns (rig, action)."""
    import bpy

    jobs, status = part("dynmask_blender.session.jobs"), part("dynmask_blender.session.status")
    preferences = bpy.context.preferences.addons[EXTENSION].preferences
    preferences.python = sys.executable
    if args.weights:
        preferences.weights = str(args.weights.resolve())
    bpy.ops.object.armature_human_metarig_add()
    rig = bpy.context.object
    scene, chosen = bpy.context.scene, bpy.context.scene.dynmask
    scene.frame_start = 1
    chosen.prompt, chosen.set_length, chosen.seconds = args.prompt, True, args.seconds
    chosen.seed, chosen.random_seed, chosen.take_count = args.seed, False, 1
    stages.done("rig", f"{rig.name}, {len(rig.data.bones)} bones")

    bpy.ops.dynmask.check_backend()
    wait(jobs, status)
    stages.done("backend", status.current.backend)
    bpy.ops.dynmask.generate()
    wait(jobs, status)
    bpy.ops.dynmask.accept_take(index=0)
    action = rig.animation_data.action
    scene.frame_end = int(action.frame_range[1])
    stages.done("generate", f"“{args.prompt}”, {int(action.frame_range[1])} frames")
    return rig, action


def regenerate(args, rig, part, stages):
    """Regenerate the most complex segment with another seed. Returns (new action, first, last frame)."""
    import bpy

    jobs, status = part("dynmask_blender.session.jobs"), part("dynmask_blender.session.status")
    scene, chosen = bpy.context.scene, bpy.context.scene.dynmask
    # Where nearly all of a motion is complex, a higher threshold tells the most complex part from the rest.
    while True:
        bpy.ops.dynmask.most_complex()
        first, last = rig.dynmask.range_first, rig.dynmask.range_last
        if last - first < LARGEST_SHARE * scene.frame_end or chosen.threshold > 0.9:
            break
        chosen.threshold += 0.05
    chosen.edit_count, chosen.edit_seed = 1, (args.seed + 1000) % 2**31
    bpy.ops.dynmask.regenerate()
    wait(jobs, status)
    bpy.ops.dynmask.accept_take(index=0)
    stages.done("regenerate", f"frames {first} to {last}")
    return rig.animation_data.action, first, last


def keep_stdout_for_the_answer(log):
    """Send what Blender says to a file; returns a stream to the real standard output."""
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with open(log, "w") as file:
        os.dup2(file.fileno(), 1)
    return answer


def wait(jobs, status):
    jobs.wait(900)
    if status.current.level == "ERROR":
        raise SystemExit(status.current.message)


def main():
    args = arguments()
    profile = tempfile.mkdtemp(prefix="dynmask-profile-")
    os.environ["BLENDER_USER_RESOURCES"] = profile
    args.out.mkdir(parents=True, exist_ok=True)
    answer = keep_stdout_for_the_answer(args.out / "demo.log")
    code = 1
    try:
        report = demo(args)
        print(json.dumps(report, ensure_ascii=False), file=answer, flush=True)
        code = 0
    except SystemExit as stop:
        print(stop.code, file=sys.stderr)
    except Exception:
        import traceback

        traceback.print_exc()
    finally:
        shutil.rmtree(profile, ignore_errors=True)
        sys.stdout.flush()
        sys.stderr.flush()
        # Blender's module can hang or crash while the interpreter shuts down.
        os._exit(code)


def demo(args):
    import build_extension
    import demo_checks
    import demo_picture

    stages = Stages()
    archive = build_extension.build(quiet=True)
    stages.done("extension", f"{archive.name}, {archive.stat().st_size / 1e6:.1f} MB")
    part = install(archive)
    stages.done("install", f"Blender {blender_version()}")
    rig, before = animate(args, part, stages)
    action, first, last = regenerate(args, rig, part, stages)

    files = {kind: args.out / f"demo.{kind}" for kind in ("blend", "fbx", "png")}
    for path in files.values():
        path.unlink(missing_ok=True)
    import bpy

    bpy.ops.dynmask.export_fbx(filepath=str(files["fbx"]), preset="UNITY")
    stages.done("export", files["fbx"].name)
    errors = demo_checks.limb_errors(rig, action, part)
    mean, worst = float(errors.mean()), float(errors.max())
    outside = demo_checks.largest_change_outside(rig, before, action, first, last, part)
    check = part("dynmask_blender.export.verify")
    fbx_mm = check.reimport_error_mm(bpy.context, rig, files["fbx"])
    stages.done("check", f"{mean:.3f}° mean, {worst:.3f}° worst; {fbx_mm:.3f} mm")
    demo_picture.picture(rig, action, files["png"], first, last, part, prompt=args.prompt, seed=args.seed)
    stages.done("picture", files["png"].name)
    bpy.ops.wm.save_as_mainfile(filepath=str(files["blend"]), compress=True)
    part("dynmask_blender.session.jobs").shutdown()
    stages.done("save", files["blend"].name)
    return {
        "seconds": stages.seconds,
        "frames": int(action.frame_range[1] - action.frame_range[0]) + 1,
        "fps": bpy.context.scene.render.fps,
        "regenerated": [first, last],
        "retarget_error_deg": {"mean": round(mean, 4), "worst": round(worst, 4)},
        "largest_difference_outside": outside,
        "fbx_error_mm": round(fbx_mm, 4),
        "files": [os.path.relpath(path, ROOT) for path in files.values()],
    }


def blender_version():
    import bpy

    return bpy.app.version_string


if __name__ == "__main__":
    main()
