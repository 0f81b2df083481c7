"""For commands that measure in the kit's real windows: a screen, a Blender running a script, its figures."""

import contextlib
import json
import os
import subprocess
from pathlib import Path

from tests.window.kit import KIT, PATIENCE, ROOT, available

BLENDERS = ("blender43", "blender52")
PICTURES = ROOT / "out" / "window"


@contextlib.contextmanager
def screen():
    """The name of a display of our own, on a number that is free."""
    number, told = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(told), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        stderr=subprocess.DEVNULL, pass_fds=(told,),
    )  # fmt: skip
    os.close(told)
    try:
        with os.fdopen(number) as file:
            yield ":" + file.readline().strip()
    finally:
        server.terminate()
        server.wait(10)


def figures(name, script, arguments, folder, display, *, archive=None, size=(1920, 1080), seconds=580):
    """What a script of this folder, run by a Blender of the kit with its window, wrote as JSON.

    The script gets the repository, the file to write and `arguments`. archive: a zip of the extension to
    install before; without one Blender starts with factory settings; size: of the window. Raises RuntimeError
    with Blender's log.
    """
    PICTURES.mkdir(parents=True, exist_ok=True)
    blender, result = KIT / "bin" / name, Path(folder) / f"{name}.json"
    environment = {
        **{n: v for n, v in os.environ.items() if not n.startswith(("PYTHON", "VIRTUAL_ENV", "DYNMASK"))},
        "DISPLAY": display, "BLENDER_USER_RESOURCES": str(Path(folder) / f"{name}-user"),
        "BT_BIND": str(ROOT), "DYNMASK_CACHE": str(Path(folder) / "cache"),
    }  # fmt: skip
    if archive:
        install = ("--command", "extension", "install-file", "-r", "user_default", "-e", archive)
        subprocess.run([blender, *install], env=environment, check=True, capture_output=True)
    done = subprocess.run(
        [blender, *([] if archive else ["--factory-startup"]), "--window-geometry", "0", "0",
         *map(str, size), "--no-window-focus", "--python", ROOT / "tests" / "window" / script,
         "--", ROOT, result, *map(str, arguments)],
        env=environment, capture_output=True, text=True, timeout=PATIENCE * seconds,
    )  # fmt: skip
    if not result.exists():
        raise RuntimeError((done.stdout + done.stderr)[-3000:])
    return json.loads(result.read_text("utf-8"))


def there(names):
    """Those of the named Blenders, or of all of the kit's windows, that are there; prints which are not."""
    for name in names or BLENDERS:
        if available(name):
            yield name
        else:
            print(f"{name}: not in the kit, or Xvfb, xdotool or ImageMagick is missing")
