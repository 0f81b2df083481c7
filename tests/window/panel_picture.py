"""The guide's picture of panel, views and strip in Blender 4.3: python -m tests.window.panel_picture [ZIP]

Takes of a sentence are made by the weights in the zip (built without one) and docs/panel-4.3.png is written.
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image

from tests.window import blocking, command

PROMPT, SECONDS, SIZE = "a person dances", 4.0, (1600, 1040)
PICTURE = command.ROOT / "docs" / "panel-4.3.png"


def main():
    with command.screen() as display, tempfile.TemporaryDirectory() as folder:
        chosen = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else blocking.archive(folder)
        whole = Path(folder) / "whole.png"
        said = command.figures(
            "blender43",
            "inside_panel.py",
            (whole, PROMPT, SECONDS),
            folder,
            display,
            archive=chosen,
            size=SIZE,
        )
        with Image.open(whole) as picture:
            # Blender's window lies in the lower left corner of the screen; without its status bar.
            ends = picture.height - said["height"], picture.height - said["low"]
            part = picture.convert("RGB").crop((0, ends[0], said["right"], ends[1]))
            part.quantize(256, dither=Image.Dither.NONE).save(PICTURE, optimize=True)
    print(f"{PICTURE}: {said['message']}")


if __name__ == "__main__":
    main()
