"""Milliseconds that the overlay takes a redraw in the kit's real windows, as JSON. Part of `make bench`."""

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.window import command, kit  # noqa: E402


def main():
    frames, found = int(sys.argv[1]), {}
    names = [name for name in command.BLENDERS if kit.available(name)]
    if not names:
        sys.exit("Blenders with a window (see tests/window), Xvfb, xdotool and ImageMagick are not all here.")
    with command.screen() as display, tempfile.TemporaryDirectory() as folder:
        for name in names:
            said = command.figures(
                name, "inside_overlay.py", (frames, command.PICTURES), folder, display, seconds=200
            )
            found[said.pop("version")] = said
    print("\n" + json.dumps({"frames": frames, **found}), flush=True)


if __name__ == "__main__":
    main()
