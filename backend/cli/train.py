"""python -m backend train: train one stage, or all within a time, match transformers to a new tokenizer,
mix runs, or pack the result; or the evaluator that `evaluate` measures with.

`torchrun --nproc-per-node N -m backend train …` trains in N processes: N · accumulate · batch clips a step.
"""

STAGES = ("tokenizer", "masked", "residual", "length")


def add_arguments(parser):
    parser.add_argument("stage", choices=(*STAGES, "decoder", "all", "match", "mix", "pack", "evaluator"))
    parser.add_argument("--corpus", metavar="FILE", help="compact corpus file (see `corpus build`)")
    parser.add_argument("--out", required=True, metavar="DIR", help="folder of the run")
    parser.add_argument(
        "--weights",
        metavar="DIR",
        help="where `pack`, `all` and `evaluator` write weights (default OUT/weights)",
    )
    parser.add_argument(
        "--final", nargs="+", default=[], choices=STAGES, metavar="STAGE",
        help="`pack`: take these stages' weights of the end, not of the best test score",
    )  # fmt: skip
    parser.add_argument(
        "--runs",
        nargs="+",
        default=[],
        metavar="DIR:SHARE",
        help="`mix`: masked transformers to take the mean of",
    )
    parser.add_argument("--minutes", type=float, default=30.0, help="time box; `all` shares it out")
    parser.add_argument("--steps", type=int, help="stop a stage after this many steps (reproducible)")
    parser.add_argument("--batch", type=int, help="clips a pass of one process")
    parser.add_argument(
        "--accumulate", type=int, default=1, metavar="N",
        help="passes of which a step takes the mean gradient (default 1)",
    )  # fmt: skip
    parser.add_argument("--size", default="starter", help="starter, published or tiny")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="PART.FIELD=NUMBER",
        help="override the configuration, e.g. msd.attention=0",
    )
    parser.add_argument(
        "--start",
        metavar="DIR",
        help="begin a stage with the best weights of this run, or with a weights folder",
    )
    parser.add_argument("--resume", action="store_true", help="continue the run in OUT")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda, mps")
    parser.add_argument("--threads", type=int, help="CPU threads")


# What torchrun's processes can share.
TOGETHER = (*STAGES, "decoder", "all")


def run(args):
    import torch

    from backend.training import parallel
    from backend.training import run as stages

    if args.threads:
        torch.set_num_threads(args.threads)
    if not 1 <= args.accumulate <= 1000:
        raise ValueError("--accumulate is a number from 1 to 1000.")
    with parallel.processes(stages.pick_device(args.device)) as (together, device):
        if together.count > 1 and args.stage not in TOGETHER:
            raise ValueError(f"`train {args.stage}` runs in one process: start it without torchrun.")
        return _run(args, together, device)


def _run(args, together, device):
    from backend.research.evaluation import fit as evaluator
    from backend.training import matching, mixing, presets
    from backend.training import run as stages

    weights = args.weights or f"{args.out}/weights"
    if args.stage == "mix":
        mixing.mix(_shares(args.runs), args.out, "masked")
        print(f"mixed {args.out}")
        return 0
    if args.stage == "pack":
        stages.pack(args.out, weights, args.final)
        print(f"packed {weights}")
        return 0
    if not args.corpus:
        raise ValueError("--corpus is needed: make one with `python -m backend corpus build`.")
    if args.stage == "evaluator":
        best = evaluator.train(
            args.corpus, args.out, weights, minutes=args.minutes, steps=args.steps, resume=args.resume,
            seed=args.seed, batch=args.batch, device=device, accumulate=args.accumulate,
        )  # fmt: skip
        print(f"evaluator: mean of R@1 to R@3 on held-out trials {-best:.4f}, written to {weights}")
        return 0
    if args.size not in presets.PRESETS:
        raise ValueError(f"--size is one of {', '.join(presets.PRESETS)}, not {args.size}.")
    with together.first_alone():
        config = stages.settle_config(args.out, presets.override(presets.PRESETS[args.size], args.set))
    corpus = stages.Corpus(args.corpus, args.out, config, device, together)
    if args.stage == "match":
        if not args.start:
            raise ValueError("--start is needed: the weights whose transformers go on.")
        target = f"{args.out}/matched"
        agree = matching.match(args.start, args.out, config, corpus.train, target)
        print("codes that agree, by level: " + ", ".join(f"{share:.0%}" for share in agree))
        print(f"matched {target}")
        return 0
    for stage in STAGES if args.stage == "all" else (args.stage,):
        share = stages.SHARES[stage] if args.stage == "all" else 1.0
        best = stages.train_stage(
            stage,
            corpus,
            minutes=args.minutes * share,
            steps=args.steps,
            resume=args.resume,
            seed=args.seed,
            batch=args.batch,
            start=args.start,
            accumulate=args.accumulate,
        )
        if together.first:
            print(f"{stage}: best test score {best:.4f}")
    if args.stage == "all" and together.first:
        stages.pack(args.out, weights)
        print(f"packed {weights}")
    return 0


def _shares(runs):
    """{folder: share} of ["folder:share", …]."""
    found = {}
    for run in runs:
        folder, _, share = run.rpartition(":")
        try:
            found[folder] = float(share)
        except ValueError:
            raise ValueError(f"--runs takes folders and shares, as runs/a:0.4, not {run}.") from None
    return found
