"""How long a window stands still while takes are made: python -m tests.window.blocking [ZIP [BLENDER …]]

ZIP: what an animator installs on Linux; without one it is built. For every phase of a session the longest
gap between two calls of a 5-ms timer is printed, how much of it this thread was at work, how much of that was
ours, and our longest single call. The idle phases tell what this machine makes of a window in which nothing,
or only the 3D view, is drawn again.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.window import command

TAKES, SECONDS = 4, 9.6


def archive(folder):
    """The complete zip for Linux, built in a folder."""
    build = [sys.executable, command.ROOT / "tools" / "build_extension.py", "--platform", "linux-x64"]
    subprocess.run([*build, "--out", folder], check=True, capture_output=True)
    return next(Path(folder).glob("*-linux_x64.zip"))


def show(said):
    print(f"Blender {said['version']}: {said['takes']} takes of {SECONDS:g} s; milliseconds")
    print(f"{'':32} longest gap  (at work   ours)  over 50  our longest call")
    for name, phase in said["phases"].items():
        call = phase["longest_call"]
        longest = f"{call[1]:6.1f} {call[0]}" if call else ""
        print(
            f"{name:32} {phase['wall_ms']:11.0f}  ({phase['cpu_ms']:7.0f} {phase['ours_ms']:6.1f})  "
            f"{phase['over_50']:7d}  {longest}"
        )
        for gap in phase["gaps"][:3]:
            what = ", ".join(gap["ran"]) or "nothing of ours"
            print(
                f"{'':34} {gap['wall_ms']:9.0f}  ({gap['cpu_ms']:7.0f} {gap['ours_ms']:6.1f})  {what[:150]}"
            )


def main():
    with command.screen() as display, tempfile.TemporaryDirectory() as folder:
        chosen = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else archive(folder)
        for name in command.there(sys.argv[2:]):
            arguments = (TAKES, SECONDS)
            show(command.figures(name, "inside_blocking.py", arguments, folder, display, archive=chosen))


if __name__ == "__main__":
    main()
