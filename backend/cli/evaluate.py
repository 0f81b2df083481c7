"""python -m backend evaluate: how good a weights folder is on the corpus's test split, or on HumanML3D's or
KIT-ML's."""


def add_arguments(parser):
    parser.add_argument("--weights", metavar="DIR", help="weights folder (default: weights/starter)")
    parser.add_argument("--corpus", metavar="FILE", help="compact corpus file")
    parser.add_argument(
        "--evaluator", metavar="DIR", help="text-motion evaluator (default: weights/evaluator)"
    )
    parser.add_argument("--repeats", type=int, default=20, metavar="N",
                        help="of the text-motion measures (default 20); 0 leaves them out")  # fmt: skip
    parser.add_argument("--takes", type=int, default=30, metavar="N",
                        help="of every sentence for MultiModality (default 30); 0 leaves it out")  # fmt: skip
    parser.add_argument("--obedience", type=int, default=8, metavar="N",
                        help="takes of each plain order (default 8); 0 leaves them out")  # fmt: skip
    parser.add_argument("--distances", type=int, default=0, metavar="N",
                        help="takes that are compared with all training motion (default 0)")  # fmt: skip
    parser.add_argument("--closeness", type=float, metavar="C",
                        help="how much of the library's clips takes keep, 0 to 1 (default: the library's)")
    parser.add_argument("--humanml3d", metavar="DIR", help="HumanML3D or KIT-ML folder to measure on")
    parser.add_argument("--official", metavar="DIR",
                        help="the published evaluator's files, for --humanml3d")  # fmt: skip
    parser.add_argument("--device", default="auto", help="for generating: auto, cuda, mps or cpu")
    parser.add_argument("--workers", type=int, default=1, metavar="N",
                        help="processes for obedience and physical measures (default 1)")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--curves", nargs=2, metavar=("RUN", "PNG"), help="also draw a run's training curves")


def run(args):
    import json

    from backend import workers
    from backend.generation.runtimes.loading import DEFAULT_WEIGHTS
    from backend.research.evaluation import curves

    if not args.corpus and not args.humanml3d:
        raise ValueError("--corpus FILE or --humanml3d DIR is needed: what to measure on.")
    if args.official and not args.humanml3d:
        raise ValueError("--official goes with --humanml3d: it was trained on that data.")
    if args.closeness is not None and not 0.0 <= args.closeness <= 1.0:
        raise ValueError("--closeness is a number from 0 to 1.")
    if not all(0 <= n <= 1000 for n in (args.repeats, args.takes, args.obedience, args.distances)):
        raise ValueError("--repeats, --takes, --obedience and --distances are numbers from 0 to 1000.")
    workers.checked(args.workers)
    folder, result = args.weights or DEFAULT_WEIGHTS, {}
    if args.corpus:
        result.update(_on_corpus(args, folder))
    if args.humanml3d:
        result["humanml3d"] = _on_humanml3d(args, folder)
    if args.curves:
        curves.draw(*args.curves)
    if args.json:
        print(json.dumps(result, indent=1))
    else:
        _print_table(result)
    return 0


def _on_corpus(args, folder):
    from backend import workers
    from backend.generation.library import file as library_file
    from backend.generation.runtimes.loading import load_runtime
    from backend.research.evaluation import table

    result, library = {}, library_file.load(folder)
    if library is not None:
        library = library.retuned(closeness=args.closeness)
    if args.repeats:
        result["field"] = table.on_corpus(
            load_runtime(folder, "torch", args.device),
            table.evaluator_for(args.evaluator, None), args.corpus,
            repeats=args.repeats, takes=args.takes, progress=_told,
            library=library,
        )  # fmt: skip
    with workers.pool(args.workers, parts=1) as each:
        return result | _by_takes(args, folder, library, each)


def _generator(folder, device, library):
    from backend.generation.generator import Generator
    from backend.generation.runtimes.loading import load_runtime

    return Generator(load_runtime(folder, "torch", device), library)


def _by_takes(args, folder, library, each):
    import dataclasses
    from functools import partial

    from backend.corpus import file
    from backend.models import checkpoint
    from backend.research.evaluation import copying, obedience, physical, tokens
    from backend.training.features import corpus_features

    result = {}
    if args.obedience:
        result["obedience"] = obedience.measured(
            partial(_generator, folder, args.device, library), file.load(args.corpus), args.obedience, each
        )
    if args.distances:
        generator = _generator(folder, args.device, library)
        result["distances"] = copying.measured(generator, file.load(args.corpus), args.distances)
    weights = checkpoint.load(folder)
    features = corpus_features(args.corpus, "test", mirrored=False)
    clips = [c for c in file.load(args.corpus) if c.split == "test"]
    return {
        **result,
        "reconstruction": tokens.reconstruction(weights, features),
        **tokens.prediction(weights, features),
        "physical": {
            "real": dataclasses.asdict(physical.real(clips)),
            "generated": dataclasses.asdict(physical.generated(folder, clips, library=library, each=each)),
            "generated_without_foot_lock": dataclasses.asdict(
                physical.generated(folder, clips, foot_lock=False, library=library, each=each)
            ),
        },
    }


def _on_humanml3d(args, folder):
    from backend.generation.runtimes.loading import load_runtime
    from backend.research.evaluation import humanml3d, table

    data = humanml3d.load(args.humanml3d, tokens=bool(args.official))
    return table.on_humanml3d(
        load_runtime(folder, "torch", args.device),
        table.evaluator_for(args.evaluator, args.official, data.features), data,
        repeats=max(1, args.repeats), takes=args.takes, progress=_told,
    )  # fmt: skip


def _told(done, total):
    import sys

    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {total} repeats" + ("\n" if done == total else ""))


def _print_table(result):
    from backend.research.evaluation import copying, obedience, table

    for name in ("field", "humanml3d"):
        if name in result:
            print("\n".join(table.lines(result[name])))
    if "obedience" in result:
        print("\n".join(obedience.lines(result["obedience"])))
    if "distances" in result:
        print("\n".join(copying.lines(result["distances"])))
    if "reconstruction" not in result:
        return
    parts = result["reconstruction"]
    print(f"reconstruction: {parts['mm']:.1f} mm mean joint error, base level {parts['base_mm']:.1f} mm")
    print("by complexity   " + "".join(f"{'Q' + str(q):>9}" for q in range(1, 5)))
    rows = (
        ("joint error mm", "mm", parts),
        ("masked NLL", "nll", result["masked"]),
        ("masked accuracy", "accuracy", result["masked"]),
    )
    for label, name, scores in rows:
        print(f"{label:<16}" + "".join(f"{scores[f'{name}_q{q}']:9.3g}" for q in range(1, 5)))
    for stage in ("masked", "residual"):
        print(f"{stage}: NLL {result[stage]['nll']:.3f}, accuracy {100 * result[stage]['accuracy']:.1f} %")
    for name, values in result["physical"].items():
        print(f"{name}: " + ", ".join(f"{k} {v:.3g}" for k, v in values.items()))
