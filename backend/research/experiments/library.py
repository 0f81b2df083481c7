"""What the library's made motion, each kind of its sentences and what was judged bring to finding and takes.

Nothing is trained: search is restricted (restricting.py), everything else stays as it is. What the networks
owe to the same sentences is not measured.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from backend.corpus.library import judgements
from backend.generation.generator import Generator
from backend.generation.library import known, vectors
from backend.generation.library.judged import YES, Judged
from backend.generation.library.search import Search
from backend.motion import files

from ..evaluation import finding, obedience, protocol, table
from . import restricting

# Share of the sentences found rightly that a threshold tells to be unknown, as the shipped one does.
_TOLD = 0.05


@dataclass(frozen=True)
class Arm:
    """without: origins of sentences; judged: whether nearness is learned from what was judged."""

    without: tuple = ()
    made: bool = True
    judged: bool = True
    library: bool = True


ARMS = {
    "all": Arm(),
    "no library": Arm(library=False),
    "without made motion": Arm(made=False),
    "without what was judged": Arm(judged=False),
    "without watched sentences": Arm(without=("watched",)),
    "without HumanML3D's and KIT's": Arm(without=("humanml3d", "kit")),
    "without kinematic ones": Arm(without=("kinematic",)),
    "without labels": Arm(without=("label",)),
}
FINDING, NOTICES, OBEDIENCE, FIELD = MEASURES = ("finding", "notices", "obedience", "field")
_OF_FIELD = ("r3", "fid", "kinetic_fid", "geometric_fid")


def left(arm, library, origins):
    """The Library that an Arm leaves; origins: what restricting.origins gives. None without any."""
    if not arm.library:
        return None
    said = origins if arm.made else restricting.captured(library, origins)
    said = restricting.other_than(said, arm.without)
    if said != origins:
        library = restricting.restricted(library, said)
    if arm.judged:
        return library
    # Cosines and what was learned do not share a threshold.
    plain = replace(library, weighing=None)
    return replace(plain, judged=Judged()).retuned(threshold=threshold(plain))


def threshold(library):
    """The nearness below which one in twenty of the judged sentences lies whose nearest caption shows it.
    Raises ValueError without any."""
    judged, nearest = library.judged, []
    for text in np.flatnonzero(judged.whole):
        grades = dict(judged.pairs[judged.pairs[:, 0] == text, 1:].tolist())
        if not grades:
            continue
        near = library.near.of(judged.texts[text], judged.vectors[text])
        if grades.get(int(near.argmax())) == YES:
            nearest.append(near.max())
    if not nearest:
        raise ValueError("No judged sentence is found: there is no threshold.")
    return round(float(np.quantile(nearest, _TOLD)), 4)


class Bench:
    """What all arms are measured with. sentences: [str] for notices; corpus: whose test split takes are
    compared with; repeats, takes: of the field's measures and of each plain order."""

    def __init__(self, runtime, evaluator, corpus, library, sentences, *, repeats=2, takes=8):
        self.runtime, self.evaluator, self.corpus, self.sentences = runtime, evaluator, corpus, sentences
        self.repeats, self.takes, self._entries = repeats, takes, None
        # The same sentences for all arms, whatever is left of what was graded for them.
        self.held_out = finding.there(judgements.read(held_out=True), set(library.sentences))

    def measured(self, measure, library):
        """One of MEASURES of a Library or of none."""
        return getattr(self, f"_{measure}")(library)

    def _finding(self, library):
        if library is None:
            return None
        numbers = {text: i for i, text in enumerate(library.sentences)}
        here = finding.there(self.held_out, numbers)
        at = vectors.encoded(self.runtime, [one.text for one in here], library.axes)
        near = {one.text: library.near.of(one.text, v) for one, v in zip(here, at, strict=True)}
        found = finding.measured(here, lambda text, captions: near[text][[numbers[c] for c in captions]])
        unseen = sum(library.sentences[near[one.text].argmax()] not in one.grades for one in here)
        share = len(here) / len(self.held_out)
        return {
            "sentences": len(self.held_out), "yes": share * found.yes, "yes_of_shown": found.yes_of_shown,
            "nearly": share * found.nearly, "shown": share * found.shown, "told_apart": found.told_apart,
            "noticed": found.noticed, "nearest_was_not_graded": unseen,
        }  # fmt: skip

    def _notices(self, library):
        if library is None:
            return None
        search = Search(library, self.runtime)
        told = sum(not known.judged(search, text).known for text in self.sentences)
        return {"told": told, "sentences": len(self.sentences)}

    def _obedience(self, library):
        rows = obedience.measured(lambda: Generator(self.runtime, library), [], self.takes)
        passed, takes = zip(*(row["generated"] for row in rows.values()), strict=True)
        return {"passed": sum(passed), "takes": sum(takes)}

    def _field(self, library):
        if self._entries is None:
            self._entries = protocol.corpus_entries(self.corpus)
        rules = replace(protocol.CORPUS, repeats=self.repeats, takes=0)
        generate = table.generator(self.runtime, library)
        row = protocol.evaluate(self.evaluator, self._entries, generate, rules)["generated"]
        return {name: row[name] for name in _OF_FIELD}


