"""python -m backend library: `build` puts captured clips of a corpus and the vectors of its sentences into a
weights folder; `calibrate` sets the nearness from which a sentence counts as known; `tune` sets the default
closeness; `find` lists what is nearest to a sentence."""

import contextlib

from . import common


def add_arguments(parser):
    parser.add_argument("action", choices=("build", "calibrate", "tune", "find"))
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
    return {"build": _build, "calibrate": _calibrate, "tune": _tune, "find": _find}[args.action](args)


def _build(args):
    import sys

    from backend.corpus import file
    from backend.corpus.library import build, terms
    from backend.generation.library import file as library_file

    if not args.corpus:
        raise common.UserError("--corpus FILE is needed: what to build the library from.")
    folder, runtime, before = _folder(args), _runtime(args), None
    # What was there is replaced, whatever it is; its settings stay where they can be read.
    with contextlib.suppress(common.UserError):
        before = library_file.load(folder)

    def progress(done, total):
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done} of {total} sentences" + ("\n" if done == total else ""))

    made = build.built(file.load(args.corpus), runtime, split=args.split, progress=progress)
    kept = None if before is None else before.closeness
    made = made.retuned(closeness=kept if args.closeness is None else args.closeness,
                        threshold=None if before is None else before.threshold)  # fmt: skip
    library_file.save(folder, made)
    terms.write(folder, made)
    size = (folder / library_file.NAME).stat().st_size
    print(f"{folder / library_file.NAME}: {size / 1e6:.1f} MB, {len(made.sources)} clips, "
          f"{len(made.entries)} moments, {len(made.sentences)} sentences")  # fmt: skip
    return 0


def _calibrate(args):
    from backend.corpus.library import calibrate
    from backend.generation.library import file as library_file
    from backend.generation.library.search import Search

    folder, library = _folder(args), _library(args)
    known, unknown = calibrate.sentences(args.sentences)
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
