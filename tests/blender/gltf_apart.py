"""Blender's glTF exporter in a process of its own: run as gltf_apart.py FILE.blend SCENE OBJECT OPTIONS.

Blender 4.2's module sometimes crashes in it after Rigify has made a rig in the same process.
"""

import json
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

import bpy

CRASHES = bpy.app.version < (4, 3)


def run_apart(run):
    """`export._run`, but with glTF's exporter elsewhere: it gets a copy of the file as it is then."""

    def running(operator, context, override, *arguments, **options):
        if getattr(operator, "idname", str)() == "EXPORT_SCENE_OT_gltf":
            operator = _elsewhere(override["scene"].name, override["object"].name)
        return run(operator, context, override, *arguments, **options)

    return running


def _elsewhere(scene, name):
    def export(**options):
        with tempfile.TemporaryDirectory() as folder:
            blend = Path(folder) / "copy.blend"
            bpy.ops.wm.save_as_mainfile(filepath=str(blend), copy=True)
            command = [sys.executable, __file__, blend, scene, name, json.dumps(options)]
            done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return {"FINISHED"}

    return export


def main(blend, scene, name, options):
    bpy.ops.wm.open_mainfile(filepath=blend)
    scene, stand_in = bpy.data.scenes[scene], bpy.data.objects[name, None]
    members = {"scene": scene, "view_layer": scene.view_layers[0], "active_object": stand_in,
               "object": stand_in, "selected_objects": [stand_in]}  # fmt: skip
    with bpy.context.temp_override(**members):
        bpy.ops.export_scene.gltf(**json.loads(options))


if __name__ == "__main__":
    code = 1
    try:
        main(*sys.argv[1:])
        code = 0
    except Exception:
        traceback.print_exc()
    sys.stderr.flush()
    # 4.2 may crash when Python exits.
    os._exit(code)
