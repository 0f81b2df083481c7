"""Takes of a list of sentences on pages of poses, for judging by eye: openly or blind.

Openly, three seeds of a sentence stand below one another with the sentence as label. With --blind the takes
are shuffled and only numbered; the judge gets the list of sentences, and which take is which goes into a
folder of its own (OUT-key). --score compares the answers with that key.

OUT holds page_1.png …, judging.md, answers.csv (to be filled in); OUT or OUT-key: takes.json and takes/*.npz.
"""

import argparse
import csv
import json
import string
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
PROMPTS = ROOT / "docs" / "sheet_prompts.txt"
PER_PAGE, COLUMNS, AT_ONCE = 12, 2, 48
# A … Z, AA … DZ
LETTERS = [first + last for first in ("", *"ABCD") for last in string.ascii_uppercase]
LONGEST_LIST = len(LETTERS)


@dataclass(frozen=True)
class Take:
    """One row of a page: its number from 1, the sentence's letter and text, its seed and its length."""

    number: int
    letter: str
    prompt: str
    seed: int
    seconds: float


def read_prompts(path):
    """[(sentence, seconds)] of a file with lines "sentence | seconds"; # begins a comment."""
    prompts = []
    for line in Path(path).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, bar, seconds = line.rpartition("|")
            try:
                prompts.append((text.strip(), float(seconds)))
            except ValueError:
                raise ValueError(f'{path}: "{line}" is not "sentence | seconds"') from None
            if not bar or not text.strip():
                raise ValueError(f'{path}: "{line}" is not "sentence | seconds"')
    if not 1 <= len(prompts) <= LONGEST_LIST:
        raise ValueError(f"{path} must hold 1 to {LONGEST_LIST} sentences, it has {len(prompts)}")
    return prompts


def numbered(prompts, seeds, blind=None):
    """Takes in the order of the pages: seeds of a sentence together, or shuffled by the seed `blind`."""
    pairs = [
        (letter, text, seed, seconds)
        for letter, (text, seconds) in zip(LETTERS, prompts, strict=False)
        for seed in seeds
    ]
    order = range(len(pairs)) if blind is None else np.random.default_rng(blind).permutation(len(pairs))
    return [Take(number, *pairs[i]) for number, i in enumerate(order, start=1)]


