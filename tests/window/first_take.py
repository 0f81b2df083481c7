"""Run by Blender with nothing set up: a sentence becomes motion on a rig; tells a file what happened.

first_take.py -- RESULT.json RIG_FOLDER [ZIP to install first]
"""

import json
import os
import sys
import time

import bpy

RESULT, RIG_FOLDER, *ARCHIVE = sys.argv[sys.argv.index("--") + 1 :]
ADDON = "bl_ext.user_default.dynmask"


def generate(prompt):
    """Seconds from the click to the keyed action."""
    jobs = sys.modules[f"{ADDON}.dynmask_blender.session.jobs"]
    bpy.context.scene.dynmask.prompt = prompt
    start = time.monotonic()
    bpy.ops.dynmask.generate()
    jobs.wait(300)
    return time.monotonic() - start


def main():
    os.environ["PATH"] = ""
    start = time.monotonic()
    if ARCHIVE:
        bpy.ops.extensions.package_install_files(
            filepath=ARCHIVE[0], repo="user_default", enable_on_install=True
        )
    installed = time.monotonic() - start
    sys.path.insert(0, RIG_FOLDER)
    import rig

    body = rig.make()
    options, jobs, status = (
        sys.modules[f"{ADDON}.dynmask_blender.session.{name}"] for name in ("options", "jobs", "status")
    )
    said = {"in_use": options.in_use(options.current()), "install": installed}
    said["first"], said["second"] = (generate(p) for p in ("a person walks forward", "a person waves"))
    action = body.animation_data and body.animation_data.action
    backend = jobs.backend()
    said |= {
        "version": bpy.app.version_string, "message": status.current.message, "level": status.current.level,
        "takes": len(body.dynmask.takes), "keys": list(action.frame_range) if action else None,
        "hello": backend.hello, "loaded": backend.call_blocking("status"), "own_python": sys.executable,
        "command": backend._process._child.args,
    }  # fmt: skip
    with open(RESULT, "w", encoding="utf-8") as file:
        json.dump(said, file)


try:
    main()
finally:
    if ADDON in sys.modules:
        sys.modules[f"{ADDON}.dynmask_blender.session.jobs"].close_backend()
sys.stdout.flush()
# Blender's module may crash while Python exits.
os._exit(0)
