"""docs/platforms.md: what ran where, from the JUnit files that the test commands leave in out/platforms.

platforms.py               takes over what is there, leaves what was not run again as it was; writes it
platforms.py add ROW FILE  takes a file from another machine, as tests.xml of `make gpu`, then does that
platforms.py check ROW     says the counts of a row; ends with 1 where something failed or nothing passed
"""

import collections
import json
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOUND = ROOT / "out" / "platforms"
KEPT, NOTES, PAGE = (ROOT / "docs" / f"platforms{end}" for end in (".json", "_notes.md", ".md"))
MATRIX = "make matrix BLENDERS=DIR"
# Row: (platform, command that makes it). A file belongs to a row by its name, up to a first "-" and more.
ROWS = {
    "linux": ("Linux, Python 3.11, torch and ONNX Runtime", "make test test-installed"),
    "venv-4.2": ("Blender 4.2, module", MATRIX),
    "venv-4.5": ("Blender 4.5, module", MATRIX),
    "venv-5.0": ("Blender 5.0, module", MATRIX),
    "blender43": ("Blender 4.3, window", MATRIX),
    "blender52": ("Blender 5.2, window", MATRIX),
    "installs": ("The zip installed offline, every Blender there", MATRIX),
    "windows": ("Windows Python 3.11 under Wine", "make test-windows"),
    "cuda": ("CUDA", "make gpu"),
}
HEAD = """# Where it has run

Tests per platform, each as of its last run: written by `make platforms` from what the commands left, below it
every skip's reason. "not run": not since this page is made so.

| platform | command | when | passed | failed | skipped |
|---|---|---|---|---|---|
"""


def row_of(name):
    """The row of a JUnit file's name without ending, or None."""
    return next((row for row in ROWS if name == row or name.startswith(f"{row}-")), None)


def read(path):
    """{"when", "passed", "failed", "skipped": {reason: how often}, "python", "blender"} of one JUnit file."""
    suite = ET.parse(path).getroot().find("testsuite")
    found = {"when": suite.get("timestamp", "")[:10], "passed": 0, "failed": 0, "skipped": {}}
    for case in suite.iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            found["failed"] += 1
        elif (skipped := case.find("skipped")) is not None:
            reason = plain(_reason(skipped))
            found["skipped"][reason] = found["skipped"].get(reason, 0) + 1
        else:
            found["passed"] += 1
    for entry in suite.iter("property"):
        if entry.get("name") in ("python", "blender"):
            found[entry.get("name")] = entry.get("value")
    return found


def _reason(skipped):
    """A whole file that was skipped has its reason in the text: ('file', line, 'Skipped: reason')."""
    said = re.search(r"Skipped: (.*)['\"]\)\s*$", skipped.text or "")
    return said[1] if said else skipped.get("message") or "no reason"


def plain(reason):
    """A skip's reason without paths of the machine it was said on."""
    return re.sub(r"(?:[A-Za-z]:\\|/)(?:[^\s,;:()'\"]*[\\/])+", "", " ".join(reason.split()))


def together(parts):
    """One row of what the files of several runs say; its day is that of the oldest."""
    row = {"when": min(part["when"] for part in parts), "passed": 0, "failed": 0}
    skipped = collections.Counter()
    for part in parts:
        row["passed"] += part["passed"]
        row["failed"] += part["failed"]
        skipped.update(part["skipped"])
        row |= {name: part[name] for name in ("python", "blender") if name in part}
    return row | {"skipped": dict(sorted(skipped.items()))}


def collected(folder=FOUND):
    """{row: {name of a JUnit file: what it says}}"""
    parts = collections.defaultdict(dict)
    for path in sorted(Path(folder).glob("*.xml")):
        if (row := row_of(path.stem)) is not None:
            parts[row][path.stem] = read(path)
    return dict(parts)


def page(rows, notes):
    """The Markdown of all rows, run or not, and of what is told by hand."""
    text = HEAD
    rows = {row: together(list(parts.values())) for row, parts in rows.items()}
    for row, (platform, command) in ROWS.items():
        said = rows.get(row)
        versions = " ".join(said[name] for name in ("blender", "python") if said and name in said)
        cells = (
            [said["when"], said["passed"], said["failed"], sum(said["skipped"].values())]
            if said else ["not run", "", "", ""]
        )  # fmt: skip
        name = f"{platform} ({versions})" if versions else platform
        text += f"| {name} | `{command}` | {' | '.join(map(str, cells))} |\n"
    text += "| macOS | – | never run | | | |\n"
    for row, said in rows.items():
        if said["skipped"]:
            text += f"\n**{ROWS[row][0]}**, skipped:\n\n"
            text += "".join(f"- {count} × {reason}\n" for reason, count in said["skipped"].items())
    return text + "\n" + notes


def over(kept, new):
    """The files of a row, new ones over those kept; a folder's replaces those of its parts."""
    parts = {name for name in kept if any(name.startswith(f"{whole}-") for whole in new)}
    return {name: said for name, said in kept.items() if name not in parts} | new


def update(found=FOUND, kept=KEPT, out=PAGE, notes=None):
    """Merge what was found into the kept rows, write both files; returns the rows."""
    rows = json.loads(kept.read_text("utf-8")) if kept.is_file() else {}
    new = collected(found)
    rows = {row: over(rows.get(row, {}), new.get(row, {})) for row in ROWS if row in rows or row in new}
    notes = NOTES.read_text("utf-8") if notes is None else notes
    kept.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", "utf-8")
    out.write_text(page(rows, notes), "utf-8")
    return rows


def check(row, folder=FOUND):
    """Whether a row's tests passed, having said their counts."""
    parts = collected(folder).get(row)
    if parts is None:
        print(f"{row}: nothing was run")
        return False
    said = together(list(parts.values()))
    skipped = sum(said["skipped"].values())
    print(f"{row}: {said['passed']} passed, {said['failed']} failed, {skipped} skipped")
    return said["passed"] > 0 and said["failed"] == 0


def main(arguments):
    if arguments[:1] == ["check"]:
        return 0 if check(arguments[1]) else 1
    if arguments[:1] == ["add"]:
        FOUND.mkdir(parents=True, exist_ok=True)
        shutil.copy(arguments[2], FOUND / f"{arguments[1]}.xml")
    update()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
