"""python -m backend experiment: the same model with and without MSD, same data, budget and seeds."""


def add_arguments(parser):
    parser.add_argument("what", choices=("msd",))
    parser.add_argument("--corpus", required=True, metavar="FILE", help="compact corpus file")
    parser.add_argument("--out", default="runs/msd", metavar="DIR", help="folder of the runs and the tables")
    parser.add_argument("--weights", metavar="DIR", help="weights whose tokenizer is used (default: shipped)")
    parser.add_argument("--evaluator", metavar="DIR", help="evaluator's folder (default: weights/evaluator)")
    parser.add_argument("--seeds", type=int, default=3, help="seeds of the main comparison")
    parser.add_argument("--sweep-seeds", type=int, default=1, help="seeds of the sweeps, 0 for no sweeps")
    parser.add_argument("--steps", type=int, default=600, help="optimiser steps of every training")
    parser.add_argument("--batch", type=int, default=32, help="clips a step")
    parser.add_argument("--repeats", type=int, default=5, help="takes of every test sentence")
    parser.add_argument("--guidance", type=float, help="when decoding (default: that of the weights)")
    parser.add_argument("--size", default="small", help="small (4 × 192), starter, published or tiny")
    parser.add_argument("--smoke", action="store_true", help="a minute's version: tiny, few steps, one seed")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda, mps")
    parser.add_argument("--threads", type=int, help="CPU threads")


def run(args):
    import torch

    from backend.experiments import msd, runner, runs
    from backend.generation.loading import DEFAULT_WEIGHTS
    from backend.training import presets
    from backend.training.run import pick_device

    if args.threads:
        torch.set_num_threads(args.threads)
    if args.smoke:
        args.size, args.steps, args.seeds, args.repeats = "tiny", min(args.steps, 3), 1, 2
        args.sweep_seeds = 0
    sizes = {"small": runs.small(presets.PRESETS["starter"]), **presets.PRESETS}
    if args.size not in sizes:
        raise ValueError(f"--size is one of {', '.join(sizes)}, not {args.size}.")
    if args.seeds < 1 or args.steps < 1 or args.repeats < 1:
        raise ValueError("--seeds, --steps and --repeats are 1 or more.")
    budget = runs.Budget(steps=args.steps, residual_steps=args.steps, batch=args.batch)
    bench = runs.Bench(
        args.corpus, args.weights or DEFAULT_WEIGHTS, args.out, sizes[args.size], budget,
        pick_device(args.device), args.guidance,
    )  # fmt: skip
    report = runner.run(bench, msd.plan(args.seeds, args.sweep_seeds), args.repeats, args.evaluator)
    print(report)
    return 0
