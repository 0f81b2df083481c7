"""python -m backend experiment: what the spectral descriptor's two scalars, and the library's kinds of
sentences and motion, are good for."""


def add_arguments(parser):
    parser.add_argument(
        "what", choices=("msd", "scalars", "library"),
        help="msd: trainings and ways to decode against each other; scalars: which predicts takes' errors; "
        "library: the weights' library with and without each kind of its sentences and motion",
    )  # fmt: skip
    parser.add_argument("--corpus", required=True, metavar="FILE", help="compact corpus file")
    parser.add_argument(
        "--out", default="runs/msd", metavar="DIR", help="folder of the runs and their scores"
    )
    parser.add_argument("--results", metavar="DIR", help="of tables and picture (default: that of --out)")
    parser.add_argument("--weights", metavar="DIR", help="given weights, tokenizer too (default: shipped)")
    parser.add_argument("--evaluator", metavar="DIR", help="evaluator's folder (default: weights/evaluator)")
    parser.add_argument(
        "--arms", nargs="+", metavar="NAME", help="training, decoding, or single arms by name"
    )
    parser.add_argument("--built-from", metavar="FILE", help="library: the corpus that it was built from")
    parser.add_argument("--sentences", metavar="FILE", default="docs/unseen_prompts.txt",
                        help="library: new sentences, one a line before a bar, for the notice")  # fmt: skip
    parser.add_argument("--seeds", type=int, default=6, help="of every training arm")
    parser.add_argument("--decoding-seeds", type=int, default=4, help="of every decoding arm")
    parser.add_argument("--steps", type=int, default=2500, help="optimiser steps of every training")
    parser.add_argument("--batch", type=int, default=32, help="clips a step")
    parser.add_argument("--repeats", type=int, default=5, help="takes of every test sentence and seed")
    parser.add_argument("--takes", type=int, default=60, help="scalars: how many takes are refilled")
    parser.add_argument("--guidance", type=float, help="when decoding (default: that of the weights)")
    parser.add_argument("--size", default="small", help="small (4 × 192), starter, published or tiny")
    parser.add_argument("--minutes", type=float, help="end in so many: fewer steps, the last seeds left out")
    parser.add_argument(
        "--gpu", action="store_true", help="published sizes, training arms, 2 seeds, 12 minutes"
    )
    parser.add_argument("--smoke", action="store_true", help="a minute's version: tiny, few steps, one seed")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda, mps")
    parser.add_argument("--threads", type=int, help="CPU threads")


# Of the minutes: for the trainings, the rest is for data and takes.
_TRAINING = 0.6


def run(args):
    from pathlib import Path

    import torch

    from backend.generation.runtimes.loading import DEFAULT_WEIGHTS
    from backend.research.experiments import msd, runner, runs, scalars
    from backend.training import presets
    from backend.training.run import pick_device

    clock = runner.Clock(_settle(args))
    if args.threads:
        torch.set_num_threads(args.threads)
    if args.what == "library":
        return _library(args)
    sizes = {"small": runs.small(presets.PRESETS["starter"]), **presets.PRESETS}
    if args.size not in sizes:
        raise ValueError(f"--size is one of {', '.join(sizes)}, not {args.size}.")
    if min(args.seeds, args.decoding_seeds, args.steps, args.repeats, args.takes, args.batch) < 1:
        raise ValueError("--seeds, --decoding-seeds, --steps, --repeats, --takes and --batch are 1 or more.")
    plan = msd.plan(args.arms or msd.GROUPS)
    bench = runs.Bench(
        args.corpus, args.weights or DEFAULT_WEIGHTS, args.out, sizes[args.size],
        runs.Budget(steps=args.steps, batch=args.batch), pick_device(args.device), args.guidance,
    )  # fmt: skip
    if args.what == "scalars":
        print(scalars.markdown(scalars.measure(bench, args.takes)), end="")
        return 0
    seeds = {"training": args.seeds, "decoding": args.decoding_seeds}
    if clock.left is not None:
        trainings = args.seeds * sum(arm.group == "training" for arm in plan)
        bench.fit(_TRAINING * clock.left, trainings)
    bench.settle()
    results = Path(args.results or args.out)
    print(runner.run(bench, plan, seeds, args.repeats, results, args.evaluator, clock), end="")
    return 0


def _library(args):
    from pathlib import Path

    from backend.corpus import file
    from backend.generation.library import file as library_file
    from backend.generation.runtimes.loading import load_runtime
    from backend.research.evaluation import table
    from backend.research.experiments import library, restricting

    whole = library_file.load(args.weights)
    if whole is None or not args.built_from:
        raise ValueError("--built-from FILE is needed, and weights with a library: see docs/library.md.")
    arms = tuple(args.arms or library.ARMS)
    if unknown := sorted(set(arms) - set(library.ARMS)):
        raise ValueError(f"There is no arm {', '.join(unknown)}; there are {', '.join(library.ARMS)}.")
    lines = Path(args.sentences).read_text(encoding="utf-8").splitlines()
    sentences = [line.split("|")[0].strip() for line in lines if line.strip() and not line.startswith("#")]
    bench = library.Bench(
        load_runtime(args.weights, "torch", args.device), table.evaluator_for(args.evaluator, None),
        args.corpus, whole, sentences, repeats=args.repeats, takes=min(args.takes, 8),
    )  # fmt: skip
    origins = restricting.origins(whole, file.load(args.built_from))
    print(library.markdown(library.run(bench, whole, origins, args.out, arms=arms)), end="")
    return 0


def _settle(args):
    """Apply --gpu and --smoke. Returns the minutes."""
    if args.gpu:
        args.size, args.arms, args.seeds = "published", args.arms or ["training"], min(args.seeds, 2)
        args.repeats, args.batch, args.minutes = min(args.repeats, 2), 64, args.minutes or 12.0
    if args.smoke:
        args.size, args.steps, args.seeds, args.repeats = "tiny", min(args.steps, 3), 1, 1
        args.decoding_seeds, args.takes = 1, min(args.takes, 8)
    return args.minutes
