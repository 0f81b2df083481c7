"""LIBRARY.md beside a library: whose motion it holds, and under which terms."""

from collections import Counter
from pathlib import Path

from backend.motion import files
from backend.motion.body import skeleton

NAME = "LIBRARY.md"
_HEAD = """# Whose motion is in library.npz

The clips in library.npz keep the terms of their sources; the licence of the code and of the networks does not
cover them. What a take keeps of a clip is named in the take's data ("sources"). Whoever passes the file on
passes this list on with it. HumanML3D's sentences: MIT licence, Copyright (c) 2022 Chuan Guo.

"""


def lines(library):
    """Of every data set: clips, minutes, licence and credit."""
    groups = {}
    for source in library.sources:
        key = source.dataset or "not named", source.licence or "not named", source.credit
        groups.setdefault(key, []).append(source)
    found = ["| data set | clips | minutes | licence | credit |", "|---|---|---|---|---|"]
    for (dataset, licence, credit), sources in sorted(groups.items()):
        minutes = sum(s.stop - s.start for s in sources) / skeleton.FPS / 60.0
        found.append(f"| {dataset} | {len(sources)} | {minutes:.1f} | {licence} | {credit} |")
    made = Counter(s.kind for s in library.sources if s.kind != "captured")
    if made:
        found += ["", "Made from captured motion, under the same terms: "
                  + ", ".join(f"{kind} ({count})" for kind, count in sorted(made.items())) + "."]  # fmt: skip
    return found


def write(folder, library):
    """Write LIBRARY.md into a weights folder."""
    with files.replacing(Path(folder) / NAME) as file:
        file.write((_HEAD + "\n".join(lines(library)) + "\n").encode())