def draw(takes, clips, folder, poses, blind):
    """Pages of takes, read down the left column and then the right one; returns each take's page."""
    from backend.preview import sheet

    pages = {}
    for page, start in enumerate(range(0, len(takes), PER_PAGE), start=1):
        rows = range(start, min(start + PER_PAGE, len(takes)))
        high = -(-len(rows) // COLUMNS)
        down = [rows[c * high + r] for r in range(high) for c in range(COLUMNS) if c * high + r < len(rows)]
        titles = [label(takes[i], blind) for i in down]
        sheet.sheet([clips[i] for i in down], folder / f"page_{page}.png", COLUMNS, poses, titles)
        pages |= {takes[i].number: page for i in rows}
    return pages


def label(take, blind):
    """What stands over a row; blind only its number, for the length would tell sentences apart."""
    words = f"   ·   “{take.prompt}”   ·   {take.seconds:g} s   ·   seed {take.seed}"
    return f"{take.number}" + ("" if blind else words)


def judging_form(takes, prompts, pages, blind):
    """Markdown: what to do, the sentences with their letters, and a table to fill in."""
    lines = ["# Judging the takes", ""]
    if blind:
        lines += ["For each number: the letter of the sentence that it shows (? for none), and whether the",
                  "body is broken (y or n). Write both into answers.csv.", "", "| letter | sentence |",
                  "|---|---|"]  # fmt: skip
        lines += [f"| {take} | {text} |" for take, (text, _) in zip(LETTERS, prompts, strict=False)]
        lines += ["", "| number | page | letter | broken | remark |", "|---|---|---|---|---|"]
        lines += [f"| {take.number} | {pages[take.number]} | | | |" for take in takes]
    else:
        lines += ["Right, vague or wrong; is the body broken?", "",
                  "| number | page | sentence | seed | action | broken | remark |",
                  "|---|---|---|---|---|---|---|"]  # fmt: skip
        lines += [
            f"| {t.number} | {pages[t.number]} | {t.prompt} | {t.seed} | | | |" for t in takes
        ]  # fmt: skip
    return "\n".join(lines) + "\n"


def score(answers, key):
    """Share of takes whose letter was recognised, in all and per sentence, the numbers of broken ones, and
    how many of the recognised and of the others came with the notice that their sentence is not known.

    answers: [{"number", "letter", "broken"}] of strings; key: what takes.json holds. Raises ValueError for an
    answer that is missing or twice there.
    """
    given = {}
    for row in answers:
        if row["number"] in given:
            raise ValueError(f"take {row['number']} is answered twice")
        given[row["number"]] = row
    by_sentence, broken, noticed = {}, [], {True: [], False: []}
    for take in key["takes"]:
        row = given.get(str(take["number"]))
        if row is None or not row["letter"].strip():
            raise ValueError(f"take {take['number']} has no answer")
        hit = row["letter"].strip().upper() == take["letter"]
        by_sentence.setdefault(take["prompt"], []).append(hit)
        noticed[hit].append(take.get("noticed", False))
        if row["broken"].strip().lower().startswith("y"):
            broken.append(take["number"])
    hits = [hit for found in by_sentence.values() for hit in found]
    return {
        "takes": len(hits), "recognised": sum(hits) / len(hits), "broken": broken,
        "noticed_of_recognised": sum(noticed[True]), "noticed_of_others": sum(noticed[False]),
        "by_sentence": {text: sum(found) / len(found) for text, found in by_sentence.items()},
    }  # fmt: skip


def generated(generator, takes, closeness=None):
    """Clips of the takes; closeness to the library's clips, None for the weights' own."""
    from backend.generation.decoding.settings import DecodingSettings

    settings = DecodingSettings(closeness=closeness)
    clips = []
    for start in range(0, len(takes), AT_ONCE):
        some = takes[start : start + AT_ONCE]
        clips += generator.generate(
            [t.prompt for t in some], [t.seconds for t in some], [t.seed for t in some], settings=settings
        )
    return clips


def largest_turn(clip):
    """Degrees that the hips turn at most from one frame to the next; no captured body turns more than 70."""
    from backend.motion.body import features

    return float(np.degrees(np.abs(np.diff(features.heading(clip.positions))).max(initial=0.0)))


def make(args):
    """Generate, draw and write everything; returns the folder with the key."""
    from backend.generation.generator import Generator
    from backend.generation.library import file as library_file
    from backend.generation.runtimes.loading import DEFAULT_WEIGHTS, load_runtime

    prompts = read_prompts(args.prompts)
    takes, blind = numbered(prompts, args.seeds, args.blind), args.blind is not None
    private = args.out.with_name(args.out.name + "-key") if blind else args.out
    for folder in (args.out, private / "takes"):
        folder.mkdir(parents=True, exist_ok=True)
    runtime, library = load_runtime(args.weights, "auto", args.device), library_file.load(args.weights)
    generator = Generator(runtime, library)
    made = generated(generator, takes, args.closeness)
    for take, clip in zip(takes, made, strict=True):
        clip.save(private / "takes" / f"{take.number:03d}.npz")
    pages = draw(takes, made, args.out, args.poses, blind)
    (args.out / "judging.md").write_text(judging_form(takes, prompts, pages, blind), "utf-8")
    with open(args.out / "answers.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("number", "letter", "broken"), *((t.number, "", "") for t in takes)])
    unknown = {
        prompt: library is not None and generator.known(prompt).notice is not None for prompt, _ in prompts
    }
    key = {
        "weights": str(args.weights or DEFAULT_WEIGHTS.name), "digest": runtime.digest, "blind": args.blind,
        "takes": [{**vars(t), "page": pages[t.number], "largest_turn_deg": round(largest_turn(c), 1),
                   "noticed": unknown[t.prompt]} for t, c in zip(takes, made, strict=True)],
    }  # fmt: skip
    (private / "takes.json").write_text(json.dumps(key, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return private


def arguments(argv):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, help="folder of the pages")
    parser.add_argument("--weights", metavar="DIR", help="weights folder (default: weights/starter)")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--prompts", type=Path, default=PROMPTS, help="file of sentences")
    parser.add_argument("--closeness", type=float, help="to the library's clips (default: the weights' own)")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--poses", type=int, default=10, help="poses of a take (default 10)")
    parser.add_argument("--blind", type=int, metavar="SEED", help="number and shuffle the takes")
    parser.add_argument(
        "--score", nargs=2, metavar=("ANSWERS", "KEY"), help="only compare answers with a key"
    )
    args = parser.parse_args(argv)
    if args.out is None and not args.score:
        parser.error("--out is needed: the folder of the pages")
    return args


def main(argv=None):
    sys.path.insert(0, str(ROOT))
    args = arguments(argv)
    try:
        if args.score:
            with open(args.score[0], newline="", encoding="utf-8") as file:
                answers = list(csv.DictReader(file))
            print(json.dumps(score(answers, json.loads(Path(args.score[1]).read_text("utf-8"))), indent=1))
        else:
            print(make(args))
    except (ValueError, OSError) as fault:
        print(fault, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