def run(bench, library, origins, folder, *, arms=tuple(ARMS), measures=MEASURES, progress=None):
    """{arm: {measure: …}}, each arm's as a JSON file in `folder`: what is there of the same library is not
    measured again."""
    results = {}
    for name in arms:
        path = Path(folder) / f"{name.replace(' ', '-').replace(chr(39), '')}.json"
        found = json.loads(path.read_text("utf-8")) if path.is_file() else {}
        of_arm = left(ARMS[name], library, origins)
        what = of_arm and {
            "entries": len(of_arm.entries), "sentences": len(of_arm.sentences), "threshold": of_arm.threshold,
        }  # fmt: skip
        if found.get("library") != what:
            found = {}
        for measure in (one for one in measures if one not in found):
            found |= {"library": what, measure: bench.measured(measure, of_arm)}
            _write(path, found)
            if progress:
                progress(name, measure)
        results[name] = found
    return results


def _write(path, found):
    path.parent.mkdir(parents=True, exist_ok=True)
    with files.replacing(path) as file:
        file.write((json.dumps(found, indent=1) + "\n").encode())


def markdown(results):
    """The two tables of what `run` gives; ± is the half width of the 95 % interval over the repeats."""
    lines = [
        "| | moments, sentences | first shows it | of those shown by any | first nearly shows it "
        "| told apart | noticed | notice on new sentences |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, found in results.items():
        size, here, told = (found.get(key) for key in ("library", FINDING, NOTICES))
        shares = ("yes", "yes_of_shown", "nearly", "told_apart", "noticed")
        cells = [f"{here[key]:.3f}" for key in shares] if here else ["–"] * len(shares)
        held = f"{size['entries']:,}, {size['sentences']:,}" if size else "–"
        notice = f"{told['told']} of {told['sentences']}" if told else "–"
        lines.append(_row([name, held, *cells, notice]))
    lines += ["", "| | obeyed | R@3 | FID | kinetic FID | geometric FID |", "|---|---|---|---|---|---|"]
    for name, found in results.items():
        obeyed, row = found.get(OBEDIENCE), found.get(FIELD)
        orders = f"{obeyed['passed']} of {obeyed['takes']}" if obeyed else "–"
        cells = ["–"] * len(_OF_FIELD)
        if row:
            digits = (3, 2, 1, 1)
            cells = [
                f"{row[key][0]:.{d}f} ± {row[key][1]:.{d}f}" for key, d in zip(_OF_FIELD, digits, strict=True)
            ]
        lines.append(_row([name, orders, *cells]))
    return "\n".join(lines) + "\n"


def _row(cells):
    return "| " + " | ".join(cells) + " |"
