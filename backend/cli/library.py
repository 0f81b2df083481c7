"""python -m backend library: `build` puts captured clips of a corpus and the vectors of its sentences into a
weights folder; `metric` trains what makes those vectors; `calibrate` sets the nearness from which a sentence
counts as known; `tune` sets the default closeness; `find` lists what is nearest to a sentence."""

import contextlib

from . import common


def add_arguments(parser):
    parser.add_argument("action", choices=("build", "metric", "calibrate", "tune", "find"))
    parser.add_argument("query", nargs="*", help="find: a sentence")
    parser.add_argument("--corpus", metavar="FILE", help="build: compact corpus file")
    parser.add_argument("--split", default="train", help="build: of the corpus (default train)")
    parser.add_argument(
        "--sentences", metavar="FILE",
        help="calibrate: JSON of known and unknown sentences (default: the ones that come along)",
    )  # fmt: skip
    parser.add_argument(
        "--measure",
        action="store_true",
        help="metric: only measure it on acts and wordings that are held out, write nothing",
    )
    parser.add_argument("--steps", type=int, metavar="N", help="metric: of its training")
    parser.add_argument("--closeness", type=float, help="build, tune: default of generate, 0 to 1")
    common.add_runtime(parser)


def run(args):
    actions = {
        "build": _build, "metric": _metric, "calibrate": _calibrate, "tune": _tune, "find": _find,
    }  # fmt: skip
    return actions[args.action](args)


def _build(args):
    from backend.corpus import file
    from backend.corpus.library import build, terms, ways
    from backend.generation.library import file as library_file

    if not args.corpus:
        raise common.UserError("--corpus FILE is needed: what to build the library from.")
    folder, runtime, before = _folder(args), _runtime(args), None
    # What was there is replaced, whatever it is; its settings stay where they can be read.
    with contextlib.suppress(common.UserError):
        before = library_file.load(folder)

    wordings = ways.read()
    made = build.built(
        file.load(args.corpus), runtime, split=args.split, progress=_progress("sentences"), wordings=wordings,
        metric=_of(before, runtime),
    )  # fmt: skip
    kept = None if before is None else before.closeness
    made = made.retuned(closeness=kept if args.closeness is None else args.closeness,
                        threshold=None if before is None else before.threshold)  # fmt: skip
    library_file.save(folder, made)
    terms.write(folder, made)
    _tell(folder, made)
    if strange := ways.of_library(made.sentences, *wordings)[1]:
        print(f"{strange} of {len(wordings[0])} acts have no sentence in it.")
    return 0


def _tell(folder, made):
    from backend.generation.library import file as library_file

    size = (folder / library_file.NAME).stat().st_size
    print(f"{folder / library_file.NAME}: {size / 1e6:.1f} MB, {len(made.sources)} clips, "
          f"{len(made.entries)} moments, {len(made.sentences)} sentences, "
          f"{len(made.ways.texts)} other wordings, {len(made.ways.missing)} of what is missing")  # fmt: skip


def _of(before, runtime):
    """The metric of the library that was there, if it goes with the weights' text encoder."""
    return before.metric if before is not None and before.encoder == runtime.config.text.encoder else None


def _progress(what):
    """progress(done, total, …) that writes to a terminal."""
    import sys

    def told(done, total, *_):
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done} of {total} {what}" + ("\n" if done == total else ""))

    return told


def _metric(args):
    from dataclasses import replace

    import numpy as np

    from backend.corpus.library import build, examples, ways
    from backend.generation.library import file as library_file
    from backend.generation.library import vectors
    from backend.training import metric

    folder, library, runtime = _folder(args), _library(args), _runtime(args)
    acts, missing = ways.read()
    library = replace(library, ways=ways.of_library(library.sentences, acts, missing)[0])
    more = [text for act in acts for text in (*act.sentences, *act.ways, *act.contrasts)]
    more += [text for texts in missing for text in texts]
    texts = list(dict.fromkeys((*library.sentences, *library.ways.texts, *library.ways.missing, *more)))
    rows = build.encoded(texts, runtime, _progress("sentences"))

    def plain(texts):
        return np.concatenate([vectors.of(rows[t][None].astype(np.float32), [0], None) for t in texts])

    said = examples.examples(library, acts, missing, plain)
    settings = metric.MetricTraining(steps=args.steps or metric.MetricTraining.steps)
    if args.measure:
        return _measure(said, [rows[text] for text in said.texts], settings, acts)
    found = metric.trained(said, [rows[text] for text in said.texts], settings, _progress("steps"))
    library = build.placed(library, rows, found)
    library_file.save(folder, library)
    _tell(folder, library)
    return 0


def _measure(said, rows, settings, acts):
    import numpy as np

    from backend.corpus.library import ways
    from backend.generation.library import vectors
    from backend.research.evaluation import finding
    from backend.training import metric

    named = {ways.key(text) for act in acts for text in act.sentences}
    held = finding.split(said, np.array([ways.key(text) in named for text in said.texts]))
    part = finding.part(said, held.training)
    found = metric.trained(part, [rows[i] for i in held.training], settings, _progress("steps"))
    results = {}
    for label, one in (("encoder", None), ("metric", found)):
        each = [vectors.of(row[None].astype(np.float32), [len(row)], one)[0] for row in rows]
        at = np.stack(each)
        results[label] = finding.measured(said, held, lambda asked, shown, at=at: at[asked] @ at[shown].T)
    print("\n".join(finding.lines(results)))
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
