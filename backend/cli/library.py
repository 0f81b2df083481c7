"""python -m backend library: `build` puts captured clips of a corpus, their sentences and what was judged of
others into a weights folder; `measure` says how well judged sentences that were held out are found;
`calibrate` sets the nearness from which a sentence counts as known; `tune` sets the default closeness; `find`
lists what is nearest to a sentence."""

import contextlib
import sys

from . import common


def add_arguments(parser):
    parser.add_argument("action", choices=("build", "measure", "calibrate", "tune", "find"))
    parser.add_argument("query", nargs="*", help="find: a sentence")
    parser.add_argument("--corpus", metavar="FILE", help="build: compact corpus file")
    parser.add_argument("--split", default="train", help="build: of the corpus (default train)")
    parser.add_argument(
        "--sentences", metavar="FILE",
        help="calibrate: JSON of known and unknown sentences (default: the ones that come along)",
    )  # fmt: skip
    parser.add_argument("--closeness", type=float, help="build, tune: default of generate, 0 to 1")
    common.add_runtime(parser)


def run(args):
    actions = {
        "build": _build, "measure": _measure, "calibrate": _calibrate, "tune": _tune, "find": _find,
    }  # fmt: skip
    return actions[args.action](args)


def _build(args):
    from dataclasses import replace

    from backend.corpus import file
    from backend.corpus.library import build, judgements, learned, terms
    from backend.generation.library import file as library_file
    from backend.training import weighing

    if not args.corpus:
        raise common.UserError("--corpus FILE is needed: what to build the library from.")
    folder, runtime, before = _folder(args), _runtime(args), None
    # What was there is replaced, whatever it is; its settings stay where they can be read.
    with contextlib.suppress(common.UserError):
        before = library_file.load(folder)

    made = build.built(
        file.load(args.corpus), runtime, split=args.split, judged=judgements.training(),
        progress=_progress("sentences"), tell=lambda line: print(line, file=sys.stderr),
    )  # fmt: skip
    # A threshold is of cosines or of what was learned.
    threshold = before.threshold if before is not None and before.weighing is None else None
    if examples := weighing.examples(made.near, made.judged):
        weighed = weighing.trained(examples, progress=_progress("steps"))
        made = replace(made, weighing=weighed)
        threshold = weighing.threshold(weighed, made.near, made.judged, made.seen)
    if before is not None:
        made = made.retuned(closeness=before.closeness)
    made = made.retuned(closeness=args.closeness, threshold=threshold)
    made = replace(made, learned=learned.nearness(made))
    library_file.save(folder, made)
    terms.write(folder, made)
    _tell(folder, made)
    return 0


def _tell(folder, made):
    from backend.generation.library import file as library_file

    size = (folder / library_file.NAME).stat().st_size
    print(f"{folder / library_file.NAME}: {size / 1e6:.1f} MB, {len(made.sources)} clips, "
          f"{len(made.entries)} moments, {len(made.sentences)} sentences, "
          f"{len(made.judged.texts)} that were judged")  # fmt: skip


def _progress(what):
    """progress(done, total, …) that writes to a terminal."""

    def told(done, total, *_):
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done} of {total} {what}" + ("\n" if done == total else ""))

    return told


def _measure(args):
    from dataclasses import replace

    from backend.corpus.library import judgements
    from backend.generation.library import vectors
    from backend.research.evaluation import finding

    library, runtime = _library(args), _runtime(args)
    numbers = {text: i for i, text in enumerate(library.sentences)}
    held_out = judgements.read(held_out=True)
    texts = [one.text for one in held_out]
    at = dict(zip(texts, vectors.encoded(runtime, texts, library.axes), strict=True))

    def nearness(library):
        near = library.near
        return lambda text, captions: (near.of(text, at[text]) * library.seen)[[numbers[c] for c in captions]]

    ways_ = {"vectors and words": replace(library, weighing=None), "what was judged": library}
    held_out = finding.there(held_out, numbers)
    first = {one.text: (library.near.of(one.text, at[one.text]) * library.seen).argmax() for one in held_out}
    unseen = sum(library.sentences[first[one.text]] not in one.grades for one in held_out)
    print("\n".join(finding.lines({k: finding.measured(held_out, nearness(v)) for k, v in ways_.items()})))
    print(f"Of {unseen} the nearest of all captions is one that was not looked at.")
    return 0


def _calibrate(args):
    from backend.corpus.library import calibrate
    from backend.generation.library import file as library_file
    from backend.generation.library.search import Search

    folder, library = _folder(args), _library(args)
    lists = calibrate.sentences(args.sentences)
    known, unknown = (calibrate.untrained(library, texts) for texts in lists)
    if not known or not unknown:
        raise common.UserError("The library holds all of these sentences: calibrate it with others.")
    found = calibrate.calibrated(Search(library, _runtime(args)), known, unknown)
    library_file.write_manifest(folder, library.retuned(threshold=found.threshold))
    print("\n".join(found.lines()))
    return 0


def _tune(args):
    from backend.generation.library import file as library_file

    if args.closeness is None or not 0.0 <= args.closeness <= 1.0:
        raise common.UserError("--closeness C is needed, from 0 to 1: what generate uses by default.")
    library_file.write_manifest(_folder(args), _library(args).retuned(closeness=args.closeness))
    return 0


def _find(args):
    from backend.generation.library.search import Search

    if not args.query:
        raise common.UserError("Say a sentence to look for.")
    library = _library(args)
    for found in Search(library, _runtime(args)).nearest(" ".join(args.query), 10):
        entry = library.entries[found.entry]
        source = library.sources[entry.source]
        side = "M" if found.mirrored else " "
        print(f"{found.nearness:5.2f} {side} {entry.seconds:4.1f} s  {source.dataset:<10} {source.clip:<14} "
              f"{found.sentence}")  # fmt: skip
    return 0


def _folder(args):
    from pathlib import Path

    from backend.generation.runtimes.loading import DEFAULT_WEIGHTS

    return Path(args.weights) if args.weights else DEFAULT_WEIGHTS


def _runtime(args):
    from backend.generation.runtimes.loading import load_runtime

    return load_runtime(args.weights, args.runtime, args.device)


def _library(args):
    from backend.generation.library import file as library_file

    library = library_file.load(args.weights)
    if library is None:
        raise common.UserError(f"{_folder(args)} has no library: build one first.")
    return library
