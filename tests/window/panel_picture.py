"""The guide's pictures of Blender 4.3 and 5.2: python -m tests.window.panel_picture [ZIP [VERSION …]]

Takes of a sentence are made by the weights in the zip (built without one); docs/panel-4.3.png and -5.2.png
are written.
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image

from tests.window import blocking, command

# A sentence, and the frame that is shown, 0 for the middle of the chosen range.
SHOWN = {"4.3": ("a person dances", 0), "5.2": ("a person kicks high with the right leg", 0)}
SECONDS, SIZE = 4.0, (1600, 1040)


def main():
    versions = sys.argv[2:] or SHOWN
    for version, (prompt, frame) in ((version, SHOWN[version]) for version in versions):
        with command.screen() as display, tempfile.TemporaryDirectory() as folder:
            chosen = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else blocking.archive(folder)
            whole, picture = Path(folder) / "whole.png", command.ROOT / "docs" / f"panel-{version}.png"
            arguments = (whole, prompt, SECONDS, frame)
            said = command.figures(
                f"blender{version.replace('.', '')}", "inside_panel.py", arguments, folder, display,
                archive=chosen, size=SIZE,
            )  # fmt: skip
            with Image.open(whole) as screen:
                # Blender's window lies in the lower left corner of the screen; without its status bar.
                ends = screen.height - said["height"], screen.height - said["low"]
                part = screen.convert("RGB").crop((0, ends[0], said["right"], ends[1]))
                part.quantize(256, dither=Image.Dither.NONE).save(picture, optimize=True)
        print(f"{picture}: {said['message']}")


if __name__ == "__main__":
    main()
