"""The guide's picture of compared takes: python -m tests.window.compare_picture [BLENDER]

Three takes of a sentence are made by the default weights; docs/guide/compare.png is written, and what a
redraw of the figures cost is printed.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from tests.window import command

PROMPT, SECONDS, SIZE = "a person walks forward and waves", 4.0, (1600, 1040)


def main():
    blender = sys.argv[1] if len(sys.argv) > 1 else "blender43"
    with command.screen() as display, tempfile.TemporaryDirectory() as folder:
        takes = [Path(folder) / f"take{seed}.npz" for seed in range(3)]
        for seed, path in enumerate(takes):
            said = ["--prompt", PROMPT, "--seconds", str(SECONDS), "--seed", str(seed), "--out", path]
            subprocess.run([sys.executable, "-m", "backend", "generate", *said], cwd=command.ROOT, check=True)
        build = [sys.executable, command.ROOT / "tools" / "build_extension.py", "--out", folder]
        subprocess.run(build, check=True, capture_output=True)
        pictures = [command.PICTURES / f"compare-{how}.png" for how in ("beside", "over")]
        said = command.figures(
            blender, "inside_compare.py", (*pictures, *takes), folder, display,
            archive=next(Path(folder).glob("*.zip")), size=SIZE,
        )  # fmt: skip
        with Image.open(pictures[0]) as screen:
            # Blender's window lies in the lower left corner of the screen.
            left, top, right, bottom = said["view"]
            above = screen.height - said["height"]
            part = screen.convert("RGB").crop((left, above + top, right, above + bottom))
            part.quantize(256, dither=Image.Dither.NONE).save(
                command.ROOT / "docs" / "guide" / "compare.png", optimize=True
            )
    print(f"{blender}: {said['redraw_ms']:.2f} ms of the processor a redraw ({said['redraws']} frames)")
    print("drawing failed" if said["failed"] else f"docs/guide/compare.png; also {pictures[1]}")


if __name__ == "__main__":
    main()
