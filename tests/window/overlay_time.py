"""What the overlay costs per redraw in real windows: python -m tests.window.overlay_time [FRAMES [BLENDER …]]

Prints a line for each Blender of the kit and each editor, and leaves pictures in out/window/.
"""

import sys
import tempfile

from tests.window import command


def main():
    frames = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with command.screen() as display:
        for name in command.there(sys.argv[2:]):
            with tempfile.TemporaryDirectory() as folder:
                arguments = (frames, command.PICTURES)
                said = command.figures(name, "inside_overlay.py", arguments, folder, display)
            for editor in ("TIMELINE", "DOPESHEET", "FCURVES"):
                found = said[editor]
                print(
                    f"{said['version']} {editor.lower():9} {frames} frames: {found['thread_ms']:.2f} ms "
                    f"(clock {found['wall_ms']:.2f}), {found['made']} made in {found['redraws']} redraws; "
                    f"editor {found['with_ms']:.1f} ms with, {found['without_ms']:.1f} ms without"
                )


if __name__ == "__main__":
    main()
