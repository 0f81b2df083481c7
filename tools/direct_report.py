"""What is directed in Blender with real weights (loops, paths, pins, parts …), measured on the evaluated rig.

python tools/direct_report.py [--out docs/directing.md] [--few] [--only loops,paths,…] [--blenders DIR]

Needs Blender as a Python module, and pygltflib and ufbx for the files that are read back; with --blenders in
each Python environment of DIR (venv-4.2, venv-5.0 …) besides this one, whose packages the backend has.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import traceback
import types
from pathlib import Path

import direct_edits
import direct_kinds
import direct_many
import direct_paths
import direct_refusals

REPO = Path(__file__).resolve().parents[1]
SECTIONS = (
    direct_kinds.SECTIONS | direct_paths.SECTIONS | direct_edits.SECTIONS | direct_many.SECTIONS
    | direct_refusals.SECTIONS
)  # fmt: skip


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


def measure(chosen):
    """In this Blender: write {"version": its own, "sections": {name: rows}} to the file chosen.rows."""
    bpy, failed = start(), 1
    try:
        sections = {}
        for name in chosen.only.split(","):
            sections[name] = rows = SECTIONS[name](bpy, chosen.few)
            held = sum(row["holds"] for row in rows)
            print(f"{bpy.app.version_string}, {name}: {held} of {len(rows)}", flush=True)
        found = {"version": bpy.app.version_string, "sections": sections}
        chosen.rows.write_text(json.dumps(found, default=bool))
        failed = 0
    except Exception:
        traceback.print_exc()
    finally:
        from dynmask.dynmask_blender.session import jobs

        jobs.close_backend()
        sys.stdout.flush()
        # Blender may crash while Python ends, and waits for the backend's threads.
        os._exit(failed)


def pythons(folder):
    """This interpreter, and those of the environments in a folder."""
    found = [Path(sys.executable)]
    if folder:
        found += sorted(folder.glob("venv-*/bin/python"))
        if len(found) == 1:
            sys.exit(f"{folder} holds no environment venv-… with bin/python")
    return found


def each(chosen):
    """What every Blender measured, by version."""
    found = []
    environment = os.environ | {"DYNMASK_PYTHON": os.environ.get("DYNMASK_PYTHON", sys.executable)}
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder, "rows.json")
        few = ["--few"] if chosen.few else []
        for python in pythons(chosen.blenders):
            subprocess.run(
                [python, __file__, "--rows", rows, "--only", chosen.only, *few], env=environment, check=True
            )
            found.append(json.loads(rows.read_text("utf-8")))
    by_version = {tuple(int(n) for n in f["version"].split()[0].split(".")): f for f in found}
    return [by_version[version] for version in sorted(by_version)]


def table(versions, sections):
    """Rows of {column: text} of each version as Markdown. A cell has the values of all versions in their
    order, or one where they are alike; the last columns say for each version whether the row holds."""
    first = sections[0]
    columns = [name for name in dict.fromkeys(k for rows in sections for row in rows for k in row)
               if name != "holds"]  # fmt: skip
    heads = [*columns, *(f"holds in {version}" for version in versions)]
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for alike in zip(*sections, strict=True):
        texts = []
        for name in columns:
            values = [row.get(name, "") for row in alike]
            texts.append(values[0] if len(set(values)) == 1 else " / ".join(v or "–" for v in values))
        texts += ["yes" if row["holds"] else "**no**" for row in alike]
        lines.append("| " + " | ".join(text.replace("|", "\\|") for text in texts) + " |")
    assert len(lines) == len(first) + 2
    return "\n".join(lines)


def report(found, names):
    """The page: a table a section, of all Blenders."""
    versions = [".".join(f["version"].split()[0].split(".")[:2]) for f in found]
    whole = ", ".join(f["version"] for f in found)
    parts = [
        "# Directing, measured",
        f"Made by `make direct-report` with the default weights and seed 7, at {direct_kinds.FPS} frames a "
        f"second on a Mixamo-named rig in Blender {whole}, one after the other. Seams and distances are of "
        "the bones as Blender evaluates them. "
        + ("A cell with several values has one for each Blender, in this order." if len(found) > 1 else ""),
    ]
    for name in names:
        section = SECTIONS[name]
        rows = [f["sections"][name] for f in found]
        held = [sum(row["holds"] for row in each_rows) for each_rows in rows]
        told = f"{held[0]}" if len(set(held)) == 1 else " / ".join(map(str, held))
        parts += [
            f"## {name.capitalize()}: {told} of {len(rows[0])}", " ".join(section.__doc__.split()),
            table(versions, rows),
        ]  # fmt: skip
    return "\n\n".join(part.strip() for part in parts) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--few", action="store_true", help="one of each kind")
    parser.add_argument("--only", default=",".join(SECTIONS))
    parser.add_argument("--blenders", type=Path, help="folder with environments of other Blenders")
    parser.add_argument("--rows", type=Path, help="only measure here, and write the rows as JSON")
    chosen = parser.parse_args()
    names = chosen.only.split(",")
    if unknown := [name for name in names if name not in SECTIONS]:
        sys.exit(f"There is no section {unknown[0]}: {', '.join(SECTIONS)}")
    if chosen.rows:
        measure(chosen)
    page = report(each(chosen), names)
    if chosen.out:
        chosen.out.write_text(page, "utf-8")
    else:
        print(page)


if __name__ == "__main__":
    main()
