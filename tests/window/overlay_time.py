"""What the overlay costs per redraw in real windows: python -m tests.window.overlay_time [FRAMES [BLENDER …]]

Prints a line for each Blender of the kit and each editor, and leaves pictures in out/window/.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.window.kit import KIT, ROOT, available

DISPLAY = ":96"


def figures(name, frames, folder):
    """The figures of one Blender of the kit (see inside_overlay.py). Raises RuntimeError with its log."""
    pictures, result = ROOT / "out" / "window", Path(folder) / f"{name}.json"
    pictures.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {
        "DISPLAY": DISPLAY, "BLENDER_USER_RESOURCES": str(Path(folder) / "user"), "BT_BIND": str(ROOT),
    }  # fmt: skip
    done = subprocess.run(
        [KIT / "bin" / name, "--factory-startup", "--window-geometry", "0", "0", "1920", "1080",
         "--no-window-focus", "--python", ROOT / "tests" / "window" / "inside_overlay.py",
         "--", ROOT, result, str(frames), pictures],
        env=environment, capture_output=True, text=True, timeout=400,
    )  # fmt: skip
    if not result.exists():
        raise RuntimeError((done.stdout + done.stderr)[-3000:])
    return json.loads(result.read_text("utf-8"))


def main():
    frames = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    names = sys.argv[2:] or ("blender43", "blender52")
    server = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "1920x1080x24", "-nolisten", "tcp"])
    time.sleep(1.0)
    try:
        for name in names:
            if not available(name):
                print(f"{name}: not in the kit")
                continue
            with tempfile.TemporaryDirectory() as folder:
                said = figures(name, frames, folder)
            for editor in ("TIMELINE", "DOPESHEET", "FCURVES"):
                found = said[editor]
                print(
                    f"{said['version']} {editor.lower():9} {frames} frames: {found['thread_ms']:.2f} ms "
                    f"(clock {found['wall_ms']:.2f}), {found['made']} made in {found['redraws']} redraws; "
                    f"editor {found['with_ms']:.1f} ms with, {found['without_ms']:.1f} ms without"
                )
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    main()
