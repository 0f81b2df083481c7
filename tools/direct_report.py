"""What is directed in Blender with real weights (loops, paths, pins, parts …), measured on the evaluated rig.

python tools/direct_report.py [--out docs/directing.md] [--few] [--only loops,paths,…]; needs Blender as a
Python module, and pygltflib and ufbx for the files that are read back.
"""

import argparse
import os
import sys
import traceback
import types
from pathlib import Path

import direct_edits
import direct_kinds
import direct_paths

REPO = Path(__file__).resolve().parents[1]
SECTIONS = direct_kinds.SECTIONS | direct_paths.SECTIONS | direct_edits.SECTIONS


def start():
    """The add-on registered in an empty file, with the repository's own weights behind it; returns bpy."""
    sys.path[:0] = [str(REPO), str(REPO / "tests" / "blender")]
    package = types.ModuleType("dynmask")
    package.__path__ = [str(REPO)]
    sys.modules["dynmask"] = package
    os.environ.setdefault("DYNMASK_PYTHON", sys.executable)
    import bpy
    from dynmask.dynmask_blender import registration

    bpy.ops.wm.read_factory_settings(use_empty=True)
    registration.register()
    return bpy


def table(rows):
    """Rows of {column: text} as Markdown; `holds` as yes or no, and what was said where nothing was made."""
    columns = [name for name in dict.fromkeys(k for row in rows for k in row) if name != "holds"]
    lines = ["| " + " | ".join([*columns, "holds"]) + " |", "|---" * (len(columns) + 1) + "|"]
    for row in rows:
        texts = [row.get(name, "") for name in columns] + ["yes" if row["holds"] else "**no**"]
        lines.append("| " + " | ".join(texts) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--few", action="store_true", help="one of each kind")
    parser.add_argument("--only", default=",".join(SECTIONS))
    chosen = parser.parse_args()
    bpy, failed = start(), 1
    try:
        report(bpy, chosen)
        failed = 0
    except Exception:
        traceback.print_exc()
    finally:
        from dynmask.dynmask_blender.session import jobs

        jobs.close_backend()
        sys.stdout.flush()
        # Blender may crash while Python ends, and waits for the backend's threads.
        os._exit(failed)


def report(bpy, chosen):
    """Measure the chosen sections, print each, and write all of them."""
    parts = [
        "# Directing, measured",
        f"Made by `make direct-report` with the default weights and seed 7, at {direct_kinds.FPS} frames a "
        f"second on a Mixamo-named rig in Blender {bpy.app.version_string}. Seams and distances are of the "
        "bones as Blender evaluates them.",
    ]
    for name in chosen.only.split(","):
        section = SECTIONS[name]
        rows = section(bpy, chosen.few)
        held = sum(row["holds"] for row in rows)
        said = " ".join(section.__doc__.split())
        parts += [f"## {name.capitalize()}: {held} of {len(rows)}", said, table(rows)]
        print("\n\n".join(parts[-3:]), flush=True)
    if chosen.out:
        chosen.out.write_text("\n\n".join(parts) + "\n")


if __name__ == "__main__":
    main()
